/* Pages are taken out of the tree one at a time: each becomes the root of a document of its own while it is resolved and
   spelled, and goes back. Links between pages are looked up before anything is written: a site with a broken link is none. */
#include "site.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "resolve.h"
#include "tree.h"
#include "web.h"

#define STYLE_SHEET "style.css"

gboolean site_is(xmlDocPtr tree)
{
    xmlNodePtr root = xmlDocGetRootElement(tree);

    return root && tree_is(root, "site");
}

/* ---- Languages ---- */

/* A language in its own words: "français". g_free the result. */
static char *own_name(const char *lang)
{
    UChar wide[128];
    char name[512];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = uloc_getDisplayLanguage(lang, lang, wide, G_N_ELEMENTS(wide), &status);

    if (U_FAILURE(status))
        return g_strdup(lang);
    u_strToUTF8(name, sizeof name, NULL, wide, MIN(n, (int32_t)G_N_ELEMENTS(wide)), &status);
    return g_strdup(U_FAILURE(status) ? lang : name);
}

static void add_languages(xmlNodePtr place, char **languages)
{
    for (char **lang = languages; *lang; lang++) {
        g_autofree char *name = **lang ? own_name(*lang) : NULL;
        xmlNodePtr language;

        if (!name)
            continue;
        language = tree_add_text(place, "language", name);
        tree_set(language, "code", *lang);
        tree_set(language, "dir", uloc_isRightToLeft(*lang) ? "rtl" : "ltr");
    }
}

/* ---- Links ---- */

/* Inside the folder, whatever ids are made of. */
static gboolean path_is_safe(const char *path)
{
    char **parts = g_strsplit(path, "/", -1);
    gboolean safe = *path && *path != '/' && !strpbrk(path, "\\?#%");

    for (char **p = parts; *p && safe; p++)
        safe = **p && strcmp(*p, ".") && strcmp(*p, "..");
    g_strfreev(parts);
    return safe;
}

static gboolean links_lead_somewhere(const xmlNode *n, const char *from, GHashTable *paths, struct diag *d)
{
    gboolean ok = TRUE;

    for (const xmlNode *c = n->children; c; c = c->next) {
        const char *to = c->type == XML_ELEMENT_NODE ? tree_get(c, "page") : NULL;

        if (to && !g_hash_table_contains(paths, to)) {
            diag_report(d, R620, (struct place){0}, NULL, "from", from, "to", to, NULL);
            ok = FALSE;
        }
        if (c->type == XML_ELEMENT_NODE)
            ok &= links_lead_somewhere(c, from, paths, d);
    }
    return ok;
}

static gboolean check_pages(xmlNodePtr site, struct diag *d)
{
    GHashTable *paths = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean ok = TRUE;

    for (xmlNodePtr page = tree_first(site, "page"); page; page = tree_next(page)) {
        const char *path = tree_get(page, "path");

        if (!path || !path_is_safe(path) || !g_hash_table_add(paths, (gpointer)path)) {
            diag_report(d, R621, (struct place){0}, NULL, "path", path ? path : "", NULL);
            ok = FALSE;
        }
    }
    for (xmlNodePtr page = ok ? tree_first(site, "page") : NULL; page; page = tree_next(page))
        ok &= links_lead_somewhere(page, tree_get(page, "path"), paths, d);
    g_hash_table_destroy(paths);
    return ok;
}

/* ---- Pages ---- */

/* The document of a page as a document of its own; put_back returns it. */
static xmlDocPtr take_out(xmlNodePtr page)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr document = tree_first(page, "document");

    if ((doc->dict = page->doc->dict)) /* names of the tree live there */
        xmlDictReference(doc->dict);
    xmlUnlinkNode(document);
    xmlSetTreeDoc(document, doc);
    xmlDocSetRootElement(doc, document);
    xmlReconciliateNs(doc, document);
    return doc;
}

static void put_back(xmlDocPtr doc, xmlNodePtr page)
{
    xmlNodePtr document = xmlDocGetRootElement(doc);

    xmlUnlinkNode(document);
    xmlSetTreeDoc(document, page->doc);
    xmlAddChild(page, document);
    xmlFreeDoc(doc);
}

gboolean site_resolve(xmlDocPtr tree, const struct site_options *o, struct diag *d)
{
    xmlNodePtr site = xmlDocGetRootElement(tree);
    gboolean ok = check_pages(site, d);

    for (xmlNodePtr page = ok ? tree_first(site, "page") : NULL; page && ok; page = tree_next(page)) {
        xmlNodePtr meta = tree_first(tree_first(page, "document"), "meta"), place = meta ? tree_first(meta, "place") : NULL;
        xmlDocPtr doc;

        if (place)
            add_languages(place, o->languages);
        doc = take_out(page);
        ok = resolve_document_sized(doc, o->l10n, o->letters, d) >= 0;
        put_back(doc, page);
    }
    return ok;
}

gboolean site_write(xmlDocPtr tree, const struct site_options *o, site_file f, gpointer data, struct diag *d)
{
    xmlNodePtr site = xmlDocGetRootElement(tree);
    gboolean first = TRUE, ok = TRUE;

    for (xmlNodePtr page = tree_first(site, "page"); page && ok; page = tree_next(page)) {
        xmlDocPtr doc = take_out(page);
        GBytes *html = web_write_page(o->xform, doc, o->folder, d), *sheet = first ? web_sheet(o->style) : NULL;

        ok = html && (!first || sheet);
        if (sheet)
            f(STYLE_SHEET, sheet, data);
        if (html)
            f(tree_get(page, "path"), html, data);
        first = FALSE;
        put_back(doc, page);
    }
    return ok;
}

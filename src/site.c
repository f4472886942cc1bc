/* Pages are copied out of the tree one at a time: each is the root of a document of its own while it is resolved and spelled.
   Links between pages are looked up before anything is written: a site with a broken link is none. */
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

static xmlDocPtr copy_out(xmlNodePtr document)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");

    xmlDocSetRootElement(doc, xmlDocCopyNode(document, doc, 1));
    return doc;
}

static gboolean resolve_page(xmlDocPtr doc, const struct site_options *o, struct diag *d)
{
    xmlNodePtr meta = tree_first(xmlDocGetRootElement(doc), "meta"), place = meta ? tree_first(meta, "place") : NULL;

    if (place)
        add_languages(place, o->languages);
    return resolve_document_sized(doc, o->l10n, o->letters, d) >= 0;
}

gboolean site_resolve(xmlDocPtr tree, const struct site_options *o, struct diag *d)
{
    xmlNodePtr site = xmlDocGetRootElement(tree);
    gboolean ok = check_pages(site, d);

    for (xmlNodePtr page = ok ? tree_first(site, "page") : NULL; page && ok; page = tree_next(page)) {
        xmlNodePtr document = tree_first(page, "document");
        xmlDocPtr doc = copy_out(document);

        ok = resolve_page(doc, o, d);
        xmlUnlinkNode(document);
        xmlFreeNode(document);
        xmlAddChild(page, xmlDocCopyNode(xmlDocGetRootElement(doc), tree, 1));
        xmlFreeDoc(doc);
    }
    return ok;
}

gboolean site_write(xmlDocPtr tree, const struct site_options *o, site_file f, gpointer data, struct diag *d)
{
    xmlNodePtr site = xmlDocGetRootElement(tree);
    GBytes *sheet = web_sheet(o->style);
    gboolean ok = sheet && check_pages(site, d);

    if (ok)
        f(STYLE_SHEET, sheet, data);
    else if (sheet)
        g_bytes_unref(sheet);
    for (xmlNodePtr page = ok ? tree_first(site, "page") : NULL; page && ok; page = tree_next(page)) {
        xmlDocPtr doc = copy_out(tree_first(page, "document"));
        GBytes *html = resolve_page(doc, o, d) ? web_write_page(o->xform, doc, o->folder, d) : NULL;

        if (html)
            f(tree_get(page, "path"), html, data);
        ok = html != NULL;
        xmlFreeDoc(doc);
    }
    return ok;
}

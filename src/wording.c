/* Reads phrases: white space is folded, plural forms stay in the order of the file. */
#include "wording.h"

#include <libxml/tree.h>
#include <string.h>

#include "resource.h"

#define WORDING_NAMESPACE "urn:rapporteur:wording"

static void phrase_free(gpointer data)
{
    struct phrase *p = data;

    for (int i = 0; i < p->n_forms; i++) {
        g_free(p->counts[i]);
        g_free(p->patterns[i]);
    }
    g_free(p->by);
    g_free(p);
}

void wording_free(struct wording *w)
{
    if (!w)
        return;
    g_hash_table_destroy(w->phrases);
    g_free(w->file);
    g_free(w);
}

/* White space is for the eyes of whoever edits the file: runs of it are one space, none at the ends. A no-break space
   is not white space here. */
static char *collapse(xmlChar *text)
{
    GString *out = g_string_new(NULL);

    for (const xmlChar *c = text; c && *c; c++) {
        if (!strchr(" \t\r\n", *c))
            g_string_append_c(out, (char)*c);
        else if (out->len && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
    if (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    xmlFree(text);
    return g_string_free(out, FALSE);
}

static char *take_attribute(xmlNodePtr node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
    char *copy = g_strdup((const char *)value);

    xmlFree(value);
    return copy;
}

static gboolean is_element(xmlNodePtr node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name) && node->ns &&
           !strcmp((const char *)node->ns->href, WORDING_NAMESPACE);
}

static struct phrase *read_phrase(xmlNodePtr node)
{
    struct phrase *p = g_new0(struct phrase, 1);

    for (xmlNodePtr form = node->children; form; form = form->next)
        if (is_element(form, "form") && p->n_forms < WORDING_FORMS) {
            p->counts[p->n_forms] = take_attribute(form, "count");
            p->patterns[p->n_forms++] = collapse(xmlNodeGetContent(form));
        }
    if (p->n_forms) {
        p->by = take_attribute(node, "by");
        if (!p->by)
            p->by = g_strdup("n");
    } else {
        p->patterns[p->n_forms++] = collapse(xmlNodeGetContent(node));
    }
    return p;
}

struct wording *wording_load(const char *lang)
{
    char *file = g_strconcat("templates/l10n/", lang, ".xml", NULL);
    xmlDocPtr doc = resource_load_xml(file);
    xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct wording *w = NULL;

    if (root && is_element(root, "wording")) {
        w = g_new0(struct wording, 1);
        w->file = g_strdup(file);
        w->phrases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, phrase_free);
        for (xmlNodePtr node = root->children; node; node = node->next)
            if (is_element(node, "phrase"))
                g_hash_table_replace(w->phrases, take_attribute(node, "key"), read_phrase(node));
    }
    xmlFreeDoc(doc);
    g_free(file);
    return w;
}

const struct phrase *wording_phrase(const struct wording *w, const char *key)
{
    return g_hash_table_lookup(w->phrases, key);
}

const char *wording_words(const struct wording *w, const char *key)
{
    const struct phrase *p = wording_phrase(w, key);

    return p ? p->patterns[p->n_forms - 1] : NULL;
}

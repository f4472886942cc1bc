/* Places are read off the labels that resolve.c wrote; nothing is counted here. */
#include "trace.h"

#include <string.h>

#include "tree.h"

/* "II." → "II", "12." → "12"; "(a)" stays. */
static char *bare(const char *label)
{
    gsize n = strlen(label);

    return n && label[n - 1] == '.' ? g_strndup(label, n - 1) : g_strdup(label);
}

static gboolean is_numbered(const xmlNode *n)
{
    return tree_is(n, "p") && tree_has(n, "numbered", "yes") && tree_get(n, "label");
}

/* The numbered paragraph that a block stands under: the nearest before it among its siblings. */
static const xmlNode *paragraph_before(const xmlNode *n)
{
    for (; n; n = n->prev)
        if (is_numbered(n))
            return n;
    return NULL;
}

static gboolean is_element(const xmlNode *n)
{
    return n && n->type == XML_ELEMENT_NODE;
}

static void add_section_path(const xmlNode *section, GString *out)
{
    const xmlNode *above = section->parent;
    const char *label = tree_get(section, "label");
    char *own;

    if (above && tree_is(above, "section") && !tree_has(above, "numbering", "annex"))
        add_section_path(above, out);
    if (!label)
        return;
    own = bare(label);
    g_string_append_printf(out, "%s%s", out->len && *own != '(' ? "." : out->len ? " " : "", own);
    g_free(own);
}

static char *section_place(const xmlNode *section)
{
    GString *path = g_string_new(NULL);
    xmlNodePtr heading = tree_first(section, "heading");
    char *words, *place;

    if (!tree_has(section, "numbering", "annex"))
        add_section_path(section, path);
    if (path->len) {
        place = g_strdup_printf("section %s", path->str);
    } else if (tree_get(section, "label")) { /* an annex */
        place = g_strdup(tree_get(section, "label"));
    } else {
        words = heading ? tree_words(heading) : g_strdup("");
        place = g_strdup_printf("section “%s”", words);
        g_free(words);
    }
    g_string_free(path, TRUE);
    return place;
}

static char *row_place(const xmlNode *row, const char *table)
{
    xmlNodePtr cell = tree_first(row, "cell"), p = cell ? tree_first(cell, "p") : NULL;
    char *words = p ? tree_words(p) : cell ? tree_words(cell) : g_strdup(""), *place;

    if (g_utf8_strlen(words, -1) > 40)
        strcpy(g_utf8_offset_to_pointer(words, 39), "…"); /* what is left is longer than three bytes */
    place = *words ? g_strdup_printf("%s, row “%s”", table, words) : g_strdup(table);
    g_free(words);
    return place;
}

static char *float_place(const xmlNode *n, const char *kind)
{
    const char *label = tree_get(n, "label");
    xmlNodePtr caption = tree_first(n, "caption");
    char *words, *place;

    if (label)
        return g_ascii_strdown(label, -1);
    words = caption ? tree_words(caption) : g_strdup(tree_get(n, "id") ? tree_get(n, "id") : "");
    place = g_strdup_printf("%s “%s”", kind, words);
    g_free(words);
    return place;
}

/* Labels of the list items around a node, and the paragraph before the outermost list. */
static char *item_place(const xmlNode *item)
{
    GString *labels = g_string_new(NULL);
    const xmlNode *list = NULL, *p;
    char *place = NULL, *own;

    for (const xmlNode *n = item; is_element(n); n = n->parent) {
        if (tree_is(n, "item") && tree_get(n, "label")) {
            g_string_prepend(labels, tree_get(n, "label"));
            g_string_prepend_c(labels, ' ');
        }
        if (tree_is(n, "list"))
            list = n;
        if (tree_is(n, "section") || tree_is(n, "part"))
            break;
    }
    p = list ? paragraph_before(list) : NULL;
    if (p) {
        own = bare(tree_get(p, "label"));
        place = g_strdup_printf("para. %s%s", own, labels->str);
        g_free(own);
    }
    g_string_free(labels, TRUE);
    return place;
}

static char *own_place(const xmlNode *n)
{
    char *own, *place, *table = NULL;
    const xmlNode *t;

    if (tree_is(n, "note") && tree_get(n, "label"))
        return g_strdup_printf("note %s", tree_get(n, "label"));
    if (tree_is(n, "table"))
        return float_place(n, "table");
    if (tree_is(n, "figure"))
        return float_place(n, "figure");
    if (tree_is(n, "row") && n->parent && !tree_is(n->parent, "head")) {
        for (t = n->parent; is_element(t) && !tree_is(t, "table");)
            t = t->parent;
        table = is_element(t) ? own_place(t) : g_strdup("table");
        place = row_place(n, table);
        g_free(table);
        return place;
    }
    if (tree_is(n, "item"))
        return item_place(n);
    if (is_numbered(n)) {
        own = bare(tree_get(n, "label"));
        place = g_strdup_printf("para. %s", own);
        g_free(own);
        return place;
    }
    if (tree_is(n, "section"))
        return section_place(n);
    return NULL;
}

/* "annex", "annex II", or NULL in the body. */
static const char *annex_of(const xmlNode *n)
{
    for (; is_element(n); n = n->parent)
        if (tree_is(n, "section") && tree_has(n, "numbering", "annex"))
            return tree_get(n, "label");
    return NULL;
}

char *trace_place(const xmlNode *node)
{
    char *place = NULL, *whole, *annex;
    const xmlNode *n, *p;

    for (n = node; is_element(n) && !place; n = n->parent) {
        place = own_place(n);
        if (!place && n->parent && tree_is(n->parent, "section") && !tree_is(n, "heading") && (p = paragraph_before(n)))
            place = own_place(p);
    }
    if (!place)
        return g_strdup("front");
    if (!annex_of(node) || g_str_has_prefix(place, "Annex"))
        return place;
    annex = g_ascii_strdown(annex_of(node), -1);
    whole = g_strdup_printf("%s, %s", annex, place);
    g_free(annex);
    g_free(place);
    return whole;
}

/* Words in small letters without what stands between them; "paragraph", "paras." and "para" are one. */
static char *normal(const char *words)
{
    static const struct { const char *from, *to; } same[] = {
        {"paragraph", "para"}, {"paragraphs", "para"}, {"paras", "para"}, {"sect", "section"}, {"footnote", "note"}};
    GString *out = g_string_new(NULL), *word = g_string_new(NULL);
    char *down = g_utf8_strdown(words, -1);

    for (const char *c = down;; c = g_utf8_next_char(c)) {
        if (*c && *c != '(' && *c != ')' && g_unichar_isalnum(g_utf8_get_char(c))) {
            g_string_append_len(word, c, g_utf8_next_char(c) - c);
            continue;
        }
        for (gsize i = 0; i < G_N_ELEMENTS(same); i++)
            if (!strcmp(word->str, same[i].from))
                g_string_assign(word, same[i].to);
        g_string_append(out, word->str);
        g_string_truncate(word, 0);
        if (!*c)
            break;
        if (*c == '(' || *c == ')')
            g_string_append_c(out, *c);
    }
    g_free(down);
    g_string_free(word, TRUE);
    return g_string_free(out, FALSE);
}

xmlNodePtr trace_find(xmlDocPtr resolved, const char *words)
{
    xmlNodePtr root = xmlDocGetRootElement(resolved), found = NULL;
    char *wanted = normal(words);

    for (xmlNodePtr n = root->children; n && !found; n = tree_walk(n, root)) {
        char *own = n->type == XML_ELEMENT_NODE ? own_place(n) : NULL, *place = own ? trace_place(n) : NULL;
        char *is = place ? normal(place) : NULL;

        if (is && !strcmp(is, wanted))
            found = n;
        g_free(own);
        g_free(place);
        g_free(is);
    }
    g_free(wanted);
    return found;
}

const char *trace_anchor(const xmlNode *node)
{
    for (const xmlNode *n = node; is_element(n); n = n->parent) {
        const xmlNode *p;

        if (tree_get(n, "id"))
            return tree_get(n, "id");
        if (n->parent && tree_is(n->parent, "section") && (p = paragraph_before(n)) && tree_get(p, "id"))
            return tree_get(p, "id");
    }
    return NULL;
}

/* ---- Origins ---- */

static void split(const char *origins, const char *as, trace_found *found, gpointer data)
{
    char **all = g_strsplit(origins, " ", -1);

    for (char **one = all; *one; one++)
        if (**one)
            found(*one, as, data);
    g_strfreev(all);
}

static void visit(const xmlNode *n, const char *as, trace_found *found, gpointer data)
{
    const char *origin = tree_get(n, "origin"), *to = tree_is(n, "ref") ? tree_get(n, "to") : NULL;
    char *note = tree_is(n, "note") && tree_get(n, "label") ? g_strdup_printf("note %s", tree_get(n, "label")) : NULL;

    if (origin)
        split(origin, note ? note : as, found, data);
    if (to && g_str_has_prefix(to, "rec-"))
        found(to + strlen("rec-"), "reference", data);
    for (const xmlNode *child = n->children; child; child = child->next)
        if (is_element(child))
            visit(child, note ? note : as, found, data);
    g_free(note);
}

static gboolean has_origin(const xmlNode *n)
{
    if (tree_get(n, "origin"))
        return TRUE;
    for (const xmlNode *child = n->children; child; child = child->next)
        if (is_element(child) && !tree_is(child, "note") && has_origin(child))
            return TRUE;
    return FALSE;
}

const xmlNode *trace_last(const xmlNode *node)
{
    const xmlNode *last = node;

    if (!is_numbered(node))
        return node;
    for (const xmlNode *n = node->next; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (is_numbered(n) || tree_is(n, "section") || tree_is(n, "table") || tree_is(n, "figure"))
            break;
        last = n;
    }
    return last;
}

void trace_origins(const xmlNode *node, trace_found *found, gpointer data)
{
    const xmlNode *last = trace_last(node);

    if (!has_origin(node))
        for (const xmlNode *n = node->parent; is_element(n); n = n->parent)
            if (tree_get(n, "origin")) {
                split(tree_get(n, "origin"), "source", found, data);
                break;
            }
    for (const xmlNode *n = node; n; n = n->next) {
        if (is_element(n))
            visit(n, "source", found, data);
        if (n == last)
            break;
    }
}

static gboolean says(const xmlNode *n)
{
    for (const xmlNode *child = n->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE && !xmlIsBlankNode((xmlNodePtr)child))
            return TRUE;
        if (is_element(child) && !tree_is(child, "gap") && !tree_is(child, "note") && says(child))
            return TRUE;
    }
    return FALSE;
}

gboolean trace_says(const xmlNode *node)
{
    return says(node);
}

/* Both sides become streams of words: white space folded, soft hyphens and commas taken out (the generator writes none, layout
   puts them between marks), contents lists and marks of notes left out. A note is a stream of its own, behind
   the others, so that it does not matter where in a word its mark stands. */
#include "audit_text.h"

#include <string.h>

struct stream {
    GString *text;
    GPtrArray *notes;        /* of GString */
};

static struct stream stream_new(void)
{
    return (struct stream){.text = g_string_new(NULL), .notes = g_ptr_array_new()};
}

static struct stream stream_note(struct stream *s)
{
    struct stream note = {.text = g_string_new(NULL), .notes = s->notes};

    g_ptr_array_add(s->notes, note.text);
    return note;
}

static gint compare_notes(gconstpointer a, gconstpointer b)
{
    return strcmp((*(GString *const *)a)->str, (*(GString *const *)b)->str);
}

static void fold(GString *s)
{
    g_auto(GStrv) words = g_strsplit_set(s->str, " \t\r\n", -1);

    g_string_truncate(s, 0);
    for (char **w = words; *w; w++)
        if (**w)
            g_string_append_printf(s, "%s%s", s->len ? " " : "", *w);
}

/* The words of all, parted by single spaces; frees the stream. Notes in an order of their own, so that those of tables and those
   at the end are compared wherever they stand. */
static char *stream_close(struct stream *s)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < s->notes->len; i++)
        fold(s->notes->pdata[i]);
    g_ptr_array_sort(s->notes, compare_notes);

    for (guint i = 0; i < s->notes->len; i++) {
        g_string_append(s->text, " ");
        g_string_append(s->text, ((GString *)s->notes->pdata[i])->str);
        g_string_free(s->notes->pdata[i], TRUE);
    }
    for (const char *p = s->text->str; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (c == 0xad || c == ',')
            continue;
        if (!g_unichar_isspace(c))
            g_string_append_unichar(out, c);
        else if (out->len && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
    g_string_free(s->text, TRUE);
    g_ptr_array_free(s->notes, TRUE);
    return g_string_free(out, FALSE);
}

/* ---- the tree ---- */

static gboolean is(xmlNodePtr n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

static gboolean is_one_of(xmlNodePtr n, const char *names)
{
    g_autofree char *word = g_strdup_printf(" %s ", (const char *)n->name);

    return n->type == XML_ELEMENT_NODE && strstr(names, word);
}

static void tree_words(xmlNodePtr parent, struct stream *s);

static void tree_label(xmlNodePtr n, struct stream *s)
{
    xmlChar *label = xmlGetNoNsProp(n, (const xmlChar *)"label");

    if (label && !is_one_of(n, " noteref contents quotation data "))
        g_string_append_printf(s->text, " %s ", (const char *)label);
    xmlFree(label);
}

static void tree_element(xmlNodePtr n, struct stream *s)
{
    static const char *const within = " em strong sup code span link ref status gap ";

    if (is_one_of(n, " meta running entry noteref job "))
        return;
    if (is(n, "note") || (is(n, "p") && is(n->parent, "notes") && xmlHasProp(n, (const xmlChar *)"label"))) {
        struct stream note = stream_note(s);

        tree_label(n, &note);
        tree_words(n, &note);
        return;
    }
    if (is_one_of(n, within)) {
        tree_words(n, s);
        return;
    }
    g_string_append_c(s->text, ' ');
    if (is(n, "contents")) {
        xmlChar *label = xmlGetNoNsProp(n, (const xmlChar *)"label");

        g_string_append(s->text, (const char *)label);
        xmlFree(label);
    }
    tree_label(n, s);
    tree_words(n, s);
    g_string_append_c(s->text, ' ');
}

static void tree_words(xmlNodePtr parent, struct stream *s)
{
    for (xmlNodePtr n = parent->children; n; n = n->next)
        if (n->type == XML_TEXT_NODE)
            g_string_append(s->text, (const char *)n->content);
        else if (n->type == XML_ELEMENT_NODE)
            tree_element(n, s);
}

/* ---- the pages ---- */

static void item_words(GString *out, const struct page_item *item)
{
    const struct item_text *t = &item->text;
    int n = t->n_runs - (t->flags & TEXT_HYPHEN ? 1 : 0);

    for (int r = 0; r < n; r++)
        g_string_append_len(out, t->runs[r].shaped->text, t->runs[r].shaped->text_len);
    if (t->flags & TEXT_LINE_END || (item->node && item->node->tag == TAG_FIGURE))
        g_string_append_c(out, ' ');
}

static void drop_string(gpointer s)
{
    g_string_free(s, TRUE);
}

/* node -> what is painted for it, in painting order */
static GHashTable *painted(const struct pages *pages)
{
    GHashTable *texts = g_hash_table_new_full(NULL, NULL, NULL, drop_string);

    for (guint p = 0; p < pages->pages->len; p++) {
        const struct page *page = pages->pages->pdata[p];

        for (guint i = 0; i < page->items->len; i++) {
            const struct page_item *item = &g_array_index(page->items, struct page_item, i);
            GString *text;

            if (item->kind != ITEM_TEXT || item->artifact != ARTIFACT_NONE)
                continue;
            text = g_hash_table_lookup(texts, item->node);
            if (!text)
                g_hash_table_insert(texts, item->node, text = g_string_new(NULL));
            item_words(text, item);
        }
    }
    return texts;
}

static gboolean ends_line(GHashTable *texts, const struct tag_node *mark)
{
    const GString *own = g_hash_table_lookup(texts, mark);
    gboolean ends = own && own->len && own->str[own->len - 1] == ' ';

    for (const struct tag_node *kid = mark->first; kid; kid = kid->next)
        ends = ends || ends_line(texts, kid);
    return ends;
}

/* The section of notes that layout makes at the end, with a heading of its own. */
static gboolean is_end_notes(const struct tag_node *n)
{
    return n->tag == TAG_SECT && n->first && n->first->tag == TAG_H2 && n->first->next && n->first->next->tag == TAG_NOTE &&
           !n->id;
}

static void node_words(GHashTable *texts, const struct tag_node *node, struct stream *s)
{
    const GString *own = g_hash_table_lookup(texts, node);
    gboolean within = node->tag == TAG_SPAN || node->tag == TAG_LINK || node->tag == TAG_CODE || node->tag == TAG_QUOTE;
    struct stream note;

    if (node->tag == TAG_REFERENCE) { /* a line may end behind the mark */
        if (ends_line(texts, node))
            g_string_append_c(s->text, ' ');
        return;
    }
    if (node->tag == TAG_TOC)
        return;
    if (node->tag == TAG_NOTE) {
        note = stream_note(s);
        s = &note;
    }
    if (!within)
        g_string_append_c(s->text, ' ');
    if (own)
        g_string_append(s->text, own->str);
    for (const struct tag_node *kid = is_end_notes(node) ? node->first->next : node->first; kid; kid = kid->next)
        node_words(texts, kid, s);
    if (!within)
        g_string_append_c(s->text, ' ');
}

char *text_of_node(const struct pages *pages, const struct tag_node *node)
{
    GHashTable *texts = painted(pages);
    struct stream s = stream_new();

    node_words(texts, node, &s);
    g_hash_table_destroy(texts);
    return g_strstrip(stream_close(&s));
}

/* ---- against each other ---- */

char *text_compare(xmlDocPtr document, const struct pages *pages, guint *words)
{
    struct stream s = stream_new();
    g_autofree char *want = NULL, *have = text_of_node(pages, pages->root);
    g_auto(GStrv) a = NULL, b = NULL;
    guint i = 0;

    tree_words(xmlDocGetRootElement(document), &s);
    want = g_strstrip(stream_close(&s));
    a = g_strsplit(want, " ", -1);
    b = g_strsplit(have, " ", -1);
    *words += g_strv_length(a);
    while (a[i] && b[i] && !strcmp(a[i], b[i]))
        i++;
    if (!a[i] && !b[i])
        return NULL;
    if (a[i] && !g_strv_contains((const char *const *)b, a[i]))
        return g_strdup_printf("lost: %s, behind %s; there stands %s", a[i], i ? a[i - 1] : "nothing", b[i] ? b[i] : "nothing");
    if (b[i] && !g_strv_contains((const char *const *)a, b[i]))
        return g_strdup_printf("added: %s, behind %s", b[i], i ? b[i - 1] : "nothing");
    return g_strdup_printf("order: %s, behind %s, stands where %s belongs", b[i] ? b[i] : "nothing", i ? b[i - 1] : "nothing",
                           a[i] ? a[i] : "nothing");
}

/* ---- nodes ---- */

void text_count_elements(xmlNodePtr n, int *count)
{
    static const struct { const char *names; enum tag tag; } tags[] = {
        {" part ", TAG_PART}, {" section ", TAG_SECT}, {" quotation ", TAG_BLOCKQUOTE}, {" contents ", TAG_TOC},
        {" entry ", TAG_TOCI}, {" list facts ", TAG_L}, {" item fact ", TAG_LI}, {" table ", TAG_TABLE},
        {" head ", TAG_THEAD}, {" group ", TAG_TBODY}, {" row ", TAG_TR}, {" code ", TAG_CODE}, {" figure ", TAG_FIGURE},
        {" note ", TAG_NOTE}};

    if (n->type != XML_ELEMENT_NODE)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
        if (is_one_of(n, tags[i].names))
            count[tags[i].tag]++;
    if (is(n, "cell"))
        count[is(n->parent->parent, "head") || xmlHasProp(n, (const xmlChar *)"scope") ? TAG_TH : TAG_TD]++;
    if (is(n, "p") && is(n->parent, "notes") && xmlHasProp(n, (const xmlChar *)"label"))
        count[TAG_NOTE]++;
    if (is(n, "title") && !is(n->parent, "meta"))
        count[TAG_H1]++;
    if (is(n, "heading")) {
        xmlChar *level = xmlGetNoNsProp(n->parent, (const xmlChar *)"level");

        count[TAG_H1 + MIN(level ? atoi((const char *)level) : 1, 5)]++;
        xmlFree(level);
    }
    if (is(n, "document"))
        for (int t = TAG_DOCUMENT; t <= TAG_FIGURE; t++)
            if (t == TAG_DOCUMENT || t == TAG_DIV || t == TAG_CAPTION || t == TAG_P || t == TAG_LBL || t == TAG_LBODY ||
                t == TAG_TFOOT || t == TAG_SPAN || t == TAG_QUOTE || t == TAG_REFERENCE || t == TAG_LINK)
                count[t] = -100000000; /* made by layout as it needs them */
    for (xmlNodePtr k = n->children; k; k = k->next)
        text_count_elements(k, count);
}

void text_count_nodes(const struct tag_node *node, int *count)
{
    if (is_end_notes(node)) {
        count[TAG_SECT]--;
        count[TAG_H2]--;
    }
    count[node->tag] += node->tag != TAG_TOC || !node->parent || node->parent->tag != TAG_TOCI; /* lists within a list are one */
    for (const struct tag_node *kid = node->first; kid; kid = kid->next)
        text_count_nodes(kid, count);
}

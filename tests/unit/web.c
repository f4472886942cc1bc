/* The HTML of whole trees, and colours that can be read. `web --render TREE.xml [FOLDER]` prints a page and
   `web --compare TREE.xml PAGE.html` compares the words of both, for tests/html. */
#include <glib.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxslt/xslt.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "resource.h"
#include "web.h"

static int render(const char *file, const char *folder)
{
    struct diag *d = diag_new();
    struct style *style = style_load("un", d);
    struct xform *x = xform_new(d);
    g_autofree char *bytes = NULL;
    gsize len;
    xmlDocPtr tree = NULL;
    GBytes *page = NULL;

    if (g_file_get_contents(file, &bytes, &len, NULL))
        tree = xmlReadMemory(bytes, (int)len, "tree.xml", NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    if (style && tree)
        page = web_write(x, tree, style, folder, d);
    if (page)
        fwrite(g_bytes_get_data(page, NULL), 1, g_bytes_get_size(page), stdout);
    diag_print(d, DIAG_TEXT, folder, 0, FALSE);
    if (page)
        g_bytes_unref(page);
    xmlFreeDoc(tree);
    xform_free(x);
    style_free(style);
    diag_free(d);
    xsltCleanupGlobals();
    return page ? 0 : 1;
}

/* ---- The same words in tree and page ---- */

static xmlDocPtr read_file(const char *file, gboolean html)
{
    g_autofree char *bytes = NULL;
    gsize len;

    if (!g_file_get_contents(file, &bytes, &len, NULL))
        return NULL;
    if (html) { /* an element that this parser does not know to be empty; no text */
        g_auto(GStrv) pieces = g_strsplit(bytes, "<wbr>", -1);

        g_free(bytes);
        bytes = g_strjoinv("", pieces);
        len = strlen(bytes);
    }
    return html ? htmlReadMemory(bytes, (int)len, NULL, "UTF-8", HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING)
                : xmlReadMemory(bytes, (int)len, NULL, NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
}

static gboolean is_named(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

static char *attribute(const xmlNode *n, const char *name)
{
    return (char *)xmlGetNoNsProp((xmlNodePtr)n, BAD_CAST name);
}

static void count_words(GHashTable *words, const char *text, int by)
{
    g_auto(GStrv) parts = text ? g_strsplit_set(text, " \t\r\n", -1) : NULL;

    for (char **p = parts; p && *p; p++)
        if (**p)
            g_hash_table_insert(words, g_strdup(*p),
                                GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(words, *p)) + by));
}

static void count_attribute(GHashTable *words, const xmlNode *n, const char *name, int by)
{
    char *value = attribute(n, name);

    count_words(words, value, by);
    xmlFree(value);
}

/* What a page must show of a tree: its texts, and the labels that are printed. */
static void count_tree(GHashTable *words, const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (c->type == XML_TEXT_NODE)
            count_words(words, (char *)c->content, 1);
        if (c->type != XML_ELEMENT_NODE || is_named(c, "meta") || is_named(c, "running"))
            continue;
        if (is_named(c, "list")) {
            char *kind = attribute(c, "kind");
            gboolean printed = strcmp(kind, "bullet") && strcmp(kind, "none");

            for (const xmlNode *i = c->children; i; i = i->next) {
                if (printed && is_named(i, "item"))
                    count_attribute(words, i, "label", 1);
                count_tree(words, i);
            }
            xmlFree(kind);
            continue;
        }
        count_attribute(words, c, "label", 1);
        if (is_named(c, "note")) /* at the mark and at the note */
            count_attribute(words, c, "label", 1);
        if (is_named(c, "drawing")) { /* named to those who do not see it */
            const xmlNode *caption = xmlFirstElementChild(c->parent);

            count_attribute(words, c->parent, "alt", 1);
            if (is_named(caption, "caption")) {
                xmlChar *title = xmlNodeGetContent((xmlNodePtr)caption);
                count_words(words, (char *)title, 1);
                xmlFree(title);
            }
        }
        if (is_named(c, "logo") || is_named(c, "image"))
            count_attribute(words, c, "alt", 1);
        count_tree(words, c);
    }
}

static void count_page(GHashTable *words, const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (c->type == XML_TEXT_NODE)
            count_words(words, (char *)c->content, -1);
        if (is_named(c, "img"))
            count_attribute(words, c, "alt", -1);
        if (c->type == XML_ELEMENT_NODE && !is_named(c, "head"))
            count_page(words, c);
    }
}

/* The text of every quotation, marks and labels left out, in document order. */
static void gather_text(GString *out, const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        char *class = c->type == XML_ELEMENT_NODE ? attribute(c, "class") : NULL;

        if (c->type == XML_TEXT_NODE)
            g_string_append(out, (char *)c->content);
        else if (!is_named(c, "note") && (!class || (strcmp(class, "mark") && strcmp(class, "number") && strcmp(class, "marker"))))
            gather_text(out, c);
        xmlFree(class);
    }
}

static void gather_quotations(GPtrArray *out, const xmlNode *n, const char *name)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (is_named(c, name)) {
            GString *text = g_string_new(NULL);

            for (const xmlNode *p = c->children; p; p = p->next)
                if (p->type == XML_ELEMENT_NODE)
                    gather_text(text, p);
            g_ptr_array_add(out, g_string_free(text, FALSE));
        } else {
            gather_quotations(out, c, name);
        }
    }
}

static int compare(const char *tree_file, const char *page_file)
{
    xmlDocPtr tree = read_file(tree_file, FALSE), page = read_file(page_file, TRUE);
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GPtrArray *a = g_ptr_array_new_with_free_func(g_free), *b = g_ptr_array_new_with_free_func(g_free);
    xmlNodePtr root = xmlDocGetRootElement(tree);
    gboolean notes = FALSE;
    GHashTableIter i;
    gpointer word, n;
    int wrong = 0;

    count_tree(words, root);
    count_page(words, xmlDocGetRootElement(page));
    for (xmlNodePtr m = xmlFirstElementChild(root)->children; m; m = m->next) { /* skip link, footer, head of the notes */
        char *key = m->type == XML_ELEMENT_NODE ? attribute(m, "key") : NULL;
        xmlChar *text = xmlNodeGetContent(m);

        if (is_named(m, "author") || is_named(m, "symbol") || is_named(m, "date") || is_named(m, "mark") ||
            (key && !strcmp(key, "skip-to-content")))
            count_words(words, (char *)text, 1);
        if (key && !strcmp(key, "notes")) {
            xmlBufferPtr buffer = xmlBufferCreate();

            xmlNodeDump(buffer, tree, root, 0, 0);
            notes = strstr((char *)xmlBufferContent(buffer), "<note ") != NULL;
            xmlBufferFree(buffer);
            if (notes)
                count_words(words, (char *)text, 1);
        }
        xmlFree(text);
        xmlFree(key);
    }
    g_hash_table_iter_init(&i, words);
    while (g_hash_table_iter_next(&i, &word, &n))
        if (n && ++wrong)
            printf("%s: %d times %s\n", (char *)word, ABS(GPOINTER_TO_INT(n)),
                   GPOINTER_TO_INT(n) > 0 ? "missing in the page" : "too often in the page");
    gather_quotations(a, root, "quotation");
    gather_quotations(b, xmlDocGetRootElement(page), "blockquote");
    if (a->len != b->len && ++wrong)
        printf("%u quotations in the tree, %u in the page\n", a->len, b->len);
    for (guint k = 0; k < MIN(a->len, b->len); k++)
        if (strcmp(a->pdata[k], b->pdata[k]) && ++wrong)
            printf("quotation %u differs:\n%s\n%s\n", k, (char *)a->pdata[k], (char *)b->pdata[k]);
    g_ptr_array_free(a, TRUE);
    g_ptr_array_free(b, TRUE);
    g_hash_table_destroy(words);
    xmlFreeDoc(tree);
    xmlFreeDoc(page);
    return wrong ? 1 : 0;
}

/* ---- Contrast (WCAG 2.2, "relative luminance", "contrast ratio") ---- */

static double linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

static double contrast(struct colour a, struct colour b)
{
    double x = luminance(a), y = luminance(b);

    return (MAX(x, y) + 0.05) / (MIN(x, y) + 0.05);
}

static void check_pair(const struct style *s, const char *ink, const char *ground, double least)
{
    const struct style_colour *a = style_colour(s, ink), *b = style_colour(s, ground);
    double light = contrast(a->light, b->light), dark = contrast(a->dark, b->dark);

    g_assert_cmpstr(a->id, ==, ink);
    g_assert_cmpstr(b->id, ==, ground);
    if (light < least || dark < least)
        g_test_message("%s on %s: %.2f light, %.2f dark, %.1f wanted", ink, ground, light, dark, least);
    g_assert_cmpfloat(light, >=, least);
    g_assert_cmpfloat(dark, >=, least);
}

static void check_contrast(const char *style, double least, struct diag *d)
{
    static const char *const inks[] = {"text", "quiet", "link", "gap", "good", "partial", "bad", "none", "contrary",
                                       "neutral"};
    static const char *const grounds[] = {"paper", "band", "summary", "mark"}; /* a draft mark lies behind all of them */
    static const char *const tones[] = {"good", "partial", "bad", "none", "contrary", "neutral"};
    struct style *s = style_load(style, d);

    g_assert_nonnull(s);
    for (gsize i = 0; i < G_N_ELEMENTS(inks); i++)
        for (gsize k = 0; k < G_N_ELEMENTS(grounds); k++)
            check_pair(s, inks[i], grounds[k], least);
    /* Numbers on bars are paper-coloured; bars and table rules against the page are graphics. */
    for (gsize i = 0; i < G_N_ELEMENTS(tones); i++)
        check_pair(s, "paper", tones[i], least);
    check_pair(s, "rule", "paper", 3);
    style_free(s);
}

static void test_contrast(void)
{
    struct diag *d = diag_new();

    check_contrast("un", 4.5, d);
    check_contrast("submission", 4.5, d);
    check_contrast("plain", 7, d);
    check_contrast("large-print", 7, d); /* the stricter degree of WCAG (1.4.6) */
    diag_free(d);
}

int main(int argc, char **argv)
{
    resource_init();
    if (argc >= 3 && !strcmp(argv[1], "--render"))
        return render(argv[2], argc > 3 ? argv[3] : ".");
    if (argc == 4 && !strcmp(argv[1], "--compare"))
        return compare(argv[2], argv[3]);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/web/contrast", test_contrast);
    return g_test_run();
}

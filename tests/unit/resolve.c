/* The hand-written resolved tree, with everything taken out that resolve fills, comes back as it was. */
#include <glib.h>
#include <libxml/parser.h>
#include <string.h>

#include "l10n.h"
#include "resolve.h"
#include "resource.h"
#include "tree.h"

static xmlDocPtr read_tree(void)
{
    char *file = g_build_filename(g_getenv("REPO") ? g_getenv("REPO") : ".", "tests/document/sample-tree.xml", NULL), *text;
    gsize size;
    xmlDocPtr doc;

    if (!g_file_get_contents(file, &text, &size, NULL))
        g_error("cannot read %s", file);
    doc = xmlReadMemory(text, (int)size, "sample-tree.xml", NULL, XML_PARSE_NOBLANKS);
    g_free(text);
    g_free(file);
    return doc;
}

static void strip(xmlNodePtr root)
{
    for (xmlNodePtr node = root, next; node; node = next) {
        const char *id = node->type == XML_ELEMENT_NODE ? tree_get(node, "id") : NULL;

        next = tree_walk(node, root);
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (tree_is(node, "contents")) {
            for (xmlNodePtr entry = node->children, after; entry; entry = after) {
                after = entry->next;
                xmlUnlinkNode(entry);
                xmlFreeNode(entry);
            }
            next = tree_walk_over(node, root);
            continue;
        }
        if (tree_is(node, "data"))
            continue;
        if (node->parent && tree_is(node->parent, "notes")) /* notes of tables are already at their foot */
            continue;
        if (!tree_is(node, "noteref") || !g_str_has_prefix(tree_get(node, "to"), "note-t-"))
            xmlUnsetProp(node, BAD_CAST "label");
        xmlUnsetProp(node, BAD_CAST "level");
        if (id && (strstr(id, "para-") || (tree_is(node, "note"))))
            xmlUnsetProp(node, BAD_CAST "id");
    }
}

static char *dump(xmlDocPtr doc)
{
    xmlChar *text;
    char *copy;

    xmlDocDumpFormatMemoryEnc(doc, &text, NULL, "UTF-8", 1);
    copy = g_strdup((char *)text);
    xmlFree(text);
    return copy;
}

/* Attributes come back at the end of their element: compare label by label. */
static void same_labels(xmlNodePtr a, xmlNodePtr b, xmlNodePtr root_a, xmlNodePtr root_b)
{
    static const char *const names[] = {"label", "level", "id", "to"};

    while (a && b) {
        g_assert_cmpstr((const char *)a->name, ==, (const char *)b->name);
        if (a->type == XML_ELEMENT_NODE)
            for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
                g_assert_cmpstr(tree_get(a, names[i]), ==, tree_get(b, names[i]));
        a = tree_walk(a, root_a);
        b = tree_walk(b, root_b);
    }
    g_assert_true(!a && !b);
}

static void test_round_trip(void)
{
    struct diag *d = diag_new();
    struct l10n *l = l10n_load("en", d);
    xmlDocPtr wanted = read_tree(), got = read_tree();
    xmlNodePtr a, b;

    g_assert_nonnull(l);
    strip(xmlDocGetRootElement(got));
    g_assert_cmpint(resolve_document(got, l, d), ==, 0);
    a = xmlDocGetRootElement(got);
    b = xmlDocGetRootElement(wanted);
    if (g_test_verbose())
        g_print("%s", dump(got));
    same_labels(a, b, a, b);
    xmlFreeDoc(wanted);
    xmlFreeDoc(got);
    l10n_free(l);
    diag_free(d);
}

/* ---- References follow what they point to ---- */

#define BODY \
    "<part region='body' master='portrait'>%s<section id='s-a' numbering='auto'><heading>A</heading><p numbered='yes'>See paragraph " \
    "<ref to='p-x'/>, <ref to='t-x'/>, <ref to='f-x'/>, section <ref to='s-x'/>, <ref to='annex-x'/> and its paragraph <ref to='p-annex'/>.</p></section>" \
    "<section id='s-b' numbering='auto'><heading>B</heading><section id='s-x' numbering='auto'><heading>X</heading>%s" \
    "<p id='p-x' numbered='yes'>Text<note><p>one</p></note> and<note><p>two</p></note>.</p>" \
    "<table id='t-x' role='plain'><columns><column width='share:1'/><column width='share:1'/></columns><group><row><cell><p>1<note><p>in a " \
    "table</p></note></p></cell><cell><p>2</p></cell></row></group></table>" \
    "<figure id='f-x' alt='A bar.'><drawing width='10' height='10'><rect x='0' y='0' w='5' h='5' tone='good'/></drawing></figure>" \
    "</section></section></part>"
#define ANNEX \
    "<part region='annex' master='portrait'>%s<section id='annex-x' numbering='annex'><heading>X</heading>%s<p id='p-annex' numbered='yes'>Text" \
    "<note><p>in an annex</p></note></p></section></part>"
#define MORE_TABLE \
    "<table id='t-m' role='plain'><columns><column width='share:1'/><column width='share:1'/></columns><group><row><cell><p>1</p></cell>" \
    "<cell><p>2</p></cell></row></group></table><figure id='f-m' alt='A bar.'><drawing width='10' height='10'><rect x='0' y='0' w='5' h='5' tone='good'/>" \
    "</drawing></figure>"

/* The words of the paragraph that refers, and the labels of all notes in the order of the tree. */
static void resolve_with(const char *section, const char *blocks, const char *annex, const char *annex_text, char **words, char **notes)
{
    struct diag *d = diag_new();
    struct l10n *l = l10n_load("en", d);
    g_autofree char *text = g_strdup_printf("<document xmlns='urn:rapporteur:document' version='1' id='x' kind='x' xml:lang='en' dir='ltr' style='un' "
                                            "paged='yes'><meta><title>X</title><date value='2026-06-30'>x</date></meta>" BODY ANNEX "</document>",
                                            section, blocks, annex, annex_text);
    xmlDocPtr doc = xmlReadMemory(text, (int)strlen(text), "x.xml", NULL, XML_PARSE_NOBLANKS);
    xmlNodePtr root = xmlDocGetRootElement(doc);
    GString *marks = g_string_new(NULL);

    g_assert_nonnull(doc);
    g_assert_cmpint(resolve_document(doc, l, d), ==, 0);
    *words = NULL;
    for (xmlNodePtr node = root; node; node = tree_walk(node, root)) {
        if (node->type == XML_ELEMENT_NODE && tree_is(node, "p") && node->children && g_str_has_prefix((const char *)node->children->content, "See"))
            *words = tree_words(node);
        if (node->type == XML_ELEMENT_NODE && (tree_is(node, "note") || tree_is(node, "noteref")))
            g_string_append_printf(marks, "%s ", tree_get(node, "label"));
    }
    *notes = g_string_free(marks, FALSE);
    xmlFreeDoc(doc);
    l10n_free(l);
    diag_free(d);
}

static void test_references(void)
{
    char *words, *notes;

    resolve_with("", "", "", "", &words, &notes);
    g_assert_cmpstr(words, ==, "See paragraph 2, table 1, figure 1, section A, annex and its paragraph 1.");
    g_assert_cmpstr(notes, ==, "1 2 a a ");
    g_free(words);
    g_free(notes);
    resolve_with("<section id='s-m' numbering='auto'><heading>M</heading><p numbered='yes'>More<note><p>more</p></note></p></section>",
                 "<section id='s-n' numbering='none'><heading>N</heading></section>" MORE_TABLE "<p numbered='yes'>More</p>",
                 "<section id='annex-m' numbering='annex'><heading>M</heading><p numbered='yes'>Text</p></section>",
                 "<p numbered='yes'>More<note><p>more</p></note></p>", &words, &notes);
    g_assert_cmpstr(words, ==, "See paragraph 4, table 2, figure 2, section A, annex II and its paragraph 2.");
    g_assert_cmpstr(notes, ==, "1 2 3 a a b ");
    g_free(words);
    g_free(notes);
}

int main(int argc, char **argv)
{
    resource_init();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/resolve/round-trip", test_round_trip);
    g_test_add_func("/resolve/references", test_references);
    return g_test_run();
}

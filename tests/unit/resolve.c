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

int main(int argc, char **argv)
{
    resource_init();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/resolve/round-trip", test_round_trip);
    return g_test_run();
}

/* Places in XML files, whatever the tags look like; nearest words; terms by their many spellings. */
#include <glib.h>
#include <string.h>

#include "diag.h"
#include "resource.h"
#include "schema.h"
#include "tree.h"
#include "vocabulary.h"
#include "xmlfile.h"

static struct xmlfile *parse(const char *text, guint errors)
{
    struct diag *d = diag_new();
    struct xmlfile *f = xmlfile_parse("t.xml", text, strlen(text), d);

    g_assert_cmpuint(diag_count(d, DIAG_ERROR), ==, errors);
    diag_free(d);
    return f;
}

static void assert_place(struct place place, gint64 line, gint64 column, gint64 end_column)
{
    g_assert_cmpstr(place.file, ==, "t.xml");
    g_assert_cmpint(place.line, ==, line);
    g_assert_cmpint(place.column, ==, column);
    g_assert_cmpint(place.end_column, ==, end_column);
}

static void test_places(void)
{
    struct xmlfile *f = parse("\xEF\xBB\xBF<?xml version='1.0'?>\r\n"
                              "<a>日本<b\r\n"
                              "  x='a>\"b'\r\n"
                              "\ty = \"é&#233;&amp;\"  xml:lang=\"en\" list=\"one two  three\"\r\n"
                              "/><c id='r'><d/>text</c></a>", 0);
    xmlNodePtr a = xmlDocGetRootElement(xmlfile_doc(f)), b = tree_first(a, "b"), c = tree_first(a, "c");
    gsize start, size;
    char *name;

    assert_place(xmlfile_place(f, a), 2, 1, 3);
    assert_place(xmlfile_place(f, b), 2, 6, 8);
    assert_place(xmlfile_attribute_place(f, b, "x"), 3, 6, 10);
    assert_place(xmlfile_attribute_place(f, b, "y"), 4, 7, 19);
    assert_place(xmlfile_attribute_place(f, b, "xml:lang"), 4, 32, 34);
    assert_place(xmlfile_attribute_place(f, b, "none"), 2, 6, 8);
    assert_place(xmlfile_word_place(f, b, "list", "two"), 4, 46, 49);
    assert_place(xmlfile_word_place(f, b, "list", "hree"), 4, 42, 56);
    assert_place(xmlfile_content_place(f, c), 5, 13, 0);
    assert_place(xmlfile_place(f, c->last), 5, 3, 5); /* text: the element around it */
    g_assert_true(xmlfile_attribute_range(f, b, "x", &start, &size));
    g_assert_cmpuint(size, ==, 4);
    g_assert_cmpint(strncmp(xmlfile_text(f, NULL) + start, "a>\"b", 4), ==, 0);
    g_assert_cmpstr(tree_get(b, "y"), ==, "éé&");
    g_assert_true(xmlfile_is_verbatim(f));
    g_assert_cmpuint(xmlfile_bom_size(f), ==, 3);
    g_assert_true(xmlfile_of(b) == f);
    name = xmlfile_record_name(tree_first(c, "d"));
    g_assert_cmpstr(name, ==, "c r");
    g_free(name);
    xmlfile_free(f);
    xmlfile_free(NULL);
}

static void test_refusals(void)
{
    g_assert_null(parse("", 1));
    g_assert_null(parse("<a>\xff</a>", 1));
    g_assert_null(parse("<!-- x --><?y?>\n<!DOCTYPE a><a/>", 1));
    g_assert_null(parse("<a>&x;&y;</a>", 2)); /* each entity is said */
    g_assert_null(parse("<a><b></a><c></a>", 1)); /* what follows from the first fault is not */
}

static void test_nearest(void)
{
    const char *const words[] = {"title", "text", "theme", "Österreich", NULL};

    g_assert_cmpstr(diag_nearest("titel", words), ==, "title");
    g_assert_cmpstr(diag_nearest("Theme", words), ==, "theme");
    g_assert_cmpstr(diag_nearest("osterreich", words), ==, "Österreich");
    g_assert_null(diag_nearest("paragraph", words));
    g_assert_null(diag_nearest("", words));
    g_assert_null(diag_nearest("x", NULL));
}

static const char *find(struct vocabularies *v, const char *vocabulary, const char *words)
{
    const struct term *t = vocabulary_find(v, vocabulary, words);

    return t ? t->id : NULL;
}

static void test_vocabulary(void)
{
    struct diag *d = diag_new();
    struct vocabularies *v = vocabularies_new(d);

    g_assert_cmpuint(diag_count(d, DIAG_ERROR), ==, 0);
    g_assert_cmpstr(find(v, "themes", "A12 Acceptance of international norms"), ==, "A12");
    g_assert_cmpstr(find(v, "themes", "acceptance of  international norms"), ==, "A12");
    g_assert_cmpstr(find(v, "themes", "Human rights & poverty"), ==, "E25");
    g_assert_null(find(v, "themes", "A12 Right to life"));
    g_assert_cmpstr(find(v, "groups", "refugees & asylum seekers"), ==, "refugees");
    g_assert_cmpstr(find(v, "states", "United Kingdom"), ==, "GBR");
    g_assert_cmpstr(find(v, "states", "Cote d’Ivoire"), ==, "CIV");
    g_assert_cmpstr(find(v, "sdg", "SDG 5"), ==, "5");
    g_assert_cmpuint(vocabulary_terms(v, "states")->len, ==, 195);
    g_assert_cmpuint(vocabulary_terms(v, "sdg")->len, ==, 17 + 169);
    g_assert_null(vocabulary_terms(v, "none"));
    g_assert_cmpstr(vocabulary_nearest(v, "themes", "Prohibition of tortur"), ==, "D25");
    g_assert_cmpstr(term_label(vocabulary_term(v, "sdg", "5"), "fr"), ==, "Égalité entre les sexes");
    g_assert_cmpstr(term_label(vocabulary_term(v, "sdg", "5.2"), "ru"), ==, "End violence against women and girls");
    g_assert_cmpstr(term_short(vocabulary_term(v, "treaties", "CCPR"), "en"), ==, "ICCPR");
    g_assert_true(term_has_article(vocabulary_term(v, "treaties", "CAT"), "11 (2)"));
    g_assert_false(term_has_article(vocabulary_term(v, "treaties", "CAT"), "17"));
    g_assert_cmpstr(scale_value(v, "ccpr", "E")->tone, ==, "contrary");
    g_assert_cmpstr(scale_map(v, "ccpr", "A", "implementation"), ==, "implemented");
    g_assert_null(scale_values(v, "none"));
    vocabularies_free(v);
    diag_free(d);
}

int main(int argc, char **argv)
{
    int result;

    g_test_init(&argc, &argv, NULL);
    resource_init();
    g_test_add_func("/xmlfile/places", test_places);
    g_test_add_func("/xmlfile/refusals", test_refusals);
    g_test_add_func("/diag/nearest", test_nearest);
    g_test_add_func("/vocabulary/find", test_vocabulary);
    result = g_test_run();
    schema_shutdown();
    xmlCleanupParser();
    return result;
}

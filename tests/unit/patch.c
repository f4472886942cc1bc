/* Changes to an XML file leave every byte that they do not name. */
#include <glib.h>
#include <string.h>

#include "patch.h"

static const char file[] =
    "<?xml version='1.0'?>\r\n"
    "<!-- < is fine in a <comment> -->\n"
    "<records a = 'x>y'  b=\"1\">\n"
    "\t<r id='one'\n"
    "\t   n=\"2\" >\n"
    "\t\t<from/>\n"
    "\t\t<text><![CDATA[<no/>]]>a &amp; b</text> <!-- mine -->\n"
    "\n"
    "\t\t<theme ref=\"A\" /> <theme ref='B'/><!-- primary -->\n"
    "\t</r>\n"
    "\t<!-- end -->\n"
    "</records>\n";

static void expect(struct patch *p, const char *wanted)
{
    gsize size;
    char *got = patch_apply(p, &size);

    g_assert_cmpstr(got, ==, wanted);
    g_assert_cmpuint(size, ==, strlen(wanted));
    g_free(got);
    patch_free(p);
}

/* The file with `old` replaced by `new`, once. */
static char *with(const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);

    g_assert_nonnull(at);
    return g_strdup_printf("%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

static void test_scan(void)
{
    struct patch *p = patch_new(file, strlen(file));
    const struct patch_attribute *a;

    g_assert_cmpuint(p->elements->len, ==, 6);
    g_assert_cmpint(patch_first_child(p, 0), ==, 1);
    g_assert_cmpint(patch_next_sibling(p, 1), ==, -1);
    g_assert_cmpint(patch_first_child(p, 1), ==, 2);
    g_assert_cmpint(patch_next_sibling(p, 2), ==, 3);
    g_assert_cmpint(patch_first_child(p, 3), ==, -1);
    a = patch_attribute(p, 0, "a");
    g_assert_cmpint(strncmp(file + a->value.from, "x>y'", 4), ==, 0);
    g_assert_null(patch_attribute(p, 1, "i"));
    expect(p, file);
    g_assert_null(patch_new("<a><b></a>", 10));
    g_assert_null(patch_new("<!DOCTYPE a><a/>", 16));
    g_assert_null(patch_new("", 0));
}

static void test_attribute(void)
{
    struct patch *p = patch_new(file, strlen(file));
    char *wanted;

    patch_set_attribute(p, 1, "id", "a'b\"<\n");
    expect(p, wanted = with(file, "'one'", "'a&apos;b\"&lt;&#10;'"));
    g_free(wanted);
    p = patch_new(file, strlen(file));
    patch_set_attribute(p, 4, "part", "a\"");
    expect(p, wanted = with(file, "\"A\" />", "\"A\" part=\"a&quot;\" />"));
    g_free(wanted);
    p = patch_new(file, strlen(file));
    patch_remove_attribute(p, 1, "n");
    patch_remove_attribute(p, 1, "none");
    expect(p, wanted = with(file, "\n\t   n=\"2\"", ""));
    g_free(wanted);
    p = patch_new(file, strlen(file));
    patch_insert_before(p, 2, "<external/>");
    expect(p, wanted = with(file, "<from/>", "<external/>\n\t\t<from/>"));
    g_free(wanted);
    p = patch_new(file, strlen(file));
    g_assert_cmpint(patch_find(p, (gsize)(strstr(file, "<from/>") - file)), ==, 2);
    g_assert_cmpint(patch_find(p, 1), ==, -1);
    patch_set_attribute(p, 1, "part", "b");
    expect(p, wanted = with(file, "n=\"2\" >", "n=\"2\" part=\"b\" >"));
    g_free(wanted);
}

static void test_text(void)
{
    struct patch *p = patch_new(file, strlen(file));
    char *wanted;

    patch_set_text(p, 3, "x < y & \"z\"\nnew");
    expect(p, wanted = with(file, "<![CDATA[<no/>]]>a &amp; b", "x &lt; y &amp; \"z\"\nnew"));
    g_free(wanted);
    p = patch_new(file, strlen(file));
    patch_set_text(p, 2, "t");
    expect(p, wanted = with(file, "<from/>", "<from>t</from>"));
    g_free(wanted);
}

static void test_siblings(void)
{
    struct patch *p = patch_new(file, strlen(file));
    char *wanted;

    patch_insert_after(p, 3, "<position/>");
    patch_insert_after(p, 3, "<recommender/>");
    expect(p, wanted = with(file, "<!-- mine -->", "<!-- mine -->\n\t\t<position/>\n\t\t<recommender/>"));
    g_free(wanted);
    p = patch_new(file, strlen(file));
    patch_insert_after(p, 4, "<theme ref=\"C\"/>"); /* B follows on the line; the empty line above A is not repeated */
    patch_remove(p, 5);
    expect(p, wanted = with(file, "\"A\" /> <theme ref='B'/>", "\"A\" />\n\t\t<theme ref=\"C\"/>"));
    g_free(wanted);
    p = patch_new(file, strlen(file));
    patch_insert_after(p, 5, "<group/>");
    expect(p, wanted = with(file, "<!-- primary -->", "<!-- primary --> <group/>"));
    g_free(wanted);
    p = patch_new(file, strlen(file));
    patch_remove(p, 3);
    expect(p, wanted = with(file, "<text><![CDATA[<no/>]]>a &amp; b</text> <!-- mine", "<!-- mine"));
    g_free(wanted);
    p = patch_new(file, strlen(file));
    patch_remove(p, 4);
    expect(p, wanted = with(file, "\n\n\t\t<theme ref=\"A\" />", ""));
    g_free(wanted);
}

static void test_append(void)
{
    struct patch *p = patch_new(file, strlen(file));
    const char *const markup[] = {"", "  <r id=\"two\">", "    <text>a\n  b</text>", "  </r>", NULL};
    const char *const one[] = {"  <b/>", NULL};
    char *wanted = with(file, "<!-- end -->", "<!-- end -->\r\n\r\n\t<r id=\"two\">\r\n\t  <text>a\n  b</text>\r\n\t</r>");

    patch_append_child(p, 0, markup);
    expect(p, wanted);
    g_free(wanted);
    p = patch_new("<a/>", 4);
    patch_append_child(p, 0, markup);
    expect(p, "<a>\n\n  <r id=\"two\">\n    <text>a\n  b</text>\n  </r>\n</a>");
    p = patch_new("<a></a>", 7);
    patch_append_child(p, 0, one);
    expect(p, "<a>\n  <b/>\n</a>");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/patch/scan", test_scan);
    g_test_add_func("/patch/attribute", test_attribute);
    g_test_add_func("/patch/text", test_text);
    g_test_add_func("/patch/siblings", test_siblings);
    g_test_add_func("/patch/append", test_append);
    return g_test_run();
}

/* The HTML of whole trees, and colours that can be read. `web --render TREE.xml [FOLDER]` prints a page, for tests/html. */
#include <glib.h>
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

static void test_contrast(void)
{
    static const char *const inks[] = {"text", "quiet", "link", "gap", "good", "partial", "bad", "none", "contrary",
                                       "neutral"};
    static const char *const grounds[] = {"paper", "band", "summary"};
    static const char *const tones[] = {"good", "partial", "bad", "none", "contrary", "neutral"};
    struct diag *d = diag_new();
    struct style *s = style_load("un", d);

    g_assert_nonnull(s);
    for (gsize i = 0; i < G_N_ELEMENTS(inks); i++)
        for (gsize k = 0; k < G_N_ELEMENTS(grounds); k++)
            check_pair(s, inks[i], grounds[k], 4.5);
    /* Numbers on bars are paper-coloured; bars and table rules against the page are graphics. */
    for (gsize i = 0; i < G_N_ELEMENTS(tones); i++)
        check_pair(s, "paper", tones[i], 4.5);
    check_pair(s, "rule", "paper", 3);
    style_free(s);
    diag_free(d);
}

int main(int argc, char **argv)
{
    resource_init();
    if (argc >= 3 && !strcmp(argv[1], "--render"))
        return render(argv[2], argc > 3 ? argv[3] : ".");
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/web/contrast", test_contrast);
    return g_test_run();
}

/* Numbers, dates, lists, plural forms and order as United Nations English writes them. */
#include <glib.h>

#include "l10n.h"
#include "resource.h"

static struct l10n *l;

static void expect(char *got, const char *wanted)
{
    g_assert_cmpstr(got, ==, wanted);
    g_free(got);
}

static void test_dates(void)
{
    expect(l10n_date(l, "2026-06-30"), "30 June 2026");
    expect(l10n_date(l, "2024-03"), "March 2024");
    expect(l10n_date(l, "2024"), "2024");
    expect(l10n_date(l, "2000-02-29"), "29 February 2000");
}

static void test_numbers(void)
{
    expect(l10n_number(l, "1234567", -1), "1,234,567");
    expect(l10n_number(l, "12.40", -1), "12.40");
    expect(l10n_number(l, "1.005", 2), "1.01");
    expect(l10n_number(l, "0.5", 1), "0.5");
    expect(l10n_number(l, "about 5", -1), "about 5");
}

static void test_lists(void)
{
    const char *items[] = {"Portugal", "Türkiye", "Uruguay"};

    expect(l10n_list(l, items, 0), "");
    expect(l10n_list(l, items, 1), "Portugal");
    expect(l10n_list(l, items, 2), "Portugal and Türkiye");
    expect(l10n_list(l, items, 3), "Portugal, Türkiye and Uruguay");
}

static void test_phrases(void)
{
    expect(l10n_words(l, "consultation.total-all", "n", "1", NULL), "1 person");
    expect(l10n_words(l, "consultation.total-all", "n", "1215", NULL), "1,215 persons");
}

static void test_natural(void)
{
    static const char *const ordered[] = {"14", "14 (b)", "14 (c)", "15", "136.9", "136.10", "136.10a", "136.10b", "136.11", "1361"};

    for (gsize i = 0; i + 1 < G_N_ELEMENTS(ordered); i++) {
        g_assert_cmpint(l10n_compare_natural(ordered[i], ordered[i + 1]), <, 0);
        g_assert_cmpint(l10n_compare_natural(ordered[i + 1], ordered[i]), >, 0);
    }
    g_assert_cmpint(l10n_compare_natural("136.9", "136.9"), ==, 0);
    g_assert_cmpint(l10n_compare(l, "Côte d'Ivoire", "Cuba"), <, 0);
}

int main(int argc, char **argv)
{
    struct diag *d;
    int result;

    resource_init();
    g_test_init(&argc, &argv, NULL);
    d = diag_new();
    l = l10n_load("en", d);
    g_assert_nonnull(l);
    g_test_add_func("/l10n/dates", test_dates);
    g_test_add_func("/l10n/numbers", test_numbers);
    g_test_add_func("/l10n/lists", test_lists);
    g_test_add_func("/l10n/phrases", test_phrases);
    g_test_add_func("/l10n/natural", test_natural);
    result = g_test_run();
    l10n_free(l);
    diag_free(d);
    return result;
}

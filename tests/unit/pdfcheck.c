/* The PDF checker: it passes the good files of the public corpus, and bites on the bad ones. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "glyphname.h"
#include "pdfcheck.h"

static void print_findings(const char *name, const GPtrArray *findings)
{
    for (guint i = 0; i < findings->len; i++) {
        const struct pdf_finding *f = g_ptr_array_index(findings, i);
        g_test_message("%s: page %d: %s [%s]", name, f->page, f->what, f->rule);
    }
}

/* The clause of the file's name is among the findings (captions have numbers of their own in later profiles). */
static gboolean names_clause(const char *name, const GPtrArray *findings)
{
    const char *dash = strchr(name, '-');
    g_autofree char *clause = g_strndup(name, (gsize)(dash - name) + 1);
    for (guint i = 0; i < findings->len; i++)
        if (g_str_has_prefix(((const struct pdf_finding *)g_ptr_array_index(findings, i))->rule, clause))
            return TRUE;
    return FALSE;
}

static void test_corpus(gconstpointer data)
{
    const char *folder = data;
    GDir *dir = folder ? g_dir_open(folder, 0, NULL) : NULL;
    if (!dir) {
        g_test_skip("the public data sets are not beside this checkout");
        return;
    }
    const char *name;
    int good = 0, bad = 0, wrong = 0;
    while ((name = g_dir_read_name(dir))) {
        if (!g_str_has_suffix(name, ".pdf"))
            continue;
        g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
        gsize length = 0;
        g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
        GPtrArray *findings = pdfcheck_run(bytes, length, FALSE, 3);
        gboolean pass = strstr(name, "-pass-") != NULL;
        if (pass ? findings->len > 0 : !names_clause(name, findings)) {
            g_test_message("wrong: %s", name);
            print_findings(name, findings);
            wrong++;
        }
        *(pass ? &good : &bad) += 1;
        g_ptr_array_unref(findings);
    }
    g_dir_close(dir);
    g_test_message("%d good files, %d bad ones, %d judged wrongly", good, bad, wrong);
    g_assert_cmpint(wrong, ==, 0);
}

static void test_damaged(void)
{
    static const char junk[] = "%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF";
    GPtrArray *findings = pdfcheck_run(junk, sizeof junk - 1, TRUE, 0);
    g_assert_cmpuint(findings->len, >, 0);
    g_ptr_array_unref(findings);
    findings = pdfcheck_run("", 0, TRUE, 0);
    g_assert_cmpuint(findings->len, ==, 1);
    g_ptr_array_unref(findings);
}

static void test_glyph_names(void)
{
    static const char *const known[] = {"eacute", "gravecmb", "uni00E9", "afii10017", "Delta", "zerosuperior", "A"};
    static const char *const unknown[] = {"gravee", "", "g123", "letter", "glyph42", "cid_7"};
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        g_assert_true(glyphname_known(known[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(unknown); i++)
        g_assert_false(glyphname_known(unknown[i]));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    const char *shared = g_getenv("SHARED");
    g_autofree char *corpus = shared ? g_build_filename(shared, "data", "pdf-ua", NULL) : NULL;
    g_test_add_data_func("/pdfcheck/corpus", corpus, test_corpus);
    g_test_add_func("/pdfcheck/damaged", test_damaged);
    g_test_add_func("/pdfcheck/glyph-names", test_glyph_names);
    return g_test_run();
}

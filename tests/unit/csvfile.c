/* Tables in text form: separators, encodings, quotes, line ends, and where each cell stands. */
#include <glib.h>
#include <string.h>

#include "csvfile.h"

static struct csv_file *read_text(const char *text, const char *encoding, char separator, guint errors)
{
    struct diag *d = diag_new();
    struct csv_file *f = csv_file_read("t.csv", text, strlen(text), encoding, separator, d);

    g_assert_cmpuint(diag_count(d, DIAG_ERROR), ==, errors);
    diag_free(d);
    return f;
}

static void test_cells(void)
{
    struct csv_file *f = read_text("\xEF\xBB\xBF" "a,b,c\r\n"
                                   " x ,\"q \"\"w\"\",\r\nnext\",\r\n"
                                   "\r\n"
                                   ",,\n"
                                   "\"é\",ü,z", NULL, 0, 0);

    g_assert_cmpint(f->separator, ==, ',');
    g_assert_cmpuint(f->n_rows, ==, 3);
    g_assert_cmpuint(f->n_blank, ==, 1);
    g_assert_cmpstr(f->rows[0].cells[0].text, ==, "a");
    g_assert_cmpstr(f->rows[1].cells[0].text, ==, " x ");
    g_assert_cmpstr(f->rows[1].cells[1].text, ==, "q \"w\",\nnext");
    g_assert_cmpstr(f->rows[1].cells[2].text, ==, "");
    g_assert_cmpint(f->rows[1].cells[1].line, ==, 2);
    g_assert_cmpint(f->rows[1].cells[1].column, ==, 5);
    g_assert_cmpint(f->rows[1].cells[2].line, ==, 3);
    g_assert_cmpint(f->rows[1].cells[2].column, ==, 7);
    g_assert_cmpint(f->rows[2].line, ==, 6);
    g_assert_cmpint(f->rows[2].cells[1].column, ==, 5);
    g_assert_cmpint(f->rows[2].cells[2].column, ==, 7);
    csv_file_free(f);
    csv_file_free(NULL);
}

static void test_separators(void)
{
    struct csv_file *f = read_text("a;\"b,,,\";c\n1;2,5;3\n", NULL, 0, 0);

    g_assert_cmpint(f->separator, ==, ';');
    g_assert_cmpstr(f->rows[1].cells[1].text, ==, "2,5");
    csv_file_free(f);
    f = read_text("a\tb\n\t x\n", NULL, 0, 0); /* a leading tab is an empty cell, not space */
    g_assert_cmpint(f->separator, ==, '\t');
    g_assert_cmpstr(f->rows[1].cells[0].text, ==, "");
    g_assert_cmpstr(f->rows[1].cells[1].text, ==, " x");
    csv_file_free(f);
    f = read_text("sep=;\r\na;b\r\n1;2\r\n", NULL, 0, 0);
    g_assert_cmpuint(f->n_rows, ==, 2);
    g_assert_cmpint(f->rows[0].cells[1].line, ==, 2);
    csv_file_free(f);
    f = read_text("a,b;c\n1;2,x\n", NULL, ';', 0);
    g_assert_cmpstr(f->rows[0].cells[0].text, ==, "a,b");
    csv_file_free(f);
}

static void test_encodings(void)
{
    struct csv_file *f = read_text("a,b\n\xC9tat,caf\xE9\n", "windows-1252", 0, 0);

    g_assert_cmpstr(f->rows[1].cells[0].text, ==, "État");
    g_assert_cmpint(f->rows[1].cells[1].column, ==, 6);
    csv_file_free(f);
    csv_file_free(read_text("a,b\nx,caf\xE9\n", NULL, 0, 1));
    csv_file_free(read_text("a,b\nx,caf\x81\n", "windows-1252", 0, 1));
    csv_file_free(read_text("\xEF\xBB\xBF" "a\nb\n", "windows-1252", 0, 1));
    g_assert_true(csv_encoding_exists("windows-1252"));
    g_assert_false(csv_encoding_exists("windows-9999"));
}

static void test_errors(void)
{
    csv_file_free(read_text("", NULL, 0, 1));
    csv_file_free(read_text("\n\n", NULL, 0, 1));
    csv_file_free(read_text("a,b\n1,x \"y\" z\n", NULL, 0, 1));
    csv_file_free(read_text("a,b\n1,\"x\"y\n", NULL, 0, 1));
    csv_file_free(read_text("a,b\n1,\"x\n2,y\n", NULL, 0, 1));
    csv_file_free(read_text("a,b\n1\n1,2\n1,2,3\n", NULL, 0, 2));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csvfile/cells", test_cells);
    g_test_add_func("/csvfile/separators", test_separators);
    g_test_add_func("/csvfile/encodings", test_encodings);
    g_test_add_func("/csvfile/errors", test_errors);
    return g_test_run();
}

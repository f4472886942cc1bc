/* The arena: aligned zeroed bytes, copies, undos in reverse order. */
#include <glib.h>

#include "arena.h"

static void note(gpointer p)
{
    GString *s = p;
    g_string_append_printf(s, "%u", (unsigned)s->len);
}

static void test_alloc(void)
{
    struct arena *a = arena_new();
    for (gsize n = 1; n < 100000; n = n * 3 + 1) {
        char *p = arena_alloc(a, n);
        g_assert_cmpuint((guintptr)p % sizeof(double), ==, 0);
        g_assert_true(p[0] == 0 && p[n - 1] == 0);
        p[n - 1] = 1;
    }
    g_assert_cmpstr(arena_strndup(a, "abc", 2), ==, "ab");
    g_assert_null(arena_strdup(a, NULL));
    arena_free(a);
    arena_free(NULL);
}

static void test_defer(void)
{
    struct arena *a = arena_new();
    GString *s = g_string_new(NULL);
    arena_defer(a, note, s);
    arena_defer(a, note, s);
    arena_free(a);
    g_assert_cmpstr(s->str, ==, "01");
    g_string_free(s, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/arena/alloc", test_alloc);
    g_test_add_func("/arena/defer", test_defer);
    return g_test_run();
}

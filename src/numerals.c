/* Roman and alphabetic numbers, or those that a language lists. */
#include "numerals.h"

#include <string.h>

static char *letters(int n, char first)
{
    char buffer[8];
    int at = sizeof buffer - 1;

    buffer[at] = '\0';
    for (; n > 0 && at; n = (n - 1) / 26)
        buffer[--at] = (char)(first + (n - 1) % 26);
    return g_strdup(buffer + at);
}

static char *roman(int n, gboolean upper)
{
    static const char *const digits[] = {"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"};
    static const int values[] = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    GString *out = g_string_new(NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        for (; n >= values[i]; n -= values[i])
            g_string_append(out, digits[i]);
    if (upper)
        g_string_ascii_up(out);
    return g_string_free(out, FALSE);
}

char *numeral_latin(const char *shape, int n)
{
    if (g_str_has_suffix(shape, "-roman"))
        return roman(n, g_str_has_prefix(shape, "upper"));
    if (g_str_has_suffix(shape, "-letter"))
        return letters(n, g_str_has_prefix(shape, "upper") ? 'A' : 'a');
    return g_strdup_printf("%d", n);
}

char *numeral(const struct l10n *l, const char *shape, int n)
{
    char *key = g_strconcat("numbering.", shape, NULL), **listed, *found;
    const char *own = l10n_own(l, key);

    g_free(key);
    if (!own)
        return numeral_latin(shape, n);
    listed = g_strsplit(own, ", ", -1);
    found = listed[1] && n >= 1 && n <= (int)g_strv_length(listed) ? g_strdup(listed[n - 1]) : g_strdup_printf("%d", n);
    g_strfreev(listed);
    return found;
}

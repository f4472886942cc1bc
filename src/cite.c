/* Paragraphs are cited, never pages (Editorial Manual). */
#include "cite.h"

#include <string.h>

#include "tree.h"

/* "14(b)" → "14 (b)", "17-18" → "17–18". */
static char *tidy(const char *paragraph)
{
    GString *out = g_string_new(NULL);

    for (const char *c = paragraph; *c; c++) {
        if (*c == '(' && out->len && out->str[out->len - 1] != ' ' && out->str[out->len - 1] != ')')
            g_string_append_c(out, ' ');
        if (*c == '-' && g_ascii_isdigit(c[1]))
            g_string_append(out, "–");
        else
            g_string_append_c(out, *c);
    }
    return g_strstrip(g_string_free(out, FALSE));
}

char *cite_paragraphs(const struct l10n *l, const char *paragraphs)
{
    char **parts = g_strsplit_set(paragraphs, ",;", -1), *list, *words;
    gboolean several = parts[0] && parts[1];

    for (char **part = parts; *part; part++) {
        char *tidied = tidy(g_strstrip(*part));

        g_free(*part);
        *part = tidied;
        several |= strstr(tidied, "–") != NULL;
    }
    list = l10n_list(l, (const char *const *)parts, g_strv_length(parts));
    words = l10n_words(l, several ? "cite.paragraphs" : "cite.paragraph", "n", list, NULL);
    g_strfreev(parts);
    g_free(list);
    return words;
}

char *cite_document(const struct l10n *l, const char *symbol, const char *paragraphs)
{
    char *paragraph, *words;

    if (!paragraphs || !*paragraphs)
        return g_strdup(symbol);
    paragraph = cite_paragraphs(l, paragraphs);
    words = l10n_words(l, "cite.document", "symbol", symbol, "paragraph", paragraph, NULL);
    g_free(paragraph);
    return words;
}

char *cite_recommendation(const struct l10n *l, xmlNodePtr from, xmlNodePtr source)
{
    const char *number = tree_get(from, "number"), *paragraph = tree_get(from, "paragraph"), *part = tree_get(from, "part");
    const char *symbol = source ? tree_get(source, "symbol") : NULL;
    gboolean by_number = (source && tree_has(source, "body", "UPR")) || !paragraph;
    char *where, *words;

    if (by_number)
        where = g_strdup(number ? number : "");
    else
        where = part ? g_strdup_printf("%s (%s)", paragraph, part) : g_strdup(paragraph);
    words = symbol ? cite_document(l, symbol, where) : cite_paragraphs(l, where);
    g_free(where);
    return words;
}

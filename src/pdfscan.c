/* Operators of a content stream (ISO 32000-1, 7.8.2 and annex A), with the operands that marks need. */
#include "pdfscan.h"

#include <string.h>

static gboolean delimiter(char c)
{
    return c == 0 || strchr("()<>[]{}/%", c) || g_ascii_isspace(c);
}

static const char *skip_string(const char *at, const char *end)
{
    int depth = 0;
    for (; at < end; at++) {
        if (*at == '\\' && at + 1 < end)
            at++;
        else if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            return at + 1;
    }
    return end;
}

static const char *skip_hex(const char *at, const char *end)
{
    const char *close = memchr(at, '>', (gsize)(end - at));
    return close ? close + 1 : end;
}

static const char *skip_dictionary(const char *at, const char *end)
{
    int depth = 0;
    while (at < end) {
        if (*at == '(') {
            at = skip_string(at, end);
        } else if (at + 1 < end && at[0] == '<' && at[1] == '<') {
            depth++;
            at += 2;
        } else if (at + 1 < end && at[0] == '>' && at[1] == '>') {
            at += 2;
            if (--depth == 0)
                return at;
        } else if (*at == '<') {
            at = skip_hex(at, end);
        } else {
            at++;
        }
    }
    return end;
}

/* Behind the data of an inline image that starts at ID. */
static const char *skip_image(const char *at, const char *end)
{
    for (at++; at + 2 < end; at++)
        if (g_ascii_isspace(at[0]) && at[1] == 'E' && at[2] == 'I' && (at + 3 == end || delimiter(at[3])))
            return at + 3;
    return end;
}

static gboolean one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return TRUE;
    return FALSE;
}

void pdfscan_content(const char *content, gsize length, void (*visit)(const struct scan_item *, void *data), void *data)
{
    static const char *const text[] = {"Tj", "TJ", "'", "\"", NULL};
    static const char *const paint[] = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "EI", NULL};
    const char *at = content, *end = content + length;
    char *names[2] = {NULL, NULL}; /* the last two names before the operator */
    char *dictionary = NULL;
    while (at < end) {
        if (g_ascii_isspace(*at) || *at == 0) {
            at++;
        } else if (*at == '%') {
            while (at < end && *at != '\n' && *at != '\r')
                at++;
        } else if (*at == '(') {
            at = skip_string(at, end);
        } else if (*at == '<' && at + 1 < end && at[1] == '<') {
            const char *stop = skip_dictionary(at, end);
            g_free(dictionary);
            dictionary = g_strndup(at, (gsize)(stop - at));
            at = stop;
        } else if (*at == '<') {
            at = skip_hex(at, end);
        } else if (strchr("[]{}>)", *at)) {
            at++;
        } else {
            const char *start = at++;
            while (at < end && !delimiter(*at))
                at++;
            char *word = g_strndup(start, (gsize)(at - start));
            if (*word == '/') {
                g_free(names[0]);
                names[0] = names[1];
                names[1] = word;
                continue;
            }
            if (g_ascii_isdigit(*word) || (*word && strchr("+-.", *word))) {
                g_free(word);
                continue;
            }
            struct scan_item item = {SCAN_PAINT, NULL, NULL};
            gboolean known = TRUE;
            if (strcmp(word, "BMC") == 0 || strcmp(word, "BDC") == 0) {
                gboolean with = word[1] == 'D';
                const char *tag = with && !dictionary && names[0] ? names[0] : names[1];
                item.event = SCAN_BEGIN;
                item.tag = (char *)(tag ? tag + 1 : "");
                item.properties = with ? (dictionary ? dictionary : names[1]) : NULL;
            } else if (strcmp(word, "EMC") == 0) {
                item.event = SCAN_END;
            } else if (strcmp(word, "Do") == 0) {
                item.event = SCAN_OBJECT;
                item.tag = names[1] ? names[1] + 1 : (char *)"";
            } else if (strcmp(word, "ID") == 0) {
                at = skip_image(at, end);
            } else if (one_of(word, text)) {
                item.event = SCAN_TEXT;
            } else {
                known = one_of(word, paint);
            }
            if (known)
                visit(&item, data);
            g_free(word);
            g_clear_pointer(&names[0], g_free);
            g_clear_pointer(&names[1], g_free);
            g_clear_pointer(&dictionary, g_free);
        }
    }
    g_free(names[0]);
    g_free(names[1]);
    g_free(dictionary);
}

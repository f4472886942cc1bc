/* Operators of a content stream (ISO 32000-1, 7.8.2 and annex A), with the operands that marks need. */
#include "pdfscan.h"

#include <string.h>

static gboolean delimiter(char c)
{
    return c == 0 || strchr("()<>[]{}/%", c) || g_ascii_isspace(c);
}

/* Behind a string; its bytes go to `to` when that is not NULL. */
static const char *read_string(const char *at, const char *end, GByteArray *to)
{
    static const char escapes[] = "n\nr\rt\tb\bf\f";
    int depth = 0;
    for (; at < end; at++) {
        guint8 byte = (guint8)*at;
        if (*at == '\\' && at + 1 < end) {
            const char *escape = memchr(escapes, *++at, sizeof escapes - 1);
            byte = (guint8)*at;
            if (*at == '\r' && at + 1 < end && at[1] == '\n')
                at++;
            if (*at == '\n' || *at == '\r') /* a long string goes on */
                continue;
            if (escape && (escape - escapes) % 2 == 0) {
                byte = (guint8)escape[1];
            } else if (*at >= '0' && *at <= '7') {
                byte = (guint8)(*at - '0');
                for (int k = 0; k < 2 && at + 1 < end && at[1] >= '0' && at[1] <= '7'; k++)
                    byte = (guint8)(byte * 8 + *++at - '0');
            }
        } else if (*at == '(') {
            if (!depth++)
                continue;
        } else if (*at == ')' && --depth == 0) {
            return at + 1;
        } else if (*at == '\r') { /* however a line ends, it says LF */
            if (at + 1 < end && at[1] == '\n')
                at++;
            byte = '\n';
        }
        if (to)
            g_byte_array_append(to, &byte, 1);
    }
    return end;
}

static const char *read_hex(const char *at, const char *end, GByteArray *to)
{
    int high = -1;
    for (at++; at < end && *at != '>'; at++) {
        int digit = g_ascii_xdigit_value(*at);
        if (digit < 0 || !to)
            continue;
        if (high < 0) {
            high = digit;
            continue;
        }
        guint8 byte = (guint8)(high << 4 | digit);
        g_byte_array_append(to, &byte, 1);
        high = -1;
    }
    if (high >= 0) {
        guint8 byte = (guint8)(high << 4);
        g_byte_array_append(to, &byte, 1);
    }
    return at < end ? at + 1 : end;
}

static const char *skip_dictionary(const char *at, const char *end)
{
    int depth = 0;
    while (at < end) {
        if (*at == '(') {
            at = read_string(at, end, NULL);
        } else if (at + 1 < end && at[0] == '<' && at[1] == '<') {
            depth++;
            at += 2;
        } else if (at + 1 < end && at[0] == '>' && at[1] == '>') {
            at += 2;
            if (--depth == 0)
                return at;
        } else if (*at == '<') {
            at = read_hex(at, end, NULL);
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

struct state { char *font; int mode; }; /* what q keeps */

struct scan {
    void (*visit)(const struct scan_item *, void *data);
    void *data;
    char *names[2];          /* the last two names before the operator */
    char *dictionary;
    double number;           /* the last one */
    GByteArray *shown;       /* the strings before the operator */
    struct state state;
    GArray *kept;            /* of struct state */
};

static void forget_operands(struct scan *s)
{
    g_clear_pointer(&s->names[0], g_free);
    g_clear_pointer(&s->names[1], g_free);
    g_clear_pointer(&s->dictionary, g_free);
    g_byte_array_set_size(s->shown, 0);
}

static void restore(struct scan *s)
{
    if (!s->kept->len)
        return;
    g_free(s->state.font);
    s->state = g_array_index(s->kept, struct state, s->kept->len - 1);
    g_array_set_size(s->kept, s->kept->len - 1);
}

static void run_operator(struct scan *s, char *word)
{
    static const char *const text[] = {"Tj", "TJ", "'", "\"", NULL};
    static const char *const paint[] = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "EI", NULL};
    static const char *const silent[] = {
        "w", "J", "j", "M", "d", "ri", "i", "gs", "cm", "m", "l", "c", "v", "y", "h", "re", "n", "W", "W*", "BT", "ET",
        "Tc", "Tw", "Tz", "TL", "Ts", "Td", "TD", "Tm", "T*", "d0", "d1", "CS", "cs", "SC", "SCN", "sc", "scn", "G", "g",
        "RG", "rg", "BI", "MP", "DP", "BX", "EX", "true", "false", "null", NULL};
    struct scan_item item = {.event = SCAN_PAINT};
    if (strcmp(word, "BMC") == 0 || strcmp(word, "BDC") == 0) {
        gboolean with = word[1] == 'D';
        const char *tag = with && !s->dictionary && s->names[0] ? s->names[0] : s->names[1];
        item.event = SCAN_BEGIN;
        item.tag = (char *)(tag ? tag + 1 : "");
        item.properties = with ? (s->dictionary ? s->dictionary : s->names[1]) : NULL;
    } else if (strcmp(word, "EMC") == 0) {
        item.event = SCAN_END;
    } else if (strcmp(word, "Do") == 0) {
        item.event = SCAN_OBJECT;
        item.tag = s->names[1] ? s->names[1] + 1 : (char *)"";
    } else if (one_of(word, text)) {
        item.event = SCAN_TEXT;
        item.tag = s->state.font;
        item.bytes = s->shown->data;
        item.length = s->shown->len;
        item.invisible = s->state.mode == 3;
    } else if (strcmp(word, "Tf") == 0) {
        g_free(s->state.font);
        s->state.font = g_strdup(s->names[1] ? s->names[1] + 1 : "");
        return;
    } else if (strcmp(word, "Tr") == 0) {
        s->state.mode = (int)s->number;
        return;
    } else if (strcmp(word, "q") == 0) {
        struct state kept = {g_strdup(s->state.font), s->state.mode};
        g_array_append_val(s->kept, kept);
        item.event = SCAN_SAVE;
    } else if (strcmp(word, "Q") == 0) {
        restore(s);
        item.event = SCAN_RESTORE;
    } else if (strcmp(word, "k") == 0 || strcmp(word, "K") == 0) {
        item.event = SCAN_CMYK;
    } else if (one_of(word, silent)) {
        return;
    } else if (!one_of(word, paint)) {
        item.event = SCAN_UNKNOWN;
        item.tag = word;
    }
    s->visit(&item, s->data);
}

void pdfscan_content(const char *content, gsize length, void (*visit)(const struct scan_item *, void *data), void *data)
{
    const char *at = content, *end = content + length;
    struct scan s = {.visit = visit, .data = data, .shown = g_byte_array_new(),
                     .kept = g_array_new(FALSE, FALSE, sizeof(struct state))};
    while (at < end) {
        if (g_ascii_isspace(*at) || *at == 0) {
            at++;
        } else if (*at == '%') {
            while (at < end && *at != '\n' && *at != '\r')
                at++;
        } else if (*at == '(') {
            at = read_string(at, end, s.shown);
        } else if (*at == '<' && at + 1 < end && at[1] == '<') {
            const char *stop = skip_dictionary(at, end);
            g_free(s.dictionary);
            s.dictionary = g_strndup(at, (gsize)(stop - at));
            at = stop;
        } else if (*at == '<') {
            at = read_hex(at, end, s.shown);
        } else if (strchr("[]{}>)", *at)) {
            at++;
        } else {
            const char *start = at++;
            while (at < end && !delimiter(*at))
                at++;
            char *word = g_strndup(start, (gsize)(at - start));
            if (*word == '/') {
                g_free(s.names[0]);
                s.names[0] = s.names[1];
                s.names[1] = word;
                continue;
            }
            if (g_ascii_isdigit(*word) || strchr("+-.", *word)) {
                s.number = g_ascii_strtod(word, NULL);
            } else {
                if (strcmp(word, "ID") == 0) {
                    at = skip_image(at, end);
                    strcpy(word, "EI");
                }
                run_operator(&s, word);
                forget_operands(&s);
            }
            g_free(word);
        }
    }
    while (s.kept->len)
        restore(&s);
    g_free(s.state.font);
    forget_operands(&s);
    g_array_free(s.kept, TRUE);
    g_byte_array_unref(s.shown);
}

/* A placeholder is U+E000 (a private character: for Markdown a letter, neither space nor punctuation), the number of the
   variable in base 36, and one x or more up to the bytes that the variable has. */
#include "md_lines.h"

#include <string.h>

#define HOLDER "\xEE\x80\x80"
#define HOLDER_SIZE 3

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static void free_line(gpointer data)
{
    struct md_line *line = data;

    g_free(line->text);
    g_free(line->parsed);
}

static gboolean is_blank(const char *s)
{
    return s[strspn(s, " \t\r")] == '\0';
}

/* The first line of a text inside XML stands behind its tag; the indentation of the others is that of the XML. */
static void cut(struct md_lines *l, const char *text)
{
    char **pieces = g_strsplit(text, "\n", -1);
    gsize shared = G_MAXSIZE;

    for (char **piece = pieces; *piece; piece++) {
        gsize indent = strspn(*piece, " \t"), n = strlen(*piece);

        if (n && (*piece)[n - 1] == '\r')
            (*piece)[n - 1] = '\0';
        if (piece > pieces && !is_blank(*piece))
            shared = MIN(shared, indent);
    }
    if (l->host->plain)
        shared = 0;
    for (char **piece = pieces; *piece; piece++) {
        gsize indent = strspn(*piece, " \t"), off = piece == pieces && !l->host->plain ? indent : MIN(indent, shared);
        struct md_line line = {g_strdup(*piece + off), NULL, (int)off};

        g_array_append_val(l->lines, line);
    }
    g_strfreev(pieces);
}

static struct md_line *line_at(const struct md_lines *l, int line)
{
    return line >= 1 && line <= (int)l->lines->len ? &g_array_index(l->lines, struct md_line, line - 1) : NULL;
}

const char *md_lines_text(const struct md_lines *l, int line)
{
    const struct md_line *found = line_at(l, line);

    return found ? found->text : "";
}

struct place md_lines_place(const struct md_lines *l, int line, gsize byte, gsize size)
{
    const char *text = md_lines_text(l, line);
    gsize n = strlen(text);
    struct place place = {l->source->file, l->source->line + line - 1, 0, 0};
    int before = line_at(l, line) ? line_at(l, line)->stripped : 0;

    byte = MIN(byte, n);
    size = MIN(size, n - byte);
    if (line == 1)
        before += l->source->column - 1;
    place.column = before + g_utf8_strlen(text, (gssize)byte) + 1;
    if (size)
        place.end_column = place.column + g_utf8_strlen(text + byte, (gssize)size);
    return place;
}

static void complain(struct md_lines *l, enum diag_code code, struct place place, const char *slot, const char *value)
{
    diag_report(l->host->diag, code, place, l->source->record, slot, value, NULL);
    l->failed = TRUE;
}

/* ---- Passages for other readers ---- */

static const char *const conditions[] = {"audience", "document", "kind", "language", NULL};

/* "audience NAME…", "not document NAME…": TRUE when the reader may read the passage. Wrong words hide it. */
static gboolean read_condition(struct md_lines *l, int number, const struct md_line *line, const char *words)
{
    char **all = g_strsplit_set(words, " \t,", -1);
    const char *what = NULL;
    gboolean not = FALSE, any = FALSE, wrong = FALSE;
    guint names = 0;

    for (char **word = all; *word; word++) {
        enum md_reads reads;

        if (!**word)
            continue;
        if (!what && !not && !strcmp(*word, "not")) {
            not = TRUE;
        } else if (!what) {
            what = *word;
            if (!g_strv_contains(conditions, what))
                break;
        } else {
            names++;
            reads = l->host->reads(l->host->data, what, *word);
            any |= reads == MD_VISIBLE;
            if (reads == MD_UNKNOWN) {
                const char *const *known = l->host->names(l->host->data, what);
                const char *found = strstr(line->text, *word);

                diag_report(l->host->diag, !strcmp(what, "audience") ? R405 : R421,
                            md_lines_place(l, number, (gsize)(found - line->text), strlen(*word)), l->source->record,
                            "audience", *word, "what", what, "name", *word, "nearest", diag_nearest(*word, known), NULL);
                l->failed = wrong = TRUE;
            }
        }
    }
    if (!names) {
        complain(l, R407, md_lines_place(l, number, 0, strlen(line->text)), "words", words);
        wrong = TRUE;
    }
    g_strfreev(all);
    return !wrong && any != not;
}

/* Reads one ":::" line: opens or closes a passage. `hidden` counts the open passages that this reader may not see. */
static void read_fence(struct md_lines *l, int number, const struct md_line *line, GArray *open, int *hidden)
{
    char *words = g_strstrip(g_strdup(line->text + strspn(line->text, ":")));
    gboolean hides;

    if (*words) {
        hides = !read_condition(l, number, line, words);
        g_array_append_val(open, hides);
        *hidden += hides;
    } else if (!open->len) {
        complain(l, R406, md_lines_place(l, number, 0, strlen(line->text)), NULL, NULL);
    } else {
        *hidden -= g_array_index(open, gboolean, open->len - 1);
        g_array_set_size(open, open->len - 1);
    }
    g_free(words);
}

static void blank(struct md_line *line)
{
    *line->text = '\0';
}

/* What is not closed stays hidden to the end, so that a slip never shows what it should not. */
static void hide_passages(struct md_lines *l)
{
    GArray *open = g_array_new(FALSE, FALSE, sizeof(gboolean));
    gboolean code = FALSE;
    int hidden = 0, last = 0;

    for (guint i = 0; i < l->lines->len; i++) {
        struct md_line *line = line_at(l, (int)i + 1);

        if (g_str_has_prefix(line->text, "```") || g_str_has_prefix(line->text, "~~~"))
            code = !code;
        if (!code && g_str_has_prefix(line->text, ":::")) {
            read_fence(l, (int)i + 1, line, open, &hidden);
            last = (int)i + 1;
            blank(line);
        } else if (hidden) {
            blank(line);
        }
    }
    if (open->len)
        complain(l, R408, md_lines_place(l, last, 0, 0), NULL, NULL);
    g_array_unref(open);
}

/* ---- Characters and variables ---- */

/* Control characters cannot stand in XML; the placeholder's own character belongs to it. Both become U+FFFD. */
static char *clean(struct md_lines *l, int number, const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *c = text; *c; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        char name[12];

        if ((u >= 0x20 || u == '\t' || u == '\r') && u != 0xE000 && u != 0xFFFE && u != 0xFFFF) {
            g_string_append_len(out, c, g_utf8_next_char(c) - c);
            continue;
        }
        g_snprintf(name, sizeof name, "U+%04X", u);
        complain(l, R419, md_lines_place(l, number, (gsize)(c - text), 1), "value", name);
        g_string_append_unichar(out, 0xFFFD);
    }
    return g_string_free(out, FALSE);
}

/* FALSE when the number does not fit into the bytes (no variable that means anything is so short). */
static gboolean hold(guint n, char *at, gsize size)
{
    char number[8];
    int used = 0;

    do {
        number[used++] = digits[n % 36];
        n /= 36;
    } while (n && used < (int)sizeof number);
    if (HOLDER_SIZE + (gsize)used + 1 > size)
        return FALSE;
    memset(at, 'x', size);
    memcpy(at, HOLDER, HOLDER_SIZE);
    for (int i = 0; i < used; i++)
        at[HOLDER_SIZE + i] = number[used - 1 - i];
    return TRUE;
}

static void hold_variables(struct md_lines *l, int number, struct md_line *line)
{
    char *at = line->parsed, *open;

    while ((open = strstr(at, "{{"))) {
        char *close = strstr(open, "}}");
        struct md_variable v = {number, (gsize)(open - line->parsed), 0};

        if (open > line->parsed && open[-1] == '\\') {
            at = open + 2;
            continue;
        }
        if (!close) {
            complain(l, R422, md_lines_place(l, number, v.start, strlen(open)), "example", "{{count status=implemented}}");
            return;
        }
        v.size = (gsize)(close + 2 - open);
        at = close + 2;
        if (hold(l->variables->len, open, v.size))
            g_array_append_val(l->variables, v);
        else
            complain(l, R422, md_lines_place(l, number, v.start, v.size), "example", "{{count status=implemented}}");
    }
}

const char *md_lines_find(const struct md_lines *l, const char *text, gsize *size, const struct md_variable **variable)
{
    for (const char *at = text; (at = strstr(at, HOLDER)); at += HOLDER_SIZE) {
        const char *digit, *c = at + HOLDER_SIZE;
        gsize n = 0;

        for (; *c && (digit = strchr(digits, *c)) && n < l->variables->len; c++)
            n = n * 36 + (gsize)(digit - digits);
        if (*c != 'x' || n >= l->variables->len)
            continue; /* cannot be: U+E000 of the text itself was taken out */
        *variable = &g_array_index(l->variables, struct md_variable, n);
        *size = (*variable)->size;
        return at;
    }
    return NULL;
}

char *md_lines_restore(const struct md_lines *l, const char *text)
{
    GString *out = g_string_new(NULL);
    const struct md_variable *v;
    const char *at;
    gsize size;

    while ((at = md_lines_find(l, text, &size, &v))) {
        g_string_append_len(out, text, at - text);
        g_string_append_len(out, md_lines_text(l, v->line) + v->start, (gssize)v->size);
        text = at + size;
    }
    g_string_append(out, text);
    return g_string_free(out, FALSE);
}

char *md_lines_expression(const struct md_lines *l, const struct md_variable *v, struct place *place)
{
    const char *text = md_lines_text(l, v->line) + v->start + 2;
    gsize size = v->size - 4, skip = strspn(text, " \t");

    skip = MIN(skip, size);
    *place = md_lines_place(l, v->line, v->start + 2 + skip, size - skip);
    return g_strchomp(g_strndup(text + skip, size - skip));
}

/* ---- All of it ---- */

void md_lines_read(struct md_lines *l, const struct md_text *source, const struct md_host *host)
{
    *l = (struct md_lines){.source = source, .host = host, .lines = g_array_new(FALSE, FALSE, sizeof(struct md_line)),
                           .variables = g_array_new(FALSE, FALSE, sizeof(struct md_variable))};
    g_array_set_clear_func(l->lines, free_line);
    cut(l, source->text);
    if (!host->plain)
        hide_passages(l);
    for (guint i = 0; i < l->lines->len; i++) {
        struct md_line *line = line_at(l, (int)i + 1);

        line->parsed = clean(l, (int)i + 1, line->text);
        if (!host->plain && strstr(line->parsed, "{{")) {
            if (strlen(line->parsed) == strlen(line->text)) /* offsets hold: nothing was replaced by U+FFFD */
                hold_variables(l, (int)i + 1, line);
        }
    }
}

void md_lines_clear(struct md_lines *l)
{
    g_array_unref(l->lines);
    g_array_unref(l->variables);
}

GString *md_lines_join(const struct md_lines *l)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < l->lines->len; i++) {
        g_string_append(text, g_array_index(l->lines, struct md_line, i).parsed);
        if (i + 1 < l->lines->len || !l->host->plain)
            g_string_append_c(text, '\n');
    }
    return text;
}

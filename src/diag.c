/* Every message to the user. Reports come from any thread; they are kept as plain facts (code, place, record, filled
   sentence and hint) and printed at the end of the run: sorted by file, line and column, duplicates dropped, with the
   faulty line underneath as Typst and rustc show it. The words of every message stand in diag_codes.def.
   One line first, in the form of gcc, because editors read that. */
#include "diag.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "resource.h"
#include "xmlfile.h"

#define WINDOW 96    /* columns of a line that an excerpt shows */
#define TAB 4        /* columns a tab takes in an excerpt */
#define LONG_WORD 80 /* characters beyond which no nearest word is sought */

struct message {
    enum diag_code code;
    struct place place; /* file: in diag.names, each name once */
    char *record;       /* "recommendation upr4-136-9", "upr4-136-9" or NULL */
    char *sentence, *hint;
};

struct diag {
    GMutex lock;
    guint counts[3];
    gboolean notes;       /* are wanted */
    GPtrArray *messages;  /* of struct message */
    GStringChunk *names;  /* of files */
};

struct row {
    enum diag_severity severity;
    const char *name, *sentence, *hint, *explanation;
};

static const struct row rows[] = {
#define DIAG(code, severity, sentence, hint, explanation) {severity, #code, sentence, hint, explanation},
#include "diag_codes.def"
#undef DIAG
};

static const char *const severity_names[] = {"error", "warning", "note"};
static const char *const severity_colours[] = {"\033[1;31m", "\033[1;35m", "\033[1;36m"};

static void message_free(gpointer p)
{
    struct message *m = p;

    g_free(m->record);
    g_free(m->sentence);
    g_free(m->hint);
    g_free(m);
}

struct diag *diag_new(void)
{
    struct diag *d = g_new0(struct diag, 1);

    g_mutex_init(&d->lock);
    d->messages = g_ptr_array_new_with_free_func(message_free);
    d->names = g_string_chunk_new(1024);
    return d;
}

void diag_free(struct diag *d)
{
    if (!d)
        return;
    g_ptr_array_unref(d->messages);
    g_string_chunk_free(d->names);
    g_mutex_clear(&d->lock);
    g_free(d);
}

/* ---- Filling the slots of a sentence ---- */

/* Appends a value as one line: what stands in quotes must not break the gcc form. Long ones are cut. */
static void append_value(GString *out, const char *value)
{
    int n = 0;

    for (const char *p = value, *next; *p; p = next) {
        gunichar c = g_utf8_get_char_validated(p, -1);

        if (c == (gunichar)-1 || c == (gunichar)-2) {
            g_string_append(out, "\xef\xbf\xbd");
            for (next = p + 1; ((guchar)*next & 0xc0) == 0x80; next++)
                ;
            continue;
        }
        next = g_utf8_next_char(p);
        if (++n > 400) {
            g_string_append(out, "…");
            return;
        }
        if (c < 0x20 || c == 0x7f)
            g_string_append_c(out, ' ');
        else
            g_string_append_unichar(out, c);
    }
}

/* `text` up to `end` with its slots filled; `complete` tells whether a value was there for each. */
static char *fill(const char *text, const char *end, GPtrArray *slots, gboolean *complete)
{
    GString *out = g_string_new(NULL);

    *complete = TRUE;
    for (const char *p = text; p < end; p++) {
        const char *close = *p == '{' ? memchr(p, '}', (gsize)(end - p)) : NULL;
        const char *value = NULL;
        gboolean known = FALSE;

        if (!close) {
            g_string_append_c(out, *p);
            continue;
        }
        for (guint i = 0; i + 1 < slots->len; i += 2) {
            const char *name = slots->pdata[i];

            if (strlen(name) == (gsize)(close - p - 1) && !strncmp(name, p + 1, (gsize)(close - p - 1))) {
                value = slots->pdata[i + 1];
                known = TRUE;
            }
        }
        if (value)
            append_value(out, value);
        else
            *complete = FALSE;
        if (!value && !known)
            g_string_append_len(out, p, close - p + 1);
        p = close;
    }
    return g_string_free(out, FALSE);
}

/* The first of the hint's alternatives (parted by "||") whose slots are all filled, or NULL. */
static char *fill_hint(const char *hint, GPtrArray *slots)
{
    while (hint && *hint) {
        const char *bar = strstr(hint, "||");
        const char *end = bar ? bar : hint + strlen(hint);
        gboolean complete;
        char *text = fill(hint, end, slots, &complete);

        if (complete && *text)
            return text;
        g_free(text);
        hint = bar ? bar + 2 : NULL;
    }
    return NULL;
}

void diag_show_notes(struct diag *d)
{
    d->notes = TRUE;
}

void diag_report(struct diag *d, enum diag_code code, struct place place, const char *record, ...)
{
    GPtrArray *slots = g_ptr_array_new();
    struct message *m = g_new0(struct message, 1);
    const char *slot;
    gboolean complete;
    va_list ap;

    if (rows[code].severity == DIAG_NOTE && !d->notes) {
        g_ptr_array_unref(slots);
        g_free(m);
        return;
    }
    va_start(ap, record);
    while ((slot = va_arg(ap, const char *))) {
        g_ptr_array_add(slots, (gpointer)slot);
        g_ptr_array_add(slots, (gpointer)va_arg(ap, const char *));
    }
    va_end(ap);
    m->code = code;
    m->place = place;
    m->record = g_strdup(record);
    m->sentence = fill(rows[code].sentence, rows[code].sentence + strlen(rows[code].sentence), slots, &complete);
    m->hint = fill_hint(rows[code].hint, slots);
    g_ptr_array_unref(slots);
    g_mutex_lock(&d->lock);
    m->place.file = place.file ? g_string_chunk_insert_const(d->names, place.file) : NULL;
    d->counts[rows[code].severity]++;
    g_ptr_array_add(d->messages, m);
    g_mutex_unlock(&d->lock);
}

guint diag_count(struct diag *d, enum diag_severity severity)
{
    guint n;

    g_mutex_lock(&d->lock);
    n = d->counts[severity];
    g_mutex_unlock(&d->lock);
    return n;
}

/* ---- Order ---- */

static gint compare_messages(gconstpointer a, gconstpointer b)
{
    const struct message *m = *(const struct message *const *)a, *n = *(const struct message *const *)b;
    int c = g_strcmp0(m->place.file, n->place.file);

    if (c)
        return c;
    if (m->place.line != n->place.line)
        return m->place.line < n->place.line ? -1 : 1;
    if (m->place.column != n->place.column)
        return m->place.column < n->place.column ? -1 : 1;
    if (m->code != n->code)
        return m->code < n->code ? -1 : 1;
    return strcmp(m->sentence, n->sentence);
}

/* ---- Excerpts ---- */

/* The text of the file that was shown last: messages come sorted by file. */
struct excerpt_file {
    const char *name; /* in diag.names */
    char *text;       /* NULL: none to show */
    gsize size;
};

static void excerpt_open(struct excerpt_file *f, const char *folder, const char *name)
{
    g_autofree char *path = NULL;

    if (f->name == name)
        return;
    g_free(f->text);
    f->text = NULL;
    f->name = name;
    path = g_path_is_absolute(name) || !folder ? g_strdup(name) : g_build_filename(folder, name, NULL);
    if (!g_file_get_contents(path, &f->text, &f->size, NULL) &&
        !g_file_get_contents(name, &f->text, &f->size, NULL)) { /* a table or map outside the dossier */
        GBytes *bytes = resource_load(name);

        f->text = NULL;
        if (bytes) {
            const char *data = g_bytes_get_data(bytes, &f->size);

            f->text = g_strndup(data, f->size);
            g_bytes_unref(bytes);
        }
    }
    if (f->text) {
        gsize size;
        char *utf8 = xmlfile_to_utf8(f->text, f->size, &size);

        if (utf8) {
            g_free(f->text);
            f->text = utf8;
            f->size = size;
        }
    }
}

/* Line number `n` (from 1) as valid UTF-8, or NULL. */
static char *excerpt_line(const struct excerpt_file *f, gint64 n)
{
    const char *p = f->text, *end = p ? p + f->size : NULL, *stop;

    if (!p || n < 1)
        return NULL;
    if (n == 1 && f->size >= 3 && !memcmp(p, "\xef\xbb\xbf", 3))
        p += 3;
    while (--n > 0) {
        p = memchr(p, '\n', (gsize)(end - p));
        if (!p)
            return NULL;
        p++;
    }
    stop = memchr(p, '\n', (gsize)(end - p));
    if (!stop)
        stop = end;
    if (stop > p && stop[-1] == '\r')
        stop--;
    return g_utf8_make_valid(p, stop - p);
}

static int width_of(gunichar c)
{
    if (c == '\t')
        return TAB;
    if (g_unichar_iszerowidth(c))
        return 0;
    return g_unichar_iswide(c) ? 2 : 1;
}

/* The faulty line and the mark under it; a long line is shown around the mark only. */
static void print_excerpt(FILE *out, const struct excerpt_file *f, const struct place *place, const char *colour)
{
    g_autofree char *line = excerpt_line(f, place->line);
    g_autofree char *number = g_strdup_printf("%4" G_GINT64_FORMAT, place->line);
    GString *shown, *mark;
    gint64 column = 1, end_column = place->end_column > place->column ? place->end_column : place->column + 1;
    int at = 0, from = 0, mark_at = 0, mark_width = 0, total = 0;
    const char *p;

    if (!line || !*line)
        return;
    for (p = line; *p; p = g_utf8_next_char(p), column++) {
        int w = width_of(g_utf8_get_char(p));

        if (column < place->column)
            mark_at += w;
        else if (column < end_column)
            mark_width += w;
        total += w;
    }
    if (mark_width < 1)
        mark_width = 1;
    if (total > WINDOW && mark_at + MIN(mark_width, WINDOW / 2) > WINDOW * 3 / 4)
        from = mark_at - WINDOW / 3;
    shown = g_string_new(from > 0 ? "…" : NULL);
    mark = g_string_new(NULL);
    for (p = line; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        int w = width_of(c);

        if (at >= from + WINDOW) {
            g_string_append(shown, "…");
            break;
        }
        if (at >= from && at + w <= from + WINDOW) {
            if (c == '\t')
                g_string_append_printf(shown, "%*s", TAB, "");
            else if (c < 0x20 || c == 0x7f)
                g_string_append_c(shown, ' ');
            else
                g_string_append_unichar(shown, c);
        }
        at += w;
    }
    fprintf(out, "%s | %s\n", number, shown->str);
    if (place->column > 0) {
        int indent = mark_at - from + (from > 0 ? 1 : 0);

        mark_width = MIN(mark_width, WINDOW - (mark_at - from));
        g_string_append_printf(mark, "%*s", indent, "");
        for (int i = 0; i < MAX(mark_width, 1); i++)
            g_string_append_c(mark, '^');
        fprintf(out, "%*s | %s%s%s\n", (int)strlen(number), "", colour ? colour : "", mark->str,
                colour ? "\033[0m" : "");
    }
    g_string_free(shown, TRUE);
    g_string_free(mark, TRUE);
}

/* ---- Printing ---- */

static void print_text(FILE *out, const struct message *m, struct excerpt_file *f, const char *folder, gboolean colour)
{
    const struct row *row = &rows[m->code];
    const char *bold = colour ? "\033[1m" : "", *plain = colour ? "\033[0m" : "";

    fputs(bold, out);
    if (m->place.file) {
        fputs(m->place.file, out);
        if (m->place.line > 0)
            fprintf(out, ":%" G_GINT64_FORMAT, m->place.line);
        if (m->place.line > 0 && m->place.column > 0)
            fprintf(out, ":%" G_GINT64_FORMAT, m->place.column);
        fputs(": ", out);
    } else {
        fputs("rapporteur: ", out);
    }
    fprintf(out, "%s%s%s: %s", plain, colour ? severity_colours[row->severity] : "", severity_names[row->severity],
            plain);
    if (m->record)
        fprintf(out, "%s: ", m->record);
    fprintf(out, "%s [%s]\n", m->sentence, row->name);
    if (m->place.file && m->place.line > 0) {
        excerpt_open(f, folder, m->place.file);
        print_excerpt(out, f, &m->place, colour ? severity_colours[row->severity] : NULL);
    }
    if (m->hint)
        fprintf(out, "  hint: %s\n", m->hint);
}

static json_t *number_or_null(gint64 n)
{
    return n > 0 ? json_integer(n) : json_null();
}

static json_t *string_or_null(const char *s)
{
    return s ? json_string_nocheck(s) : json_null();
}

static void print_json(FILE *out, const struct message *m)
{
    const char *id = m->record ? strrchr(m->record, ' ') : NULL;
    json_t *object = json_object();
    char *line;

    json_object_set_new(object, "code", json_string(rows[m->code].name));
    json_object_set_new(object, "severity", json_string(severity_names[rows[m->code].severity]));
    json_object_set_new(object, "file", string_or_null(m->place.file));
    json_object_set_new(object, "line", number_or_null(m->place.line));
    json_object_set_new(object, "column", number_or_null(m->place.column));
    json_object_set_new(object, "endColumn", number_or_null(m->place.end_column));
    json_object_set_new(object, "record", string_or_null(id ? id + 1 : m->record));
    json_object_set_new(object, "message", string_or_null(m->sentence));
    json_object_set_new(object, "hint", string_or_null(m->hint));
    line = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    fprintf(out, "%s\n", line ? line : "{}");
    free(line);
    json_decref(object);
}

void diag_print(struct diag *d, enum diag_format format, const char *folder, guint limit, gboolean colour)
{
    struct excerpt_file f = {NULL, NULL, 0};
    const struct message *before = NULL;
    guint shown = 0, more = 0;

    g_mutex_lock(&d->lock);
    g_ptr_array_sort(d->messages, compare_messages);
    for (guint i = 0; i < d->messages->len; i++) {
        const struct message *m = d->messages->pdata[i];

        if (before && !compare_messages(&before, &m))
            continue;
        before = m;
        if (format == DIAG_JSON) {
            print_json(stderr, m);
        } else if (limit && shown >= limit) {
            more++;
        } else {
            print_text(stderr, m, &f, folder, colour);
            shown++;
        }
    }
    if (more)
        fprintf(stderr, "and %u more\n", more);
    g_ptr_array_set_size(d->messages, 0);
    g_free(f.text);
    g_mutex_unlock(&d->lock);
}

/* ---- Codes ---- */

gboolean diag_lookup(const char *name, enum diag_code *code)
{
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!g_ascii_strcasecmp(rows[i].name, name)) {
            *code = (enum diag_code)i;
            return TRUE;
        }
    return FALSE;
}

const char *diag_code_name(enum diag_code code)
{
    return rows[code].name;
}

const char *diag_sentence(enum diag_code code)
{
    return rows[code].sentence;
}

enum diag_severity diag_severity(enum diag_code code)
{
    return rows[code].severity;
}

const char *diag_explanation(enum diag_code code)
{
    return rows[code].explanation;
}

/* ---- Nearest word ---- */

/* Lower-case code points of a word; the count, or -1 when the word is too long to bother. */
static int fold(const char *word, gunichar *out)
{
    int n = 0;

    for (const char *p = word; *p; p = g_utf8_next_char(p)) {
        if (n == LONG_WORD)
            return -1;
        out[n++] = g_unichar_tolower(g_utf8_get_char(p));
    }
    return n;
}

/* Edits (insert, delete, replace, swap of neighbours) from one word to the other; more than `most` reads as most + 1. */
static int distance(const gunichar *a, int na, const gunichar *b, int nb, int most)
{
    int rows_[3][LONG_WORD + 1];
    int *two = rows_[0], *one = rows_[1], *now = rows_[2];

    if (ABS(na - nb) > most)
        return most + 1;
    for (int j = 0; j <= nb; j++)
        one[j] = j;
    for (int i = 1; i <= na; i++) {
        int least = now[0] = i, *swap;

        for (int j = 1; j <= nb; j++) {
            int best = one[j - 1] + (a[i - 1] != b[j - 1]);

            best = MIN(best, one[j] + 1);
            best = MIN(best, now[j - 1] + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = MIN(best, two[j - 2] + 1);
            now[j] = best;
            least = MIN(least, best);
        }
        if (least > most)
            return most + 1;
        swap = two;
        two = one;
        one = now;
        now = swap;
    }
    return one[nb];
}

const char *diag_nearest(const char *word, const char *const *candidates)
{
    gunichar a[LONG_WORD], b[LONG_WORD];
    const char *nearest = NULL;
    int na, nb, best = LONG_WORD;

    if (!word || !candidates || !g_utf8_validate(word, -1, NULL) || (na = fold(word, a)) < 1)
        return NULL;
    for (const char *const *c = candidates; *c; c++) {
        int most, n;

        if ((nb = fold(*c, b)) < 1)
            continue;
        most = MIN(MAX(na, nb) / 3, best - 1);
        if (most < 0)
            break;
        n = distance(a, na, b, nb, most);
        if (n <= most) {
            best = n;
            nearest = *c;
        }
    }
    return nearest;
}

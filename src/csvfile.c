/* Bytes are decoded to UTF-8 first, so that lines and columns are counted in characters of the text; then libcsv reads
   them one byte a call, because its callbacks do not say where a field began. Spaces around a field are kept
   (libcsv would strip them: official wording is verbatim). Strict mode makes stray quotes errors. RFC 4180. */
#include "csvfile.h"

#include <csv.h>
#include <string.h>

#include "arena.h"

struct reader {
    struct csv_file *file;
    struct diag *diag;
    GArray *cells;          /* struct csv_cell of the row being read */
    GArray *rows;           /* struct csv_row */
    struct csv_cell start;  /* where the field being read began */
    gint64 row_line;
    gboolean field_ended, row_ended;
};

gboolean csv_encoding_exists(const char *encoding)
{
    GIConv conv = g_iconv_open("UTF-8", encoding);

    if (conv == (GIConv)-1)
        return FALSE;
    g_iconv_close(conv);
    return TRUE;
}

struct place csv_cell_place(const struct csv_file *f, const struct csv_cell *cell)
{
    struct place place = {f->name, cell->line, cell->column, 0};
    glong length = g_utf8_strlen(cell->text, (gssize)strcspn(cell->text, "\n"));

    if (length > 0)
        place.end_column = place.column + length + 2 * cell->quoted;
    return place;
}

struct place csv_item_place(const struct csv_file *f, const struct csv_cell *cell, const char *item)
{
    struct place place = {f->name, cell->line, cell->column, 0};

    for (const char *p = cell->text; p < item; p++)
        if (*p == '\n' || *p == '"')
            return csv_cell_place(f, cell); /* written in more characters than it has */
    place.column += cell->quoted + g_utf8_pointer_to_offset(cell->text, item);
    place.end_column = place.column + g_utf8_strlen(item, (gssize)strcspn(item, ";|\n"));
    return place;
}

/* Line and column of byte `at` of a text whose bytes before it are UTF-8. */
static struct place place_of_byte(const char *name, const char *text, gsize at)
{
    struct place place = {name, 1, 1, 0};

    for (gsize i = 0; i < at; i++) {
        if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) {
            place.line++;
            place.column = 1;
        } else if (((guchar)text[i] & 0xC0) != 0x80) {
            place.column++;
        }
    }
    return place;
}

/* The text as UTF-8 without byte-order mark, or NULL after a report. */
static char *decode(const char *name, const char *bytes, gsize size, const char *encoding, gsize *len, struct diag *d)
{
    const char *end;
    gboolean utf8_mark = size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3);
    gboolean utf16_mark = size >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2));
    char *text;
    gsize read = 0;
    GError *error = NULL;

    if (!encoding && utf16_mark)
        encoding = "UTF-16";
    if (encoding && g_ascii_strcasecmp(encoding, "UTF-8") && g_ascii_strcasecmp(encoding, "UTF8")) {
        if (utf8_mark) {
            diag_report(d, R204, (struct place){name, 1, 1, 0}, NULL, "encoding", encoding, NULL);
            return NULL;
        }
        text = g_convert(bytes, (gssize)size, "UTF-8", encoding, &read, len, &error);
        if (!text) {
            gsize before_len = 0;
            char *before = g_convert(bytes, (gssize)read, "UTF-8", encoding, NULL, &before_len, NULL);

            diag_report(d, R203, place_of_byte(name, before ? before : "", before_len), NULL, "encoding", encoding,
                        NULL);
            g_free(before);
            g_error_free(error);
            return NULL;
        }
        end = text + *len;
        if (memchr(text, 0, *len) || !g_utf8_validate(text, (gssize)*len, &end)) {
            diag_report(d, R203, place_of_byte(name, text, (gsize)(end - text)), NULL, "encoding", encoding, NULL);
            g_free(text);
            return NULL;
        }
        return text;
    }
    if (utf8_mark) {
        bytes += 3;
        size -= 3;
    }
    if (!g_utf8_validate(bytes, (gssize)size, &end)) {
        diag_report(d, R203, place_of_byte(name, bytes, (gsize)(end - bytes)), NULL, "encoding", "UTF-8", NULL);
        return NULL;
    }
    *len = size;
    return g_strndup(bytes, size);
}

/* The separator that stands most often outside quotes in the header; a comma where none does. */
static char sniff_separator(const char *text)
{
    const char candidates[] = ",;\t";
    guint counts[3] = {0}, best = 0;
    gboolean quoted = FALSE;

    for (const char *p = text; *p && (quoted || (*p != '\n' && *p != '\r')); p++) {
        const char *c = strchr(candidates, *p);

        if (*p == '"')
            quoted = !quoted;
        else if (c && !quoted)
            counts[c - candidates]++;
    }
    for (guint i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static void end_field(void *data, size_t len, void *context)
{
    struct reader *r = context;
    struct csv_cell cell = r->start;
    char *text = arena_strndup(r->file->arena, data ? data : "", len);
    char *out = text;

    for (const char *p = text; *p; p++) /* CR LF and CR are line ends of the file, not wording */
        if (*p == '\r')
            *out++ = '\n', p += p[1] == '\n';
        else
            *out++ = *p;
    *out = 0;
    cell.text = text;
    g_array_append_val(r->cells, cell);
    r->field_ended = TRUE;
}

static void end_row(int terminator, void *context)
{
    struct reader *r = context;
    struct csv_row row = {.n = r->cells->len, .line = r->row_line};
    gboolean blank = TRUE;

    for (guint i = 0; i < row.n && blank; i++)
        blank = !*g_array_index(r->cells, struct csv_cell, i).text;
    if (blank && r->rows->len) {
        r->file->n_blank++;
    } else {
        const struct csv_row *header = r->rows->len ? &g_array_index(r->rows, struct csv_row, 0) : NULL;

        if (header && row.n != header->n) {
            char *has = g_strdup_printf("%u", row.n), *wanted = g_strdup_printf("%u", header->n);
            const struct csv_cell *last = &g_array_index(r->cells, struct csv_cell, MIN(row.n, header->n + 1) - 1);

            diag_report(r->diag, R202, (struct place){r->file->name, last->line, last->column, 0}, NULL, "cells", has,
                        "columns", wanted, NULL);
            g_free(has);
            g_free(wanted);
        } else {
            struct csv_cell *cells = arena_array_of(r->file->arena, struct csv_cell, row.n);

            memcpy(cells, r->cells->data, row.n * sizeof *cells);
            row.cells = cells;
            g_array_append_val(r->rows, row);
        }
    }
    g_array_set_size(r->cells, 0);
    r->row_ended = TRUE;
}

static int no_space(unsigned char c)
{
    return 0;
}

static void report_unclosed(struct reader *r)
{
    struct place place = {r->file->name, r->start.line, r->start.column, r->start.column + 1};

    diag_report(r->diag, R205, place, NULL, NULL);
}

static void parse(struct reader *r, const char *text, gsize len)
{
    struct csv_parser parser;
    struct place at = {r->file->name, 1, 1, 0};
    gboolean begin_field = TRUE, begin_row = TRUE, failed = FALSE;

    if (g_str_has_prefix(text, "sep=") && text[4] && (text[5] == '\n' || text[5] == '\r')) {
        gsize skip = text[5] == '\r' && text[6] == '\n' ? 7 : 6;

        text += skip;
        len -= skip;
        at.line = 2;
    }
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL))
        g_assert_not_reached();
    csv_set_delim(&parser, (unsigned char)r->file->separator);
    csv_set_space_func(&parser, no_space);
    for (gsize i = 0; i < len && !failed; i++) {
        if (begin_field && !(begin_row && (text[i] == '\n' || text[i] == '\r'))) {
            r->start.line = at.line;
            r->start.column = at.column;
            r->start.quoted = text[i] == '"';
            if (begin_row)
                r->row_line = at.line;
            begin_field = begin_row = FALSE;
        }
        r->field_ended = r->row_ended = FALSE;
        if (csv_parse(&parser, text + i, 1, end_field, end_row, r) != 1) {
            if (r->start.quoted && r->start.line < at.line) /* it swallowed whole lines: it was never closed */
                report_unclosed(r);
            else
                diag_report(r->diag, R201, at, NULL, NULL);
            failed = TRUE;
        }
        begin_field |= r->field_ended;
        begin_row |= r->row_ended;
        if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) {
            at.line++;
            at.column = 1;
        } else if (((guchar)text[i] & 0xC0) != 0x80) {
            at.column++;
        }
    }
    /* a separator as the very last byte: an empty field follows it */
    if (!failed && begin_field && !begin_row) {
        r->start.line = at.line;
        r->start.column = at.column;
        r->start.quoted = FALSE;
    }
    if (!failed && csv_fini(&parser, end_field, end_row, r))
        report_unclosed(r);
    csv_free(&parser);
}

struct csv_file *csv_file_read(const char *name, const char *bytes, gsize size, const char *encoding, char separator,
                               struct diag *d)
{
    struct csv_file *f = g_new0(struct csv_file, 1);
    struct reader r = {.file = f, .diag = d};
    guint errors = diag_count(d, DIAG_ERROR);
    gsize len = 0;
    char *text = decode(name, bytes, size, encoding, &len, d);

    f->name = g_strdup(name);
    f->arena = arena_new();
    if (!text)
        return f;
    if (!separator && g_str_has_prefix(text, "sep=") && text[4] && (text[5] == '\n' || text[5] == '\r'))
        separator = text[4];
    f->separator = separator ? separator : sniff_separator(text);
    r.cells = g_array_new(FALSE, FALSE, sizeof(struct csv_cell));
    r.rows = g_array_new(FALSE, FALSE, sizeof(struct csv_row));
    parse(&r, text, len);
    if (!r.rows->len && diag_count(d, DIAG_ERROR) == errors)
        diag_report(d, R206, (struct place){f->name, 1, 1, 0}, NULL, NULL);
    f->n_rows = r.rows->len;
    f->rows = (struct csv_row *)g_array_free(r.rows, FALSE);
    g_array_free(r.cells, TRUE);
    g_free(text);
    return f;
}

void csv_file_free(struct csv_file *f)
{
    if (!f)
        return;
    arena_free(f->arena);
    g_free(f->rows);
    g_free(f->name);
    g_free(f);
}

/* A table in text form: CSV (RFC 4180) into rows of cells that know where they stand. ("csv.h" is libcsv's.) */
#ifndef CSVFILE_H
#define CSVFILE_H

#include <glib.h>

#include "diag.h"

struct csv_cell {
    const char *text;     /* UTF-8, line ends as LF, otherwise verbatim (spaces kept); "" when empty */
    gint64 line, column;  /* where it begins (its quote, if it has one), in the decoded text, from 1 */
    gboolean quoted;
};

struct csv_row {
    const struct csv_cell *cells;
    guint n;
    gint64 line;          /* where the row begins */
};

struct csv_file {
    char *name;           /* as given, for messages */
    char separator;       /* the one that was used */
    struct csv_row *rows; /* rows[0] is the header; rows whose cells are all empty are left out */
    guint n_rows;         /* 0 only when reading failed */
    guint n_blank;        /* rows left out because all their cells were empty */
    struct arena *arena;  /* owns the cells */
};

/* Reads `bytes` (`name` is for messages). `encoding` NULL: UTF-8, with or without byte-order mark, or UTF-16 with one;
   else a name that iconv knows, which must hold for the whole text. `separator` 0: the one of , ; tab that is commonest
   in the header; a first line "sep=;" (spreadsheets write it) is obeyed and skipped.
   Never NULL. What is wrong (encoding, quotes, a row longer or shorter than the header) is reported to `d`; the
   number of errors there tells. csv_file_free the result. */
struct csv_file *csv_file_read(const char *name, const char *bytes, gsize size, const char *encoding, char separator,
                               struct diag *d);
void csv_file_free(struct csv_file *f);

/* Whether iconv knows this encoding. */
gboolean csv_encoding_exists(const char *encoding);

/* The place of a cell; its text is underlined as far as it stands on one line. */
struct place csv_cell_place(const struct csv_file *f, const struct csv_cell *cell);

/* The place of a piece of a cell's text, which begins at `item` and ends at a separator of the usual lists (; |). */
struct place csv_item_place(const struct csv_file *f, const struct csv_cell *cell, const char *item);

#endif

/* Rows of a table, read by a map, as official fields of recommendations: what an import wants the dossier to say.
   Nothing of the dossier is changed here. */
#ifndef ROWS_H
#define ROWS_H

#include <glib.h>

#include "csvfile.h"
#include "dossier.h"
#include "map.h"

struct official_source {
    const char *id, *kind, *body;
    const char *symbol, *date, *session, *cycle; /* "" where the table does not tell */
    struct label *titles;
    guint n_titles;
    const char *file;           /* for a new record */
    xmlNodePtr existing;        /* the dossier's source of this symbol or id, or NULL */
    struct place place;         /* of the first row that speaks of it */
};

struct official_record {
    const char *id, *file;
    const struct official_source *from;
    const char *number, *paragraph, *part, *external, *text; /* "" where the table does not tell */
    const char *position, *position_comment, *position_paragraph; /* position "" : none; comment may be NULL */
    const struct official_source *position_source;               /* or NULL */
    const char **lists[MAP_LISTS]; /* codes, NULL-terminated, each once */
    struct place place;         /* of the row */
};

/* A label that no vocabulary had: becomes a term of the dossier. */
struct new_term {
    const char *vocabulary, *id, *label;
    const char *alias;          /* the cell as written, where it differs from the label; or NULL */
    guint uses;
};

struct unread_column {
    const char *header;
    guint cells;                /* that hold something */
};

struct rows {
    struct arena *arena;
    GPtrArray *sources;         /* struct official_source *, in order of appearance */
    GPtrArray *records;         /* struct official_record *, in the order of the table */
    GPtrArray *terms;           /* struct new_term *, in order of appearance */
    GArray *unread;             /* struct unread_column */
    guint n_read;               /* rows below the header */
    guint n_others, n_other_states; /* rows left out because they speak of other States, and how many of these */
};

/* Reads all rows; what is wrong is reported with file, line and column. Never NULL; rows_free the result. */
struct rows *rows_read(const struct csv_file *table, const struct map *map, const struct dossier *dossier,
                       gboolean all_states, struct diag *d);
void rows_free(struct rows *r);

#endif

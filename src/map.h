/* A mapping file: which column of a table becomes which field of a recommendation. Form: schemas/import-map.xsd. */
#ifndef MAP_H
#define MAP_H

#include <glib.h>

#include "diag.h"

/* A text with slots: {column}, {column.group}, {state}, {state.name}; each may end in |id or |lower. */
struct map_part {
    const char *text;      /* literal, or NULL: a slot */
    int column;            /* of the slot; MAP_STATE: the dossier's State */
    const char *group;     /* named group of the column's pattern, or "name" of the State; NULL: the cell itself */
    enum { MAP_PLAIN, MAP_ID, MAP_LOWER } filter;
};
#define MAP_STATE (-1)

struct map_template {
    struct map_part *parts;
    guint n;               /* 0: the map has no such attribute */
};

struct map_value {         /* one row of a column's table of values */
    const char *from;
    const char *to;        /* "" : no value */
    const char *comment;   /* for the position, or NULL */
};

struct map_column {
    const char *name, *header;
    const char **aliases;  /* other headers, NULL-terminated */
    const char *list;      /* what parts the items of a cell, or NULL: one value */
    GRegex **patterns;     /* tried in order, NULL-terminated; none: every text will do */
    const char *example;   /* of what the patterns want, or NULL */
    struct map_value *values;
    guint n_values;        /* 0: the cell is taken as it is */
    gboolean optional;     /* the table may lack the column */
    gboolean filled;       /* every cell must hold something */
};

struct map_title {
    const char *lang;
    struct map_template text;
};

struct map_source {
    const char *name;      /* by which <from> and <position> speak of it */
    const char *kind, *body;
    struct map_template id, symbol, date, session, cycle, when;
    struct map_title *titles;
    guint n_titles;
};

/* A list of codes of a recommendation: recommending States, themes, groups, goals. */
enum map_list { MAP_RECOMMENDER, MAP_THEME, MAP_GROUP, MAP_SDG, MAP_LISTS };

struct map {
    const char *id, *file; /* file: as messages name it */
    struct map_column *columns;
    guint n_columns;
    const char **ignored;  /* headers that are known and not read, NULL-terminated */
    int rows_column;       /* the column that names the State under review; -1: every row counts */
    struct map_source *sources;
    guint n_sources;
    const char *kind;      /* of the recommendations */
    struct map_template record_id, record_file;
    const char *scheme;    /* of the external id, or NULL */
    struct map_template external;
    const char **from;     /* names of sources, the first that the row has counts; NULL-terminated */
    struct map_template number, paragraph, part;
    const char *lang, *status; /* of the text */
    struct map_template text;
    int position_column;   /* -1: the map has no position */
    struct map_template position_paragraph;
    const char **position_sources;
    int *lists[MAP_LISTS]; /* columns that fill each list, in order, closed by -1 */
    gboolean add[MAP_LISTS]; /* an unknown code becomes a term of the dossier; else it is an error */
    struct arena *arena;
};

/* The map at a path (anything with a slash or ending in .xml) or of a shipped name. NULL: there is no such file
   (*found FALSE) or it has errors, which are reported. map_free the result. */
struct map *map_load(const char *name, gboolean *found, struct diag *d);
void map_free(struct map *m);

/* What a slot stands for in the row at hand; NULL or "" when it holds nothing. */
typedef const char *(*map_lookup)(int column, const char *group, gpointer context);

/* The text with its slots filled; "" for a template that the map lacks. g_free the result. */
char *map_expand(const struct map_template *t, map_lookup lookup, gpointer context);

/* A name made of any text: lower case, letters and digits, hyphens for the rest ("A/HRC/28/15/Add.1" gives
   "a-hrc-28-15-add-1"). "" when nothing is left. g_free the result. */
char *map_make_id(const char *text);

/* Where, in the vocabulary of records, a list of codes looks its codes up, and what its element is called. */
const char *map_list_vocabulary(enum map_list list);
const char *map_list_element(enum map_list list);
const char *map_list_attribute(enum map_list list);

#endif

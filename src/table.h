/* Tables: the tree's rows into sets of rows that a page break may cut. A set is one row, or several that are tied together by
   cells that span rows. */
#ifndef TABLE_H
#define TABLE_H

#include "flow.h"

struct block_context;

struct cell {
    struct tag_node *node;
    int row, column, row_span, column_span; /* row within the set */
    GArray *blocks;          /* of struct block, until the widths are known */
    struct galley galley;
    gboolean group_head;     /* heads the rows below it in its group */
    int next;                /* first box that is not on a page yet */
    enum align align;
};

struct row {
    double y, height;        /* within the set, as measured */
    const struct style_colour *fill;
    const struct style_colour *rule; /* over it, or NULL */
    double rule_width;
    struct anchor *anchors;
};

struct row_set {
    struct table *table;
    struct cell *cells;
    struct row *rows;
    int n_cells, n_rows;
    double height;
    gboolean head, head_end, first, last; /* in the head; its end; first and last of the table */
    gboolean keep, begun;    /* begun: part of it stands on an earlier page */
};

struct table {
    const struct style_table *look;
    int n_columns;
    struct table_column *columns;
    double width;
    gboolean measured;       /* the columns know what their content needs */
    GPtrArray *sets;         /* of struct row_set */
    GArray *penalties;       /* of int: of a page break in front of each */
    double head_height;      /* 0: no head */
    int n_head;              /* sets of the head */
};

/* The rows of a table element; captions and notes are blocks around it. Nodes hang under `node` (TAG_TABLE). */
struct table *table_new(const struct block_context *c, xmlNodePtr element, struct tag_node *node);
/* Read again (what it put under the node is gone by then), its letters and columns smaller or larger by this factor. */
struct table *table_new_scaled(const struct block_context *c, xmlNodePtr element, struct tag_node *node, double scale);

/* Lets go of a table that gets no width. */
void table_drop(struct table *t);

/* What the columns need in a room of this width, so that no word is cut and none is narrower than the document says. */
double table_least_width(struct table *t, double width);

/* Finds the widths of the columns and breaks all cells. */
void table_set_width(struct layout *l, struct table *t, double width);

/* Where to cut a set whose piece may be at most `room` high together with the notes called in it, and `most` without
   them; has_notes says whether
   the page has notes already. Gives the height of the piece and its end in each cell (upto, n_cells long), and returns the cost
   (from enum penalty, plus the lines left empty), or -1: not even a line fits. With `force` the least piece is given
   where nothing fits. */
double table_cut(struct row_set *set, double room, double most, gboolean has_notes, gboolean force, double *height,
                 int *upto);

/* What a cut at this height parts (enum penalty); BREAK_FREE when it takes everything. */
int table_cut_penalty(const struct row_set *set, double height);

/* Paints the set, or its piece of this height up to these boxes, at (x, y). */
void table_paint(struct layout *l, struct canvas *c, struct row_set *set, double height, const int *upto, double x,
                 double y, enum artifact artifact, gboolean top_rule, gboolean bottom_rule);

/* Takes the painted piece off: what is left is measured anew. */
void table_advance(struct row_set *set, double height, const int *upto);

#endif

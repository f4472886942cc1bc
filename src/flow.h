/* Blocks into boxes, boxes onto pages. A galley is a column of boxes that no page break may cut: lines and panels; a set of
   table rows is cut inside by table.c. The unit is the line with its notes. What may not be parted is a penalty: when nothing
   better is left it gives way, the cheapest first (the list of penalties is the order of surrender). */
#ifndef FLOW_H
#define FLOW_H

#include "inline.h"
#include "layout.h"

/* Costs of a page break, in lines left empty at the foot of the page that would be as bad. This is the order of surrender, the
   first to give way first; the manual page tells it to users. */
enum penalty {
    BREAK_FREE = 0,
    BREAK_NOTE = 4,         /* inside a note */
    BREAK_ROW = 3,          /* inside a table row */
    BREAK_REMNANT = 8,      /* inside a row, so that three lines or fewer are left on a side; inside a list of facts */
    BREAK_HYPHENATED = 10,  /* in the middle of a word */
    BREAK_SHORT_ROW = 14,   /* inside a row of few lines */
    BREAK_LONELY = 15,      /* one line of a paragraph left behind or ahead: orphans and widows */
    BREAK_TABLE = 16,       /* inside a table of less than half a page */
    BREAK_FIGURE = 30,      /* between a figure and its data */
    BREAK_KEPT = 45,        /* inside a paragraph or row that is kept together */
    BREAK_ROWS = 200,       /* between band and row, row and summary, head and rows, caption and table */
    BREAK_HEADING = 300     /* between a heading and what follows */
};

/* Ids whose destination is a box. */
struct anchor {
    const char *id;
    struct anchor *next;
};

/* Placed text, areas and pictures that stay together: charts, mastheads. Origin top left. */
struct panel {
    double w, h;
    GArray *items;          /* of struct page_item, positions within the panel; fills and strokes of artifacts too */
    GArray *texts;          /* of struct panel_text */
    struct tag_node *figure; /* gets its bounding box when painted, or NULL */
};
struct panel_text {
    struct para *para;      /* broken */
    double x, y;            /* top of its first line */
};

enum box_kind { BOX_LINE, BOX_ROWS, BOX_PANEL };

struct box {
    enum box_kind kind;
    int penalty;            /* of a page break in front of it */
    int line;               /* BOX_LINE: which of the paragraph */
    double x;               /* from the left edge of the galley */
    double before, height;  /* space in front, unless it comes first */
    union {
        struct para *para;
        struct row_set *rows;
        struct panel *panel;
    };
    struct anchor *anchors;
};

struct galley {
    struct arena *arena;
    struct box *boxes;
    int n, room;
    double after;           /* space wanted behind the last box */
    gboolean keep_next;     /* the last block stays with what comes */
};

/* What the tree walk yields: a block that has no width yet. */
enum block_kind { BLOCK_PARA, BLOCK_TABLE, BLOCK_PANEL };
struct block {
    enum block_kind kind;
    union {
        struct para *para;
        struct table *table;
        struct panel *panel;
    };
    double start, end;      /* indents, from the edges of the galley */
    double before, after;
    gboolean keep_next, keep_together;
    int orphans, widows;
    int penalty;            /* of a page break in front of it, at least */
    struct anchor *anchors;
    const struct style_page *master; /* pages of its own, or NULL */
};

struct galley galley_new(struct arena *a);
/* Breaks a block to a galley of this width and adds its boxes. */
void galley_add(struct layout *l, struct galley *g, const struct block *b, double width);
struct box *galley_add_box(struct galley *g, enum box_kind kind, double before, double height, int penalty);
double galley_height(const struct galley *g, int from, int to);

/* Notes called on a box; for a set of rows, on what is left of it. Adds struct note * to the list. */
void box_notes(const struct box *b, GPtrArray *notes);
void line_notes(const struct para *p, int line, GPtrArray *notes);

/* What these notes take at the foot of a page that has none or some; 0 without notes. */
double notes_height(const GPtrArray *notes, gboolean has_notes);
/* Whether they fit into room when the last of them goes on overleaf: all but the last, and its first two lines. */
gboolean notes_begin(const GPtrArray *notes, gboolean has_notes, double room);
/* What it costs that the last of them goes on overleaf, when they begin in this room: at least BREAK_NOTE. */
int notes_split_penalty(const GPtrArray *notes, gboolean has_notes, double room);

/* Paints a line or a panel at the galley's left edge x and at y. */
void box_paint(struct layout *l, struct canvas *c, const struct box *b, double x, double y, enum artifact artifact);
void anchors_paint(struct layout *l, struct canvas *c, const struct anchor *a, double x, double y);

/* A turned table with its caption and notes: a galley for pages of another master, which follow the page where its place is in
   the text. Text behind it moves up to fill that page, but nothing from box `barrier` on. */
struct insertion {
    int at, barrier;        /* boxes of the galley that it belongs to, at <= barrier */
    struct galley galley;
    const struct style_page *master;
};

/* Puts a galley on pages of the layout's master, from a new page on; `insertions` (of struct insertion, in order) among them. */
void flow_pages(struct layout *l, struct galley *g, GArray *insertions);

#endif

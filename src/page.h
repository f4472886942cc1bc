/* The page: the contract between layout and painting. Layout decides everything about a page; a painter only
   spells it. Every painted thing carries its structure node or says that it is an artifact.
   Units are PDF points (1/72 inch); the origin is the top left corner of the page, y grows downwards.
   All of it lives in the arena of the document. */
#ifndef PAGE_H
#define PAGE_H

#include <glib.h>
#include <pango/pango.h>

#include "arena.h"

/* ---- Structure: what a screen reader is told (ISO 32000-1, 14.8.4) ---- */

enum tag {
    TAG_DOCUMENT, TAG_PART, TAG_SECT, TAG_DIV, TAG_BLOCKQUOTE, TAG_CAPTION, TAG_TOC, TAG_TOCI,
    TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_P,
    TAG_L, TAG_LI, TAG_LBL, TAG_LBODY,
    TAG_TABLE, TAG_THEAD, TAG_TBODY, TAG_TFOOT, TAG_TR, TAG_TH, TAG_TD,
    TAG_SPAN, TAG_QUOTE, TAG_NOTE, TAG_REFERENCE, TAG_LINK, TAG_CODE, TAG_FIGURE
};

enum cell_scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW, SCOPE_BOTH };
enum list_numbering { LIST_NONE, LIST_DISC, LIST_DECIMAL, LIST_LOWER_ALPHA, LIST_LOWER_ROMAN };

/* One structure element. Nodes are made in document order and joined to their parent when made; a node that got
   no mark, no kid and no link by the end is left out of the tree. A paragraph or row over two pages is one node. */
struct tag_node {
    enum tag tag;
    struct tag_node *parent, *first, *last, *next;
    const char *lang;     /* BCP 47 where it differs from the parent's, or NULL */
    const char *alt;      /* alternative description (figures), or NULL */
    const char *actual;   /* replacement text, or NULL */
    const char *title;    /* /T, or NULL */
    const char *id;       /* unique in the document (notes, heads of tables, sections), or NULL */
    const char *origin;   /* record id, or file:line, that this was made from; or NULL */
    enum cell_scope scope;
    int column_span, row_span; /* 1 unless a cell spans; 0 reads as 1 */
    enum list_numbering numbering;
    const char **headers; /* ids of the head cells of a data cell, NULL-terminated, or NULL */
    /* figures: bounding box on the page where it stands; w = 0: none */
    int box_page;
    double box_x, box_y, box_w, box_h;
    void *painter; /* the painter's own */
};

struct tag_node *tag_node_new(struct arena *a, struct tag_node *parent, enum tag tag);

/* ---- What stands on a page ---- */

enum artifact {
    ARTIFACT_NONE,          /* it has a node */
    ARTIFACT_HEADER,        /* running head */
    ARTIFACT_FOOTER,        /* running foot, page number */
    ARTIFACT_REPEATED_HEAD, /* a table head shown again on a later page */
    ARTIFACT_LAYOUT,        /* rules, bands, leaders, backgrounds */
    ARTIFACT_BACKGROUND     /* draft mark, page background */
};

struct colour { double r, g, b; }; /* sRGB, each 0 to 1 */

/* A piece of text shaped once and shown wherever the same piece comes again (a kept word, a space). Owned by the
   shaper's cache or the arena; never changed after it is made. Glyph positions are unrounded, in Pango units at the
   border only: here everything is points. */
struct shaped {
    PangoFont *font;         /* sized; held until the arena ends */
    double size;             /* em, pt */
    const char *text;        /* UTF-8 it stands for, in reading order, not NUL-terminated */
    int text_len;            /* bytes */
    int n_glyphs;
    const guint32 *glyphs;   /* ids in the font, in visual order (left to right) */
    const float *advances;   /* pt, one a glyph */
    const float *dx, *dy;    /* offset of each glyph from the pen, pt; NULL: all zero */
    const int *clusters;     /* byte offset in `text` of the cluster each glyph belongs to */
    double width;            /* sum of advances */
    gboolean rtl;            /* the run reads right to left: clusters descend */
    gboolean space;          /* white space between words: may stretch */
};

enum text_flags {
    TEXT_HYPHEN = 1 << 0,     /* this run is a hyphen that the breaker added: text comes out as U+00AD */
    TEXT_LINE_END = 1 << 1,   /* the line's paragraph goes on: a space follows for whoever extracts text */
};

struct placed {
    const struct shaped *shaped;
    double x;                 /* of its left edge on the page */
};

/* Runs on one baseline in one colour that belong to one node: in reading order. Turned text is set as if it were not, then
   turned about a point of its baseline; only the draft mark is. */
struct item_text {
    double y;                 /* baseline */
    struct colour colour;
    const struct placed *runs;
    int n_runs;
    unsigned flags;           /* of the last run */
    double turn, turn_x;      /* degrees, anticlockwise, about (turn_x, y); 0 but for marks */
};

struct item_fill { double x, y, w, h; struct colour colour; }; /* rule, band, bar */
struct item_stroke { double x1, y1, x2, y2, width; struct colour colour; const double *dash; int n_dash; };
struct item_image { double x, y, w, h; const char *file; GBytes *png; }; /* PNG bytes; `file` for messages */
struct item_link {            /* an active area; its node is a TAG_LINK */
    double x, y, w, h;
    const char *uri;          /* outside the document, or NULL */
    const char *destination;  /* name of a struct destination, or NULL */
    const char *description;  /* where it goes, in words (/Contents) */
};

enum item_kind { ITEM_TEXT, ITEM_FILL, ITEM_STROKE, ITEM_IMAGE, ITEM_LINK };

struct page_item {
    enum item_kind kind;
    enum artifact artifact;   /* ARTIFACT_NONE: `node` says what it is */
    struct tag_node *node;    /* NULL for artifacts */
    union {
        struct item_text text;
        struct item_fill fill;
        struct item_stroke stroke;
        struct item_image image;
        struct item_link link;
    };
};

struct page {
    double w, h;
    const char *master;       /* name of the page master in the style */
    const char *label;        /* as printed ("12", "iv"): page labels of the PDF */
    int gave_way, gave_way_notes; /* what the end of the page parts in its text and in its notes: enum penalty (flow.h); 0: nothing */
    GArray *items;            /* of struct page_item, in painting order */
};

struct destination { const char *name; int page; double x, y; };   /* page from 0 */

struct outline_entry {
    const char *title;
    const char *destination;
    int level;                /* 1 is outermost; never skips downwards */
};

/* A file that travels inside the document: what it was made from. */
struct attachment {
    const char *name, *mime;  /* "midterm.en.records.xml", "application/xml": ASCII */
    const char *description;  /* in words, in the document's language */
    GBytes *bytes;
};

struct fact { const char *name, *value; };

/* A whole laid-out document. */
struct pages {
    struct arena *arena;      /* owns everything below; pages_free drops it */
    GPtrArray *pages;         /* of struct page * */
    struct tag_node *root;    /* TAG_DOCUMENT */
    GArray *destinations;     /* of struct destination, sorted by name */
    GArray *outline;          /* of struct outline_entry, in document order */
    GArray *attachments;      /* of struct attachment, sorted by name; the arena holds what they point to */
    const char *title, *author, *subject, *keywords, *lang; /* lang: BCP 47; title never NULL */
    gboolean rtl;             /* reading direction of the document */
    gint64 date;              /* seconds since 1970: creation date of the file; never the clock */
};

struct pages *pages_new(void);
void pages_free(struct pages *p);
struct page *pages_add(struct pages *p, double w, double h, const char *master);
/* A zeroed item at the end of the page's list, valid until the next call. */
struct page_item *page_add_item(struct page *page, enum item_kind kind);
void pages_add_destination(struct pages *p, const char *name, int page, double x, double y);

const char *tag_name(enum tag tag); /* "H1", "BlockQuote" … */

#endif

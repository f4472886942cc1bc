/* Paragraphs: inline content into pieces (shaped words, spaces, marks), pieces into lines, lines onto a page.
   All of it lives in the scratch arena of the layout, but for shaped words and nodes. */
#ifndef INLINE_H
#define INLINE_H

#include <libxml/tree.h>

#include "shape.h"
#include "style.h"

struct layout;
struct canvas;
struct note;

/* What a stretch of text has in common. */
struct inline_run {
    const struct face *face;
    struct tag_node *node;         /* NULL: an artifact (the shape before a status) */
    const struct link_target *link; /* NULL: none */
    struct colour colour;
    float rise;                    /* of the baseline, pt */
    const struct inline_picture *picture; /* its one character stands for this, or NULL */
    int offset, len;               /* in the builder's text */
};

/* A picture among words, as high as their capitals reach below and above. */
struct inline_picture {
    const char *file;              /* for messages */
    GBytes *png;
    double w, h;                   /* pt */
};

struct link_target {
    const char *uri, *destination, *description;
    struct tag_node *node;         /* TAG_LINK */
};

struct piece {
    const struct shaped *shaped;   /* NULL: nothing to show (a forced end) */
    float width;
    guint16 run;
    guint8 after;                  /* enum break_kind */
    guint8 level;                  /* bidi */
    guint8 joint;                  /* enum script_joint: what may open behind it in a justified line */
};

struct line {
    int from, to;                  /* pieces; white space at the end is not in it */
    float width;                   /* natural */
    guint8 hyphen;                 /* a hyphen is added */
    guint8 last;                   /* of the paragraph, or before a forced end: not justified */
    guint8 join;                   /* the next line goes on without a space (a break inside a word) */
};

/* A note called in a paragraph, at the piece that is its mark. */
struct note_call {
    int piece;
    struct note *note;
};

struct para {
    const struct style_role *role;
    enum align align;
    double leading;
    struct piece *pieces;
    struct inline_run *runs;
    struct line *lines;
    struct note_call *calls;
    struct para *label;            /* hanging in front of the first line, or NULL */
    double label_x;                /* from the lines' start */
    int label_lines;               /* lines that the label has for itself, in front of the text's; 0: it stands in the first */
    int n_pieces, n_runs, n_lines, n_calls;
    double width;                  /* that it was broken to */
    double first;                  /* indent of the first line */
    gboolean rtl;
    const char *leader;            /* contents entries: id whose page number stands at the end, or NULL */
    double leader_room;            /* right of the lines, for that number */
    gboolean one_link;             /* contents entries: an active area for each line, not for each piece */
    gboolean total;                /* its lines are chosen over the whole paragraph, not one by one */
};

/* Where inline content stands. */
struct inline_context {
    const struct style_role *role;
    struct tag_node *node;         /* of the block; text gets kids of it where there are inline nodes; NULL: artifact */
    const char *lang;              /* never NULL */
    const char *origin;            /* or NULL */
    const char *prefix;            /* a label that is read and shown in front ("1."), or NULL: see para->label */
    gboolean rtl;
    const char *page_number, *page_count; /* running heads: what the slots show, or NULL */
    const struct link_target *link; /* contents entries: everything is this link, or NULL */
    const struct style_colour *colour; /* instead of the role's, or NULL */
};

/* Pieces of the content of an element, not yet broken into lines. `label` (or NULL) hangs; it belongs to label_node (NULL: to
   the same node as the text, in front of it). */
struct para *para_new(struct layout *l, const struct inline_context *c, xmlNodePtr content, const char *label,
                      struct tag_node *label_node);
/* The same for plain words. */
struct para *para_new_text(struct layout *l, const struct inline_context *c, const char *text);

/* Widest piece that cannot be broken, and the width on one line, both without indents. */
double para_min_width(const struct para *p);
double para_natural_width(const struct para *p);

/* Breaks into lines of this width, once. `room_before` is how far a hanging label may reach out before the lines; the role
   says how far it wants to. A label that finds too little room moves the first line, or stands in
   lines of its own. */
void para_break(struct layout *l, struct para *p, double width, double room_before);

/* Baseline below the top of a line of this role. */
double role_baseline(const struct style_role *r, double leading);

/* Paints line i, the top left corner of the lines' room at (x, y) of the page. */
void para_paint_line(struct layout *l, struct canvas *canvas, const struct para *p, int i, double x, double y,
                     enum artifact artifact);

/* How much stands from the decimal sign on (behind the last digit, where there is no sign): what lining numbers up needs. */
double para_decimal_tail(const struct para *p);

/* White space folded to single spaces, ends stripped; g_free the result. */
char *inline_plain_text(xmlNodePtr content);

#endif

/* Pages onto a cairo PDF surface. What comes out is a plain PDF whose page contents hold, between pieces that
   belong to different structure nodes, a marker that finish.c turns into marked content. */
#ifndef PAINT_H
#define PAINT_H

#include <glib.h>

#include "diag.h"
#include "page.h"

/* One marked-content sequence, in the order of the page's content. */
struct mark {
    struct tag_node *node;   /* NULL: an artifact */
    enum artifact artifact;  /* what kind, when node is NULL */
    const char *actual;      /* replacement text of this piece, or NULL; owned by the `painted` */
    int page;                /* from 0 */
    int mcid;                /* number on its page, from 0; -1 for artifacts */
};

/* An active area, in painting order. */
struct painted_link {
    const struct page_item *item;
    int page;
    int before; /* number of marks of the document when it was met */
};

struct painted {
    GByteArray *pdf;   /* cairo's file */
    GArray *marks;     /* of struct mark, the whole document */
    GArray *links;     /* of struct painted_link */
    int *first_mark;   /* page -> index of its first mark; one entry more than pages */
    GPtrArray *stand_ins; /* char *: text that code point PAINT_STAND_IN + index stands for in ToUnicode maps */
    GStringChunk *strings;
};

/* Texts of several characters reach cairo as one code point of the private planes. */
#define PAINT_STAND_IN 0xF0000
#define PAINT_STAND_IN_LAST 0x10FFFD

/* How a marker looks in the content: a fill in one of two colours of its own, in turns, because cairo does not set a
   colour twice. The colour's syntax starts with PAINT_MARKER_COLOUR and ends with " rg ". */
#define PAINT_MARKER_RED 0.015625
#define PAINT_MARKER_GREEN 0.984375
#define PAINT_MARKER_BLUE(odd) ((odd) ? 0.515625 : 0.53125)
#define PAINT_MARKER_COLOUR "0.015625 0.984375 0.5"
#define PAINT_MARKER_AREA "0 0 1 1 re f\n"

/* NULL after a message in `d`. */
struct painted *paint_pages(struct pages *p, struct diag *d);
void painted_free(struct painted *painted);

#endif

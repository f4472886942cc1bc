/* Pages into page contents (ISO 32000-1, clause 8 and 9) with marked content: each piece in the mark of its structure
   node, or in an artifact's. */
#ifndef PAINT_H
#define PAINT_H

#include <glib.h>

#include "diag.h"
#include "fontbook.h"
#include "page.h"

/* One marked-content sequence, in the order of the page's content. */
struct mark {
    struct tag_node *node;   /* NULL: an artifact */
    enum artifact artifact;  /* what kind, when node is NULL */
    int page;                /* from 0 */
    int mcid;                /* number on its page, from 0; -1 for artifacts */
};

/* An active area, in painting order. */
struct painted_link {
    const struct page_item *item;
    int page;
    int before; /* number of marks of the document when it was met */
};

struct painter {
    struct pages *pages;
    struct fontbook *book;
    GHashTable *words;     /* struct shaped -> struct word */
    GHashTable *hyphens;   /* the same for hyphens of the breaker */
    GHashTable *fonts;     /* PangoFont -> struct font */
    GArray *marks;         /* of struct mark: pages painted so far */
    GArray *links;         /* of struct painted_link */
    int *first_mark;       /* page -> index of its first mark; one entry more than pages */
};

/* Looks at every page, and makes the book of its fonts and pictures. NULL after a message in `d`. */
struct painter *painter_new(struct pages *p, struct diag *d);
void painter_free(struct painter *p);

/* Appends the content of a page, and to `resources` the names of the fonts and pictures it uses (const char *, each
   once). Pages must be painted in order, each once. */
void painter_page(struct painter *p, int page, GString *content, GPtrArray *resources);

#endif

/* A resolved document as pages. `layout_document` is the way in; the rest is shared by inline.c, table.c and flow.c. */
#ifndef LAYOUT_H
#define LAYOUT_H

#include <libxml/tree.h>

#include "diag.h"
#include "page.h"
#include "shape.h"
#include "style.h"

/* Lays out a document tree that resolve has filled (urn:rapporteur:document). `folder` is the dossier, for pictures. Content
   that cannot be shown is an error in d; the pages are made all the same. Never NULL. pages_free the result. */
struct pages *layout_document(xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d);

/* For tests: all text takes the way of mixed directions. */
struct pages *layout_document_slowly(xmlDocPtr resolved, const struct style *style, const char *folder,
                                     struct diag *d);

/* ---- shared by the stages ---- */

struct layout {
    struct pages *pages;
    struct arena *arena;           /* of the pages */
    struct arena *scratch;         /* of what is gone when the pages are made */
    const struct style *style;
    const char *folder;
    struct diag *d;
    struct shaper *shaper;
    const struct style_page *master;
    double block_w;                /* width of the text block of this master */
    gboolean rtl;                  /* reading direction of the document */
    gboolean slow;
    gboolean line_numbers;         /* every fifth line of a page has its number in the margin */
    const char *lang;
    GHashTable *anchors;           /* id -> page index + 1 */
    GArray *late;                  /* of struct late: page numbers to be filled in */
    int depth;                     /* of notes in notes, as a stop */
    GArray *end_notes;             /* of struct end_note: called, not yet shown; NULL: notes stand at the foot of pages */
    const char *notes_title;       /* over them */
};

/* A page number that is known at the end. */
struct late {
    struct placed *placed;
    const struct face *face;
    const char *destination;
    double edge;                   /* where it ends; right to left, where its left side is */
    gboolean rtl;
};

/* A note that stands at the end. */
struct end_note {
    xmlNodePtr element;
    const char *lang, *origin;     /* where it is called */
};

/* What is painted on one page; artifacts that lie under the text are joined to its front at the end. */
struct canvas {
    struct page *page;
    int index;
    GArray *under;                 /* of struct page_item: fills and rules */
    GArray *over;                  /* of struct page_item: repeated heads, running heads and feet */
};

/* A note: its lines stand at the foot of the page where it is called. */
struct note {
    const char *id;
    struct galley *galley;
};

/* Pages are of this master from here on. */
void layout_use_master(struct layout *l, const struct style_page *master);

/* Makes the note's node (behind the reference, under `parent`) and its lines. */
struct note *layout_note(struct layout *l, xmlNodePtr element, struct tag_node *parent, const char *lang,
                         const char *origin);

struct page_item *canvas_under(struct canvas *c, enum item_kind kind);
struct page_item *canvas_item(struct canvas *c, enum item_kind kind, enum artifact artifact, struct tag_node *node);
void canvas_rule(struct canvas *c, double x, double y, double w, double thickness, struct colour colour);

/* An attribute without namespace as a string of the layout's scratch arena, or NULL. */
const char *layout_attribute(struct layout *l, xmlNodePtr n, const char *name);
const char *layout_lang(struct layout *l, xmlNodePtr n, const char *otherwise);
double layout_number(struct layout *l, xmlNodePtr n, const char *name, double otherwise);
gboolean layout_is(xmlNodePtr n, const char *name);
/* The first child element of that name, or NULL. */
xmlNodePtr layout_child(xmlNodePtr parent, const char *name);

#endif

/* Blocks of the tree: paragraphs, lists, quotations, facts, tables, sections, read before any width is known. */
#ifndef BLOCK_H
#define BLOCK_H

#include "flow.h"
#include "inline.h"
#include "layout.h"

/* Where blocks stand; copied and changed on the way down the tree. */
struct block_context {
    struct layout *l;
    GArray *blocks;                /* of struct block: where they go */
    struct tag_node *parent;
    const char *lang, *origin;
    gboolean rtl;
    double start, end;             /* indents so far */
    const struct style_role *role; /* of plain paragraphs here: body, a cell's, a note's */
    gboolean cell;                 /* inside a table cell */
    gboolean verbatim;             /* official wording: kept on one page where that is possible */
    int list_depth;
    const char *label;             /* hangs before the first paragraph that comes, or NULL */
    struct tag_node *label_node;
    struct anchor *anchors;        /* of what comes first */
};

/* Turns the block elements under a parent into blocks and nodes. The label and anchors of the context are used up. */
void block_walk(struct block_context *c, xmlNodePtr parent);
/* One paragraph element; `leaf`: the context's parent itself is its node. */
void block_paragraph(struct block_context *c, xmlNodePtr p, gboolean leaf);
/* The notes that wait for the end, under a heading with this id. */
void block_end_notes(struct block_context *c, const char *id);
void block_anchor(struct block_context *c, const char *id);
/* Origin and language of an element into a node, and the inner context's language. */
void block_mark(struct block_context *c, struct tag_node *node, xmlNodePtr n);

/* ---- for elements that others read (panel.c) ---- */

struct tag_node *block_node(struct block_context *c, enum tag tag);
/* A block with the context's indents and anchors; valid until the next one is added. */
struct block *block_add(struct block_context *c, enum block_kind kind);
/* A paragraph with the space and keeps of its role. */
struct block *block_add_para(struct block_context *c, struct para *p, const struct style_role *role);
struct inline_context block_inline(const struct block_context *c, const struct style_role *role, struct tag_node *node);
/* "Table 1" on a line of its own and the title below it, as paragraphs of `parent`; full: as wide as the text block. */
void block_caption(struct block_context *c, xmlNodePtr element, struct tag_node *parent, double before, gboolean full);
void block_table(struct block_context *c, xmlNodePtr table);
void block_title(struct block_context *c, xmlNodePtr n, const char *role, enum tag tag);

#endif

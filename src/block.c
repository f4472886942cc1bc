/* The tree walk: block elements of the resolved document into blocks that have no width yet, with their structure nodes, in
   document order. A node that holds text holds no other node, so that the order of nodes is the order of reading. */
#include "block.h"

#include <math.h>
#include <string.h>

#include "panel.h"
#include "table.h"

#define FACTS_TOGETHER 10 /* lines of facts that are not torn over pages */

void block_anchor(struct block_context *c, const char *id)
{
    struct anchor *a;

    if (!id)
        return;
    a = arena_new_of(c->l->scratch, struct anchor);
    a->id = arena_strdup(c->l->arena, id);
    a->next = c->anchors;
    c->anchors = a;
}

void block_mark(struct block_context *c, struct tag_node *node, xmlNodePtr n)
{
    const char *origin, *lang, *dir;

    if (!n->properties)
        return;
    origin = layout_attribute(c->l, n, "origin");
    lang = layout_lang(c->l, n, c->lang);
    dir = layout_attribute(c->l, n, "dir");
    if (origin) {
        c->origin = origin;
        if (node)
            node->origin = arena_strdup(c->l->arena, origin);
    }
    if (strcmp(lang, c->lang)) {
        if (node)
            node->lang = arena_strdup(c->l->arena, lang);
        c->lang = lang;
    }
    if (dir)
        c->rtl = !strcmp(dir, "rtl");
}

struct tag_node *block_node(struct block_context *c, enum tag tag)
{
    return tag_node_new(c->l->arena, c->parent, tag);
}

struct block *block_add(struct block_context *c, enum block_kind kind)
{
    struct block *b;

    g_array_set_size(c->blocks, c->blocks->len + 1);
    b = &g_array_index(c->blocks, struct block, c->blocks->len - 1);
    b->kind = kind;
    b->start = c->start;
    b->end = c->end;
    b->anchors = c->anchors;
    c->anchors = NULL;
    return b;
}

struct block *block_add_para(struct block_context *c, struct para *p, const struct style_role *role)
{
    struct block *b = block_add(c, BLOCK_PARA);

    b->para = p;
    p->total = !c->cell && !p->leader;
    b->start += role->start;
    b->end += role->end;
    b->before = role->before;
    b->after = role->after;
    b->keep_next = role->keep_next;
    b->keep_together = role->keep_together || (c->verbatim && c->cell);
    b->orphans = role->orphans;
    b->widows = role->widows;
    return b;
}

struct inline_context block_inline(const struct block_context *c, const struct style_role *role, struct tag_node *node)
{
    return (struct inline_context){.role = role, .node = node, .lang = c->lang, .origin = c->origin, .rtl = c->rtl};
}


/* The role of a paragraph: the context's, changed by what the paragraph is for. */
static const struct style_role *paragraph_role(struct block_context *c, xmlNodePtr p, const struct style_colour **colour)
{
    const char *name = layout_attribute(c->l, p, "role");
    const struct style *style = c->l->style;
    struct style_role *role;

    if (!name || !strcmp(name, "body"))
        return c->role;
    if (!strcmp(name, "heading")) { /* of a quoted text */
        role = arena_new_of(c->l->scratch, struct style_role);
        *role = *c->role;
        role->weight = 700;
        role->keep_next = TRUE;
        role->hyphenate = FALSE;
        return role;
    }
    if (!c->cell)
        return style_has_role(style, name) && !strcmp(c->role->id, "body") ? style_role(style, name) : c->role;
    if (strcmp(name, "label")) {
        *colour = style_colour(style, "quiet");
        return c->role;
    }
    role = arena_new_of(c->l->scratch, struct style_role);
    *role = *c->role;
    role->italic = !role->italic;
    role->keep_next = TRUE;
    return role;
}

/* A label whose item does not start with a paragraph gets a line of its own. */
static void label_alone(struct block_context *c, const struct style_role *role)
{
    struct inline_context in = block_inline(c, role, c->label_node);
    struct para *p;

    if (!c->label)
        return;
    p = para_new_text(c->l, &in, "");
    p->label = para_new_text(c->l, &in, c->label);
    block_add_para(c, p, role)->keep_next = TRUE;
    c->label = NULL;
    c->anchors = NULL;
}

static gboolean is_source(struct layout *l, xmlNodePtr p)
{
    const char *role = layout_attribute(l, p, "role");

    return role && !strcmp(role, "source");
}

void block_paragraph(struct block_context *c, xmlNodePtr p, gboolean leaf)
{
    const char *label = layout_attribute(c->l, p, "label"), *numbered = layout_attribute(c->l, p, "numbered");
    const struct style_colour *colour = NULL;
    const struct style_role *role = paragraph_role(c, p, &colour);
    struct tag_node *node = leaf ? c->parent : block_node(c, TAG_P), *label_node;
    struct inline_context in;
    struct block_context here;
    struct block *b;

    if (c->label && label && strcmp(c->label, label)) /* a numbered paragraph first in a list item: two labels, two lines */
        label_alone(c, role);
    label_node = c->label_node;
    here = *c;
    block_mark(&here, node, p);
    block_anchor(&here, layout_attribute(c->l, p, "id"));
    if (numbered && !strcmp(numbered, "yes") && label && !c->cell && !strcmp(role->id, "body"))
        role = style_role(c->l->style, "numbered");
    if (c->label) {
        label = c->label;
        c->label = NULL;
        c->label_node = NULL;
    } else
        label_node = NULL;
    in = block_inline(&here, role, node);
    in.colour = colour;
    b = block_add_para(&here, para_new(c->l, &in, p, label, label_node), role);
    b->para->rtl = here.rtl;
    if (is_source(c->l, p) && xmlPreviousElementSibling(p)) /* it stays with what it is the source of */
        b->penalty = BREAK_KEPT;
    c->anchors = NULL;
}

/* How far the items of a list stand in: as far as its role says, or as its widest label asks, so that "(xxviii)" hangs as "(i)"
   does; twice the role's indent is the most. */
static double list_start(struct block_context *c, xmlNodePtr list, const struct style_role *look)
{
    double widest = 0, room = look->start - look->label - look->label_gap;

    for (xmlNodePtr n = xmlFirstElementChild(list); n; n = xmlNextElementSibling(n)) {
        const char *label = layout_attribute(c->l, n, "label");
        struct inline_context in = block_inline(c, look, NULL);

        in.role = c->role;
        if (label && strlen(label) > 2)
            widest = MAX(widest, para_natural_width(para_new_text(c->l, &in, label)));
    }
    return look->start + CLAMP(widest - room, 0, look->start);
}

/* Whether the label of an item can hang in front of the first line of this, its first element. */
static gboolean takes_label(xmlNodePtr first)
{
    if (first && layout_is(first, "quotation"))
        first = xmlFirstElementChild(first);
    return !first || layout_is(first, "p");
}

static void layout_list(struct block_context *c, xmlNodePtr list)
{
    static const struct { const char *kind; enum list_numbering numbering; } kinds[] = {
        {"alpha", LIST_LOWER_ALPHA}, {"roman", LIST_LOWER_ROMAN}, {"decimal", LIST_DECIMAL}, {"bullet", LIST_DISC}};
    const char *kind = layout_attribute(c->l, list, "kind");
    const struct style_role *look = style_role(c->l->style, c->cell ? "cell-list" : "list");
    struct block_context here = *c;
    struct style_role *role = arena_new_of(c->l->scratch, struct style_role);

    here.parent = block_node(c, TAG_L);
    for (guint i = 0; kind && i < G_N_ELEMENTS(kinds); i++)
        if (!strcmp(kind, kinds[i].kind))
            here.parent->numbering = kinds[i].numbering;
    block_mark(&here, here.parent, list);
    block_anchor(&here, layout_attribute(c->l, list, "id"));
    *role = *c->role;
    if (c->role->start > 0 && c->list_depth)
        here.start += c->role->start;
    role->start = list_start(c, list, look);
    role->label = look->label;
    role->label_align = look->label_align;
    role->label_gap = look->label_gap;
    role->after = look->after;
    here.role = role;
    here.list_depth = c->list_depth + 1;
    for (xmlNodePtr n = xmlFirstElementChild(list); n; n = xmlNextElementSibling(n)) {
        struct block_context item = here;
        const char *label = layout_attribute(c->l, n, "label");

        item.parent = tag_node_new(c->l->arena, here.parent, TAG_LI);
        block_mark(&item, item.parent, n);
        block_anchor(&item, layout_attribute(c->l, n, "id"));
        here.anchors = NULL;
        if (label || (kind && !strcmp(kind, "bullet"))) {
            item.label = label ? label : c->l->style->bullets[MIN(c->list_depth, 2)];
            item.label_node = tag_node_new(c->l->arena, item.parent, TAG_LBL);
        }
        item.parent = tag_node_new(c->l->arena, item.parent, TAG_LBODY);
        if (item.label && !takes_label(xmlFirstElementChild(n)))
            label_alone(&item, role);
        block_walk(&item, n);
        label_alone(&item, role);
    }
    if (c->blocks->len) { /* the last item ends as the surrounding text does */
        struct block *b = &g_array_index(c->blocks, struct block, c->blocks->len - 1);

        if (!c->list_depth)
            b->after = MAX(b->after, c->role->after);
    }
    c->anchors = NULL;
}

static void layout_quotation(struct block_context *c, xmlNodePtr n)
{
    const struct style_role *look = style_role(c->l->style, "quotation");
    struct block_context here = *c;
    guint first = c->blocks->len;
    const char *verbatim = layout_attribute(c->l, n, "verbatim");

    here.parent = block_node(c, TAG_BLOCKQUOTE);
    here.verbatim = verbatim && !strcmp(verbatim, "yes");
    block_mark(&here, here.parent, n);
    block_anchor(&here, layout_attribute(c->l, n, "id"));
    if (!c->cell) {
        here.start += look->start;
        here.end += look->end;
        if (!c->list_depth && !strcmp(c->role->id, "body")) {
            struct style_role *role = arena_new_of(c->l->scratch, struct style_role);

            *role = *look;
            role->start = role->end = 0;
            role->id = "body";
            here.role = role;
        } else if (c->label) { /* it hangs where that of other items does */
            struct style_role *role = arena_new_of(c->l->scratch, struct style_role);

            *role = *c->role;
            role->label -= look->start;
            here.role = role;
        }
    }
    block_walk(&here, n);
    if (!c->cell && c->blocks->len > first)
        g_array_index(c->blocks, struct block, first).before =
            MAX(look->before, g_array_index(c->blocks, struct block, first).before);
    c->label = here.label;
    c->label_node = here.label_node;
    c->anchors = NULL;
}

/* A line of a listing with spaces that stay: all but single ones inside become no-break spaces, a tab goes to the next
   fourth column. */
static char *listing_line(const char *line, gsize size)
{
    GString *out = g_string_new(NULL);
    int column = 0;
    gboolean space = TRUE; /* the one before was one */

    for (const char *p = line; p < line + size;) {
        const char *next = g_utf8_next_char(p);

        if (*p == '\t' || *p == ' ') {
            int n = *p == '\t' ? 4 - column % 4 : 1;

            for (int i = 0; i < n; i++, column++) {
                gboolean last = *p == ' ' && !space && next < line + size && *next != ' ' && *next != '\t';

                g_string_append(out, last ? " " : "\u00a0");
            }
            space = TRUE;
        } else {
            g_string_append_len(out, p, next - p);
            space = FALSE;
            column++;
        }
        p = next;
    }
    if (!out->len)
        g_string_append(out, "\u00a0");
    return g_string_free(out, FALSE);
}

/* One paragraph and one piece of code, line by line. */
static void layout_listing(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    struct style_role *role = arena_new_of(l->scratch, struct style_role);
    struct block_context here = *c;
    struct tag_node *p = block_node(c, TAG_P), *code = tag_node_new(l->arena, p, TAG_CODE);
    xmlChar *text = xmlNodeGetContent(n);
    const char *line = (const char *)text;
    guint first = c->blocks->len;

    *role = *style_role(l->style, "listing");
    if (c->cell) {
        role->size = c->role->size * 0.9;
        role->leading = c->role->leading;
    }
    role->start = c->role->start;
    block_mark(&here, p, n);
    block_anchor(&here, layout_attribute(l, n, "id"));
    do {
        gsize size = strcspn(line, "\n");
        char *words = listing_line(line, size);
        struct inline_context in = block_inline(&here, role, code);
        struct block *b = block_add_para(&here, para_new_text(l, &in, words), role);

        b->before = b->after = 0;
        b->orphans = b->widows = 1;
        g_free(words);
        line += size;
        line += *line == '\n';
        here.anchors = NULL;
    } while (*line);
    if (c->blocks->len > first) {
        g_array_index(c->blocks, struct block, first).before = role->before;
        g_array_index(c->blocks, struct block, c->blocks->len - 1).after = role->after;
    }
    xmlFree(text);
    c->anchors = NULL;
}

/* Whether the element before this one says where something comes from. */
static gboolean follows_source(struct layout *l, xmlNodePtr n)
{
    xmlNodePtr before = xmlPreviousElementSibling(n);

    return before && layout_is(before, "p") && is_source(l, before);
}

/* Pairs as a list of labelled items: "Position: Supported" is how it is read aloud. */
static void layout_facts(struct block_context *c, xmlNodePtr facts)
{
    const struct style_role *role = style_role(c->l->style, "facts"), *term = style_role(c->l->style, "facts-term");
    struct block_context here = *c;
    guint first = c->blocks->len;
    double width = MAX(role->size * 4, c->l->block_w - c->start - c->end - role->start), lines = 0; /* about how many */

    here.parent = block_node(c, TAG_L);
    block_mark(&here, here.parent, facts);
    block_anchor(&here, layout_attribute(c->l, facts, "id"));
    for (xmlNodePtr n = xmlFirstElementChild(facts); n; n = xmlNextElementSibling(n)) {
        struct block_context item = here;
        struct inline_context in;
        xmlNodePtr t = layout_child(n, "term"), v = layout_child(n, "value");
        struct para *hanging, *p;

        here.anchors = NULL;
        if (!t || !v)
            continue;
        item.parent = tag_node_new(c->l->arena, here.parent, TAG_LI);
        block_mark(&item, item.parent, n);
        in = block_inline(&item, term, tag_node_new(c->l->arena, item.parent, TAG_LBL));
        hanging = para_new(c->l, &in, t, NULL, NULL);
        in = block_inline(&item, role, tag_node_new(c->l->arena, item.parent, TAG_LBODY));
        p = para_new(c->l, &in, v, NULL, NULL);
        p->label = hanging;
        lines += MAX(1, ceil(para_natural_width(p) / width));
        block_add_para(&item, p, role);
    }
    if (lines <= FACTS_TOGETHER) { /* with the line of their source in front of them */
        for (guint i = first + 1; i < c->blocks->len; i++)
            g_array_index(c->blocks, struct block, i).penalty = BREAK_KEPT;
        if (first && follows_source(c->l, facts))
            g_array_index(c->blocks, struct block, first).penalty = BREAK_KEPT;
    } else
        for (guint i = first + 1; i < c->blocks->len; i++) /* neither the first nor the last pair stands alone */
            g_array_index(c->blocks, struct block, i).penalty =
                i == first + 1 || i + 1 == c->blocks->len ? BREAK_LONELY : BREAK_REMNANT;
    if (c->blocks->len > first)
        g_array_index(c->blocks, struct block, c->blocks->len - 1).after = MAX(role->after, c->role->after);
    c->anchors = NULL;
}


/* What a note says, behind its label, into the blocks of a context whose role and indents are those of notes. */
static void note_blocks(struct block_context *c, xmlNodePtr element, struct tag_node *parent)
{
    const char *id = layout_attribute(c->l, element, "id");

    if (parent) {
        c->parent = tag_node_new(c->l->arena, parent, TAG_NOTE);
        c->parent->id = arena_strdup(c->l->arena, id);
        block_mark(c, c->parent, element);
    }
    block_anchor(c, id);
    c->label = layout_attribute(c->l, element, "label");
    c->label_node = c->parent && c->label ? tag_node_new(c->l->arena, c->parent, TAG_LBL) : NULL;
    c->l->depth++;
    block_walk(c, element);
    c->l->depth--;
}

struct note *layout_note(struct layout *l, xmlNodePtr element, struct tag_node *parent, const char *lang,
                         const char *origin)
{
    const struct style_role *role = style_role(l->style, "footnote");
    struct note *note = arena_new_of(l->scratch, struct note);
    struct block_context c = {.l = l, .blocks = g_array_new(FALSE, TRUE, sizeof(struct block)), .lang = lang,
                              .origin = origin, .rtl = l->rtl, .start = l->master->indent_start,
                              .end = l->master->indent_end, .role = role};

    if (l->depth > 3) { /* notes in notes in notes: the schema forbids them */
        g_array_free(c.blocks, TRUE);
        return NULL;
    }
    note->galley = arena_new_of(l->scratch, struct galley);
    *note->galley = galley_new(l->scratch);
    note_blocks(&c, element, parent);
    for (guint i = 0; i < c.blocks->len; i++)
        galley_add(l, note->galley, &g_array_index(c.blocks, struct block, i), l->block_w);
    g_array_free(c.blocks, TRUE);
    return note;
}

static void add_outline(struct layout *l, int level, const char *label, const char *words, const char *id)
{
    char *title = label ? g_strconcat(label, " ", words, NULL) : g_strdup(words);
    const struct outline_entry *last =
        l->pages->outline->len ? &g_array_index(l->pages->outline, struct outline_entry, l->pages->outline->len - 1) : NULL;
    struct outline_entry entry = {.title = arena_strdup(l->arena, title), .destination = arena_strdup(l->arena, id),
                                  .level = MIN(level, last ? last->level + 1 : 1)};

    g_array_append_val(l->pages->outline, entry);
    g_free(title);
}

void block_end_notes(struct block_context *c, const char *id)
{
    struct layout *l = c->l;
    const struct style_role *heading = style_role(l->style, "heading-1");
    struct block_context here = *c;
    struct inline_context in;

    if (!l->end_notes || !l->end_notes->len)
        return;
    here.parent = block_node(c, TAG_SECT);
    block_anchor(&here, id);
    in = block_inline(&here, heading, block_node(&here, TAG_H2));
    block_add_para(&here, para_new_text(l, &in, l->notes_title), heading);
    add_outline(l, 1, NULL, l->notes_title, id);
    here.role = style_role(l->style, "footnote");
    for (guint i = 0; i < l->end_notes->len; i++) {
        const struct end_note *n = &g_array_index(l->end_notes, struct end_note, i);
        struct block_context note = here;

        note.lang = n->lang;
        note.origin = n->origin;
        note_blocks(&note, n->element, here.parent);
    }
    g_array_set_size(l->end_notes, 0);
}

/* "Table 1" on its own line, the title below it. */
void block_caption(struct block_context *c, xmlNodePtr n, struct tag_node *parent, double before, gboolean full)
{
    const char *label = layout_attribute(c->l, n, "label");
    xmlNodePtr caption = layout_child(n, "caption");
    struct inline_context in;
    const struct style_role *role;
    struct block_context here = *c;

    if (full)
        here.start = here.end = 0;
    if (label) {
        role = style_role(c->l->style, "table-label");
        in = block_inline(c, role, tag_node_new(c->l->arena, parent, TAG_P));
        block_add_para(&here, para_new_text(c->l, &in, label), role)->keep_next = TRUE;
    }
    if (caption) {
        role = style_role(c->l->style, "table-caption");
        in = block_inline(c, role, tag_node_new(c->l->arena, parent, TAG_P));
        block_add_para(&here, para_new(c->l, &in, caption, NULL, NULL), role)->keep_next = TRUE;
    }
    c->anchors = here.anchors;
}

static void table_notes(struct block_context *c, xmlNodePtr notes, gboolean full)
{
    struct block_context here = *c;

    if (full)
        here.start = here.end = 0;
    here.role = style_role(c->l->style, "table-note");
    for (xmlNodePtr p = xmlFirstElementChild(notes); p; p = xmlNextElementSibling(p)) {
        const char *label = layout_attribute(c->l, p, "label"), *id = layout_attribute(c->l, p, "id");
        struct block_context item = here;

        if (label) {
            item.parent = tag_node_new(c->l->arena, c->parent, TAG_NOTE);
            item.parent->id = arena_strdup(c->l->arena, id);
            item.label = label;
            item.label_node = tag_node_new(c->l->arena, item.parent, TAG_LBL);
        } else {
            struct style_role *flush = arena_new_of(c->l->scratch, struct style_role);

            *flush = *here.role;
            flush->start = flush->label = 0;
            item.role = flush;
        }
        block_paragraph(&item, p, FALSE);
        here.anchors = NULL;
    }
}

/* A table with too little room for its words is set smaller, down to the limit of its look. Where that is not enough it goes
   onto a page that lies, as large as that page has room for. Gives the page's master, or NULL. */
static const struct style_page *fit_table(struct block_context *c, xmlNodePtr n, struct tag_node *node, struct table **t)
{
    struct layout *l = c->l;
    struct tag_node *before = node->last;
    const struct style_page *lying = style_page(l->style, "landscape"), *turned = NULL;
    const char *role = layout_attribute(l, n, "role");
    guint notes = l->end_notes ? l->end_notes->len : 0;
    double width = l->block_w - c->start - c->end, scale, lying_w = lying->w - lying->inner - lying->outer;

    *t = table_new(c, n, node); /* its cells have lists of blocks of their own */
    scale = width / table_least_width(*t, width);
    if (scale >= 0.9999)
        return NULL;
    if (scale < (*t)->look->least_scale && lying_w > l->block_w + 1 && lying->w > lying->h && !(role && !strcmp(role, "data"))) {
        turned = lying;
        scale = MIN(1, lying_w / table_least_width(*t, lying_w));
    }
    scale = MAX(scale, (*t)->look->least_scale);
    if (scale < 0.9999) {
        if (l->end_notes) /* they are called once */
            g_array_set_size(l->end_notes, notes);
        table_drop(*t);
        node->last = before;
        *(before ? &before->next : &node->first) = NULL;
        *t = table_new_scaled(c, n, node, scale);
    }
    return turned;
}

/* The blocks of a table, with the headings right before it, go onto pages of another master, as wide as its text block. */
static void turn_blocks(struct block_context *c, guint first, const struct style_page *master, gboolean full)
{
    for (guint i = first; i < c->blocks->len; i++) {
        struct block *b = &g_array_index(c->blocks, struct block, i);

        b->master = master;
        if (!full) {
            b->start -= c->start;
            b->end -= c->end;
        }
    }
    for (; first && g_array_index(c->blocks, struct block, first - 1).keep_next; first--) {
        struct block *b = &g_array_index(c->blocks, struct block, first - 1);

        b->master = master;
        b->start = MAX(0, b->start + master->indent_start - c->l->master->indent_start);
    }
}

void block_table(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    struct block_context here = *c;
    const struct style_table *look = style_table(l->style, layout_attribute(l, n, "role"));
    struct tag_node *node = block_node(c, TAG_TABLE);
    xmlNodePtr notes = layout_child(n, "notes");
    const struct style_page *turned;
    struct table *table;
    struct block *b;
    guint first = c->blocks->len, first_note;

    block_mark(&here, node, n);
    node->id = arena_strdup(l->arena, layout_attribute(l, n, "id"));
    block_anchor(&here, layout_attribute(l, n, "id"));
    if (layout_attribute(l, n, "label") || layout_child(n, "caption"))
        block_caption(&here, n, tag_node_new(l->arena, node, TAG_CAPTION), look->before, look->full);
    if (look->full)
        here.start = here.end = 0;
    turned = fit_table(&here, n, node, &table);
    b = block_add(&here, BLOCK_TABLE);
    b->table = table;
    b->before = c->blocks->len - 1 > first ? 0 : look->before;
    b->after = notes ? 4 : look->after;
    b->keep_next = notes != NULL;
    if (notes) {
        struct block_context below = *c;

        below.anchors = NULL;
        block_mark(&below, NULL, n);
        first_note = c->blocks->len;
        table_notes(&below, notes, look->full);
        g_array_index(c->blocks, struct block, c->blocks->len - 1).after = look->after;
        for (guint i = first_note + 1; i < c->blocks->len; i++) /* notes stay together */
            g_array_index(c->blocks, struct block, i).penalty = BREAK_KEPT;
    }
    if (turned)
        turn_blocks(c, first, turned, look->full);
    c->anchors = NULL;
}

static void layout_contents(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    const char *label = layout_attribute(l, n, "label"), *of = layout_attribute(l, n, "of");
    const struct style_role *role = style_role(l->style, "contents-title");
    gboolean floats = of && strcmp(of, "sections") && style_has_role(l->style, "contents-float");
    struct block_context here = *c;
    struct inline_context in;
    struct { int level; struct tag_node *toc, *item; } lists[4]; /* one within the other */
    int depth = 0;

    block_anchor(&here, layout_attribute(l, n, "id"));
    if (label) {
        in = block_inline(&here, role, block_node(c, TAG_P));
        block_add_para(&here, para_new_text(l, &in, label), role);
    }
    lists[0].level = 0;
    lists[0].toc = block_node(c, TAG_TOC);
    lists[0].item = NULL;
    for (xmlNodePtr e = xmlFirstElementChild(n); e; e = xmlNextElementSibling(e)) {
        int level = CLAMP((int)layout_number(l, e, "level", 1), 1, 3);
        char *name = g_strdup_printf("contents-%d", level);
        char *words = inline_plain_text(e);
        const char *to = layout_attribute(l, e, "to");
        struct tag_node *reference;
        struct link_target *target = arena_new_of(l->arena, struct link_target);
        struct para *p;

        while (depth && level < lists[depth].level)
            depth--;
        if (lists[depth].item && level > lists[depth].level) {
            depth++;
            lists[depth].toc = tag_node_new(l->arena, lists[depth - 1].item, TAG_TOC);
        }
        lists[depth].level = level;
        lists[depth].item = tag_node_new(l->arena, lists[depth].toc, TAG_TOCI);
        reference = tag_node_new(l->arena, lists[depth].item, TAG_REFERENCE);
        role = style_role(l->style, floats ? "contents-float" : name);
        target->node = tag_node_new(l->arena, reference, TAG_LINK);
        target->destination = arena_strdup(l->arena, to);
        target->description = arena_strdup(l->arena, words);
        in = block_inline(&here, role, target->node);
        in.link = target;
        p = para_new(l, &in, e, layout_attribute(l, e, "label"), NULL);
        p->leader = target->destination;
        p->leader_room = role->end;
        p->one_link = TRUE;
        block_add_para(&here, p, role);
        g_free(name);
        g_free(words);
    }
    if (c->blocks->len)
        g_array_index(c->blocks, struct block, c->blocks->len - 1).after = 12;
    c->anchors = NULL;
}

void block_title(struct block_context *c, xmlNodePtr n, const char *role_name, enum tag tag)
{
    const struct style_role *role = style_role(c->l->style, role_name);
    struct block_context here = *c;
    struct tag_node *node = block_node(c, tag);
    struct inline_context in;

    block_mark(&here, node, n);
    block_anchor(&here, layout_attribute(c->l, n, "id"));
    in = block_inline(&here, role, node);
    block_add_para(&here, para_new(c->l, &in, n, NULL, NULL), role);
    c->anchors = NULL;
}

static void layout_section(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    struct block_context here = *c;
    const char *label = layout_attribute(l, n, "label"), *contents = layout_attribute(l, n, "contents");
    const char *numbering = layout_attribute(l, n, "numbering"), *id = layout_attribute(l, n, "id");
    int level = CLAMP((int)layout_number(l, n, "level", 1), 1, 5);
    xmlNodePtr heading = layout_child(n, "heading");

    here.parent = block_node(c, TAG_SECT);
    block_mark(&here, here.parent, n);
    block_anchor(&here, id);
    if (heading) {
        gboolean annex = numbering && !strcmp(numbering, "annex");
        char *name = annex ? g_strdup("heading-annex") : g_strdup_printf("heading-%d", level);
        const struct style_role *role = style_role(l->style, name);
        struct block_context inside = here;
        struct tag_node *node = block_node(&here, (enum tag)(TAG_H1 + MIN(level, 5)));
        struct inline_context in;

        g_free(name);
        block_mark(&inside, node, heading);
        in = block_inline(&inside, role, node);
        block_add_para(&inside, para_new(l, &in, heading, label, NULL), role);
        here.anchors = NULL;
        if (!contents || strcmp(contents, "no")) {
            char *words = inline_plain_text(heading);

            add_outline(l, level, label, words, id);
            g_free(words);
        }
    }
    block_walk(&here, n);
    c->anchors = NULL;
}

void block_walk(struct block_context *c, xmlNodePtr parent)
{
    for (xmlNodePtr n = xmlFirstElementChild(parent); n; n = xmlNextElementSibling(n))
        if (layout_is(n, "p"))
            block_paragraph(c, n, FALSE);
        else if (layout_is(n, "list"))
            layout_list(c, n);
        else if (layout_is(n, "quotation"))
            layout_quotation(c, n);
        else if (layout_is(n, "listing"))
            layout_listing(c, n);
        else if (layout_is(n, "rule"))
            panel_rule(c);
        else if (layout_is(n, "facts"))
            layout_facts(c, n);
        else if (layout_is(n, "table"))
            block_table(c, n);
        else if (layout_is(n, "figure"))
            panel_figure(c, n);
        else if (layout_is(n, "contents"))
            layout_contents(c, n);
        else if (layout_is(n, "title"))
            block_title(c, n, "title", TAG_H1);
        else if (layout_is(n, "subtitle"))
            block_title(c, n, "subtitle", TAG_P);
        else if (layout_is(n, "masthead"))
            panel_masthead(c, n);
        else if (layout_is(n, "cover"))
            panel_cover(c, n);
        else if (layout_is(n, "section"))
            layout_section(c, n);
}

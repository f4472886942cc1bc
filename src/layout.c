/* The tree walk: elements of the resolved document into blocks with their structure nodes, in document order; each part into
   a galley and onto pages; then what only the whole can tell: page numbers of the contents, running heads and
   feet. Nothing is numbered, counted or translated here. */
#include "layout.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "flow.h"
#include "inline.h"
#include "table.h"

/* ---- small hands ---- */

gboolean layout_is(xmlNodePtr n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

const char *layout_attribute(struct layout *l, xmlNodePtr n, const char *name)
{
    const xmlAttr *a = xmlHasNsProp(n, (const xmlChar *)name, NULL);
    xmlChar *value;
    const char *copy;

    if (!a || !a->children)
        return NULL;
    if (!a->children->next && a->children->type == XML_TEXT_NODE)
        return (const char *)a->children->content; /* the tree outlives the layout */
    value = xmlNodeListGetString(n->doc, a->children, 1);
    copy = arena_strdup(l->scratch, (const char *)value);
    xmlFree(value);
    return copy;
}

const char *layout_lang(struct layout *l, xmlNodePtr n, const char *otherwise)
{
    const xmlAttr *a = n->properties ? xmlHasNsProp(n, (const xmlChar *)"lang", XML_XML_NAMESPACE) : NULL;

    return a && a->children ? arena_strdup(l->scratch, (const char *)a->children->content) : otherwise;
}

static double number_of(struct layout *l, xmlNodePtr n, const char *name, double otherwise)
{
    const char *value = layout_attribute(l, n, name);

    return value ? g_ascii_strtod(value, NULL) : otherwise;
}

static xmlNodePtr child(xmlNodePtr parent, const char *name)
{
    for (xmlNodePtr n = xmlFirstElementChild(parent); n; n = xmlNextElementSibling(n))
        if (layout_is(n, name))
            return n;
    return NULL;
}

struct page_item *canvas_under(struct canvas *c, enum item_kind kind)
{
    struct page_item *item;

    g_array_set_size(c->under, c->under->len + 1);
    item = &g_array_index(c->under, struct page_item, c->under->len - 1);
    item->kind = kind;
    item->artifact = ARTIFACT_LAYOUT;
    return item;
}

struct page_item *canvas_item(struct canvas *c, enum item_kind kind, enum artifact artifact, struct tag_node *node)
{
    GArray *list = artifact == ARTIFACT_NONE || artifact == ARTIFACT_LAYOUT ? c->page->items : c->over;
    struct page_item *item;

    g_array_set_size(list, list->len + 1);
    item = &g_array_index(list, struct page_item, list->len - 1);
    item->kind = kind;
    item->artifact = node ? ARTIFACT_NONE : artifact == ARTIFACT_NONE ? ARTIFACT_LAYOUT : artifact;
    item->node = node;
    return item;
}

void canvas_rule(struct canvas *c, double x, double y, double w, double thickness, struct colour colour)
{
    canvas_under(c, ITEM_FILL)->fill = (struct item_fill){x, y - thickness / 2, w, thickness, colour};
}

void layout_anchor(struct block_context *c, const char *id)
{
    struct anchor *a;

    if (!id)
        return;
    a = arena_new_of(c->l->scratch, struct anchor);
    a->id = arena_strdup(c->l->arena, id);
    a->next = c->anchors;
    c->anchors = a;
}

void layout_mark(struct block_context *c, struct tag_node *node, xmlNodePtr n)
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

static struct tag_node *node_new(struct block_context *c, enum tag tag)
{
    return tag_node_new(c->l->arena, c->parent, tag);
}

static struct block *add_block(struct block_context *c, enum block_kind kind)
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

static struct block *add_para(struct block_context *c, struct para *p, const struct style_role *role)
{
    struct block *b = add_block(c, BLOCK_PARA);

    b->para = p;
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

static struct inline_context inline_of(const struct block_context *c, const struct style_role *role, struct tag_node *node)
{
    return (struct inline_context){.role = role, .node = node, .lang = c->lang, .origin = c->origin, .rtl = c->rtl};
}

/* ---- paragraphs, lists, quotations, facts ---- */

/* The role of a paragraph: the context's, changed by what the paragraph is for. */
static const struct style_role *paragraph_role(struct block_context *c, xmlNodePtr p, const struct style_colour **colour)
{
    const char *name = layout_attribute(c->l, p, "role");
    const struct style *style = c->l->style;
    struct style_role *role;

    if (!name || !strcmp(name, "body"))
        return c->role;
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
    struct inline_context in = inline_of(c, role, c->label_node);
    struct para *p;

    if (!c->label)
        return;
    p = para_new_text(c->l, &in, "");
    p->label = para_new_text(c->l, &in, c->label);
    add_para(c, p, role)->keep_next = TRUE;
    c->label = NULL;
    c->anchors = NULL;
}

void layout_paragraph(struct block_context *c, xmlNodePtr p, gboolean leaf)
{
    const char *label = layout_attribute(c->l, p, "label"), *numbered = layout_attribute(c->l, p, "numbered");
    const struct style_colour *colour = NULL;
    const struct style_role *role = paragraph_role(c, p, &colour);
    struct tag_node *node = leaf ? c->parent : node_new(c, TAG_P), *label_node;
    struct inline_context in;
    struct block_context here;
    struct block *b;

    if (c->label && label && strcmp(c->label, label)) /* a numbered paragraph first in a list item: two labels, two lines */
        label_alone(c, role);
    label_node = c->label_node;
    here = *c;
    layout_mark(&here, node, p);
    layout_anchor(&here, layout_attribute(c->l, p, "id"));
    if (numbered && !strcmp(numbered, "yes") && label && !c->cell && !strcmp(role->id, "body"))
        role = style_role(c->l->style, "numbered");
    if (c->label) {
        label = c->label;
        c->label = NULL;
        c->label_node = NULL;
    } else
        label_node = NULL;
    in = inline_of(&here, role, node);
    in.colour = colour;
    b = add_para(&here, para_new(c->l, &in, p, label, label_node), role);
    b->para->rtl = here.rtl;
    c->anchors = NULL;
}

static void layout_list(struct block_context *c, xmlNodePtr list)
{
    static const struct { const char *kind; enum list_numbering numbering; } kinds[] = {
        {"alpha", LIST_LOWER_ALPHA}, {"roman", LIST_LOWER_ROMAN}, {"decimal", LIST_DECIMAL}, {"bullet", LIST_DISC}};
    const char *kind = layout_attribute(c->l, list, "kind");
    const struct style_role *look = style_role(c->l->style, c->cell ? "cell-list" : "list");
    struct block_context here = *c;
    struct style_role *role = arena_new_of(c->l->scratch, struct style_role);

    here.parent = node_new(c, TAG_L);
    for (guint i = 0; kind && i < G_N_ELEMENTS(kinds); i++)
        if (!strcmp(kind, kinds[i].kind))
            here.parent->numbering = kinds[i].numbering;
    layout_mark(&here, here.parent, list);
    layout_anchor(&here, layout_attribute(c->l, list, "id"));
    *role = *c->role;
    if (c->role->start > 0 && c->list_depth)
        here.start += c->role->start;
    role->start = look->start;
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
        layout_mark(&item, item.parent, n);
        layout_anchor(&item, layout_attribute(c->l, n, "id"));
        here.anchors = NULL;
        if (label || (kind && !strcmp(kind, "bullet"))) {
            item.label = label ? label : c->l->style->bullets[MIN(c->list_depth, 2)];
            item.label_node = tag_node_new(c->l->arena, item.parent, TAG_LBL);
        }
        item.parent = tag_node_new(c->l->arena, item.parent, TAG_LBODY);
        if (item.label && xmlFirstElementChild(n) && !layout_is(xmlFirstElementChild(n), "p"))
            label_alone(&item, role);
        layout_blocks(&item, n);
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

    here.parent = node_new(c, TAG_BLOCKQUOTE);
    here.verbatim = verbatim && !strcmp(verbatim, "yes");
    layout_mark(&here, here.parent, n);
    layout_anchor(&here, layout_attribute(c->l, n, "id"));
    if (!c->cell) {
        here.start += look->start;
        here.end += look->end;
        if (!c->list_depth && !strcmp(c->role->id, "body")) {
            struct style_role *role = arena_new_of(c->l->scratch, struct style_role);

            *role = *look;
            role->start = role->end = 0;
            role->id = "body";
            here.role = role;
        }
    }
    layout_blocks(&here, n);
    if (!c->cell && c->blocks->len > first)
        g_array_index(c->blocks, struct block, first).before =
            MAX(look->before, g_array_index(c->blocks, struct block, first).before);
    c->label = here.label;
    c->label_node = here.label_node;
    c->anchors = NULL;
}

/* Pairs as a list of labelled items: "Position: Supported" is how it is read aloud. */
static void layout_facts(struct block_context *c, xmlNodePtr facts)
{
    const struct style_role *role = style_role(c->l->style, "facts"), *term = style_role(c->l->style, "facts-term");
    struct block_context here = *c;
    guint first = c->blocks->len;

    here.parent = node_new(c, TAG_L);
    layout_mark(&here, here.parent, facts);
    layout_anchor(&here, layout_attribute(c->l, facts, "id"));
    for (xmlNodePtr n = xmlFirstElementChild(facts); n; n = xmlNextElementSibling(n)) {
        struct block_context item = here;
        struct inline_context in;
        xmlNodePtr t = child(n, "term"), v = child(n, "value");
        struct para *hanging, *p;

        here.anchors = NULL;
        if (!t || !v)
            continue;
        item.parent = tag_node_new(c->l->arena, here.parent, TAG_LI);
        layout_mark(&item, item.parent, n);
        in = inline_of(&item, term, tag_node_new(c->l->arena, item.parent, TAG_LBL));
        hanging = para_new(c->l, &in, t, NULL, NULL);
        in = inline_of(&item, role, tag_node_new(c->l->arena, item.parent, TAG_LBODY));
        p = para_new(c->l, &in, v, NULL, NULL);
        p->label = hanging;
        add_para(&item, p, role);
    }
    for (guint i = first + 1; i < c->blocks->len; i++) /* neither the first nor the last pair stands alone */
        g_array_index(c->blocks, struct block, i).penalty =
            i == first + 1 || i + 1 == c->blocks->len ? BREAK_LONELY : BREAK_REMNANT;
    if (c->blocks->len > first)
        g_array_index(c->blocks, struct block, c->blocks->len - 1).after = MAX(role->after, c->role->after);
    c->anchors = NULL;
}

/* ---- notes ---- */

struct note *layout_note(struct layout *l, xmlNodePtr element, struct tag_node *parent, const char *lang,
                         const char *origin)
{
    const struct style_role *role = style_role(l->style, "footnote");
    struct note *note = arena_new_of(l->scratch, struct note);
    struct block_context c = {.l = l, .blocks = g_array_new(FALSE, TRUE, sizeof(struct block)), .lang = lang,
                              .origin = origin, .rtl = l->rtl, .start = l->master->indent_start,
                              .end = l->master->indent_end, .role = role};
    const char *id = layout_attribute(l, element, "id");

    if (l->depth > 3) { /* notes in notes in notes: the schema forbids them */
        g_array_free(c.blocks, TRUE);
        return NULL;
    }
    l->depth++;
    note->galley = arena_new_of(l->scratch, struct galley);
    *note->galley = galley_new(l->scratch);
    if (parent) {
        c.parent = tag_node_new(l->arena, parent, TAG_NOTE);
        c.parent->id = arena_strdup(l->arena, id);
        layout_mark(&c, c.parent, element);
    }
    layout_anchor(&c, id);
    c.label = layout_attribute(l, element, "label");
    c.label_node = c.parent && c.label ? tag_node_new(l->arena, c.parent, TAG_LBL) : NULL;
    layout_blocks(&c, element);
    for (guint i = 0; i < c.blocks->len; i++)
        galley_add(l, note->galley, &g_array_index(c.blocks, struct block, i), l->block_w);
    g_array_free(c.blocks, TRUE);
    l->depth--;
    return note;
}

/* ---- tables and figures ---- */

/* "Table 1" on its own line, the title below it. */
static void label_and_caption(struct block_context *c, xmlNodePtr n, struct tag_node *parent, double before, gboolean full)
{
    const char *label = layout_attribute(c->l, n, "label");
    xmlNodePtr caption = child(n, "caption");
    struct inline_context in;
    const struct style_role *role;
    struct block_context here = *c;

    if (full)
        here.start = here.end = 0;
    if (label) {
        role = style_role(c->l->style, "table-label");
        in = inline_of(c, role, tag_node_new(c->l->arena, parent, TAG_P));
        add_para(&here, para_new_text(c->l, &in, label), role)->keep_next = TRUE;
    }
    if (caption) {
        role = style_role(c->l->style, "table-caption");
        in = inline_of(c, role, tag_node_new(c->l->arena, parent, TAG_P));
        add_para(&here, para_new(c->l, &in, caption, NULL, NULL), role)->keep_next = TRUE;
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
        layout_paragraph(&item, p, FALSE);
        here.anchors = NULL;
    }
}

static void layout_table(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    struct block_context here = *c;
    const struct style_table *look = style_table(l->style, layout_attribute(l, n, "role"));
    struct tag_node *node = node_new(c, TAG_TABLE);
    xmlNodePtr notes = child(n, "notes");
    struct block *b;
    guint first = c->blocks->len;

    layout_mark(&here, node, n);
    node->id = arena_strdup(l->arena, layout_attribute(l, n, "id"));
    layout_anchor(&here, layout_attribute(l, n, "id"));
    if (layout_attribute(l, n, "label") || child(n, "caption"))
        label_and_caption(&here, n, tag_node_new(l->arena, node, TAG_CAPTION), look->before, look->full);
    if (look->full)
        here.start = here.end = 0;
    b = add_block(&here, BLOCK_TABLE);
    {
        struct table *t = table_new(&here, n, node); /* may grow the list of blocks? no: cells have their own */

        b = &g_array_index(c->blocks, struct block, c->blocks->len - 1);
        b->table = t;
    }
    b->before = c->blocks->len - 1 > first ? 0 : look->before;
    b->after = notes ? 4 : look->after;
    b->keep_next = notes != NULL;
    if (notes) {
        struct block_context below = *c;

        below.anchors = NULL;
        layout_mark(&below, NULL, n);
        table_notes(&below, notes, look->full);
        g_array_index(c->blocks, struct block, c->blocks->len - 1).after = look->after;
    }
    c->anchors = NULL;
}

static void panel_text(struct layout *l, struct panel *panel, struct para *p, double x, double y, double width)
{
    struct panel_text t = {.para = p, .x = x, .y = y};

    para_break(l, p, width, 0);
    g_array_append_val(panel->texts, t);
}

static struct panel *panel_new(struct layout *l, double w, double h)
{
    struct panel *panel = arena_new_of(l->scratch, struct panel);

    panel->w = w;
    panel->h = h;
    panel->items = g_array_new(FALSE, TRUE, sizeof(struct page_item));
    panel->texts = g_array_new(FALSE, TRUE, sizeof(struct panel_text));
    arena_defer(l->scratch, (GDestroyNotify)g_array_unref, panel->items);
    arena_defer(l->scratch, (GDestroyNotify)g_array_unref, panel->texts);
    return panel;
}

static struct page_item *panel_item(struct panel *panel, enum item_kind kind, struct tag_node *node)
{
    struct page_item *item;

    g_array_set_size(panel->items, panel->items->len + 1);
    item = &g_array_index(panel->items, struct page_item, panel->items->len - 1);
    item->kind = kind;
    item->node = node;
    item->artifact = node ? ARTIFACT_NONE : ARTIFACT_LAYOUT;
    return item;
}

static void panel_stroke(struct panel *panel, struct tag_node *node, double x1, double y1, double x2, double y2,
                         double width, struct colour colour)
{
    panel_item(panel, ITEM_STROKE, node)->stroke =
        (struct item_stroke){.x1 = x1, .y1 = y1, .x2 = x2, .y2 = y2, .width = width, .colour = colour};
}

/* Lines of slope 1 (or -1) through a box, cut at its edges. */
static void hatch(struct panel *panel, struct tag_node *node, double x, double y, double w, double h, gboolean down,
                  struct colour colour)
{
    const double step = 5;

    for (double c = step; c < w + h; c += step) { /* x' + y' = c, within the box */
        double x1 = MIN(c, w), y1 = c - x1, y2 = MIN(c, h), x2 = c - y2;

        if (down)
            panel_stroke(panel, node, x + x1, y + h - y1, x + x2, y + h - y2, 0.7, colour);
        else
            panel_stroke(panel, node, x + x1, y + y1, x + x2, y + y2, 0.7, colour);
    }
}

static void pattern_rect(struct panel *panel, struct tag_node *node, double x, double y, double w, double h,
                         const char *pattern, struct colour colour, struct colour mark)
{
    panel_item(panel, ITEM_FILL, node)->fill = (struct item_fill){x, y, w, h, colour};
    if (!pattern || !strcmp(pattern, "none"))
        return;
    if (!strcmp(pattern, "diagonal") || !strcmp(pattern, "cross"))
        hatch(panel, node, x, y, w, h, FALSE, mark);
    if (!strcmp(pattern, "cross"))
        hatch(panel, node, x, y, w, h, TRUE, mark);
    if (!strcmp(pattern, "horizontal"))
        for (double at = 3; at < h; at += 4)
            panel_stroke(panel, node, x, y + at, x + w, y + at, 0.7, mark);
    if (!strcmp(pattern, "dots"))
        for (double row = 3; row < h - 0.6; row += 4)
            for (double at = 3; at < w - 0.6; at += 4)
                panel_item(panel, ITEM_FILL, node)->fill = (struct item_fill){x + at - 0.5, y + row - 0.5, 1, 1, mark};
}

static void draw_text(struct block_context *c, struct panel *panel, xmlNodePtr n, struct tag_node *node, double scale)
{
    struct layout *l = c->l;
    const char *name = layout_attribute(l, n, "role"), *anchor = layout_attribute(l, n, "anchor");
    const char *tone = layout_attribute(l, n, "tone");
    const struct style_role *role =
        style_role(l->style, name && style_has_role(l->style, name) ? name : "chart-label");
    struct inline_context in = inline_of(c, role, node);
    double x = number_of(l, n, "x", 0) * scale, y = number_of(l, n, "y", 0) * scale, w;
    struct para *p;

    if (tone)
        in.colour = style_colour(l->style, "paper");
    p = para_new(l, &in, n, NULL, NULL);
    p->align = ALIGN_START;
    w = para_natural_width(p);
    if (anchor && !strcmp(anchor, "middle"))
        x -= w / 2;
    else if (anchor && !strcmp(anchor, "end"))
        x -= w;
    x = CLAMP(x, 0, MAX(0, panel->w - w));
    if (tone && style_colour(l->style, tone)->tone) /* so that no pattern runs through the figures */
        panel_item(panel, ITEM_FILL, node)->fill =
            (struct item_fill){x - 1.5, y - role->size * 0.78, w + 3, role->size * 0.95, style_colour(l->style, tone)->light};
    panel_text(l, panel, p, x, y - role_baseline(role, role->leading), w + 1);
}

static struct panel *drawing(struct block_context *c, xmlNodePtr n, struct tag_node *node, double room_w, double room_h)
{
    struct layout *l = c->l;
    double w = MAX(1, number_of(l, n, "width", 1)), h = MAX(1, number_of(l, n, "height", 1));
    double scale = MIN(1, MIN(room_w / w, room_h / h));
    struct panel *panel = panel_new(l, w * scale, h * scale);
    struct colour paper = style_colour(l->style, "paper")->light;

    panel->figure = node;
    for (xmlNodePtr s = xmlFirstElementChild(n); s; s = xmlNextElementSibling(s)) {
        const struct style_colour *tone = style_colour(l->style, layout_attribute(l, s, "tone"));

        if (layout_is(s, "rect"))
            pattern_rect(panel, node, number_of(l, s, "x", 0) * scale, number_of(l, s, "y", 0) * scale,
                         number_of(l, s, "w", 0) * scale, number_of(l, s, "h", 0) * scale,
                         layout_attribute(l, s, "pattern"), tone->light, paper);
        else if (layout_is(s, "line"))
            panel_stroke(panel, node, number_of(l, s, "x1", 0) * scale, number_of(l, s, "y1", 0) * scale,
                         number_of(l, s, "x2", 0) * scale, number_of(l, s, "y2", 0) * scale, 0.5,
                         style_colour(l->style, tone->tone && strcmp(tone->id, "neutral") ? tone->id : "quiet")->light);
        else if (layout_is(s, "text"))
            draw_text(c, panel, s, node, scale);
    }
    return panel;
}

/* Width and height of a PNG in pixels. FALSE: it is none. */
static gboolean png_size(const guchar *data, gsize size, double *w, double *h)
{
    if (size < 24 || memcmp(data, "\x89PNG\r\n\x1a\n", 8))
        return FALSE;
    *w = ((guint)data[16] << 24) | ((guint)data[17] << 16) | ((guint)data[18] << 8) | data[19];
    *h = ((guint)data[20] << 24) | ((guint)data[21] << 16) | ((guint)data[22] << 8) | data[23];
    return *w > 0 && *h > 0 && *w < 65536 && *h < 65536;
}

static void drop_bytes(gpointer bytes)
{
    g_bytes_unref(bytes);
}

/* Reads a picture; NULL: said why. */
static GBytes *picture(struct block_context *c, const char *href, double *w, double *h)
{
    struct layout *l = c->l;
    char *file = NULL, *data = NULL;
    const char *reason = NULL;
    gsize size = 0;

    if (!href || g_path_is_absolute(href) || strstr(href, "..") || strchr(href, ':'))
        reason = "it is not a file inside the dossier";
    else {
        file = g_build_filename(l->folder ? l->folder : ".", href, NULL);
        if (!g_file_get_contents(file, &data, &size, NULL))
            reason = "there is no such file, or it cannot be read";
        else if (!png_size((const guchar *)data, size, w, h))
            reason = "it is not a PNG file";
        else {
            GBytes *bytes = g_bytes_new_take(data, size);

            g_free(file);
            arena_defer(l->arena, drop_bytes, bytes);
            return bytes;
        }
    }
    diag_report(l->d, R606, (struct place){0}, c->origin, "href", href ? href : "", "reason", reason, NULL);
    g_free(file);
    g_free(data);
    return NULL;
}

static struct panel *image(struct block_context *c, xmlNodePtr n, struct tag_node *node, double width, double room_w,
                           double room_h)
{
    struct layout *l = c->l;
    const char *href = layout_attribute(l, n, "href");
    double w = 0, h = 0, scale;
    GBytes *png = picture(c, href, &w, &h);
    struct panel *panel;
    struct page_item *item;

    if (!png)
        return NULL;
    scale = width > 0 ? width / w : 72.0 / 144; /* 144 pixels an inch unless said */
    scale = MIN(scale, MIN(room_w / w, room_h / h));
    panel = panel_new(l, w * scale, h * scale);
    panel->figure = node;
    item = panel_item(panel, ITEM_IMAGE, node);
    item->image = (struct item_image){.w = w * scale, .h = h * scale, .file = arena_strdup(l->arena, href), .png = png};
    return panel;
}

static void layout_figure(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    struct block_context here = *c;
    double room_h = (l->master->h - l->master->top - l->master->bottom) * 0.8;
    double text_w = l->block_w - c->start - c->end, after = style_role(l->style, "body")->after;
    const char *alt = layout_attribute(l, n, "alt");
    struct tag_node *figure;
    struct panel *panel = NULL;
    xmlNodePtr shape, data = child(n, "data");

    layout_mark(&here, NULL, n);
    layout_anchor(&here, layout_attribute(l, n, "id"));
    label_and_caption(&here, n, c->parent, 8, FALSE);
    figure = node_new(c, TAG_FIGURE);
    figure->alt = arena_strdup(l->arena, alt ? alt : "");
    if (here.origin)
        figure->origin = arena_strdup(l->arena, here.origin);
    if ((shape = child(n, "drawing")))
        panel = drawing(&here, shape, figure, number_of(l, shape, "width", 1) > text_w ? l->block_w : text_w, room_h);
    else if ((shape = child(n, "image")))
        panel = image(&here, shape, figure, number_of(l, shape, "width", 0), text_w, room_h);
    if (panel) {
        struct block_context wide = here;
        struct block *b;

        if (panel->w > text_w + 0.01)
            wide.start = MAX(0, l->block_w - c->end - panel->w);
        b = add_block(&wide, BLOCK_PANEL);
        b->panel = panel;
        b->before = 4;
        b->after = data || child(n, "p") ? 4 : after * 2;
        b->keep_next = data || child(n, "p");
        here.anchors = NULL;
    }
    for (xmlNodePtr k = data ? xmlFirstElementChild(data) : NULL; k; k = xmlNextElementSibling(k))
        layout_table(&here, k);
    for (xmlNodePtr k = xmlFirstElementChild(n); k; k = xmlNextElementSibling(k))
        if (layout_is(k, "p"))
            layout_paragraph(&here, k, FALSE);
    if (c->blocks->len)
        g_array_index(c->blocks, struct block, c->blocks->len - 1).after =
            MAX(after * 2, g_array_index(c->blocks, struct block, c->blocks->len - 1).after);
    c->anchors = NULL;
}

/* ---- contents, title, masthead ---- */

static void layout_contents(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    const char *label = layout_attribute(l, n, "label");
    const struct style_role *role = style_role(l->style, "contents-title");
    struct block_context here = *c;
    struct inline_context in;
    struct tag_node *toc;

    layout_anchor(&here, layout_attribute(l, n, "id"));
    if (label) {
        in = inline_of(&here, role, node_new(c, TAG_P));
        add_para(&here, para_new_text(l, &in, label), role);
    }
    toc = node_new(c, TAG_TOC);
    for (xmlNodePtr e = xmlFirstElementChild(n); e; e = xmlNextElementSibling(e)) {
        char *name = g_strdup_printf("contents-%d", CLAMP((int)number_of(l, e, "level", 1), 1, 3));
        char *words = inline_plain_text(e);
        const char *to = layout_attribute(l, e, "to");
        struct tag_node *reference = tag_node_new(l->arena, tag_node_new(l->arena, toc, TAG_TOCI), TAG_REFERENCE);
        struct link_target *target = arena_new_of(l->arena, struct link_target);
        struct para *p;

        role = style_role(l->style, name);
        target->node = tag_node_new(l->arena, reference, TAG_LINK);
        target->destination = arena_strdup(l->arena, to);
        target->description = arena_strdup(l->arena, words);
        in = inline_of(&here, role, target->node);
        in.link = target;
        p = para_new(l, &in, e, layout_attribute(l, e, "label"), NULL);
        p->leader = target->destination;
        p->leader_room = role->end;
        p->one_link = TRUE;
        add_para(&here, p, role);
        g_free(name);
        g_free(words);
    }
    if (c->blocks->len)
        g_array_index(c->blocks, struct block, c->blocks->len - 1).after = 12;
    c->anchors = NULL;
}

static void layout_title(struct block_context *c, xmlNodePtr n, const char *role_name, enum tag tag)
{
    const struct style_role *role = style_role(c->l->style, role_name);
    struct block_context here = *c;
    struct tag_node *node = node_new(c, tag);
    struct inline_context in;

    layout_mark(&here, node, n);
    layout_anchor(&here, layout_attribute(c->l, n, "id"));
    in = inline_of(&here, role, node);
    add_para(&here, para_new(c->l, &in, n, NULL, NULL), role);
    c->anchors = NULL;
}

/* A symbol with its first part enlarged, flush right. */
static void masthead_symbol(struct block_context *c, struct panel *panel, xmlNodePtr n, double right, double baseline)
{
    struct layout *l = c->l;
    const struct style_role *large = style_role(l->style, "masthead-symbol-large");
    const struct style_role *small = style_role(l->style, "masthead-symbol");
    struct tag_node *node = node_new(c, TAG_P);
    struct inline_context in = inline_of(c, large, node);
    char *text = inline_plain_text(n), *slash = strchr(text, '/'), *first = g_strndup(text, slash ? (gsize)(slash - text) : strlen(text));
    struct para *p = para_new_text(l, &in, first), *q = NULL;
    double w = para_natural_width(p), v = 0;

    if (slash) {
        in.role = small;
        q = para_new_text(l, &in, slash);
        v = para_natural_width(q);
        q->align = ALIGN_START;
    }
    p->align = ALIGN_START;
    panel_text(l, panel, p, right - v - w, baseline - role_baseline(large, large->leading), w + 1);
    if (q)
        panel_text(l, panel, q, right - v, baseline - role_baseline(small, small->leading), v + 1);
    g_free(text);
    g_free(first);
}

static double masthead_text(struct block_context *c, struct panel *panel, xmlNodePtr n, const char *role_name, double x,
                            double y, double width)
{
    const struct style_role *role = style_role(c->l->style, role_name);
    struct inline_context in = inline_of(c, role, node_new(c, TAG_P));
    struct para *p = para_new(c->l, &in, n, NULL, NULL);

    panel_text(c->l, panel, p, x, y, width);
    return p->n_lines * role->leading;
}

/* Issuer and symbol over a thin rule; logo, office and imprint over a thick one. */
static void layout_masthead(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    struct block_context here = *c;
    double w = l->block_w, imprint_x = w * 0.7, text_x = MIN(l->master->indent_start, w * 0.2), y = 0, left = 0, right = 0;
    struct panel *panel = panel_new(l, w, 0);
    struct colour rule = style_colour(l->style, "rule")->light;
    xmlNodePtr k;
    struct block *b;

    here.parent = node_new(c, TAG_DIV);
    layout_mark(&here, here.parent, n);
    if ((k = child(n, "issuer")))
        y = masthead_text(&here, panel, k, "masthead-issuer", text_x, 0, w * 0.62 - text_x);
    y = MAX(y, 20);
    if ((k = child(n, "symbol")))
        masthead_symbol(&here, panel, k, w, y - 5);
    panel_item(panel, ITEM_FILL, NULL)->fill = (struct item_fill){0, y + 2, w, 0.5, rule};
    y += 12;
    if ((k = child(n, "logo"))) {
        struct tag_node *figure = tag_node_new(l->arena, here.parent, TAG_FIGURE);
        const char *alt = layout_attribute(l, k, "alt");
        struct panel *logo;

        figure->alt = arena_strdup(l->arena, alt ? alt : "");
        logo = image(&here, k, figure, 0, text_x > 30 ? text_x - 8 : 50, 60);
        if (logo) {
            struct page_item *item = panel_item(panel, ITEM_IMAGE, figure);

            *item = g_array_index(logo->items, struct page_item, 0);
            item->image.y = y;
            panel->figure = figure;
            left = logo->h;
        }
    }
    if ((k = child(n, "organ"))) {
        double h = masthead_text(&here, panel, k, "masthead-organ", text_x, y, imprint_x - text_x - 20);

        left = MAX(left, h);
    }
    if ((k = child(n, "imprint")))
        for (xmlNodePtr line = xmlFirstElementChild(k); line; line = xmlNextElementSibling(line))
            right += masthead_text(&here, panel, line, "masthead-imprint", imprint_x, y + right, w - imprint_x);
    y += MAX(left, right) + 12;
    panel_item(panel, ITEM_FILL, NULL)->fill = (struct item_fill){0, y, w, 2.25, rule};
    panel->h = y + 2.25;
    b = add_block(&here, BLOCK_PANEL);
    b->panel = panel;
    b->start = b->end = 0;
    b->after = 12;
    c->anchors = NULL;
}

static void layout_cover(struct block_context *c, xmlNodePtr n)
{
    for (xmlNodePtr k = xmlFirstElementChild(n); k; k = xmlNextElementSibling(k)) {
        if (layout_is(k, "title"))
            layout_title(c, k, "cover-title", TAG_H1);
        else if (layout_is(k, "subtitle"))
            layout_title(c, k, "subtitle", TAG_P);
        else if (layout_is(k, "logo")) {
            struct tag_node *figure = node_new(c, TAG_FIGURE);
            const char *alt = layout_attribute(c->l, k, "alt");
            struct panel *logo;

            figure->alt = arena_strdup(c->l->arena, alt ? alt : "");
            logo = image(c, k, figure, 0, 160, 90);
            if (logo) {
                struct block *b = add_block(c, BLOCK_PANEL);

                b->panel = logo;
                b->after = 18;
            }
        } else
            layout_title(c, k, "cover-line", TAG_P);
    }
}

/* ---- sections and parts ---- */

static void add_outline(struct layout *l, int level, const char *label, xmlNodePtr heading, const char *id)
{
    char *words = inline_plain_text(heading), *title = label ? g_strconcat(label, " ", words, NULL) : g_strdup(words);
    const struct outline_entry *last =
        l->pages->outline->len ? &g_array_index(l->pages->outline, struct outline_entry, l->pages->outline->len - 1) : NULL;
    struct outline_entry entry = {.title = arena_strdup(l->arena, title), .destination = arena_strdup(l->arena, id),
                                  .level = MIN(level, last ? last->level + 1 : 1)};

    g_array_append_val(l->pages->outline, entry);
    g_free(words);
    g_free(title);
}

static void layout_section(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    struct block_context here = *c;
    const char *label = layout_attribute(l, n, "label"), *contents = layout_attribute(l, n, "contents");
    const char *numbering = layout_attribute(l, n, "numbering"), *id = layout_attribute(l, n, "id");
    int level = CLAMP((int)number_of(l, n, "level", 1), 1, 5);
    xmlNodePtr heading = child(n, "heading");

    here.parent = node_new(c, TAG_SECT);
    layout_mark(&here, here.parent, n);
    layout_anchor(&here, id);
    if (heading) {
        gboolean annex = numbering && !strcmp(numbering, "annex");
        char *name = annex ? g_strdup("heading-annex") : g_strdup_printf("heading-%d", level);
        const struct style_role *role = style_role(l->style, name);
        struct block_context inside = here;
        struct tag_node *node = node_new(&here, (enum tag)(TAG_H1 + MIN(level, 5)));
        struct inline_context in;

        g_free(name);
        layout_mark(&inside, node, heading);
        in = inline_of(&inside, role, node);
        add_para(&inside, para_new(l, &in, heading, label, NULL), role);
        here.anchors = NULL;
        if (!contents || strcmp(contents, "no"))
            add_outline(l, level, label, heading, id);
    }
    layout_blocks(&here, n);
    c->anchors = NULL;
}

void layout_blocks(struct block_context *c, xmlNodePtr parent)
{
    for (xmlNodePtr n = xmlFirstElementChild(parent); n; n = xmlNextElementSibling(n))
        if (layout_is(n, "p"))
            layout_paragraph(c, n, FALSE);
        else if (layout_is(n, "list"))
            layout_list(c, n);
        else if (layout_is(n, "quotation"))
            layout_quotation(c, n);
        else if (layout_is(n, "facts"))
            layout_facts(c, n);
        else if (layout_is(n, "table"))
            layout_table(c, n);
        else if (layout_is(n, "figure"))
            layout_figure(c, n);
        else if (layout_is(n, "contents"))
            layout_contents(c, n);
        else if (layout_is(n, "title"))
            layout_title(c, n, "title", TAG_H1);
        else if (layout_is(n, "subtitle"))
            layout_title(c, n, "subtitle", TAG_P);
        else if (layout_is(n, "masthead"))
            layout_masthead(c, n);
        else if (layout_is(n, "cover"))
            layout_cover(c, n);
        else if (layout_is(n, "section"))
            layout_section(c, n);
}

static void layout_part(struct layout *l, xmlNodePtr part)
{
    struct block_context c = {.l = l, .blocks = g_array_new(FALSE, TRUE, sizeof(struct block)), .lang = l->lang,
                              .rtl = l->rtl, .role = style_role(l->style, "body")};
    struct galley g = galley_new(l->scratch);

    l->master = style_page(l->style, layout_attribute(l, part, "master"));
    l->block_w = l->master->w - l->master->inner - l->master->outer;
    c.start = l->master->indent_start;
    c.end = l->master->indent_end;
    c.parent = tag_node_new(l->arena, l->pages->root, TAG_PART);
    layout_mark(&c, c.parent, part);
    layout_anchor(&c, layout_attribute(l, part, "id"));
    layout_blocks(&c, part);
    for (guint i = 0; i < c.blocks->len; i++)
        galley_add(l, &g, &g_array_index(c.blocks, struct block, i), l->block_w);
    g_array_free(c.blocks, TRUE);
    flow_pages(l, &g);
}

/* ---- what the whole tells ---- */

/* Page numbers into the contents. */
static void fill_late(struct layout *l)
{
    for (guint i = 0; i < l->late->len; i++) {
        const struct late *late = &g_array_index(l->late, struct late, i);
        int page = GPOINTER_TO_INT(g_hash_table_lookup(l->anchors, late->destination));
        const char *label = page ? ((struct page *)l->pages->pages->pdata[page - 1])->label : "\u2013";
        const struct word *w = shape_word(l->shaper, late->face, label, (int)strlen(label));

        late->placed->shaped = w->parts[0].shaped;
        late->placed->x = late->right - w->width;
    }
}

/* The running element for a place on this page: one for this master before one for all. */
static xmlNodePtr running_for(struct layout *l, xmlNodePtr document, const char *place, const struct page *page, int index)
{
    xmlNodePtr found = NULL;
    gboolean special = FALSE;

    for (xmlNodePtr n = xmlFirstElementChild(document); n && !layout_is(n, "part"); n = xmlNextElementSibling(n)) {
        const char *first = layout_attribute(l, n, "first"), *master = layout_attribute(l, n, "master");
        const char *where = layout_is(n, "running") ? layout_attribute(l, n, "place") : NULL;

        if (!where || strcmp(where, place) || (master && strcmp(master, page->master)) ||
            (!index && first && !strcmp(first, "no")) || (special && !master))
            continue;
        found = n;
        special = master != NULL;
    }
    return found;
}

static void add_running(struct layout *l, xmlNodePtr document, struct page *page, int index, const char *count)
{
    static const char *const places[] = {"head-outer", "head-inner", "head-center", "foot-outer", "foot-inner", "foot-center"};
    const struct style_page *m = style_page(l->style, page->master);
    gboolean even = m->mirrored && index % 2, head_shown = FALSE, foot_shown = FALSE;
    double x = even != l->rtl ? m->outer : m->inner, w = m->w - m->inner - m->outer;
    struct canvas c = {.page = page, .index = index, .under = g_array_new(FALSE, TRUE, sizeof(struct page_item)),
                       .over = page->items};

    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        xmlNodePtr n = running_for(l, document, places[i], page, index);
        gboolean foot = i >= 3, outer = i % 3 == 0, center = i % 3 == 2;
        const struct style_role *role = style_role(l->style, foot ? "running-foot" : "running-head");
        struct inline_context in = {.role = role, .lang = l->lang, .rtl = l->rtl, .page_number = page->label,
                                    .page_count = count};
        double y = foot ? m->h - m->foot : m->head;
        struct para *p;

        if (!n)
            continue;
        p = para_new(l, &in, n, NULL, NULL);
        /* outer is right on odd pages (left on even ones); the first side of an RTL page is the right one */
        p->align = center ? ALIGN_CENTER : (outer != even) != l->rtl ? ALIGN_END : ALIGN_START;
        if (l->rtl && !center)
            p->align = p->align == ALIGN_END ? ALIGN_START : ALIGN_END;
        p->leading = role->leading;
        para_break(l, p, w, 0);
        if (p->n_lines)
            para_paint_line(l, &c, p, 0, x, y - role_baseline(role, role->leading), foot ? ARTIFACT_FOOTER : ARTIFACT_HEADER);
        *(foot ? &foot_shown : &head_shown) = TRUE;
    }
    if (head_shown && m->head_rule > 0)
        canvas_rule(&c, x, m->head + 5, w, m->head_rule, style_colour(l->style, "rule")->light);
    if (foot_shown && m->foot_rule > 0)
        canvas_rule(&c, x, m->h - m->foot - 12, w, m->foot_rule, style_colour(l->style, "rule")->light);
    g_array_prepend_vals(page->items, c.under->data, c.under->len);
    g_array_free(c.under, TRUE);
}

static const char *meta_text(struct layout *l, xmlNodePtr document, const char *name)
{
    xmlNodePtr meta = child(document, "meta"), n = meta ? child(meta, name) : NULL;
    char *text = n ? inline_plain_text(n) : NULL;
    const char *copy = arena_strdup(l->arena, text);

    g_free(text);
    return copy;
}

static gint64 meta_date(struct layout *l, xmlNodePtr document)
{
    xmlNodePtr meta = child(document, "meta"), n = meta ? child(meta, "date") : NULL;
    const char *value = n ? layout_attribute(l, n, "value") : NULL;
    int y, m, d;
    GDateTime *date;
    gint64 seconds = 0;

    if (!value || sscanf(value, "%4d-%2d-%2d", &y, &m, &d) != 3)
        return 0;
    date = g_date_time_new_utc(y, m, d, 0, 0, 0);
    if (date) {
        seconds = g_date_time_to_unix(date);
        g_date_time_unref(date);
    }
    return seconds;
}

static gint compare_destinations(gconstpointer a, gconstpointer b)
{
    return strcmp(((const struct destination *)a)->name, ((const struct destination *)b)->name);
}

static struct pages *layout_run(xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d,
                                gboolean slow)
{
    xmlNodePtr document = xmlDocGetRootElement(resolved);
    struct pages *pages = pages_new();
    struct layout l = {.pages = pages, .arena = pages->arena, .scratch = arena_new(), .style = style,
                       .folder = folder, .d = d, .slow = slow,
                       .anchors = g_hash_table_new(g_str_hash, g_str_equal),
                       .late = g_array_new(FALSE, TRUE, sizeof(struct late))};
    const char *dir;
    char count[16];

    l.shaper = shaper_new(pages->arena, d);
    l.lang = layout_lang(&l, document, "en");
    dir = layout_attribute(&l, document, "dir");
    l.rtl = dir && !strcmp(dir, "rtl");
    pages->lang = arena_strdup(pages->arena, l.lang);
    pages->rtl = l.rtl;
    pages->title = meta_text(&l, document, "title");
    pages->author = meta_text(&l, document, "author");
    pages->subject = meta_text(&l, document, "subject");
    pages->date = meta_date(&l, document);
    if (!pages->title)
        pages->title = "";
    for (xmlNodePtr n = xmlFirstElementChild(document); n; n = xmlNextElementSibling(n))
        if (layout_is(n, "part"))
            layout_part(&l, n);
    g_snprintf(count, sizeof count, "%u", pages->pages->len);
    for (guint i = 0; i < pages->pages->len; i++) {
        struct page *page = pages->pages->pdata[i];
        char label[16];

        g_snprintf(label, sizeof label, "%u", i + 1);
        page->label = arena_strdup(pages->arena, label);
        add_running(&l, document, page, (int)i, count);
    }
    fill_late(&l);
    g_array_sort(pages->destinations, compare_destinations);
    g_hash_table_destroy(l.anchors);
    g_array_free(l.late, TRUE);
    arena_free(l.scratch);
    return pages;
}

struct pages *layout_document(xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d)
{
    return layout_run(resolved, style, folder, d, FALSE);
}

struct pages *layout_document_slowly(xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d)
{
    return layout_run(resolved, style, folder, d, TRUE);
}

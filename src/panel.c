/* Charts, pictures, mastheads: what is placed rather than flowed, as panels that no page break cuts. Patterns are drawn with
   strokes and small fills, so that they survive print in black and white. */
#include "panel.h"

#include "picture.h"

#include <math.h>
#include <string.h>

#define LEAST_SQUEEZE 0.9 /* how much flatter a drawing may become to fit a page */

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
    struct inline_context in = block_inline(c, role, node);
    double x = layout_number(l, n, "x", 0) * scale, y = layout_number(l, n, "y", 0) * scale, w;
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
    y = MAX(y, role->size * 0.8); /* of a drawing scaled down */
    if (tone && style_colour(l->style, tone)->tone) /* so that no pattern runs through the figures */
        panel_item(panel, ITEM_FILL, node)->fill =
            (struct item_fill){x - 1.5, y - role->size * 0.78, w + 3, role->size * 0.95, style_colour(l->style, tone)->light};
    panel_text(l, panel, p, x, y - role_baseline(role, role->leading), w);
}

static struct panel *drawing(struct block_context *c, xmlNodePtr n, struct tag_node *node, double scale)
{
    struct layout *l = c->l;
    double w = MAX(1, layout_number(l, n, "width", 1)), h = MAX(1, layout_number(l, n, "height", 1));
    struct panel *panel = panel_new(l, w * scale, h * scale);
    struct colour paper = style_colour(l->style, "paper")->light;

    panel->figure = node;
    for (xmlNodePtr s = xmlFirstElementChild(n); s; s = xmlNextElementSibling(s)) {
        const struct style_colour *tone = style_colour(l->style, layout_attribute(l, s, "tone"));

        if (layout_is(s, "rect"))
            pattern_rect(panel, node, layout_number(l, s, "x", 0) * scale, layout_number(l, s, "y", 0) * scale,
                         layout_number(l, s, "w", 0) * scale, layout_number(l, s, "h", 0) * scale,
                         layout_attribute(l, s, "pattern"), tone->light, paper);
        else if (layout_is(s, "line"))
            panel_stroke(panel, node, layout_number(l, s, "x1", 0) * scale, layout_number(l, s, "y1", 0) * scale,
                         layout_number(l, s, "x2", 0) * scale, layout_number(l, s, "y2", 0) * scale, 0.5,
                         style_colour(l->style, tone->tone && strcmp(tone->id, "neutral") ? tone->id : "quiet")->light);
        else if (layout_is(s, "text"))
            draw_text(c, panel, s, node, scale);
    }
    return panel;
}

static void item_extent(const struct page_item *item, double *top, double *foot)
{
    *top = item->kind == ITEM_FILL ? item->fill.y : MIN(item->stroke.y1, item->stroke.y2);
    *foot = item->kind == ITEM_FILL ? item->fill.y + item->fill.h : MAX(item->stroke.y1, item->stroke.y2);
}

static void text_extent(const struct panel_text *t, double *top, double *foot)
{
    *top = t->y + (t->para->leading - t->para->role->size) / 2; /* letters, not their line */
    *foot = t->y + (t->para->leading + t->para->role->size) / 2;
}

/* Where a drawing may be cut between `from` and `most`, as far down as nothing stands across; `from` when there is no such place. */
static double find_cut(const struct panel *panel, double from, double most)
{
    double cut = most, top, foot;

    for (gboolean moved = TRUE; moved && cut > from;) {
        moved = FALSE;
        for (guint i = 0; i < panel->items->len + panel->texts->len; i++) {
            if (i < panel->items->len)
                item_extent(&g_array_index(panel->items, struct page_item, i), &top, &foot);
            else
                text_extent(&g_array_index(panel->texts, struct panel_text, i - panel->items->len), &top, &foot);
            if (top < cut - 0.01 && foot > cut + 0.01) {
                cut = top;
                moved = TRUE;
            }
        }
    }
    return MAX(cut, from);
}

/* What stands between two heights of a panel of drawings, as a panel of its own. */
static struct panel *panel_slice(struct layout *l, const struct panel *from, double top, double foot)
{
    struct panel *part = panel_new(l, from->w, foot - top);
    double y, end;

    for (guint i = 0; i < from->items->len; i++) {
        struct page_item item = g_array_index(from->items, struct page_item, i);

        item_extent(&item, &y, &end);
        if ((y + end) / 2 < top || (y + end) / 2 >= foot)
            continue;
        if (item.kind == ITEM_FILL)
            item.fill.y -= top;
        else {
            item.stroke.y1 -= top;
            item.stroke.y2 -= top;
        }
        g_array_append_val(part->items, item);
    }
    for (guint i = 0; i < from->texts->len; i++) {
        struct panel_text text = g_array_index(from->texts, struct panel_text, i);

        text_extent(&text, &y, &end);
        if ((y + end) / 2 < top || (y + end) / 2 >= foot)
            continue;
        text.y -= top;
        g_array_append_val(part->texts, text);
    }
    return part;
}

/* A drawing as large as its room; one that is much taller than a page goes on overleaf, cut where nothing stands across, rather than
   that its words run into each other. Adds struct panel * to the list. */
static void drawing_parts(struct block_context *c, xmlNodePtr n, struct tag_node *node, double room_w, double room_h, double page_h,
                          GPtrArray *parts)
{
    double w = MAX(1, layout_number(c->l, n, "width", 1)), h = MAX(1, layout_number(c->l, n, "height", 1)), top = 0, cut;
    double scale = MIN(1, room_w / w);
    struct panel *whole;

    if (h * scale > room_h && h * scale * LEAST_SQUEEZE < room_h)
        scale = room_h / h;
    whole = drawing(c, n, node, scale);
    for (; whole->h - top > (top > 0 ? page_h : room_h) + 0.01 &&
           (cut = find_cut(whole, top, top + (top > 0 ? page_h : room_h))) > top; top = cut)
        g_ptr_array_add(parts, panel_slice(c->l, whole, top, cut));
    if (whole->h - top > (top > 0 ? page_h : room_h) + 0.01) { /* it cannot be cut */
        g_ptr_array_set_size(parts, 0);
        g_ptr_array_add(parts, drawing(c, n, node, MIN(scale, room_h / h)));
    } else if (top > 0)
        g_ptr_array_add(parts, panel_slice(c->l, whole, top, whole->h));
    else
        g_ptr_array_add(parts, whole);
    ((struct panel *)parts->pdata[0])->figure = node;
}

static void drop_bytes(gpointer bytes)
{
    g_bytes_unref(bytes);
}

/* Reads a picture; NULL: said why. */
static GBytes *picture(struct block_context *c, const char *href, double *w, double *h)
{
    struct layout *l = c->l;
    const char *reason;
    GBytes *bytes = picture_read(l->folder, href, w, h, &reason);

    if (bytes)
        arena_defer(l->arena, drop_bytes, bytes);
    else
        diag_report(l->d, R606, (struct place){0}, c->origin, "href", href ? href : "", "reason", reason, NULL);
    return bytes;
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

/* What the paragraphs from block `first` on take, about. */
static double caption_height(const struct block_context *c, guint first, double width)
{
    double h = 0;

    for (guint i = first; i < c->blocks->len; i++) {
        const struct block *b = &g_array_index(c->blocks, struct block, i);

        h += ceil(para_natural_width(b->para) / MAX(1, width)) * b->para->leading + b->after + (i > first ? b->before : 0);
    }
    return h;
}

void panel_figure(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    struct block_context here = *c;
    double page_h = l->master->h - l->master->top - l->master->bottom, room_h;
    double text_w = l->block_w - c->start - c->end, after = style_role(l->style, "body")->after;
    const char *alt = layout_attribute(l, n, "alt");
    struct tag_node *figure;
    GPtrArray *parts = g_ptr_array_new();
    struct panel *panel;
    xmlNodePtr shape, data = layout_child(n, "data");
    guint first_data, first = c->blocks->len;

    block_mark(&here, NULL, n);
    block_anchor(&here, layout_attribute(l, n, "id"));
    shape = layout_child(n, "drawing");
    block_caption(&here, n, c->parent, 8, shape && layout_number(l, shape, "width", 0) > text_w + 0.01);
    room_h = MIN(page_h * 0.86, page_h - caption_height(c, first, text_w) - 8);
    figure = block_node(c, TAG_FIGURE);
    figure->alt = arena_strdup(l->arena, alt ? alt : "");
    if (here.origin)
        figure->origin = arena_strdup(l->arena, here.origin);
    if ((shape = layout_child(n, "drawing")))
        drawing_parts(&here, shape, figure, layout_number(l, shape, "width", 1) > text_w ? l->block_w : text_w, room_h, page_h,
                      parts);
    else if ((shape = layout_child(n, "image")) &&
             (panel = image(&here, shape, figure, layout_number(l, shape, "width", 0), text_w, room_h)))
        g_ptr_array_add(parts, panel);
    for (guint i = 0; i < parts->len; i++) {
        struct block_context wide = here;
        struct block *b;

        panel = parts->pdata[i];
        if (panel->w > text_w + 0.01)
            wide.start = 0; /* under its caption */
        b = block_add(&wide, BLOCK_PANEL);
        b->panel = panel;
        b->before = i ? 0 : 4;
        b->after = i + 1 < parts->len ? 0 : data || layout_child(n, "p") ? 4 : after * 2;
        b->keep_next = i + 1 == parts->len && !data && layout_child(n, "p");
        here.anchors = NULL;
    }
    g_ptr_array_free(parts, TRUE);
    first_data = c->blocks->len;
    for (xmlNodePtr k = data ? xmlFirstElementChild(data) : NULL; k; k = xmlNextElementSibling(k))
        block_table(&here, k);
    if (data && c->blocks->len > first_data && first_data)
        g_array_index(c->blocks, struct block, first_data).penalty = BREAK_FIGURE;
    for (xmlNodePtr k = xmlFirstElementChild(n); k; k = xmlNextElementSibling(k))
        if (layout_is(k, "p"))
            block_paragraph(&here, k, FALSE);
    if (c->blocks->len)
        g_array_index(c->blocks, struct block, c->blocks->len - 1).after =
            MAX(after * 2, g_array_index(c->blocks, struct block, c->blocks->len - 1).after);
    c->anchors = NULL;
}


/* A symbol with its first part enlarged, flush right. */
static void masthead_symbol(struct block_context *c, struct panel *panel, xmlNodePtr n, double right, double baseline)
{
    struct layout *l = c->l;
    const struct style_role *large = style_role(l->style, "masthead-symbol-large");
    const struct style_role *small = style_role(l->style, "masthead-symbol");
    struct tag_node *node = block_node(c, TAG_P);
    struct inline_context in = block_inline(c, large, node);
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
    panel_text(l, panel, p, right - v - w, baseline - role_baseline(large, large->leading), w);
    if (q)
        panel_text(l, panel, q, right - v, baseline - role_baseline(small, small->leading), v);
    g_free(text);
    g_free(first);
}

static double masthead_text(struct block_context *c, struct panel *panel, xmlNodePtr n, const char *role_name, double x,
                            double y, double width)
{
    const struct style_role *role = style_role(c->l->style, role_name);
    struct inline_context in = block_inline(c, role, block_node(c, TAG_P));
    struct para *p = para_new(c->l, &in, n, NULL, NULL);

    panel_text(c->l, panel, p, x, y, width);
    return p->n_lines * role->leading;
}

void panel_rule(struct block_context *c)
{
    struct layout *l = c->l;
    double w = l->block_w - c->start - c->end, part = w / 3;
    struct panel *panel = panel_new(l, w, 0.5);
    struct block *b;

    panel_item(panel, ITEM_FILL, NULL)->fill = (struct item_fill){part, 0, part, 0.5, style_colour(l->style, "rule")->light};
    b = block_add(c, BLOCK_PANEL);
    b->panel = panel;
    b->before = b->after = style_role(l->style, "body")->after * 1.5;
    b->keep_next = TRUE;
    c->anchors = NULL;
}

/* Issuer and symbol over a thin rule; logo, office and imprint over a thick one. */
void panel_masthead(struct block_context *c, xmlNodePtr n)
{
    struct layout *l = c->l;
    struct block_context here = *c;
    double w = l->block_w, imprint_x = w * 0.7, text_x = MIN(l->master->indent_start, w * 0.2), y = 0, left = 0, right = 0;
    struct panel *panel = panel_new(l, w, 0);
    struct colour rule = style_colour(l->style, "rule")->light;
    xmlNodePtr k;
    struct block *b;

    here.parent = block_node(c, TAG_DIV);
    block_mark(&here, here.parent, n);
    if ((k = layout_child(n, "issuer")))
        y = masthead_text(&here, panel, k, "masthead-issuer", text_x, 0, w * 0.62 - text_x);
    y = MAX(y, 20);
    if ((k = layout_child(n, "symbol")))
        masthead_symbol(&here, panel, k, w, y - 5);
    panel_item(panel, ITEM_FILL, NULL)->fill = (struct item_fill){0, y + 2, w, 0.5, rule};
    y += 12;
    if ((k = layout_child(n, "logo"))) {
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
    if ((k = layout_child(n, "organ"))) {
        double h = masthead_text(&here, panel, k, "masthead-organ", text_x, y, imprint_x - text_x - 20);

        left = MAX(left, h);
    }
    if ((k = layout_child(n, "imprint")))
        for (xmlNodePtr line = xmlFirstElementChild(k); line; line = xmlNextElementSibling(line))
            right += masthead_text(&here, panel, line, "masthead-imprint", imprint_x, y + right, w - imprint_x);
    y += MAX(left, right) + 12;
    panel_item(panel, ITEM_FILL, NULL)->fill = (struct item_fill){0, y, w, 2.25, rule};
    panel->h = y + 2.25;
    b = block_add(&here, BLOCK_PANEL);
    b->panel = panel;
    b->start = b->end = 0;
    b->after = 12;
    c->anchors = NULL;
}

void panel_cover(struct block_context *c, xmlNodePtr n)
{
    for (xmlNodePtr k = xmlFirstElementChild(n); k; k = xmlNextElementSibling(k)) {
        if (layout_is(k, "title"))
            block_title(c, k, "cover-title", TAG_H1);
        else if (layout_is(k, "subtitle"))
            block_title(c, k, "subtitle", TAG_P);
        else if (layout_is(k, "logo")) {
            struct tag_node *figure = block_node(c, TAG_FIGURE);
            const char *alt = layout_attribute(c->l, k, "alt");
            struct panel *logo;

            figure->alt = arena_strdup(c->l->arena, alt ? alt : "");
            logo = image(c, k, figure, 0, 160, 90);
            if (logo) {
                struct block *b = block_add(c, BLOCK_PANEL);

                b->panel = logo;
                b->after = 18;
            }
        } else
            block_title(c, k, "cover-line", TAG_P);
    }
}

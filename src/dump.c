/* Pages as text that can be compared: what stands where in which font, and what a screen reader is told. Neighbouring items
   of one node on one baseline are one line; positions are rounded so that a last digit does not matter. */
#include "dump.h"

#include <string.h>

/* "12.5" rather than "12.50"; never "-0". */
static void add_number(GString *out, double v)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];

    if (v > -0.005 && v < 0.005)
        v = 0;
    g_ascii_formatd(buffer, sizeof buffer, "%.2f", v);
    while (g_str_has_suffix(buffer, "0") && strchr(buffer, '.'))
        buffer[strlen(buffer) - 1] = 0;
    if (g_str_has_suffix(buffer, "."))
        buffer[strlen(buffer) - 1] = 0;
    g_string_append(out, buffer);
}

static void add_numbers(GString *out, const double *v, int n)
{
    for (int i = 0; i < n; i++) {
        g_string_append_c(out, ' ');
        add_number(out, v[i]);
    }
}

static void add_quoted(GString *out, const char *text, gssize len)
{
    g_string_append_c(out, '"');
    for (const char *p = text, *end = text + (len < 0 ? (gssize)strlen(text) : len); p < end; p++) {
        if (*p == '"' || *p == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

static void add_path(GString *out, const struct tag_node *node)
{
    if (!node)
        return;
    if (node->parent && node->parent->parent) {
        add_path(out, node->parent);
        g_string_append_c(out, '/');
    }
    g_string_append(out, tag_name(node->tag));
}

static void add_what(GString *out, const struct page_item *item)
{
    static const char *const names[] = {"", "header", "footer", "repeated-head", "layout", "background"};

    g_string_append_c(out, ' ');
    if (item->artifact != ARTIFACT_NONE)
        g_string_append_printf(out, "[%s]", names[item->artifact]);
    else
        add_path(out, item->node);
}

static void add_colour(GString *out, struct colour c)
{
    g_string_append_printf(out, " #%02x%02x%02x", (int)(c.r * 255 + 0.5), (int)(c.g * 255 + 0.5), (int)(c.b * 255 + 0.5));
}

static void extent(const struct item_text *t, double *left, double *right)
{
    for (int r = 0; r < t->n_runs; r++) {
        *left = MIN(*left, t->runs[r].x);
        *right = MAX(*right, t->runs[r].x + t->runs[r].shaped->width);
    }
}

/* b goes on where a ends. */
static gboolean same_line(const struct page_item *a, const struct page_item *b)
{
    double al = 1e9, ar = -1e9, bl = 1e9, br = -1e9;

    if (b->kind != ITEM_TEXT || a->node != b->node || a->artifact != b->artifact || a->text.y != b->text.y ||
        memcmp(&a->text.colour, &b->text.colour, sizeof a->text.colour))
        return FALSE;
    extent(&a->text, &al, &ar);
    extent(&b->text, &bl, &br);
    return (bl > ar - 0.5 && bl < ar + 0.5) || (br > al - 0.5 && br < al + 0.5);
}

static void add_font(GString *out, const struct shaped *s)
{
    PangoFontDescription *d = s->font ? pango_font_describe(s->font) : NULL;

    g_string_append_printf(out, " %s", d ? pango_font_description_get_family(d) : "none");
    if (d && pango_font_description_get_weight(d) > 500)
        g_string_append(out, " bold");
    if (d && pango_font_description_get_style(d) != PANGO_STYLE_NORMAL)
        g_string_append(out, " italic");
    g_string_append_c(out, ' ');
    add_number(out, s->size);
    if (d)
        pango_font_description_free(d);
}

/* Items i to j - 1 are one line. */
static void dump_text(GString *out, const struct page *page, guint i, guint j)
{
    const struct page_item *item = &g_array_index(page->items, struct page_item, i);
    GString *text = g_string_new(NULL);
    double left = 1e9, right = -1e9;
    unsigned flags = 0;

    for (guint k = i; k < j; k++) {
        const struct item_text *t = &g_array_index(page->items, struct page_item, k).text;

        for (int r = 0; r < t->n_runs; r++) {
            const struct shaped *s = t->runs[r].shaped;

            left = MIN(left, t->runs[r].x);
            right = MAX(right, t->runs[r].x + s->width);
            g_string_append_len(text, s->text, s->text_len);
        }
        flags = t->flags;
    }
    g_string_append(out, "  text");
    add_numbers(out, (double[]){left, item->text.y, right - left}, 3);
    add_font(out, item->text.runs[0].shaped);
    if (item->text.colour.r || item->text.colour.g || item->text.colour.b)
        add_colour(out, item->text.colour);
    g_string_append_c(out, ' ');
    add_quoted(out, text->str, (gssize)text->len);
    if (item->text.turn != 0) {
        g_string_append(out, " turned");
        add_numbers(out, &item->text.turn, 1);
    }
    if (flags & TEXT_HYPHEN)
        g_string_append(out, " hyphen");
    if (flags & TEXT_LINE_END)
        g_string_append(out, " \\");
    add_what(out, item);
    g_string_append_c(out, '\n');
    g_string_free(text, TRUE);
}

static void dump_item(GString *out, const struct page_item *item)
{
    switch (item->kind) {
    case ITEM_FILL:
        g_string_append(out, "  fill");
        add_numbers(out, (double[]){item->fill.x, item->fill.y, item->fill.w, item->fill.h}, 4);
        add_colour(out, item->fill.colour);
        break;
    case ITEM_STROKE:
        g_string_append(out, "  stroke");
        add_numbers(out, (double[]){item->stroke.x1, item->stroke.y1, item->stroke.x2, item->stroke.y2, item->stroke.width}, 5);
        add_colour(out, item->stroke.colour);
        if (item->stroke.n_dash)
            g_string_append(out, " dashed");
        break;
    case ITEM_IMAGE:
        g_string_append(out, "  image");
        add_numbers(out, (double[]){item->image.x, item->image.y, item->image.w, item->image.h}, 4);
        g_string_append_printf(out, " %s", item->image.file);
        break;
    case ITEM_LINK:
        g_string_append(out, "  link");
        add_numbers(out, (double[]){item->link.x, item->link.y, item->link.w, item->link.h}, 4);
        g_string_append_printf(out, " %s%s ", item->link.uri ? "" : "#", item->link.uri ? item->link.uri : item->link.destination);
        add_quoted(out, item->link.description ? item->link.description : "", -1);
        break;
    case ITEM_TEXT:
        break;
    }
    add_what(out, item);
    g_string_append_c(out, '\n');
}

static void dump_page(GString *out, const struct page *page, guint number)
{
    g_string_append_printf(out, "page %u \"%s\" %s", number, page->label, page->master);
    add_numbers(out, (double[]){page->w, page->h}, 2);
    if (page->gave_way)
        g_string_append_printf(out, " gave-way=%d", page->gave_way);
    if (page->gave_way_notes)
        g_string_append_printf(out, " notes-gave-way=%d", page->gave_way_notes);
    g_string_append_c(out, '\n');
    for (guint i = 0, j; i < page->items->len; i = j) {
        const struct page_item *item = &g_array_index(page->items, struct page_item, i);

        j = i + 1;
        if (item->kind != ITEM_TEXT) {
            dump_item(out, item);
            continue;
        }
        while (j < page->items->len && same_line(&g_array_index(page->items, struct page_item, j - 1),
                                                 &g_array_index(page->items, struct page_item, j)))
            j++;
        dump_text(out, page, i, j);
    }
}

static void dump_node(GString *out, const struct tag_node *node, int depth)
{
    static const char *const scopes[] = {"", " column", " row", " both"};
    static const char *const lists[] = {"", " disc", " decimal", " alpha", " roman"};

    g_string_append_printf(out, "%*s%s", depth * 2 + 2, "", tag_name(node->tag));
    g_string_append_printf(out, "%s%s", scopes[node->scope], lists[node->numbering]);
    if (node->column_span > 1)
        g_string_append_printf(out, " columns=%d", node->column_span);
    if (node->row_span > 1)
        g_string_append_printf(out, " rows=%d", node->row_span);
    if (node->id)
        g_string_append_printf(out, " id=%s", node->id);
    for (const char **id = node->headers; id && *id; id++)
        g_string_append_printf(out, "%s%s", id == node->headers ? " heads=" : ",", *id);
    if (node->lang)
        g_string_append_printf(out, " lang=%s", node->lang);
    if (node->origin)
        g_string_append_printf(out, " from=%s", node->origin);
    if (node->alt) {
        g_string_append(out, " alt=");
        add_quoted(out, node->alt, -1);
    }
    if (node->box_w > 0) {
        g_string_append_printf(out, " box=%d", node->box_page + 1);
        add_numbers(out, (double[]){node->box_x, node->box_y, node->box_w, node->box_h}, 4);
    }
    g_string_append_c(out, '\n');
    for (const struct tag_node *kid = node->first; kid; kid = kid->next)
        dump_node(out, kid, depth + 1);
}

void dump_pages(const struct pages *p, GString *out)
{
    g_string_append(out, "title ");
    add_quoted(out, p->title, -1);
    g_string_append_printf(out, " %s%s\n", p->lang ? p->lang : "", p->rtl ? " rtl" : "");
    for (guint i = 0; i < p->pages->len; i++)
        dump_page(out, p->pages->pdata[i], i + 1);
    if (p->outline->len)
        g_string_append(out, "outline\n");
    for (guint i = 0; i < p->outline->len; i++) {
        const struct outline_entry *e = &g_array_index(p->outline, struct outline_entry, i);

        g_string_append_printf(out, "%*s", e->level * 2, "");
        add_quoted(out, e->title, -1);
        g_string_append_printf(out, " #%s\n", e->destination ? e->destination : "");
    }
    if (p->destinations->len)
        g_string_append(out, "destinations\n");
    for (guint i = 0; i < p->destinations->len; i++) {
        const struct destination *d = &g_array_index(p->destinations, struct destination, i);

        g_string_append_printf(out, "  #%s page %d", d->name, d->page + 1);
        add_numbers(out, (double[]){d->x, d->y}, 2);
        g_string_append_c(out, '\n');
    }
    g_string_append(out, "structure\n");
    dump_node(out, p->root, 0);
}

/* The small hands of the page contract: making nodes, pages and items. Everything is taken from the document's
   arena; only the growing arrays are GLib's, and the arena drops them. */
#include "page.h"

static const char *const tag_names[] = {
    [TAG_DOCUMENT] = "Document", [TAG_PART] = "Part", [TAG_SECT] = "Sect", [TAG_DIV] = "Div",
    [TAG_BLOCKQUOTE] = "BlockQuote", [TAG_CAPTION] = "Caption", [TAG_TOC] = "TOC", [TAG_TOCI] = "TOCI",
    [TAG_H1] = "H1", [TAG_H2] = "H2", [TAG_H3] = "H3", [TAG_H4] = "H4", [TAG_H5] = "H5", [TAG_H6] = "H6",
    [TAG_P] = "P", [TAG_L] = "L", [TAG_LI] = "LI", [TAG_LBL] = "Lbl", [TAG_LBODY] = "LBody",
    [TAG_TABLE] = "Table", [TAG_THEAD] = "THead", [TAG_TBODY] = "TBody", [TAG_TFOOT] = "TFoot", [TAG_TR] = "TR",
    [TAG_TH] = "TH", [TAG_TD] = "TD", [TAG_SPAN] = "Span", [TAG_QUOTE] = "Quote", [TAG_NOTE] = "Note",
    [TAG_REFERENCE] = "Reference", [TAG_LINK] = "Link", [TAG_CODE] = "Code", [TAG_FIGURE] = "Figure",
};

const char *tag_name(enum tag tag)
{
    return tag_names[tag];
}

struct tag_node *tag_node_new(struct arena *a, struct tag_node *parent, enum tag tag)
{
    struct tag_node *node = arena_new_of(a, struct tag_node);

    node->tag = tag;
    node->parent = parent;
    node->column_span = node->row_span = 1;
    if (parent) {
        if (parent->last)
            parent->last->next = node;
        else
            parent->first = node;
        parent->last = node;
    }
    return node;
}

static void drop_pages(gpointer array)
{
    g_ptr_array_free(array, TRUE);
}

static void drop_array(gpointer array)
{
    g_array_free(array, TRUE);
}

struct pages *pages_new(void)
{
    struct arena *a = arena_new();
    struct pages *p = arena_new_of(a, struct pages);

    p->arena = a;
    p->pages = g_ptr_array_new();
    p->destinations = g_array_new(FALSE, TRUE, sizeof(struct destination));
    p->outline = g_array_new(FALSE, TRUE, sizeof(struct outline_entry));
    p->attachments = g_array_new(FALSE, TRUE, sizeof(struct attachment));
    arena_defer(a, drop_pages, p->pages);
    arena_defer(a, drop_array, p->destinations);
    arena_defer(a, drop_array, p->outline);
    arena_defer(a, drop_array, p->attachments);
    p->root = tag_node_new(a, NULL, TAG_DOCUMENT);
    p->title = "";
    return p;
}

void pages_free(struct pages *p)
{
    if (p)
        arena_free(p->arena);
}

struct page *pages_add(struct pages *p, double w, double h, const char *master)
{
    struct page *page = arena_new_of(p->arena, struct page);

    page->w = w;
    page->h = h;
    page->master = arena_strdup(p->arena, master);
    page->items = g_array_new(FALSE, TRUE, sizeof(struct page_item));
    arena_defer(p->arena, drop_array, page->items);
    g_ptr_array_add(p->pages, page);
    return page;
}

struct page_item *page_add_item(struct page *page, enum item_kind kind)
{
    struct page_item *item;

    g_array_set_size(page->items, page->items->len + 1);
    item = &g_array_index(page->items, struct page_item, page->items->len - 1);
    item->kind = kind;
    return item;
}

void pages_add_destination(struct pages *p, const char *name, int page, double x, double y)
{
    struct destination d = {.name = arena_strdup(p->arena, name), .page = page, .x = x, .y = y};

    g_array_append_val(p->destinations, d);
}

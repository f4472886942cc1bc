/* Pages made by hand, for tests and the bench of the PDF stage: a few lines of greedy layout over pango, so that what
   paints them is tested without the real layout. Text is shaped word by word. */
#ifndef HANDMADE_H
#define HANDMADE_H

#include <pango/pangocairo.h>
#include <string.h>

#include "page.h"

struct hand {
    struct pages *pages;
    PangoContext *context;
    PangoFontMap *map;
    GHashTable *kept;       /* "font\nlang\ntext" -> GPtrArray of struct shaped */
    const char *font;       /* "Liberation Serif 11" */
    const char *lang;
};

static struct hand *hand_new(const char *title, const char *lang)
{
    struct hand *h = g_new0(struct hand, 1);
    h->pages = pages_new();
    h->pages->title = title;
    h->pages->lang = lang;
    h->pages->date = 1767225600;
    h->map = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(h->map), 72);
    h->context = pango_font_map_create_context(h->map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(h->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(h->context, FALSE);
    h->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    h->font = "Liberation Serif 11";
    h->lang = lang;
    return h;
}

static void hand_free(struct hand *h)
{
    g_hash_table_destroy(h->kept);
    pages_free(h->pages);
    g_object_unref(h->context);
    g_object_unref(h->map);
    g_free(h);
}

static struct shaped *hand_shaped(struct hand *h, const char *text, int len, const PangoItem *item,
                                  const PangoGlyphString *g)
{
    struct arena *a = h->pages->arena;
    struct shaped *s = arena_new_of(a, struct shaped);
    int n = g->num_glyphs;
    guint32 *glyphs = arena_array_of(a, guint32, n);
    float *advances = arena_array_of(a, float, n), *dx = arena_array_of(a, float, n), *dy = arena_array_of(a, float, n);
    int *clusters = arena_array_of(a, int, n);
    for (int i = 0; i < n; i++) {
        glyphs[i] = g->glyphs[i].glyph;
        advances[i] = (float)g->glyphs[i].geometry.width / PANGO_SCALE;
        dx[i] = (float)g->glyphs[i].geometry.x_offset / PANGO_SCALE;
        dy[i] = (float)g->glyphs[i].geometry.y_offset / PANGO_SCALE;
        clusters[i] = g->log_clusters[i];
        s->width += advances[i];
    }
    PangoFontDescription *description = pango_font_describe(item->analysis.font);
    s->size = pango_font_description_get_size(description) / (double)PANGO_SCALE;
    pango_font_description_free(description);
    s->font = g_object_ref(item->analysis.font);
    arena_defer(a, g_object_unref, s->font);
    s->text = arena_strndup(a, text, (gsize)len);
    s->text_len = len;
    s->n_glyphs = n;
    s->glyphs = glyphs;
    s->advances = advances;
    s->dx = dx;
    s->dy = dy;
    s->clusters = clusters;
    s->rtl = item->analysis.level & 1;
    s->space = len == 1 && *text == ' ';
    return s;
}

/* A word (or a space) shaped; kept. */
static GPtrArray *hand_word(struct hand *h, const char *text, int len)
{
    g_autofree char *key = g_strdup_printf("%s\n%s\n%.*s", h->font, h->lang, len, text);
    GPtrArray *runs = g_hash_table_lookup(h->kept, key);
    if (runs)
        return runs;
    runs = g_ptr_array_new();
    PangoFontDescription *description = pango_font_description_from_string(h->font);
    pango_context_set_font_description(h->context, description);
    pango_font_description_free(description);
    pango_context_set_language(h->context, pango_language_from_string(h->lang));
    PangoAttrList *none = pango_attr_list_new();
    GList *items = pango_itemize(h->context, text, 0, len, none, NULL);
    for (GList *l = items; l; l = l->next) {
        PangoItem *item = l->data;
        PangoGlyphString *glyphs = pango_glyph_string_new();
        pango_shape_full(text + item->offset, item->length, text, len, &item->analysis, glyphs);
        g_ptr_array_add(runs, hand_shaped(h, text + item->offset, item->length, item, glyphs));
        pango_glyph_string_free(glyphs);
        pango_item_free(item);
    }
    g_list_free(items);
    pango_attr_list_unref(none);
    g_hash_table_insert(h->kept, g_steal_pointer(&key), runs);
    return runs;
}

struct hand_line { GArray *placed; gboolean more; };

static struct page_item *hand_item(struct page *page, enum item_kind kind, enum artifact artifact, struct tag_node *node)
{
    struct page_item *item = page_add_item(page, kind);
    item->artifact = artifact;
    item->node = node;
    return item;
}

/* Text on one or more lines from (x, y), at most `w` wide; right to left when its first word is. Stops after `lines`
   lines; returns what is left of the text, and the end position in *end_x, *end_y. `indent` moves the first line. */
static const char *hand_text(struct hand *h, struct page *page, struct tag_node *node, enum artifact artifact,
                             const char *text, double x, double *y, double w, double leading, int lines,
                             double indent, double *end_x)
{
    struct arena *a = h->pages->arena;
    GArray *placed = g_array_new(FALSE, FALSE, sizeof(struct placed));
    const char *at = text;
    for (int line = 0; line < lines && *at; line++) {
        double pen = line ? 0 : indent;
        gboolean rtl = FALSE;
        g_array_set_size(placed, 0);
        while (*at) {
            const char *end = at;
            while (*end && (*end == ' ') == (*at == ' '))
                end++;
            if (*at == ' ')
                end = at + 1;
            GPtrArray *runs = hand_word(h, at, (int)(end - at));
            double width = 0;
            for (guint i = 0; i < runs->len; i++)
                width += ((struct shaped *)g_ptr_array_index(runs, i))->width;
            if (placed->len && pen + width > w)
                break;
            for (guint i = 0; i < runs->len; i++) {
                const struct shaped *s = g_ptr_array_index(runs, i);
                if (!placed->len)
                    rtl = s->rtl;
                struct placed p = {s, rtl ? x + w - pen - s->width : x + pen};
                g_array_append_val(placed, p);
                pen += s->width;
            }
            at = end;
        }
        gboolean space = placed->len && g_array_index(placed, struct placed, placed->len - 1).shaped->space;
        if (*at && space)
            g_array_set_size(placed, placed->len - 1);
        gboolean broken = *at && (space || *at == ' ');
        if (*at == ' ' && !space)
            at++;
        struct page_item *item = hand_item(page, ITEM_TEXT, artifact, node);
        struct placed *runs = arena_array_of(a, struct placed, placed->len);
        memcpy(runs, placed->data, placed->len * sizeof *runs);
        item->text.y = *y;
        item->text.runs = runs;
        item->text.n_runs = (int)placed->len;
        item->text.flags = broken ? TEXT_LINE_END : 0;
        if (end_x)
            *end_x = x + pen;
        if (*at)
            *y += leading;
    }
    g_array_free(placed, TRUE);
    return at;
}

static struct tag_node *hand_node(struct hand *h, struct tag_node *parent, enum tag tag)
{
    return tag_node_new(h->pages->arena, parent ? parent : h->pages->root, tag);
}

/* A node with its text on one line. */
static struct tag_node *hand_line(struct hand *h, struct page *page, struct tag_node *parent, enum tag tag,
                                  const char *text, double x, double y)
{
    struct tag_node *node = hand_node(h, parent, tag);
    hand_text(h, page, node, ARTIFACT_NONE, text, x, &y, 10000, 0, 1, 0, NULL);
    return node;
}

#endif

/* A page onto a cairo image: the second painter behind page.h, which shows that pages carry all that a painter needs. It
   knows nothing of structure; whatever stands on the page is painted, artifacts too, in the order in which the PDF has
   them. Glyphs are unhinted and grey, at the places that layout gave them, so that a picture looks as the PDF does.
   No file, clock or screen has a say in it. */
#include "png.h"

#include <cairo.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* ---- Text ---- */

/* The font of a run at its size, under the canvas's own scale; NULL: not a font that cairo can show. */
static cairo_scaled_font_t *scaled_font(cairo_t *cr, const struct shaped *s, GHashTable *fonts)
{
    cairo_scaled_font_t *font = g_hash_table_lookup(fonts, s->font), *own;
    cairo_font_options_t *options;
    cairo_matrix_t size, ctm;

    if (font)
        return font;
    own = PANGO_IS_CAIRO_FONT(s->font) ? pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(s->font)) : NULL;
    if (!own || cairo_scaled_font_status(own) != CAIRO_STATUS_SUCCESS)
        return NULL;
    cairo_scaled_font_get_font_matrix(own, &size); /* with the slant of a synthetic italic */
    cairo_get_matrix(cr, &ctm);
    options = cairo_font_options_create();
    cairo_scaled_font_get_font_options(own, options);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    font = cairo_scaled_font_create(cairo_scaled_font_get_font_face(own), &size, &ctm, options);
    cairo_font_options_destroy(options);
    if (cairo_scaled_font_status(font) != CAIRO_STATUS_SUCCESS) {
        cairo_scaled_font_destroy(font);
        return NULL;
    }
    g_hash_table_insert(fonts, s->font, font);
    return font;
}

/* Outlines, not cairo's pictures of glyphs, which cairo 1.16 puts at whole pixels: at 96 dots an inch letters would stand
   unevenly. */
static void paint_run(cairo_t *cr, const struct shaped *s, double x, double y, GHashTable *fonts)
{
    cairo_scaled_font_t *font = s->n_glyphs > 0 ? scaled_font(cr, s, fonts) : NULL;
    g_autofree cairo_glyph_t *glyphs = NULL;
    double x1, y1, x2, y2;
    int n = 0;

    if (!font || !isfinite(x) || !isfinite(y))
        return;
    glyphs = g_new(cairo_glyph_t, s->n_glyphs);
    for (int i = 0; i < s->n_glyphs; i++) {
        if (s->glyphs[i] != PANGO_GLYPH_EMPTY && !(s->glyphs[i] & PANGO_GLYPH_UNKNOWN_FLAG))
            glyphs[n++] = (cairo_glyph_t){s->glyphs[i], x + (s->dx ? s->dx[i] : 0), y + (s->dy ? s->dy[i] : 0)};
        x += s->advances[i];
    }
    cairo_set_scaled_font(cr, font);
    cairo_new_path(cr);
    cairo_glyph_path(cr, glyphs, n);
    cairo_path_extents(cr, &x1, &y1, &x2, &y2);
    if (x1 < x2 || s->space)
        cairo_fill(cr);
    else
        cairo_show_glyphs(cr, glyphs, n); /* a font of pictures */
}

/* ---- Shapes and pictures ---- */

static void set_colour(cairo_t *cr, struct colour c)
{
    cairo_set_source_rgb(cr, c.r, c.g, c.b);
}

static void paint_stroke(cairo_t *cr, const struct item_stroke *s)
{
    if (!(s->width > 0))
        return;
    set_colour(cr, s->colour);
    cairo_set_line_width(cr, s->width);
    cairo_set_dash(cr, s->dash, s->dash ? s->n_dash : 0, 0);
    cairo_move_to(cr, s->x1, s->y1);
    cairo_line_to(cr, s->x2, s->y2);
    cairo_stroke(cr);
}

struct source { const guint8 *bytes; gsize left; };

static cairo_status_t read_bytes(void *closure, unsigned char *to, unsigned length)
{
    struct source *s = closure;

    if (length > s->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, s->bytes, length);
    s->bytes += length;
    s->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

static void paint_image(cairo_t *cr, const struct item_image *i, struct diag *d)
{
    struct source source = {NULL, 0};
    cairo_surface_t *picture;

    if (!i->png || !(i->w > 0) || !(i->h > 0))
        return;
    source.bytes = g_bytes_get_data(i->png, &source.left);
    picture = cairo_image_surface_create_from_png_stream(read_bytes, &source);
    if (cairo_surface_status(picture) != CAIRO_STATUS_SUCCESS) {
        diag_report(d, R701, (struct place){i->file, 0, 0, 0}, NULL, "file", i->file ? i->file : "image", "reason",
                    cairo_status_to_string(cairo_surface_status(picture)), NULL);
    } else {
        cairo_save(cr);
        cairo_translate(cr, i->x, i->y);
        cairo_scale(cr, i->w / cairo_image_surface_get_width(picture), i->h / cairo_image_surface_get_height(picture));
        cairo_set_source_surface(cr, picture, 0, 0);
        cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
        cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
        cairo_rectangle(cr, 0, 0, cairo_image_surface_get_width(picture), cairo_image_surface_get_height(picture));
        cairo_fill(cr);
        cairo_restore(cr);
    }
    cairo_surface_destroy(picture);
}

/* Fonts are made anew for the turned canvas. */
static void paint_turned(cairo_t *cr, const struct item_text *t)
{
    GHashTable *fonts = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_scaled_font_destroy);
    double x = t->turn_x;

    cairo_save(cr);
    cairo_translate(cr, x, t->y);
    cairo_rotate(cr, -t->turn * G_PI / 180);
    for (int i = 0; i < t->n_runs; i++)
        paint_run(cr, t->runs[i].shaped, t->runs[i].x - x, 0, fonts);
    cairo_restore(cr);
    g_hash_table_destroy(fonts);
}

/* ---- Pages ---- */

static void paint_item(cairo_t *cr, const struct page_item *item, GHashTable *fonts, struct diag *d)
{
    switch (item->kind) {
    case ITEM_TEXT:
        set_colour(cr, item->text.colour);
        if (item->text.turn != 0)
            paint_turned(cr, &item->text);
        for (int i = 0; i < item->text.n_runs && item->text.turn == 0; i++)
            paint_run(cr, item->text.runs[i].shaped, item->text.runs[i].x, item->text.y, fonts);
        break;
    case ITEM_FILL:
        set_colour(cr, item->fill.colour);
        cairo_rectangle(cr, item->fill.x, item->fill.y, item->fill.w, item->fill.h);
        cairo_fill(cr);
        break;
    case ITEM_STROKE:
        paint_stroke(cr, &item->stroke);
        break;
    case ITEM_IMAGE:
        paint_image(cr, &item->image, d);
        break;
    case ITEM_LINK: /* an area, nothing to see */
        break;
    }
}

static gboolean is_kind(const struct page_item *item, enum artifact kind)
{
    return (item->artifact == ARTIFACT_NONE && !item->node ? ARTIFACT_LAYOUT : item->artifact) == kind;
}

/* What lies under the text first, as in paint.c. */
static void paint_page(cairo_t *cr, const struct page *page, struct diag *d)
{
    static const enum artifact order[] = {ARTIFACT_BACKGROUND, ARTIFACT_LAYOUT, ARTIFACT_HEADER,
                                          ARTIFACT_REPEATED_HEAD, ARTIFACT_NONE, ARTIFACT_FOOTER};
    GHashTable *fonts = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_scaled_font_destroy);

    for (gsize k = 0; k < G_N_ELEMENTS(order); k++)
        for (guint i = 0; i < page->items->len; i++) {
            const struct page_item *item = &g_array_index(page->items, struct page_item, i);

            if (is_kind(item, order[k]))
                paint_item(cr, item, fonts, d);
        }
    g_hash_table_destroy(fonts);
}

static cairo_status_t append_bytes(void *closure, const unsigned char *bytes, unsigned length)
{
    g_byte_array_append(closure, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

GBytes *png_write(const struct pages *p, int number, int dpi, struct diag *d)
{
    const struct page *page = p->pages->pdata[number];
    double scale = dpi / 72.0;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(page->w * scale - 0.01),
                                                          (int)ceil(page->h * scale - 0.01));
    cairo_t *cr = cairo_create(surface);
    GByteArray *bytes = g_byte_array_new();
    cairo_status_t status;

    cairo_scale(cr, scale, scale);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    paint_page(cr, page, d);
    status = cairo_status(cr);
    cairo_destroy(cr);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, append_bytes, bytes);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_autofree char *name = g_strdup_printf("%d", number + 1);

        diag_report(d, R710, (struct place){0}, NULL, "page", name, "reason", cairo_status_to_string(status), NULL);
        g_byte_array_free(bytes, TRUE);
        return NULL;
    }
    return g_byte_array_free_to_bytes(bytes);
}

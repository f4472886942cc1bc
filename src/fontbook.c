/* Fonts and pictures embedded by cairo.

   cairo 1.16 makes subsets, width tables and ToUnicode maps well, one text for each glyph. Where a glyph was already
   used for another text (a hyphen that comes out as U+00AD) it is taken from a second copy of the font face. A text of
   several characters (a ligature) goes to cairo as one private code point, because cairo would rather use the
   ligature's own code point, and the finishing pass puts the real text into the map. So every glyph says what it
   stands for, and page contents need no ActualText for it.

   Codes are read back from the content of the book's first page: glyphs come there in the order they were shown. */
#include "fontbook.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <stdlib.h>
#include <string.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#define MAX_COPIES 32
#define STAND_IN 0xF0000
#define STAND_IN_LAST 0x10FFFD
#define SIZE 10 /* of the glyphs in the book, pt */

struct copy {
    GHashTable *slots;      /* glyph -> struct slot */
    GPtrArray *order;       /* struct slot, as they will be shown */
    cairo_font_face_t *face;
};

struct face {
    struct copy copies[MAX_COPIES];
    cairo_font_face_t *cairo_face; /* pango's own: the first copy */
    hb_blob_t *blob;
    unsigned index;
    hb_font_t *units;              /* measures in font units */
    double upem;
};

struct fontbook {
    GHashTable *faces;      /* "index:bold:file" -> struct face */
    GPtrArray *face_order;  /* struct face */
    GHashTable *fonts;      /* PangoFont -> struct bookfont */
    GHashTable *by_name;    /* resource name -> GPtrArray of struct slot */
    GHashTable *pictures;   /* GBytes -> struct bookpicture */
    GPtrArray *picture_order;
    GPtrArray *stand_ins;   /* char *: what STAND_IN + index stands for */
    GHashTable *codes;      /* text -> code point */
    GStringChunk *strings;
    GByteArray *pdf;
    qpdf_data file;
};

static void slot_free(gpointer data)
{
    g_free(data);
}

static void face_free(gpointer data)
{
    struct face *f = data;
    for (int i = 0; i < MAX_COPIES; i++) {
        if (f->copies[i].slots)
            g_hash_table_destroy(f->copies[i].slots);
        if (f->copies[i].order)
            g_ptr_array_free(f->copies[i].order, TRUE);
        if (f->copies[i].face)
            cairo_font_face_destroy(f->copies[i].face);
    }
    cairo_font_face_destroy(f->cairo_face);
    hb_font_destroy(f->units);
    hb_blob_destroy(f->blob);
    g_free(f);
}

static void picture_free(gpointer data)
{
    struct bookpicture *p = data;
    cairo_surface_destroy(p->surface);
    g_bytes_unref(p->png);
    g_free(p);
}

struct fontbook *fontbook_new(void)
{
    struct fontbook *b = g_new0(struct fontbook, 1);
    b->faces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, face_free);
    b->face_order = g_ptr_array_new();
    b->fonts = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    b->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
    b->pictures = g_hash_table_new_full(NULL, NULL, NULL, picture_free);
    b->picture_order = g_ptr_array_new();
    b->stand_ins = g_ptr_array_new();
    b->codes = g_hash_table_new(g_str_hash, g_str_equal);
    b->strings = g_string_chunk_new(4096);
    b->pdf = g_byte_array_new();
    return b;
}

void fontbook_free(struct fontbook *b)
{
    if (!b)
        return;
    if (b->file)
        qpdf_cleanup(&b->file);
    g_hash_table_destroy(b->by_name);
    g_hash_table_destroy(b->fonts);
    g_hash_table_destroy(b->faces);
    g_ptr_array_free(b->face_order, TRUE);
    g_hash_table_destroy(b->pictures);
    g_ptr_array_free(b->picture_order, TRUE);
    g_ptr_array_free(b->stand_ins, TRUE);
    g_hash_table_destroy(b->codes);
    g_string_chunk_free(b->strings);
    g_byte_array_free(b->pdf, TRUE);
    g_free(b);
}

/* ---- Fonts ---- */

static struct face *face_lookup(struct fontbook *b, PangoFont *font, cairo_scaled_font_t *scaled)
{
    FcPattern *pattern = PANGO_IS_FC_FONT(font) ? pango_fc_font_get_pattern(PANGO_FC_FONT(font)) : NULL;
    FcChar8 *file = NULL;
    FcBool bold = FcFalse; /* synthetic: another face to cairo */
    int index = 0;
    g_autofree char *key = NULL;
    if (pattern && FcPatternGetString(pattern, FC_FILE, 0, &file) == FcResultMatch) {
        FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
        FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &bold);
        key = g_strdup_printf("%d:%d:%s", index, bold, (const char *)file);
    } else {
        key = g_strdup_printf("%p", (void *)font);
    }
    struct face *face = g_hash_table_lookup(b->faces, key);
    if (face)
        return face;
    face = g_new0(struct face, 1);
    hb_face_t *hb = hb_font_get_face(pango_font_get_hb_font(font));
    face->blob = hb_face_reference_blob(hb);
    face->index = hb_face_get_index(hb);
    face->units = hb_font_create(hb);
    face->upem = MAX(1, hb_face_get_upem(hb));
    face->cairo_face = cairo_font_face_reference(cairo_scaled_font_get_font_face(scaled));
    g_hash_table_insert(b->faces, g_steal_pointer(&key), face);
    g_ptr_array_add(b->face_order, face);
    return face;
}

struct bookfont *fontbook_font(struct fontbook *b, PangoFont *font)
{
    struct bookfont *f = g_hash_table_lookup(b->fonts, font);
    if (f)
        return f;
    cairo_scaled_font_t *scaled = NULL;
    if (PANGO_IS_CAIRO_FONT(font))
        scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    if (!scaled || cairo_scaled_font_status(scaled) != CAIRO_STATUS_SUCCESS)
        return NULL;
    cairo_matrix_t m;
    cairo_scaled_font_get_font_matrix(scaled, &m);
    f = g_new0(struct bookfont, 1);
    f->pango = font;
    f->skew = m.yy != 0 && fabs(m.xy) > 1e-6 ? -m.xy / m.yy : 0;
    f->face = face_lookup(b, font, scaled);
    hb_codepoint_t glyph = 0;
    if (hb_font_get_nominal_glyph(f->face->units, ' ', &glyph)) {
        f->space = glyph;
        f->space_width = hb_font_get_glyph_h_advance(f->face->units, glyph) / f->face->upem;
    }
    g_hash_table_insert(b->fonts, font, f);
    return f;
}

struct library { FT_Library library; FT_Face face; hb_blob_t *blob; };

static void library_free(void *data)
{
    struct library *l = data;
    if (l->face)
        FT_Done_Face(l->face);
    if (l->library)
        FT_Done_FreeType(l->library);
    hb_blob_destroy(l->blob);
    g_free(l);
}

/* Another cairo face of the same file: cairo embeds it as a font of its own. Each copy has its own FreeType library,
   because cairo may let go of it later, from any thread. */
static cairo_font_face_t *face_copy(const struct face *f)
{
    static const cairo_user_data_key_t key;
    unsigned length = 0;
    const char *bytes = hb_blob_get_data(f->blob, &length);
    struct library *l = g_new0(struct library, 1);
    l->blob = hb_blob_reference(f->blob);
    if (!length || FT_Init_FreeType(&l->library) ||
        FT_New_Memory_Face(l->library, (const FT_Byte *)bytes, (FT_Long)length, (FT_Long)f->index, &l->face)) {
        library_free(l);
        return NULL;
    }
    cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face(l->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(face, &key, l, library_free) != CAIRO_STATUS_SUCCESS) {
        cairo_font_face_destroy(face);
        library_free(l);
        return NULL;
    }
    return face;
}

static struct slot *slot_new(struct fontbook *b, struct face *face, struct copy *c, guint32 glyph, const char *text)
{
    struct slot *s = g_new0(struct slot, 1);
    s->glyph = glyph;
    s->text = g_string_chunk_insert_const(b->strings, text);
    s->width = hb_font_get_glyph_h_advance(face->units, glyph) / face->upem;
    g_hash_table_insert(c->slots, GUINT_TO_POINTER(glyph), s);
    g_ptr_array_add(c->order, s);
    return s;
}

struct slot *fontbook_slot(struct fontbook *b, struct bookfont *font, guint32 glyph, const char *text)
{
    for (int i = 0; i < MAX_COPIES; i++) {
        struct copy *c = &font->face->copies[i];
        if (!c->slots) {
            c->slots = g_hash_table_new_full(NULL, NULL, NULL, slot_free);
            c->order = g_ptr_array_new();
        }
        struct slot *s = g_hash_table_lookup(c->slots, GUINT_TO_POINTER(glyph));
        if (!s)
            return slot_new(b, font->face, c, glyph, text);
        if (strcmp(s->text, text) == 0)
            return s;
    }
    return NULL;
}

struct slot *fontbook_slot_any(struct fontbook *b, struct bookfont *font, guint32 glyph, const char *text)
{
    struct copy *c = &font->face->copies[0];
    struct slot *s = c->slots ? g_hash_table_lookup(c->slots, GUINT_TO_POINTER(glyph)) : NULL;
    return s ? s : fontbook_slot(b, font, glyph, text);
}

/* What cairo is told for a text: itself when it is one character, else a private code point. */
static void append_told(struct fontbook *b, GString *to, const char *text)
{
    if (*text && !*g_utf8_next_char(text)) {
        g_string_append(to, text);
        return;
    }
    gunichar code = GPOINTER_TO_UINT(g_hash_table_lookup(b->codes, text));
    if (!code) {
        while (((STAND_IN + b->stand_ins->len) & 0xFFFE) == 0xFFFE) /* two of each plane are no characters */
            g_ptr_array_add(b->stand_ins, (char *)"");
        code = STAND_IN + b->stand_ins->len;
        if (code > STAND_IN_LAST) { /* a hundred thousand ligatures: then only the first letter is told */
            g_string_append_unichar(to, *text ? g_utf8_get_char(text) : 0xFFFD);
            return;
        }
        g_ptr_array_add(b->stand_ins, (char *)text);
        g_hash_table_insert(b->codes, (char *)text, GUINT_TO_POINTER(code));
    }
    g_string_append_unichar(to, code);
}

const char *fontbook_stand_in(const struct fontbook *b, gunichar code)
{
    if (code < STAND_IN || code - STAND_IN >= b->stand_ins->len)
        return NULL;
    return g_ptr_array_index(b->stand_ins, code - STAND_IN);
}

/* ---- Pictures ---- */

struct png_source { const guint8 *bytes; gsize left; };

static cairo_status_t png_read(void *closure, unsigned char *to, unsigned length)
{
    struct png_source *s = closure;
    if (length > s->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, s->bytes, length);
    s->bytes += length;
    s->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

struct bookpicture *fontbook_picture(struct fontbook *b, GBytes *png, const char *file, struct diag *d)
{
    struct bookpicture *p = g_hash_table_lookup(b->pictures, png);
    if (p)
        return p;
    struct png_source source = {NULL, 0};
    source.bytes = g_bytes_get_data(png, &source.left);
    p = g_new0(struct bookpicture, 1);
    p->png = g_bytes_ref(png);
    p->surface = cairo_image_surface_create_from_png_stream(png_read, &source);
    p->whole = cairo_surface_status(p->surface) == CAIRO_STATUS_SUCCESS &&
        cairo_image_surface_get_width(p->surface) > 0 && cairo_image_surface_get_height(p->surface) > 0;
    if (p->whole)
        g_ptr_array_add(b->picture_order, p);
    else
        diag_report(d, R701, (struct place){file, 0, 0, 0}, NULL, "file", file ? file : "image", "reason",
                    cairo_status_to_string(cairo_surface_status(p->surface)), NULL);
    g_hash_table_insert(b->pictures, png, p);
    return p;
}

/* ---- The book ---- */

static cairo_status_t append_bytes(void *closure, const unsigned char *data, unsigned length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_scaled_font_t *copy_scaled(struct face *f, int copy)
{
    cairo_font_face_t *face = f->cairo_face;
    if (copy)
        face = f->copies[copy].face = face_copy(f);
    if (!face)
        return NULL;
    cairo_matrix_t identity, size;
    cairo_matrix_init_identity(&identity);
    cairo_matrix_init_scale(&size, SIZE, SIZE);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_scaled_font_t *scaled = cairo_scaled_font_create(face, &size, &identity, options);
    cairo_font_options_destroy(options);
    return scaled;
}

/* cairo leaves text out that has no ink: a font that is only used for its space shows a dot beside it. */
static void show_ink(struct fontbook *b, struct face *face, struct copy *c)
{
    static const gunichar some[] = {'.', 'x', 0x3002, 0x0964, 0x06D4, 0};
    for (guint i = 0; i < c->order->len; i++) {
        hb_glyph_extents_t e;
        const struct slot *s = g_ptr_array_index(c->order, i);
        if (hb_font_get_glyph_extents(face->units, s->glyph, &e) && e.width && e.height)
            return;
    }
    for (const gunichar *u = some; *u; u++) {
        hb_codepoint_t glyph;
        char text[8] = "";
        g_unichar_to_utf8(*u, text);
        if (hb_font_get_nominal_glyph(face->units, *u, &glyph) &&
            !g_hash_table_contains(c->slots, GUINT_TO_POINTER(glyph))) {
            slot_new(b, face, c, glyph, text);
            return;
        }
    }
}

static void show_copy(struct fontbook *b, cairo_t *cr, struct face *face, int copy, GPtrArray *shown)
{
    struct copy *c = &face->copies[copy];
    if (!c->order || !c->order->len)
        return;
    cairo_scaled_font_t *scaled = copy_scaled(face, copy);
    if (!scaled)
        return;
    show_ink(b, face, c);
    int n = (int)c->order->len;
    g_autofree cairo_glyph_t *glyphs = g_new0(cairo_glyph_t, (gsize)n);
    g_autofree cairo_text_cluster_t *clusters = g_new0(cairo_text_cluster_t, (gsize)n);
    GString *text = g_string_new(NULL);
    double x = SIZE;
    for (int i = 0; i < n; i++) {
        const struct slot *s = g_ptr_array_index(c->order, i);
        gsize before = text->len;
        append_told(b, text, s->text);
        glyphs[i] = (cairo_glyph_t){s->glyph, x, 2 * SIZE};
        clusters[i] = (cairo_text_cluster_t){(int)(text->len - before), 1};
        g_ptr_array_add(shown, (gpointer)s);
    }
    cairo_set_scaled_font(cr, scaled);
    cairo_show_text_glyphs(cr, text->str, (int)text->len, glyphs, n, clusters, n, 0);
    cairo_scaled_font_destroy(scaled);
    g_string_free(text, TRUE);
}

static void show_pictures(struct fontbook *b, cairo_t *cr)
{
    for (guint i = 0; i < b->picture_order->len; i++) {
        struct bookpicture *p = g_ptr_array_index(b->picture_order, i);
        cairo_set_source_surface(cr, p->surface, 0, 0);
        cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST); /* no /Interpolate: PDF/A 6.2.8 */
        cairo_paint(cr);
    }
}

/* ---- Reading it back ---- */

struct reader {
    struct fontbook *b;
    qpdf_oh fonts;
    const char *at, *end;
    const char *font;       /* resource name in force */
    gboolean wide;
    GPtrArray *shown;
    guint next;
};

static void enter_code(struct reader *r, guint code)
{
    if (r->next < r->shown->len && r->font) {
        struct slot *s = g_ptr_array_index(r->shown, r->next);
        s->font = r->font;
        s->code = (guint16)code;
        s->wide = r->wide;
        GPtrArray *slots = g_hash_table_lookup(r->b->by_name, r->font);
        if (!slots) {
            slots = g_ptr_array_new();
            g_hash_table_insert(r->b->by_name, (gpointer)r->font, slots);
        }
        g_ptr_array_add(slots, s);
    }
    r->next++;
}

static void read_literal(struct reader *r)
{
    for (r->at++; r->at < r->end && *r->at != ')'; r->at++) {
        if (*r->at != '\\') {
            enter_code(r, (guchar)*r->at);
        } else if (r->at + 3 < r->end && g_ascii_isdigit(r->at[1])) {
            enter_code(r, (guint)((r->at[1] - '0') * 64 + (r->at[2] - '0') * 8 + (r->at[3] - '0')));
            r->at += 3;
        } else if (r->at[1] == '\n') { /* cairo's word wrap */
            r->at++;
        } else {
            enter_code(r, (guchar)*++r->at);
        }
    }
    r->at++;
}

static void read_hex(struct reader *r)
{
    guint code = 0;
    int digits = 0, size = r->wide ? 4 : 2;
    for (r->at++; r->at < r->end && *r->at != '>'; r->at++) {
        if (!g_ascii_isxdigit(*r->at))
            continue;
        code = code * 16 + (guint)g_ascii_xdigit_value(*r->at);
        if (++digits == size) {
            enter_code(r, code);
            code = 0;
            digits = 0;
        }
    }
    r->at++;
}

static void read_name(struct reader *r)
{
    const char *start = r->at++;
    while (r->at < r->end && !g_ascii_isspace(*r->at) && !strchr("/()<>[]", *r->at))
        r->at++;
    g_autofree char *name = g_strndup(start, (gsize)(r->at - start));
    if (qpdf_oh_has_key(r->b->file, r->fonts, name)) {
        qpdf_oh type = qpdf_oh_get_key(r->b->file, qpdf_oh_get_key(r->b->file, r->fonts, name), "/Subtype");
        r->font = g_string_chunk_insert_const(r->b->strings, name);
        r->wide = qpdf_oh_is_name_and_equals(r->b->file, type, "/Type0");
    }
}

static void read_glyphs(struct reader *r)
{
    while (r->at < r->end) {
        if (*r->at == '(')
            read_literal(r);
        else if (*r->at == '<' && r->at[1] != '<')
            read_hex(r);
        else if (*r->at == '/')
            read_name(r);
        else
            r->at += *r->at == '<' ? 2 : 1;
    }
}

static void read_pictures(struct fontbook *b, const char *content)
{
    guint n = 0;
    const char *at = content;
    while ((at = strstr(at, " Do")) && n < b->picture_order->len) {
        const char *start = at;
        while (start > content && *start != '/')
            start--;
        ((struct bookpicture *)g_ptr_array_index(b->picture_order, n++))->name =
            g_string_chunk_insert_len(b->strings, start, at - start);
        at += 3;
    }
}

/* The content of a page, with a closing NUL; release with g_free. */
static char *page_content(struct fontbook *b, size_t page, gsize *length)
{
    unsigned char *bytes = NULL;
    size_t n = 0;
    *length = 0;
    if (qpdf_oh_get_page_content_data(b->file, qpdf_get_page_n(b->file, page), &bytes, &n) & QPDF_ERRORS)
        return NULL;
    char *content = g_strndup(bytes ? (char *)bytes : "", n);
    free(bytes);
    *length = n;
    return content;
}

static const char *read_back(struct fontbook *b, GPtrArray *shown)
{
    b->file = qpdf_init();
    qpdf_silence_errors(b->file);
    qpdf_set_suppress_warnings(b->file, TRUE);
    if (qpdf_read_memory(b->file, "fonts", (const char *)b->pdf->data, b->pdf->len, NULL) & QPDF_ERRORS)
        return "the book of fonts cannot be read";
    gsize length = 0;
    g_autofree char *text = page_content(b, 0, &length);
    if (!text)
        return "the book of fonts has no page";
    qpdf_oh resources = qpdf_oh_get_key(b->file, qpdf_get_page_n(b->file, 0), "/Resources");
    struct reader r = {.b = b, .shown = shown, .at = text, .end = text + length};
    r.fonts = qpdf_oh_get_key_if_dict(b->file, resources, "/Font");
    read_glyphs(&r);
    if (r.next != shown->len)
        return "the book of fonts shows other glyphs than it was given";
    if (b->picture_order->len) {
        g_autofree char *pictures = page_content(b, 1, &length);
        if (pictures)
            read_pictures(b, pictures);
    }
    qpdf_oh_release_all(b->file);
    return NULL;
}

int fontbook_close(struct fontbook *b, struct diag *d)
{
    g_autoptr(GPtrArray) shown = g_ptr_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append_bytes, b->pdf, 100, 100);
    cairo_t *cr = cairo_create(surface);
    for (guint i = 0; i < b->face_order->len; i++)
        for (int copy = 0; copy < MAX_COPIES; copy++)
            show_copy(b, cr, g_ptr_array_index(b->face_order, i), copy, shown);
    cairo_show_page(cr);
    if (b->picture_order->len) {
        show_pictures(b, cr);
        cairo_show_page(cr);
    }
    cairo_status_t status = cairo_status(cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    const char *wrong = status == CAIRO_STATUS_SUCCESS ? read_back(b, shown) : cairo_status_to_string(status);
    if (wrong)
        diag_report(d, R901, (struct place){NULL, 0, 0, 0}, NULL, "what", wrong, NULL);
    return wrong ? -1 : 0;
}

static gint compare_codes(gconstpointer p, gconstpointer q)
{
    const struct slot *const *a = p, *const *b = q;
    return (int)(*a)->code - (int)(*b)->code;
}

const GPtrArray *fontbook_slots(const struct fontbook *b, const char *name)
{
    GPtrArray *slots = g_hash_table_lookup(b->by_name, name);
    if (slots)
        g_ptr_array_sort(slots, compare_codes);
    return slots;
}

qpdf_data fontbook_file(struct fontbook *b)
{
    return b->file;
}

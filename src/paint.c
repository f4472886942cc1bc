/* Pages onto a cairo PDF surface.

   Every piece of content gets a mark: the structure node it belongs to, or a kind of artifact. cairo's own tags are
   not used (1.16 marks only leaves, knows no artifact, drops attributes, and writes an object for every mark that
   would have to be thrown away again). A marker is a small fill in a colour nobody uses, drawn where a mark begins;
   finish.c finds it in the page content and writes the marked content itself. Markers come in the order of
   `marks`, so nothing but their order ties the two together.

   Text goes to cairo cluster by cluster, one glyph for one text. Where a glyph was already used for another text
   (a hyphen that comes out as U+00AD) it is taken from a second copy of the font face; texts of several characters
   (ligatures) go as one private code point and finish.c puts the real text into the ToUnicode map. So cairo never
   needs a nested ActualText span, which would break the text of the paragraph for readers. Clusters that cannot be
   told apart this way give their word a mark of its own with ActualText. */
#include "paint.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <string.h>

#include <ft2build.h>
#include FT_FREETYPE_H

/* Copies of a face; a glyph that needs more texts than this goes under ActualText. */
#define MAX_COPIES 6

/* One font file: which text each glyph stands for, in each copy of the face. */
struct face {
    GHashTable *texts[MAX_COPIES];        /* glyph -> interned text */
    cairo_font_face_t *copies[MAX_COPIES]; /* [0] stays NULL: pango's own */
    hb_blob_t *blob;
    unsigned index;
};

/* A PangoFont at a size. */
struct font {
    struct face *face;
    PangoFont *pango;
    double size;
    cairo_font_face_t *cairo_face;
    cairo_matrix_t matrix;
    cairo_scaled_font_t *scaled[MAX_COPIES];
    guint32 space;        /* glyph of U+0020, 0: none */
    double space_width;
    struct word *space_word;
};

/* A shaped run made ready for cairo, kept for the next time the same run is placed. */
struct piece {
    guint32 glyph;
    float x, y;           /* from the run's left end and baseline, pt, y downwards */
    guint8 copy;
    guint8 len;           /* bytes of `text` */
    char text[6];
};

struct word {
    struct font *font;
    int n;
    gboolean space;       /* white space only */
    char *actual;         /* text that must stand as ActualText, or NULL */
    struct piece pieces[];
};

struct font_key { PangoFont *font; double size; };

struct painter {
    struct pages *pages;
    struct painted *out;
    struct diag *diag;
    cairo_surface_t *surface;
    cairo_t *cr;
    GHashTable *faces;    /* "index:file" -> struct face */
    GHashTable *fonts;    /* struct font_key -> struct font */
    GHashTable *words;    /* struct shaped -> struct word */
    GHashTable *hyphens;  /* the same for hyphens of the breaker */
    GHashTable *images;   /* GBytes -> cairo_surface_t */
    GHashTable *stand_ins; /* text -> code point */
    /* the mark that is open, and whether it has been written */
    int page;
    gboolean marked;      /* something is open on this page */
    int n_page_marks;     /* numbered ones */
    /* text not yet shown: one font, one colour */
    cairo_scaled_font_t *run_font;
    struct colour run_colour;
    GArray *glyphs;       /* cairo_glyph_t */
    GArray *clusters;     /* cairo_text_cluster_t */
    GString *text;
    /* fills not yet painted: one colour */
    int n_fills;
    struct colour fill_colour;
};

/* ---- Fonts ---- */

static void face_free(gpointer data)
{
    struct face *f = data;
    for (int i = 0; i < MAX_COPIES; i++) {
        if (f->texts[i])
            g_hash_table_destroy(f->texts[i]);
        if (f->copies[i])
            cairo_font_face_destroy(f->copies[i]);
    }
    if (f->blob)
        hb_blob_destroy(f->blob);
    g_free(f);
}

static void word_free(gpointer data)
{
    struct word *w = data;
    if (w) {
        g_free(w->actual);
        g_free(w);
    }
}

static void font_free(gpointer data)
{
    struct font *f = data;
    for (int i = 0; i < MAX_COPIES; i++)
        if (f->scaled[i])
            cairo_scaled_font_destroy(f->scaled[i]);
    if (f->cairo_face)
        cairo_font_face_destroy(f->cairo_face);
    word_free(f->space_word);
    g_free(f);
}

static guint font_key_hash(gconstpointer p)
{
    const struct font_key *k = p;
    return g_direct_hash(k->font) ^ g_double_hash(&k->size);
}

static gboolean font_key_equal(gconstpointer p, gconstpointer q)
{
    const struct font_key *a = p, *b = q;
    return a->font == b->font && a->size == b->size;
}

static struct face *face_lookup(struct painter *p, PangoFont *font)
{
    g_autofree char *key = NULL;
    if (PANGO_IS_FC_FONT(font)) {
        FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
        FcChar8 *file = NULL;
        int index = 0;
        if (pattern && FcPatternGetString(pattern, FC_FILE, 0, &file) == FcResultMatch) {
            FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
            key = g_strdup_printf("%d:%s", index, (const char *)file);
        }
    }
    if (!key)
        key = g_strdup_printf("%p", (void *)font);
    struct face *face = g_hash_table_lookup(p->faces, key);
    if (!face) {
        face = g_new0(struct face, 1);
        face->texts[0] = g_hash_table_new(NULL, NULL);
        hb_face_t *hb = hb_font_get_face(pango_font_get_hb_font(font));
        face->blob = hb_face_reference_blob(hb);
        face->index = hb_face_get_index(hb);
        g_hash_table_insert(p->faces, g_steal_pointer(&key), face);
    }
    return face;
}

static struct font *font_lookup(struct painter *p, PangoFont *pango, double size)
{
    struct font_key key = {pango, size};
    struct font *f = g_hash_table_lookup(p->fonts, &key);
    if (f)
        return f;
    if (!PANGO_IS_CAIRO_FONT(pango))
        return NULL;
    cairo_scaled_font_t *theirs = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(pango));
    if (!theirs || cairo_scaled_font_status(theirs) != CAIRO_STATUS_SUCCESS)
        return NULL;

    f = g_new0(struct font, 1);
    f->face = face_lookup(p, pango);
    f->pango = pango;
    f->size = size;
    f->cairo_face = cairo_font_face_reference(cairo_scaled_font_get_font_face(theirs));
    cairo_scaled_font_get_font_matrix(theirs, &f->matrix);
    double theirs_size = fabs(f->matrix.yy); /* pixels of their resolution; a synthetic slant sits in xy */
    if (theirs_size > 0)
        cairo_matrix_scale(&f->matrix, size / theirs_size, size / theirs_size);

    hb_font_t *hb = pango_font_get_hb_font(pango);
    hb_codepoint_t glyph = 0;
    int x_scale = 0, y_scale = 0;
    hb_font_get_scale(hb, &x_scale, &y_scale);
    if (x_scale && hb_font_get_nominal_glyph(hb, ' ', &glyph)) {
        f->space = glyph;
        f->space_width = (double)hb_font_get_glyph_h_advance(hb, glyph) / x_scale * size;
    }
    struct font_key *kept = g_new(struct font_key, 1);
    *kept = key;
    g_hash_table_insert(p->fonts, kept, f);
    return f;
}

struct copy { FT_Library library; FT_Face face; hb_blob_t *blob; };

static void copy_free(void *data)
{
    struct copy *c = data;
    if (c->face)
        FT_Done_Face(c->face);
    if (c->library)
        FT_Done_FreeType(c->library);
    hb_blob_destroy(c->blob);
    g_free(c);
}

/* Another cairo face of the same file: cairo embeds it as a font of its own. Each copy has its own FreeType library,
   because cairo may let go of it later, from any thread. */
static cairo_font_face_t *face_copy(struct face *f)
{
    static const cairo_user_data_key_t key;
    unsigned length = 0;
    const char *bytes = hb_blob_get_data(f->blob, &length);
    struct copy *c = g_new0(struct copy, 1);
    c->blob = hb_blob_reference(f->blob);
    if (!length || FT_Init_FreeType(&c->library) ||
        FT_New_Memory_Face(c->library, (const FT_Byte *)bytes, (FT_Long)length, (FT_Long)f->index, &c->face)) {
        copy_free(c);
        return NULL;
    }
    cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face(c->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(face, &key, c, copy_free) != CAIRO_STATUS_SUCCESS) {
        cairo_font_face_destroy(face);
        copy_free(c);
        return NULL;
    }
    return face;
}

static cairo_scaled_font_t *font_scaled(struct font *f, int copy)
{
    if (f->scaled[copy])
        return f->scaled[copy];
    cairo_font_face_t *face = f->cairo_face;
    if (copy) {
        if (!f->face->copies[copy])
            f->face->copies[copy] = face_copy(f->face);
        if (f->face->copies[copy])
            face = f->face->copies[copy];
    }
    cairo_matrix_t identity;
    cairo_matrix_init_identity(&identity);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    f->scaled[copy] = cairo_scaled_font_create(face, &f->matrix, &identity, options);
    cairo_font_options_destroy(options);
    return f->scaled[copy];
}

/* ---- Runs into pieces ---- */

/* The characters of `text` that may be said: valid, no unused soft hyphen, no control. */
static char *clean_text(const char *text, int len)
{
    GString *s = g_string_sized_new((gsize)len + 1);
    g_autofree char *valid = g_utf8_make_valid(text, len);
    for (const char *c = valid; *c; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (u == 0xAD || u == 0xFEFF || (u & 0xFFFE) == 0xFFFE || (u >= 0xFDD0 && u <= 0xFDEF))
            continue;
        if (u < 0x20 || (u >= 0x7F && u < 0xA0))
            u = ' ';
        g_string_append_unichar(s, u);
    }
    return g_string_free(s, FALSE);
}

/* What cairo is told for a text: itself when it is one character, else a private code point. */
static gboolean piece_set_text(struct painter *p, struct piece *piece, const char *text)
{
    gsize len = strlen(text);
    if (g_utf8_next_char(text) == text + len && len <= 4) {
        memcpy(piece->text, text, len);
        piece->len = (guint8)len;
        return TRUE;
    }
    gpointer found = g_hash_table_lookup(p->stand_ins, text);
    gunichar code;
    if (found) {
        code = GPOINTER_TO_UINT(found);
    } else {
        code = PAINT_STAND_IN + p->out->stand_ins->len;
        while ((code & 0xFFFE) == 0xFFFE) { /* two code points of each plane are no characters */
            g_ptr_array_add(p->out->stand_ins, (char *)"");
            code++;
        }
        if (code > PAINT_STAND_IN_LAST)
            return FALSE;
        char *kept = g_string_chunk_insert(p->out->strings, text);
        g_ptr_array_add(p->out->stand_ins, kept);
        g_hash_table_insert(p->stand_ins, kept, GUINT_TO_POINTER(code));
    }
    piece->len = (guint8)g_unichar_to_utf8(code, piece->text);
    return TRUE;
}

/* Chooses the copy of the face in which this glyph stands for this text. */
static gboolean piece_choose(struct painter *p, struct font *font, struct piece *piece, const char *text)
{
    const char *kept = NULL;
    for (int c = 0; c < MAX_COPIES; c++) {
        if (!font->face->texts[c])
            font->face->texts[c] = g_hash_table_new(NULL, NULL);
        const char *has = g_hash_table_lookup(font->face->texts[c], GUINT_TO_POINTER(piece->glyph));
        if (!has) {
            kept = g_string_chunk_insert_const(p->out->strings, text);
            if (!piece_set_text(p, piece, text))
                return FALSE;
            g_hash_table_insert(font->face->texts[c], GUINT_TO_POINTER(piece->glyph), (gpointer)kept);
            piece->copy = (guint8)c;
            return TRUE;
        }
        if (strcmp(has, text) == 0) {
            piece->copy = (guint8)c;
            return piece_set_text(p, piece, text);
        }
    }
    return FALSE;
}

/* Any text will do: the word stands under ActualText. */
static void piece_choose_any(struct painter *p, struct font *font, struct piece *piece, const char *text)
{
    const char *has = g_hash_table_lookup(font->face->texts[0], GUINT_TO_POINTER(piece->glyph));
    piece->copy = 0;
    if (has)
        piece_set_text(p, piece, has);
    else if (!piece_choose(p, font, piece, *text ? text : "\357\277\275"))
        piece_set_text(p, piece, "\357\277\275");
}

/* The characters of the cluster come in another order than its glyphs (a vowel sign drawn before its consonant). */
static gboolean cluster_reordered(struct font *font, const char *text, const struct piece *pieces, int n)
{
    hb_font_t *hb = pango_font_get_hb_font(font->pango);
    int last = -1;
    for (const char *c = text; *c; c = g_utf8_next_char(c)) {
        hb_codepoint_t glyph;
        if (!hb_font_get_nominal_glyph(hb, g_utf8_get_char(c), &glyph))
            continue;
        for (int i = 0; i < n; i++)
            if (pieces[i].glyph == glyph) {
                if (i < last)
                    return TRUE;
                last = i;
                break;
            }
    }
    return FALSE;
}

static gboolean glyph_visible(guint32 glyph)
{
    return glyph != 0 && glyph != PANGO_GLYPH_EMPTY && !(glyph & PANGO_GLYPH_UNKNOWN_FLAG);
}

/* Gives each glyph of a cluster its share of the text: the first takes what the others leave, one character each.
   FALSE: not possible, the word needs ActualText. */
static gboolean cluster_choose(struct painter *p, struct font *font, struct piece *pieces, int n, const char *text)
{
    glong chars = g_utf8_strlen(text, -1);
    if (chars < n || (n > 1 && cluster_reordered(font, text, pieces, n)))
        return FALSE;
    const char *from = text;
    for (int i = 0; i < n; i++) {
        const char *to = i == 0 ? g_utf8_offset_to_pointer(text, chars - n + 1) : g_utf8_next_char(from);
        g_autofree char *share = g_strndup(from, (gsize)(to - from));
        if (!piece_choose(p, font, &pieces[i], share))
            return FALSE;
        from = to;
    }
    return TRUE;
}

static struct word *word_new(struct painter *p, const struct shaped *s, gboolean hyphen)
{
    struct font *font = font_lookup(p, s->font, s->size);
    int n = MAX(s->n_glyphs, 0);
    struct word *w = g_malloc0(sizeof *w + (gsize)n * sizeof(struct piece));
    w->font = font;
    w->space = s->space;
    if (!font)
        return w;

    /* Pieces in reading order; `owner[i]` is the byte where the cluster of piece i starts. */
    g_autofree int *owner = g_new(int, (gsize)n + 1);
    g_autofree float *pen = g_new(float, (gsize)n + 1);
    pen[0] = 0;
    for (int i = 0; i < n; i++)
        pen[i + 1] = pen[i] + s->advances[i];
    gboolean ordered = TRUE;
    int count = 0, before = 0;
    /* Texts of clusters without a visible glyph go to the cluster before them, so keep all cluster starts. */
    for (int k = 0; k < n; k++) {
        int i = s->rtl ? n - 1 - k : k;
        int start = s->clusters ? CLAMP(s->clusters[i], 0, s->text_len) : 0;
        if (start < before)
            ordered = FALSE;
        before = start;
        if (!glyph_visible(s->glyphs[i]))
            continue;
        struct piece *piece = &w->pieces[count];
        piece->glyph = s->glyphs[i];
        piece->x = pen[i] + (s->dx ? s->dx[i] : 0);
        piece->y = s->dy ? s->dy[i] : 0;
        owner[count++] = start;
    }
    if (count == 0 && font->space && n > 0) { /* a tab, or a space that was shaped to nothing */
        g_autofree char *said = clean_text(s->text, s->text_len);
        if (*said && !*g_strchug(said)) {
            w->pieces[0].glyph = font->space;
            w->n = piece_choose(p, font, &w->pieces[0], " ") ? 1 : 0;
            w->space = TRUE;
        }
        return w;
    }
    w->n = count;
    if (count == 0)
        return w;
    owner[0] = 0;

    gboolean plain = ordered;
    for (int i = 0; plain && i < count;) {
        int j = i + 1;
        while (j < count && owner[j] == owner[i])
            j++;
        int end = j < count ? owner[j] : s->text_len;
        g_autofree char *text = hyphen ? g_strdup("\302\255") : clean_text(s->text + owner[i], end - owner[i]);
        if (!*text) {
            g_free(text);
            text = g_strdup("\302\255");
        }
        plain = cluster_choose(p, font, &w->pieces[i], j - i, text);
        i = j;
    }
    if (!plain) {
        w->actual = clean_text(s->text, s->text_len);
        for (int i = 0; i < count; i++) {
            int end = i + 1 < count && owner[i + 1] > owner[i] ? owner[i + 1] : s->text_len;
            g_autofree char *text = clean_text(s->text + owner[i], MAX(end - owner[i], 0));
            piece_choose_any(p, font, &w->pieces[i], text);
        }
    }
    return w;
}

static struct word *word_lookup(struct painter *p, const struct shaped *s, gboolean hyphen)
{
    GHashTable *table = hyphen ? p->hyphens : p->words;
    struct word *w = g_hash_table_lookup(table, s);
    if (!w) {
        w = word_new(p, s, hyphen);
        g_hash_table_insert(table, (gpointer)s, w);
    }
    return w;
}

/* ---- Marks ---- */

static gboolean colour_equal(struct colour a, struct colour b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void set_colour(struct painter *p, struct colour c)
{
    if (c.r == PAINT_MARKER_RED && c.g == PAINT_MARKER_GREEN)
        c.r = 0; /* the markers' colours are ours alone */
    cairo_set_source_rgb(p->cr, c.r, c.g, c.b);
}

static void flush_text(struct painter *p)
{
    if (!p->glyphs->len)
        return;
    set_colour(p, p->run_colour);
    cairo_set_scaled_font(p->cr, p->run_font);
    cairo_show_text_glyphs(p->cr, p->text->str, (int)p->text->len, (cairo_glyph_t *)(void *)p->glyphs->data,
                           (int)p->glyphs->len, (cairo_text_cluster_t *)(void *)p->clusters->data,
                           (int)p->clusters->len, 0);
    g_array_set_size(p->glyphs, 0);
    g_array_set_size(p->clusters, 0);
    g_string_truncate(p->text, 0);
}

static void flush_fills(struct painter *p)
{
    if (!p->n_fills)
        return;
    set_colour(p, p->fill_colour);
    cairo_fill(p->cr);
    p->n_fills = 0;
}

static void flush(struct painter *p)
{
    flush_text(p);
    flush_fills(p);
}

static void mark_open(struct painter *p, struct tag_node *node, enum artifact artifact, const char *actual)
{
    flush(p);
    cairo_set_source_rgb(p->cr, PAINT_MARKER_RED, PAINT_MARKER_GREEN,
                         PAINT_MARKER_BLUE(p->out->marks->len & 1));
    cairo_rectangle(p->cr, 0, 0, 1, 1);
    cairo_fill(p->cr);
    struct mark m = {node, node ? ARTIFACT_NONE : artifact, actual, p->page, node ? p->n_page_marks++ : -1};
    g_array_append_val(p->out->marks, m);
    p->marked = TRUE;
}

/* Sees to it that what is drawn next stands in a mark of this node (or artifact) without replacement text. */
static void mark_ensure(struct painter *p, struct tag_node *node, enum artifact artifact)
{
    if (p->marked) {
        const struct mark *m = &g_array_index(p->out->marks, struct mark, p->out->marks->len - 1);
        if (!m->actual && m->node == node && (node || m->artifact == artifact))
            return;
    }
    mark_open(p, node, artifact, NULL);
}

/* ---- Items ---- */

static void append_piece(struct painter *p, const struct word *w, const struct piece *piece, double x, double y,
                         struct colour colour)
{
    cairo_scaled_font_t *font = font_scaled(w->font, piece->copy);
    if (font != p->run_font || !colour_equal(colour, p->run_colour)) {
        flush_text(p);
        p->run_font = font;
        p->run_colour = colour;
    }
    cairo_glyph_t glyph = {piece->glyph, x + piece->x, y + piece->y};
    cairo_text_cluster_t cluster = {piece->len, 1};
    g_array_append_val(p->glyphs, glyph);
    g_array_append_val(p->clusters, cluster);
    g_string_append_len(p->text, piece->text, piece->len);
}

static void paint_word(struct painter *p, const struct page_item *item, struct tag_node *node, enum artifact artifact,
                       const struct word *w, double x, double y)
{
    if (w->n == 0 || !isfinite(x) || !isfinite(y))
        return;
    struct mark *last = p->marked
        ? &g_array_index(p->out->marks, struct mark, p->out->marks->len - 1) : NULL;
    if (w->actual && node) {
        mark_open(p, node, artifact, g_string_chunk_insert(p->out->strings, w->actual));
    } else if (last && last->actual && w->space && last->node == node && !g_str_has_suffix(last->actual, " ")) {
        g_autofree char *more = g_strconcat(last->actual, " ", NULL); /* the space stays with its word */
        last->actual = g_string_chunk_insert(p->out->strings, more);
    } else {
        mark_ensure(p, node, artifact);
    }
    flush_fills(p);
    for (int i = 0; i < w->n; i++)
        append_piece(p, w, &w->pieces[i], x, y, item->text.colour);
}

static void paint_text(struct painter *p, const struct page_item *item, struct tag_node *node, enum artifact artifact)
{
    const struct item_text *t = &item->text;
    const struct word *w = NULL;
    for (int i = 0; i < t->n_runs; i++) {
        gboolean last = i == t->n_runs - 1;
        w = word_lookup(p, t->runs[i].shaped, last && (t->flags & TEXT_HYPHEN));
        paint_word(p, item, node, artifact, w, t->runs[i].x, t->y);
    }
    /* the space that was broken at, and one between the labels of a figure, for whoever takes the text out */
    gboolean wanted = node && ((t->flags & TEXT_LINE_END) || node->tag == TAG_FIGURE);
    if (!w || !w->font || w->space || !wanted || (t->flags & TEXT_HYPHEN))
        return;
    struct font *font = w->font;
    if (!font->space)
        return;
    if (!font->space_word) {
        struct word *space = g_malloc0(sizeof *space + sizeof(struct piece));
        space->font = font;
        space->space = TRUE;
        space->pieces[0].glyph = font->space;
        space->n = piece_choose(p, font, &space->pieces[0], " ") ? 1 : 0;
        font->space_word = space;
    }
    const struct placed *run = &t->runs[t->n_runs - 1];
    double x = run->shaped->rtl ? run->x - font->space_width : run->x + run->shaped->width;
    paint_word(p, item, node, artifact, font->space_word, x, t->y);
}

static void paint_fill(struct painter *p, const struct item_fill *f)
{
    if (!isfinite(f->x) || !isfinite(f->y) || !isfinite(f->w) || !isfinite(f->h) || f->w == 0 || f->h == 0)
        return;
    flush_text(p);
    if (p->n_fills && !colour_equal(p->fill_colour, f->colour))
        flush_fills(p);
    p->fill_colour = f->colour;
    cairo_rectangle(p->cr, f->x, f->y, f->w, f->h);
    p->n_fills++;
}

static void paint_stroke(struct painter *p, const struct item_stroke *s)
{
    if (!isfinite(s->x1) || !isfinite(s->y1) || !isfinite(s->x2) || !isfinite(s->y2) || !(s->width > 0))
        return;
    flush(p);
    set_colour(p, s->colour);
    cairo_set_line_width(p->cr, s->width);
    cairo_set_dash(p->cr, s->dash, s->dash ? s->n_dash : 0, 0);
    cairo_move_to(p->cr, s->x1, s->y1);
    cairo_line_to(p->cr, s->x2, s->y2);
    cairo_stroke(p->cr);
}

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

static cairo_surface_t *image_lookup(struct painter *p, const struct item_image *i)
{
    cairo_surface_t *surface = g_hash_table_lookup(p->images, i->png);
    if (surface)
        return surface;
    struct png_source source = {NULL, 0};
    source.bytes = g_bytes_get_data(i->png, &source.left);
    surface = cairo_image_surface_create_from_png_stream(png_read, &source);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        diag_report(p->diag, R701, (struct place){i->file, 0, 0, 0}, NULL, "file", i->file ? i->file : "image",
                    "reason", cairo_status_to_string(cairo_surface_status(surface)), NULL);
    g_hash_table_insert(p->images, i->png, surface);
    return surface;
}

static void paint_image(struct painter *p, const struct item_image *i)
{
    flush(p);
    if (!i->png || !(i->w > 0) || !(i->h > 0) || !isfinite(i->x) || !isfinite(i->y))
        return;
    cairo_surface_t *surface = image_lookup(p, i);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        return;
    int w = cairo_image_surface_get_width(surface), h = cairo_image_surface_get_height(surface);
    if (w <= 0 || h <= 0)
        return;
    cairo_save(p->cr);
    cairo_translate(p->cr, i->x, i->y);
    cairo_scale(p->cr, i->w / w, i->h / h);
    cairo_set_source_surface(p->cr, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(p->cr), CAIRO_FILTER_NEAREST); /* no /Interpolate: PDF/A 6.2.8 */
    cairo_paint(p->cr);
    cairo_restore(p->cr);
}

static void paint_item(struct painter *p, const struct page_item *item)
{
    struct tag_node *node = item->artifact == ARTIFACT_NONE ? item->node : NULL;
    enum artifact artifact = node ? ARTIFACT_NONE : item->artifact == ARTIFACT_NONE ? ARTIFACT_LAYOUT : item->artifact;
    if (item->kind == ITEM_LINK) {
        if (item->node) {
            struct painted_link link = {item, p->page, (int)p->out->marks->len};
            g_array_append_val(p->out->links, link);
        }
        return;
    }
    if (item->kind == ITEM_TEXT) {
        paint_text(p, item, node, artifact);
        return;
    }
    mark_ensure(p, node, artifact);
    if (item->kind == ITEM_FILL)
        paint_fill(p, &item->fill);
    else if (item->kind == ITEM_STROKE)
        paint_stroke(p, &item->stroke);
    else
        paint_image(p, &item->image);
}

/* Artifacts of one kind stand together, those that lie under the text first; then the text in the given order. */
static void paint_page(struct painter *p, const struct page *page)
{
    static const enum artifact order[] = {ARTIFACT_BACKGROUND, ARTIFACT_LAYOUT, ARTIFACT_HEADER,
                                          ARTIFACT_REPEATED_HEAD, ARTIFACT_NONE, ARTIFACT_FOOTER};
    unsigned seen = 0;
    p->marked = FALSE;
    p->n_page_marks = 0;
    for (guint i = 0; i < page->items->len; i++) {
        const struct page_item *item = &g_array_index(page->items, struct page_item, i);
        gboolean stray = item->artifact == ARTIFACT_NONE && !item->node;
        seen |= 1u << (stray ? ARTIFACT_LAYOUT : item->artifact);
    }
    for (gsize k = 0; k < G_N_ELEMENTS(order); k++) {
        if (!(seen & (1u << order[k])))
            continue;
        for (guint i = 0; i < page->items->len; i++) {
            const struct page_item *item = &g_array_index(page->items, struct page_item, i);
            gboolean stray = item->artifact == ARTIFACT_NONE && !item->node;
            if ((stray ? ARTIFACT_LAYOUT : item->artifact) == order[k])
                paint_item(p, item);
        }
    }
    flush(p);
}

/* ---- The document ---- */

static cairo_status_t append_bytes(void *closure, const unsigned char *data, unsigned length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static void painter_clear(struct painter *p)
{
    cairo_destroy(p->cr);
    cairo_surface_destroy(p->surface);
    g_hash_table_destroy(p->words);
    g_hash_table_destroy(p->hyphens);
    g_hash_table_destroy(p->fonts);
    g_hash_table_destroy(p->faces);
    g_hash_table_destroy(p->images);
    g_hash_table_destroy(p->stand_ins);
    g_array_free(p->glyphs, TRUE);
    g_array_free(p->clusters, TRUE);
    g_string_free(p->text, TRUE);
}

struct painted *paint_pages(struct pages *pages, struct diag *d)
{
    struct painted *out = g_new0(struct painted, 1);
    out->pdf = g_byte_array_new();
    out->marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
    out->links = g_array_new(FALSE, FALSE, sizeof(struct painted_link));
    out->first_mark = g_new0(int, pages->pages->len + 1);
    out->stand_ins = g_ptr_array_new();
    out->strings = g_string_chunk_new(4096);

    struct painter p = {.pages = pages, .out = out, .diag = d};
    p.surface = cairo_pdf_surface_create_for_stream(append_bytes, out->pdf, 595, 842);
    p.cr = cairo_create(p.surface);
    p.faces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, face_free);
    p.fonts = g_hash_table_new_full(font_key_hash, font_key_equal, g_free, font_free);
    p.words = g_hash_table_new_full(NULL, NULL, NULL, word_free);
    p.hyphens = g_hash_table_new_full(NULL, NULL, NULL, word_free);
    p.images = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_surface_destroy);
    p.stand_ins = g_hash_table_new(g_str_hash, g_str_equal);
    p.glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
    p.clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
    p.text = g_string_new(NULL);

    for (guint i = 0; i < pages->pages->len; i++) {
        const struct page *page = g_ptr_array_index(pages->pages, i);
        cairo_pdf_surface_set_size(p.surface, page->w, page->h);
        p.page = (int)i;
        out->first_mark[i] = (int)out->marks->len;
        paint_page(&p, page);
        cairo_show_page(p.cr);
    }
    out->first_mark[pages->pages->len] = (int)out->marks->len;

    cairo_status_t status = cairo_status(p.cr);
    cairo_surface_finish(p.surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(p.surface);
    painter_clear(&p);
    if (status != CAIRO_STATUS_SUCCESS) {
        diag_report(d, R901, (struct place){NULL, 0, 0, 0}, NULL, "what", cairo_status_to_string(status), NULL);
        painted_free(out);
        return NULL;
    }
    return out;
}

void painted_free(struct painted *painted)
{
    if (!painted)
        return;
    if (painted->pdf)
        g_byte_array_free(painted->pdf, TRUE);
    g_array_free(painted->marks, TRUE);
    g_array_free(painted->links, TRUE);
    g_free(painted->first_mark);
    g_ptr_array_free(painted->stand_ins, TRUE);
    g_string_chunk_free(painted->strings);
    g_free(painted);
}

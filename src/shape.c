/* Words in, glyphs out, by pango's itemising and shaping (which bring script, language, fall-back fonts and HarfBuzz).
   98 of 100 words of a matrix were met before, so a hash table in front of pango is most of the speed (measured: 9 times
   at 2,000 rows). Metrics are unhinted and positions unrounded at 72 dots an inch: widths are those of the PDF. */
#include "shape.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "scripts.h"
#include "typography.h"

#define MOST_HYPHENS 24 /* in a word */

struct kept {
    const char *text;        /* NULL: free place */
    guint hash;
    int len;
    const struct word *word;
};

struct face {
    const struct style_font *font;
    double size, leading;
    int weight;
    gboolean italic;
    PangoLanguage *lang;
    struct typography *typography; /* of lang: the shaper's */
    PangoFontDescription *description;
    PangoContext *context;   /* with description and language set */
    const struct shaped *space, *no_break_space;
    struct kept *table;      /* open addressing, size a power of two */
    guint size_mask, used;
};

struct shaper {
    struct arena *arena;
    struct diag *d;
    PangoFontMap *map;
    GPtrArray *faces;
    GHashTable *fonts;       /* PangoFont * held until the arena ends */
    GHashTable *missing;     /* characters reported already */
    GHashTable *typographies; /* PangoLanguage * -> struct typography * */
    GHashTable *hyphens;     /* struct shaped * -> struct hyphens * */
    const char *origin;
    const char *word;        /* around what is being shaped, for messages */
    int word_len;
    PangoGlyphString *glyphs;
    GString *scratch;
    PangoLogAttr *attrs;
    int n_attrs;
};

struct hyphens {
    int n;
    struct hyphen_point points[];
};

static void drop_typography(gpointer t)
{
    typography_free(t);
}

static void shaper_drop(gpointer data)
{
    struct shaper *s = data;

    for (guint i = 0; i < s->faces->len; i++) {
        struct face *f = s->faces->pdata[i];

        pango_font_description_free(f->description);
        g_object_unref(f->context);
        g_free(f->table);
    }
    g_ptr_array_free(s->faces, TRUE);
    g_hash_table_destroy(s->fonts);
    g_hash_table_destroy(s->missing);
    g_hash_table_destroy(s->typographies);
    g_hash_table_destroy(s->hyphens);
    pango_glyph_string_free(s->glyphs);
    g_string_free(s->scratch, TRUE);
    g_free(s->attrs);
    g_object_unref(s->map);
}

struct shaper *shaper_new(struct arena *a, struct diag *d)
{
    struct shaper *s = arena_new_of(a, struct shaper);

    s->arena = a;
    s->d = d;
    s->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(s->map), 72);
    s->faces = g_ptr_array_new();
    s->fonts = g_hash_table_new_full(NULL, NULL, g_object_unref, NULL);
    s->missing = g_hash_table_new(NULL, NULL);
    s->typographies = g_hash_table_new_full(NULL, NULL, NULL, drop_typography);
    s->hyphens = g_hash_table_new(NULL, NULL);
    s->glyphs = pango_glyph_string_new();
    s->scratch = g_string_new(NULL);
    arena_defer(a, shaper_drop, s);
    return s;
}

void shaper_set_origin(struct shaper *s, const char *origin)
{
    s->origin = origin;
}

const struct face *shaper_face(struct shaper *s, const struct style_font *font, double size, int weight,
                               gboolean italic, const char *lang)
{
    PangoLanguage *language = pango_language_from_string(lang ? lang : "en");
    cairo_font_options_t *options;
    g_autofree char *families = NULL;
    struct face *f;

    for (guint i = 0; i < s->faces->len; i++) {
        f = s->faces->pdata[i];
        if (f->font == font && f->size == size && f->weight == weight && !f->italic == !italic && f->lang == language)
            return f;
    }
    f = arena_new_of(s->arena, struct face);
    f->font = font;
    f->size = size;
    f->weight = weight;
    f->italic = italic;
    f->lang = language;
    f->typography = g_hash_table_lookup(s->typographies, language);
    if (!f->typography) {
        f->typography = typography_new(pango_language_to_string(language), s->d);
        g_hash_table_insert(s->typographies, language, f->typography);
    }
    f->description = pango_font_description_new();
    families = script_families(font, pango_language_to_string(language), &f->leading);
    pango_font_description_set_family(f->description, families);
    pango_font_description_set_absolute_size(f->description, size * PANGO_SCALE);
    pango_font_description_set_weight(f->description, weight);
    pango_font_description_set_style(f->description, italic && script_slants(pango_language_to_string(language))
                                                         ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    f->context = pango_font_map_create_context(s->map);
    options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(f->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(f->context, FALSE);
    pango_context_set_font_description(f->context, f->description);
    pango_context_set_language(f->context, language);
    pango_context_set_base_dir(f->context, PANGO_DIRECTION_LTR);
    f->size_mask = 255;
    f->table = g_new0(struct kept, f->size_mask + 1);
    g_ptr_array_add(s->faces, f);
    return f;
}

double face_size(const struct face *f)
{
    return f->size;
}

double face_leading(const struct face *f)
{
    return f->leading;
}

static void report_missing(struct shaper *s, const struct face *f, gunichar c, const char *text, int len)
{
    g_autofree char *name = NULL, *hint = NULL, *sample = NULL;
    const struct style_fallback *stand_in;
    const char *end;

    if (!g_hash_table_add(s->missing, GUINT_TO_POINTER(c)))
        return;
    name = script_character_name(c);
    sample = g_strndup(text, (gsize)MIN(len, 60)); /* a paragraph may be long: its start */
    *(char *)(g_utf8_validate(sample, -1, &end) ? sample + strlen(sample) : end) = 0;
    stand_in = script_stand_in(f->font, c, pango_language_to_string(f->lang));
    if (g_unichar_type(c) == G_UNICODE_PRIVATE_USE)
        hint = g_strdup("it is a private character of a font of its writer's: put the character in its place that is meant");
    else if (stand_in && stand_in->package)
        hint = g_strdup_printf("install the font package %s (it has \"%s\"), or mend the character", stand_in->package, stand_in->family);
    else
        hint = g_strdup("install a font that has it and name it in the style's <fallback>, or mend the character");
    diag_report(s->d, R601, (struct place){0}, s->origin, "character", name, "text", sample, "remedy", hint, NULL);
}

/* Whether shaping would leave a hole for this character. (Shaping it all the same would make pango measure a box with its
   code, in a font that it never gives back.) */
static gboolean is_missing(PangoFont *font, gunichar c)
{
    gunichar a, b;

    if (c < 0x80 || !font || pango_font_has_char(font, c) || pango_is_zero_width(c))
        return FALSE;
    if ((c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff) || c == 0x2011 || c == 0xa0 || c == 0x34f)
        return FALSE; /* variation selectors, tags; what HarfBuzz replaces */
    if (g_unichar_type(c) == G_UNICODE_SPACE_SEPARATOR && c != 0x1680)
        return FALSE; /* spaces of other widths, which HarfBuzz makes of the common one */
    if (g_unichar_decompose(c, &a, &b) && pango_font_has_char(font, a) && (!b || pango_font_has_char(font, b)))
        return FALSE;
    return TRUE;
}

/* Text that no font has: empty boxes of the font that pango settled on, and an error. NULL when all is there. */
static struct shaped *keep_boxes(struct shaper *s, const struct face *f, const PangoAnalysis *analysis, const char *text, int len)
{
    double size = f->size;
    struct shaped *out;
    gboolean missing = FALSE;
    int n = 0;
    guint32 *glyphs;
    float *advances;
    int *clusters;

    for (const char *p = text; p < text + len; p = g_utf8_next_char(p), n++)
        if (is_missing(analysis->font, g_utf8_get_char(p))) {
            missing = TRUE;
            report_missing(s, f, g_utf8_get_char(p), s->word, s->word_len);
        }
    if (!missing)
        return NULL;
    out = arena_new_of(s->arena, struct shaped);
    out->glyphs = glyphs = arena_array_of(s->arena, guint32, n);
    out->advances = advances = arena_array_of(s->arena, float, n);
    out->clusters = clusters = arena_array_of(s->arena, int, n);
    for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
        advances[out->n_glyphs] = (float)(size * 0.6);
        clusters[out->n_glyphs++] = (int)(p - text);
        out->width += size * 0.6;
    }
    (void)glyphs; /* all 0: the font's sign for "none" */
    if (!g_hash_table_contains(s->fonts, analysis->font))
        g_hash_table_add(s->fonts, g_object_ref(analysis->font));
    out->font = analysis->font;
    out->size = size;
    out->text = text;
    out->text_len = len;
    return out;
}

/* The glyphs of an item's piece as a struct of ours. `text` is kept already. Invisible glyphs are left out: the text of their
   clusters goes with the neighbours. */
static struct shaped *keep_glyphs(struct shaper *s, const struct face *f, const PangoAnalysis *analysis, const char *around,
                                  int around_len, const char *text, int len)
{
    double size = f->size;
    const PangoGlyphString *g = s->glyphs;
    int n = 0, at = 0;
    gboolean offsets = FALSE;
    struct shaped *out;
    char *block;
    guint32 *glyphs;
    float *advances, *dx = NULL, *dy = NULL;
    int *clusters;

    s->word = around;
    s->word_len = around_len;
    out = keep_boxes(s, f, analysis, text, len);
    if (out)
        return out;
    pango_shape_full(text, len, around, around_len, analysis, s->glyphs);
    for (int i = 0; i < g->num_glyphs; i++)
        if (g->glyphs[i].glyph != PANGO_GLYPH_EMPTY) {
            n++;
            offsets = offsets || g->glyphs[i].geometry.x_offset || g->glyphs[i].geometry.y_offset;
        }
    block = arena_alloc(s->arena, sizeof *out + (gsize)n * (sizeof *glyphs + sizeof *advances + sizeof *clusters +
                                                            (offsets ? 2 * sizeof *dx : 0)));
    out = (struct shaped *)block;
    glyphs = (guint32 *)(block + sizeof *out);
    advances = (float *)(glyphs + n);
    clusters = (int *)(advances + n);
    if (offsets) {
        dx = (float *)(clusters + n);
        dy = dx + n;
    }
    for (int i = 0; i < g->num_glyphs; i++) {
        const PangoGlyphInfo *info = &g->glyphs[i];

        if (info->glyph == PANGO_GLYPH_EMPTY)
            continue;
        glyphs[at] = info->glyph;
        advances[at] = (float)info->geometry.width / PANGO_SCALE;
        if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
            report_missing(s, f, info->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG, around, around_len);
            glyphs[at] = 0;
            advances[at] = (float)(size * 0.6);
        }
        clusters[at] = g->log_clusters[i];
        if (offsets) {
            dx[at] = (float)info->geometry.x_offset / PANGO_SCALE;
            dy[at] = (float)info->geometry.y_offset / PANGO_SCALE;
        }
        out->width += advances[at];
        at++;
    }
    if (analysis->font && !g_hash_table_contains(s->fonts, analysis->font))
        g_hash_table_add(s->fonts, g_object_ref(analysis->font));
    out->font = analysis->font;
    out->size = size;
    out->text = text;
    out->text_len = len;
    out->n_glyphs = n;
    out->glyphs = glyphs;
    out->advances = advances;
    out->dx = dx;
    out->dy = dy;
    out->clusters = clusters;
    out->rtl = analysis->level & 1;
    return out;
}

static const PangoLogAttr *log_attrs(struct shaper *s, const char *text, int len, PangoLanguage *lang)
{
    int n = (int)g_utf8_strlen(text, len) + 1;

    if (n > s->n_attrs) {
        s->attrs = g_renew(PangoLogAttr, s->attrs, n);
        s->n_attrs = n;
    }
    memset(s->attrs, 0, sizeof *s->attrs * (gsize)n);
    pango_get_log_attrs(text, len, -1, lang, s->attrs, n);
    script_breaks(text, len, pango_language_to_string(lang), s->attrs, n);
    return s->attrs;
}

/* A segment of a symbol: capitals and figures ("HRC", "58", "8-10"), or a short word with a capital ("Add.1", "Rev.2", "Res"). */
static gboolean is_segment(const char *text, int len)
{
    int small = 0;

    for (int i = 0; i < len; i++) {
        if ((guchar)text[i] >= 0x80) { /* quotation marks, dashes */
            if ((guchar)text[i] != 0xe2 && (guchar)text[i] != 0xc2)
                return FALSE;
            i += (guchar)text[i] == 0xe2 ? 2 : 1;
            continue;
        }
        small += g_ascii_islower(text[i]);
    }
    return small <= 4 && (!small || g_ascii_isupper(text[0]));
}

/* A document symbol (A/HRC/58/7/Add.1) or an address: a line ends in it only when nothing else helps. */
static gboolean is_symbol(const char *text, int len)
{
    const char *end = text + len, *start = text;
    int slashes = 0;

    if (memchr(text, ':', (gsize)len) && g_strstr_len(text, len, "://"))
        return TRUE;
    while (start < end && ((guchar)*start >= 0x80 || strchr("([\"'", *start))) /* what opens */
        start++;
    for (const char *p = start; p <= end; p++) {
        if (p < end && *p != '/')
            continue;
        if (!is_segment(start, (int)(p - start)) || (!slashes && memchr(start, '.', (gsize)(p - start))))
            return FALSE;
        slashes += p < end;
        start = p + 1;
    }
    return slashes > 0;
}

/* Whether enough of a symbol stands on either side of a break: no "A/", no "/4" alone. */
static gboolean parts_symbol(const char *text, int len, int at)
{
    int before = 0, behind = 0;

    for (int i = 0; i < at; i++)
        before += g_ascii_isalnum(text[i]) != 0;
    for (int i = at; i < len; i++)
        behind += g_ascii_isalnum(text[i]) != 0;
    return before >= 2 && behind >= 2;
}

#define SOFT_HYPHEN 0xad
#define ZERO_WIDTH_SPACE 0x200b

/* What may happen behind a character; the attribute is of the next one. `parts`: enough of a symbol stands on either side. */
static enum break_kind kind_behind(gunichar before, const PangoLogAttr *next, gboolean symbol, gboolean parts)
{
    if (before == SOFT_HYPHEN)
        return next->is_line_break ? BREAK_HYPHEN : BREAK_NONE;
    if (symbol)
        return parts && (before == '/' || before == '?' || before == '&' || before == '=') ? BREAK_EMERGENCY : BREAK_NONE;
    return next->is_line_break ? BREAK_ALLOWED : BREAK_NONE;
}

/* Shapes text (kept) that stands alone; there may be several fonts in it. Adds parts to out (of struct word_part). */
static void shape_alone(struct shaper *s, const struct face *f, const char *text, int len, enum break_kind after,
                        GArray *out)
{
    PangoAttrList *attrs = pango_attr_list_new();
    GList *items = pango_itemize(f->context, text, 0, len, attrs, NULL);

    pango_attr_list_unref(attrs);
    for (GList *l = items; l; l = l->next) {
        PangoItem *item = l->data;
        struct word_part part = {.after = l->next ? BREAK_NONE : after};

        part.shaped = keep_glyphs(s, f, &item->analysis, text, len, text + item->offset, item->length);
        g_array_append_val(out, part);
        pango_item_free(item);
    }
    g_list_free(items);
}

static const struct word *word_new(struct shaper *s, const struct face *f, const char *text, int len)
{
    const char *kept = arena_strndup(s->arena, text, (gsize)len), *start = kept, *end = kept + len;
    const PangoLogAttr *attrs = log_attrs(s, kept, len, f->lang);
    gboolean symbol = is_symbol(kept, len);
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct word_part));
    struct word *w = arena_new_of(s->arena, struct word);
    struct word_part *array;
    int i = 0;

    for (const char *p = kept; p < end;) {
        gunichar c = g_utf8_get_char(p);
        const char *next = g_utf8_next_char(p);
        enum break_kind kind;

        i++;
        kind = next < end ? kind_behind(c, &attrs[i], symbol, symbol && parts_symbol(kept, len, (int)(next - kept))) : BREAK_NONE;
        if (kind != BREAK_NONE || next >= end || c == SOFT_HYPHEN || c == ZERO_WIDTH_SPACE) {
            const char *stop = c == SOFT_HYPHEN || c == ZERO_WIDTH_SPACE ? p : next;

            if (stop > start) {
                if (next >= end && c == SOFT_HYPHEN)
                    kind = BREAK_NONE;
                shape_alone(s, f, start, (int)(stop - start), kind, parts);
            } else if (parts->len && kind != BREAK_NONE)
                g_array_index(parts, struct word_part, parts->len - 1).after = kind;
            start = next;
        }
        p = next;
    }
    w->n_parts = (int)parts->len;
    array = arena_array_of(s->arena, struct word_part, MAX(1, parts->len));
    if (parts->len)
        memcpy(array, parts->data, sizeof *array * parts->len);
    w->parts = array;
    for (int k = 0; k < w->n_parts; k++)
        w->width += (float)w->parts[k].shaped->width;
    g_array_free(parts, TRUE);
    w->left = typography_left(f->typography, kept, len);
    w->right = typography_right(f->typography, kept, len);
    return w;
}

static guint hash_of(const char *text, int len)
{
    guint h = 2166136261u;

    for (int i = 0; i < len; i++)
        h = (h ^ (guchar)text[i]) * 16777619u;
    return h ? h : 1;
}

static struct kept *place_for(const struct face *f, const char *text, int len, guint hash)
{
    guint i = hash & f->size_mask;

    while (f->table[i].text &&
           (f->table[i].hash != hash || f->table[i].len != len || memcmp(f->table[i].text, text, (gsize)len)))
        i = (i + 1) & f->size_mask;
    return &f->table[i];
}

static void table_grow(struct face *f)
{
    struct kept *old = f->table;
    guint old_size = f->size_mask + 1;

    f->size_mask = old_size * 2 - 1;
    f->table = g_new0(struct kept, old_size * 2);
    for (guint i = 0; i < old_size; i++)
        if (old[i].text)
            *place_for(f, old[i].text, old[i].len, old[i].hash) = old[i];
    g_free(old);
}

const struct word *shape_word(struct shaper *s, const struct face *face, const char *text, int len)
{
    struct face *f = (struct face *)face; /* the table inside is the shaper's */
    guint hash = hash_of(text, len);
    struct kept *k = place_for(f, text, len, hash);

    if (k->text)
        return k->word;
    if (++f->used * 2 > f->size_mask) {
        table_grow(f);
        k = place_for(f, text, len, hash);
    }
    k->text = arena_strndup(s->arena, text, (gsize)len);
    k->len = len;
    k->hash = hash;
    k->word = word_new(s, f, text, len);
    return k->word;
}

static const struct shaped *space_new(struct shaper *s, const struct face *f, const char *text)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct word_part));
    struct shaped *space;

    shape_alone(s, f, text, (int)strlen(text), BREAK_NONE, parts);
    space = (struct shaped *)g_array_index(parts, struct word_part, 0).shaped;
    space->space = TRUE;
    g_array_free(parts, TRUE);
    return space;
}

const struct shaped *shape_space(struct shaper *s, const struct face *face, gboolean no_break)
{
    struct face *f = (struct face *)face;

    if (no_break) {
        if (!f->no_break_space)
            f->no_break_space = space_new(s, f, "\u00a0");
        return f->no_break_space;
    }
    if (!f->space)
        f->space = space_new(s, f, " ");
    return f->space;
}

const struct shaped *shape_part(struct shaper *s, const struct face *f, const struct shaped *whole, int from, int to)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct word_part));
    const struct shaped *part;

    shape_alone(s, f, whole->text + from, to - from, BREAK_NONE, parts);
    part = g_array_index(parts, struct word_part, 0).shaped;
    g_array_free(parts, TRUE);
    return part;
}

/* Width of the glyphs in front of a byte offset; -1 where a glyph stands for letters on both sides. */
static double width_before(const struct shaped *word, int at)
{
    double w = 0;
    int g = 0;

    for (; g < word->n_glyphs && word->clusters[g] < at; g++)
        w += word->advances[g];
    return g < word->n_glyphs && word->clusters[g] == at ? w : -1;
}

struct hyphen_point *shape_hyphens(struct shaper *s, const struct face *f, const struct shaped *word, int *n)
{
    struct hyphens *h = g_hash_table_lookup(s->hyphens, word);
    int at[MOST_HYPHENS], found;

    if (!h) {
        found = word->rtl ? 0 : typography_part(f->typography, word->text, word->text_len, at, MOST_HYPHENS);
        h = arena_alloc(s->arena, sizeof *h + sizeof h->points[0] * (gsize)found);
        h->n = found;
        for (int i = 0; i < found; i++) {
            double w = width_before(word, at[i]);

            h->points[i] = (struct hyphen_point){.at = at[i], .before = (float)w, .behind = (float)(word->width - w)};
            if (w < 0)
                shape_hyphen(s, f, word, &h->points[i]);
        }
        g_hash_table_insert(s->hyphens, (gpointer)word, h);
    }
    *n = h->n;
    return h->points;
}

void shape_hyphen(struct shaper *s, const struct face *f, const struct shaped *word, struct hyphen_point *point)
{
    if (point->head)
        return;
    point->head = shape_part(s, f, word, 0, point->at);
    point->tail = shape_part(s, f, word, point->at, word->text_len);
    point->before = (float)point->head->width;
    point->behind = (float)point->tail->width;
}

guint shape_left_rules(struct shaper *s, const struct face *f, const char *word, int len)
{
    return typography_left(f->typography, word, len);
}

guint shape_right_rules(struct shaper *s, const struct face *f, const char *word, int len)
{
    return typography_right(f->typography, word, len);
}

gboolean face_same_language(const struct face *a, const struct face *b)
{
    return a->typography == b->typography;
}

gboolean shape_space_breaks(const char *text, int len, int at)
{
    if (at + 1 < len && strchr("!?:;)]}/%", text[at + 1]) && (at + 2 >= len || !g_ascii_isalnum(text[at + 2])))
        return FALSE;
    if (at > 0 && strchr("([{", text[at - 1]))
        return FALSE;
    return !(at + 2 < len && !memcmp(text + at + 1, "\xc2\xbb", 2)) && !(at > 1 && !memcmp(text + at - 2, "\xc2\xab", 2));
}

gboolean shape_is_simple(const char *text, int len)
{
    for (const char *p = text, *end = text + len; p < end; p = g_utf8_next_char(p)) {
        gunichar c;

        if (!(*p & 0x80))
            continue;
        c = g_utf8_get_char(p);
        if (c < 0x530 || (c >= 0x10a0 && c < 0x1100) || (c >= 0x1e00 && c < 0x200b) || (c >= 0x2010 && c < 0x2028) ||
            (c >= 0x202f && c < 0x2066) || (c >= 0x2070 && c < 0x2e00))
            continue;
        return FALSE;
    }
    return TRUE;
}

static PangoAttrList *attributes(const struct shape_run *runs, int n_runs)
{
    PangoAttrList *attrs = pango_attr_list_new();

    for (int i = 0; i < n_runs; i++) {
        PangoAttribute *font = pango_attr_font_desc_new(runs[i].face->description);
        PangoAttribute *lang = pango_attr_language_new(runs[i].face->lang);

        font->start_index = lang->start_index = (guint)runs[i].offset;
        font->end_index = lang->end_index = (guint)(runs[i].offset + runs[i].len);
        pango_attr_list_insert(attrs, font);
        pango_attr_list_insert(attrs, lang);
    }
    return attrs;
}

static void add_piece(struct shaper *s, const PangoItem *item, const char *text, int len, int from, int to,
                      gboolean space, const struct face *face, enum break_kind after, GArray *pieces)
{
    struct shaped_piece piece = {.offset = from, .level = item->analysis.level, .after = after};
    struct shaped *shaped;

    shaped = keep_glyphs(s, face, &item->analysis, text, len, text + from, to - from);
    if (after == BREAK_ALLOWED && !space && to < len)
        piece.joint = script_joint(g_utf8_get_char(g_utf8_prev_char(text + to)), g_utf8_get_char(text + to));
    shaped->space = space;
    piece.shaped = shaped;
    g_array_append_val(pieces, piece);
}

void shape_paragraph(struct shaper *s, const char *source, int len, const struct shape_run *runs, int n_runs,
                     gboolean rtl, GArray *pieces)
{
    PangoAttrList *attrs;
    const char *text = arena_strndup(s->arena, source, (gsize)len);
    const PangoLogAttr *breaks;
    GList *items;
    int run = 0, i = 0;

    if (!len || !n_runs)
        return;
    attrs = attributes(runs, n_runs);
    items = pango_itemize_with_base_dir(runs[0].face->context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR, text,
                                        0, len, attrs, NULL);
    breaks = log_attrs(s, text, len, runs[0].face->lang);
    for (GList *l = items; l; l = l->next) {
        PangoItem *item = l->data;
        int start = item->offset, end = item->offset + item->length;

        for (int at = start; at < end;) {
            gunichar c = g_utf8_get_char(text + at);
            int next = (int)(g_utf8_next_char(text + at) - text);
            gboolean space = c == ' ' || c == 0xa0, soft = c == SOFT_HYPHEN || c == ZERO_WIDTH_SPACE;
            enum break_kind kind;
            gboolean symbol = FALSE, parts = FALSE, run_ends;

            i++;
            while (run + 1 < n_runs && at >= runs[run + 1].offset)
                run++;
            run_ends = run + 1 < n_runs && next >= runs[run + 1].offset;
            if (space && start < at) {
                add_piece(s, item, text, len, start, at, FALSE, runs[run].face, BREAK_NONE, pieces);
                start = at;
            }
            if (!space && (strchr("/?&=", c < 0x80 ? (int)c : 'x') || breaks[i].is_line_break)) {
                int a = at, b = next; /* the word around, as far as the run goes */

                while (a > runs[run].offset && text[a - 1] != ' ')
                    a--;
                while (b < runs[run].offset + runs[run].len && text[b] != ' ')
                    b++;
                symbol = is_symbol(text + a, b - a);
                parts = symbol && parts_symbol(text + a, b - a, next - a);
            }
            kind = next >= len ? BREAK_NONE
                   : c == ' '  ? (breaks[i].is_line_break && shape_space_breaks(text, len, at) ? BREAK_ALLOWED : BREAK_NONE)
                               : kind_behind(c, &breaks[i], symbol, parts);
            if (next < len && text[next] == ' ')
                kind = BREAK_NONE; /* the space is the place */
            if (space || soft || kind != BREAK_NONE || next >= end || run_ends) {
                int stop = soft ? at : next;

                if (stop > start)
                    add_piece(s, item, text, len, start, stop, space, runs[run].face, kind, pieces);
                else if (pieces->len && kind != BREAK_NONE)
                    g_array_index(pieces, struct shaped_piece, pieces->len - 1).after = kind;
                start = next;
            }
            at = next;
        }
        pango_item_free(item);
    }
    g_list_free(items);
    pango_attr_list_unref(attrs);
}

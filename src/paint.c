/* Pages into page contents.

   Each run of text was shaped by the layout; here its glyphs get the codes of the embedded fonts (fontbook.c) in
   READING order, so that whoever takes text out of the content or through the structure meets it as it is read, in any
   direction. A run is prepared once and kept: the same word comes again and again. What the layout's clusters leave
   out is put right: an unused soft hyphen says nothing, a hyphen of the breaker says U+00AD, a broken line ends with a
   real space, a joiner without a glyph goes with the character before it. A cluster whose glyphs cannot share its
   text gives its word a mark of its own with ActualText.

   Artifacts of a page are gathered, one mark a kind; text of the same node in a row shares a mark. */
#include "paint.h"

#include <hb.h>
#include <math.h>
#include <string.h>

struct font {
    struct bookfont *book;
    struct word *space;   /* what follows a broken line */
};

struct piece {
    const struct slot *slot;
    float x, y;           /* from the run's left end and baseline, pt, y downwards */
};

/* A shaped run made ready. */
struct word {
    struct font *font;    /* NULL: cannot be shown */
    double size;
    int n;
    gboolean space;       /* white space only */
    char *actual;         /* text that must stand as ActualText, or NULL */
    struct piece pieces[];
};

/* ---- Runs into pieces ---- */

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
    word_free(f->space);
    g_free(f);
}

static struct font *font_lookup(struct painter *p, PangoFont *pango)
{
    struct font *f = g_hash_table_lookup(p->fonts, pango);
    if (!f) {
        f = g_new0(struct font, 1);
        f->book = fontbook_font(p->book, pango);
        g_hash_table_insert(p->fonts, pango, f);
    }
    return f->book ? f : NULL;
}

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
        if (g_unichar_type(u) == G_UNICODE_PRIVATE_USE)
            u = 0xFFFD; /* means nothing without its font (A 6.2.11.7.3) */
        g_string_append_unichar(s, u);
    }
    return g_string_free(s, FALSE);
}

struct shown { guint32 glyph; int start; float x, y; }; /* `start`: byte of its cluster in the text */

#define CLUSTER_MAX 32 /* glyphs or characters; longer ones are no writing */

/* Vowel signs that are written after their consonant and drawn before it. */
static gboolean drawn_first(gunichar u)
{
    static const gunichar signs[] = {0x093F, 0x09BF, 0x09C7, 0x09C8, 0x0A3F, 0x0ABF, 0x0B47, 0x0BC6, 0x0BC7, 0x0BC8,
                                     0x0D46, 0x0D47, 0x0D48, 0x0DD9, 0x0DDB, 0x1031, 0x17C1, 0x17C2, 0x17C3};
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
        if (signs[i] == u)
            return TRUE;
    return FALSE;
}

/* Finds each character its glyph: first those that have one of their own in the font, then what is left in order.
   owner[i]: glyph of character i. */
static void find_owners(const struct font *font, const gunichar *chars, int m, const struct shown *shown, int n,
                        int *owner)
{
    hb_font_t *hb = pango_font_get_hb_font(font->book->pango);
    gboolean taken[CLUSTER_MAX] = {FALSE};
    for (int i = 0; i < m; i++) {
        hb_codepoint_t glyph;
        owner[i] = -1;
        if (!hb_font_get_nominal_glyph(hb, chars[i], &glyph))
            continue;
        for (int k = 0; k < n && owner[i] < 0; k++)
            if (!taken[k] && shown[k].glyph == glyph) {
                owner[i] = k;
                taken[k] = TRUE;
            }
    }
    for (int i = 1; i < m && n > 1; i++)
        if (owner[i] < 0 && !taken[0] && drawn_first(chars[i])) {
            owner[i] = 0;
            taken[0] = TRUE;
        }
    for (int i = 0, k = 0; i < m; i++) {
        while (k < n && taken[k])
            k++;
        if (owner[i] < 0 && k < n) {
            owner[i] = k;
            taken[k] = TRUE;
        } else if (owner[i] < 0) {
            owner[i] = i ? owner[i - 1] : -1; /* it has no glyph of its own: it goes with the one before */
        }
    }
    for (int i = m - 1; i >= 0; i--)
        if (owner[i] < 0)
            owner[i] = i + 1 < m ? owner[i + 1] : 0;
}

/* Scripts without spaces, whose words have to be whole boxes from left to right, or pdftotext (poppler) finds another order:
   ActualText reaches from where the first glyph begins to where the last one ends. There a cluster is drawn from left to right
   and its characters go to the glyphs in that order. */
static gboolean sorted_by_place(gunichar c)
{
    GUnicodeScript script = g_unichar_get_script(c);
    return script == G_UNICODE_SCRIPT_THAI || script == G_UNICODE_SCRIPT_LAO || script == G_UNICODE_SCRIPT_KHMER ||
        script == G_UNICODE_SCRIPT_MYANMAR;
}

/* Gives each glyph of a cluster its share of the text, and orders the pieces as the text is read. A glyph that is left
   over (a vowel of two parts) says U+00AD. FALSE: the word needs ActualText, because its glyphs are not drawn in the
   order of the text, or some are left over, or stand for too many texts already. */
static gboolean cluster_share(struct painter *p, const struct font *font, struct piece *pieces,
                              const struct shown *shown, int n, const char *text)
{
    if (n == 1) {
        pieces->slot = fontbook_slot(p->book, font->book, shown->glyph, text);
        if (!pieces->slot)
            pieces->slot = fontbook_slot_any(p->book, font->book, shown->glyph, text);
        return strcmp(pieces->slot->text, text) == 0;
    }
    glong m = 0;
    g_autofree gunichar *chars = g_utf8_to_ucs4_fast(text, -1, &m);
    int owner[CLUSTER_MAX], order[CLUSTER_MAX], count = 0;
    gboolean plain = m >= n;
    if (n > CLUSTER_MAX || m > CLUSTER_MAX || m < 1) {
        for (int i = 0; i < n; i++)
            pieces[i].slot = fontbook_slot_any(p->book, font->book, shown[i].glyph, "\357\277\275");
        return FALSE;
    }
    find_owners(font, chars, (int)m, shown, n, owner);
    g_autofree GString **shares = g_new0(GString *, (gsize)n);
    for (int i = 0; i < m; i++) {
        if (!shares[owner[i]]) {
            shares[owner[i]] = g_string_new(NULL);
            plain &= !count || order[count - 1] < owner[i];
            order[count++] = owner[i];
        }
        g_string_append_unichar(shares[owner[i]], chars[i]);
    }
    for (int k = 0; k < n; k++)
        if (!shares[k]) {
            shares[k] = g_string_new("\302\255");
            order[count++] = k;
            plain = FALSE;
        }
    for (int i = 0; i < n; i++) {
        const struct shown *g = &shown[sorted_by_place(chars[0]) ? i : order[i]];
        const char *share = shares[order[i]]->str;
        pieces[i] = (struct piece){fontbook_slot(p->book, font->book, g->glyph, share), g->x, g->y};
        if (!pieces[i].slot)
            pieces[i].slot = fontbook_slot_any(p->book, font->book, g->glyph, share);
        plain &= strcmp(pieces[i].slot->text, share) == 0;
    }
    for (int k = 0; k < n; k++)
        g_string_free(shares[k], TRUE);
    return plain;
}

/* The glyphs of a run that can be seen, in reading order. FALSE: their clusters are not in the order of the text. */
static gboolean gather_shown(const struct shaped *s, struct shown *shown, int *count)
{
    int n = s->n_glyphs, before = 0;
    gboolean ordered = TRUE;
    float pen = 0;
    *count = 0;
    for (int i = 0; i < n; i++)
        pen += s->rtl ? s->advances[i] : 0;
    for (int k = 0; k < n; k++) {
        int i = s->rtl ? n - 1 - k : k;
        int start = s->clusters ? CLAMP(s->clusters[i], 0, s->text_len) : 0;
        guint32 glyph = s->glyphs[i];
        ordered &= start >= before;
        before = start;
        pen -= s->rtl ? s->advances[i] : 0;
        if (glyph && glyph != PANGO_GLYPH_EMPTY && !(glyph & PANGO_GLYPH_UNKNOWN_FLAG))
            shown[(*count)++] = (struct shown){glyph, *count ? start : 0, pen + (s->dx ? s->dx[i] : 0),
                                               s->dy ? s->dy[i] : 0};
        pen += s->rtl ? 0 : s->advances[i];
    }
    return ordered;
}

/* A tab, or a space that was shaped to nothing. */
static void set_space(struct painter *p, struct word *w, const struct shaped *s)
{
    g_autofree char *said = clean_text(s->text, s->text_len);
    if (!*said || *g_strchug(said) || !w->font->book->space)
        return;
    w->pieces[0] = (struct piece){fontbook_slot(p->book, w->font->book, w->font->book->space, " "), 0, 0};
    w->n = w->pieces[0].slot ? 1 : 0;
    w->space = TRUE;
}

/* Scripts whose marks a reader that sorts characters by their place puts elsewhere (poppler's pdftotext does). */
static gboolean marks_stray(const struct word *w, const struct shaped *s)
{
    gboolean marks = FALSE;
    for (int i = 0; i < w->n; i++)
        marks |= w->pieces[i].slot->width == 0;
    return marks && !s->rtl && s->text_len && sorted_by_place(g_utf8_get_char_validated(s->text, s->text_len));
}

static struct word *word_new(struct painter *p, const struct shaped *s, gboolean hyphen)
{
    int n = MAX(s->n_glyphs, 0), count = 0;
    struct word *w = g_malloc0(sizeof *w + (gsize)n * sizeof(struct piece));
    w->font = font_lookup(p, s->font);
    w->size = s->size;
    w->space = s->space;
    if (!w->font || !n)
        return w;
    g_autofree struct shown *shown = g_new(struct shown, (gsize)n);
    gboolean plain = gather_shown(s, shown, &count);
    if (!count) {
        set_space(p, w, s);
        return w;
    }
    w->n = count;
    for (int i = 0; i < count; i++) {
        w->pieces[i].x = shown[i].x;
        w->pieces[i].y = shown[i].y;
    }
    for (int i = 0, j; i < count; i = j) {
        for (j = i + 1; j < count && shown[j].start == shown[i].start;)
            j++;
        int end = j < count ? MAX(shown[j].start, shown[i].start) : s->text_len;
        g_autofree char *text = clean_text(s->text + shown[i].start, end - shown[i].start);
        plain &= cluster_share(p, w->font, &w->pieces[i], &shown[i], j - i, hyphen || !*text ? "\302\255" : text);
    }
    if (!plain || marks_stray(w, s))
        w->actual = clean_text(s->text, s->text_len);
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

/* The word behind a text item: the space that was broken at, and one between the labels of a figure. */
static struct word *space_after(struct painter *p, const struct item_text *t, const struct tag_node *node)
{
    if (!t->n_runs || !node || (t->flags & TEXT_HYPHEN) || !((t->flags & TEXT_LINE_END) || node->tag == TAG_FIGURE))
        return NULL;
    const struct word *last = word_lookup(p, t->runs[t->n_runs - 1].shaped, FALSE);
    if (!last->font || last->space || !last->font->book->space)
        return NULL;
    struct font *font = last->font;
    if (!font->space) {
        const struct slot *slot = fontbook_slot(p->book, font->book, font->book->space, " ");
        if (!slot)
            return NULL;
        font->space = g_malloc0(sizeof *font->space + sizeof(struct piece));
        font->space->font = font;
        font->space->space = TRUE;
        font->space->n = 1;
        font->space->pieces[0].slot = slot;
    }
    font->space->size = last->size;
    return font->space;
}

/* ---- Numbers and strings ---- */

/* Lengths in contents are whole thousandths of a point. */
static gint64 thousandths(double x)
{
    return isfinite(x) && fabs(x) < 1e9 ? (gint64)floor(x * 1000 + 0.5) : 0;
}

static void put_thousandths(GString *s, gint64 v)
{
    char digits[32];
    int at = (int)sizeof digits;
    guint64 left = (guint64)ABS(v), rest = left % 1000;
    left /= 1000;
    if (rest) {
        int places = 3;
        while (rest % 10 == 0) {
            rest /= 10;
            places--;
        }
        for (; places; places--, rest /= 10)
            digits[--at] = (char)('0' + rest % 10);
        digits[--at] = '.';
    }
    if (left || at == (int)sizeof digits)
        do
            digits[--at] = (char)('0' + left % 10);
        while (left /= 10);
    if (v < 0)
        digits[--at] = '-';
    g_string_append_len(s, digits + at, (gssize)sizeof digits - at);
}

static void put_number(GString *s, double x)
{
    put_thousandths(s, thousandths(x));
    g_string_append_c(s, ' ');
}

/* ---- The content of a page ---- */

struct content {
    struct painter *p;
    GString *s;
    GPtrArray *resources;
    double height;
    int page;
    gboolean marked;         /* a mark is open */
    gboolean one_word;       /* and it holds one word with ActualText */
    gboolean awaits_space;   /* which includes the space that comes now */
    int n_mcids;
    struct colour fill, stroke;
    double line_width;
    gboolean dashed;
    int n_fills;             /* rectangles not yet filled */
    /* text */
    gboolean in_text;
    const char *font;
    gint64 size;
    double skew;
    gint64 line_x, line_y;   /* origin of the text line, thousandths */
    double pen;              /* where the next glyph would stand, pt */
    gint64 baseline;
    enum { CLOSED, SINGLE, ARRAY } string; /* a string is open: for Tj, or inside an array for TJ */
    gsize string_start;
    gboolean wide;
};

static gboolean colour_equal(struct colour a, struct colour b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void put_colour(struct content *c, struct colour colour, struct colour *now, const char *operator)
{
    if (colour_equal(colour, *now))
        return;
    *now = colour;
    put_number(c->s, CLAMP(colour.r, 0, 1));
    put_number(c->s, CLAMP(colour.g, 0, 1));
    put_number(c->s, CLAMP(colour.b, 0, 1));
    g_string_append(c->s, operator);
}

static void close_string(struct content *c)
{
    if (c->string == CLOSED)
        return;
    g_string_append_c(c->s, c->wide ? '>' : ')');
    g_string_append(c->s, c->string == ARRAY ? "]TJ\n" : "Tj\n");
    c->string = CLOSED;
}

static void close_text(struct content *c)
{
    close_string(c);
    if (c->in_text)
        g_string_append(c->s, "ET\n");
    c->in_text = FALSE;
}

static void close_fills(struct content *c)
{
    if (c->n_fills)
        g_string_append(c->s, "f\n");
    c->n_fills = 0;
}

static void open_text(struct content *c)
{
    close_fills(c);
    if (c->in_text)
        return;
    g_string_append(c->s, "BT\n");
    c->in_text = TRUE;
    c->line_x = c->line_y = 0;
    c->baseline = G_MININT64;
    c->skew = 0;
}

static void put_utf16(GString *s, const char *utf8)
{
    static const char digits[] = "0123456789ABCDEF";
    g_autofree gunichar2 *units = g_utf8_to_utf16(utf8, -1, NULL, NULL, NULL);
    for (const gunichar2 *u = units; u && *u; u++)
        for (int shift = 12; shift >= 0; shift -= 4)
            g_string_append_c(s, digits[*u >> shift & 15]);
}

static void close_mark(struct content *c)
{
    close_text(c);
    close_fills(c);
    if (c->marked)
        g_string_append(c->s, "EMC\n");
    c->marked = c->awaits_space = FALSE;
}

/* `space`: the replacement text includes the space that comes next. */
static void open_mark(struct content *c, struct tag_node *node, enum artifact artifact, const char *actual,
                      gboolean space)
{
    static const char *const properties[] = {
        [ARTIFACT_NONE] = "<</Type/Layout>>",
        [ARTIFACT_HEADER] = "<</Type/Pagination/Subtype/Header>>",
        [ARTIFACT_FOOTER] = "<</Type/Pagination/Subtype/Footer>>",
        [ARTIFACT_REPEATED_HEAD] = "<</Type/Pagination>>",
        [ARTIFACT_LAYOUT] = "<</Type/Layout>>",
        [ARTIFACT_BACKGROUND] = "<</Type/Background>>",
    };
    close_mark(c);
    struct mark m = {node, node ? ARTIFACT_NONE : artifact, c->page, node ? c->n_mcids++ : -1};
    g_array_append_val(c->p->marks, m);
    c->marked = TRUE;
    c->one_word = actual != NULL;
    c->awaits_space = space;
    if (!node) {
        g_string_append(c->s, "/Artifact");
        g_string_append(c->s, properties[artifact]);
    } else {
        g_string_append_c(c->s, '/');
        g_string_append(c->s, actual ? "Span" : tag_name(node->tag));
        g_string_append(c->s, "<</MCID ");
        put_thousandths(c->s, (gint64)m.mcid * 1000);
        if (actual) {
            g_string_append(c->s, "/ActualText<FEFF");
            put_utf16(c->s, actual);
            g_string_append(c->s, space ? "0020>" : ">");
        }
        g_string_append(c->s, ">>");
    }
    g_string_append(c->s, "BDC\n");
}

/* Sees to it that what comes next stands in a mark of this node (or artifact) without replacement text. */
static void ensure_mark(struct content *c, struct tag_node *node, enum artifact artifact)
{
    if (c->marked && !c->one_word) {
        const struct mark *m = &g_array_index(c->p->marks, struct mark, c->p->marks->len - 1);
        if (m->node == node && (node || m->artifact == artifact))
            return;
    }
    open_mark(c, node, artifact, NULL, FALSE);
}

/* ---- Text ---- */

/* Names are the book's: equal ones are one pointer. */
static void use(struct content *c, const char *name)
{
    if (!g_ptr_array_find(c->resources, name, NULL))
        g_ptr_array_add(c->resources, (gpointer)name);
}

static void set_font(struct content *c, const struct slot *slot, gint64 size)
{
    if (c->font == slot->font && c->size == size)
        return;
    close_string(c);
    use(c, slot->font);
    c->font = slot->font;
    c->size = size;
    g_string_append(c->s, slot->font);
    g_string_append_c(c->s, ' ');
    put_thousandths(c->s, size);
    g_string_append(c->s, " Tf\n");
}

static void move_to(struct content *c, double x, gint64 y, double skew)
{
    gint64 at = thousandths(x);
    close_string(c);
    if (skew != 0 || c->skew != 0) {
        g_string_append(c->s, "1 0 ");
        put_number(c->s, skew);
        g_string_append(c->s, "1 ");
        put_thousandths(c->s, at);
        g_string_append_c(c->s, ' ');
        put_thousandths(c->s, y);
        g_string_append(c->s, " Tm\n");
        c->skew = skew;
    } else {
        put_thousandths(c->s, at - c->line_x);
        g_string_append_c(c->s, ' ');
        put_thousandths(c->s, y - c->line_y);
        g_string_append(c->s, " Td\n");
    }
    c->line_x = at;
    c->line_y = y;
    c->pen = (double)at / 1000;
    c->baseline = y;
}

/* Brings the pen to x on the line by a number in the string, if the glyphs' widths have not. */
static void adjust(struct content *c, double x, double size)
{
    double off = (c->pen - x) / size * 1000;
    if (fabs(off) < 2)
        return;
    long number = lround(off);
    char digits[24];
    if (c->string == SINGLE) {
        g_string_insert_c(c->s, (gssize)c->string_start, '[');
        c->string = ARRAY;
    }
    if (c->string == ARRAY) {
        g_string_append_c(c->s, c->wide ? '>' : ')');
        g_string_append_len(c->s, digits, g_snprintf(digits, sizeof digits, "%ld", number));
        g_string_append_c(c->s, c->wide ? '<' : '(');
    }
    c->pen -= (double)number / 1000 * size;
}

static void put_code(struct content *c, const struct slot *slot)
{
    static const char hex[] = "0123456789ABCDEF";
    if (c->string == CLOSED) {
        c->wide = slot->wide;
        c->string_start = c->s->len;
        c->string = SINGLE;
        g_string_append_c(c->s, c->wide ? '<' : '(');
    }
    if (slot->wide) {
        const char code[4] = {hex[slot->code >> 12 & 15], hex[slot->code >> 8 & 15], hex[slot->code >> 4 & 15],
                              hex[slot->code & 15]};
        g_string_append_len(c->s, code, 4);
    } else {
        char byte = (char)slot->code;
        if (byte == '(' || byte == ')' || byte == '\\') {
            g_string_append_c(c->s, '\\');
            g_string_append_c(c->s, byte);
        } else if (byte == '\r') {
            g_string_append(c->s, "\\r");
        } else {
            g_string_append_c(c->s, byte);
        }
    }
}

static void put_piece(struct content *c, const struct word *w, const struct piece *piece, double x, double y)
{
    const struct slot *slot = piece->slot;
    if (!slot || !slot->font)
        return;
    gint64 baseline = thousandths(c->height - y - piece->y);
    double at = x + piece->x, skew = w->font->book->skew;
    set_font(c, slot, thousandths(w->size));
    if (baseline != c->baseline || fabs(at - c->pen) > 20 * w->size || skew != c->skew)
        move_to(c, at, baseline, skew);
    else if (c->string == CLOSED && fabs(at - c->pen) > 0.002 * w->size)
        move_to(c, at, baseline, skew);
    else
        adjust(c, at, w->size);
    put_code(c, slot);
    c->pen += slot->width * w->size;
}

static void paint_word(struct content *c, struct tag_node *node, enum artifact artifact, struct colour colour,
                       const struct word *w, const struct word *next, double x, double y)
{
    if (!w->n || !isfinite(x) || !isfinite(y))
        return;
    if (w->actual && node) {
        open_mark(c, node, artifact, w->actual, next && next->space && next->n);
    } else if (!(w->space && c->awaits_space)) {
        ensure_mark(c, node, artifact);
    }
    if (!colour_equal(colour, c->fill)) {
        close_string(c);
        close_fills(c);
    }
    put_colour(c, colour, &c->fill, "rg\n");
    open_text(c);
    for (int i = 0; i < w->n; i++)
        put_piece(c, w, &w->pieces[i], x, y);
    if (w->space)
        c->awaits_space = FALSE;
}

/* In a graphics state of its own. */
static void paint_turned(struct content *c, const struct item_text *t, struct tag_node *node, enum artifact artifact)
{
    double height = c->height, x = t->turn_x, angle = t->turn * G_PI / 180;
    struct colour fill = c->fill;

    if (!t->n_runs || !isfinite(x) || !isfinite(t->y) || !isfinite(angle))
        return;
    ensure_mark(c, node, artifact);
    close_text(c);
    close_fills(c);
    g_string_append(c->s, "q ");
    put_number(c->s, cos(angle));
    put_number(c->s, sin(angle));
    put_number(c->s, -sin(angle));
    put_number(c->s, cos(angle));
    put_number(c->s, x);
    put_number(c->s, height - t->y);
    g_string_append(c->s, "cm\n");
    c->height = 0;
    for (int i = 0; i < t->n_runs; i++)
        paint_word(c, node, artifact, t->colour, word_lookup(c->p, t->runs[i].shaped, FALSE), NULL, t->runs[i].x - x, 0);
    close_text(c);
    g_string_append(c->s, "Q\n");
    c->height = height;
    c->fill = fill;
    c->font = NULL;
}

static void paint_text(struct content *c, const struct page_item *item, struct tag_node *node, enum artifact artifact)
{
    const struct item_text *t = &item->text;
    struct word *after = space_after(c->p, t, node);

    if (t->turn != 0) {
        paint_turned(c, t, node, artifact);
        return;
    }
    for (int i = 0; i < t->n_runs; i++) {
        gboolean last = i == t->n_runs - 1;
        const struct word *w = word_lookup(c->p, t->runs[i].shaped, last && (t->flags & TEXT_HYPHEN));
        const struct word *next = last ? after : word_lookup(c->p, t->runs[i + 1].shaped, FALSE);
        paint_word(c, node, artifact, t->colour, w, next, t->runs[i].x, t->y);
    }
    if (after) {
        const struct placed *run = &t->runs[t->n_runs - 1];
        double width = after->size * after->font->book->space_width;
        paint_word(c, node, artifact, t->colour, after, NULL,
                   run->shaped->rtl ? run->x - width : run->x + run->shaped->width, t->y);
    }
}

/* ---- Shapes and pictures ---- */

static void paint_fill(struct content *c, const struct item_fill *f)
{
    if (!isfinite(f->x) || !isfinite(f->y) || !isfinite(f->w) || !isfinite(f->h) || f->w == 0 || f->h == 0)
        return;
    close_text(c);
    if (!colour_equal(f->colour, c->fill))
        close_fills(c);
    put_colour(c, f->colour, &c->fill, "rg\n");
    put_number(c->s, f->x);
    put_number(c->s, c->height - f->y - f->h);
    put_number(c->s, f->w);
    put_number(c->s, f->h);
    g_string_append(c->s, "re\n");
    c->n_fills++;
}

static void paint_stroke(struct content *c, const struct item_stroke *s)
{
    if (!isfinite(s->x1) || !isfinite(s->y1) || !isfinite(s->x2) || !isfinite(s->y2) || !(s->width > 0))
        return;
    gboolean dashed = s->dash && s->n_dash > 0;
    close_text(c);
    close_fills(c);
    put_colour(c, s->colour, &c->stroke, "RG\n");
    if (s->width != c->line_width) {
        put_number(c->s, s->width);
        g_string_append(c->s, "w\n");
        c->line_width = s->width;
    }
    if (dashed || c->dashed) {
        g_string_append_c(c->s, '[');
        for (int i = 0; dashed && i < s->n_dash; i++)
            put_number(c->s, MAX(s->dash[i], 0));
        g_string_append(c->s, "]0 d\n");
        c->dashed = dashed;
    }
    put_number(c->s, s->x1);
    put_number(c->s, c->height - s->y1);
    g_string_append(c->s, "m ");
    put_number(c->s, s->x2);
    put_number(c->s, c->height - s->y2);
    g_string_append(c->s, "l S\n");
}

static gboolean image_drawable(const struct item_image *i)
{
    return i->png && i->w > 0 && i->h > 0 && isfinite(i->x) && isfinite(i->y) && isfinite(i->w) && isfinite(i->h);
}

static void paint_image(struct content *c, const struct item_image *i)
{
    close_text(c);
    close_fills(c);
    const struct bookpicture *picture = image_drawable(i) ? fontbook_picture(c->p->book, i->png, i->file, NULL) : NULL;
    if (!picture || !picture->name)
        return;
    g_string_append(c->s, "q ");
    put_number(c->s, i->w);
    g_string_append(c->s, "0 0 ");
    put_number(c->s, i->h);
    put_number(c->s, i->x);
    put_number(c->s, c->height - i->y - i->h);
    g_string_append(c->s, "cm ");
    use(c, picture->name);
    g_string_append(c->s, picture->name);
    g_string_append(c->s, " Do Q\n");
}

/* ---- Pages ---- */

/* What nobody claims is decoration. */
static enum artifact artifact_of(const struct page_item *item)
{
    return item->artifact == ARTIFACT_NONE && !item->node ? ARTIFACT_LAYOUT : item->artifact;
}

static void paint_item(struct content *c, const struct page_item *item)
{
    enum artifact artifact = artifact_of(item);
    struct tag_node *node = artifact == ARTIFACT_NONE ? item->node : NULL;
    if (item->kind == ITEM_LINK) {
        if (item->node) {
            struct painted_link link = {item, c->page, (int)c->p->marks->len};
            g_array_append_val(c->p->links, link);
        }
        return;
    }
    if (item->kind == ITEM_TEXT) {
        paint_text(c, item, node, artifact);
        return;
    }
    ensure_mark(c, node, artifact);
    if (item->kind == ITEM_FILL)
        paint_fill(c, &item->fill);
    else if (item->kind == ITEM_STROKE)
        paint_stroke(c, &item->stroke);
    else
        paint_image(c, &item->image);
}

/* Artifacts of one kind stand together, those that lie under the text first; then the text in the given order. */
void painter_page(struct painter *p, int number, GString *content, GPtrArray *resources)
{
    static const enum artifact order[] = {ARTIFACT_BACKGROUND, ARTIFACT_LAYOUT, ARTIFACT_HEADER,
                                          ARTIFACT_REPEATED_HEAD, ARTIFACT_NONE, ARTIFACT_FOOTER};
    const struct page *page = g_ptr_array_index(p->pages->pages, number);
    struct content c = {.p = p, .s = content, .resources = resources, .height = page->h, .page = number,
                        .line_width = 1};
    unsigned seen = 0;
    p->first_mark[number] = (int)p->marks->len;
    for (guint i = 0; i < page->items->len; i++)
        seen |= 1u << artifact_of(&g_array_index(page->items, struct page_item, i));
    for (gsize k = 0; k < G_N_ELEMENTS(order); k++) {
        if (!(seen & (1u << order[k])))
            continue;
        for (guint i = 0; i < page->items->len; i++) {
            const struct page_item *item = &g_array_index(page->items, struct page_item, i);
            if (artifact_of(item) == order[k])
                paint_item(&c, item);
        }
    }
    close_mark(&c);
    p->first_mark[number + 1] = (int)p->marks->len;
}

/* Every glyph and picture into the book, in the order of the pages. */
static void visit_page(struct painter *p, const struct page *page, struct diag *d)
{
    for (guint i = 0; i < page->items->len; i++) {
        const struct page_item *item = &g_array_index(page->items, struct page_item, i);
        if (item->kind == ITEM_TEXT) {
            const struct item_text *t = &item->text;
            for (int k = 0; k < t->n_runs; k++)
                word_lookup(p, t->runs[k].shaped, k == t->n_runs - 1 && (t->flags & TEXT_HYPHEN));
            space_after(p, t, artifact_of(item) == ARTIFACT_NONE ? item->node : NULL);
        } else if (item->kind == ITEM_IMAGE && image_drawable(&item->image)) {
            fontbook_picture(p->book, item->image.png, item->image.file, d);
        }
    }
}

struct painter *painter_new(struct pages *pages, struct diag *d)
{
    struct painter *p = g_new0(struct painter, 1);
    p->pages = pages;
    p->book = fontbook_new();
    p->words = g_hash_table_new_full(NULL, NULL, NULL, word_free);
    p->hyphens = g_hash_table_new_full(NULL, NULL, NULL, word_free);
    p->fonts = g_hash_table_new_full(NULL, NULL, NULL, font_free);
    p->marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
    p->links = g_array_new(FALSE, FALSE, sizeof(struct painted_link));
    p->first_mark = g_new0(int, pages->pages->len + 1);
    for (guint i = 0; i < pages->pages->len; i++)
        visit_page(p, g_ptr_array_index(pages->pages, i), d);
    if (fontbook_close(p->book, d) < 0) {
        painter_free(p);
        return NULL;
    }
    return p;
}

void painter_free(struct painter *p)
{
    if (!p)
        return;
    fontbook_free(p->book);
    g_hash_table_destroy(p->words);
    g_hash_table_destroy(p->hyphens);
    g_hash_table_destroy(p->fonts);
    g_array_free(p->marks, TRUE);
    g_array_free(p->links, TRUE);
    g_free(p->first_mark);
    g_free(p);
}

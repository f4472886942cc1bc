/* Fonts of a PDF file. FreeType reads the font programs, which neither cairo nor libqpdf had a hand in: a subset that
   lost a table, a glyph or a width is seen here. Rules that need glyph names (Type 1 with a built-in encoding, names
   that an encoding gives) are judged only where the name can be resolved. */
#include "pdffont.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H

#include <pango/pango.h>

#include "glyphname.h"

#define CODES 0x10000
#define WIDTH_OFF 1.0 /* thousandths of an em that width and program may differ */

#define LANGUAGES 16 /* of one font that are told apart */

struct shown {
    guint8 used[CODES / 8], bare[CODES / 8]; /* by code; bare: without replacement text */
    struct { const char *lang; guint8 *used; } in[LANGUAGES];
};

/* One font while it is judged. */
struct font {
    struct check *c;
    qpdf_oh dictionary, kin, descriptor, encoding;
    const char *name;
    const struct shown *shown;  /* NULL: nothing */
    gboolean composite, symbolic, truetype, identity;
    FT_Face face;               /* NULL: no program that can be read */
    FT_CharMap by_unicode, by_roman, by_symbol; /* cmaps (3,1), (1,0), (3,0) */
    gunichar *table;            /* simple fonts: character of each code, 0: by the program or by a name */
    guint *glyphs;              /* composite fonts: CID -> glyph + 1, or NULL: the same */
    float *widths;              /* by code, thousandths; -1: not said */
    guint32 *says;              /* first character of each code in ToUnicode, G_MAXUINT32: none */
};

static gboolean has(const guint8 *bits, guint code)
{
    return bits[code / 8] >> code % 8 & 1;
}

void pdffont_shown_free(gpointer data)
{
    struct shown *s = data;
    for (int i = 0; i < LANGUAGES; i++)
        g_free(s->in[i].used);
    g_free(s);
}

/* The codes shown in a language. */
static guint8 *used_in(struct shown *s, const char *lang)
{
    for (int i = 0; lang && i < LANGUAGES; i++) {
        if (!s->in[i].lang) {
            s->in[i].lang = lang;
            s->in[i].used = g_new0(guint8, CODES / 8);
        }
        if (!strcmp(s->in[i].lang, lang))
            return s->in[i].used;
    }
    return NULL;
}

void pdffont_show(struct check *c, qpdf_oh font, const guint8 *bytes, gsize length, gboolean actual, const char *lang)
{
    int number = qpdf_oh_get_object_id(c->q, font);
    struct shown *s = g_hash_table_lookup(c->shown, GINT_TO_POINTER(number));
    if (!number)
        return;
    if (!s) {
        s = g_new0(struct shown, 1);
        g_hash_table_insert(c->shown, GINT_TO_POINTER(number), s);
    }
    guint8 *in_lang = c->house ? used_in(s, lang) : NULL;
    gsize step = pdf_name_is(c, pdf_get(c, font, "/Subtype"), "Type0") ? 2 : 1;
    for (gsize i = 0; i + step <= length; i += step) {
        guint code = step == 2 ? (guint)bytes[i] << 8 | bytes[i + 1] : bytes[i];
        s->used[code / 8] |= (guint8)(1 << code % 8);
        if (in_lang)
            in_lang[code / 8] |= (guint8)(1 << code % 8);
        if (!actual)
            s->bare[code / 8] |= (guint8)(1 << code % 8);
    }
}

/* ---- Reading ---- */

static guint8 *stream_bytes(struct check *c, qpdf_oh stream, gsize *length)
{
    unsigned char *bytes = NULL;
    *length = 0;
    if (!qpdf_oh_is_stream(c->q, stream) ||
        (qpdf_oh_get_stream_data(c->q, stream, qpdf_dl_generalized, NULL, &bytes, length) & QPDF_ERRORS)) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

static void find_charmaps(struct font *f)
{
    for (int i = 0; i < f->face->num_charmaps; i++) {
        FT_CharMap map = f->face->charmaps[i];
        if (map->platform_id == 3 && map->encoding_id == 1)
            f->by_unicode = map;
        else if (map->platform_id == 1 && map->encoding_id == 0)
            f->by_roman = map;
        else if (map->platform_id == 3 && map->encoding_id == 0)
            f->by_symbol = map;
    }
}

/* A table of an encoding that is known by name; g_free. Two codes of WinAnsi repeat others (ISO 32000-1, annex D.2). */
static gunichar *encoding_table(struct check *c, qpdf_oh base)
{
    const char *charset = pdf_name_is(c, base, "WinAnsiEncoding") ? "WINDOWS-1252"
                          : pdf_name_is(c, base, "MacRomanEncoding") ? "MACINTOSH" : NULL;
    if (!charset)
        return NULL;
    gunichar *table = g_new0(gunichar, 256);
    for (int code = 32; code < 256; code++) {
        const char byte = (char)code;
        g_autofree char *utf8 = g_convert(&byte, 1, "UTF-8", charset, NULL, NULL, NULL);
        table[code] = utf8 ? g_utf8_get_char(utf8) : 0;
        table[code] = table[code] == 0xA0 ? 0x20 : table[code] == 0xAD ? 0x2D : table[code];
    }
    return table;
}

static void read_encoding(struct font *f)
{
    struct check *c = f->c;
    f->encoding = pdf_get(c, f->dictionary, "/Encoding");
    gboolean own = qpdf_oh_is_dictionary(c->q, f->encoding);
    f->table = encoding_table(c, own ? pdf_get(c, f->encoding, "/BaseEncoding") : f->encoding);
    qpdf_oh differences = pdf_get(c, f->encoding, "/Differences");
    int n = qpdf_oh_is_array(c->q, differences) ? qpdf_oh_get_array_n_items(c->q, differences) : 0, code = 0;
    for (int i = 0; i < n && f->table; i++) {
        qpdf_oh item = qpdf_oh_get_array_item(c->q, differences, i);
        if (qpdf_oh_is_integer(c->q, item))
            code = CLAMP(pdf_int(c, item, 0), 0, 255);
        else if (code < 256)
            f->table[code++] = 0;
    }
}

static void read_widths(struct font *f)
{
    struct check *c = f->c;
    f->widths = g_new(float, CODES);
    float usual = f->composite ? 1000 : -1;
    qpdf_oh otherwise = f->composite ? pdf_get(c, f->kin, "/DW") : pdf_get(c, f->descriptor, "/MissingWidth");
    if (qpdf_oh_is_number(c->q, otherwise))
        usual = (float)qpdf_oh_get_numeric_value(c->q, otherwise);
    for (guint i = 0; i < CODES; i++)
        f->widths[i] = usual;
    qpdf_oh list = pdf_get(c, f->kin, f->composite ? "/W" : "/Widths");
    int n = qpdf_oh_is_array(c->q, list) ? qpdf_oh_get_array_n_items(c->q, list) : 0;
    int first = pdf_int(c, pdf_get(c, f->kin, "/FirstChar"), 0);
    for (int i = 0; i < n && !f->composite; i++)
        if (first + i >= 0 && first + i < 256)
            f->widths[first + i] = (float)qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, list, i));
    for (int i = 0; i + 1 < n && f->composite;) {
        int from = pdf_int(c, qpdf_oh_get_array_item(c->q, list, i), 0);
        qpdf_oh next = qpdf_oh_get_array_item(c->q, list, i + 1);
        if (qpdf_oh_is_array(c->q, next)) {
            int m = qpdf_oh_get_array_n_items(c->q, next);
            for (int k = 0; k < m; k++)
                if (from + k >= 0 && from + k < CODES)
                    f->widths[from + k] = (float)qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, next, k));
            i += 2;
        } else {
            int to = pdf_int(c, next, -1);
            for (int k = MAX(from, 0); i + 2 < n && k <= to && k < CODES; k++)
                f->widths[k] = (float)qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, list, i + 2));
            i += 3;
        }
    }
}

/* What a CID is in the program. */
static void read_glyphs(struct font *f)
{
    struct check *c = f->c;
    gsize length = 0;
    guint8 *map = stream_bytes(c, pdf_get(c, f->kin, "/CIDToGIDMap"), &length);
    if (map) {
        f->glyphs = g_new0(guint, CODES);
        for (gsize i = 0; i < CODES && i * 2 + 1 < length; i++)
            f->glyphs[i] = ((guint)map[i * 2] << 8 | map[i * 2 + 1]) + 1;
    } else if (f->face && FT_IS_CID_KEYED(f->face)) {
        f->glyphs = g_new0(guint, CODES);
        for (guint glyph = 0; glyph < (guint)f->face->num_glyphs; glyph++) {
            FT_UInt cid = 0;
            if (!FT_Get_CID_From_Glyph_Index(f->face, glyph, &cid) && cid < CODES)
                f->glyphs[cid] = glyph + 1;
        }
    }
    free(map);
}

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && (g_ascii_isspace(*at) || *at == 0))
        at++;
    return at;
}

/* The first `most` UTF-16 units (or codes) of "<…>" as a number; -1: none here. */
static gint64 read_code(const char **at, const char *end, int most)
{
    gint64 value = 0;
    const char *s = skip_space(*at, end);
    int digits = 0;
    if (s >= end || *s != '<')
        return -1;
    for (s++; s < end && *s != '>'; s++)
        if (g_ascii_isxdigit(*s) && digits < most * 4) {
            value = value * 16 + g_ascii_xdigit_value(*s);
            digits++;
        }
    *at = s < end ? s + 1 : end;
    if (most == 2 && digits == 8 && value >> 26 == 0x36) /* a surrogate pair */
        return 0x10000 + ((value >> 16 & 0x3FF) << 10) + (value & 0x3FF);
    return most == 2 && digits == 8 ? value >> 16 : value;
}

static void note_character(struct font *f, gint64 code, gint64 character)
{
    if (code >= 0 && code < CODES && character >= 0)
        f->says[code] = (guint32)character;
}

/* The bfchar and bfrange sections. */
static void read_unicode(struct font *f)
{
    gsize length = 0;
    guint8 *bytes = stream_bytes(f->c, pdf_get(f->c, f->dictionary, "/ToUnicode"), &length);
    if (!bytes)
        return;
    f->says = g_new(guint32, CODES);
    memset(f->says, 0xFF, CODES * sizeof *f->says);
    const char *at = (const char *)bytes, *end = at + length;
    while (at < end && (at = g_strstr_len(at, end - at, "beginbf"))) {
        gboolean range = at + 12 < end && !strncmp(at, "beginbfrange", 12);
        at += range ? 12 : 11;
        for (gint64 from; at < end && (from = read_code(&at, end, 1)) >= 0;) {
            gint64 to = range ? read_code(&at, end, 1) : from;
            at = skip_space(at, end);
            gboolean list = at < end && *at == '[';
            at += list;
            gint64 character = read_code(&at, end, 2);
            for (gint64 code = from; code <= to && code - from < CODES; code++) {
                note_character(f, code, character);
                character = list && code < to ? read_code(&at, end, 2) : character + 1;
            }
            at = skip_space(at, end);
            at += list && at < end && *at == ']';
        }
    }
    free(bytes);
}

/* ---- Glyphs ---- */

static guint lookup(struct font *f, FT_CharMap map, gulong code)
{
    return map && !FT_Set_Charmap(f->face, map) ? FT_Get_Char_Index(f->face, code) : 0;
}

/* The glyph of a code by the rules of ISO 32000-1, 9.6.6.4 and 9.7.4; -1: cannot be told here. */
static int glyph_of(struct font *f, guint code)
{
    if (f->composite)
        return f->glyphs ? (int)f->glyphs[code] - 1 : (int)code;
    if (f->truetype && f->symbolic) {
        static const guint pages[] = {0, 0xF000, 0xF100, 0xF200};
        guint glyph = 0;
        for (gsize i = 0; i < G_N_ELEMENTS(pages) && !glyph; i++)
            glyph = lookup(f, f->by_symbol, pages[i] + code);
        if (!glyph)
            glyph = lookup(f, f->by_roman, code);
        return f->by_symbol || f->by_roman ? (int)glyph : -1;
    }
    if (!f->table || !f->table[code])
        return -1;
    if (f->truetype)
        return f->by_unicode ? (int)lookup(f, f->by_unicode, f->table[code]) : -1;
    guint glyph = FT_Select_Charmap(f->face, FT_ENCODING_UNICODE) ? 0 : FT_Get_Char_Index(f->face, f->table[code]);
    return glyph ? (int)glyph : -1;
}

static void check_glyph(struct font *f, guint code)
{
    struct check *c = f->c;
    int glyph = glyph_of(f, code);
    if (glyph < 0 && f->glyphs) {
        pdftree_find(c, "7.21.4.1-2", "the font %s has no glyph for code %u", f->name, code);
        return;
    }
    if (glyph < 0)
        return;
    if (glyph == 0) {
        pdftree_find(c, "7.21.8-1", "code %u of the font %s shows the glyph for what is missing", code, f->name);
        return;
    }
    /* FreeType wants the CID where the program is CFF without a wrapping */
    guint index = FT_IS_CID_KEYED(f->face) && !FT_IS_SFNT(f->face) ? code : (guint)glyph;
    if (glyph >= f->face->num_glyphs || FT_Load_Glyph(f->face, index, FT_LOAD_NO_SCALE)) {
        pdftree_find(c, "7.21.4.1-2", "the font %s has no glyph for code %u", f->name, code);
        return;
    }
    double width = (double)f->face->glyph->metrics.horiAdvance * 1000 / MAX(1, f->face->units_per_EM);
    if (f->widths[code] >= 0 && fabs(width - (double)f->widths[code]) > WIDTH_OFF)
        pdftree_find(c, "7.21.5-1", "code %u of the font %s is %.0f wide in the file, %.0f in the font", code, f->name,
                     (double)f->widths[code], width);
}

static gboolean is_private(guint32 u)
{
    return (u >= 0xE000 && u < 0xF900) || (u >= 0xF0000 && u <= 0x10FFFD);
}

static void check_character(struct font *f, guint code)
{
    struct check *c = f->c;
    guint32 u = f->says ? f->says[code] : G_MAXUINT32;
    gboolean known = f->table && f->table[code]; /* a reader can tell without ToUnicode */
    if (u == G_MAXUINT32) {
        if (c->house || (f->composite && f->identity && !f->says))
            pdftree_find(c, "7.21.7-1", "code %u of the font %s says nothing", code, f->name);
        else if (f->says && !known)
            pdftree_find(c, "7.21.7-1", "code %u of the font %s says nothing", code, f->name);
    } else if (u == 0 || u == 0xFEFF || u == 0xFFFE) {
        pdftree_find(c, "7.21.7-2", "code %u of the font %s says U+%04X, which is no character", code, f->name, u);
    } else if (c->archive && is_private(u) && has(f->shown->bare, code)) {
        pdftree_find(c, "A-6.2.11.7.3-1", "code %u of the font %s says the private U+%04X, and no other text is given",
                     code, f->name, u);
    }
}

/* ---- Rules ---- */

/* A script that the language in force is not written in: somebody forgot to say in which language the passage is.
   Latin and Greek letters stand in every language, as symbols. */
static void check_language(struct font *f, const char *lang, const guint8 *used)
{
    struct check *c = f->c;
    PangoLanguage *language = pango_language_from_string(lang);
    for (guint code = 0; code < CODES; code++) {
        if (!has(used, code) || f->says[code] == G_MAXUINT32 || f->says[code] > 0x10FFFF)
            continue;
        GUnicodeScript script = g_unichar_get_script(f->says[code]);
        if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED ||
            script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_GREEK || script == G_UNICODE_SCRIPT_UNKNOWN ||
            pango_language_includes_script(language, (PangoScript)script))
            continue;
        pdftree_find(c, "house-foreign", "U+%04X stands in a text whose language is %s", f->says[code], lang);
        return;
    }
}

static void open_program(struct font *f, FT_Library library, guint8 **bytes)
{
    static const char *const keys[] = {"/FontFile2", "/FontFile3", "/FontFile"};
    struct check *c = f->c;
    gsize length = 0;
    qpdf_oh program = qpdf_oh_new_null(c->q);
    for (gsize i = 0; i < G_N_ELEMENTS(keys) && pdf_is_null(c, program); i++)
        program = pdf_get(c, f->descriptor, keys[i]);
    if (pdf_is_null(c, program)) {
        pdftree_find(c, "7.21.4.1-1", "the font %s is not embedded", f->name);
        return;
    }
    *bytes = stream_bytes(c, program, &length);
    if (!*bytes || FT_New_Memory_Face(library, *bytes, (FT_Long)length, 0, &f->face)) {
        f->face = NULL;
        pdftree_find(c, "7.21.4.1-1", "the program of the font %s cannot be read", f->name);
        return;
    }
    find_charmaps(f);
}

/* A list of the glyphs in the program, where one is given, must be whole. */
static void check_cid_set(struct font *f)
{
    struct check *c = f->c;
    gsize length = 0;
    guint8 *set = stream_bytes(c, pdf_get(c, f->descriptor, "/CIDSet"), &length);
    if (!set || !f->face) {
        free(set);
        return;
    }
    for (guint cid = 1; cid < CODES; cid++) {
        int glyph = f->glyphs ? (int)f->glyphs[cid] - 1 : (int)cid;
        if (glyph <= 0 || glyph >= f->face->num_glyphs)
            continue;
        if (cid / 8 >= length || !(set[cid / 8] >> (7 - cid % 8) & 1)) {
            pdftree_find(c, "7.21.4.2-2", "the CIDSet of the font %s leaves out glyph %u", f->name, cid);
            break;
        }
    }
    free(set);
}

/* What an encoding calls a glyph must be a name that everybody knows. */
static void check_names(struct font *f)
{
    struct check *c = f->c;
    qpdf_oh differences = pdf_get(c, f->encoding, "/Differences");
    int n = qpdf_oh_is_array(c->q, differences) ? qpdf_oh_get_array_n_items(c->q, differences) : 0;
    for (int i = 0; i < n; i++) {
        g_autofree char *name = pdf_name(c, qpdf_oh_get_array_item(c->q, differences, i));
        if (name && strcmp(name, ".notdef") && !glyphname_known(name))
            pdftree_find(c, "7.21.6-2", "the font %s has a glyph “%s”, a name that readers do not know", f->name, name);
    }
}

static void check_truetype(struct font *f)
{
    struct check *c = f->c;
    gboolean own = qpdf_oh_is_dictionary(c->q, f->encoding);
    if (!f->symbolic && !f->table)
        pdftree_find(c, "7.21.6-2", "the font %s has no encoding that a reader knows", f->name);
    if (!f->symbolic)
        check_names(f);
    if (f->symbolic && !pdf_is_null(c, f->encoding) && c->house)
        pdftree_find(c, "7.21.6-3", "the symbolic font %s has an encoding", f->name);
    if (!f->face)
        return;
    int maps = f->face->num_charmaps;
    if (!f->symbolic && !(f->by_symbol ? maps > 1 : maps > 0))
        pdftree_find(c, "7.21.6-1", "the font %s has no table from characters to glyphs", f->name);
    if (f->symbolic && maps != 1 && !f->by_symbol)
        pdftree_find(c, "7.21.6-4", "the symbolic font %s has tables that do not tell its glyphs", f->name);
    if (!f->symbolic && own && !pdf_is_null(c, pdf_get(c, f->encoding, "/Differences")) && !f->by_unicode)
        pdftree_find(c, "7.21.6-2", "the font %s has names for glyphs, but no table of Unicode characters", f->name);
}

static void check_dictionary(struct font *f)
{
    struct check *c = f->c;
    if (!f->composite && f->face) {
        int first = pdf_int(c, pdf_get(c, f->dictionary, "/FirstChar"), -1);
        int last = pdf_int(c, pdf_get(c, f->dictionary, "/LastChar"), -1);
        qpdf_oh widths = pdf_get(c, f->dictionary, "/Widths");
        if (c->archive && (first < 0 || last < first || !qpdf_oh_is_array(c->q, widths) ||
                           qpdf_oh_get_array_n_items(c->q, widths) != last - first + 1))
            pdftree_find(c, "A-6.2.11.2-6", "the font %s has not one width a code", f->name);
    }
    if (f->composite && pdf_name_is(c, pdf_get(c, f->kin, "/Subtype"), "CIDFontType2") &&
        pdf_is_null(c, pdf_get(c, f->kin, "/CIDToGIDMap")))
        pdftree_find(c, "7.21.3.2-1", "the font %s has no map from codes to glyphs", f->name);
    if (c->house && pdf_is_null(c, pdf_get(c, f->dictionary, "/ToUnicode")))
        pdftree_find(c, "house-unicode", "the font %s does not tell its characters", f->name);
    if (c->house && f->composite && !f->identity)
        pdftree_find(c, "7.21.3.3-1", "the font %s has a map of codes that is not Identity", f->name);
}

static void judge(struct font *f, const char *type)
{
    check_dictionary(f);
    if (!strcmp(type, "TrueType"))
        check_truetype(f);
    if (f->composite)
        check_cid_set(f);
    for (guint code = 0; f->shown && code < CODES; code++) {
        if (!has(f->shown->used, code))
            continue;
        if (f->face && (!f->composite || f->identity))
            check_glyph(f, code);
        check_character(f, code);
    }
    for (int i = 0; f->shown && f->says && i < LANGUAGES && f->shown->in[i].lang; i++)
        check_language(f, f->shown->in[i].lang, f->shown->in[i].used);
}

void pdffont_check(struct check *c, qpdf_oh font)
{
    g_autofree char *type = pdf_name(c, pdf_get(c, font, "/Subtype"));
    g_autofree char *name = pdf_name(c, pdf_get(c, font, "/BaseFont"));
    if (!type || !strcmp(type, "Type3"))
        return;
    struct font f = {.c = c, .dictionary = font, .kin = font, .name = name ? name : "without name"};
    qpdf_oh kin = pdf_get(c, font, "/DescendantFonts"), encoding = pdf_get(c, font, "/Encoding");
    guint8 *bytes = NULL;
    FT_Library library = NULL;
    f.composite = !strcmp(type, "Type0");
    if (f.composite && qpdf_oh_is_array(c->q, kin))
        f.kin = qpdf_oh_get_array_item(c->q, kin, 0);
    f.descriptor = pdf_get(c, f.kin, "/FontDescriptor");
    f.symbolic = pdf_int(c, pdf_get(c, f.descriptor, "/Flags"), 0) & 4;
    f.truetype = !strcmp(type, "TrueType");
    f.identity = pdf_name_is(c, encoding, "Identity-H") || pdf_name_is(c, encoding, "Identity-V");
    f.shown = g_hash_table_lookup(c->shown, GINT_TO_POINTER(qpdf_oh_get_object_id(c->q, font)));
    if (FT_Init_FreeType(&library))
        return;
    open_program(&f, library, &bytes);
    if (!f.composite)
        read_encoding(&f);
    else
        read_glyphs(&f);
    read_widths(&f);
    read_unicode(&f);
    judge(&f, type);
    if (f.face)
        FT_Done_Face(f.face);
    FT_Done_FreeType(library);
    free(bytes);
    g_free(f.table);
    g_free(f.glyphs);
    g_free(f.widths);
    g_free(f.says);
}

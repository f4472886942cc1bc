/* Scripts and languages, by ICU's data (likely script of a language, names of characters, dictionaries of words) and the
   stand-ins of the style. */
#include "scripts.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

/* The script a language is written in, as ISO 15924 and CLDR name it ("Hans" "Jpan" "Arab"); "" when unknown. */
static void script_of(const char *lang, char script[8])
{
    char locale[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;

    *script = 0;
    uloc_forLanguageTag(lang ? lang : "", locale, sizeof locale, NULL, &status);
    uloc_addLikelySubtags(locale, likely, sizeof likely, &status);
    uloc_getScript(likely, script, 8, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
        *script = 0;
}

/* "ur" covers "ur" and "ur-PK". */
static gboolean covers(const char *languages, const char *lang)
{
    g_auto(GStrv) list = g_strsplit(languages, " ", -1);

    for (char **l = list; *l && lang; l++) {
        gsize n = strlen(*l);

        if (n && !g_ascii_strncasecmp(*l, lang, n) && (!lang[n] || lang[n] == '-' || lang[n] == '_'))
            return TRUE;
    }
    return FALSE;
}

/* 0: made for this language; 1: for its script; 2: for another script; 3: for other languages. */
static int rank_of(const struct style_fallback *f, const char *script, const char *lang)
{
    if (f->languages)
        return covers(f->languages, lang) ? 0 : 3;
    return strcmp(f->script, script) ? 2 : 1;
}

char *script_families(const struct style_font *font, const char *lang, double *leading)
{
    GString *families = g_string_new(font->family);
    char script[8];
    gboolean first = TRUE;

    *leading = 1;
    script_of(lang, script);
    for (int rank = 0; rank < 4; rank++)
        for (int i = 0; i < font->n_fallbacks; i++) {
            const struct style_fallback *f = font->fallbacks[i];

            if (rank_of(f, script, lang) != rank)
                continue;
            if (first && rank < 2)
                *leading = f->leading;
            first = FALSE;
            g_string_append_printf(families, ",%s", f->family);
        }
    return g_string_free(families, FALSE);
}

/* Whether a stand-in for `wanted` has letters of the character's script. */
static gboolean has_script(const char *wanted, gunichar c)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode codes[8], own = uscript_getScript((UChar32)c, &status);
    int32_t n;

    if (U_FAILURE(status))
        return FALSE;
    if (own == USCRIPT_COMMON || own == USCRIPT_INHERITED) {
        if (!strcmp(wanted, "Zsye"))
            return u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION);
        if (!strcmp(wanted, "Zsym"))
            return u_charType((UChar32)c) == U_OTHER_SYMBOL || u_charType((UChar32)c) == U_MATH_SYMBOL;
        if (!strcmp(wanted, "Hans") && c >= 0x2e80 && c < 0x10000 && ((c >= 0x3000 && c < 0xa000) || c >= 0xfe30))
            return TRUE; /* East Asian punctuation and forms */
    }
    if (own == USCRIPT_COMMON && strcmp(wanted, "Zsym") && strcmp(wanted, "Zsye")) {
        UErrorCode extended = U_ZERO_ERROR;
        int32_t extensions = uscript_getScriptExtensions((UChar32)c, codes, 8, &extended);

        if (U_FAILURE(extended) || extensions > 6)
            return FALSE;
    }
    n = uscript_getCode(wanted, codes, 8, &status); /* Jpan: Han, Hiragana, Katakana */
    for (int32_t i = 0; U_SUCCESS(status) && i < n; i++)
        if (own == codes[i] || uscript_hasScript((UChar32)c, codes[i]) ||
            ((codes[i] == USCRIPT_SIMPLIFIED_HAN || codes[i] == USCRIPT_TRADITIONAL_HAN) && own == USCRIPT_HAN))
            return TRUE;
    return FALSE;
}

const struct style_fallback *script_stand_in(const struct style_font *font, gunichar c, const char *lang)
{
    char script[8];

    script_of(lang, script);
    for (int rank = 0; rank < 4; rank++)
        for (int i = 0; i < font->n_fallbacks; i++)
            if (rank_of(font->fallbacks[i], script, lang) == rank && has_script(font->fallbacks[i]->script, c))
                return font->fallbacks[i];
    return NULL;
}

gboolean script_slants(const char *lang)
{
    char script[8];

    script_of(lang, script);
    return !*script || strstr("Latn Grek Cyrl Armn", script) != NULL;
}

/* ---- Breaks ---- */

/* Written without spaces between words (UAX #14, class SA). */
static gboolean wants_dictionary(gunichar c)
{
    return c >= 0xe00 && c < 0x1f000 && u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

void script_breaks(const char *text, int len, const char *lang, PangoLogAttr *attrs, int n_attrs)
{
    const char *end = text + len, *p = text;
    UErrorCode status = U_ZERO_ERROR;
    g_autofree UChar *wide = NULL;
    UBreakIterator *breaks;
    int32_t at = 0, n = 0;

    while (p < end && !wants_dictionary(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    if (p == end)
        return;
    wide = g_new(UChar, (gsize)len + 1);
    u_strFromUTF8(wide, len + 1, &n, text, len, &status);
    breaks = ubrk_open(UBRK_LINE, lang, wide, n, &status);
    if (U_FAILURE(status))
        return; /* what pango found stands */
    p = text;
    for (int i = 0; p < end && i < n_attrs; i++, p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (i && wants_dictionary(c) && wants_dictionary(g_utf8_get_char(g_utf8_prev_char(p))))
            attrs[i].is_line_break = ubrk_isBoundary(breaks, at) && attrs[i].is_char_break;
        at += c >= 0x10000 ? 2 : 1;
    }
    ubrk_close(breaks);
}

/* ---- Justified lines without spaces ---- */

static gboolean is_east_asian(gunichar c)
{
    if (c < 0x2e80)
        return FALSE;
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_HAN: case G_UNICODE_SCRIPT_HIRAGANA: case G_UNICODE_SCRIPT_KATAKANA: case G_UNICODE_SCRIPT_BOPOMOFO:
        return TRUE;
    default:
        return (c > 0x3000 && c < 0x3040) || (c >= 0xff00 && c < 0xfff0);
    }
}

enum script_joint script_joint(gunichar before, gunichar behind)
{
    if (behind <= ' ' || behind == 0xa0)
        return JOINT_NONE;
    if (is_east_asian(before) || is_east_asian(behind))
        return JOINT_IDEOGRAPH;
    return wants_dictionary(before) && wants_dictionary(behind) ? JOINT_WORD : JOINT_NONE;
}

double script_joint_share(enum script_joint joint)
{
    return joint == JOINT_IDEOGRAPH ? 1 : joint == JOINT_WORD ? 1 / 3. : 0;
}

double script_joint_space(enum script_joint joint)
{
    return joint == JOINT_IDEOGRAPH ? 0.1 : joint == JOINT_WORD ? 0.08 : 0;
}

/* ---- Names ---- */

char *script_character_name(gunichar c)
{
    char name[128] = "";
    UErrorCode status = U_ZERO_ERROR;

    u_charName((UChar32)c, U_EXTENDED_CHAR_NAME, name, sizeof name, &status);
    if (U_FAILURE(status) || !*name || *name == '<')
        return g_strdup_printf("U+%04X", c);
    return g_strdup_printf("U+%04X %s", c, name);
}

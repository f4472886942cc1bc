/* One scanner; counting is calling it. White space is what Unicode calls so, no-break spaces included: "21 200" is two
   words for LibreOffice and Word alike. Zero-width characters part nothing. */
#include "words.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

static gboolean is_single(gunichar c)
{
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
        return TRUE;
    default:
        return FALSE;
    }
}

static gboolean is_space(gunichar c)
{
    return g_unichar_isspace(c) || c == 0xA0 || c == 0x2007 || c == 0x202F || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

gboolean words_next(const char **p, const char **start, gsize *size)
{
    const char *at = *p, *begun = NULL;
    gboolean alive = FALSE; /* a letter or digit since `begun` */

    for (; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        gboolean single = is_single(c);

        if (single && !alive) {
            *start = at;
            *p = g_utf8_next_char(at);
            *size = (gsize)(*p - at);
            return TRUE;
        }
        if (single || is_space(c)) {
            if (alive)
                break;
            begun = NULL;
            continue;
        }
        if (!begun)
            begun = at;
        alive |= g_unichar_isalnum(c);
    }
    *p = at;
    if (!alive)
        return FALSE;
    *start = begun;
    *size = (gsize)(at - begun);
    return TRUE;
}

guint words_count(const char *utf8)
{
    const char *start;
    gsize size;
    guint n = 0;

    while (words_next(&utf8, &start, &size))
        n++;
    return n;
}

guint words_count_icu(const char *utf8, const char *lang)
{
    gsize bytes = strlen(utf8);
    UChar *text = g_new(UChar, bytes + 1);
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaks;
    int32_t length = 0;
    guint n = 0;

    u_strFromUTF8(text, (int32_t)bytes + 1, &length, utf8, (int32_t)bytes, &status);
    breaks = U_SUCCESS(status) ? ubrk_open(UBRK_WORD, lang, text, length, &status) : NULL;
    if (breaks && U_SUCCESS(status))
        while (ubrk_next(breaks) != UBRK_DONE)
            n += ubrk_getRuleStatus(breaks) >= UBRK_WORD_NUMBER; /* numbers, letters, kana, ideographs */
    if (breaks)
        ubrk_close(breaks);
    g_free(text);
    return n;
}

gboolean words_has_unspaced(const char *utf8)
{
    for (; *utf8; utf8 = g_utf8_next_char(utf8)) {
        if (g_utf8_get_char(utf8) == 0x1361) /* the sign that parts words in Ethiopic */
            return TRUE;
        switch (g_unichar_get_script(g_utf8_get_char(utf8))) {
        case G_UNICODE_SCRIPT_HAN:
        case G_UNICODE_SCRIPT_HIRAGANA:
        case G_UNICODE_SCRIPT_KATAKANA:
        case G_UNICODE_SCRIPT_THAI:
        case G_UNICODE_SCRIPT_LAO:
        case G_UNICODE_SCRIPT_KHMER:
        case G_UNICODE_SCRIPT_MYANMAR:
            return TRUE;
        default:
            break;
        }
    }
    return FALSE;
}

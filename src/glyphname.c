/* The Adobe Glyph List has 4,281 names, and FreeType carries it: it gives a CFF font (Adobe Technical Note 5176) without
   a character table one that is made of the names of its glyphs. So a font of two glyphs is made, .notdef and one of
   the name in question; what FreeType makes of it is the answer. */
#include "glyphname.h"

#include <string.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#define FIRST_OWN_STRING 391
#define TOP_LENGTH 23 /* bytes of the Top DICT below */

static void put(GByteArray *b, const void *bytes, gsize length)
{
    g_byte_array_append(b, bytes, (guint)length);
}

static void put_byte(GByteArray *b, guint byte)
{
    guint8 one = (guint8)byte;
    put(b, &one, 1);
}

/* A DICT operand of five bytes. */
static void put_operand(GByteArray *b, guint n)
{
    const guint8 bytes[5] = {29, (guint8)(n >> 24), (guint8)(n >> 16), (guint8)(n >> 8), (guint8)n};
    put(b, bytes, 5);
}

/* An INDEX of one object of less than 250 bytes. */
static void put_index(GByteArray *b, const void *object, gsize length)
{
    const guint8 head[5] = {0, 1, 1, 1, (guint8)(length + 1)};
    put(b, head, 5);
    put(b, object, length);
}

static GByteArray *font_of(const char *name)
{
    static const guint8 header[4] = {1, 0, 4, 1}, none[2] = {0, 0}, charset[3] = {0, FIRST_OWN_STRING >> 8, FIRST_OWN_STRING & 255};
    static const guint8 charstrings[8] = {0, 2, 1, 1, 2, 3, 14, 14}; /* two of endchar */
    gsize length = strlen(name);
    /* header, name, head of the Top DICT INDEX, Top DICT, string, no subroutines */
    guint at = (guint)(sizeof header + 6 + 5 + TOP_LENGTH + 5 + length + sizeof none);
    GByteArray *b = g_byte_array_new();
    g_autoptr(GByteArray) top = g_byte_array_new();
    put_operand(top, at);
    put_byte(top, 15);
    put_operand(top, at + sizeof charset);
    put_byte(top, 17);
    put_operand(top, 0);
    put_operand(top, at + sizeof charset + sizeof charstrings);
    put_byte(top, 18);
    g_assert(top->len == TOP_LENGTH);
    put(b, header, sizeof header);
    put_index(b, "A", 1);
    put_index(b, top->data, top->len);
    put_index(b, name, length);
    put(b, none, sizeof none);
    put(b, charset, sizeof charset);
    put(b, charstrings, sizeof charstrings);
    return b;
}

gboolean glyphname_known(const char *name)
{
    FT_Library library = NULL;
    FT_Face face = NULL;
    FT_UInt glyph = 0;
    if (!*name || strlen(name) > 200 || FT_Init_FreeType(&library))
        return FALSE;
    GByteArray *font = font_of(name);
    if (!FT_New_Memory_Face(library, font->data, (FT_Long)font->len, 0, &face)) {
        if (!FT_Select_Charmap(face, FT_ENCODING_UNICODE))
            FT_Get_First_Char(face, &glyph);
        FT_Done_Face(face);
    }
    FT_Done_FreeType(library);
    g_byte_array_unref(font);
    return glyph != 0;
}

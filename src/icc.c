/* sRGB as an ICC display profile (ICC.1:2004-10): primaries adapted to D50, the curve of IEC 61966-2-1 at 33 points,
   which is nowhere off by a step of eight bits. Readers invert the curve, poppler for every mark of a page, and that
   takes time by the number of points. */
#include "icc.h"

#include <math.h>
#include <string.h>

#define POINTS 33

static void put32(GByteArray *b, guint32 v)
{
    const guint8 bytes[4] = {(guint8)(v >> 24), (guint8)(v >> 16), (guint8)(v >> 8), (guint8)v};
    g_byte_array_append(b, bytes, 4);
}

static void put_tag(GByteArray *b, const char *four)
{
    g_byte_array_append(b, (const guint8 *)four, 4);
}

static void put_fixed(GByteArray *b, double x)
{
    put32(b, (guint32)(gint32)lround(x * 65536));
}

static void put_numbers(GByteArray *b, const char *type, const double *x, int n)
{
    put_tag(b, type);
    put32(b, 0);
    for (int i = 0; i < n; i++)
        put_fixed(b, x[i]);
}

/* One English text, in UTF-16. */
static void put_text(GByteArray *b, const char *text)
{
    guint32 n = (guint32)strlen(text);
    put_tag(b, "mluc");
    put32(b, 0);
    put32(b, 1);
    put32(b, 12);
    put_tag(b, "enUS");
    put32(b, n * 2);
    put32(b, 28);
    for (; *text; text++) {
        const guint8 unit[2] = {0, (guint8)*text};
        g_byte_array_append(b, unit, 2);
    }
}

static void set32(GByteArray *b, guint at, guint32 v)
{
    for (guint i = 0; i < 4; i++)
        b->data[at + i] = (guint8)(v >> (24 - 8 * i));
}

enum { DESC, CPRT, WTPT, CHAD, RXYZ, GXYZ, BXYZ, RTRC, GTRC, BTRC, N_TAGS };

GByteArray *icc_srgb(void)
{
    static const char *const names[N_TAGS] = {"desc", "cprt", "wtpt", "chad", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
    static const double white[3] = {0.9642, 1.0, 0.8249};
    static const double adaptation[9] = {1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168};
    static const double primaries[3][3] = {
        {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}};
    guint offsets[N_TAGS], sizes[N_TAGS];
    GByteArray *b = g_byte_array_new();
    g_byte_array_set_size(b, 128 + 4 + 12 * N_TAGS);
    memset(b->data, 0, b->len);

    for (int i = 0; i < N_TAGS; i++) {
        guint start = b->len;
        if (i == DESC)
            put_text(b, "sRGB");
        else if (i == CPRT)
            put_text(b, "No copyright, use freely");
        else if (i == WTPT)
            put_numbers(b, "XYZ ", white, 3);
        else if (i == CHAD)
            put_numbers(b, "sf32", adaptation, 9);
        else if (i <= BXYZ)
            put_numbers(b, "XYZ ", primaries[i - RXYZ], 3);
        else if (i == RTRC) {
            put_tag(b, "curv");
            put32(b, 0);
            put32(b, POINTS);
            for (int k = 0; k < POINTS; k++) {
                double c = k / (POINTS - 1.0), linear = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
                guint v = (guint)lround(linear * 65535);
                const guint8 bytes[2] = {(guint8)(v >> 8), (guint8)v};
                g_byte_array_append(b, bytes, 2);
            }
        }
        offsets[i] = i > RTRC ? offsets[RTRC] : start;
        sizes[i] = i > RTRC ? sizes[RTRC] : b->len - start;
        while (b->len % 4)
            g_byte_array_append(b, (const guint8 *)"", 1);
    }

    set32(b, 0, b->len);
    set32(b, 8, 0x04200000);
    memcpy(b->data + 12, "mntrRGB XYZ ", 12);
    static const guint8 date[12] = {2026 >> 8, 2026 & 255, 0, 1, 0, 1};
    memcpy(b->data + 24, date, 12);
    memcpy(b->data + 36, "acsp", 4);
    set32(b, 68, 0x0000F6D6); /* D50 */
    set32(b, 72, 0x00010000);
    set32(b, 76, 0x0000D32D);
    set32(b, 128, N_TAGS);
    for (guint i = 0; i < N_TAGS; i++) {
        memcpy(b->data + 132 + 12 * i, names[i], 4);
        set32(b, 136 + 12 * i, offsets[i]);
        set32(b, 140 + 12 * i, sizes[i]);
    }
    return b;
}

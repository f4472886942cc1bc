/* sRGB as an ICC v2 display profile (ICC.1:2001-04): primaries adapted to D50, one tone curve of 256 entries shared by
   the three channels (IEC 61966-2-1). */
#include "icc.h"

#include <math.h>
#include <string.h>

static void put16(GByteArray *b, guint v)
{
    const guint8 bytes[2] = {(guint8)(v >> 8), (guint8)v};
    g_byte_array_append(b, bytes, 2);
}

static void put32(GByteArray *b, guint32 v)
{
    put16(b, v >> 16);
    put16(b, v & 0xFFFF);
}

static void put_tag(GByteArray *b, const char *four)
{
    g_byte_array_append(b, (const guint8 *)four, 4);
}

static void put_xyz(GByteArray *b, double x, double y, double z)
{
    put_tag(b, "XYZ ");
    put32(b, 0);
    put32(b, (guint32)lround(x * 65536));
    put32(b, (guint32)lround(y * 65536));
    put32(b, (guint32)lround(z * 65536));
}

static void pad(GByteArray *b)
{
    static const guint8 zeros[128];
    g_byte_array_append(b, zeros, (4 - b->len % 4) % 4);
}

static void set32(GByteArray *b, guint at, guint32 v)
{
    for (int i = 0; i < 4; i++)
        b->data[at + (guint)i] = (guint8)(v >> (24 - 8 * i));
}

enum { DESC, CPRT, WTPT, RXYZ, GXYZ, BXYZ, RTRC, GTRC, BTRC, N_TAGS };

GByteArray *icc_srgb(void)
{
    static const char *const names[N_TAGS] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
    static const char description[] = "sRGB", copyright[] = "No copyright, use freely";
    guint offsets[N_TAGS], sizes[N_TAGS];
    GByteArray *b = g_byte_array_new();
    g_byte_array_set_size(b, 128 + 4 + 12 * N_TAGS);
    memset(b->data, 0, b->len);

    for (int i = 0; i < N_TAGS; i++) {
        offsets[i] = i > RTRC ? offsets[RTRC] : b->len;
        guint start = b->len;
        if (i == DESC) {
            put_tag(b, "desc");
            put32(b, 0);
            put32(b, sizeof description);
            g_byte_array_append(b, (const guint8 *)description, sizeof description);
            static const guint8 no_localised[78];
            g_byte_array_append(b, no_localised, sizeof no_localised);
        } else if (i == CPRT) {
            put_tag(b, "text");
            put32(b, 0);
            g_byte_array_append(b, (const guint8 *)copyright, sizeof copyright);
        } else if (i == WTPT) {
            put_xyz(b, 0.9642, 1.0, 0.8249);
        } else if (i == RXYZ) {
            put_xyz(b, 0.43607, 0.22249, 0.01392);
        } else if (i == GXYZ) {
            put_xyz(b, 0.38515, 0.71687, 0.09708);
        } else if (i == BXYZ) {
            put_xyz(b, 0.14307, 0.06061, 0.71410);
        } else if (i == RTRC) {
            put_tag(b, "curv");
            put32(b, 0);
            put32(b, 256);
            for (int v = 0; v < 256; v++) {
                double c = v / 255.0, linear = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
                put16(b, (guint)lround(linear * 65535));
            }
        }
        sizes[i] = i > RTRC ? sizes[RTRC] : b->len - start;
        pad(b);
    }

    set32(b, 0, b->len);
    set32(b, 8, 0x02400000);               /* version 2.4 */
    memcpy(b->data + 12, "mntrRGB XYZ ", 12);
    const guint16 date[6] = {2026, 1, 1, 0, 0, 0};
    for (guint i = 0; i < 6; i++) {
        b->data[24 + 2 * i] = (guint8)(date[i] >> 8);
        b->data[25 + 2 * i] = (guint8)date[i];
    }
    memcpy(b->data + 36, "acsp", 4);
    set32(b, 68, 0x0000F6D6);              /* D50 */
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

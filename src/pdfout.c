/* PDF syntax (ISO 32000-1, 7.2, 7.3, 7.9.6) into object streams. No printf on the way of small objects. */
#include "pdfout.h"

#include <math.h>
#include <string.h>

#define TEXT_MAX 16000       /* UTF-16 units of a string: PDF/A allows 32767 bytes (6.1.13) */
#define LEAF 64              /* entries of a leaf of a name or number tree */
#define STREAM_OBJECTS 200   /* objects of an object stream */
#define LEVEL 4              /* of zlib: half the time of the default, a few per cent more bytes */

struct pdfout *pdfout_new(int next)
{
    struct pdfout *o = g_new0(struct pdfout, 1);
    o->file = g_string_sized_new(1 << 16);
    o->s = g_string_sized_new(1 << 16);
    o->waiting = g_array_new(FALSE, FALSE, sizeof(struct pdfout_waiting));
    o->entries = g_array_new(FALSE, TRUE, sizeof(struct pdfout_entry));
    o->deflate = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, LEVEL));
    o->next = next;
    g_string_append(o->file, "%PDF-1.7\n%\342\343\317\323\n");
    return o;
}

void pdfout_free(struct pdfout *o)
{
    if (!o)
        return;
    if (o->file)
        g_string_free(o->file, TRUE);
    g_string_free(o->s, TRUE);
    g_array_free(o->waiting, TRUE);
    g_array_free(o->entries, TRUE);
    g_object_unref(o->deflate);
    g_free(o);
}

int pdfout_reserve(struct pdfout *o)
{
    return o->next++;
}

void pdfout_put(struct pdfout *o, const char *syntax)
{
    g_string_append(o->s, syntax);
}

void pdfout_int(struct pdfout *o, gint64 n)
{
    char digits[24];
    int at = (int)sizeof digits;
    guint64 left = n < 0 ? (guint64)-n : (guint64)n;
    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (n < 0)
        digits[--at] = '-';
    g_string_append_len(o->s, digits + at, (gssize)sizeof digits - at);
}

void pdfout_real(struct pdfout *o, double x)
{
    if (!isfinite(x) || fabs(x) > 1e9)
        x = 0;
    gint64 thousandths = (gint64)llround(x * 1000);
    if (thousandths < 0)
        pdfout_put(o, "-");
    guint64 left = (guint64)ABS(thousandths);
    pdfout_int(o, (gint64)(left / 1000));
    guint64 rest = left % 1000;
    if (rest) {
        char digits[5] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10), (char)('0' + rest % 10), 0};
        for (int i = 3; digits[i] == '0'; i--)
            digits[i] = 0;
        pdfout_put(o, digits);
    }
}

void pdfout_ref(struct pdfout *o, int number)
{
    pdfout_int(o, number);
    pdfout_put(o, " 0 R");
}

/* ---- Objects ---- */

static void enter(struct pdfout *o, int number, guint8 type, gsize place, guint index)
{
    if ((guint)number >= o->entries->len)
        g_array_set_size(o->entries, (guint)number + 1);
    g_array_index(o->entries, struct pdfout_entry, number) =
        (struct pdfout_entry){type, (guint32)place, (guint16)index};
}

/* Appends the bytes in zlib's format; returns how many they became. */
static gsize append_deflated(struct pdfout *o, const char *bytes, gsize length)
{
    gsize start = o->file->len, done = 0;
    GConverterResult result = G_CONVERTER_CONVERTED;
    g_converter_reset(o->deflate);
    while (result != G_CONVERTER_FINISHED && result != G_CONVERTER_ERROR) {
        gsize room = length / 2 + 1024, at = o->file->len, read = 0, written = 0;
        g_string_set_size(o->file, at + room);
        result = g_converter_convert(o->deflate, bytes + done, length - done, o->file->str + at, room,
                                     G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
        done += read;
        g_string_set_size(o->file, at + written);
    }
    return o->file->len - start;
}

void pdfout_stream(struct pdfout *o, int number, const char *dictionary, const char *bytes, gsize length,
                   gboolean compress)
{
    enter(o, number, 1, o->file->len, 0);
    g_string_append_printf(o->file, "%d 0 obj\n<<%s%s/Length ", number, dictionary,
                           compress ? "/Filter/FlateDecode" : "");
    gsize hole = o->file->len;
    g_string_append(o->file, "          >>\nstream\n");
    if (compress)
        length = append_deflated(o, bytes, length);
    else
        g_string_append_len(o->file, bytes, (gssize)length);
    char digits[12];
    memcpy(o->file->str + hole, digits, (gsize)g_snprintf(digits, sizeof digits, "%zu", length));
    g_string_append(o->file, "\nendstream\nendobj\n"); /* the line end is PDF/A's, 6.1.7.1 */
}

static void flush_waiting(struct pdfout *o)
{
    if (!o->waiting->len)
        return;
    GString *head = g_string_new(NULL);
    int number = pdfout_reserve(o);
    for (guint i = 0; i < o->waiting->len; i++) {
        const struct pdfout_waiting *w = &g_array_index(o->waiting, struct pdfout_waiting, i);
        g_string_append_printf(head, "%d %zu ", w->number, w->offset);
        enter(o, w->number, 2, (gsize)number, i);
    }
    g_autofree char *dictionary = g_strdup_printf("/Type/ObjStm/N %u/First %zu", o->waiting->len, head->len);
    g_string_prepend_len(o->s, head->str, (gssize)head->len);
    pdfout_stream(o, number, dictionary, o->s->str, o->s->len, TRUE);
    g_string_free(head, TRUE);
    g_string_truncate(o->s, 0);
    g_array_set_size(o->waiting, 0);
}

void pdfout_begin(struct pdfout *o, int number)
{
    struct pdfout_waiting w = {number, o->s->len};
    g_array_append_val(o->waiting, w);
}

void pdfout_end(struct pdfout *o)
{
    pdfout_put(o, "\n");
    if (o->waiting->len >= STREAM_OBJECTS)
        flush_waiting(o);
}

static void put_literal(struct pdfout *o, const char *bytes)
{
    g_string_append_c(o->s, '(');
    for (; *bytes; bytes++) {
        if (*bytes == '(' || *bytes == ')' || *bytes == '\\')
            g_string_append_c(o->s, '\\');
        g_string_append_c(o->s, *bytes);
    }
    g_string_append_c(o->s, ')');
}

static void put_hex(struct pdfout *o, guint byte)
{
    static const char digits[] = "0123456789ABCDEF";
    g_string_append_c(o->s, digits[byte >> 4 & 15]);
    g_string_append_c(o->s, digits[byte & 15]);
}

static gboolean printable(const char *bytes)
{
    for (; *bytes; bytes++)
        if (*bytes < 0x20 || *bytes > 0x7E)
            return FALSE;
    return TRUE;
}

void pdfout_bytes(struct pdfout *o, const char *bytes)
{
    if (printable(bytes)) {
        put_literal(o, bytes);
        return;
    }
    g_string_append_c(o->s, '<');
    for (; *bytes; bytes++)
        put_hex(o, (guchar)*bytes);
    g_string_append_c(o->s, '>');
}

void pdfout_text(struct pdfout *o, const char *utf8)
{
    if (!utf8 || (printable(utf8) && strlen(utf8) <= TEXT_MAX)) {
        put_literal(o, utf8 ? utf8 : "");
        return;
    }
    g_autofree char *valid = g_utf8_make_valid(utf8, -1);
    g_autofree gunichar2 *units = g_utf8_to_utf16(valid, -1, NULL, NULL, NULL);
    pdfout_put(o, "<FEFF");
    for (const gunichar2 *u = units; u && *u && u - units < TEXT_MAX; u++) {
        if (u - units == TEXT_MAX - 1 && *u >= 0xD800 && *u < 0xDC00)
            break; /* no half a character */
        put_hex(o, *u >> 8);
        put_hex(o, *u & 0xFF);
    }
    pdfout_put(o, ">");
}

int pdfout_tree(struct pdfout *o, const char *const *names, int n, void (*value)(struct pdfout *, int i, void *data),
                void *data)
{
    int root = pdfout_reserve(o);
    int leaves = (n + LEAF - 1) / LEAF, first = o->next;
    o->next += leaves;
    for (int leaf = 0; leaf < leaves; leaf++) {
        int from = leaf * LEAF, to = MIN(n, from + LEAF);
        pdfout_begin(o, first + leaf);
        pdfout_put(o, "<</Limits[");
        if (names) {
            pdfout_bytes(o, names[from]);
            pdfout_bytes(o, names[to - 1]);
        } else {
            pdfout_int(o, from);
            pdfout_put(o, " ");
            pdfout_int(o, to - 1);
        }
        pdfout_put(o, names ? "]/Names[" : "]/Nums[");
        for (int i = from; i < to; i++) {
            if (names)
                pdfout_bytes(o, names[i]);
            else
                pdfout_int(o, i);
            pdfout_put(o, " ");
            value(o, i, data);
            pdfout_put(o, "\n");
        }
        pdfout_put(o, "]>>");
        pdfout_end(o);
    }
    pdfout_begin(o, root);
    pdfout_put(o, leaves ? "<</Kids[" : names ? "<</Names[" : "<</Nums[");
    for (int leaf = 0; leaf < leaves; leaf++) {
        pdfout_ref(o, first + leaf);
        pdfout_put(o, " ");
    }
    pdfout_put(o, "]>>");
    pdfout_end(o);
    return root;
}

GBytes *pdfout_finish(struct pdfout *o, int catalog, int info)
{
    flush_waiting(o);
    int number = pdfout_reserve(o);
    gsize start = o->file->len;
    g_autofree char *id = g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)o->file->str, o->file->len);
    enter(o, number, 1, start, 0);
    g_array_set_size(o->entries, (guint)o->next);
    GString *table = g_string_sized_new((gsize)o->next * 7);
    for (int i = 0; i < o->next; i++) {
        const struct pdfout_entry *e = &g_array_index(o->entries, struct pdfout_entry, i);
        guint index = e->type ? e->index : 0xFFFF; /* free numbers are never to be used again */
        const char bytes[7] = {(char)e->type, (char)(e->place >> 24), (char)(e->place >> 16), (char)(e->place >> 8),
                               (char)e->place, (char)(index >> 8), (char)index};
        g_string_append_len(table, bytes, 7);
    }
    g_autofree char *dictionary = g_strdup_printf("/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]",
                                                  o->next, catalog, info, id, id);
    pdfout_stream(o, number, dictionary, table->str, table->len, TRUE);
    g_string_free(table, TRUE);
    g_string_append_printf(o->file, "startxref\n%zu\n%%%%EOF\n", start);
    return g_string_free_to_bytes(g_steal_pointer(&o->file));
}

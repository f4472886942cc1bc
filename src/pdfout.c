/* PDF syntax (ISO 32000-1, 7.2, 7.3, 7.5.6, 7.9.6) into one buffer. No printf on the way: a tagged document has some
   forty small objects a page. */
#include "pdfout.h"

#include <math.h>
#include <string.h>

#define LEAF 64 /* entries of a leaf of a name or number tree */

struct pdfout *pdfout_new(gsize base, int size)
{
    struct pdfout *o = g_new0(struct pdfout, 1);
    o->s = g_string_sized_new(1 << 16);
    o->base = base;
    o->next = size;
    o->offsets = g_array_new(FALSE, FALSE, sizeof(struct pdfout_offset));
    pdfout_put(o, "\n");
    return o;
}

void pdfout_free(struct pdfout *o)
{
    if (!o)
        return;
    g_string_free(o->s, TRUE);
    g_array_free(o->offsets, TRUE);
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

void pdfout_begin(struct pdfout *o, int number)
{
    struct pdfout_offset at = {number, o->base + o->s->len};
    g_array_append_val(o->offsets, at);
    pdfout_int(o, number);
    pdfout_put(o, " 0 obj\n");
}

void pdfout_end(struct pdfout *o)
{
    pdfout_put(o, "\nendobj\n");
}

void pdfout_stream(struct pdfout *o, int number, const char *dictionary, const char *bytes, gsize length)
{
    pdfout_begin(o, number);
    pdfout_put(o, "<<");
    pdfout_put(o, dictionary);
    pdfout_put(o, "/Length ");
    pdfout_int(o, (gint64)length);
    pdfout_put(o, ">>\nstream\n");
    g_string_append_len(o->s, bytes, (gssize)length);
    pdfout_put(o, "\nendstream");
    pdfout_end(o);
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
    if (!utf8 || printable(utf8)) {
        put_literal(o, utf8 ? utf8 : "");
        return;
    }
    g_autofree char *valid = g_utf8_make_valid(utf8, -1);
    g_autofree gunichar2 *units = g_utf8_to_utf16(valid, -1, NULL, NULL, NULL);
    pdfout_put(o, "<FEFF");
    for (const gunichar2 *u = units; u && *u; u++) {
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

static gint compare_offsets(gconstpointer p, gconstpointer q)
{
    const struct pdfout_offset *a = p, *b = q;
    return (a->number > b->number) - (a->number < b->number);
}

static void put_padded(struct pdfout *o, gsize offset)
{
    char entry[21] = "0000000000 00000 n \n";
    for (int i = 9; i >= 0 && offset; i--, offset /= 10)
        entry[i] = (char)('0' + offset % 10);
    g_string_append_len(o->s, entry, 20);
}

void pdfout_finish(struct pdfout *o, gsize previous, int catalog, int info)
{
    gsize start = o->base + o->s->len;
    g_array_sort(o->offsets, compare_offsets);
    pdfout_put(o, "xref\n");
    for (guint i = 0; i < o->offsets->len;) {
        const struct pdfout_offset *at = &g_array_index(o->offsets, struct pdfout_offset, i);
        guint n = 1;
        while (i + n < o->offsets->len && at[n].number == at->number + (int)n)
            n++;
        pdfout_int(o, at->number);
        pdfout_put(o, " ");
        pdfout_int(o, n);
        pdfout_put(o, "\n");
        for (guint k = 0; k < n; k++)
            put_padded(o, at[k].offset);
        i += n;
    }
    pdfout_put(o, "trailer\n<</Size ");
    pdfout_int(o, o->next);
    pdfout_put(o, "/Root ");
    pdfout_ref(o, catalog);
    pdfout_put(o, "/Info ");
    pdfout_ref(o, info);
    pdfout_put(o, "/Prev ");
    pdfout_int(o, (gint64)previous);
    pdfout_put(o, ">>\nstartxref\n");
    pdfout_int(o, (gint64)start);
    pdfout_put(o, "\n%%EOF\n");
}

/* The finishing pass. libqpdf reads cairo's file and lends object numbers and page contents; everything that is new
   or changed (contents with marked content, page dictionaries, structure tree, annotations, outline, labels,
   destinations, metadata, colour profile, catalog) is written as an incremental update behind cairo's bytes; libqpdf
   reads the whole and writes it out with object streams, a deterministic ID and without what nobody refers to.
   Recipe: ISO 14289-1 and ISO 19005-2 as listed in our notes; version 1.7, no transparency group, no Interpolate. */
#define _GNU_SOURCE /* memmem */
#include "finish.h"

#include <gio/gio.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "icc.h"
#include "pdf.h"
#include "pdfout.h"
#include "tags.h"
#include "xmp.h"

#define PRODUCER "rapporteur"

struct finisher {
    struct pages *pages;
    struct painted *painted;
    struct diag *diag;
    qpdf_data source;        /* cairo's file */
    struct pdfout *o;
    GString *content;
    GConverter *deflate;
    int n_pages;
    int *page_objects;
    int *content_objects;
    int page_tree;
    char **resources;        /* of each page, as syntax */
    char **parents;
};

static void report(struct finisher *f, const char *what)
{
    diag_report(f->diag, R901, (struct place){NULL, 0, 0, 0}, NULL, "what", what, NULL);
}

/* ---- Page contents ---- */

static const char *const artifact_properties[] = {
    [ARTIFACT_NONE] = "<</Type/Layout>>",
    [ARTIFACT_HEADER] = "<</Type/Pagination/Subtype/Header>>",
    [ARTIFACT_FOOTER] = "<</Type/Pagination/Subtype/Footer>>",
    [ARTIFACT_REPEATED_HEAD] = "<</Type/Pagination>>",
    [ARTIFACT_LAYOUT] = "<</Type/Layout>>",
    [ARTIFACT_BACKGROUND] = "<</Type/Background>>",
};

static void put_hex_utf16(GString *out, const char *utf8)
{
    g_autofree gunichar2 *units = g_utf8_to_utf16(utf8, -1, NULL, NULL, NULL);
    for (const gunichar2 *u = units; u && *u; u++)
        g_string_append_printf(out, "%04X", *u);
}

static void open_mark(GString *out, const struct mark *m)
{
    char number[16];
    if (!m->node) {
        g_string_append(out, "/Artifact");
        g_string_append(out, artifact_properties[m->artifact]);
    } else {
        g_string_append_c(out, '/');
        g_string_append(out, m->actual ? "Span" : tag_name(m->node->tag));
        g_snprintf(number, sizeof number, "%d", m->mcid);
        g_string_append(out, "<</MCID ");
        g_string_append(out, number);
        if (m->actual) {
            g_string_append(out, "/ActualText<FEFF");
            put_hex_utf16(out, m->actual);
            g_string_append(out, ">");
        }
        g_string_append(out, ">>");
    }
    g_string_append(out, " BDC\n");
}

/* Where the marked content of a page must end: before the operators that close cairo's own graphics state. */
static gsize content_end(const char *content, gsize length)
{
    while (length && g_ascii_isspace(content[length - 1]))
        length--;
    if (length >= 2 && content[length - 1] == 'Q' && g_ascii_isspace(content[length - 2]))
        length--;
    return length;
}

gboolean finish_content(GString *out, const char *content, gsize length, const struct mark *marks, int n)
{
    static const char colour[] = PAINT_MARKER_COLOUR, area[] = PAINT_MARKER_AREA;
    const char *at = content, *end = content + content_end(content, length);
    int found = 0;
    for (;;) {
        const char *marker = memmem(at, (gsize)(end - at), colour, sizeof colour - 1);
        if (!marker)
            break;
        const char *after = memmem(marker, MIN((gsize)(end - marker), 64), " rg ", 4);
        after = after ? after + 4 : marker;
        const char *fill = memmem(after, MIN((gsize)(end - after), 64), area, sizeof area - 1);
        if (!fill || after == marker || found == n) {
            found = -1;
            break;
        }
        g_string_append_len(out, at, marker - at);
        if (found)
            g_string_append(out, "EMC\n");
        g_string_append_len(out, after, fill - after); /* the graphics state that cairo sets with its first colour */
        open_mark(out, &marks[found++]);
        at = fill + sizeof area - 1;
    }
    g_string_append_len(out, at, end - at);
    if (found > 0)
        g_string_append(out, "\nEMC\n");
    g_string_append_len(out, end, content + length - end);
    return found == n;
}

/* zlib's format at a level that costs half of the default and a few per cent more bytes. */
static GByteArray *deflate(struct finisher *f, const char *bytes, gsize length)
{
    GByteArray *out = g_byte_array_sized_new((guint)(length / 3 + 64));
    gsize done = 0;
    GConverterResult result = G_CONVERTER_CONVERTED;
    g_converter_reset(f->deflate);
    while (result != G_CONVERTER_FINISHED) {
        guint8 chunk[16384];
        gsize read = 0, written = 0;
        result = g_converter_convert(f->deflate, bytes + done, length - done, chunk, sizeof chunk,
                                     G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
        if (result == G_CONVERTER_ERROR)
            break;
        done += read;
        g_byte_array_append(out, chunk, (guint)written);
    }
    return out;
}

static int write_contents(struct finisher *f)
{
    for (int i = 0; i < f->n_pages; i++) {
        unsigned char *bytes = NULL;
        size_t length = 0;
        qpdf_oh page = qpdf_get_page_n(f->source, (size_t)i);
        QPDF_ERROR_CODE code = qpdf_oh_get_page_content_data(f->source, page, &bytes, &length);
        int first = f->painted->first_mark[i], n = f->painted->first_mark[i + 1] - first;
        g_string_truncate(f->content, 0);
        gboolean whole = !(code & QPDF_ERRORS) && bytes &&
            finish_content(f->content, (const char *)bytes, length, (struct mark *)(void *)f->painted->marks->data + first, n);
        free(bytes);
        qpdf_oh_release_all(f->source);
        if (!whole) {
            report(f, "page content without its markers");
            return -1;
        }
        GByteArray *small = deflate(f, f->content->str, f->content->len);
        pdfout_stream(f->o, f->content_objects[i], "/Filter/FlateDecode", (const char *)small->data, small->len);
        g_byte_array_free(small, TRUE);
    }
    return 0;
}

static int read_pages(struct finisher *f)
{
    qpdf_oh root = qpdf_get_root(f->source);
    f->page_tree = qpdf_oh_get_object_id(f->source, qpdf_oh_get_key(f->source, root, "/Pages"));
    for (int i = 0; i < f->n_pages; i++) {
        qpdf_oh page = qpdf_get_page_n(f->source, (size_t)i);
        qpdf_oh content = qpdf_oh_get_key(f->source, page, "/Contents");
        f->page_objects[i] = qpdf_oh_get_object_id(f->source, page);
        f->content_objects[i] = qpdf_oh_get_object_id(f->source, content);
        f->resources[i] = g_strdup(qpdf_oh_unparse(f->source, qpdf_oh_get_key(f->source, page, "/Resources")));
        f->parents[i] = g_strdup(qpdf_oh_unparse(f->source, qpdf_oh_get_key(f->source, page, "/Parent")));
        qpdf_oh_release_all(f->source);
        if (f->page_objects[i] <= 0 || f->content_objects[i] <= 0 || qpdf_has_error(f->source)) {
            report(f, "cairo's pages are not as expected");
            return -1;
        }
    }
    return 0;
}

static void write_pages(struct finisher *f, const struct tags *tags)
{
    for (int i = 0; i < f->n_pages; i++) {
        const struct page *page = g_ptr_array_index(f->pages->pages, i);
        pdfout_begin(f->o, f->page_objects[i]);
        pdfout_put(f->o, "<</Type/Page/Parent ");
        pdfout_put(f->o, f->parents[i]);
        pdfout_put(f->o, "/MediaBox[0 0 ");
        pdfout_real(f->o, page->w);
        pdfout_put(f->o, " ");
        pdfout_real(f->o, page->h);
        pdfout_put(f->o, "]/Contents ");
        pdfout_ref(f->o, f->content_objects[i]);
        pdfout_put(f->o, "/Resources ");
        pdfout_put(f->o, f->resources[i]);
        pdfout_put(f->o, "/StructParents ");
        pdfout_int(f->o, i);
        pdfout_put(f->o, "/Tabs/S");
        if (tags->annotations[i]) {
            pdfout_put(f->o, "/Annots[");
            for (guint k = 0; k < tags->annotations[i]->len; k++) {
                pdfout_ref(f->o, g_array_index(tags->annotations[i], int, k));
                pdfout_put(f->o, " ");
            }
            pdfout_put(f->o, "]");
        }
        pdfout_put(f->o, ">>");
        pdfout_end(f->o);
    }
}

/* ---- Fonts ---- */

/* Texts of several characters went to cairo as private code points (UTF-16 pairs in its maps); here they come back. */
static void rewrite_unicode_map(struct finisher *f, qpdf_oh map)
{
    unsigned char *bytes = NULL;
    size_t length = 0;
    QPDF_BOOL filtered = FALSE;
    if ((qpdf_oh_get_stream_data(f->source, map, qpdf_dl_generalized, &filtered, &bytes, &length) & QPDF_ERRORS)
        || !bytes)
        return;
    GString *out = g_string_sized_new(length + 64);
    gboolean changed = FALSE;
    const char *at = (const char *)bytes, *end = at + length;
    while (at < end) {
        guint high, low;
        gunichar code = 0;
        if (at + 10 <= end && at[0] == '<' && at[9] == '>' && sscanf(at, "<%4x%4x>", &high, &low) == 2 &&
            high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000)
            code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        if (code >= PAINT_STAND_IN && code - PAINT_STAND_IN < f->painted->stand_ins->len) {
            g_string_append_c(out, '<');
            put_hex_utf16(out, g_ptr_array_index(f->painted->stand_ins, code - PAINT_STAND_IN));
            g_string_append_c(out, '>');
            at += 10;
            changed = TRUE;
        } else {
            g_string_append_c(out, *at++);
        }
    }
    free(bytes);
    if (changed)
        pdfout_stream(f->o, qpdf_oh_get_object_id(f->source, map), "", out->str, out->len);
    g_string_free(out, TRUE);
}

static void finish_font(struct finisher *f, qpdf_oh font)
{
    qpdf_data q = f->source;
    if (f->painted->stand_ins->len && qpdf_oh_has_key(q, font, "/ToUnicode"))
        rewrite_unicode_map(f, qpdf_oh_get_key(q, font, "/ToUnicode"));
    if (!qpdf_oh_has_key(q, font, "/DescendantFonts"))
        return;
    qpdf_oh kin = qpdf_oh_get_array_item(q, qpdf_oh_get_key(q, font, "/DescendantFonts"), 0);
    if (!qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, kin, "/Subtype"), "/CIDFontType2") ||
        qpdf_oh_has_key(q, kin, "/CIDToGIDMap") || qpdf_oh_get_object_id(q, kin) <= 0)
        return;
    g_autofree char *syntax = g_strdup(qpdf_oh_unparse_resolved(q, kin));
    char *close = g_strrstr(syntax, ">>");
    if (!close)
        return;
    *close = 0;
    pdfout_begin(f->o, qpdf_oh_get_object_id(q, kin));
    pdfout_put(f->o, syntax);
    pdfout_put(f->o, "/CIDToGIDMap/Identity>>"); /* UA 7.21.3.2 */
    pdfout_end(f->o);
}

static void finish_fonts(struct finisher *f)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    qpdf_data q = f->source;
    for (int i = 0; i < f->n_pages; i++) {
        qpdf_oh resources = qpdf_oh_get_key(q, qpdf_get_page_n(q, (size_t)i), "/Resources");
        qpdf_oh fonts = qpdf_oh_get_key_if_dict(q, resources, "/Font");
        if (qpdf_oh_is_dictionary(q, fonts)) {
            g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
            qpdf_oh_begin_dict_key_iter(q, fonts);
            while (qpdf_oh_dict_more_keys(q))
                g_ptr_array_add(names, g_strdup(qpdf_oh_dict_next_key(q)));
            for (guint k = 0; k < names->len; k++) {
                qpdf_oh font = qpdf_oh_get_key(q, fonts, g_ptr_array_index(names, k));
                if (g_hash_table_add(seen, GINT_TO_POINTER(qpdf_oh_get_object_id(q, font))))
                    finish_font(f, font);
            }
        }
        qpdf_oh_release_all(q);
    }
}

/* ---- Outline, labels, destinations ---- */

static void put_destination(struct pdfout *o, int i, void *data)
{
    const struct finisher *f = data;
    const struct destination *d = &g_array_index(f->pages->destinations, struct destination, i);
    int n = CLAMP(d->page, 0, f->n_pages - 1);
    const struct page *page = g_ptr_array_index(f->pages->pages, n);
    pdfout_put(o, "[");
    pdfout_ref(o, f->page_objects[n]);
    pdfout_put(o, "/XYZ ");
    pdfout_real(o, d->x);
    pdfout_put(o, " ");
    pdfout_real(o, page->h - d->y);
    pdfout_put(o, " null]");
}

static int write_destinations(struct finisher *f)
{
    GArray *destinations = f->pages->destinations;
    if (!destinations->len || !f->n_pages)
        return 0;
    g_autofree const char **names = g_new(const char *, destinations->len);
    for (guint i = 0; i < destinations->len; i++)
        names[i] = g_array_index(destinations, struct destination, i).name;
    return pdfout_tree(f->o, names, (int)destinations->len, put_destination, f);
}

struct outline_links { int parent, first, last, previous, next, kids; };

static void put_entry(struct pdfout *o, const char *key, int base, int index)
{
    if (index >= 0) {
        pdfout_put(o, key);
        pdfout_ref(o, base + index);
    }
}

/* Entries that lead nowhere stay, without a destination: their kids need them. */
static int write_outline(struct finisher *f)
{
    int n = (int)f->pages->outline->len;
    if (!n)
        return 0;
    g_autofree struct outline_links *links = g_new(struct outline_links, (gsize)n);
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(int)); /* the last entry of each level */
    int top_first = -1, top_last = -1;
    for (int i = 0; i < n; i++) {
        int level = MAX(1, g_array_index(f->pages->outline, struct outline_entry, i).level);
        guint depth = MIN((guint)level - 1, open->len);
        int before = depth < open->len ? g_array_index(open, int, depth) : -1;
        int parent = depth ? g_array_index(open, int, depth - 1) : -1;
        g_array_set_size(open, depth);
        g_array_append_val(open, i);
        links[i] = (struct outline_links){parent, -1, -1, before, -1, 0};
        if (before >= 0)
            links[before].next = i;
        int *first = parent >= 0 ? &links[parent].first : &top_first;
        int *last = parent >= 0 ? &links[parent].last : &top_last;
        if (*first < 0)
            *first = i;
        *last = i;
        if (parent >= 0)
            links[parent].kids++;
    }
    int root = pdfout_reserve(f->o), base = f->o->next, shown = 0;
    f->o->next += n;
    for (int i = 0; i < n; i++) {
        const struct outline_entry *e = &g_array_index(f->pages->outline, struct outline_entry, i);
        shown += links[i].parent < 0;
        pdfout_begin(f->o, base + i);
        pdfout_put(f->o, "<</Title");
        pdfout_text(f->o, e->title);
        pdfout_put(f->o, "/Parent ");
        pdfout_ref(f->o, links[i].parent < 0 ? root : base + links[i].parent);
        put_entry(f->o, "/Prev ", base, links[i].previous);
        put_entry(f->o, "/Next ", base, links[i].next);
        put_entry(f->o, "/First ", base, links[i].first);
        put_entry(f->o, "/Last ", base, links[i].last);
        if (links[i].kids) {
            pdfout_put(f->o, "/Count -"); /* closed */
            pdfout_int(f->o, links[i].kids);
        }
        if (e->destination && tags_destination_exists(f->pages, e->destination)) {
            pdfout_put(f->o, "/Dest");
            pdfout_bytes(f->o, e->destination);
        }
        pdfout_put(f->o, ">>");
        pdfout_end(f->o);
    }
    pdfout_begin(f->o, root);
    pdfout_put(f->o, "<</Type/Outlines");
    put_entry(f->o, "/First ", base, top_first);
    put_entry(f->o, "/Last ", base, top_last);
    pdfout_put(f->o, "/Count ");
    pdfout_int(f->o, shown);
    pdfout_put(f->o, ">>");
    pdfout_end(f->o);
    return root;
}

/* The style of a printed page number: D, r (up to 39 is plenty to tell front matter), or 0 with the number as prefix. */
static char label_style(const char *label, int *number)
{
    static const char *const tens[] = {"", "x", "xx", "xxx"};
    static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    gint64 decimal = 0;
    if (label[0] != '0' && g_ascii_string_to_signed(label, 10, 1, 99999999, &decimal, NULL)) {
        *number = (int)decimal;
        return 'D';
    }
    for (int i = 1; i < 40; i++) {
        g_autofree char *roman = g_strconcat(tens[i / 10], ones[i % 10], NULL);
        if (strcmp(roman, label) == 0) {
            *number = i;
            return 'r';
        }
    }
    *number = 0;
    return 0;
}

static int write_labels(struct finisher *f)
{
    if (!f->n_pages)
        return 0;
    int object = pdfout_reserve(f->o), last_number = 0;
    char last_style = '-';
    pdfout_begin(f->o, object);
    pdfout_put(f->o, "<</Nums[");
    for (int i = 0; i < f->n_pages; i++) {
        const struct page *page = g_ptr_array_index(f->pages->pages, i);
        g_autofree char *counted = g_strdup_printf("%d", i + 1);
        const char *label = page->label && *page->label ? page->label : counted;
        int number;
        char style = label_style(label, &number);
        if (style && style == last_style && number == last_number + 1) {
            last_number = number;
            continue;
        }
        pdfout_int(f->o, i);
        pdfout_put(f->o, "<<");
        if (style) {
            pdfout_put(f->o, style == 'D' ? "/S/D/St " : "/S/r/St ");
            pdfout_int(f->o, number);
        } else {
            pdfout_put(f->o, "/P");
            pdfout_text(f->o, label);
        }
        pdfout_put(f->o, ">>");
        last_style = style;
        last_number = number;
    }
    pdfout_put(f->o, "]>>");
    pdfout_end(f->o);
    return object;
}

/* ---- The document ---- */

static void format_dates(gint64 seconds, char pdf[32], char iso[32])
{
    time_t t = (time_t)MAX(seconds, 0);
    struct tm utc;
    gmtime_r(&t, &utc);
    strftime(pdf, 32, "D:%Y%m%d%H%M%SZ", &utc);
    strftime(iso, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static void put_info(struct pdfout *o, const char *key, const char *text)
{
    if (text && *text) {
        pdfout_put(o, key);
        pdfout_text(o, text);
    }
}

static int write_info(struct finisher *f, const char *date)
{
    int object = pdfout_reserve(f->o);
    pdfout_begin(f->o, object);
    pdfout_put(f->o, "<<");
    put_info(f->o, "/Title", f->pages->title);
    put_info(f->o, "/Author", f->pages->author);
    put_info(f->o, "/Subject", f->pages->subject);
    put_info(f->o, "/Keywords", f->pages->keywords);
    put_info(f->o, "/Creator", PRODUCER);
    put_info(f->o, "/Producer", PRODUCER);
    put_info(f->o, "/CreationDate", date);
    put_info(f->o, "/ModDate", date);
    pdfout_put(f->o, ">>");
    pdfout_end(f->o);
    return object;
}

static int write_profile(struct finisher *f)
{
    GByteArray *icc = icc_srgb();
    int object = pdfout_reserve(f->o);
    pdfout_stream(f->o, object, "/N 3", (const char *)icc->data, icc->len);
    g_byte_array_free(icc, TRUE);
    return object;
}

static int write_metadata(struct finisher *f, const char *date)
{
    GString *xmp = xmp_write(f->pages, date, PRODUCER);
    int object = pdfout_reserve(f->o);
    pdfout_stream(f->o, object, "/Type/Metadata/Subtype/XML", xmp->str, xmp->len);
    g_string_free(xmp, TRUE);
    return object;
}

static void put_optional(struct pdfout *o, const char *before, int object, const char *after)
{
    if (object) {
        pdfout_put(o, before);
        pdfout_ref(o, object);
        pdfout_put(o, after);
    }
}

static void write_document(struct finisher *f, const struct tags *tags, gsize previous)
{
    char pdf_date[32], iso_date[32];
    format_dates(f->pages->date, pdf_date, iso_date);
    int destinations = write_destinations(f), outline = write_outline(f), labels = write_labels(f);
    int profile = write_profile(f), metadata = write_metadata(f, iso_date), info = write_info(f, pdf_date);
    int catalog = pdfout_reserve(f->o);
    pdfout_begin(f->o, catalog);
    pdfout_put(f->o, "<</Type/Catalog/Pages ");
    pdfout_ref(f->o, f->page_tree);
    pdfout_put(f->o, "/Lang");
    pdfout_text(f->o, f->pages->lang && *f->pages->lang ? f->pages->lang : "en");
    pdfout_put(f->o, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true");
    pdfout_put(f->o, f->pages->rtl ? "/Direction/R2L>>" : ">>");
    put_optional(f->o, "/StructTreeRoot ", tags->root, "");
    put_optional(f->o, "/Metadata ", metadata, "");
    put_optional(f->o, "/Names<</Dests ", destinations, ">>");
    put_optional(f->o, "/Outlines ", outline, "/PageMode/UseOutlines");
    put_optional(f->o, "/PageLabels ", labels, "");
    put_optional(f->o, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                 "/Info(sRGB IEC61966-2.1)/DestOutputProfile ", profile, ">>]");
    pdfout_put(f->o, ">>");
    pdfout_end(f->o);
    pdfout_finish(f->o, previous, catalog, info);
}

/* The offset of cairo's cross-reference table. */
static gssize previous_table(const GByteArray *pdf)
{
    static const char key[] = "startxref";
    for (gsize i = pdf->len; i-- > 0;)
        if (pdf->len - i >= sizeof key && memcmp(pdf->data + i, key, sizeof key - 1) == 0)
            return (gssize)g_ascii_strtoll((const char *)pdf->data + i + sizeof key - 1, NULL, 10);
    return -1;
}

static GBytes *write_out(struct finisher *f)
{
    GBytes *bytes = NULL;
    qpdf_data q = qpdf_init();
    qpdf_silence_errors(q);
    qpdf_set_suppress_warnings(q, TRUE);
    QPDF_ERROR_CODE code = qpdf_read_memory(q, "pages", (const char *)f->painted->pdf->data, f->painted->pdf->len, NULL);
    if (!(code & QPDF_ERRORS))
        code |= qpdf_init_write_memory(q);
    if (!(code & QPDF_ERRORS)) {
        qpdf_set_object_stream_mode(q, qpdf_o_generate);
        qpdf_set_newline_before_endstream(q, TRUE); /* PDF/A 6.1.7.1 */
        qpdf_set_deterministic_ID(q, TRUE);
        qpdf_set_minimum_pdf_version(q, "1.7");
        code |= qpdf_write(q);
    }
    if (qpdf_more_warnings(q) || (code & QPDF_ERRORS))
        report(f, qpdf_has_error(q) ? qpdf_get_error_full_text(q, qpdf_get_error(q)) :
               qpdf_more_warnings(q) ? qpdf_get_error_full_text(q, qpdf_next_warning(q)) : "libqpdf failed");
    else
        bytes = g_bytes_new(qpdf_get_buffer(q), qpdf_get_buffer_length(q));
    qpdf_cleanup(&q);
    return bytes;
}

static int read_source(struct finisher *f)
{
    GByteArray *pdf = f->painted->pdf;
    gssize previous = previous_table(pdf);
    f->source = qpdf_init();
    qpdf_silence_errors(f->source);
    qpdf_set_suppress_warnings(f->source, TRUE);
    QPDF_ERROR_CODE code = qpdf_read_memory(f->source, "cairo", (const char *)pdf->data, pdf->len, NULL);
    if ((code & QPDF_ERRORS) || previous < 0 || qpdf_get_num_pages(f->source) < f->n_pages) {
        report(f, "cairo's file cannot be read");
        return -1;
    }
    qpdf_oh size = qpdf_oh_get_key(f->source, qpdf_get_trailer(f->source), "/Size");
    f->o = pdfout_new(pdf->len, qpdf_oh_get_int_value_as_int(f->source, size));
    if (read_pages(f) < 0 || write_contents(f) < 0)
        return -1;
    finish_fonts(f);
    struct tags *tags = tags_write(f->o, f->pages, f->painted, f->page_objects, f->diag);
    write_pages(f, tags);
    write_document(f, tags, (gsize)previous);
    tags_free(tags);
    return 0;
}

GBytes *finish_pdf(struct pages *p, struct painted *painted, struct diag *d)
{
    int n = (int)p->pages->len;
    GBytes *bytes = NULL;
    struct finisher f = {.pages = p, .painted = painted, .diag = d, .n_pages = n};
    f.content = g_string_new(NULL);
    f.deflate = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 4));
    f.page_objects = g_new0(int, (gsize)n + 1);
    f.content_objects = g_new0(int, (gsize)n + 1);
    f.resources = g_new0(char *, (gsize)n + 1);
    f.parents = g_new0(char *, (gsize)n + 1);
    if (read_source(&f) == 0) {
        qpdf_cleanup(&f.source);
        g_byte_array_append(painted->pdf, (const guint8 *)f.o->s->str, (guint)f.o->s->len);
        pdfout_free(g_steal_pointer(&f.o));
        bytes = write_out(&f);
    }
    if (f.source)
        qpdf_cleanup(&f.source);
    pdfout_free(f.o);
    g_string_free(f.content, TRUE);
    g_object_unref(f.deflate);
    g_free(f.page_objects);
    g_free(f.content_objects);
    for (int i = 0; i < n; i++) {
        g_free(f.resources[i]);
        g_free(f.parents[i]);
    }
    g_free(f.resources);
    g_free(f.parents);
    return bytes;
}

/* ---- The stage ---- */

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void pdf_init(void)
{
    g_setenv("CAIRO_DEBUG_PDF", "1", TRUE);
}

GBytes *pdf_write_timed(struct pages *p, struct diag *d, struct pdf_times *times)
{
    double start = cpu_seconds();
    struct painted *painted = paint_pages(p, d);
    double middle = cpu_seconds();
    GBytes *bytes = painted ? finish_pdf(p, painted, d) : NULL;
    painted_free(painted);
    *times = (struct pdf_times){middle - start, cpu_seconds() - middle};
    return bytes;
}

GBytes *pdf_write(struct pages *p, struct diag *d)
{
    struct pdf_times times;
    return pdf_write_timed(p, d, &times);
}

/* The finishing pass. libqpdf reads cairo's file; what it holds of fonts and pictures is taken over under the same
   object numbers, page contents become marked content, and everything else (page dictionaries, structure tree,
   annotations, outline, labels, destinations, metadata, colour profile, catalog) is written new.
   libqpdf's own writer is not used: it costs 30 microseconds an object, and the tree has 90 a page.
   Version 1.7, no transparency group, no Interpolate: ISO 14289-1 and ISO 19005-2. */
#define _GNU_SOURCE /* memmem */
#include "finish.h"

#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "icc.h"
#include "pdf.h"
#include "pdfout.h"
#include "tags.h"
#include "xmp.h"

#define PRODUCER "rapporteur"
#define PAGES_OF_A_GROUP 32

struct finisher {
    struct pages *pages;
    struct painted *painted;
    struct diag *diag;
    qpdf_data source;        /* cairo's file */
    int source_size;         /* its object numbers are below */
    struct pdfout *o;
    GString *content;
    GHashTable *taken;       /* object numbers that were taken over */
    GHashTable *maps;        /* those that are ToUnicode maps */
    int n_pages;
    int *page_objects;
    int *content_objects;
    int page_tree;
    char **resources;        /* of each page, as syntax */
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
        pdfout_stream(f->o, f->content_objects[i], "", f->content->str, f->content->len, TRUE);
    }
    return 0;
}

static int read_pages(struct finisher *f)
{
    for (int i = 0; i < f->n_pages; i++) {
        qpdf_oh page = qpdf_get_page_n(f->source, (size_t)i);
        qpdf_oh content = qpdf_oh_get_key(f->source, page, "/Contents");
        f->page_objects[i] = qpdf_oh_get_object_id(f->source, page);
        f->content_objects[i] = qpdf_oh_get_object_id(f->source, content);
        f->resources[i] = g_strdup(qpdf_oh_unparse(f->source, qpdf_oh_get_key(f->source, page, "/Resources")));
        qpdf_oh_release_all(f->source);
        if (f->page_objects[i] <= 0 || f->content_objects[i] <= 0 || qpdf_has_error(f->source)) {
            report(f, "cairo's pages are not as expected");
            return -1;
        }
    }
    return 0;
}

/* The page tree has two levels. */
static void write_page_tree(struct finisher *f)
{
    int groups = (f->n_pages + PAGES_OF_A_GROUP - 1) / PAGES_OF_A_GROUP;
    f->page_tree = pdfout_reserve(f->o);
    f->o->next += groups;
    pdfout_begin(f->o, f->page_tree);
    pdfout_put(f->o, "<</Type/Pages/Kids[");
    for (int g = 0; g < groups; g++) {
        pdfout_ref(f->o, f->page_tree + 1 + g);
        pdfout_put(f->o, " ");
    }
    pdfout_put(f->o, "]/Count ");
    pdfout_int(f->o, f->n_pages);
    pdfout_put(f->o, ">>");
    pdfout_end(f->o);
    for (int g = 0; g < groups; g++) {
        int from = g * PAGES_OF_A_GROUP, to = MIN(f->n_pages, from + PAGES_OF_A_GROUP);
        pdfout_begin(f->o, f->page_tree + 1 + g);
        pdfout_put(f->o, "<</Type/Pages/Parent ");
        pdfout_ref(f->o, f->page_tree);
        pdfout_put(f->o, "/Kids[");
        for (int i = from; i < to; i++) {
            pdfout_ref(f->o, f->page_objects[i]);
            pdfout_put(f->o, " ");
        }
        pdfout_put(f->o, "]/Count ");
        pdfout_int(f->o, to - from);
        pdfout_put(f->o, ">>");
        pdfout_end(f->o);
    }
}

static void write_pages(struct finisher *f, const struct tags *tags)
{
    write_page_tree(f);
    for (int i = 0; i < f->n_pages; i++) {
        const struct page *page = g_ptr_array_index(f->pages->pages, i);
        pdfout_begin(f->o, f->page_objects[i]);
        pdfout_put(f->o, "<</Type/Page/Parent ");
        pdfout_ref(f->o, f->page_tree + 1 + i / PAGES_OF_A_GROUP);
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

/* Texts of several characters went to cairo as private code points (UTF-16 pairs in its ToUnicode maps); here they
   come back. */
static void write_unicode_map(struct finisher *f, int number, const char *bytes, gsize length)
{
    GString *out = g_string_sized_new(length + 64);
    const char *at = bytes, *end = at + length;
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
        } else {
            g_string_append_c(out, *at++);
        }
    }
    pdfout_stream(f->o, number, "", out->str, out->len, TRUE);
    g_string_free(out, TRUE);
}

/* ---- What is taken over ---- */

/* The syntax of a dictionary without its closing brackets, for more entries. */
static void put_open_dictionary(struct finisher *f, qpdf_oh dictionary, GString *to)
{
    const char *syntax = qpdf_oh_unparse_resolved(f->source, dictionary);
    gsize length = strlen(syntax);
    g_assert(length >= 4 && strcmp(syntax + length - 2, ">>") == 0);
    g_string_append_len(to, syntax, (gssize)length - 2);
}

static gboolean take_stream(struct finisher *f, qpdf_oh stream, int number)
{
    qpdf_data q = f->source;
    qpdf_oh dictionary = qpdf_oh_get_dict(q, stream);
    unsigned char *bytes = NULL;
    size_t length = 0;
    gboolean filtered = qpdf_oh_has_key(q, dictionary, "/Filter");
    gboolean map = g_hash_table_contains(f->maps, GINT_TO_POINTER(number));
    QPDF_ERROR_CODE code = qpdf_oh_get_stream_data(q, stream, map ? qpdf_dl_generalized : qpdf_dl_none, NULL, &bytes,
                                                   &length);
    if (code & QPDF_ERRORS || (!bytes && length)) {
        free(bytes);
        return FALSE;
    }
    if (map) {
        write_unicode_map(f, number, (const char *)bytes, length);
    } else {
        g_autoptr(GString) entries = g_string_new(NULL);
        qpdf_oh_remove_key(q, dictionary, "/Length");
        put_open_dictionary(f, dictionary, entries);
        pdfout_stream(f->o, number, entries->str + 2, (const char *)bytes, length, !filtered);
    }
    free(bytes);
    return TRUE;
}

static void take_dictionary(struct finisher *f, qpdf_oh dictionary, int number)
{
    qpdf_data q = f->source;
    pdfout_begin(f->o, number);
    put_open_dictionary(f, dictionary, f->o->s);
    if (qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, dictionary, "/Subtype"), "/CIDFontType2") &&
        !qpdf_oh_has_key(q, dictionary, "/CIDToGIDMap"))
        pdfout_put(f->o, "/CIDToGIDMap/Identity"); /* UA 7.21.3.2 */
    pdfout_put(f->o, ">>");
    pdfout_end(f->o);
}

static gboolean take_references(struct finisher *f, qpdf_oh object);

/* One of cairo's objects, under its number, with all it refers to. */
static gboolean take_object(struct finisher *f, int number)
{
    qpdf_data q = f->source;
    if (number <= 0 || number >= f->source_size || !g_hash_table_add(f->taken, GINT_TO_POINTER(number)))
        return TRUE;
    qpdf_oh object = qpdf_get_object_by_id(q, number, 0);
    if (qpdf_oh_is_stream(q, object))
        return take_stream(f, object, number) && take_references(f, qpdf_oh_get_dict(q, object));
    if (qpdf_oh_is_dictionary(q, object)) {
        take_dictionary(f, object, number);
    } else {
        pdfout_begin(f->o, number);
        pdfout_put(f->o, qpdf_oh_unparse_resolved(q, object));
        pdfout_end(f->o);
    }
    return take_references(f, object);
}

static gboolean take_value(struct finisher *f, qpdf_oh value)
{
    if (qpdf_oh_is_indirect(f->source, value))
        return take_object(f, qpdf_oh_get_object_id(f->source, value));
    return take_references(f, value);
}

static gboolean take_references(struct finisher *f, qpdf_oh object)
{
    qpdf_data q = f->source;
    if (qpdf_oh_is_array(q, object)) {
        int n = qpdf_oh_get_array_n_items(q, object);
        for (int i = 0; i < n; i++) {
            qpdf_oh item = qpdf_oh_get_array_item(q, object, i);
            if (qpdf_oh_is_number(q, item) && !qpdf_oh_is_indirect(q, item))
                break; /* widths and the like */
            if (!take_value(f, item))
                return FALSE;
        }
    } else if (qpdf_oh_is_dictionary(q, object)) {
        g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
        qpdf_oh_begin_dict_key_iter(q, object);
        while (qpdf_oh_dict_more_keys(q))
            g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(q)));
        for (guint i = 0; i < keys->len; i++) {
            qpdf_oh value = qpdf_oh_get_key(q, object, g_ptr_array_index(keys, i));
            if (strcmp(g_ptr_array_index(keys, i), "/ToUnicode") == 0)
                g_hash_table_add(f->maps, GINT_TO_POINTER(qpdf_oh_get_object_id(q, value)));
            if (!take_value(f, value))
                return FALSE;
        }
    }
    return TRUE;
}

static int take_resources(struct finisher *f)
{
    f->taken = g_hash_table_new(NULL, NULL);
    f->maps = g_hash_table_new(NULL, NULL);
    gboolean whole = TRUE;
    for (int i = 0; whole && i < f->n_pages; i++) {
        whole = take_value(f, qpdf_oh_get_key(f->source, qpdf_get_page_n(f->source, (size_t)i), "/Resources"));
        qpdf_oh_release_all(f->source);
    }
    g_hash_table_destroy(f->taken);
    g_hash_table_destroy(f->maps);
    if (!whole)
        report(f, "cairo's fonts and pictures cannot be read");
    return whole ? 0 : -1;
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
    pdfout_stream(f->o, object, "/N 3", (const char *)icc->data, icc->len, TRUE);
    g_byte_array_free(icc, TRUE);
    return object;
}

static int write_metadata(struct finisher *f, const char *date)
{
    GString *xmp = xmp_write(f->pages, date, PRODUCER);
    int object = pdfout_reserve(f->o);
    pdfout_stream(f->o, object, "/Type/Metadata/Subtype/XML", xmp->str, xmp->len, FALSE);
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

static GBytes *write_document(struct finisher *f, const struct tags *tags)
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
    return pdfout_finish(f->o, catalog, info);
}

static GBytes *finish(struct finisher *f)
{
    GByteArray *pdf = f->painted->pdf;
    qpdf_silence_errors(f->source);
    qpdf_set_suppress_warnings(f->source, TRUE);
    QPDF_ERROR_CODE code = qpdf_read_memory(f->source, "cairo", (const char *)pdf->data, pdf->len, NULL);
    if ((code & QPDF_ERRORS) || qpdf_get_num_pages(f->source) < f->n_pages) {
        report(f, "cairo's file cannot be read");
        return NULL;
    }
    f->source_size = qpdf_oh_get_int_value_as_int(
        f->source, qpdf_oh_get_key(f->source, qpdf_get_trailer(f->source), "/Size"));
    f->o = pdfout_new(f->source_size);
    if (read_pages(f) < 0 || write_contents(f) < 0 || take_resources(f) < 0)
        return NULL;
    struct tags *tags = tags_write(f->o, f->pages, f->painted, f->page_objects, f->diag);
    write_pages(f, tags);
    GBytes *bytes = write_document(f, tags);
    tags_free(tags);
    return bytes;
}

GBytes *finish_pdf(struct pages *p, struct painted *painted, struct diag *d)
{
    int n = (int)p->pages->len;
    struct finisher f = {.pages = p, .painted = painted, .diag = d, .n_pages = n};
    f.source = qpdf_init();
    f.content = g_string_new(NULL);
    f.page_objects = g_new0(int, (gsize)n + 1);
    f.content_objects = g_new0(int, (gsize)n + 1);
    f.resources = g_new0(char *, (gsize)n + 1);
    GBytes *bytes = finish(&f);
    qpdf_cleanup(&f.source);
    pdfout_free(f.o);
    g_string_free(f.content, TRUE);
    g_free(f.page_objects);
    g_free(f.content_objects);
    for (int i = 0; i < n; i++)
        g_free(f.resources[i]);
    g_free(f.resources);
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

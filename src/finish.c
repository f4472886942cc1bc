/* The finishing pass: page contents, page dictionaries, structure tree, annotations, outline, labels, destinations,
   metadata, colour profile and catalog, written object by object; fonts and pictures are taken over from cairo's book
   as libqpdf reads it, under the same object numbers.
   libqpdf's own writer is not used: it costs 30 microseconds an object, and a tagged table has 90 elements a page.
   Version 1.7, no transparency group, no Interpolate: ISO 14289-1 and ISO 19005-2. */
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
    struct painter *painter;
    struct diag *diag;
    qpdf_data book;          /* cairo's file */
    int book_size;           /* its object numbers are below */
    struct pdfout *o;
    GHashTable *taken;       /* object numbers that were taken over */
    GHashTable *maps;        /* those that are ToUnicode maps */
    GHashTable *widths;      /* object number -> slots of the font whose widths it holds */
    int n_pages;
    int *page_objects;
    int first_content;       /* object number of the first page's content */
    GHashTable *references;  /* resource name -> syntax of its value: a reference */
    GHashTable *resources;   /* names that pages use together -> object number of the dictionary */
    int *page_resources;
    int page_tree;
};

static void report(struct finisher *f, const char *what)
{
    diag_report(f->diag, R901, (struct place){NULL, 0, 0, 0}, NULL, "what", what, NULL);
}

/* ---- Pages ---- */

static gint compare_names(gconstpointer p, gconstpointer q)
{
    return strcmp(*(const char *const *)p, *(const char *const *)q);
}

static void put_resources(struct finisher *f, const GPtrArray *names, const char *kind, const char *prefix)
{
    gboolean any = FALSE;
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i), *reference = g_hash_table_lookup(f->references, name);
        if (!reference || !g_str_has_prefix(name, prefix))
            continue;
        if (!any)
            pdfout_put(f->o, kind);
        any = TRUE;
        pdfout_put(f->o, name);
        pdfout_put(f->o, " ");
        pdfout_put(f->o, reference);
    }
    if (any)
        pdfout_put(f->o, ">>");
}

/* A dictionary of just these: readers load every font a page names, some of them again for every mark. */
static int write_resources(struct finisher *f, GPtrArray *names)
{
    g_ptr_array_sort(names, compare_names);
    GString *key = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++)
        g_string_append(key, g_ptr_array_index(names, i));
    int object = GPOINTER_TO_INT(g_hash_table_lookup(f->resources, key->str));
    if (!object) {
        object = pdfout_reserve(f->o);
        pdfout_begin(f->o, object);
        pdfout_put(f->o, "<<");
        put_resources(f, names, "/Font<<", "/f");
        put_resources(f, names, "/XObject<<", "/x");
        pdfout_put(f->o, ">>");
        pdfout_end(f->o);
        g_hash_table_insert(f->resources, g_strdup(key->str), GINT_TO_POINTER(object));
    }
    g_string_free(key, TRUE);
    return object;
}

static void write_contents(struct finisher *f)
{
    GString *content = g_string_new(NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    f->first_content = f->o->next;
    f->o->next += f->n_pages;
    for (int i = 0; i < f->n_pages; i++) {
        g_string_truncate(content, 0);
        g_ptr_array_set_size(names, 0);
        painter_page(f->painter, i, content, names);
        f->page_resources[i] = write_resources(f, names);
        pdfout_stream(f->o, f->first_content + i, "", content->str, content->len, TRUE);
    }
    g_string_free(content, TRUE);
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
        pdfout_ref(f->o, f->first_content + i);
        pdfout_put(f->o, "/Resources ");
        pdfout_ref(f->o, f->page_resources[i]);
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
        const char *text = code ? fontbook_stand_in(f->painter->book, code) : NULL;
        if (text) {
            g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, NULL, NULL);
            g_string_append_c(out, '<');
            for (const gunichar2 *u = units; u && *u; u++)
                g_string_append_printf(out, "%04x", *u);
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
    const char *syntax = qpdf_oh_unparse_resolved(f->book, dictionary);
    gsize length = strlen(syntax);
    g_assert(length >= 4 && strcmp(syntax + length - 2, ">>") == 0);
    g_string_append_len(to, syntax, (gssize)length - 2);
}

static gboolean take_stream(struct finisher *f, qpdf_oh stream, int number)
{
    qpdf_data q = f->book;
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

/* cairo cuts widths to whole thousandths of an em; over a line that is a third of a point. Ours are exact. */
static void put_widths(struct finisher *f, const GPtrArray *slots, int from, int to)
{
    guint k = 0;
    pdfout_put(f->o, "/Widths[");
    for (int code = from; code <= to; code++) {
        while (k < slots->len && ((const struct slot *)g_ptr_array_index(slots, k))->code < code)
            k++;
        const struct slot *s = k < slots->len ? g_ptr_array_index(slots, k) : NULL;
        pdfout_real(f->o, s && s->code == code ? s->width * 1000 : 0);
        pdfout_put(f->o, " ");
    }
    pdfout_put(f->o, "]");
}

static void put_wide_widths(struct finisher *f, const GPtrArray *slots)
{
    pdfout_put(f->o, "/W[");
    for (guint i = 0; i < slots->len; i++) {
        const struct slot *s = g_ptr_array_index(slots, i), *before = i ? g_ptr_array_index(slots, i - 1) : NULL;
        if (!before || s->code != before->code + 1) {
            pdfout_put(f->o, before ? "]" : "");
            pdfout_int(f->o, s->code);
            pdfout_put(f->o, "[");
        }
        pdfout_real(f->o, s->width * 1000);
        pdfout_put(f->o, " ");
    }
    pdfout_put(f->o, slots->len ? "]]" : "]");
}

static void take_dictionary(struct finisher *f, qpdf_oh dictionary, int number)
{
    qpdf_data q = f->book;
    const GPtrArray *slots = g_hash_table_lookup(f->widths, GINT_TO_POINTER(number));
    gboolean simple = slots && qpdf_oh_has_key(q, dictionary, "/Widths");
    gboolean wide = slots && qpdf_oh_has_key(q, dictionary, "/W");
    int from = 0, to = 0;
    if (simple) {
        from = qpdf_oh_get_int_value_as_int(q, qpdf_oh_get_key(q, dictionary, "/FirstChar"));
        to = qpdf_oh_get_int_value_as_int(q, qpdf_oh_get_key(q, dictionary, "/LastChar"));
    }
    if (simple || wide)
        qpdf_oh_remove_key(q, dictionary, simple ? "/Widths" : "/W");
    pdfout_begin(f->o, number);
    put_open_dictionary(f, dictionary, f->o->s);
    if (simple)
        put_widths(f, slots, from, to);
    if (wide)
        put_wide_widths(f, slots);
    if (qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, dictionary, "/Subtype"), "/CIDFontType2") &&
        !qpdf_oh_has_key(q, dictionary, "/CIDToGIDMap"))
        pdfout_put(f->o, "/CIDToGIDMap/Identity"); /* UA 7.21.3.2 */
    pdfout_put(f->o, ">>");
    pdfout_end(f->o);
}

/* Which objects have the widths of which font. */
static void note_widths(struct finisher *f)
{
    qpdf_data q = f->book;
    qpdf_oh fonts = qpdf_oh_get_key_if_dict(q, qpdf_oh_get_key(q, qpdf_get_page_n(q, 0), "/Resources"), "/Font");
    if (!qpdf_oh_is_dictionary(q, fonts))
        return;
    qpdf_oh_begin_dict_key_iter(q, fonts);
    while (qpdf_oh_dict_more_keys(q)) {
        const char *name = qpdf_oh_dict_next_key(q);
        qpdf_oh font = qpdf_oh_get_key(q, fonts, name), kin = qpdf_oh_get_key(q, font, "/DescendantFonts");
        if (qpdf_oh_is_array(q, kin))
            font = qpdf_oh_get_array_item(q, kin, 0);
        g_hash_table_insert(f->widths, GINT_TO_POINTER(qpdf_oh_get_object_id(q, font)),
                            (gpointer)fontbook_slots(f->painter->book, name));
    }
}

/* Every object of cairo's that a page can reach: its resources, and what these refer to. */
static gboolean take_references(struct finisher *f, qpdf_oh object);

/* One of cairo's objects, under its number, with all it refers to. */
static gboolean take_object(struct finisher *f, int number)
{
    qpdf_data q = f->book;
    if (number <= 0 || number >= f->book_size || !g_hash_table_add(f->taken, GINT_TO_POINTER(number)))
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
    if (qpdf_oh_is_indirect(f->book, value))
        return take_object(f, qpdf_oh_get_object_id(f->book, value));
    return take_references(f, value);
}

static gboolean take_references(struct finisher *f, qpdf_oh object)
{
    qpdf_data q = f->book;
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

/* A kind of resources of a page of the book, with all it refers to. */
static gboolean take_kind(struct finisher *f, size_t page, const char *kind)
{
    qpdf_oh resources = qpdf_oh_get_key(f->book, qpdf_get_page_n(f->book, page), "/Resources");
    qpdf_oh dictionary = qpdf_oh_get_key_if_dict(f->book, resources, kind);
    if (!qpdf_oh_is_dictionary(f->book, dictionary))
        return TRUE;
    qpdf_oh_begin_dict_key_iter(f->book, dictionary);
    while (qpdf_oh_dict_more_keys(f->book)) {
        const char *name = qpdf_oh_dict_next_key(f->book);
        qpdf_oh value = qpdf_oh_get_key(f->book, dictionary, name);
        g_hash_table_insert(f->references, g_strdup(name), g_strdup(qpdf_oh_unparse(f->book, value)));
    }
    return take_references(f, dictionary);
}

static int take_resources(struct finisher *f)
{
    f->taken = g_hash_table_new(NULL, NULL);
    f->maps = g_hash_table_new(NULL, NULL);
    f->widths = g_hash_table_new(NULL, NULL);
    note_widths(f);
    gboolean whole = take_kind(f, 0, "/Font") && (qpdf_get_num_pages(f->book) < 2 || take_kind(f, 1, "/XObject"));
    qpdf_oh_release_all(f->book);
    g_hash_table_destroy(f->taken);
    g_hash_table_destroy(f->maps);
    g_hash_table_destroy(f->widths);
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

/* The style of a printed page number: D, r (up to 39: front matter), or 0 when the label stands as it is. */
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

/* Files inside, each a stream and a specification; returns the number of the first specification, the others follow.
   PDF/A-3 wants a MIME type, a date, and what the file is to the document (ISO 19005-3, 6.8). */
static int write_attachments(struct finisher *f, const char *date)
{
    int n = (int)f->pages->attachments->len, streams = f->o->next, specs = streams + n;
    f->o->next += 2 * n;
    for (int i = 0; i < n; i++) {
        const struct attachment *a = &g_array_index(f->pages->attachments, struct attachment, i);
        gsize length = 0;
        const char *bytes = g_bytes_get_data(a->bytes, &length);
        g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_MD5, a->bytes);
        g_auto(GStrv) mime = g_strsplit(a->mime, "/", 2);
        g_autofree char *dictionary =
            g_strdup_printf("/Type/EmbeddedFile/Subtype/%s#2F%s/Params<</Size %zu/CreationDate(%s)/ModDate(%s)"
                            "/CheckSum<%s>>>", mime[0], mime[0] ? mime[1] : "", length, date, date, sum);
        pdfout_stream(f->o, streams + i, dictionary, bytes, length, TRUE);
        pdfout_begin(f->o, specs + i);
        pdfout_put(f->o, "<</Type/Filespec/AFRelationship/Source/F");
        pdfout_text(f->o, a->name);
        pdfout_put(f->o, "/UF");
        pdfout_text(f->o, a->name);
        pdfout_put(f->o, "/Desc");
        pdfout_text(f->o, a->description);
        pdfout_put(f->o, "/EF<</F ");
        pdfout_ref(f->o, streams + i);
        pdfout_put(f->o, "/UF ");
        pdfout_ref(f->o, streams + i);
        pdfout_put(f->o, ">>>>");
        pdfout_end(f->o);
    }
    return n ? specs : 0;
}

static void put_attachments(struct finisher *f, int specs, gboolean names)
{
    for (guint i = 0; i < f->pages->attachments->len; i++) {
        if (names)
            pdfout_text(f->o, g_array_index(f->pages->attachments, struct attachment, i).name);
        pdfout_ref(f->o, specs + (int)i);
        pdfout_put(f->o, " ");
    }
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
    int attachments = write_attachments(f, pdf_date), catalog = pdfout_reserve(f->o);
    pdfout_begin(f->o, catalog);
    pdfout_put(f->o, "<</Type/Catalog/Pages ");
    pdfout_ref(f->o, f->page_tree);
    pdfout_put(f->o, "/Lang");
    pdfout_text(f->o, f->pages->lang && *f->pages->lang ? f->pages->lang : "en");
    pdfout_put(f->o, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true");
    pdfout_put(f->o, f->pages->rtl ? "/Direction/R2L>>" : ">>");
    put_optional(f->o, "/StructTreeRoot ", tags->root, "");
    put_optional(f->o, "/Metadata ", metadata, "");
    pdfout_put(f->o, destinations || attachments ? "/Names<<" : "");
    put_optional(f->o, "/Dests ", destinations, "");
    if (attachments) {
        pdfout_put(f->o, "/EmbeddedFiles<</Names[");
        put_attachments(f, attachments, TRUE);
        pdfout_put(f->o, "]>>>>/AF[");
        put_attachments(f, attachments, FALSE);
        pdfout_put(f->o, "]");
    } else if (destinations) {
        pdfout_put(f->o, ">>");
    }
    put_optional(f->o, "/Outlines ", outline, "/PageMode/UseOutlines");
    put_optional(f->o, "/PageLabels ", labels, "");
    put_optional(f->o, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                 "/Info(sRGB IEC61966-2.1)/DestOutputProfile ", profile, ">>]");
    pdfout_put(f->o, ">>");
    pdfout_end(f->o);
    return pdfout_finish(f->o, catalog, info);
}

GBytes *finish_pdf(struct pages *p, struct painter *painter, struct diag *d)
{
    struct finisher f = {.pages = p, .painter = painter, .diag = d, .n_pages = (int)p->pages->len};
    GBytes *bytes = NULL;
    f.book = fontbook_file(painter->book);
    f.book_size = qpdf_oh_get_int_value_as_int(f.book, qpdf_oh_get_key(f.book, qpdf_get_trailer(f.book), "/Size"));
    f.o = pdfout_new(f.book_size);
    f.page_objects = g_new0(int, (gsize)f.n_pages + 1);
    f.page_resources = g_new0(int, (gsize)f.n_pages + 1);
    f.references = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    f.resources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (int i = 0; i < f.n_pages; i++)
        f.page_objects[i] = pdfout_reserve(f.o);
    if (take_resources(&f) == 0) {
        write_contents(&f);
        struct tags *tags = tags_write(f.o, p, painter, f.page_objects, d);
        write_pages(&f, tags);
        bytes = write_document(&f, tags);
        tags_free(tags);
    }
    pdfout_free(f.o);
    g_free(f.page_objects);
    g_free(f.page_resources);
    g_hash_table_destroy(f.references);
    g_hash_table_destroy(f.resources);
    return bytes;
}

/* ---- The stage ---- */

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

GBytes *pdf_write_timed(struct pages *p, struct diag *d, struct pdf_times *times)
{
    double start = cpu_seconds();
    struct painter *painter = painter_new(p, d);
    double middle = cpu_seconds();
    GBytes *bytes = painter ? finish_pdf(p, painter, d) : NULL;
    painter_free(painter);
    *times = (struct pdf_times){middle - start, cpu_seconds() - middle};
    return bytes;
}

GBytes *pdf_write(struct pages *p, struct diag *d)
{
    struct pdf_times times;
    return pdf_write_timed(p, d, &times);
}

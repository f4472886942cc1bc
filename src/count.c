/* One walk over the resolved tree. Its leaves are blocks: what holds text and inline elements. The words of a block belong
   to a part by where it stands; notes are taken out of the sentence they hang on and counted as notes. What the program
   makes (labels of headings, paragraphs, lists, tables and notes) stands in attributes and so is not counted; the words of
   a reference inside a sentence are. */
#include "count.h"

#include <stdlib.h>
#include <string.h>

#include "dossier.h"
#include "profile.h"
#include "tree.h"
#include "words.h"

#define SHINGLE 8        /* words that have to be the same in a row */
#define REPEATED_LEAST 16 /* words of a repeated passage that is worth a word */

static const char *const part_names[] = {"headings", "text", "quotations", "tables", "captions", "footnotes", "endnotes",
                                         "cover", "contents", "annexes"};

const char *count_part_name(enum count_part part)
{
    return part_names[part];
}

/* ---- Units ---- */

static void unit_clear(gpointer data)
{
    struct count_unit *u = data;

    g_free(u->id);
    g_free(u->number);
    g_free(u->form);
}

/* The ids of all that some answer record with a short form is about, members of clusters included. Strings of the view. */
static GHashTable *find_shorts(xmlNodePtr records)
{
    GHashTable *shorts = g_hash_table_new(g_str_hash, g_str_equal);

    for (xmlNodePtr answer = tree_first(records, "answer"); answer; answer = tree_next(answer))
        for (xmlNodePtr about = tree_first(answer, "short") ? tree_first(answer, "about") : NULL; about; about = tree_next(about))
            if (tree_get(about, "ref"))
                g_hash_table_add(shorts, (gpointer)tree_get(about, "ref"));
    for (xmlNodePtr cluster = g_hash_table_size(shorts) ? tree_first(records, "cluster") : NULL; cluster; cluster = tree_next(cluster))
        for (xmlNodePtr member = tree_get(cluster, "id") && g_hash_table_contains(shorts, tree_get(cluster, "id")) ? tree_first(cluster, "member") : NULL;
             member; member = tree_next(member))
            if (tree_get(member, "ref"))
                g_hash_table_add(shorts, (gpointer)tree_get(member, "ref"));
    return shorts;
}

GArray *count_units(xmlDocPtr view)
{
    GArray *units = g_array_new(FALSE, TRUE, sizeof(struct count_unit));
    xmlNodePtr records = tree_first(xmlDocGetRootElement(view), "records");
    GHashTable *shorts = find_shorts(records);
    gboolean asked = FALSE;

    g_array_set_clear_func(units, unit_clear);
    for (xmlNodePtr n = tree_first(records, "question"); n; n = tree_next(n))
        asked |= tree_has(n, "selected", "yes");
    for (xmlNodePtr n = records ? records->children : NULL; n; n = n->next) {
        xmlNodePtr from;
        struct count_unit u = {0};

        if (!(tree_is(n, "recommendation") || tree_is(n, "question")) || !tree_has(n, "selected", "yes") ||
            (asked && tree_is(n, "recommendation") && !tree_get(n, "rank")))
            continue;
        from = tree_first(n, "from");
        u.id = g_strdup(tree_get(n, "id"));
        u.number = g_strdup(from && tree_get(from, "number") ? tree_get(from, "number") : u.id);
        u.priority = tree_get(n, "priority") ? atoi(tree_get(n, "priority")) : 0;
        u.follow_up = tree_first(n, "follow-up") != NULL;
        u.form = g_strdup(tree_get(n, "form") ? tree_get(n, "form") : "full");
        u.has_short = g_hash_table_contains(shorts, u.id);
        u.order = units->len;
        g_array_append_val(units, u);
    }
    g_hash_table_destroy(shorts);
    return units;
}

void count_units_free(GArray *units)
{
    if (units)
        g_array_unref(units);
}

/* ---- The walk ---- */

struct walk {
    struct count *c;
    GHashTable *unit_ids;    /* id → index + 1 */
    gboolean end_notes;
};

struct context {
    const char *region;
    int section;             /* index, or -1 */
    gboolean in_table, in_quotation, in_front, in_contents;
    const char *place;       /* lent by c->strings */
};

static void add_inline(const xmlNode *parent, GString *out)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            g_string_append(out, (const char *)n->content);
        else if (tree_is(n, "br"))
            g_string_append_c(out, ' ');
        else if (n->type == XML_ELEMENT_NODE && !tree_is(n, "note") && !tree_is(n, "noteref") && !tree_is(n, "page-number") &&
                 !tree_is(n, "page-count"))
            add_inline(n, out);
    }
}

/* White space made single; characters that only steer the direction or the parting of words left out, since LibreOffice
   takes them for words. */
static char *settle(GString *raw)
{
    GString *out = g_string_new(NULL);
    gboolean gap = FALSE;

    for (const char *p = raw->str; *p; p = g_utf8_next_char(p)) {
        gunichar ch = g_utf8_get_char(p);

        if (ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r') {
            gap = out->len > 0;
            continue;
        }
        if (ch == 0xAD || (ch >= 0x200B && ch <= 0x200F) || (ch >= 0x202A && ch <= 0x202E) || (ch >= 0x2060 && ch <= 0x2069) || ch == 0xFEFF)
            continue;
        if (gap)
            g_string_append_c(out, ' ');
        gap = FALSE;
        g_string_append_unichar(out, ch);
    }
    g_string_free(raw, TRUE);
    return g_string_free(out, FALSE);
}

/* The first unit that the nearest origin that names one names. */
static int unit_of(const struct walk *w, const xmlNode *node)
{
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
        const char *origin = tree_get(node, "origin");

        for (const char *p = origin; w->unit_ids && p && *p;) {
            gsize n = strcspn(p, " ");
            g_autofree char *id = g_strndup(p, n);
            gpointer index = g_hash_table_lookup(w->unit_ids, id);

            if (index)
                return GPOINTER_TO_INT(index) - 1;
            p += n + (p[n] == ' ');
        }
    }
    return -1;
}

static const char *origin_of(const xmlNode *node)
{
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent)
        if (tree_get(node, "origin"))
            return tree_get(node, "origin");
    return NULL;
}

static enum count_part part_of(const struct context *x, const xmlNode *leaf)
{
    if (x->in_contents)
        return COUNT_CONTENTS;
    if (x->in_front)
        return COUNT_COVER;
    if (!strcmp(x->region, "annex"))
        return COUNT_ANNEXES;
    if (tree_is(leaf, "title") || tree_is(leaf, "subtitle"))
        return COUNT_COVER;
    if (tree_is(leaf, "heading"))
        return COUNT_HEADINGS;
    if (tree_is(leaf, "caption") || (tree_is(leaf, "p") && tree_has(leaf, "role", "source") && tree_is(leaf->parent, "figure")))
        return COUNT_CAPTIONS;
    return x->in_table ? COUNT_TABLES : x->in_quotation ? COUNT_QUOTATIONS : COUNT_TEXT;
}

static void add_block(struct walk *w, const struct context *x, const xmlNode *leaf, enum count_part part, const char *place)
{
    struct count_block b = {.part = part, .section = x->section, .place = g_strdup(place)};
    GString *raw = g_string_new(NULL);
    int unit;

    add_inline(leaf, raw);
    b.text = settle(raw);
    b.words = words_count(b.text);
    if (origin_of(leaf))
        b.origin = g_string_chunk_insert_const(w->c->strings, origin_of(leaf));
    w->c->parts[part] += b.words;
    if (x->section >= 0)
        g_array_index(w->c->sections, struct count_section, x->section).own[part] += b.words;
    unit = count_is_counted(w->c, part) ? unit_of(w, leaf) : -1;
    if (unit >= 0)
        g_array_index(w->c->units, struct count_unit, unit).words += b.words;
    g_array_append_val(w->c->blocks, b);
}

static void add_notes(struct walk *w, const struct context *x, const xmlNode *leaf, enum count_part of_leaf)
{
    enum count_part part = of_leaf == COUNT_ANNEXES || of_leaf == COUNT_COVER || of_leaf == COUNT_CONTENTS ? of_leaf
                           : w->end_notes ? COUNT_ENDNOTES : COUNT_FOOTNOTES;

    for (xmlNodePtr n = leaf->children; n; n = tree_walk(n, leaf))
        if (tree_is(n, "note")) {
            g_autofree char *place = g_strconcat("note ", tree_get(n, "label") ? tree_get(n, "label") : "", NULL);

            for (const xmlNode *p = n->children; p; p = p->next)
                if (p->type == XML_ELEMENT_NODE)
                    add_block(w, x, p, part, place);
        }
}

static char *without_dot(const char *label)
{
    gsize n = strlen(label);

    return g_strndup(label, n && label[n - 1] == '.' ? n - 1 : n);
}

static void add_leaf(struct walk *w, const struct context *x, const xmlNode *leaf)
{
    enum count_part part = part_of(x, leaf);
    const char *label = tree_is(leaf, "p") && tree_has(leaf, "numbered", "yes") ? tree_get(leaf, "label") : NULL;
    g_autofree char *number = label ? without_dot(label) : NULL;
    g_autofree char *place = number ? g_strconcat("para. ", number, NULL) : g_strdup(x->place);

    add_block(w, x, leaf, part, place);
    add_notes(w, x, leaf, part);
}

static int add_section(struct walk *w, const xmlNode *node, int parent)
{
    struct count_section s = {.id = g_strdup(tree_get(node, "id")), .label = g_strdup(tree_get(node, "label")), .parent = parent,
                              .level = tree_get(node, "level") ? atoi(tree_get(node, "level")) : 1};
    xmlNodePtr heading = tree_first(node, "heading");

    s.heading = heading ? tree_words(heading) : g_strdup("");
    g_array_append_val(w->c->sections, s);
    return (int)w->c->sections->len - 1;
}

static void walk_children(struct walk *w, const xmlNode *parent, struct context x)
{
    static const char *const containers[] = {"part", "section", "list", "item", "quotation", "facts", "fact", "table", "head",
                                             "group", "row", "cell", "figure", "data", "notes", "masthead", "cover", "imprint",
                                             "contents", NULL};
    static const char *const silent[] = {"meta", "running", "columns", "drawing", "image", "chart", "logo", NULL};

    for (const xmlNode *n = parent->children; n; n = n->next) {
        struct context inner = x;
        const char *name = (const char *)n->name, *label;

        if (n->type != XML_ELEMENT_NODE || g_strv_contains(silent, name))
            continue;
        if (!g_strv_contains(containers, name)) {
            add_leaf(w, &x, n);
            continue;
        }
        if (!strcmp(name, "part")) {
            inner.region = tree_get(n, "region") ? tree_get(n, "region") : "body";
            inner.in_front = !strcmp(inner.region, "front");
        } else if (!strcmp(name, "section")) {
            inner.section = add_section(w, n, x.section);
        } else if (!strcmp(name, "table") || !strcmp(name, "data")) {
            inner.in_table = TRUE;
        } else if (!strcmp(name, "quotation")) {
            inner.in_quotation = TRUE;
        } else if (!strcmp(name, "masthead") || !strcmp(name, "cover")) {
            inner.in_front = TRUE;
        } else if (!strcmp(name, "contents")) {
            inner.in_contents = TRUE;
        }
        label = !strcmp(name, "table") || !strcmp(name, "figure") ? tree_get(n, "label") : NULL;
        if (label)
            inner.place = g_string_chunk_insert_const(w->c->strings, label);
        walk_children(w, n, inner);
    }
}

/* ---- Totals ---- */

static unsigned read_parts(const char *list)
{
    g_auto(GStrv) names = g_strsplit_set(list ? list : "", " \t\r\n", -1);
    unsigned bits = 0;

    for (char **name = names; *name; name++)
        for (int part = 0; part < COUNT_PARTS; part++)
            if (!strcmp(*name, part_names[part]))
                bits |= 1u << part;
    return bits;
}

gboolean count_is_counted(const struct count *c, enum count_part part)
{
    return (c->counted[c->judged] >> part) & 1;
}

static void sum_sections(struct count *c)
{
    for (guint i = c->sections->len; i-- > 0;) {
        struct count_section *s = &g_array_index(c->sections, struct count_section, i);

        for (int part = 0; part < COUNT_PARTS; part++)
            if (count_is_counted(c, (enum count_part)part))
                s->words += s->own[part];
        if (s->parent >= 0)
            g_array_index(c->sections, struct count_section, s->parent).words += s->words;
    }
}

static void read_budgets(struct count *c, xmlNodePtr document)
{
    for (xmlNodePtr n = tree_first(document, "budget"); n; n = tree_next(n))
        for (guint i = 0; i < c->sections->len; i++) {
            struct count_section *s = &g_array_index(c->sections, struct count_section, i);

            if (tree_has(n, "section", s->id) && tree_get(n, "words"))
                s->budget = (guint)MIN(g_ascii_strtoull(tree_get(n, "words"), NULL, 10), G_MAXINT);
        }
}

static guint count_by_icu(const struct count *c)
{
    gboolean unspaced = FALSE;
    guint n = 0;

    for (guint i = 0; i < c->blocks->len && !unspaced; i++)
        unspaced = words_has_unspaced(g_array_index(c->blocks, struct count_block, i).text);
    for (guint i = 0; unspaced && i < c->blocks->len; i++) {
        const struct count_block *b = &g_array_index(c->blocks, struct count_block, i);

        if (count_is_counted(c, b->part))
            n += words_count_icu(b->text, c->lang);
    }
    return n;
}

static void section_clear(gpointer data)
{
    struct count_section *s = data;

    g_free(s->id);
    g_free(s->label);
    g_free(s->heading);
}

static void block_clear(gpointer data)
{
    struct count_block *b = data;

    g_free(b->text);
    g_free(b->place);
}

struct count *count_document(xmlDocPtr resolved, const xmlNode *row, xmlNodePtr document, GArray *units)
{
    struct count *c = g_new0(struct count, 1);
    xmlNodePtr root = xmlDocGetRootElement(resolved), limit = row ? tree_first(row, "limit") : NULL;
    xmlNodePtr counts = row ? tree_first(row, "counts") : NULL;
    struct walk w = {.c = c, .end_notes = tree_has(root, "notes", "end")};
    static const char usual[] = "headings text quotations tables captions footnotes endnotes";

    c->lang = g_strdup(tree_lang(root));
    c->strings = g_string_chunk_new(4096);
    c->sections = g_array_new(FALSE, TRUE, sizeof(struct count_section));
    c->blocks = g_array_new(FALSE, TRUE, sizeof(struct count_block));
    g_array_set_clear_func(c->sections, section_clear);
    g_array_set_clear_func(c->blocks, block_clear);
    c->units = units ? units : g_array_new(FALSE, TRUE, sizeof(struct count_unit));
    c->counted[COUNT_STRICT] = read_parts(counts ? tree_get(counts, "strict") : usual);
    c->counted[COUNT_LENIENT] = read_parts(counts ? tree_get(counts, "lenient") : usual);
    c->judged = limit && tree_has(limit, "reading", "strict") ? COUNT_STRICT : COUNT_LENIENT;
    c->limit = profile_limit(row);
    if (c->units->len)
        w.unit_ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < c->units->len; i++)
        g_hash_table_insert(w.unit_ids, g_array_index(c->units, struct count_unit, i).id, GINT_TO_POINTER(i + 1));
    walk_children(&w, root, (struct context){.region = "body", .section = -1});
    for (int part = 0; part < COUNT_PARTS; part++)
        for (int reading = 0; reading < 2; reading++)
            if ((c->counted[reading] >> part) & 1)
                c->total[reading] += c->parts[part];
    sum_sections(c);
    if (document)
        read_budgets(c, document);
    c->icu = count_by_icu(c);
    if (w.unit_ids)
        g_hash_table_destroy(w.unit_ids);
    return c;
}

void count_free(struct count *c)
{
    if (!c)
        return;
    g_array_unref(c->sections);
    g_array_unref(c->blocks);
    count_units_free(c->units);
    g_string_chunk_free(c->strings);
    g_free(c->lang);
    g_free(c);
}

guint count_over(const struct count *c)
{
    return c->limit && c->total[c->judged] > c->limit ? c->total[c->judged] - c->limit : 0;
}

GBytes *count_text(const struct count *c)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < c->blocks->len; i++) {
        const struct count_block *b = &g_array_index(c->blocks, struct count_block, i);

        if (((c->counted[COUNT_STRICT] >> b->part) & 1) && *b->text)
            g_string_append_printf(out, "%s\n%s", b->text, b->part == COUNT_TABLES ? "" : "\n");
    }
    return g_string_free_to_bytes(out);
}

/* ---- What to cut ---- */

void count_cut_free(gpointer data)
{
    struct count_cut *cut = data;

    g_free(cut->what);
    g_free(cut->id);
    g_free(cut);
}

static const char *section_name(const struct count *c, int section)
{
    const struct count_section *s = section >= 0 ? &g_array_index(c->sections, struct count_section, section) : NULL;

    return !s ? "the document" : *s->heading ? s->heading : s->id;
}

static void add_cut(GPtrArray *cuts, int kind, guint words, char *what, const char *id)
{
    struct count_cut *cut = g_new0(struct count_cut, 1);

    cut->kind = kind;
    cut->words = words;
    cut->what = what;
    cut->id = g_strdup(id);
    g_ptr_array_add(cuts, cut);
}

/* Whose answer gives way first: the least urgent (those without a priority count as 3), not selected for follow-up, late. */
static gint compare_units(gconstpointer a, gconstpointer b)
{
    const struct count_unit *x = *(const struct count_unit *const *)a, *y = *(const struct count_unit *const *)b;
    int p = x->priority ? x->priority : 3, q = y->priority ? y->priority : 3;

    if (p != q)
        return p > q ? -1 : 1;
    if (x->follow_up != y->follow_up)
        return x->follow_up ? 1 : -1;
    return x->order > y->order ? -1 : 1;
}

static void find_answers(const struct count *c, guint n, GPtrArray *cuts)
{
    GPtrArray *units = g_ptr_array_new();

    for (guint i = 0; i < c->units->len; i++) {
        struct count_unit *u = &g_array_index(c->units, struct count_unit, i);

        if (u->words && strcmp(u->form, "annex"))
            g_ptr_array_add(units, u);
    }
    g_ptr_array_sort(units, compare_units);
    for (guint i = 0; i < units->len && i < n; i++) {
        const struct count_unit *u = units->pdata[i];
        g_autofree char *priority = u->priority ? g_strdup_printf("priority %d", u->priority) : g_strdup("no priority");

        add_cut(cuts, CUT_ANSWER, u->words, g_strdup_printf("the answer to %s (%s)", u->number, priority), u->id);
    }
    g_ptr_array_unref(units);
}

static gint compare_blocks(gconstpointer a, gconstpointer b)
{
    const struct count_block *x = *(const struct count_block *const *)a, *y = *(const struct count_block *const *)b;

    return x->words != y->words ? (x->words > y->words ? -1 : 1) : x < y ? -1 : x > y;
}

static void find_quotations(const struct count *c, guint n, GPtrArray *cuts)
{
    GPtrArray *quotations = g_ptr_array_new();

    for (guint i = 0; i < c->blocks->len; i++) {
        struct count_block *b = &g_array_index(c->blocks, struct count_block, i);

        if (b->part == COUNT_QUOTATIONS && b->words >= 20 && count_is_counted(c, b->part))
            g_ptr_array_add(quotations, b);
    }
    g_ptr_array_sort(quotations, compare_blocks);
    for (guint i = 0; i < quotations->len && i < n; i++) {
        const struct count_block *b = quotations->pdata[i];

        add_cut(cuts, CUT_QUOTATION, b->words, g_strdup_printf("the quotation under “%s”", section_name(c, b->section)), b->origin);
    }
    g_ptr_array_unref(quotations);
}

/* A word's hash, without regard to case and to punctuation around it. */
static guint64 hash_word(const char *start, gsize size)
{
    guint64 h = 14695981039346656037u;

    for (const char *p = start; p < start + size; p = g_utf8_next_char(p)) {
        gunichar ch = g_utf8_get_char(p);

        if (g_unichar_isalnum(ch))
            h = (h ^ g_unichar_tolower(ch)) * 1099511628211u;
    }
    return h;
}

/* Words of a block that stand, eight and more in a row, in blocks before it. */
static guint find_repeated(const struct count *c, guint at, GHashTable *shingles, guint *earlier)
{
    const struct count_block *b = &g_array_index(c->blocks, struct count_block, at);
    GArray *hashes = g_array_new(FALSE, FALSE, sizeof(guint64));
    guint covered_to = 0, covered = 0, best = 0;
    const char *p = b->text, *start;
    gsize size;

    while (words_next(&p, &start, &size)) {
        guint64 h = hash_word(start, size);

        g_array_append_val(hashes, h);
    }
    for (guint i = 0; i + SHINGLE <= hashes->len; i++) {
        guint64 h = 0, *key;
        gpointer known;

        for (guint k = 0; k < SHINGLE; k++)
            h = (h * 1000003u) ^ g_array_index(hashes, guint64, i + k);
        known = g_hash_table_lookup(shingles, &h);
        if (known && GPOINTER_TO_UINT(known) - 1 != at) {
            guint from = MAX(covered_to, i);

            covered += i + SHINGLE - from;
            covered_to = i + SHINGLE;
            if (!best)
                best = GPOINTER_TO_UINT(known);
        } else if (!known) {
            key = g_new(guint64, 1);
            *key = h;
            g_hash_table_insert(shingles, key, GUINT_TO_POINTER(at + 1));
        }
    }
    g_array_unref(hashes);
    *earlier = best ? best - 1 : at;
    return covered;
}

static gint compare_cuts(gconstpointer a, gconstpointer b)
{
    const struct count_cut *x = *(const struct count_cut *const *)a, *y = *(const struct count_cut *const *)b;

    return x->words != y->words ? (x->words > y->words ? -1 : 1) : strcmp(x->what, y->what);
}

static void find_repeats(const struct count *c, guint n, GPtrArray *cuts)
{
    GHashTable *shingles = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    GPtrArray *found = g_ptr_array_new_with_free_func(count_cut_free);

    for (guint i = 0; i < c->blocks->len; i++) {
        const struct count_block *b = &g_array_index(c->blocks, struct count_block, i), *before;
        guint earlier, covered;

        if (!count_is_counted(c, b->part))
            continue;
        covered = find_repeated(c, i, shingles, &earlier);
        if (covered < REPEATED_LEAST)
            continue;
        before = &g_array_index(c->blocks, struct count_block, earlier);
        add_cut(found, CUT_REPEATED, covered,
                g_strdup_printf("what %s under “%s” repeats of %s under “%s”", b->place ? b->place : "the text",
                                section_name(c, b->section), before->place ? before->place : "the text",
                                section_name(c, before->section)),
                b->origin);
    }
    g_ptr_array_sort(found, compare_cuts);
    for (guint i = 0; i < found->len && i < n; i++) {
        const struct count_cut *cut = found->pdata[i];

        add_cut(cuts, CUT_REPEATED, cut->words, g_strdup(cut->what), cut->id);
    }
    g_ptr_array_unref(found);
    g_hash_table_destroy(shingles);
}

GPtrArray *count_cuts(const struct count *c, guint n)
{
    GPtrArray *cuts = g_ptr_array_new_with_free_func(count_cut_free);

    find_repeats(c, n, cuts);
    find_answers(c, n, cuts);
    find_quotations(c, n, cuts);
    return cuts;
}

/* ---- Judging ---- */

static char *cuts_in_words(const struct count *c)
{
    GPtrArray *cuts = count_cuts(c, 1);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < cuts->len; i++) {
        const struct count_cut *cut = cuts->pdata[i];

        g_string_append_printf(out, "%s%s (%u words)", !i ? "" : i + 1 < cuts->len ? ", " : " or ", cut->what, cut->words);
    }
    g_ptr_array_unref(cuts);
    return out->len ? g_string_free(out, FALSE) : (g_string_free(out, TRUE), NULL);
}

static void judge_budgets(const struct count *c, xmlNodePtr document, const char *record, struct diag *d)
{
    for (xmlNodePtr n = tree_first(document, "budget"); n; n = tree_next(n)) {
        const char *id = tree_get(n, "section"), *budget = tree_get(n, "words");
        struct place place = dossier_attribute_place(n, "section");
        GPtrArray *ids = g_ptr_array_new();
        const struct count_section *found = NULL;

        for (guint i = 0; i < c->sections->len; i++) {
            const struct count_section *s = &g_array_index(c->sections, struct count_section, i);

            g_ptr_array_add(ids, s->id);
            if (!g_strcmp0(s->id, id))
                found = s;
        }
        g_ptr_array_add(ids, NULL);
        if (!found && id) {
            diag_report(d, R335, place, record, "value", id, "nearest", diag_nearest(id, (const char *const *)ids->pdata), NULL);
        } else if (found && found->words > found->budget && budget) {
            g_autofree char *words = g_strdup_printf("%u", found->words), *over = g_strdup_printf("%u", found->words - found->budget);

            diag_report(d, R334, place, record, "section", *found->heading ? found->heading : id, "words", words, "over", over,
                        "budget", budget, NULL);
        }
        g_ptr_array_unref(ids);
    }
}

gboolean count_judge(const struct count *c, const xmlNode *row, xmlNodePtr document, struct place place, gboolean allow, struct diag *d)
{
    xmlNodePtr limit = row ? tree_first(row, "limit") : NULL;
    const char *id = tree_get(document, "id");
    g_autofree char *record = g_strdup_printf("document %s", id), *standing = limit ? profile_standing(limit) : NULL;
    g_autofree char *from = !limit ? NULL : tree_has(limit, "overridden", "yes") && tree_first(document, "limit")
        ? g_strdup(standing) : g_strdup_printf("row %s: %s", tree_get(row, "id"), standing);
    g_autofree char *words = g_strdup_printf("%u", c->total[c->judged]), *strict = g_strdup_printf("%u", c->total[COUNT_STRICT]);
    g_autofree char *over = g_strdup_printf("%u", count_over(c)), *maximum = g_strdup_printf("%u", c->limit);
    gboolean hard = limit && tree_has(limit, "severity", "hard");

    judge_budgets(c, document, record, d);
    if (!limit || !c->limit)
        return TRUE;
    if (count_over(c)) {
        g_autofree char *cuts = cuts_in_words(c);
        const char *severity = hard ? "hard, but was to be passed over" : tree_has(limit, "severity", "advisory") ? "advisory" : "unverified";

        diag_report(d, hard && !allow ? R330 : R331, place, record, "words", words, "lang", c->lang, "over", over, "limit", maximum, "reading",
                    c->judged == COUNT_STRICT ? "strictly" : "leniently", "source", from, "cuts", cuts, "document", id,
                    "severity", severity, NULL);
        return !hard || allow;
    }
    if (c->total[COUNT_STRICT] > c->limit) {
        diag_report(d, R332, place, record, "words", words, "strict", strict, "lang", c->lang, "limit", maximum, "source", from, NULL);
    } else if (c->total[COUNT_STRICT] * 100.0 >= c->limit * 95.0) {
        g_autofree char *percent = g_strdup_printf("%.1f", c->total[COUNT_STRICT] * 100.0 / c->limit);

        diag_report(d, R333, place, record, "words", strict, "percent", percent, "lang", c->lang, "limit", maximum, "source", from, NULL);
    }
    return TRUE;
}

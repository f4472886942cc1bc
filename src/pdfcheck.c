/* A reader's view of a PDF file against ISO 14289-1. libqpdf reads; the structure tree becomes plain structs, the page
   contents are scanned for marks, and each rule is a small function over the two. Numbers of rules are those that
   veraPDF's profile gives the clauses, so that the public corpus can calibrate them. */
#include "pdfcheck.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "pdfscan.h"

#define DEPTH 200 /* of nested elements or objects; deeper is damage */

struct element {
    struct element *parent;
    GPtrArray *kids;          /* struct element */
    char *type;               /* after the role map */
    char *lang, *alt, *actual, *id;
    gboolean has_alt, has_actual;
    qpdf_oh attributes;       /* /A, or 0 */
    int object;
    int n_marks, n_annotations;
};

struct check {
    qpdf_data q;
    GPtrArray *findings;
    GHashTable *counts;       /* rule -> how often */
    guint limit;
    gboolean house;
    qpdf_oh catalog;
    char *lang;               /* of the catalog */
    GHashTable *roles;        /* type -> standard type it stands for */
    GHashTable *elements;     /* object number -> struct element */
    GHashTable *parents;      /* StructParent(s) key -> what the ParentTree holds (qpdf_oh) */
    GHashTable *names;        /* of destinations */
    GHashTable *ids;          /* of elements */
    struct element *root;
    GPtrArray *all;           /* every struct element, in reading order */
    int page;                 /* from 1, while pages are read */
};

static void find(struct check *c, const char *rule, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void find(struct check *c, const char *rule, const char *format, ...)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(c->counts, rule)) + 1;
    g_hash_table_insert(c->counts, (gpointer)rule, GUINT_TO_POINTER(n));
    if (c->limit && n > c->limit)
        return;
    struct pdf_finding *f = g_new0(struct pdf_finding, 1);
    va_list args;
    va_start(args, format);
    f->what = g_strdup_vprintf(format, args);
    va_end(args);
    f->rule = rule;
    f->page = c->page;
    g_ptr_array_add(c->findings, f);
}

static void finding_free(gpointer data)
{
    struct pdf_finding *f = data;
    g_free(f->what);
    g_free(f);
}

static void element_free(gpointer data)
{
    struct element *e = data;
    g_ptr_array_free(e->kids, TRUE);
    g_free(e->type);
    g_free(e->lang);
    g_free(e->alt);
    g_free(e->actual);
    g_free(e->id);
    g_free(e);
}

/* ---- libqpdf, shorter ---- */

static qpdf_oh get(struct check *c, qpdf_oh dictionary, const char *key)
{
    if (!qpdf_oh_is_dictionary(c->q, dictionary) && !qpdf_oh_is_stream(c->q, dictionary))
        return qpdf_oh_new_null(c->q);
    if (qpdf_oh_is_stream(c->q, dictionary))
        dictionary = qpdf_oh_get_dict(c->q, dictionary);
    return qpdf_oh_get_key(c->q, dictionary, key);
}

static gboolean is_null(struct check *c, qpdf_oh o)
{
    return qpdf_oh_is_null(c->q, o);
}

static char *string_of(struct check *c, qpdf_oh o)
{
    return qpdf_oh_is_string(c->q, o) ? g_strdup(qpdf_oh_get_utf8_value(c->q, o)) : NULL;
}

/* A name without its slash, or NULL. */
static char *name_of(struct check *c, qpdf_oh o)
{
    return qpdf_oh_is_name(c->q, o) ? g_strdup(qpdf_oh_get_name(c->q, o) + 1) : NULL;
}

static gboolean name_is(struct check *c, qpdf_oh o, const char *name)
{
    return qpdf_oh_is_name(c->q, o) && strcmp(qpdf_oh_get_name(c->q, o) + 1, name) == 0;
}

static gboolean is_true(struct check *c, qpdf_oh o)
{
    return qpdf_oh_is_bool(c->q, o) && qpdf_oh_get_bool_value(c->q, o);
}

static int int_of(struct check *c, qpdf_oh o, int fallback)
{
    return qpdf_oh_is_integer(c->q, o) ? qpdf_oh_get_int_value_as_int(c->q, o) : fallback;
}

static GPtrArray *keys_of(struct check *c, qpdf_oh dictionary)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    if (qpdf_oh_is_dictionary(c->q, dictionary)) {
        qpdf_oh_begin_dict_key_iter(c->q, dictionary);
        while (qpdf_oh_dict_more_keys(c->q))
            g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(c->q)));
    }
    return keys;
}

static gboolean in_list(const char *word, const char *const *list)
{
    for (; word && *list; list++)
        if (strcmp(word, *list) == 0)
            return TRUE;
    return FALSE;
}

/* BCP 47 as far as its shape goes. */
static gboolean lang_wellformed(const char *lang)
{
    return !*lang || g_regex_match_simple("^[a-z]{1,8}(-[a-z0-9]{1,8})*$", lang, G_REGEX_CASELESS, 0);
}

/* ---- The document ---- */

static const char *const standard_types[] = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form", NULL};

static void check_metadata(struct check *c)
{
    qpdf_oh metadata = get(c, c->catalog, "/Metadata");
    if (!qpdf_oh_is_stream(c->q, metadata)) {
        find(c, "7.1-8", "the document has no metadata");
        return;
    }
    unsigned char *bytes = NULL;
    size_t length = 0;
    qpdf_oh_get_stream_data(c->q, metadata, qpdf_dl_generalized, NULL, &bytes, &length);
    g_autofree char *xmp = bytes ? g_strndup((char *)bytes, length) : g_strdup("");
    free(bytes);
    if (!g_regex_match_simple("part>\\s*1\\s*</pdfuaid:part|pdfuaid:part=[\"']1", xmp, 0, 0))
        find(c, "5-1", "the metadata do not name PDF/UA-1");
    if (!g_regex_match_simple("<dc:title>.*?<rdf:li[^>]*>[^<]*\\S", xmp, G_REGEX_DOTALL, 0))
        find(c, "7.1-9", "the metadata have no title");
    if (c->house && !strstr(xmp, "<pdfaid:part>"))
        find(c, "house-pdfa", "the metadata do not name PDF/A");
}

static void check_outline(struct check *c, qpdf_oh entry, int depth);

static void check_document(struct check *c)
{
    qpdf_oh trailer = qpdf_get_trailer(c->q);
    check_metadata(c);
    qpdf_oh info = get(c, c->catalog, "/MarkInfo");
    if (!is_true(c, get(c, info, "/Marked")))
        find(c, "6.2-1", "the document does not say that it is marked");
    if (is_true(c, get(c, info, "/Suspects")))
        find(c, "7.1-4", "the document has suspect tags");
    if (!is_true(c, get(c, get(c, c->catalog, "/ViewerPreferences"), "/DisplayDocTitle")))
        find(c, "7.1-10", "the title of the window is not the document's");
    c->lang = string_of(c, get(c, c->catalog, "/Lang"));
    if (c->lang && !lang_wellformed(c->lang))
        find(c, "7.2-29", "the document's language \"%s\" is no language tag", c->lang);
    qpdf_oh encryption = get(c, trailer, "/Encrypt");
    if (!is_null(c, encryption) && !(int_of(c, get(c, encryption, "/P"), 0) & 1 << 9))
        find(c, "7.16-1", "encryption keeps assistive programs out");
    qpdf_oh outlines = get(c, c->catalog, "/Outlines");
    if (!is_null(c, get(c, outlines, "/First")) && !(c->lang && *c->lang))
        find(c, "7.2-2", "the outline has no language");
    if (is_true(c, get(c, get(c, c->catalog, "/AcroForm"), "/XFA")))
        find(c, "7.15-1", "the form is dynamic XFA");
    if (!c->house)
        return;
    check_outline(c, get(c, outlines, "/First"), 0);
    if (!qpdf_oh_is_string(c->q, qpdf_oh_get_array_item(c->q, get(c, trailer, "/ID"), 0)))
        find(c, "house-id", "the file has no ID");
    if (!(c->lang && *c->lang))
        find(c, "house-lang", "the document has no language");
    if (is_null(c, get(c, c->catalog, "/PageLabels")))
        find(c, "house-labels", "the pages have no labels");
    if (!qpdf_oh_is_array(c->q, get(c, c->catalog, "/OutputIntents")))
        find(c, "house-intent", "there is no output intent");
    if (is_null(c, outlines) && qpdf_get_num_pages(c->q) > 20)
        find(c, "house-outline", "a long document has no outline");
}

/* ---- Role map ---- */

static void read_roles(struct check *c, qpdf_oh tree)
{
    qpdf_oh map = get(c, tree, "/RoleMap");
    g_autoptr(GPtrArray) keys = keys_of(c, map);
    for (guint i = 0; i < keys->len; i++) {
        const char *key = g_ptr_array_index(keys, i);
        g_autofree char *to = name_of(c, get(c, map, key));
        if (in_list(key + 1, standard_types))
            find(c, "7.1-7", "the standard type %s is given another meaning", key + 1);
        for (guint hops = 0; to && !in_list(to, standard_types); hops++) {
            g_autofree char *slashed = g_strconcat("/", to, NULL);
            char *next = name_of(c, get(c, map, slashed));
            g_free(to);
            to = next;
            if (hops > keys->len) {
                find(c, "7.1-6", "the role of %s goes round in a circle", key + 1);
                break;
            }
        }
        if (to)
            g_hash_table_insert(c->roles, g_strdup(key + 1), g_steal_pointer(&to));
    }
}

/* ---- The structure tree ---- */

static void read_kid(struct check *c, struct element *parent, qpdf_oh kid, int depth);

static struct element *read_element(struct check *c, struct element *parent, qpdf_oh o, int depth)
{
    int number = qpdf_oh_get_object_id(c->q, o);
    if (depth > DEPTH || (number && g_hash_table_contains(c->elements, GINT_TO_POINTER(number))))
        return NULL;
    struct element *e = g_new0(struct element, 1);
    e->parent = parent;
    e->kids = g_ptr_array_new();
    e->object = number;
    e->type = name_of(c, get(c, o, "/S"));
    if (!e->type)
        e->type = g_strdup("");
    if (!in_list(e->type, standard_types)) {
        const char *role = g_hash_table_lookup(c->roles, e->type);
        if (!role || !in_list(role, standard_types))
            find(c, "7.1-5", "the type %s is neither standard nor given a role", e->type);
        if (role) {
            g_free(e->type);
            e->type = g_strdup(role);
        }
    }
    e->lang = string_of(c, get(c, o, "/Lang"));
    e->alt = string_of(c, get(c, o, "/Alt"));
    e->actual = string_of(c, get(c, o, "/ActualText"));
    e->has_alt = e->alt != NULL;
    e->has_actual = e->actual != NULL;
    e->id = string_of(c, get(c, o, "/ID"));
    e->attributes = get(c, o, "/A");
    if (e->id)
        g_hash_table_add(c->ids, e->id);
    g_ptr_array_add(c->all, e);
    if (number)
        g_hash_table_insert(c->elements, GINT_TO_POINTER(number), e);
    if (parent)
        g_ptr_array_add(parent->kids, e);
    qpdf_oh kids = get(c, o, "/K");
    if (qpdf_oh_is_array(c->q, kids)) {
        int n = qpdf_oh_get_array_n_items(c->q, kids);
        for (int i = 0; i < n; i++)
            read_kid(c, e, qpdf_oh_get_array_item(c->q, kids, i), depth + 1);
    } else {
        read_kid(c, e, kids, depth + 1);
    }
    return e;
}

static void read_kid(struct check *c, struct element *parent, qpdf_oh kid, int depth)
{
    if (qpdf_oh_is_integer(c->q, kid) || name_is(c, get(c, kid, "/Type"), "MCR"))
        parent->n_marks++;
    else if (name_is(c, get(c, kid, "/Type"), "OBJR"))
        parent->n_annotations++;
    else if (qpdf_oh_is_dictionary(c->q, kid))
        read_element(c, parent, kid, depth);
}

static void read_parents(struct check *c, qpdf_oh node, int depth)
{
    if (depth > DEPTH)
        return;
    qpdf_oh kids = get(c, node, "/Kids"), nums = get(c, node, "/Nums");
    int n = qpdf_oh_is_array(c->q, kids) ? qpdf_oh_get_array_n_items(c->q, kids) : 0;
    for (int i = 0; i < n; i++)
        read_parents(c, qpdf_oh_get_array_item(c->q, kids, i), depth + 1);
    n = qpdf_oh_is_array(c->q, nums) ? qpdf_oh_get_array_n_items(c->q, nums) : 0;
    for (int i = 0; i + 1 < n; i += 2)
        g_hash_table_insert(c->parents, GINT_TO_POINTER(int_of(c, qpdf_oh_get_array_item(c->q, nums, i), -1)),
                            GUINT_TO_POINTER(qpdf_oh_get_array_item(c->q, nums, i + 1)));
}

static void read_structure(struct check *c)
{
    qpdf_oh tree = get(c, c->catalog, "/StructTreeRoot");
    if (!qpdf_oh_is_dictionary(c->q, tree)) {
        find(c, "7.1-11", "the document has no structure tree");
        return;
    }
    read_roles(c, tree);
    read_parents(c, get(c, tree, "/ParentTree"), 0);
    c->root = g_new0(struct element, 1);
    c->root->kids = g_ptr_array_new();
    c->root->type = g_strdup("StructTreeRoot");
    qpdf_oh kids = get(c, tree, "/K");
    if (qpdf_oh_is_array(c->q, kids))
        for (int i = 0; i < qpdf_oh_get_array_n_items(c->q, kids); i++)
            read_kid(c, c->root, qpdf_oh_get_array_item(c->q, kids, i), 0);
    else
        read_kid(c, c->root, kids, 0);
    if (!c->house)
        return;
    if (c->root->kids->len != 1 || strcmp(((struct element *)g_ptr_array_index(c->root->kids, 0))->type, "Document"))
        find(c, "house-root", "the structure does not start with one Document");
    gboolean ids = FALSE;
    for (guint i = 0; i < c->all->len; i++)
        ids |= ((struct element *)g_ptr_array_index(c->all, i))->id != NULL;
    if (ids && is_null(c, get(c, tree, "/IDTree")))
        find(c, "house-idtree", "elements have ids, but there is no tree of them");
}

static const char *lang_of(const struct check *c, const struct element *e)
{
    for (; e; e = e->parent)
        if (e->lang && *e->lang)
            return e->lang;
    return c->lang && *c->lang ? c->lang : NULL;
}

/* An attribute of an owner, or a null. */
static qpdf_oh attribute(struct check *c, const struct element *e, const char *owner, const char *key)
{
    if (qpdf_oh_is_array(c->q, e->attributes)) {
        for (int i = 0; i < qpdf_oh_get_array_n_items(c->q, e->attributes); i++) {
            qpdf_oh a = qpdf_oh_get_array_item(c->q, e->attributes, i);
            if (name_is(c, get(c, a, "/O"), owner) && !is_null(c, get(c, a, key)))
                return get(c, a, key);
        }
    } else if (name_is(c, get(c, e->attributes, "/O"), owner)) {
        return get(c, e->attributes, key);
    }
    return qpdf_oh_new_null(c->q);
}

/* ---- Which element may stand in which ---- */

struct nesting { const char *rule, *type; const char *const *allowed; };

#define LIST(...) (const char *const[]){__VA_ARGS__, NULL}

static void check_kids(struct check *c, const struct element *e)
{
    const struct nesting rules[] = {
        {"7.2-3", "Table", LIST("TR", "THead", "TBody", "TFoot", "Caption")},
        {"7.2-10", "TR", LIST("TH", "TD")},
        {"7.2-36", "THead", LIST("TR")},
        {"7.2-37", "TBody", LIST("TR")},
        {"7.2-38", "TFoot", LIST("TR")},
        {"7.2-19", "L", LIST("L", "LI", "Caption")},
        {"7.2-20", "LI", LIST("Lbl", "LBody")},
        {"7.2-27", "TOC", LIST("TOC", "TOCI", "Caption")},
    };
    const struct nesting parents[] = {
        {"7.2-4", "TR", LIST("Table", "THead", "TBody", "TFoot")},
        {"7.2-5", "THead", LIST("Table")},
        {"7.2-6", "TBody", LIST("Table")},
        {"7.2-7", "TFoot", LIST("Table")},
        {"7.2-8", "TH", LIST("TR")},
        {"7.2-9", "TD", LIST("TR")},
        {"7.2-17", "LI", LIST("L")},
        {"7.2-18", "LBody", LIST("LI")},
        {"7.2-26", "TOCI", LIST("TOC")},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
        if (strcmp(e->type, rules[i].type))
            continue;
        for (guint k = 0; k < e->kids->len; k++) {
            const struct element *kid = g_ptr_array_index(e->kids, k);
            if (!in_list(kid->type, rules[i].allowed))
                find(c, rules[i].rule, "%s stands in %s", kid->type, e->type);
        }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(parents); i++)
        if (!strcmp(e->type, parents[i].type) && !(e->parent && in_list(e->parent->type, parents[i].allowed)))
            find(c, parents[i].rule, "%s stands in %s", e->type, e->parent ? e->parent->type : "nothing");
}

static int count_kids(const struct element *e, const char *type)
{
    int n = 0;
    for (guint i = 0; i < e->kids->len; i++)
        n += strcmp(((const struct element *)g_ptr_array_index(e->kids, i))->type, type) == 0;
    return n;
}

static void check_captions(struct check *c, const struct element *e)
{
    const char *rule = !strcmp(e->type, "Table") ? "7.2-16" : !strcmp(e->type, "L") ? "7.2-39"
                       : !strcmp(e->type, "TOC") ? "7.2-40" : NULL;
    if (!rule)
        return;
    gboolean table = e->type[1] == 'a';
    if (count_kids(e, "Caption") > 1)
        find(c, rule, "a %s has more than one caption", e->type);
    for (guint i = 0; i < e->kids->len; i++) {
        const struct element *kid = g_ptr_array_index(e->kids, i);
        if (!strcmp(kid->type, "Caption") && i != 0 && !(table && i == e->kids->len - 1))
            find(c, rule, "the caption of a %s is not its first kid", e->type);
    }
}

/* ---- Tables ---- */

static void gather_rows(const struct element *e, GPtrArray *rows)
{
    for (guint i = 0; i < e->kids->len; i++) {
        struct element *kid = g_ptr_array_index(e->kids, i);
        if (!strcmp(kid->type, "TR"))
            g_ptr_array_add(rows, kid);
        else if (!strcmp(kid->type, "THead") || !strcmp(kid->type, "TBody") || !strcmp(kid->type, "TFoot"))
            gather_rows(kid, rows);
    }
}

struct grid { int rows, columns; const struct element **cells; };

#define GRID_MAX 1000        /* columns or rows that a cell may span */
#define CELLS_MAX (1 << 23)  /* of a table; larger ones are damage */

/* Lays the cells on a grid; FALSE: the table is not regular. */
static gboolean fill_grid(struct check *c, const GPtrArray *rows, struct grid *g)
{
    int width = 0;
    for (guint r = 0; r < rows->len; r++) {
        const struct element *row = g_ptr_array_index(rows, r);
        int n = 0;
        for (guint k = 0; k < row->kids->len; k++)
            n += CLAMP(int_of(c, attribute(c, g_ptr_array_index(row->kids, k), "Table", "/ColSpan"), 1), 1, GRID_MAX);
        width = MAX(width, n);
    }
    g->rows = (int)rows->len;
    g->columns = width = MIN(width, GRID_MAX);
    if ((gsize)g->rows * (gsize)MAX(1, width) > CELLS_MAX)
        return FALSE;
    g->cells = g_new0(const struct element *, (gsize)MAX(1, g->rows) * (gsize)MAX(1, width));
    gboolean regular = TRUE;
    for (int r = 0; r < g->rows; r++) {
        const struct element *row = g_ptr_array_index(rows, r);
        int x = 0;
        for (guint k = 0; k < row->kids->len; k++) {
            const struct element *cell = g_ptr_array_index(row->kids, k);
            int w = CLAMP(int_of(c, attribute(c, cell, "Table", "/ColSpan"), 1), 1, GRID_MAX);
            int h = CLAMP(int_of(c, attribute(c, cell, "Table", "/RowSpan"), 1), 1, GRID_MAX);
            while (x < width && g->cells[r * width + x])
                x++;
            if (x + w > width || r + h > g->rows) {
                find(c, x + w > width ? "7.2-42" : "7.2-41", "a cell reaches out of its table (row %d)", r + 1);
                regular = FALSE;
            }
            for (int dy = 0; dy < h && r + dy < g->rows; dy++)
                for (int dx = 0; dx < w && x + dx < width; dx++) {
                    const struct element **at = &g->cells[(r + dy) * width + x + dx];
                    if (*at) {
                        find(c, "7.2-15", "cells of a table lie over each other (row %d)", r + 1);
                        regular = FALSE;
                    }
                    *at = cell;
                }
            x += w;
        }
    }
    for (int r = 0; r < g->rows && regular; r++)
        for (int x = 0; x < width; x++)
            if (!g->cells[r * width + x]) {
                find(c, "7.2-43", "row %d of a table has fewer columns than another", r + 1);
                return FALSE;
            }
    return regular;
}

static gboolean heads(struct check *c, const struct element *e, gboolean column)
{
    if (strcmp(e->type, "TH"))
        return FALSE;
    qpdf_oh scope = attribute(c, e, "Table", "/Scope");
    return name_is(c, scope, "Both") || name_is(c, scope, column ? "Column" : "Row");
}

static gboolean headers_known(struct check *c, const struct element *cell)
{
    qpdf_oh headers = attribute(c, cell, "Table", "/Headers");
    int n = qpdf_oh_is_array(c->q, headers) ? qpdf_oh_get_array_n_items(c->q, headers) : 0;
    for (int i = 0; i < n; i++) {
        g_autofree char *id = string_of(c, qpdf_oh_get_array_item(c->q, headers, i));
        if (!id || !g_hash_table_contains(c->ids, id))
            return FALSE;
    }
    return n > 0;
}

static void check_heads(struct check *c, const struct grid *g)
{
    g_autofree gboolean *columns = g_new0(gboolean, (gsize)g->columns + 1), *rows = g_new0(gboolean, (gsize)g->rows + 1);
    gboolean any = FALSE;
    for (int i = 0; i < g->rows * g->columns; i++) {
        const struct element *e = g->cells[i];
        if (!e || strcmp(e->type, "TH"))
            continue;
        any = TRUE;
        columns[i % g->columns] |= heads(c, e, TRUE);
        rows[i / g->columns] |= heads(c, e, FALSE);
    }
    for (int i = 0; any && i < g->rows * g->columns; i++) {
        const struct element *e = g->cells[i];
        if (!e || strcmp(e->type, "TD") || (!e->kids->len && !e->n_marks) || (i % g->columns && g->cells[i - 1] == e) ||
            (i >= g->columns && g->cells[i - g->columns] == e))
            continue;
        if (!columns[i % g->columns] && !rows[i / g->columns] && !headers_known(c, e))
            find(c, "7.5-1", "a cell's head cannot be told (row %d): heads need a scope, or the cell headers",
                 i / g->columns + 1);
    }
    if (c->house && !any && g->rows > 1)
        find(c, "house-heads", "a table of %d rows has no head cells", g->rows);
}

static void check_table(struct check *c, const struct element *e)
{
    int head = count_kids(e, "THead"), body = count_kids(e, "TBody"), foot = count_kids(e, "TFoot");
    if (head > 1)
        find(c, "7.2-11", "a table has %d THead", head);
    if (foot > 1)
        find(c, "7.2-12", "a table has %d TFoot", foot);
    if (foot && !body)
        find(c, "7.2-13", "a table has a TFoot but no TBody");
    if (head && !body)
        find(c, "7.2-14", "a table has a THead but no TBody");
    g_autoptr(GPtrArray) rows = g_ptr_array_new();
    gather_rows(e, rows);
    struct grid g = {0, 0, NULL};
    if (fill_grid(c, rows, &g))
        check_heads(c, &g);
    g_free(g.cells);
}

/* ---- Headings, figures, notes, languages ---- */

static void check_headings(struct check *c)
{
    int last = 0;
    gboolean numbered = FALSE, plain = FALSE;
    for (guint i = 0; i < c->all->len; i++) {
        const struct element *e = g_ptr_array_index(c->all, i);
        if (e->type[0] == 'H' && !e->type[1]) {
            plain = TRUE;
            if (e->parent && count_kids(e->parent, "H") > 1)
                find(c, "7.4.4-1", "an element has more than one H");
        }
        if (e->type[0] != 'H' || !g_ascii_isdigit(e->type[1]) || e->type[2])
            continue;
        int level = e->type[1] - '0';
        numbered = TRUE;
        if (level > last + 1)
            find(c, "7.4.2-1", "a heading of level %d follows one of level %d", level, last);
        last = level;
    }
    if (numbered && plain)
        find(c, "7.4.4-3", "the document uses both H and H1 to H6");
}

static gboolean all_white(const char *s)
{
    for (; s && *s; s = g_utf8_next_char(s))
        if (!g_unichar_isspace(g_utf8_get_char(s)))
            return FALSE;
    return TRUE;
}

static void check_element(struct check *c, const struct element *e, GHashTable *notes)
{
    check_kids(c, e);
    check_captions(c, e);
    if (!strcmp(e->type, "Table"))
        check_table(c, e);
    if (!strcmp(e->type, "Figure") && !(e->has_alt && !all_white(e->alt)) && !(e->has_actual && !all_white(e->actual)))
        find(c, "7.3-1", "a figure has no alternative text");
    if (!strcmp(e->type, "Formula") && !(e->has_alt && *e->alt) && !(e->has_actual && *e->actual))
        find(c, "7.7-1", "a formula has no alternative text");
    if (!strcmp(e->type, "Note")) {
        if (!e->id || !*e->id)
            find(c, "7.9-1", "a note has no ID");
        else if (!g_hash_table_add(notes, e->id))
            find(c, "7.9-2", "two notes have the ID %s", e->id);
    }
    if (e->lang && !lang_wellformed(e->lang))
        find(c, "7.2-29", "\"%s\" is no language tag", e->lang);
    if (e->has_actual && *e->actual && !lang_of(c, e))
        find(c, "7.2-21", "the replacement text of a %s has no language", e->type);
    if (e->has_alt && *e->alt && !lang_of(c, e))
        find(c, "7.2-22", "the alternative text of a %s has no language", e->type);
    if (!c->house)
        return;
    if (!strcmp(e->type, "Figure") && is_null(c, attribute(c, e, "Layout", "/BBox")))
        find(c, "house-bbox", "a figure has no bounding box");
    if (!strcmp(e->type, "L") && is_null(c, attribute(c, e, "List", "/ListNumbering")))
        find(c, "house-list", "a list does not say how it is numbered");
    if (!strcmp(e->type, "Link") && !e->n_annotations)
        find(c, "house-link", "a link leads nowhere");
    if (!e->kids->len && !e->n_marks && !e->n_annotations && strcmp(e->type, "TD") && strcmp(e->type, "TH"))
        find(c, "house-empty", "an element %s is empty", e->type);
}

/* ---- Page contents ---- */

enum mark_kind { MARK_NONE, MARK_ARTIFACT, MARK_TAGGED };

struct open_mark { enum mark_kind kind; gboolean lang; };

struct content {
    struct check *c;
    qpdf_oh resources;
    qpdf_oh owners;        /* ParentTree's array for this content, or 0 */
    GHashTable *seen;      /* MCIDs */
    GArray *stack;         /* of struct open_mark */
    int depth;             /* of forms in forms */
    int headers, footers;
};

static void check_content(struct check *c, qpdf_oh resources, int key, const char *bytes, gsize length,
                          const struct content *outer);

static qpdf_oh properties_of(struct content *s, const char *syntax)
{
    if (!syntax)
        return qpdf_oh_new_null(s->c->q);
    if (*syntax == '/')
        return get(s->c, get(s->c, s->resources, "/Properties"), syntax);
    qpdf_oh o = qpdf_oh_parse(s->c->q, syntax);
    return qpdf_has_error(s->c->q) ? (qpdf_get_error(s->c->q), qpdf_oh_new_null(s->c->q)) : o;
}

static void begin_mark(struct content *s, const struct scan_item *item)
{
    struct check *c = s->c;
    struct open_mark outer = s->stack->len ? g_array_index(s->stack, struct open_mark, s->stack->len - 1)
                                           : (struct open_mark){MARK_NONE, FALSE};
    struct open_mark m = outer;
    qpdf_oh properties = properties_of(s, item->properties);
    g_autofree char *lang = string_of(c, get(c, properties, "/Lang"));
    if (lang) {
        m.lang |= *lang != 0;
        if (!lang_wellformed(lang))
            find(c, "7.2-29", "\"%s\" is no language tag", lang);
    }
    if (!strcmp(item->tag, "Artifact")) {
        if (outer.kind == MARK_TAGGED)
            find(c, "7.1-1", "an artifact stands inside tagged content");
        m.kind = MARK_ARTIFACT;
        g_autofree char *type = name_of(c, get(c, properties, "/Subtype"));
        s->headers += type && !strcmp(type, "Header");
        s->footers += type && !strcmp(type, "Footer");
    }
    int mcid = int_of(c, get(c, properties, "/MCID"), -1);
    if (mcid >= 0) {
        if (outer.kind == MARK_ARTIFACT)
            find(c, "7.1-2", "tagged content stands inside an artifact");
        if (!g_hash_table_add(s->seen, GINT_TO_POINTER(mcid)))
            find(c, "house-mcid", "the mark %d comes twice on a page", mcid);
        struct element *owner = NULL;
        if (s->owners && qpdf_oh_is_array(c->q, s->owners) && mcid < qpdf_oh_get_array_n_items(c->q, s->owners))
            owner = g_hash_table_lookup(c->elements, GINT_TO_POINTER(qpdf_oh_get_object_id(
                        c->q, qpdf_oh_get_array_item(c->q, s->owners, mcid))));
        if (owner) {
            m.kind = MARK_TAGGED;
            m.lang |= lang_of(c, owner) != NULL;
        } else {
            find(c, "7.1-3", "the mark %d belongs to no element", mcid);
        }
    }
    if (!strcmp(item->tag, "Span") && !m.lang && !(c->lang && *c->lang)) {
        if (!is_null(c, get(c, properties, "/ActualText")))
            find(c, "7.2-30", "replacement text of a span has no language");
        if (!is_null(c, get(c, properties, "/Alt")))
            find(c, "7.2-31", "alternative text of a span has no language");
        if (!is_null(c, get(c, properties, "/E")))
            find(c, "7.2-32", "the long form of a span has no language");
    }
    g_array_append_val(s->stack, m);
}

static void show_object(struct content *s, const char *name)
{
    struct check *c = s->c;
    g_autofree char *slashed = g_strconcat("/", name, NULL);
    qpdf_oh object = get(c, get(c, s->resources, "/XObject"), slashed);
    if (!name_is(c, get(c, object, "/Subtype"), "Form"))
        return;
    if (!is_null(c, get(c, object, "/Ref")))
        find(c, "7.20-1", "a reference XObject is used");
    unsigned char *bytes = NULL;
    size_t length = 0;
    if (s->depth < 20 && !(qpdf_oh_get_stream_data(c->q, object, qpdf_dl_generalized, NULL, &bytes, &length) & QPDF_ERRORS)) {
        qpdf_oh own = get(c, object, "/Resources");
        check_content(c, is_null(c, own) ? s->resources : own, int_of(c, get(c, object, "/StructParents"), -1),
                      (const char *)bytes, length, s);
    }
    free(bytes);
}

static void visit(const struct scan_item *item, void *data)
{
    struct content *s = data;
    struct check *c = s->c;
    struct open_mark m = s->stack->len ? g_array_index(s->stack, struct open_mark, s->stack->len - 1)
                                       : (struct open_mark){MARK_NONE, FALSE};
    if (item->event == SCAN_BEGIN) {
        begin_mark(s, item);
    } else if (item->event == SCAN_END) {
        if (s->stack->len)
            g_array_set_size(s->stack, s->stack->len - 1);
        else
            find(c, "house-marks", "a mark ends that never began");
    } else {
        g_autofree char *slashed = item->event == SCAN_OBJECT ? g_strconcat("/", item->tag, NULL) : NULL;
        gboolean form = slashed && name_is(c, get(c, get(c, get(c, s->resources, "/XObject"), slashed), "/Subtype"), "Form");
        if (!form && m.kind == MARK_NONE)
            find(c, "7.1-3", "content is neither tagged nor an artifact");
        if (item->event == SCAN_TEXT && m.kind == MARK_TAGGED && !m.lang && !(c->lang && *c->lang))
            find(c, "7.2-34", "text has no language");
        if (form)
            show_object(s, item->tag);
    }
}

static void check_content(struct check *c, qpdf_oh resources, int key, const char *bytes, gsize length,
                          const struct content *outer)
{
    struct content s = {.c = c, .resources = resources, .depth = outer ? outer->depth + 1 : 0};
    s.seen = g_hash_table_new(NULL, NULL);
    s.stack = g_array_new(FALSE, FALSE, sizeof(struct open_mark));
    s.owners = GPOINTER_TO_UINT(g_hash_table_lookup(c->parents, GINT_TO_POINTER(key)));
    if (outer && outer->stack->len)
        g_array_append_val(s.stack, g_array_index(outer->stack, struct open_mark, outer->stack->len - 1));
    guint base = s.stack->len;
    pdfscan_content(bytes ? bytes : "", length, visit, &s);
    if (s.stack->len > base)
        find(c, "house-marks", "a mark does not end");
    if (c->house && !outer && (s.headers > 1 || s.footers > 1))
        find(c, "house-running", "the page has %d running heads and %d feet", s.headers, s.footers);
    g_hash_table_destroy(s.seen);
    g_array_free(s.stack, TRUE);
}

/* ---- Destinations ---- */

static void read_names(struct check *c, qpdf_oh node, int depth)
{
    if (depth > DEPTH)
        return;
    qpdf_oh kids = get(c, node, "/Kids"), names = get(c, node, "/Names");
    int n = qpdf_oh_is_array(c->q, kids) ? qpdf_oh_get_array_n_items(c->q, kids) : 0;
    for (int i = 0; i < n; i++)
        read_names(c, qpdf_oh_get_array_item(c->q, kids, i), depth + 1);
    n = qpdf_oh_is_array(c->q, names) ? qpdf_oh_get_array_n_items(c->q, names) : 0;
    for (int i = 0; i + 1 < n; i += 2) {
        char *name = string_of(c, qpdf_oh_get_array_item(c->q, names, i));
        if (name)
            g_hash_table_add(c->names, name);
    }
}

static void check_destination(struct check *c, qpdf_oh holder, const char *what)
{
    qpdf_oh destination = get(c, holder, "/Dest");
    if (is_null(c, destination))
        destination = get(c, get(c, holder, "/A"), "/D");
    g_autofree char *name = string_of(c, destination);
    if (name && !g_hash_table_contains(c->names, name))
        find(c, "house-dest", "%s leads to \"%s\", which is nowhere", what, name);
}

static void check_outline(struct check *c, qpdf_oh entry, int depth)
{
    for (int n = 0; depth < DEPTH && n < 100000 && qpdf_oh_is_dictionary(c->q, entry); n++) {
        check_destination(c, entry, "an entry of the outline");
        check_outline(c, get(c, entry, "/First"), depth + 1);
        entry = get(c, entry, "/Next");
    }
}

/* ---- Annotations and fonts ---- */

static double number_at(struct check *c, qpdf_oh array, int i)
{
    return qpdf_oh_is_array(c->q, array) && i < qpdf_oh_get_array_n_items(c->q, array)
        ? qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, array, i)) : 0;
}

/* Nothing of it is on the page. */
static gboolean outside(struct check *c, qpdf_oh annotation, qpdf_oh box)
{
    qpdf_oh r = get(c, annotation, "/Rect");
    if (!qpdf_oh_is_array(c->q, r) || !qpdf_oh_is_array(c->q, box))
        return FALSE;
    return MAX(number_at(c, r, 0), number_at(c, r, 2)) < number_at(c, box, 0) ||
           MIN(number_at(c, r, 0), number_at(c, r, 2)) > number_at(c, box, 2) ||
           MAX(number_at(c, r, 1), number_at(c, r, 3)) < number_at(c, box, 1) ||
           MIN(number_at(c, r, 1), number_at(c, r, 3)) > number_at(c, box, 3);
}

static void check_annotation(struct check *c, qpdf_oh annotation, qpdf_oh box)
{
    g_autofree char *type = name_of(c, get(c, annotation, "/Subtype"));
    int flags = int_of(c, get(c, annotation, "/F"), 0);
    if (type && !strcmp(type, "TrapNet"))
        find(c, "7.18.2-1", "there is a trap network annotation");
    if (!type || (flags & 2) || outside(c, annotation, box) || !strcmp(type, "PrinterMark") || !strcmp(type, "Popup"))
        return;
    int key = int_of(c, get(c, annotation, "/StructParent"), -1);
    qpdf_oh entry = GPOINTER_TO_UINT(g_hash_table_lookup(c->parents, GINT_TO_POINTER(key)));
    const struct element *owner = key >= 0 && entry
        ? g_hash_table_lookup(c->elements, GINT_TO_POINTER(qpdf_oh_get_object_id(c->q, entry))) : NULL;
    const char *wanted = !strcmp(type, "Link") ? "Link" : !strcmp(type, "Widget") ? "Form" : "Annot";
    const char *rule = !strcmp(type, "Link") ? "7.18.5-1" : !strcmp(type, "Widget") ? "7.18.4-1" : "7.18.1-1";
    if (!owner || strcmp(owner->type, wanted))
        find(c, rule, "an annotation %s is in %s, not in %s", type, owner ? owner->type : "no element", wanted);
    g_autofree char *contents = string_of(c, get(c, annotation, "/Contents"));
    gboolean said = (contents && *contents) || (owner && owner->has_alt && *owner->alt);
    if (!strcmp(type, "Widget")) {
        qpdf_oh field = annotation; /* the field is the one with a name, not its widgets */
        for (int up = 0; up < 20 && is_null(c, get(c, field, "/T")) && !is_null(c, get(c, field, "/Parent")); up++)
            field = get(c, field, "/Parent");
        g_autofree char *tooltip = string_of(c, get(c, field, "/TU"));
        if (!(tooltip && *tooltip) && !(owner && owner->has_alt && *owner->alt))
            find(c, "7.18.1-3", "a form field has no description");
    } else if (!said) {
        find(c, !strcmp(type, "Link") ? "7.18.5-2" : "7.18.1-2", "an annotation %s has no description", type);
    }
    if (contents && *contents && !(owner && lang_of(c, owner)) && !(c->lang && *c->lang))
        find(c, "7.2-24", "the description of an annotation has no language");
    if (!c->house)
        return;
    check_destination(c, annotation, "a link");
    if (!(flags & 4))
        find(c, "house-print", "an annotation is not printed");
}

static void check_font(struct check *c, qpdf_oh font)
{
    g_autofree char *type = name_of(c, get(c, font, "/Subtype")), *name = name_of(c, get(c, font, "/BaseFont"));
    const char *n = name ? name : "without name";
    if (!type || !strcmp(type, "Type3"))
        return;
    qpdf_oh kin = qpdf_oh_is_array(c->q, get(c, font, "/DescendantFonts"))
        ? qpdf_oh_get_array_item(c->q, get(c, font, "/DescendantFonts"), 0) : font;
    qpdf_oh descriptor = get(c, kin, "/FontDescriptor");
    if (is_null(c, get(c, descriptor, "/FontFile")) && is_null(c, get(c, descriptor, "/FontFile2")) &&
        is_null(c, get(c, descriptor, "/FontFile3")))
        find(c, "7.21.4.1-1", "the font %s is not embedded", n);
    if (name_is(c, get(c, kin, "/Subtype"), "CIDFontType2") && is_null(c, get(c, kin, "/CIDToGIDMap")))
        find(c, "7.21.3.2-1", "the font %s has no map from codes to glyphs", n);
    if (c->house && is_null(c, get(c, font, "/ToUnicode")))
        find(c, "house-unicode", "the font %s does not tell its characters", n);
    if (strcmp(type, "TrueType"))
        return;
    gboolean symbolic = int_of(c, get(c, descriptor, "/Flags"), 0) & 4;
    qpdf_oh encoding = get(c, font, "/Encoding");
    qpdf_oh base = qpdf_oh_is_dictionary(c->q, encoding) ? get(c, encoding, "/BaseEncoding") : encoding;
    gboolean known = name_is(c, base, "MacRomanEncoding") || name_is(c, base, "WinAnsiEncoding");
    if (!symbolic && !known)
        find(c, "7.21.6-2", "the font %s has no encoding that a reader knows", n);
    if (symbolic && !is_null(c, encoding) && c->house)
        find(c, "7.21.6-3", "the symbolic font %s has an encoding", n);
}

static void check_fonts(struct check *c, qpdf_oh resources, GHashTable *seen, int depth)
{
    qpdf_oh fonts = get(c, resources, "/Font"), objects = get(c, resources, "/XObject");
    g_autoptr(GPtrArray) names = keys_of(c, fonts), forms = keys_of(c, objects);
    for (guint i = 0; i < names->len; i++) {
        qpdf_oh font = get(c, fonts, g_ptr_array_index(names, i));
        int number = qpdf_oh_get_object_id(c->q, font);
        if (!number || g_hash_table_add(seen, GINT_TO_POINTER(number)))
            check_font(c, font);
    }
    for (guint i = 0; depth < 20 && i < forms->len; i++)
        check_fonts(c, get(c, get(c, objects, g_ptr_array_index(forms, i)), "/Resources"), seen, depth + 1);
}

/* An entry of the page or of the page tree above it. */
static qpdf_oh inherited(struct check *c, qpdf_oh page, const char *key)
{
    for (int up = 0; up < 50 && qpdf_oh_is_dictionary(c->q, page); up++) {
        qpdf_oh value = get(c, page, key);
        if (!is_null(c, value))
            return value;
        page = get(c, page, "/Parent");
    }
    return qpdf_oh_new_null(c->q);
}

static void check_pages(struct check *c)
{
    g_autoptr(GHashTable) fonts = g_hash_table_new(NULL, NULL);
    int n = qpdf_get_num_pages(c->q);
    for (c->page = 1; c->page <= n; c->page++) {
        qpdf_oh page = qpdf_get_page_n(c->q, (size_t)c->page - 1);
        qpdf_oh resources = inherited(c, page, "/Resources"), annotations = get(c, page, "/Annots");
        qpdf_oh box = inherited(c, page, "/CropBox");
        if (is_null(c, box))
            box = inherited(c, page, "/MediaBox");
        int n_annotations = qpdf_oh_is_array(c->q, annotations) ? qpdf_oh_get_array_n_items(c->q, annotations) : 0;
        unsigned char *bytes = NULL;
        size_t length = 0;
        if (!(qpdf_oh_get_page_content_data(c->q, page, &bytes, &length) & QPDF_ERRORS))
            check_content(c, resources, int_of(c, get(c, page, "/StructParents"), -1), (const char *)bytes, length, NULL);
        free(bytes);
        for (int i = 0; i < n_annotations; i++)
            check_annotation(c, qpdf_oh_get_array_item(c->q, annotations, i), box);
        if (n_annotations && !name_is(c, get(c, page, "/Tabs"), "S"))
            find(c, "7.18.3-1", "the tab order of a page with annotations is not that of the structure");
        check_fonts(c, resources, fonts, 0);
    }
    c->page = 0;
}

/* ---- */

/* Metadata stand uncompressed in the file, which is what they are for. */
gboolean pdfcheck_ours(const char *bytes, gsize length)
{
    static const char mark[] = "<pdf:Producer>rapporteur<";
    for (const char *at = bytes; length >= sizeof mark && (at = memchr(at, '<', length - (gsize)(at - bytes))); at++)
        if ((gsize)(at - bytes) + sizeof mark - 1 <= length && memcmp(at, mark, sizeof mark - 1) == 0)
            return TRUE;
    return FALSE;
}

GPtrArray *pdfcheck_run(const char *bytes, gsize length, gboolean house, guint limit)
{
    struct check c = {.findings = g_ptr_array_new_with_free_func(finding_free), .limit = limit, .house = house};
    c.q = qpdf_init();
    c.counts = g_hash_table_new(g_str_hash, g_str_equal);
    c.roles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    c.elements = g_hash_table_new(NULL, NULL);
    c.parents = g_hash_table_new(NULL, NULL);
    c.ids = g_hash_table_new(g_str_hash, g_str_equal);
    c.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    c.all = g_ptr_array_new_with_free_func(element_free);
    qpdf_silence_errors(c.q);
    qpdf_set_suppress_warnings(c.q, TRUE);
    if (qpdf_read_memory(c.q, "file", bytes, length, NULL) & QPDF_ERRORS) {
        find(&c, "file", "the file cannot be read: %s", qpdf_get_error_full_text(c.q, qpdf_get_error(c.q)));
    } else {
        c.catalog = qpdf_get_root(c.q);
        if (!qpdf_oh_is_dictionary(c.q, c.catalog))
            find(&c, "file", "the file has no catalog");
        read_names(&c, get(&c, get(&c, c.catalog, "/Names"), "/Dests"), 0);
        check_document(&c);
        read_structure(&c);
        g_autoptr(GHashTable) notes = g_hash_table_new(g_str_hash, g_str_equal);
        for (guint i = 0; i < c.all->len; i++)
            check_element(&c, g_ptr_array_index(c.all, i), notes);
        check_headings(&c);
        check_pages(&c);
    }
    if (c.root)
        element_free(c.root);
    g_ptr_array_free(c.all, TRUE);
    g_hash_table_destroy(c.counts);
    g_hash_table_destroy(c.roles);
    g_hash_table_destroy(c.elements);
    g_hash_table_destroy(c.parents);
    g_hash_table_destroy(c.names);
    g_hash_table_destroy(c.ids);
    g_free(c.lang);
    if (qpdf_has_error(c.q)) /* damage met on the way has become findings */
        qpdf_get_error(c.q);
    qpdf_cleanup(&c.q);
    return c.findings;
}

/* A reader's view of a PDF file against ISO 14289-1. libqpdf reads; the structure tree becomes plain structs
   (pdftree.c), the page contents are scanned for marks (pdfscan.c), and each rule is a small function over the two.
   Numbers of rules are those that veraPDF's profile gives the clauses, so that the public corpus can calibrate them. */
#include "pdfcheck.h"

#include <stdlib.h>
#include <string.h>

#include "pdfarchive.h"
#include "pdffont.h"
#include "pdfscan.h"
#include "pdftree.h"

static void finding_free(gpointer data)
{
    struct pdf_finding *f = data;
    g_free(f->what);
    g_free(f);
}

/* ---- The document ---- */

static void check_metadata(struct check *c)
{
    qpdf_oh metadata = pdf_get(c, c->catalog, "/Metadata");
    if (!qpdf_oh_is_stream(c->q, metadata)) {
        pdftree_find(c, "7.1-8", "the document has no metadata");
        return;
    }
    unsigned char *bytes = NULL;
    size_t length = 0;
    qpdf_oh_get_stream_data(c->q, metadata, qpdf_dl_generalized, NULL, &bytes, &length);
    g_autofree char *xmp = bytes ? g_strndup((char *)bytes, length) : g_strdup("");
    free(bytes);
    if (!g_regex_match_simple("part>\\s*1\\s*</pdfuaid:part|pdfuaid:part=[\"']1", xmp, 0, 0))
        pdftree_find(c, "5-1", "the metadata do not name PDF/UA-1");
    if (!g_regex_match_simple("<dc:title>.*?<rdf:li[^>]*>[^<]*\\S", xmp, G_REGEX_DOTALL, 0))
        pdftree_find(c, "7.1-9", "the metadata have no title");
    pdfarchive_metadata(c, metadata, xmp);
}

static void check_outline(struct check *c, qpdf_oh entry, int depth);

static void check_document(struct check *c)
{
    qpdf_oh trailer = qpdf_get_trailer(c->q);
    check_metadata(c);
    qpdf_oh info = pdf_get(c, c->catalog, "/MarkInfo");
    if (!pdf_is_true(c, pdf_get(c, info, "/Marked")))
        pdftree_find(c, "6.2-1", "the document does not say that it is marked");
    if (pdf_is_true(c, pdf_get(c, info, "/Suspects")))
        pdftree_find(c, "7.1-4", "the document has suspect tags");
    if (!pdf_is_true(c, pdf_get(c, pdf_get(c, c->catalog, "/ViewerPreferences"), "/DisplayDocTitle")))
        pdftree_find(c, "7.1-10", "the title of the window is not the document's");
    c->lang = pdf_string(c, pdf_get(c, c->catalog, "/Lang"));
    if (c->lang && !pdftree_is_lang(c->lang))
        pdftree_find(c, "7.2-29", "the document's language \"%s\" is no language tag", c->lang);
    qpdf_oh encryption = pdf_get(c, trailer, "/Encrypt");
    if (!pdf_is_null(c, encryption) && !(pdf_int(c, pdf_get(c, encryption, "/P"), 0) & 1 << 9))
        pdftree_find(c, "7.16-1", "encryption keeps assistive programs out");
    qpdf_oh outlines = pdf_get(c, c->catalog, "/Outlines");
    if (!pdf_is_null(c, pdf_get(c, outlines, "/First")) && !(c->lang && *c->lang))
        pdftree_find(c, "7.2-2", "the outline has no language");
    if (pdf_is_true(c, pdf_get(c, pdf_get(c, c->catalog, "/AcroForm"), "/XFA")))
        pdftree_find(c, "7.15-1", "the form is dynamic XFA");
    if (!c->house)
        return;
    check_outline(c, pdf_get(c, outlines, "/First"), 0);
    if (!(c->lang && *c->lang))
        pdftree_find(c, "house-lang", "the document has no language");
    if (pdf_is_null(c, pdf_get(c, c->catalog, "/PageLabels")))
        pdftree_find(c, "house-labels", "the pages have no labels");
    if (pdf_is_null(c, outlines) && qpdf_get_num_pages(c->q) > 20)
        pdftree_find(c, "house-outline", "a long document has no outline");
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
            if (!pdftree_listed(kid->type, rules[i].allowed))
                pdftree_find(c, rules[i].rule, "%s stands in %s", kid->type, e->type);
        }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(parents); i++)
        if (!strcmp(e->type, parents[i].type) && !(e->parent && pdftree_listed(e->parent->type, parents[i].allowed)))
            pdftree_find(c, parents[i].rule, "%s stands in %s", e->type, e->parent ? e->parent->type : "nothing");
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
        pdftree_find(c, rule, "a %s has more than one caption", e->type);
    for (guint i = 0; i < e->kids->len; i++) {
        const struct element *kid = g_ptr_array_index(e->kids, i);
        if (!strcmp(kid->type, "Caption") && i != 0 && !(table && i == e->kids->len - 1))
            pdftree_find(c, rule, "the caption of a %s is not its first kid", e->type);
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

static int cell_span(struct check *c, const struct element *cell, const char *key)
{
    return CLAMP(pdf_int(c, pdftree_attribute(c, cell, "Table", key), 1), 1, GRID_MAX);
}

/* Lays the cells on a grid; FALSE: the table is not regular. */
static gboolean fill_grid(struct check *c, const GPtrArray *rows, struct grid *g)
{
    int width = 0;
    for (guint r = 0; r < rows->len; r++) {
        const struct element *row = g_ptr_array_index(rows, r);
        int n = 0;
        for (guint k = 0; k < row->kids->len; k++)
            n += cell_span(c, g_ptr_array_index(row->kids, k), "/ColSpan");
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
            int w = cell_span(c, cell, "/ColSpan"), h = cell_span(c, cell, "/RowSpan");
            while (x < width && g->cells[r * width + x])
                x++;
            if (x + w > width || r + h > g->rows) {
                pdftree_find(c, x + w > width ? "7.2-42" : "7.2-41", "a cell reaches out of its table (row %d)", r + 1);
                regular = FALSE;
            }
            for (int dy = 0; dy < h && r + dy < g->rows; dy++)
                for (int dx = 0; dx < w && x + dx < width; dx++) {
                    const struct element **at = &g->cells[(r + dy) * width + x + dx];
                    if (*at) {
                        pdftree_find(c, "7.2-15", "cells of a table lie over each other (row %d)", r + 1);
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
                pdftree_find(c, "7.2-43", "row %d of a table has fewer columns than another", r + 1);
                return FALSE;
            }
    return regular;
}

static gboolean heads(struct check *c, const struct element *e, gboolean column)
{
    if (strcmp(e->type, "TH"))
        return FALSE;
    qpdf_oh scope = pdftree_attribute(c, e, "Table", "/Scope");
    return pdf_name_is(c, scope, "Both") || pdf_name_is(c, scope, column ? "Column" : "Row");
}

/* It names its heads, and there are such. */
static gboolean headers_known(struct check *c, const struct element *cell)
{
    qpdf_oh headers = pdftree_attribute(c, cell, "Table", "/Headers");
    int n = qpdf_oh_is_array(c->q, headers) ? qpdf_oh_get_array_n_items(c->q, headers) : 0;
    for (int i = 0; i < n; i++) {
        g_autofree char *id = pdf_string(c, qpdf_oh_get_array_item(c->q, headers, i));
        if (!id || !g_hash_table_contains(c->ids, id)) {
            pdftree_find(c, "7.5-2", "a cell names the head \"%s\", which is nowhere", id ? id : "");
            return FALSE;
        }
    }
    return n > 0;
}

static void check_heads(struct check *c, const struct grid *g)
{
    g_autofree gboolean *columns = g_new0(gboolean, (gsize)g->columns + 1);
    g_autofree gboolean *rows = g_new0(gboolean, (gsize)g->rows + 1);
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
        gboolean named = headers_known(c, e);
        if (!columns[i % g->columns] && !rows[i / g->columns] && !named)
            pdftree_find(c, "7.5-1", "a cell's head cannot be told (row %d): heads need a scope, or the cell headers",
                 i / g->columns + 1);
    }
    if (c->house && !any && g->rows > 1)
        pdftree_find(c, "house-heads", "a table of %d rows has no head cells", g->rows);
}

static void check_table(struct check *c, const struct element *e)
{
    int head = count_kids(e, "THead"), body = count_kids(e, "TBody"), foot = count_kids(e, "TFoot");
    if (head > 1)
        pdftree_find(c, "7.2-11", "a table has %d THead", head);
    if (foot > 1)
        pdftree_find(c, "7.2-12", "a table has %d TFoot", foot);
    if (foot && !body)
        pdftree_find(c, "7.2-13", "a table has a TFoot but no TBody");
    if (head && !body)
        pdftree_find(c, "7.2-14", "a table has a THead but no TBody");
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
                pdftree_find(c, "7.4.4-1", "an element has more than one H");
        }
        if (e->type[0] != 'H' || !g_ascii_isdigit(e->type[1]) || e->type[2])
            continue;
        int level = e->type[1] - '0';
        numbered = TRUE;
        if (level > last + 1)
            pdftree_find(c, "7.4.2-1", "a heading of level %d follows one of level %d", level, last);
        last = level;
    }
    if (numbered && plain)
        pdftree_find(c, "7.4.4-3", "the document uses both H and H1 to H6");
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
        pdftree_find(c, "7.3-1", "a figure has no alternative text");
    if (!strcmp(e->type, "Formula") && !(e->has_alt && *e->alt) && !(e->has_actual && *e->actual))
        pdftree_find(c, "7.7-1", "a formula has no alternative text");
    if (!strcmp(e->type, "Note")) {
        if (!e->id || !*e->id)
            pdftree_find(c, "7.9-1", "a note has no ID");
        else if (!g_hash_table_add(notes, e->id))
            pdftree_find(c, "7.9-2", "two notes have the ID %s", e->id);
    }
    if (e->lang && !pdftree_is_lang(e->lang))
        pdftree_find(c, "7.2-29", "\"%s\" is no language tag", e->lang);
    if (e->has_actual && *e->actual && !pdftree_lang(c, e))
        pdftree_find(c, "7.2-21", "the replacement text of a %s has no language", e->type);
    if (e->has_alt && *e->alt && !pdftree_lang(c, e))
        pdftree_find(c, "7.2-22", "the alternative text of a %s has no language", e->type);
    if (!c->house)
        return;
    if (!strcmp(e->type, "Figure") && pdf_is_null(c, pdftree_attribute(c, e, "Layout", "/BBox")))
        pdftree_find(c, "house-bbox", "a figure has no bounding box");
    if (!strcmp(e->type, "L") && pdf_is_null(c, pdftree_attribute(c, e, "List", "/ListNumbering")))
        pdftree_find(c, "house-list", "a list does not say how it is numbered");
    if (!strcmp(e->type, "Link") && !e->n_annotations)
        pdftree_find(c, "house-link", "a link leads nowhere");
    if (!e->kids->len && !e->n_marks && !e->n_annotations && strcmp(e->type, "TD") && strcmp(e->type, "TH"))
        pdftree_find(c, "house-empty", "an element %s is empty", e->type);
}

/* ---- Page contents ---- */

enum mark_kind { MARK_NONE, MARK_ARTIFACT, MARK_TAGGED };

struct open_mark { enum mark_kind kind; gboolean lang, actual; const char *tongue; };

struct content {
    struct check *c;
    qpdf_oh resources;
    qpdf_oh owners;        /* ParentTree's array for this content, or 0 */
    GHashTable *seen;      /* MCIDs */
    GArray *stack;         /* of struct open_mark */
    int depth;             /* of forms in forms */
    int headers, footers;
    int saved;             /* q without Q */
    char *font_name;       /* the last one asked for, and its dictionary */
    qpdf_oh font;
};

static void check_content(struct check *c, qpdf_oh resources, int key, const char *bytes, gsize length,
                          const struct content *outer);

static qpdf_oh properties_of(struct content *s, const char *syntax)
{
    if (!syntax)
        return qpdf_oh_new_null(s->c->q);
    if (*syntax == '/')
        return pdf_get(s->c, pdf_get(s->c, s->resources, "/Properties"), syntax);
    qpdf_oh o = qpdf_oh_parse(s->c->q, syntax);
    return qpdf_has_error(s->c->q) ? (qpdf_get_error(s->c->q), qpdf_oh_new_null(s->c->q)) : o;
}

static void begin_mark(struct content *s, const struct scan_item *item)
{
    struct check *c = s->c;
    struct open_mark outer = s->stack->len ? g_array_index(s->stack, struct open_mark, s->stack->len - 1)
                                           : (struct open_mark){MARK_NONE, FALSE, FALSE, NULL};
    struct open_mark m = outer;
    qpdf_oh properties = properties_of(s, item->properties);
    g_autofree char *lang = pdf_string(c, pdf_get(c, properties, "/Lang"));
    if (lang) {
        m.lang |= *lang != 0;
        if (!pdftree_is_lang(lang))
            pdftree_find(c, "7.2-29", "\"%s\" is no language tag", lang);
    }
    if (!strcmp(item->tag, "Artifact")) {
        if (outer.kind == MARK_TAGGED)
            pdftree_find(c, "7.1-1", "an artifact stands inside tagged content");
        m.kind = MARK_ARTIFACT;
        g_autofree char *type = pdf_name(c, pdf_get(c, properties, "/Subtype"));
        s->headers += type && !strcmp(type, "Header");
        s->footers += type && !strcmp(type, "Footer");
    }
    m.actual |= !pdf_is_null(c, pdf_get(c, properties, "/ActualText"));
    int mcid = pdf_int(c, pdf_get(c, properties, "/MCID"), -1);
    if (mcid >= 0) {
        if (outer.kind == MARK_ARTIFACT)
            pdftree_find(c, "7.1-2", "tagged content stands inside an artifact");
        if (!g_hash_table_add(s->seen, GINT_TO_POINTER(mcid)))
            pdftree_find(c, "house-mcid", "the mark %d comes twice on a page", mcid);
        struct element *owner = NULL;
        if (s->owners && qpdf_oh_is_array(c->q, s->owners) && mcid < qpdf_oh_get_array_n_items(c->q, s->owners))
            owner = g_hash_table_lookup(c->elements, GINT_TO_POINTER(qpdf_oh_get_object_id(
                        c->q, qpdf_oh_get_array_item(c->q, s->owners, mcid))));
        if (owner) {
            m.kind = MARK_TAGGED;
            m.tongue = pdftree_lang(c, owner);
            m.lang |= m.tongue != NULL;
            for (const struct element *e = owner; e; e = e->parent)
                m.actual |= e->has_actual;
        } else {
            pdftree_find(c, "7.1-3", "the mark %d belongs to no element", mcid);
        }
    }
    if (!strcmp(item->tag, "Span") && !m.lang && !(c->lang && *c->lang)) {
        if (!pdf_is_null(c, pdf_get(c, properties, "/ActualText")))
            pdftree_find(c, "7.2-30", "replacement text of a span has no language");
        if (!pdf_is_null(c, pdf_get(c, properties, "/Alt")))
            pdftree_find(c, "7.2-31", "alternative text of a span has no language");
        if (!pdf_is_null(c, pdf_get(c, properties, "/E")))
            pdftree_find(c, "7.2-32", "the long form of a span has no language");
    }
    g_array_append_val(s->stack, m);
}

static void show_object(struct content *s, const char *name)
{
    struct check *c = s->c;
    g_autofree char *slashed = g_strconcat("/", name, NULL);
    qpdf_oh object = pdf_get(c, pdf_get(c, s->resources, "/XObject"), slashed);
    if (!pdf_name_is(c, pdf_get(c, object, "/Subtype"), "Form"))
        return;
    if (!pdf_is_null(c, pdf_get(c, object, "/Ref")))
        pdftree_find(c, "7.20-1", "a reference XObject is used");
    unsigned char *bytes = NULL;
    size_t length = 0;
    if (s->depth < 20 &&
        !(qpdf_oh_get_stream_data(c->q, object, qpdf_dl_generalized, NULL, &bytes, &length) & QPDF_ERRORS)) {
        qpdf_oh own = pdf_get(c, object, "/Resources");
        check_content(c, pdf_is_null(c, own) ? s->resources : own, pdf_int(c, pdf_get(c, object, "/StructParents"), -1),
                      (const char *)bytes, length, s);
    }
    free(bytes);
}

/* The font in force; the same one is asked for again and again. */
static qpdf_oh font_named(struct content *s, const char *name)
{
    if (g_strcmp0(s->font_name, name)) {
        g_autofree char *slashed = g_strconcat("/", name, NULL);
        g_free(s->font_name);
        s->font_name = g_strdup(name);
        s->font = pdf_get(s->c, pdf_get(s->c, s->resources, "/Font"), slashed);
    }
    return s->font;
}

static void visit(const struct scan_item *item, void *data)
{
    struct content *s = data;
    struct check *c = s->c;
    struct open_mark m = s->stack->len ? g_array_index(s->stack, struct open_mark, s->stack->len - 1)
                                       : (struct open_mark){MARK_NONE, FALSE, FALSE, NULL};
    if (item->event == SCAN_BEGIN) {
        begin_mark(s, item);
    } else if (item->event == SCAN_END) {
        if (s->stack->len)
            g_array_set_size(s->stack, s->stack->len - 1);
        else
            pdftree_find(c, "house-marks", "a mark ends that never began");
    } else if (item->event == SCAN_SAVE || item->event == SCAN_RESTORE) {
        s->saved += item->event == SCAN_SAVE ? 1 : -1;
        if (c->archive && s->saved == 29)
            pdftree_find(c, "A-6.1.13-8", "the graphics state is saved more than 28 times in a row");
        if (c->house && s->saved < 0)
            pdftree_find(c, "house-state", "a graphics state is restored that was never saved");
    } else if (item->event == SCAN_UNKNOWN) {
        if (c->archive)
            pdftree_find(c, "A-6.2.2-1", "the page content has an unknown operator");
    } else if (item->event == SCAN_CMYK) {
        if (c->house)
            pdftree_find(c, "A-6.2.4.3-2", "a colour is DeviceCMYK");
    } else {
        g_autofree char *slashed = item->event == SCAN_OBJECT ? g_strconcat("/", item->tag, NULL) : NULL;
        gboolean form = slashed && pdf_name_is(c, pdf_get(c, pdf_get(c, pdf_get(c, s->resources, "/XObject"), slashed),
                                                          "/Subtype"), "Form");
        if (!form && m.kind == MARK_NONE)
            pdftree_find(c, "7.1-3", "content is neither tagged nor an artifact");
        if (item->event == SCAN_TEXT && m.kind == MARK_TAGGED && !m.lang && !(c->lang && *c->lang))
            pdftree_find(c, "7.2-34", "text has no language");
        if (item->event == SCAN_TEXT && item->tag && !item->invisible)
            pdffont_show(c, font_named(s, item->tag), item->bytes, item->length, m.actual,
                         m.kind == MARK_TAGGED ? m.tongue ? m.tongue : c->lang : NULL);
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
        pdftree_find(c, "house-marks", "a mark does not end");
    if (c->house && s.saved > 0)
        pdftree_find(c, "house-state", "a graphics state is saved and not restored");
    if (c->house && !outer && (s.headers > 1 || s.footers > 1))
        pdftree_find(c, "house-running", "the page has %d running heads and %d feet", s.headers, s.footers);
    g_hash_table_destroy(s.seen);
    g_array_free(s.stack, TRUE);
    g_free(s.font_name);
}

/* ---- Destinations ---- */

static void read_names(struct check *c, qpdf_oh node, int depth)
{
    if (depth > DEPTH)
        return;
    qpdf_oh kids = pdf_get(c, node, "/Kids"), names = pdf_get(c, node, "/Names");
    int n = qpdf_oh_is_array(c->q, kids) ? qpdf_oh_get_array_n_items(c->q, kids) : 0;
    for (int i = 0; i < n; i++)
        read_names(c, qpdf_oh_get_array_item(c->q, kids, i), depth + 1);
    n = qpdf_oh_is_array(c->q, names) ? qpdf_oh_get_array_n_items(c->q, names) : 0;
    for (int i = 0; i + 1 < n; i += 2) {
        char *name = pdf_string(c, qpdf_oh_get_array_item(c->q, names, i));
        if (name)
            g_hash_table_add(c->names, name);
    }
}

static void check_destination(struct check *c, qpdf_oh holder, const char *what)
{
    qpdf_oh destination = pdf_get(c, holder, "/Dest");
    if (pdf_is_null(c, destination))
        destination = pdf_get(c, pdf_get(c, holder, "/A"), "/D");
    g_autofree char *name = pdf_string(c, destination);
    if (name && !g_hash_table_contains(c->names, name))
        pdftree_find(c, "house-dest", "%s leads to \"%s\", which is nowhere", what, name);
}

static void check_outline(struct check *c, qpdf_oh entry, int depth)
{
    for (int n = 0; depth < DEPTH && n < 100000 && qpdf_oh_is_dictionary(c->q, entry); n++) {
        check_destination(c, entry, "an entry of the outline");
        check_outline(c, pdf_get(c, entry, "/First"), depth + 1);
        entry = pdf_get(c, entry, "/Next");
    }
}

/* ---- Annotations ---- */

static double number_at(struct check *c, qpdf_oh array, int i)
{
    return qpdf_oh_is_array(c->q, array) && i < qpdf_oh_get_array_n_items(c->q, array)
        ? qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, array, i)) : 0;
}

/* Nothing of it is on the page. */
static gboolean outside(struct check *c, qpdf_oh annotation, qpdf_oh box)
{
    qpdf_oh r = pdf_get(c, annotation, "/Rect");
    if (!qpdf_oh_is_array(c->q, r) || !qpdf_oh_is_array(c->q, box))
        return FALSE;
    return MAX(number_at(c, r, 0), number_at(c, r, 2)) < number_at(c, box, 0) ||
           MIN(number_at(c, r, 0), number_at(c, r, 2)) > number_at(c, box, 2) ||
           MAX(number_at(c, r, 1), number_at(c, r, 3)) < number_at(c, box, 1) ||
           MIN(number_at(c, r, 1), number_at(c, r, 3)) > number_at(c, box, 3);
}

static void check_annotation(struct check *c, qpdf_oh annotation, qpdf_oh box)
{
    g_autofree char *type = pdf_name(c, pdf_get(c, annotation, "/Subtype"));
    int flags = pdf_int(c, pdf_get(c, annotation, "/F"), 0);
    if (type && !strcmp(type, "TrapNet"))
        pdftree_find(c, "7.18.2-1", "there is a trap network annotation");
    if (!type || (flags & 2) || outside(c, annotation, box) || !strcmp(type, "PrinterMark") || !strcmp(type, "Popup"))
        return;
    int key = pdf_int(c, pdf_get(c, annotation, "/StructParent"), -1);
    qpdf_oh entry = GPOINTER_TO_UINT(g_hash_table_lookup(c->parents, GINT_TO_POINTER(key)));
    const struct element *owner = key >= 0 && entry
        ? g_hash_table_lookup(c->elements, GINT_TO_POINTER(qpdf_oh_get_object_id(c->q, entry))) : NULL;
    const char *wanted = !strcmp(type, "Link") ? "Link" : !strcmp(type, "Widget") ? "Form" : "Annot";
    const char *rule = !strcmp(type, "Link") ? "7.18.5-1" : !strcmp(type, "Widget") ? "7.18.4-1" : "7.18.1-1";
    if (!owner || strcmp(owner->type, wanted))
        pdftree_find(c, rule, "an annotation %s is in %s, not in %s", type, owner ? owner->type : "no element", wanted);
    g_autofree char *contents = pdf_string(c, pdf_get(c, annotation, "/Contents"));
    gboolean said = (contents && *contents) || (owner && owner->has_alt && *owner->alt);
    if (!strcmp(type, "Widget")) {
        qpdf_oh field = annotation; /* the field is the one with a name, not its widgets */
        for (int up = 0; up < 20 && pdf_is_null(c, pdf_get(c, field, "/T")); up++) {
            if (pdf_is_null(c, pdf_get(c, field, "/Parent")))
                break;
            field = pdf_get(c, field, "/Parent");
        }
        g_autofree char *tooltip = pdf_string(c, pdf_get(c, field, "/TU"));
        if (!(tooltip && *tooltip) && !(owner && owner->has_alt && *owner->alt))
            pdftree_find(c, "7.18.1-3", "a form field has no description");
    } else if (!said) {
        pdftree_find(c, !strcmp(type, "Link") ? "7.18.5-2" : "7.18.1-2", "an annotation %s has no description", type);
    }
    if (contents && *contents && !(owner && pdftree_lang(c, owner)) && !(c->lang && *c->lang))
        pdftree_find(c, "7.2-24", "the description of an annotation has no language");
    if (!c->house)
        return;
    check_destination(c, annotation, "a link");
}

static void check_fonts(struct check *c, qpdf_oh resources, GHashTable *seen, int depth)
{
    qpdf_oh fonts = pdf_get(c, resources, "/Font"), objects = pdf_get(c, resources, "/XObject");
    g_autoptr(GPtrArray) names = pdf_keys(c, fonts), forms = pdf_keys(c, objects);
    for (guint i = 0; i < names->len; i++) {
        qpdf_oh font = pdf_get(c, fonts, g_ptr_array_index(names, i));
        int number = qpdf_oh_get_object_id(c->q, font);
        if (!number || g_hash_table_add(seen, GINT_TO_POINTER(number)))
            pdffont_check(c, font);
    }
    for (guint i = 0; depth < 20 && i < forms->len; i++)
        check_fonts(c, pdf_get(c, pdf_get(c, objects, g_ptr_array_index(forms, i)), "/Resources"), seen, depth + 1);
}

/* An entry of the page or of the page tree above it. */
static qpdf_oh inherited(struct check *c, qpdf_oh page, const char *key)
{
    for (int up = 0; up < 50 && qpdf_oh_is_dictionary(c->q, page); up++) {
        qpdf_oh value = pdf_get(c, page, key);
        if (!pdf_is_null(c, value))
            return value;
        page = pdf_get(c, page, "/Parent");
    }
    return qpdf_oh_new_null(c->q);
}

static void check_pages(struct check *c)
{
    g_autoptr(GHashTable) fonts = g_hash_table_new(NULL, NULL);
    int n = qpdf_get_num_pages(c->q);
    for (c->page = 1; c->page <= n; c->page++) {
        qpdf_oh page = qpdf_get_page_n(c->q, (size_t)c->page - 1);
        qpdf_oh resources = inherited(c, page, "/Resources"), annotations = pdf_get(c, page, "/Annots");
        qpdf_oh box = inherited(c, page, "/CropBox");
        if (pdf_is_null(c, box))
            box = inherited(c, page, "/MediaBox");
        int n_annotations = qpdf_oh_is_array(c->q, annotations) ? qpdf_oh_get_array_n_items(c->q, annotations) : 0;
        unsigned char *bytes = NULL;
        size_t length = 0;
        if (!(qpdf_oh_get_page_content_data(c->q, page, &bytes, &length) & QPDF_ERRORS))
            check_content(c, resources, pdf_int(c, pdf_get(c, page, "/StructParents"), -1), (const char *)bytes,
                          length, NULL);
        free(bytes);
        for (int i = 0; i < n_annotations; i++)
            check_annotation(c, qpdf_oh_get_array_item(c->q, annotations, i), box);
        if (n_annotations && !pdf_name_is(c, pdf_get(c, page, "/Tabs"), "S"))
            pdftree_find(c, "7.18.3-1", "the tab order of a page with annotations is not that of the structure");
    }
    c->page = 0;
    for (int i = 0; i < n; i++) /* when everything has been shown */
        check_fonts(c, inherited(c, qpdf_get_page_n(c->q, (size_t)i), "/Resources"), fonts, 0);
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
    c.shown = g_hash_table_new_full(NULL, NULL, NULL, pdffont_shown_free);
    c.all = g_ptr_array_new_with_free_func(pdftree_element_free);
    qpdf_silence_errors(c.q);
    qpdf_set_suppress_warnings(c.q, TRUE);
    if (qpdf_read_memory(c.q, "file", bytes, length, NULL) & QPDF_ERRORS) {
        pdftree_find(&c, "file", "the file cannot be read: %s", qpdf_get_error_full_text(c.q, qpdf_get_error(c.q)));
    } else {
        c.catalog = qpdf_get_root(c.q);
        if (!qpdf_oh_is_dictionary(c.q, c.catalog))
            pdftree_find(&c, "file", "the file has no catalog");
        read_names(&c, pdf_get(&c, pdf_get(&c, c.catalog, "/Names"), "/Dests"), 0);
        check_document(&c);
        pdftree_read(&c);
        g_autoptr(GHashTable) notes = g_hash_table_new(g_str_hash, g_str_equal);
        for (guint i = 0; i < c.all->len; i++)
            check_element(&c, g_ptr_array_index(c.all, i), notes);
        check_headings(&c);
        check_pages(&c);
        pdfarchive_check(&c, bytes, length);
    }
    if (c.root)
        pdftree_element_free(c.root);
    g_ptr_array_free(c.all, TRUE);
    g_hash_table_destroy(c.counts);
    g_hash_table_destroy(c.roles);
    g_hash_table_destroy(c.elements);
    g_hash_table_destroy(c.parents);
    g_hash_table_destroy(c.names);
    g_hash_table_destroy(c.ids);
    g_hash_table_destroy(c.shown);
    g_free(c.lang);
    if (qpdf_has_error(c.q)) /* damage met on the way has become findings */
        qpdf_get_error(c.q);
    qpdf_cleanup(&c.q);
    return c.findings;
}

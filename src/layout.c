/* The way in: each part of the tree into blocks (block.c), a galley and pages (flow.c); then what only the whole can tell: page
   numbers of the contents, running heads and feet. Nothing is numbered, counted or translated here. */
#include "layout.h"

#include <stdio.h>
#include <string.h>

#include "block.h"
#include "flow.h"
#include "inline.h"
#include "marks.h"

/* ---- small hands ---- */

gboolean layout_is(xmlNodePtr n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

const char *layout_attribute(struct layout *l, xmlNodePtr n, const char *name)
{
    const xmlAttr *a = xmlHasNsProp(n, (const xmlChar *)name, NULL);
    xmlChar *value;
    const char *copy;

    if (!a || !a->children)
        return NULL;
    if (!a->children->next && a->children->type == XML_TEXT_NODE)
        return (const char *)a->children->content; /* the tree outlives the layout */
    value = xmlNodeListGetString(n->doc, a->children, 1);
    copy = arena_strdup(l->scratch, (const char *)value);
    xmlFree(value);
    return copy;
}

const char *layout_lang(struct layout *l, xmlNodePtr n, const char *otherwise)
{
    const xmlAttr *a = n->properties ? xmlHasNsProp(n, (const xmlChar *)"lang", XML_XML_NAMESPACE) : NULL;

    return a && a->children ? arena_strdup(l->scratch, (const char *)a->children->content) : otherwise;
}

double layout_number(struct layout *l, xmlNodePtr n, const char *name, double otherwise)
{
    const char *value = layout_attribute(l, n, name);

    return value ? g_ascii_strtod(value, NULL) : otherwise;
}

static gboolean is_yes(struct layout *l, xmlNodePtr n, const char *name)
{
    const char *value = layout_attribute(l, n, name);

    return value && !strcmp(value, "yes");
}

xmlNodePtr layout_child(xmlNodePtr parent, const char *name)
{
    for (xmlNodePtr n = xmlFirstElementChild(parent); n; n = xmlNextElementSibling(n))
        if (layout_is(n, name))
            return n;
    return NULL;
}

struct page_item *canvas_under(struct canvas *c, enum item_kind kind)
{
    struct page_item *item;

    g_array_set_size(c->under, c->under->len + 1);
    item = &g_array_index(c->under, struct page_item, c->under->len - 1);
    item->kind = kind;
    item->artifact = ARTIFACT_LAYOUT;
    return item;
}

struct page_item *canvas_item(struct canvas *c, enum item_kind kind, enum artifact artifact, struct tag_node *node)
{
    GArray *list = artifact == ARTIFACT_NONE || artifact == ARTIFACT_LAYOUT ? c->page->items : c->over;
    struct page_item *item;

    g_array_set_size(list, list->len + 1);
    item = &g_array_index(list, struct page_item, list->len - 1);
    item->kind = kind;
    item->artifact = node ? ARTIFACT_NONE : artifact == ARTIFACT_NONE ? ARTIFACT_LAYOUT : artifact;
    item->node = node;
    return item;
}

void canvas_rule(struct canvas *c, double x, double y, double w, double thickness, struct colour colour)
{
    canvas_under(c, ITEM_FILL)->fill = (struct item_fill){x, y - thickness / 2, w, thickness, colour};
}

/* ---- parts ---- */

static gboolean is_annex(struct layout *l, xmlNodePtr part)
{
    const char *region = layout_attribute(l, part, "region");

    return region && !strcmp(region, "annex");
}

/* Notes that stand at the end do so behind the last part of the body, and behind each annex: letters and numbers stay apart. */
static gboolean ends_notes(struct layout *l, xmlNodePtr part)
{
    if (!is_annex(l, part))
        for (xmlNodePtr n = xmlNextElementSibling(part); n; n = xmlNextElementSibling(n))
            if (layout_is(n, "part") && !is_annex(l, n))
                return FALSE;
    return TRUE;
}

void layout_use_master(struct layout *l, const struct style_page *master)
{
    l->master = master;
    l->block_w = master->w - master->inner - master->outer;
}

static gboolean is_heading(const struct block *b)
{
    return b->kind == BLOCK_PARA && g_str_has_prefix(b->para->role->id, "heading");
}

/* Blocks into a galley, turned tables into insertions. */
static void fill_galley(struct layout *l, GArray *blocks, struct galley *g, GArray *insertions)
{
    const struct style_page *own = l->master;
    struct insertion *in = NULL;
    gboolean before = FALSE;         /* the last block was of the insertion */

    for (guint i = 0; i < blocks->len; i++) {
        const struct block *b = &g_array_index(blocks, struct block, i);
        gboolean other = b->master && b->master != own;

        if (other && !before) {
            if (in && in->barrier < 0)
                in->barrier = g->n;
            g_array_set_size(insertions, insertions->len + 1);
            in = &g_array_index(insertions, struct insertion, insertions->len - 1);
            *in = (struct insertion){.at = g->n, .barrier = is_heading(b) ? g->n : -1, .galley = galley_new(l->scratch), .master = b->master};
        }
        before = other;
        if (other) {
            layout_use_master(l, b->master);
            galley_add(l, &in->galley, b, l->block_w);
            layout_use_master(l, own);
            continue;
        }
        if (in && in->barrier < 0 && (b->kind != BLOCK_PARA || b->keep_next)) /* only running text moves up */
            in->barrier = g->n;
        galley_add(l, g, b, l->block_w);
    }
    if (in && in->barrier < 0)
        in->barrier = g->n;
}

static void layout_part(struct layout *l, xmlNodePtr part)
{
    struct block_context c = {.l = l, .blocks = g_array_new(FALSE, TRUE, sizeof(struct block)), .lang = l->lang,
                              .rtl = l->rtl, .role = style_role(l->style, "body")};
    struct galley g = galley_new(l->scratch);
    GArray *insertions = g_array_new(FALSE, TRUE, sizeof(struct insertion));

    layout_use_master(l, style_page(l->style, layout_attribute(l, part, "master")));
    c.start = l->master->indent_start;
    c.end = l->master->indent_end;
    c.parent = tag_node_new(l->arena, l->pages->root, TAG_PART);
    block_mark(&c, c.parent, part);
    block_anchor(&c, layout_attribute(l, part, "id"));
    block_walk(&c, part);
    if (ends_notes(l, part)) {
        char *id = g_strdup_printf("end-notes-%u", l->pages->pages->len); /* of the page before it: once in a document */

        block_end_notes(&c, arena_strdup(l->arena, id));
        g_free(id);
    }
    fill_galley(l, c.blocks, &g, insertions);
    g_array_free(c.blocks, TRUE);
    flow_pages(l, &g, insertions);
    g_array_free(insertions, TRUE);
}

/* ---- what the whole tells ---- */

/* Page numbers into the contents. */
static void fill_late(struct layout *l)
{
    for (guint i = 0; i < l->late->len; i++) {
        const struct late *late = &g_array_index(l->late, struct late, i);
        int page = GPOINTER_TO_INT(g_hash_table_lookup(l->anchors, late->destination));
        const char *label = page ? ((struct page *)l->pages->pages->pdata[page - 1])->label : "\u2013";
        const struct word *w = shape_word(l->shaper, late->face, label, (int)strlen(label));

        late->placed->shaped = w->parts[0].shaped;
        late->placed->x = late->rtl ? late->edge : late->edge - w->width;
    }
}

/* The running element for a place on this page: one for this master before one for all. */
static xmlNodePtr running_for(struct layout *l, xmlNodePtr document, const char *place, const struct page *page, int index)
{
    xmlNodePtr found = NULL;
    gboolean special = FALSE;

    for (xmlNodePtr n = xmlFirstElementChild(document); n && !layout_is(n, "part"); n = xmlNextElementSibling(n)) {
        const char *first = layout_attribute(l, n, "first"), *master = layout_attribute(l, n, "master");
        const char *where = layout_is(n, "running") ? layout_attribute(l, n, "place") : NULL;

        if (!where || strcmp(where, place) || (master && strcmp(master, page->master)) ||
            (!index && first && !strcmp(first, "no")) || (special && !master))
            continue;
        found = n;
        special = master != NULL;
    }
    return found;
}

static void add_running(struct layout *l, xmlNodePtr document, struct page *page, int index, const char *count)
{
    static const char *const places[] = {"head-outer", "head-inner", "head-center", "foot-outer", "foot-inner", "foot-center"};
    const struct style_page *m = style_page(l->style, page->master);
    gboolean even = m->mirrored && index % 2, head_shown = FALSE, foot_shown = FALSE;
    double x = even != l->rtl ? m->outer : m->inner, w = m->w - m->inner - m->outer;
    struct canvas c = {.page = page, .index = index, .under = g_array_new(FALSE, TRUE, sizeof(struct page_item)),
                       .over = page->items};

    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        xmlNodePtr n = running_for(l, document, places[i], page, index);
        gboolean foot = i >= 3, outer = i % 3 == 0, center = i % 3 == 2;
        const struct style_role *role = style_role(l->style, foot ? "running-foot" : "running-head");
        struct inline_context in = {.role = role, .lang = l->lang, .rtl = l->rtl, .page_number = page->label,
                                    .page_count = count};
        double y = foot ? m->h - m->foot : m->head;
        struct para *p;

        if (!n)
            continue;
        p = para_new(l, &in, n, NULL, NULL);
        /* outer is right on odd pages (left on even ones); the first side of an RTL page is the right one */
        p->align = center ? ALIGN_CENTER : (outer != even) != l->rtl ? ALIGN_END : ALIGN_START;
        if (l->rtl && !center)
            p->align = p->align == ALIGN_END ? ALIGN_START : ALIGN_END;
        p->leading = role->leading;
        para_break(l, p, w, 0);
        if (p->n_lines)
            para_paint_line(l, &c, p, 0, x, y - role_baseline(role, role->leading), foot ? ARTIFACT_FOOTER : ARTIFACT_HEADER);
        *(foot ? &foot_shown : &head_shown) = TRUE;
    }
    if (head_shown && m->head_rule > 0)
        canvas_rule(&c, x, m->head + 5, w, m->head_rule, style_colour(l->style, "rule")->light);
    if (foot_shown && m->foot_rule > 0)
        canvas_rule(&c, x, m->h - m->foot - 12, w, m->foot_rule, style_colour(l->style, "rule")->light);
    marks_paint(l, document, &c, x, w);
    g_array_prepend_vals(page->items, c.under->data, c.under->len);
    g_array_free(c.under, TRUE);
}

static const char *meta_text(struct layout *l, xmlNodePtr document, const char *name)
{
    xmlNodePtr meta = layout_child(document, "meta"), n = meta ? layout_child(meta, name) : NULL;
    char *text = n ? inline_plain_text(n) : NULL;
    const char *copy = arena_strdup(l->arena, text);

    g_free(text);
    return copy;
}

/* Words of meta/wording, or others where the tree lacks them. */
static const char *wording(struct layout *l, xmlNodePtr document, const char *key, const char *otherwise)
{
    xmlNodePtr meta = layout_child(document, "meta");

    for (xmlNodePtr n = meta ? xmlFirstElementChild(meta) : NULL; n; n = xmlNextElementSibling(n)) {
        const char *name = layout_is(n, "wording") ? layout_attribute(l, n, "key") : NULL;

        if (name && !strcmp(name, key)) {
            char *text = inline_plain_text(n);
            const char *copy = arena_strdup(l->scratch, text);

            g_free(text);
            return copy;
        }
    }
    return otherwise;
}

static gint64 meta_date(struct layout *l, xmlNodePtr document)
{
    xmlNodePtr meta = layout_child(document, "meta"), n = meta ? layout_child(meta, "date") : NULL;
    const char *value = n ? layout_attribute(l, n, "value") : NULL;
    int y, m, d;
    GDateTime *date;
    gint64 seconds = 0;

    if (!value || sscanf(value, "%4d-%2d-%2d", &y, &m, &d) != 3)
        return 0;
    date = g_date_time_new_utc(y, m, d, 0, 0, 0);
    if (date) {
        seconds = g_date_time_to_unix(date);
        g_date_time_unref(date);
    }
    return seconds;
}

static gint compare_destinations(gconstpointer a, gconstpointer b)
{
    return strcmp(((const struct destination *)a)->name, ((const struct destination *)b)->name);
}

static struct pages *layout_run(xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d,
                                gboolean slow)
{
    xmlNodePtr document = xmlDocGetRootElement(resolved);
    struct pages *pages = pages_new();
    struct layout l = {.pages = pages, .arena = pages->arena, .scratch = arena_new(), .style = style,
                       .folder = folder, .d = d, .slow = slow,
                       .anchors = g_hash_table_new(g_str_hash, g_str_equal),
                       .late = g_array_new(FALSE, TRUE, sizeof(struct late))};
    const char *dir, *notes;
    char count[16];

    l.shaper = shaper_new(pages->arena, d);
    l.lang = layout_lang(&l, document, "en");
    notes = layout_attribute(&l, document, "notes");
    if (notes && !strcmp(notes, "end"))
        l.end_notes = g_array_new(FALSE, TRUE, sizeof(struct end_note));
    l.notes_title = wording(&l, document, "notes", "Notes");
    l.line_numbers = is_yes(&l, document, "line-numbers");
    dir = layout_attribute(&l, document, "dir");
    l.rtl = dir && !strcmp(dir, "rtl");
    pages->lang = arena_strdup(pages->arena, l.lang);
    pages->rtl = l.rtl;
    pages->title = meta_text(&l, document, "title");
    pages->author = meta_text(&l, document, "author");
    pages->subject = meta_text(&l, document, "subject");
    pages->date = meta_date(&l, document);
    if (!pages->title)
        pages->title = "";
    for (xmlNodePtr n = xmlFirstElementChild(document); n; n = xmlNextElementSibling(n))
        if (layout_is(n, "part"))
            layout_part(&l, n);
    g_snprintf(count, sizeof count, "%u", pages->pages->len);
    for (guint i = 0; i < pages->pages->len; i++) {
        struct page *page = pages->pages->pdata[i];
        char label[16];

        g_snprintf(label, sizeof label, "%u", i + 1);
        page->label = arena_strdup(pages->arena, label);
        add_running(&l, document, page, (int)i, count);
    }
    fill_late(&l);
    g_array_sort(pages->destinations, compare_destinations);
    g_hash_table_destroy(l.anchors);
    g_array_free(l.late, TRUE);
    if (l.end_notes)
        g_array_free(l.end_notes, TRUE);
    arena_free(l.scratch);
    return pages;
}

struct pages *layout_document(xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d)
{
    return layout_run(resolved, style, folder, d, FALSE);
}

struct pages *layout_document_slowly(xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d)
{
    return layout_run(resolved, style, folder, d, TRUE);
}

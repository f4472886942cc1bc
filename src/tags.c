/* The structure tree (ISO 32000-1, 14.7): one element for every node that got a mark, a link or a kid.

   The order of an element's kids is the reading order: child nodes as they were made, the node's own marks between
   them where they were painted. A note is painted at the foot of the page but stays behind the kid before it. */
#include "tags.h"

#include <string.h>

struct info;

struct annotation {
    const struct info *owner;
    int object;
    int page;
    GPtrArray *items;      /* struct page_item: one a line of the link */
    struct annotation *next; /* of the same node */
};

struct info {
    struct tag_node *node;
    gboolean kept;
    gboolean has_id;            /* the id is its own: not used before */
    const char *own_id;         /* made here, or NULL: the node's */
    int object;
    int first_mark, last_mark;  /* indices into the painted marks, -1: none; linked by `next_mark` */
    int order;                  /* paint position of its first mark or link, notes inside apart */
    struct annotation *links, *last_link;
};

struct writer {
    struct pdfout *o;
    struct pages *pages;
    const struct painter *painted;
    const int *page_objects;
    int n_pages;
    GArray *infos;              /* of struct info, parents before kids */
    int *next_mark;             /* mark -> next mark of the same node, -1 at the end */
    GPtrArray *annotations;     /* of struct annotation */
    GStringChunk *strings;
    GPtrArray *ids;             /* of struct info, sorted by id, each id once */
    int first_page_entry;       /* object number of page 0's array in the ParentTree */
};

#define NEVER G_MAXINT

static struct info *info_of(const struct writer *w, const struct tag_node *node)
{
    return node && node->painter ? &g_array_index(w->infos, struct info, GPOINTER_TO_INT(node->painter) - 1) : NULL;
}

/* ---- Gathering ---- */

static void collect(struct writer *w, struct tag_node *node)
{
    struct info info = {node, FALSE, FALSE, NULL, 0, -1, -1, NEVER, NULL, NULL};
    g_array_append_val(w->infos, info);
    node->painter = GINT_TO_POINTER((int)w->infos->len);
    for (struct tag_node *kid = node->first; kid; kid = kid->next)
        collect(w, kid);
}

gboolean tags_destination_exists(const struct pages *p, const char *name)
{
    int low = 0, high = (int)p->destinations->len;
    while (low < high) {
        int middle = (low + high) / 2;
        int order = strcmp(g_array_index(p->destinations, struct destination, middle).name, name);
        if (order == 0)
            return TRUE;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return FALSE;
}

static void collect_marks(struct writer *w, struct diag *d)
{
    gboolean strayed = FALSE;
    for (guint i = 0; i < w->painted->marks->len; i++) {
        const struct mark *m = &g_array_index(w->painted->marks, struct mark, i);
        struct info *info = info_of(w, m->node);
        w->next_mark[i] = -1;
        if (!info) {
            strayed |= m->node != NULL;
            continue;
        }
        if (info->first_mark < 0)
            info->first_mark = (int)i;
        else
            w->next_mark[info->last_mark] = (int)i;
        info->last_mark = (int)i;
        info->order = MIN(info->order, (int)i);
        info->kept = TRUE;
    }
    if (strayed)
        diag_report(d, R901, (struct place){NULL, 0, 0, 0}, NULL, "what", "a painted node is not in the structure tree",
                    NULL);
}

static void collect_links(struct writer *w, struct diag *d)
{
    for (guint i = 0; i < w->painted->links->len; i++) {
        const struct painted_link *l = &g_array_index(w->painted->links, struct painted_link, i);
        struct info *info = info_of(w, l->item->node);
        const struct item_link *link = &l->item->link;
        if (!info)
            continue;
        if (!link->uri && !(link->destination && tags_destination_exists(w->pages, link->destination))) {
            diag_report(d, R702, (struct place){NULL, 0, 0, 0}, l->item->node->origin, "destination",
                        link->destination ? link->destination : "", NULL);
            continue;
        }
        info->kept = TRUE;
        info->order = MIN(info->order, l->before);
        struct annotation *a = info->last_link;
        if (!a || a->page != l->page) { /* the lines of a link on one page are one annotation */
            a = g_new0(struct annotation, 1);
            a->owner = info;
            a->page = l->page;
            a->items = g_ptr_array_new();
            a->object = pdfout_reserve(w->o);
            g_ptr_array_add(w->annotations, a);
            if (info->last_link)
                info->last_link->next = a;
            else
                info->links = a;
            info->last_link = a;
        }
        g_ptr_array_add(a->items, (gpointer)l->item);
    }
}

/* Which nodes become elements. The cells of a table that stands are kept when empty: its grid must be regular. */
static void choose(struct writer *w)
{
    for (guint i = w->infos->len; i-- > 1;) {
        struct info *info = &g_array_index(w->infos, struct info, i);
        struct info *parent = info_of(w, info->node->parent);
        if (!parent)
            continue;
        parent->kept |= info->kept;
        if (info->node->tag != TAG_NOTE)
            parent->order = MIN(parent->order, info->order);
    }
    g_array_index(w->infos, struct info, 0).kept = TRUE;
    for (guint i = 1; i < w->infos->len; i++) {
        struct info *info = &g_array_index(w->infos, struct info, i);
        enum tag tag = info->node->tag;
        const struct info *parent = info_of(w, info->node->parent);
        if ((tag == TAG_TR || tag == TAG_TH || tag == TAG_TD) && parent && parent->kept)
            info->kept = TRUE;
    }
    for (guint i = 0; i < w->infos->len; i++) {
        struct info *info = &g_array_index(w->infos, struct info, i);
        if (info->kept)
            info->object = pdfout_reserve(w->o);
    }
}

/* ---- Elements ---- */

static void put_text_entry(struct pdfout *o, const char *key, const char *text)
{
    if (text) {
        pdfout_put(o, key);
        pdfout_text(o, text);
    }
}

/* What is no language tag would make the file invalid. */
static gboolean lang_wellformed(const char *lang)
{
    if (!lang || !g_ascii_isalpha(*lang) || strlen(lang) > 40)
        return FALSE;
    for (const char *c = lang; *c; c++)
        if (!g_ascii_isalnum(*c) && *c != '-')
            return FALSE;
    return TRUE;
}

static void put_table_attributes(struct pdfout *o, const struct tag_node *n)
{
    static const char *const scopes[] = {"Column", "Column", "Row", "Both"}; /* a head without scope heads its column */
    pdfout_put(o, "<</O/Table");
    if (n->tag == TAG_TH) {
        pdfout_put(o, "/Scope/");
        pdfout_put(o, scopes[n->scope]);
    }
    if (n->column_span > 1) {
        pdfout_put(o, "/ColSpan ");
        pdfout_int(o, n->column_span);
    }
    if (n->row_span > 1) {
        pdfout_put(o, "/RowSpan ");
        pdfout_int(o, n->row_span);
    }
    if (n->headers && n->headers[0]) {
        pdfout_put(o, "/Headers[");
        for (const char **id = n->headers; *id; id++)
            pdfout_bytes(o, *id);
        pdfout_put(o, "]");
    }
    pdfout_put(o, ">>");
}

static void put_attributes(const struct writer *w, const struct tag_node *n)
{
    static const char *const numberings[] = {"None", "Disc", "Decimal", "LowerAlpha", "LowerRoman"};
    struct pdfout *o = w->o;
    if (n->tag == TAG_TH || (n->tag == TAG_TD && (n->column_span > 1 || n->row_span > 1 || n->headers))) {
        pdfout_put(o, "/A");
        put_table_attributes(o, n);
    } else if (n->tag == TAG_L) {
        pdfout_put(o, "/A<</O/List/ListNumbering/");
        pdfout_put(o, numberings[n->numbering]);
        pdfout_put(o, ">>");
    } else if (n->box_w > 0 && n->box_page >= 0 && n->box_page < w->n_pages) {
        const struct page *page = g_ptr_array_index(w->pages->pages, n->box_page);
        pdfout_put(o, "/A<</O/Layout/Placement/Block/BBox[");
        pdfout_real(o, n->box_x);
        pdfout_put(o, " ");
        pdfout_real(o, page->h - n->box_y - n->box_h);
        pdfout_put(o, " ");
        pdfout_real(o, n->box_x + n->box_w);
        pdfout_put(o, " ");
        pdfout_real(o, page->h - n->box_y);
        pdfout_put(o, "]>>");
    }
}

static int put_mark(const struct writer *w, int index, int home_page)
{
    const struct mark *m = &g_array_index(w->painted->marks, struct mark, index);
    pdfout_put(w->o, " ");
    if (m->page == home_page) {
        pdfout_int(w->o, m->mcid);
    } else {
        pdfout_put(w->o, "<</Type/MCR/Pg ");
        pdfout_ref(w->o, w->page_objects[m->page]);
        pdfout_put(w->o, "/MCID ");
        pdfout_int(w->o, m->mcid);
        pdfout_put(w->o, ">>");
    }
    return w->next_mark[index];
}

static void put_kids(const struct writer *w, const struct info *info, int home_page)
{
    int mark = info->first_mark, position = -1;
    pdfout_put(w->o, "/K[");
    for (const struct tag_node *kid = info->node->first; kid; kid = kid->next) {
        const struct info *k = info_of(w, kid);
        if (!k->kept)
            continue;
        if ((kid->tag != TAG_NOTE || position < 0) && k->order != NEVER)
            position = MAX(position, k->order);
        while (mark >= 0 && mark < position)
            mark = put_mark(w, mark, home_page);
        pdfout_put(w->o, " ");
        pdfout_ref(w->o, k->object);
    }
    while (mark >= 0)
        mark = put_mark(w, mark, home_page);
    for (const struct annotation *a = info->links; a; a = a->next) {
        pdfout_put(w->o, "<</Type/OBJR/Pg ");
        pdfout_ref(w->o, w->page_objects[a->page]);
        pdfout_put(w->o, "/Obj ");
        pdfout_ref(w->o, a->object);
        pdfout_put(w->o, ">>");
    }
    pdfout_put(w->o, "]");
}

static void put_element(const struct writer *w, const struct info *info, int parent)
{
    const struct tag_node *n = info->node;
    struct pdfout *o = w->o;
    pdfout_begin(o, info->object);
    pdfout_put(o, "<</S/");
    pdfout_put(o, tag_name(n->tag == TAG_LINK && !info->links ? TAG_SPAN : n->tag)); /* it leads nowhere: no link */
    pdfout_put(o, "/P ");
    pdfout_ref(o, parent);
    int home_page = -1;
    if (info->first_mark >= 0) {
        home_page = g_array_index(w->painted->marks, struct mark, info->first_mark).page;
        pdfout_put(o, "/Pg ");
        pdfout_ref(o, w->page_objects[home_page]);
    }
    put_text_entry(o, "/Lang", lang_wellformed(n->lang) ? n->lang : NULL);
    put_text_entry(o, "/Alt", n->tag == TAG_FIGURE && !n->alt ? "" : n->alt);
    put_text_entry(o, "/ActualText", n->actual);
    put_text_entry(o, "/T", n->title);
    if (info->has_id) {
        pdfout_put(o, "/ID");
        pdfout_bytes(o, info->own_id ? info->own_id : n->id);
    }
    put_attributes(w, n);
    put_kids(w, info, home_page);
    pdfout_put(o, ">>");
    pdfout_end(o);
}

/* ---- Annotations ---- */

static void put_rectangle(struct pdfout *o, double h, const struct item_link *l)
{
    pdfout_real(o, l->x);
    pdfout_put(o, " ");
    pdfout_real(o, h - l->y - l->h);
    pdfout_put(o, " ");
    pdfout_real(o, l->x + l->w);
    pdfout_put(o, " ");
    pdfout_real(o, h - l->y);
}

static void put_quad(struct pdfout *o, double h, const struct item_link *l)
{
    const double x[4] = {l->x, l->x + l->w, l->x, l->x + l->w};
    const double y[4] = {h - l->y, h - l->y, h - l->y - l->h, h - l->y - l->h};
    for (int i = 0; i < 4; i++) {
        pdfout_put(o, " ");
        pdfout_real(o, x[i]);
        pdfout_put(o, " ");
        pdfout_real(o, y[i]);
    }
}

/* A URI is ASCII (ISO 32000-1, 12.6.4.7): everything else is percent-encoded. */
static char *uri_escape(const char *uri)
{
    GString *s = g_string_new(NULL);
    for (; *uri; uri++) {
        if (*uri > 0x20 && *uri < 0x7F && !strchr("<>\"{}|\\^`", *uri))
            g_string_append_c(s, *uri);
        else
            g_string_append_printf(s, "%%%02X", (guchar)*uri);
    }
    return g_string_free(s, FALSE);
}

static void put_annotation(const struct writer *w, const struct annotation *a, int key)
{
    struct pdfout *o = w->o;
    const struct page *page = g_ptr_array_index(w->pages->pages, a->page);
    const struct page_item *first = g_ptr_array_index(a->items, 0);
    struct item_link all = first->link;
    for (guint i = 1; i < a->items->len; i++) {
        const struct item_link *l = &((const struct page_item *)g_ptr_array_index(a->items, i))->link;
        double right = MAX(all.x + all.w, l->x + l->w), bottom = MAX(all.y + all.h, l->y + l->h);
        all.x = MIN(all.x, l->x);
        all.y = MIN(all.y, l->y);
        all.w = right - all.x;
        all.h = bottom - all.y;
    }
    pdfout_begin(o, a->object);
    pdfout_put(o, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
    put_rectangle(o, page->h, &all);
    pdfout_put(o, "]");
    if (a->items->len > 1) {
        pdfout_put(o, "/QuadPoints[");
        for (guint i = 0; i < a->items->len; i++)
            put_quad(o, page->h, &((const struct page_item *)g_ptr_array_index(a->items, i))->link);
        pdfout_put(o, "]");
    }
    pdfout_put(o, "/P ");
    pdfout_ref(o, w->page_objects[a->page]);
    pdfout_put(o, "/StructParent ");
    pdfout_int(o, key);
    put_text_entry(o, "/Contents", all.description && *all.description ? all.description
                   : all.uri ? all.uri : all.destination);
    if (all.uri) {
        g_autofree char *uri = uri_escape(all.uri);
        pdfout_put(o, "/A<</S/URI/URI");
        pdfout_bytes(o, uri);
        pdfout_put(o, ">>");
    } else {
        pdfout_put(o, "/Dest");
        pdfout_bytes(o, all.destination);
    }
    pdfout_put(o, ">>");
    pdfout_end(o);
}

/* ---- Trees beside the tree ---- */

static void put_page_entry(const struct writer *w, int page)
{
    pdfout_begin(w->o, w->first_page_entry + page);
    pdfout_put(w->o, "[");
    for (int i = w->painted->first_mark[page]; i < w->painted->first_mark[page + 1]; i++) {
        const struct mark *m = &g_array_index(w->painted->marks, struct mark, i);
        if (m->mcid < 0)
            continue;
        const struct info *info = info_of(w, m->node);
        if (info)
            pdfout_ref(w->o, info->object);
        else
            pdfout_put(w->o, "null");
        pdfout_put(w->o, " ");
    }
    pdfout_put(w->o, "]");
    pdfout_end(w->o);
}

/* Keys: pages first, then annotations. */
static void put_parent(struct pdfout *o, int i, void *data)
{
    const struct writer *w = data;
    const struct annotation *a = i < w->n_pages ? NULL : g_ptr_array_index(w->annotations, i - w->n_pages);
    pdfout_ref(o, a ? a->owner->object : w->first_page_entry + i);
}

static void put_id(struct pdfout *o, int i, void *data)
{
    const GPtrArray *ids = data;
    pdfout_ref(o, ((const struct info *)g_ptr_array_index(ids, i))->object);
}

static gint compare_ids(gconstpointer p, gconstpointer q)
{
    const struct info *const *a = p, *const *b = q;
    return strcmp((*a)->node->id, (*b)->node->id);
}

static void collect_ids(struct writer *w)
{
    for (guint i = 0; i < w->infos->len; i++) {
        struct info *info = &g_array_index(w->infos, struct info, i);
        if (info->kept && info->node->id)
            g_ptr_array_add(w->ids, info);
    }
    g_ptr_array_sort(w->ids, compare_ids);
    guint n = 0;
    for (guint i = 0; i < w->ids->len; i++) {
        struct info *info = g_ptr_array_index(w->ids, i);
        if (n && strcmp(((struct info *)g_ptr_array_index(w->ids, n - 1))->node->id, info->node->id) == 0)
            continue;
        info->has_id = TRUE;
        g_ptr_array_index(w->ids, n++) = info;
    }
    g_ptr_array_set_size(w->ids, (gint)n);
}

/* Every note needs an id of its own (UA 7.9); one that the layout gave none, or not its own, gets one here. */
static void name_notes(struct writer *w)
{
    for (guint i = 0; i < w->infos->len; i++) {
        struct info *info = &g_array_index(w->infos, struct info, i);
        if (info->kept && info->node->tag == TAG_NOTE && !info->has_id) {
            g_autofree char *id = g_strdup_printf("\177note-%06d", info->object); /* sorts behind all others */
            info->own_id = g_string_chunk_insert(w->strings, id);
            info->has_id = TRUE;
            g_ptr_array_add(w->ids, info);
        }
    }
}

static int write_ids(struct writer *w)
{
    if (!w->ids->len)
        return 0;
    g_autofree const char **names = g_new(const char *, w->ids->len);
    for (guint i = 0; i < w->ids->len; i++) {
        const struct info *info = g_ptr_array_index(w->ids, i);
        names[i] = info->own_id ? info->own_id : info->node->id;
    }
    return pdfout_tree(w->o, names, (int)w->ids->len, put_id, w->ids);
}

static int write_parents(struct writer *w)
{
    w->first_page_entry = w->o->next;
    w->o->next += w->n_pages;
    for (int i = 0; i < w->n_pages; i++)
        put_page_entry(w, i);
    return pdfout_tree(w->o, NULL, w->n_pages + (int)w->annotations->len, put_parent, w);
}

static void annotation_free(gpointer data)
{
    struct annotation *a = data;
    g_ptr_array_free(a->items, TRUE);
    g_free(a);
}

struct tags *tags_write(struct pdfout *o, struct pages *p, const struct painter *painted, const int *page_objects,
                        struct diag *d)
{
    struct writer w = {.o = o, .pages = p, .painted = painted, .page_objects = page_objects,
                       .n_pages = (int)p->pages->len};
    w.infos = g_array_new(FALSE, FALSE, sizeof(struct info));
    w.next_mark = g_new(int, painted->marks->len + 1);
    w.annotations = g_ptr_array_new_with_free_func(annotation_free);
    w.ids = g_ptr_array_new();
    w.strings = g_string_chunk_new(256);
    collect(&w, p->root);
    collect_marks(&w, d);
    collect_links(&w, d);
    choose(&w);
    collect_ids(&w);
    name_notes(&w);

    struct tags *t = g_new0(struct tags, 1);
    t->n_pages = w.n_pages;
    t->annotations = g_new0(GArray *, (gsize)w.n_pages + 1);
    t->root = pdfout_reserve(o);
    for (guint i = 0; i < w.infos->len; i++) {
        const struct info *info = &g_array_index(w.infos, struct info, i);
        if (info->kept)
            put_element(&w, info, i ? info_of(&w, info->node->parent)->object : t->root);
    }
    for (guint i = 0; i < w.annotations->len; i++) {
        const struct annotation *a = g_ptr_array_index(w.annotations, i);
        put_annotation(&w, a, w.n_pages + (int)i);
        if (!t->annotations[a->page])
            t->annotations[a->page] = g_array_new(FALSE, FALSE, sizeof(int));
        g_array_append_val(t->annotations[a->page], a->object);
    }
    int parents = write_parents(&w), ids = write_ids(&w);
    pdfout_begin(o, t->root);
    pdfout_put(o, "<</Type/StructTreeRoot/K[");
    pdfout_ref(o, g_array_index(w.infos, struct info, 0).object);
    pdfout_put(o, "]/ParentTree ");
    pdfout_ref(o, parents);
    pdfout_put(o, "/ParentTreeNextKey ");
    pdfout_int(o, w.n_pages + (int)w.annotations->len);
    if (ids) {
        pdfout_put(o, "/IDTree ");
        pdfout_ref(o, ids);
    }
    pdfout_put(o, ">>");
    pdfout_end(o);

    for (guint i = 0; i < w.infos->len; i++)
        g_array_index(w.infos, struct info, i).node->painter = NULL;
    g_array_free(w.infos, TRUE);
    g_free(w.next_mark);
    g_ptr_array_free(w.annotations, TRUE);
    g_ptr_array_free(w.ids, TRUE);
    g_string_chunk_free(w.strings);
    return t;
}

void tags_free(struct tags *t)
{
    if (!t)
        return;
    for (int i = 0; i < t->n_pages; i++)
        if (t->annotations[i])
            g_array_free(t->annotations[i], TRUE);
    g_free(t->annotations);
    g_free(t);
}

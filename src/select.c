/* First who sees what: each record by its own audience and date, then those that stand or fall with another (a
   recommendation with its source, evidence with what it is about). Then what the document is about: selected
   recommendations, in the order of their sources and numbers, with the status that project.xml names and the groups that
   they belong to. Then copies of what is left (view.c), already in the order in which documents show them, so that
   stylesheets need not sort. Everything is looked up by hash: time grows with the number of records. */
#include "select.h"

#include <stdio.h>
#include <string.h>

#include "fit.h"
#include "md.h"
#include "profile.h"
#include "project.h"
#include "tree.h"
#include "view.h"
#include "view_document.h"

/* A selected recommendation. */
struct chosen {
    xmlNodePtr record, source, assessment; /* assessment: the one whose status is shown, or NULL */
    guint group_rank, rank;                /* place of the primary group; place in the document, from 1 */
    GPtrArray *groups;                     /* ids (strings of the dossier), the primary one first; empty: none */
};

struct group {
    const char *id, *parent;
    guint order, rank;
    char *label;
};

struct selection {
    struct reader r;
    xmlNodePtr document;        /* its element in project.xml */
    GPtrArray *order;           /* of xmlNodePtr: the records shown, as the document shows them */
    GHashTable *names;          /* xmlNodePtr → name by which it is sorted, owned */
    GHashTable *source_ranks;   /* source id → rank from 1 */
    GHashTable *clusters;       /* recommendation id → GPtrArray of cluster ids */
    GArray *groups;             /* of struct group, in order */
    GHashTable *firsts;         /* record id → struct chosen under which it is told in full, or NULL */
    const char *group_by;
    const char *assessor, *scale; /* whose status is shown, or NULL */
    GPtrArray *beside;          /* of struct beside: whose status stands beside it */
    xmlNodePtr row;             /* of limits and sections (profile.h), or NULL */
    GHashTable *forms;          /* fit.h, or NULL */
    gboolean only_follow_up;    /* of what the document answers, only what was selected for follow-up */
};

/* A further assessor, as the institution beside the State. */
struct beside {
    const char *assessor, *scale;
    GHashTable *latest;         /* id of a recommendation → its latest assessment */
};

/* ---- Who sees what ---- */

static const char *const kinds[] = {"source", "institution", "submitter", "recommendation", "cluster", "action",
                                    "indicator", "evidence", "assessment", "consultation", "obligation", "question",
                                    "issue", "answer", "treaty", "table", NULL};

static int kind_rank(const xmlNode *record)
{
    int i = 0;

    while (kinds[i] && strcmp(kinds[i], (const char *)record->name))
        i++;
    return i;
}

static gboolean may_see(const struct selection *s, xmlNodePtr record)
{
    const char *audience = tree_get(record, "audience");

    if (!audience && tree_is(record, "evidence") && tree_has(record, "type", "testimony"))
        audience = "restricted"; /* what people told about themselves is closed until somebody opens it */
    if (!view_reads(&s->r, audience))
        return FALSE;
    if (tree_has(record, "consent", "withheld") && !view_reads(&s->r, "restricted"))
        return FALSE;
    return !view_is_newer(&s->r, tree_get(record, "date"));
}

/* Does any of these children lead to a record that is shown? TRUE as well when there are none. */
static gboolean leads_somewhere(const struct selection *s, xmlNodePtr record, const char *element)
{
    xmlNodePtr first = tree_first(record, element);

    for (xmlNodePtr node = first; node; node = tree_next(node))
        if (view_shows(&s->r, tree_get(node, "ref")))
            return TRUE;
    return !first;
}

/* Is an answer meant for this document? */
static gboolean is_for(const struct selection *s, xmlNodePtr answer)
{
    xmlNodePtr first = tree_first(answer, "for");

    for (xmlNodePtr node = first; node; node = tree_next(node))
        if (tree_has(node, "document", tree_get(s->document, "id")))
            return TRUE;
    return !first;
}

/* What says nothing, or would tell of something hidden, without what it hangs on. */
static gboolean stands(const struct selection *s, xmlNodePtr record)
{
    xmlNodePtr from;

    if (tree_is(record, "recommendation") || tree_is(record, "question")) {
        from = tree_first(record, "from");
        return !from || !tree_get(from, "source") || view_shows(&s->r, tree_get(from, "source"));
    }
    if (tree_is(record, "cluster"))
        return leads_somewhere(s, record, "member");
    if (tree_is(record, "assessment") && !view_shows(&s->r, tree_get(record, "assessor")))
        return FALSE;
    if (tree_is(record, "answer") && !is_for(s, record))
        return FALSE;
    if (tree_is(record, "action") || tree_is(record, "evidence") || tree_is(record, "assessment") || tree_is(record, "issue") ||
        tree_is(record, "answer"))
        return leads_somewhere(s, record, "about");
    return TRUE;
}

static void find_visible(struct selection *s)
{
    guint n;
    const xmlNodePtr *records = dossier_records(s->r.dossier, &n);

    for (guint i = 0; i < n; i++)
        if (tree_get(records[i], "id") && may_see(s, records[i]))
            g_hash_table_add(s->r.visible, (gpointer)tree_get(records[i], "id"));
    for (int kind = 0; kinds[kind]; kind++) /* each kind hangs on kinds before it */
        for (guint i = 0; i < n; i++) {
            const char *id = tree_get(records[i], "id");

            if (kind_rank(records[i]) == kind && view_shows(&s->r, id) && dossier_record(s->r.dossier, id) == records[i] &&
                !stands(s, records[i]))
                g_hash_table_remove(s->r.visible, id);
        }
    for (guint i = 0; i < n; i++) {
        const char *id = tree_get(records[i], "id");

        if (view_shows(&s->r, id) && dossier_record(s->r.dossier, id) == records[i])
            g_ptr_array_add(s->order, records[i]);
    }
}

/* ---- What the document is about ---- */

static gboolean is_below(const struct selection *s, const char *theme, const char *above)
{
    for (int depth = 0; theme && depth < 8; depth++) {
        const struct term *term;

        if (!strcmp(theme, above))
            return TRUE;
        term = vocabulary_term(s->r.vocabularies, "themes", theme);
        theme = term ? term->parent : NULL;
    }
    return FALSE;
}

static gboolean has_theme(const struct selection *s, xmlNodePtr record, const char *wanted)
{
    for (xmlNodePtr theme = tree_first(record, "theme"); theme; theme = tree_next(theme))
        if (is_below(s, tree_get(theme, "ref"), wanted))
            return TRUE;
    return FALSE;
}

static gboolean has_child(xmlNodePtr record, const char *name, const char *attribute, const char *value)
{
    for (xmlNodePtr node = tree_first(record, name); node; node = tree_next(node))
        if (tree_has(node, attribute, value))
            return TRUE;
    return FALSE;
}

static gboolean fits(const struct selection *s, xmlNodePtr record, xmlNodePtr source, xmlNodePtr select)
{
    xmlNodePtr from = tree_first(record, "from"), position = tree_first(record, "position");

    for (xmlAttrPtr a = select->properties; a; a = a->next) {
        const char *name = (const char *)a->name, *wanted = a->children ? (const char *)a->children->content : "";

        if (a->ns)
            continue;
        if (!strcmp(name, "theme") ? !has_theme(s, record, wanted)
            : !strcmp(name, "kind") ? !tree_has(record, "kind", wanted)
            : !strcmp(name, "position") ? !position || !tree_has(position, "value", wanted)
            : !strcmp(name, "follow-up") ? !tree_first(record, "follow-up") != !strcmp(wanted, "no")
            : !strcmp(name, "group") ? !has_child(record, "group", "ref", wanted)
            : !strcmp(name, "treaty") ? !has_child(record, "article", "treaty", wanted)
            : !strcmp(name, "source") ? !from || !tree_has(from, "source", wanted)
                                      : !source || !tree_has(source, name, wanted)) /* body, cycle */
            return FALSE;
    }
    return TRUE;
}

static gboolean is_follow_up(const struct selection *s)
{
    return tree_has(s->document, "stage", "follow-up") || tree_has(s->document, "kind", "follow-up-report");
}

/* Without <select>: what the document answers (at the follow-up stage those selected for it, where any are), else what
   its body said, else everything. */
static gboolean is_selected_unasked(const struct selection *s, xmlNodePtr record, xmlNodePtr source)
{
    const char *answers = tree_get(s->document, "answers"), *body = tree_get(s->document, "body");

    if (answers)
        return source && tree_has(source, "id", answers) && (!s->only_follow_up || tree_first(record, "follow-up"));
    return !body || (source && tree_has(source, "body", body));
}

static gboolean is_selected(const struct selection *s, xmlNodePtr record, xmlNodePtr source)
{
    xmlNodePtr first = tree_first(s->document, "select");

    if (!first)
        return is_selected_unasked(s, record, source);

    for (xmlNodePtr select = first; select; select = tree_next(select))
        if (fits(s, record, source, select))
            return TRUE;
    return FALSE;
}

static void chosen_free(gpointer data)
{
    struct chosen *c = data;

    g_ptr_array_unref(c->groups);
    g_free(c);
}

static void add_unique(GPtrArray *groups, const char *id)
{
    for (guint i = 0; i < groups->len; i++)
        if (!strcmp(groups->pdata[i], id))
            return;
    g_ptr_array_add(groups, (gpointer)id);
}

static void add_children(GPtrArray *groups, xmlNodePtr record, const char *element, const struct selection *must_show)
{
    for (xmlNodePtr node = tree_first(record, element); node; node = tree_next(node)) {
        const char *id = tree_get(node, "ref");

        if (id && (!must_show || view_shows(&must_show->r, id)))
            add_unique(groups, id);
    }
}

/* An article is known as "CAT-11": its treaty, its number without a paragraph. Made names live as long as the program;
   there are only so many articles. */
static void add_articles(GPtrArray *groups, xmlNodePtr record)
{
    for (xmlNodePtr node = tree_first(record, "article"); node; node = tree_next(node)) {
        const char *treaty = tree_get(node, "treaty"), *ref = tree_get(node, "ref");
        char *id = treaty && ref ? g_strdup_printf("%s-%.*s", treaty, (int)strcspn(ref, " ."), ref) : NULL;

        if (id)
            add_unique(groups, g_intern_string(id));
        g_free(id);
    }
}

static void find_groups(const struct selection *s, struct chosen *c)
{
    GPtrArray *clusters;

    if (!strcmp(s->group_by, "theme")) {
        add_children(c->groups, c->record, "theme", NULL);
    } else if (!strcmp(s->group_by, "sdg")) {
        add_children(c->groups, c->record, "sdg", NULL);
    } else if (!strcmp(s->group_by, "source")) {
        if (c->source)
            g_ptr_array_add(c->groups, (gpointer)tree_get(c->source, "id"));
    } else if (!strcmp(s->group_by, "article")) {
        add_articles(c->groups, c->record);
    } else if (!strcmp(s->group_by, "institution")) {
        add_children(c->groups, c->record, "lead", s);
        add_children(c->groups, c->record, "support", s);
    } else if ((clusters = g_hash_table_lookup(s->clusters, tree_get(c->record, "id")))) {
        for (guint i = 0; i < clusters->len; i++)
            add_unique(c->groups, clusters->pdata[i]);
    }
}

static void find_clusters(struct selection *s)
{
    for (guint i = 0; i < s->order->len; i++) {
        xmlNodePtr cluster = s->order->pdata[i];

        for (xmlNodePtr member = tree_is(cluster, "cluster") ? tree_first(cluster, "member") : NULL; member; member = tree_next(member)) {
            const char *id = tree_get(member, "ref");
            GPtrArray *of = g_hash_table_lookup(s->clusters, id);

            if (!of) {
                of = g_ptr_array_new();
                g_hash_table_insert(s->clusters, (gpointer)id, of);
            }
            g_ptr_array_add(of, (gpointer)tree_get(cluster, "id"));
        }
    }
}

static void find_follow_up(struct selection *s)
{
    const char *answers = tree_get(s->document, "answers");

    for (guint i = 0; answers && is_follow_up(s) && i < s->order->len; i++) {
        xmlNodePtr record = s->order->pdata[i], from = tree_first(record, "from");

        s->only_follow_up |= tree_is(record, "recommendation") && tree_first(record, "follow-up") && from &&
                             tree_has(from, "source", answers);
    }
}

static void choose_recommendations(struct selection *s)
{
    find_follow_up(s);
    for (guint i = 0; i < s->order->len; i++) {
        xmlNodePtr record = s->order->pdata[i], from, source;
        struct chosen *c;

        if (!tree_is(record, "recommendation"))
            continue;
        from = tree_first(record, "from");
        source = from && tree_get(from, "source") ? dossier_record(s->r.dossier, tree_get(from, "source")) : NULL;
        if (!is_selected(s, record, source))
            continue;
        c = g_new0(struct chosen, 1);
        c->record = record;
        c->source = source;
        c->groups = g_ptr_array_new();
        find_groups(s, c);
        g_hash_table_insert(s->r.selected, (gpointer)tree_get(record, "id"), c);
    }
}

/* ---- Groups ---- */

static int compare_groups(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct selection *s = data;
    const struct group *x = a, *y = b;
    gboolean by_name = !strcmp(s->group_by, "institution");

    if (!by_name && x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return by_name ? l10n_compare(s->r.l10n, x->label, y->label) : l10n_compare_natural(x->id, y->id);
}

/* "CAT, article 11: Custody and treatment of detained persons", under its treaty. */
static void label_article(const struct selection *s, struct group *g)
{
    const char *dash = strrchr(g->id, '-');
    char *treaty = g_strndup(g->id, dash ? (gsize)(dash - g->id) : 0);
    const struct term *above = vocabulary_term(s->r.vocabularies, "treaties", treaty);
    const struct term *article = vocabulary_term(s->r.vocabularies, "articles", g->id);

    g->order = above ? above->order : G_MAXUINT;
    g->parent = above ? above->id : NULL;
    g->label = l10n_words(s->r.l10n, article ? "group.article-titled" : "group.article", "treaty",
                          above ? term_short(above, s->r.lang) : treaty, "article", dash ? dash + 1 : g->id, "title",
                          article ? view_term_label(&s->r, article) : "", NULL);
    g_free(treaty);
}

/* "Committee against Torture (CAT/C/XVM/CO/3)". */
static void label_source(const struct selection *s, struct group *g)
{
    xmlNodePtr source = dossier_record(s->r.dossier, g->id);
    const char *symbol = source ? tree_get(source, "symbol") : NULL;
    const char *body = source ? view_label(&s->r, "bodies", tree_get(source, "body")) : NULL;
    gboolean titled = !body || (source && tree_has(source, "kind", "special-procedure")); /* a mandate says more than "special procedures" */
    char *name = titled ? view_name(&s->r, g->id) : g_strdup(body);

    g->label = symbol ? l10n_words(s->r.l10n, "group.source", "name", name, "symbol", symbol, NULL) : g_strdup(name);
    g->order = GPOINTER_TO_UINT(g_hash_table_lookup(s->source_ranks, g->id));
    g_free(name);
}

static void label_goal(const struct selection *s, struct group *g)
{
    const struct term *term = vocabulary_term(s->r.vocabularies, "sdg", g->id);

    g->parent = term ? term->parent : NULL;
    g->order = term ? term->order : G_MAXUINT;
    g->label = l10n_words(s->r.l10n, strchr(g->id, '.') ? "group.target" : "group.goal", "number", g->id, "title",
                          term ? view_term_label(&s->r, term) : g->id, NULL);
}

static struct group make_group(const struct selection *s, const char *id)
{
    struct group g = {.id = id};
    const struct term *term = strcmp(s->group_by, "theme") ? NULL : vocabulary_term(s->r.vocabularies, "themes", id);
    guint n;
    const xmlNodePtr *records;

    if (!strcmp(s->group_by, "theme")) {
        g.label = g_strdup(term ? view_term_label(&s->r, term) : id);
        g.order = term ? term->order : G_MAXUINT;
        g.parent = term ? term->parent : NULL;
        return g;
    }
    if (!strcmp(s->group_by, "article") || !strcmp(s->group_by, "source") || !strcmp(s->group_by, "sdg")) {
        (!strcmp(s->group_by, "article") ? label_article : !strcmp(s->group_by, "source") ? label_source : label_goal)(s, &g);
        return g;
    }
    g.label = view_name(&s->r, id);
    records = !strcmp(s->group_by, "cluster") ? dossier_records(s->r.dossier, &n) : NULL;
    for (guint i = 0; records && i < n; i++) /* clusters are few */
        if (!g_strcmp0(tree_get(records[i], "id"), id))
            g.order = i;
    return g;
}

static void free_group(gpointer data)
{
    g_free(((struct group *)data)->label);
}

/* The groups that selected recommendations belong to, in order; the ungrouped come last. Each recommendation learns the
   place of its primary group. */
static void order_groups(struct selection *s)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal), *ranks = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean ungrouped = FALSE;
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, s->r.selected);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct chosen *c = value;

        ungrouped |= !c->groups->len;
        for (guint i = 0; i < c->groups->len; i++)
            if (g_hash_table_add(seen, c->groups->pdata[i])) {
                struct group g = make_group(s, c->groups->pdata[i]);

                g_array_append_val(s->groups, g);
            }
    }
    g_array_sort_with_data(s->groups, compare_groups, s);
    if (ungrouped) {
        char *key = g_strconcat("group.none-", s->group_by, NULL);
        struct group g = {.id = "none", .label = l10n_words(s->r.l10n, key, NULL)};

        g_array_append_val(s->groups, g);
        g_free(key);
    }
    for (guint i = 0; i < s->groups->len; i++)
        g_hash_table_insert(ranks, (gpointer)g_array_index(s->groups, struct group, i).id, GUINT_TO_POINTER(i));
    g_hash_table_iter_init(&iter, s->r.selected);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        struct chosen *c = value;

        c->group_rank = GPOINTER_TO_UINT(g_hash_table_lookup(ranks, c->groups->len ? c->groups->pdata[0] : "none"));
    }
    g_hash_table_destroy(seen);
    g_hash_table_destroy(ranks);
}

/* The latest assessment of the assessor on the scale; of two on one day, the later in the files. */
static void find_status(struct selection *s)
{
    for (guint i = 0; s->assessor && i < s->order->len; i++) {
        xmlNodePtr assessment = s->order->pdata[i];

        if (!tree_is(assessment, "assessment") || !tree_has(assessment, "assessor", s->assessor) ||
            !tree_has(assessment, "scale", s->scale))
            continue;
        for (xmlNodePtr about = tree_first(assessment, "about"); about; about = tree_next(about)) {
            struct chosen *c = g_hash_table_lookup(s->r.selected, tree_get(about, "ref"));

            if (c && (!c->assessment || g_strcmp0(tree_get(assessment, "date"), tree_get(c->assessment, "date")) >= 0))
                c->assessment = assessment;
        }
    }
}

static void find_beside(struct selection *s)
{
    for (guint b = 0; b < s->beside->len; b++) {
        struct beside *beside = s->beside->pdata[b];

        for (guint i = 0; i < s->order->len; i++) {
            xmlNodePtr assessment = s->order->pdata[i];

            if (!tree_is(assessment, "assessment") || !tree_has(assessment, "assessor", beside->assessor) ||
                !tree_has(assessment, "scale", beside->scale))
                continue;
            for (xmlNodePtr about = tree_first(assessment, "about"); about; about = tree_next(about)) {
                xmlNodePtr known = g_hash_table_lookup(beside->latest, tree_get(about, "ref"));

                if (!known || g_strcmp0(tree_get(assessment, "date"), tree_get(known, "date")) >= 0)
                    g_hash_table_insert(beside->latest, (gpointer)tree_get(about, "ref"), assessment);
            }
        }
    }
}

static void beside_free(gpointer data)
{
    struct beside *beside = data;

    g_hash_table_destroy(beside->latest);
    g_free(beside);
}

/* ---- Order ---- */

static guint body_order(const struct selection *s, const xmlNode *source)
{
    const char *body = tree_get(source, "body");
    const struct term *term = body ? vocabulary_term(s->r.vocabularies, "bodies", body) : NULL;

    return term ? term->order : G_MAXUINT;
}

static int compare_sources(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct selection *s = data;
    const xmlNode *x = *(xmlNodePtr *)a, *y = *(xmlNodePtr *)b;
    guint i = body_order(s, x), j = body_order(s, y);
    int order = i == j ? g_strcmp0(tree_get(x, "date"), tree_get(y, "date")) : i < j ? -1 : 1;

    return order ? order : g_strcmp0(tree_get(x, "id"), tree_get(y, "id"));
}

static void rank_sources(struct selection *s)
{
    GPtrArray *sources = g_ptr_array_new();

    for (guint i = 0; i < s->order->len; i++)
        if (tree_is(s->order->pdata[i], "source"))
            g_ptr_array_add(sources, s->order->pdata[i]);
    g_ptr_array_sort_with_data(sources, compare_sources, s);
    for (guint i = 0; i < sources->len; i++)
        g_hash_table_insert(s->source_ranks, (gpointer)tree_get(sources->pdata[i], "id"), GUINT_TO_POINTER(i + 1));
    g_ptr_array_unref(sources);
}

static const struct chosen *lookup_chosen(const struct selection *s, const xmlNode *record)
{
    const char *id = tree_get(record, "id");

    return id ? g_hash_table_lookup(s->r.selected, id) : NULL;
}

static guint source_rank(const struct selection *s, const xmlNode *record)
{
    xmlNodePtr from = tree_first(record, "from");
    const char *id = tree_is(record, "source") ? tree_get(record, "id") : from ? tree_get(from, "source") : NULL;

    return id ? GPOINTER_TO_UINT(g_hash_table_lookup(s->source_ranks, id)) : 0;
}

static const char *number_of(const xmlNode *record)
{
    xmlNodePtr from = tree_first(record, "from");
    const char *number = from ? tree_get(from, "number") : NULL;

    return number ? number : "";
}

/* Measures by when they begin, the undated last. */
static const char *start_of(const xmlNode *action)
{
    xmlNodePtr period = tree_first(action, "period");
    const char *start = period ? tree_get(period, "start") : NULL;

    return start ? start : period && tree_get(period, "due") ? tree_get(period, "due") : "9999";
}

static int indicator_rank(const xmlNode *indicator)
{
    return tree_has(indicator, "kind", "structural") ? 0 : tree_has(indicator, "kind", "process") ? 1 : 2;
}

static int compare_records(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct selection *s = data;
    const xmlNode *x = *(xmlNodePtr *)a, *y = *(xmlNodePtr *)b;
    int order = kind_rank(x) - kind_rank(y);

    if (order)
        return order;
    if (tree_is(x, "source") || tree_is(x, "recommendation") || tree_is(x, "question")) {
        const struct chosen *c = lookup_chosen(s, x), *e = lookup_chosen(s, y);
        guint i = source_rank(s, x), j = source_rank(s, y);

        if (!c != !e) /* the document's own before those that are only named */
            return c ? -1 : 1;
        if (c && c->group_rank != e->group_rank)
            return c->group_rank < e->group_rank ? -1 : 1;
        order = i == j ? l10n_compare_natural(number_of(x), number_of(y)) : i < j ? -1 : 1;
    } else if (tree_is(x, "institution") || tree_is(x, "submitter")) {
        order = l10n_compare(s->r.l10n, g_hash_table_lookup(s->names, x), g_hash_table_lookup(s->names, y));
    } else if (tree_is(x, "action")) {
        order = strcmp(start_of(x), start_of(y));
    } else if (tree_is(x, "indicator")) {
        order = indicator_rank(x) - indicator_rank(y);
    } else if (tree_is(x, "evidence") || tree_is(x, "assessment") || tree_is(x, "consultation")) {
        order = g_strcmp0(tree_get(x, "date"), tree_get(y, "date"));
    } else if (tree_is(x, "obligation")) {
        order = g_strcmp0(tree_get(x, "due"), tree_get(y, "due"));
    }
    return order;
}

/* Records keep the order of their files where nothing else decides: g_ptr_array_sort is not stable, so ties are broken
   by where they stood. */
struct ranked {
    xmlNodePtr record;
    guint at;
};

static int compare_ranked(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct ranked *x = a, *y = b;
    int order = compare_records(&x->record, &y->record, data);

    return order ? order : x->at < y->at ? -1 : x->at > y->at;
}

static void sort_records(struct selection *s)
{
    GArray *ranked = g_array_new(FALSE, FALSE, sizeof(struct ranked));

    for (guint i = 0; i < s->order->len; i++) {
        struct ranked entry = {s->order->pdata[i], i};

        g_array_append_val(ranked, entry);
        if (tree_is(entry.record, "institution") || tree_is(entry.record, "submitter"))
            g_hash_table_insert(s->names, entry.record, view_name(&s->r, tree_get(entry.record, "id")));
    }
    g_array_sort_with_data(ranked, compare_ranked, s);
    for (guint i = 0; i < ranked->len; i++)
        s->order->pdata[i] = g_array_index(ranked, struct ranked, i).record;
    g_array_unref(ranked);
}

/* ---- Where a measure is told in full ---- */

static struct chosen *earlier(struct chosen *a, struct chosen *b)
{
    return !a ? b : !b || a->rank < b->rank ? a : b;
}

/* The first selected recommendation, in the order of the document, that a record is about: directly, through a cluster,
   or through the action or indicator that it is about. */
static struct chosen *find_first(struct selection *s, const char *id, int depth)
{
    xmlNodePtr record = view_shows(&s->r, id) ? dossier_record(s->r.dossier, id) : NULL;
    struct chosen *first = NULL;
    gpointer known;

    if (!record || depth > 3)
        return NULL;
    if (tree_is(record, "recommendation"))
        return g_hash_table_lookup(s->r.selected, id);
    if (g_hash_table_lookup_extended(s->firsts, id, NULL, &known))
        return known;
    for (xmlNodePtr node = record->children; node; node = node->next)
        if (tree_is(node, "about") || tree_is(node, "member"))
            first = earlier(first, find_first(s, tree_get(node, "ref"), depth + 1));
    g_hash_table_insert(s->firsts, (gpointer)tree_get(record, "id"), first);
    return first;
}

/* For figures in prose: the status shown of a selected recommendation; whether a record is told in this document. */
static const char *status_of(const struct reader *r, const char *id)
{
    const struct chosen *c = g_hash_table_lookup(r->selected, id);

    return c && c->assessment ? tree_get(c->assessment, "value") : "not-assessed";
}

static gboolean concerns(struct reader *r, const char *id)
{
    return find_first((struct selection *)r, id, 0) != NULL;
}

static void number_chosen(struct selection *s)
{
    guint rank = 0;

    for (guint i = 0; i < s->order->len; i++) {
        struct chosen *c = (struct chosen *)lookup_chosen(s, s->order->pdata[i]);

        if (c && tree_is(s->order->pdata[i], "recommendation"))
            c->rank = ++rank;
    }
}

/* ---- Writing the view ---- */

static void set_take(xmlNodePtr node, const char *name, char *value)
{
    if (value)
        tree_set(node, name, value);
    g_free(value);
}

static void add_scale(struct selection *s, const char *name, xmlNodePtr status)
{
    const GPtrArray *values = scale_values(s->r.vocabularies, name);
    xmlNodePtr scale;

    for (guint i = 0; values && i < values->len; i++) {
        const struct term *term = values->pdata[i];
        xmlNodePtr value = tree_add(status, "value");

        tree_set(value, "id", term->id);
        tree_set(value, "tone", term->tone ? term->tone : "neutral");
        tree_set(value, "label", view_term_label(&s->r, term));
    }
    if (values && values->len && (scale = ((const struct term *)values->pdata[0])->node))
        set_take(status, "label", scale->parent ? view_text(&s->r, scale->parent, "label") : NULL);
}

static void add_assessor(struct selection *s, xmlNodePtr project, const char *element, const char *assessor, const char *scale)
{
    xmlNodePtr status = tree_add(project, element);

    tree_set(status, "assessor", assessor);
    tree_set(status, "scale", scale);
    set_take(status, "name", view_name(&s->r, assessor));
    add_scale(s, scale, status);
}

/* The State's name as project.xml has it, marked where it is in another language; else the vocabulary's. */
static void add_state_name(const struct selection *s, xmlNodePtr project, const char *attribute, const char *usual)
{
    xmlNodePtr state = tree_first(project_element(s->r.dossier), "state");
    char *own = state ? view_text(&s->r, state, attribute) : NULL;

    tree_set(project, attribute, own && *own ? own : usual);
    g_free(own);
}

static void add_project(struct selection *s, xmlNodePtr view)
{
    static const char *const texts[] = {"title", "subtitle", "symbol", "issuer"};
    static const char *const settings[] = {"marks", "line-numbers", "notes", "job"};
    xmlNodePtr project = tree_add(view, "project"), node;

    tree_set(project, "id", tree_get(project_element(s->r.dossier), "id") ? tree_get(project_element(s->r.dossier), "id") : "");
    tree_set(project, "state", project_state(s->r.dossier));
    add_state_name(s, project, "name", project_state_name(s->r.dossier, s->r.lang));
    add_state_name(s, project, "short", project_state_short(s->r.dossier, s->r.lang));
    tree_set(project, "group-by", s->group_by);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        char *text = view_text(&s->r, s->document, texts[i]);

        if (text && *text)
            tree_add_text(project, texts[i], text);
        g_free(text);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(settings); i++)
        if (tree_get(s->document, settings[i]))
            tree_set(project, settings[i], tree_get(s->document, settings[i]));
    if (!tree_get(project, "notes"))
        tree_set(project, "notes", s->row && tree_get(s->row, "notes") ? tree_get(s->row, "notes") : "foot");
    if ((node = tree_first(s->document, "logo"))) {
        xmlNodePtr logo = tree_add(project, "logo");

        tree_set(logo, "href", tree_get(node, "href"));
        tree_set(logo, "alt", tree_get(node, "alt"));
    }
    for (node = tree_first(s->document, "select"); node; node = tree_next(node)) {
        xmlNodePtr select = tree_add(project, "select");

        for (xmlAttrPtr a = node->properties; a; a = a->next)
            if (!a->ns)
                tree_set(select, (const char *)a->name, a->children ? (const char *)a->children->content : "");
    }
    if (s->assessor)
        add_assessor(s, project, "status", s->assessor, s->scale);
    for (guint i = 0; i < s->beside->len; i++) {
        const struct beside *beside = s->beside->pdata[i];

        add_assessor(s, project, "beside", beside->assessor, beside->scale);
    }
    view_add_document(&s->r, s->document, project);
}

static char *parent_label(const struct selection *s, const char *parent)
{
    if (!strcmp(s->group_by, "sdg"))
        return l10n_words(s->r.l10n, "group.goal", "number", parent, "title", view_label(&s->r, "sdg", parent), NULL);
    return g_strdup(view_label(&s->r, !strcmp(s->group_by, "article") ? "treaties" : "themes", parent));
}

static void add_groups(struct selection *s, xmlNodePtr view)
{
    xmlNodePtr groups = tree_add(view, "groups");

    for (guint i = 0; i < s->groups->len; i++) {
        const struct group *g = &g_array_index(s->groups, struct group, i);
        xmlNodePtr node = tree_add(groups, "group");

        tree_set(node, "id", g->id);
        tree_set(node, "label", g->label);
        if (g->parent) {
            tree_set(node, "parent", g->parent);
            set_take(node, "parent-label", parent_label(s, g->parent));
        }
    }
}

static void add_status(struct selection *s, const xmlNode *assessment, const char *scale, xmlNodePtr status)
{
    const char *value = assessment ? tree_get(assessment, "value") : NULL;
    const struct term *term = value ? scale_value(s->r.vocabularies, scale, value) : NULL;

    if (!value) {
        tree_set(status, "value", "not-assessed");
        tree_set(status, "tone", "none");
        set_take(status, "label", l10n_words(s->r.l10n, "status.not-assessed", NULL));
        return;
    }
    tree_set(status, "value", value);
    tree_set(status, "tone", term && term->tone ? term->tone : "neutral");
    tree_set(status, "label", term ? view_term_label(&s->r, term) : value);
    tree_set(status, "scale", scale);
    tree_set(status, "date", tree_get(assessment, "date"));
    tree_set(status, "origin", tree_get(assessment, "id"));
}

/* How its answer stands: the choice of the fit file, else in full. */
static void set_form(const struct selection *s, xmlNodePtr copy)
{
    const char *form = s->forms ? g_hash_table_lookup(s->forms, tree_get(copy, "id")) : NULL;

    tree_set(copy, "form", form ? form : "full");
}

static void add_chosen(struct selection *s, const struct chosen *c, xmlNodePtr copy)
{
    char text[16];

    g_snprintf(text, sizeof text, "%u", c->rank);
    tree_set(copy, "selected", "yes");
    tree_set(copy, "rank", text);
    for (guint i = 0; i < MAX(c->groups->len, 1); i++) {
        xmlNodePtr place = tree_add(copy, "place");

        tree_set(place, "group", c->groups->len ? c->groups->pdata[i] : "none");
        tree_set(place, "primary", i ? "no" : "yes");
    }
    set_form(s, copy);
    add_status(s, c->assessment, s->scale, tree_add(copy, "status"));
    for (guint i = 0; i < s->beside->len; i++) {
        const struct beside *beside = s->beside->pdata[i];
        xmlNodePtr status = tree_add(copy, "beside");

        tree_set(status, "assessor", beside->assessor);
        add_status(s, g_hash_table_lookup(beside->latest, tree_get(copy, "id")), beside->scale, status);
    }
}

/* A question of the list that the document answers. */
static gboolean is_asked(const struct selection *s, xmlNodePtr question)
{
    xmlNodePtr from = tree_first(question, "from");

    return tree_get(s->document, "answers") && from && tree_has(from, "source", tree_get(s->document, "answers"));
}

static void add_records(struct selection *s, xmlNodePtr view)
{
    xmlNodePtr records = tree_add(view, "records");

    for (guint i = 0; i < s->order->len; i++) {
        xmlNodePtr copy = view_add_record(&s->r, s->order->pdata[i], records);
        const struct chosen *c = copy ? lookup_chosen(s, copy) : NULL;

        if (c) {
            add_chosen(s, c, copy);
            continue;
        }
        if (copy && tree_is(copy, "question") && is_asked(s, s->order->pdata[i])) {
            tree_set(copy, "selected", "yes");
            set_form(s, copy);
        }
        c = copy ? find_first(s, tree_get(copy, "id"), 0) : NULL;
        if (c)
            tree_set(copy, "first", tree_get(c->record, "id"));
    }
}

static void add_narratives(struct selection *s, xmlNodePtr view)
{
    xmlNodePtr narratives = tree_add(view, "narratives");

    for (xmlNodePtr node = tree_first(s->document, "narrative"); node; node = tree_next(node)) {
        const char *section = tree_get(node, "section");
        char *file = project_narrative_file(s->r.dossier, tree_get(node, "file"), s->r.lang), *path = g_build_filename(dossier_folder(s->r.dossier), file, NULL);
        char *prefix = g_strconcat("sec-", section, NULL), *text = NULL;
        xmlNodePtr narrative = tree_add(narratives, "narrative");

        tree_set(narrative, "section", section);
        if (!g_file_get_contents(path, &text, NULL, NULL) || !g_utf8_validate(text, -1, NULL)) {
            diag_report(s->r.diag, R418, dossier_attribute_place(node, "file"), NULL, "file", file, NULL);
            s->r.failed = TRUE;
        } else {
            struct md_text md = {g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text, file, 1, 1, NULL, prefix};

            narrative->ns = s->r.document;
            if (md_read(&md, &s->r.md, narrative) < 0)
                s->r.failed = TRUE;
            narrative->ns = s->r.records;
            if (!strcmp(file, tree_get(node, "file"))) /* there is none in the document's language */
                view_mark_blocks(&s->r, narrative, project_default_language(s->r.dossier));
        }
        g_free(text);
        g_free(path);
        g_free(prefix);
        g_free(file);
    }
}

static xmlDocPtr write_view(struct selection *s)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr view = xmlNewDocNode(doc, NULL, BAD_CAST "view", NULL);

    xmlDocSetRootElement(doc, view);
    s->r.records = xmlNewNs(view, BAD_CAST RECORDS_NAMESPACE, NULL);
    s->r.document = xmlNewNs(view, BAD_CAST DOCUMENT_NAMESPACE, BAD_CAST "d");
    xmlSetNs(view, s->r.records);
    tree_set(view, "lang", s->r.lang);
    set_take(view, "original", l10n_language_name(s->r.l10n, project_default_language(s->r.dossier)));
    tree_set(view, "dir", l10n_is_rtl(s->r.l10n) ? "rtl" : "ltr");
    tree_set(view, "document", tree_get(s->document, "id"));
    tree_set(view, "kind", tree_get(s->document, "kind"));
    tree_set(view, "style", profile_style(s->row, s->document));
    tree_set(view, "audience", s->r.audience);
    tree_set(view, "as-of", s->r.as_of);
    add_project(s, view);
    view_add_articles(&s->r, tree_get(s->document, "body"), view);
    add_groups(s, view);
    add_records(s, view);
    add_narratives(s, view);
    view_add_profile(&s->r, s->document, s->row, view);
    return doc;
}

/* Contributions, statements and documents that answer a list go through recommendations as their source has them, all others by theme. */
static const char *usual_grouping(const char *kind)
{
    static const char *const in_order[] = {"state-report", "state-report-simplified", "replies", "follow-up-report",
                                           "core-document", "responsibility-table", NULL};

    return kind && (g_str_has_suffix(kind, "-contribution") || g_str_has_suffix(kind, "-statement") || g_strv_contains(in_order, kind))
               ? "source" : "theme";
}

static void read_choices(struct selection *s)
{
    xmlNodePtr group = tree_first(s->document, "group"), status = tree_first(s->document, "status");

    s->group_by = group && tree_get(group, "by") ? tree_get(group, "by") : usual_grouping(tree_get(s->document, "kind"));
    if (!status)
        status = tree_first(project_element(s->r.dossier), "assessment");
    if (status) {
        s->assessor = tree_get(status, "assessor");
        s->scale = tree_get(status, "scale");
    }
    for (status = status && tree_is(status, "status") ? tree_next(status) : NULL; status; status = tree_next(status)) {
        struct beside *beside = g_new0(struct beside, 1);

        beside->assessor = tree_get(status, "assessor");
        beside->scale = tree_get(status, "scale");
        beside->latest = g_hash_table_new(g_str_hash, g_str_equal);
        g_ptr_array_add(s->beside, beside);
    }
    s->row = profile_of_document(s->r.dossier, s->document, NULL);
    if (s->forms)
        return; /* somebody tries out a choice */
    s->forms = fit_read(s->r.dossier, tree_get(s->document, "id"), s->r.lang, &s->r.failed, s->r.diag);
}

xmlDocPtr select_view(const struct dossier *dossier, xmlNodePtr document_element, const char *lang,
                      const char *audience, const struct l10n *l10n, struct diag *d)
{
    return select_view_with(dossier, document_element, lang, audience, NULL, l10n, d);
}

xmlDocPtr select_view_with(const struct dossier *dossier, xmlNodePtr document_element, const char *lang, const char *audience,
                           GHashTable *forms, const struct l10n *l10n, struct diag *d)
{
    struct selection s = {
        .r = {.dossier = dossier, .vocabularies = dossier_vocabularies(dossier), .l10n = l10n, .diag = d, .lang = lang,
              .default_lang = project_default_language(dossier), .audience = audience, .as_of = project_as_of(dossier),
              .visible = g_hash_table_new(g_str_hash, g_str_equal),
              .selected = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, chosen_free)},
        .document = document_element,
        .forms = forms ? g_hash_table_ref(forms) : NULL,
        .order = g_ptr_array_new(),
        .names = g_hash_table_new_full(NULL, NULL, NULL, g_free),
        .source_ranks = g_hash_table_new(g_str_hash, g_str_equal),
        .beside = g_ptr_array_new_with_free_func(beside_free),
        .groups = g_array_new(FALSE, FALSE, sizeof(struct group)),
        .firsts = g_hash_table_new(g_str_hash, g_str_equal),
        .clusters = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref),
    };
    xmlDocPtr view;

    g_array_set_clear_func(s.groups, free_group);
    read_choices(&s);
    s.r.document_element = document_element;
    s.r.shown = s.order;
    s.r.scale = s.scale;
    s.r.status = status_of;
    s.r.concerns = concerns;
    view_host_markdown(&s.r);
    find_visible(&s);
    rank_sources(&s);
    find_clusters(&s);
    choose_recommendations(&s);
    order_groups(&s);
    find_status(&s);
    find_beside(&s);
    sort_records(&s);
    number_chosen(&s);
    view = write_view(&s);
    if (s.r.failed) {
        xmlFreeDoc(view);
        view = NULL;
    }
    if (s.forms)
        g_hash_table_unref(s.forms);
    profile_free(s.row);
    g_ptr_array_unref(s.beside);
    g_hash_table_destroy(s.firsts);
    g_array_unref(s.groups);
    g_hash_table_destroy(s.clusters);
    g_hash_table_destroy(s.source_ranks);
    g_hash_table_destroy(s.names);
    g_hash_table_destroy(s.r.selected);
    g_hash_table_destroy(s.r.visible);
    g_ptr_array_unref(s.order);
    return view;
}

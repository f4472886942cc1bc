/* One walk over the resolved document says which ids paragraphs with words rest on; the rest is looked up in the records. */
#include "coverage.h"

#include <string.h>

#include "dossier.h"
#include "project.h"
#include "trace.h"
#include "tree.h"
#include "vocabulary.h"

const char *coverage_kind_name(enum coverage_kind kind)
{
    static const char *const names[] = {"questions of the list of issues", "supported recommendations", "noted recommendations",
                                        "recommendations without a position", "selected for follow-up", "articles"};

    return names[kind];
}

const char *coverage_state_name(enum coverage_state state)
{
    static const char *const names[] = {"answered", "partly", "not"};

    return names[state];
}

/* ---- What the document says ---- */

static void add_ids(const char *origins, GHashTable *ids)
{
    char **all = g_strsplit(origins ? origins : "", " ", -1);

    for (char **one = all; *one; one++)
        if (**one && !strchr(*one, ':'))
            g_hash_table_add(ids, g_strdup(*one));
    g_strfreev(all);
}

void coverage_add_origins(xmlDocPtr resolved, GHashTable *ids)
{
    xmlNodePtr root = xmlDocGetRootElement(resolved);

    for (xmlNodePtr n = root->children; n; n = tree_walk(n, root))
        if (n->type == XML_ELEMENT_NODE)
            add_ids(tree_get(n, "origin"), ids);
}

/* Official wording is no answer, nor is the heading above it. */
static gboolean is_quoted(const xmlNode *n)
{
    for (; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (tree_has(n, "verbatim", "yes") || tree_is(n, "heading") || tree_has(n, "role", "source"))
            return TRUE;
    return FALSE;
}

static const char *nearest_origin(const xmlNode *n)
{
    for (; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (tree_get(n, "origin"))
            return tree_get(n, "origin");
    return NULL;
}

/* The ids that paragraphs with words rest on: their own origin, or that of what they stand in; rows of matrices have the
   origin of the row, and their notes their own. */
static GHashTable *told_in(xmlNodePtr within)
{
    GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (xmlNodePtr n = within; n; n = n == within && !n->children ? NULL : tree_walk(n, within)) {
        if (n->type != XML_ELEMENT_NODE || !(tree_is(n, "p") || tree_is(n, "listing")) || is_quoted(n) || !trace_says(n))
            continue;
        add_ids(nearest_origin(n), ids);
        for (xmlNodePtr inner = n->children; inner; inner = tree_walk(inner, n))
            if (inner->type == XML_ELEMENT_NODE && !tree_is(inner, "gap"))
                add_ids(tree_get(inner, "origin"), ids);
    }
    return ids;
}

/* ---- What was done ---- */

/* Of dates of different exactness only what both say is compared; what is of the same year may be newer. */
static gboolean is_newer(const char *date, const char *than)
{
    return date && (!than || strncmp(date, than, MIN(strlen(date), strlen(than))) >= 0) && g_strcmp0(date, than);
}

/* The latest day by which something was done, within the cut-off date. */
static const char *date_of(xmlNodePtr record, const char *as_of)
{
    xmlNodePtr period = tree_first(record, "period");
    const char *best = tree_get(record, "date"), *start = period ? tree_get(period, "start") : NULL;

    for (xmlNodePtr n = record->children; n; n = n->next) {
        const char *date = tree_is(n, "progress") || (tree_is(n, "milestone") && tree_has(n, "state", "reached")) ? tree_get(n, "date") : NULL;

        if (date && strcmp(date, as_of) <= 0 && (!best || strcmp(date, best) > 0))
            best = date;
    }
    return best ? best : start && strncmp(start, as_of, strlen(start)) <= 0 ? start : NULL;
}

static void point_at(GHashTable *about, const struct dossier *dossier, xmlNodePtr record, xmlNodePtr from, int depth)
{
    for (xmlNodePtr n = from->children; n && depth < 4; n = n->next) {
        const char *ref = tree_is(n, "about") || tree_is(n, "member") ? tree_get(n, "ref") : NULL;
        xmlNodePtr target = ref ? dossier_record(dossier, ref) : NULL;
        GPtrArray *list;

        if (!target)
            continue;
        list = g_hash_table_lookup(about, ref);
        if (!list) {
            list = g_ptr_array_new();
            g_hash_table_insert(about, (gpointer)ref, list);
        }
        if (!list->len || list->pdata[list->len - 1] != record)
            g_ptr_array_add(list, record);
        if (!tree_is(target, "recommendation") && !tree_is(target, "question"))
            point_at(about, dossier, record, target, depth + 1);
    }
}

GHashTable *coverage_about(const struct dossier *dossier)
{
    GHashTable *about = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
    guint n;
    const xmlNodePtr *records = dossier_records(dossier, &n);

    for (guint i = 0; i < n; i++)
        point_at(about, dossier, records[i], records[i], 0);
    return about;
}

const char *coverage_latest(GHashTable *about, GHashTable *shown, const char *as_of, const char *id, const char **by)
{
    GPtrArray *list = g_hash_table_lookup(about, id);
    const char *best = NULL;

    for (guint i = 0; list && i < list->len; i++) {
        xmlNodePtr record = list->pdata[i];
        const char *own = tree_get(record, "id"), *date;

        if ((!tree_is(record, "action") && !tree_is(record, "evidence")) || !own || (shown && !g_hash_table_contains(shown, own)))
            continue;
        date = date_of(record, as_of);
        if (date && (!best || strcmp(date, best) > 0)) {
            best = date;
            *by = own;
        }
    }
    return best;
}

/* ---- Items ---- */

static void add_item(struct coverage *c, enum coverage_kind kind, const char *id, char *label, gboolean told, const char *since,
                     const char *latest, const char *by)
{
    gboolean done = is_newer(latest, since);
    struct coverage_item item = {.kind = kind, .id = id, .label = label,
                                 .state = told && done ? COVER_ANSWERED : told || done ? COVER_PARTLY : COVER_NOT};

    if (told && !done)
        item.why = latest ? g_strdup_printf("told, but the latest measure or evidence (%s, %s) is not newer than its source (%s)", by, latest, since)
                          : g_strdup("told, but there is no measure and no evidence");
    else if (!told && done)
        item.why = g_strdup_printf("%s of %s is not told here", by, latest);
    else if (!told)
        item.why = g_strdup("nothing is told, and nothing was done since");
    g_array_append_val(c->items, item);
    c->counts[kind][item.state]++;
}

static gboolean is_told(const struct coverage *c, GHashTable *told, const char *id)
{
    GPtrArray *list = g_hash_table_lookup(c->about, id);

    if (g_hash_table_contains(told, id))
        return TRUE;
    for (guint i = 0; list && i < list->len; i++)
        if (!tree_is(list->pdata[i], "indicator") && tree_get(list->pdata[i], "id") &&
            g_hash_table_contains(told, tree_get(list->pdata[i], "id")))
            return TRUE;
    return FALSE;
}

/* A question takes up recommendations: what was done about them answers it. */
static const char *latest_taken_up(const struct coverage *c, xmlNodePtr question, const char *latest, const char **by)
{
    for (xmlNodePtr about = tree_first(question, "about"); about; about = tree_next(about)) {
        const char *other_by = NULL, *other = coverage_latest(c->about, c->job->shown, project_as_of(c->job->dossier), tree_get(about, "ref"), &other_by);

        if (other && (!latest || strcmp(other, latest) > 0)) {
            latest = other;
            *by = other_by;
        }
    }
    return latest;
}

static void add_record(struct coverage *c, xmlNodePtr record, GHashTable *told)
{
    const struct dossier *dossier = c->job->dossier;
    const char *id = tree_get(record, "id"), *by = NULL, *latest = coverage_latest(c->about, c->job->shown, project_as_of(dossier), id, &by);
    xmlNodePtr from = tree_first(record, "from"), position = tree_first(record, "position");
    const char *number = from ? tree_get(from, "number") : NULL;
    xmlNodePtr source = from && tree_get(from, "source") ? dossier_record(dossier, tree_get(from, "source")) : NULL;
    const char *since = source ? tree_get(source, "date") : NULL, *symbol = source ? tree_get(source, "symbol") : NULL;
    const char *value = position ? tree_get(position, "value") : NULL;
    char *label = g_strdup_printf("%s%s%s%s", number ? number : id, symbol ? " (" : "", symbol ? symbol : "", symbol ? ")" : "");
    gboolean is = is_told(c, told, id);
    enum coverage_kind kind = tree_is(record, "question")          ? COVER_QUESTION
                              : !g_strcmp0(value, "noted")         ? COVER_NOTED
                              : value && strcmp(value, "pending") ? COVER_SUPPORTED : COVER_OTHER;

    if (kind == COVER_QUESTION)
        latest = latest_taken_up(c, record, latest, &by);
    add_item(c, kind, id, label, is, since, latest, by);
    if (tree_first(record, "follow-up"))
        add_item(c, COVER_FOLLOW_UP, id, g_strdup(label), is, since, latest, by);
}

/* The date since which an article has to be answered anew: that of the latest document of its body. */
static const char *since_for_body(const struct coverage *c, const char *body)
{
    const char *best = NULL;
    guint n;
    const xmlNodePtr *records = dossier_records(c->job->dossier, &n);

    for (guint i = 0; i < n; i++)
        if (tree_is(records[i], "source") && !g_strcmp0(tree_get(records[i], "body"), body) &&
            tree_has(records[i], "kind", "concluding-observations") && g_hash_table_contains(c->job->shown, tree_get(records[i], "id")) &&
            g_strcmp0(tree_get(records[i], "date"), best) > 0)
            best = tree_get(records[i], "date");
    return best;
}

static xmlNodePtr find_section(xmlDocPtr doc, const char *id)
{
    xmlNodePtr root = xmlDocGetRootElement(doc);

    for (xmlNodePtr n = root->children; n; n = tree_walk(n, root))
        if (tree_is(n, "section") && tree_has(n, "id", id))
            return n;
    return NULL;
}

/* Does a section hold a paragraph that says something, whoever wrote it? */
static gboolean says_something(xmlNodePtr section)
{
    for (xmlNodePtr n = section->children; n; n = tree_walk(n, section))
        if (tree_is(n, "p") && !is_quoted(n) && trace_says(n))
            return TRUE;
    return FALSE;
}

static gboolean names_articles(const xmlNode *row)
{
    for (xmlNodePtr s = row ? tree_first(row, "section") : NULL; s; s = tree_next(s)) {
        const char *id = tree_get(s, "id");

        if ((id && g_str_has_prefix(id, "article-")) || names_articles(s))
            return TRUE;
    }
    return FALSE;
}

static void add_articles(struct coverage *c)
{
    const char *body = tree_get(c->job->document, "body");
    const GPtrArray *terms = body ? vocabulary_terms(dossier_vocabularies(c->job->dossier), "articles") : NULL;
    const char *since = since_for_body(c, body);

    if (!names_articles(c->job->row))
        return;
    for (guint i = 0; terms && i < terms->len; i++) {
        const struct term *term = terms->pdata[i];
        const char *number = strrchr(term->id, '-'), *latest = NULL, *by = NULL;
        g_autofree char *section_id = number ? g_strconcat("sec-article", number, NULL) : NULL;
        xmlNodePtr section = number && !g_strcmp0(term->body, body) ? find_section(c->job->resolved, section_id) : NULL;
        GHashTable *told;
        GHashTableIter iter;
        gpointer key;

        if (!number || g_strcmp0(term->body, body))
            continue;
        told = section ? told_in(section) : g_hash_table_new(g_str_hash, g_str_equal);
        g_hash_table_iter_init(&iter, told);
        while (g_hash_table_iter_next(&iter, &key, NULL)) {
            xmlNodePtr record = dossier_record(c->job->dossier, key);
            const char *date = record && (tree_is(record, "action") || tree_is(record, "evidence")) ? date_of(record, project_as_of(c->job->dossier)) : NULL;

            if (date && (!latest || strcmp(date, latest) > 0)) {
                latest = date;
                by = tree_get(record, "id");
            }
        }
        add_item(c, COVER_ARTICLE, term->id, g_strdup_printf("article %s: %s", number + 1, term_label(term, "en")),
                 section && says_something(section), since, latest, by);
        g_hash_table_destroy(told);
    }
}

struct coverage *coverage_new(const struct job *j)
{
    struct coverage *c = g_new0(struct coverage, 1);
    GHashTable *told = told_in(xmlDocGetRootElement(j->resolved)), *cited = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint n;
    const xmlNodePtr *records = dossier_records(j->dossier, &n);

    c->job = j;
    c->items = g_array_new(FALSE, FALSE, sizeof(struct coverage_item));
    c->uncited = g_ptr_array_new();
    c->about = coverage_about(j->dossier);
    coverage_add_origins(j->resolved, cited);
    for (guint i = 0; i < n; i++) {
        const char *id = tree_get(records[i], "id"), *how = id ? g_hash_table_lookup(j->shown, id) : NULL;

        if (how && *how == 's')
            add_record(c, records[i], told);
        else if (how && *how == 'f' && tree_is(records[i], "evidence") && !g_hash_table_contains(cited, id))
            g_ptr_array_add(c->uncited, (gpointer)id);
    }
    add_articles(c);
    g_hash_table_destroy(told);
    g_hash_table_destroy(cited);
    return c;
}

void coverage_free(struct coverage *c)
{
    if (!c)
        return;
    for (guint i = 0; i < c->items->len; i++) {
        g_free(g_array_index(c->items, struct coverage_item, i).label);
        g_free(g_array_index(c->items, struct coverage_item, i).why);
    }
    g_array_unref(c->items);
    g_ptr_array_unref(c->uncited);
    g_hash_table_destroy(c->about);
    g_free(c);
}

/* Jobs run as for a build and stop at the resolved tree. First each tree by itself; then, over all of them, the evidence
   that nobody cites and the noted recommendations of which nobody says a word. */
#include "check_document.h"

#include <string.h>

#include "count.h"
#include "coverage.h"
#include "job.h"
#include "profile.h"
#include "project.h"
#include "trace.h"
#include "tree.h"
#include "xform.h"

struct whole {
    const struct dossier *dossier;
    struct diag *d;
    GHashTable *cited;      /* ids in origins of any document */
    GHashTable *selected;   /* ids of records that any document selects */
    GHashTable *seen;       /* ids of evidence that readers of any document may see */
};

/* ---- One document ---- */

static void check_lone_headings(const struct job *j)
{
    xmlNodePtr root = xmlDocGetRootElement(j->resolved);

    for (xmlNodePtr n = root->children; n; n = tree_walk(n, root)) {
        xmlNodePtr only = tree_is(n, "section") ? tree_first(n, "section") : NULL, heading;
        const char *origin = only ? tree_get(only, "origin") : NULL, *record;
        char *file = NULL, *words, *name;
        struct place place;

        if (!only || tree_next(only) || !origin || !strchr(origin, ':')) /* those that a kind makes are as they are */
            continue;
        heading = tree_first(only, "heading");
        words = heading ? tree_words(heading) : g_strdup("");
        name = g_strdup_printf("document %s", j->id);
        place = tree_origin(only, &record, &file);
        diag_report(j->diag, R342, place, name, "heading", words, NULL);
        g_free(words);
        g_free(name);
        g_free(file);
    }
}

static xmlNodePtr find_section(xmlDocPtr doc, const char *id)
{
    xmlNodePtr root = xmlDocGetRootElement(doc);

    for (xmlNodePtr n = root->children; n; n = tree_walk(n, root))
        if (n->type == XML_ELEMENT_NODE && tree_has(n, "id", id))
            return n;
    return NULL;
}

/* Does anything but headings and gaps stand in it? */
static gboolean is_written(xmlNodePtr section)
{
    for (xmlNodePtr n = section->children; n; n = tree_walk(n, section))
        if ((tree_is(n, "p") || tree_is(n, "row") || tree_is(n, "figure") || tree_is(n, "listing") || tree_is(n, "facts")) && trace_says(n))
            return TRUE;
    return FALSE;
}

static gboolean has_narrative(const struct job *j, const char *section)
{
    for (xmlNodePtr n = tree_first(j->document, "narrative"); n; n = tree_next(n))
        if (tree_has(n, "section", section))
            return TRUE;
    return FALSE;
}

/* Is a paragraph that people have to write nothing but a gap? */
static gboolean lacks_words(xmlNodePtr section)
{
    for (xmlNodePtr n = section->children; n; n = tree_walk(n, section))
        if (tree_is(n, "p") && tree_first(n, "gap") && !trace_says(n) && tree_is(n->parent, "section"))
            return TRUE;
    return FALSE;
}

static void check_sections(const struct job *j, const xmlNode *row)
{
    for (xmlNodePtr s = tree_first(row, "section"); s; s = tree_next(s)) {
        const char *id = tree_get(s, "id"), *records = tree_get(s, "records");
        char *anchor = g_strconcat("sec-", id ? id : "", NULL), *name;
        char *annex = g_strconcat("annex-", id ? id : "", NULL);
        xmlNodePtr own = id ? find_section(j->resolved, anchor) : NULL, section = own ? own : find_section(j->resolved, annex);

        gboolean lacking = section && records && strstr(records, "narrative") && !has_narrative(j, id) && lacks_words(section);

        if (tree_has(s, "required", "yes") && id && !g_str_has_prefix(id, "article-") && (!section || lacking || !is_written(section))) {
            name = g_strdup_printf("document %s", j->id);
            diag_report(j->diag, R343, dossier_attribute_place(j->document, "id"), name, "section", id, "state",
                        !section ? "missing" : lacking && is_written(section) ? "not complete" : "still to be written", "records", records, NULL);
            g_free(name);
        } else if (section) {
            check_sections(j, s);
        }
        g_free(anchor);
        g_free(annex);
    }
}

static void check_settings(const struct job *j)
{
    char *name = g_strdup_printf("document %s", j->id);

    if (tree_has(j->document, "notes", "end") && j->row && tree_has(j->row, "notes", "foot"))
        diag_report(j->diag, R344, dossier_attribute_place(j->document, "notes"), name, "row", tree_get(j->row, "id"), NULL);
    if (tree_get(j->document, "marks") && strstr(tree_get(j->document, "marks"), "confidential") && !strcmp(j->audience, "public"))
        diag_report(j->diag, R349, dossier_attribute_place(j->document, "marks"), name, NULL);
    g_free(name);
}

static void check_job(gpointer data, gpointer user)
{
    struct job *j = data;

    job_run(j);
    check_settings(j);
    if (!j->resolved)
        return;
    count_judge(j->count, j->row, j->document, dossier_node_place(j->document), FALSE, j->diag);
    check_lone_headings(j);
    if (j->row)
        check_sections(j, j->row);
}

/* ---- All of them ---- */

static void gather(struct whole *w, const struct job *j)
{
    GHashTableIter iter;
    gpointer id, how;

    coverage_add_origins(j->resolved, w->cited);
    g_hash_table_iter_init(&iter, j->shown);
    while (g_hash_table_iter_next(&iter, &id, &how)) {
        xmlNodePtr record = dossier_record(w->dossier, id);

        if (*(const char *)how == 's')
            g_hash_table_add(w->selected, g_strdup(id));
        if (record && tree_is(record, "evidence"))
            g_hash_table_add(w->seen, g_strdup(id));
    }
}

/* Tables of recommendations cite no evidence; where nothing else is made of a dossier, nothing is missed. */
static gboolean cites_any(const struct whole *w)
{
    GHashTableIter iter;
    gpointer id;

    g_hash_table_iter_init(&iter, w->seen);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        if (g_hash_table_contains(w->cited, id))
            return TRUE;
    return FALSE;
}

/* Was anything said or done about a recommendation, itself or in its cluster? */
static gboolean is_silent(GHashTable *about, xmlNodePtr record)
{
    GPtrArray *list = g_hash_table_lookup(about, tree_get(record, "id"));

    if (tree_first(tree_first(record, "position"), "comment"))
        return FALSE;
    for (guint i = 0; list && i < list->len; i++)
        if (tree_is(list->pdata[i], "action") || tree_is(list->pdata[i], "answer") || tree_is(list->pdata[i], "evidence") ||
            (tree_is(list->pdata[i], "cluster") && tree_first(list->pdata[i], "answer")) ||
            (tree_is(list->pdata[i], "assessment") && tree_first(list->pdata[i], "reasons")))
            return FALSE;
    return TRUE;
}

static void check_whole(struct whole *w)
{
    GHashTable *about = coverage_about(w->dossier);
    gboolean cites = cites_any(w);
    guint n;
    const xmlNodePtr *records = dossier_records(w->dossier, &n);

    for (guint i = 0; i < n; i++) {
        const char *id = tree_get(records[i], "id");
        xmlNodePtr position = tree_first(records[i], "position");
        char *name = id ? xmlfile_record_name(records[i]) : NULL;

        if (id && g_hash_table_contains(w->selected, id) && tree_is(records[i], "recommendation") && position && tree_has(position, "value", "noted") &&
            is_silent(about, records[i]))
            diag_report(w->d, R345, dossier_attribute_place(position, "value"), name, NULL);
        if (id && tree_is(records[i], "evidence") && g_hash_table_contains(w->seen, id) &&
            cites && !g_hash_table_contains(w->cited, id))
            diag_report(w->d, R348, dossier_node_place(records[i]), name, "id", id, NULL);
        g_free(name);
    }
    g_hash_table_destroy(about);
}

void check_documents(const struct dossier *dossier, int at_once, struct diag *d)
{
    GPtrArray *documents = project_documents(dossier), *jobs = g_ptr_array_new_with_free_func((GDestroyNotify)job_free);
    struct whole w = {dossier, d, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    struct xform *xform = xform_new(d);
    GThreadPool *pool = g_thread_pool_new(check_job, NULL, MAX(1, at_once), FALSE, NULL);
    gboolean complete = documents->len > 0;

    for (guint i = 0; i < documents->len; i++) {
        if (project_document_is_site(documents->pdata[i])) /* it shows everything and answers nothing */
            continue;
        char **languages = project_document_languages(dossier, documents->pdata[i]);
        struct job *j = job_new(dossier, documents->pdata[i], languages[0], NULL);

        g_strfreev(languages);
        j->keep = KEEP_TREE;
        j->xform = xform;
        j->diag = d;
        g_ptr_array_add(jobs, j);
        g_thread_pool_push(pool, j, NULL);
    }
    g_thread_pool_free(pool, FALSE, TRUE);
    for (guint i = 0; i < jobs->len; i++) {
        struct job *j = jobs->pdata[i];

        complete &= j->resolved != NULL;
        if (j->resolved)
            gather(&w, j);
    }
    if (complete && jobs->len) /* what one document lacks another may hold */
        check_whole(&w);
    g_ptr_array_unref(jobs);
    g_ptr_array_unref(documents);
    g_hash_table_destroy(w.cited);
    g_hash_table_destroy(w.selected);
    g_hash_table_destroy(w.seen);
    xform_free(xform);
}

/* rapporteur trace: from a place of a document back to the records and lines behind it, and from a record to every place
   that answers or cites it. Documents are made as a build makes them and not written. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "dossier.h"
#include "job.h"
#include "project.h"
#include "trace.h"
#include "tree.h"
#include "xform.h"

struct tracing {
    struct command *c;
    const struct dossier *dossier;
    struct xform *xform;
    const char *lang, *audience;   /* or NULL */
    json_t *json;                  /* the result, or NULL: text */
};

static struct job *run_job(struct tracing *t, xmlNodePtr document)
{
    char **languages = project_document_languages(t->dossier, document);
    struct job *j = job_new(t->dossier, document, t->lang ? t->lang : languages[0], t->audience);

    g_strfreev(languages);
    j->keep = KEEP_TREE | KEEP_PAGES;
    j->xform = t->xform;
    j->diag = t->c->diag;
    job_run(j);
    return j;
}

static const char *page_of(const struct job *j, const xmlNode *node)
{
    const char *anchor = trace_anchor(node);

    return anchor && j->pages ? g_hash_table_lookup(j->pages, anchor) : NULL;
}

/* What a record is called: its title, name or the beginning of its text. */
static char *title_of(xmlNodePtr record)
{
    static const char *const elements[] = {"title", "name", "statement", "text"};
    char *title = NULL;

    for (gsize i = 0; i < G_N_ELEMENTS(elements) && !title; i++)
        if (tree_first(record, elements[i]))
            title = tree_words(tree_first(record, elements[i]));
    if (title && g_utf8_strlen(title, -1) > 72)
        strcpy(g_utf8_offset_to_pointer(title, 71), "…"); /* what is cut off is longer than that */
    return title ? title : g_strdup("");
}

/* ---- From a place to its records ---- */

struct listing {
    struct tracing *t;
    GHashTable *seen;
    json_t *list;
};

static void print_origin(const char *origin, const char *as, gpointer data)
{
    struct listing *l = data;
    xmlNodePtr record = dossier_record(l->t->dossier, origin);
    const char *colon = strrchr(origin, ':');
    char *file, *title;
    struct place place;

    if (!g_hash_table_add(l->seen, g_strdup(origin))) /* the nearest connection is told */
        return;
    if (!record) {
        if (!colon)
            return;
        file = g_strndup(origin, (gsize)(colon - origin));
        title = g_uri_unescape_string(file, NULL);
        if (l->list)
            json_array_append_new(l->list, json_pack("{s:s, s:i, s:s}", "file", title ? title : file, "line", atoi(colon + 1), "as", as));
        else
            printf("  %-26s %-16s %s:%s%s%s\n", "", "narrative", title ? title : file, colon + 1, strcmp(as, "source") ? "  in " : "",
                   strcmp(as, "source") ? as : "");
        g_free(file);
        g_free(title);
        return;
    }
    place = dossier_node_place(record);
    title = title_of(record);
    if (l->list)
        json_array_append_new(l->list, json_pack("{s:s, s:s, s:s, s:I, s:s, s:s}", "id", origin, "kind", (const char *)record->name,
                                                 "file", place.file, "line", (json_int_t)place.line, "title", title, "as", as));
    else
        printf("  %-26s %-16s %s:%" G_GINT64_FORMAT "%s%s%s%s%s\n", origin, (const char *)record->name, place.file, place.line,
               *title ? "  " : "", title, strcmp(as, "source") ? "  (" : "", strcmp(as, "source") ? as : "",
               strcmp(as, "source") ? ")" : "");
    g_free(title);
}

/* The words of a place, cut to a few lines. */
static char *words_of(const xmlNode *node)
{
    GString *out = g_string_new(NULL);
    const xmlNode *last = trace_last(node), *from = tree_is(node, "section") && tree_first(node, "heading") ? tree_first(node, "heading") : node;
    char *words;

    for (const xmlNode *n = from; n; n = n->next) {
        words = n->type == XML_ELEMENT_NODE ? tree_words(n) : g_strdup("");
        g_string_append_printf(out, "%s%s", out->len && *words ? " " : "", words);
        g_free(words);
        if (n == last || from != node)
            break;
    }
    if (g_utf8_strlen(out->str, -1) > 240) {
        g_string_truncate(out, (gsize)(g_utf8_offset_to_pointer(out->str, 239) - out->str));
        g_string_append(out, "…");
    }
    return g_string_free(out, FALSE);
}

static int trace_where(struct tracing *t, xmlNodePtr document, const char *words)
{
    struct job *j = run_job(t, document);
    xmlNodePtr node = j->resolved ? trace_find(j->resolved, words) : NULL;
    char *place = NULL, *text = NULL;
    const char *page;
    int status = STATUS_DONE;

    if (!j->resolved) {
        status = STATUS_CONTENT;
    } else if (!node) {
        command_complain("trace", "%s has no %s; places are named para 12, para 12 (a), table 3, figure 1, note 5, section II.A, annex para 2",
                         j->id, words);
        status = STATUS_FILES;
    } else {
        struct listing l = {t, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), t->json ? json_array() : NULL};

        place = trace_place(node);
        text = words_of(node);
        page = page_of(j, node);
        if (!t->json)
            printf("%s.%s, %s%s%s\n  %s\nfrom\n", j->id, j->lang, place, page ? ", page " : "", page ? page : "", text);
        trace_origins(node, print_origin, &l);
        if (!t->json && !g_hash_table_size(l.seen))
            printf("  no record: the words are those of the document's kind\n");
        if (t->json) {
            json_object_set_new(t->json, "document", json_string(j->id));
            json_object_set_new(t->json, "language", json_string(j->lang));
            json_object_set_new(t->json, "place", json_string(place));
            json_object_set_new(t->json, "page", page ? json_string(page) : json_null());
            json_object_set_new(t->json, "text", json_string(text));
            json_object_set_new(t->json, "from", l.list);
        }
        g_hash_table_destroy(l.seen);
    }
    g_free(place);
    g_free(text);
    job_free(j);
    return status;
}

/* ---- From a record to its places ---- */

/* The records about a record, itself and through a cluster: id → id (lent). */
static GHashTable *records_about(const struct dossier *dossier, const char *id)
{
    GHashTable *all = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean more = TRUE;
    guint n;
    const xmlNodePtr *records = dossier_records(dossier, &n);

    g_hash_table_add(all, (gpointer)id);
    while (more) {
        more = FALSE;
        for (guint i = 0; i < n; i++) {
            const char *own = tree_get(records[i], "id");

            for (xmlNodePtr about = records[i]->children; own && about; about = about->next)
                if ((tree_is(about, "about") || tree_is(about, "member")) && tree_get(about, "ref") &&
                    g_hash_table_contains(all, tree_get(about, "ref")) && !g_hash_table_contains(all, own)) {
                    g_hash_table_add(all, (gpointer)own);
                    more = TRUE;
                }
        }
    }
    g_hash_table_remove(all, id);
    return all;
}

struct finding {
    const char *id;
    GHashTable *about;
    const char *how;   /* NULL so far; "itself", "reference", or the id of the record that leads there */
};

static void match(const char *origin, const char *as, gpointer data)
{
    struct finding *f = data;
    gpointer about;

    if (!strcmp(origin, f->id))
        f->how = !strcmp(as, "reference") ? (f->how ? f->how : "reference") : "itself";
    else if (!f->how && g_hash_table_lookup_extended(f->about, origin, &about, NULL))
        f->how = about;
}

static gboolean is_place(const xmlNode *n)
{
    if (tree_is(n, "p") || tree_is(n, "quotation") || tree_is(n, "note") || tree_is(n, "listing"))
        return TRUE;
    return tree_is(n, "row") && n->parent && !tree_is(n->parent, "head");
}

/* Is this the row or paragraph of another recommendation, which shares a measure or an indicator with ours? */
static gboolean answers_another(const struct dossier *dossier, const xmlNode *node, const char *id)
{
    const char *origin = tree_get(node, "origin");
    char **all = g_strsplit(origin ? origin : "", " ", -1);
    gboolean other = FALSE, own = FALSE;

    for (char **one = all; *one; one++) {
        xmlNodePtr record = **one ? dossier_record(dossier, *one) : NULL;

        own |= !strcmp(*one, id);
        other |= record && (tree_is(record, "recommendation") || tree_is(record, "question"));
    }
    g_strfreev(all);
    return other && !own;
}

static void list_places(struct tracing *t, const struct job *j, const char *id, GHashTable *about, guint *n)
{
    xmlNodePtr root = xmlDocGetRootElement(j->resolved);
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (xmlNodePtr node = root->children, next; node; node = next) {
        struct finding f = {id, about, NULL};
        const char *page;
        char *place;

        next = tree_walk(node, root);
        if (node->type != XML_ELEMENT_NODE || !is_place(node))
            continue;
        if (tree_is(node, "row"))
            next = tree_walk_over(node, root);
        trace_origins(node, match, &f);
        if (!f.how || (strcmp(f.how, "itself") && answers_another(t->dossier, node, id)))
            continue;
        place = trace_place(node);
        if (!g_hash_table_add(seen, g_strdup(place))) {
            g_free(place);
            continue;
        }
        page = page_of(j, node);
        ++*n;
        if (t->json)
            json_array_append_new(json_object_get(t->json, "places"),
                                  json_pack("{s:s, s:s, s:s, s:o, s:s}", "document", j->id, "language", j->lang, "place", place, "page",
                                            page ? json_string(page) : json_null(), "through", f.how));
        else
            printf("  %-28s %-30s %s%-6s %s%s\n", j->id, place, page ? "p. " : "   ", page ? page : "",
                   strcmp(f.how, "itself") && strcmp(f.how, "reference") ? "through " : "", strcmp(f.how, "itself") ? f.how : "");
        g_free(place);
    }
    g_hash_table_destroy(seen);
}

static int trace_record(struct tracing *t, const char *id)
{
    xmlNodePtr record = dossier_record(t->dossier, id);
    GPtrArray *documents, *ids;
    GHashTable *about;
    const xmlNodePtr *records;
    const char *nearest;
    struct place place;
    guint found = 0, n;
    char *title;

    if (!record) {
        records = dossier_records(t->dossier, &n);
        ids = g_ptr_array_new();
        for (guint i = 0; i < n; i++)
            if (tree_get(records[i], "id"))
                g_ptr_array_add(ids, (gpointer)tree_get(records[i], "id"));
        g_ptr_array_add(ids, NULL);
        nearest = diag_nearest(id, (const char *const *)ids->pdata);
        command_complain("trace", "there is no record “%s”%s%s%s", id, nearest ? "; did you mean “" : "", nearest ? nearest : "", nearest ? "”?" : "");
        g_ptr_array_unref(ids);
        return STATUS_FILES;
    }
    place = dossier_node_place(record);
    title = title_of(record);
    if (t->json) {
        json_object_set_new(t->json, "id", json_string(id));
        json_object_set_new(t->json, "kind", json_string((const char *)record->name));
        json_object_set_new(t->json, "file", json_string(place.file));
        json_object_set_new(t->json, "line", json_integer(place.line));
        json_object_set_new(t->json, "title", json_string(title));
        json_object_set_new(t->json, "places", json_array());
    } else {
        printf("%s %s, %s:%" G_GINT64_FORMAT "\n  %s\n", (const char *)record->name, id, place.file, place.line, title);
    }
    about = records_about(t->dossier, tree_get(record, "id"));
    documents = project_documents(t->dossier);
    for (guint i = 0; i < documents->len; i++) {
        struct job *j = run_job(t, documents->pdata[i]);

        if (j->resolved)
            list_places(t, j, tree_get(record, "id"), about, &found);
        job_free(j);
    }
    if (!found && !t->json)
        printf("no document answers or cites it\n");
    g_ptr_array_unref(documents);
    g_hash_table_destroy(about);
    g_free(title);
    return STATUS_DONE;
}

/* ---- The command ---- */

/* "rec", "record" or the name of a kind. */
static gboolean names_records(const char *word)
{
    return !strcmp(word, "rec") || !strcmp(word, "record") || g_strv_contains(dossier_kinds(), word);
}

static int trace(struct tracing *t, int argc, char **argv)
{
    xmlNodePtr document = project_document(t->dossier, argv[1]);
    char *words;
    int status;

    if (!document && names_records(argv[1]) && argc == 3)
        return trace_record(t, argv[2]);
    if (!document && argc == 2)
        return trace_record(t, argv[1]);
    if (!document) {
        const char *nearest = diag_nearest(argv[1], dossier_names(t->dossier, "document"));

        command_complain("trace", "project.xml has no document “%s”%s%s%s", argv[1], nearest ? "; did you mean “" : "", nearest ? nearest : "",
                         nearest ? "”?" : "");
        return STATUS_FILES;
    }
    if (argc < 3) {
        command_complain("trace", "name a place of %s: para 12, para 12 (a), table 3, note 5, section II.A", argv[1]);
        return STATUS_USAGE;
    }
    words = g_strjoinv(" ", argv + 2);
    status = trace_where(t, document, words);
    g_free(words);
    return status;
}

int cmd_trace(struct command *c, int argc, char **argv)
{
    g_autofree char *lang = NULL, *audience = NULL, *format = NULL;
    const GOptionEntry entries[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &lang, "Look into the documents of this language", "CODE"},
        {"audience", 0, 0, G_OPTION_ARG_STRING, &audience, "As this reader sees them", "NAME"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "text or json", "FORM"},
        G_OPTION_ENTRY_NULL};
    struct tracing t = {.c = c};
    struct dossier *dossier;
    int status;

    if (!command_parse(c, &argc, &argv, entries, "DOCUMENT PLACE | rec ID",
                       "From a place of a document to the records behind it, and from a record to its places.\n\n"
                       "  rapporteur trace midterm para 12\n  rapporteur trace midterm para 12 \"(a)\"\n"
                       "  rapporteur trace midterm table 3\n  rapporteur trace midterm note 5\n"
                       "  rapporteur trace midterm section II.A --format json\n  rapporteur trace rec upr4-136-9\n\n"
                       "Exit status: 0 found, 1 the content has errors, 3 there is no such document, place or record."))
        return STATUS_USAGE;
    if (argc < 2) {
        command_complain(argv[0], "name a document and a place in it, or rec and the id of a record");
        return STATUS_USAGE;
    }
    if (format && strcmp(format, "json") && strcmp(format, "text")) {
        command_complain(argv[0], "--format is text or json, not “%s”", format);
        return STATUS_USAGE;
    }
    dossier = dossier_load(c->folder, c->diag);
    if (!dossier)
        return STATUS_FILES;
    t.dossier = dossier;
    t.lang = lang;
    t.audience = audience;
    t.json = format && !strcmp(format, "json") ? json_object() : NULL;
    t.xform = xform_new(c->diag);
    status = trace(&t, argc, argv);
    if (t.json && status == STATUS_DONE) {
        json_dumpf(t.json, stdout, JSON_INDENT(1) | JSON_SORT_KEYS);
        putchar('\n');
    }
    json_decref(t.json);
    xform_free(t.xform);
    dossier_free(dossier);
    return status;
}

/* Every Markdown text is read as a build would read it, for a reader who may see all of it, into a scratch tree that is
   thrown away: so raw HTML, links to records that do not exist and passages that never end are known before any
   document is built. Plain paragraphs, which are most texts, are passed over by a look at their characters. */
#include "check_text.h"

#include <string.h>

#include "check_prose.h"
#include "md.h"
#include "parallel.h"
#include "project.h"
#include "tree.h"
#include "variable.h"

#define SHARE 100
#define PARALLEL 500

struct texts {
    const struct dossier *dossier;
    const xmlNodePtr *records;
    guint n;
    struct diag *d;
    struct prose_check *prose;
};

/* ---- Answers to Markdown ---- */

static enum md_reads reads_all(gpointer data, const char *what, const char *name)
{
    const struct texts *t = data;

    return g_strv_contains(dossier_names(t->dossier, what), name) ? MD_VISIBLE : MD_UNKNOWN;
}

static const char *const *names(gpointer data, const char *what)
{
    return dossier_names(((const struct texts *)data)->dossier, what);
}

/* The id (or symbol) of a record of that kind that comes nearest; lent, or NULL. */
static const char *nearest(const struct texts *t, const char *kind, const char *attribute, const char *value)
{
    GPtrArray *all = g_ptr_array_new();
    const char *found;

    for (guint i = 0; i < t->n; i++) {
        const char *word = tree_get(t->records[i], attribute);

        if (word && !strcmp((const char *)t->records[i]->name, kind))
            g_ptr_array_add(all, (gpointer)word);
    }
    g_ptr_array_add(all, NULL);
    found = diag_nearest(value, (const char *const *)all->pdata);
    g_ptr_array_unref(all);
    return found;
}

static void check_symbol(const struct texts *t, const char *target, struct place place, const char *record)
{
    g_autofree char *symbol = g_strndup(target, strcspn(target, "#"));

    for (guint i = 0; i < t->n; i++)
        if (!strcmp((const char *)t->records[i]->name, "source") &&
            !g_strcmp0(tree_get(t->records[i], "symbol"), symbol)) {
            if (strchr(target, '#'))
                prose_check_citation(t->prose, symbol, strchr(target, '#') + 1, place, record);
            return;
        }
    diag_report(t->d, R417, place, record, "symbol", symbol, "nearest", nearest(t, "source", "symbol", symbol), NULL);
}

static void check_target(const struct texts *t, const char *target, struct place place, const char *record)
{
    struct table_target result;

    table_target_read(target, t->dossier, place, record, t->d, &result);
    variable_free(result.list);
}

/* The words of a link stay in the sentence; those about an indicator are marked for prose_check_blocks. */
static void keep_words(const char *scheme, const char *target, xmlNodePtr words, xmlNodePtr parent)
{
    xmlNodePtr span = tree_add(parent, "span");

    if (!strcmp(scheme, "indicator")) {
        tree_set(span, "role", "indicator");
        tree_set(span, "origin", target);
    }
    while (words->children) {
        xmlNodePtr node = words->children;

        xmlUnlinkNode(node);
        xmlAddChild(span, node);
    }
}

static const char *check_link(gpointer data, const char *scheme, const char *target, xmlNodePtr words, xmlNodePtr parent,
                              struct place place, const char *record)
{
    const struct texts *t = data;
    const char *kind = !strcmp(scheme, "rec") ? "recommendation" : scheme;
    xmlNodePtr found = dossier_record(t->dossier, target);

    if (!strcmp(scheme, "doc"))
        check_symbol(t, target, place, record);
    else if (!strcmp(scheme, "table"))
        check_target(t, target, place, record);
    else if (!found || strcmp((const char *)found->name, kind))
        diag_report(t->d, R404, place, record, "kind", kind, "id", target, "nearest", nearest(t, kind, "id", target),
                    NULL);
    keep_words(scheme, target, words, parent);
    return NULL;
}

static const char *check_variable(gpointer data, const char *expression, xmlNodePtr parent, struct place place,
                                  const char *record)
{
    const struct texts *t = data;

    variable_free(variable_read(expression, t->dossier, place, record, t->d));
    tree_append(parent, "0");
    return NULL;
}

static const char *check_table(gpointer data, const char *target, xmlNodePtr parent, struct place place, const char *record)
{
    check_target(data, target, place, record);
    return NULL;
}

static struct md_host host_of(struct texts *t)
{
    return (struct md_host){.data = t, .folder = dossier_folder(t->dossier), .diag = t->d, .reads = reads_all,
                            .names = names, .link = check_link, .variable = check_variable, .table = check_table};
}

/* ---- Reading ---- */

/* A tree to throw blocks into. */
static xmlDocPtr scratch_new(void)
{
    xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");
    xmlNodePtr root = xmlNewDocNode(doc, NULL, BAD_CAST "scratch", NULL);

    xmlDocSetRootElement(doc, root);
    xmlSetNs(root, xmlNewNs(root, BAD_CAST DOCUMENT_NAMESPACE, NULL));
    return doc;
}

static void read_text(struct texts *t, const struct md_text *text, const char *lang, xmlDocPtr scratch)
{
    struct md_host host = host_of(t);
    xmlNodePtr root = xmlDocGetRootElement(scratch), holder = xmlNewChild(root, root->ns, BAD_CAST "holder", NULL);

    md_read(text, &host, holder);
    prose_check_blocks(t->prose, text, holder, lang);
    xmlUnlinkNode(holder);
    xmlFreeNode(holder);
}

/* May the text hold anything that can be wrong? Lists and emphasis alone cannot. */
static gboolean is_worth_reading(const char *text)
{
    return strpbrk(text, "[<#{") || strstr(text, ":::") || strstr(text, "---") || strstr(text, "***") ||
           strstr(text, "___");
}

static void check_element(struct texts *t, const xmlNode *record, const xmlNode *element, xmlDocPtr scratch)
{
    for (const xmlNode *n = element->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (dossier_is_prose(n)) {
            xmlChar *content = xmlNodeGetContent(n);

            if (content && strpbrk((const char *)content, "/%U0123456789") && !tree_is(record, "table")) {
                struct place place = xmlfile_content_place(xmlfile_of(n), n);
                g_autofree char *name = xmlfile_record_name(record);
                struct md_text text = {(const char *)content, place.file, place.line, (int)place.column, name, NULL};

                prose_check_text(t->prose, &text, tree_lang(n));
            }
            if (content && is_worth_reading((const char *)content)) {
                g_autofree char *name = xmlfile_record_name(record);
                struct place place = xmlfile_content_place(xmlfile_of(n), n);
                struct md_text text = {(const char *)content, place.file, place.line, (int)place.column, name, NULL};

                read_text(t, &text, tree_lang(n), scratch);
            }
            xmlFree(content);
        } else {
            check_element(t, record, n, scratch);
        }
    }
}

static void check_share(guint from, guint to, gpointer data)
{
    struct texts *t = data;
    xmlDocPtr scratch = scratch_new();

    for (guint i = from; i < to; i++)
        check_element(t, t->records[i], t->records[i], scratch);
    xmlFreeDoc(scratch);
}

/* A narrative in one language; a file that is not there is reported elsewhere. */
static void check_narrative(struct texts *t, const char *named, const char *lang, GHashTable *seen, xmlDocPtr scratch)
{
    char *file = project_narrative_file(t->dossier, named, lang);
    g_autofree char *path = g_build_filename(dossier_folder(t->dossier), file, NULL), *text = NULL;
    struct place whole = {file, 0, 0, 0};

    if (g_hash_table_add(seen, file) && g_file_get_contents(path, &text, NULL, NULL)) {
        struct md_text md = {g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text, file, 1, 1, NULL, "sec-check"};

        if (g_utf8_validate(text, -1, NULL)) {
            read_text(t, &md, lang, scratch);
            prose_check_text(t->prose, &md, lang);
        } else {
            diag_report(t->d, R311, whole, NULL, NULL);
        }
    }
}

static void check_narratives(struct texts *t)
{
    GPtrArray *documents = project_documents(t->dossier);
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    xmlDocPtr scratch = scratch_new();

    for (guint i = 0; i < documents->len; i++) {
        xmlNodePtr document = documents->pdata[i];
        char **languages = project_document_languages(t->dossier, document);

        for (xmlNodePtr n = document->children; n; n = n->next) {
            const char *file = n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "narrative")
                                   ? tree_get(n, "file") : NULL;

            for (char **lang = languages; file && *lang; lang++)
                check_narrative(t, file, *lang, seen, scratch);
        }
        g_strfreev(languages);
    }
    xmlFreeDoc(scratch);
    g_hash_table_destroy(seen);
    g_ptr_array_unref(documents);
}

void check_texts(const struct dossier *dossier, struct diag *d)
{
    struct texts t = {dossier, NULL, 0, d, prose_check_new(dossier, d)};

    t.records = dossier_records(dossier, &t.n);
    parallel_for(t.n, SHARE, PARALLEL, check_share, &t);
    check_narratives(&t);
    prose_check_free(t.prose);
}

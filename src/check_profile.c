/* Documents against their rows: whether there is one, whether what it says is still to be trusted, whether the day by
   which the document had to be there lies before its own date. Counting words needs the built document: count.c. */
#include "check_profile.h"

#include <string.h>

#include "profile.h"
#include "project.h"
#include "tree.h"

static const char *in_words(const xmlNode *fact)
{
    static const struct { const char *name, *words; } all[] = {
        {"limit", "the limit"}, {"counts", "what counts"}, {"deadline", "the deadline"}, {"languages", "the languages"},
        {"file", "the form of the file"}, {"guidelines", "the guidelines"}, {"requirement", "what else is asked for"}};

    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        if (tree_is(fact, all[i].name))
            return all[i].words;
    return (const char *)fact->name;
}

/* One warning a row: the limit first, since it matters most. */
static void check_age(const struct dossier *dossier, xmlNodePtr document, xmlNodePtr row, const char *record, struct diag *d)
{
    for (xmlNodePtr n = row->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && (tree_is(n, "limit") || tree_is(n, "counts")) &&
            profile_fact_expired(n, project_as_of(dossier))) {
            diag_report(d, R324, dossier_node_place(document), record, "what", in_words(n), "row", tree_get(row, "id"),
                        "as_of", tree_get(n, "as-of"), "years", tree_get(row, "good-for"), "day", project_as_of(dossier), NULL);
            return;
        }
}

/* Only a rule that somebody has read, and that is not a rough one, is worth a warning; count shows the others. */
static void check_deadline(const struct dossier *dossier, xmlNodePtr document, xmlNodePtr row, const char *record, struct diag *d)
{
    xmlNodePtr rule = NULL;
    g_autofree char *date = profile_deadline(dossier, document, row, &rule);
    g_autofree char *words = date ? profile_deadline_words(rule) : NULL;
    xmlNodePtr session = tree_first(document, "session"), report = tree_first(document, "report");

    if (date && tree_has(rule, "confidence", "read") && !tree_has(rule, "about", "yes") && strcmp(project_as_of(dossier), date) > 0)
        diag_report(d, R325, dossier_node_place(session ? session : report ? report : document), record, "day",
                    project_as_of(dossier), "deadline", date, "rule", words, NULL);
}

/* What project.xml would have to say for a row to fit: the first of body and stage that is missing. */
static void complain_none_fits(const struct dossier *dossier, xmlNodePtr document, const char *record, struct diag *d)
{
    static const char *const names[] = {"body", "stage", NULL};
    GString *has = g_string_new(NULL), *lacks = g_string_new(NULL);

    for (const char *const *name = names; *name; name++) {
        const char *value = tree_get(document, *name);

        if (value)
            g_string_append_printf(has, "%s%s=\"%s\"", has->len ? ", " : "", *name, value);
        else
            g_string_append_printf(lacks, "%s%s=\"…\"", lacks->len ? " and " : "", *name);
    }
    g_string_append_printf(has, "%s%s", has->len ? ", form " : "form ", profile_form(dossier, document));
    diag_report(d, R323, dossier_attribute_place(document, "kind"), record, "kind", tree_get(document, "kind"), "what", has->str,
                "lacking", lacks->len ? lacks->str : NULL, NULL);
    g_string_free(has, TRUE);
    g_string_free(lacks, TRUE);
}

void check_profiles(const struct dossier *dossier, struct diag *d)
{
    GPtrArray *documents = project_documents(dossier);

    for (guint i = 0; i < documents->len; i++) {
        xmlNodePtr document = documents->pdata[i], row;
        g_autofree char *record = g_strdup_printf("document %s", tree_get(document, "id"));
        enum profile_lack why;

        row = profile_of_document(dossier, document, &why);
        if (why == PROFILE_UNKNOWN)
            diag_report(d, R320, dossier_attribute_place(document, "profile"), record, "value", tree_get(document, "profile"),
                        "nearest", diag_nearest(tree_get(document, "profile"), profiles_ids(dossier_profiles(dossier))), NULL);
        else if (why == PROFILE_NONE_FITS)
            complain_none_fits(dossier, document, record, d);
        if (row) {
            check_age(dossier, document, row, record, d);
            check_deadline(dossier, document, row, record, d);
        }
        profile_free(row);
    }
    g_ptr_array_unref(documents);
}

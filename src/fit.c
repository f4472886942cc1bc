/* Reads fit files. Unknown ids are warned of and left alone: a recommendation may have been taken out since. */
#include "fit.h"

#include <string.h>

#include "schema.h"
#include "tree.h"
#include "xmlfile.h"

char *fit_file_name(const char *document, const char *lang)
{
    return g_strconcat("fit/", document, ".", lang, ".xml", NULL);
}

static const char *intern_form(const char *form)
{
    return !g_strcmp0(form, "short") ? "short" : !g_strcmp0(form, "annex") ? "annex" : "full";
}

GHashTable *fit_read(const struct dossier *dossier, const char *document, const char *lang, gboolean *failed, struct diag *d)
{
    g_autofree char *name = fit_file_name(document, lang), *path = g_build_filename(dossier_folder(dossier), name, NULL);
    GHashTable *forms;
    struct xmlfile *file;

    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return NULL;
    file = xmlfile_read(dossier_folder(dossier), name, d);
    if (!file || !schema_validate("schemas/fit.xsd", xmlfile_doc(file), NULL, FALSE, d)) {
        *failed = TRUE;
        xmlfile_free(file);
        return NULL;
    }
    forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (xmlNodePtr n = tree_first(xmlDocGetRootElement(xmlfile_doc(file)), "answer"); n; n = tree_next(n))
        if (dossier_record(dossier, tree_get(n, "ref")))
            g_hash_table_insert(forms, g_strdup(tree_get(n, "ref")), (gpointer)intern_form(tree_get(n, "form")));
        else
            diag_report(d, R337, xmlfile_attribute_place(file, n, "ref"), NULL, "value", tree_get(n, "ref"), "document", document, NULL);
    xmlfile_free(file);
    return forms;
}

/* What the operands and options of commands name, looked up in project.xml, with a word about what comes near. */
#include "documents.h"

#include <string.h>

#include "command.h"
#include "project.h"
#include "tree.h"

GPtrArray *documents_choose(const char *verb, const struct dossier *dossier, int n, char **names)
{
    GPtrArray *all = project_documents(dossier), *chosen = g_ptr_array_new();
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    GHashTable *wanted = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean ok = TRUE;

    for (guint i = 0; i < all->len; i++)
        g_ptr_array_add(ids, g_strdup(tree_get(all->pdata[i], "id")));
    g_ptr_array_add(ids, NULL);
    for (int i = 0; i < n; i++) {
        const char *nearest;

        if (g_strv_contains((const char *const *)ids->pdata, names[i])) {
            g_hash_table_add(wanted, names[i]);
            continue;
        }
        nearest = diag_nearest(names[i], (const char *const *)ids->pdata);
        if (nearest) {
            command_complain(verb, "project.xml has no document “%s”; did you mean “%s”?", names[i], nearest);
        } else {
            char *list = g_strjoinv(", ", (char **)ids->pdata);

            command_complain(verb, "project.xml has no document “%s”; it has: %s", names[i], list);
            g_free(list);
        }
        ok = FALSE;
    }
    for (guint i = 0; ok && i < all->len; i++)
        if (strcmp(verb, "build") && project_document_is_site(all->pdata[i])) {
            if (g_hash_table_contains(wanted, ids->pdata[i])) {
                command_complain(verb, "“%s” is a site, which is built and nothing else", (char *)ids->pdata[i]);
                ok = FALSE;
            }
        } else if (!n || g_hash_table_contains(wanted, ids->pdata[i]))
            g_ptr_array_add(chosen, all->pdata[i]);
    g_hash_table_destroy(wanted);
    g_ptr_array_unref(ids);
    g_ptr_array_unref(all);
    if (ok)
        return chosen;
    g_ptr_array_unref(chosen);
    return NULL;
}

gboolean documents_know_audience(const char *verb, const struct dossier *dossier, const char *name)
{
    const char *const *known = project_audiences(dossier);
    const char *nearest;

    if (!name || g_strv_contains(known, name))
        return TRUE;
    nearest = diag_nearest(name, known);
    if (nearest) {
        command_complain(verb, "there is no audience “%s”; did you mean “%s”?", name, nearest);
    } else {
        char *list = g_strjoinv(", ", (char **)known);

        command_complain(verb, "there is no audience “%s”; there are: %s", name, list);
        g_free(list);
    }
    return FALSE;
}

/* Existing files are patched on their own bytes, new ones written whole. Everything is parsed and validated in memory
   before the first byte is written; then temporaries are written beside their places and renamed one after the other,
   and what was renamed is put back if a later one fails. */
#include "targets.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command.h"
#include "official.h"
#include "schema.h"

static void free_target(gpointer data)
{
    struct target *t = data;

    if (t->temporary)
        g_unlink(t->temporary);
    patch_free(t->patch);
    xmlfile_free(t->own);
    g_ptr_array_unref(t->lines);
    g_free(t->name);
    g_free(t->result);
    g_free(t->temporary);
    g_free(t);
}

struct target *targets_get(struct targets *all, const char *name, const struct xmlfile *file)
{
    struct target *t = g_hash_table_lookup(all->by_name, name);

    if (t)
        return t;
    t = g_new0(struct target, 1);
    t->name = g_strdup(name);
    t->lines = g_ptr_array_new_with_free_func(g_free);
    t->file = file;
    if (file && !xmlfile_is_verbatim(file)) {
        diag_report(all->diag, R224, (struct place){xmlfile_name(file), 1, 1, 0}, NULL, "file", name, NULL);
    } else if (file) {
        gsize size;
        const char *text = xmlfile_text(file, &size);

        t->patch = patch_new(text, size);
        g_assert(t->patch);
    }
    g_hash_table_insert(all->by_name, t->name, t);
    return t;
}

/* How an XML file reaches the schema folder beside project.xml: for the editor's completion. */
static char *new_file_head(const char *name, const char *root, const char *schema, const char *comment)
{
    GString *up = g_string_new(NULL);
    char *head;

    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/'))
        g_string_append(up, "../");
    head = g_strdup_printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<?xml-model href=\"%sschema/%s.xsd\" type=\"application/xml\" "
                           "schematypens=\"http://www.w3.org/2001/XMLSchema\"?>\n"
                           "<!-- %s -->\n"
                           "<%s xmlns=\"urn:rapporteur:%s\" version=\"1\">",
                           up->str, schema, comment, root, strcmp(root, "records") ? "vocabulary" : "records");
    g_string_free(up, TRUE);
    return head;
}

/* What the file becomes, into `result`; NULL there when nothing changes. */
static void finish_target(struct target *t)
{
    static const char terms_comment[] =
        "Terms that imported tables use and no other vocabulary has. Change labels as you like; keep the ids.";
    static const char records_comment[] =
        "Imported. A later import rewrites official fields that changed, and nothing else: add what is yours.";
    gboolean terms = !strcmp(t->name, OFFICIAL_TERMS_FILE);
    GString *s;
    char *head;

    for (guint i = 0; t->file && i < t->lines->len; i++)
        t->lines->pdata[i] = official_qualify(t->lines->pdata[i], xmlDocGetRootElement(xmlfile_doc(t->file)));
    g_ptr_array_add(t->lines, NULL);
    if (t->patch) {
        gsize bom = xmlfile_bom_size(t->file);
        char *body;

        if (t->lines->len > 1)
            patch_append_child(t->patch, 0, (const char *const *)t->lines->pdata);
        if (patch_is_empty(t->patch))
            return;
        body = patch_apply(t->patch, &t->size);
        if (bom) { /* UTF-8's mark, which the text comes without */
            t->result = g_strconcat("\xEF\xBB\xBF", body, NULL);
            t->size += bom;
            g_free(body);
        } else {
            t->result = body;
        }
        return;
    }
    if (t->lines->len < 2)
        return;
    head = terms ? new_file_head(t->name, "vocabularies", "vocabulary", terms_comment)
                 : new_file_head(t->name, "records", "records", records_comment);
    s = g_string_new(head);
    for (char **line = (char **)t->lines->pdata; *line; line++)
        g_string_append_printf(s, "\n%s", *line);
    g_string_append_printf(s, "\n%s</%s>\n", terms ? "" : "\n", terms ? "vocabularies" : "records");
    t->size = s->len;
    t->result = g_string_free(s, FALSE);
    g_free(head);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const struct target *const *)a)->name, (*(const struct target *const *)b)->name);
}

GPtrArray *targets_finish(struct targets *all)
{
    GPtrArray *changed = g_ptr_array_new();
    GHashTableIter iter;
    gpointer value;
    guint errors = diag_count(all->diag, DIAG_ERROR);

    g_hash_table_iter_init(&iter, all->by_name);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        struct target *t = value;

        finish_target(t);
        if (t->result)
            g_ptr_array_add(changed, t);
    }
    g_ptr_array_sort(changed, compare_names);
    for (guint i = 0; i < changed->len; i++) {
        struct target *t = g_ptr_array_index(changed, i);
        const char *schema = strcmp(t->name, OFFICIAL_TERMS_FILE) ? "schemas/records.xsd" : "schemas/vocabulary.xsd";
        struct xmlfile *check = xmlfile_parse(t->name, t->result, t->size, all->diag);

        if (!check || !schema_validate(schema, xmlfile_doc(check), t->name, FALSE, all->diag))
            diag_report(all->diag, R225, (struct place){t->name, 0, 0, 0}, NULL, "file", t->name, NULL);
        xmlfile_free(check);
    }
    if (diag_count(all->diag, DIAG_ERROR) == errors)
        return changed;
    g_ptr_array_free(changed, TRUE);
    return NULL;
}

/* Writes the new bytes beside their place. */
static gboolean write_temporary(struct target *t, const char *path)
{
    char *folder = g_path_get_dirname(path);
    GError *error = NULL;
    struct stat old;
    gboolean ok;

    if (g_mkdir_with_parents(folder, 0777)) {
        command_complain("import", "cannot make the folder %s: %s", folder, g_strerror(errno));
        g_free(folder);
        return FALSE;
    }
    g_free(folder);
    t->temporary = g_strconcat(path, ".rapporteur-new", NULL);
    ok = g_file_set_contents_full(t->temporary, t->result, (gssize)t->size, G_FILE_SET_CONTENTS_DURABLE, 0666, &error);
    if (!ok) {
        command_complain("import", "%s", error->message);
        g_error_free(error);
    } else if (!g_stat(path, &old)) {
        ok = !g_chmod(t->temporary, old.st_mode & 07777);
    }
    return ok;
}

gboolean targets_write(struct targets *all, GPtrArray *changed)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func(free);
    gboolean ok = TRUE;
    guint done = 0;

    for (guint i = 0; i < changed->len && ok; i++) {
        struct target *t = g_ptr_array_index(changed, i);
        char *path = g_build_filename(all->folder, t->name, NULL), *real = realpath(path, NULL);

        g_ptr_array_add(paths, real ? real : strdup(path)); /* behind a link, if it is one */
        g_free(path);
        ok = write_temporary(t, g_ptr_array_index(paths, i));
    }
    for (; ok && done < changed->len; done++) {
        struct target *t = g_ptr_array_index(changed, done);

        if (g_rename(t->temporary, g_ptr_array_index(paths, done))) {
            command_complain("import", "cannot write %s: %s", t->name, g_strerror(errno));
            ok = FALSE;
            break;
        }
        g_clear_pointer(&t->temporary, g_free);
    }
    for (guint i = 0; !ok && i < done; i++) {
        struct target *t = g_ptr_array_index(changed, i);
        gsize size;
        const char *text = t->file ? xmlfile_text(t->file, &size) : NULL;

        if (!text) {
            g_unlink(g_ptr_array_index(paths, i));
        } else {
            GString *s = g_string_new(xmlfile_bom_size(t->file) ? "\xEF\xBB\xBF" : "");

            g_string_append_len(s, text, (gssize)size);
            g_file_set_contents(g_ptr_array_index(paths, i), s->str, (gssize)s->len, NULL);
            g_string_free(s, TRUE);
        }
    }
    g_ptr_array_free(paths, TRUE);
    return ok;
}

struct targets *targets_new(const char *folder, struct diag *d)
{
    struct targets *all = g_new0(struct targets, 1);

    all->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_target);
    all->folder = folder;
    all->diag = d;
    return all;
}

void targets_free(struct targets *all)
{
    if (!all)
        return;
    g_hash_table_destroy(all->by_name);
    g_free(all);
}

/* rapporteur schema: lists the schemas and vocabularies, and writes the schemas out for editors. */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "dossier.h"
#include "resource.h"

static int list_schemas(void)
{
    char **names = resource_list("schemas/");

    for (char **name = names; *name; name++)
        printf("%s\n", *name + strlen("schemas/"));
    g_strfreev(names);
    return STATUS_DONE;
}

static void print_terms(const GPtrArray *terms)
{
    for (guint i = 0; i < terms->len; i++) {
        const struct term *t = terms->pdata[i];

        printf("%-12s  %s%s\n", t->id, term_label(t, "en"), t->own ? "  (of this dossier)" : "");
    }
}

/* The codes of a vocabulary or scale, those of the dossier included where there is one. */
static int list_vocabulary(struct command *c, const char *name)
{
    g_autofree char *project = g_build_filename(c->folder, "project.xml", NULL);
    struct dossier *dossier = g_file_test(project, G_FILE_TEST_EXISTS) ? dossier_read(c->folder, c->diag) : NULL;
    struct vocabularies *shipped = dossier ? NULL : vocabularies_new(c->diag);
    const struct vocabularies *v = dossier ? dossier_vocabularies(dossier) : shipped;
    const GPtrArray *terms = vocabulary_terms(v, name);

    if (!terms)
        terms = scale_values(v, name);
    if (terms)
        print_terms(terms);
    else
        command_complain("schema", "there is no vocabulary or scale “%s”: themes, groups, bodies, treaties, sdg, states, "
                                   "implementation, ccpr …", name);
    vocabularies_free(shipped);
    dossier_free(dossier);
    return terms ? STATUS_DONE : STATUS_USAGE;
}

static int export_schemas(const char *folder)
{
    char **names = resource_list("schemas/");
    int status = STATUS_DONE;

    if (g_mkdir_with_parents(folder, 0777) != 0) {
        command_complain("schema", "%s: %s", folder, g_strerror(errno));
        status = STATUS_FILES;
    }
    for (char **name = names; *name && status == STATUS_DONE; name++) {
        GBytes *bytes = resource_load(*name);
        g_autofree char *path = g_build_filename(folder, *name + strlen("schemas/"), NULL);
        g_autoptr(GError) error = NULL;
        gsize size;
        const char *data;

        if (!bytes)
            continue;
        data = g_bytes_get_data(bytes, &size);
        if (g_file_set_contents(path, data, (gssize)size, &error)) {
            printf("%s\n", path);
        } else {
            command_complain("schema", "%s", error->message);
            status = STATUS_FILES;
        }
        g_bytes_unref(bytes);
    }
    g_strfreev(names);
    return status;
}

int cmd_schema(struct command *c, int argc, char **argv)
{
    if (!command_parse(c, &argc, &argv, NULL, "list [VOCABULARY] | export DIR",
                       "Examples:\n  rapporteur schema list\n  rapporteur schema list themes\n"
                       "  rapporteur schema export schemas\n\n"
                       "Lists the schemas, or the codes of a vocabulary or scale; or writes the schemas to a folder, for an\n"
                       "editor that shows what may stand where."))
        return STATUS_USAGE;
    if (argc == 2 && !strcmp(argv[1], "list"))
        return list_schemas();
    if (argc == 3 && !strcmp(argv[1], "list"))
        return list_vocabulary(c, argv[2]);
    if (argc == 3 && !strcmp(argv[1], "export"))
        return export_schemas(argv[2]);
    command_complain(argv[0], "write “schema list”, “schema list VOCABULARY” or “schema export DIR”");
    return STATUS_USAGE;
}

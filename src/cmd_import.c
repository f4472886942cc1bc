/* rapporteur import FILE --map MAP: reads a table, merges it into the dossier, says what it did. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "csvfile.h"
#include "dossier.h"
#include "import.h"
#include "map.h"
#include "project.h"
#include "resource.h"
#include "rows.h"

static const char help[] =
    "Reads recommendations from a table (CSV) by a mapping file and writes them as records.\n\n"
    "  rapporteur -C slovenia import list.csv --map upr-thematic-list\n"
    "  rapporteur import list.csv --map upr-thematic-list --dry-run\n"
    "  rapporteur import liste.csv --map templates/import/ours.xml --encoding windows-1252 --separator ';'\n\n"
    "MAP is a shipped map, one in the dossier's templates/import/, or a path. Importing again updates by id: only\n"
    "official fields that changed are rewritten; comments, order and whatever people added stay as they are, and\n"
    "recommendations that the table no longer has are reported and stay. An empty cell changes nothing. Labels that no\n"
    "vocabulary has become terms in vocabularies/imported.xml. With errors nothing is written. FILE - is standard input.";

struct options {
    char *map, *encoding, *separator;
    gboolean dry_run, all_states;
};

/* Shipped maps and the dossier's own, for people who named another. */
static void complain_map(const char *name)
{
    char **resources = resource_list("templates/import/");
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *nearest;
    char *list;

    for (char **r = resources; *r; r++)
        if (g_str_has_suffix(*r, ".xml"))
            g_ptr_array_add(names, g_strndup(*r + strlen("templates/import/"),
                                             strlen(*r) - strlen("templates/import/") - strlen(".xml")));
    g_ptr_array_add(names, NULL);
    nearest = name ? diag_nearest(name, (const char *const *)names->pdata) : NULL;
    list = g_strjoinv(", ", (char **)names->pdata);
    if (!name)
        command_complain("import", "say which map reads the table: --map NAME, one of %s; or the path of your own", list);
    else if (nearest)
        command_complain("import", "there is no map “%s”; did you mean “%s”? Maps: %s", name, nearest, list);
    else
        command_complain("import", "there is no map “%s”; maps: %s; or give a path", name, list);
    g_free(list);
    g_ptr_array_unref(names);
    g_strfreev(resources);
}

/* The separator by its name or itself; 0: not one. */
static char read_separator(const char *word)
{
    if (!strcmp(word, "tab") || !strcmp(word, "\t") || !strcmp(word, "\\t"))
        return '\t';
    if (!strcmp(word, "comma") || !strcmp(word, ","))
        return ',';
    if (!strcmp(word, "semicolon") || !strcmp(word, ";"))
        return ';';
    return 0;
}

/* The bytes of a file, or of standard input for "-"; NULL after a complaint. */
static char *read_bytes(const char *name, gsize *size)
{
    char *bytes = NULL;
    GError *error = NULL;

    if (!strcmp(name, "-")) {
        GIOChannel *in = g_io_channel_unix_new(STDIN_FILENO);

        g_io_channel_set_encoding(in, NULL, NULL);
        g_io_channel_read_to_end(in, &bytes, size, &error);
        g_io_channel_unref(in);
    } else {
        g_file_get_contents(name, &bytes, size, &error);
    }
    if (error) {
        command_complain("import", "%s", error->message);
        g_error_free(error);
    }
    return bytes;
}

static const char *plural(guint n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

static void print_report(const struct rows *rows, const struct import_report *r, const struct options *o,
                         const char *table, const char *map, const char *state)
{
    guint in_table = rows->records->len;

    printf("%s: %u %s read by the map %s\n", table, rows->n_read, plural(rows->n_read, "row", "rows"), map);
    printf("  recommendations %u: %u new, %u changed, %u unchanged; %u gone\n", in_table, r->added, r->changed,
           r->unchanged, r->gone);
    if (r->of_other_tables)
        printf("  %u of them came from another table before: only what they lack is filled in\n", r->of_other_tables);
    printf("  sources %u: %u new\n", r->sources, r->sources_added);
    if (rows->n_others)
        printf("  %u %s of %u other %s left out, not about %s (--all-states takes them)\n", rows->n_others,
               plural(rows->n_others, "row", "rows"), rows->n_other_states,
               plural(rows->n_other_states, "State", "States"), state);
    for (guint i = 0; i < rows->unread->len; i++) {
        const struct unread_column *u = &g_array_index(rows->unread, struct unread_column, i);

        printf("  not read: column “%s”, %u %s with text\n", u->header, u->cells, plural(u->cells, "cell", "cells"));
    }
    if (r->terms_added)
        printf("  terms %u: new, put into vocabularies/imported.xml\n", r->terms_added);
    fputs(r->details->str, stdout);
    if (!r->files->len)
        puts("nothing to write: the dossier says the same");
    for (guint i = 0; i < r->files->len; i++)
        printf("%s %s\n", o->dry_run ? "would write" : "wrote", (const char *)g_ptr_array_index(r->files, i));
}

/* The map, or NULL with *status set. */
static struct map *load_map(const char *name, struct diag *d, int *status)
{
    gboolean found;
    struct map *map = map_load(name, &found, d);

    if (!map && !found) {
        complain_map(name);
        *status = strchr(name, '/') || g_str_has_suffix(name, ".xml") ? STATUS_FILES : STATUS_USAGE;
    } else if (!map) {
        *status = STATUS_CONTENT;
    }
    return map;
}

static int run(struct command *c, const struct options *o, const char *table_name, char separator)
{
    int status = STATUS_CONTENT;
    gsize size = 0;
    char *project = g_build_filename(c->folder, "project.xml", NULL), *bytes = NULL;
    struct map *map = NULL;
    struct dossier *dossier = NULL;
    struct csv_file *table = NULL;
    struct rows *rows = NULL;
    struct import_report report = {0};
    gboolean unwritable = FALSE;

    if (!g_file_test(project, G_FILE_TEST_EXISTS)) {
        command_complain("import", "%s is no dossier: it has no project.xml (rapporteur init makes one)", c->folder);
        status = STATUS_FILES;
        goto out;
    }
    map = load_map(o->map, c->diag, &status);
    if (!map)
        goto out;
    bytes = read_bytes(table_name, &size);
    if (!bytes) {
        status = STATUS_FILES;
        goto out;
    }
    dossier = dossier_read(c->folder, c->diag);
    if (!dossier || diag_count(c->diag, DIAG_ERROR)) {
        command_complain("import", "nothing was imported: the dossier has errors of its own, shown below; mend them "
                                   "first");
        goto out;
    }
    table = csv_file_read(strcmp(table_name, "-") ? table_name : "<stdin>", bytes, size, o->encoding, separator,
                          c->diag);
    if (diag_count(c->diag, DIAG_ERROR))
        goto out;
    rows = rows_read(table, map, dossier, o->all_states, c->diag);
    if (diag_count(c->diag, DIAG_ERROR))
        goto out;
    if (import_merge(dossier, map, rows, o->dry_run, &report, &unwritable, c->diag)) {
        if (!c->quiet)
            print_report(rows, &report, o, table->name, map->id, project_state(dossier));
        status = STATUS_DONE;
    } else if (unwritable) {
        status = STATUS_FILES;
    }
out:
    import_report_clear(&report);
    rows_free(rows);
    csv_file_free(table);
    dossier_free(dossier);
    map_free(map);
    g_free(bytes);
    g_free(project);
    return status;
}

int cmd_import(struct command *c, int argc, char **argv)
{
    struct options o = {0};
    char separator = 0;
    int status = STATUS_USAGE;
    const GOptionEntry entries[] = {
        {"map", 'm', 0, G_OPTION_ARG_FILENAME, &o.map, "How to read the table: a name or a path", "MAP"},
        {"encoding", 0, 0, G_OPTION_ARG_STRING, &o.encoding, "Of the table, e.g. windows-1252 (default UTF-8)", "NAME"},
        {"separator", 0, 0, G_OPTION_ARG_STRING, &o.separator, "comma, semicolon or tab (default: seen in the header)",
         "CHAR"},
        {"all-states", 0, 0, G_OPTION_ARG_NONE, &o.all_states, "Take rows about States other than the dossier's too",
         NULL},
        {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &o.dry_run, "Say what would be done and write nothing", NULL},
        G_OPTION_ENTRY_NULL,
    };

    if (!command_parse(c, &argc, &argv, entries, "FILE", help))
        goto out;
    if (argc != 2) {
        command_complain("import", argc < 2 ? "which table? rapporteur import FILE --map MAP"
                                            : "one table at a time: rapporteur import FILE --map MAP");
        goto out;
    }
    if (!o.map) {
        complain_map(NULL);
        goto out;
    }
    if (o.encoding && !csv_encoding_exists(o.encoding)) {
        command_complain("import", "the encoding “%s” is not known; iconv -l lists those that are", o.encoding);
        goto out;
    }
    if (o.separator && !(separator = read_separator(o.separator))) {
        command_complain("import", "--separator is comma, semicolon or tab (or the character), not “%s”", o.separator);
        goto out;
    }
    status = run(c, &o, argv[1], separator);
out:
    g_free(o.map);
    g_free(o.encoding);
    g_free(o.separator);
    return status;
}

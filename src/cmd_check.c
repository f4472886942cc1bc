/* rapporteur check: reads the dossier, reports what is wrong and counts what is there. Writes nothing. */
#include <stdio.h>

#include "command.h"
#include "dossier.h"
#include "timing.h"

/* "1 error, 2 warnings" */
static char *count_in_words(guint errors, guint warnings)
{
    return g_strdup_printf("%u error%s, %u warning%s", errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
}

static void print_counts(const struct dossier *dossier)
{
    const char *const *kinds = dossier_kinds();
    guint n_files, n_records;

    dossier_files(dossier, &n_files);
    dossier_records(dossier, &n_records);
    for (const char *const *kind = kinds; *kind; kind++)
        if (dossier_count(dossier, *kind))
            printf("%6u  %s\n", dossier_count(dossier, *kind), *kind);
    printf("%6u  records in %u file%s\n", n_records, n_files, n_files == 1 ? "" : "s");
}

int cmd_check(struct command *c, int argc, char **argv)
{
    struct dossier *dossier;
    guint errors, warnings;
    g_autofree char *words = NULL;

    if (!command_parse(c, &argc, &argv, NULL, NULL,
                       "Examples:\n  rapporteur check\n  rapporteur -C samples/velmora check\n"
                       "  rapporteur check --messages=json 2>messages.jsonl\n\n"
                       "Reads project.xml, vocabularies/ and records/, says what is wrong, and counts the records.\n"
                       "Exit status: 0 no errors, 1 errors, 3 no dossier here."))
        return STATUS_USAGE;
    if (argc > 1) {
        command_complain(argv[0], "“%s” is one word too many; the dossier is named by -C DIR", argv[1]);
        return STATUS_USAGE;
    }
    dossier = dossier_load(c->folder, c->diag);
    errors = diag_count(c->diag, DIAG_ERROR);
    warnings = diag_count(c->diag, DIAG_WARNING);
    words = count_in_words(errors, warnings);
    if (dossier && !c->quiet)
        print_counts(dossier);
    if (!c->quiet)
        printf("%s\n", words);
    if (!dossier) {
        g_autofree char *project = g_build_filename(c->folder, "project.xml", NULL);

        return g_file_test(project, G_FILE_TEST_EXISTS) ? STATUS_CONTENT : STATUS_FILES;
    }
    if (c->verbose)
        timing_print();
    dossier_free(dossier);
    return errors ? STATUS_CONTENT : STATUS_DONE;
}

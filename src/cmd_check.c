/* rapporteur check: reads the dossier, reports what is wrong and counts what is there. Writes nothing. */
#include <stdio.h>

#include "command.h"
#include "dossier.h"
#include "pdfcheck.h"
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

/* Each finding in the PDF files as a message; files of our own answer to stricter rules. */
static int check_pdf_files(struct command *c, const char *verb, char **files)
{
    for (char **file = files; *file; file++) {
        g_autofree char *bytes = NULL;
        gsize length;

        if (!g_file_get_contents(*file, &bytes, &length, NULL)) {
            command_complain(verb, "cannot read %s", *file);
            return STATUS_FILES;
        }
        g_autoptr(GPtrArray) findings = pdfcheck_run(bytes, length, pdfcheck_ours(bytes, length), 20);
        for (guint i = 0; i < findings->len; i++) {
            const struct pdf_finding *f = g_ptr_array_index(findings, i);
            g_autofree char *what = f->page ? g_strdup_printf("page %d: %s", f->page, f->what) : g_strdup(f->what);

            diag_report(c->diag, R703, (struct place){*file, 0, 0, 0}, NULL, "what", what, "rule", f->rule, NULL);
        }
        if (!c->quiet)
            printf("%s: %u finding%s\n", *file, findings->len, findings->len == 1 ? "" : "s");
    }
    return diag_count(c->diag, DIAG_ERROR) ? STATUS_CONTENT : STATUS_DONE;
}

/* The process ends behind the command: giving back a large dossier node by node would take a fifth of the whole time.
   Volatile, so that leak checkers find it here. */
static struct dossier *volatile kept;

int cmd_check(struct command *c, int argc, char **argv)
{
    struct dossier *dossier;
    g_auto(GStrv) pdf = NULL;
    const GOptionEntry entries[] = {
        {"pdf", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &pdf, "Check a PDF for screen readers, in place of the dossier", "FILE"},
        G_OPTION_ENTRY_NULL};
    guint errors, warnings;
    g_autofree char *words = NULL;

    if (!command_parse(c, &argc, &argv, entries, NULL,
                       "Examples:\n  rapporteur check\n  rapporteur -C samples/velmora check\n"
                       "  rapporteur check --pdf out/matrix.en.pdf\n"
                       "  rapporteur check --messages=json 2>messages.jsonl\n\n"
                       "Reads project.xml, vocabularies/ and records/, says what is wrong, and counts the records.\n"
                       "Exit status: 0 no errors, 1 errors, 3 no dossier here."))
        return STATUS_USAGE;
    if (argc > 1) {
        command_complain(argv[0], "“%s” is one word too many; the dossier is named by -C DIR", argv[1]);
        return STATUS_USAGE;
    }
    if (pdf)
        return check_pdf_files(c, argv[0], pdf);
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
    kept = dossier;
    return errors ? STATUS_CONTENT : STATUS_DONE;
}

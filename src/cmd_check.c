/* rapporteur check: reads the dossier, reports what is wrong and counts what is there. Writes nothing. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "check_document.h"
#include "command.h"
#include "coverage.h"
#include "documents.h"
#include "dossier.h"
#include "job.h"
#include "pdfcheck.h"
#include "profile.h"
#include "profile_text.h"
#include "project.h"
#include "project.h"
#include "timing.h"
#include "tree.h"
#include "xform.h"

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

/* By which row each document is judged, and how sure the row is. */
static void print_rows(const struct dossier *dossier)
{
    GPtrArray *documents = project_documents(dossier);

    for (guint i = 0; i < documents->len; i++) {
        xmlNodePtr document = documents->pdata[i], row = profile_of_document(dossier, document, NULL), rule = NULL;
        g_autofree char *limit = row ? profile_limit_words(row) : NULL, *date = row ? profile_deadline(dossier, document, row, &rule) : NULL;

        if (row)
            printf("document %s: row %s, limit %s%s%s%s\n", tree_get(document, "id"), tree_get(row, "id"), limit, date ? "; to be there by " : "",
                   date ? date : "", date && !tree_has(rule, "confidence", "read") && !tree_has(rule, "event", "due") ? " (unverified)" : "");
        profile_free(row);
    }
    g_ptr_array_unref(documents);
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

/* ---- Coverage ---- */

static void print_coverage(const struct coverage *c)
{
    printf("%s (%s)\n", c->job->id, c->job->lang);
    for (int k = 0; k < COVER_KINDS; k++)
        if (c->counts[k][0] + c->counts[k][1] + c->counts[k][2])
            printf("  %-40s %4u answered %4u partly %4u not\n", coverage_kind_name(k), c->counts[k][COVER_ANSWERED],
                   c->counts[k][COVER_PARTLY], c->counts[k][COVER_NOT]);
    for (int state = COVER_NOT; state > COVER_ANSWERED; state--)
        for (guint i = 0; i < c->items->len; i++) {
            const struct coverage_item *item = &g_array_index(c->items, struct coverage_item, i);

            if (item->state == (enum coverage_state)state && item->kind != COVER_FOLLOW_UP)
                printf("  %-7s %-20s %s: %s\n", coverage_state_name(item->state), item->id, item->label, item->why);
        }
    if (c->uncited->len) {
        printf("  evidence that is not cited here:");
        for (guint i = 0; i < c->uncited->len; i++)
            printf(" %s", (const char *)c->uncited->pdata[i]);
        putchar('\n');
    }
}

static json_t *coverage_json(const struct coverage *c)
{
    json_t *items = json_array(), *counts = json_object(), *uncited = json_array();

    for (int k = 0; k < COVER_KINDS; k++)
        json_object_set_new(counts, coverage_kind_name(k), json_pack("{s:i, s:i, s:i}", "answered", c->counts[k][COVER_ANSWERED],
                            "partly", c->counts[k][COVER_PARTLY], "not", c->counts[k][COVER_NOT]));
    for (guint i = 0; i < c->items->len; i++) {
        const struct coverage_item *item = &g_array_index(c->items, struct coverage_item, i);

        json_array_append_new(items, json_pack("{s:s, s:s, s:s, s:s, s:o}", "id", item->id, "kind", coverage_kind_name(item->kind), "label",
                                               item->label, "state", coverage_state_name(item->state), "why",
                                               item->why ? json_string(item->why) : json_null()));
    }
    for (guint i = 0; i < c->uncited->len; i++)
        json_array_append_new(uncited, json_string(c->uncited->pdata[i]));
    return json_pack("{s:s, s:s, s:o, s:o, s:o}", "document", c->job->id, "language", c->job->lang, "counts", counts, "items", items,
                     "uncited", uncited);
}

/* What each document had to answer. Status 4 when something is not answered at all: a person decides what to do. */
static int check_coverage(struct command *c, const struct dossier *dossier, int n, char **names, gboolean as_json)
{
    GPtrArray *documents = documents_choose("check", dossier, n, names);
    struct xform *xform = documents ? xform_new(c->diag) : NULL;
    json_t *all = as_json ? json_array() : NULL;
    int status = STATUS_DONE;

    if (!documents)
        return STATUS_FILES;
    for (guint i = 0; i < documents->len; i++) {
        char **languages = project_document_languages(dossier, documents->pdata[i]);
        struct job *j = job_new(dossier, documents->pdata[i], languages[0], NULL);

        g_strfreev(languages);
        j->keep = KEEP_TREE;
        j->xform = xform;
        j->diag = c->diag;
        job_run(j);
        if (!j->resolved) {
            status = STATUS_CONTENT;
        } else {
            struct coverage *coverage = coverage_new(j);

            if (as_json)
                json_array_append_new(all, coverage_json(coverage));
            else
                print_coverage(coverage);
            for (int k = 0; k < COVER_KINDS && status == STATUS_DONE; k++)
                if (coverage->counts[k][COVER_NOT])
                    status = STATUS_PERSON;
            coverage_free(coverage);
        }
        job_free(j);
    }
    if (as_json) {
        json_dumpf(all, stdout, JSON_INDENT(1) | JSON_SORT_KEYS);
        putchar('\n');
        json_decref(all);
    }
    xform_free(xform);
    g_ptr_array_unref(documents);
    return status;
}

/* The process ends behind the command: giving back a large dossier node by node would take a fifth of the whole time.
   Volatile, so that leak checkers find it here. */
static struct dossier *volatile kept;

int cmd_check(struct command *c, int argc, char **argv)
{
    struct dossier *dossier;
    g_auto(GStrv) pdf = NULL;
    g_autofree char *format = NULL;
    gboolean coverage = FALSE, records_only = FALSE;
    const GOptionEntry entries[] = {
        {"pdf", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &pdf, "Check a PDF for screen readers, in place of the dossier", "FILE"},
        {"records-only", 0, 0, G_OPTION_ARG_NONE, &records_only, "Leave the documents out: faster", NULL},
        {"coverage", 0, 0, G_OPTION_ARG_NONE, &coverage, "Say what documents (all, or those named) answer of what they had to", NULL},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "With --coverage: text or json", "FORM"},
        G_OPTION_ENTRY_NULL};
    guint errors, warnings;
    g_autofree char *words = NULL;

    if (!command_parse(c, &argc, &argv, entries, NULL,
                       "Examples:\n  rapporteur check\n  rapporteur -C samples/velmora check\n"
                       "  rapporteur check --pdf out/matrix.en.pdf\n"
                       "  rapporteur check --messages=json 2>messages.jsonl\n"
                       "  rapporteur check --coverage\n  rapporteur check --coverage midterm --format json\n\n"
                       "Reads project.xml, vocabularies/, records/ and narratives, makes the documents without writing them, says what\n"
                       "is wrong, and counts the records.\n"
                       "Exit status: 0 no errors, 1 errors, 3 no dossier here, 4 with --coverage: something is not answered."))
        return STATUS_USAGE;
    if (format && (!coverage || (strcmp(format, "json") && strcmp(format, "text")))) {
        command_complain(argv[0], coverage ? "--format is text or json, not “%s”" : "--format %s goes with --coverage", format);
        return STATUS_USAGE;
    }
    if (argc > 1 && !coverage) {
        command_complain(argv[0], "“%s” is one word too many; the dossier is named by -C DIR", argv[1]);
        return STATUS_USAGE;
    }
    if (pdf)
        return check_pdf_files(c, argv[0], pdf);
    dossier = dossier_load(c->folder, c->diag);
    if (coverage && dossier && !diag_count(c->diag, DIAG_ERROR)) {
        kept = dossier;
        return check_coverage(c, dossier, argc - 1, argv + 1, format && !strcmp(format, "json"));
    }
    /* a dossier that was just begun has no documents worth a look */
    if (dossier && !records_only && !diag_count(c->diag, DIAG_ERROR) &&
        dossier_count(dossier, "recommendation") + dossier_count(dossier, "question"))
        check_documents(dossier, c->jobs, c->diag);
    errors = diag_count(c->diag, DIAG_ERROR);
    warnings = diag_count(c->diag, DIAG_WARNING);
    words = count_in_words(errors, warnings);
    if (dossier && !c->quiet)
        print_counts(dossier), print_rows(dossier);
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

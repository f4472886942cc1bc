/* rapporteur build: the documents of project.xml, several at a time, into out/: all new or all old. */
#include "command.h"
#include "documents.h"
#include "dossier.h"
#include "job.h"
#include "png.h"
#include "progress.h"
#include "project.h"
#include "publish.h"
#include "timing.h"
#include "xform.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct options {
    char *formats, *audience, *lang, *dump, *out, *over_limit;
    int dpi;
    gboolean attach;
};

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* "pdf,html" (commas or spaces) into bits; FALSE for an unknown one, already said. */
static gboolean read_formats(const char *list, unsigned *formats)
{
    static const struct { const char *name; unsigned bit; } known[] = {
        {"pdf", FORMAT_PDF}, {"html", FORMAT_HTML}, {"png", FORMAT_PNG}, {"txt", FORMAT_TXT}};
    char **words = g_strsplit_set(list, ", \t\r\n", -1);
    gboolean ok = TRUE;

    *formats = 0;
    for (char **w = words; *w && ok; w++) {
        gboolean found = !**w;

        for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
            if (!strcmp(*w, known[i].name)) {
                *formats |= known[i].bit;
                found = TRUE;
            }
        if (!found) {
            command_complain("build", "there is no format “%s”; there are pdf, html, png and txt", *w);
            ok = FALSE;
        }
    }
    g_strfreev(words);
    return ok;
}

static gboolean read_document_formats(xmlNodePtr document, unsigned *formats)
{
    char **words = project_document_formats(document), *list = g_strjoinv(",", words);
    gboolean ok = read_formats(list, formats);

    g_free(list);
    g_strfreev(words);
    return ok;
}

static gboolean read_dump(const char *word, enum job_dump *dump)
{
    static const char *const words[] = {"", "view", "document", "resolved", "pages"};

    for (int i = DUMP_VIEW; i <= DUMP_PAGES; i++)
        if (!strcmp(word, words[i])) {
            *dump = (enum job_dump)i;
            return TRUE;
        }
    command_complain("build", "--dump is view, document, resolved or pages, not “%s”", word);
    return FALSE;
}

/* A job for each document and language. NULL: a wrong option, already said. */
static GPtrArray *make_jobs(struct command *c, const struct dossier *dossier, const struct options *o, int argc,
                            char **argv, struct xform *xform)
{
    GPtrArray *documents = documents_choose("build", dossier, argc - 1, argv + 1), *jobs;
    enum job_dump dump = DUMP_NONE;
    unsigned asked = 0;
    gboolean ok = documents != NULL;

    if (ok && o->formats)
        ok = read_formats(o->formats, &asked);
    if (ok)
        ok = documents_know_audience("build", dossier, o->audience);
    if (ok && o->dump)
        ok = read_dump(o->dump, &dump);
    jobs = g_ptr_array_new_with_free_func((GDestroyNotify)job_free);
    for (guint i = 0; ok && i < documents->len; i++) {
        xmlNodePtr document = documents->pdata[i];
        char **langs = project_document_languages(dossier, document);

        for (char **lang = langs; *lang && ok; lang++) {
            struct job *j;

            if (!**lang || (o->lang && strcmp(o->lang, *lang)))
                continue;
            if (asked && !(asked & FORMAT_HTML) && project_document_is_site(document))
                continue; /* a site is HTML */
            j = job_new(dossier, document, *lang, o->audience);
            j->formats = asked;
            if (!asked)
                ok = read_document_formats(document, &j->formats);
            j->dump = dump;
            j->dpi = o->dpi;
            j->attach |= o->attach;
            j->allow_over = o->over_limit && !strcmp(o->over_limit, "allow");
            j->xform = xform;
            j->diag = c->diag;
            g_ptr_array_add(jobs, j);
        }
        g_strfreev(langs);
    }
    if (ok && !jobs->len) {
        command_complain("build", documents->len ? "project.xml asks for no document in the language “%s”"
                                                 : "project.xml lists no document", o->lang);
        ok = FALSE;
    }
    if (documents)
        g_ptr_array_unref(documents);
    if (ok)
        return jobs;
    g_ptr_array_unref(jobs);
    return NULL;
}

struct crew {
    GMutex lock;
    GCond changed;
    guint done;
    const char *last;
};

static void work(gpointer data, gpointer user)
{
    struct job *j = data;
    struct crew *crew = user;

    if (!interrupted)
        job_run(j);
    else
        j->failed = TRUE;
    g_mutex_lock(&crew->lock);
    crew->done++;
    crew->last = j->id;
    g_cond_signal(&crew->changed);
    g_mutex_unlock(&crew->lock);
}

/* Runs all jobs, `at_once` at a time, with a line of progress. FALSE when the user interrupted. */
static gboolean run_jobs(GPtrArray *jobs, int at_once, gboolean quiet)
{
    struct crew crew = {0};
    struct progress *progress = progress_new(quiet);
    GThreadPool *pool;

    g_mutex_init(&crew.lock);
    g_cond_init(&crew.changed);
    pool = g_thread_pool_new(work, &crew, at_once, FALSE, NULL);
    for (guint i = 0; i < jobs->len; i++)
        g_thread_pool_push(pool, jobs->pdata[i], NULL);
    g_mutex_lock(&crew.lock);
    while (crew.done < jobs->len && !interrupted) {
        g_cond_wait_until(&crew.changed, &crew.lock, g_get_monotonic_time() + G_USEC_PER_SEC / 10);
        progress_show(progress, (int)crew.done, (int)jobs->len, crew.last ? crew.last : "starting");
    }
    g_mutex_unlock(&crew.lock);
    progress_free(progress);
    if (!interrupted)
        g_thread_pool_free(pool, FALSE, TRUE);
    /* interrupted: the process ends now, the threads with it */
    return !interrupted;
}

static char *format_size(gsize bytes)
{
    return bytes < 1000000 ? g_strdup_printf("%.0f KB", bytes / 1000.0 + 0.5) : g_strdup_printf("%.1f MB", bytes / 1e6);
}

/* What of a site is new since the last build, and how large the whole is. */
static void print_site(const struct job *j, const char *out)
{
    guint written = 0;
    gsize bytes = 0;
    g_autofree char *size = NULL;

    for (guint k = 0; k < j->outputs->len; k++) {
        const struct job_output *o = j->outputs->pdata[k];

        bytes += g_bytes_get_size(o->bytes);
        written += !o->same;
    }
    size = format_size(bytes);
    if (j->outputs->len)
        printf("%s/%s/  %s, %u files, %u new or changed\n", out, ((const struct job_output *)j->outputs->pdata[0])->folder, size,
               j->outputs->len, written);
}

/* A line for each file; one for a folder of pages. */
static void print_outputs(const struct job *j, const char *out)
{
    gsize bytes = 0;
    int pages = 0;

    if (project_document_is_site(j->document)) {
        print_site(j, out);
        return;
    }
    for (guint k = 0; k < j->outputs->len; k++) {
        const struct job_output *o = j->outputs->pdata[k], *next = k + 1 < j->outputs->len ? j->outputs->pdata[k + 1] : NULL;
        g_autofree char *size = NULL;

        bytes += g_bytes_get_size(o->bytes);
        pages += o->pages;
        if (o->folder && next && next->folder)
            continue;
        size = format_size(bytes);
        printf("%s/%s%s  %s", out, o->folder ? o->folder : o->name, o->folder ? "/" : "", size);
        if (pages)
            printf(", %d page%s", pages, pages == 1 ? "" : "s");
        putchar('\n');
        bytes = 0;
        pages = 0;
    }
}

static int publish_jobs(struct command *c, GPtrArray *jobs, const char *out)
{
    char *folder = g_path_is_absolute(out) ? g_strdup(out) : g_build_filename(c->folder, out, NULL);
    GError *error = NULL;
    struct publish *p = publish_begin(folder, &error);

    for (guint i = 0; p && !error && i < jobs->len; i++) {
        struct job *j = jobs->pdata[i];

        for (guint k = 0; !error && k < j->outputs->len; k++) {
            struct job_output *o = j->outputs->pdata[k];

            if (o->folder)
                publish_renew(p, o->folder);
            if (project_document_is_site(j->document))
                publish_add_changed(p, o->name, o->bytes, &o->same, &error);
            else
                publish_add(p, o->name, o->bytes, &error);
        }
    }
    if (interrupted) {
        publish_abandon(p);
        g_clear_error(&error);
        g_free(folder);
        return STATUS_INTERRUPTED;
    }
    if (error)
        publish_abandon(p);
    else if (p)
        publish_commit(p, &error);
    g_free(folder);
    if (error) {
        command_complain("build", "%s; the outputs are as they were", error->message);
        g_clear_error(&error);
        return STATUS_FILES;
    }
    for (guint i = 0; !c->quiet && i < jobs->len; i++)
        print_outputs(jobs->pdata[i], out);
    return STATUS_DONE;
}

static int build(struct command *c, const struct options *o, int argc, char **argv)
{
    gint64 begun = g_get_monotonic_time();
    struct dossier *dossier = dossier_load(c->folder, c->diag);
    struct xform *xform = NULL;
    GPtrArray *jobs = NULL;
    int status = STATUS_CONTENT;
    guint outputs = 0;

    if (!dossier)
        return STATUS_FILES;
    if (diag_count(c->diag, DIAG_ERROR))
        goto out;
    xform = xform_new(c->diag);
    jobs = make_jobs(c, dossier, o, argc, argv, xform);
    status = STATUS_USAGE;
    if (!jobs)
        goto out;
    if (!run_jobs(jobs, c->jobs, c->quiet)) {
        fputs("interrupted; the outputs are as they were\n", stderr);
        _exit(STATUS_INTERRUPTED);
    }
    status = STATUS_DONE;
    for (guint i = 0; i < jobs->len; i++) {
        struct job *j = jobs->pdata[i];

        if (j->failed)
            status = STATUS_CONTENT;
        if (j->dumped && !j->failed)
            fwrite(j->dumped->str, 1, j->dumped->len, stdout);
    }
    if (diag_count(c->diag, DIAG_ERROR))
        status = STATUS_CONTENT;
    if (status == STATUS_DONE && !o->dump)
        status = publish_jobs(c, jobs, o->out ? o->out : "out");
    for (guint i = 0; i < jobs->len; i++) {
        const struct job *j = jobs->pdata[i];

        for (guint k = 0; k < j->outputs->len; k++)
            outputs += !((const struct job_output *)j->outputs->pdata[k])->same;
    }
    if (status == STATUS_DONE && !o->dump && !c->quiet)
        fprintf(stderr, "wrote %u file%s in %.2f s\n", outputs, outputs == 1 ? "" : "s",
                (double)(g_get_monotonic_time() - begun) / G_USEC_PER_SEC);
    if (c->verbose)
        timing_print();
out:
    if (status == STATUS_CONTENT && !o->dump && !c->quiet)
        fputs("nothing was written; the outputs are as they were\n", stderr);
    if (jobs)
        g_ptr_array_unref(jobs);
    xform_free(xform);
    dossier_free(dossier);
    return status;
}

int cmd_build(struct command *c, int argc, char **argv)
{
    struct options o = {.dpi = PNG_DPI_USUAL};
    struct sigaction action = {0};
    int status;
    const GOptionEntry entries[] = {
        {"format", 'f', 0, G_OPTION_ARG_STRING, &o.formats, "Formats in place of project.xml's: pdf,html,png,txt", "LIST"},
        {"audience", 0, 0, G_OPTION_ARG_STRING, &o.audience, "Build for this reader in place of project.xml's", "NAME"},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &o.lang, "Only this language", "CODE"},
        {"dpi", 0, 0, G_OPTION_ARG_INT, &o.dpi, "Dots an inch of png, 36 to 600 (96)", "N"},
        {"attach", 0, 0, G_OPTION_ARG_NONE, &o.attach, "Put the records and the document as XML into each PDF", NULL},
        {"out", 0, 0, G_OPTION_ARG_FILENAME, &o.out, "Folder for the results (out)", "DIR"},
        {"over-limit", 0, 0, G_OPTION_ARG_STRING, &o.over_limit, "What is above a hard limit: refuse (fails), allow", "WHAT"},
        {"dump", 0, 0, G_OPTION_ARG_STRING, &o.dump, "Print a stage in place of writing: view, document, resolved, pages",
         "STAGE"},
        G_OPTION_ENTRY_NULL,
    };

    if (!command_parse(c, &argc, &argv, entries, "[DOCUMENT…]",
                       "Builds the documents of project.xml, or only those named, into out/.\n\n"
                       "The png of a document is a folder, DOCUMENT.LANGUAGE.png/page-001.png and so on; pages of an\n"
                       "earlier, longer build go.\n\n"
                       "A document of the kind site is a folder of web pages, DOCUMENT/LANGUAGE/index.html, with the languages\n"
                       "side by side: build all of them the first time. Only pages that changed are written.\n\n"
                       "With --attach (or attach=\"source\" in project.xml) a PDF carries what it was made from, as far as\n"
                       "its reader may see it: PDF/A-3 in place of PDF/A-2.\n\n"
                       "  rapporteur build\n  rapporteur build midterm --format pdf\n"
                       "  rapporteur build midterm --format pdf --attach\n"
                       "  rapporteur build midterm --format png --dpi 150\n"
                       "  rapporteur -C velmora build --audience government"))
        return STATUS_USAGE;
    if (o.dpi < PNG_DPI_LEAST || o.dpi > PNG_DPI_MOST) {
        command_complain("build", "--dpi is a number from %d to %d, not %d", PNG_DPI_LEAST, PNG_DPI_MOST, o.dpi);
        status = STATUS_USAGE;
        goto out;
    }
    if (o.over_limit && strcmp(o.over_limit, "allow") && strcmp(o.over_limit, "refuse")) {
        command_complain("build", "--over-limit is refuse or allow, not “%s”", o.over_limit);
        status = STATUS_USAGE;
        goto out;
    }
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    status = build(c, &o, argc, argv);
out:
    g_free(o.formats);
    g_free(o.over_limit);
    g_free(o.audience);
    g_free(o.lang);
    g_free(o.dump);
    g_free(o.out);
    return status;
}

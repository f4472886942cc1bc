/* random [--first N] [--count N] [--seed N [--write FILE] [--shrink]]: documents from seeds, laid out and audited. A child process
   does the work, so that a crash or a loop is a finding with its seed like any other; its parent goes on
   behind it. Ends with 1 when anything was found. */
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "diag.h"
#include "dump.h"
#include "layout.h"
#include "pdf.h"
#include "pdfcheck.h"
#include "random.h"
#include "resource.h"
#include "schema.h"

static int first = 1, count = 100, seed = 0, limit = 20;
static char *write_to, *style_name;
static gboolean shrink, with_pdf, shaping, verbose;

/* Shared with the child. */
struct progress {
    guint at, found;
    struct tally tally;
    double slowest;            /* seconds */
    guint slowest_seed;
};
static struct progress *progress;

struct engine {
    GHashTable *styles;
};

static const struct style *style_of(struct engine *e, xmlDocPtr doc)
{
    xmlChar *name = xmlGetNoNsProp(xmlDocGetRootElement(doc), (const xmlChar *)"style");
    struct style *style = g_hash_table_lookup(e->styles, name);

    if (!style) {
        struct diag *d = diag_new();

        style = style_load((const char *)name, d);
        if (!style) {
            diag_print(d, DIAG_TEXT, NULL, 0, FALSE);
            exit(3);
        }
        diag_free(d);
        g_hash_table_insert(e->styles, g_strdup((const char *)name), style);
    }
    xmlFree(name);
    return style;
}

static char *check_pdf(struct pages *pages, struct diag *d)
{
    GBytes *pdf = pdf_write(pages, d);
    GPtrArray *findings;
    char *wrong = NULL;
    gsize size;
    const char *bytes;

    if (!pdf)
        return g_strdup("pdf: none is written");
    bytes = g_bytes_get_data(pdf, &size);
    findings = pdfcheck_run(bytes, size, TRUE, 1);
    for (guint i = 0; i < findings->len && !wrong; i++) {
        const struct pdf_finding *f = findings->pdata[i];

        /* the trees, not the pages, have tables without heads, are without sections, and mix scripts in one language */
        if (strcmp(f->rule, "7.5-1") && strcmp(f->rule, "house-foreign") && strcmp(f->rule, "house-outline") && strcmp(f->rule, "house-heads"))
            wrong = g_strdup_printf("pdf: %s, page %d: %s", f->rule, f->page, f->what);
    }
    g_ptr_array_unref(findings);
    g_bytes_unref(pdf);
    return wrong;
}

/* Both ways of shaping give the same pages, and the dump has every word of them. */
static char *check_dump(xmlDocPtr doc, const struct style *style, const struct pages *pages, struct diag *d)
{
    struct pages *again = layout_document_slowly(doc, style, "samples/pictures", d);
    GString *a = g_string_new(NULL), *b = g_string_new(NULL);
    char *wrong;

    dump_pages(pages, a);
    dump_pages(again, b);
    wrong = audit_dump(pages, a->str);
    if (!wrong && shaping && strcmp(a->str, b->str)) {
        gsize i = 0, line = 1;

        for (; a->str[i] == b->str[i]; i++)
            line += a->str[i] == '\n';
        wrong = g_strdup_printf("shaping: kept words and whole paragraphs differ in line %u of the dump", (guint)line);
    }
    g_string_free(a, TRUE);
    g_string_free(b, TRUE);
    pages_free(again);
    return wrong;
}

/* What is wrong with this document, or NULL. */
static char *examine(struct engine *e, xmlDocPtr doc, struct tally *tally, gboolean deep)
{
    struct diag *d = diag_new();
    const struct style *style = style_of(e, doc);
    struct pages *pages;
    char *wrong;

    if (!schema_validate("schemas/document.xsd", doc, "random", FALSE, d)) {
        if (deep)
            diag_print(d, DIAG_TEXT, NULL, 3, FALSE);
        diag_free(d);
        return g_strdup("schema: the tree is not valid");
    }
    pages = layout_document(doc, style, "samples/pictures", d);
    wrong = audit_pages(doc, pages, style, tally);
    if (!wrong && deep)
        wrong = check_dump(doc, style, pages, d);
    if (!wrong && with_pdf)
        wrong = check_pdf(pages, d);
    pages_free(pages);
    diag_free(d);
    return wrong;
}

static gboolean same_class(const char *a, const char *b)
{
    const char *end = a ? strchr(a, ':') : NULL;

    return end && b && !strncmp(a, b, (gsize)(end - a) + 1);
}

/* Half of the words; FALSE: one is left. */
static gboolean halve(xmlNodePtr text)
{
    g_auto(GStrv) words = g_strsplit(text->content ? (const char *)text->content : "", " ", -1);
    guint n = g_strv_length(words);
    g_autofree char *rest = NULL;

    if (n < 2)
        return FALSE;
    g_clear_pointer(&words[n / 2], g_free);
    for (guint i = n / 2 + 1; i < n; i++)
        g_clear_pointer(&words[i], g_free);
    rest = g_strjoinv(" ", words);
    xmlNodeSetContent(text, (const xmlChar *)rest);
    return TRUE;
}

/* Takes out every element and halves every text, as long as the same is wrong. */
static xmlDocPtr reduce(struct engine *e, xmlDocPtr doc, const char *wrong)
{
    struct tally ignored = {0};

    for (int depth = 1, again = TRUE; depth < 10 || again; depth++) { /* what is large first */
        guint at = 0;

        again = FALSE;
        for (;;) {
            xmlDocPtr smaller = xmlCopyDoc(doc, 1);
            xmlNodePtr n = xmlDocGetRootElement(smaller);
            int deep = 0;
            char *now;

            for (guint i = 0; n && i <= at; i++) { /* the next in document order */
                if (n->children && deep < depth) {
                    n = n->children;
                    deep++;
                } else {
                    while (n && !n->next) {
                        n = n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
                        deep--;
                    }
                    n = n ? n->next : NULL;
                }
            }
            if (!n) {
                xmlFreeDoc(smaller);
                break;
            }
            if (n->type == XML_TEXT_NODE) {
                if (!halve(n)) {
                    xmlFreeDoc(smaller);
                    at++;
                    continue;
                }
            } else {
                xmlUnlinkNode(n);
                xmlFreeNode(n);
            }
            now = examine(e, smaller, &ignored, g_str_has_prefix(wrong, "shaping") || g_str_has_prefix(wrong, "dump"));
            if (same_class(wrong, now)) {
                xmlFreeDoc(doc);
                doc = smaller;
                again = depth >= 9;
            } else {
                xmlFreeDoc(smaller);
                at++;
            }
            g_free(now);
        }
    }
    return doc;
}

static void run_child(int from, int step)
{
    struct engine e = {.styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)style_free)};

    schema_load("schemas/document.xsd", NULL);
    for (int s = from; s < first + count; s += step) {
        clock_t start = clock();
        struct itimerval alarm = {.it_value = {.tv_sec = limit}};
        xmlDocPtr doc;
        char *wrong;
        double took;

        progress->at = (guint)s;
        setitimer(ITIMER_PROF, &alarm, NULL);
        doc = random_document((guint)s, style_name);
        wrong = examine(&e, doc, &progress->tally, s % 8 == 0);
        took = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (took > progress->slowest) {
            progress->slowest = took;
            progress->slowest_seed = (guint)s;
        }
        if (verbose)
            printf("%d %.3f\n", s, took);
        if (wrong) {
            progress->found++;
            printf("seed %d: %s\n", s, wrong);
        }
        fflush(stdout);
        g_free(wrong);
        xmlFreeDoc(doc);
    }
    g_hash_table_destroy(e.styles);
    exit(0);
}

static void run_one(void)
{
    struct engine e = {.styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)style_free)};
    xmlDocPtr doc = random_document((guint)seed, style_name);
    struct tally tally = {0};
    char *wrong;

    if (write_to && !shrink)
        xmlSaveFormatFileEnc(write_to, doc, "UTF-8", 0);
    wrong = examine(&e, doc, &tally, TRUE);
    if (wrong && shrink) {
        doc = reduce(&e, doc, wrong);
        g_free(wrong);
        wrong = examine(&e, doc, &tally, TRUE);
        xmlSaveFormatFileEnc(write_to ? write_to : "-", doc, "UTF-8", 0);
    }
    printf("seed %d: %s (%u pages, %u words)\n", seed, wrong ? wrong : "nothing is wrong", tally.pages, tally.words);
    progress->found = wrong != NULL;
    g_free(wrong);
    xmlFreeDoc(doc);
    g_hash_table_destroy(e.styles);
}

int main(int argc, char **argv)
{
    const GOptionEntry entries[] = {
        {"first", 0, 0, G_OPTION_ARG_INT, &first, "first seed (1)", "N"},
        {"count", 0, 0, G_OPTION_ARG_INT, &count, "how many (100)", "N"},
        {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "only this one", "N"},
        {"write", 0, 0, G_OPTION_ARG_FILENAME, &write_to, "with --seed: the tree", "FILE"},
        {"shrink", 0, 0, G_OPTION_ARG_NONE, &shrink, "with --seed: take out what does not matter", NULL},
        {"style", 0, 0, G_OPTION_ARG_STRING, &style_name, "this style (default: drawn)", "NAME"},
        {"limit", 0, 0, G_OPTION_ARG_INT, &limit, "seconds of CPU that a document may take (20)", "N"},
        {"pdf", 0, 0, G_OPTION_ARG_NONE, &with_pdf, "write and check PDF too", NULL},
        {"shaping", 0, 0, G_OPTION_ARG_NONE, &shaping, "kept words and whole paragraphs must give the same pages", NULL},
        {"verbose", 0, 0, G_OPTION_ARG_NONE, &verbose, "name every seed", NULL},
        G_OPTION_ENTRY_NULL};
    GOptionContext *context = g_option_context_new(NULL);
    GError *error = NULL;

    setlocale(LC_CTYPE, "C.UTF-8");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        fprintf(stderr, "random: %s\n", error->message);
        return 2;
    }
    g_option_context_free(context);
    progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    resource_init();
    resource_set_path((const char *const[]){"tests/layout", "tests/random", NULL}, FALSE);
    if (seed) {
        run_one();
        return progress->found ? 1 : 0;
    }
    for (int next = first; next < first + count; next = (int)progress->at + 1) {
        pid_t child = fork();
        int status = 0;

        if (!child)
            run_child(next, 1);
        waitpid(child, &status, 0);
        if (WIFEXITED(status) && !WEXITSTATUS(status))
            break;
        progress->found++;
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
            printf("seed %u: loop: not ready after %d seconds of CPU\n", progress->at, limit);
        else
            printf("seed %u: crash: %s\n", progress->at, WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "it ended itself");
        fflush(stdout);
    }
    printf("%d documents, %u pages, %u words; %u wrong; the slowest took %.2f s (seed %u)\n", count, progress->tally.pages,
           progress->tally.words, progress->found, progress->slowest, progress->slowest_seed);
    printf("gave way at the end of a page: a hyphen %u times, a single line %u, what is kept together %u, rows of a band or head %u, "
           "a heading %u; in notes a hyphen %u, a single line %u\n", progress->tally.gave_way[GAVE_HYPHEN],
           progress->tally.gave_way[GAVE_LONELY], progress->tally.gave_way[GAVE_KEPT], progress->tally.gave_way[GAVE_ROWS],
           progress->tally.gave_way[GAVE_HEADING], progress->tally.gave_way[GAVE_NOTE_HYPHEN],
           progress->tally.gave_way[GAVE_NOTE_LONELY]);
    return progress->found ? 1 : 0;
}

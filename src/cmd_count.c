/* rapporteur count: words of built documents by part and by section against the limit of their row, and what to cut first;
   --profiles and --profile show the rows. Builds each document as far as it takes and writes nothing. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "count.h"
#include "documents.h"
#include "dossier.h"
#include "job.h"
#include "profile.h"
#include "profile_text.h"
#include "project.h"
#include "tree.h"
#include "xform.h"

#define BAR 20
#define CUTS 5

struct options {
    char *lang, *audience, *format, *row;
    gboolean rows, all_sections;
    int depth;
};

/* ---- Text ---- */

static void print_part(const struct count *c, enum count_part part)
{
    gboolean strict = (c->counted[COUNT_STRICT] >> part) & 1, lenient = (c->counted[COUNT_LENIENT] >> part) & 1;

    if (!c->parts[part] && !strict && !lenient)
        return;
    printf("  %7u  %-11s %s\n", c->parts[part], count_part_name(part),
           strict && lenient ? "counts" : strict ? "counts by the strict reading only" : "does not count");
}

/* A bar of `part` against `whole`: full characters for the share, dots for the rest, "+" where it is more. */
static void print_bar(guint part, guint whole)
{
    guint full = whole ? (part * BAR + whole / 2) / whole : 0;

    for (guint i = 0; i < BAR; i++)
        fputs(i < full ? "█" : "·", stdout);
    if (full > BAR)
        putchar('+');
}

/* Against its budget, else against the limit, else against the whole document. */
static void print_section(const struct count *c, const struct count_section *s)
{
    guint whole = s->budget ? s->budget : c->limit ? c->limit : c->total[c->judged];
    double percent = whole ? 100.0 * s->words / whole : 0;

    printf("  %7u  %3.0f %% ", s->words, percent);
    print_bar(s->words, whole);
    printf("  %*s%s%s%s", (s->level - 1) * 2, "", s->label ? s->label : "", s->label ? " " : "", s->heading);
    printf("  (%s", s->id);
    if (s->budget)
        printf(", budget %u%s", s->budget, s->words > s->budget ? ": exceeded" : "");
    printf(")\n");
}

static void print_cuts(const struct count *c)
{
    static const char *const heads[] = {"Answers that may go into an annex, the least urgent first",
                                        "Quotations, the longest first", "Passages that repeat others"};
    GPtrArray *cuts = count_cuts(c, CUTS);
    int last = -1;

    if (cuts->len)
        printf("\nTo cut first\n");
    for (guint i = 0; i < cuts->len; i++) {
        const struct count_cut *cut = cuts->pdata[i];

        if ((int)cut->kind != last)
            printf("  %s:\n", heads[cut->kind]);
        last = (int)cut->kind;
        printf("  %7u  %s\n", cut->words, cut->what);
    }
    g_ptr_array_unref(cuts);
}

static void print_verdict(const struct count *c)
{
    guint judged = c->total[c->judged], other = c->total[!c->judged];

    printf("  words     %u", judged);
    if (judged != other)
        printf(" (%s reading; %s: %u)", c->judged == COUNT_STRICT ? "strict" : "lenient", c->judged == COUNT_STRICT ? "lenient" : "strict", other);
    if (c->limit && judged > c->limit)
        printf(", %u above the limit", judged - c->limit);
    else if (c->limit)
        printf(", %.1f per cent of the limit, %u left", 100.0 * judged / c->limit, c->limit - judged);
    if (c->limit && judged <= c->limit && c->total[COUNT_STRICT] > c->limit)
        printf(" (strictly read, %u above it)", c->total[COUNT_STRICT] - c->limit);
    putchar('\n');
    if (c->icu)
        printf("  by ICU    %u words, parted by dictionary (for information: limits are judged as a word processor counts)\n", c->icu);
}

static void print_count(const struct job *j, const struct options *o)
{
    const struct count *c = j->count;

    printf("%s (%s)\n", j->id, j->lang);
    profile_print_judging(j->dossier, j->document, j->row, stdout);
    print_verdict(c);
    printf("\nParts\n");
    for (int part = 0; part < COUNT_PARTS; part++)
        print_part(c, (enum count_part)part);
    if (c->sections->len)
        printf("\nSections (words that count; share of the %s)\n", c->limit ? "limit, or of their budget" : "document, or of their budget");
    for (guint i = 0; i < c->sections->len; i++) {
        const struct count_section *s = &g_array_index(c->sections, struct count_section, i);

        if (s->words && (o->all_sections || s->level <= o->depth || s->budget))
            print_section(c, s);
    }
    print_cuts(c);
}

/* ---- JSON ---- */

static json_t *section_json(const struct count *c, const struct count_section *s)
{
    json_t *json = json_pack("{s:s, s:s*, s:s, s:i, s:i}", "id", s->id, "label", s->label, "heading", s->heading, "level", s->level,
                             "words", (int)s->words);
    json_t *own = json_object();

    if (s->parent >= 0)
        json_object_set_new(json, "in", json_string(g_array_index(c->sections, struct count_section, s->parent).id));
    if (s->budget)
        json_object_set_new(json, "budget", json_integer(s->budget));
    for (int part = 0; part < COUNT_PARTS; part++)
        if (s->own[part])
            json_object_set_new(own, count_part_name((enum count_part)part), json_integer(s->own[part]));
    json_object_set_new(json, "own", own);
    return json;
}

static json_t *count_json(const struct job *j)
{
    static const char *const kinds[] = {"answer", "quotation", "repeated"};
    const struct count *c = j->count;
    json_t *json = json_pack("{s:s, s:s}", "document", j->id, "lang", j->lang), *parts = json_object(), *sections = json_array();
    json_t *answers = json_array(), *cuts = json_array();
    GPtrArray *found = count_cuts(c, CUTS);

    if (j->row)
        json_object_set_new(json, "profile", profile_json(j->dossier, j->document, j->row));
    json_object_set_new(json, "strict", json_integer(c->total[COUNT_STRICT]));
    json_object_set_new(json, "lenient", json_integer(c->total[COUNT_LENIENT]));
    json_object_set_new(json, "judged", json_string(c->judged == COUNT_STRICT ? "strict" : "lenient"));
    if (c->limit) {
        json_object_set_new(json, "limit", json_integer(c->limit));
        json_object_set_new(json, "over", json_integer(count_over(c)));
    }
    if (c->icu)
        json_object_set_new(json, "icu", json_integer(c->icu));
    for (int part = 0; part < COUNT_PARTS; part++)
        json_object_set_new(parts, count_part_name((enum count_part)part),
                            json_pack("{s:i, s:b, s:b}", "words", (int)c->parts[part], "strict", (int)(c->counted[COUNT_STRICT] >> part) & 1,
                                      "lenient", (int)(c->counted[COUNT_LENIENT] >> part) & 1));
    json_object_set_new(json, "parts", parts);
    for (guint i = 0; i < c->sections->len; i++)
        json_array_append_new(sections, section_json(c, &g_array_index(c->sections, struct count_section, i)));
    json_object_set_new(json, "sections", sections);
    for (guint i = 0; i < c->units->len; i++) {
        const struct count_unit *u = &g_array_index(c->units, struct count_unit, i);
        json_t *answer = json_pack("{s:s, s:s, s:s, s:i, s:b}", "id", u->id, "number", u->number, "form", u->form, "words", (int)u->words,
                                   "has-short", u->has_short);

        if (u->priority)
            json_object_set_new(answer, "priority", json_integer(u->priority));
        json_array_append_new(answers, answer);
    }
    json_object_set_new(json, "answers", answers);
    for (guint i = 0; i < found->len; i++) {
        const struct count_cut *cut = found->pdata[i];

        json_array_append_new(cuts, json_pack("{s:s, s:i, s:s, s:s*}", "kind", kinds[cut->kind], "words", (int)cut->words, "what", cut->what,
                                              "id", cut->id));
    }
    json_object_set_new(json, "cuts", cuts);
    g_ptr_array_unref(found);
    return json;
}

static void print_json(json_t *json)
{
    char *text = json_dumps(json, JSON_INDENT(1));

    puts(text);
    free(text);
    json_decref(json);
}

/* ---- The command ---- */

static int count_documents(struct command *c, const struct dossier *dossier, const struct options *o, GPtrArray *documents)
{
    struct xform *xform = xform_new(c->diag);
    gboolean json = o->format && !strcmp(o->format, "json");
    json_t *all = json ? json_array() : NULL;
    guint n = 0;
    int status = STATUS_DONE;

    for (guint i = 0; i < documents->len; i++) {
        char **langs = project_document_languages(dossier, documents->pdata[i]);

        for (char **lang = langs; *lang; lang++) {
            struct job *j;

            if (o->lang && strcmp(o->lang, *lang))
                continue;
            j = job_new(dossier, documents->pdata[i], *lang, o->audience);
            j->xform = xform;
            j->diag = c->diag;
            j->only_count = TRUE;
            job_run(j);
            if (j->failed || !j->count)
                status = STATUS_CONTENT;
            else if (json)
                json_array_append_new(all, count_json(j));
            else
                printf("%s", n ? "\n\n" : ""), print_count(j, o);
            n++;
            job_free(j);
        }
        g_strfreev(langs);
    }
    xform_free(xform);
    if (json)
        print_json(all);
    if (!n) {
        command_complain("count", "project.xml asks for no document in the language “%s”", o->lang ? o->lang : "");
        return STATUS_USAGE;
    }
    return status;
}

static int show_rows(const struct profiles *rows, const struct options *o)
{
    const char *const *ids = profiles_ids(rows);
    xmlNodePtr row;

    if (!o->row) {
        profile_print_list(rows, stdout);
        return STATUS_DONE;
    }
    row = profiles_row(rows, o->row);
    if (!row) {
        const char *nearest = diag_nearest(o->row, ids);

        command_complain("count", nearest ? "there is no row “%s”; did you mean “%s”?" : "there is no row “%s”; --profiles lists them", o->row, nearest);
        return STATUS_USAGE;
    }
    if (o->format && !strcmp(o->format, "json"))
        print_json(profile_row_json(row));
    else
        profile_print(row, stdout);
    profile_free(row);
    return STATUS_DONE;
}

static int run(struct command *c, const struct options *o, int argc, char **argv)
{
    struct dossier *dossier;
    GPtrArray *documents = NULL;
    int status = STATUS_CONTENT;

    if (o->format && strcmp(o->format, "text") && strcmp(o->format, "json")) {
        command_complain("count", "--format is text or json, not “%s”", o->format);
        return STATUS_USAGE;
    }
    if (o->rows || o->row) {
        struct profiles *rows = profiles_load(c->folder, c->diag);

        status = show_rows(rows, o);
        profiles_free(rows);
        return status;
    }
    dossier = dossier_load(c->folder, c->diag);
    if (!dossier)
        return STATUS_FILES;
    if (!diag_count(c->diag, DIAG_ERROR)) {
        documents = documents_choose("count", dossier, argc - 1, argv + 1);
        status = documents && documents_know_audience("count", dossier, o->audience) ? count_documents(c, dossier, o, documents) : STATUS_USAGE;
    }
    if (documents)
        g_ptr_array_unref(documents);
    dossier_free(dossier);
    return status;
}

int cmd_count(struct command *c, int argc, char **argv)
{
    struct options o = {.depth = 2};
    int status = STATUS_USAGE;
    const GOptionEntry entries[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &o.lang, "Only this language", "CODE"},
        {"audience", 0, 0, G_OPTION_ARG_STRING, &o.audience, "Count for this reader in place of project.xml's", "NAME"},
        {"depth", 0, 0, G_OPTION_ARG_INT, &o.depth, "Sections down to this level (2)", "N"},
        {"all", 0, 0, G_OPTION_ARG_NONE, &o.all_sections, "All sections", NULL},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &o.format, "text or json", "FORM"},
        {"profiles", 0, 0, G_OPTION_ARG_NONE, &o.rows, "List the rows of limits", NULL},
        {"profile", 0, 0, G_OPTION_ARG_STRING, &o.row, "Show one row of limits with its sections and sources", "ID"},
        G_OPTION_ENTRY_NULL};

    if (command_parse(c, &argc, &argv, entries, "[DOCUMENT…]",
                      "Counts the words of documents, by part and by section, against the limit of their row; says what to cut\n"
                      "first. A word is a run between white space that holds a letter or a digit; each Han or kana character\n"
                      "is one. Numbers that the program makes are not counted.\n\n"
                      "  rapporteur count\n  rapporteur count midterm --lang en\n  rapporteur count midterm --format=json\n"
                      "  rapporteur count --profiles\n  rapporteur count --profile cat-periodic-report"))
        status = run(c, &o, argc, argv);
    g_free(o.lang);
    g_free(o.audience);
    g_free(o.format);
    g_free(o.row);
    return status;
}

/* rapporteur fit: which answers stand in full, in short or only in the annex, so that a document lands inside its limit.
   The document is counted with every answer in full, in short and in the annex; from that the words of each choice are
   reckoned. Answers give way priority by priority, first to their short forms, then into the annex; then what turned out
   to be given away for nothing is given back, the most important first. The result is counted, not only reckoned. No text is
   ever cut: the program moves whole answers, and short forms are written by people. */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "count.h"
#include "documents.h"
#include "fit.h"
#include "job.h"
#include "profile.h"
#include "project.h"
#include "tree.h"
#include "xform.h"

#define LISTED 20 /* answers without a short form that are named */
#define ROUNDS 12 /* countings of a choice that turned out too long */

struct options {
    char *lang, *audience;
    int words;
    gboolean dry;
};

enum form { FULL, SHORT, ANNEX };
static const char *const form_names[] = {"full", "short", "annex"};

struct answer {
    char *id, *number;
    int priority;
    gboolean follow_up, has_short, keep, forced;
    guint words[3];      /* that count, by form */
    guint order, turn;   /* place in the document; whose turn it is to give way, from 1 */
    enum form form;
};

struct fitting {
    struct command *c;
    const struct dossier *dossier;
    struct xform *xform;
    xmlNodePtr document;
    const char *lang, *audience;
    GPtrArray *answers;  /* of struct answer, in the order of the document */
    GPtrArray *turns;    /* the same, in the order of giving way */
    guint before, target;
    enum count_reading judged;
    gboolean by_priority;
};

static void answer_free(gpointer data)
{
    struct answer *a = data;

    g_free(a->id);
    g_free(a->number);
    g_free(a);
}

/* ---- Counting a choice ---- */

/* The document counted with these forms; NULL: it cannot be built (reported). */
static struct count *try(struct fitting *f, GHashTable *forms)
{
    struct diag *quiet = diag_new();
    struct job *j = job_new(f->dossier, f->document, f->lang, f->audience);
    struct count *count;

    j->xform = f->xform;
    j->diag = quiet;
    j->only_count = TRUE;
    j->forms = forms;
    job_run(j);
    if (j->failed) {
        j->diag = f->c->diag; /* once more, aloud */
        job_run(j);
    }
    count = g_steal_pointer(&j->count);
    job_free(j);
    diag_free(quiet);
    return count;
}

static GHashTable *forms_of(const struct fitting *f)
{
    GHashTable *forms = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < f->answers->len; i++) {
        const struct answer *a = f->answers->pdata[i];

        g_hash_table_insert(forms, a->id, (gpointer)form_names[a->form]);
    }
    return forms;
}

/* The words with the forms as they stand; G_MAXUINT: it cannot be built. */
static guint count_choice(struct fitting *f)
{
    GHashTable *forms = forms_of(f);
    struct count *count = try(f, forms);
    guint words = count ? count->total[f->judged] : G_MAXUINT;

    count_free(count);
    g_hash_table_unref(forms);
    return words;
}

/* Counts with every answer in one form and keeps what each takes. */
static gboolean measure(struct fitting *f, enum form form)
{
    GHashTable *forms = g_hash_table_new(g_str_hash, g_str_equal);
    struct count *count;

    for (guint i = 0; i < f->answers->len; i++)
        g_hash_table_insert(forms, ((struct answer *)f->answers->pdata[i])->id, (gpointer)form_names[form]);
    count = try(f, forms);
    for (guint i = 0; count && i < count->units->len && i < f->answers->len; i++)
        ((struct answer *)f->answers->pdata[i])->words[form] = g_array_index(count->units, struct count_unit, i).words;
    g_hash_table_unref(forms);
    count_free(count);
    return count != NULL;
}

static gboolean is_named(xmlNodePtr fit, const char *attribute, const char *id)
{
    g_auto(GStrv) names = g_strsplit_set(fit && tree_get(fit, attribute) ? tree_get(fit, attribute) : "", " \t\r\n", -1);

    return g_strv_contains((const char *const *)names, id);
}

/* Everything in full: the answers there are, and the words before anything gives way. */
static struct count *count_full(struct fitting *f)
{
    GHashTable *none = g_hash_table_new(g_str_hash, g_str_equal);
    struct count *count = try(f, none);
    xmlNodePtr fit = tree_first(f->document, "fit");

    g_hash_table_unref(none);
    for (guint i = 0; count && i < count->units->len; i++) {
        const struct count_unit *u = &g_array_index(count->units, struct count_unit, i);
        struct answer *a = g_new0(struct answer, 1);

        a->id = g_strdup(u->id);
        a->number = g_strdup(u->number);
        a->priority = u->priority;
        a->follow_up = u->follow_up;
        a->has_short = u->has_short;
        a->order = i;
        a->words[FULL] = u->words;
        a->keep = is_named(fit, "keep", u->id);
        a->forced = !a->keep && is_named(fit, "annex", u->id);
        a->form = a->forced ? ANNEX : FULL;
        g_ptr_array_add(f->answers, a);
    }
    return count;
}

/* ---- Whose turn it is ---- */

static int rank(const struct answer *a)
{
    return a->priority ? a->priority : 3; /* nobody gave one: in the middle */
}

static gint by_priority(gconstpointer x, gconstpointer y)
{
    const struct answer *a = *(const struct answer *const *)x, *b = *(const struct answer *const *)y;

    if (rank(a) != rank(b))
        return rank(a) > rank(b) ? -1 : 1;
    if (a->follow_up != b->follow_up)
        return a->follow_up ? 1 : -1;
    return a->order > b->order ? -1 : 1;
}

static gint by_place(gconstpointer x, gconstpointer y)
{
    return (*(const struct answer *const *)x)->order > (*(const struct answer *const *)y)->order ? -1 : 1;
}

static gint by_length(gconstpointer x, gconstpointer y)
{
    const struct answer *a = *(const struct answer *const *)x, *b = *(const struct answer *const *)y;

    return a->words[FULL] != b->words[FULL] ? (a->words[FULL] > b->words[FULL] ? -1 : 1) : by_place(x, y);
}

static void find_turns(struct fitting *f)
{
    xmlNodePtr fit = tree_first(f->document, "fit");
    const char *order = fit && tree_get(fit, "order") ? tree_get(fit, "order") : "priority";

    for (guint i = 0; i < f->answers->len; i++)
        g_ptr_array_add(f->turns, f->answers->pdata[i]);
    f->by_priority = !strcmp(order, "priority");
    g_ptr_array_sort(f->turns, !strcmp(order, "document") ? by_place : !strcmp(order, "length") ? by_length : by_priority);
    for (guint i = 0; i < f->turns->len; i++)
        ((struct answer *)f->turns->pdata[i])->turn = i + 1;
}

/* ---- Choosing ---- */

static gint64 reckon(const struct fitting *f)
{
    gint64 sum = f->before;

    for (guint i = 0; i < f->answers->len; i++) {
        const struct answer *a = f->answers->pdata[i];

        sum += (gint64)a->words[a->form] - a->words[FULL];
    }
    return sum;
}

/* Gives way until the reckoned words are at most `target`. FALSE: nothing is left to give. */
static gboolean give_way(struct fitting *f, gint64 target)
{
    gint64 words = reckon(f);

    for (int turn = 0, class = f->by_priority ? 5 : 0; turn < 10; class -= turn++ % 2) {
        int step = SHORT + turn % 2; /* of each priority first the short forms, then the annex */

        for (guint i = 0; i < f->turns->len && words > target; i++) {
            struct answer *a = f->turns->pdata[i];

            if ((f->by_priority && rank(a) != class) || a->keep || a->form >= (enum form)step || (step == SHORT && !a->has_short) || a->words[step] >= a->words[a->form])
                continue;
            words -= a->words[a->form] - a->words[step];
            a->form = (enum form)step;
        }
    }
    return words <= target;
}

/* The most important first: what fits again gets a fuller form. */
static gboolean give_back(struct fitting *f, gint64 target)
{
    gint64 words = reckon(f);
    gboolean changed = FALSE;

    for (guint i = f->turns->len; i-- > 0;) {
        struct answer *a = f->turns->pdata[i];

        for (int form = FULL; form < (int)a->form && !a->forced; form++) {
            gint64 more = (gint64)a->words[form] - a->words[a->form];

            if ((form == SHORT && !a->has_short) || words + more > target)
                continue;
            words += more;
            a->form = (enum form)form;
            changed = TRUE;
        }
    }
    return changed;
}

static void keep_forms(const struct fitting *f, enum form *saved)
{
    for (guint i = 0; i < f->answers->len; i++)
        saved[i] = ((const struct answer *)f->answers->pdata[i])->form;
}

static void restore_forms(struct fitting *f, const enum form *saved)
{
    for (guint i = 0; i < f->answers->len; i++)
        ((struct answer *)f->answers->pdata[i])->form = saved[i];
}

/* Chooses; the words of the choice as counted, or G_MAXUINT: it cannot be built. *fits: at most the target. */
static guint choose(struct fitting *f, gboolean *fits)
{
    gint64 goal = f->target, left = 0; /* left: what reckoning is wrong by */
    g_autofree enum form *saved = g_new(enum form, f->answers->len + 1);
    guint words = count_choice(f), again;

    for (int round = 0; round < ROUNDS && words != G_MAXUINT && words > f->target; round++) {
        gboolean more = give_way(f, goal);

        words = count_choice(f);
        left = (gint64)words - reckon(f);
        if (!more && words > f->target)
            break;
        goal = (gint64)f->target - MAX(left, 0) - round; /* never twice the same */
    }
    *fits = words != G_MAXUINT && words <= f->target;
    if (!*fits)
        return words;
    keep_forms(f, saved);
    if (give_back(f, (gint64)f->target - MAX(left, 0))) {
        again = count_choice(f);
        if (again <= f->target)
            return again;
        restore_forms(f, saved);
    }
    return words;
}

/* ---- Telling ---- */

static char *why(const struct fitting *f, const struct answer *a)
{
    xmlNodePtr fit = tree_first(f->document, "fit");
    const char *order = fit && tree_get(fit, "order") ? tree_get(fit, "order") : "priority";
    g_autofree char *priority = a->priority ? g_strdup_printf("priority %d", a->priority) : g_strdup("no priority, taken as 3");
    g_autofree char *turn = !strcmp(order, "document") ? g_strdup("by its place in the document")
                            : !strcmp(order, "length") ? g_strdup("by its length") : g_strdup_printf("%s%s", priority, a->follow_up ? ", selected for follow-up" : "");

    if (a->keep)
        return g_strdup("to be kept, says project.xml");
    if (a->forced)
        return g_strdup("to go into the annex, says project.xml");
    if (a->form == FULL)
        return g_strdup_printf("there is room: %s, number %u of %u to give way", turn, a->turn, f->turns->len);
    return g_strdup_printf("%s, number %u of %u to give way%s", turn, a->turn, f->turns->len,
                           a->form == ANNEX && !a->has_short ? "; nobody wrote a short form" : "");
}

static void print_choice(const struct fitting *f, guint after)
{
    GString *missing = g_string_new(NULL);
    guint moved = 0, lacking = 0;

    for (guint i = 0; i < f->answers->len; i++) {
        const struct answer *a = f->answers->pdata[i];
        g_autofree char *reason = why(f, a);

        if (a->form == ANNEX && !a->has_short && !a->forced && ++lacking <= LISTED)
            g_string_append_printf(missing, "%s%s", missing->len ? ", " : "", a->number);
        if (a->form == FULL)
            continue;
        moved++;
        printf("  %-5s  %s: %u words instead of %u (%s)\n", form_names[a->form], a->number, a->words[a->form], a->words[FULL], reason);
    }
    printf("  %u of %u answers in full; %u words, %u left\n", f->answers->len - moved, f->answers->len, after, f->target - after);
    if (lacking > LISTED)
        g_string_append_printf(missing, " and %u more", lacking - LISTED);
    if (missing->len)
        printf("  a short form in an answer record would keep these in the text: %s\n", missing->str);
    g_string_free(missing, TRUE);
}

static void append_attribute(GString *out, const char *name, const char *value)
{
    g_autofree char *escaped = g_markup_escape_text(value, -1);

    g_string_append_printf(out, " %s=\"%s\"", name, escaped);
}

static char *write_choice(const struct fitting *f, guint after)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<!-- Written by rapporteur fit; a form may be changed by hand, until it is written anew. -->\n<fit xmlns=\""
                                FIT_NAMESPACE "\" version=\"1\"");

    append_attribute(out, "document", tree_get(f->document, "id"));
    append_attribute(out, "lang", f->lang);
    g_string_append_printf(out, " limit=\"%u\" reading=\"%s\" before=\"%u\" after=\"%u\">\n", f->target,
                           f->judged == COUNT_STRICT ? "strict" : "lenient", f->before, after);
    for (guint i = 0; i < f->answers->len; i++) {
        const struct answer *a = f->answers->pdata[i];
        g_autofree char *reason = why(f, a);

        g_string_append(out, "  <answer");
        append_attribute(out, "ref", a->id);
        append_attribute(out, "form", form_names[a->form]);
        g_string_append_printf(out, " full=\"%u\" now=\"%u\"", a->words[FULL], a->words[a->form]);
        append_attribute(out, "why", reason);
        g_string_append(out, "/>\n");
    }
    g_string_append(out, "</fit>\n");
    return g_string_free(out, FALSE);
}

static int save_choice(const struct fitting *f, guint after)
{
    g_autofree char *name = fit_file_name(tree_get(f->document, "id"), f->lang);
    g_autofree char *path = g_build_filename(f->c->folder, name, NULL), *folder = g_path_get_dirname(path);
    g_autofree char *text = write_choice(f, after);
    GError *error = NULL;

    if (g_mkdir_with_parents(folder, 0777) || !g_file_set_contents(path, text, -1, &error)) {
        command_complain("fit", "%s", error ? error->message : g_strerror(errno));
        g_clear_error(&error);
        return STATUS_FILES;
    }
    if (!f->c->quiet)
        printf("  wrote %s\n", name);
    return STATUS_DONE;
}

/* ---- The command ---- */

static int fit_measured(struct fitting *f, const struct options *o)
{
    gboolean fits = FALSE;
    g_autofree char *words = NULL, *over = NULL, *limit = NULL;
    guint after;

    if (f->before > f->target && (!measure(f, SHORT) || !measure(f, ANNEX)))
        return STATUS_CONTENT;
    find_turns(f);
    after = choose(f, &fits);
    if (after == G_MAXUINT)
        return STATUS_CONTENT;
    if (!fits) {
        words = g_strdup_printf("%u", after);
        over = g_strdup_printf("%u", after - f->target);
        limit = g_strdup_printf("%u", f->target);
        diag_report(f->c->diag, R336, dossier_node_place(f->document), tree_get(f->document, "id"), "words", words, "over", over,
                    "limit", limit, "document", tree_get(f->document, "id"), NULL);
        return STATUS_CONTENT;
    }
    if (!f->c->quiet)
        print_choice(f, after);
    return o->dry ? STATUS_DONE : save_choice(f, after);
}

static int fit_document(struct fitting *f, const struct options *o)
{
    struct count *count;
    int status = STATUS_DONE;

    f->answers = g_ptr_array_new_with_free_func(answer_free);
    f->turns = g_ptr_array_new();
    count = count_full(f);
    if (!count) {
        status = STATUS_CONTENT;
    } else {
        f->judged = count->judged;
        f->before = count->total[f->judged];
        f->target = o->words > 0 ? (guint)o->words : count->limit;
        if (!f->c->quiet)
            printf("%s (%s): %u words with every answer in full", tree_get(f->document, "id"), f->lang, f->before);
        if (!f->target && !f->c->quiet)
            printf("; no limit, so there is nothing to fit (--words N fits to a number)\n");
        else if (!f->c->quiet)
            printf(f->before > f->target ? ", %u above the limit of %u\n" : ", %u below the limit of %u\n",
                   f->before > f->target ? f->before - f->target : f->target - f->before, f->target);
        if (f->target)
            status = fit_measured(f, o);
    }
    count_free(count);
    g_ptr_array_unref(f->turns);
    g_ptr_array_unref(f->answers);
    return status;
}

static int run(struct command *c, const struct options *o, int argc, char **argv)
{
    struct dossier *dossier = dossier_load(c->folder, c->diag);
    GPtrArray *documents = NULL;
    struct xform *xform = NULL;
    int status = STATUS_CONTENT;
    guint n = 0;

    if (!dossier)
        return STATUS_FILES;
    if (diag_count(c->diag, DIAG_ERROR))
        goto out;
    documents = documents_choose("fit", dossier, argc - 1, argv + 1);
    status = STATUS_USAGE;
    if (!documents || !documents_know_audience("fit", dossier, o->audience))
        goto out;
    xform = xform_new(c->diag);
    status = STATUS_DONE;
    for (guint i = 0; i < documents->len && status == STATUS_DONE; i++) {
        g_auto(GStrv) langs = project_document_languages(dossier, documents->pdata[i]);

        for (char **lang = langs; *lang && status == STATUS_DONE; lang++) {
            struct fitting f = {.c = c, .dossier = dossier, .xform = xform, .document = documents->pdata[i], .lang = *lang,
                                .audience = o->audience};

            if (o->lang && strcmp(o->lang, *lang))
                continue;
            n++;
            status = fit_document(&f, o);
        }
    }
    if (!n && status == STATUS_DONE) {
        command_complain("fit", "project.xml asks for none of these documents in the language “%s”", o->lang ? o->lang : "");
        status = STATUS_USAGE;
    }
out:
    if (documents)
        g_ptr_array_unref(documents);
    xform_free(xform);
    dossier_free(dossier);
    return status;
}

int cmd_fit(struct command *c, int argc, char **argv)
{
    struct options o = {0};
    int status = STATUS_USAGE;
    const GOptionEntry entries[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &o.lang, "Only this language", "CODE"},
        {"audience", 0, 0, G_OPTION_ARG_STRING, &o.audience, "Fit for this reader in place of project.xml's", "NAME"},
        {"words", 0, 0, G_OPTION_ARG_INT, &o.words, "Fit to this number of words in place of the limit", "N"},
        {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &o.dry, "Say what would be chosen, and write nothing", NULL},
        G_OPTION_ENTRY_NULL};

    if (command_parse(c, &argc, &argv, entries, "DOCUMENT…",
                      "Chooses which answers of a document stand in full, in short, or only in an annex that does not count, so\n"
                      "that it lands inside its limit, and writes the choice to fit/DOCUMENT.LANGUAGE.xml, which build reads.\n"
                      "Answers give way in the order that <fit> of project.xml names: by priority (5 before 1; without one, as 3),\n"
                      "those not selected for follow-up first, the last of the document first. Nothing is cut inside a text.\n\n"
                      "  rapporteur fit midterm\n  rapporteur fit midterm --lang en --dry-run\n  rapporteur fit midterm --words 9000")) {
        if (argc < 2)
            command_complain("fit", "name the document to fit: rapporteur fit DOCUMENT");
        else if (o.words < 0)
            command_complain("fit", "--words is a number of words, not %d", o.words);
        else
            status = run(c, &o, argc, argv);
    }
    g_free(o.lang);
    g_free(o.audience);
    return status;
}

/* Global options into a struct command, the verb into a function, the worst result into the exit status. */
#include "command.h"
#include "resource.h"
#include "schema.h"

#include <fontconfig/fontconfig.h>
#include <libxml/parser.h>
#include <libxslt/xslt.h>
#include <locale.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef RAPPORTEUR_VERSION
#define RAPPORTEUR_VERSION "0.1"
#endif

static const struct verb verbs[] = {
    {"init", cmd_init, "write a small new dossier"},
    {"import", cmd_import, "read recommendations from a table by a mapping file"},
    {"check", cmd_check, "validate the dossier and say what is wrong"},
    {"build", cmd_build, "produce the documents of project.xml"},
    {"count", cmd_count, "count words against limits, and say what to cut"},
    {"fit", cmd_fit, "choose which answers are in full, in short or in the annex"},
    {"trace", cmd_trace, "say which records are behind a paragraph, and where a record is told"},
    {"explain", cmd_explain, "explain the code of a message"},
    {"schema", cmd_schema, "list or write out the schemas"},
    {"markdown", cmd_markdown, NULL}, /* for developers: reads Markdown by itself */
    {"layout", cmd_layout, NULL}, /* for developers: lays out one resolved document */
};

struct globals {
    char *folder, *messages, *colour, *now;
    int jobs, limit;
    gboolean quiet, verbose, trust, version, help;
};

static struct globals globals = {.limit = 50};

static const GOptionEntry global_entries[] = {
    {"directory", 'C', 0, G_OPTION_ARG_FILENAME, &globals.folder, "Work in this dossier", "DIR"},
    {"messages", 0, 0, G_OPTION_ARG_STRING, &globals.messages, "Form of messages: text or json", "FORM"},
    {"color", 0, 0, G_OPTION_ARG_STRING, &globals.colour, "Colour in messages: auto, always or never", "WHEN"},
    {"limit", 0, 0, G_OPTION_ARG_INT, &globals.limit, "Print at most N messages (50; 0: all)", "N"},
    {"jobs", 'j', 0, G_OPTION_ARG_INT, &globals.jobs, "Documents built at the same time", "N"},
    {"now", 0, 0, G_OPTION_ARG_STRING, &globals.now, "The date that stands for today", "YYYY-MM-DD"},
    {"trust-stylesheets", 0, 0, G_OPTION_ARG_NONE, &globals.trust, "Let the dossier's own stylesheets run", NULL},
    {"quiet", 'q', 0, G_OPTION_ARG_NONE, &globals.quiet, "Print nothing but errors", NULL},
    {"verbose", 'v', 0, G_OPTION_ARG_NONE, &globals.verbose, "Say more, with the time of every stage", NULL},
    G_OPTION_ENTRY_NULL,
};

void command_complain(const char *verb, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fprintf(stderr, "rapporteur%s%s: ", verb ? " " : "", verb ? verb : "");
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

static void print_usage(FILE *out)
{
    fputs("rapporteur turns records of human-rights recommendations into the documents a State owes.\n\n"
          "  rapporteur init velmora --state XVM --kind matrix   a new dossier\n"
          "  rapporteur -C velmora import list.csv --map upr-thematic-list\n"
          "  rapporteur -C velmora check\n"
          "  rapporteur -C velmora build matrix --format pdf,html\n\n"
          "Commands:\n",
          out);
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (verbs[i].summary)
            fprintf(out, "  %-10s %s\n", verbs[i].name, verbs[i].summary);
    fputs("\nrapporteur COMMAND --help tells more. Options for every command: -C DIR, --messages=text|json,\n"
          "--color=auto|always|never, --limit N, --jobs N, --now DATE, --trust-stylesheets, -q, -v, --help, --version.\n"
          "Exit status: 0 done, 1 the content has errors, 2 wrong use, 3 cannot read, write or find, 70 our bug.\n",
          out);
}

/* Whether messages are coloured: NO_COLOR and dumb terminals say no, CLICOLOR_FORCE says yes. */
static gboolean choose_colour(const char *when)
{
    const char *term = g_getenv("TERM"), *no = g_getenv("NO_COLOR"), *force = g_getenv("CLICOLOR_FORCE");

    if (when && !strcmp(when, "always"))
        return TRUE;
    if ((when && !strcmp(when, "never")) || (no && *no))
        return FALSE;
    if (force && *force && strcmp(force, "0"))
        return TRUE;
    return isatty(STDERR_FILENO) && term && strcmp(term, "dumb");
}

/* The values of global options, wherever they stood, into the command. */
static gboolean settle_globals(struct command *c)
{
    if (globals.messages && strcmp(globals.messages, "text") && strcmp(globals.messages, "json")) {
        command_complain(NULL, "--messages is text or json, not “%s”", globals.messages);
        return FALSE;
    }
    if (globals.colour && strcmp(globals.colour, "auto") && strcmp(globals.colour, "always") &&
        strcmp(globals.colour, "never")) {
        command_complain(NULL, "--color is auto, always or never, not “%s”", globals.colour);
        return FALSE;
    }
    if (globals.now && !g_regex_match_simple("^\\d{4}-\\d{2}-\\d{2}$", globals.now, 0, 0)) {
        command_complain(NULL, "--now is a date such as 2026-06-30, not “%s”", globals.now);
        return FALSE;
    }
    if (globals.jobs < 0 || globals.limit < 0) {
        command_complain(NULL, "--jobs and --limit are not negative");
        return FALSE;
    }
    if (globals.folder) {
        g_free(c->folder);
        c->folder = g_strdup(globals.folder);
    }
    c->messages = globals.messages && !strcmp(globals.messages, "json") ? DIAG_JSON : DIAG_TEXT;
    c->colour = choose_colour(globals.colour);
    c->message_limit = globals.limit;
    c->jobs = globals.jobs ? globals.jobs : (int)g_get_num_processors();
    c->now = globals.now;
    c->quiet = globals.quiet;
    c->verbose = globals.verbose;
    c->trust = globals.trust;
    return TRUE;
}

/* The dossier may override resources; -C may stand before or behind the verb. */
static void use_dossier(const struct command *c)
{
    const char *path[] = {c->folder, NULL};

    resource_set_path(path, c->trust);
}

gboolean command_parse(struct command *c, int *argc, char ***argv, const GOptionEntry *entries, const char *usage,
                       const char *help)
{
    const char *verb = (*argv)[0];
    GOptionContext *context = g_option_context_new(usage);
    GOptionGroup *global = g_option_group_new("global", "Options for every command:", "Options for every command", NULL,
                                              NULL);
    GError *error = NULL;
    gboolean ok, wants_help = FALSE;
    GOptionEntry help_entry[] = {
        {"help", 'h', 0, G_OPTION_ARG_NONE, &wants_help, "Show this help", NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_help_enabled(context, FALSE);
    if (entries)
        g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_main_entries(context, help_entry, NULL);
    g_option_group_add_entries(global, global_entries);
    g_option_context_add_group(context, global);
    g_option_context_set_summary(context, help);
    ok = g_option_context_parse(context, argc, argv, &error);
    if (!ok) {
        command_complain(verb, "%s\nTry: rapporteur %s --help", error->message, verb);
        g_clear_error(&error);
    } else if (wants_help) {
        char *name = g_strconcat("rapporteur ", verb, NULL), *text;

        g_set_prgname(name);
        text = g_option_context_get_help(context, FALSE, NULL);
        fputs(text, stdout);
        g_free(text);
        g_free(name);
        exit(STATUS_DONE);
    } else {
        if (*argc > 1 && !strcmp((*argv)[1], "--")) { /* GOption leaves it in front of operands */
            memmove(*argv + 1, *argv + 2, (gsize)(*argc - 1) * sizeof **argv);
            --*argc;
        }
        ok = settle_globals(c);
        if (ok)
            use_dossier(c);
    }
    g_option_context_free(context);
    return ok;
}

/* The nearest folder upwards that holds project.xml, else ".". */
static char *find_dossier(void)
{
    char *folder = g_get_current_dir();

    for (;;) {
        char *file = g_build_filename(folder, "project.xml", NULL), *up;
        gboolean found = g_file_test(file, G_FILE_TEST_EXISTS);

        g_free(file);
        if (found)
            return folder;
        up = g_path_get_dirname(folder);
        if (!strcmp(up, folder)) {
            g_free(up);
            g_free(folder);
            return g_strdup(".");
        }
        g_free(folder);
        folder = up;
    }
}

static const struct verb *find_verb(const char *name)
{
    const char *names[G_N_ELEMENTS(verbs) + 1] = {NULL}, *nearest;

    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
        names[i] = verbs[i].name;
        if (!strcmp(verbs[i].name, name))
            return &verbs[i];
    }
    nearest = diag_nearest(name, names);
    if (nearest)
        command_complain(NULL, "there is no command “%s”; did you mean “%s”?", name, nearest);
    else
        command_complain(NULL, "there is no command “%s”; rapporteur --help lists them", name);
    return NULL;
}

/* Reads the options before the verb. Returns the verb's row; NULL with *status set when there is nothing to run. */
static const struct verb *read_command_line(struct command *c, int *argc, char ***argv, int *status)
{
    GOptionContext *context = g_option_context_new(NULL);
    GOptionEntry own[] = {
        {"version", 'V', 0, G_OPTION_ARG_NONE, &globals.version, NULL, NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &globals.help, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };
    GError *error = NULL;
    const struct verb *verb = NULL;

    *status = STATUS_USAGE;
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_strict_posix(context, TRUE);
    g_option_context_add_main_entries(context, own, NULL);
    g_option_context_add_main_entries(context, global_entries, NULL);
    if (!g_option_context_parse(context, argc, argv, &error)) {
        command_complain(NULL, "%s\nTry: rapporteur --help", error->message);
        g_clear_error(&error);
    } else if (globals.version) {
        puts("rapporteur " RAPPORTEUR_VERSION);
        *status = STATUS_DONE;
    } else if (globals.help || (*argc > 1 && !strcmp((*argv)[1], "help"))) {
        print_usage(stdout);
        *status = STATUS_DONE;
    } else if (*argc < 2) {
        print_usage(stderr);
    } else if (settle_globals(c)) {
        verb = find_verb((*argv)[1]);
    }
    g_option_context_free(context);
    return verb;
}

/* -j4 as people write it to make: GOption wants two words. */
static void part_jobs(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
        if (g_str_has_prefix(argv[i], "-j") && g_ascii_isdigit(argv[i][2])) {
            char *option = g_strconcat("--jobs=", argv[i] + 2, NULL);

            argv[i] = (char *)g_intern_string(option);
            g_free(option);
        }
}

/* What libraries keep for the process: given back so that leak checkers see only leaks. */
static void drop_library_caches(void)
{
    pango_cairo_font_map_set_default(NULL);
    cairo_debug_reset_static_data();
    /* no FcFini: the thread in which pango sorts fonts may still read its caches, and then it would abort */
    schema_shutdown();
    xsltCleanupGlobals();
    xmlCleanupParser();
}

int main(int argc, char **argv)
{
    struct command c = {0};
    const struct verb *verb;
    int status;

    setlocale(LC_CTYPE, "C.UTF-8"); /* messages and file names are UTF-8; nothing else may depend on the locale */
    part_jobs(argc, argv);
    verb = read_command_line(&c, &argc, &argv, &status);
    if (verb) {
        if (!c.folder)
            c.folder = find_dossier();
        resource_init();
        use_dossier(&c);
        c.diag = diag_new();
        if (c.verbose)
            diag_show_notes(c.diag);
        status = verb->run(&c, argc - 1, argv + 1);
        if (status == STATUS_DONE && diag_count(c.diag, DIAG_ERROR))
            status = STATUS_CONTENT;
        fflush(stdout);
        diag_print(c.diag, c.messages, c.folder, (guint)c.message_limit, c.colour);
        if (status == STATUS_DONE && (fflush(stdout) || ferror(stdout))) {
            command_complain(verb->name, "cannot write the result");
            status = STATUS_FILES;
        }
        diag_free(c.diag);
        drop_library_caches();
    }
    g_free(c.folder);
    return status;
}

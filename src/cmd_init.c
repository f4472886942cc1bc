/* rapporteur init DIR --state SVN --kind matrix: a small dossier that builds at once. Its files come from
   templates/init, with @SLOTS@ filled; the schemas are written beside them for editors. */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/tree.h>

#include "command.h"
#include "map.h"
#include "patch.h"
#include "project.h"
#include "resource.h"
#include "vocabulary.h"

static const char help[] =
    "Writes a small new dossier that builds at once: project.xml, record files, an own vocabulary, narratives where the\n"
    "kind has them, and the schemas for editors.\n\n"
    "  rapporteur init slovenia --state SVN --kind matrix\n"
    "  rapporteur init velmora --state XVM --name Velmora --kind upr-midterm\n\n"
    "STATE is an ISO 3166-1 alpha-3 code or a United Nations short name; codes from XAA to XZZ stand for invented States.\n"
    "DIR is made if it is missing; it may hold nothing but hidden files.";

enum { KIND_MATRIX = 1, KIND_MIDTERM = 2, KIND_ALL = 3 };

static const struct piece {
    const char *resource, *file;
    int kinds;
} pieces[] = {
    {"project-matrix.xml", "project.xml", KIND_MATRIX},
    {"project-upr-midterm.xml", "project.xml", KIND_MIDTERM},
    {"institutions.xml", "records/institutions.xml", KIND_ALL},
    {"example.xml", "records/example.xml", KIND_ALL},
    {"own.xml", "vocabularies/own.xml", KIND_ALL},
    {"introduction.md", "narrative/introduction.md", KIND_MIDTERM},
    {"method.md", "narrative/method.md", KIND_MIDTERM},
    {"consultations.md", "narrative/consultations.md", KIND_MIDTERM},
    {"overview.md", "narrative/overview.md", KIND_MIDTERM},
    {"capacity.md", "narrative/capacity.md", KIND_MIDTERM},
    {"next-steps.md", "narrative/next-steps.md", KIND_MIDTERM},
    {"editorconfig", ".editorconfig", KIND_ALL},
    {"gitattributes", ".gitattributes", KIND_ALL},
};

struct slots {
    char *id, *name, *state, *date, *year;
};

/* TRUE when the folder is missing, or holds nothing but hidden files. */
static gboolean folder_is_free(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *entry;
    gboolean is_free = TRUE;

    if (!dir)
        return !g_file_test(path, G_FILE_TEST_EXISTS);
    while (is_free && (entry = g_dir_read_name(dir)))
        is_free = *entry == '.';
    g_dir_close(dir);
    return is_free;
}

/* The date of the new dossier: --now, SOURCE_DATE_EPOCH, else today. g_free the result. */
static char *choose_date(const struct command *c)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch && *epoch ? (time_t)g_ascii_strtoll(epoch, NULL, 10) : time(NULL);
    struct tm day;

    if (c->now)
        return g_strdup(c->now);
    gmtime_r(&now, &day);
    return g_strdup_printf("%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

/* Fills state and name of the slots. FALSE: no such State (said). */
static gboolean choose_state(struct slots *s, const char *word, const char *name, struct diag *d)
{
    struct vocabularies *v = vocabularies_new(d);
    const struct term *t = vocabulary_find(v, "states", word);
    gboolean invented = strlen(word) == 3 && word[0] == 'X' && g_ascii_isupper(word[1]) && g_ascii_isupper(word[2]);
    char *escaped;

    if (!t && !invented) {
        const char *id = vocabulary_nearest(v, "states", word);
        const struct term *nearest = id ? vocabulary_term(v, "states", id) : NULL;

        if (nearest)
            command_complain("init", "“%s” is no State; did you mean %s (%s)?", word, id, term_label(nearest, "en"));
        else
            command_complain("init", "“%s” is no State; give an ISO 3166-1 alpha-3 code such as SVN", word);
        vocabularies_free(v);
        return FALSE;
    }
    s->name = g_strdup(name ? name : t ? term_label(t, "en") : word);
    escaped = patch_escape_text(s->name);
    if (t && !name)
        s->state = g_strdup_printf("<state code=\"%s\"/>", t->id);
    else
        s->state = g_strdup_printf("<state code=\"%s\">\n    <name xml:lang=\"en\">%s</name>\n"
                                   "    <short xml:lang=\"en\">%s</short>\n  </state>", t ? t->id : word, escaped,
                                   escaped);
    g_free(escaped);
    vocabularies_free(v);
    return TRUE;
}

/* The name of a dossier, made from its folder's. */
static char *choose_id(const char *folder)
{
    char *path = g_canonicalize_filename(folder, NULL), *base = g_path_get_basename(path), *id = map_make_id(base);

    if (!*id || xmlValidateNCName((const xmlChar *)id, 0)) {
        char *longer = g_strconcat("dossier", *id ? "-" : "", id, NULL);

        g_free(id);
        id = longer;
    }
    g_free(base);
    g_free(path);
    return id;
}

static char *fill(const char *text, const struct slots *s)
{
    GString *out = g_string_new(text);
    char *name = patch_escape_text(s->name);

    g_string_replace(out, "@ID@", s->id, 0);
    g_string_replace(out, "@NAME@", name, 0);
    g_string_replace(out, "@STATE@", s->state, 0);
    g_string_replace(out, "@DATE@", s->date, 0);
    g_string_replace(out, "@YEAR@", s->year, 0);
    g_free(name);
    return g_string_free(out, FALSE);
}

/* Writes one file; hidden files that are there already stay. FALSE after a complaint. */
static gboolean write_file(const char *folder, const char *name, const char *text, gssize size, gboolean quiet)
{
    char *path = g_build_filename(folder, name, NULL), *parent = g_path_get_dirname(path);
    GError *error = NULL;
    gboolean ok = TRUE;

    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        if (!quiet)
            printf("left %s as it is\n", path);
    } else if (g_mkdir_with_parents(parent, 0777)) {
        command_complain("init", "cannot make the folder %s: %s", parent, g_strerror(errno));
        ok = FALSE;
    } else if (!g_file_set_contents_full(path, text, size, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &error)) {
        command_complain("init", "%s", error->message);
        g_error_free(error);
        ok = FALSE;
    } else if (!quiet) {
        printf("wrote %s\n", path);
    }
    g_free(parent);
    g_free(path);
    return ok;
}

static gboolean write_pieces(const char *folder, int kind, const struct slots *s, gboolean quiet)
{
    for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
        char *resource, *text;
        GBytes *bytes;
        gboolean ok;

        if (!(pieces[i].kinds & kind))
            continue;
        resource = g_strconcat("templates/init/", pieces[i].resource, NULL);
        bytes = resource_load(resource);
        g_assert(bytes);
        text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
        g_bytes_unref(bytes);
        g_free(resource);
        if (g_str_has_suffix(pieces[i].file, ".xml")) {
            char *filled = fill(text, s);

            g_free(text);
            text = filled;
        }
        ok = write_file(folder, pieces[i].file, text, -1, quiet);
        g_free(text);
        if (!ok)
            return FALSE;
    }
    return TRUE;
}

static gboolean write_schemas(const char *folder, gboolean quiet)
{
    char **names = resource_list("schemas/");
    gboolean ok = TRUE;

    for (char **name = names; *name && ok; name++) {
        GBytes *bytes = resource_load(*name);
        char *file = g_strconcat("schema/", *name + strlen("schemas/"), NULL);

        if (bytes)
            ok = write_file(folder, file, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), TRUE);
        if (bytes)
            g_bytes_unref(bytes);
        g_free(file);
    }
    if (ok && !quiet)
        printf("wrote %s%sschema (%u schemas, for editors)\n", folder, g_str_has_suffix(folder, "/") ? "" : "/",
               g_strv_length(names));
    g_strfreev(names);
    return ok;
}

static int run(struct command *c, const char *folder, const char *state, const char *name, int kind)
{
    struct slots s = {0};
    int status = STATUS_USAGE;

    if (!folder_is_free(folder)) {
        command_complain("init", "%s is not empty; name a new folder", folder);
        return STATUS_FILES;
    }
    if (!choose_state(&s, state, name, c->diag))
        goto out;
    s.id = choose_id(folder);
    s.date = choose_date(c);
    s.year = g_strdup_printf("%d", atoi(s.date) - 1);
    status = STATUS_FILES;
    if (!write_pieces(folder, kind, &s, c->quiet) || !write_schemas(folder, c->quiet))
        goto out;
    if (!c->quiet) {
        char *quoted = strpbrk(folder, " '\"$\\&;()<>*?") ? g_shell_quote(folder) : g_strdup(folder);

        printf("\nrecords/example.xml shows how records are written; all of it is a comment.\n"
               "Next:\n"
               "  rapporteur -C %s import LIST.csv --map upr-thematic-list\n"
               "  rapporteur -C %s build\n", quoted, quoted);
        g_free(quoted);
    }
    status = STATUS_DONE;
out:
    g_free(s.id);
    g_free(s.name);
    g_free(s.state);
    g_free(s.date);
    g_free(s.year);
    return status;
}

int cmd_init(struct command *c, int argc, char **argv)
{
    static const char *const kinds[] = {"matrix", "upr-midterm", NULL};
    char *state = NULL, *kind = NULL, *name = NULL;
    int status = STATUS_USAGE, chosen = KIND_MATRIX;
    const GOptionEntry entries[] = {
        {"state", 's', 0, G_OPTION_ARG_STRING, &state, "The State: alpha-3 code or short name", "STATE"},
        {"kind", 'k', 0, G_OPTION_ARG_STRING, &kind, "First document: matrix (default) or upr-midterm", "KIND"},
        {"name", 0, 0, G_OPTION_ARG_STRING, &name, "What the State is called, where the code does not tell", "NAME"},
        G_OPTION_ENTRY_NULL,
    };

    if (!command_parse(c, &argc, &argv, entries, "DIR", help))
        goto out;
    if (argc != 2 || !state) {
        command_complain("init", "%s: rapporteur init DIR --state SVN --kind matrix",
                         argc != 2 ? "name one folder for the new dossier" : "name the State");
        goto out;
    }
    if (kind && !strcmp(kind, kinds[1])) {
        chosen = KIND_MIDTERM;
    } else if (kind && strcmp(kind, kinds[0])) {
        const char *nearest = diag_nearest(kind, kinds);

        command_complain("init", "there is no kind “%s”%s%s%s; kinds: matrix, upr-midterm", kind,
                         nearest ? "; did you mean “" : "", nearest ? nearest : "", nearest ? "”?" : "");
        goto out;
    }
    status = run(c, argv[1], state, name, chosen);
out:
    g_free(state);
    g_free(kind);
    g_free(name);
    return status;
}

/* rapporteur init DIR --state SVN --kind matrix: a small dossier that builds at once, for every kind of document. Its
   files come from templates/init, with @SLOTS@ filled; the schemas are written beside them for editors. */
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
    "  rapporteur init velmora --state XVM --name Velmora --kind upr-midterm\n"
    "  rapporteur init shadow --state SVN --kind nhri-contribution --body CEDAW\n\n"
    "Kinds, of the State: matrix, state-report, state-report-simplified, core-document, replies, follow-up-report,\n"
    "upr-national-report, upr-addendum, upr-midterm, implementation-plan, responsibility-table;\n"
    "of institutions and organizations: nhri-contribution, npm-contribution, civil-society-contribution,\n"
    "upr-submission, nhri-statement, oral-statement, assessment-matrix.\n\n"
    "STATE is an ISO 3166-1 alpha-3 code or a United Nations short name; codes from XAA to XZZ stand for invented States.\n"
    "DIR is made if it is missing; it may hold nothing but hidden files.";

/* What goes with every kind; the records of its own are named by its start (struct start). */
static const struct piece {
    const char *resource, *file;
} pieces[] = {
    {"example.xml", "records/example.xml"},
    {"own.xml", "vocabularies/own.xml"},
    {"editorconfig", ".editorconfig"},
    {"gitattributes", ".gitattributes"},
};

/* A kind as templates/init/kinds/KIND.xml describes it: <start who= bodies= records=> around the <document> elements of
   project.xml, whose narratives have their first words in templates/init/narrative/. */
struct start {
    char *kind, *documents;
    char *who;      /* state, nhri, npm or organization: a file templates/init/who-WHO.xml */
    char **bodies;  /* the bodies it may be written for, the first unless one is chosen; empty: not asked */
    char **records; /* further record files */
    xmlDocPtr doc;
};

struct slots {
    char *id, *name, *state, *date, *year, *code;
    const char *body, *who, *by, *documents;
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
    s->code = g_strdup(t ? t->id : word);
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

/* Documents come first: they have slots themselves. */
static char *fill(const char *text, const struct slots *s)
{
    GString *out = g_string_new(text);
    char *name = patch_escape_text(s->name), *article;
    const char *of_treaty = s->body && strcmp(s->body, "UPR") && strcmp(s->body, "HRC") ? s->body : NULL;

    article = of_treaty ? g_strdup_printf("\n    <article treaty=\"%s\" ref=\"2\"/>", of_treaty) : g_strdup("");
    g_string_replace(out, "@DOCUMENTS@", s->documents, 0);
    g_string_replace(out, "@ARTICLE@", article, 0);
    g_string_replace(out, "@BODY@", s->body ? s->body : "", 0);
    g_string_replace(out, "@WHO@", s->who, 0);
    g_string_replace(out, "@BY@", s->by, 0);
    g_string_replace(out, "@ID@", s->id, 0);
    g_string_replace(out, "@STATE@", s->state, 0);
    g_string_replace(out, "@CODE@", s->code, 0);
    g_string_replace(out, "@DATE@", s->date, 0);
    g_string_replace(out, "@YEAR@", s->year, 0);
    g_string_replace(out, "@NAME@", name, 0);
    g_free(article);
    g_free(name);
    return g_string_free(out, FALSE);
}

/* The text of a resource below templates/init/, or NULL. g_free it. */
static char *load_text(const char *name)
{
    char *resource = g_strconcat("templates/init/", name, NULL), *text = NULL;
    GBytes *bytes = resource_load(resource);

    if (bytes) {
        text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
        g_bytes_unref(bytes);
    }
    g_free(resource);
    return text;
}

static char *attribute(xmlNodePtr node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    char *copy = g_strdup(value ? (const char *)value : "");

    xmlFree(value);
    return copy;
}

static char **words(xmlNodePtr node, const char *name)
{
    char *value = attribute(node, name), **list = g_strsplit(value, *value ? " " : "\n", -1);

    g_free(value);
    return list;
}

/* FALSE: there is no such kind. start_clear what it gives. */
static gboolean start_load(struct start *start, const char *kind)
{
    char *name = g_strconcat("kinds/", kind, ".xml", NULL), *path = g_strconcat("templates/init/", name, NULL);
    char *text = load_text(name), *open = text ? strstr(text, "<start ") : NULL;
    xmlNodePtr root;

    memset(start, 0, sizeof *start);
    start->doc = open ? resource_load_xml(path) : NULL;
    if (start->doc) {
        const char *from = strchr(open, '\n') + 1, *end = strstr(from, "\n</start>");

        g_assert(end);
        root = xmlDocGetRootElement(start->doc);
        start->kind = g_strdup(kind);
        start->documents = g_strndup(from, (gsize)(end - from));
        start->who = attribute(root, "who");
        start->bodies = words(root, "bodies");
        start->records = words(root, "records");
    }
    g_free(text);
    g_free(path);
    g_free(name);
    return start->doc != NULL;
}

static void start_clear(struct start *start)
{
    g_free(start->kind);
    g_free(start->documents);
    g_free(start->who);
    g_strfreev(start->bodies);
    g_strfreev(start->records);
    if (start->doc)
        xmlFreeDoc(start->doc);
}

/* The names of all kinds. g_strfreev them. */
static char **list_kinds(void)
{
    char **names = resource_list("templates/init/kinds/");

    for (char **n = names; *n; n++) {
        char *base = g_path_get_basename(*n);

        *strrchr(base, '.') = '\0';
        g_free(*n);
        *n = base;
    }
    return names;
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

static gboolean write_piece(const char *folder, const char *resource, const char *file, const struct slots *s,
                            gboolean quiet)
{
    char *text = load_text(resource);
    gboolean ok;

    g_assert(text);
    if (g_str_has_suffix(file, ".xml")) {
        char *filled = fill(text, s);

        g_free(text);
        text = filled;
    }
    ok = write_file(folder, file, text, -1, quiet);
    g_free(text);
    return ok;
}

/* The first words of every narrative that the documents name: those of the kind (SECTION.KIND.md), else SECTION.md. */
static gboolean write_narratives(const char *folder, const struct start *start, const struct slots *s, gboolean quiet)
{
    gboolean ok = TRUE;

    for (xmlNodePtr d = xmlFirstElementChild(xmlDocGetRootElement(start->doc)); d; d = xmlNextElementSibling(d))
        for (xmlNodePtr n = xmlFirstElementChild(d); n && ok; n = xmlNextElementSibling(n)) {
            char *section, *file, *own, *general, *text;

            if (strcmp((const char *)n->name, "narrative"))
                continue;
            section = attribute(n, "section");
            file = attribute(n, "file");
            own = g_strdup_printf("narrative/%s.%s.md", section, start->kind);
            general = g_strdup_printf("narrative/%s.md", section);
            text = load_text(own);
            ok = write_piece(folder, text ? own : general, file, s, quiet);
            g_free(text);
            g_free(general);
            g_free(own);
            g_free(file);
            g_free(section);
        }
    return ok;
}

static gboolean write_pieces(const char *folder, const struct start *start, const struct slots *s, gboolean quiet)
{
    char *who = g_strdup_printf("who-%s.xml", start->who);
    gboolean ok = write_piece(folder, "project.xml", "project.xml", s, quiet) &&
                  write_piece(folder, who, "records/institutions.xml", s, quiet);

    for (char **r = start->records; *r && ok; r++) {
        char *resource = g_strconcat(*r, ".xml", NULL), *file = g_strconcat("records/", resource, NULL);

        ok = write_piece(folder, resource, file, s, quiet);
        g_free(file);
        g_free(resource);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(pieces) && ok; i++)
        ok = write_piece(folder, pieces[i].resource, pieces[i].file, s, quiet);
    ok = ok && write_narratives(folder, start, s, quiet);
    g_free(who);
    return ok;
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

/* What to do next. */
static void say_next(const char *folder, const struct start *start, const struct slots *s, gboolean body_chosen)
{
    char *quoted = strpbrk(folder, " '\"$\\&;()<>*?") ? g_shell_quote(folder) : g_strdup(folder);

    printf("\nrecords/example.xml shows how records are written; all of it is a comment.\n");
    if (*start->records)
        printf("Texts that begin with “Example: replace” are yours to write: records/%s.xml, records/institutions.xml%s.\n",
               *start->records, strstr(start->documents, "\n      <narrative ") ? ", narrative" : "");
    if (*start->bodies && !body_chosen)
        printf("It is for %s; for another body: --body, or body=\"…\" in project.xml and the records.\n", s->body);
    printf("Next:\n"
           "  rapporteur -C %s import LIST.csv --map upr-thematic-list\n"
           "  rapporteur -C %s check\n"
           "  rapporteur -C %s build\n", quoted, quoted, quoted);
    g_free(quoted);
}

static int run(struct command *c, const char *folder, const char *state, const char *name, const char *body,
               const struct start *start)
{
    struct slots s = {.body = body ? body : *start->bodies, .documents = start->documents};
    int status = STATUS_USAGE;

    s.who = !strcmp(start->who, "state") ? "reporting-office" : start->who;
    s.by = !strcmp(start->who, "state") ? "state" : !strcmp(start->who, "organization") ? "civil-society" : "nhri";
    if (!folder_is_free(folder)) {
        command_complain("init", "%s is not empty; name a new folder", folder);
        return STATUS_FILES;
    }
    if (!choose_state(&s, state, name, c->diag))
        goto out;
    s.id = choose_id(folder);
    s.date = choose_date(c);
    s.year = g_strndup(s.date, 4);
    status = STATUS_FILES;
    if (!write_pieces(folder, start, &s, c->quiet) || !write_schemas(folder, c->quiet))
        goto out;
    if (!c->quiet)
        say_next(folder, start, &s, body != NULL);
    status = STATUS_DONE;
out:
    g_free(s.id);
    g_free(s.name);
    g_free(s.state);
    g_free(s.code);
    g_free(s.date);
    g_free(s.year);
    return status;
}

/* A word that is not in the list: says so, with the nearest. */
static void complain_choice(const char *what, const char *word, char **list)
{
    const char *nearest = diag_nearest(word, (const char *const *)list);
    char *all = g_strjoinv(", ", list);

    command_complain("init", "there is no %s “%s”%s%s%s; there are: %s", what, word, nearest ? "; did you mean “" : "",
                     nearest ? nearest : "", nearest ? "”?" : "", all);
    g_free(all);
}

int cmd_init(struct command *c, int argc, char **argv)
{
    char *state = NULL, *kind = NULL, *name = NULL, *body = NULL;
    char **kinds = list_kinds();
    struct start start = {0};
    int status = STATUS_USAGE;
    const GOptionEntry entries[] = {
        {"state", 's', 0, G_OPTION_ARG_STRING, &state, "The State: alpha-3 code or short name", "STATE"},
        {"kind", 'k', 0, G_OPTION_ARG_STRING, &kind, "First document (matrix); the kinds stand above", "KIND"},
        {"body", 'b', 0, G_OPTION_ARG_STRING, &body, "The treaty body it is for, e.g. CEDAW", "CODE"},
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
    if (!start_load(&start, kind ? kind : "matrix")) {
        complain_choice("kind", kind, kinds);
        goto out;
    }
    if (body && !*start.bodies) {
        command_complain("init", "a document of kind %s is not written for a body of your choice; leave --body out",
                         start.kind);
        goto out;
    }
    if (body && !g_strv_contains((const char *const *)start.bodies, body)) {
        complain_choice("treaty body", body, start.bodies);
        goto out;
    }
    status = run(c, argv[1], state, name, body, &start);
out:
    start_clear(&start);
    g_strfreev(kinds);
    g_free(body);
    g_free(state);
    g_free(kind);
    g_free(name);
    return status;
}

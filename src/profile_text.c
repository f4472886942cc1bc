/* Plain text in columns, and JSON with the names of the schema. */
#include "profile_text.h"

#include <string.h>

#include "project.h"
#include "tree.h"

char *profile_limit_words(const xmlNode *row)
{
    xmlNodePtr limit = row ? tree_first(row, "limit") : NULL;
    guint words = profile_limit(row);
    const char *pages = limit ? tree_get(limit, "pages") : NULL, *minutes = limit ? tree_get(limit, "minutes") : NULL;
    const char *rate = limit ? tree_get(limit, "rate") : NULL, *severity = limit ? tree_get(limit, "severity") : NULL;
    GString *out = g_string_new(NULL);

    if (words)
        g_string_append_printf(out, "%u words", words);
    if (minutes && rate)
        g_string_append_printf(out, " (%s minutes at %s words a minute)", minutes, rate);
    else if (rate)
        g_string_append_printf(out, "%s words a minute; how many minutes is for the document to say", rate);
    else if (pages)
        g_string_append_printf(out, words ? " (%s pages)" : "about %s pages, no number of words", pages);
    if (!out->len)
        g_string_append(out, "none");
    if (severity && (words || rate || pages))
        g_string_append_printf(out, ", %s", severity);
    return g_string_free(out, FALSE);
}

static void print_fact(const char *name, const char *what, const xmlNode *fact, FILE *out)
{
    g_autofree char *standing = fact ? profile_standing(fact) : NULL;

    fprintf(out, "  %-9s %s%s%s%s\n", name, what, standing && *standing ? " [" : "", standing ? standing : "", standing && *standing ? "]" : "");
}

static void print_limit(const xmlNode *row, FILE *out)
{
    xmlNodePtr limit = tree_first(row, "limit");
    g_autofree char *words = profile_limit_words(row);

    print_fact("limit", words, limit, out);
}

static void print_deadline(const char *date, const xmlNode *rule, FILE *out)
{
    g_autofree char *words = profile_deadline_words(rule), *both = date && *words ? g_strdup_printf("%s: %s", date, words) : g_strdup(date ? date : words);

    if (date && tree_has(rule, "event", "due"))
        fprintf(out, "  %-9s %s: the due date in project.xml\n", "deadline", date);
    else
        print_fact("deadline", both, rule, out);
}

void profile_print_list(const struct profiles *rows, FILE *out)
{
    for (const char *const *id = profiles_ids(rows); *id; id++) {
        xmlNodePtr row = profiles_row(rows, *id);
        g_autofree char *limit = profile_limit_words(row);

        fprintf(out, "%-32s %s\n%-32s %s\n", *id, profile_title(row) ? profile_title(row) : "", "", limit);
        profile_free(row);
    }
}

static void print_sections(const xmlNode *parent, int depth, FILE *out)
{
    for (xmlNodePtr n = tree_first(parent, "section"); n; n = tree_next(n)) {
        fprintf(out, "  %*s%s%s%s%s%s", depth * 2, "", tree_get(n, "id"), tree_get(n, "each") ? "-N" : "",
                tree_has(n, "required", "yes") ? "" : " (optional)", tree_get(n, "articles") ? ", articles " : "",
                tree_get(n, "articles") ? tree_get(n, "articles") : "");
        fprintf(out, "%s%s%s\n", tree_has(n, "region", "annex") ? ", in an annex" : "", tree_get(n, "records") ? ": " : "",
                tree_get(n, "records") ? tree_get(n, "records") : "");
        print_sections(n, depth + 1, out);
    }
}

void profile_print(const xmlNode *row, FILE *out)
{
    static const char *const keys[] = {"kind", "body", "stage", "form", "report", "style", "notes", NULL};

    fprintf(out, "%s\n", tree_get(row, "id"));
    if (profile_title(row))
        fprintf(out, "  %-9s %s\n", "title", profile_title(row));
    for (const char *const *key = keys; *key; key++)
        if (tree_get(row, *key))
            fprintf(out, "  %-9s %s\n", *key, tree_get(row, *key));
    print_limit(row, out);
    for (const xmlNode *n = row->children; n; n = n->next) {
        g_autofree char *words = n->type == XML_ELEMENT_NODE ? tree_words(n) : NULL;

        if (tree_is(n, "counts")) {
            print_fact("strict", tree_get(n, "strict"), n, out);
            print_fact("lenient", tree_get(n, "lenient"), n, out);
        } else if (tree_is(n, "deadline")) {
            print_deadline(NULL, n, out);
        } else if (tree_is(n, "languages")) {
            print_fact("languages", tree_get(n, "codes"), n, out);
        } else if (tree_is(n, "file")) {
            print_fact("file", tree_get(n, "formats"), n, out);
        } else if (tree_is(n, "guidelines")) {
            print_fact("follows", words, n, out);
        } else if (tree_is(n, "requirement")) {
            print_fact("asks", words, n, out);
        } else if (tree_is(n, "cover")) {
            fprintf(out, "  %-9s", "cover");
            for (xmlNodePtr f = tree_first(n, "field"); f; f = tree_next(f))
                fprintf(out, " %s%s", tree_get(f, "name"), tree_has(f, "required", "no") ? "?" : "");
            fputc('\n', out);
        }
    }
    if (tree_first(row, "section"))
        fprintf(out, "\nSections, with the records that fill them\n");
    print_sections(row, 0, out);
}

void profile_print_judging(const struct dossier *dossier, xmlNodePtr document, const xmlNode *row, FILE *out)
{
    xmlNodePtr rule = NULL, limit;
    g_autofree char *date = row ? profile_deadline(dossier, document, row, &rule) : NULL;

    if (!row) {
        fprintf(out, "  row       none fits: nothing is limited\n");
        return;
    }
    fprintf(out, "  row       %s%s%s%s\n", tree_get(row, "id"), profile_title(row) ? ": " : "", profile_title(row) ? profile_title(row) : "",
            tree_has(row, "own", "yes") ? " (changed by the dossier)" : "");
    print_limit(row, out);
    limit = tree_first(row, "limit");
    if (limit && profile_limit(row) && profile_fact_expired(limit, project_as_of(dossier)))
        fprintf(out, "  %-9s the limit is more than %s years old: look it up\n", "note", tree_get(row, "good-for"));
    if (rule)
        print_deadline(date, rule, out);
}

static void add_fact(json_t *json, const char *name, const xmlNode *fact)
{
    json_t *one = json_object();

    for (xmlAttrPtr a = fact->properties; a; a = a->next)
        if (!a->ns)
            json_object_set_new(one, (const char *)a->name, json_string(a->children ? (const char *)a->children->content : ""));
    json_object_set_new(json, name, one);
}

static json_t *sections_json(const xmlNode *parent)
{
    json_t *list = json_array();

    for (xmlNodePtr n = tree_first(parent, "section"); n; n = tree_next(n)) {
        json_t *one = json_object(), *inner;

        add_fact(one, "s", n);
        inner = json_incref(json_object_get(one, "s"));
        if (tree_first(n, "section"))
            json_object_set_new(inner, "sections", sections_json(n));
        json_array_append_new(list, inner);
        json_decref(one);
    }
    return list;
}

json_t *profile_row_json(const xmlNode *row)
{
    static const char *const once[] = {"limit", "counts", "languages", "file", NULL};
    json_t *holder = json_object(), *json, *deadlines = json_array(), *cover = json_array(), *asks = json_array();

    add_fact(holder, "row", row);
    json = json_incref(json_object_get(holder, "row"));
    json_decref(holder);
    if (profile_title(row))
        json_object_set_new(json, "title", json_string(profile_title(row)));
    if (profile_limit(row))
        json_object_set_new(json, "words", json_integer(profile_limit(row)));
    for (const char *const *name = once; *name; name++)
        if (tree_first(row, *name))
            add_fact(json, *name, tree_first(row, *name));
    for (xmlNodePtr n = tree_first(row, "deadline"); n; n = tree_next(n)) {
        holder = json_object();
        add_fact(holder, "d", n);
        json_array_append(deadlines, json_object_get(holder, "d"));
        json_decref(holder);
    }
    for (xmlNodePtr n = tree_first(tree_first(row, "cover"), "field"); n; n = tree_next(n))
        json_array_append_new(cover, json_string(tree_get(n, "name")));
    for (xmlNodePtr n = tree_first(row, "requirement"); n; n = tree_next(n)) {
        g_autofree char *words = tree_words(n);

        json_array_append_new(asks, json_string(words));
    }
    json_object_set_new(json, "deadlines", deadlines);
    json_object_set_new(json, "cover", cover);
    json_object_set_new(json, "requirements", asks);
    json_object_set_new(json, "sections", sections_json(row));
    return json;
}

json_t *profile_json(const struct dossier *dossier, xmlNodePtr document, const xmlNode *row)
{
    json_t *json = json_pack("{s:s, s:s*}", "id", tree_get(row, "id"), "title", profile_title(row));
    xmlNodePtr rule = NULL;
    g_autofree char *date = profile_deadline(dossier, document, row, &rule);

    if (tree_first(row, "limit"))
        add_fact(json, "limit", tree_first(row, "limit"));
    if (tree_first(row, "counts"))
        add_fact(json, "counts", tree_first(row, "counts"));
    if (rule) {
        add_fact(json, "deadline", rule);
        if (date)
            json_object_set_new(json_object_get(json, "deadline"), "date", json_string(date));
    }
    return json;
}

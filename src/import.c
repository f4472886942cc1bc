/* For each file that the table touches: a list of edits on its own bytes (patch.c) and the new records to add behind
   them. An empty cell says nothing and removes nothing. Terms that people chose from the dossier's own vocabularies, and
   elements that carry foreign attributes, are people's and stay. A recommendation that the dossier has from another table
   (same document and number, another id) is not added again: only what it lacks is filled in. Every changed file is parsed and validated in memory
   before the first one is written; then all are written beside their places and renamed. */
#include "import.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command.h"
#include "patch.h"
#include "schema.h"
#include "tree.h"

#define TERMS_FILE "vocabularies/imported.xml"

/* A file of the dossier that the import may change or make. */
struct target {
    char *name;                  /* relative to the dossier */
    const struct xmlfile *file;  /* NULL: a new file */
    struct xmlfile *own;         /* the same when this target read it */
    struct patch *patch;         /* NULL: a new file */
    GPtrArray *lines;            /* markup of new records (char *), see patch_append_child */
    char *result;                /* the new bytes, or NULL: unchanged */
    gsize size;
    char *temporary;             /* where they stand before they are renamed */
};

struct merge {
    const struct dossier *dossier;
    const struct map *map;
    const struct rows *rows;
    struct import_report *report;
    struct diag *diag;
    GHashTable *targets;         /* name -> struct target * */
    GHashTable *homes;           /* source id -> name of the file that holds its recommendations */
    GHashTable *numbers;         /* "source\nparagraph\nnumber" -> recommendation of the dossier */
    GHashTable *row_ids;         /* ids that the table makes */
    GHashTable *met;             /* ids of the dossier's recommendations that the table has */
};

static void free_target(gpointer data)
{
    struct target *t = data;

    if (t->temporary)
        g_unlink(t->temporary);
    patch_free(t->patch);
    xmlfile_free(t->own);
    g_ptr_array_unref(t->lines);
    g_free(t->name);
    g_free(t->result);
    g_free(t->temporary);
    g_free(t);
}

/* The target for a file that exists (`file`, lent) or for a new one (NULL). */
static struct target *get_target(struct merge *m, const char *name, const struct xmlfile *file)
{
    struct target *t = g_hash_table_lookup(m->targets, name);

    if (t)
        return t;
    t = g_new0(struct target, 1);
    t->name = g_strdup(name);
    t->lines = g_ptr_array_new_with_free_func(g_free);
    t->file = file;
    if (file && !xmlfile_is_verbatim(file)) {
        diag_report(m->diag, R224, (struct place){xmlfile_name(file), 1, 1, 0}, NULL, "file", name, NULL);
    } else if (file) {
        gsize size;
        const char *text = xmlfile_text(file, &size);

        t->patch = patch_new(text, size);
        g_assert(t->patch);
    }
    g_hash_table_insert(m->targets, t->name, t);
    return t;
}

static const struct xmlfile *find_file(const struct dossier *dossier, const char *name)
{
    guint n;
    const struct xmlfile *const *files = dossier_files(dossier, &n);

    for (guint i = 0; i < n; i++)
        if (!strcmp(xmlfile_name(files[i]), name))
            return files[i];
    return NULL;
}

/* Where a new record goes: the map's file if it exists, else where the source's recommendations stand already. */
static struct target *home_of(struct merge *m, const char *source, const char *file)
{
    const struct xmlfile *existing = find_file(m->dossier, file);
    const char *home = existing ? file : g_hash_table_lookup(m->homes, source);

    if (!existing && home)
        existing = find_file(m->dossier, home);
    return get_target(m, existing ? home : file, existing);
}

/* Markup for a file whose elements carry a prefix: every < of our markup opens a tag, as text is escaped. Takes it. */
static char *qualify(char *markup, const xmlNode *beside)
{
    GString *s;

    if (!beside->ns || !beside->ns->prefix)
        return markup;
    s = g_string_new(NULL);
    for (const char *p = markup; *p; p++) {
        g_string_append_c(s, *p);
        if (*p == '<') {
            if (p[1] == '/')
                g_string_append_c(s, *++p);
            g_string_append_printf(s, "%s:", (const char *)beside->ns->prefix);
        }
    }
    g_free(markup);
    return g_string_free(s, FALSE);
}

/* ---- New records ---- */

static void add_line(struct target *t, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add_line(struct target *t, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_ptr_array_add(t->lines, g_strdup_vprintf(format, args));
    va_end(args);
}

static void append_attribute(GString *s, const char *name, const char *value)
{
    char *escaped;

    if (!value || !*value)
        return;
    escaped = patch_escape_value(value);
    g_string_append_printf(s, " %s=\"%s\"", name, escaped);
    g_free(escaped);
}

static void write_source(struct target *t, const struct official_source *s)
{
    GString *tag = g_string_new("  <source");

    append_attribute(tag, "id", s->id);
    append_attribute(tag, "kind", s->kind);
    append_attribute(tag, "body", s->body);
    append_attribute(tag, "symbol", s->symbol);
    append_attribute(tag, "date", s->date);
    append_attribute(tag, "session", s->session);
    append_attribute(tag, "cycle", s->cycle);
    add_line(t, "%s", "");
    add_line(t, "%s>", tag->str);
    for (guint i = 0; i < s->n_titles; i++) {
        char *text = patch_escape_text(s->titles[i].text);

        add_line(t, "    <title xml:lang=\"%s\">%s</title>", s->titles[i].lang, text);
        g_free(text);
    }
    add_line(t, "  </source>");
    g_string_free(tag, TRUE);
}

/* <position …>, with its comment. g_free the result. */
static char *position_markup(const struct merge *m, const struct official_record *r)
{
    GString *s = g_string_new("<position");

    append_attribute(s, "value", r->position);
    append_attribute(s, "source", r->position_source ? r->position_source->id : NULL);
    append_attribute(s, "paragraph", r->position_paragraph);
    if (r->position_comment) {
        char *text = patch_escape_text(r->position_comment);

        g_string_append_printf(s, "><comment xml:lang=\"%s\">%s</comment></position>", m->map->lang, text);
        g_free(text);
    } else {
        g_string_append(s, "/>");
    }
    return g_string_free(s, FALSE);
}

static char *text_markup(const struct merge *m, const struct official_record *r)
{
    char *text = patch_escape_text(r->text), *markup;
    GString *tag = g_string_new("<text");

    append_attribute(tag, "xml:lang", m->map->lang);
    append_attribute(tag, "status", m->map->status);
    markup = g_strdup_printf("%s>%s</text>", tag->str, text);
    g_string_free(tag, TRUE);
    g_free(text);
    return markup;
}

static char *external_markup(const struct merge *m, const struct official_record *r)
{
    char *scheme = patch_escape_value(m->map->scheme), *text = patch_escape_text(r->external);
    char *markup = g_strdup_printf("<external scheme=\"%s\">%s</external>", scheme, text);

    g_free(scheme);
    g_free(text);
    return markup;
}

static char *code_markup(enum map_list list, const char *code)
{
    char *escaped = patch_escape_value(code);
    char *markup = g_strdup_printf("<%s %s=\"%s\"/>", map_list_element(list), map_list_attribute(list), escaped);

    g_free(escaped);
    return markup;
}

static void add_markup(struct target *t, char *markup)
{
    add_line(t, "    %s", markup);
    g_free(markup);
}

static void write_record(struct merge *m, struct target *t, const struct official_record *r)
{
    GString *tag = g_string_new("  <recommendation"), *from = g_string_new("<from");

    append_attribute(tag, "id", r->id);
    append_attribute(tag, "kind", m->map->kind);
    add_line(t, "%s", "");
    add_line(t, "%s>", tag->str);
    if (*r->external)
        add_markup(t, external_markup(m, r));
    append_attribute(from, "source", r->from->id);
    append_attribute(from, "number", r->number);
    append_attribute(from, "paragraph", r->paragraph);
    append_attribute(from, "part", r->part);
    add_line(t, "    %s/>", from->str);
    add_markup(t, text_markup(m, r));
    if (*r->position)
        add_markup(t, position_markup(m, r));
    for (enum map_list list = 0; list < MAP_LISTS; list++)
        for (const char **code = r->lists[list]; *code; code++)
            add_markup(t, code_markup(list, *code));
    add_line(t, "  </recommendation>");
    g_string_free(tag, TRUE);
    g_string_free(from, TRUE);
}

/* ---- Records that are there ---- */

/* One existing record and the edits on it. */
struct change {
    struct merge *merge;
    struct target *target;
    xmlNodePtr record;
    gboolean gaps_only;     /* the record came from another table: fill what it lacks */
    GString *fields;        /* what changed, for the report */
};

static guint number_of(const struct change *c, xmlNodePtr element)
{
    gssize offset = xmlfile_offset(c->target->file, element);
    int number = patch_find(c->target->patch, (gsize)offset);

    g_assert(number >= 0);
    return (guint)number;
}

static void note(struct change *c, const char *field)
{
    g_string_append_printf(c->fields, "%s%s", c->fields->len ? ", " : "", field);
}

static gboolean is_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static xmlNodePtr first_child(xmlNodePtr record, const char *name)
{
    for (xmlNodePtr c = record->children; c; c = c->next)
        if (is_element(c, name))
            return c;
    return NULL;
}

static gboolean content_is(xmlNodePtr node, const char *text)
{
    xmlChar *content = xmlNodeGetContent(node);
    gboolean same = !strcmp((const char *)content, text);

    xmlFree(content);
    return same;
}

/* Gives an attribute a value where the table has one and it differs. */
static gboolean set_attribute(struct change *c, xmlNodePtr element, const char *name, const char *value)
{
    const char *old = tree_get(element, name);

    if (!value || !*value || (old && (c->gaps_only || !strcmp(old, value))))
        return FALSE;
    patch_set_attribute(c->target->patch, number_of(c, element), name, value);
    return TRUE;
}

/* The last child that stands, by the schema's order, before or at the element `name`. NULL: there is none. */
static xmlNodePtr anchor_for(xmlNodePtr record, const char *name)
{
    static const char *const order[] = {"external", "from", "text", "plain", "follow-up", "position", "recommender",
                                        "theme", "group", "sdg", NULL};
    xmlNodePtr anchor = NULL;

    for (xmlNodePtr c = record->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            for (const char *const *o = order; *o; o++) {
                if (!strcmp(*o, (const char *)c->name))
                    anchor = c;
                if (!strcmp(*o, name))
                    break;
            }
    return anchor;
}

/* Puts a new element into the record where the schema wants it. Takes the markup. */
static void insert_element(struct change *c, const char *name, char *markup)
{
    xmlNodePtr anchor = anchor_for(c->record, name);

    markup = qualify(markup, c->record);
    if (anchor)
        patch_insert_after(c->target->patch, number_of(c, anchor), markup);
    else /* only <external> has nothing before it; <from> is always there */
        patch_insert_before(c->target->patch, number_of(c, first_child(c->record, "from")), markup);
    g_free(markup);
}

static void change_external(struct change *c, const struct official_record *r)
{
    if (!*r->external)
        return;
    for (xmlNodePtr e = c->record->children; e; e = e->next)
        if (is_element(e, "external") && !g_strcmp0(tree_get(e, "scheme"), c->merge->map->scheme)) {
            if (!c->gaps_only && !content_is(e, r->external)) {
                patch_set_text(c->target->patch, number_of(c, e), r->external);
                note(c, "external id");
            }
            return;
        }
    insert_element(c, "external", external_markup(c->merge, r));
    note(c, "external id");
}

static void change_from(struct change *c, const struct official_record *r)
{
    xmlNodePtr from = first_child(c->record, "from");

    if (set_attribute(c, from, "source", r->from->id))
        note(c, "source");
    if (set_attribute(c, from, "number", r->number))
        note(c, "number");
    if (set_attribute(c, from, "paragraph", r->paragraph))
        note(c, "paragraph");
    if (set_attribute(c, from, "part", r->part))
        note(c, "part");
}

/* The official text of the map's language: drafts and machine translations of it are people's. */
static xmlNodePtr official_text(xmlNodePtr record, const char *lang)
{
    for (xmlNodePtr e = record->children; e; e = e->next)
        if (is_element(e, "text")) {
            xmlChar *written = xmlGetNsProp(e, (const xmlChar *)"lang", XML_XML_NAMESPACE);
            const char *status = tree_get(e, "status");
            gboolean ours = written && !g_ascii_strcasecmp((const char *)written, lang) &&
                            (!status || !strcmp(status, "original") || !strcmp(status, "official"));

            xmlFree(written);
            if (ours)
                return e;
        }
    return NULL;
}

static void change_text(struct change *c, const struct official_record *r)
{
    xmlNodePtr text = official_text(c->record, c->merge->map->lang);

    if (text && content_is(text, r->text))
        return;
    if (text && c->gaps_only) {
        g_string_append_printf(c->merge->report->details, "  differs  %s: text; the dossier's stays\n",
                               tree_get(c->record, "id"));
        return;
    }
    if (text)
        patch_set_text(c->target->patch, number_of(c, text), r->text);
    else
        insert_element(c, "text", text_markup(c->merge, r));
    note(c, "text");
}

static void change_position(struct change *c, const struct official_record *r)
{
    xmlNodePtr position = first_child(c->record, "position");
    gboolean changed, gaps_only = c->gaps_only;

    if (!*r->position)
        return;
    if (position && gaps_only) { /* an answer replaces "pending"; another answer does not replace the first */
        if (g_strcmp0(tree_get(position, "value"), "pending") || !strcmp(r->position, "pending"))
            return;
        c->gaps_only = FALSE;
    }
    if (!position) {
        insert_element(c, "position", position_markup(c->merge, r));
        note(c, "position");
        return;
    }
    changed = set_attribute(c, position, "value", r->position);
    if (changed && r->position_comment && !first_child(position, "comment")) {
        char *text = patch_escape_text(r->position_comment);
        char *markup = g_strdup_printf("<comment xml:lang=\"%s\">%s</comment>", c->merge->map->lang, text);

        markup = qualify(markup, c->record);
        patch_set_markup(c->target->patch, number_of(c, position), markup);
        g_free(markup);
        g_free(text);
    }
    if (changed)
        note(c, "position");
    changed = set_attribute(c, position, "source", r->position_source ? r->position_source->id : NULL);
    if (set_attribute(c, position, "paragraph", r->position_paragraph)) {
        changed = TRUE;
    } else if (changed && !*r->position_paragraph) { /* the paragraph was one of the other document */
        patch_remove_attribute(c->target->patch, number_of(c, position), "paragraph");
    }
    if (changed)
        note(c, "source of position");
    c->gaps_only = gaps_only;
}

static gboolean has_foreign_attribute(const xmlNode *element)
{
    for (const xmlAttr *a = element->properties; a; a = a->next)
        if (a->ns)
            return TRUE;
    return FALSE;
}

/* Whether people put this code there: a term of their own vocabularies, or an element they marked. */
static gboolean is_peoples(const struct merge *m, enum map_list list, const xmlNode *element, const char *code)
{
    const struct term *t = vocabulary_term(dossier_vocabularies(m->dossier), map_list_vocabulary(list), code);
    const struct xmlfile *file = t && t->own ? xmlfile_of(t->node) : NULL;

    return has_foreign_attribute(element) || (file && strcmp(xmlfile_name(file), TERMS_FILE));
}

/* How many codes of `codes` from i on and elements from j on can stay in order: longest common subsequence. */
static guint *common_lengths(const char **codes, guint n, xmlNodePtr *elements, guint k, const char *attribute)
{
    guint *table = g_new0(guint, (n + 1) * (k + 1));

    for (guint i = n; i-- > 0;)
        for (guint j = k; j-- > 0;) {
            gboolean same = !g_strcmp0(codes[i], tree_get(elements[j], attribute));

            table[i * (k + 1) + j] = same ? 1 + table[(i + 1) * (k + 1) + j + 1]
                                          : MAX(table[(i + 1) * (k + 1) + j], table[i * (k + 1) + j + 1]);
        }
    return table;
}

/* A new code behind `anchor`, else in front of `first`, else where the schema wants it. */
static void insert_code(struct change *c, enum map_list list, const char *code, xmlNodePtr anchor, xmlNodePtr first)
{
    char *markup = code_markup(list, code);

    if (!anchor && !first) {
        insert_element(c, map_list_element(list), markup);
        return;
    }
    markup = qualify(markup, c->record);
    if (anchor)
        patch_insert_after(c->target->patch, number_of(c, anchor), markup);
    else
        patch_insert_before(c->target->patch, number_of(c, first), markup);
    g_free(markup);
}

static void change_list(struct change *c, enum map_list list, const char **codes)
{
    const char *attribute = map_list_attribute(list), *name = map_list_element(list);
    GPtrArray *elements = g_ptr_array_new(); /* those that the table rules */
    guint n = g_strv_length((char **)codes), k, *lengths, i = 0, j = 0;
    xmlNodePtr anchor = NULL, first = NULL;
    gboolean changed = FALSE;

    if (c->gaps_only && first_child(c->record, name))
        n = 0;
    for (xmlNodePtr e = c->record->children; e; e = e->next)
        if (is_element(e, name)) {
            const char *code = tree_get(e, attribute);

            if (g_strv_contains(codes, code ? code : "") || !is_peoples(c->merge, list, e, code ? code : ""))
                g_ptr_array_add(elements, e);
        }
    k = n ? elements->len : 0; /* an empty cell says nothing */
    first = k ? g_ptr_array_index(elements, 0) : NULL;
    lengths = common_lengths(codes, n, (xmlNodePtr *)elements->pdata, k, attribute);
    while (i < n || j < k) {
        xmlNodePtr e = j < k ? g_ptr_array_index(elements, j) : NULL;

        if (e && i < n && !g_strcmp0(codes[i], tree_get(e, attribute))) {
            anchor = e;
            i++, j++;
        } else if (e && (i == n || lengths[i * (k + 1) + j + 1] >= lengths[(i + 1) * (k + 1) + j])) {
            patch_remove(c->target->patch, number_of(c, e));
            changed = TRUE;
            j++;
        } else {
            insert_code(c, list, codes[i], anchor, first);
            changed = TRUE;
            i++;
        }
    }
    if (changed)
        note(c, list == MAP_RECOMMENDER ? "recommending States" : list == MAP_THEME ? "themes"
                : list == MAP_GROUP ? "groups" : "goals");
    g_free(lengths);
    g_ptr_array_free(elements, TRUE);
}

/* Whether the record, found by its number, belongs to another table: to that of its first external id. */
static gboolean is_of_other_table(const struct merge *m, const struct official_record *r, xmlNodePtr record)
{
    xmlNodePtr external = first_child(record, "external");

    return strcmp(r->id, tree_get(record, "id")) && external && m->map->scheme &&
           g_strcmp0(tree_get(external, "scheme"), m->map->scheme);
}

static void change_record(struct merge *m, const struct official_record *r, xmlNodePtr record)
{
    const struct xmlfile *file = xmlfile_of(record);
    struct change c = {m, get_target(m, xmlfile_name(file), file), record, is_of_other_table(m, r, record), NULL};

    if (!c.target->patch)
        return; /* reported */
    c.fields = g_string_new(NULL);
    change_external(&c, r);
    change_from(&c, r);
    change_text(&c, r);
    change_position(&c, r);
    for (enum map_list list = 0; list < MAP_LISTS; list++)
        change_list(&c, list, r->lists[list]);
    m->report->of_other_tables += c.gaps_only;
    if (c.fields->len) {
        m->report->changed++;
        g_string_append_printf(m->report->details, "  changed  %s: %s\n", tree_get(record, "id"), c.fields->str);
    } else {
        m->report->unchanged++;
    }
    g_string_free(c.fields, TRUE);
}

/* Adds to a source record what it lacks; a difference is a warning. */
static void change_source(struct merge *m, const struct official_source *s)
{
    const struct xmlfile *file = xmlfile_of(s->existing);
    struct change c = {m, get_target(m, xmlfile_name(file), file), s->existing, FALSE, NULL};
    const struct {
        const char *name, *value;
    } attributes[] = {{"body", s->body}, {"symbol", s->symbol}, {"date", s->date}, {"session", s->session},
                      {"cycle", s->cycle}};

    if (!c.target->patch)
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++) {
        const char *name = attributes[i].name, *value = attributes[i].value, *old = tree_get(s->existing, name);

        if (!old) {
            if (set_attribute(&c, s->existing, name, value))
                g_string_append_printf(m->report->details, "  changed  %s: %s\n", s->id, name);
        } else if (value && *value && strcmp(old, value) && !g_str_has_prefix(old, value)) { /* 2014-12-08 is in 2014 */
            diag_report(m->diag, R226, dossier_attribute_place(s->existing, name), s->id, "field", name, "value", value,
                        "id", s->id, "other", old, NULL);
        }
    }
}

/* ---- All rows ---- */

static char *number_key(const char *source, const char *paragraph, const char *number)
{
    return g_strdup_printf("%s\n%s\n%s", source, paragraph ? paragraph : "", number);
}

/* The recommendation of that number that no other row of the table speaks of, or NULL. */
static xmlNodePtr find_number(struct merge *m, const char *source, const char *paragraph, const char *number)
{
    char *key = number_key(source, paragraph, number);
    xmlNodePtr record = g_hash_table_lookup(m->numbers, key);
    const char *id = record ? tree_get(record, "id") : NULL;

    g_free(key);
    return id && !g_hash_table_contains(m->row_ids, id) && !g_hash_table_contains(m->met, id) ? record : NULL;
}

/* The dossier's record for a row: the one of its id, else the recommendation of the same document and number. */
static xmlNodePtr find_record(struct merge *m, const struct official_record *r)
{
    xmlNodePtr record = dossier_record(m->dossier, r->id);

    if (!record)
        record = find_number(m, r->from->id, r->paragraph, r->number);
    if (!record && *r->paragraph) /* a record may lack the paragraph */
        record = find_number(m, r->from->id, NULL, r->number);
    return record;
}

static void merge_records(struct merge *m)
{
    for (guint i = 0; i < m->rows->sources->len; i++) {
        const struct official_source *s = g_ptr_array_index(m->rows->sources, i);

        m->report->sources++;
        if (s->existing) {
            change_source(m, s);
        } else {
            write_source(home_of(m, s->id, s->file), s);
            m->report->sources_added++;
        }
    }
    for (guint i = 0; i < m->rows->records->len; i++) {
        const struct official_record *r = g_ptr_array_index(m->rows->records, i);
        xmlNodePtr existing = find_record(m, r);

        if (!existing) {
            write_record(m, home_of(m, r->from->id, r->file), r);
            m->report->added++;
        } else if (is_element(existing, "recommendation")) {
            g_hash_table_add(m->met, (gpointer)tree_get(existing, "id"));
            change_record(m, r, existing);
        } else {
            struct place there = dossier_place(m->dossier, r->id);
            char *where = g_strdup_printf("%s:%" G_GINT64_FORMAT, there.file, there.line);

            diag_report(m->diag, R217, r->place, r->id, "id", r->id, "kind", (const char *)existing->name, "where",
                        where, NULL);
            g_free(where);
        }
    }
}

/* Whether all external ids of a record are those of other tables. */
static gboolean is_from_elsewhere(const struct merge *m, xmlNodePtr record)
{
    gboolean other = FALSE;

    for (xmlNodePtr e = record->children; e && m->map->scheme; e = e->next)
        if (is_element(e, "external")) {
            if (!g_strcmp0(tree_get(e, "scheme"), m->map->scheme))
                return FALSE;
            other = TRUE;
        }
    return other;
}

/* Recommendations of the table's documents that the table does not have. They are reported and stay. */
static void report_gone(struct merge *m)
{
    GHashTable *sources = g_hash_table_new(g_str_hash, g_str_equal);
    guint n;
    const xmlNodePtr *records = dossier_records(m->dossier, &n);

    for (guint i = 0; i < m->rows->records->len; i++) {
        const struct official_record *r = g_ptr_array_index(m->rows->records, i);

        g_hash_table_add(sources, (gpointer)r->from->id);
    }
    for (guint i = 0; i < n; i++) {
        const char *id = tree_get(records[i], "id");
        xmlNodePtr from = is_element(records[i], "recommendation") ? first_child(records[i], "from") : NULL;
        const char *source = from ? tree_get(from, "source") : NULL;
        struct place place;

        if (!source || !id || g_hash_table_contains(m->met, id) || !g_hash_table_contains(sources, source) ||
            is_from_elsewhere(m, records[i]))
            continue;
        place = dossier_node_place(records[i]);
        g_string_append_printf(m->report->details, "  gone     %s, left in place: %s:%" G_GINT64_FORMAT "\n", id,
                               place.file, place.line);
        m->report->gone++;
    }
    g_hash_table_destroy(sources);
}

static void index_dossier(struct merge *m)
{
    guint n;
    const xmlNodePtr *records = dossier_records(m->dossier, &n);

    for (guint i = 0; i < m->rows->records->len; i++)
        g_hash_table_add(m->row_ids, (gpointer)((const struct official_record *)g_ptr_array_index(m->rows->records, i))->id);
    for (guint i = 0; i < n; i++) {
        xmlNodePtr from = is_element(records[i], "recommendation") ? first_child(records[i], "from") : NULL;
        const char *source = from ? tree_get(from, "source") : NULL;
        const char *number = from ? tree_get(from, "number") : NULL;

        if (source && number)
            g_hash_table_insert(m->numbers, number_key(source, tree_get(from, "paragraph"), number), records[i]);
        if (source)
            g_hash_table_insert(m->homes, (gpointer)source, (gpointer)xmlfile_name(xmlfile_of(records[i])));
    }
}

/* ---- Terms ---- */

static void add_terms_of(struct merge *m, const char *vocabulary, GPtrArray *lines, const char *indent)
{
    for (guint i = 0; i < m->rows->terms->len; i++) {
        const struct new_term *term = g_ptr_array_index(m->rows->terms, i);
        char *id, *label;

        if (strcmp(term->vocabulary, vocabulary))
            continue;
        id = patch_escape_value(term->id);
        label = patch_escape_text(term->label);
        g_ptr_array_add(lines, g_strdup_printf("%s<term id=\"%s\">", indent, id));
        g_ptr_array_add(lines, g_strdup_printf("%s  <label xml:lang=\"%s\">%s</label>", indent, m->map->lang, label));
        /* spellings of the table, so that it is found again when somebody writes a better label */
        for (const char *const spellings[] = {term->label, term->alias, NULL}, *const *w = spellings; *w; w++) {
            char *alias = patch_escape_text(*w);

            g_ptr_array_add(lines, g_strdup_printf("%s  <alias>%s</alias>", indent, alias));
            g_free(alias);
        }
        g_ptr_array_add(lines, g_strdup_printf("%s</term>", indent));
        g_free(id);
        g_free(label);
    }
}

static void merge_terms(struct merge *m)
{
    char *path;
    struct target *t;
    struct xmlfile *file = NULL;

    for (guint i = 0; i < m->rows->terms->len; i++) {
        const struct new_term *term = g_ptr_array_index(m->rows->terms, i);

        g_string_append_printf(m->report->details, "  term     %s %s “%s” (%u %s)\n", term->vocabulary, term->id,
                               term->label, term->uses, term->uses == 1 ? "cell" : "cells");
        m->report->terms_added++;
    }
    if (!m->report->terms_added)
        return;
    path = g_build_filename(dossier_folder(m->dossier), TERMS_FILE, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        file = xmlfile_read(dossier_folder(m->dossier), TERMS_FILE, m->diag);
    g_free(path);
    t = get_target(m, TERMS_FILE, file);
    t->own = file;
    if (file && !t->patch)
        return;
    for (enum map_list list = 0; list < MAP_LISTS; list++) {
        const char *vocabulary = map_list_vocabulary(list);
        GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
        xmlNodePtr existing = NULL;

        for (xmlNodePtr v = file ? xmlDocGetRootElement(xmlfile_doc(file))->children : NULL; v && !existing; v = v->next)
            if (is_element(v, "vocabulary") && !g_strcmp0(tree_get(v, "id"), vocabulary))
                existing = v;
        add_terms_of(m, vocabulary, lines, existing ? "  " : "    ");
        if (lines->len && existing) {
            for (guint i = 0; i < lines->len; i++)
                lines->pdata[i] = qualify(lines->pdata[i], existing);
            g_ptr_array_add(lines, NULL);
            patch_append_child(t->patch, (guint)patch_find(t->patch, (gsize)xmlfile_offset(file, existing)),
                               (const char *const *)lines->pdata);
        } else if (lines->len) {
            add_line(t, "  <vocabulary id=\"%s\">", vocabulary);
            for (guint i = 0; i < lines->len; i++)
                add_line(t, "%s", (const char *)g_ptr_array_index(lines, i));
            add_line(t, "  </vocabulary>");
        }
        g_ptr_array_unref(lines);
    }
}

/* ---- Files ---- */

/* How an XML file reaches the schema folder beside project.xml: for the editor's completion. */
static char *new_file_head(const char *name, const char *root, const char *schema, const char *comment)
{
    GString *up = g_string_new(NULL);
    char *head;

    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/'))
        g_string_append(up, "../");
    head = g_strdup_printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<?xml-model href=\"%sschema/%s.xsd\" type=\"application/xml\" "
                           "schematypens=\"http://www.w3.org/2001/XMLSchema\"?>\n"
                           "<!-- %s -->\n"
                           "<%s xmlns=\"urn:rapporteur:%s\" version=\"1\">",
                           up->str, schema, comment, root, strcmp(root, "records") ? "vocabulary" : "records");
    g_string_free(up, TRUE);
    return head;
}

static void finish_target(struct target *t)
{
    gboolean terms = !strcmp(t->name, TERMS_FILE);
    GString *s;
    char *head;

    for (guint i = 0; t->file && i < t->lines->len; i++)
        t->lines->pdata[i] = qualify(t->lines->pdata[i], xmlDocGetRootElement(xmlfile_doc(t->file)));
    g_ptr_array_add(t->lines, NULL);
    if (t->patch) {
        gsize bom = xmlfile_bom_size(t->file);
        char *body;

        if (t->lines->len > 1)
            patch_append_child(t->patch, 0, (const char *const *)t->lines->pdata);
        if (patch_is_empty(t->patch))
            return;
        body = patch_apply(t->patch, &t->size);
        if (bom) { /* UTF-8's mark, which the text comes without */
            t->result = g_strconcat("\xEF\xBB\xBF", body, NULL);
            t->size += bom;
            g_free(body);
        } else {
            t->result = body;
        }
        return;
    }
    if (t->lines->len < 2)
        return;
    head = terms ? new_file_head(t->name, "vocabularies", "vocabulary",
                                 "Terms that imported tables use and no other vocabulary has. Change labels as you like; keep the ids.")
                 : new_file_head(t->name, "records", "records",
                                 "Imported. A later import rewrites official fields that changed, and nothing else: add what is yours.");
    s = g_string_new(head);
    for (char **line = (char **)t->lines->pdata; *line; line++)
        g_string_append_printf(s, "\n%s", *line);
    g_string_append_printf(s, "\n%s</%s>\n", terms ? "" : "\n", terms ? "vocabularies" : "records");
    t->size = s->len;
    t->result = g_string_free(s, FALSE);
    g_free(head);
}

static gint compare_targets(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const struct target *const *)a)->name, (*(const struct target *const *)b)->name);
}

/* The files that differ now, validated; NULL after a report. */
static GPtrArray *finish_files(struct merge *m)
{
    GPtrArray *changed = g_ptr_array_new();
    GHashTableIter iter;
    gpointer value;
    guint errors = diag_count(m->diag, DIAG_ERROR);

    g_hash_table_iter_init(&iter, m->targets);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        struct target *t = value;

        finish_target(t);
        if (t->result)
            g_ptr_array_add(changed, t);
    }
    g_ptr_array_sort(changed, compare_targets);
    for (guint i = 0; i < changed->len; i++) {
        struct target *t = g_ptr_array_index(changed, i);
        const char *schema = strcmp(t->name, TERMS_FILE) ? "schemas/records.xsd" : "schemas/vocabulary.xsd";
        struct xmlfile *check = xmlfile_parse(t->name, t->result, t->size, m->diag);

        if (!check || !schema_validate(schema, xmlfile_doc(check), t->name, FALSE, m->diag))
            diag_report(m->diag, R225, (struct place){t->name, 0, 0, 0}, NULL, "file", t->name, NULL);
        xmlfile_free(check);
        g_ptr_array_add(m->report->files, g_strdup(t->name));
    }
    if (diag_count(m->diag, DIAG_ERROR) == errors)
        return changed;
    g_ptr_array_free(changed, TRUE);
    return NULL;
}

/* Writes the new bytes beside their place. */
static gboolean write_temporary(struct target *t, const char *path)
{
    char *folder = g_path_get_dirname(path);
    GError *error = NULL;
    struct stat old;
    gboolean ok;

    if (g_mkdir_with_parents(folder, 0777)) {
        command_complain("import", "cannot make the folder %s: %s", folder, g_strerror(errno));
        g_free(folder);
        return FALSE;
    }
    g_free(folder);
    t->temporary = g_strconcat(path, ".rapporteur-new", NULL);
    ok = g_file_set_contents_full(t->temporary, t->result, (gssize)t->size, G_FILE_SET_CONTENTS_DURABLE, 0666, &error);
    if (!ok) {
        command_complain("import", "%s", error->message);
        g_error_free(error);
    } else if (!g_stat(path, &old)) {
        ok = !g_chmod(t->temporary, old.st_mode & 07777);
    }
    return ok;
}

/* All or none: temporaries first, then one rename after the other; what was renamed is put back if one fails. */
static gboolean write_files(struct merge *m, GPtrArray *changed)
{
    GPtrArray *paths = g_ptr_array_new_with_free_func(free);
    gboolean ok = TRUE;
    guint done = 0;

    for (guint i = 0; i < changed->len && ok; i++) {
        struct target *t = g_ptr_array_index(changed, i);
        char *path = g_build_filename(dossier_folder(m->dossier), t->name, NULL), *real = realpath(path, NULL);

        g_ptr_array_add(paths, real ? real : strdup(path)); /* behind a link, if it is one */
        g_free(path);
        ok = write_temporary(t, g_ptr_array_index(paths, i));
    }
    for (; ok && done < changed->len; done++) {
        struct target *t = g_ptr_array_index(changed, done);

        if (g_rename(t->temporary, g_ptr_array_index(paths, done))) {
            command_complain("import", "cannot write %s: %s", t->name, g_strerror(errno));
            ok = FALSE;
            break;
        }
        g_clear_pointer(&t->temporary, g_free);
    }
    for (guint i = 0; !ok && i < done; i++) {
        struct target *t = g_ptr_array_index(changed, i);
        gsize size;
        const char *text = t->file ? xmlfile_text(t->file, &size) : NULL;

        if (!text) {
            g_unlink(g_ptr_array_index(paths, i));
        } else {
            GString *s = g_string_new(xmlfile_bom_size(t->file) ? "\xEF\xBB\xBF" : "");

            g_string_append_len(s, text, (gssize)size);
            g_file_set_contents(g_ptr_array_index(paths, i), s->str, (gssize)s->len, NULL);
            g_string_free(s, TRUE);
        }
    }
    g_ptr_array_free(paths, TRUE);
    return ok;
}

gboolean import_merge(const struct dossier *dossier, const struct map *map, const struct rows *rows, gboolean dry_run,
                      struct import_report *report, gboolean *unwritable, struct diag *d)
{
    struct merge m = {.dossier = dossier, .map = map, .rows = rows, .report = report, .diag = d};
    guint errors = diag_count(d, DIAG_ERROR);
    GPtrArray *changed = NULL;
    gboolean ok;

    *unwritable = FALSE;
    memset(report, 0, sizeof *report);
    report->details = g_string_new(NULL);
    report->files = g_ptr_array_new_with_free_func(g_free);
    m.targets = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_target);
    m.homes = g_hash_table_new(g_str_hash, g_str_equal);
    m.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    m.row_ids = g_hash_table_new(g_str_hash, g_str_equal);
    m.met = g_hash_table_new(g_str_hash, g_str_equal);
    index_dossier(&m);
    merge_records(&m);
    report_gone(&m);
    merge_terms(&m);
    if (diag_count(d, DIAG_ERROR) == errors)
        changed = finish_files(&m);
    ok = changed != NULL;
    if (ok && !dry_run && !write_files(&m, changed)) {
        *unwritable = TRUE;
        ok = FALSE;
    }
    if (changed)
        g_ptr_array_free(changed, TRUE);
    g_hash_table_destroy(m.targets);
    g_hash_table_destroy(m.homes);
    g_hash_table_destroy(m.numbers);
    g_hash_table_destroy(m.row_ids);
    g_hash_table_destroy(m.met);
    return ok;
}

void import_report_clear(struct import_report *report)
{
    if (report->details)
        g_string_free(report->details, TRUE);
    if (report->files)
        g_ptr_array_unref(report->files);
    memset(report, 0, sizeof *report);
}

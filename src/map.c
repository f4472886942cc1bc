/* A mapping file is validated by schemas/import-map.xsd first; what the schema cannot say (slots that name no column,
   expressions that do not compile, sources that do not exist) is checked here, so that the rest meets only sound maps. */
#include "map.h"

#include <string.h>

#include "arena.h"
#include "resource.h"
#include "schema.h"
#include "xmlfile.h"

struct loader {
    struct map *map;
    const struct xmlfile *file;
    struct diag *diag;
};

const char *map_list_vocabulary(enum map_list list)
{
    static const char *const names[MAP_LISTS] = {"states", "themes", "groups", "sdg"};

    return names[list];
}

const char *map_list_element(enum map_list list)
{
    static const char *const names[MAP_LISTS] = {"recommender", "theme", "group", "sdg"};

    return names[list];
}

const char *map_list_attribute(enum map_list list)
{
    return list == MAP_RECOMMENDER ? "state" : "ref";
}

char *map_make_id(const char *text)
{
    GString *s = g_string_new(NULL);

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        char letter[8] = {0}, *ascii;

        g_unichar_to_utf8(g_unichar_tolower(c), letter);
        if (c < 128) {
            if (g_ascii_isalnum(c))
                g_string_append(s, letter);
            else if (s->len && s->str[s->len - 1] != '-')
                g_string_append_c(s, '-');
            continue;
        }
        ascii = g_str_to_ascii(letter, "C"); /* é gives e; what has no Latin letter stays as it is */
        if (g_unichar_isalnum(c))
            g_string_append(s, *ascii == '?' ? letter : ascii);
        else if (s->len && s->str[s->len - 1] != '-')
            g_string_append_c(s, '-');
        g_free(ascii);
    }
    while (s->len && s->str[s->len - 1] == '-')
        g_string_truncate(s, s->len - 1);
    return g_string_free(s, FALSE);
}

/* ---- Reading ---- */

static xmlNodePtr child(xmlNodePtr node, const char *name)
{
    for (xmlNodePtr c = node->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && !strcmp((const char *)c->name, name))
            return c;
    return NULL;
}

/* The next element of that name from c on. */
static xmlNodePtr named(xmlNodePtr c, const char *name)
{
    while (c && (c->type != XML_ELEMENT_NODE || strcmp((const char *)c->name, name)))
        c = c->next;
    return c;
}

static guint count(xmlNodePtr node, const char *name)
{
    guint n = 0;

    for (xmlNodePtr c = named(node->children, name); c; c = named(c->next, name))
        n++;
    return n;
}

static const char *copy_attribute(struct loader *l, xmlNodePtr node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    const char *copy = arena_strdup(l->map->arena, (const char *)value);

    xmlFree(value);
    return copy;
}

static const char *copy_content(struct loader *l, xmlNodePtr node)
{
    xmlChar *value = xmlNodeGetContent(node);
    const char *copy = arena_strdup(l->map->arena, (const char *)value);

    xmlFree(value);
    return copy;
}

static const char *copy_lang(struct loader *l, xmlNodePtr node)
{
    xmlChar *value = xmlGetNsProp(node, (const xmlChar *)"lang", XML_XML_NAMESPACE);
    const char *copy = arena_strdup(l->map->arena, (const char *)value);

    xmlFree(value);
    return copy;
}

static gboolean is_yes(struct loader *l, xmlNodePtr node, const char *attribute)
{
    const char *value = copy_attribute(l, node, attribute);

    return value && !strcmp(value, "yes");
}

/* Says what is wrong with an attribute (or, attribute NULL, with the content) of a map's element. */
static void complain(struct loader *l, xmlNodePtr node, const char *attribute, const char *what, const char *value)
{
    struct place place = attribute ? xmlfile_attribute_place(l->file, node, attribute) : xmlfile_place(l->file, node);

    diag_report(l->diag, R220, place, l->map->id, "what", what, "value", value, NULL);
}

static int find_column(const struct map *m, const char *name, gsize len)
{
    for (guint i = 0; i < m->n_columns; i++)
        if (strlen(m->columns[i].name) == len && !memcmp(m->columns[i].name, name, len))
            return (int)i;
    return -1;
}

static gboolean has_group(const struct map_column *c, const char *group)
{
    for (GRegex **r = c->patterns; *r; r++)
        if (g_regex_get_string_number(*r, group) >= 0)
            return TRUE;
    return FALSE;
}

/* The slot between braces; `text` is {…} without them. */
static gboolean read_slot(struct loader *l, xmlNodePtr node, const char *attribute, char *text, struct map_part *part)
{
    char *filter = strchr(text, '|'), *group;

    memset(part, 0, sizeof *part);
    if (filter) {
        *filter++ = 0;
        if (strcmp(filter, "id") && strcmp(filter, "lower")) {
            complain(l, node, attribute, "a slot ends in |id or |lower, not in", filter);
            return FALSE;
        }
        part->filter = *filter == 'i' ? MAP_ID : MAP_LOWER;
    }
    group = strchr(text, '.');
    if (group)
        *group++ = 0;
    part->group = arena_strdup(l->map->arena, group);
    if (!strcmp(text, "state")) {
        part->column = MAP_STATE;
        if (group && strcmp(group, "name")) {
            complain(l, node, attribute, "the State has a slot {state.name}, none that is called", group);
            return FALSE;
        }
        return TRUE;
    }
    part->column = find_column(l->map, text, strlen(text));
    if (part->column < 0) {
        complain(l, node, attribute, "no column of this map is called", text);
        return FALSE;
    }
    if (group && !has_group(&l->map->columns[part->column], group)) {
        complain(l, node, attribute, "no pattern of the column has a group that is called", group);
        return FALSE;
    }
    if (l->map->columns[part->column].list) {
        complain(l, node, attribute, "a list cannot stand in a text:", text);
        return FALSE;
    }
    return TRUE;
}

static struct map_template read_template(struct loader *l, xmlNodePtr node, const char *attribute, const char *text)
{
    struct map_template t = {0};
    GArray *parts;

    if (!text)
        return t;
    parts = g_array_new(FALSE, FALSE, sizeof(struct map_part));
    while (*text) {
        struct map_part part = {0};
        gsize literal = strcspn(text, "{");

        if (literal) {
            part.text = arena_strndup(l->map->arena, text, literal);
            g_array_append_val(parts, part);
            text += literal;
        } else {
            const char *end = strchr(text, '}');
            char *slot;

            if (!end) {
                complain(l, node, attribute, "a slot is not closed by }:", text);
                break;
            }
            slot = g_strndup(text + 1, (gsize)(end - text - 1));
            if (read_slot(l, node, attribute, slot, &part))
                g_array_append_val(parts, part);
            g_free(slot);
            text = end + 1;
        }
    }
    t.n = parts->len;
    t.parts = arena_array_of(l->map->arena, struct map_part, parts->len);
    if (parts->len)
        memcpy(t.parts, parts->data, parts->len * sizeof *t.parts);
    g_array_free(parts, TRUE);
    return t;
}

static struct map_template attribute_template(struct loader *l, xmlNodePtr node, const char *attribute)
{
    return read_template(l, node, attribute, copy_attribute(l, node, attribute));
}

/* The column that a whole attribute or content names as {column}; -1 after a report. */
static int read_column(struct loader *l, xmlNodePtr node, const char *attribute, const char *text)
{
    gsize len = strlen(text);
    int column = find_column(l->map, text + 1, len - 2);

    if (column < 0) {
        char *name = g_strndup(text + 1, len - 2);

        complain(l, node, attribute, "no column of this map is called", name);
        g_free(name);
    }
    return column;
}

static void free_regex(gpointer regex)
{
    g_regex_unref(regex);
}

static void load_column(struct loader *l, xmlNodePtr node, struct map_column *c)
{
    struct map *m = l->map;
    guint i = 0;

    c->name = copy_attribute(l, node, "name");
    c->header = copy_attribute(l, node, "header");
    c->list = copy_attribute(l, node, "list");
    c->optional = is_yes(l, node, "optional");
    c->filled = is_yes(l, node, "filled");
    if (c->list && !*c->list)
        complain(l, node, "list", "a list is parted by something, not by", "");
    c->aliases = arena_array_of(m->arena, const char *, count(node, "alias") + 1);
    for (xmlNodePtr a = named(node->children, "alias"); a; a = named(a->next, "alias"))
        c->aliases[i++] = copy_content(l, a);
    c->patterns = arena_array_of(m->arena, GRegex *, count(node, "pattern") + 1);
    i = 0;
    for (xmlNodePtr p = named(node->children, "pattern"); p; p = named(p->next, "pattern")) {
        GError *error = NULL;
        GRegex *r = g_regex_new(copy_content(l, p), G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, &error);

        if (r) {
            c->patterns[i++] = r;
            arena_defer(m->arena, free_regex, r);
        } else {
            complain(l, p, NULL, "this is not a regular expression:", error->message);
            g_error_free(error);
        }
        if (!c->example)
            c->example = copy_attribute(l, p, "example");
    }
    c->values = arena_array_of(m->arena, struct map_value, count(node, "value"));
    for (xmlNodePtr v = named(node->children, "value"); v; v = named(v->next, "value"))
        c->values[c->n_values++] = (struct map_value){copy_attribute(l, v, "from"), copy_attribute(l, v, "to"),
                                                      copy_attribute(l, v, "comment")};
}

static void load_columns(struct loader *l, xmlNodePtr node)
{
    struct map *m = l->map;
    guint i = 0;

    m->columns = arena_array_of(m->arena, struct map_column, count(node, "column"));
    for (xmlNodePtr c = named(node->children, "column"); c; c = named(c->next, "column")) {
        struct map_column *column = &m->columns[m->n_columns];

        load_column(l, c, column);
        if (!strcmp(column->name, "state"))
            complain(l, c, "name", "this name stands for the dossier's State:", column->name);
        else if (find_column(m, column->name, strlen(column->name)) >= 0)
            complain(l, c, "name", "another column of this map has the name", column->name);
        m->n_columns++;
    }
    m->ignored = arena_array_of(m->arena, const char *, count(node, "ignore") + 1);
    for (xmlNodePtr c = named(node->children, "ignore"); c; c = named(c->next, "ignore"))
        m->ignored[i++] = copy_attribute(l, c, "header");
}

static void load_source(struct loader *l, xmlNodePtr node, struct map_source *s)
{
    s->name = copy_attribute(l, node, "name");
    s->kind = copy_attribute(l, node, "kind");
    s->body = copy_attribute(l, node, "body");
    s->id = attribute_template(l, node, "id");
    s->symbol = attribute_template(l, node, "symbol");
    s->date = attribute_template(l, node, "date");
    s->session = attribute_template(l, node, "session");
    s->cycle = attribute_template(l, node, "cycle");
    s->when = attribute_template(l, node, "when");
    s->titles = arena_array_of(l->map->arena, struct map_title, count(node, "title"));
    for (xmlNodePtr t = named(node->children, "title"); t; t = named(t->next, "title"))
        s->titles[s->n_titles++] = (struct map_title){copy_lang(l, t), read_template(l, t, NULL, copy_content(l, t))};
}

/* Names of sources, parted by spaces, that this map has. */
static const char **load_names(struct loader *l, xmlNodePtr node, const char *attribute)
{
    const char *text = copy_attribute(l, node, attribute);
    char **words = g_strsplit_set(text ? text : "", " \t\n", -1);
    const char **names = arena_array_of(l->map->arena, const char *, g_strv_length(words) + 1);
    guint n = 0;

    for (char **w = words; *w; w++) {
        gboolean known = FALSE;

        if (!**w)
            continue;
        for (guint i = 0; i < l->map->n_sources && !known; i++)
            known = !strcmp(l->map->sources[i].name, *w);
        if (known)
            names[n++] = arena_strdup(l->map->arena, *w);
        else
            complain(l, node, attribute, "no source of this map is called", *w);
    }
    g_strfreev(words);
    return names;
}

static void load_list(struct loader *l, xmlNodePtr node, enum map_list list)
{
    const char *name = map_list_element(list), *attribute = map_list_attribute(list);
    guint n = 0;

    l->map->lists[list] = arena_array_of(l->map->arena, int, count(node, name) + 1);
    l->map->add[list] = list == MAP_THEME || list == MAP_GROUP;
    for (xmlNodePtr c = named(node->children, name); c; c = named(c->next, name)) {
        const char *unknown = copy_attribute(l, c, "unknown");
        int column = read_column(l, c, attribute, copy_attribute(l, c, attribute));

        if (column >= 0)
            l->map->lists[list][n++] = column;
        if (unknown)
            l->map->add[list] = !strcmp(unknown, "add");
    }
    l->map->lists[list][n] = -1;
}

static void load_recommendation(struct loader *l, xmlNodePtr node)
{
    struct map *m = l->map;
    xmlNodePtr external = child(node, "external"), from = child(node, "from"), text = child(node, "text"),
               position = child(node, "position");

    m->kind = copy_attribute(l, node, "kind");
    m->record_id = attribute_template(l, node, "id");
    m->record_file = attribute_template(l, node, "file");
    if (external) {
        m->scheme = copy_attribute(l, external, "scheme");
        m->external = read_template(l, external, NULL, copy_content(l, external));
    }
    m->from = load_names(l, from, "source");
    m->number = attribute_template(l, from, "number");
    m->paragraph = attribute_template(l, from, "paragraph");
    m->part = attribute_template(l, from, "part");
    m->text = read_template(l, text, NULL, copy_content(l, text));
    m->lang = copy_lang(l, text);
    m->status = copy_attribute(l, text, "status");
    m->position_column = position ? read_column(l, position, "value", copy_attribute(l, position, "value")) : -1;
    if (position) {
        m->position_sources = load_names(l, position, "source");
        m->position_paragraph = attribute_template(l, position, "paragraph");
    }
    for (enum map_list list = 0; list < MAP_LISTS; list++)
        load_list(l, node, list);
}

struct map *map_load(const char *name, gboolean *found, struct diag *d)
{
    gboolean is_path = strchr(name, '/') || g_str_has_suffix(name, ".xml");
    struct xmlfile *file = NULL;
    struct loader l = {.diag = d};
    guint errors = diag_count(d, DIAG_ERROR);
    xmlNodePtr root, rows;

    if (is_path) {
        *found = g_file_test(name, G_FILE_TEST_IS_REGULAR);
        if (*found)
            file = xmlfile_read(NULL, name, d);
    } else {
        char *resource = g_strconcat("templates/import/", name, ".xml", NULL);

        file = xmlfile_resource(resource, d);
        *found = file || diag_count(d, DIAG_ERROR) > errors;
        g_free(resource);
    }
    if (!file)
        return NULL;
    if (!schema_validate("schemas/import-map.xsd", xmlfile_doc(file), NULL, FALSE, d)) {
        xmlfile_free(file);
        return NULL;
    }
    l.file = file;
    l.map = g_new0(struct map, 1);
    l.map->arena = arena_new();
    root = xmlDocGetRootElement(xmlfile_doc(file));
    l.map->id = copy_attribute(&l, root, "id");
    l.map->file = arena_strdup(l.map->arena, xmlfile_name(file));
    load_columns(&l, child(root, "columns"));
    rows = child(root, "rows");
    l.map->rows_column = -1;
    if (rows) {
        const char *column = copy_attribute(&l, rows, "column");

        l.map->rows_column = find_column(l.map, column, strlen(column));
        if (l.map->rows_column < 0)
            complain(&l, rows, "column", "no column of this map is called", column);
    }
    l.map->sources = arena_array_of(l.map->arena, struct map_source, count(child(root, "sources"), "source"));
    for (xmlNodePtr s = named(child(root, "sources")->children, "source"); s; s = named(s->next, "source"))
        load_source(&l, s, &l.map->sources[l.map->n_sources++]);
    load_recommendation(&l, child(root, "recommendation"));
    xmlfile_free(file);
    if (diag_count(d, DIAG_ERROR) > errors) {
        map_free(l.map);
        return NULL;
    }
    return l.map;
}

void map_free(struct map *m)
{
    if (!m)
        return;
    arena_free(m->arena);
    g_free(m);
}

char *map_expand(const struct map_template *t, map_lookup lookup, gpointer context)
{
    GString *s = g_string_new(NULL);

    for (guint i = 0; i < t->n; i++) {
        const struct map_part *part = &t->parts[i];
        const char *text = part->text ? part->text : lookup(part->column, part->group, context);
        char *changed = NULL;

        if (!text)
            continue;
        if (part->filter == MAP_ID)
            text = changed = map_make_id(text);
        else if (part->filter == MAP_LOWER)
            text = changed = g_utf8_strdown(text, -1);
        g_string_append(s, text);
        g_free(changed);
    }
    return g_string_free(s, FALSE);
}

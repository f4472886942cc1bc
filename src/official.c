/* Official fields as markup, and as edits on the bytes of a record that is there. An empty cell says nothing and
   removes nothing. Terms that people chose from the dossier's own vocabularies, and elements that carry foreign attributes,
   are people's and stay. Lists are changed by their longest common subsequence, so that comments keep their element. */
#include "official.h"

#include <stdarg.h>
#include <string.h>

#include "tree.h"

/* Markup for a file whose elements carry a prefix: every < of our markup opens a tag, as text is escaped. Takes it. */
char *official_qualify(char *markup, const xmlNode *beside)
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

static void add_line(GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add_line(GPtrArray *lines, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_ptr_array_add(lines, g_strdup_vprintf(format, args));
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

void official_write_source(GPtrArray *lines, const struct official_source *s)
{
    GString *tag = g_string_new("  <source");

    append_attribute(tag, "id", s->id);
    append_attribute(tag, "kind", s->kind);
    append_attribute(tag, "body", s->body);
    append_attribute(tag, "symbol", s->symbol);
    append_attribute(tag, "date", s->date);
    append_attribute(tag, "session", s->session);
    append_attribute(tag, "cycle", s->cycle);
    add_line(lines, "%s", "");
    add_line(lines, "%s>", tag->str);
    for (guint i = 0; i < s->n_titles; i++) {
        char *text = patch_escape_text(s->titles[i].text);

        add_line(lines, "    <title xml:lang=\"%s\">%s</title>", s->titles[i].lang, text);
        g_free(text);
    }
    add_line(lines, "  </source>");
    g_string_free(tag, TRUE);
}

/* <position …>, with its comment. g_free the result. */
static char *position_markup(const struct map *m, const struct official_record *r)
{
    GString *s = g_string_new("<position");

    append_attribute(s, "value", r->position);
    append_attribute(s, "source", r->position_source ? r->position_source->id : NULL);
    append_attribute(s, "paragraph", r->position_paragraph);
    if (r->position_comment) {
        char *text = patch_escape_text(r->position_comment);

        g_string_append_printf(s, "><comment xml:lang=\"%s\">%s</comment></position>", m->lang, text);
        g_free(text);
    } else {
        g_string_append(s, "/>");
    }
    return g_string_free(s, FALSE);
}

static char *text_markup(const struct map *m, const struct official_record *r)
{
    char *text = patch_escape_text(r->text), *markup;
    GString *tag = g_string_new("<text");

    append_attribute(tag, "xml:lang", m->lang);
    append_attribute(tag, "status", m->status);
    markup = g_strdup_printf("%s>%s</text>", tag->str, text);
    g_string_free(tag, TRUE);
    g_free(text);
    return markup;
}

static char *external_markup(const struct map *m, const struct official_record *r)
{
    char *scheme = patch_escape_value(m->scheme), *text = patch_escape_text(r->external);
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

static void add_markup(GPtrArray *lines, char *markup)
{
    add_line(lines, "    %s", markup);
    g_free(markup);
}

void official_write_record(GPtrArray *lines, const struct map *m, const struct official_record *r)
{
    GString *tag = g_string_new("  <recommendation"), *from = g_string_new("<from");

    append_attribute(tag, "id", r->id);
    append_attribute(tag, "kind", m->kind);
    add_line(lines, "%s", "");
    add_line(lines, "%s>", tag->str);
    if (*r->external)
        add_markup(lines, external_markup(m, r));
    append_attribute(from, "source", r->from->id);
    append_attribute(from, "number", r->number);
    append_attribute(from, "paragraph", r->paragraph);
    append_attribute(from, "part", r->part);
    add_line(lines, "    %s/>", from->str);
    add_markup(lines, text_markup(m, r));
    if (*r->position)
        add_markup(lines, position_markup(m, r));
    for (enum map_list list = 0; list < MAP_LISTS; list++)
        for (const char **code = r->lists[list]; *code; code++)
            add_markup(lines, code_markup(list, *code));
    add_line(lines, "  </recommendation>");
    g_string_free(tag, TRUE);
    g_string_free(from, TRUE);
}

/* ---- Records that are there ---- */

static guint number_of(const struct official_edit *c, xmlNodePtr element)
{
    gssize offset = xmlfile_offset(c->file, element);
    int number = patch_find(c->patch, (gsize)offset);

    g_assert(number >= 0);
    return (guint)number;
}

static void note(struct official_edit *c, const char *field)
{
    g_string_append_printf(c->fields, "%s%s", c->fields->len ? ", " : "", field);
}

gboolean official_is_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

xmlNodePtr official_first_child(xmlNodePtr record, const char *name)
{
    for (xmlNodePtr c = record->children; c; c = c->next)
        if (official_is_element(c, name))
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
gboolean official_set_attribute(struct official_edit *c, xmlNodePtr element, const char *name, const char *value)
{
    const char *old = tree_get(element, name);

    if (!value || !*value || (old && (c->gaps_only || !strcmp(old, value))))
        return FALSE;
    patch_set_attribute(c->patch, number_of(c, element), name, value);
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
static void insert_element(struct official_edit *c, const char *name, char *markup)
{
    xmlNodePtr anchor = anchor_for(c->record, name);

    markup = official_qualify(markup, c->record);
    if (anchor)
        patch_insert_after(c->patch, number_of(c, anchor), markup);
    else /* only <external> has nothing before it; <from> is always there */
        patch_insert_before(c->patch, number_of(c, official_first_child(c->record, "from")), markup);
    g_free(markup);
}

static void change_external(struct official_edit *c, const struct official_record *r)
{
    if (!*r->external)
        return;
    for (xmlNodePtr e = c->record->children; e; e = e->next)
        if (official_is_element(e, "external") && !g_strcmp0(tree_get(e, "scheme"), c->map->scheme)) {
            if (!c->gaps_only && !content_is(e, r->external)) {
                patch_set_text(c->patch, number_of(c, e), r->external);
                note(c, "external id");
            }
            return;
        }
    insert_element(c, "external", external_markup(c->map, r));
    note(c, "external id");
}

static void change_from(struct official_edit *c, const struct official_record *r)
{
    xmlNodePtr from = official_first_child(c->record, "from");

    if (official_set_attribute(c, from, "source", r->from->id))
        note(c, "source");
    if (official_set_attribute(c, from, "number", r->number))
        note(c, "number");
    if (official_set_attribute(c, from, "paragraph", r->paragraph))
        note(c, "paragraph");
    if (official_set_attribute(c, from, "part", r->part))
        note(c, "part");
}

/* The official text of the map's language: drafts and machine translations of it are people's. */
static xmlNodePtr official_text(xmlNodePtr record, const char *lang)
{
    for (xmlNodePtr e = record->children; e; e = e->next)
        if (official_is_element(e, "text")) {
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

static void change_text(struct official_edit *c, const struct official_record *r)
{
    xmlNodePtr text = official_text(c->record, c->map->lang);

    if (text && content_is(text, r->text))
        return;
    if (text && c->gaps_only) {
        c->text_differs = TRUE;
        return;
    }
    if (text)
        patch_set_text(c->patch, number_of(c, text), r->text);
    else
        insert_element(c, "text", text_markup(c->map, r));
    note(c, "text");
}

static void change_position(struct official_edit *c, const struct official_record *r)
{
    xmlNodePtr position = official_first_child(c->record, "position");
    gboolean changed, gaps_only = c->gaps_only;

    if (!*r->position)
        return;
    if (position && gaps_only) { /* an answer replaces "pending"; another answer does not replace the first */
        if (g_strcmp0(tree_get(position, "value"), "pending") || !strcmp(r->position, "pending"))
            return;
        c->gaps_only = FALSE;
    }
    if (!position) {
        insert_element(c, "position", position_markup(c->map, r));
        note(c, "position");
        return;
    }
    changed = official_set_attribute(c, position, "value", r->position);
    if (changed && r->position_comment && !official_first_child(position, "comment")) {
        char *text = patch_escape_text(r->position_comment);
        char *markup = g_strdup_printf("<comment xml:lang=\"%s\">%s</comment>", c->map->lang, text);

        markup = official_qualify(markup, c->record);
        patch_set_markup(c->patch, number_of(c, position), markup);
        g_free(markup);
        g_free(text);
    }
    if (changed)
        note(c, "position");
    changed = official_set_attribute(c, position, "source", r->position_source ? r->position_source->id : NULL);
    if (official_set_attribute(c, position, "paragraph", r->position_paragraph)) {
        changed = TRUE;
    } else if (changed && !*r->position_paragraph) { /* the paragraph was one of the other document */
        patch_remove_attribute(c->patch, number_of(c, position), "paragraph");
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
static gboolean is_peoples(const struct official_edit *c, enum map_list list, const xmlNode *element, const char *code)
{
    const struct term *t = vocabulary_term(c->vocabularies, map_list_vocabulary(list), code);
    const struct xmlfile *file = t && t->own ? xmlfile_of(t->node) : NULL;

    return has_foreign_attribute(element) || (file && strcmp(xmlfile_name(file), OFFICIAL_TERMS_FILE));
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
static void insert_code(struct official_edit *c, enum map_list list, const char *code, xmlNodePtr anchor,
                        xmlNodePtr first)
{
    char *markup = code_markup(list, code);

    if (!anchor && !first) {
        insert_element(c, map_list_element(list), markup);
        return;
    }
    markup = official_qualify(markup, c->record);
    if (anchor)
        patch_insert_after(c->patch, number_of(c, anchor), markup);
    else
        patch_insert_before(c->patch, number_of(c, first), markup);
    g_free(markup);
}

static void change_list(struct official_edit *c, enum map_list list, const char **codes)
{
    const char *attribute = map_list_attribute(list), *name = map_list_element(list);
    GPtrArray *elements = g_ptr_array_new(); /* those that the table rules */
    guint n = g_strv_length((char **)codes), k, *lengths, i = 0, j = 0;
    xmlNodePtr anchor = NULL, first = NULL;
    gboolean changed = FALSE;

    if (c->gaps_only && official_first_child(c->record, name))
        n = 0;
    for (xmlNodePtr e = c->record->children; e; e = e->next)
        if (official_is_element(e, name)) {
            const char *code = tree_get(e, attribute);

            if (g_strv_contains(codes, code ? code : "") || !is_peoples(c, list, e, code ? code : ""))
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
            patch_remove(c->patch, number_of(c, e));
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

void official_change_record(struct official_edit *c, const struct official_record *r)
{
    change_external(c, r);
    change_from(c, r);
    change_text(c, r);
    change_position(c, r);
    for (enum map_list list = 0; list < MAP_LISTS; list++)
        change_list(c, list, r->lists[list]);
}

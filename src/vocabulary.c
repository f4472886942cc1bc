/* Vocabularies are XML files of one format, shipped ones and a dossier's. Terms are structs over the trees, which are
   kept; a dossier's term of a known id takes over the labels of the languages it gives. Words are looked up folded
   (case, white space, dashes), because imports bring them in many spellings. */
#include "vocabulary.h"

#include <string.h>

#include "resource.h"
#include "schema.h"
#include "tree.h"
#include "xmlfile.h"

#define FOLDER "templates/vocabularies/"
#define XSD "schemas/vocabulary.xsd"

struct vocabulary {
    const char *id;
    gboolean scale;
    GPtrArray *terms;   /* of struct term, owned */
    GHashTable *by_id;  /* id -> struct term */
    GHashTable *by_word; /* folded words (owned) -> struct term */
};

struct vocabularies {
    GHashTable *all;        /* "themes", or "scale ccpr" -> struct vocabulary */
    GPtrArray *scale_names; /* of const char *, NULL-terminated */
    GPtrArray *files;       /* of struct xmlfile: the shipped ones */
};

static void term_free(gpointer p)
{
    struct term *t = p;

    g_array_unref(t->labels);
    g_array_unref(t->shorts);
    g_ptr_array_unref(t->aliases);
    g_free(t);
}

static void vocabulary_free(gpointer p)
{
    struct vocabulary *v = p;

    g_ptr_array_unref(v->terms);
    g_hash_table_destroy(v->by_id);
    g_hash_table_destroy(v->by_word);
    g_free(v);
}

/* Words with case, runs of white space, "&" and "and", kinds of dash and apostrophe made equal. */
static char *fold(const char *words)
{
    g_autofree char *lower = g_utf8_casefold(words, -1);
    GString *out = g_string_new(NULL);
    gboolean gap = FALSE;

    for (const char *p = lower; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (g_unichar_isspace(c) || c == 0xa0) {
            gap = out->len > 0;
            continue;
        }
        if (c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x2014)
            c = '-';
        else if (c == 0x2019 || c == 0x2018)
            c = '\'';
        else if (c == 0x201c || c == 0x201d)
            c = '"';
        if (c == '&') {
            g_string_append(out, out->len ? " and" : "and");
            gap = TRUE;
            continue;
        }
        if (gap)
            g_string_append_c(out, ' ');
        gap = FALSE;
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

static void add_word(struct vocabulary *v, const char *words, struct term *t)
{
    char *key = fold(words);

    if (*key && !g_hash_table_contains(v->by_word, key))
        g_hash_table_insert(v->by_word, key, t);
    else
        g_free(key);
}

static const char *text_of(const xmlNode *n)
{
    return n->children && n->children->content ? (const char *)n->children->content : "";
}

static void set_label(GArray *labels, const char *lang, const char *text)
{
    struct label label = {lang, text};

    for (guint i = 0; i < labels->len; i++) {
        struct label *l = &g_array_index(labels, struct label, i);

        if (!strcmp(l->lang, lang)) {
            l->text = text;
            return;
        }
    }
    g_array_append_val(labels, label);
}

static void take(const char **field, const xmlNode *n, const char *attribute)
{
    const char *value = tree_get(n, attribute);

    if (value)
        *field = value;
}

/* A <term> or <value>. */
static void add_term(struct vocabulary *v, xmlNodePtr n, gboolean own)
{
    const char *id = tree_get(n, "id"), *order = tree_get(n, "order");
    struct term *t = id ? g_hash_table_lookup(v->by_id, id) : NULL;

    if (!id)
        return; /* said by the schema */
    if (!t) {
        t = g_new0(struct term, 1);
        t->id = id;
        t->labels = g_array_new(FALSE, FALSE, sizeof(struct label));
        t->shorts = g_array_new(FALSE, FALSE, sizeof(struct label));
        t->aliases = g_ptr_array_new();
        t->order = v->terms->len;
        t->own = own;
        g_ptr_array_add(v->terms, t);
        g_hash_table_insert(v->by_id, (gpointer)id, t);
        add_word(v, id, t);
    }
    t->node = n;
    take(&t->parent, n, "parent");
    take(&t->alpha_2, n, "alpha-2");
    take(&t->m49, n, "m49");
    take(&t->body, n, "body");
    take(&t->articles, n, "articles");
    take(&t->symbol, n, "symbol");
    take(&t->tone, n, "tone");
    if (order)
        t->order = (guint)g_ascii_strtoull(order, NULL, 10);
    for (xmlNodePtr c = n->children; c; c = c->next) {
        const char *name = (const char *)c->name;

        if (c->type != XML_ELEMENT_NODE)
            continue;
        if (!strcmp(name, "label"))
            set_label(t->labels, tree_lang(c), text_of(c));
        else if (!strcmp(name, "short"))
            set_label(t->shorts, tree_lang(c), text_of(c));
        else if (!strcmp(name, "alias"))
            g_ptr_array_add(t->aliases, (gpointer)text_of(c));
        else
            continue;
        add_word(v, text_of(c), t);
    }
    if (!t->labels->len)
        set_label(t->labels, "en", id);
}

static gint by_order(gconstpointer a, gconstpointer b)
{
    const struct term *t = *(const struct term *const *)a, *u = *(const struct term *const *)b;

    return t->order < u->order ? -1 : t->order > u->order;
}

static struct vocabulary *obtain(struct vocabularies *v, const char *id, gboolean scale)
{
    char *key = scale ? g_strconcat("scale ", id, NULL) : g_strdup(id);
    struct vocabulary *found = g_hash_table_lookup(v->all, key);

    if (found) {
        g_free(key);
        return found;
    }
    found = g_new0(struct vocabulary, 1);
    found->id = id;
    found->scale = scale;
    found->terms = g_ptr_array_new_with_free_func(term_free);
    found->by_id = g_hash_table_new(g_str_hash, g_str_equal);
    found->by_word = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert(v->all, key, found);
    if (scale) {
        g_ptr_array_insert(v->scale_names, (gint)v->scale_names->len - 1, (gpointer)id);
    }
    return found;
}

static void add_file(struct vocabularies *v, const struct xmlfile *file, gboolean own)
{
    xmlNodePtr root = xmlDocGetRootElement(xmlfile_doc(file));

    for (xmlNodePtr n = root->children; n; n = n->next) {
        const char *id = n->type == XML_ELEMENT_NODE ? tree_get(n, "id") : NULL;
        gboolean scale = id && !strcmp((const char *)n->name, "scale");
        struct vocabulary *vocabulary;

        if (!id)
            continue;
        vocabulary = obtain(v, id, scale);
        for (xmlNodePtr t = n->children; t; t = t->next)
            if (t->type == XML_ELEMENT_NODE && !strcmp((const char *)t->name, scale ? "value" : "term"))
                add_term(vocabulary, t, own);
        if (scale)
            g_ptr_array_sort(vocabulary->terms, by_order);
    }
}

struct vocabularies *vocabularies_new(struct diag *d)
{
    struct vocabularies *v = g_new0(struct vocabularies, 1);
    char **names = resource_list(FOLDER);

    v->all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, vocabulary_free);
    v->scale_names = g_ptr_array_new();
    g_ptr_array_add(v->scale_names, NULL);
    v->files = g_ptr_array_new_with_free_func((GDestroyNotify)xmlfile_free);
    for (char **name = names; *name; name++) {
        struct xmlfile *f = g_str_has_suffix(*name, ".xml") ? xmlfile_resource(*name, d) : NULL;
        g_autofree char *override = f ? resource_file(*name) : NULL;

        if (!f)
            continue;
        if (override)
            schema_validate(XSD, xmlfile_doc(f), NULL, FALSE, d);
        add_file(v, f, FALSE);
        g_ptr_array_add(v->files, f);
    }
    g_strfreev(names);
    return v;
}

void vocabularies_free(struct vocabularies *v)
{
    if (!v)
        return;
    g_hash_table_destroy(v->all);
    g_ptr_array_unref(v->scale_names);
    g_ptr_array_unref(v->files);
    g_free(v);
}

/* TRUE when a term's chain of parents comes back to it. */
static gboolean is_above_itself(const struct vocabulary *v, const struct term *t)
{
    const struct term *up = t;

    for (guint steps = 0; up && up->parent && steps <= v->terms->len; steps++) {
        up = g_hash_table_lookup(v->by_id, up->parent);
        if (up == t)
            return TRUE;
    }
    return FALSE;
}

void vocabularies_add(struct vocabularies *v, const struct xmlfile *file, struct diag *d)
{
    xmlNodePtr root = xmlDocGetRootElement(xmlfile_doc(file));

    if (!schema_validate(XSD, xmlfile_doc(file), NULL, FALSE, d) && g_strcmp0((const char *)root->name, "vocabularies"))
        return;
    add_file(v, file, TRUE);
    for (xmlNodePtr n = root->children; n; n = n->next) {
        const char *id = n->type == XML_ELEMENT_NODE ? tree_get(n, "id") : NULL;
        struct vocabulary *vocabulary = id ? g_hash_table_lookup(v->all, id) : NULL;

        for (xmlNodePtr t = vocabulary ? n->children : NULL; t; t = t->next) {
            const char *parent = t->type == XML_ELEMENT_NODE ? tree_get(t, "parent") : NULL;
            const struct term *term;

            if (!parent || !tree_get(t, "id") ||
                !(term = g_hash_table_lookup(vocabulary->by_id, tree_get(t, "id"))))
                continue;
            if (!g_hash_table_contains(vocabulary->by_id, parent)) {
                const char *nearest = vocabulary_nearest(v, id, parent);

                diag_report(d, R104, xmlfile_attribute_place(file, t, "parent"), NULL, "what", "the parent", "value",
                            parent, "vocabulary", id, "nearest", nearest, "label",
                            nearest ? term_label(vocabulary_term(v, id, nearest), "en") : NULL, NULL);
            } else if (is_above_itself(vocabulary, term)) {
                diag_report(d, R112, xmlfile_attribute_place(file, t, "parent"), NULL, "what", "the term", "value",
                            term->id, NULL);
            }
        }
    }
}

/* ---- Looking up ---- */

static const struct vocabulary *find(const struct vocabularies *v, const char *id)
{
    return g_hash_table_lookup(v->all, id);
}

static const struct vocabulary *find_scale(const struct vocabularies *v, const char *id)
{
    g_autofree char *key = g_strconcat("scale ", id, NULL);

    return g_hash_table_lookup(v->all, key);
}

const struct term *vocabulary_term(const struct vocabularies *v, const char *vocabulary, const char *id)
{
    const struct vocabulary *found = find(v, vocabulary);

    return found ? g_hash_table_lookup(found->by_id, id) : NULL;
}

const struct term *vocabulary_find(const struct vocabularies *v, const char *vocabulary, const char *words)
{
    const struct vocabulary *found = find(v, vocabulary);
    g_autofree char *key = fold(words);
    const struct term *t = found ? g_hash_table_lookup(found->by_word, key) : NULL;
    char *space;

    if (t || !found)
        return t;
    space = strchr(key, ' ');
    if (!space)
        return NULL;
    /* "A12 Acceptance of international norms": a code and its own label */
    *space = '\0';
    t = g_hash_table_lookup(found->by_word, key);
    if (t && g_hash_table_lookup(found->by_word, space + 1) == t)
        return t;
    return NULL;
}

const GPtrArray *vocabulary_terms(const struct vocabularies *v, const char *vocabulary)
{
    const struct vocabulary *found = find(v, vocabulary);

    return found ? found->terms : NULL;
}

/* The one term whose label begins with the word ("Cro" for Croatia), or NULL. */
static const struct term *only_beginning(const struct vocabulary *v, const char *word)
{
    g_autofree char *folded = fold(word);
    const struct term *found = NULL;
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, v->by_word);
    while (strlen(folded) > 2 && g_hash_table_iter_next(&iter, &key, &value)) {
        if (!g_str_has_prefix(key, folded) || value == found)
            continue;
        if (found)
            return NULL;
        found = value;
    }
    return found;
}

static const char *nearest_in(const struct vocabulary *v, const char *word)
{
    const struct term *beginning = only_beginning(v, word);
    GPtrArray *words = g_ptr_array_new();
    const char *nearest;
    GHashTableIter iter;
    gpointer key, value;

    for (guint i = 0; i < v->terms->len; i++)
        g_ptr_array_add(words, (gpointer)((const struct term *)v->terms->pdata[i])->id);
    g_ptr_array_add(words, NULL);
    nearest = beginning ? beginning->id : diag_nearest(word, (const char *const *)words->pdata);
    if (!nearest) {
        /* perhaps somebody wrote the label in place of the code */
        g_autofree char *folded = fold(word);
        const struct term *t = g_hash_table_lookup(v->by_word, folded);

        if (!t && strlen(folded) > 4) {
            g_hash_table_iter_init(&iter, v->by_word);
            while (g_hash_table_iter_next(&iter, &key, &value)) {
                const char *pair[] = {key, NULL};
                const struct term *candidate = value;

                if (diag_nearest(folded, pair) && (!t || candidate->order < t->order))
                    t = candidate;
            }
        }
        nearest = t ? t->id : NULL;
    }
    g_ptr_array_unref(words);
    return nearest;
}

const char *vocabulary_nearest(const struct vocabularies *v, const char *vocabulary, const char *word)
{
    const struct vocabulary *found = find(v, vocabulary);

    return found ? nearest_in(found, word) : NULL;
}

const struct term *scale_value(const struct vocabularies *v, const char *scale, const char *value)
{
    const struct vocabulary *found = find_scale(v, scale);

    return found ? g_hash_table_lookup(found->by_id, value) : NULL;
}

const GPtrArray *scale_values(const struct vocabularies *v, const char *scale)
{
    const struct vocabulary *found = find_scale(v, scale);

    return found ? found->terms : NULL;
}

const char *const *scale_names(const struct vocabularies *v)
{
    return (const char *const *)v->scale_names->pdata;
}

const char *scale_map(const struct vocabularies *v, const char *scale, const char *value, const char *to)
{
    const struct term *t = scale_value(v, scale, value);

    for (xmlNodePtr n = t ? t->node->children : NULL; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "maps") &&
            !g_strcmp0(tree_get(n, "to"), to))
            return tree_get(n, "value");
    return NULL;
}

/* ---- Labels ---- */

static const char *label_in(const GArray *labels, const char *lang)
{
    const char *english = NULL;

    for (guint i = 0; i < labels->len; i++) {
        const struct label *l = &g_array_index(labels, struct label, i);

        if (!g_strcmp0(l->lang, lang))
            return l->text;
        if (!strcmp(l->lang, "en"))
            english = l->text;
    }
    if (english)
        return english;
    return labels->len ? g_array_index(labels, struct label, 0).text : NULL;
}

const char *term_label(const struct term *t, const char *lang)
{
    return label_in(t->labels, lang);
}

const char *term_short(const struct term *t, const char *lang)
{
    const char *text = label_in(t->shorts, lang);

    return text ? text : term_label(t, lang);
}

gboolean term_has_article(const struct term *treaty, const char *article)
{
    char *end;
    gulong first, last, n;

    if (!treaty->articles)
        return TRUE;
    first = strtoul(treaty->articles, &end, 10);
    last = *end == '-' ? strtoul(end + 1, NULL, 10) : first;
    while (*article && !g_ascii_isdigit(*article))
        article++;
    if (!*article)
        return TRUE; /* "preamble": nothing to compare */
    n = strtoul(article, NULL, 10);
    return n >= first && n <= last;
}

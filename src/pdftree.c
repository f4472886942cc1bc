/* The structure tree of a file, read by libqpdf into plain structs, and libqpdf's calls in fewer words. */
#include "pdftree.h"

#include <string.h>

static const char *const standard_types[] = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form", NULL};

void pdftree_find(struct check *c, const char *rule, const char *format, ...)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(c->counts, rule)) + 1;
    g_hash_table_insert(c->counts, (gpointer)rule, GUINT_TO_POINTER(n));
    if (c->limit && n > c->limit)
        return;
    struct pdf_finding *f = g_new0(struct pdf_finding, 1);
    va_list args;
    va_start(args, format);
    f->what = g_strdup_vprintf(format, args);
    va_end(args);
    f->rule = rule;
    f->page = c->page;
    g_ptr_array_add(c->findings, f);
}

void pdftree_element_free(gpointer data)
{
    struct element *e = data;
    g_ptr_array_free(e->kids, TRUE);
    g_free(e->type);
    g_free(e->lang);
    g_free(e->alt);
    g_free(e->actual);
    g_free(e->id);
    g_free(e);
}

/* ---- libqpdf, shorter ---- */

qpdf_oh pdf_get(struct check *c, qpdf_oh dictionary, const char *key)
{
    if (!qpdf_oh_is_dictionary(c->q, dictionary) && !qpdf_oh_is_stream(c->q, dictionary))
        return qpdf_oh_new_null(c->q);
    if (qpdf_oh_is_stream(c->q, dictionary))
        dictionary = qpdf_oh_get_dict(c->q, dictionary);
    return qpdf_oh_get_key(c->q, dictionary, key);
}

gboolean pdf_is_null(struct check *c, qpdf_oh o)
{
    return qpdf_oh_is_null(c->q, o);
}

char *pdf_string(struct check *c, qpdf_oh o)
{
    return qpdf_oh_is_string(c->q, o) ? g_strdup(qpdf_oh_get_utf8_value(c->q, o)) : NULL;
}

/* A name without its slash, or NULL. */
char *pdf_name(struct check *c, qpdf_oh o)
{
    return qpdf_oh_is_name(c->q, o) ? g_strdup(qpdf_oh_get_name(c->q, o) + 1) : NULL;
}

gboolean pdf_name_is(struct check *c, qpdf_oh o, const char *name)
{
    return qpdf_oh_is_name(c->q, o) && strcmp(qpdf_oh_get_name(c->q, o) + 1, name) == 0;
}

gboolean pdf_is_true(struct check *c, qpdf_oh o)
{
    return qpdf_oh_is_bool(c->q, o) && qpdf_oh_get_bool_value(c->q, o);
}

int pdf_int(struct check *c, qpdf_oh o, int fallback)
{
    return qpdf_oh_is_integer(c->q, o) ? qpdf_oh_get_int_value_as_int(c->q, o) : fallback;
}

GPtrArray *pdf_keys(struct check *c, qpdf_oh dictionary)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    if (qpdf_oh_is_dictionary(c->q, dictionary)) {
        qpdf_oh_begin_dict_key_iter(c->q, dictionary);
        while (qpdf_oh_dict_more_keys(c->q))
            g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(c->q)));
    }
    return keys;
}

gboolean pdftree_listed(const char *word, const char *const *list)
{
    for (; word && *list; list++)
        if (strcmp(word, *list) == 0)
            return TRUE;
    return FALSE;
}

/* BCP 47 as far as its shape goes. */
gboolean pdftree_is_lang(const char *lang)
{
    return !*lang || g_regex_match_simple("^[a-z]{1,8}(-[a-z0-9]{1,8})*$", lang, G_REGEX_CASELESS, 0);
}

/* ---- Role map ---- */

static void read_roles(struct check *c, qpdf_oh tree)
{
    qpdf_oh map = pdf_get(c, tree, "/RoleMap");
    g_autoptr(GPtrArray) keys = pdf_keys(c, map);
    for (guint i = 0; i < keys->len; i++) {
        const char *key = g_ptr_array_index(keys, i);
        g_autofree char *to = pdf_name(c, pdf_get(c, map, key));
        if (pdftree_listed(key + 1, standard_types))
            pdftree_find(c, "7.1-7", "the standard type %s is given another meaning", key + 1);
        for (guint hops = 0; to && !pdftree_listed(to, standard_types); hops++) {
            g_autofree char *slashed = g_strconcat("/", to, NULL);
            char *next = pdf_name(c, pdf_get(c, map, slashed));
            g_free(to);
            to = next;
            if (hops > keys->len) {
                pdftree_find(c, "7.1-6", "the role of %s goes round in a circle", key + 1);
                break;
            }
        }
        if (to)
            g_hash_table_insert(c->roles, g_strdup(key + 1), g_steal_pointer(&to));
    }
}

/* ---- The structure tree ---- */

static void read_kid(struct check *c, struct element *parent, qpdf_oh kid, int depth);

static struct element *read_element(struct check *c, struct element *parent, qpdf_oh o, int depth)
{
    int number = qpdf_oh_get_object_id(c->q, o);
    if (depth > DEPTH || (number && g_hash_table_contains(c->elements, GINT_TO_POINTER(number))))
        return NULL;
    struct element *e = g_new0(struct element, 1);
    e->parent = parent;
    e->kids = g_ptr_array_new();
    e->object = number;
    e->type = pdf_name(c, pdf_get(c, o, "/S"));
    if (!e->type)
        e->type = g_strdup("");
    if (!pdftree_listed(e->type, standard_types)) {
        const char *role = g_hash_table_lookup(c->roles, e->type);
        if (!role || !pdftree_listed(role, standard_types))
            pdftree_find(c, "7.1-5", "the type %s is neither standard nor given a role", e->type);
        if (role) {
            g_free(e->type);
            e->type = g_strdup(role);
        }
    }
    e->lang = pdf_string(c, pdf_get(c, o, "/Lang"));
    e->alt = pdf_string(c, pdf_get(c, o, "/Alt"));
    e->actual = pdf_string(c, pdf_get(c, o, "/ActualText"));
    e->has_alt = e->alt != NULL;
    e->has_actual = e->actual != NULL;
    e->id = pdf_string(c, pdf_get(c, o, "/ID"));
    e->attributes = pdf_get(c, o, "/A");
    if (e->id)
        g_hash_table_add(c->ids, e->id);
    g_ptr_array_add(c->all, e);
    if (number)
        g_hash_table_insert(c->elements, GINT_TO_POINTER(number), e);
    if (parent)
        g_ptr_array_add(parent->kids, e);
    qpdf_oh kids = pdf_get(c, o, "/K");
    if (qpdf_oh_is_array(c->q, kids)) {
        int n = qpdf_oh_get_array_n_items(c->q, kids);
        for (int i = 0; i < n; i++)
            read_kid(c, e, qpdf_oh_get_array_item(c->q, kids, i), depth + 1);
    } else {
        read_kid(c, e, kids, depth + 1);
    }
    return e;
}

static void read_kid(struct check *c, struct element *parent, qpdf_oh kid, int depth)
{
    if (qpdf_oh_is_integer(c->q, kid) || pdf_name_is(c, pdf_get(c, kid, "/Type"), "MCR"))
        parent->n_marks++;
    else if (pdf_name_is(c, pdf_get(c, kid, "/Type"), "OBJR"))
        parent->n_annotations++;
    else if (qpdf_oh_is_dictionary(c->q, kid))
        read_element(c, parent, kid, depth);
}

static void read_parents(struct check *c, qpdf_oh node, int depth)
{
    if (depth > DEPTH)
        return;
    qpdf_oh kids = pdf_get(c, node, "/Kids"), nums = pdf_get(c, node, "/Nums");
    int n = qpdf_oh_is_array(c->q, kids) ? qpdf_oh_get_array_n_items(c->q, kids) : 0;
    for (int i = 0; i < n; i++)
        read_parents(c, qpdf_oh_get_array_item(c->q, kids, i), depth + 1);
    n = qpdf_oh_is_array(c->q, nums) ? qpdf_oh_get_array_n_items(c->q, nums) : 0;
    for (int i = 0; i + 1 < n; i += 2)
        g_hash_table_insert(c->parents, GINT_TO_POINTER(pdf_int(c, qpdf_oh_get_array_item(c->q, nums, i), -1)),
                            GUINT_TO_POINTER(qpdf_oh_get_array_item(c->q, nums, i + 1)));
}

void pdftree_read(struct check *c)
{
    qpdf_oh tree = pdf_get(c, c->catalog, "/StructTreeRoot");
    if (!qpdf_oh_is_dictionary(c->q, tree)) {
        pdftree_find(c, "7.1-11", "the document has no structure tree");
        return;
    }
    read_roles(c, tree);
    read_parents(c, pdf_get(c, tree, "/ParentTree"), 0);
    c->root = g_new0(struct element, 1);
    c->root->kids = g_ptr_array_new();
    c->root->type = g_strdup("StructTreeRoot");
    qpdf_oh kids = pdf_get(c, tree, "/K");
    if (qpdf_oh_is_array(c->q, kids))
        for (int i = 0; i < qpdf_oh_get_array_n_items(c->q, kids); i++)
            read_kid(c, c->root, qpdf_oh_get_array_item(c->q, kids, i), 0);
    else
        read_kid(c, c->root, kids, 0);
    if (!c->house)
        return;
    if (c->root->kids->len != 1 || strcmp(((struct element *)g_ptr_array_index(c->root->kids, 0))->type, "Document"))
        pdftree_find(c, "house-root", "the structure does not start with one Document");
    gboolean ids = FALSE;
    for (guint i = 0; i < c->all->len; i++)
        ids |= ((struct element *)g_ptr_array_index(c->all, i))->id != NULL;
    if (ids && pdf_is_null(c, pdf_get(c, tree, "/IDTree")))
        pdftree_find(c, "house-idtree", "elements have ids, but there is no tree of them");
}

const char *pdftree_lang(const struct check *c, const struct element *e)
{
    for (; e; e = e->parent)
        if (e->lang && *e->lang)
            return e->lang;
    return c->lang && *c->lang ? c->lang : NULL;
}

/* An attribute of an owner, or a null. */
qpdf_oh pdftree_attribute(struct check *c, const struct element *e, const char *owner, const char *key)
{
    if (qpdf_oh_is_array(c->q, e->attributes)) {
        for (int i = 0; i < qpdf_oh_get_array_n_items(c->q, e->attributes); i++) {
            qpdf_oh a = qpdf_oh_get_array_item(c->q, e->attributes, i);
            if (pdf_name_is(c, pdf_get(c, a, "/O"), owner) && !pdf_is_null(c, pdf_get(c, a, key)))
                return pdf_get(c, a, key);
        }
    } else if (pdf_name_is(c, pdf_get(c, e->attributes, "/O"), owner)) {
        return pdf_get(c, e->attributes, key);
    }
    return qpdf_oh_new_null(c->q);
}

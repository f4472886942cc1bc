/* Trees against schemas. libxml2 compiles the XSD and judges the tree; its messages are taken apart and said in our
   words: where exactly, what is wrong, what may stand there. The XSD's own tree is kept beside the compiled schema:
   its documentation gives the examples, its declarations the names that a misspelt one may have meant.
   Records are validated one by one, so that a fault in one hides none in the next, and many at once by several
   threads. Identity constraints are left out: they are for editors; ids across files are checked by dossier.c. */
#include "schema.h"

#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>
#include <string.h>

#include "parallel.h"
#include "resource.h"
#include "tree.h"
#include "xmlfile.h"

#define XSD "http://www.w3.org/2001/XMLSchema"
#define RECORDS "schemas/records.xsd"
#define PARALLEL 400 /* records from which several threads are worth while */
#define SHARE 100    /* records a thread takes at a time */

struct schema {
    char *name;
    xmlDocPtr doc; /* the XSD */
    xmlSchemaPtr compiled;
    const char *ns;   /* target namespace */
    xmlNodePtr root;  /* declaration of the root element: the first global one */
};

static GMutex schemas_lock;
static GHashTable *schemas; /* name -> struct schema; filled on demand under the lock, the one cache of the module */

/* ---- Compiling ---- */

static gboolean is_xsd(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && n->ns && !strcmp((const char *)n->ns->href, XSD) &&
           !strcmp((const char *)n->name, name);
}

static void strip_constraints(xmlNodePtr n)
{
    for (xmlNodePtr next; n; n = next) {
        next = n->next;
        if (is_xsd(n, "unique") || is_xsd(n, "key") || is_xsd(n, "keyref")) {
            xmlUnlinkNode(n);
            xmlFreeNode(n);
        } else {
            strip_constraints(n->children);
        }
    }
}

static void on_compile_error(void *data, xmlErrorPtr e)
{
    GString *what = data;

    if (!what->len && e->message)
        g_string_append_printf(what, "line %d: %s", e->line, g_strstrip(e->message));
}

static void schema_free(gpointer p)
{
    struct schema *s = p;

    if (s->compiled)
        xmlSchemaFree(s->compiled);
    if (s->doc)
        xmlFreeDoc(s->doc);
    g_free(s->name);
    g_free(s);
}

static struct schema *compile(const char *name, struct diag *d)
{
    struct schema *s = g_new0(struct schema, 1);
    g_autofree char *file = resource_file(name);
    struct place place = {file ? file : name, 0, 0, 0};
    GString *what = g_string_new(NULL);
    xmlSchemaParserCtxtPtr ctxt;

    s->name = g_strdup(name);
    s->doc = resource_load_xml(name);
    if (s->doc) {
        strip_constraints(xmlDocGetRootElement(s->doc));
        ctxt = xmlSchemaNewDocParserCtxt(s->doc);
        xmlSchemaSetParserStructuredErrors(ctxt, on_compile_error, what);
        s->compiled = xmlSchemaParse(ctxt);
        xmlSchemaFreeParserCtxt(ctxt);
    } else {
        g_string_assign(what, "it is missing or not well-formed");
    }
    if (!s->compiled) {
        g_string_prepend(what, "a schema cannot be used: ");
        diag_report(d, R901, place, NULL, "what", what->str, NULL);
        schema_free(s);
        s = NULL;
    } else {
        xmlNodePtr top = xmlDocGetRootElement(s->doc);

        s->ns = tree_get(top, "targetNamespace");
        for (xmlNodePtr n = top->children; n && !s->root; n = n->next)
            if (is_xsd(n, "element"))
                s->root = n;
    }
    g_string_free(what, TRUE);
    return s;
}

static const struct schema *lookup(const char *name, struct diag *d)
{
    struct schema *s;

    g_mutex_lock(&schemas_lock);
    if (!schemas)
        schemas = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, schema_free);
    s = g_hash_table_lookup(schemas, name);
    if (!s && (s = compile(name, d)))
        g_hash_table_insert(schemas, s->name, s);
    g_mutex_unlock(&schemas_lock);
    return s;
}

gboolean schema_load(const char *schema, struct diag *d)
{
    return lookup(schema, d) != NULL;
}

void schema_shutdown(void)
{
    g_mutex_lock(&schemas_lock);
    g_clear_pointer(&schemas, g_hash_table_destroy);
    g_mutex_unlock(&schemas_lock);
    xmlSchemaCleanupTypes();
}

/* ---- What the schema says about an element ---- */

static xmlNodePtr find_global(const struct schema *s, const char *kind, const char *name)
{
    xmlNodePtr top = xmlDocGetRootElement(s->doc);

    for (xmlNodePtr n = top->children; name && n; n = n->next)
        if (is_xsd(n, kind) && !g_strcmp0(tree_get(n, "name"), name))
            return n;
    return NULL;
}

/* The complexType or simpleType of a declaration, or NULL (a type of XSD itself). */
static xmlNodePtr type_of_declaration(const struct schema *s, xmlNodePtr declaration)
{
    const char *type = tree_get(declaration, "type");
    xmlNodePtr found;

    if (type) {
        found = find_global(s, "complexType", type);
        return found ? found : find_global(s, "simpleType", type);
    }
    for (xmlNodePtr n = declaration->children; n; n = n->next)
        if (is_xsd(n, "complexType") || is_xsd(n, "simpleType"))
            return n;
    return NULL;
}

/* Every declaration of `kind` ("element", "attribute") that a type holds, groups and bases followed. */
static void collect(const struct schema *s, xmlNodePtr type, const char *kind, GPtrArray *out, int depth)
{
    for (xmlNodePtr n = type ? type->children : NULL; n && depth < 12; n = n->next) {
        const char *ref = n->type == XML_ELEMENT_NODE ? tree_get(n, "ref") : NULL;

        if (n->type != XML_ELEMENT_NODE || is_xsd(n, "annotation"))
            continue;
        if (is_xsd(n, kind)) {
            xmlNodePtr global = ref && !strchr(ref, ':') ? find_global(s, kind, ref) : NULL;

            g_ptr_array_add(out, global ? global : n);
        } else if (is_xsd(n, "element") || is_xsd(n, "attribute")) {
            continue;
        } else if (ref && (is_xsd(n, "attributeGroup") || is_xsd(n, "group"))) {
            collect(s, find_global(s, (const char *)n->name, ref), kind, out, depth + 1);
        } else {
            if (is_xsd(n, "extension"))
                collect(s, find_global(s, "complexType", tree_get(n, "base")), kind, out, depth + 1);
            collect(s, n, kind, out, depth + 1);
        }
    }
}

static const char *declared_name(xmlNodePtr declaration)
{
    const char *name = tree_get(declaration, "name");

    return name ? name : tree_get(declaration, "ref");
}

static xmlNodePtr find_in(const struct schema *s, xmlNodePtr type, const char *kind, const char *name)
{
    GPtrArray *all = g_ptr_array_new();
    xmlNodePtr found = NULL;

    collect(s, type, kind, all, 0);
    for (guint i = 0; i < all->len && !found; i++)
        if (!g_strcmp0(declared_name(all->pdata[i]), name))
            found = all->pdata[i];
    g_ptr_array_unref(all);
    return found;
}

/* The declaration of an element of the validated tree, found from its root down; NULL when the schema has none. */
static xmlNodePtr declaration_of(const struct schema *s, const xmlNode *node)
{
    const char *name = (const char *)node->name;
    xmlNodePtr parent, global;

    if (!node->parent || node->parent->type != XML_ELEMENT_NODE)
        return find_global(s, "element", name);
    parent = declaration_of(s, node->parent);
    if (parent)
        return find_in(s, type_of_declaration(s, parent), "element", name);
    global = find_global(s, "element", name);
    return global;
}

static xmlNodePtr type_of(const struct schema *s, const xmlNode *node)
{
    xmlNodePtr declaration = declaration_of(s, node);

    return declaration ? type_of_declaration(s, declaration) : NULL;
}

/* The names of a type's children or attributes, NULL-terminated; g_strfreev. */
static char **names_in(const struct schema *s, xmlNodePtr type, const char *kind)
{
    GPtrArray *all = g_ptr_array_new(), *names = g_ptr_array_new();

    collect(s, type, kind, all, 0);
    for (guint i = 0; i < all->len; i++)
        g_ptr_array_add(names, g_strdup(declared_name(all->pdata[i])));
    g_ptr_array_unref(all);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

/* The documentation of a declaration or type: the words before "Example:" or those after; g_free, or NULL. */
static char *documentation(xmlNodePtr declaration, gboolean example)
{
    for (xmlNodePtr a = declaration ? declaration->children : NULL; a; a = a->next) {
        if (!is_xsd(a, "annotation"))
            continue;
        for (xmlNodePtr n = a->children; n; n = n->next) {
            xmlChar *content;
            char *words, *mark;

            if (!is_xsd(n, "documentation"))
                continue;
            content = xmlNodeGetContent(n);
            words = g_strdup((const char *)content);
            xmlFree(content);
            mark = strstr(words, "Example:");
            if (example && mark) {
                char *tail = g_strstrip(g_strdup(mark + 8));

                g_free(words);
                return tail;
            }
            if (mark)
                *mark = '\0';
            if (!example && *g_strstrip(words))
                return words;
            g_free(words);
        }
    }
    return NULL;
}

/* "supported, in-part, noted": the values of an enumeration, or NULL. */
static char *enumeration(xmlNodePtr type)
{
    GString *out = g_string_new(NULL);

    for (xmlNodePtr r = type ? type->children : NULL; r; r = r->next)
        for (xmlNodePtr n = is_xsd(r, "restriction") ? r->children : NULL; n; n = n->next)
            if (is_xsd(n, "enumeration"))
                g_string_append_printf(out, "%s%s", out->len ? ", " : "", tree_get(n, "value"));
    return g_string_free(out, out->len == 0);
}

/* ---- One message of libxml2 in our words ---- */

struct run {
    const struct schema *schema;
    const struct xmlfile *file; /* or NULL */
    const char *name;           /* of the thing in messages, or NULL */
    struct diag *d;
    guint errors;
};

static struct place place_of(const struct run *r, const xmlNode *node, const char *attribute)
{
    struct place place = {r->name, 0, 0, 0};

    if (r->file && node)
        return attribute ? xmlfile_attribute_place(r->file, node, attribute) : xmlfile_place(r->file, node);
    if (node)
        place.line = xmlGetLineNo((xmlNodePtr)node);
    return place;
}

/* "record kind" for records; the element's way from the root is no help elsewhere. */
static char *record_of(const struct run *r, const xmlNode *node)
{
    return node && !strcmp(r->schema->name, RECORDS) ? xmlfile_record_name(node) : NULL;
}

/* "{urn:…}name" -> "name", with xml: for the attributes of XML itself. */
static char *plain_name(const char *name, gsize length)
{
    g_autofree char *whole = g_strndup(name, length);
    char *close = strrchr(whole, '}');

    if (close && strstr(whole, "XML/1998/namespace"))
        return g_strconcat("xml:", close + 1, NULL);
    return g_strdup(close ? close + 1 : whole);
}

/* The attribute that a message speaks of ("…, attribute 'kind': …"), or NULL. */
static char *attribute_in(const char *message)
{
    const char *p = strstr(message, "', attribute '"), *end;

    if (!p || !g_str_has_prefix(message, "Element '"))
        return NULL;
    p += strlen("', attribute '");
    end = strchr(p, '\'');
    return end ? plain_name(p, (gsize)(end - p)) : NULL;
}

/* The names in "Expected is one of ( {…}a, {…}b )." as a list; g_strfreev. */
static char **expected_in(const char *message)
{
    GPtrArray *names = g_ptr_array_new();
    const char *p = strstr(message, "Expected is"), *end = NULL;

    if (p && (p = strchr(p, '(')) && (end = strrchr(p, ')'))) {
        char **parts;
        g_autofree char *list = g_strndup(p + 1, (gsize)(end - p - 1));

        parts = g_strsplit(list, ",", -1);
        for (char **part = parts; *part; part++) {
            g_strstrip(*part);
            if (**part)
                g_ptr_array_add(names, plain_name(*part, strlen(*part)));
        }
        g_strfreev(parts);
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

/* "<a>, <b> or <c>", or NULL for none. */
static char *tag_list(char **names, const char *last)
{
    GString *out = g_string_new(NULL);

    for (char **n = names; *n; n++)
        g_string_append_printf(out, "%s<%s>", n == names ? "" : n[1] ? ", " : last, *n);
    return g_string_free(out, out->len == 0);
}

/* Children in any order and number: whatever the schema knows may stand anywhere. */
static gboolean has_free_choice(xmlNodePtr type)
{
    for (xmlNodePtr n = type->children; n; n = n->next)
        if (is_xsd(n, "choice") && !g_strcmp0(tree_get(n, "maxOccurs"), "unbounded"))
            return TRUE;
    return FALSE;
}

static void report_unexpected(struct run *r, const xmlNode *node, const char *message)
{
    const char *name = (const char *)node->name;
    xmlNodePtr type = node->parent ? type_of(r->schema, node->parent) : NULL;
    char **expected = expected_in(message), **children = names_in(r->schema, type, "element");
    g_autofree char *list = tag_list(expected, " or "), *record = record_of(r, node);
    const char *nearest = NULL;
    gboolean foreign = !node->ns || g_strcmp0((const char *)node->ns->href, r->schema->ns);

    if (!foreign && !g_strv_contains((const char *const *)children, name)) {
        nearest = diag_nearest(name, (const char *const *)expected);
        if (!nearest)
            nearest = diag_nearest(name, (const char *const *)children);
    }
    if (!list && type && has_free_choice(type))
        list = tag_list(children, " or ");
    diag_report(r->d, R020, place_of(r, node, NULL), record, "element", name, "nearest", nearest, "expected", list,
                NULL);
    g_strfreev(expected);
    g_strfreev(children);
}

/* The children of a type's plain sequence that must be there and are not, as tags; NULL when none is found. */
static char *missing_children(const struct schema *s, const xmlNode *node)
{
    xmlNodePtr type = type_of(s, node);
    GPtrArray *all = g_ptr_array_new(), *names = g_ptr_array_new();
    char *list;

    collect(s, type, "element", all, 0);
    for (guint i = 0; i < all->len; i++) {
        xmlNodePtr declaration = all->pdata[i];
        const char *name = declared_name(declaration);
        gboolean there = FALSE;

        if (!g_strcmp0(tree_get(declaration, "minOccurs"), "0") || !is_xsd(declaration->parent, "sequence") ||
            tree_get(declaration->parent, "minOccurs"))
            continue;
        for (const xmlNode *c = node->children; c && !there; c = c->next)
            there = c->type == XML_ELEMENT_NODE && !strcmp((const char *)c->name, name);
        if (!there)
            g_ptr_array_add(names, (gpointer)name);
    }
    g_ptr_array_add(names, NULL);
    list = tag_list((char **)names->pdata, " and ");
    g_ptr_array_unref(all);
    g_ptr_array_unref(names);
    return list;
}

static void report_missing_attribute(struct run *r, const xmlNode *node, const char *attribute)
{
    xmlNodePtr declaration = find_in(r->schema, type_of(r->schema, node), "attribute", attribute);
    g_autofree char *allowed = declaration ? enumeration(type_of_declaration(r->schema, declaration)) : NULL;
    g_autofree char *example = documentation(declaration, TRUE), *record = record_of(r, node);

    if (allowed && !strchr(allowed, ','))
        g_clear_pointer(&allowed, g_free);
    if (!example && !strcmp(attribute, "xml:lang"))
        example = g_strdup("xml:lang=\"en\"");
    diag_report(r->d, R022, place_of(r, node, NULL), record, "element", (const char *)node->name, "attribute",
                attribute, "allowed", allowed, "example", example, NULL);
}

static void report_foreign_attribute(struct run *r, const xmlNode *node, const char *attribute)
{
    char **names = names_in(r->schema, type_of(r->schema, node), "attribute");
    g_autofree char *allowed = *names ? g_strjoinv(", ", names) : NULL, *record = record_of(r, node);

    diag_report(r->d, R023, place_of(r, node, attribute), record, "element", (const char *)node->name, "attribute",
                attribute, "nearest", diag_nearest(attribute, (const char *const *)names), "allowed", allowed, NULL);
    g_strfreev(names);
}

/* What a value should have been, for the types that have plain words. */
static char *wanted_words(const struct schema *s, xmlNodePtr declaration)
{
    static const struct {
        const char *type, *words;
    } plain[] = {{"xs:NCName", "an id (a letter, then letters, digits, hyphens, dots)"},
                 {"xs:NMTOKEN", "a code (letters, digits, hyphens, dots; no space)"},
                 {"date", "a date (a day of the calendar, YYYY-MM-DD)"},
                 {"xs:date", "a date (a day of the calendar, YYYY-MM-DD)"},
                 {"rough-date", "a date (YYYY-MM-DD, YYYY-MM or YYYY)"},
                 {"xs:decimal", "a number (digits with a decimal point, no separators)"},
                 {"xs:integer", "a whole number"},
                 {"xs:nonNegativeInteger", "a whole number from 0"},
                 {"xs:positiveInteger", "a whole number from 1"},
                 {"xs:language", "a language tag"},
                 {"xs:gYear", "a year"},
                 {"xs:anyURI", "an address or path"},
                 {"xs:boolean", "true or false"}};
    const char *type = declaration ? tree_get(declaration, "type") : NULL;
    g_autofree char *words = NULL;

    if (!type && declaration && !g_strcmp0(tree_get(declaration, "ref"), "xml:lang"))
        type = "xs:language";
    for (gsize i = 0; type && i < G_N_ELEMENTS(plain); i++)
        if (!strcmp(plain[i].type, type))
            return g_strdup(plain[i].words);
    words = declaration ? documentation(type_of_declaration(s, declaration), FALSE) : NULL;
    if (words) {
        gsize n = strlen(words);

        if (n && words[n - 1] == '.')
            words[n - 1] = '\0';
        if (g_ascii_isupper(words[0]) && (words[1] == ' ' || g_ascii_islower(words[1])))
            words[0] = g_ascii_tolower(words[0]);
        return g_steal_pointer(&words);
    }
    return g_strdup("of the form that belongs here");
}

/* In a list of values, the one that is meant. */
static struct place word_place(const struct run *r, const xmlNode *node, const char *attribute, const char *value)
{
    return r->file && attribute ? xmlfile_word_place(r->file, node, attribute, value) : place_of(r, node, attribute);
}

static void report_value(struct run *r, const xmlNode *node, const char *attribute, xmlErrorPtr e)
{
    xmlNodePtr declaration = declaration_of(r->schema, node);
    g_autofree char *record = record_of(r, node), *what = NULL, *allowed = NULL, *wanted = NULL, *example = NULL;
    gboolean is_record = record && node->parent && node->parent == xmlDocGetRootElement(node->doc);
    const char *value = e->str1 ? e->str1 : "";

    if (attribute)
        declaration = find_in(r->schema, declaration ? type_of_declaration(r->schema, declaration) : NULL, "attribute",
                              attribute);
    what = !attribute ? g_strdup_printf("<%s>", (const char *)node->name)
           : is_record ? g_strdup(attribute)
                       : g_strdup_printf("<%s> %s", (const char *)node->name, attribute);
    if (e->code == XML_SCHEMAV_CVC_ENUMERATION_VALID && e->str2) {
        char **values = g_strsplit(e->str2, "', '", -1);

        for (char **v = values; *v; v++) {
            gsize n;

            if (**v == '\'')
                memmove(*v, *v + 1, strlen(*v));
            n = strlen(*v);
            if (n && !v[1] && (*v)[n - 1] == '\'')
                (*v)[n - 1] = '\0';
        }
        allowed = g_strjoinv(", ", values);
        if (attribute && !strcmp(attribute, "version"))
            diag_report(r->d, R028, place_of(r, node, attribute), record, "value", value, NULL);
        else
            diag_report(r->d, R024, word_place(r, node, attribute, value), record, "what", what, "value", value,
                        "allowed", allowed, "nearest", diag_nearest(value, (const char *const *)values), NULL);
        g_strfreev(values);
        return;
    }
    if (e->code == XML_SCHEMAV_CVC_MININCLUSIVE_VALID && e->str2)
        wanted = g_strdup_printf("%s or more", e->str2);
    else if (e->code == XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID && e->str2)
        wanted = g_strdup_printf("%s or less", e->str2);
    else
        wanted = wanted_words(r->schema, declaration);
    example = documentation(declaration, TRUE);
    diag_report(r->d, R025, word_place(r, node, attribute, value), record, "what", what, "value", value, "wanted",
                wanted, "example", example, NULL);
}

/* The words of libxml2 without its "Element '{urn:…}x': " and braces, for what has no row of its own. */
static char *strip_words(const char *message)
{
    const char *p = g_str_has_prefix(message, "Element '") ? strstr(message, "': ") : NULL;
    GString *out = g_string_new(NULL);

    for (p = p ? p + 3 : message; *p; p++) {
        const char *close = *p == '{' ? strchr(p, '}') : NULL;

        if (close && (g_str_has_prefix(p, "{urn:") || g_str_has_prefix(p, "{http:")))
            p = close;
        else
            g_string_append_c(out, *p == '\n' ? ' ' : *p);
    }
    g_strchomp(out->str);
    return g_string_free(out, FALSE);
}

static void on_error(void *data, xmlErrorPtr e)
{
    struct run *r = data;
    const xmlNode *node = e->node;
    const char *message = e->message ? e->message : "";
    g_autofree char *attribute = attribute_in(message), *record = NULL, *words = NULL;

    if (e->level < XML_ERR_ERROR)
        return;
    r->errors++;
    if (node && node->type == XML_ATTRIBUTE_NODE)
        node = node->parent;
    if (!node || node->type != XML_ELEMENT_NODE) {
        words = strip_words(message);
        diag_report(r->d, R029, place_of(r, NULL, NULL), NULL, "element", "document", "what", words, NULL);
        return;
    }
    switch (e->code) {
    case XML_SCHEMAV_ELEMENT_CONTENT:
        if (strstr(message, "Missing child")) {
            char **expected = expected_in(message);
            g_autofree char *list = tag_list(expected, " or ");
            g_autofree char *missing = missing_children(r->schema, node);

            record = record_of(r, node);
            diag_report(r->d, R021, place_of(r, node, NULL), record, "element", (const char *)node->name, "expected",
                        missing ? missing : list, NULL);
            g_strfreev(expected);
        } else {
            report_unexpected(r, node, message);
        }
        return;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: {
        g_autofree char *name = e->str1 ? plain_name(e->str1, strlen(e->str1)) : g_strdup("?");

        report_missing_attribute(r, node, name);
        return;
    }
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
        report_foreign_attribute(r, node, attribute ? attribute : "?");
        return;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3: {
        char **children = names_in(r->schema, type_of(r->schema, node), "element");
        g_autofree char *list = tag_list(children, " or ");

        record = record_of(r, node);
        diag_report(r->d, R026, place_of(r, node, NULL), record, "element", (const char *)node->name, "expected", list,
                    NULL);
        g_strfreev(children);
        return;
    }
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
        record = record_of(r, node);
        diag_report(r->d, R027, place_of(r, node, NULL), record, "element", (const char *)node->name, NULL);
        return;
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2: /* a list: its faulty words have been reported */
        return;
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3:
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
    case XML_SCHEMAV_CVC_PATTERN_VALID:
    case XML_SCHEMAV_CVC_MININCLUSIVE_VALID:
    case XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID:
    case XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID:
    case XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID:
    case XML_SCHEMAV_CVC_LENGTH_VALID:
    case XML_SCHEMAV_CVC_MINLENGTH_VALID:
    case XML_SCHEMAV_CVC_MAXLENGTH_VALID:
    case XML_SCHEMAV_CVC_TOTALDIGITS_VALID:
    case XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID:
        report_value(r, node, attribute, e);
        return;
    case XML_SCHEMAV_CVC_ELT_1:
        report_unexpected(r, node, message);
        return;
    default:
        words = strip_words(message);
        record = record_of(r, node);
        diag_report(r->d, R029, place_of(r, node, attribute), record, "element", (const char *)node->name, "what",
                    words, NULL);
    }
}

/* ---- Validating ---- */

/* The root element: its name, namespace, version; faults here would hide everything else. */
static gboolean check_root(struct run *r, const xmlNode *root)
{
    const char *wanted = declared_name(r->schema->root), *found = (const char *)root->name;
    const char *ns = root->ns ? (const char *)root->ns->href : NULL;
    gboolean named = !strcmp(found, wanted); /* then only the namespace is wrong */

    if (!g_strcmp0(ns, r->schema->ns) && find_global(r->schema, "element", found) &&
        (strcmp(r->schema->name, RECORDS) || named))
        return TRUE;
    r->errors++;
    diag_report(r->d, R016, place_of(r, root, named && ns ? "xmlns" : NULL), NULL, "found", found, "wanted", wanted,
                "namespace", r->schema->ns, "was", named ? ns : NULL, "missing", named && !ns ? r->schema->ns : NULL,
                NULL);
    return FALSE;
}

struct records {
    const struct run *run;
    xmlNodePtr *nodes;
    gint errors; /* atomic */
};

static void validate_share(guint from, guint to, gpointer data)
{
    struct records *records = data;
    struct run run = *records->run;
    xmlSchemaValidCtxtPtr ctxt = xmlSchemaNewValidCtxt(run.schema->compiled);

    run.errors = 0;
    xmlSchemaSetValidStructuredErrors(ctxt, on_error, &run);
    for (guint i = from; i < to; i++)
        xmlSchemaValidateOneElement(ctxt, records->nodes[i]);
    xmlSchemaFreeValidCtxt(ctxt);
    g_atomic_int_add(&records->errors, (gint)run.errors);
}

static void validate_records(struct run *r, xmlNodePtr root)
{
    GPtrArray *records = g_ptr_array_new();
    struct records shared;
    gboolean text_reported = FALSE;
    const xmlChar *known = NULL;
    const xmlNs *known_ns = NULL;

    for (xmlAttrPtr a = root->properties; a; a = a->next)
        if (!a->ns && strcmp((const char *)a->name, "version")) {
            r->errors++;
            report_foreign_attribute(r, root, (const char *)a->name);
        }
    if (!tree_get(root, "version")) {
        r->errors++;
        report_missing_attribute(r, root, "version");
    } else if (strcmp(tree_get(root, "version"), "1")) {
        r->errors++;
        diag_report(r->d, R028, place_of(r, root, "version"), NULL, "value", tree_get(root, "version"), NULL);
    }
    for (xmlNodePtr n = root->children; n; n = n->next) {
        if (n->type == XML_ELEMENT_NODE) {
            if (n->name == known && n->ns == known_ns) { /* names of one tree are one string */
                g_ptr_array_add(records, n);
            } else if (n->ns && !g_strcmp0((const char *)n->ns->href, r->schema->ns) && !tree_is(n, "records") &&
                       find_global(r->schema, "element", (const char *)n->name)) {
                g_ptr_array_add(records, n);
                known = n->name;
                known_ns = n->ns;
            } else {
                r->errors++;
                report_unexpected(r, n, "");
            }
        } else if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && !xmlIsBlankNode(n) && !text_reported) {
            r->errors++;
            diag_report(r->d, R026, place_of(r, root, NULL), NULL, "element", "records", NULL);
            text_reported = TRUE;
        }
    }
    shared.run = r;
    shared.nodes = (xmlNodePtr *)records->pdata;
    shared.errors = 0;
    parallel_for(records->len, SHARE, PARALLEL, validate_share, &shared);
    r->errors += (guint)shared.errors;
    g_ptr_array_unref(records);
}

gboolean schema_validate(const char *schema, xmlDocPtr doc, const char *file, gboolean fill_defaults, struct diag *d)
{
    struct run r = {lookup(schema, d), file ? NULL : doc->_private, file, d, 0};
    xmlNodePtr root = xmlDocGetRootElement(doc);

    if (!r.schema || !root)
        return FALSE;
    if (r.file)
        r.name = xmlfile_name(r.file);
    if (!check_root(&r, root))
        return FALSE;
    if (!strcmp(schema, RECORDS)) {
        validate_records(&r, root);
    } else {
        xmlSchemaValidCtxtPtr ctxt = xmlSchemaNewValidCtxt(r.schema->compiled);

        if (fill_defaults)
            xmlSchemaSetValidOptions(ctxt, XML_SCHEMA_VAL_VC_I_CREATE);
        xmlSchemaSetValidStructuredErrors(ctxt, on_error, &r);
        xmlSchemaValidateDoc(ctxt, doc);
        xmlSchemaFreeValidCtxt(ctxt);
    }
    return r.errors == 0;
}

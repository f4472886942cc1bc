/* libxslt with its three ways of failing all heard: a missing result, a context that says it stopped, and messages
   that leave both fine (a document() that is not there). libxslt tells where an error is only in a line of text
   ("runtime error: file … line … element …"), in front of the message, and hands over one message in pieces; so all
   of it is gathered first and read line by line afterwards. While compiling, its messages go to a global handler;
   that one looks up what the current thread gathers into. */
#include "xform.h"

#include <libexslt/exslt.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "resource.h"
#include "tree.h"

#define FUNCTIONS_NAMESPACE "urn:rapporteur:functions"
#define MANY_SLOTS 24

struct xform {
    GMutex lock;                 /* compiling is done by one thread at a time */
    GHashTable *stylesheets;     /* resource name → xsltStylesheetPtr, NULL when it could not be compiled */
    xsltSecurityPrefsPtr security;
};

/* What a stylesheet's functions need; in _private of the transform context. */
struct context {
    const struct l10n *l10n;
};

/* ---- Gathering what libxslt and libxml2 say ---- */

static GPrivate gathering; /* GString * of the current thread, or NULL */

static void gather(void *data, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void gather(void *data, const char *format, ...)
{
    GString *heard = data ? data : g_private_get(&gathering);
    va_list arguments;

    va_start(arguments, format);
    if (heard)
        g_string_append_vprintf(heard, format, arguments);
    va_end(arguments);
}

static void gather_structured(void *data, xmlErrorPtr e)
{
    GString *heard = data;
    const char *message = e->message ? e->message : "unknown error\n";

    if (e->level == XML_ERR_WARNING && e->domain != XML_FROM_IO) /* a document() that is not there is only a warning */
        return;
    g_string_append_printf(heard, "XML error: file %s line %d element -\n", e->file && e->line > 0 ? e->file : "?", e->line);
    g_string_append(heard, message);
    if (!g_str_has_suffix(message, "\n"))
        g_string_append_c(heard, '\n');
}

/* "…error: file rapporteur:/templates/x.xsl line 12 element if": where the next lines are from. */
static gboolean read_place(const char *line, struct place *place)
{
    const char *file = strstr(line, "error: file "), *end, *number;

    if (!file)
        return FALSE;
    file += strlen("error: file ");
    number = strstr(file, " line ");
    if (!number)
        return FALSE;
    end = number;
    if (g_str_has_prefix(file, RESOURCE_SCHEME))
        file += strlen(RESOURCE_SCHEME);
    place->file = g_strndup(file, (gsize)(end - file));
    place->line = g_ascii_strtoll(number + strlen(" line "), NULL, 10);
    return TRUE;
}

/* Reports what was gathered; lines without a place in front are words of xsl:message. Returns how many errors. */
static guint report_heard(const GString *heard, const char *stylesheet, gboolean stopped, struct diag *d)
{
    char **lines = g_strsplit(heard->str, "\n", -1);
    char *file = NULL;
    struct place place = {NULL, 0, 0, 0};
    gboolean placed = FALSE;
    guint errors = 0;

    for (char **line = lines; *line; line++) {
        struct place found = {NULL, 0, 0, 0};

        if (read_place(*line, &found)) {
            g_free(file);
            place = found;
            file = (char *)found.file;
            placed = TRUE;
            if (!strcmp(file, "?"))
                place = (struct place){stylesheet, 0, 0, 0};
        } else if (g_str_has_prefix(*line, "xsltLoadDocument: read rights")) {
            continue; /* the line before said so */
        } else if (**line && placed) {
            diag_report(d, R510, place, NULL, "what", *line, NULL);
            errors++;
            placed = FALSE;
        } else if (**line && !g_str_has_prefix(*line, "xsltApplyStylesheet") && strspn(*line, " ^") != strlen(*line)) {
            struct place whole = {stylesheet, 0, 0, 0};

            diag_report(d, stopped ? R510 : R511, whole, NULL, "what", *line, NULL);
            errors += stopped;
        }
    }
    g_free(file);
    g_strfreev(lines);
    return errors;
}

/* ---- What stylesheets may reach ---- */

static int may_read(xsltSecurityPrefsPtr security, xsltTransformContextPtr ctxt, const char *uri)
{
    static const char *const folders[] = {"templates/", "styles/", "schemas/"};

    if (!g_str_has_prefix(uri, RESOURCE_SCHEME))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) /* not records/: select has decided what may be seen of them */
        if (g_str_has_prefix(uri + strlen(RESOURCE_SCHEME), folders[i]))
            return TRUE;
    return FALSE;
}

static xsltSecurityPrefsPtr forbid(void)
{
    xsltSecurityPrefsPtr s = xsltNewSecurityPrefs();

    xsltSetSecurityPrefs(s, XSLT_SECPREF_READ_FILE, may_read);
    xsltSetSecurityPrefs(s, XSLT_SECPREF_READ_NETWORK, may_read);
    xsltSetSecurityPrefs(s, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid);
    xsltSetSecurityPrefs(s, XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid);
    xsltSetSecurityPrefs(s, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid);
    return s;
}

/* ---- Extension functions ---- */

struct call {
    const struct l10n *l10n;
    xsltTransformContextPtr transform;
    xmlXPathObjectPtr arguments[MANY_SLOTS * 2 + 1];
    char *strings[MANY_SLOTS * 2 + 1];
    int n;
};

/* Takes the arguments off the stack; FALSE (with an error set) when there are too few or too many. */
static gboolean call_begin(struct call *c, xmlXPathParserContextPtr xpath, int n, int least, int most)
{
    memset(c, 0, sizeof *c);
    c->transform = xsltXPathGetTransformContext(xpath);
    if (!c->transform || !c->transform->_private || n < least || n > most) {
        xmlXPathSetArityError(xpath);
        return FALSE;
    }
    c->l10n = ((struct context *)c->transform->_private)->l10n;
    c->n = n;
    for (int i = n - 1; i >= 0; i--)
        c->arguments[i] = valuePop(xpath);
    return TRUE;
}

static const char *call_string(struct call *c, int i)
{
    if (!c->strings[i])
        c->strings[i] = (char *)xmlXPathCastToString(c->arguments[i]);
    return c->strings[i];
}

static void call_end(struct call *c)
{
    for (int i = 0; i < c->n; i++) {
        xmlFree(c->strings[i]);
        xmlXPathFreeObject(c->arguments[i]);
    }
}

static void return_string(xmlXPathParserContextPtr xpath, char *words)
{
    valuePush(xpath, xmlXPathNewCString(words));
    g_free(words);
}

/* The nodes of a tree fragment: what xsl:variable holds, or what r:list-nodes and r:phrase return. Else NULL. */
static xmlNodePtr fragment_nodes(const xmlXPathObject *o)
{
    xmlNodePtr first;

    if ((o->type != XPATH_XSLT_TREE && o->type != XPATH_NODESET) || !o->nodesetval || !o->nodesetval->nodeNr)
        return NULL;
    first = o->nodesetval->nodeTab[0];
    if (first->type == XML_NAMESPACE_DECL)
        return NULL;
    if (first->type == XML_DOCUMENT_NODE)
        return o->nodesetval->nodeNr == 1 ? first->children : NULL;
    return !first->prev && first->parent && first->parent->type == XML_DOCUMENT_NODE ? first : NULL;
}

static gboolean has_element(const xmlNode *nodes)
{
    for (; nodes; nodes = nodes->next)
        if (nodes->type == XML_ELEMENT_NODE)
            return TRUE;
    return FALSE;
}

/* key, slot, value, slot, value, … */
static gsize read_slots(struct call *c, struct l10n_slot *slots)
{
    gsize n = 0;

    for (int i = 1; i + 1 < c->n; i += 2, n++) {
        xmlNodePtr nodes = fragment_nodes(c->arguments[i + 1]);

        slots[n].name = call_string(c, i);
        slots[n].value = call_string(c, i + 1);
        slots[n].nodes = has_element(nodes) ? nodes : NULL;
    }
    return n;
}

static void function_text(xmlXPathParserContextPtr xpath, int n)
{
    struct l10n_slot slots[MANY_SLOTS];
    struct call c;

    if (n % 2 == 0) {
        xmlXPathSetArityError(xpath);
        return;
    }
    if (!call_begin(&c, xpath, n, 1, MANY_SLOTS * 2 + 1))
        return;
    return_string(xpath, l10n_text(c.l10n, call_string(&c, 0), slots, read_slots(&c, slots)));
    call_end(&c);
}

/* The children of a new fragment as a node-set; libxslt frees the fragment when the instruction is done. */
static void return_nodes(xmlXPathParserContextPtr xpath, xmlDocPtr fragment)
{
    xmlXPathObjectPtr result = xmlXPathNewNodeSet(NULL);

    for (xmlNodePtr node = fragment->children; node; node = node->next)
        xmlXPathNodeSetAddUnique(result->nodesetval, node);
    valuePush(xpath, result);
}

static xmlDocPtr new_fragment(const struct call *c)
{
    xmlDocPtr fragment = xsltCreateRVT(c->transform);

    xsltRegisterLocalRVT(c->transform, fragment);
    return fragment;
}

static void function_phrase(xmlXPathParserContextPtr xpath, int n)
{
    struct l10n_slot slots[MANY_SLOTS];
    xmlDocPtr fragment;
    struct call c;

    if (n % 2 == 0) {
        xmlXPathSetArityError(xpath);
        return;
    }
    if (!call_begin(&c, xpath, n, 1, MANY_SLOTS * 2 + 1))
        return;
    fragment = new_fragment(&c);
    l10n_nodes(c.l10n, call_string(&c, 0), slots, read_slots(&c, slots), (xmlNodePtr)fragment);
    return_nodes(xpath, fragment);
    call_end(&c);
}

static void function_list(xmlXPathParserContextPtr xpath, int n)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(xmlFree);
    xmlNodeSetPtr set;
    xmlNodePtr nodes;
    struct call c;

    if (call_begin(&c, xpath, n, 1, 1)) {
        nodes = fragment_nodes(c.arguments[0]);
        set = c.arguments[0]->type == XPATH_NODESET ? c.arguments[0]->nodesetval : NULL;
        for (; nodes; nodes = nodes->next)
            g_ptr_array_add(words, xmlNodeGetContent(nodes));
        if (words->len)
            set = NULL;
        for (int i = 0; set && i < set->nodeNr; i++)
            g_ptr_array_add(words, xmlXPathCastNodeToString(set->nodeTab[i]));
        return_string(xpath, l10n_list(c.l10n, (const char *const *)words->pdata, words->len));
        call_end(&c);
    }
    g_ptr_array_unref(words);
}

static void add_words(xmlDocPtr fragment, const char *words)
{
    if (*words)
        xmlAddChild((xmlNodePtr)fragment, xmlNewDocText(fragment, BAD_CAST words));
}

static void function_list_nodes(xmlXPathParserContextPtr xpath, int n)
{
    xmlDocPtr fragment;
    xmlNodePtr nodes;
    char **separators;
    gsize count = 0, i = 0;
    struct call c;

    if (!call_begin(&c, xpath, n, 1, 1))
        return;
    fragment = new_fragment(&c);
    nodes = fragment_nodes(c.arguments[0]);
    for (xmlNodePtr node = nodes; node; node = node->next)
        count++;
    separators = count ? l10n_separators(c.l10n, count) : NULL;
    for (xmlNodePtr node = nodes; node; node = node->next) {
        add_words(fragment, separators[i++]);
        xmlAddChild((xmlNodePtr)fragment, xmlDocCopyNode(node, fragment, 1));
    }
    if (separators)
        add_words(fragment, separators[count]);
    g_strfreev(separators);
    return_nodes(xpath, fragment);
    call_end(&c);
}

static void function_date(xmlXPathParserContextPtr xpath, int n)
{
    struct call c;

    if (!call_begin(&c, xpath, n, 1, 1))
        return;
    return_string(xpath, l10n_date(c.l10n, call_string(&c, 0)));
    call_end(&c);
}

static void function_number(xmlXPathParserContextPtr xpath, int n)
{
    struct call c;

    if (!call_begin(&c, xpath, n, 1, 2))
        return;
    return_string(xpath, l10n_number(c.l10n, call_string(&c, 0), n == 2 ? (int)xmlXPathCastToNumber(c.arguments[1]) : -1));
    call_end(&c);
}

static void function_has(xmlXPathParserContextPtr xpath, int n)
{
    struct call c;

    if (!call_begin(&c, xpath, n, 1, 1))
        return;
    valuePush(xpath, xmlXPathNewBoolean(l10n_has(c.l10n, call_string(&c, 0))));
    call_end(&c);
}

static void register_functions(void)
{
    static const struct { const char *name; xmlXPathFunction function; } functions[] = {
        {"text", function_text}, {"phrase", function_phrase}, {"list", function_list},
        {"list-nodes", function_list_nodes}, {"date", function_date}, {"number", function_number}, {"has", function_has},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(functions); i++)
        xsltRegisterExtModuleFunction(BAD_CAST functions[i].name, BAD_CAST FUNCTIONS_NAMESPACE, functions[i].function);
}

/* ---- Compiling and applying ---- */

static void free_stylesheet(gpointer data)
{
    xsltFreeStylesheet(data);
}

struct xform *xform_new(struct diag *d)
{
    struct xform *x = g_new0(struct xform, 1);

    g_mutex_init(&x->lock);
    x->stylesheets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_stylesheet);
    exsltCommonRegister();
    exsltSetsRegister();
    exsltStrRegister();
    register_functions();
    x->security = forbid();
    xsltSetDefaultSecurityPrefs(x->security); /* imports are checked against the default */
    xsltSetGenericErrorFunc(NULL, gather);
    return x;
}

void xform_free(struct xform *x)
{
    if (!x)
        return;
    g_hash_table_destroy(x->stylesheets);
    xsltSetDefaultSecurityPrefs(NULL);
    xsltFreeSecurityPrefs(x->security);
    xsltSetGenericErrorFunc(NULL, NULL);
    xsltCleanupGlobals();
    g_mutex_clear(&x->lock);
    g_free(x);
}

static xsltStylesheetPtr compile(const char *name, struct diag *d)
{
    GString *heard = g_string_new(NULL);
    xsltStylesheetPtr sheet = NULL;
    xmlDocPtr doc;
    guint errors;

    g_private_set(&gathering, heard);
    xmlSetStructuredErrorFunc(heard, gather_structured);
    doc = resource_load_xml(name);
    if (doc) {
        sheet = xsltParseStylesheetDoc(doc);
        if (!sheet)
            xmlFreeDoc(doc);
    } else if (!heard->len) {
        g_string_append_printf(heard, "error: file %s line 0 element -\nthere is no such stylesheet\n", name);
    }
    xmlSetStructuredErrorFunc(NULL, NULL);
    g_private_set(&gathering, NULL);
    errors = report_heard(heard, name, TRUE, d);
    if (sheet && (errors || sheet->errors)) {
        xsltFreeStylesheet(sheet);
        sheet = NULL;
    }
    g_string_free(heard, TRUE);
    return sheet;
}

static xsltStylesheetPtr lookup_stylesheet(struct xform *x, const char *name, struct diag *d)
{
    gpointer sheet;

    g_mutex_lock(&x->lock);
    if (!g_hash_table_lookup_extended(x->stylesheets, name, NULL, &sheet)) {
        sheet = compile(name, d);
        g_hash_table_insert(x->stylesheets, g_strdup(name), sheet);
    }
    g_mutex_unlock(&x->lock);
    return sheet;
}

/* Nodes come from the stylesheet, the view and fragments, each with its own declaration of the document namespace: let
   all of them use the root's. */
static void unify_namespaces(xmlNodePtr root)
{
    gboolean foreign = FALSE;

    for (xmlNodePtr node = tree_walk(root, root); node; node = tree_walk(node, root)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (node->ns && xmlStrEqual(node->ns->href, root->ns->href))
            node->ns = root->ns;
        else
            foreign = TRUE; /* which the schema refuses */
    }
    for (xmlNodePtr node = tree_walk(root, root); node && !foreign; node = tree_walk(node, root))
        if (node->type == XML_ELEMENT_NODE) {
            xmlFreeNsList(node->nsDef); /* attributes of documents have no namespace but xml: */
            node->nsDef = NULL;
        }
}

xmlDocPtr xform_apply(struct xform *x, const char *stylesheet, xmlDocPtr source, const struct l10n *l10n, struct diag *d)
{
    xsltStylesheetPtr sheet = lookup_stylesheet(x, stylesheet, d);
    GString *heard = g_string_new(NULL);
    struct context context = {l10n};
    xsltTransformContextPtr ctxt = NULL;
    xmlDocPtr result = NULL;
    gboolean stopped;

    if (!sheet || !(ctxt = xsltNewTransformContext(sheet, source)))
        goto out;
    ctxt->_private = &context;
    xsltSetTransformErrorFunc(ctxt, heard, gather);
    xsltSetCtxtSecurityPrefs(x->security, ctxt);
    xmlSetStructuredErrorFunc(heard, gather_structured);
    result = xsltApplyStylesheetUser(sheet, source, NULL, NULL, NULL, ctxt);
    xmlSetStructuredErrorFunc(NULL, NULL);
    stopped = ctxt->state != XSLT_STATE_OK;
    if (report_heard(heard, stylesheet, stopped, d) || stopped || !result || !xmlDocGetRootElement(result)) {
        xmlFreeDoc(result);
        result = NULL;
    } else if (xmlDocGetRootElement(result)->ns) {
        unify_namespaces(xmlDocGetRootElement(result));
    }
out:
    xsltFreeTransformContext(ctxt);
    g_string_free(heard, TRUE);
    return result;
}

/* Copies of two trees, made fit to leave the office. The view has already lost what its reader may not see; here go
   comments, processing instructions and attributes of foreign namespaces, which are notes of the people who keep the
   records, and what the document does not tell. Same tree, same bytes. */
#include "attach.h"

#include <string.h>

#include "passages.h"
#include "tree.h"

static gboolean is_one_of(const xmlNode *n, const char *const *names)
{
    return n->type == XML_ELEMENT_NODE && g_strv_contains(names, (const char *)n->name);
}

static void drop(xmlNodePtr n)
{
    xmlUnlinkNode(n);
    xmlFreeNode(n);
}

/* Everything that is neither element, text nor attribute of ours or of XML itself. */
static void clean(xmlNodePtr n)
{
    for (xmlAttrPtr a = n->properties, next; a; a = next) {
        next = a->next;
        if (a->ns && strcmp((const char *)a->ns->href, (const char *)XML_XML_NAMESPACE))
            xmlRemoveProp(a);
    }
    for (xmlNodePtr kid = n->children, next; kid; kid = next) {
        next = kid->next;
        if (kid->type == XML_ELEMENT_NODE)
            clean(kid);
        else if (kid->type != XML_TEXT_NODE && kid->type != XML_CDATA_SECTION_NODE)
            drop(kid);
    }
}

/* Places in files of the dossier, "narrative/method.md:3"; ids of records stay. */
static void drop_places(xmlNodePtr n)
{
    const char *origin = tree_get(n, "origin");

    if (origin && strpbrk(origin, ":/"))
        xmlUnsetProp(n, BAD_CAST "origin");
    for (xmlNodePtr kid = n->children; kid; kid = kid->next)
        if (kid->type == XML_ELEMENT_NODE)
            drop_places(kid);
}

/* Is it about a record that stays? */
static gboolean speaks_of(const xmlNode *record, GHashTable *kept)
{
    for (const xmlNode *n = record->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "about") && tree_get(n, "ref") &&
            g_hash_table_contains(kept, tree_get(n, "ref")))
            return TRUE;
    return FALSE;
}

static void drop_untold(xmlNodePtr records)
{
    static const char *const placed[] = {"cluster", "action", "indicator", "evidence", NULL};
    static const char *const about[] = {"assessment", "issue", NULL};
    GHashTable *kept = g_hash_table_new(g_str_hash, g_str_equal);

    for (xmlNodePtr n = records->children, next; n; n = next) {
        const gboolean recommendation = n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "recommendation");

        next = n->next;
        if ((recommendation && !tree_get(n, "selected")) || (is_one_of(n, placed) && !tree_get(n, "first")))
            drop(n);
        else if (n->type == XML_ELEMENT_NODE && tree_get(n, "id"))
            g_hash_table_add(kept, (gpointer)tree_get(n, "id"));
    }
    for (xmlNodePtr n = records->children, next; n; n = next) {
        next = n->next;
        if (is_one_of(n, about) && !speaks_of(n, kept))
            drop(n);
    }
    g_hash_table_destroy(kept);
}

/* A line for each part of the structure; texts keep their white space. */
static void break_lines(xmlNodePtr n)
{
    static const char *const containers[] = {
        "view", "project", "groups", "records", "narratives", "narrative", "document", "meta", "part", "section",
        "contents", "table", "columns", "head", "group", "row", "cell", "list", "item", "quotation", "figure", "data",
        "facts", "fact", "notes", NULL};
    gboolean lines = is_one_of(n, containers) || (n->parent && is_one_of(n->parent, (const char *const[]){"records", NULL}));

    for (xmlNodePtr kid = n->children; kid && lines; kid = kid->next)
        lines = kid->type == XML_ELEMENT_NODE || xmlIsBlankNode(kid);
    for (xmlNodePtr kid = n->children, next; kid; kid = next) {
        next = kid->next;
        if (kid->type != XML_ELEMENT_NODE) {
            if (lines)
                drop(kid);
            continue;
        }
        break_lines(kid);
        if (lines)
            xmlAddPrevSibling(kid, xmlNewDocText(n->doc, BAD_CAST "\n"));
    }
    if (lines && n->children)
        xmlAddChild(n, xmlNewDocText(n->doc, BAD_CAST "\n"));
}

static GBytes *write_out(xmlDocPtr doc)
{
    xmlChar *text = NULL;
    int size = 0;
    GBytes *bytes;

    for (xmlNodePtr n = doc->children, next; n; n = next) {
        next = n->next;
        if (n->type != XML_ELEMENT_NODE)
            drop(n);
    }
    break_lines(xmlDocGetRootElement(doc));
    xmlDocDumpMemoryEnc(doc, &text, &size, "UTF-8");
    bytes = g_bytes_new(text, (gsize)size);
    xmlFree(text);
    xmlFreeDoc(doc);
    return bytes;
}

GBytes *attach_records(xmlDocPtr view)
{
    xmlDocPtr doc = xmlCopyDoc(view, 1);
    xmlNodePtr records = tree_first(xmlDocGetRootElement(doc), "records");

    passages_strip(xmlDocGetRootElement(doc));
    clean(xmlDocGetRootElement(doc));
    drop_places(xmlDocGetRootElement(doc));
    if (records)
        drop_untold(records);
    return write_out(doc);
}

GBytes *attach_document(xmlDocPtr resolved)
{
    xmlDocPtr doc = xmlCopyDoc(resolved, 1);

    clean(xmlDocGetRootElement(doc));
    drop_places(xmlDocGetRootElement(doc));
    return write_out(doc);
}

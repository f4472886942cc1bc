/* Helpers over libxml2; nothing here knows what a document means. */
#include "tree.h"

#include <stdio.h>
#include <string.h>

const char *tree_get(const xmlNode *element, const char *name)
{
    for (xmlAttrPtr a = element->properties; a; a = a->next)
        if (!a->ns && !strcmp((const char *)a->name, name)) {
            if (!a->children)
                return "";
            return a->children->next || a->children->type != XML_TEXT_NODE ? NULL : (const char *)a->children->content;
        }
    return NULL;
}

const char *tree_lang(const xmlNode *element)
{
    for (xmlAttrPtr a = element->properties; a; a = a->next)
        if (a->ns && !strcmp((const char *)a->name, "lang") && a->children && a->children->content)
            return (const char *)a->children->content;
    return "";
}

void tree_set(xmlNodePtr element, const char *name, const char *value)
{
    xmlSetProp(element, BAD_CAST name, BAD_CAST value);
}

void tree_set_number(xmlNodePtr element, const char *name, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    char *end;

    g_ascii_formatd(text, sizeof text, "%.2f", value);
    end = text + strlen(text) - 1;
    while (*end == '0')
        *end-- = '\0';
    if (*end == '.')
        *end = '\0';
    tree_set(element, name, text);
}

gboolean tree_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

gboolean tree_has(const xmlNode *element, const char *name, const char *value)
{
    return !g_strcmp0(tree_get(element, name), value);
}

xmlNodePtr tree_first(const xmlNode *parent, const char *name)
{
    for (xmlNodePtr node = parent ? parent->children : NULL; node; node = node->next)
        if (tree_is(node, name))
            return node;
    return NULL;
}

xmlNodePtr tree_next(const xmlNode *element)
{
    for (xmlNodePtr node = element->next; node; node = node->next)
        if (tree_is(node, (const char *)element->name))
            return node;
    return NULL;
}

xmlNodePtr tree_add(xmlNodePtr parent, const char *name)
{
    return xmlAddChild(parent, xmlNewDocNode(parent->doc, parent->ns, BAD_CAST name, NULL));
}

void tree_append(xmlNodePtr parent, const char *text)
{
    xmlAddChild(parent, xmlNewDocText(parent->doc, BAD_CAST text));
}

xmlNodePtr tree_add_text(xmlNodePtr parent, const char *name, const char *text)
{
    xmlNodePtr node = tree_add(parent, name);

    tree_append(node, text);
    return node;
}

xmlNodePtr tree_walk_over(xmlNodePtr node, const xmlNode *within)
{
    while (node && node != within && !node->next)
        node = node->parent;
    return !node || node == within ? NULL : node->next;
}

xmlNodePtr tree_walk(xmlNodePtr node, const xmlNode *within)
{
    if (node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    return tree_walk_over(node, within);
}

char *tree_words(const xmlNode *element)
{
    GString *out = g_string_new(NULL);
    xmlNodePtr node = element->children;

    while (node) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            for (const char *c = (const char *)node->content; *c; c++) {
                if (!strchr(" \t\r\n", *c))
                    g_string_append_c(out, *c);
                else if (out->len && out->str[out->len - 1] != ' ')
                    g_string_append_c(out, ' ');
            }
        else if (tree_is(node, "br") && out->len && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
        node = tree_is(node, "note") ? tree_walk_over(node, element) : tree_walk(node, element);
    }
    if (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

struct place tree_origin(const xmlNode *node, const char **record, char **file_to_free)
{
    struct place place = {NULL, 0, 0, 0};
    const char *origin = NULL, *colon;
    char *first;

    *record = NULL;
    *file_to_free = NULL;
    for (; node && node->type == XML_ELEMENT_NODE && !origin; node = node->parent)
        origin = tree_get(node, "origin");
    if (!origin || !*origin)
        return place;
    if (!strchr(origin, ':') && !strchr(origin, ' ')) {
        *record = origin;
        return place;
    }
    first = g_strndup(origin, strcspn(origin, " "));
    colon = strrchr(first, ':');
    if (colon) {
        place.line = g_ascii_strtoll(colon + 1, NULL, 10);
        first[colon - first] = '\0';
        *file_to_free = g_uri_unescape_string(first, NULL);
        place.file = *file_to_free ? *file_to_free : origin;
    } else {
        *record = g_intern_string(first); /* of a document: there are only so many */
    }
    g_free(first);
    return place;
}

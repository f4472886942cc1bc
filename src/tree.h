/* Small words for walking and building libxml2 trees of the document vocabulary and of the view. */
#ifndef TREE_H
#define TREE_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"

#define DOCUMENT_NAMESPACE "urn:rapporteur:document"
#define RECORDS_NAMESPACE "urn:rapporteur:records"

/* The value of an attribute without namespace, lent, or NULL. Trees that hold entity references give NULL. */
const char *tree_get(const xmlNode *element, const char *name);
const char *tree_lang(const xmlNode *element); /* its xml:lang, lent, or "" */
void tree_set(xmlNodePtr element, const char *name, const char *value);
void tree_set_number(xmlNodePtr element, const char *name, double value); /* at most two decimals */

gboolean tree_is(const xmlNode *node, const char *name); /* an element of that local name */
gboolean tree_has(const xmlNode *element, const char *name, const char *value); /* attribute is value */
xmlNodePtr tree_first(const xmlNode *parent, const char *name); /* first child of that name, or NULL; parent may be NULL */
xmlNodePtr tree_next(const xmlNode *element);                   /* next sibling element of the same name, or NULL */

/* A new last child in the parent's namespace. */
xmlNodePtr tree_add(xmlNodePtr parent, const char *name);
xmlNodePtr tree_add_text(xmlNodePtr parent, const char *name, const char *text); /* an element that holds words */
void tree_append(xmlNodePtr parent, const char *text);                           /* words at the end of an element */

/* The words of an element, white space collapsed, footnotes left out; g_free the result. */
char *tree_words(const xmlNode *element);

/* Depth first over a tree; `within` is where the walk started. Next in document order, or NULL at the end;
   _over skips what is inside. */
xmlNodePtr tree_walk(xmlNodePtr node, const xmlNode *within);
xmlNodePtr tree_walk_over(xmlNodePtr node, const xmlNode *within);

/* What a node's origin (its own or the nearest ancestor's) says: a place for file:line, else a record id in *record. */
struct place tree_origin(const xmlNode *node, const char **record, char **file_to_free);

#endif

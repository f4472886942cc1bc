/* The words of a document tree and the words of its pages. */
#ifndef AUDIT_TEXT_H
#define AUDIT_TEXT_H

#include <libxml/tree.h>

#include "page.h"

/* The first word that differs, or NULL. Adds the number of words. */
char *text_compare(xmlDocPtr document, const struct pages *pages, guint *words);

/* What stands on the pages for this node and the nodes under it, notes at the end. */
char *text_of_node(const struct pages *pages, const struct tag_node *node);

/* Nodes of each tag: what the elements ask for (-1: not told), and what the structure holds. */
void text_count_elements(xmlNodePtr element, int *count);
void text_count_nodes(const struct tag_node *node, int *count);

#endif

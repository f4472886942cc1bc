/* Where something stands in a resolved document, in the words by which people cite it, and what it was made from. */
#ifndef TRACE_H
#define TRACE_H

#include <glib.h>
#include <libxml/tree.h>

/* "para. 12 (a)", "table 3, 136.9", "figure 1", "note 5", "section II.A", with "annex II, " in front where there is one;
   what has no number of its own is named by the place it stands in. g_free. */
char *trace_place(const xmlNode *node);

/* The node that such words name ("para 12 (a)", "paragraph 12", "section II.A", "table 3", "note 5", "annex para 3"; case,
   spaces and full stops do not matter), or NULL. */
xmlNodePtr trace_find(xmlDocPtr resolved, const char *words);

/* The anchor of a node or of the nearest one around or before it that has one, or NULL. Lent. */
const char *trace_anchor(const xmlNode *node);

/* What a place rests on: calls `found` with each word of origin attributes (a record's id, or file:line) and with each id
   that a reference leads to (as = "reference"), of the node, what is inside it and, for a numbered paragraph, what belongs
   to it up to the next one; notes with as = "note 5". What says nothing itself has the origin of what is around it. */
typedef void trace_found(const char *origin, const char *as, gpointer data);
void trace_origins(const xmlNode *node, trace_found *found, gpointer data);

/* The last node that belongs to a numbered paragraph: lists, quotations and the like that follow it up to the next
   paragraph with a number, or the node itself. */
const xmlNode *trace_last(const xmlNode *node);

/* Is anything said here? FALSE for a paragraph that is nothing but a gap. */
gboolean trace_says(const xmlNode *node);

#endif

/* Random documents and what must hold of their pages, whatever they are. */
#ifndef RANDOM_H
#define RANDOM_H

#include <libxml/tree.h>

#include "page.h"
#include "style.h"

/* A resolved document tree, valid against schemas/document.xsd; the same seed gives the same tree. Every word stands
   once in it, and no comma. `style` names the style, NULL: drawn too. xmlFreeDoc the result. */
xmlDocPtr random_document(guint seed, const char *style);

/* What an audit counts. gave_way: pages whose end parts what should stay together, by the least penalty of flow.h that covers
   it. */
enum { GAVE_HYPHEN, GAVE_LONELY, GAVE_KEPT, GAVE_ROWS, GAVE_HEADING, GAVE_NOTE_HYPHEN, GAVE_NOTE_LONELY, GAVE_COUNT };
struct tally {
    guint pages, words, lines, gave_way[GAVE_COUNT];
};

/* The first thing that is wrong with the pages of this tree, as a class ("lost", "overlap", "outside", "keep" …), a colon
   and a sentence; NULL: nothing. g_free the result. */
char *audit_pages(xmlDocPtr document, const struct pages *pages, const struct style *style, struct tally *tally);

/* The same for the dump: every word of the pages stands in it. */
char *audit_dump(const struct pages *pages, const char *dump);

#endif

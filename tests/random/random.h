/* Random documents and what must hold of their pages, whatever they are. */
#ifndef RANDOM_H
#define RANDOM_H

#include <libxml/tree.h>

#include "page.h"
#include "style.h"

/* A resolved document tree, valid against schemas/document.xsd; the same seed gives the same tree. Every word stands
   once in it, and no comma. `style` names the style, NULL: drawn too. xmlFreeDoc the result. */
xmlDocPtr random_document(guint seed, const char *style);

/* What an audit counts but does not judge. */
struct tally {
    guint pages, words, lines, lonely; /* lonely: one line of a paragraph left behind or ahead */
};

/* The first thing that is wrong with the pages of this tree, as a class ("lost", "overlap", "outside", "keep" …), a colon
   and a sentence; NULL: nothing. g_free the result. */
char *audit_pages(xmlDocPtr document, const struct pages *pages, const struct style *style, struct tally *tally);

/* The same for the dump: every word of the pages stands in it. */
char *audit_dump(const struct pages *pages, const char *dump);

#endif

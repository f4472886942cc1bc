/* Texts in another language than the document, and texts nobody has read: the reader is told so, never left to guess.

   A text that select.c takes from another language for want of a translation, or whose status is draft or machine, travels
   through stylesheets and phrases between three signs that no text holds (noncharacters of Unicode, which are meant for such use),
   so that it is known wherever it comes out, even in the middle of a sentence. passages_settle turns what lies between
   them into words of that language with a quiet remark in the language of the document. */
#ifndef PASSAGES_H
#define PASSAGES_H

#include <glib.h>
#include <libxml/tree.h>

#include "l10n.h"

#define PASSAGE_OPEN "\xEF\xB7\x90"   /* U+FDD0, then "LANG" or "LANG+STATUS" */
#define PASSAGE_FROM "\xEF\xB7\x91"   /* U+FDD1, then the words; none: only the remark */
#define PASSAGE_CLOSE "\xEF\xB7\x92"  /* U+FDD2 */

/* Words between the signs; g_free the result. `lang` is NULL when they stand in the document's own language, `status` NULL,
   "draft" or "machine". */
char *passage_mark(const char *words, const char *lang, const char *status);

/* Takes the signs out of a string, in place. */
void passage_strip(char *words);
/* Out of a whole tree, attributes included. */
void passages_strip(xmlNodePtr root);

/* A document tree as the stylesheet made it: marked words become spans with language, direction and remark, once a
   paragraph and reason; elements in another direction than the document get their own. */
void passages_settle(xmlDocPtr document, const struct l10n *l10n);

#endif

/* Citations in the form of United Nations documents: A/HRC/58/7, para. 12; paras. 17–18; para. 14 (b). */
#ifndef CITE_H
#define CITE_H

#include <libxml/tree.h>

#include "l10n.h"

/* "12" → "para. 12", "17-18" → "paras. 17–18", "14(b)" → "para. 14 (b)", "3, 5" → "paras. 3 and 5". g_free. */
char *cite_paragraphs(const struct l10n *l, const char *paragraphs);
/* "A/HRC/58/7, para. 12"; without paragraphs (NULL or "") the symbol alone. g_free. */
char *cite_document(const struct l10n *l, const char *symbol, const char *paragraphs);
/* Where a recommendation stands, from its <from> and its <source>: by number for the universal periodic review and
   where no paragraph is known, else by paragraph. g_free. */
char *cite_recommendation(const struct l10n *l, xmlNodePtr from, xmlNodePtr source);

#endif

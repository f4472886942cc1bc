/* What can only be known of the whole document: numbers, labels, ids, texts of references, contents, notes of tables,
   drawings of charts. After it a renderer counts and numbers nothing (schemas/document.xsd marks all that is filled). */
#ifndef RESOLVE_H
#define RESOLVE_H

#include <libxml/tree.h>

#include "diag.h"
#include "l10n.h"

/* Completes the tree in place. -1 when an id stands twice or a reference leads nowhere (reported). */
int resolve_document(xmlDocPtr document, const struct l10n *l10n, struct diag *d);
/* The same for a style that sets the words of charts `letters` times as large as styles/un.xml: charts make room for them. */
int resolve_document_sized(xmlDocPtr document, const struct l10n *l10n, double letters, struct diag *d);

#endif

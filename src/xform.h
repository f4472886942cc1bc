/* Stylesheets: compiled once a run, shared by all jobs, applied in many threads to a document each. */
#ifndef XFORM_H
#define XFORM_H

#include <libxml/tree.h>

#include "diag.h"
#include "l10n.h"

struct xform;

/* Registers extension functions and what stylesheets may not do (write, reach the network, read anything but
   resources). Call before any thread starts. */
struct xform *xform_new(struct diag *d);
void xform_free(struct xform *x);

/* Applies a resource ("templates/kinds/matrix.xsl") to a tree. NULL when the stylesheet cannot be compiled, stops, or
   makes an error heard: each is reported at its place in the stylesheet. xmlFreeDoc the result.

   In stylesheets, with xmlns:r="urn:rapporteur:functions":
   r:text('key', 'slot', value, …)     the words of a phrase
   r:phrase('key', 'slot', value, …)   the same as nodes: a value may be a tree fragment with elements in it
   r:list($nodes)                      the words of each node, as a list ("a, b and c")
   r:list-nodes($fragment)             the nodes of a fragment as such a list
   r:date('2026-06-30')  r:number('1234.5'[, decimals])  r:has('key') */
xmlDocPtr xform_apply(struct xform *x, const char *stylesheet, xmlDocPtr source, const struct l10n *l10n,
                      struct diag *d);

#endif

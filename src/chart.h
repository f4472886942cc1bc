/* <chart> into <drawing>: what bars mean becomes where they stand. */
#ifndef CHART_H
#define CHART_H

#include <libxml/tree.h>

#include "l10n.h"

#define CHART_WIDTH 368.0 /* pt: the width of running text on the portrait master of styles/un.xml */

/* Replaces the <chart> of a <figure> by a <drawing> and sets the figure's alt to a sentence with the numbers. `letters`: how
   much larger its words are than those of styles/un.xml. */
void chart_draw(xmlNodePtr figure, const struct l10n *l10n, double letters);

#endif

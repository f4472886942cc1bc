/* Pages as text, for eyes and tests. */
#ifndef DUMP_H
#define DUMP_H

#include "page.h"

/* One line for each piece of text on a baseline of one node, rule, link and picture, in painting order, positions rounded to
   0.01 pt; then the outline, the destinations and the structure tree. */
void dump_pages(const struct pages *pages, GString *out);

#endif

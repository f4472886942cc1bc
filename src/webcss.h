/* What the style file says, as CSS: the other half of styles/web.css. */
#ifndef WEBCSS_H
#define WEBCSS_H

#include <glib.h>
#include <libxml/tree.h>

#include "style.h"

/* The whole style element of a page: custom properties of the style's colours, fonts, roles and tables (those that
   `sheet` uses), tones, page masters with running heads, widths and alignment of the columns of the document's tables,
   and `sheet` itself. `resolved` NULL: without what is of one document, pages and columns. Release with g_string_free. */
GString *webcss_write(xmlDocPtr resolved, const struct style *style, const char *sheet);

#endif

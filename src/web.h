/* The resolved document as one HTML page that needs nothing beside it: structure by templates/html, looks by
   styles/web.css with the values of the style, pictures as data. */
#ifndef WEB_H
#define WEB_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"
#include "style.h"
#include "xform.h"

/* The page, or NULL when a stylesheet failed (said in `d`). `folder` is where pictures are looked for; one that cannot be
   read is said in `d` and shown by its words. The tree is not changed. Thread-safe. Release with g_bytes_unref. */
GBytes *web_write(struct xform *x, xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d);

/* The same for a page of a site: the style sheet is a file that the tree names (meta/place). */
GBytes *web_write_page(struct xform *x, xmlDocPtr resolved, const char *folder, struct diag *d);

/* That file: the style's values, styles/web.css and styles/site.css; nothing that is of one page only. NULL when a sheet cannot
   be loaded. */
GBytes *web_sheet(const struct style *style);

#endif

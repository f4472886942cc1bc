/* cairo's file, read by libqpdf, and our structure into the finished file. */
#ifndef FINISH_H
#define FINISH_H

#include <glib.h>

#include "diag.h"
#include "page.h"
#include "paint.h"

/* NULL after a message in `d`. */
GBytes *finish_pdf(struct pages *p, struct painted *painted, struct diag *d);

/* A page content of cairo with markers, as marked content. `marks`: those of this page. FALSE: the markers found are
   not as many as `n`. */
gboolean finish_content(GString *out, const char *content, gsize length, const struct mark *marks, int n);

#endif

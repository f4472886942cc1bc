/* cairo's file and our structure into the finished file, by one pass of libqpdf. */
#ifndef FINISH_H
#define FINISH_H

#include <glib.h>

#include "diag.h"
#include "page.h"
#include "paint.h"

/* NULL after a message in `d`. Frees the bytes of painted->pdf on the way, when it no longer needs them. */
GBytes *finish_pdf(struct pages *p, struct painted *painted, struct diag *d);

/* A page content of cairo with markers, as marked content. `marks`: those of this page. FALSE: the markers found are
   not as many as `n`. */
gboolean finish_content(GString *out, const char *content, gsize length, const struct mark *marks, int n);

#endif

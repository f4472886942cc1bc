/* Page contents, fonts and our structure into the finished file. */
#ifndef FINISH_H
#define FINISH_H

#include <glib.h>

#include "diag.h"
#include "page.h"
#include "paint.h"

/* Paints every page on the way. NULL after a message in `d`. */
GBytes *finish_pdf(struct pages *p, struct painter *painter, struct diag *d);

#endif

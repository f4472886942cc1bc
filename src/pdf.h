/* Pages into a finished PDF file: tagged by our own structure tree, PDF/UA-1 and PDF/A-2a shaped. */
#ifndef PDF_H
#define PDF_H

#include <glib.h>

#include "diag.h"
#include "page.h"

/* The file, or NULL after a message in `d`. Same pages, same bytes. Release with g_bytes_unref. Uses the `painter`
   field of the nodes; otherwise leaves `p` as it was. */
GBytes *pdf_write(struct pages *p, struct diag *d);

/* Seconds of CPU of this thread in the two stages of the last pdf_write call, for the bench. */
struct pdf_times { double paint, finish; };
GBytes *pdf_write_timed(struct pages *p, struct diag *d, struct pdf_times *times);

#endif

/* Pages as pictures, for previews and for tests of looks. */
#ifndef PNG_H
#define PNG_H

#include <glib.h>

#include "diag.h"
#include "page.h"

enum { PNG_DPI_LEAST = 36, PNG_DPI_MOST = 600, PNG_DPI_USUAL = 96 };

/* One page (from 0) as a PNG file at `dpi` dots an inch, on white. Same pages, same bytes. NULL after a message in `d`.
   Release with g_bytes_unref. */
GBytes *png_write(const struct pages *p, int page, int dpi, struct diag *d);

#endif

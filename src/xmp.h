/* The file's metadata as an XMP packet, with the identifiers of PDF/UA-1 and PDF/A: part 2, or 3
   when files are attached. */
#ifndef XMP_H
#define XMP_H

#include <glib.h>

#include "page.h"

/* `date`: ISO 8601. Release the string. */
GString *xmp_write(const struct pages *p, const char *date, const char *producer);

#endif

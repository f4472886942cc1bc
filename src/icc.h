/* The colour profile that the file names as its output intent: sRGB, made here, so that none need be shipped. */
#ifndef ICC_H
#define ICC_H

#include <glib.h>

/* An ICC profile, version 4.2, matrix and curve, half a kilobyte. The same bytes always. */
GByteArray *icc_srgb(void);

#endif

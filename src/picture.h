/* Pictures of a dossier: PNG files below its folder. */
#ifndef PICTURE_H
#define PICTURE_H

#include <glib.h>

/* The bytes of the picture `href` below `folder` (NULL: the working folder), its size in pixels in *w and *h (each may be
   NULL). NULL when it cannot be had: *reason says why, in words that fill {reason} of R606. Neither .. nor a symbolic link
   leads outside. Release with g_bytes_unref. Thread-safe. */
GBytes *picture_read(const char *folder, const char *href, double *w, double *h, const char **reason);

#endif

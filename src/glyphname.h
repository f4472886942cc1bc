/* Names of glyphs as fonts and encodings use them. */
#ifndef GLYPHNAME_H
#define GLYPHNAME_H

#include <glib.h>

/* Does the Adobe Glyph List know the name ("eacute", "uni00E9")? */
gboolean glyphname_known(const char *name);

#endif

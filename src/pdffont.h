/* The fonts of a PDF file against what its pages show with them: whether the program inside can draw each code, as wide
   as the file says, and what each code says (ISO 14289-1, 7.21; ISO 19005-2, 6.2.11). */
#ifndef PDFFONT_H
#define PDFFONT_H

#include "pdftree.h"

/* Notes codes that are shown. `actual`: inside a mark or element with replacement text. `lang`: the language in force, or
   NULL where nobody reads (artifacts); it must outlive `c`. */
void pdffont_show(struct check *c, qpdf_oh font, const guint8 *bytes, gsize length, gboolean actual, const char *lang);

/* What `shown` of struct check holds. */
void pdffont_shown_free(gpointer shown);

/* Judges a font by its dictionaries, its program, and what was shown with it until now. */
void pdffont_check(struct check *c, qpdf_oh font);

#endif

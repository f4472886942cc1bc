/* What a file must keep to if it is to be read in fifty years (ISO 19005-2 and -3, level A), beside what it owes a screen
   reader: for files that say so in their metadata, and for our own. Rules are named "A-clause-number". */
#ifndef PDFARCHIVE_H
#define PDFARCHIVE_H

#include "pdftree.h"

/* Reads from the metadata which part of PDF/A the file claims into `c`, and judges them. */
void pdfarchive_metadata(struct check *c, qpdf_oh metadata, const char *xmp);

/* Judges trailer, catalog and every object, and in our own files the bytes between the objects. */
void pdfarchive_check(struct check *c, const char *bytes, gsize length);

#endif

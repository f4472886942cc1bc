/* The Markdown of a dossier, checked without making a document of it. */
#ifndef CHECK_TEXT_H
#define CHECK_TEXT_H

#include "dossier.h"

/* Reads the Markdown of every record and of every narrative that project.xml names; what is wrong goes to d. */
void check_texts(const struct dossier *dossier, struct diag *d);

#endif

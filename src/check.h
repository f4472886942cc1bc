/* The checks across the records, vocabularies and files of a dossier: all that one schema cannot see. */
#ifndef CHECK_H
#define CHECK_H

#include "dossier.h"

/* Reports every fault to d. Called by dossier_load. */
void check_dossier(const struct dossier *dossier, struct diag *d);

#endif

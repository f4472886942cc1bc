/* Checks of documents against the rows of limits by which they are judged. */
#ifndef CHECK_PROFILE_H
#define CHECK_PROFILE_H

#include "diag.h"
#include "dossier.h"

/* Each document of project.xml: is there a row for it (R320, R323), is the row still good (R324), has its deadline
   passed (R325)? */
void check_profiles(const struct dossier *dossier, struct diag *d);

#endif

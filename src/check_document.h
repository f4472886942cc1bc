/* Documents as they come out, against their rows and the records: required sections, lone headings, what was never cited
   or answered. Nothing is written. Warnings only; faults of narratives are reported as a build would. */
#ifndef CHECK_DOCUMENT_H
#define CHECK_DOCUMENT_H

#include "dossier.h"

/* Makes each document of project.xml in its first language, `at_once` at a time. */
void check_documents(const struct dossier *dossier, int at_once, struct diag *d);

#endif

/* The Markdown of a dossier, checked without making a document of it. */
#ifndef CHECK_TEXT_H
#define CHECK_TEXT_H

#include "dossier.h"

/* TRUE for elements of records that hold Markdown. */
gboolean check_is_prose(const xmlNode *element);

/* Reads the Markdown of every record and of every narrative that project.xml names; what is wrong goes to d. */
void check_texts(const struct dossier *dossier, struct diag *d);

/* The narrative file for a language: "method.fr.md" where the dossier has it, else the file as named. g_free. */
char *check_narrative_file(const struct dossier *dossier, const char *named, const char *lang);

#endif

/* The documents of project.xml that a command was asked for. */
#ifndef DOCUMENTS_H
#define DOCUMENTS_H

#include <glib.h>

#include "dossier.h"

/* The document elements named (all, when n is 0), in the order of project.xml; g_ptr_array_unref. NULL: an unknown name,
   already said on stderr in the name of `verb`. */
GPtrArray *documents_choose(const char *verb, const struct dossier *dossier, int n, char **names);

/* Is this an audience of project.xml? NULL is. FALSE was said on stderr: a reader that project.xml does not know is a slip
   of the pen, not an empty document. */
gboolean documents_know_audience(const char *verb, const struct dossier *dossier, const char *name);

#endif

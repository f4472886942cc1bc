/* Fit files: which answers of a document stand in full, in short, or only in an annex that does not count, so that the
   document lands inside its limit. "rapporteur fit" writes fit/DOCUMENT.LANGUAGE.xml; "build" reads it. */
#ifndef FIT_H
#define FIT_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"
#include "dossier.h"

#define FIT_NAMESPACE "urn:rapporteur:fit"

/* "fit/midterm.en.xml", from the folder of the dossier. g_free. */
char *fit_file_name(const char *document, const char *lang);

/* Id of a recommendation or question → "full", "short" or "annex", from the fit file of a document in a language. NULL
   when there is none; *failed is set when there is one that cannot be used (reported). Release with g_hash_table_unref. */
GHashTable *fit_read(const struct dossier *dossier, const char *document, const char *lang, gboolean *failed, struct diag *d);

#endif

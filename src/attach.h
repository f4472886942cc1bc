/* What a document was made from, as files to be kept inside its PDF (PDF/A-3): only what its reader may see. */
#ifndef ATTACH_H
#define ATTACH_H

#include <glib.h>
#include <libxml/tree.h>

/* The records of a view (select.h) that its document can tell: recommendations that were not selected are left out, and
   what is only about these. The caller's to g_bytes_unref; the view stays as it is. */
GBytes *attach_records(xmlDocPtr view);

/* The resolved document as it stands, without the names of files and lines that its parts come from. */
GBytes *attach_document(xmlDocPtr resolved);

#endif

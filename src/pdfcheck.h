/* Reads a PDF file and says what keeps a screen reader from it: rules of PDF/UA-1 (ISO 14289-1) that a program can
   judge, a few of PDF/A-2, and, for our own files, what no validator sees. */
#ifndef PDFCHECK_H
#define PDFCHECK_H

#include <glib.h>

struct pdf_finding {
    const char *rule; /* clause and number as validators count them ("7.1-3"), or "house-…" for our own */
    int page;         /* from 1; 0: the document */
    char *what;
};

/* Every finding, each rule at most `limit` times (0: no limit), as struct pdf_finding; an empty array: nothing wrong.
   `house`: also the rules for files that this program wrote. */
GPtrArray *pdfcheck_run(const char *bytes, gsize length, gboolean house, guint limit);

/* Did this program write the file? */
gboolean pdfcheck_ours(const char *bytes, gsize length);

#endif

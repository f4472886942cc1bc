/* A PDF file as bytes: objects by number, packed into object streams, with a cross-reference stream and an ID made of
   the content (ISO 32000-1, 7.5.7, 7.5.8, 14.4). A tagged document has some ninety small objects a page; here one
   costs a microsecond (through libqpdf's writer it costs thirty). */
#ifndef PDFOUT_H
#define PDFOUT_H

#include <gio/gio.h>

struct pdfout {
    GString *file;        /* header and what is written */
    GString *s;           /* objects that wait for their object stream; the put functions write here */
    GArray *waiting;      /* of struct pdfout_waiting */
    GArray *entries;      /* of struct pdfout_entry, by object number */
    GConverter *deflate;
    int next;             /* first object number that is free */
};
struct pdfout_waiting { int number; gsize offset; };
struct pdfout_entry { guint8 type; guint32 place; guint16 index; }; /* as in a cross-reference stream */

/* `next`: object numbers below it are the caller's to use. */
struct pdfout *pdfout_new(int next);
void pdfout_free(struct pdfout *o);

/* A number for an object that will be written. */
int pdfout_reserve(struct pdfout *o);

/* Between the two, the put functions write the object. */
void pdfout_begin(struct pdfout *o, int number);
void pdfout_end(struct pdfout *o);
/* A whole stream object; `dictionary`: its entries without Length and, when it is to be compressed here, Filter.
   Not between begin and end. */
void pdfout_stream(struct pdfout *o, int number, const char *dictionary, const char *bytes, gsize length,
                   gboolean compress);

void pdfout_put(struct pdfout *o, const char *syntax);
void pdfout_int(struct pdfout *o, gint64 n);
void pdfout_real(struct pdfout *o, double x); /* at most 3 decimals; 0 for what is not finite */
void pdfout_ref(struct pdfout *o, int number);
/* A text string; malformed UTF-8 is mended. NULL reads as "". */
void pdfout_text(struct pdfout *o, const char *utf8);
/* The bytes as they are: ids and names of destinations. */
void pdfout_bytes(struct pdfout *o, const char *bytes);

/* Writes a name tree (`names`: sorted strings) or number tree (NULL: keys 0 to n - 1) split into leaves, and returns
   its number. `value` writes the value of entry i. */
int pdfout_tree(struct pdfout *o, const char *const *names, int n, void (*value)(struct pdfout *, int i, void *data),
                void *data);

/* The cross-reference stream; then the file, which the caller releases. */
GBytes *pdfout_finish(struct pdfout *o, int catalog, int info);

#endif

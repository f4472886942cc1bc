/* PDF objects as bytes: an incremental update that is appended to cairo's file before libqpdf reads it. New objects
   and replaced ones reach libqpdf through its parser; that is the cheapest way in (a third of the time of its JSON
   input, and no object handles). */
#ifndef PDFOUT_H
#define PDFOUT_H

#include <glib.h>

struct pdfout {
    GString *s;        /* the update; objects, then the cross-reference table */
    gsize base;        /* bytes of the file that it will follow */
    int next;          /* first object number that is free */
    GArray *offsets;   /* of struct pdfout_offset */
};
struct pdfout_offset { int number; gsize offset; };

/* `size`: the number of objects of the file so far, as its trailer says. */
struct pdfout *pdfout_new(gsize base, int size);
void pdfout_free(struct pdfout *o);

/* A number for an object that will be written. */
int pdfout_reserve(struct pdfout *o);

void pdfout_begin(struct pdfout *o, int number);
void pdfout_end(struct pdfout *o);
/* A whole stream object; `dictionary`: its entries except Length. */
void pdfout_stream(struct pdfout *o, int number, const char *dictionary, const char *bytes, gsize length);

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

/* Cross-reference table and trailer; the update is complete. `previous`: offset of the table it adds to. */
void pdfout_finish(struct pdfout *o, gsize previous, int catalog, int info);

#endif

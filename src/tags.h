/* Our structure tree as PDF objects: elements, ParentTree, IDTree, and the link annotations that belong to it. */
#ifndef TAGS_H
#define TAGS_H

#include "diag.h"
#include "page.h"
#include "paint.h"
#include "pdfout.h"

struct tags {
    int root;          /* object number of the StructTreeRoot */
    GArray **annotations; /* page -> object numbers (int) of its link annotations, or NULL */
    int n_pages;
};

/* `page_objects`: object number of each page. Links to destinations that do not exist are reported and left out. */
struct tags *tags_write(struct pdfout *o, struct pages *p, const struct painter *painted, const int *page_objects,
                        struct diag *d);
void tags_free(struct tags *t);

/* Is there a struct destination of this name? */
gboolean tags_destination_exists(const struct pages *p, const char *name);

#endif

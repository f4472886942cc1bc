/* What the PDF checker works on: the structure tree as plain structs, findings, and libqpdf's calls in fewer words. */
#ifndef PDFTREE_H
#define PDFTREE_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "pdfcheck.h"

#define DEPTH 200 /* of nested elements or objects; deeper is damage */

struct element {
    struct element *parent;
    GPtrArray *kids;          /* struct element */
    char *type;               /* after the role map */
    char *lang, *alt, *actual, *id;
    gboolean has_alt, has_actual;
    qpdf_oh attributes;       /* /A, or 0 */
    int object;
    int n_marks, n_annotations;
};

struct check {
    qpdf_data q;
    GPtrArray *findings;
    GHashTable *counts;       /* rule -> how often */
    guint limit;
    gboolean house;
    gboolean archive;         /* the file says that it is PDF/A-2 or 3, or must be */
    int archive_part;         /* 2 or 3 as its metadata say, or 0 */
    qpdf_oh catalog;
    char *lang;               /* of the catalog */
    GHashTable *roles;        /* type -> standard type it stands for */
    GHashTable *elements;     /* object number -> struct element */
    GHashTable *parents;      /* StructParent(s) key -> what the ParentTree holds (qpdf_oh) */
    GHashTable *names;        /* of destinations */
    GHashTable *ids;          /* of elements */
    GHashTable *shown;        /* object number of a font -> codes shown with it (pdffont.c) */
    struct element *root;
    GPtrArray *all;           /* every struct element, in reading order */
    int page;                 /* from 1, while pages are read */
};

/* Adds a finding; `rule` must be a literal. */
void pdftree_find(struct check *c, const char *rule, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Reads role map, ParentTree and elements into `c`. */
void pdftree_read(struct check *c);
void pdftree_element_free(gpointer element);

/* The language in force for an element, or NULL. */
const char *pdftree_lang(const struct check *c, const struct element *e);
/* An attribute of an owner ("Table"), or a null. */
qpdf_oh pdftree_attribute(struct check *c, const struct element *e, const char *owner, const char *key);
/* BCP 47 as far as its shape goes. */
gboolean pdftree_is_lang(const char *lang);
gboolean pdftree_listed(const char *word, const char *const *list);

/* An entry of a dictionary or of a stream's; a null where there is none. */
qpdf_oh pdf_get(struct check *c, qpdf_oh dictionary, const char *key);
gboolean pdf_is_null(struct check *c, qpdf_oh o);
/* A string as UTF-8, a name without its slash: NULL when it is none; g_free. */
char *pdf_string(struct check *c, qpdf_oh o);
char *pdf_name(struct check *c, qpdf_oh o);
gboolean pdf_name_is(struct check *c, qpdf_oh o, const char *name);
gboolean pdf_is_true(struct check *c, qpdf_oh o);
int pdf_int(struct check *c, qpdf_oh o, int fallback);
GPtrArray *pdf_keys(struct check *c, qpdf_oh dictionary);

#endif

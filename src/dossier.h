/* A dossier: all records of a folder in one checked, indexed whole. Read-only once loaded, so threads may share it;
   who needs to change a tree copies it. */
#ifndef DOSSIER_H
#define DOSSIER_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"
#include "vocabulary.h"
#include "xmlfile.h"

struct dossier;
struct profiles;

/* Reads and checks a whole dossier: project.xml, vocabularies, records, what refers to what. Faults go to d and
   never stop the reading of what follows. NULL only when there is no readable, well-formed project.xml (reported,
   R301 or R0xx). Whoever writes anything from it asks diag_count(d, DIAG_ERROR) first. */
struct dossier *dossier_load(const char *folder, struct diag *d);

/* The same without the checks across records, for those who only look things up (import). */
struct dossier *dossier_read(const char *folder, struct diag *d);

void dossier_free(struct dossier *dossier);

const char *dossier_folder(const struct dossier *dossier);
const struct xmlfile *dossier_project(const struct dossier *dossier); /* project.xml */
const struct vocabularies *dossier_vocabularies(const struct dossier *dossier);
/* The rows of limits and sections, shipped and the dossier's; NULL after dossier_read. */
const struct profiles *dossier_profiles(const struct dossier *dossier);

/* All record elements (children of <records>), files sorted by path, in document order. Lent, *n of them. */
const xmlNodePtr *dossier_records(const struct dossier *dossier, guint *n);

/* The record files, sorted by path; those that were not well-formed are missing. */
const struct xmlfile *const *dossier_files(const struct dossier *dossier, guint *n);

/* The record with this id (the first where two have it), or NULL. */
xmlNodePtr dossier_record(const struct dossier *dossier, const char *id);

/* Where a record stands; file NULL when there is none. */
struct place dossier_place(const struct dossier *dossier, const char *id);

/* Where a node of any file of the dossier stands. */
struct place dossier_node_place(const xmlNode *node);
struct place dossier_attribute_place(const xmlNode *element, const char *attribute);

/* TRUE for elements of records that hold Markdown (type "prose" of the schema). */
gboolean dossier_is_prose(const xmlNode *element);

/* What project_audiences lends. */
const char *const *dossier_audiences(const struct dossier *dossier);

/* The names that a passage of Markdown may be marked with ("::: WHAT NAME"): of audiences, documents, their kinds, or
   languages. NULL-terminated; lent. */
const char *const *dossier_names(const struct dossier *dossier, const char *what);

/* The kinds of record that exist, in the order of the schema, NULL-terminated, and how many the dossier has. */
const char *const *dossier_kinds(void);
guint dossier_count(const struct dossier *dossier, const char *kind);

#endif

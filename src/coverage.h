/* What a document had to answer and what it answers. Answered: a paragraph (or row) whose origin names the record, or a
   record about it, and a measure or piece of evidence that is newer than the record's source. One of the two: partly. */
#ifndef COVERAGE_H
#define COVERAGE_H

#include <glib.h>

#include "job.h"

enum coverage_kind { COVER_QUESTION, COVER_SUPPORTED, COVER_NOTED, COVER_OTHER, COVER_FOLLOW_UP, COVER_ARTICLE, COVER_KINDS };
enum coverage_state { COVER_ANSWERED, COVER_PARTLY, COVER_NOT, COVER_STATES };

struct coverage_item {
    enum coverage_kind kind;
    enum coverage_state state;
    const char *id;         /* of the record, or "CAT-11" */
    char *label;            /* "136.9 (A/HRC/58/7)", "article 11" */
    char *why;              /* in words, unless answered */
};

struct coverage {
    const struct job *job;
    GArray *items;          /* of struct coverage_item, in the order of the records; a follow-up paragraph stands twice */
    GPtrArray *uncited;     /* ids of evidence about what the document selects that it never cites; lent by the dossier */
    GHashTable *about;      /* of coverage_about */
    guint counts[COVER_KINDS][COVER_STATES];
};

/* `j` was run with keep = KEEP_TREE and must outlive the result. coverage_free. */
struct coverage *coverage_new(const struct job *j);
void coverage_free(struct coverage *c);

const char *coverage_kind_name(enum coverage_kind kind);   /* "questions", "supported recommendations" … */
const char *coverage_state_name(enum coverage_state state); /* "answered", "partly", "not" */

/* Adds the ids that stand in origins of a resolved document to a set (copies). */
void coverage_add_origins(xmlDocPtr resolved, GHashTable *ids);

/* The date of the latest measure or evidence about a record that is shown, itself or through a cluster, with its id; NULL:
   there is none. Lent by the dossier; `shown` NULL: all count. */
const char *coverage_latest(GHashTable *about, GHashTable *shown, const char *as_of, const char *id, const char **by);

/* id → GPtrArray of the records (xmlNodePtr) about it, themselves or through a cluster, measure or indicator; keys and
   records are lent by the dossier. */
GHashTable *coverage_about(const struct dossier *dossier);

#endif

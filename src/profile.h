/* Profiles: the rows of limits, sections and formalities by which documents are judged (schemas/profile.xsd). Shipped
   rows stand in templates/profiles/, a dossier's in profiles/; nothing about a body's rules stands in code. */
#ifndef PROFILE_H
#define PROFILE_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"

#define PROFILE_NAMESPACE "urn:rapporteur:profile"

struct profiles;
struct dossier;

/* The shipped rows and those of folder/profiles/. Faults of the dossier's files go to d (R0xx, R321, R322). Never NULL. */
struct profiles *profiles_load(const char *folder, struct diag *d);
void profiles_free(struct profiles *p);

/* The ids of all rows that can judge a document, in the order of the files; NULL-terminated, lent. */
const char *const *profiles_ids(const struct profiles *p);

/* A row with everything it has from the rows it is based on: a new <profile>, the root of a document of its own (profile_free), or
   NULL when there is none.
   Every fact (limit, counts, deadline, languages, file, guidelines, requirement) carries source, as-of and confidence;
   <profile> carries good-for and, where the dossier has a say in it, own="yes". */
xmlNodePtr profiles_row(const struct profiles *p, const char *id);

/* Frees a row. NULL is accepted. */
void profile_free(xmlNodePtr row);

/* The row by which a <document> of project.xml is judged, resolved, with what the document itself says put in:
   its minutes, its <limit> (limit/@overridden="yes"), sections for each article spelt out. NULL: there is none.
   *why (NULL accepted) tells for NULL: PROFILE_UNKNOWN, its @profile is no row; PROFILE_NONE_FITS, there are rows for its
   kind, but for other bodies, stages or forms; PROFILE_NO_ROWS, nobody judges this kind. */
enum profile_lack { PROFILE_FOUND, PROFILE_UNKNOWN, PROFILE_NONE_FITS, PROFILE_NO_ROWS };
xmlNodePtr profile_of_document(const struct dossier *dossier, xmlNodePtr document, enum profile_lack *why);

/* What the row says, for readers. Lent or NULL. */
const char *profile_title(const xmlNode *row);

/* The limit in words (minutes times rate where it is given in minutes), 0: none. */
guint profile_limit(const xmlNode *row);

/* Is a fact (a child of a resolved row) older than the row is good for, at `day`? */
gboolean profile_fact_expired(const xmlNode *fact, const char *day);

/* The style of a document: its own, else that of its row (may be NULL), else un. Lent. */
const char *profile_style(const xmlNode *row, xmlNodePtr document);

/* "single" or "joint": what the document says, else by its submitters. */
const char *profile_form(const struct dossier *dossier, xmlNodePtr document);

/* The day by which a document has to be there, by the first deadline of its row that can be reckoned: a new YYYY-MM-DD,
   or NULL. *rule (NULL accepted) is that deadline, or the first one where none can be reckoned. */
char *profile_deadline(const struct dossier *dossier, xmlNodePtr document, const xmlNode *row, xmlNodePtr *rule);

/* A deadline in English words: "12 weeks before the session, about". g_free the result. */
char *profile_deadline_words(const xmlNode *deadline);

/* How a fact stands: "unverified: background knowledge", "read on …", as words for count, check and documents; g_free. */
char *profile_standing(const xmlNode *fact);

#endif

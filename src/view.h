/* Copies of records for one reader: what select.c has decided to show, with texts in the reader's language, Markdown as
   blocks, and labels beside codes. Internal to select.c. */
#ifndef VIEW_H
#define VIEW_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"
#include "dossier.h"
#include "l10n.h"
#include "md.h"

struct reader {
    const struct dossier *dossier;
    const struct vocabularies *vocabularies;
    const struct l10n *l10n;
    struct diag *diag;
    const char *lang, *default_lang, *audience, *as_of;
    GHashTable *visible;      /* ids of the records shown (strings of the dossier) */
    GHashTable *selected;     /* id of a recommendation → struct chosen, as select.c has it */
    struct md_host md;
    xmlNsPtr records, document; /* of the view */
    gboolean failed;
    /* what figures in prose are counted from (figures.c) */
    xmlNodePtr document_element; /* of project.xml */
    const GPtrArray *shown;   /* of xmlNodePtr: the records shown, in the order of the document */
    const char *scale;        /* of the status shown, or NULL */
    const char *(*status)(const struct reader *r, const char *id); /* of a selected recommendation; "not-assessed" */
    gboolean (*concerns)(struct reader *r, const char *id); /* leads the record to a selected recommendation? */
};

/* TRUE when this reader may read what carries this audience attribute (NULL: unmarked). */
gboolean view_reads(const struct reader *r, const char *audience);
gboolean view_is_newer(const struct reader *r, const char *date); /* than the cut-off; NULL is not */
gboolean view_shows(const struct reader *r, const char *id);

/* The text of a child element in the reader's language (else the default, else the first that may be read), or NULL.
   g_free the result. */
/* Text in another language, or that nobody has read, comes marked (passages.h), as do labels of terms. */
const char *view_term_label(const struct reader *r, const struct term *term);
const char *view_term_short(const struct reader *r, const struct term *term);
/* Marks the blocks of a narrative that stands in this language. */
void view_mark_blocks(const struct reader *r, xmlNodePtr parent, const char *lang);
char *view_text(const struct reader *r, xmlNodePtr record, const char *element);

/* A copy of a record at the end of `parent`. */
xmlNodePtr view_add_record(struct reader *r, xmlNodePtr record, xmlNodePtr parent);

/* The name of an institution, submitter or other record by id, or the id. g_free the result. */
char *view_name(const struct reader *r, const char *id);
/* The label of a term; the code itself where there is none. Lent. */
const char *view_label(const struct reader *r, const char *vocabulary, const char *code);

/* <articles treaty="CAT" label short body-label><article number="2" label="…"/>*</articles> of the vocabulary "articles":
   of the treaty that a body watches over, or of all (body NULL). */
void view_add_articles(const struct reader *r, const char *body, xmlNodePtr view);

/* Fills r->md; links of Markdown are answered from the dossier. */
void view_host_markdown(struct reader *r);

#endif

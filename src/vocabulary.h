/* Vocabularies and status scales: the shipped ones (templates/vocabularies/) and what a dossier adds or renames. */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"

struct xmlfile;
struct vocabularies;

struct label {
    const char *lang, *text;
};

/* A term of a vocabulary, or a value of a scale. Lent; lives as long as the vocabularies. */
struct term {
    const char *id;        /* "D25", "16.a", "PRT", "partial" */
    const char *parent;    /* id of the term above it, or NULL */
    GArray *labels;        /* of struct label, at least one */
    GArray *shorts;        /* of struct label */
    GPtrArray *aliases;    /* of const char *, for imports */
    const char *alpha_2, *m49, *body, *articles, *symbol; /* attributes of the term, or NULL */
    const char *tone;      /* values of scales: good partial bad none contrary neutral; else NULL */
    guint order;           /* terms: place in the vocabulary, from 0; values: their @order */
    gboolean own;          /* added by the dossier */
    xmlNodePtr node;       /* where it was last defined */
};

/* The shipped vocabularies. */
struct vocabularies *vocabularies_new(struct diag *d);
void vocabularies_free(struct vocabularies *v);

/* Adds the terms of a dossier's file, which must outlive `v`. */
void vocabularies_add(struct vocabularies *v, const struct xmlfile *file, struct diag *d);

/* The term with this id, or NULL. `vocabulary` is themes, groups, bodies, treaties, sdg, states or a dossier's own. */
const struct term *vocabulary_term(const struct vocabularies *v, const char *vocabulary, const char *id);

/* The term that has this id, label, short label or alias, whatever the case and white space ("A12 Acceptance of
   international norms" finds A12 as well: a leading id is skipped when it is the term's own), or NULL. */
const struct term *vocabulary_find(const struct vocabularies *v, const char *vocabulary, const char *words);

/* All terms of a vocabulary in their order, or NULL if there is no such vocabulary. Lent. */
const GPtrArray *vocabulary_terms(const struct vocabularies *v, const char *vocabulary);

/* The id of the term whose id, label or alias comes nearest to a misspelt code, or NULL. */
const char *vocabulary_nearest(const struct vocabularies *v, const char *vocabulary, const char *word);

/* A value of a scale, or NULL; all values by their order, or NULL if there is no such scale; the names of all
   scales, NULL-terminated, lent. */
const struct term *scale_value(const struct vocabularies *v, const char *scale, const char *value);
const GPtrArray *scale_values(const struct vocabularies *v, const char *scale);
const char *const *scale_names(const struct vocabularies *v);
/* The value of scale `to` that this value maps to, or NULL. */
const char *scale_map(const struct vocabularies *v, const char *scale, const char *value, const char *to);

/* The label in a language, else in English, else the first; never NULL. The short one falls back to the label. */
const char *term_label(const struct term *t, const char *lang);
const char *term_short(const struct term *t, const char *lang);

/* Treaties: TRUE when the article ("11", "11 (2)", "2.1") lies within the range that can be tagged, or no range is known. */
gboolean term_has_article(const struct term *treaty, const char *article);

#endif

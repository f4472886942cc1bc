/* Wording, numbers, dates, lists and order in the language of one document. ICU decides what a language does; what is
   said stands in templates/l10n/LANG.xml. One struct per job: it is not shared between threads. Strings that are
   returned as char * belong to the caller (g_free). */
#ifndef L10N_H
#define L10N_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"

struct l10n;

/* The wording of a language; what it lacks, a phrase or the whole file, comes from English with a warning. NULL when that cannot be
   read either, or when ICU cannot serve the language (reported). `d` must outlive the result. */
struct l10n *l10n_load(const char *lang, struct diag *d);
void l10n_free(struct l10n *l);

const char *l10n_lang(const struct l10n *l);   /* BCP 47, as given */
gboolean l10n_is_rtl(const struct l10n *l);

/* ---- Phrases ----
   A phrase holds slots: {name}, {name:date} (from YYYY-MM-DD, YYYY-MM or YYYY), {name:month} (month and year only),
   {name:number} (grouped, decimals as written), {name:words} (a count below ten in words), {name:Words} (in words, with
   a capital: for the start of a sentence), {name:ordinal} ("fourth"); words-f, Words-f and ordinal-f are feminine. Names:
   {name:the}, {name:The}, {name:of}, {name:to}, {name:in} (names.h); {name:capital}, {name:small}, {name:stop}. The slot named by the phrase's `by` attribute (n
   unless given) chooses the plural form and is a number even without a suffix. */
struct l10n_slot {
    const char *name;
    const char *value;   /* raw: a number or date is formatted by the phrase */
    xmlNodePtr nodes;    /* or a list of siblings that stand for it in l10n_nodes; NULL: `value` counts */
};

/* The words of a phrase. A missing phrase gives "[key]", a missing slot "[slot]", each with a warning. */
char *l10n_text(const struct l10n *l, const char *key, const struct l10n_slot *slots, gsize n_slots);
/* The same as siblings under `parent`: text nodes, and copies of slots that are nodes. */
void l10n_nodes(const struct l10n *l, const char *key, const struct l10n_slot *slots, gsize n_slots, xmlNodePtr parent);
gboolean l10n_has(const struct l10n *l, const char *key);
/* A phrase of the language itself, as written, or NULL: for what only some languages say. Lent. */
const char *l10n_own(const struct l10n *l, const char *key);
/* Short for a phrase without slots, and for one with text slots: name, value, …, NULL. */
char *l10n_words(const struct l10n *l, const char *key, ...) G_GNUC_NULL_TERMINATED;

/* ---- Numbers, dates, lists ---- */

/* A decimal number as written in records ("1234.50"): grouped, in the language's digits and signs. decimals < 0 keeps
   as many as are written. What is no number comes back as it is. */
char *l10n_number(const struct l10n *l, const char *number, int decimals);
char *l10n_count(const struct l10n *l, gint64 n);
/* "2026-06-30" → "30 June 2026", "2024-03" → "March 2024", "2024" → "2024". */
char *l10n_date(const struct l10n *l, const char *iso);
/* The pieces of a conjunction: separators[i] stands before item i, the last one after all ("", ", ", " and ", ""). */
char **l10n_separators(const struct l10n *l, gsize n_items);
char *l10n_list(const struct l10n *l, const char *const *items, gsize n_items);

/* "English", "anglais": what a language is called in this one, by a phrase language-name.CODE, else by CLDR. g_free the result. */
char *l10n_language_name(const struct l10n *l, const char *lang);

/* ---- Order ---- */

/* Names, by the rules of the language. */
int l10n_compare(const struct l10n *l, const char *a, const char *b);
/* Numbers of recommendations and paragraphs: digits by value, so 136.9 < 136.10 < 136.10a < 136.10b. */
int l10n_compare_natural(const char *a, const char *b);

#endif

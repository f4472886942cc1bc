/* The phrases of one language, as templates/l10n/LANG.xml has them (schemas/wording.xsd). Internal to l10n.c and names.c. */
#ifndef WORDING_H
#define WORDING_H

#include <glib.h>

#define WORDING_FORMS 8 /* zero one two few many other, and exact counts */

struct phrase {
    char *by;                     /* the slot that chooses the form, or NULL: one form */
    int n_forms;
    char *counts[WORDING_FORMS];  /* "one", "other", "0"; NULL in a plain phrase */
    char *patterns[WORDING_FORMS];
};

struct wording {
    char *file;
    GHashTable *phrases;          /* key → struct phrase */
};

/* The wording of a language (wording_free), or NULL when there is none that can be read. */
struct wording *wording_load(const char *lang);
void wording_free(struct wording *w);

/* A phrase, or NULL; lent. */
const struct phrase *wording_phrase(const struct wording *w, const char *key);
/* The words of a phrase (of its last form where it has several), or NULL; lent. */
const char *wording_words(const struct wording *w, const char *key);

#endif

/* Names inside sentences. "The Ministry of Justice" takes an article in English; in French the article follows the gender
   of the name's first word and melts with a preposition: le ministère, du ministère, au Chili, en Slovénie. Which word
   takes what is data of the language, so a language without such phrases leaves names as they are. */
#ifndef NAMES_H
#define NAMES_H

#include "wording.h"

/* A name in a form of the language: "the", "of", "to", "in". g_free the result.

   Phrases that decide: name.classes lists classes of names; name.class-CLASS the words that put a name into a class (the
   leftmost word of the name that any class lists counts); name.CLASS-FORM how such a name stands ("du {name}"), with
   name.CLASS-FORM-vowel for names that begin with a vowel, or with one of the words of name.silent-h. A name of no class is
   of the class "bare". Where the phrase is missing the name stands as it is. */
char *names_in_sentence(const struct wording *w, const char *name, const char *form);

#endif

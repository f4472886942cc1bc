/* Counting words as a word processor does, which is how limits are judged: a word is a run between white space that holds
   a letter or a digit; each Han or kana character is one word. */
#ifndef WORDS_H
#define WORDS_H

#include <glib.h>

/* The words of a text (UTF-8). "CCPR/C/KEN/CO/4" and "2018–2022" are one word each, a dash between spaces is none. */
guint words_count(const char *utf8);

/* The words as ICU's dictionaries part them, for scripts without spaces; `lang` is a BCP 47 tag. */
guint words_count_icu(const char *utf8, const char *lang);

/* Does the text hold characters of a script without spaces (Thai, Lao, Khmer, Burmese, Han, kana; Ethiopic where a sign
   parts words)? */
gboolean words_has_unspaced(const char *utf8);

/* The bounds of the next word at or behind *p, for those who compare texts: moves *p behind it and gives its start and
   size; FALSE at the end. Han and kana characters come one by one. */
gboolean words_next(const char **p, const char **start, gsize *size);

#endif

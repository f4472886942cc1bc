/* Numbers of sections, items and notes in the shapes of a language: II, B, (b), (ii); in Arabic ثانياً, باء, (ب), ‘2’. */
#ifndef NUMERALS_H
#define NUMERALS_H

#include "l10n.h"

/* n (from 1) in a shape: "upper-roman", "lower-roman", "upper-letter", "lower-letter" or "decimal"; g_free the result. A language
   has shapes of its own by the phrases numbering.SHAPE: a list parted by commas, or the word decimal. Past the end of its
   list numbers are decimal. */
char *numeral(const struct l10n *l, const char *shape, int n);

/* The Latin shapes, which ids of anchors are made of whatever the language. */
char *numeral_latin(const char *shape, int n);

#endif

/* What a language asks of its lines: words that stay together ("para. 12"), and where words may be parted. The first comes from
   templates/typography/typography.xml, the second from the dictionaries of libhyphen (Debian's hyphen-*). */
#ifndef TYPOGRAPHY_H
#define TYPOGRAPHY_H

#include "diag.h"

struct typography; /* of one language */

/* Never NULL; a language without data or dictionary has no rules or parts no words (the latter is a note in d when a
   word is looked up). `lang` is BCP 47; a file of that name in the dossier stands in for ours. */
struct typography *typography_new(const char *lang, struct diag *d);
void typography_free(struct typography *t);

/* Rules whose left or right side a word matches, as bits: a space stays when the words on its sides share one. */
guint typography_left(const struct typography *t, const char *word, int len);
guint typography_right(const struct typography *t, const char *word, int len);

/* Where a word with its punctuation may be parted: byte offsets into at[room], ascending; their number. None for
   symbols, numbers, addresses, capitals, and words that have a hyphen already. */
int typography_part(struct typography *t, const char *word, int len, int *at, int room);

#endif

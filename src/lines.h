/* Lines of a paragraph: what the two breakers share. First fit (lines.c) serves table cells and whatever the other declines;
   total fit (breaks.c) serves running text. */
#ifndef LINES_H
#define LINES_H

#include "inline.h"

/* A space at which a line may end; it is in no line then. */
static inline gboolean piece_is_gap(const struct piece *piece)
{
    return piece->shaped && piece->shaped->space && (piece->after == BREAK_ALLOWED || piece->after == BREAK_EMERGENCY);
}

/* The hyphen that a line gets which ends in this piece. */
const struct shaped *lines_hyphen(struct layout *l, const struct para *p, const struct piece *piece);

/* Where piece i may be parted by the role and the dictionary; NULL and 0 when nowhere. */
struct hyphen_point *lines_points(struct layout *l, const struct para *p, int i, int *n);

/* Puts two pieces in the place of piece i; `after` is what may happen between them. */
void lines_split(struct layout *l, struct para *p, int i, const struct shaped *head, const struct shaped *tail, enum break_kind after);

/* Breaks pieces from..to (to: a forced end or the end of all) into the best set of lines, and adds them. `first` is the room of the
   first line, `room` that of the others. *to moves when words are parted. FALSE, and nothing done: no set of lines fits. */
gboolean breaks_total(struct layout *l, struct para *p, int from, int *to, double first, double room, GArray *lines);

#endif

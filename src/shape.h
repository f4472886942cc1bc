/* Letters into glyphs. A word is shaped once for each face (family, size, weight, slant, language) and kept; lines hold
   pointers to it. Text that needs its surroundings (right-to-left and mixed directions) is shaped a paragraph at
   a time, cut at the same places. Pango units end here: everything outside is points. */
#ifndef SHAPE_H
#define SHAPE_H

#include "diag.h"
#include "page.h"
#include "style.h"

struct shaper; /* fonts and kept words of one document */
struct face;

/* What a line may do behind a piece. */
enum break_kind {
    BREAK_NONE,      /* no line ends here */
    BREAK_ALLOWED,   /* it may */
    BREAK_HYPHEN,    /* it may, with a hyphen (soft hyphen) */
    BREAK_EMERGENCY, /* only where the line would be too long otherwise (inside symbols and addresses) */
    BREAK_FORCED     /* it must */
};

struct word_part {
    const struct shaped *shaped;
    enum break_kind after;
};

/* A word without white space, cut where a line may end. */
struct word {
    const struct word_part *parts;
    int n_parts;
    float width;
    guint left, right; /* rules of what stays together: where its bits and those of the next word meet (typography.h) */
};

/* A place where a word may be parted with a hyphen. */
struct hyphen_point {
    int at;                           /* byte offset */
    float before, behind;             /* widths, but for a hyphen */
    const struct shaped *head, *tail; /* NULL until wanted: see shape_hyphen */
};

/* A piece of a paragraph shaped as a whole. */
struct shaped_piece {
    const struct shaped *shaped;
    int offset;      /* in the paragraph's text */
    int level;       /* bidi embedding level */
    enum break_kind after;
    guint8 joint;    /* enum script_joint: what may open behind it */
};

/* A stretch of a paragraph in one face. */
struct shape_run {
    const struct face *face;
    int offset, len; /* bytes */
};

/* The shaper lives in the arena and goes with it; messages about missing glyphs go to d. */
struct shaper *shaper_new(struct arena *a, struct diag *d);

/* For messages: the record or narrative that the coming words are from, or NULL. Lent until the next call. */
void shaper_set_origin(struct shaper *s, const char *origin);

/* The same arguments give the same face. */
const struct face *shaper_face(struct shaper *s, const struct style_font *font, double size, int weight,
                               gboolean italic, const char *lang);
double face_size(const struct face *f);
/* By how much the lines of its language must be further apart than others; 1 for most. */
double face_leading(const struct face *f);

/* A kept word: UTF-8 without white space (a soft hyphen may be in it), len > 0. Lent until the arena ends. */
const struct word *shape_word(struct shaper *s, const struct face *f, const char *text, int len);

/* White space of one character (" ", U+00A0), marked as such. */
const struct shaped *shape_space(struct shaper *s, const struct face *f, gboolean no_break);

/* The part of a piece before and behind a byte offset of its text (a cluster's start), shaped anew. */
const struct shaped *shape_part(struct shaper *s, const struct face *f, const struct shaped *whole, int from, int to);

/* Where a shaped word may be parted, by the dictionary of its face's language; their number in *n. Kept with the word. */
struct hyphen_point *shape_hyphens(struct shaper *s, const struct face *f, const struct shaped *word, int *n);
/* Shapes both sides of a point. */
void shape_hyphen(struct shaper *s, const struct face *f, const struct shaped *word, struct hyphen_point *point);

/* Rules of what stays together that a word in front of a space and the one behind it share; 0: they may part. */
guint shape_left_rules(struct shaper *s, const struct face *f, const char *word, int len);
guint shape_right_rules(struct shaper *s, const struct face *f, const char *word, int len);
/* Whether their bits are of the same table. */
gboolean face_same_language(const struct face *a, const struct face *b);

/* A whole paragraph: itemised with its directions, cut at runs, white space and break opportunities. `pieces` is an array
   of struct shaped_piece in reading order. White space comes as pieces of one character each. */
void shape_paragraph(struct shaper *s, const char *text, int len, const struct shape_run *runs, int n_runs,
                     gboolean rtl, GArray *pieces);

/* Whether a line may end at the space at this offset: not before a closing mark or behind an opening one ("« mot »", "oui !"). */
gboolean shape_space_breaks(const char *text, int len, int at);

/* Whether the words of a text may be shaped one by one: left-to-right letters that do not look at their neighbours. */
gboolean shape_is_simple(const char *text, int len);

#endif

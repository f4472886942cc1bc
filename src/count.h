/* Words of a resolved document: by part (headings, text, notes …), by section, by the recommendations that paragraphs
   answer; the totals of both readings against the limit of its row; what to cut first. */
#ifndef COUNT_H
#define COUNT_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"

enum count_part {
    COUNT_HEADINGS, COUNT_TEXT, COUNT_QUOTATIONS, COUNT_TABLES, COUNT_CAPTIONS, COUNT_FOOTNOTES, COUNT_ENDNOTES,
    COUNT_COVER, COUNT_CONTENTS, COUNT_ANNEXES, COUNT_PARTS
};
enum count_reading { COUNT_STRICT, COUNT_LENIENT };

/* "headings", as rows of limits name it. */
const char *count_part_name(enum count_part part);

/* What a document answers: a selected recommendation or question of the view. */
struct count_unit {
    char *id, *number;       /* number: as its source has it */
    int priority;            /* 1 to 5; 0: nobody gave one */
    gboolean follow_up, has_short;
    char *form;              /* full short annex */
    guint words;             /* that count in the judged reading, of paragraphs whose origin names it */
    guint order;             /* place in the document, from 0 */
};

struct count_section {
    char *id, *label, *heading;
    int level, parent;       /* parent: index, or -1 */
    guint own[COUNT_PARTS];  /* words that stand in it and in no section inside it */
    guint words;             /* that count in the judged reading, with those of sections inside */
    guint budget;            /* 0: none */
};

/* A piece of text: paragraph, heading, cell, caption, note. */
struct count_block {
    enum count_part part;
    int section;             /* index, or -1 */
    char *text, *place;      /* place: "para. 12", "table 3", or NULL */
    const char *origin;      /* lent by `count`: ids parted by spaces, or NULL */
    guint words;
};

struct count {
    char *lang;
    guint parts[COUNT_PARTS];
    guint total[2];              /* by enum count_reading */
    unsigned counted[2];         /* bits of enum count_part */
    guint limit;                 /* 0: none */
    enum count_reading judged;
    guint icu;                   /* words of the judged reading by ICU where scripts without spaces occur, else 0 */
    GArray *sections;            /* of struct count_section, in order */
    GArray *blocks;              /* of struct count_block, in order */
    GArray *units;               /* of struct count_unit, in order */
    GStringChunk *strings;
};

/* The units of a view (select.h), for count_document, which takes them over. */
GArray *count_units(xmlDocPtr view);
void count_units_free(GArray *units);

/* Counts a resolved document. `row` is its resolved row of limits (NULL: everything but cover, contents and annexes counts,
   nothing is limited), `document` its element in project.xml (for budgets), `units` from count_units or NULL. count_free. */
struct count *count_document(xmlDocPtr resolved, const xmlNode *row, xmlNodePtr document, GArray *units);
void count_free(struct count *c);

/* Does this part count in the judged reading? */
gboolean count_is_counted(const struct count *c, enum count_part part);

/* The words that the judged reading is above the limit; 0: inside, or no limit. */
guint count_over(const struct count *c);

/* What to cut or move to an annex first: new strings (g_ptr_array_unref), the best first, at most n. */
struct count_cut {
    enum { CUT_ANSWER, CUT_QUOTATION, CUT_REPEATED } kind;
    guint words;             /* saved */
    char *what;              /* in words: "the answer to 136.9 (priority 5)" */
    char *id;                /* of the unit, or the section */
};
GPtrArray *count_cuts(const struct count *c, guint n);
void count_cut_free(gpointer cut);

/* Judges: R330 to R335 at `place` (and at budgets of `document`). FALSE: above a hard limit and not allowed. */
gboolean count_judge(const struct count *c, const xmlNode *row, xmlNodePtr document, struct place place, gboolean allow,
                     struct diag *d);

/* The text that counts by the strict reading, a block a line, generated numbers left out. */
GBytes *count_text(const struct count *c);

#endif

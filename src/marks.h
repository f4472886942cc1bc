/* What stands on every page besides its text and its running heads: the draft mark behind the text, the banner of a
   confidential document, the job number of the first page, numbers of lines. All of it is artifacts. */
#ifndef MARKS_H
#define MARKS_H

#include "inline.h"
#include "layout.h"

/* Marks of meta/mark, and the job number of the masthead on the first page. x and w: the text block of the page. */
void marks_paint(struct layout *l, xmlNodePtr document, struct canvas *c, double x, double w);

/* The number of a line in the margin before the text block, its baseline that of the line's paragraph p; every fifth line
   has one. x: left edge of the text block; y: top of the line. */
void marks_line_number(struct layout *l, struct canvas *c, const struct para *p, int number, double x, double y);

#endif

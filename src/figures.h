/* Figures and tables of prose: what {{…}} and [](table:…) stand for, for one reader (variable.h says what may be asked).
   They are counted from the records that the document's own tables are made of. Internal to view.c. */
#ifndef FIGURES_H
#define FIGURES_H

#include "view.h"

/* The functions of struct md_host (md.h) for a view; `r->failed` is set where something is wrong. */
const char *figures_write(struct reader *r, const char *expression, xmlNodePtr parent, struct place place,
                          const char *record);
const char *figures_add_table(struct reader *r, const char *target, xmlNodePtr parent, struct place place,
                              const char *record);
/* The number of a table, or words that lead to it. */
const char *figures_link_table(struct reader *r, const char *target, xmlNodePtr words, xmlNodePtr parent,
                               struct place place, const char *record);

/* The value of an indicator as this reader may see it, formatted; NULL: none for that period and group ("" and NULL: the
   latest, the total) within the cut-off date, or kept back because it is small (*suppressed). *period is the period (lent).
   g_free. */
char *figures_value(struct reader *r, xmlNodePtr indicator, const char *series, const char **period, gboolean *suppressed);
/* Is a unit a percentage, so that "per cent" may stand behind the number in a sentence? */
gboolean figures_is_percentage(const struct reader *r, const char *unit);

/* Does a record meet the conditions of a variable? among: only those behind "among". */
struct variable;
gboolean figures_meets(struct reader *r, xmlNodePtr record, const struct variable *v, gboolean among);

#endif

/* What may stand between {{ and }} in Markdown: a small language of questions to the records, so that a number in prose
   comes from where the numbers in tables come from. Read and checked here; answered by figures.c.

     count [KIND] CONDITION…         recommendations of the document (its own selection), or records about them; Count at
                                     the start of a sentence. Kinds: recommendations actions evidence indicators questions
                                     consultations participants women
     share CONDITION… [among CONDITION…]   "8 of 42 (19 per cent)", always with numerator and denominator
     numbers CONDITION…              the numbers of those recommendations, linked
     value indicator=ID [period=2024] [series=GROUP]   also baseline, target, period indicator=ID
     date [of=ID]                    the cut-off date of the project, or the date of a record
     state, State                    short and full name of the State
     name of=ID, symbol of=ID, status of=ID

   A condition is name=value, name=one,other (either) or name!=value (not). */
#ifndef VARIABLE_H
#define VARIABLE_H

#include <glib.h>

#include "diag.h"
#include "dossier.h"

enum variable_function {
    VARIABLE_COUNT, VARIABLE_SHARE, VARIABLE_NUMBERS, VARIABLE_VALUE, VARIABLE_BASELINE, VARIABLE_TARGET, VARIABLE_PERIOD,
    VARIABLE_DATE, VARIABLE_STATE, VARIABLE_NAME, VARIABLE_SYMBOL, VARIABLE_STATUS
};

struct condition {
    const char *name;        /* static */
    char **values;
    gboolean not;
    gboolean among;          /* narrows the denominator of a share too */
    struct place place;      /* of its first value */
};

struct variable {
    enum variable_function function;
    gboolean capital;        /* Count, State: at the start of a sentence; the full name */
    const char *of;          /* count: "recommendations" or another kind; static */
    GArray *conditions;      /* of struct condition */
};

/* NULL when something is wrong: reported, each word at its own place. `place` is that of the expression. */
struct variable *variable_read(const char *expression, const struct dossier *dossier, struct place place,
                               const char *record, struct diag *d);
void variable_free(struct variable *v);

/* The one value of a condition, or NULL. */
const char *variable_get(const struct variable *v, const char *name);

/* What [](table:TARGET) names: a record of kind table, "indicator-ID" (its series), or "recommendations", "actions" or
   "indicators", with conditions behind "?" and parted by "&" (table:actions?theme=D25&progress=completed). */
struct table_target {
    enum { TABLE_RECORD, TABLE_INDICATOR, TABLE_LIST } kind;
    const char *id;          /* of the record or indicator; lent by the dossier */
    struct variable *list;   /* TABLE_LIST: variable_free it */
};

/* FALSE when there is no such table (reported). */
gboolean table_target_read(const char *target, const struct dossier *dossier, struct place place, const char *record,
                           struct diag *d, struct table_target *result);
/* Its anchor in a document: "table-tab-3"; g_free. */
char *table_target_anchor(const char *target);

#endif

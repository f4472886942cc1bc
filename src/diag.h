/* Every message to the user: file:line:column, level, record, what is wrong, what to write instead, a stable code.
   The words of all messages stand in one table, diag_codes.def. */
#ifndef DIAG_H
#define DIAG_H

#include <glib.h>

enum diag_code {
#define DIAG(code, severity, sentence, hint, explanation) code,
#include "diag_codes.def"
#undef DIAG
    DIAG_CODE_COUNT
};

enum diag_severity { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE };

/* Where something stands in what a person wrote. */
struct place {
    const char *file;  /* as the user would name it (relative to the dossier where possible), or NULL: none */
    gint64 line;       /* from 1; 0: the whole file */
    gint64 column;     /* in characters, from 1; 0: the whole line */
    gint64 end_column; /* first character after the faulty piece on that line; 0: unknown */
};

/* Collects messages of one run; every function is thread-safe. */
struct diag;

struct diag *diag_new(void);
void diag_free(struct diag *d);
/* Notes are dropped unless asked for, before any thread starts (--verbose). */
void diag_show_notes(struct diag *d);

/* Adds one message. `record` is an id, a kind and an id ("recommendation upr4-136-9"), or NULL. Then come slot names
   and values (const char *) in pairs, closed by NULL; they fill {slot} in the row's sentence and hint. A slot whose
   value is NULL is unfilled; a hint with an unfilled slot is left out; "||" parts a hint into alternatives, of which
   the first complete one is taken. Values are copied.
   diag_report(d, R102, place, "upr4-136-9", "value", "moj2", "nearest", "moj", NULL). */
void diag_report(struct diag *d, enum diag_code code, struct place place, const char *record, ...)
    G_GNUC_NULL_TERMINATED;

/* How many messages of that severity were added since diag_new. */
guint diag_count(struct diag *d, enum diag_severity severity);

/* Text in gcc form with excerpt and hint, or JSON Lines; sorted by file, line and column, duplicates dropped. Text
   shows at most `limit` (0: all) and says how many more there are; JSON shows all. Excerpts are read from `folder`/file. Writes to stderr; afterwards the list is empty and
   counts stay. */
enum diag_format { DIAG_TEXT, DIAG_JSON };
void diag_print(struct diag *d, enum diag_format format, const char *folder, guint limit, gboolean colour);

/* The row of a code by its name ("R102"); FALSE if there is none. */
gboolean diag_lookup(const char *name, enum diag_code *code);
const char *diag_code_name(enum diag_code code);
/* The sentence of the row, slots unfilled. */
const char *diag_sentence(enum diag_code code);
enum diag_severity diag_severity(enum diag_code code);
/* The long explanation with a failing and a mended example, for `explain`. */
const char *diag_explanation(enum diag_code code);

/* The nearest of `candidates` (NULL-terminated) to a misspelt word, or NULL when none is near (edit distance at
   most a third of the longer word). */
const char *diag_nearest(const char *word, const char *const *candidates);

#endif

/* A Markdown text as lines, before cmark sees it: indentation that all lines share is taken off, passages for other
   readers are blanked, and each variable {{…}} is held by as many bytes of a placeholder. So every byte that cmark reads
   stands where it stands in the file: the map from offsets to offsets that DESIGN 7.3 asks for is the identity, and what a
   variable stands for is never read as Markdown. Internal to md.c. */
#ifndef MD_LINES_H
#define MD_LINES_H

#include <glib.h>

#include "md.h"

struct md_line {
    char *text;      /* without indentation that is shared, without line end; blank when the passage is for others */
    char *parsed;    /* the same for cmark: placeholders for variables */
    int stripped;    /* characters taken off at its start */
};

/* A variable, as written. */
struct md_variable {
    int line;        /* from 1 */
    gsize start, size; /* bytes of {{…}} in the line */
};

struct md_lines {
    const struct md_text *source;
    const struct md_host *host;
    GArray *lines;     /* of struct md_line */
    GArray *variables; /* of struct md_variable */
    gboolean failed;   /* something was wrong (reported) */
};

/* Reports what is wrong with passages, variables and characters. md_lines_clear drops all. */
void md_lines_read(struct md_lines *l, const struct md_text *source, const struct md_host *host);
void md_lines_clear(struct md_lines *l);

/* What cmark reads; g_string_free. */
GString *md_lines_join(const struct md_lines *l);

/* The words of a line as written, "" for a line that is none. From 1. */
const char *md_lines_text(const struct md_lines *l, int line);

/* Bytes of a line as a place in the file; size 0: no end. */
struct place md_lines_place(const struct md_lines *l, int line, gsize byte, gsize size);

/* The next placeholder in a text that cmark gives back, at or after `text`: its first byte, with its length in *size and
   its variable in *variable; NULL when there is none. */
const char *md_lines_find(const struct md_lines *l, const char *text, gsize *size, const struct md_variable **variable);

/* The text with what was written in place of placeholders (code, addresses); g_free. */
char *md_lines_restore(const struct md_lines *l, const char *text);

/* What stands between {{ and }}, ends stripped; g_free. *place is where. */
char *md_lines_expression(const struct md_lines *l, const struct md_variable *v, struct place *place);

#endif

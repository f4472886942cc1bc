/* Rows of limits for people and for programs: what count and check print of them. */
#ifndef PROFILE_TEXT_H
#define PROFILE_TEXT_H

#include <jansson.h>
#include <libxml/tree.h>
#include <stdio.h>

#include "dossier.h"
#include "profile.h"

/* One line a row: id, limit, severity, title. */
void profile_print_list(const struct profiles *rows, FILE *out);
/* A resolved row: every fact with its source, then its sections. */
void profile_print(const xmlNode *row, FILE *out);
/* By which row a document is judged: row, limit, deadline, indented; `row` NULL: that there is none. */
void profile_print_judging(const struct dossier *dossier, xmlNodePtr document, const xmlNode *row, FILE *out);
/* "2,815 words, unverified" in few words, for a line of check. g_free. */
char *profile_limit_words(const xmlNode *row);
/* The same facts as JSON; json_decref. */
json_t *profile_json(const struct dossier *dossier, xmlNodePtr document, const xmlNode *row);

/* A whole resolved row as JSON; json_decref. */
json_t *profile_row_json(const xmlNode *row);

#endif

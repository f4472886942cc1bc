/* What a text says against what the records say: paragraphs that sources do not have, figures that an indicator does not
   have, and slips against United Nations style. Warnings only. */
#ifndef CHECK_PROSE_H
#define CHECK_PROSE_H

#include "md.h"
#include "dossier.h"

struct prose_check;

/* What is known of the sources' paragraphs; threads may share it. prose_check_free. */
struct prose_check *prose_check_new(const struct dossier *dossier, struct diag *d);
void prose_check_free(struct prose_check *p);

/* Is there such a paragraph ("14 (b)", "136.9", "8, 10-12") in the source with this symbol? What is not known is right. */
void prose_check_citation(const struct prose_check *p, const char *symbol, const char *paragraphs, struct place place,
                          const char *record);

/* Looks at a text as written: typed citations, and, in English, percentages, dates and abbreviations. */
void prose_check_text(const struct prose_check *p, const struct md_text *text, const char *lang);

/* Looks at the blocks that were read of it: figures in sentences about an indicator, which is named by a link (a <span
   role="indicator" origin="ID"> around its words) or by its title. */
void prose_check_blocks(const struct prose_check *p, const struct md_text *text, xmlNodePtr blocks, const char *lang);

#endif

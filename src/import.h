/* Official records of a table into the files of a dossier: new ones are added, changed fields are rewritten in
   place, everything else stays byte for byte. */
#ifndef IMPORT_H
#define IMPORT_H

#include <glib.h>

#include "dossier.h"
#include "rows.h"

/* What an import did, or would do. */
struct import_report {
    guint added, changed, unchanged, gone;   /* recommendations */
    guint of_other_tables;                   /* of these, those that came from another table: only gaps were filled */
    guint sources, sources_added;
    guint terms_added;
    GString *details;                        /* lines for people: what changed, what is gone, terms */
    GPtrArray *files;                        /* names of files that differ now, sorted (char *) */
};

/* Merges `rows` into the dossier. Nothing is written when `dry_run` or when there is an error (reported to d).
   FALSE: an error; *unwritable then tells that a file could not be written (said on stderr). */
gboolean import_merge(const struct dossier *dossier, const struct map *map, const struct rows *rows, gboolean dry_run,
                      struct import_report *report, gboolean *unwritable, struct diag *d);
void import_report_clear(struct import_report *report);

#endif

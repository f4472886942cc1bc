/* The files of a dossier that an import changes or makes: all written, or none. */
#ifndef TARGETS_H
#define TARGETS_H

#include <glib.h>

#include "diag.h"
#include "patch.h"
#include "xmlfile.h"

struct target {
    char *name;                  /* relative to the dossier */
    const struct xmlfile *file;  /* NULL: a new file */
    struct xmlfile *own;         /* the same, when this target frees it */
    struct patch *patch;         /* of the file's bytes; NULL: a new file, or one that cannot be patched (reported) */
    GPtrArray *lines;            /* markup of new records (char *), see patch_append_child */
    char *result;                /* the new bytes, or NULL: unchanged */
    gsize size;
    char *temporary;             /* where they stand before they are renamed */
};

struct targets {
    GHashTable *by_name;         /* name -> struct target * */
    const char *folder;          /* the dossier; lent */
    struct diag *diag;
};

struct targets *targets_new(const char *folder, struct diag *d);
void targets_free(struct targets *all);

/* The target for a file that exists (`file`, lent) or for a new one (NULL). Lent. */
struct target *targets_get(struct targets *all, const char *name, const struct xmlfile *file);

/* Those that differ now (struct target *), sorted by name and validated; NULL after a report. g_ptr_array_free it. */
GPtrArray *targets_finish(struct targets *all);

/* Writes what targets_finish gave, all or none. FALSE after a complaint on stderr. */
gboolean targets_write(struct targets *all, GPtrArray *changed);

#endif

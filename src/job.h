/* One document in one language for one reader, through every stage (DESIGN section 1). */
#ifndef JOB_H
#define JOB_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"

struct dossier;
struct xform;
struct count;

enum job_format { FORMAT_PDF = 1 << 0, FORMAT_HTML = 1 << 1, FORMAT_PNG = 1 << 2, FORMAT_TXT = 1 << 3 };

/* For commands that look into documents. */
enum job_keep { KEEP_TREE = 1 << 0, KEEP_PAGES = 1 << 1 };

/* What to print in place of outputs, for tests and for developers. */
enum job_dump { DUMP_NONE, DUMP_VIEW, DUMP_DOCUMENT, DUMP_RESOLVED, DUMP_PAGES };

struct job_output {
    char *name;              /* matrix.en.pdf, matrix.en.png/page-001.png */
    char *folder;            /* matrix.en.png: the output is this folder, with nothing else in it; NULL: the file */
    GBytes *bytes;
    int pages;               /* 0: not paged */
    gboolean same;           /* the file was there with these bytes (set by who publishes) */
};

struct job {
    /* in */
    const struct dossier *dossier;
    xmlNodePtr document;     /* its element in project.xml */
    char *id, *kind, *style, *lang, *audience;
    unsigned formats;        /* of enum job_format */
    enum job_dump dump;
    int dpi;                 /* of pictures of pages */
    char **languages;        /* of the document in project.xml */
    gboolean attach;         /* the PDF carries what it was made from: PDF/A-3 */
    gboolean only_count;     /* stop behind counting: no judgement, no outputs */
    gboolean allow_over;     /* build what is above a hard limit */
    GHashTable *forms;       /* in place of the fit file's choice (fit.h), or NULL; lent */
    unsigned keep;           /* of enum job_keep: keep these in place of writing outputs */
    struct xform *xform;     /* compiled stylesheets, shared by all jobs */
    struct diag *diag;
    /* out */
    GPtrArray *outputs;      /* of struct job_output *, owned */
    GString *dumped;         /* NULL unless `dump` */
    struct count *count;     /* words; owned. NULL when it did not come to that */
    xmlNodePtr row;          /* of limits and sections (profile.h), owned, or NULL */
    gboolean failed;         /* the reason was reported */
    /* out, with keep; owned */
    xmlDocPtr resolved;
    GHashTable *shown;       /* ids of the records that the reader may see → "s": the document selects it, "f": it is about
                                one that it selects, "" */
    GHashTable *pages;       /* anchor → label of its page; NULL without KEEP_PAGES */
};

/* From a document element; the defaults of project.xml apply. `audience` NULL: the document's own. */
struct job *job_new(const struct dossier *dossier, xmlNodePtr document, const char *lang, const char *audience);
void job_free(struct job *j);

/* Runs all stages in the calling thread; touches no file outside the dossier, writes none. */
void job_run(struct job *j);

#endif

/* The list of messages of a run and how they are printed. */
#include "diag.h"

#include <stdarg.h>
#include <stdio.h>

struct diag {
    GMutex lock;
    guint counts[3];
};

struct row {
    enum diag_severity severity;
    const char *name, *sentence, *hint, *explanation;
};

static const struct row rows[] = {
#define DIAG(code, severity, sentence, hint, explanation) {severity, #code, sentence, hint, explanation},
#include "diag_codes.def"
#undef DIAG
};

struct diag *diag_new(void)
{
    return g_new0(struct diag, 1);
}

void diag_free(struct diag *d)
{
    g_free(d);
}

void diag_report(struct diag *d, enum diag_code code, struct place place, const char *record, ...)
{
    g_mutex_lock(&d->lock);
    d->counts[rows[code].severity]++;
    fprintf(stderr, "%s:%ld:%ld: %s: %s [%s]\n", place.file ? place.file : "-", (long)place.line, (long)place.column,
            record ? record : "", rows[code].sentence, rows[code].name);
    g_mutex_unlock(&d->lock);
}

guint diag_count(struct diag *d, enum diag_severity severity)
{
    return d->counts[severity];
}

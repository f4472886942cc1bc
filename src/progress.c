/* The line is rewritten in place with a carriage return and erased at the end, so that it never mixes with messages. */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#define FIRST_AFTER (G_USEC_PER_SEC / 2)
#define EVERY (G_USEC_PER_SEC / 10)

struct progress {
    gboolean on, shown;
    gint64 begun, last;
};

struct progress *progress_new(gboolean quiet)
{
    struct progress *p = g_new0(struct progress, 1);

    p->on = !quiet && isatty(STDERR_FILENO);
    p->begun = g_get_monotonic_time();
    return p;
}

void progress_show(struct progress *p, int done, int total, const char *what)
{
    gint64 now = g_get_monotonic_time();

    if (!p->on || now - p->begun < FIRST_AFTER || now - p->last < EVERY)
        return;
    fprintf(stderr, "\r\033[K%d of %d: %.60s", done, total, what);
    fflush(stderr);
    p->last = now;
    p->shown = TRUE;
}

void progress_free(struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    g_free(p);
}

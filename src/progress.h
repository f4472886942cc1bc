/* One line on the terminal while a run takes longer than half a second; nothing when stderr is no terminal. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <glib.h>

struct progress;

struct progress *progress_new(gboolean quiet);
/* Shows "done of total: what", at most ten times a second. */
void progress_show(struct progress *p, int done, int total, const char *what);
/* Takes the line away and frees `p`. */
void progress_free(struct progress *p);

#endif

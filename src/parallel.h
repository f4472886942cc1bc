/* A loop over many alike things, shared by the processors. */
#ifndef PARALLEL_H
#define PARALLEL_H

#include <glib.h>

/* Calls run(from, to, data) until every index from 0 to n - 1 was in one range of at most `share`; several threads
   at once when n is at least `least`. Returns when all is done. */
void parallel_for(guint n, guint share, guint least, void (*run)(guint from, guint to, gpointer data), gpointer data);

#endif

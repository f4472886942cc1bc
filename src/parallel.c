/* Threads that take shares of a loop from one counter until nothing is left; the caller is one of them. */
#include "parallel.h"

struct loop {
    gint next; /* first index nobody has taken; atomic */
    guint n, share;
    void (*run)(guint from, guint to, gpointer data);
    gpointer data;
};

static gpointer take_shares(gpointer p)
{
    struct loop *loop = p;
    guint from;

    while ((from = (guint)g_atomic_int_add(&loop->next, (gint)loop->share)) < loop->n)
        loop->run(from, MIN(from + loop->share, loop->n), loop->data);
    return NULL;
}

void parallel_for(guint n, guint share, guint least, void (*run)(guint from, guint to, gpointer data), gpointer data)
{
    struct loop loop = {0, n, MAX(share, 1), run, data};
    guint threads = n < least ? 1 : MIN(g_get_num_processors(), 8);
    GThread *others[8];

    threads = MIN(threads, n / loop.share + 1);
    for (guint i = 1; i < threads; i++)
        others[i] = g_thread_new("share", take_shares, &loop);
    take_shares(&loop);
    for (guint i = 1; i < threads; i++)
        g_thread_join(others[i]);
}

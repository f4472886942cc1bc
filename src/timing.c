/* Sums under a lock; what the bench and `build -v` print. */
#include "timing.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static GMutex lock;
static gint64 walls[STAGE_COUNT], cpus[STAGE_COUNT];

static gint64 read_clock(clockid_t id)
{
    struct timespec ts;

    clock_gettime(id, &ts);
    return (gint64)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

struct timing timing_start(void)
{
    return (struct timing){read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_THREAD_CPUTIME_ID)};
}

void timing_stop(enum stage stage, struct timing t)
{
    struct timing now = timing_start();

    g_mutex_lock(&lock);
    walls[stage] += now.wall - t.wall;
    cpus[stage] += now.cpu - t.cpu;
    g_mutex_unlock(&lock);
}

void timing_add(enum stage stage, double cpu)
{
    g_mutex_lock(&lock);
    walls[stage] += (gint64)(cpu * 1e6);
    cpus[stage] += (gint64)(cpu * 1e6);
    g_mutex_unlock(&lock);
}

void timing_print(void)
{
    static const char *const names[STAGE_COUNT] = {"parse", "validate", "check", "select", "transform", "resolve", "words",
                                                   "layout", "paint", "finish", "html", "png"};
    struct rusage usage;
    gint64 wall = 0, cpu = 0;

    for (int i = 0; i < STAGE_COUNT; i++) {
        wall += walls[i];
        cpu += cpus[i];
        if (walls[i])
            fprintf(stderr, "  %-10s %8.3f s wall %8.3f s cpu\n", names[i], walls[i] / 1e6, cpus[i] / 1e6);
    }
    getrusage(RUSAGE_SELF, &usage);
    fprintf(stderr, "  %-10s %8.3f s wall %8.3f s cpu\n", "sum", wall / 1e6, cpu / 1e6);
    fprintf(stderr, "  process    %8.3f s cpu, peak memory %ld MB\n",
            usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
            usage.ru_maxrss / 1024);
}

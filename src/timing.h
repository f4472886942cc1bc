/* Where the time of a run goes: wall and CPU seconds a stage, over all threads. */
#ifndef TIMING_H
#define TIMING_H

#include <glib.h>

enum stage { STAGE_PARSE, STAGE_VALIDATE, STAGE_CHECK, STAGE_SELECT, STAGE_TRANSFORM, STAGE_RESOLVE, STAGE_WORDS, STAGE_LAYOUT, STAGE_PAINT,
             STAGE_FINISH, STAGE_HTML, STAGE_PICTURES, STAGE_COUNT };

struct timing {
    gint64 wall, cpu; /* when it began, microseconds */
};

/* The clocks of the calling thread. */
struct timing timing_start(void);
/* Adds the time since `t` to the stage. Thread-safe. */
void timing_stop(enum stage stage, struct timing t);
/* For a stage that took its own CPU time, in seconds. */
void timing_add(enum stage stage, double cpu);
/* One line a stage that took any time ("layout  0.412 s wall  0.409 s cpu"), then the peak memory. */
void timing_print(void);

#endif

/* Many small nodes that die together: one arena a document, from layout on. */
#ifndef ARENA_H
#define ARENA_H

#include <glib.h>

struct arena;

struct arena *arena_new(void);

/* Frees every node, after running the deferred undos in reverse order. NULL is accepted. */
void arena_free(struct arena *a);

/* Zeroed bytes, aligned for any type. Never NULL (GLib aborts when memory is gone). */
void *arena_alloc(struct arena *a, gsize size);
#define arena_new_of(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array_of(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (gsize)(n)))

/* A copy of a string, or of its first `len` bytes with a closing NUL. NULL gives NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, gsize len);

/* Runs `undo(object)` when the arena is freed: for what a library allocated and pages still need. */
void arena_defer(struct arena *a, GDestroyNotify undo, gpointer object);

/* Bytes handed out so far, for the bench. */
gsize arena_used(const struct arena *a);

#endif

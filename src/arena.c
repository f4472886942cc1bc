/* Blocks of 64 KiB that grow a document's nodes and are dropped at once (MuPDF's pool is the model).
   Larger requests get a block of their own. Undos are kept in a list and run newest first. */
#include "arena.h"

#include <string.h>

#define BLOCK_SIZE (64u * 1024u)
#define ALIGNMENT 16u

struct block {
    struct block *next;
    gsize used, size;
    _Alignas(16) char bytes[];
};

struct undo {
    struct undo *next;
    GDestroyNotify run;
    gpointer object;
};

struct arena {
    struct block *blocks; /* the first one is being filled */
    struct undo *undos;
    gsize used;
};

static struct block *block_new(gsize size)
{
    struct block *b = g_malloc(sizeof *b + size);

    b->next = NULL;
    b->used = 0;
    b->size = size;
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = g_new0(struct arena, 1);

    a->blocks = block_new(BLOCK_SIZE);
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct undo *u = a->undos; u; u = u->next)
        u->run(u->object);
    for (struct block *b = a->blocks, *next; b; b = next) {
        next = b->next;
        g_free(b);
    }
    g_free(a);
}

void *arena_alloc(struct arena *a, gsize size)
{
    struct block *b = a->blocks;
    void *p;

    size = (size + ALIGNMENT - 1) & ~(gsize)(ALIGNMENT - 1);
    if (size > BLOCK_SIZE / 4) { /* behind the block being filled, which stays first */
        b = block_new(size);
        b->next = a->blocks->next;
        a->blocks->next = b;
    } else if (b->used + size > b->size) {
        b = block_new(BLOCK_SIZE);
        b->next = a->blocks;
        a->blocks = b;
    }
    p = b->bytes + b->used;
    b->used += size;
    a->used += size;
    return memset(p, 0, size);
}

char *arena_strndup(struct arena *a, const char *s, gsize len)
{
    char *copy;

    if (!s)
        return NULL;
    copy = arena_alloc(a, len + 1);
    memcpy(copy, s, len);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

void arena_defer(struct arena *a, GDestroyNotify undo, gpointer object)
{
    struct undo *u = arena_new_of(a, struct undo);

    u->run = undo;
    u->object = object;
    u->next = a->undos;
    a->undos = u;
}

gsize arena_used(const struct arena *a)
{
    return a->used;
}

#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/* Blocks are linked both ways so that one can be grown or dropped in place. */
struct arena_block {
    struct arena_block *newer, *older;
    alignas(max_align_t) uint8_t bytes[];
};

struct arena_deferred {
    struct arena_deferred *older;
    void (*close)(void *thing);
    void *thing;
};

enum { SMALL_BLOCK = 1 << 15, ALIGN = alignof(max_align_t) };

static void *from_heap(void *context, void *old, size_t size) {
    (void)context;
    if (size)
        return realloc(old, size);
    free(old);
    return NULL;
}

void arena_init(arena *a, const allocator *from) {
    *a = (arena){.from = from && from->resize ? *from : (allocator){from_heap, NULL}};
}

void arena_free(arena *a) {
    for (; a->deferred; a->deferred = a->deferred->older)
        a->deferred->close(a->deferred->thing);
    while (a->blocks)
        arena_drop(a, a->blocks->bytes);
    a->free_at = NULL;
    a->free_len = 0;
}

status arena_run(arena *a, void (*body)(arena *, void *), void *context) {
    jmp_buf here;
    jmp_buf *outer = a->escape;
    int why = setjmp(here);
    if (why == 0) {
        a->escape = &here;
        body(a, context);
    }
    a->escape = outer;
    return (status)why;
}

void arena_fail(arena *a, status why) { longjmp(*a->escape, (int)why); }

static void unlink_block(arena *a, struct arena_block *b) {
    if (b->newer)
        b->newer->older = b->older;
    else
        a->blocks = b->older;
    if (b->older)
        b->older->newer = b->newer;
}

static void link_block(arena *a, struct arena_block *b) {
    b->newer = NULL;
    b->older = a->blocks;
    if (b->older)
        b->older->newer = b;
    a->blocks = b;
}

static struct arena_block *block_of(void *bytes) {
    return (struct arena_block *)((uint8_t *)bytes - offsetof(struct arena_block, bytes));
}

/* NULL where memory runs out, the old block then untouched. */
static void *try_grow(arena *a, void *old, size_t size) {
    struct arena_block *b = old ? block_of(old) : NULL;
    if (size > SIZE_MAX - sizeof *b)
        return NULL;
    if (b)
        unlink_block(a, b);
    struct arena_block *grown = a->from.resize(a->from.context, b, sizeof *b + size);
    if (grown || b)
        link_block(a, grown ? grown : b);
    return grown ? grown->bytes : NULL;
}

void *arena_grow(arena *a, void *old, size_t size) {
    void *grown = try_grow(a, old, size);
    if (grown == NULL)
        arena_fail(a, STATUS_NO_MEMORY);
    return grown;
}

void arena_drop(arena *a, void *block) {
    if (block == NULL)
        return;
    struct arena_block *b = block_of(block);
    unlink_block(a, b);
    (void)a->from.resize(a->from.context, b, 0);
}

void *arena_take(arena *a, size_t count, size_t size) {
    if (size && count > (SIZE_MAX - ALIGN) / size)
        arena_fail(a, STATUS_NO_MEMORY);
    size_t need = (count * size + ALIGN - 1) / ALIGN * ALIGN;
    uint8_t *at;
    if (need > SMALL_BLOCK / 4) {
        at = arena_grow(a, NULL, need);
    } else {
        if (need > a->free_len) {
            a->free_at = arena_grow(a, NULL, SMALL_BLOCK);
            a->free_len = SMALL_BLOCK;
        }
        at = a->free_at;
        a->free_at += need;
        a->free_len -= need;
    }
    return memset(at, 0, need);
}

void arena_defer(arena *a, void (*close)(void *), void *thing) {
    struct arena_deferred *d = try_grow(a, NULL, sizeof *d);
    if (d == NULL) {
        close(thing);
        arena_fail(a, STATUS_NO_MEMORY);
    }
    *d = (struct arena_deferred){a->deferred, close, thing};
    a->deferred = d;
}

static void free_child(void *child) { arena_free(child); }

arena *arena_child(arena *parent) {
    arena *child = ARENA_NEW(parent, arena);
    arena_init(child, &parent->from);
    child->escape = parent->escape;
    arena_defer(parent, free_child, child);
    return child;
}

void arena_reset(arena *a) {
    jmp_buf *escape = a->escape;
    if (a->blocks == NULL && a->deferred == NULL)
        return;
    arena_free(a);
    a->escape = escape;
}

void *arena_vec_(arena *a, void *items, size_t count, size_t *cap, size_t size) {
    if (count < *cap)
        return items;
    size_t more = *cap ? *cap * 2 : 8;
    if (more > SIZE_MAX / 2 / size)
        arena_fail(a, STATUS_NO_MEMORY);
    items = arena_grow(a, items, more * size);
    *cap = more;
    return items;
}

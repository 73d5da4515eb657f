#ifndef BASE_ARENA_H
#define BASE_ARENA_H
/* All memory of a job. Everything taken from an arena lives until arena_free
 * and is never freed singly (but for arena_drop); nothing taken is ever NULL:
 * where memory runs out, arena_fail leaves for the enclosing arena_run, which
 * reports the status. Library handles are given to arena_defer so that they
 * are closed on every way out. One arena belongs to one thread. */
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

/* Troubles of ours or of the system, as against findings about a user's file. */
typedef enum status {
    STATUS_OK,
    STATUS_NO_MEMORY,
    STATUS_BAD_ARGUMENT, /* the job contradicts itself */
    STATUS_NO_SCRATCH,   /* the file for passing use could not be written or read back */
    STATUS_BUG           /* an assumption of ours did not hold */
} status;

/* Where blocks come from: like realloc; size 0 frees. NULL on failure. */
typedef struct allocator {
    void *(*resize)(void *context, void *old, size_t size);
    void *context;
} allocator;

struct arena_block;
struct arena_deferred;

typedef struct arena {
    allocator from;
    struct arena_block *blocks; /* newest first */
    uint8_t *free_at;           /* bump area of the newest small block */
    size_t free_len;
    struct arena_deferred *deferred; /* newest first */
    jmp_buf *escape;                 /* set by arena_run */
} arena;

/* An empty arena; `from` NULL means the C library's realloc. */
void arena_init(arena *a, const allocator *from);
/* Closes what was deferred, newest first, and frees everything. */
void arena_free(arena *a);
/* Runs body(a, context); STATUS_OK, or the status that arena_fail was given.
 * May be nested: an inner run catches what fails inside it. */
status arena_run(arena *a, void (*body)(arena *a, void *context), void *context);
/* Leaves the innermost arena_run. Never returns. */
_Noreturn void arena_fail(arena *a, status why);
/* `count` zeroed objects of `size` bytes, aligned for any type. */
void *arena_take(arena *a, size_t count, size_t size);
#define ARENA_NEW(a, T) ((T *)arena_take((a), 1, sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_take((a), (n), sizeof(T)))
/* A block of its own that can grow: `old` is NULL or came from here. New bytes are not zeroed. */
void *arena_grow(arena *a, void *old, size_t size);
/* Gives a block from arena_grow back early; NULL is allowed. */
void arena_drop(arena *a, void *block);
/* Calls close(thing) when the arena is freed. Takes the thing even when memory runs out. */
void arena_defer(arena *a, void (*close)(void *thing), void *thing);

/* An arena for passing things, freed with its parent; failing leaves where the parent would. */
arena *arena_child(arena *parent);
/* Frees what was taken, closes what was deferred; the arena goes on empty. */
void arena_reset(arena *a);

/* Growing typed arrays: struct { T *items; size_t count, cap; } declared by VEC(T). */
#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *items;                                                                                  \
        size_t count, cap;                                                                         \
    }
/* A pointer to one more, uninitialised item at the end. Moves earlier items. */
#define VEC_ADD(a, v)                                                                              \
    ((v)->items = arena_vec_((a), (v)->items, (v)->count, &(v)->cap, sizeof *(v)->items),          \
     &(v)->items[(v)->count++])
#define VEC_PUSH(a, v, item) (*VEC_ADD((a), (v)) = (item))
void *arena_vec_(arena *a, void *items, size_t count, size_t *cap, size_t size);

#endif

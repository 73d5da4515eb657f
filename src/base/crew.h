#ifndef BASE_CREW_H
#define BASE_CREW_H
/* Hands that work side by side. Work is cut into parts which know nothing of each other; a face lends
 * as many threads as it has, and where it has none the parts are done one after the other, in order. */
#include "base/arena.h"

typedef struct crew {
    unsigned hands; /* how many parts may run at once; 0 or 1: no other thread is there */
    /* Calls part(argument, i) once for every i < parts, in any order, perhaps at once, and returns when
     * all are done. NULL: one after the other. */
    void (*side_by_side)(void *context, void (*part)(void *argument, unsigned index), void *argument,
                         unsigned parts);
    void *context;
    size_t least; /* units that are worth a part, whatever the work says; 0: the work knows. Tests cut small */
} crew;

/* Into how many parts `size` units of work are worth cutting: at least `least` units a part, one part a
 * hand, and never none. `c` may be NULL: nobody helps. */
unsigned crew_parts(const crew *c, size_t size, size_t least);

/* One part's work. It may read what the others read, and writes only what is its own: its arena, its
 * place in the argument. */
typedef void crew_work(arena *own, void *argument, unsigned index);

/* Does work(own, argument, i) for every i < parts. What is taken from `own` lives as long as `a`, from
 * whose allocator it comes, perhaps by several threads at once. Where parts fail, all are awaited, and
 * then the first failing part's status leaves `a` as arena_fail does. */
void crew_run(const crew *c, arena *a, crew_work *work, void *argument, unsigned parts);

#endif

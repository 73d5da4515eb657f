/* Threads for one job: they are made for a piece of work and end with it. */
#include <stdatomic.h>

#include "faces/cli/cli.h"
#include "faces/os/os.h"

enum { HANDS_MAX = 8 }; /* more would wait for memory, not for a processor */

typedef struct shift {
    void (*part)(void *argument, unsigned index);
    void *argument;
    unsigned parts;
    atomic_uint next;
} shift;

/* Takes part after part until none is left. */
static void lend_hand(void *context) {
    shift *s = context;
    for (unsigned i = atomic_fetch_add(&s->next, 1); i < s->parts; i = atomic_fetch_add(&s->next, 1))
        s->part(s->argument, i);
}

/* The caller is one of the hands: where no thread can be had, it does everything. */
static void side_by_side(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    os_thread *helpers[HANDS_MAX];
    shift s = {.part = part, .argument = argument, .parts = parts};
    unsigned wanted = (unsigned)(uintptr_t)context, count = 0;
    while (count + 1 < wanted && count + 1 < parts && (helpers[count] = os_thread_start(lend_hand, &s)))
        count++;
    lend_hand(&s);
    for (unsigned i = 0; i < count; i++)
        os_thread_join(helpers[i]);
}

void lend_hands(baopan_job *job) {
    unsigned count = os_processors();
    job->hands = count < HANDS_MAX ? count : HANDS_MAX;
    job->side_by_side = side_by_side;
    job->side_by_side_context = (void *)(uintptr_t)job->hands;
}

/* Threads for one job: they are made for a piece of work and end with it. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "faces/cli/cli.h"

enum { HANDS_MAX = 8 }; /* more would wait for memory, not for a processor */

typedef struct shift {
    void (*part)(void *argument, unsigned index);
    void *argument;
    unsigned parts;
    atomic_uint next;
} shift;

/* Takes part after part until none is left. */
static void *lend_hand(void *context) {
    shift *s = context;
    for (unsigned i = atomic_fetch_add(&s->next, 1); i < s->parts; i = atomic_fetch_add(&s->next, 1))
        s->part(s->argument, i);
    return NULL;
}

static unsigned processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > HANDS_MAX ? HANDS_MAX : (unsigned)count;
}

/* The caller is one of the hands: where no thread can be had, it does everything. Signals are left to
 * the threads that expect them. */
static void side_by_side(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    pthread_t helpers[HANDS_MAX];
    shift s = {.part = part, .argument = argument, .parts = parts};
    unsigned wanted = (unsigned)(uintptr_t)context, count = 0;
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    while (count + 1 < wanted && count + 1 < parts && pthread_create(&helpers[count], NULL, lend_hand, &s) == 0)
        count++;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    (void)lend_hand(&s);
    for (unsigned i = 0; i < count; i++)
        (void)pthread_join(helpers[i], NULL);
}

void lend_hands(baopan_job *job) {
    job->hands = processors();
    job->side_by_side = side_by_side;
    job->side_by_side_context = (void *)(uintptr_t)job->hands;
}

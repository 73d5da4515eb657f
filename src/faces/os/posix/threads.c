#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "faces/os/os.h"

struct os_thread {
    pthread_t id;
    void (*run)(void *context);
    void *context;
};

static void *run_thread(void *thread) {
    os_thread *t = thread;
    t->run(t->context);
    return NULL;
}

os_thread *os_thread_start(void (*run)(void *context), void *context) {
    sigset_t all, before;
    os_thread *t = malloc(sizeof *t);
    if (t == NULL)
        return NULL;
    *t = (os_thread){.run = run, .context = context};
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&t->id, NULL, run_thread, t) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (started)
        return t;
    free(t);
    return NULL;
}

void os_thread_join(os_thread *t) {
    (void)pthread_join(t->id, NULL);
    free(t);
}

struct os_monitor {
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

os_monitor *os_monitor_new(void) {
    os_monitor *m = malloc(sizeof *m);
    if (m)
        *m = (os_monitor){.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    return m;
}

void os_monitor_free(os_monitor *m) { free(m); }
void os_monitor_enter(os_monitor *m) { (void)pthread_mutex_lock(&m->lock); }
void os_monitor_leave(os_monitor *m) { (void)pthread_mutex_unlock(&m->lock); }
void os_monitor_tell(os_monitor *m) { (void)pthread_cond_broadcast(&m->changed); }
void os_monitor_wait(os_monitor *m) { (void)pthread_cond_wait(&m->changed, &m->lock); }

void os_monitor_wait_for(os_monitor *m, unsigned milliseconds) {
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    long nanoseconds = until.tv_nsec + (long)(milliseconds % 1000) * 1000000;
    until.tv_sec += (time_t)(milliseconds / 1000) + nanoseconds / 1000000000;
    until.tv_nsec = nanoseconds % 1000000000;
    (void)pthread_cond_timedwait(&m->changed, &m->lock, &until);
}

unsigned os_processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (unsigned)count;
}

#include <process.h>
#include <stdlib.h>
#include <windows.h>

#include "faces/os/os.h"

struct os_thread {
    HANDLE handle;
    void (*run)(void *context);
    void *context;
};

static unsigned __stdcall run_thread(void *thread) {
    os_thread *t = thread;
    t->run(t->context);
    return 0;
}

os_thread *os_thread_start(void (*run)(void *context), void *context) {
    os_thread *t = malloc(sizeof *t);
    if (t == NULL)
        return NULL;
    *t = (os_thread){.run = run, .context = context};
    t->handle = (HANDLE)_beginthreadex(NULL, 0, run_thread, t, 0, NULL);
    if (t->handle)
        return t;
    free(t);
    return NULL;
}

void os_thread_join(os_thread *t) {
    (void)WaitForSingleObject(t->handle, INFINITE);
    (void)CloseHandle(t->handle);
    free(t);
}

struct os_monitor {
    SRWLOCK lock;
    CONDITION_VARIABLE changed;
};

os_monitor *os_monitor_new(void) {
    os_monitor *m = malloc(sizeof *m);
    if (m)
        *m = (os_monitor){.lock = SRWLOCK_INIT, .changed = CONDITION_VARIABLE_INIT};
    return m;
}

void os_monitor_free(os_monitor *m) { free(m); }
void os_monitor_enter(os_monitor *m) { AcquireSRWLockExclusive(&m->lock); }
void os_monitor_leave(os_monitor *m) { ReleaseSRWLockExclusive(&m->lock); }
void os_monitor_tell(os_monitor *m) { WakeAllConditionVariable(&m->changed); }
void os_monitor_wait(os_monitor *m) { (void)SleepConditionVariableSRW(&m->changed, &m->lock, INFINITE, 0); }

void os_monitor_wait_for(os_monitor *m, unsigned milliseconds) {
    (void)SleepConditionVariableSRW(&m->changed, &m->lock, milliseconds, 0);
}

unsigned os_processors(void) {
    SYSTEM_INFO info;
    GetSystemInfo(&info);
    return info.dwNumberOfProcessors ? info.dwNumberOfProcessors : 1;
}

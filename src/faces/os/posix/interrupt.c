#include <pthread.h>
#include <signal.h>

#include "faces/os/os.h"

static volatile sig_atomic_t stopped_by;

static void on_signal(int number) { stopped_by = number; }

static void listen_to(int number) {
    struct sigaction a = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    struct sigaction now;
    if (sigaction(number, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
        (void)sigaction(number, &a, NULL);
}

void os_interrupt_listen(void) {
    listen_to(SIGINT);
    listen_to(SIGTERM);
    listen_to(SIGHUP);
}

bool os_interrupted(void) { return stopped_by != 0; }

void os_interrupt_die(void) {
    (void)signal(stopped_by, SIG_DFL);
    (void)raise(stopped_by);
}

/* Files are written by the main thread only, and all other threads block these signals for good. */
static sigset_t before_holding;

void os_interrupt_hold(void) {
    sigset_t these;
    (void)sigemptyset(&these);
    (void)sigaddset(&these, SIGINT);
    (void)sigaddset(&these, SIGTERM);
    (void)sigaddset(&these, SIGHUP);
    (void)pthread_sigmask(SIG_BLOCK, &these, &before_holding);
}

void os_interrupt_release(void) { (void)pthread_sigmask(SIG_SETMASK, &before_holding, NULL); }

#include <stdatomic.h>
#include <windows.h>

#include "faces/os/os.h"

/* Windows tells of Ctrl-C in a thread of its own, which waits here while a file is being written. */
static SRWLOCK writing = SRWLOCK_INIT;
static atomic_bool listening, interrupted, installed;
static const UINT DIED_OF_IT = 0xC000013A; /* STATUS_CONTROL_C_EXIT */

/* TRUE: taken care of. FALSE: end the program, with the lock held so that no new file is begun. */
static BOOL WINAPI on_interrupt(DWORD kind) {
    bool first;
    (void)kind;
    AcquireSRWLockExclusive(&writing);
    first = listening && !atomic_exchange(&interrupted, true);
    if (first)
        ReleaseSRWLockExclusive(&writing);
    return first;
}

static void install(void) {
    if (!atomic_exchange(&installed, true))
        (void)SetConsoleCtrlHandler(on_interrupt, TRUE);
}

void os_interrupt_listen(void) {
    listening = true;
    install();
}

bool os_interrupted(void) { return interrupted; }

void os_interrupt_die(void) { ExitProcess(DIED_OF_IT); }

void os_interrupt_hold(void) {
    install();
    AcquireSRWLockExclusive(&writing);
}

void os_interrupt_release(void) { ReleaseSRWLockExclusive(&writing); }

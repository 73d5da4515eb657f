/* The console. Its own code page may be GBK, and changing it changes fonts and outlives us: so it is left alone,
 * and what is printed takes a way round, through a pipe whose other end gives it to the console as UTF-16. */
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "faces/os/os.h"
#include "faces/os/windows/wide.h"

#ifndef ENABLE_VIRTUAL_TERMINAL_PROCESSING
#define ENABLE_VIRTUAL_TERMINAL_PROCESSING 4
#endif
enum { ROOM = 1 << 14 };

static struct {
    HANDLE screen, pipe;
    DWORD mode_before;
    bool heeds_escapes;       /* Windows 10 and later */
    bool shows[OS_STDERR + 1]; /* which of our outputs it shows */
    os_thread *teller;
} console;

static SRWLOCK stderr_lock = SRWLOCK_INIT;

void os_lock_stderr(void) { AcquireSRWLockExclusive(&stderr_lock); }

/* stderr is buffered, else each of its bytes would go its own way. */
void os_unlock_stderr(void) {
    (void)fflush(stderr);
    ReleaseSRWLockExclusive(&stderr_lock);
}

bool os_is_terminal(int file) { return console.shows[file] && console.heeds_escapes; }

/* Bytes at the end that begin a character and do not finish it. */
static size_t unfinished(const char *bytes, size_t len) {
    for (size_t n = 1; n <= 3 && n <= len; n++) {
        unsigned char c = (unsigned char)bytes[len - n];
        if (c >= 0xC0)
            return (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) > n ? n : 0;
        if (c < 0x80)
            return 0;
    }
    return 0;
}

static void show(const char *bytes, size_t len) {
    static wchar_t wide[ROOM];
    int count = MultiByteToWideChar(CP_UTF8, 0, bytes, (int)len, wide, ROOM);
    DWORD done;
    for (int from = 0; from < count; from += (int)done)
        if (!WriteConsoleW(console.screen, wide + from, (DWORD)(count - from), &done, NULL) || done == 0)
            return;
}

static void carry(void *context) {
    static char bytes[ROOM];
    size_t kept = 0;
    DWORD got;
    (void)context;
    while (ReadFile(console.pipe, bytes + kept, (DWORD)(ROOM - kept), &got, NULL) && got) {
        size_t len = kept + got;
        kept = unfinished(bytes, len);
        show(bytes, len - kept);
        (void)memmove(bytes, bytes + len - kept, kept);
    }
}

static bool is_console(int file) {
    DWORD mode;
    HANDLE h = (HANDLE)_get_osfhandle(file);
    if (h == INVALID_HANDLE_VALUE || !GetConsoleMode(h, &mode))
        return false;
    console.screen = h;
    console.mode_before = mode;
    return true;
}

/* The console's handle is kept when the number that stood for it goes over to the pipe. */
static bool lay_pipe(void) {
    HANDLE writing;
    HANDLE self = GetCurrentProcess();
    if (!DuplicateHandle(self, console.screen, self, &console.screen, 0, FALSE, DUPLICATE_SAME_ACCESS) ||
        !CreatePipe(&console.pipe, &writing, NULL, 0))
        return false;
    int file = _open_osfhandle((intptr_t)writing, _O_WRONLY | _O_BINARY);
    for (int i = OS_STDOUT; i <= OS_STDERR; i++)
        if (console.shows[i])
            (void)_dup2(file, i);
    (void)_close(file);
    console.heeds_escapes = SetConsoleMode(console.screen, console.mode_before | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    console.teller = os_thread_start(carry, NULL);
    return console.teller != NULL;
}

void console_begin(void) {
    (void)_setmode(OS_STDIN, _O_BINARY);
    (void)_setmode(OS_STDOUT, _O_BINARY);
    (void)_setmode(OS_STDERR, _O_BINARY);
    (void)setvbuf(stderr, NULL, _IOFBF, 1 << 12);
    console.shows[OS_STDERR] = is_console(OS_STDERR);
    console.shows[OS_STDOUT] = is_console(OS_STDOUT);
    if ((console.shows[OS_STDOUT] || console.shows[OS_STDERR]) && !lay_pipe())
        ExitProcess(4);
}

void console_end(void) {
    (void)fflush(stdout);
    (void)fflush(stderr);
    if (console.teller == NULL)
        return;
    for (int i = OS_STDOUT; i <= OS_STDERR; i++)
        if (console.shows[i])
            (void)_close(i);
    os_thread_join(console.teller);
    (void)SetConsoleMode(console.screen, console.mode_before);
}

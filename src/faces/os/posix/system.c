#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "faces/os/os.h"

bool os_speaks_chinese(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *set = getenv(names[i]);
        if (set && *set)
            return strncmp(set, "zh", 2) == 0;
    }
    return false;
}

uint32_t os_today(void) {
    time_t now = time(NULL);
    struct tm parts;
    if (localtime_r(&now, &parts) == NULL)
        return 0;
    return (uint32_t)((parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 + parts.tm_mday);
}

double os_seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

uint64_t os_random(void) {
    uint64_t seed = (uint64_t)time(NULL) ^ (uint64_t)getpid() << 32;
    FILE *source = fopen("/dev/urandom", "rb");
    if (source) {
        uint64_t drawn;
        if (fread(&drawn, sizeof drawn, 1, source) == 1)
            seed = drawn;
        (void)fclose(source);
    }
    return seed;
}

unsigned long os_process(void) { return (unsigned long)getpid(); }
bool os_is_terminal(int file) { return isatty(file); }
void os_lock_stderr(void) { flockfile(stderr); }
void os_unlock_stderr(void) { funlockfile(stderr); }

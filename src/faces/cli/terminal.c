/* What the operating system knows and the core does not: locale, clock, chance, terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "faces/cli/cli.h"

baopan_lang lang_of_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *set = getenv(names[i]);
        if (set && *set)
            return strncmp(set, "zh", 2) == 0 ? BAOPAN_ZH : BAOPAN_EN;
    }
    return BAOPAN_EN;
}

bool terminal_colour(void) {
    const char *no = getenv("NO_COLOR");
    return !(no && *no) && isatty(STDOUT_FILENO);
}

uint32_t clock_today(void) {
    time_t now = time(NULL);
    struct tm parts;
    if (localtime_r(&now, &parts) == NULL)
        return 0;
    return (uint32_t)((parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 + parts.tm_mday);
}

uint64_t random_seed(void) {
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

double clock_seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- stderr: complaints, and a line of progress that they must not run into. */
static bool progress_shown; /* under stderr's lock */

static void wipe_progress(void) {
    if (progress_shown)
        (void)fputs("\r\033[K", stderr);
    progress_shown = false;
}

void progress_clear(void) {
    flockfile(stderr);
    wipe_progress();
    funlockfile(stderr);
}

void progress_show(const options *o, size_t done, size_t total, double seconds) {
    if (!isatty(STDERR_FILENO) || done == 0 || seconds <= 0)
        return;
    double rate = (double)done / seconds;
    flockfile(stderr);
    wipe_progress();
    (void)fprintf(stderr,
                  o->lang == BAOPAN_ZH ? "%zu / %zu 个文件   每秒 %.1f 个   还要 %.0f 秒"
                                       : "%zu of %zu files   %.1f a second   %.0f s left",
                  done, total, rate, (double)(total - done) / rate);
    (void)fflush(stderr);
    progress_shown = true;
    funlockfile(stderr);
}

void complain(const options *o, const char *zh, const char *en, const char *what) {
    flockfile(stderr);
    wipe_progress();
    (void)fprintf(stderr, what ? "baopan: %s: %s\n" : "baopan: %s%s\n", what ? what : "",
                  o->lang == BAOPAN_ZH ? zh : en);
    funlockfile(stderr);
}

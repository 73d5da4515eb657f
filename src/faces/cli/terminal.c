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

void complain(const options *o, const char *zh, const char *en, const char *what) {
    (void)fprintf(stderr, what ? "baopan: %s: %s\n" : "baopan: %s%s\n", what ? what : "",
                  o->lang == BAOPAN_ZH ? zh : en);
}

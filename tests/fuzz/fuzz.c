#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    fuzz_target *run;
} TARGETS[] = {
    {"zip", fuzz_zip},       {"text", fuzz_text}, {"csv", fuzz_csv},       {"xlsx", fuzz_xlsx},
    {"xls", fuzz_xls},       {"html", fuzz_html}, {"ss2003", fuzz_ss2003}, {"ods", fuzz_ods},
    {"format", fuzz_format}, {"check", fuzz_check}, {"fill", fuzz_fill},   {"convert", fuzz_convert}, {"fix", fuzz_fix},
    {"inflate", fuzz_inflate}, {"deflate", fuzz_deflate}, {"lines", fuzz_lines}, {"sheet", fuzz_sheet}, {"hands", fuzz_hands},
};

fuzz_target *fuzz_named(const char *name) {
    for (size_t i = 0; i < sizeof TARGETS / sizeof *TARGETS; i++)
        if (strcmp(name, TARGETS[i].name) == 0)
            return TARGETS[i].run;
    return NULL;
}

struct one {
    fuzz_target *target;
    span input;
};

static void run_one(arena *a, void *context) {
    struct one *o = context;
    o->target(a, o->input);
}

void fuzz_run(fuzz_target *target, const void *bytes, size_t len) {
    arena a;
    struct one o = {target, span_of(bytes, len)};
    arena_init(&a, NULL);
    promise(arena_run(&a, run_one, &o) != STATUS_BUG);
    arena_free(&a);
}

void promise(bool kept) {
    if (!kept)
        abort();
}

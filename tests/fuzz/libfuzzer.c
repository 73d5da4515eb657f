/* libFuzzer's face: BAOPAN_FUZZ names the target. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

static fuzz_target *chosen;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    const char *name = getenv("BAOPAN_FUZZ");
    (void)argc;
    (void)argv;
    chosen = name ? fuzz_named(name) : NULL;
    if (chosen == NULL) {
        fputs("BAOPAN_FUZZ names no target\n", stderr);
        exit(2);
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_run(chosen, data, size);
    return 0;
}

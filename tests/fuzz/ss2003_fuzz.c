/* libFuzzer target: any bytes as an XML Spreadsheet 2003. */
#include "promises.h"

static void read_all(arena *a, void *input) { keep_promises(a, ss2003_read, *(span *)input); }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    arena a;
    span input = span_of(data, size);
    arena_init(&a, NULL);
    (void)arena_run(&a, read_all, &input);
    arena_free(&a);
    return 0;
}

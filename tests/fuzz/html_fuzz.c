/* libFuzzer target: any bytes as a page with tables. */
#include "promises.h"

static void read_all(arena *a, void *input) { keep_promises(a, html_read, *(span *)input); }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    arena a;
    span input = span_of(data, size);
    arena_init(&a, NULL);
    (void)arena_run(&a, read_all, &input);
    arena_free(&a);
    return 0;
}

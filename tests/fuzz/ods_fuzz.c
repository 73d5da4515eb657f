/* libFuzzer target: any bytes as an OpenDocument spreadsheet; what is no zip becomes the content.xml
 * of one, since no fuzzer guesses a checksum. */
#include "promises.h"

static void read_all(arena *a, void *input) {
    span bytes = *(span *)input;
    if (!span_starts(bytes, SPAN("PK")))
        bytes = container_pack(a, SPAN("content.xml"), false, bytes, 1);
    keep_promises(a, ods_read, bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    arena a;
    span input = span_of(data, size);
    arena_init(&a, NULL);
    (void)arena_run(&a, read_all, &input);
    arena_free(&a);
    return 0;
}

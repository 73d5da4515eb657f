/* libFuzzer target: any bytes as a workbook. Besides the sanitizers' faults it looks for broken
 * promises of table.h: rows and columns in order, values in UTF-8. */
#include <stdlib.h>

#include "base/utf8.h"
#include "table/readers.h"

struct seen {
    uint32_t row;
};

static void promise(bool kept) {
    if (!kept)
        abort();
}

static bool on_sheet(void *context, const sheet *s) {
    *(struct seen *)context = (struct seen){0};
    promise(utf8_valid(s->name));
    return true;
}

static bool on_row(void *context, const sheet *s, const row *r) {
    struct seen *seen = context;
    uint32_t column = 0;
    (void)s;
    promise(r->number > seen->row && r->count > 0);
    seen->row = r->number;
    for (size_t i = 0; i < r->count; i++) {
        promise(r->cells[i].column > column && utf8_valid(r->cells[i].value));
        column = r->cells[i].column;
    }
    return true;
}

static void read_all(arena *a, void *input) {
    const table_limits limits = {.max_unpacked = 1 << 24, .max_strings = 1 << 24, .max_cells_row = 1000};
    struct seen seen = {0};
    const table_sink sink = {&seen, on_sheet, on_row, NULL};
    findings *found = findings_new(a, 10);
    bool told = xls_read(a, *(span *)input, &limits, &sink, found);
    findings_settle(found);
    promise(told || findings_total(found) > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    arena a;
    span input = span_of(data, size);
    arena_init(&a, NULL);
    (void)arena_run(&a, read_all, &input);
    arena_free(&a);
    return 0;
}

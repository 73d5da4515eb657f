/* What table.h promises of every reader, for the fuzz targets: a sink that aborts where a promise is
 * broken. Rows and columns come in order, values and names are UTF-8, sheets do not overlap. */
#include <stdlib.h>

#include "base/utf8.h"
#include "table/readers.h"

struct seen {
    bool open;
    uint32_t row;
};

static void promise(bool kept) {
    if (!kept)
        abort();
}

static bool on_sheet(void *context, const sheet *s) {
    struct seen *seen = context;
    promise(!seen->open && utf8_valid(s->name));
    *seen = (struct seen){.open = s->index % 8 != 7}; /* some sheets are not wanted */
    return seen->open;
}

static bool on_row(void *context, const sheet *s, const row *r) {
    struct seen *seen = context;
    uint32_t column = 0;
    (void)s;
    promise(seen->open && r->number > seen->row && r->count > 0);
    seen->row = r->number;
    for (size_t i = 0; i < r->count; i++) {
        promise(r->cells[i].column > column && utf8_valid(r->cells[i].value));
        promise(r->cells[i].kind != CELL_BLANK && (r->cells[i].hidden || !r->hidden));
        column = r->cells[i].column;
    }
    return true;
}

static void on_end(void *context, const sheet *s) {
    struct seen *seen = context;
    (void)s;
    promise(seen->open);
    seen->open = false;
}

/* Reads `input` and sees that the promises are kept, among them that nothing is refused silently. */
static void keep_promises(arena *a, table_reader *reader, span input) {
    const table_limits limits = {.max_unpacked = 1 << 24, .max_packed = 1 << 24, .max_strings = 1 << 24,
                                 .max_cells_row = 1000};
    struct seen seen = {0};
    const table_sink sink = {&seen, on_sheet, on_row, on_end};
    findings *found = findings_new(a, 10);
    bool told = reader(a, input, &limits, &sink, found);
    findings_settle(found);
    promise(!seen.open && (told || findings_total(found) > 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

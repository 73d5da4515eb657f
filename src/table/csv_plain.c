/* Text tables without a quote, line by line: csv.c's twin for the many files that are so. */
#include "base/words.h"
#include "table/csv_scan.h"
#include "table/csv_window.h"
#include "table/table.h"

enum { LINE_MOST = 1 << 16 };

bool table_plain(arena *a, const table_source *from, plain_table *out) {
    if (file_sniff(from->bytes) != KIND_TEXT)
        return false;
    csv_window w = csv_window_open(a, from->crew, from->bytes, from->encoding, from->seen);
    if (!w.direct || span_has(w.view, '"'))
        return false;
    size_t first;
    out->separator = csv_named_separator(w.view, &first);
    if (first == 0)
        out->separator = csv_separator(w.view);
    out->line = 1 + (first > 0);
    out->records = span_from(w.view, first);
    out->offset = csv_window_offset(&w, first);
    return true;
}

/* ---- One record. */
/* The next separator or newline from `i` on, or s.len. */
static size_t next_stop(span s, size_t i, uint8_t separator) {
    for (; i + 8 <= s.len; i += 8) {
        uint64_t w = eight_bytes(s.ptr + i);
        uint64_t stops = bytes_that_are(w, separator) | bytes_that_are(w, '\n') | bytes_that_are(w, '\r');
        if (stops)
            return i + first_marked(stops);
    }
    while (i < s.len && s.ptr[i] != separator && s.ptr[i] != '\n' && s.ptr[i] != '\r')
        i++;
    return i;
}

static size_t over_newline(span s, size_t i) {
    return i + (i < s.len) + (i + 1 < s.len && s.ptr[i] == '\r' && s.ptr[i + 1] == '\n');
}

bool plain_record_read(const plain_table *t, size_t at, plain_record *out) {
    span s = span_cut(t->records, 0, at + LINE_MOST);
    size_t stop;
    out->count = 0;
    do {
        stop = next_stop(s, at, t->separator);
        if (out->count == PLAIN_FIELDS)
            return false;
        out->at[out->count++] = span_cut(s, at, stop - at);
        at = stop + 1;
    } while (stop < s.len && s.ptr[stop] == t->separator);
    out->next = over_newline(t->records, stop);
    return stop < s.len || s.len == t->records.len;
}

size_t plain_record_from(const plain_table *t, size_t at) {
    span s = t->records;
    if (at == 0)
        return 0;
    while (at < s.len && s.ptr[at] != '\n' && s.ptr[at] != '\r')
        at++;
    return over_newline(s, at);
}

row plain_row(const plain_table *t, const plain_record *r, uint32_t number, cell cells[static PLAIN_FIELDS]) {
    row told = {.number = number, .line = t->line + number - 1, .cells = cells, .fields = r->count};
    for (uint32_t i = 0; i < r->count; i++)
        if (r->at[i].len)
            cells[told.count++] = (cell){.column = i + 1, .kind = CELL_TEXT, .value = r->at[i],
                                         .offset = t->offset + (r->at[i].ptr - t->records.ptr)};
    return told;
}

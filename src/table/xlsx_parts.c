/* The parts of an .xlsx: found by name whatever its spelling. */
#include "table/xlsx.h"

/* ---- Names. Programs write them absolute, relative, with backslashes, in any case. */
static uint8_t lower(uint8_t c) { return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c; }

static int hex_digit(uint8_t c) {
    c = lower(c);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One byte of a name, %XX resolved; *name moves past it. */
static uint8_t name_byte(span *name) {
    uint8_t c = name->ptr[0];
    int high = name->len > 2 && c == '%' ? hex_digit(name->ptr[1]) : -1;
    int low = high >= 0 ? hex_digit(name->ptr[2]) : -1;
    *name = span_from(*name, low >= 0 ? 3 : 1);
    if (low >= 0)
        c = (uint8_t)(high * 16 + low);
    return c == '\\' ? '/' : lower(c);
}

/* A step of the way is complete: empty ones and "." are left out, ".." takes the one before back. */
static void end_step(buf *b, size_t start) {
    span step = span_of(b->ptr + start, b->len - start);
    if (step.len == 0)
        return;
    if (span_eq(step, SPAN(".."))) {
        b->len = start ? start - 1 : 0;
        while (b->len && b->ptr[b->len - 1] != '/')
            b->len--;
    } else if (span_eq(step, SPAN("."))) {
        b->len = start;
    } else {
        buf_byte(b, '/');
    }
}

static void add_steps(buf *b, span name) {
    size_t start = b->len;
    while (name.len) {
        uint8_t c = name_byte(&name);
        if (c != '/') {
            buf_byte(b, c);
            continue;
        }
        end_step(b, start);
        start = b->len;
    }
    end_step(b, start);
}

span xlsx_part_name(xlsx_book *b, span folder, span name) {
    buf out = buf_new(b->on);
    buf_reserve(&out, folder.len + name.len + 2);
    if (name.len && name.ptr[0] != '/' && name.ptr[0] != '\\')
        add_steps(&out, folder);
    add_steps(&out, name);
    span whole = buf_span(&out);
    return whole.len ? span_cut(whole, 0, whole.len - 1) : whole;
}

uint32_t xlsx_part_find(const xlsx_book *b, span name) { return key_index_find(b->parts, name); }

/* ---- Opening. */
bool xlsx_open(xlsx_book *b, span bytes) {
    enum { PARTS_MAX = 100000 };
    b->bytes = bytes;
    b->zip = archive_open(b->on, bytes);
    if (b->zip == NULL) {
        table_refuse(b->found, TERM_damaged_directory);
        return false;
    }
    size_t count = archive_count(b->zip);
    if (count > PARTS_MAX) {
        table_limit(b->found, TERM_entry_count, PARTS_MAX);
        return false;
    }
    b->parts = key_index_new(b->on, count, 0);
    for (size_t i = 0; i < count; i++)
        (void)key_index_put(b->parts, xlsx_part_name(b, (span){0}, archive_name(b->zip, i)), (uint32_t)i);
    return true;
}

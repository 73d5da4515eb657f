#include "xls_maker.h"

#include <string.h>

void put_le(buf *b, uint64_t v, int bytes) {
    for (; bytes; bytes--, v >>= 8)
        buf_byte(b, (uint8_t)v);
}


void rec(buf *b, unsigned kind, const uint64_t *parts, size_t count) {
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        len += parts[i] >> 56;
    put_le(b, kind, 2);
    put_le(b, len, 2);
    for (size_t i = 0; i < count; i++)
        put_le(b, parts[i] & 0xFFFFFFFFFFFFFF, (int)(parts[i] >> 56));
}

void rec_bytes(buf *b, unsigned kind, const uint64_t *parts, size_t count, span tail) {
    size_t at = b->len;
    rec(b, kind, parts, count);
    buf_add(b, tail);
    size_t len = b->len - at - 4;
    b->ptr[at + 2] = (uint8_t)len;
    b->ptr[at + 3] = (uint8_t)(len >> 8);
}

span double_bytes(double v, uint8_t to[static 8]) {
    memcpy(to, &v, 8); /* the machines we test on are little-endian */
    return span_of(to, 8);
}
void number(buf *b, unsigned line, unsigned column, unsigned xf, double v) {
    uint8_t bytes[8];
    REC_BYTES(b, BIFF_NUMBER, double_bytes(v, bytes), B2(line), B2(column), B2(xf));
}
void label(buf *b, unsigned line, unsigned column, const char *bytes) {
    REC_BYTES(b, BIFF_LABEL, span_cstr(bytes), B2(line), B2(column), B2(0), B2(strlen(bytes)));
}
void bof(buf *b, unsigned version, unsigned content) { REC(b, BIFF5_BOF, B2(version), B2(content), B4(0)); }
void eof(buf *b) { rec(b, BIFF_EOF, NULL, 0); }

static bool on_sheet(void *context, const sheet *s) {
    struct told *t = context;
    buf_format(&t->out, "%s%zu ", s->hidden ? "!" : "", s->index);
    buf_add(&t->out, s->name);
    buf_byte(&t->out, '\n');
    return !t->skip_sheets;
}
static bool on_row(void *context, const sheet *s, const row *r) {
    struct told *t = context;
    (void)s;
    ck_assert_uint_eq(r->line, r->number);
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        place_cell(&t->out, r->number, c->column);
        buf_byte(&t->out, c->hidden ? '!' : ' ');
        buf_byte(&t->out, (uint8_t)"_tndbef"[c->kind]);
        buf_text(&t->out, c->formula ? "= " : " ");
        buf_add(&t->out, c->value);
        buf_byte(&t->out, '\n');
    }
    return r->number != t->stop_at;
}
static void on_end(void *context, const sheet *s) {
    struct told *t = context;
    if (s->merged)
        buf_format(&t->out, "merged %u\n", s->merged);
}

static void on_merged(void *context, const merged_range *m) {
    struct told *t = context;
    buf_text(&t->out, "down ");
    place_cell(&t->out, m->first_row, m->first_column);
    buf_byte(&t->out, ':');
    place_cell(&t->out, m->last_row, m->last_column);
    buf_byte(&t->out, '\n');
}

void read_into(arena *a, span bytes, struct told *t) {
    const table_sink sink = {.context = t, .sheet = on_sheet, .row = on_row, .end = on_end, .merged = on_merged};
    t->out = buf_new(a);
    t->found = findings_new(a, 0);
    if (t->limits.max_cells_row == 0)
        t->limits = (table_limits){.max_unpacked = 1 << 24, .max_strings = 1 << 24, .max_cells_row = 1000};
    t->result = (t->by ? t->by : xls_read)(a, bytes, &t->limits, &sink, t->found);
}
struct told read_all(arena *a, span bytes) {
    struct told t = {0};
    read_into(a, bytes, &t);
    return t;
}
void ck_text(span is, const char *want) {
    ck_assert_msg(span_eq(is, span_cstr(want)), "told:\n%.*s\nwanted:\n%s", (int)is.len, (const char *)is.ptr, want);
}
uint64_t complaints(const struct told *t) { return findings_count(t->found, SRC_unreadable); }

void globals8(buf *b, unsigned sheets) {
    bof(b, 0x0600, BIFF_GLOBALS);
    for (unsigned i = 0; i < sheets; i++)
        REC(b, BIFF_BOUNDSHEET, B4(0), B1(0), B1(0), B1(1), B1(0), B1('a' + i));
}
void sheet8(buf *b, unsigned index, unsigned content) {
    size_t from = 0;
    biff_record r;
    for (unsigned i = 0; biff_at(buf_span(b), from, &r); from = r.next)
        if (r.kind == BIFF_BOUNDSHEET && i++ == index)
            for (int k = 0; k < 4; k++)
                b->ptr[from + 4 + (size_t)k] = (uint8_t)(b->len >> 8 * k);
    bof(b, 0x0600, content);
}

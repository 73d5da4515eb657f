#ifndef XLS_MAKER_H
#define XLS_MAKER_H
/* For tests of the .xls reader: making streams record by record, and telling as text what was read. */
#include <check.h>

#include "table/biff.h"
#include "table/readers.h"

/* Appends a record made of parts, each of which knows its width. */
#define REC(b, kind, ...) rec((b), (kind), (const uint64_t[]){__VA_ARGS__}, sizeof((const uint64_t[]){__VA_ARGS__}) / 8)
/* The same with bytes behind the parts. */
#define REC_BYTES(b, kind, tail, ...) \
    rec_bytes((b), (kind), (const uint64_t[]){__VA_ARGS__}, sizeof((const uint64_t[]){__VA_ARGS__}) / 8, (tail))
/* Parts: the value, with its width in bytes above bit 56. */
#define B1(v) ((uint64_t)(uint8_t)(v) | (uint64_t)1 << 56)
#define B2(v) ((uint64_t)(uint16_t)(v) | (uint64_t)2 << 56)
#define B4(v) ((uint64_t)(uint32_t)(v) | (uint64_t)4 << 56)
#define NOTHING 0

void put_le(buf *b, uint64_t v, int bytes);
void rec(buf *b, unsigned kind, const uint64_t *parts, size_t count);
void rec_bytes(buf *b, unsigned kind, const uint64_t *parts, size_t count, span tail);
span double_bytes(double v, uint8_t to[static 8]);
void number(buf *b, unsigned line, unsigned column, unsigned xf, double v);
void label(buf *b, unsigned line, unsigned column, const char *bytes);
void bof(buf *b, unsigned version, unsigned content);
void eof(buf *b);
/* Globals of BIFF8 with sheets named a, b, … whose offsets are set when sheet8 begins them. */
enum { BOF_SIZE = 12, TAB_SIZE = 13 }; /* of the records globals8 makes */
void globals8(buf *b, unsigned sheets);
void sheet8(buf *b, unsigned index, unsigned content);

/* What a reader told, a line a cell: "B17 n 5000"; kinds by their first letter, f for a formula that
 * was never calculated, = after the kind for a formula, ! before it for what is hidden. */
struct told {
    table_reader *by;    /* xls_read where NULL */
    buf out;
    findings *found;
    bool result;
    table_limits limits; /* roomy ones where none are given */
    uint32_t stop_at;    /* a row to answer false to; 0 = none */
    bool skip_sheets;
};
void read_into(arena *a, span bytes, struct told *t);
struct told read_all(arena *a, span bytes);
void ck_text(span is, const char *want);
/* How often it was said that the file cannot be read, or not all of it. */
uint64_t complaints(const struct told *t);

#endif

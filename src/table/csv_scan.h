#ifndef TABLE_CSV_SCAN_H
#define TABLE_CSV_SCAN_H
/* Where the records of a CSV end and its fields begin, quotes respected; which separator it has.
 * UTF-8 throughout. Private to csv*.c. */
#include "base/arena.h"
#include "base/span.h"

enum { CSV_NO_SEPARATOR = 0xFF, CSV_NO_QUOTE = 0xFE }; /* bytes that UTF-8 never has */
enum { CSV_RECORD_MAX = 4 << 20 };                    /* bytes; quotes that hold more are no quotes */

typedef struct csv_gap {
    size_t from, to;
} csv_gap;

typedef struct csv_record {
    size_t len;     /* without its newline */
    size_t next;    /* where the next one begins */
    bool quoted;    /* a field of it opens with a quote */
    uint32_t lines; /* newlines in it, its own included */
    VEC(size_t) starts; /* of each field, its quote included */
    VEC(csv_gap) gaps;  /* blanks between a closing quote and the separator, which are nobody's */
} csv_record;

typedef enum csv_scan_result {
    CSV_RECORD,
    CSV_MORE,        /* the record goes on beyond the view */
    CSV_TOO_LONG,    /* longer than CSV_RECORD_MAX */
    CSV_QUOTES_BROKEN /* a quote that never closes, or closes within a field */
} csv_scan_result;

/* The record at the beginning of `view`, not empty. `final`: nothing comes behind it. `quote` '"' or
 * CSV_NO_QUOTE, with which quotes are never broken. */
csv_scan_result csv_scan(arena *a, span view, bool final, uint8_t separator, uint8_t quote, csv_record *out);

/* The separator by its evenness over the first lines: comma, TAB, semicolon, pipe, or
 * CSV_NO_SEPARATOR for a table of one column. */
uint8_t csv_separator(span view);
/* The separator that Excel's line "sep=;" names, and the length of that line; 0 where the text does
 * not begin with one. */
uint8_t csv_named_separator(span view, size_t *len);

#endif

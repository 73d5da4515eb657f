#ifndef TABLE_ROW_MAKER_H
#define TABLE_ROW_MAKER_H
/* A row while its cells are gathered, for the readers of marked-up tables; and what their notations
 * have in common. Private to the room. */
#include "table/readers.h"

typedef struct row_maker {
    arena *on;
    const table_sink *into;
    const sheet *of;
    uint32_t most;       /* cells told of a row */
    bool cut, too_long;  /* some row had more cells, or more text than a row may have */
    uint32_t number;     /* of the row */
    bool hidden;
    bool opened, go_on;  /* the sink takes the sheet; it wants more rows */
    buf text;            /* the values, one after another */
    VEC(cell) cells;     /* their values' ptr is set when the row is told */
} row_maker;

row_maker row_maker_new(arena *a, const table_limits *limits, const table_sink *into);
/* Tells the sheet to the sink; its rows are wanted when row_maker.go_on says so after it. */
void row_sheet_begin(row_maker *m, const sheet *of);
void row_begin(row_maker *m, uint32_t number, bool hidden);
/* Adds a cell right of those that are there. The value is copied; blank cells are left out.
 * `hidden` is said of its column or of the cell; that of the row comes on its own. */
void row_add(row_maker *m, const cell *c);
/* Tells the row, unless it has no cells or the sink wants no more. */
void row_tell(row_maker *m);
/* Tells it once more with another number. */
void row_tell_as(row_maker *m, uint32_t number);
/* Tells the sheet's end, if the sink took the sheet. */
void row_sheet_end(row_maker *m);
/* Says what was left out because of a limit. */
void row_maker_complain(const row_maker *m, findings *found);

/* Is it a number as programs store it: sign, digits, point, exponent, nothing else? */
bool number_plain(span s);
/* 2024-01-31, 2024-01-31T12:30:00.000 or 12:30:00 (ISO 8601, without zone or with Z) as a serial
 * number, appended to `out` with at most nine decimals. `excel`: as Excel counts, to which 1900 was a
 * leap year; else as OpenDocument's programs do; they differ before March 1900 only.
 * False when it is no such date, or one before day 0 or after 9999. */
bool serial_of_iso(span iso, bool excel, buf *out);
/* PT12H30M00.5S (XML Schema's duration in hours, minutes and seconds) likewise as a part of a day. */
bool serial_of_duration(span iso, buf *out);

#endif

#ifndef TABLE_CSV_WINDOW_H
#define TABLE_CSV_WINDOW_H
/* A text as UTF-8, a piece at a time, with the way back to the bytes of the file. What is UTF-8
 * already is seen in place and whole. Private to csv*.c. */
#include "table/table.h"

typedef struct csv_window {
    span view;  /* UTF-8, from the current position on */
    bool final; /* nothing comes after the view */
    /* the rest is this room's own */
    span original, rest;  /* the file; what of it is not decoded yet */
    encoding encoding;
    bool direct;          /* view lies in the original */
    buf decoded;
    size_t used;          /* bytes of decoded before the view */
    size_t piece;         /* bytes of the original that the next piece takes */
    span trace;           /* the original from the last traced position on */
    size_t traced;        /* that position in decoded */
} csv_window;

/* `forced` and `seen` as table_source says. A BOM is left out, and a last Ctrl-Z, DOS's end of a text. */
csv_window csv_window_open(arena *a, const crew *c, span bytes, encoding forced, text_seen *seen);
/* Decodes more behind the view, which moves; each time twice as much, so that long records stay
 * cheap. Only while not final. */
void csv_window_more(csv_window *w);
/* Steps over `len` bytes of the view. */
void csv_window_skip(csv_window *w, size_t len);
/* Where in the file the byte at `at` in the view came from. Positions must not go back. */
int64_t csv_window_offset(csv_window *w, size_t at);

#endif

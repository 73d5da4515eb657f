#ifndef TABLE_XLS_BOOK_H
#define TABLE_XLS_BOOK_H
/* What the sheets of a BIFF workbook share, and the reading of one sheet. Private to xls*.c. */
#include "base/arena.h"
#include "finding/finding.h"
#include "table/biff.h"
#include "table/table.h"

/* A sheet as the workbook lists it. */
typedef struct xls_tab {
    size_t at;    /* of its BOF */
    span name;    /* UTF-8, on the arena */
    bool hidden, worksheet;
    bool alone;   /* of a BIFF4 workspace: brings its own styles */
} xls_tab;

enum { FORMATS = 1 << 16 };

typedef struct xls_book {
    arena *on, *sheet_on; /* the latter is emptied after each sheet */
    span stream;
    const table_limits *limits;
    findings *found;
    unsigned version;   /* of the records, from the first BOF */
    unsigned code_page; /* 0 where the file names none */
    bool encrypted;     /* a FILEPASS record was met: what follows is cipher */
    bool whole;         /* the stream is as long as its directory promises */
    bool odd_text;      /* text in a code page that is not known */
    bool lost_text;     /* shared strings are missing */
    VEC(xls_tab) tabs;
    VEC(uint16_t) xf;   /* the number format of each cell style */
    size_t formats;     /* custom formats so far, by which old versions number them */
    uint8_t *format_is; /* by number: 0 not given in the file, 1 no date, 2 a date */
    biff_strings strings;
    buf scratch;
    size_t budget;      /* bytes that sheets may still walk over: sheets never overlap */
} xls_book;

/* Takes in a record of the globals (old versions: of the sheet itself); others are passed over. */
void xls_book_record(xls_book *b, const biff_record *r);
/* Reads the globals that begin at offset 0, or lists the one sheet that stands there alone. */
void xls_book_read(xls_book *b);
/* Has a cell with this style a date format? */
bool xls_date_style(const xls_book *b, unsigned xf);
bool xls_date_format(const xls_book *b, unsigned format);
/* Appends bytes of a text as UTF-8, by the file's code page. */
void xls_text(xls_book *b, span bytes, buf *utf8);

/* ---- One sheet (xls_sheet.c): tells it to the sink. */
void xls_sheet_read(xls_book *b, const xls_tab *tab, size_t index, const table_sink *into);

/* ---- One cell (xls_cell.c). */
/* Where the value of a cell lies: its record, and which of the cells in it. */
typedef struct xls_spot {
    uint32_t key; /* row << 16 | column, both from 0 */
    uint32_t at;
    uint16_t part;
} xls_spot;
/* How many cells with values the record holds (blank ones do not count); the first one's key in *key.
 * *broken tells a record of a cell that is too short to hold it. */
size_t xls_cells_in(const xls_book *b, const biff_record *r, uint32_t *key, bool *broken);
/* Reads the cell: kind, formula and value. The value points into the workbook, or was appended to
 * `utf8` and is told as *in_text. False when there is no telling it. */
bool xls_cell_read(xls_book *b, const xls_spot *spot, buf *utf8, cell *out, bool *in_text);

#endif

#ifndef TABLE_XLSX_PLAIN_H
#define TABLE_XLSX_PLAIN_H
/* Workbook XML as nearly all programs write it, read straight from its bytes: one form of each tag, UTF-8,
 * no entity but characters by number, no blank where none is needed. Whatever is written otherwise is left to expat, which is
 * the twin of this: what both can read they read alike. Private to xlsx*.c. */
#include "table/xlsx.h"

/* Bytes that may be read, though they count for nothing, behind those that are handed over here. */
enum { PLAIN_SLACK = 64 };

/* Text up to a tag, within *at; false where it holds anything that is not itself. *at moves to the tag. */
bool plain_text(const uint8_t **at, span *out);
/* The same, and characters by number (&#21608;), as openpyxl writes all that is not ASCII; with such ones *out is on `a`. */
bool plain_words(arena *a, const uint8_t **at, span *out);
/* Digits, at least one and so few that the number cannot be too large; *at moves past them. */
bool plain_number(const uint8_t **at, uint32_t *number);
/* Moves past a literal. */
bool plain_literal(const uint8_t **at, span literal);
#define PLAIN_TAG(at, literal) plain_literal((at), SPAN(literal))

/* A row as it stands in the sheet; its cells lie among plain_rows.cells. */
typedef struct plain_row_told {
    uint32_t number;
    bool hidden;
    size_t cells_end;
} plain_row_told;

typedef struct plain_rows {
    VEC(plain_row_told) rows;
    VEC(cell) cells; /* values point into the bytes, into the shared strings, or to the arena */
} plain_rows;

/* Reads the row elements that `bytes` begin with, as far as they are whole and plain, and adds them to *out.
 * `hidden_columns` is one bit a column. Returns how many bytes were read. */
size_t plain_rows_read(arena *a, const xlsx_book *b, const uint8_t *hidden_columns, span bytes, plain_rows *out);

/* ---- Streaming (xlsx_stream.c). Where the elements are of which a part mainly consists, and how those of
 * them that are plain are read. */
typedef struct plain_way {
    void *context;
    span first; /* what each of them begins with, "<row" */
    span last;  /* and ends with, "</row>" */
    /* Has expat told that such elements may come now, and is none open? */
    bool (*ready)(void *context);
    /* Looks at what is plain at the beginning of `ahead`, PLAIN_SLACK bytes being readable behind it, and returns
     * how many bytes that is. Notes down on `own` what there is to be told, and changes nothing else, since
     * another hand may be asked to do it. */
    size_t (*scan)(arena *own, void *context, span ahead);
    /* Tells what was noted down; false: no more is wanted. */
    bool (*tell)(void *context);
} plain_way;

#endif

#ifndef UNIT_TABLE_MAKER_H
#define UNIT_TABLE_MAKER_H
/* For tests of the table room: what table_read tells, as text. */
#include "table/table.h"

/* One line a sheet, row and cell:
 *   [0 name hidden]
 *   3: A3 text "a b" hidden, C3 formula "5" @12      (@ the offset, where there is one)
 *   {merged 2}                                        (at the sheet's end, where there is any)
 *   {down 2 to 3, 1 to 1}                             (a merged range of several rows)
 * A row whose line differs from its number begins "3/5:". */
typedef struct listing {
    arena a;
    buf out;
    findings *found;
    table_form form;
    table_limits limits;
    text_seen *seen;   /* what readings keep for each other, or NULL */
    uint32_t stop_at;  /* a row to answer false to; 0 = none */
    bool no_offsets;   /* leave them out */
    size_t only_sheet; /* from 1: skip the others; 0 = all */
} listing;

void listing_start(listing *l);
/* Reads `bytes` in `forced`; the text is kept until listing_end. */
span listing_of(listing *l, span bytes, encoding forced);
void listing_end(listing *l);
/* Reads and compares in one. */
void ck_listing(span bytes, const char *want);

#endif

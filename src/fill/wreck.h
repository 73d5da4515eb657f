#ifndef FILL_WRECK_H
#define FILL_WRECK_H
/* What is left of an ID that went through a spreadsheet as a number (domain.md, section 5): which
 * IDs it may have been. Private to fill/. */
#include "base/span.h"

typedef enum wreck_kind { WRECK_NONE, WRECK_SCIENTIFIC, WRECK_ROUNDED } wreck_kind;

typedef struct wreck {
    wreck_kind kind;
    char digits[18]; /* those that survived: the leading ones, without the zeros at the end */
    unsigned count;
    double number;   /* the whole of it */
} wreck;

/* 2.39901E+17, 239901199001010000, 239901199001010016: 18 digits before the point, and lost ones
 * at the end. WRECK_NONE for anything else, so for an ID that is merely mistyped. `binary`: the cell
 * holds a number, whose last digits are therefore never those of the ID. */
wreck wreck_read(span utf8, bool binary);
/* May it have been this ID of 18 characters: cut, rounded half up, or the nearest double, whole or printed with
 * as many digits as survived? */
bool wreck_matches(const wreck *w, span id);

#endif

#ifndef FILL_UNIT_H
#define FILL_UNIT_H
/* In what the wages of a table are counted, where it says so. Private to fill/. */
#include "fill/sample.h"

typedef struct unit_word {
    span unit;    /* 万元, 分; empty where it is 元 */
    span said;    /* the cell that says so */
    uint32_t row; /* that it stands in */
} unit_word;

/* Does the wage's header, or a title such as 单位：万元, name another unit than 元? */
bool unit_other_than_yuan(const sampled_sheet *s, uint32_t wage, unit_word *out);
/* Does a row further down, a header or a title again? */
bool row_in_other_unit(const row *r, uint32_t wage, bool header, unit_word *out);
/* Does the wage's header name another unit than 元, or a title above it? */
bool header_in_other_unit(span words, unit_word *out);
bool title_in_other_unit(span words, unit_word *out);
/* What such a row says. */
unit_word row_unit(const row *r, uint32_t wage);
/* Does the header say 元, or nothing in brackets? */
bool header_unqualified(span words);

#endif

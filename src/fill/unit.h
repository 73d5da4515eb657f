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

#endif

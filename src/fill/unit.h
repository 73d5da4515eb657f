#ifndef FILL_UNIT_H
#define FILL_UNIT_H
/* In what the wages of a table are counted, where it says so. Private to fill/. */
#include "fill/sample.h"

/* Does the wage's header, or a title such as 单位：万元, name another unit than 元? Then *unit is that, and *said the cell. */
bool unit_other_than_yuan(const sampled_sheet *s, uint32_t wage, span *unit, span *said);

#endif

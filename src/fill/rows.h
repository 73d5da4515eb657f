#ifndef FILL_ROWS_H
#define FILL_ROWS_H
/* Lines of a broken file that are to be rows of a table. Private to fill/. */
#include "rules/line_view.h"

/* Are there as many fields as there should be, but for empty ones at the end? */
bool line_whole(const document *d, const line_view *v);
/* Which field of a line with fields too many is its wage, once a person has said yes to that: the last; or the one in
 * the wage's place, where it is a number and only words stand behind it, such as a remark. -1 where there is none. */
int surplus_wage(arena *scratch, const document *d, const line_view *v);

#endif

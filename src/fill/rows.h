#ifndef FILL_ROWS_H
#define FILL_ROWS_H
/* Lines of a broken file that are to be rows of a table. Private to fill/. */
#include "rules/line_view.h"

/* Are there as many fields as there should be, but for empty ones at the end? */
bool line_whole(const document *d, const line_view *v);
/* Which field of a line with fields too many is its wage, once a person has said yes to that: the last; or the one in
 * the wage's place, where it is a number and only words stand behind it, such as a remark. -1 where there is none. */
int surplus_wage(arena *scratch, const document *d, const line_view *v);
/* 60 and 333.44, or 1, 234 and 567.00: may fields one behind another be one amount, which a comma cut up? */
bool cut_apart(span first, span second);
/* Is the wage that begins at byte `wage_at` part of an amount such as 60,333.44, which the commas between fields cut up? Then
 * the line has more than the template's `want` fields. */
bool cut_by_comma(arena *scratch, const document *d, uint32_t line, uint32_t want, uint64_t wage_at);
/* May what stands for the wage in line `line` (from 0) be the old one, pushed there by a field too many before it? So it
 * may where it is its person's old wage (`twin`: the template's line) and that is not in its own place, or the line has
 * more fields than it should and than most have (`usual`). *asked: the code whose yes lets it in all the same,
 * CODE_NONE where nothing does. */
bool may_be_old(arena *scratch, const document *d, uint32_t line, uint32_t usual, const line_view *twin, fen wage, code *asked);
/* Of a line with more fields than the template's, none of which but the first `named` have a header: may several of its
 * numbers be the wage? What the template's line (`twin`) says of other columns is none. */
bool several_wages(arena *scratch, const document *d, uint32_t line, uint32_t named, const document *t, const line_view *twin);
/* How many fields most people's lines have. Resets scratch. */
uint32_t usual_fields(arena *scratch, const document *d);

#endif

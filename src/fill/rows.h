#ifndef FILL_ROWS_H
#define FILL_ROWS_H
/* Lines of a broken file that are to be rows of a table. Private to fill/. */
#include "rules/line_view.h"

/* How many fields lines have. */
typedef struct line_counts {
    uint32_t usual, named, wanted; /* most people's lines; the header's, 0 without one; the template's */
} line_counts;

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
 * more fields than it should and than most have. *asked: the code whose yes lets it in all the same,
 * CODE_NONE where nothing does. */
bool may_be_old(arena *scratch, const document *d, uint32_t line, const line_counts *n, const line_view *twin, fen wage,
                code *asked);
/* Of a line with more fields than the template's, unless a header names them all: may several of its
 * numbers be the wage? What the template's line (`twin`) says of other columns is none. */
bool several_wages(arena *scratch, const document *d, uint32_t line, const line_counts *n, const document *t,
                   const line_view *twin);
/* Is the line's amount torn or cut off, or its person's own number? Says which; else TERM_NONE. */
term unsure_number(const document *d, uint32_t line, const document *t, const line_view *twin, fen wage);
/* How many fields most people's lines have. Resets scratch. */
uint32_t usual_fields(arena *scratch, const document *d);

#endif

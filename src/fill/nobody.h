#ifndef FILL_NOBODY_H
#define FILL_NOBODY_H
/* Rows of a payroll table that are no person's. Private to fill/. */
#include "fill/fill.h"
#include "rules/line_view.h"

typedef enum row_sort {
    ROW_PERSON,    /* or so it seems */
    ROW_BLANK,     /* neither key nor wage, nor a word that says what it is */
    ROW_SUM,       /* 合计, 小计 …, without a usable ID */
    ROW_SIGNATURE, /* 制表人, 审核 … and nobody's wage */
    ROW_HEADING,   /* what stood above the first person, once more */
    ROW_OTHER_UNIT, /* a header or title by which the wages below it are not in 元 */
    ROW_MOVED      /* a header whose columns are not where the first one has them: below it nothing may be read */
} row_sort;

/* `key` and `wage` are the row's cells in the plan's columns, NULL where blank; `columns` are those that are read, 0 for
 * one that is not there. */
row_sort row_sort_of(const payroll_plan *p, const row *r, const cell *key, const cell *wage, const uint32_t *columns,
                     size_t count);
/* Does a cell say that the row sums up others, beside those of key and wage? The surest counts. */
sum_sort row_sums_up(const payroll_plan *p, const row *r);
/* Its cells, for a message. */
span row_words(arena *a, const row *r);
/* Is there something in it that may be a person's, whatever the columns are? */
bool row_holds_somebody(const row *r, row_sort sort);

/* A header whose columns are elsewhere, kept until it is known whether anybody stands below it; a form's footer names
 * 姓名 and 身份证号 too. */
typedef struct moved_header {
    bool waits;
    row at; /* without its cells */
    span words;
} moved_header;
moved_header moved_header_of(arena *a, const row *r);

#endif

#ifndef FILL_SAMPLE_H
#define FILL_SAMPLE_H
/* The first rows of every sheet of a payroll table, kept to find the header in. Private to fill/. */
#include "fill/fill.h"

enum { SAMPLE_ROWS = 60, HEADER_ROWS = 30, SAMPLE_COLUMNS = 256 };
enum { HEADER_SCORE = 2 }; /* points that a header must have more than: two for each kind of column that it surely names,
                              one for a hint */

typedef struct sampled_row {
    uint32_t number;
    cell *cells;
    size_t count;
} sampled_row;

typedef struct sampled_sheet {
    size_t index;
    span name;
    bool hidden;
    sampled_row row[SAMPLE_ROWS];
    size_t rows;
    uint32_t columns;               /* the widest row's last column, at most SAMPLE_COLUMNS */
    uint32_t header_row, data_from; /* row numbers from 1; header_row 0 = none found */
    const sampled_row *upper, *lower; /* of a header in two rows; else NULL */
    span header[SAMPLE_COLUMNS + 1]; /* by column from 1 */
    role roles[SAMPLE_COLUMNS + 1];
    bool sure[SAMPLE_COLUMNS + 1];
} sampled_sheet;

typedef VEC(sampled_sheet *) sample;

/* False where the table cannot be read at all (a finding says why). */
bool sample_read(arena *a, const table_source *table, const header_words *words, findings *found, sample *out);
/* Does the column hold amounts? */
bool sample_amounts(const sampled_sheet *s, uint32_t at);
/* Does it hold some, or formulas that were never calculated? */
bool sample_some_amounts(const sampled_sheet *s, uint32_t at);
/* Is all of it hidden? */
bool sample_hidden(const sampled_sheet *s, uint32_t at);
/* Does the column hold something shorter than IDs, such as personal numbers? */
bool sample_numbers_only(const sampled_sheet *s, uint32_t at);
/* The answers that a column would be: all of them, or those `which` lists. Their first cells are shown. */
void sample_choices(arena *a, const sampled_sheet *s, const char *option, const uint32_t *which, uint32_t count, choices *out);
/* The answers that a sheet would be, by its headers. */
void sample_sheet_choice(arena *a, const sampled_sheet *s, choices *out);
/* What stands over a column's name in a header of two rows, maybe over its neighbours to the left as well; else empty. */
span sample_above(const sampled_sheet *s, uint32_t at);
/* A column's name, with what stands over it: 应发工资/小计. */
span sample_label(arena *a, const sampled_sheet *s, uint32_t at);
/* The header cells, for messages. */
span sample_headers(arena *a, const sampled_sheet *s);

#endif

#ifndef LAYOUT_INFER_H
#define LAYOUT_INFER_H
/* Private to the room: the steps by which a layout is made out. Shares are in thousandths. */
#include "layout/layout.h"

enum { SAMPLE_HEAD = 1000, SAMPLE_SPREAD = 1000, SAMPLE_LINE_MAX = 1 << 16, ALL = 1000 };

/* The lines that are judged (sample.c): never blank ones, each cut to SAMPLE_LINE_MAX bytes. */
typedef struct sample {
    arena *a;
    encoding encoding;
    span *lines;
    uint32_t *index; /* of each in the text */
    size_t count;
    size_t first;    /* the first that is data: 0 until a header is found */
} sample;
void sample_take(arena *a, const text *t, sample *s);
/* a of b in thousandths; 0 of 0 is 0. */
uint32_t share(size_t a, size_t b);

/* How well a separator divides the sample (separate.c). */
typedef struct division {
    uint32_t columns; /* as most lines have them, an empty last one included */
    uint32_t agreeing; /* share of the lines that have so many */
    uint32_t clean;   /* share of the fields that are plainly one thing */
    uint32_t score;   /* 0 where it divides nothing */
} division;
void divide(const sample *s, const layout *l, division *d);
/* Its `columns` alone. */
uint32_t most_columns(const sample *s, const layout *l);
/* Finds separator, quotes and, for fixed width, columns. False where nothing divides the lines. */
bool find_separator(const sample *s, const header_words *w, layout *l, division *d);
/* Tells whether the fields of one separator stand in quotes, and sets l->quoted. */
void find_quotes(const sample *s, layout *l);

/* Columns by byte positions (fixed.c): false where the lines show none. */
bool find_fixed_columns(const sample *s, const header_words *w, layout *l);

/* What the columns hold (roles.c), over the data lines of the sample. */
typedef struct column_facts {
    uint32_t filled;  /* share of lines with something in it */
    uint32_t ids, wrecked_ids, amounts, digits, names, points; /* shares of the filled */
    uint32_t distinct; /* different values as a share of the filled, up to a few hundred */
    uint32_t mean_length; /* bytes, trimmed */
    uint32_t decimals; /* how many most amounts have, at most 2 */
    uint32_t zero_led; /* share of the filled that are padded with zeros */
} column_facts;
void column_look(const sample *s, const layout *l, uint32_t column, column_facts *f);

/* Finds the header (header.c): sets header, header_line, s->first, and the columns' names. */
void find_header(sample *s, const header_words *w, layout *l);
/* How many fields it has, an empty last one left out; 0 where there is none. */
uint32_t header_fields(const sample *s, const layout *l);
/* Gives every column its role: by header, then by hints, then by content; and finds the style. */
void bind_roles(const sample *s, const header_words *w, const format *f, layout *l);
/* The header's cells as the columns' names. */
void take_names(const sample *s, layout *l);
/* Columns described elsewhere lend the column of their role what is said of it. */
void lend_columns(const column *columns, uint32_t count, layout *l);
/* Sets id, name, personal, old_wage and wage from the columns' roles. */
void index_roles(layout *l);
void set_role(layout *l, int column, role r, role_reason why);
/* How wages are written, by the old ones. */
void find_style(const sample *s, layout *l);
/* The share of lines whose field `column` (from 0) and all after it are empty, of those that have it. */
uint32_t empty_from(const sample *s, const layout *l, uint32_t column);

#endif

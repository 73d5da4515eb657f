#ifndef TABLE_HTML_H
#define TABLE_HTML_H
/* The tables of a page, found by a first walk over it (html_outline.c), so that the second can read
 * them one after another, and what a cell's attributes say (html_cell.c). Private to the room.
 *
 * Tables within tables: in payroll exports the outer one arranges the page (title, logo, data,
 * signatures) and the inner one is the data. So every table is a sheet of its own, in the order in
 * which they begin, and an outer cell's text is without its inner tables. But an inner table of a
 * single cell only decorates that cell: its text belongs to the outer cell. */
#include "table/html_tokens.h"
#include "table/table.h"

enum { HTML_NO_TABLE = UINT32_MAX, HTML_MOST_TABLES = 10000 };

typedef struct html_table {
    size_t open, begin;   /* its start tag, and after it */
    size_t end, resume;   /* where its content ends, and after its end tag */
    uint32_t parent;      /* the table it stands in, or HTML_NO_TABLE */
    uint32_t after;       /* the first table that begins beyond it */
    uint32_t cells;       /* its own */
    bool in_cell;         /* a cell or caption of it is open: only then can a table stand within it */
    span title;           /* its caption, or the heading before it, with tags; may be empty */
} html_table;

typedef struct html_outline {
    VEC(html_table) tables; /* in the order of their start tags */
    bool cut;               /* the page ends within a table's cell, tag or comment */
    bool more;              /* there are more than HTML_MOST_TABLES */
} html_outline;

void html_outline_read(arena *a, span page, html_outline *out);
/* Only decorates the cell that it stands in. */
bool html_table_inline(const html_table *t);

/* What the attributes of a cell, row or column say. Values are as written, entities not resolved. */
typedef struct html_traits {
    uint32_t colspan, rowspan, span; /* at least 1; rowspan 0 = to the end of the section */
    bool hidden;
    bool number, date, boolean, error, text; /* Excel and LibreOffice say what the cell holds … */
    bool formula;
    span value; /* … and its true value, where the text shows it rounded; ptr NULL if they do not */
} html_traits;
html_traits html_traits_read(span attributes);
/* Does it say display:none? */
bool html_hidden(span attributes);
/* charset=… in a meta element, by itself or within content="text/html; charset=…". */
span html_charset(span attributes);

#endif

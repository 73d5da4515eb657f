#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H
/* The room of tables: any payroll file as rows of cells, whatever program wrote it.
 * The content decides how it is read, never its name. Readers stream: memory does not grow
 * with the rows, but for the shared strings of a workbook. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/crew.h"
#include "base/span.h"
#include "container/container.h"
#include "finding/finding.h"
#include "text/text.h"

typedef enum cell_kind {
    CELL_BLANK,
    CELL_TEXT,
    CELL_NUMBER,
    CELL_DATE,    /* a number with a date format; its value is the serial number */
    CELL_BOOLEAN, /* "1" or "0" */
    CELL_ERROR,   /* "#N/A" … */
    CELL_FORMULA_EMPTY /* a formula that was never calculated: no cached value */
} cell_kind;
/* "text", "number", "date", "boolean", "error", "blank", "formula": the words of inspect --cells.
 * A formula with a cached value is told as "formula". */
const char *cell_kind_word(cell_kind kind, bool formula);

typedef struct cell {
    uint32_t column;  /* from 1 */
    cell_kind kind;
    bool formula;     /* the value is a formula's cached result */
    bool hidden;      /* column or row hidden or filtered away */
    span value;       /* UTF-8, as stored: a number's decimal digits, text unescaped */
    int64_t offset;   /* CSV and text: byte offset of the field in the file; else NO_OFFSET */
} cell;

typedef struct row {
    uint32_t number;  /* from 1, as the file states it, so that a damaged workbook may repeat one or
                         step back; CSV: the record's number */
    uint64_t line;    /* CSV and text: the line it begins on; else = number */
    bool hidden;
    const cell *cells; /* in column order, blanks left out */
    size_t count;
    size_t fields;     /* CSV and text: how many there are, blank ones too; else 0 */
} row;

/* The cell of a column, from 1; NULL where it is blank, or `at` 0. */
const cell *row_cell(const row *r, uint32_t at);

typedef struct sheet {
    size_t index;  /* from 0, in the workbook's order */
    span name;     /* UTF-8; empty for CSV and text */
    bool hidden;
    uint32_t merged; /* merged ranges known when the sheet begins or ends (0 if none) */
} sheet;

/* A merged range that reaches over several rows. */
typedef struct merged_range {
    uint32_t first_row, last_row, first_column, last_column; /* from 1 */
} merged_range;

/* What a reader tells while it reads. Spans live during the call only. Any may be NULL. */
typedef struct table_sink {
    void *context;
    bool (*sheet)(void *context, const sheet *s);              /* false: skip this sheet */
    bool (*row)(void *context, const sheet *s, const row *r);  /* false: no more of this sheet */
    void (*end)(void *context, const sheet *s);                /* merged is known now */
    /* Instead of row, for rows that a reader has together: as if row had been called for each, in order. */
    bool (*rows)(void *context, const sheet *s, const row *r, size_t count);
    /* Each merged range of several rows, before or after its rows. */
    void (*merged)(void *context, const merged_range *m);
} table_sink;

typedef struct table_limits {
    uint64_t max_unpacked; /* bytes of all parts of a workbook that are read */
    uint64_t max_packed;   /* bytes of a table that came in a zip, which is unpacked into memory */
    uint32_t max_ratio;    /* of these over the bytes of the file; judged above 64 MiB only */
    uint64_t max_strings;  /* bytes of all shared strings */
    uint32_t max_cells_row;
    const crew *crew;      /* hands that help, or NULL. table_read takes the source's */
    struct text_seen *seen; /* likewise */
    bool all_expat;        /* xlsx: nothing is read past expat, the slow twin of what is; for tests */
} table_limits;
extern const table_limits TABLE_LIMITS; /* 2 GiB; 512 MiB; 100; 512 MiB; 16,384 */

/* What the first reading of a text or workbook found out, so that the next need not go over all of it again. Zeroed
 * at first, but for `on`; of one source only. */
typedef struct text_seen {
    arena *on;          /* where the shared strings of a workbook may be kept; NULL: nowhere */
    struct xlsx_strings *strings;
    uint64_t strings_size; /* bytes they were unpacked from */
    bool known;
    bool is_utf8;      /* all of it, behind the BOM */
    encoding encoding;
    size_t bom_len;
} text_seen;

typedef struct table_source {
    span bytes;
    span path;          /* for messages only */
    encoding encoding;  /* for CSV and text: forced, or ENCODING_UNKNOWN to detect */
    const crew *crew;   /* hands that help; NULL: none */
    text_seen *seen;    /* NULL: nothing is kept between readings */
} table_source;

/* Finds out beforehand what `seen` is to keep, where the source is text. */
void table_look(arena *a, const table_source *from);

typedef enum table_form {
    TABLE_UNREADABLE, TABLE_CSV, TABLE_XLSX, TABLE_XLS, TABLE_ODS, TABLE_HTML, TABLE_SS2003
} table_form;

/* Reads all sheets in order into the sink. What is wrong with the file is a finding of INPUT_TABLE
 * (SRC codes). TABLE_UNREADABLE where nothing could be read; a file that breaks half-way tells a
 * finding and keeps the rows told so far. May be called again: the same rows come again. */
table_form table_read(arena *a, const table_source *from, const table_limits *limits,
                      const table_sink *into, findings *found);
const char *table_form_word(table_form f); /* "CSV", "xlsx", … */
/* Appends every cell as the tool reads it, for `inspect --cells`: sheet, reference, kind and value,
 * separated by TABs, one a line; backslash, TAB, LF and CR within them as \\ \t \n \r. Hidden
 * sheets, rows and columns too. CSV and text have no sheet name. */
void table_cells(arena *a, const table_source *from, const table_limits *limits, buf *out, findings *found);

/* ---- Plain text tables (csv_plain.c): in UTF-8 and without a quote, so that every line is a record and
 * any hand may begin with any line. The rows are those of table_read, which is the twin of this. */
typedef struct plain_table {
    span records; /* all of them */
    uint8_t separator;
    uint64_t line;   /* of the first record, whose number is 1 */
    int64_t offset;  /* of the first record in the file */
} plain_table;
/* False where the table is none. */
bool table_plain(arena *a, const table_source *from, plain_table *out);

enum { PLAIN_FIELDS = 64 };
typedef struct plain_record {
    span at[PLAIN_FIELDS];
    uint32_t count;
    size_t next; /* where the next record begins */
} plain_record;
/* The record that begins at `at`; false where it is too long or has too many fields to be read this way. */
bool plain_record_read(const plain_table *t, size_t at, plain_record *out);
/* Where the first record begins that does not begin before `at`, or at a line's end behind it. */
size_t plain_record_from(const plain_table *t, size_t at);
/* A record as a row; blank fields are left out. */
row plain_row(const plain_table *t, const plain_record *r, uint32_t number, cell cells[static PLAIN_FIELDS]);

/* ---- Editing sheets: what a person fills wages into, and `fill` takes back. */
typedef enum edit_kind {
    EDIT_TEXT,
    EDIT_NUMBERED, /* IDs and personal numbers: text which no program may take for a number */
    EDIT_AMOUNT,   /* a number, where it plainly is one */
    EDIT_WAGE      /* likewise, and the one column to be edited */
} edit_kind;

typedef struct edit_column {
    span header; /* UTF-8 */
    edit_kind kind;
} edit_column;

typedef struct edit_sheet {
    const edit_column *columns;
    uint32_t count;
    size_t rows;
    void *context;
    /* Sets the `count` cells of row i (from 0), UTF-8; they live until the next call. Rows are
     * asked for in order, once each. */
    void (*row)(void *context, size_t i, span *cells);
} edit_sheet;
enum { EDIT_ROWS_MAX = 1048575 }; /* what a workbook's sheet holds below its header */

/* A workbook (xlsx_write.c, the only user of libxlsxwriter): all columns but the wage locked, without
 * a password; wages validated; the header frozen. At most EDIT_ROWS_MAX rows. The library writes to a
 * path only: `scratch` names a file that may be overwritten; it is read back and left behind.
 * STATUS_NO_SCRATCH where that fails. The same sheet gives the same bytes. */
span edit_xlsx(arena *a, const edit_sheet *s, const char *scratch);
/* CSV (csv_write.c): UTF-8 with BOM, commas, CRLF, every field in quotes. A TAB before IDs and numbers
 * makes spreadsheet programs take them for text; an apostrophe keeps other texts from being formulas. */
span edit_csv(arena *a, const edit_sheet *s);

#endif

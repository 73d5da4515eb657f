#ifndef FILL_FILL_H
#define FILL_FILL_H
/* The room of filling in: a payroll table's wages into the template's wage fields, and not
 * another byte. Down: table → rows → join; up: edits → patched bytes. */
#include "base/crew.h"
#include "fill/repair.h"
#include "rules/rules.h"
#include "table/table.h"

/* What to do when the table has one person more than once. */
typedef enum duplicates { DUPLICATES_ERROR, DUPLICATES_SUM, DUPLICATES_LAST } duplicates;

/* A row of the table that a person has said to be a line of the template. */
typedef struct pairing {
    uint32_t row, line; /* from 1 */
} pairing;

typedef struct fill_options {
    span sheet;       /* by name or number; empty = the only one that fits */
    span id_column;   /* by header, letter or number; empty = found */
    span wage_column; /* likewise */
    duplicates duplicates;
    const pairing *pairs;
    size_t pair_count;
    bool match_by_name;    /* where the ID names nobody: by a name unique on both sides */
    bool no_template;      /* there are no people to find: rows are laid out as they are */
    bool allow_undeclared; /* wages below 1 yuan are written */
    const bool *yes;       /* NULL: a payroll table's word counts. Else, for a broken file, by code:
                              the doubts in which the user has said yes */
    uint64_t hash_seed;
    bool judge_all;        /* no row is taken without being judged: the slow twin, for tests */
} fill_options;

/* ---- Where rows come from (rows.c): a payroll table, or a document taken for one, whose columns
 * are then the sheet's and whose lines its rows, without header and empty lines. */
typedef struct row_source {
    const table_source *table;
    const document *document; /* where table is NULL */
    bool wage_last;           /* document: in lines with fields too many the last is the wage */
} row_source;
/* Every sheet and row into the sink, as table_read does; false where nothing could be read. */
bool rows_read(arena *a, const row_source *from, const table_sink *into, findings *found);

/* ---- What the table is (plan.c): which sheet, which row is the header, which columns. */
typedef struct payroll_plan {
    bool usable;
    size_t sheet;        /* index of the sheet */
    span sheet_name;
    uint32_t data_from;  /* the first row that may hold a person */
    role key;               /* ROLE_ID or ROLE_PERSONAL_NUMBER: what people are joined on */
    uint32_t id, name, wage; /* columns from 1; 0 = none. id is the key's column */
    uint32_t old;            /* of a table: the only column that its header calls the old wage */
    uint32_t named;          /* the last column that a header names, 0 without one */
    uint32_t width;          /* of text with a header: its columns. A row with more of them was cut up. 0 = any */
    uint32_t personal;       /* where the key is the ID: the personal number beside it */
    const uint32_t *names;   /* where several columns may be the name, which `name` is then the first of */
    uint32_t name_count;
    const struct sampled_sheet *seen; /* of a table: its first rows, among them the header; else NULL */
    const header_words *words;
} payroll_plan;
/* Reads the beginning of every sheet. What cannot be decided is a finding that names the option
 * which decides it; the plan is then not usable. */
void payroll_plan_make(arena *a, const table_source *table, const fill_options *options,
                       const header_words *words, findings *found, payroll_plan *plan);

/* Do its header and what stands above it leave wages in 元? False with a finding. */
bool document_in_yuan(arena *a, const document *d, findings *found);

/* The plan of a document, which knows its columns; usable where it has wages and something to know
 * people by. */
void document_plan_make(const document *d, bool match_by_name, payroll_plan *plan);

/* ---- Who earns what (join.c): one wage a line of the template. A row whose ID is damaged finds its
 * person where the digits that are left and the name pick exactly one (recover.c). */
typedef enum wage_state { WAGE_NONE, WAGE_GIVEN, WAGE_REFUSED } wage_state;
typedef struct joined_wage {
    fen wage;
    uint32_t row;   /* the one that is this person's, 0 = none */
    uint16_t asked; /* the code whose --yes would let a refused wage in */
    uint8_t state;  /* wage_state */
} joined_wage;
typedef struct joined {
    joined_wage *of;   /* by template line; rows come in any order, and each touches one place */
    uint64_t given;    /* how many have a wage */
    uint64_t people;   /* of the template */
    bool scrambled;    /* most names are another's, or a part of the table has other columns, and that is an error: no
                          wage may be written, not even in part */
} joined;
void payroll_join(arena *a, const crew *c, const document *templ, const row_source *from, const payroll_plan *plan,
                  const fill_options *options, findings *found, joined *out);

/* ---- Bytes (patch.c): edits as data, applied by a pure function. */
/* The template's text with each given wage in its field, in the template's own style: a block of arena_grow's. A wage
 * that does not fit its fixed-width field is a finding and is left out. *written: how many were not. */
span wages_write(arena *a, const crew *c, const document *templ, const joined *wages, findings *found, uint64_t *written);
/* The proof of it: is `filled` the template's text but for what stands in wage fields? Judged by the
 * template's lines alone, whatever the rules make of either. */
bool only_wages_differ(arena *a, const crew *c, const document *templ, const text *filled);

/* ---- Converting. */
/* A document's people as an editing sheet (editing.c), a column each of the layout's, named as the
 * layout names them where a header word agrees, else by the usual names, so that a plan finds them. */
void editing_sheet(arena *a, const document *d, const header_words *words, edit_sheet *out);

/* How a text is written beside its layout. */
typedef struct text_shape {
    layout layout;
    encoding encoding;
    span newline; /* "\r\n", "\n", "\r" */
    bool bom;
    bool final;   /* the last line ends in a newline */
    span head;    /* lines up to the header's, UTF-8, without the last newline; empty: made of the columns' names */
} text_shape;
/* The shape that a template shows, or that a format file pins; false where it leaves any of it open. */
void text_shape_of_template(arena *a, const document *templ, text_shape *out);
bool text_shape_of_format(const format *f, text_shape *out);
/* A payroll table's rows as lines of that shape (lay_out.c), totals and signatures left out. ptr NULL
 * where the table cannot be read, lacks a column, or holds what cannot be written: findings say so. */
span lay_out(arena *a, const table_source *table, const fill_options *options, const text_shape *shape,
             const header_words *words, findings *found);

/* ---- What fix changes (repair.c). */
/* Every field of the people that `wages` joined, line by line of the template, where the broken
 * document differs from what is written. Values are kept on the arena. */
void field_repairs(arena *a, const document *templ, const document *broken, const joined *wages, repairs *out);
/* What check found in the broken file beside its fields: wrapping, characters, lines. Call on settled
 * findings. `columns_known`: where the number of columns is wrong, it is known all the same which is the wage. */
void file_repairs(arena *a, const findings *found, bool columns_known, const layout *broken, repairs *out);

#endif

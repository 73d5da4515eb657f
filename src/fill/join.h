#ifndef FILL_JOIN_H
#define FILL_JOIN_H
/* Rows meet people: what the files of the join share. Private to fill/. */
#include "base/hash.h"
#include "fill/fill.h"
#include "fill/nobody.h"
#include "fill/people.h"
#include "fill/rows.h"
#include "rules/line_view.h"
#include "rules/person_name.h"

/* One row's cells by role; NULL where blank. */
typedef struct entry {
    const row *row;
    const cell *id, *name, *wage;
    const cell *personal; /* beside an ID, of documents only */
    const cell *old;      /* of tables that have such a column */
    bool cut;             /* of text: commas between fields cut up an amount */
    bool beyond;          /* fixing: an amount stands where the header names nothing any more */
    bool below;           /* of a merged key: another amount of the same person's, even where it is equal */
    sum_sort sums;        /* where wages add up: does the row say that it is a sum itself? */
} entry;

/* A row whose person was not found at once, kept for when all others have been seen. */
typedef struct kept_row {
    row row;
    cell cells[5]; /* id, name, wage, personal, old; CELL_BLANK where there is none */
    bool beyond, cut;
    sum_sort sums;
    fen so_far, since; /* of a sum: what the person's rows before it make, all and those behind the last sum */
    uint32_t line; /* whose it is, as soon as that is known; else KEY_ABSENT */
    uint32_t above_row, above_line; /* the last row before it that has a key, and whose that is, or KEY_ABSENT */
    size_t above_kept;              /* then that row among the kept ones */
} kept_row;

/* People of the template by something that several may share. */
typedef struct namesakes {
    key_index *first;
    uint32_t *next; /* by line: another one, or 0 (line 0 is always a first one) */
} namesakes;

typedef struct join {
    arena *on, *scratch, *batch; /* scratch: of a row; batch: of rows that come together */
    const crew *crew;
    const document *t;
    const document *broken; /* whose lines are the rows; NULL: a payroll table's are */
    line_counts counts;     /* then */
    const payroll_plan *plan;
    const fill_options *options;
    const people *people;
    bool plain_rows; /* may rows be taken without being judged? */
    findings *found;
    joined *out;
    VEC(kept_row) kept;
    VEC(kept_row) sums;   /* where wages add up: rows that say they are sums, looked at when all others have been */
    fen *largest;         /* and by line: the largest of several parts, and how many there are */
    uint32_t *part_count;
    fen *at_sum, *parts;  /* then, by line: what rows had made at the last of them, and what all others make */
    VEC(merged_range) merged; /* that the key's column lies in */
    uint32_t above_row, above_line; /* as in kept_row */
    size_t above_kept;
    bool passed;          /* all other rows have been taken */
    bool astray;          /* below a header with its columns elsewhere: nothing is taken */
    moved_header moved;   /* that header, until a person's row is seen below it */
    namesakes by_name;    /* made when first needed */
    namesakes by_number;  /* personal numbers without leading zeros */
    uint8_t *name_seen;   /* with --match-by-name, by a name's first line: rows bearing it, at most 2 */
    VEC(uint32_t) gapped; /* template lines whose name has characters that stand for any */
    uint64_t differing;   /* rows whose name is another than their person's */
    uint64_t budget;      /* lines that recovering may still look at */
    line_view twin;
} join;

/* ---- join.c */
/* A row's cells by the plan's columns. */
entry row_entry(const join *j, const row *r);
/* Has a row of text more fields than its header? */
bool surplus(const join *j, const row *r);
/* What a row says of whom; tells what is odd about it. Resets nothing. */
void take_row(join *j, const row *r);
/* The wage of a row that is odd in no way; false, and nothing done, where the person has one already. */
bool give_plainly(join *j, uint32_t line, uint32_t number, fen wage);
place entry_place(const join *j, const entry *e, const cell *c, uint32_t at);
value cell_value(value_kind kind, const cell *c);
/* The wage of a row to its line of the template. */
void give_row(join *j, const entry *e, uint32_t line);
/* A row gives its person another wage than one before. */
void tell_two_wages(const join *j, const entry *e, uint32_t line);
void tell_skipped(const join *j, const entry *e);
/* Who the row is about cannot be told. */
void tell_person(const join *j, const entry *e, code what, term why);

/* ---- join_names.c */
/* Is this the name of the template's line? */
bool same_name_at(join *j, uint32_t line, span name);
/* Tells a name that is another than that of the person's line. */
void check_name(join *j, const entry *e, uint32_t line);
/* Of several columns of names the one whose names are the people's: into own->name; j->plan is then `own`. */
void choose_names(join *j, payroll_plan *own);

/* ---- join_plain.c: rows that need nobody's attention. */
bool plain_rows_wanted(const join *j);
/* Takes the row where it is such a one; false, and nothing done, where take_row is to judge it. */
bool take_plain_row(join *j, const entry *e);
/* Takes rows that come together, looking for their people with all hands. */
void take_rows(join *j, const row *rows, size_t count);
/* Takes all rows of a plain table; false, and nothing done, where it is none. */
bool join_plain_table(join *j, const table_source *from, const crew *c);

/* ---- join_wage.c: false, with a finding, where the cell holds none that may be written; *asked is
 * then the code whose --yes would let it, if one would. */
bool wage_of(const join *j, const entry *e, fen *wage, code *asked);
/* The cell's amount as far as one can be read; tells nothing. */
bool amount_of(const cell *c, fen *amount);
/* May what a person's rows have made together be written? False, with a finding, where not. */
bool sum_stands(const join *j, const entry *e, fen sum);

/* ---- join_doubt.c: may the amount be part of another, or another than the wage? True with a finding. */
bool cut_up(const join *j, const entry *e);
/* *asked: the code whose --yes would let it in, CODE_NONE where none would. */
bool another_number(join *j, const entry *e, uint32_t line, fen wage, code *asked);
/* The row's wage is not taken: a finding; returns true. */
bool refuse_number(const join *j, const entry *e, term why);
/* entry.beyond of a row. */
bool amount_beyond(const join *j, const row *r);
/* entry.cut of a row. */
bool row_cut_up(const join *j, const row *r);
/* Of a broken file: how many fields its lines have, and its header. */
void count_fields(join *j);

/* ---- join_sums.c: where wages add up. */
/* Does the row say that it is a sum? */
sum_sort sums_up(const join *j, const row *r);
/* Do wages add up? Then a row may take something off, and only the sum must be one that may be written. */
bool sums_parts(const join *j);
void add_up(join *j, const entry *e, uint32_t line, fen wage);
/* Keeps a row that says it is a sum. */
void put_off(join *j, const entry *e, uint32_t line);
/* When all rows have been seen: those put off, then what the parts have made. */
void give_sums(join *j);
void judge_sums(join *j);

/* ---- recover.c: rows whose person was not found by the key as it stands. */
void keep_row(join *j, const entry *e);
kept_row kept_of(join *j, const entry *e);
entry entry_of(const kept_row *k);
/* Counts the name of a row where names alone may match. */
void count_name(join *j, const entry *e);
void recover_rows(join *j);

#endif

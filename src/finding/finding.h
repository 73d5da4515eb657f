#ifndef FINDING_FINDING_H
#define FINDING_FINDING_H
/* A finding is data about the user's file: code, place, arguments. Prose is the catalogue's.
 * Findings are collected and never stop the work; troubles of ours are a status (arena.h). */
#include "base/arena.h"
#include "base/buf.h"
#include "base/money.h"
#include "finding/catalogue.h"

/* Words that arguments name in either language; terms.def holds them. */
typedef enum term {
    TERM_NONE,
#define TERM(name, zh, en) TERM_##name,
#include "finding/terms.def"
#undef TERM
    TERM_COUNT
} term;
const char *term_text(term t, lang l);

/* What kind of thing a value is decides how it is masked and shown. */
typedef enum value_kind {
    VALUE_NONE,
    VALUE_TEXT,   /* not about a person: shown as it is */
    VALUE_ID,     /* an ID or personal number: masked to first 3 and last 4 */
    VALUE_NAME,   /* masked to the surname */
    VALUE_WAGE,   /* shown only in a finding about that very wage */
    VALUE_RECORD, /* a whole line or an unknown field: may hold all of these, shown only revealed */
    VALUE_NUMBER,
    VALUE_FEN,    /* a sum of wages in fen, shown with separators */
    VALUE_TERM
} value_kind;

typedef struct value {
    value_kind kind;
    span text;      /* UTF-8; bytes of other encodings are decoded by who makes the value */
    int64_t number; /* VALUE_NUMBER, VALUE_FEN, or the term */
} value;

value value_text(span utf8);
value value_cstr(const char *utf8);
value value_number(uint64_t n);
value value_fen(fen amount);
value value_term(term t);
value value_of(value_kind kind, span utf8);

/* An argument of the message: fills the placeholder {key}. */
typedef struct arg {
    const char *key; /* a literal */
    value value;
} arg;
enum { ARGS_MAX = 5 };

typedef enum input_role { INPUT_UPLOAD, INPUT_TEMPLATE, INPUT_TABLE, INPUT_FORMAT } input_role;
const char *input_word(input_role input); /* "upload", "template", "table", "format" */
enum { NO_OFFSET = -1 };

typedef struct place {
    input_role input;
    span entry;          /* of the zip; UTF-8; may be empty */
    span sheet;          /* of a workbook; UTF-8 */
    uint32_t cell_row, cell_column; /* of a sheet, from 1; 0 = none. Shown as B17 */
    uint64_t line;       /* from 1; 0 = none */
    uint32_t column;     /* field number from 1; 0 = none */
    span field;          /* the field's name, UTF-8 */
    int64_t byte_offset; /* into the original bytes of the entry or file; NO_OFFSET */
} place;
/* A place in an input as a whole. */
place place_whole(input_role input);
/* "B" for a column. */
void place_column(buf *b, uint32_t column);
/* "B17" for a cell. */
void place_cell(buf *b, uint32_t row, uint32_t column);

/* An answer to what a finding leaves to a person: an option that decides it, and data to choose by. */
enum { CHOICE_SHOWN = 3 };
typedef struct choice {
    const char *option; /* its name, a literal: "wage-column" */
    span value;         /* what it is set to; empty for options that take none */
    span label;         /* how the user knows it, such as a header; empty where the value says all */
    value shown[CHOICE_SHOWN]; /* the first cells of a column, or who a candidate is */
    unsigned shown_count;
} choice;
typedef VEC(choice) choices;

enum { EXAMPLES_MAX = 20 };
typedef struct folded {
    code code;
    uint64_t count;
} folded;

typedef struct finding {
    code code;
    severity severity; /* after overrides */
    place place;       /* of the first, where it is a group */
    value value;       /* the offending value itself, if one field or cell holds it */
    arg args[ARGS_MAX];
    uint64_t count;    /* places it stands for, 1 or more */
    uint64_t examples[EXAMPLES_MAX]; /* the first lines (or cell rows) it stands for */
    unsigned example_count;
    VEC(folded) folded; /* what merely follows from it */
    const choice *choices; /* how it may be decided */
    size_t choice_count;
} finding;

/* Severity by code as the job or the format file wants it; SEVERITY_OFF switches a code off. */
typedef struct severity_override {
    code code;
    severity severity;
} severity_override;

typedef struct findings findings;

/* Keeps at most `cap` findings a code (totals stay exact); 0 means 1,000. */
findings *findings_new(arena *a, size_t cap);
/* An empty collection with another's cap and severities, for a part of the same work (findings_merge). */
findings *findings_like(arena *a, const findings *f);
/* The later override of a code wins. */
void findings_override(findings *f, code c, severity s);
/* Is the code switched off, so that nobody can say whether it would have been found? */
bool findings_off(const findings *f, code c);
/* Adds one; the texts in it are copied where they are kept. f->place.input tells grouping
 * by code, input and column. severity, count, examples and folded are the collector's.
 * `f` NULL drops it. */
void findings_add(findings *f, const finding *one);
#define FIND(f, ...) findings_add((f), &(finding){__VA_ARGS__})
/* How many places a code was found at, folded or not. */
uint64_t findings_count(const findings *f, code c);
uint64_t findings_count_in(const findings *f, code c, input_role input);
/* Takes what follows from a cause out of the list and counts it under the cause. Nothing
 * happens unless the cause was found in that input. People lost are told of the template's lines, and
 * follow from a cause in the upload all the same. */
void findings_fold(findings *f, input_role input, code cause, code follower);
/* Says that something was not checked; `what` is listed once. */
void findings_skip(findings *f, term what);
/* Does a finding of this code, folded or not, have the argument `key` holding the term `t`, or with
 * TERM_NONE a text in which `part` occurs? Told of what is kept (the first `cap` findings a code). */
bool findings_say(const findings *f, code c, const char *key, term t, const char *part);
/* Orders by severity (gravest first), then layer, code, line. Call once, at the end. */
void findings_settle(findings *f);

/* Reading what was collected. */
size_t findings_shown(const findings *f);
const finding *findings_at(const findings *f, size_t i);
uint64_t findings_total(const findings *f);                 /* as reported, beyond the cap too */
uint64_t findings_by_severity(const findings *f, severity s); /* as reported */
uint64_t findings_reported(const findings *f, code c);        /* as reported, folded ones not */
uint64_t findings_folded(const findings *f);
severity findings_gravest(const findings *f);
consequence findings_consequence(const findings *f); /* the gravest among errors */
size_t findings_skipped(const findings *f, const term **what);
/* Moves everything from `part` to the end of `f`; both on the same arena or part's outliving f. */
void findings_merge(findings *f, const findings *part);

/* Which personal data may be shown. */
typedef struct reveal {
    bool id, name, wage;
} reveal;
/* The value as a person sees it, masked unless revealed. `own` = the finding is about this very value. */
void value_show(buf *b, const value *v, lang l, reveal r, bool own);
/* The finding's sentence in a language, placeholders filled and masked. */
void finding_message(buf *b, const finding *f, lang l, reveal r);
/* First 3 and last 4 characters, the rest as *; of fewer than 15 the last 2, of 7 or fewer none. Hanzi and
 * words of letters among them are a name glued to it, and never shown. */
void mask_id(buf *b, span utf8);
/* The first character, the rest as *. */
void mask_name(buf *b, span utf8);
/* A wage as it stands; an ID in its place like an ID, other numbers and words that are no amount as ***. */
void mask_wage(buf *b, span utf8);

#endif

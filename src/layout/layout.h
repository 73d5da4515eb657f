#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H
/* The room of layouts: how a line is divided and what each column is. Template beats format file
 * beats inference; each conclusion remembers which it rests on. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/money.h"
#include "base/span.h"
#include "finding/finding.h"
#include "text/text.h"

typedef enum role {
    ROLE_OTHER, ROLE_ID, ROLE_NAME, ROLE_PERSONAL_NUMBER, ROLE_UNIT, ROLE_OLD_WAGE, ROLE_WAGE, ROLE_COUNT
} role;
const char *role_word(role r); /* "id", "name", "personal-number", "unit", "old-wage", "wage", "other" */
term role_term(role r);
bool role_of_word(span word, role *r);

/* What a conclusion rests on. */
typedef enum basis { BASIS_INFERRED, BASIS_FORMAT, BASIS_TEMPLATE } basis;
term basis_term(basis b);
/* Why a column was given its role. REASON_LAST: the handbook's rule that the last column is 现工资. */
typedef enum role_reason { REASON_NONE, REASON_HEADER, REASON_CONTENT, REASON_LAST, REASON_FORMAT, REASON_OPTION } role_reason;
term role_reason_term(role_reason r);

typedef enum separator_kind { SEPARATOR_BYTE, SEPARATOR_SPACES, SEPARATOR_FIXED } separator_kind;
typedef struct separator {
    separator_kind kind;
    uint8_t byte; /* for SEPARATOR_BYTE: TAB , | ; ^ */
} separator;
term separator_term(separator s);
bool separator_same(separator a, separator b);

typedef enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT_ZERO } align;

/* What a format file says a column holds; the rules that judge it are the rules room's. */
typedef enum field_type { FIELD_ANY, FIELD_TEXT, FIELD_ID, FIELD_DIGITS, FIELD_AMOUNT } field_type;

enum { COLUMNS_MAX = 64 };

typedef struct column {
    span name;        /* UTF-8; "" where there is no header */
    role role;
    role_reason reason;
    uint32_t start, width; /* fixed width: bytes; width 0 = to the line's end */
    align align;           /* fixed width */
    const struct pattern *pattern; /* from the format file, or NULL */
    field_type type;               /* from the format file, else FIELD_ANY */
    uint32_t min_length, max_length; /* characters, from the format file; max 0 = no limit */
    bool editable;
    bool required;    /* may not be blank; from the format file */
    const span *headers; /* format files only: header names accepted, UTF-8, normalised */
    uint32_t header_count;
} column;

/* How a wage is written in this file. */
typedef struct number_style {
    uint8_t decimals;   /* 0 to 2 */
    bool pad;           /* fixed width: pad to the column's width */
} number_style;

typedef struct layout {
    separator separator;
    bool header;
    uint32_t header_line;  /* index of the header's line: 0, but in damaged files with lines before it */
    bool quoted;           /* fields stand in quotes: never so in a template, seen in damaged files */
    bool trailing;         /* every line ends in a separator that closes the last field and makes no
                              column of its own (known with a header, or pinned; see `ambiguous`) */
    bool ambiguous;        /* lines end in a separator and no header says whether the wage column is
                              that empty last field or the one before: nothing may be filled in.
                              `trailing` is then set and `count` leaves the empty last field out */
    column columns[COLUMNS_MAX];
    uint32_t count;
    int id, name, personal, old_wage, wage; /* column indices, -1 where there is none */
    number_style style;
    basis separator_basis, header_basis, columns_basis;
    bool known;            /* false: no layout could be made out */
} layout;

/* ---- Splitting a line (split.c), lead-byte aware where the separator may be a trail byte. */
typedef struct fields {
    span at[COLUMNS_MAX + 1];
    uint32_t count; /* how many there are; beyond COLUMNS_MAX + 1 only counted */
    bool closed;    /* where l->trailing: the closing separator was there (it makes no field) */
    bool quoted;    /* where l->quoted: at least one field stood in quotes */
} fields;
/* Fields of a line without its newline. Never trims. Quotes are stripped only where l->quoted
 * (doubled quotes within stay doubled). Space runs: blanks at the line's start make no field, at its end an
 * empty last one. Fixed width: a field is its columns' bytes with their padding; the last takes
 * what is left of the line, and columns that begin beyond the line's end are not there. */
void line_split(const layout *l, encoding e, span line, fields *out);
/* ---- Format files (format.c reads YAML through libyaml; builtin.c holds the shipped ones). */
typedef struct format format;
typedef struct dated_severity { /* "warning until 2027-01-01, then error" */
    code code;
    severity severity, later; /* `later` holds from the day `until` on */
    uint32_t until; /* yyyymmdd; 0 = always `severity` */
} dated_severity;
/* Mistakes are FMT findings of INPUT_FORMAT with line and column. NULL where it cannot be used. */
format *format_read(arena *a, span yaml, span label, findings *found);
/* One shipped with the program, by its file name without .yaml; NULL when there is none. */
format *format_builtin(arena *a, span name, findings *found);
/* Names of the shipped ones, count in *n; their YAML text by name. */
const char *const *format_builtin_names(size_t *n);
span format_builtin_yaml(span name);
/* Overrides severities as the format file wants them on the day `today` (yyyymmdd). */
void format_severities(const format *f, uint32_t today, findings *found);

typedef struct format_example { /* ok or bad … -> CODE */
    uint32_t column; /* index into format.columns */
    span value;      /* UTF-8 */
    code code;       /* CODE_NONE for ok */
    uint32_t line;   /* in the format file, from 1 */
} format_example;

struct format {
    span name, title, source, since; /* provenance: which document says so, since when; UTF-8 */
    bool must_zip;                   /* the upload must be a zip */
    bool one_entry;                  /* holding exactly one file */
    encoding encoding;               /* UNKNOWN = auto */
    int bom;                         /* -1 auto, 0 none, 1 present */
    span newline;                    /* "\r\n", "\n", "\r"; empty = auto */
    bool separator_pinned;
    separator separator;
    int header;                      /* -1 auto, 0 no, 1 yes */
    int trailing;                    /* -1 auto, 0 no, 1 yes */
    bool columns_pinned;             /* `columns` are all there are, in order; else only described */
    column columns[COLUMNS_MAX];
    uint32_t count;
    int wage;                        /* index into columns, -1 where none is described */
    bool wage_last;                  /* 现工资 is the line's last column, whatever a header says */
    span entry_name;                 /* raw bytes; empty = auto */
    bool entry_utf8;                 /* its name flag */
    bool has_floor, has_cap;
    fen floor, cap;                  /* yearly or monthly as the file states it */
    VEC(dated_severity) severities;
    VEC(format_example) examples;
    number_style style;
    bool style_pinned;
};

/* A PCRE2 pattern, compiled once (pattern.c, the only user of PCRE2). NULL and an English reason with
 * the offset in characters where it does not compile. Matching is bounded, needs the whole field, and
 * may be done by several threads at once; a field that exceeds the bounds does not match. */
typedef struct pattern pattern;
const pattern *pattern_new(arena *a, span expression, span *why, size_t *offset);
bool pattern_matches(const pattern *p, span utf8);

/* ---- Words that name a role in headers (headers.yaml; data, not code). */
typedef struct header_words header_words;
/* Those shipped; read at build time, so that no run has to. */
const header_words *header_words_builtin(void);
/* The same from any YAML text of that shape; mistakes are FMT findings, the rest is used. */
const header_words *header_words_read(arena *a, span yaml, span label, findings *found);
/* The role that a header cell names: the cell is normalised first (blanks, full-width forms,
 * brackets with units). ROLE_OTHER when none; *sure false where the word only hints
 * (应发, 实发, 合计 for a wage). */
role header_role(const header_words *w, span utf8, bool *sure);
enum { HEADER_CELL_MAX = 120 };
/* The normalised form of a header cell, at most HEADER_CELL_MAX bytes into `out`; empty when longer. */
span header_normal(span utf8, uint8_t out[static HEADER_CELL_MAX]);

/* ---- Making out a layout. Judged by majority from the first 1,000 lines that are not blank and
 * 1,000 more spread over the rest, so that a broken line changes nothing and a million lines cost
 * what two thousand do. */
/* From the text itself (infer.c): separator, header, columns and roles, by words and content.
 * `f` NULL or a format file, whose pinned parts are taken and the rest inferred. */
void layout_infer(arena *a, const text *t, const format *f, const header_words *w, layout *out);
/* As layout_infer on an untouched template, with basis TEMPLATE: what the template shows beats the
 * format file, which only settles what the template leaves open (learn.c). */
void layout_learn(arena *a, const text *templ, const format *f, const header_words *w, layout *out);
/* How a damaged file is really divided, given what it should be: the same columns, but its own
 * separator, quotes, header (observe.c). Columns keep the expected roles, patterns and style where
 * their number agrees; where columns were moved, inserted or lost they are bound anew by header words, else
 * by content. Falls back to `expected`. */
void layout_observe(arena *a, const text *t, const layout *expected, const header_words *w, layout *out);
/* Does the header of such a file name its wage column: by the expected one's name, or by a word that is sure? */
bool layout_names_wage(arena *a, const layout *is, const layout *expected, const header_words *w);
/* Resolves `ambiguous`, or overrules the wage column: `number` from 1, as --wage-column gives it; where
 * the layout is ambiguous, one more than `count` means the empty last field. False where there is
 * no such column; the layout is then untouched. */
bool layout_choose_wage(arena *a, const text *t, layout *l, uint32_t number);
/* The layout as a pinned format file, commented (formats learn). Holds no value of any person. */
span layout_to_yaml(arena *a, const layout *l, const text *templ, span entry_name, bool entry_utf8, span name);

/* ---- What the content of a field looks like (content.c). */
bool looks_like_id(span ascii);      /* 18 or 15 characters of an ID's shape */
bool holds_id(span line);            /* 18 such characters somewhere in it */
bool looks_like_amount(span field);  /* a plain decimal number */
bool looks_like_name(encoding e, span field); /* 2 to 20 hanzi, dots and blanks allowed within */

#endif

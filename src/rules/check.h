#ifndef RULES_CHECK_H
#define RULES_CHECK_H
/* What a rule is given. Private to rules/. */
#include "rules/line_view.h"

/* What a rule needs before it makes sense; where it is missing, the rule is listed as not run. */
enum needs {
    NEEDS_ID = 1 << 0,       /* an ID column */
    NEEDS_WAGE = 1 << 1,     /* a wage column */
    NEEDS_TEMPLATE = 1 << 2, /* silently not run without: the report says "nothing compared" */
    NEEDS_PERSON = 1 << 3,   /* run on lines that are a person only */
    NEEDS_SHAPE = 1 << 5,    /* run on lines with as many columns as there should be */
    NEEDS_TWIN = 1 << 4      /* run on lines whose person the template has, too */
};

/* A line on its way through the rules. */
typedef struct checked_line {
    const line_view *view;
    const line_view *twin;  /* the same person's line in the template, or NULL */
    uint32_t first_line;    /* an earlier line (from 0) of the same person, or UINT32_MAX */
    bool same_bytes;        /* with a twin: every byte before the wage field is equal */
} checked_line;

typedef struct check {
    const rules_job *job;
    arena *scratch;      /* emptied after each line */
    findings *found;
    const document *d;   /* the upload */
    const document *t;   /* the template, or NULL */
} check;

/* ---- Rules of a line, one function each, in the order of the table in rules.c. */
typedef void line_rule(const check *c, const checked_line *l);
line_rule rule_empty_or_total, rule_column_count, rule_trailing, rule_quotes;        /* row_rules.c */
line_rule rule_field_altered, rule_format;                                           /* row_rules.c */
line_rule rule_id_shape, rule_id_check, rule_id_duplicate;                           /* id_rules.c */
line_rule rule_wage_missing, rule_wage_number, rule_wage_notation;                   /* pay_rules.c */

/* ---- Rules of the whole, before the lines. */
void layout_rules(const check *c); /* layout_rules.c */

/* Every line rule whose needs are met (rules.c). */
void run_line_rules(const check *c, const checked_line *l);

/* ---- For rules. */
/* A place in field `at` (index, or -1 for the line as a whole) of a line. */
place place_of(const check *c, const line_view *v, int at);
value value_field(const check *c, value_kind kind, span raw);
value_kind kind_of_role(role r);

#endif

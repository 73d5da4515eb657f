#ifndef RULES_CHECK_H
#define RULES_CHECK_H
/* What a rule is given. Private to rules/. */
#include "rules/line_view.h"
#include "rules/tally.h"

/* What a rule needs before it makes sense; where it is missing, the rule is listed as not run. */
enum needs {
    NEEDS_ID = 1 << 0,       /* an ID column */
    NEEDS_WAGE = 1 << 1,     /* a wage column */
    NEEDS_TEMPLATE = 1 << 2, /* silently not run without: the report says "nothing compared" */
    NEEDS_PERSON = 1 << 3,   /* run on lines that are a person only */
    NEEDS_TWIN = 1 << 4,     /* run on lines whose person the template has, too */
    NEEDS_NAME = 1 << 5,     /* a name column */
    NEEDS_OLD = 1 << 6,      /* an old-wage column */
    NEEDS_SHAPE = 1 << 8,    /* run on lines with as many columns as there should be */
    NEEDS_PAIRING = 1 << 7   /* run once it is certain who the person is in the template, if anybody */
};

/* When line rules run: at once where the person is known, else in two parts. */
typedef enum phase { PHASE_KNOWN, PHASE_UNPAIRED, PHASE_PAIRED } phase;

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
    const tally *sums;   /* complete when the rules of the whole run */
} check;

/* ---- Rules of a line, one function each, in the order of the table in rules.c. */
typedef void line_rule(const check *c, const checked_line *l);
line_rule rule_line_length, rule_empty_or_total, rule_column_count, rule_trailing;   /* row_rules.c */
line_rule rule_quotes, rule_field_altered, rule_format;                              /* row_rules.c */
line_rule rule_id, rule_id_duplicate;                                                /* id_rules.c */
line_rule rule_name;                                                                 /* name_rules.c */
line_rule rule_wage_missing, rule_wage_number, rule_wage_notation;                   /* pay_rules.c */
line_rule rule_wage_limits, rule_wage_out_of_line;                                   /* pay_rules.c */

/* ---- Rules of the whole, before the lines. */
void layout_rules(const check *c); /* layout_rules.c */

/* ---- Rules of the whole, after the lines: they judge what the walk has counted. */
typedef void whole_rule(const check *c);
whole_rule rule_column_rounded, rule_not_filled, rule_all_alike, rule_unchanged;     /* whole_rules.c */
whole_rule rule_file_ratio, rule_wages_sorted;                                      /* whole_rules.c */
whole_rule rule_wages_shifted;                                                       /* slipped.c */
whole_rule rule_column_moved, rule_other_template;                                   /* roster_whole.c */
/* Every one of them whose needs are met, and those that were not run are listed (rules.c). */
void run_whole_rules(const check *c);

/* Every line rule of the phase whose needs are met (rules.c). */
void run_line_rules(const check *c, const checked_line *l, phase when);

/* Has no line rule anything to tell of this line, for certain? (sound.c) */
bool line_sound(const check *c, const checked_line *l);
/* Is it a name, for certain, that no rule minds? (sound.c) */
bool usual_name(encoding e, span name);

/* ---- For rules. */
/* Beyond three times the old wage, or below a third of it; false where either cannot be trusted. */
bool wage_out_of_line(const check *c, const line_view *v);
bool out_of_line(fen now, fen old);
/* Blanks round a field belong to it where columns are of fixed width or parted by blanks. */
bool blanks_belong(const check *c);
/* A place in field `at` (index, or -1 for the line as a whole) of a line. */
place place_of(const check *c, const line_view *v, int at);
/* A column of the upload as a whole. */
place place_of_column(const check *c, int at);
value value_field(const check *c, value_kind kind, span raw);
value_kind kind_of_role(role r);
/* Do two fields, one of the upload and one of the template, say the same? */
bool same_text(const check *c, span is, span was);

#endif

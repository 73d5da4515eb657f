/* What a wage cell says, and whether it may be written. */
#include <stdlib.h>
#include <string.h>

#include "fill/join.h"

static bool refuse(const join *j, const entry *e, code why, term what) {
    FIND(j->found, .code = why, .place = entry_place(j, e, e->wage, j->plan->wage),
         .value = cell_value(VALUE_WAGE, e->wage),
         .args = {{"what", value_term(what)}, {"name", cell_value(VALUE_NAME, e->name)}});
    return false;
}

bool amount_of(const cell *c, fen *amount) {
    if (c == NULL || (c->kind != CELL_TEXT && c->kind != CELL_NUMBER))
        return false;
    money m = money_read(c->value);
    *amount = m.value;
    return !(m.oddities & (MONEY_NO_NUMBER | MONEY_BLANK | MONEY_TOO_LONG | MONEY_WAN));
}

/* A workbook's number: binary, so its shortest decimal counts. */
static bool number_wage(const join *j, const entry *e, money *m) {
    char digits[64];
    bool changed = false;
    if (e->wage->value.len >= sizeof digits)
        return refuse(j, e, SRC_wage_unusable, TERM_no_number);
    memcpy(digits, e->wage->value.ptr, e->wage->value.len);
    digits[e->wage->value.len] = 0;
    double number = strtod(digits, NULL);
    if (!money_from_double(number, &m->value, &changed))
        return refuse(j, e, SRC_wage_unusable, TERM_too_large);
    m->below_one = number < 1;
    m->oddities = (changed ? MONEY_DECIMALS : 0u) | (number < 0 ? MONEY_NEGATIVE : 0u);
    return true;
}

static bool text_wage(const join *j, const entry *e, money *m) {
    *m = money_read(e->wage->value);
    if (m->oddities & (MONEY_NO_NUMBER | MONEY_BLANK))
        return refuse(j, e, SRC_wage_unusable, TERM_no_number);
    if (m->oddities & MONEY_TOO_LONG)
        return refuse(j, e, SRC_wage_unusable, TERM_too_large);
    if (m->oddities & MONEY_WAN)
        return refuse(j, e, SRC_wage_unusable, TERM_in_wan);
    if ((m->oddities & MONEY_EXPONENT) && !j->options->yes) /* 6.03E+04: the last digits were cut off by a display */
        return refuse(j, e, SRC_wage_unusable, TERM_exponent);
    return true;
}

static bool read_wage(const join *j, const entry *e, money *m) {
    *m = (money){0};
    switch (e->wage->kind) {
    case CELL_ERROR: return refuse(j, e, SRC_error_value, TERM_NONE);
    case CELL_FORMULA_EMPTY: return refuse(j, e, SRC_not_calculated, TERM_NONE);
    case CELL_DATE: return refuse(j, e, SRC_wage_unusable, TERM_a_date);
    case CELL_BOOLEAN: return refuse(j, e, SRC_wage_unusable, TERM_no_number);
    case CELL_NUMBER: return number_wage(j, e, m);
    default: return text_wage(j, e, m);
    }
}

/* What a broken file may not be taken at without a person's word for it (fix --yes CODE): an exponent
 * or decimals cut by a display, a sign. */
static bool agreed(const join *j, const entry *e, const money *m, code *asked) {
    const struct {
        unsigned oddity;
        code code;
        term what;
    } doubts[] = {{MONEY_EXPONENT, PAY_exponent, TERM_ask_exponent},
                  {MONEY_DECIMALS, PAY_too_many_decimals, TERM_ask_decimals},
                  {MONEY_NEGATIVE, PAY_negative, TERM_ask_negative}};
    for (size_t i = 0; j->options->yes && i < sizeof doubts / sizeof *doubts; i++)
        if ((m->oddities & doubts[i].oddity) && !j->options->yes[doubts[i].code]) {
            *asked = doubts[i].code;
            return refuse(j, e, SRC_wage_unusable, doubts[i].what);
        }
    return true;
}

/* Below 1 yuan means "not declared" at the portal: written only where that is wanted. */
static bool declared(const join *j, const entry *e, const money *m, code *asked) {
    if (!m->below_one)
        return true;
    FIND(j->found, .code = SRC_wage_below_one, .place = entry_place(j, e, e->wage, j->plan->wage),
         .value = cell_value(VALUE_WAGE, e->wage), .args = {{"name", cell_value(VALUE_NAME, e->name)}});
    *asked = PAY_below_one;
    return j->options->allow_undeclared || (j->options->yes && j->options->yes[PAY_below_one]);
}

bool wage_of(const join *j, const entry *e, fen *wage, code *asked) {
    money m;
    bool part = sums_parts(j);
    if (!read_wage(j, e, &m) || !agreed(j, e, &m, asked))
        return false;
    if ((m.oddities & MONEY_NEGATIVE) && !part) {
        if (j->options->yes == NULL)
            return refuse(j, e, SRC_wage_unusable, TERM_negative);
        m.value = -m.value; /* the person has said that the sign is none */
        m.below_one = m.value < 100;
    }
    if (!part && !declared(j, e, &m, asked))
        return false;
    if (m.oddities & MONEY_DECIMALS)
        FIND(j->found, .code = SRC_rounded, .place = entry_place(j, e, e->wage, j->plan->wage),
             .value = cell_value(VALUE_WAGE, e->wage));
    *wage = m.value;
    return true;
}

bool sum_stands(const join *j, const entry *e, fen sum) {
    money m = {.value = sum, .below_one = sum < 100};
    code asked;
    if (sum < 0 || sum > MONEY_MAX)
        return refuse(j, e, SRC_wage_unusable, sum < 0 ? TERM_negative : TERM_too_large);
    return declared(j, e, &m, &asked);
}

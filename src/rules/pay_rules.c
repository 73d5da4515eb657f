/* Wages. */
#include "rules/check.h"

static void tell(const check *c, const line_view *v, code what, term how) {
    FIND(c->found, .code = what, .place = place_of(c, v, c->d->layout.wage),
         .value = value_field(c, VALUE_WAGE, v->wage), .args = {{"is", value_term(how)}});
}

void rule_wage_missing(const check *c, const checked_line *l) {
    const money m = l->view->wage_money;
    if (m.oddities & MONEY_BLANK)
        tell(c, l->view, PAY_blank, TERM_NONE);
    else if (m.oddities & MONEY_NEGATIVE)
        tell(c, l->view, PAY_negative, TERM_NONE);
    else if (m.below_one)
        tell(c, l->view, PAY_below_one, TERM_NONE);
}

void rule_wage_number(const check *c, const checked_line *l) {
    const money m = l->view->wage_money;
    if (m.oddities & MONEY_NO_NUMBER)
        tell(c, l->view, PAY_not_a_number, TERM_NONE);
    else if (m.oddities & MONEY_TOO_LONG)
        tell(c, l->view, PAY_too_long, TERM_NONE);
}

/* Blanks round the number belong to it where columns are of fixed width or parted by blanks. */
static bool blanks_belong(const check *c) { return c->d->layout.separator.kind != SEPARATOR_BYTE; }

void rule_wage_notation(const check *c, const checked_line *l) {
    const unsigned odd = l->view->wage_money.oddities;
    const struct {
        unsigned oddity;
        code code;
        term what;
    } notations[] = {
        {MONEY_THOUSANDS, PAY_decorated, TERM_thousands},
        {MONEY_UNIT, PAY_decorated, TERM_currency},
        {blanks_belong(c) ? 0 : MONEY_BLANKS, PAY_decorated, TERM_blanks},
        {MONEY_SIGN, PAY_decorated, TERM_plus_sign},
        {MONEY_FULL_WIDTH, PAY_odd_digits, TERM_full_width},
        {MONEY_EXPONENT, PAY_odd_digits, TERM_exponent},
        {MONEY_DECIMALS, PAY_too_many_decimals, TERM_NONE},
    };
    if (odd & (MONEY_NO_NUMBER | MONEY_TOO_LONG))
        return;
    for (size_t i = 0; i < sizeof notations / sizeof *notations; i++)
        if (odd & notations[i].oddity) {
            tell(c, l->view, notations[i].code, notations[i].what);
            return;
        }
}

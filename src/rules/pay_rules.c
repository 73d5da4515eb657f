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

bool blanks_belong(const check *c) { return c->d->layout.separator.kind != SEPARATOR_BYTE; }

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
        {MONEY_APOSTROPHE, PAY_decorated, TERM_apostrophe},
        {MONEY_FULL_WIDTH, PAY_full_width, TERM_NONE},
        {MONEY_EXPONENT, PAY_exponent, TERM_NONE},
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

void rule_wage_limits(const check *c, const checked_line *l) {
    const format *f = c->job->format;
    const money m = l->view->wage_money;
    if (f == NULL || !countable(m))
        return;
    bool low = f->has_floor && m.value < f->floor, high = f->has_cap && m.value > f->cap;
    if (low || high)
        FIND(c->found, .code = PAY_beyond_limits, .place = place_of(c, l->view, c->d->layout.wage),
             .value = value_field(c, VALUE_WAGE, l->view->wage),
             .args = {{"is", value_term(low ? TERM_below_floor : TERM_above_cap)},
                      {"limit", value_fen(low ? f->floor : f->cap)}});
}

bool out_of_line(fen now, fen old) { return now / 3 > old || old / 3 > now; }

/* Which slip explains it, the closest first: monthly and yearly before a digit too many, since wages
 * rarely fall. */
static term slip(fen now, fen old) {
    static const term terms[FACTOR_COUNT] = {TERM_slip_month, TERM_slip_month, TERM_slip_wan, TERM_slip_wan,
                                             TERM_slip_fen, TERM_slip_fen, TERM_slip_digit, TERM_slip_digit};
    for (int tight = 1; tight >= 0; tight--)
        for (int i = 0; i < FACTOR_COUNT; i++)
            if (off_by(FACTORS[i], now, old, tight))
                return terms[i];
    return TERM_slip_none;
}

/* "× 10.4" or "÷ 12.0". */
static span quotient(arena *a, fen now, fen old) {
    buf b = buf_new(a);
    fen more = now > old ? now : old, less = now > old ? old : now;
    buf_text(&b, now > old ? "× " : "÷ ");
    money_write(&b, more * 10 / less * 10, 1);
    return buf_span(&b);
}

bool wage_out_of_line(const check *c, const line_view *v) {
    const money now = v->wage_money, old = v->old_money;
    const unsigned harmless = blanks_belong(c) ? MONEY_BLANKS : 0u;
    bool odd = (now.oddities | old.oddities) & ~harmless; /* told, and not to be trusted */
    return !odd && countable(now) && countable(old) && out_of_line(now.value, old.value);
}

void rule_wage_out_of_line(const check *c, const checked_line *l) {
    const money now = l->view->wage_money, old = l->view->old_money;
    if (!wage_out_of_line(c, l->view))
        return;
    FIND(c->found, .code = PAY_out_of_line, .place = place_of(c, l->view, c->d->layout.wage),
         .value = value_field(c, VALUE_WAGE, l->view->wage),
         .args = {{"is", value_text(quotient(c->scratch, now.value, old.value))},
                  {"what", value_term(slip(now.value, old.value))}});
}

/* What only the whole file shows: IDs, wages. */
#include "rules/check.h"

/* Shares are judged from this many on. */
enum { FEW = 3, SOME = 5, MANY = 10 };

/* Real IDs end in 000 once in a thousand, and are exact doubles two or three times in a hundred. */
void rule_column_rounded(const check *c) {
    const id_tally *t = &c->sums->ids;
    bool zeros = t->thousands >= FEW && t->thousands * 10 >= t->numbers;
    bool doubles = t->doubles >= SOME && t->doubles * 2 >= t->numbers;
    if (!zeros && !doubles)
        return;
    uint64_t share = zeros ? t->thousands : t->doubles;
    place where = place_of_column(c, c->d->layout.id);
    where.line = t->first + 1u;
    FIND(c->found, .code = ID_column_rounded, .place = where, .count = share,
         .args = {{"of", value_number(t->numbers)},
                  {"is", value_term(zeros ? TERM_ids_thousands : TERM_ids_doubles)}});
}

static void tell(const check *c, code what, uint64_t count, term how) {
    FIND(c->found, .code = what, .place = place_of_column(c, c->d->layout.wage), .count = count,
         .args = {{"what", value_term(how)}});
}

/* Nobody has a wage: most likely the template itself, untouched. */
void rule_not_filled(const check *c) {
    const wage_tally *t = &c->sums->wages;
    if (t->people && t->unfilled == t->people)
        tell(c, PAY_not_filled, t->people, TERM_NONE);
}

void rule_all_alike(const check *c) {
    const wage_tally *t = &c->sums->wages;
    bool old_too = t->old_numbers && t->old_alike == t->old_numbers;
    if (t->numbers >= SOME && t->alike == t->numbers && !old_too)
        tell(c, PAY_all_alike, t->numbers, TERM_NONE);
}

void rule_unchanged(const check *c) {
    const wage_tally *t = &c->sums->wages;
    if (t->pairs >= FEW && t->unchanged == t->pairs)
        tell(c, PAY_unchanged, t->pairs, TERM_NONE);
}

void rule_file_ratio(const check *c) {
    static const term terms[FACTOR_COUNT] = {TERM_file_monthly, TERM_file_yearly, TERM_file_in_wan,
                                             TERM_file_in_yuan, TERM_file_in_fen, TERM_file_hundredth,
                                             TERM_file_tenfold, TERM_file_tenth};
    const wage_tally *t = &c->sums->wages;
    int best = 0;
    for (int i = 1; i < FACTOR_COUNT; i++)
        if (t->tight[i] > t->tight[best] || (t->tight[i] == t->tight[best] && t->loose[i] > t->loose[best]))
            best = i;
    if (t->pairs >= FEW && t->loose[best] * 10 >= t->pairs * 8)
        tell(c, PAY_file_ratio, t->loose[best], terms[best]);
}

/* Do most lines stand where the template has them? Then the file was not sorted as a whole. */
static bool in_template_order(const check *c) {
    arena *passing = arena_child(c->scratch);
    line_view is, was;
    size_t lines = c->d->text.line_count, there = 0;
    int64_t ahead = (int64_t)(c->t->layout.header) - (int64_t)(c->d->layout.header);
    for (size_t i = 0; i < lines && i < c->t->text.line_count; i++, arena_reset(passing)) {
        int64_t at = (int64_t)i + ahead;
        if (at < 0 || (uint64_t)at >= c->t->text.line_count)
            continue;
        line_view_read(passing, c->d, (uint32_t)i, &is);
        line_view_read(passing, c->t, (uint32_t)at, &was);
        there += is.kind == LINE_PERSON && was.kind == LINE_PERSON &&
                 span_eq(view_key(passing, c->d, &is), view_key(passing, c->t, &was));
    }
    return there * 10 >= lines * 8;
}

/* Each wage, but for one in twenty, is higher than the one above it, or each lower; and the old ones are not. */
void rule_wages_sorted(const check *c) {
    const wage_tally *t = &c->sums->wages;
    bool up = t->rises >= MANY && t->falls * 20 <= t->steps, down = t->falls >= MANY && t->rises * 20 <= t->steps;
    bool old_mixed = t->old_rises * 5 >= t->steps && t->old_falls * 5 >= t->steps;
    bool own = t->level * 2 >= t->steps; /* a roster in the order of rank */
    if ((!up && !down) || !old_mixed || own || column_moved(&c->sums->moved[ROLE_OLD_WAGE]) || !in_template_order(c))
        return;
    FIND(c->found, .code = ROS_names_shifted, .place = place_of_column(c, c->d->layout.wage), .count = t->steps + 1,
         .args = {{"what", value_term(TERM_column_sorted)}});
}

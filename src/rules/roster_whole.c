/* What only the whole roster shows: a column moved by itself, another template. */
#include "rules/check.h"

enum { SOME = 5 };

static const role MOVED[] = {ROLE_NAME, ROLE_PERSONAL_NUMBER, ROLE_OLD_WAGE};
enum { MOVED_COUNT = sizeof MOVED / sizeof *MOVED };

static bool sorted(const moved_column *m) {
    return m->compared >= SOME && (m->ascending * 10 >= m->compared * 9 || m->ascending * 10 <= m->compared);
}

static term shift_term(int64_t by) {
    return by == 1 ? TERM_column_down_1 : by == -1 ? TERM_column_up_1 : by > 0 ? TERM_column_down : TERM_column_up;
}

static term explanation(const moved_column *m) {
    if (column_shifted(m))
        return shift_term(m->shift);
    if (m->altered == 2)
        return TERM_column_swapped;
    return sorted(m) ? TERM_column_sorted : TERM_column_mixed;
}

/* The IDs moved: all else seems to have moved the other way. */
static term explanation_of_ids(const moved_column *ids, const moved_column *other) {
    if (column_shifted(other))
        return shift_term(-other->shift);
    return sorted(ids) ? TERM_column_sorted : explanation(other);
}

static int column_of(const layout *l, role r) {
    return r == ROLE_NAME ? l->name : r == ROLE_PERSONAL_NUMBER ? l->personal : l->old_wage;
}

static void tell_moved(const check *c, const moved_column *m, int at, term why) {
    place where = place_of_column(c, at);
    where.line = m->first + 1u;
    FIND(c->found, .code = ROS_names_shifted, .place = where, .count = m->altered,
         .args = {{"what", value_term(why)}});
}

/* Everything else moved against the IDs: then it is the IDs that moved. */
static bool all_moved(const check *c, const layout *l) {
    unsigned columns = 0, of_them = 0;
    for (int i = 0; i < MOVED_COUNT; i++)
        if (column_of(l, MOVED[i]) >= 0) {
            columns++;
            of_them += column_moved(&c->sums->moved[MOVED[i]]);
        }
    return columns >= 2 && of_them == columns;
}

void rule_column_moved(const check *c) {
    const layout *l = &c->d->layout;
    if (all_moved(c, l)) {
        const moved_column *other = &c->sums->moved[l->name >= 0 ? ROLE_NAME : ROLE_PERSONAL_NUMBER];
        tell_moved(c, other, l->id, explanation_of_ids(&c->sums->moved[ROLE_ID], other));
        return;
    }
    for (int i = 0; i < MOVED_COUNT; i++) {
        const moved_column *m = &c->sums->moved[MOVED[i]];
        if (column_moved(m))
            tell_moved(c, m, column_of(l, MOVED[i]), explanation(m));
    }
}

/* The template's people are not these, or its old wages are not. */
void rule_other_template(const check *c) {
    const tally *t = c->sums;
    const moved_column *old = &t->moved[ROLE_OLD_WAGE];
    uint64_t least = t->people < t->templ_people ? t->people : t->templ_people;
    bool others = t->lost && t->added && t->twins * 2 < least;
    bool year = old->altered >= SOME && old->altered * 10 >= t->twins * 8 && !column_moved(old);
    if (others || year)
        FIND(c->found, .code = ROS_other_template, .place = place_whole(c->d->input),
             .args = {{"n_same", value_number(t->twins)}, {"n_templ", value_number(t->templ_people)},
                      {"what", value_term(others ? TERM_other_people : TERM_other_year)}});
}

/* What only the whole roster shows: a column moved by itself, another template. */
#include "rules/check.h"

enum { FEW = 3, SOME = 5 };

static const role MOVED[] = {ROLE_NAME, ROLE_PERSONAL_NUMBER, ROLE_OLD_WAGE};
enum { MOVED_COUNT = sizeof MOVED / sizeof *MOVED };

static bool shifted(const moved_column *m) { return m->altered >= FEW && m->by_shift * 10 >= m->altered * 8; }

/* The same values are all there, at other people; or they slipped by some lines. */
static bool moved(const moved_column *m) { return (m->altered >= 2 && m->sum == 0) || shifted(m); }

static term explanation(const moved_column *m) {
    if (shifted(m))
        return m->shift == 1 ? TERM_column_down_1 : m->shift == -1 ? TERM_column_up_1
             : m->shift > 0 ? TERM_column_down    : TERM_column_up;
    if (m->altered == 2)
        return TERM_column_swapped;
    if (m->ascending * 10 >= m->compared * 9 || m->ascending * 10 <= m->compared)
        return TERM_column_sorted;
    return TERM_column_mixed;
}

static int column_of(const layout *l, role r) {
    return r == ROLE_NAME ? l->name : r == ROLE_PERSONAL_NUMBER ? l->personal : l->old_wage;
}

static void tell_moved(const check *c, const moved_column *m, int at) {
    place where = place_of_column(c, at);
    where.line = m->first + 1u;
    FIND(c->found, .code = ROS_names_shifted, .place = where, .count = m->altered,
         .args = {{"what", value_term(explanation(m))}});
}

/* Everything else moved against the IDs: then it is the IDs that moved. */
static bool all_moved(const check *c, const layout *l) {
    unsigned columns = 0, of_them = 0;
    for (int i = 0; i < MOVED_COUNT; i++)
        if (column_of(l, MOVED[i]) >= 0) {
            columns++;
            of_them += moved(&c->sums->moved[MOVED[i]]);
        }
    return columns >= 2 && of_them == columns;
}

void rule_column_moved(const check *c) {
    const layout *l = &c->d->layout;
    if (all_moved(c, l)) {
        tell_moved(c, &c->sums->moved[l->name >= 0 ? ROLE_NAME : ROLE_PERSONAL_NUMBER], l->id);
        return;
    }
    for (int i = 0; i < MOVED_COUNT; i++)
        if (moved(&c->sums->moved[MOVED[i]]))
            tell_moved(c, &c->sums->moved[MOVED[i]], column_of(l, MOVED[i]));
}

/* The template's people are not these, or its old wages are not. */
void rule_other_template(const check *c) {
    const tally *t = c->sums;
    const moved_column *old = &t->moved[ROLE_OLD_WAGE];
    uint64_t least = t->people < t->templ_people ? t->people : t->templ_people;
    bool others = t->lost && t->added && t->twins * 2 < least;
    bool year = old->altered >= SOME && old->altered * 10 >= t->twins * 8 && !moved(old);
    if (others || year)
        FIND(c->found, .code = ROS_other_template, .place = place_whole(c->d->input),
             .args = {{"n_same", value_number(t->twins)}, {"n_templ", value_number(t->templ_people)},
                      {"what", value_term(others ? TERM_other_people : TERM_other_year)}});
}

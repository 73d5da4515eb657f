/* Wages that fit somebody else's old ones: the column slipped, or part of it. */
#include <stdlib.h>

#include "rules/check.h"

/* Shares are judged from this many on; a part of a column from this many. */
enum { SOME = 5, RUN = 8, STRAY = 12 };
enum { LINES_APART = 20, ENOUGH = 15, PEOPLE_ASKED = 2000 };

struct pairs {
    fen now[PEOPLE_ASKED], old[PEOPLE_ASKED];
    uint32_t line[PEOPLE_ASKED];
    int count;
};

static void gather_pairs(const check *c, struct pairs *out) {
    arena *passing = arena_child(c->scratch);
    line_view v;
    for (uint32_t i = 0; i < c->d->text.line_count && out->count < PEOPLE_ASKED; i++, arena_reset(passing)) {
        line_view_read(passing, c->d, i, &v);
        if (v.kind != LINE_PERSON || !countable(v.wage_money) || !countable(v.old_money))
            continue;
        out->now[out->count] = v.wage_money.value;
        out->line[out->count] = i;
        out->old[out->count++] = v.old_money.value;
    }
}

/* By how many people did the column slip, downwards; 0 where it did not so. */
static int slipped_by(const struct pairs *p) {
    const factor same = {1, 1};
    for (int by = -LINES_APART; by <= LINES_APART; by++) {
        int fitting = 0, asked = 0;
        for (int i = by > 0 ? by : 0; i < p->count && i - by < p->count; i++, asked++)
            fitting += off_by(same, p->now[i], p->old[i - by], true);
        if (by && asked >= ENOUGH && fitting * 10 >= asked * 9)
            return by;
    }
    return 0;
}

static bool tell_slipped_far(const check *c, uint64_t people) {
    struct pairs *p = ARENA_NEW(c->scratch, struct pairs);
    gather_pairs(c, p);
    int by = slipped_by(p);
    if (by)
        FIND(c->found, .code = ROS_names_shifted, .place = place_of_column(c, c->d->layout.wage), .count = people,
             .args = {{"what", value_term(by > 0 ? TERM_column_down : TERM_column_up)}});
    return by != 0;
}

/* ---- A part of it: a cell was inserted or deleted, and another one further down. */
static int by_size(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

static bool as_usual(double ratio, double usual) { return ratio > usual * 0.95 && ratio < usual * 1.05; }

/* What most wages are of the old ones `by` people above; 0 where they have no such ratio in common. */
static double usual_ratio(arena *a, const struct pairs *p, int by) {
    double *ratio = ARENA_ARRAY(a, double, (size_t)p->count + 1);
    size_t n = 0, near = 0;
    for (int i = 0; i < p->count; i++)
        if (i - by >= 0 && i - by < p->count)
            ratio[n++] = (double)p->now[i] / (double)p->old[i - by];
    if (n == 0)
        return 0;
    qsort(ratio, n, sizeof *ratio, by_size);
    for (size_t i = 0; i < n; i++)
        near += as_usual(ratio[i], ratio[n / 2]);
    return near * 2 >= n ? ratio[n / 2] : 0;
}

static bool fits(const struct pairs *p, int now, int old, double usual) {
    return old >= 0 && old < p->count && as_usual((double)p->now[now] / (double)p->old[old], usual);
}

/* The longest run of people whose wages fit the old ones `by` people above and not their own. */
static int longest_run(const struct pairs *p, double usual, int by, int *from) {
    int longest = 0, run = 0;
    for (int i = 0; i < p->count; i++) {
        run = fits(p, i, i - by, usual) && !fits(p, i, i, usual) ? run + 1 : 0;
        if (run <= longest)
            continue;
        longest = run;
        *from = i - run + 1;
    }
    return longest;
}

static void tell_slipped_partly(const check *c) {
    struct pairs *p = ARENA_NEW(c->scratch, struct pairs);
    int from = 0, longest = 0, down = 0, other = 0;
    gather_pairs(c, p);
    double usual = 0;
    for (int by = -1; usual <= 0 && by <= 1; by++)
        usual = usual_ratio(c->scratch, p, by);
    for (int by = -1; usual > 0 && by <= 1; by += 2) {
        int run = longest_run(p, usual, by, &other);
        if (run <= longest)
            continue;
        longest = run;
        down = by;
        from = other;
    }
    if (longest < RUN)
        return;
    place where = place_of_column(c, c->d->layout.wage);
    where.line = p->line[from] + 1u;
    FIND(c->found, .code = ROS_names_shifted, .place = where, .count = (uint64_t)longest,
         .args = {{"what", value_term(down > 0 ? TERM_column_down_1 : TERM_column_up_1)}});
}

/* The wages fit not their own old wages but those of the person above or below, or some lines away; or part of them do. */
void rule_wages_shifted(const check *c) {
    const wage_tally *t = &c->sums->wages;
    bool down = t->from_above >= t->from_below;
    uint64_t fitting = down ? t->from_above : t->from_below;
    bool old_moved = column_moved(&c->sums->moved[ROLE_OLD_WAGE]); /* told by rule_column_moved */
    if (old_moved || t->steps < SOME)
        return;
    if (t->level * 2 >= t->steps) {
        if (t->stray.most >= STRAY)
            tell_slipped_partly(c);
        return;
    }
    if (fitting * 10 < t->steps * 9) {
        if (!tell_slipped_far(c, t->steps + 1))
            tell_slipped_partly(c);
        return;
    }
    FIND(c->found, .code = ROS_names_shifted, .place = place_of_column(c, c->d->layout.wage), .count = t->steps + 1,
         .args = {{"what", value_term(down ? TERM_column_down_1 : TERM_column_up_1)}});
}

#include "rules/tally.h"

/* Months in a year, fen in a yuan, yuan in a 万元, a digit too many: and each the other way round. */
const factor FACTORS[FACTOR_COUNT] = {{1, 12},  {12, 1},  {1, 10000}, {10000, 1},
                                      {100, 1}, {1, 100}, {10, 1},    {1, 10}};

bool countable(money m) {
    return !(m.oddities & (MONEY_BLANK | MONEY_NO_NUMBER | MONEY_TOO_LONG | MONEY_NEGATIVE)) && !m.below_one;
}

/* Wages have at most 12 digits in fen, so that nothing here overflows. */
bool off_by(factor f, fen new_wage, fen old_wage, bool tight) {
    int64_t is = new_wage * f.parts, was = old_wage * f.times;
    return tight ? is >= was / 100 * 93 && is <= was / 100 * 120 : is >= was / 10 * 6 && is <= was / 10 * 17;
}

enum { SHIFT_LEAST = 3 };

bool column_shifted(const moved_column *m) {
    return m->altered >= SHIFT_LEAST && m->by_shift * 10 >= m->altered * 8;
}

bool column_moved(const moved_column *m) { return (m->altered >= 2 && m->sum == 0) || column_shifted(m); }

void tally_id(tally *sums, const line_view *v) {
    if (v->person.kind == ID_RESIDENT && v->person.numeric)
        tally_number(sums, v->index, v->person.number);
}

void tally_number(tally *sums, uint32_t line, uint64_t id) {
    id_tally *t = &sums->ids;
    bool thousand = id % 1000 == 0, exact = id_exact(id);
    if ((thousand || exact) && t->thousands + t->doubles == 0)
        t->first = line;
    t->numbers++;
    t->thousands += thousand;
    t->doubles += exact;
}

static void count_alike(fen wage, uint64_t *numbers, uint64_t *alike, fen *first) {
    if ((*numbers)++ == 0)
        *first = wage;
    *alike += wage == *first;
}

static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

static void add_stretch(stretch *s, const stretch *more) {
    s->most = larger(larger(s->most, more->most), s->back + more->front);
    s->front = larger(s->front, s->all + more->front);
    s->back = larger(more->back, s->back + more->all);
    s->all += more->all;
}

/* Where neighbours' wages follow one another, some fit their own by chance. */
static void count_stray(wage_tally *t, int more) {
    int64_t least = larger(more, 0);
    add_stretch(&t->stray, &(stretch){more, least, least, least});
}

/* Wages in a row, each against its neighbours' old ones: a column that slipped fits them instead. */
static void count_step(wage_tally *t, fen new_wage, fen old_wage) {
    const factor same = {1, 1};
    if (t->last_new == 0 || new_wage == 0)
        return;
    t->steps++;
    t->rises += new_wage > t->last_new;
    t->falls += new_wage < t->last_new;
    t->old_rises += old_wage > t->last_old;
    t->old_falls += old_wage < t->last_old;
    bool level = off_by(same, new_wage, old_wage, true), above = off_by(same, new_wage, t->last_old, true),
         below = off_by(same, t->last_new, old_wage, true);
    t->level += level;
    t->from_above += above;
    t->from_below += below;
    count_stray(t, level ? -1 : above || below ? 4 : -4);
}

static void count_pair(wage_tally *t, fen new_wage, fen old_wage) {
    t->pairs++;
    t->unchanged += new_wage == old_wage;
    count_step(t, new_wage, old_wage);
    t->last_new = new_wage;
    t->last_old = old_wage;
    if (new_wage < old_wage * 3 / 5 || new_wage / 17 * 10 > old_wage)
        for (int i = 0; i < FACTOR_COUNT; i++) {
            t->loose[i] += off_by(FACTORS[i], new_wage, old_wage, false);
            t->tight[i] += off_by(FACTORS[i], new_wage, old_wage, true);
        }
}

void tally_wages(tally *sums, money now, money old) {
    wage_tally *t = &sums->wages;
    t->people++;
    t->unfilled += (now.oddities & MONEY_BLANK) || (now.value == 0 && now.below_one && !(now.oddities & MONEY_NEGATIVE));
    if (countable(now))
        count_alike(now.value, &t->numbers, &t->alike, &t->first);
    if (countable(old))
        count_alike(old.value, &t->old_numbers, &t->old_alike, &t->old_first);
    if (countable(now) && countable(old))
        count_pair(t, now.value, old.value);
    else
        t->last_new = t->last_old = 0;
    if (t->people == 1) {
        t->head_new = t->last_new;
        t->head_old = t->last_old;
    }
}

/* ---- Adding up two stretches of lines. */
static void add_alike(uint64_t *numbers, uint64_t *alike, fen *first, uint64_t more, uint64_t more_alike, fen other) {
    if (*numbers == 0)
        *first = other;
    *numbers += more;
    *alike += *first == other ? more_alike : 0;
}

static void add_wages(wage_tally *t, const wage_tally *more) {
    if (more->people == 0)
        return;
    if (t->people == 0) {
        t->head_new = more->head_new;
        t->head_old = more->head_old;
    }
    add_alike(&t->numbers, &t->alike, &t->first, more->numbers, more->alike, more->first);
    add_alike(&t->old_numbers, &t->old_alike, &t->old_first, more->old_numbers, more->old_alike, more->old_first);
    count_step(t, more->head_new, more->head_old);
    t->people += more->people;
    t->unfilled += more->unfilled;
    t->pairs += more->pairs;
    t->unchanged += more->unchanged;
    for (int i = 0; i < FACTOR_COUNT; i++) {
        t->loose[i] += more->loose[i];
        t->tight[i] += more->tight[i];
    }
    t->steps += more->steps;
    t->rises += more->rises;
    t->falls += more->falls;
    t->old_rises += more->old_rises;
    t->old_falls += more->old_falls;
    t->level += more->level;
    t->from_above += more->from_above;
    t->from_below += more->from_below;
    add_stretch(&t->stray, &more->stray);
    t->last_new = more->last_new;
    t->last_old = more->last_old;
}

static void add_ids(id_tally *t, const id_tally *more) {
    if (t->thousands + t->doubles == 0)
        t->first = more->first;
    t->numbers += more->numbers;
    t->thousands += more->thousands;
    t->doubles += more->doubles;
}

void tally_add(tally *sums, const tally *more) {
    add_ids(&sums->ids, &more->ids);
    add_wages(&sums->wages, &more->wages);
    sums->people += more->people;
    sums->twins += more->twins;
}

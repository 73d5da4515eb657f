/* --duplicates sum: a person's rows add up, all but those that say they are sums themselves. */
#include <stdlib.h>

#include "fill/join.h"

sum_sort sums_up(const join *j, const row *r) {
    return j->options->duplicates == DUPLICATES_SUM ? row_sums_up(j->plan, r) : SUM_NONE;
}

bool sums_parts(const join *j) { return j->options->duplicates == DUPLICATES_SUM && j->options->yes == NULL; }

static void count_part(join *j, uint32_t line, fen wage) {
    if (j->part_count == NULL) {
        j->part_count = ARENA_ARRAY(j->on, uint32_t, j->t->text.line_count + 1);
        j->largest = ARENA_ARRAY(j->on, fen, j->t->text.line_count + 1);
    }
    if (j->part_count[line]++ == 0) {
        j->largest[line] = j->out->of[line].wage; /* the first one's, since this is the second */
        j->part_count[line]++;
    }
    if (wage > j->largest[line])
        j->largest[line] = wage;
}

void add_up(join *j, const entry *e, uint32_t line, fen wage) {
    count_part(j, line, wage);
    if (money_add(&j->out->of[line].wage, wage))
        return;
    j->out->of[line].state = WAGE_REFUSED;
    FIND(j->found, .code = SRC_wage_unusable, .place = entry_place(j, e, e->wage, j->plan->wage),
         .value = cell_value(VALUE_WAGE, e->wage), .args = {{"what", value_term(TERM_too_large)}});
}

/* ---- Rows that may be sums. */
void put_off(join *j, const entry *e, uint32_t line) {
    kept_row k = kept_of(j, e);
    if (j->at_sum == NULL)
        j->at_sum = ARENA_ARRAY(j->on, fen, j->t->text.line_count + 1);
    k.line = line;
    k.so_far = j->out->of[line].state == WAGE_GIVEN ? j->out->of[line].wage : 0;
    k.since = k.so_far - j->at_sum[line];
    j->at_sum[line] = k.so_far;
    VEC_PUSH(j->on, &j->sums, k);
}

/* Within a yuan, since what is shown may be rounded. */
static bool near(fen a, fen b) { return llabs((long long)(a - b)) < 100; }

/* Is the row's amount what the person's other rows make: all of them, those above, or those since the sum before? */
static bool sums_others(const join *j, const kept_row *k, const entry *e) {
    fen amount;
    if (!amount_of(e->wage, &amount))
        return e->wage == NULL;
    return near(amount, j->parts[k->line]) || near(amount, k->so_far) || near(amount, k->since);
}

static void refuse_sum(join *j, const entry *e, uint32_t line) {
    tell_two_wages(j, e, line);
    j->out->of[line].state = WAGE_REFUSED;
}

/* 总计划部, 累计补发差额: a part like others, unless it looks like their sum. */
static void give_part(join *j, const kept_row *k) {
    entry e = entry_of(k);
    if (j->parts[k->line] && e.wage && sums_others(j, k, &e))
        refuse_sum(j, &e, k->line);
    else
        give_row(j, &e, k->line);
}

/* A sum counts where it is all there is of a person. Where it is not what the rest makes, a row is missing, or one too
 * many, or it is no sum. */
static void give_sum(join *j, const kept_row *k, bool *only) {
    entry e = entry_of(k);
    if (j->out->of[k->line].state == WAGE_NONE) {
        give_row(j, &e, k->line);
        *only = true;
    } else if (*only || (j->out->of[k->line].state == WAGE_GIVEN && !sums_others(j, k, &e))) {
        refuse_sum(j, &e, k->line);
    } else {
        tell_skipped(j, &e);
    }
}

static void count_parts(join *j) {
    for (size_t i = 0; i < j->t->text.line_count; i++)
        j->parts[i] = j->out->of[i].state == WAGE_GIVEN ? j->out->of[i].wage : 0;
}

void give_sums(join *j) {
    j->passed = true;
    if (j->sums.count == 0)
        return;
    bool *only = ARENA_ARRAY(j->on, bool, j->t->text.line_count + 1);
    j->parts = ARENA_ARRAY(j->on, fen, j->t->text.line_count + 1);
    for (int sums = 0; sums < 2; sums++) {
        count_parts(j);
        for (size_t i = 0; i < j->sums.count; i++) {
            const kept_row *k = &j->sums.items[i];
            if (sums && k->sums != SUM_BEGINS)
                give_sum(j, k, &only[k->line]);
            else if (!sums && k->sums == SUM_BEGINS)
                give_part(j, k);
            arena_reset(j->scratch);
        }
    }
}

/* ---- What parts have made. */
/* An amount of a line's person, for a message. */
struct amount_entry {
    cell wage, name;
    row r;
};

static entry entry_for(join *j, uint32_t line, fen amount, struct amount_entry *room) {
    line_view_read(j->scratch, j->t, line, &j->twin);
    buf shown = buf_new(j->scratch);
    money_write(&shown, amount, 2);
    room->wage = (cell){.column = j->plan->wage, .kind = CELL_TEXT, .value = buf_span(&shown), .offset = NO_OFFSET};
    room->name = (cell){.kind = CELL_TEXT, .value = view_text(j->scratch, j->t, j->twin.name)};
    room->r = (row){.number = j->out->of[line].row, .line = j->out->of[line].row};
    return (entry){.row = &room->r, .wage = &room->wage, .name = &room->name};
}

static void judge_sum(join *j, uint32_t line) {
    struct amount_entry room;
    entry e = entry_for(j, line, j->out->of[line].wage, &room);
    if (!sum_stands(j, &e, j->out->of[line].wage))
        j->out->of[line].state = WAGE_REFUSED;
    arena_reset(j->scratch);
}

/* Of three parts or more, does one make as much as all others? */
static bool looks_summed(const join *j, uint32_t line) {
    return j->out->of[line].state == WAGE_GIVEN && j->part_count[line] > 2 && near(j->largest[line] * 2, j->out->of[line].wage);
}

/* Where that is so of most people, it is their sum, whatever it is called, and they would get twice their wage. */
static void refuse_doubled(join *j) {
    uint64_t of_several = 0, doubled = 0;
    struct amount_entry room;
    for (uint32_t i = 0; i < j->t->text.line_count; i++) {
        of_several += j->part_count[i] > 2;
        doubled += looks_summed(j, i);
    }
    for (uint32_t i = 0; doubled && doubled * 2 >= of_several && i < j->t->text.line_count; i++, arena_reset(j->scratch)) {
        if (!looks_summed(j, i))
            continue;
        entry e = entry_for(j, i, j->largest[i], &room);
        refuse_number(j, &e, TERM_summed_up);
        j->out->of[i].state = WAGE_REFUSED;
    }
}

void judge_sums(join *j) {
    if (j->part_count && sums_parts(j))
        refuse_doubled(j);
    for (uint32_t i = 0; i < j->t->text.line_count && sums_parts(j); i++)
        if (j->out->of[i].state == WAGE_GIVEN && (j->out->of[i].wage < 100 || j->out->of[i].wage > MONEY_MAX))
            judge_sum(j, i);
}

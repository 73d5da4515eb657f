/* Rows of the payroll table meet the template's people. One pass; nothing is kept but a wage a line
 * and the few rows whose person is not found at once. */
#include "fill/join.h"

#include "fill/nobody.h"
#include "fill/sample.h"
#include "fill/unit.h"

place entry_place(const join *j, const entry *e, const cell *c, uint32_t at) {
    return (place){.input = INPUT_TABLE,
                   .sheet = j->plan->sheet_name,
                   .cell_row = e->row->number,
                   .cell_column = at,
                   .line = e->row->line,
                   .column = at,
                   .byte_offset = c ? c->offset : NO_OFFSET};
}

value cell_value(value_kind kind, const cell *c) {
    return value_of(kind, c ? c->value : (span){0});
}

/* ---- The person of a row. */
void tell_person(const join *j, const entry *e, code what, term why) {
    FIND(j->found, .code = what, .place = entry_place(j, e, e->id, j->plan->id),
         .value = cell_value(VALUE_ID, e->id),
         .args = {{"what", value_term(why)},
                  {"name", cell_value(VALUE_NAME, e->name)},
                  {"id", cell_value(VALUE_ID, e->id)}});
}

/* By the key as it stands. An old number of 15 digits says all that the new one says. */
static bool find_person(const join *j, const entry *e, uint32_t *line) {
    for (size_t i = 0; i < j->options->pair_count; i++)
        if (j->options->pairs[i].row == e->row->number) {
            *line = j->options->pairs[i].line - 1;
            tell_person(j, e, SRC_id_recovered, TERM_how_chosen);
            return true;
        }
    person_id id = person_id_read(e->id ? e->id->value : (span){0});
    bool by_number = j->plan->key != ROLE_ID;
    span key = by_number && e->id ? span_trim(e->id->value) : person_id_key(&id);
    *line = key.len ? people_find(j->people, j->scratch, key) : KEY_ABSENT;
    if (*line != KEY_ABSENT && !by_number && id.kind == ID_RESIDENT_15)
        tell_person(j, e, SRC_id_recovered, TERM_how_15_digits);
    return *line != KEY_ABSENT;
}

/* ---- Both together. */
void tell_two_wages(const join *j, const entry *e, uint32_t line) {
    buf other = buf_new(j->scratch), first = buf_new(j->scratch);
    place_cell(&other, j->out->of[line].row, j->plan->wage);
    money_write(&first, j->out->of[line].wage, 2);
    value was = value_of(VALUE_WAGE, buf_span(&first)), is = cell_value(VALUE_WAGE, e->wage);
    const choice ask[] = {{.option = "duplicates", .value = SPAN("sum"), .shown = {was, is}, .shown_count = 2},
                          {.option = "duplicates", .value = SPAN("last"), .shown = {is}, .shown_count = 1}};
    FIND(j->found, .code = SRC_two_wages, .place = entry_place(j, e, e->wage, j->plan->wage),
         .choices = ask, .choice_count = 2,
         .args = {{"name", cell_value(VALUE_NAME, e->name)},
                  {"id", cell_value(VALUE_ID, e->id)},
                  {"other", value_text(buf_span(&other))}});
}

static void again(join *j, const entry *e, uint32_t line, fen wage) {
    fen *kept = &j->out->of[line].wage;
    bool last = j->options->duplicates == DUPLICATES_LAST || (j->options->yes && j->options->yes[ID_duplicate]);
    if (j->options->duplicates == DUPLICATES_SUM) {
        add_up(j, e, line, wage);
    } else if (last) {
        if (e->row->number > j->out->of[line].row) { /* rows recovered later may stand earlier */
            *kept = wage;
            j->out->of[line].row = e->row->number;
        }
    } else if (*kept == wage && !e->below) {
        FIND(j->found, .code = SRC_same_wage_twice,
             .place = entry_place(j, e, e->wage, j->plan->wage));
    } else {
        tell_two_wages(j, e, line);
        j->out->of[line].state = WAGE_REFUSED;
        j->out->of[line].asked = ID_duplicate;
    }
}

static void give(join *j, const entry *e, uint32_t line, fen wage) {
    if (j->out->of[line].state == WAGE_GIVEN) {
        again(j, e, line, wage);
        return;
    }
    if (j->out->of[line].state == WAGE_REFUSED)
        return;
    j->out->of[line].state = WAGE_GIVEN;
    j->out->of[line].wage = wage;
    j->out->of[line].row = e->row->number;
}

bool give_plainly(join *j, uint32_t line, uint32_t number, fen wage) {
    if (j->out->of[line].state != WAGE_NONE)
        return false;
    j->out->of[line].state = WAGE_GIVEN;
    j->out->of[line].wage = wage;
    j->out->of[line].row = number;
    j->above_row = number;
    j->above_line = line;
    return true;
}

bool surplus(const join *j, const row *r) {
    for (size_t i = r->count; j->plan->width && i > 0 && r->cells[i - 1].column > j->plan->width; i--)
        if (span_trim(r->cells[i - 1].value).len)
            return true;
    return false;
}

void give_row(join *j, const entry *e, uint32_t line) {
    code asked = CODE_NONE;
    fen wage;
    if (e->sums && !j->passed) {
        put_off(j, e, line);
        return;
    }
    j->above_row = e->row->number;
    j->above_line = line;
    check_name(j, e, line);
    if (e->wage == NULL) { /* told as a person without a wage */
        if (j->out->of[line].row == 0)
            j->out->of[line].row = e->row->number;
        return;
    }
    if (!cut_up(j, e) && wage_of(j, e, &wage, &asked) && !another_number(j, e, line, wage, &asked)) {
        give(j, e, line, wage);
    } else {
        j->out->of[line].state = WAGE_REFUSED;
        j->out->of[line].row = e->row->number;
        j->out->of[line].asked = (uint16_t)asked;
    }
}

/* ---- The pass. */
void tell_skipped(const join *j, const entry *e) {
    FIND(j->found, .code = SRC_row_skipped, .place = entry_place(j, e, NULL, 0));
}

/* What stands below it would be read from the wrong columns: nothing is, and no wage may be written. */
static void tell_moved(join *j) {
    findings *apart = findings_like(j->on, j->found);
    entry e = {.row = &j->moved.at};
    FIND(apart, .code = SRC_columns_moved, .place = entry_place(j, &e, NULL, 0),
         .args = {{"is", value_text(j->moved.words)}, {"was", value_text(sample_headers(j->on, j->plan->seen))}});
    j->moved.waits = false;
    j->out->scrambled = j->out->scrambled || findings_gravest(apart) >= SEVERITY_ERROR;
    findings_merge(j->found, apart);
}

static void tell_other_unit(join *j, const entry *e) {
    findings *apart = findings_like(j->on, j->found);
    unit_word w = row_unit(e->row, j->plan->wage);
    FIND(apart, .code = SRC_other_unit, .place = entry_place(j, e, NULL, 0),
         .args = {{"is", value_text(span_keep(j->on, w.said))}, {"what", value_text(span_keep(j->on, w.unit))}});
    j->out->scrambled = j->out->scrambled || findings_gravest(apart) >= SEVERITY_ERROR;
    findings_merge(j->found, apart);
}

/* A header again: the first one's, or one with its columns elsewhere. */
static void pass_header(join *j, const entry *e, bool moved) {
    if (j->moved.waits)
        tell_skipped(j, &(entry){.row = &j->moved.at});
    j->astray = moved;
    j->moved = moved ? moved_header_of(j->on, e->row) : (moved_header){0};
    if (!moved)
        tell_skipped(j, e);
}

/* 小计 beside a personal number that is somebody's. */
static bool of_somebody(const join *j, const entry *e) {
    return j->plan->key != ROLE_ID && e->id && people_find(j->people, j->scratch, span_trim(e->id->value)) != KEY_ABSENT;
}

static bool skipped(join *j, const entry *e) {
    const payroll_plan *p = j->plan;
    const uint32_t columns[] = {p->id, p->name, p->wage};
    row_sort sort = row_sort_of(p, e->row, e->id, e->wage, columns, sizeof columns / sizeof *columns);
    if (sort == ROW_HEADING || sort == ROW_MOVED) {
        pass_header(j, e, sort == ROW_MOVED);
        return true;
    }
    if (sort == ROW_OTHER_UNIT) {
        tell_other_unit(j, e);
        return true;
    }
    if (j->moved.waits && row_holds_somebody(e->row, sort))
        tell_moved(j);
    if (sort == ROW_BLANK || (sort == ROW_PERSON && !j->astray))
        return sort == ROW_BLANK;
    if (sort == ROW_SUM && !j->astray && of_somebody(j, e))
        return false;
    if (sort != ROW_PERSON)
        tell_skipped(j, e);
    return true;
}

static bool hidden(const entry *e) {
    return e->row->hidden || (e->id && e->id->hidden) || (e->wage && e->wage->hidden);
}

entry row_entry(const join *j, const row *r) {
    const payroll_plan *p = j->plan;
    return (entry){.row = r, .id = row_cell(r, p->id), .name = row_cell(r, p->name), .wage = row_cell(r, p->wage),
                   .personal = row_cell(r, p->personal), .old = row_cell(r, p->old), .beyond = amount_beyond(j, r),
                   .cut = row_cut_up(j, r), .sums = sums_up(j, r)};
}

void take_row(join *j, const row *r) {
    entry e = row_entry(j, r);
    uint32_t line;
    if ((!j->astray && take_plain_row(j, &e)) || skipped(j, &e))
        return;
    if (hidden(&e))
        FIND(j->found, .code = SRC_hidden, .place = entry_place(j, &e, NULL, j->plan->wage),
             .args = {{"what", value_term(TERM_hidden_rows)}});
    count_name(j, &e);
    if (find_person(j, &e, &line))
        give_row(j, &e, line);
    else
        keep_row(j, &e);
}

static bool on_sheet(void *context, const sheet *s) {
    return s->index == ((join *)context)->plan->sheet;
}

static bool on_row(void *context, const sheet *s, const row *r) {
    join *j = context;
    (void)s;
    if (r->number >= j->plan->data_from)
        take_row(j, r);
    arena_reset(j->scratch);
    return true;
}

static bool on_rows(void *context, const sheet *s, const row *r, size_t count) {
    (void)s;
    take_rows(context, r, count);
    return true;
}

static void on_merged(void *context, const merged_range *m) {
    join *j = context;
    uint32_t key = j->plan->id ? j->plan->id : j->plan->name;
    if (m->first_column <= key && key <= m->last_column)
        VEC_PUSH(j->on, &j->merged, *m);
}

static void on_end(void *context, const sheet *s) {
    join *j = context;
    if (s->index == j->plan->sheet && s->merged)
        FIND(j->found, .code = SRC_merged,
             .place = {.input = INPUT_TABLE, .sheet = s->name, .byte_offset = NO_OFFSET},
             .args = {{"ranges", value_number(s->merged)}});
}

/* Most names are another's: the IDs, or the names, were sorted without the rest. A broken file was asked about
 * that before. */
static void tell_scrambled(join *j) {
    enum { SEVERAL = 3 };
    uint64_t given = 0;
    for (size_t i = 0; i < j->t->text.line_count; i++)
        given += j->out->of[i].state == WAGE_GIVEN;
    bool answered = j->options->yes && (j->broken || j->options->yes[ROS_names_shifted]);
    if (answered || j->differing < SEVERAL || j->differing * 2 <= given)
        return;
    findings *apart = findings_like(j->on, j->found);
    FIND(apart, .code = ROS_names_shifted, .count = j->differing,
         .place = {.input = INPUT_TABLE, .sheet = j->plan->sheet_name, .column = j->plan->name, .field = SPAN("姓名"),
                   .byte_offset = NO_OFFSET},
         .args = {{"what", value_term(TERM_column_sorted)}});
    j->out->scrambled = j->out->scrambled || findings_gravest(apart) >= SEVERITY_ERROR;
    findings_merge(j->found, apart);
}

/* ---- Who is left over. */
static void tell_left_over(join *j) {
    const document *t = j->t;
    for (uint32_t i = 0; i < t->text.line_count; i++) {
        if (j->out->of[i].state == WAGE_GIVEN) {
            j->out->given++;
            continue;
        }
        line_view_read(j->scratch, t, i, &j->twin);
        if (j->twin.kind == LINE_PERSON && j->out->of[i].state == WAGE_NONE)
            FIND(j->found, .code = SRC_person_without_wage,
                 .place = {.input = INPUT_TEMPLATE, .entry = t->box.entry_label, .line = i + 1u,
                           .byte_offset = NO_OFFSET},
                 .args = {{"name", value_of(VALUE_NAME, view_text(j->scratch, t, j->twin.name))},
                          {"id", value_of(VALUE_ID, view_text(j->scratch, t, j->twin.id))}});
        arena_reset(j->scratch);
    }
}

/* Whom a person has named must be somebody. */
static void check_pairs(join *j) {
    for (size_t i = 0; i < j->options->pair_count; i++) {
        uint32_t line = j->options->pairs[i].line;
        if (line == 0 || line > j->t->text.line_count)
            arena_fail(j->on, STATUS_BAD_ARGUMENT);
        line_view_read(j->scratch, j->t, line - 1, &j->twin);
        if (j->twin.kind != LINE_PERSON)
            arena_fail(j->on, STATUS_BAD_ARGUMENT);
        arena_reset(j->scratch);
    }
}

void payroll_join(arena *a, const crew *c, const document *templ, const row_source *from, const payroll_plan *plan,
                  const fill_options *options, findings *found, joined *out) {
    size_t lines = templ->text.line_count + 1;
    *out = (joined){.of = ARENA_ARRAY(a, joined_wage, lines)};
    arena *passing = arena_child(a);
    people *whom = people_new(passing, c, templ, plan->key, options->hash_seed);
    join j = {.on = a, .scratch = arena_child(a), .batch = arena_child(a), .crew = c,
              .t = templ, .broken = from->document, .plan = plan, .options = options,
              .people = whom, .found = found, .out = out};
    table_sink sink = {&j, on_sheet, on_row, on_end, on_rows, on_merged};
    payroll_plan own = *plan;
    check_pairs(&j);
    choose_names(&j, &own);
    if (j.broken)
        count_fields(&j);
    j.plain_rows = plain_rows_wanted(&j);
    if (from->table == NULL || !join_plain_table(&j, from->table, c))
        (void)rows_read(a, from, &sink, found);
    if (j.moved.waits)
        tell_skipped(&j, &(entry){.row = &j.moved.at});
    recover_rows(&j);
    give_sums(&j);
    judge_sums(&j);
    out->people = people_count(whom);
    bool moved = out->scrambled;
    tell_scrambled(&j);
    if (!moved) /* else whoever is left over is so for that */
        tell_left_over(&j);
    arena_reset(passing);
}

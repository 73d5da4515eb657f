/* Rows of the payroll table meet the template's people. One pass, nothing kept but a wage a line. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "fill/fill.h"
#include "rules/line_view.h"
#include "rules/person_name.h"


typedef struct join {
    arena *on, *scratch;
    const document *t;
    const payroll_plan *plan;
    const fill_options *options;
    const roster *people;
    findings *found;
    joined *out;
    uint32_t *row_of; /* by template line: the table row that gave its wage */
    line_view twin;
} join;

/* One row's cells by role; NULL where blank. */
typedef struct entry {
    const row *row;
    const cell *id, *name, *wage;
    bool by_number; /* joined on the personal number */
} entry;

static const cell *cell_at(const row *r, uint32_t at) {
    for (size_t i = 0; i < r->count && at; i++)
        if (r->cells[i].column == at)
            return r->cells[i].kind == CELL_BLANK ? NULL : &r->cells[i];
    return NULL;
}

static place cell_place(const join *j, const entry *e, const cell *c, uint32_t at) {
    return (place){.input = INPUT_TABLE,
                   .sheet = j->plan->sheet_name,
                   .cell_row = e->row->number,
                   .cell_column = at,
                   .line = e->row->line,
                   .column = at,
                   .byte_offset = c ? c->offset : NO_OFFSET};
}

static value cell_value(value_kind kind, const cell *c) {
    return value_of(kind, c ? c->value : (span){0});
}

/* ---- The wage of a row. */
static bool refuse(const join *j, const entry *e, code why, term what) {
    FIND(j->found, .code = why, .place = cell_place(j, e, e->wage, j->plan->wage),
         .value = cell_value(VALUE_WAGE, e->wage),
         .args = {{"what", value_term(what)}, {"name", cell_value(VALUE_NAME, e->name)}});
    return false;
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

static bool wage_of(const join *j, const entry *e, fen *wage) {
    money m;
    if (!read_wage(j, e, &m))
        return false;
    if (m.oddities & MONEY_NEGATIVE)
        return refuse(j, e, SRC_wage_unusable, TERM_negative);
    if (m.below_one)
        FIND(j->found, .code = SRC_wage_below_one, .place = cell_place(j, e, e->wage, j->plan->wage),
             .value = cell_value(VALUE_WAGE, e->wage), .args = {{"name", cell_value(VALUE_NAME, e->name)}});
    if (m.oddities & MONEY_DECIMALS)
        FIND(j->found, .code = SRC_rounded, .place = cell_place(j, e, e->wage, j->plan->wage),
             .value = cell_value(VALUE_WAGE, e->wage));
    *wage = m.value;
    return true;
}

/* ---- The person of a row. */
static bool tell_person(const join *j, const entry *e, code what, term why) {
    FIND(j->found, .code = what, .place = cell_place(j, e, e->id, j->plan->id),
         .value = cell_value(VALUE_ID, e->id),
         .args = {{"what", value_term(why)},
                  {"name", cell_value(VALUE_NAME, e->name)},
                  {"id", cell_value(VALUE_ID, e->id)}});
    return false;
}

static bool find_person(const join *j, const entry *e, uint32_t *line) {
    person_id id = person_id_read(e->id->value);
    span key = e->by_number ? span_trim(e->id->value) : person_id_key(&id);
    *line = key.len ? roster_find(j->people, key) : KEY_ABSENT;
    if (*line != KEY_ABSENT)
        return true;
    if (!e->by_number && id.kind == ID_IN_SCIENTIFIC)
        return tell_person(j, e, SRC_id_unusable, TERM_exponent);
    if (!e->by_number && id.kind == ID_MALFORMED)
        return tell_person(j, e, SRC_id_unusable, TERM_not_18);
    return tell_person(j, e, SRC_wage_without_person, TERM_NONE);
}

/* Names agree but for blanks, dots and full-width forms. */
static bool same_name(join *j, span a, span b) {
    return span_eq(name_folded(j->scratch, a), name_folded(j->scratch, b));
}

static void check_name(join *j, const entry *e, uint32_t line) {
    if (e->name == NULL || j->t->layout.name < 0)
        return;
    line_view_read(j->scratch, j->t, line, &j->twin);
    span was = view_text(j->scratch, j->t, j->twin.name);
    if (!same_name(j, was, e->name->value))
        FIND(j->found, .code = SRC_name_differs, .place = cell_place(j, e, e->name, j->plan->name),
             .value = cell_value(VALUE_NAME, e->name),
             .args = {{"was", value_of(VALUE_NAME, was)},
                      {"is", cell_value(VALUE_NAME, e->name)},
                      {"line", value_number(line + 1u)}});
}

/* ---- Both together. */
static void tell_two_wages(const join *j, const entry *e, uint32_t line) {
    buf other = buf_new(j->scratch);
    place_cell(&other, j->row_of[line], j->plan->wage);
    FIND(j->found, .code = SRC_two_wages, .place = cell_place(j, e, e->wage, j->plan->wage),
         .args = {{"name", cell_value(VALUE_NAME, e->name)},
                  {"id", cell_value(VALUE_ID, e->id)},
                  {"other", value_text(buf_span(&other))}});
}

static void again(join *j, const entry *e, uint32_t line, fen wage) {
    fen *kept = &j->out->wage[line];
    if (j->options->duplicates == DUPLICATES_SUM) {
        if (!money_add(kept, wage))
            j->out->state[line] = WAGE_REFUSED;
    } else if (j->options->duplicates == DUPLICATES_LAST) {
        *kept = wage;
    } else if (*kept == wage) {
        FIND(j->found, .code = SRC_same_wage_twice,
             .place = cell_place(j, e, e->wage, j->plan->wage));
    } else {
        tell_two_wages(j, e, line);
        j->out->state[line] = WAGE_REFUSED;
    }
}

static void give(join *j, const entry *e, uint32_t line, fen wage) {
    if (j->out->state[line] == WAGE_GIVEN) {
        again(j, e, line, wage);
        return;
    }
    if (j->out->state[line] == WAGE_REFUSED)
        return;
    j->out->state[line] = WAGE_GIVEN;
    j->out->wage[line] = wage;
    j->row_of[line] = e->row->number;
}

/* A row of totals or signatures: a word that says so, and no ID. */
static bool skipped(join *j, const entry *e) {
    person_id id = person_id_read(e->id ? e->id->value : (span){0});
    if (id.kind != ID_BLANK && id.kind != ID_MALFORMED)
        return false;
    for (size_t i = 0; i < e->row->count; i++)
        if (total_word(e->row->cells[i].value).len) {
            FIND(j->found, .code = SRC_row_skipped, .place = cell_place(j, e, NULL, 0));
            return true;
        }
    return e->id == NULL && e->wage == NULL;
}

static void take_row(join *j, const row *r) {
    const payroll_plan *p = j->plan;
    entry e = {r, cell_at(r, p->id), cell_at(r, p->name), cell_at(r, p->wage), p->key != ROLE_ID};
    uint32_t line;
    fen wage;
    if (skipped(j, &e))
        return;
    if (e.id == NULL) {
        (void)tell_person(j, &e, SRC_id_unusable, TERM_blank_field);
        return;
    }
    if (!find_person(j, &e, &line))
        return;
    check_name(j, &e, line);
    if (e.wage == NULL)
        return; /* told as a person without a wage */
    if (wage_of(j, &e, &wage))
        give(j, &e, line, wage);
    else
        j->out->state[line] = WAGE_REFUSED;
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

/* ---- Who is left over. */
static void tell_left_over(join *j) {
    const document *t = j->t;
    for (uint32_t i = 0; i < t->text.line_count; i++) {
        if (j->out->state[i] == WAGE_GIVEN) {
            j->out->given++;
            continue;
        }
        line_view_read(j->scratch, t, i, &j->twin);
        if (j->twin.kind == LINE_PERSON && j->out->state[i] == WAGE_NONE)
            FIND(j->found, .code = SRC_person_without_wage,
                 .place = {.input = INPUT_TEMPLATE, .entry = t->box.entry_label, .line = i + 1u,
                           .byte_offset = NO_OFFSET},
                 .args = {{"name", value_of(VALUE_NAME, view_text(j->scratch, t, j->twin.name))},
                          {"id", value_of(VALUE_ID, view_text(j->scratch, t, j->twin.id))}});
        arena_reset(j->scratch);
    }
}

void payroll_join(arena *a, const document *templ, const table_source *table, const payroll_plan *plan,
                  const fill_options *options, findings *found, joined *out) {
    size_t lines = templ->text.line_count;
    *out = (joined){ARENA_ARRAY(a, fen, lines + 1), ARENA_ARRAY(a, uint8_t, lines + 1), 0, 0};
    roster *people = roster_new(a, templ, plan->key, options->hash_seed);
    join j = {.on = a, .scratch = arena_child(a), .t = templ, .plan = plan, .options = options,
              .people = people, .found = found, .out = out, .row_of = ARENA_ARRAY(a, uint32_t, lines + 1)};
    table_sink sink = {&j, on_sheet, on_row, NULL};
    (void)table_read(a, table, &TABLE_LIMITS, &sink, found);
    out->people = roster_people(people);
    tell_left_over(&j);
}

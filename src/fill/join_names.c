/* The names of a payroll table: are they those of the template's people? */
#include "fill/join.h"
#include "fill/sample.h"

/* Names agree but for blanks, dots, full-width forms and characters that an encoding lacks. */
static bool same_name(join *j, span a, span b) {
    span was = name_folded(j->scratch, a), is = name_folded(j->scratch, b);
    return span_eq(was, is) || names_agree(was, is);
}

bool same_name_at(join *j, uint32_t line, span name) {
    line_view_read(j->scratch, j->t, line, &j->twin);
    return same_name(j, view_text(j->scratch, j->t, j->twin.name), name);
}

void check_name(join *j, const entry *e, uint32_t line) {
    if (e->name == NULL || j->t->layout.name < 0)
        return;
    line_view_read(j->scratch, j->t, line, &j->twin);
    span was = view_text(j->scratch, j->t, j->twin.name);
    if (same_name(j, was, e->name->value))
        return;
    j->differing++;
    FIND(j->found, .code = SRC_name_differs, .place = entry_place(j, e, e->name, j->plan->name),
         .value = cell_value(VALUE_NAME, e->name),
         .args = {{"was", value_of(VALUE_NAME, was)},
                  {"is", cell_value(VALUE_NAME, e->name)},
                  {"line", value_number(line + 1u)}});
}

/* ---- Which of several columns they stand in. */
static uint32_t names_fitting(join *j, uint32_t at) {
    const sampled_sheet *s = j->plan->seen;
    uint32_t fitting = 0;
    for (size_t i = 0; i < s->rows; i++, arena_reset(j->scratch)) {
        row r = {.number = s->row[i].number, .cells = s->row[i].cells, .count = s->row[i].count};
        const cell *key = row_cell(&r, j->plan->id), *name = row_cell(&r, at);
        if (key == NULL || name == NULL || r.number < j->plan->data_from)
            continue;
        person_id id = person_id_read(key->value);
        span known_by = j->plan->key == ROLE_ID ? person_id_key(&id) : span_trim(key->value);
        uint32_t line = known_by.len ? people_find(j->people, j->scratch, known_by) : KEY_ABSENT;
        fitting += line != KEY_ABSENT && same_name_at(j, line, name->value);
    }
    return fitting;
}

void choose_names(join *j, payroll_plan *own) {
    uint32_t best = 0;
    for (uint32_t i = 0; i < j->plan->name_count; i++) {
        uint32_t fitting = names_fitting(j, j->plan->names[i]);
        if (fitting > best)
            own->name = j->plan->names[i];
        best = fitting > best ? fitting : best;
    }
    j->plan = own;
}

/* Rows whose person the key did not find: what is left of a damaged ID, with the name, picks one
 * person of the template or none. Looked at after the pass, when all names have been counted. */
#include <stdlib.h>

#include "fill/join.h"
#include "fill/wreck.h"

enum { CANDIDATES_MAX = 8 };
static const uint64_t BUDGET = 20000000; /* lines looked at, so that nothing grows by the square */

/* ---- Keeping. */
static cell keep_cell(arena *a, const cell *c) {
    if (c == NULL)
        return (cell){.kind = CELL_BLANK, .offset = NO_OFFSET};
    cell kept = *c;
    kept.value = span_keep(a, c->value);
    return kept;
}

kept_row kept_of(join *j, const entry *e) {
    kept_row k = {.row = *e->row, .sums = e->sums, .beyond = e->beyond, .cut = e->cut, .line = KEY_ABSENT,
                  .above_row = j->above_row, .above_line = j->above_line, .above_kept = j->above_kept,
                  .cells = {keep_cell(j->on, e->id), keep_cell(j->on, e->name), keep_cell(j->on, e->wage),
                            keep_cell(j->on, e->personal), keep_cell(j->on, e->old)}};
    k.row.cells = NULL;
    k.row.count = 0;
    return k;
}

static bool keyless(const join *j, const entry *e) { return j->plan->id ? e->id == NULL : e->name == NULL; }

void keep_row(join *j, const entry *e) {
    kept_row k = kept_of(j, e);
    VEC_PUSH(j->on, &j->kept, k);
    if (keyless(j, e))
        return;
    j->above_row = e->row->number;
    j->above_line = KEY_ABSENT;
    j->above_kept = j->kept.count - 1;
}

entry entry_of(const kept_row *k) {
    const cell *c[5];
    for (int i = 0; i < 5; i++)
        c[i] = k->cells[i].kind == CELL_BLANK ? NULL : &k->cells[i];
    return (entry){.row = &k->row, .id = c[0], .name = c[1], .wage = c[2], .personal = c[3], .old = c[4],
                   .beyond = k->beyond, .cut = k->cut, .sums = k->sums};
}

/* ---- The template's people by name, and by personal number without leading zeros. */
static void add_line(arena *a, namesakes *n, span key, uint32_t line) {
    uint32_t first = key_index_find(n->first, key);
    if (first == KEY_ABSENT) {
        (void)key_index_put(n->first, span_keep(a, key), line);
        return;
    }
    n->next[line] = n->next[first];
    n->next[first] = line;
}

static namesakes namesakes_new(join *j) {
    size_t lines = j->t->text.line_count;
    return (namesakes){key_index_new(j->on, lines, j->options->hash_seed), ARENA_ARRAY(j->on, uint32_t, lines + 1)};
}

static span template_name(join *j, uint32_t line) {
    line_view_read(j->scratch, j->t, line, &j->twin);
    return name_folded(j->scratch, view_text(j->scratch, j->t, j->twin.name));
}

static span without_zeros(span number) {
    while (number.len > 1 && number.ptr[0] == '0')
        number = span_from(number, 1);
    return number;
}

static void index_names(join *j) {
    if (j->by_name.first || j->t->layout.name < 0)
        return;
    j->by_name = namesakes_new(j);
    for (uint32_t i = 0; i < j->t->text.line_count; i++) {
        span name = template_name(j, i);
        if (j->twin.kind == LINE_PERSON && name.len)
            add_line(j->on, &j->by_name, name, i);
        if (j->twin.kind == LINE_PERSON && name_has_gap(name))
            VEC_PUSH(j->on, &j->gapped, i);
        arena_reset(j->scratch);
    }
}

static void index_numbers(join *j) {
    j->by_number = namesakes_new(j);
    for (uint32_t i = 0; i < j->t->text.line_count; i++) {
        line_view_read(j->scratch, j->t, i, &j->twin);
        span number = without_zeros(span_trim(j->twin.personal));
        if (j->twin.kind == LINE_PERSON && number.len)
            add_line(j->on, &j->by_number, number, i);
        arena_reset(j->scratch);
    }
}

/* ---- Candidates: the lines that a row may be. */
typedef struct candidates {
    uint32_t lines[CANDIDATES_MAX];
    unsigned count; /* may exceed CANDIDATES_MAX, whose first are kept */
    bool spent;     /* the budget ran out: others may have been overlooked */
} candidates;

typedef struct search {
    join *j;
    span name;   /* folded; empty where the row has none */
    wreck id;    /* WRECK_NONE: the name alone decides */
    candidates found;
} search;

static void try_line(search *s, uint32_t line) {
    join *j = s->j;
    if (j->budget == 0) {
        s->found.spent = true;
        return;
    }
    j->budget--;
    arena_reset(j->scratch);
    span name = template_name(j, line);
    if (j->twin.kind != LINE_PERSON || (s->name.len && !span_eq(name, s->name) && !names_agree(name, s->name)))
        return;
    if (s->id.kind != WRECK_NONE && !wreck_matches(&s->id, person_id_key(&j->twin.person)))
        return;
    if (s->found.count < CANDIDATES_MAX)
        s->found.lines[s->found.count] = line;
    s->found.count++;
}

static void try_chain(search *s, const namesakes *n, span key) {
    uint32_t line = key_index_find(n->first, key);
    if (line == KEY_ABSENT)
        return;
    do
        try_line(s, line);
    while ((line = n->next[line]) != 0);
}

static void search_names(search *s) {
    join *j = s->j;
    index_names(j);
    if (j->by_name.first == NULL || s->name.len == 0)
        return;
    if (name_has_gap(s->name)) {
        for (uint32_t i = 0; i < j->t->text.line_count && !s->found.spent; i++)
            try_line(s, i);
        return;
    }
    try_chain(s, &j->by_name, s->name);
    for (size_t i = 0; i < j->gapped.count; i++)
        try_line(s, j->gapped.items[i]);
}

/* ---- Names alone. */
/* The line that stands for all who bear a name, KEY_ABSENT where nobody does. */
static uint32_t first_of_name(join *j, const entry *e) {
    index_names(j);
    return e->name && j->by_name.first
               ? key_index_find(j->by_name.first, name_folded(j->scratch, e->name->value))
               : KEY_ABSENT;
}

void count_name(join *j, const entry *e) {
    if (!j->options->match_by_name)
        return;
    uint32_t first = first_of_name(j, e);
    if (j->name_seen == NULL)
        j->name_seen = ARENA_ARRAY(j->on, uint8_t, j->t->text.line_count + 1);
    if (first != KEY_ABSENT && j->name_seen[first] < 2)
        j->name_seen[first]++;
}

/* A number of any kind that is whole. */
static bool is_whole(const person_id *id) {
    bool dated = id->kind == ID_RESIDENT_15 || id->kind == ID_PERMIT || id->kind == ID_FOREIGNER;
    return (id->kind == ID_RESIDENT && id->check_ok) || (dated && id->check_ok && id->birth_ok);
}

/* Is what stands for the ID no ID at all, or this person's but for a slip? Anything else is somebody else's. */
static bool may_be_theirs(join *j, const cell *c, uint32_t line) {
    enum { FEW_DIGITS = 6, AS_THEIRS = 10 };
    size_t digits = 0, front = 0, back = 0;
    span is = c ? span_trim(c->value) : (span){0};
    for (size_t i = 0; i < is.len; i++)
        digits += is.ptr[i] >= '0' && is.ptr[i] <= '9';
    if (digits < FEW_DIGITS)
        return true;
    line_view_read(j->scratch, j->t, line, &j->twin);
    span was = person_id_key(&j->twin.person);
    while (front < is.len && front < was.len && is.ptr[front] == was.ptr[front])
        front++;
    while (back < is.len - front && back < was.len - front && is.ptr[is.len - 1 - back] == was.ptr[was.len - 1 - back])
        back++;
    return front + back >= AS_THEIRS;
}

/* Only a row without a usable ID: an ID that is whole but unknown is somebody else's. */
static bool name_alone(join *j, const entry *e, uint32_t *line) {
    person_id id = person_id_read(e->id ? e->id->value : (span){0});
    if (!j->options->match_by_name || (is_whole(&id) && j->plan->key == ROLE_ID))
        return false;
    *line = first_of_name(j, e);
    return *line != KEY_ABSENT && j->name_seen[*line] == 1 && j->by_name.next[*line] == 0 &&
           j->out->of[*line].state == WAGE_NONE && (j->plan->key != ROLE_ID || may_be_theirs(j, e->id, *line));
}

/* ---- Candidates as answers: who the row may be, for a person to say. */
static void person_choice(join *j, const entry *e, uint32_t line, choices *out) {
    buf pair = buf_new(j->on);
    line_view_read(j->scratch, j->t, line, &j->twin);
    span number = j->twin.id.len ? j->twin.id : j->twin.personal;
    buf_format(&pair, "%u=%u", e->row->number, line + 1);
    VEC_PUSH(j->on, out, ((choice){.option = "person", .value = buf_span(&pair), .shown_count = 3,
        .shown = {value_of(VALUE_ID, span_keep(j->on, span_trim(view_text(j->scratch, j->t, number)))),
                  value_of(VALUE_NAME, span_keep(j->on, span_trim(view_text(j->scratch, j->t, j->twin.name)))),
                  value_of(VALUE_WAGE, span_keep(j->on, span_trim(view_text(j->scratch, j->t, j->twin.old))))}}));
}

static choices person_choices(join *j, const entry *e, const candidates *c) {
    choices ask = {0};
    for (unsigned i = 0; i < c->count && i < CANDIDATES_MAX; i++)
        person_choice(j, e, c->lines[i], &ask);
    return ask;
}

/* ---- One row. */
static void tell_ambiguous(join *j, const entry *e, const candidates *c) {
    buf who = buf_new(j->on);
    for (unsigned i = 0; i < c->count && i < CANDIDATES_MAX; i++) {
        line_view_read(j->scratch, j->t, c->lines[i], &j->twin);
        buf_format(&who, i ? "、%u: " : "%u: ", c->lines[i] + 1);
        mask_id(&who, span_trim(view_text(j->scratch, j->t, j->twin.id.len ? j->twin.id : j->twin.personal)));
    }
    if (c->count > CANDIDATES_MAX)
        buf_text(&who, " …");
    choices ask = person_choices(j, e, c);
    FIND(j->found, .code = SRC_id_ambiguous, .place = entry_place(j, e, e->id, j->plan->id),
         .value = cell_value(VALUE_ID, e->id), .choices = ask.items, .choice_count = ask.count,
         .args = {{"id", cell_value(VALUE_ID, e->id)}, {"name", cell_value(VALUE_NAME, e->name)},
                  {"wage", cell_value(VALUE_WAGE, e->wage)}, {"others", value_text(buf_span(&who))}});
}

/* An ID that says nothing: those of the same name are offered. */
static void tell_unusable(join *j, const entry *e, term why) {
    search s = {.j = j, .name = e->name ? name_folded(j->on, e->name->value) : (span){0}, .id = {.kind = WRECK_NONE}};
    search_names(&s);
    choices ask = person_choices(j, e, &s.found);
    FIND(j->found, .code = SRC_id_unusable, .place = entry_place(j, e, e->id, j->plan->id),
         .value = cell_value(VALUE_ID, e->id), .choices = ask.items, .choice_count = ask.count,
         .args = {{"what", value_term(why)}, {"name", cell_value(VALUE_NAME, e->name)},
                  {"wage", cell_value(VALUE_WAGE, e->wage)}, {"id", cell_value(VALUE_ID, e->id)}});
}

static void tell_unknown(join *j, const entry *e) {
    person_id id = person_id_read(e->id ? e->id->value : (span){0});
    bool by_id = j->plan->key == ROLE_ID;
    if (e->id == NULL)
        tell_unusable(j, e, TERM_blank_field);
    else if (by_id && id.kind == ID_IN_SCIENTIFIC)
        tell_unusable(j, e, TERM_exponent);
    else if (by_id && id.kind == ID_MALFORMED)
        tell_unusable(j, e, TERM_not_18);
    else
        tell_person(j, e, SRC_wage_without_person, TERM_NONE);
}

static void search_number(search *s, const cell *number) {
    join *j = s->j;
    if (j->by_number.first == NULL)
        index_numbers(j);
    if (number)
        try_chain(s, &j->by_number, without_zeros(name_folded(j->scratch, number->value)));
}

static term search_row(search *s, const entry *e) {
    join *j = s->j;
    if (e->name)
        s->name = name_folded(j->on, e->name->value);
    if (j->plan->key != ROLE_ID) {
        search_number(s, e->id);
        return TERM_how_zeros;
    }
    s->id = wreck_read(e->id ? e->id->value : (span){0}, e->id && e->id->kind == CELL_NUMBER);
    if (s->id.kind != WRECK_NONE)
        search_names(s);
    if (s->found.count || e->personal == NULL || s->name.len == 0)
        return s->id.kind == WRECK_SCIENTIFIC ? TERM_how_scientific : TERM_how_rounded;
    s->id.kind = WRECK_NONE; /* whatever became of the ID, the line's other numbers are still there */
    search_number(s, e->personal);
    return TERM_how_personal;
}

/* The line that it got, or KEY_ABSENT. */
static uint32_t recover_row(join *j, const entry *e) {
    search s = {.j = j};
    uint32_t line = KEY_ABSENT;
    term how = search_row(&s, e);
    if (s.found.count == 1 && !s.found.spent) {
        line = s.found.lines[0];
        tell_person(j, e, SRC_id_recovered, how);
    } else if (s.found.count > 1) {
        tell_ambiguous(j, e, &s.found);
    } else if (name_alone(j, e, &line)) {
        tell_person(j, e, SRC_id_recovered, TERM_how_name);
    } else {
        tell_unknown(j, e);
        return KEY_ABSENT;
    }
    if (line != KEY_ABSENT)
        give_row(j, e, line);
    return line;
}

/* ---- Rows below a merged cell: it holds their key as well. */
static int by_first_row(const void *a, const void *b) {
    uint32_t one = ((const merged_range *)a)->first_row, other = ((const merged_range *)b)->first_row;
    return one < other ? -1 : one > other;
}

static bool below_merged(const join *j, const kept_row *k) {
    entry e = entry_of(k);
    merged_range wanted = {.first_row = k->above_row};
    if (!keyless(j, &e) || k->above_row == 0 || j->merged.count == 0)
        return false;
    const merged_range *m = bsearch(&wanted, j->merged.items, j->merged.count, sizeof wanted, by_first_row);
    return m && k->row.number > m->first_row && k->row.number <= m->last_row;
}

/* Whose cell it is, has been found by now. A row with another's name is not theirs. */
static void give_below(join *j, kept_row *k) {
    entry e = entry_of(k);
    uint32_t line = k->above_line != KEY_ABSENT ? k->above_line : j->kept.items[k->above_kept].line;
    if (line == KEY_ABSENT || (e.name && !same_name_at(j, line, e.name->value))) {
        (void)recover_row(j, &e);
        return;
    }
    line_view_read(j->scratch, j->t, line, &j->twin);
    span number = j->plan->key == ROLE_ID ? j->twin.id : j->twin.personal;
    cell id = {.kind = CELL_TEXT, .value = view_text(j->scratch, j->t, number), .offset = NO_OFFSET};
    cell name = {.kind = CELL_TEXT, .value = view_text(j->scratch, j->t, j->twin.name), .offset = NO_OFFSET};
    e.id = &id;
    e.name = &name;
    e.below = true;
    give_row(j, &e, line);
}

void recover_rows(join *j) {
    j->budget = BUDGET;
    if (j->merged.count)
        qsort(j->merged.items, j->merged.count, sizeof *j->merged.items, by_first_row);
    for (int below = 0; below < 2; below++)
        for (size_t i = 0; i < j->kept.count; i++) {
            kept_row *k = &j->kept.items[i];
            entry e = entry_of(k);
            if (below_merged(j, k) != below)
                continue;
            if (below)
                give_below(j, k);
            else
                k->line = recover_row(j, &e);
            arena_reset(j->scratch);
        }
}

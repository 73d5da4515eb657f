/* Rows that need nobody's attention: the ID stands in the template as it stands in the table, the name
 * is the same to the letter, the wage a plain amount from 1 yuan on. Nearly all rows are so, and are
 * matched without being judged any further, in a plain table many at a time and by many hands. What
 * such a row does is what take_row (join.c) would do with it; every other row is left to take_row. */
#include "fill/join.h"

#include "base/utf8.h"
#include "base/words.h"

/* ---- One row. */
/* Without any oddity and not below one yuan: nothing is to be told about it. */
static bool plain_wage(span utf8, fen *wage) {
    money m = money_read(utf8);
    *wage = m.value;
    return m.oddities == 0 && !m.below_one;
}

static bool decodes_to(encoding e, span raw, span utf8) {
    if (e == ENCODING_UTF8)
        return span_eq(raw, utf8);
    while (raw.len && utf8.len) {
        uint32_t c = decode_next(e, &raw);
        if (c == CODE_BAD || utf8_next(&utf8) != c)
            return false;
    }
    return raw.len == 0 && utf8.len == 0;
}

/* `f` are the fields of the line. A row without a name is as good. */
static bool same_name(const join *j, const fields *f, span name) {
    const layout *l = &j->t->layout;
    if (l->name < 0 || name.len == 0)
        return true;
    return (uint32_t)l->name < f->count && decodes_to(j->t->text.body_encoding, f->at[l->name], name);
}

/* Of wages that are the template's old ones only those beside the same old wage (join_doubt.c judges the others). */
static bool old_in_place(const join *j, const fields *f, span old, fen wage) {
    int at = j->t->layout.old_wage;
    if (j->plan->old == 0 || at < 0 || (uint32_t)at >= f->count || span_eq(old, f->at[at]))
        return true;
    return money_read(span_trim(f->at[at])).value != wage;
}

bool plain_rows_wanted(const join *j) { /* a broken file's wage may be the old one, pushed there */
    bool fixing = j->options->yes != NULL;
    return !fixing && j->plan->key == ROLE_ID && !j->options->match_by_name && !j->options->judge_all &&
           !j->options->pair_count;
}

/* May the row be such a one, as far as its ID and the kinds of its cells say? */
static bool may_be_plain(const join *j, const entry *e) {
    return j->plain_rows && !e->sums && !e->cut && !surplus(j, e->row) && e->id && e->wage && plain_id(e->id->value) &&
           !e->row->hidden && !e->id->hidden && !e->wage->hidden && (e->wage->kind == CELL_TEXT || e->wage->kind == CELL_NUMBER);
}

bool take_plain_row(join *j, const entry *e) {
    fields f = {.count = 0};
    fen wage;
    if (!may_be_plain(j, e) || !plain_wage(e->wage->value, &wage))
        return false;
    uint32_t line = people_guess(j->people, people_mark(j->people, e->id->value));
    if (line == KEY_ABSENT || !people_is(j->people, line, e->id->value, &f) ||
        !same_name(j, &f, e->name ? e->name->value : (span){0}) ||
        !old_in_place(j, &f, e->old ? e->old->value : (span){0}, wage))
        return false;
    return give_plainly(j, line, e->row->number, wage);
}

/* ---- Many rows: matching reads only, so that hands can share it; what was matched is then given in the rows'
 * order. Rows are looked up a batch at a time, each step asking for the memory of the next. */
enum { PART_BYTES = 1 << 18, PART_ROWS = 1 << 11, BATCH = 32 };

typedef struct matched {
    uint32_t line; /* of the template, KEY_ABSENT: take_row is to judge the row */
    uint32_t at;   /* where the record begins, in a plain table */
    fen wage;
} matched;

/* A row while others are looked up with it. */
struct waiting {
    span id, name, wage, old;
    uint32_t mark, guess;
};

static void match_batch(const join *j, struct waiting *w, matched *rows, size_t count) {
    fields f = {.count = 0};
    for (size_t i = 0; i < count; i++)
        if (w[i].mark)
            people_ask(j->people, w[i].mark);
    for (size_t i = 0; i < count; i++)
        w[i].guess = w[i].mark ? people_guess(j->people, w[i].mark) : KEY_ABSENT;
    for (size_t i = 0; i < count; i++)
        if (w[i].guess != KEY_ABSENT)
            people_fetch(j->people, w[i].guess);
    for (size_t i = 0; i < count; i++)
        if (w[i].guess != KEY_ABSENT && people_is(j->people, w[i].guess, w[i].id, &f) &&
            same_name(j, &f, w[i].name) && plain_wage(w[i].wage, &rows[i].wage) && old_in_place(j, &f, w[i].old, rows[i].wage))
            rows[i].line = w[i].guess;
}

/* ---- A plain table, in parts. */
typedef VEC(matched) matched_rows;

struct matching {
    const join *j;
    const plain_table *table;
    unsigned parts;
    matched_rows *rows; /* by part */
    bool *refused;      /* by part: some record is not to be read this way */
};

static span field_at(const plain_record *r, uint32_t which) {
    return which && which <= r->count ? r->at[which - 1] : (span){0};
}

/* What surplus() is of a row. */
static bool overflows(const payroll_plan *p, const plain_record *r) {
    for (uint32_t i = p->width; p->width && i < r->count; i++)
        if (span_trim(r->at[i]).len)
            return true;
    return false;
}

/* What sums_up() is of a row. */
static sum_sort record_sums_up(const struct matching *m, const plain_record *r) {
    cell cells[PLAIN_FIELDS];
    row told = plain_row(m->table, r, 0, cells);
    return sums_up(m->j, &told);
}

static size_t part_begin(const struct matching *m, unsigned part) {
    size_t len = m->table->records.len;
    return part == m->parts ? len : plain_record_from(m->table, (size_t)((uint64_t)len * part / m->parts));
}

static void match_part(arena *own, void *argument, unsigned part) {
    struct matching *m = argument;
    const payroll_plan *p = m->j->plan;
    struct waiting waiting[BATCH];
    matched_rows *rows = &m->rows[part];
    plain_record r;
    size_t end = part_begin(m, part + 1), batch = 0;
    bool sums = m->j->options->duplicates == DUPLICATES_SUM;
    for (size_t at = part_begin(m, part); at < end && !m->refused[part]; at = r.next) {
        m->refused[part] = !plain_record_read(m->table, at, &r);
        struct waiting *w = &waiting[batch++];
        *w = (struct waiting){field_at(&r, p->id), field_at(&r, p->name), field_at(&r, p->wage), field_at(&r, p->old), 0, 0};
        bool cut = p->width && (w->wage.len <= 3 || r.count > p->width); /* perhaps: then it is judged */
        if (plain_id(w->id) && w->wage.len && !cut && !overflows(p, &r) && !(sums && record_sums_up(m, &r)))
            w->mark = people_mark(m->j->people, w->id);
        VEC_PUSH(own, rows, ((matched){KEY_ABSENT, (uint32_t)at, 0}));
        if (batch == BATCH || r.next >= end) {
            match_batch(m->j, waiting, rows->items + rows->count - batch, batch);
            batch = 0;
        }
    }
}

/* A row that take_row is to judge. */
static void take_record(join *j, const plain_table *t, size_t at, uint32_t number) {
    cell cells[PLAIN_FIELDS];
    plain_record r;
    (void)plain_record_read(t, at, &r);
    row told = plain_row(t, &r, number, cells);
    if (told.count)
        take_row(j, &told);
    arena_reset(j->scratch);
}

/* Asks for the place that giving a row writes. */
static void ask_for_row(const joined *out, const matched_rows *rows, size_t at) {
    uint32_t line = at < rows->count ? rows->items[at].line : KEY_ABSENT;
    if (line == KEY_ABSENT)
        return;
    ask_for(&out->of[line]);
}

static void give_matched(join *j, const struct matching *m) {
    enum { AHEAD = 16 };
    uint32_t number = 0;
    for (unsigned part = 0; part < m->parts; part++)
        for (size_t i = 0; i < m->rows[part].count; i++) {
            const matched *r = &m->rows[part].items[i];
            ask_for_row(j->out, &m->rows[part], i + AHEAD);
            if (++number < j->plan->data_from)
                continue;
            if (r->line == KEY_ABSENT || j->astray || !give_plainly(j, r->line, number, r->wage))
                take_record(j, m->table, r->at, number);
        }
}

bool join_plain_table(join *j, const table_source *from, const crew *c) {
    plain_table t;
    arena *passing = arena_child(j->on);
    bool plain = j->plain_rows && table_plain(passing, from, &t);
    if (plain) {
        struct matching m = {.j = j, .table = &t, .parts = crew_parts(c, t.records.len, PART_BYTES)};
        m.rows = ARENA_ARRAY(passing, matched_rows, m.parts);
        m.refused = ARENA_ARRAY(passing, bool, m.parts);
        crew_run(c, passing, match_part, &m, m.parts);
        for (unsigned i = 0; i < m.parts; i++)
            plain = plain && !m.refused[i];
        if (plain)
            give_matched(j, &m);
    }
    arena_reset(passing);
    return plain;
}

/* ---- Rows that come together. */
struct row_matching {
    const join *j;
    const row *rows;
    size_t count;
    unsigned parts;
    matched *found; /* by row */
};

static void match_rows(arena *own, void *argument, unsigned part) {
    const struct row_matching *m = argument;
    struct waiting waiting[BATCH];
    size_t from = m->count * part / m->parts, end = m->count * (part + 1) / m->parts;
    (void)own;
    while (from < end) {
        size_t batch = end - from < BATCH ? end - from : BATCH;
        for (size_t i = 0; i < batch; i++) {
            entry e = row_entry(m->j, &m->rows[from + i]);
            m->found[from + i].line = KEY_ABSENT;
            waiting[i] = (struct waiting){.mark = 0};
            if (may_be_plain(m->j, &e))
                waiting[i] = (struct waiting){e.id->value, e.name ? e.name->value : (span){0}, e.wage->value,
                                              e.old ? e.old->value : (span){0},
                                              people_mark(m->j->people, e.id->value), 0};
        }
        match_batch(m->j, waiting, m->found + from, batch);
        from += batch;
    }
}

void take_rows(join *j, const row *rows, size_t count) {
    struct row_matching m = {j, rows, count, crew_parts(j->crew, count, PART_ROWS), NULL};
    m.found = arena_grow(j->batch, NULL, count * sizeof *m.found);
    crew_run(j->crew, j->batch, match_rows, &m, m.parts);
    for (size_t i = 0; i < count; i++) {
        const matched *r = &m.found[i];
        if (rows[i].number < j->plan->data_from)
            continue;
        if (r->line == KEY_ABSENT || j->astray || !give_plainly(j, r->line, rows[i].number, r->wage))
            take_row(j, &rows[i]);
        arena_reset(j->scratch);
    }
    arena_reset(j->batch);
}

/* The walk over the lines: by one hand, or in parts by several and then added up, with the same outcome.
 *
 * Without a template the parts know nothing of each other. With one they are begun on trust: that line
 * after line is the template's, as in nearly every upload. A part that finds it otherwise is lost, and the
 * walk goes on from its beginning by one hand, which knows all that came before. */
#include "rules/pass.h"

enum { PART_LEAST = 1 << 18 }; /* bytes worth another hand */

/* ---- Figures. */
static void count_old(figures *out, const line_view *v) {
    const unsigned unreadable = MONEY_BLANK | MONEY_NO_NUMBER | MONEY_TOO_LONG;
    out->old_known = out->old_known && !(v->old_money.oddities & unreadable) &&
                     money_add(&out->old_total, v->old_money.value);
}

static void list_not_entered(pass *p, const line_view *v) {
    figures *out = p->out;
    out->not_entered++;
    if (out->listed_count == LISTED_MAX)
        return;
    if (out->listed == NULL)
        out->listed = ARENA_ARRAY(p->on, not_entered, LISTED_MAX);
    out->listed[out->listed_count++] =
        (not_entered){v->index + 1u, (v->wage_money.oddities & MONEY_BLANK) != 0,
                      span_keep(p->on, view_text(p->c.scratch, p->c.d, v->wage))};
}

static void count_person(pass *p, const checked_line *l) {
    const line_view *v = l->view;
    figures *out = p->out;
    const money m = v->wage_money;
    out->insured++;
    count_old(out, v);
    bool number = !(m.oddities & (MONEY_BLANK | MONEY_NO_NUMBER | MONEY_TOO_LONG | MONEY_NEGATIVE));
    if (!number || m.below_one) {
        list_not_entered(p, v);
        return;
    }
    out->entered++;
    out->new_known = out->new_known && money_add(&out->new_total, m.value);
    if (l->twin && !span_eq(v->wage, l->twin->wage))
        out->wages_changed++;
}

/* What was counted of the lines that follow. Sums that overflow together are not known. */
static void add_figures(arena *a, figures *sum, const figures *more) {
    sum->insured += more->insured;
    sum->entered += more->entered;
    sum->not_entered += more->not_entered;
    sum->wages_changed += more->wages_changed;
    sum->old_known = sum->old_known && more->old_known && money_add(&sum->old_total, more->old_total);
    sum->new_known = sum->new_known && more->new_known && money_add(&sum->new_total, more->new_total);
    if (sum->listed == NULL && more->listed_count)
        sum->listed = ARENA_ARRAY(a, not_entered, LISTED_MAX);
    for (size_t i = 0; i < more->listed_count && sum->listed_count < LISTED_MAX; i++)
        sum->listed[sum->listed_count++] = more->listed[i];
}

/* ---- Line by line. */
void pass_line(pass *p) {
    checked_line l = {.view = &p->view, .first_line = UINT32_MAX};
    bool person = p->view.kind == LINE_PERSON, unmatched = false;
    if (person) {
        unmatched = !pass_match(p, &l);
        count_person(p, &l);
        p->sums.people++;
        if (p->view.fields.count == p->c.d->layout.count)
            tally_wages(&p->sums, p->view.wage_money, p->view.old_money);
    } else if (p->view.kind != LINE_HEADER) {
        p->same_frame = false;
    }
    if (l.twin)
        pass_tally(p, &l);
    else if (person && !unmatched)
        tally_id(&p->sums, &p->view);
    if (unmatched)
        run_line_rules(&p->c, &l, PHASE_UNPAIRED);
    else if (p->view.kind != LINE_HEADER && !line_sound(&p->c, &l))
        run_line_rules(&p->c, &l, PHASE_KNOWN);
}

void pass_read(pass *p, uint32_t *i) {
    line_view_read(p->c.scratch, p->c.d, *i, &p->view);
    if (!pass_torn(p, i))
        p->person(p);
}

/* Where one line after another was left in doubt, only some are glanced at, lest a file full of faults be read twice. */
static bool told_at_a_glance(pass *p, uint32_t i) {
    enum { PATIENCE = 16 };
    if (!p->glances || (p->doubts >= PATIENCE && i % PATIENCE))
        return false;
    bool told = glance(p, i);
    p->doubts = told ? 0 : p->doubts + 1;
    return told;
}

static void walk(pass *p) {
    for (uint32_t i = p->from; i < p->to && !p->lost; i++) {
        if (told_at_a_glance(p, i))
            continue;
        pass_read(p, &i);
        arena_reset(p->c.scratch);
    }
}

/* ---- In parts. */
/* Is the line whole, so that the next one is surely no second half of it? */
static bool whole(const document *d, size_t i) {
    fields f;
    line_split(&d->layout, d->text.body_encoding, text_line(&d->text, i), &f);
    return f.count == d->layout.count;
}

static uint32_t part_begin(const document *d, unsigned part, unsigned parts) {
    const text *t = &d->text;
    size_t i = part ? text_line_of(t, (size_t)((uint64_t)t->body.len * part / parts)) : 0;
    while (i > 0 && i < t->line_count && !whole(d, i - 1))
        i++;
    return (uint32_t)i;
}

static uint32_t first_of(const layout *l) { return l->header ? l->header_line + 1 : 0; }

/* The template's line that goes with line i where all lines go with each other. */
static uint32_t line_beside(const pass *p, uint32_t i) {
    uint32_t own = first_of(&p->c.d->layout), other = p->c.t ? first_of(&p->c.t->layout) : own;
    return i < own ? other : i - own + other;
}

static void part_prepare(const pass *p, arena *own, uint32_t from, uint32_t to, pass *part) {
    *part = (pass){.c = p->c, .on = own, .person = pass_line, .from = from, .to = to, .seen_at = p->seen_at,
                   .cursor = line_beside(p, from), .alike = p->alike, .glances = p->glances,
                   .in_order = true, .same_frame = p->c.t != NULL,
                   .in_step = p->c.t != NULL, .out = ARENA_NEW(own, figures)};
    part->c.scratch = arena_child(own);
    part->c.found = findings_like(own, p->c.found);
    part->out->old_known = p->out->old_known;
    part->out->new_known = p->out->new_known;
    if (p->c.t == NULL)
        part->seen = sightings_new(own, p->c.d->text.line_count);
}

typedef struct share {
    const pass *whole;
    pass *parts;
    const uint32_t *begins; /* of each part, and the end of the last */
} share;

static void walk_part(arena *own, void *argument, unsigned index) {
    share *s = argument;
    part_prepare(s->whole, own, s->begins[index], s->begins[index + 1], &s->parts[index]);
    walk(&s->parts[index]);
}

static void add_part(pass *p, const pass *part) {
    add_figures(p->on, p->out, part->out);
    tally_add(&p->sums, &part->sums);
    findings_merge(p->c.found, part->c.found);
    p->in_order = p->in_order && part->in_order;
    p->same_frame = p->same_frame && part->same_frame;
    p->cursor = part->cursor;
}

/* Undoes what lost parts noted of lines from `from` on. */
static void forget_seen(pass *p, uint32_t from) {
    for (size_t i = 0; i < p->c.t->text.line_count; i++)
        if (p->seen_at[i] > from)
            p->seen_at[i] = 0;
}

/* Adds up parts as long as each begins where the one before ended; returns how many did. */
static unsigned add_parts(pass *p, const share *s, unsigned count) {
    unsigned i = 0;
    while (i < count && !s->parts[i].lost && (i == 0 || !p->c.t || p->cursor == line_beside(p, s->begins[i])))
        add_part(p, &s->parts[i++]);
    return i;
}

static void walk_in_parts(pass *p, unsigned count) {
    uint32_t *begins = ARENA_ARRAY(p->on, uint32_t, count + 1);
    share s = {p, ARENA_ARRAY(p->on, pass, count), begins};
    for (unsigned i = 0; i < count; i++)
        begins[i] = part_begin(p->c.d, i, count);
    begins[count] = p->to;
    crew_run(p->c.job->crew, p->on, walk_part, &s, count);
    unsigned added = add_parts(p, &s, count);
    if (added < count) {
        p->from = begins[added];
        forget_seen(p, p->from);
        walk(p);
    }
    sightings **seen = ARENA_ARRAY(p->on, sightings *, count);
    for (unsigned i = 0; i < count; i++)
        seen[i] = s.parts[i].seen;
    if (p->c.t == NULL)
        people_twice(p, seen, count);
}

void pass_walk(pass *p) {
    unsigned parts = crew_parts(p->c.job->crew, p->c.d->text.body.len, PART_LEAST);
    if (parts > 1) {
        walk_in_parts(p, parts);
        return;
    }
    if (p->c.t == NULL)
        p->seen = sightings_new(p->on, p->c.d->text.line_count);
    walk(p);
    if (p->c.t == NULL)
        people_twice(p, &p->seen, 1);
}

/* The roster against the template's: who is gone, who came, whose ID was altered. People whose ID the
 * template does not have are looked for by what else there is of them, the surest first. */
#include <string.h>

#include "base/hash.h"
#include "rules/pass.h"

static value person_value(const pass *p, const document *d, value_kind kind, span raw) {
    return value_of(kind, view_text(p->c.scratch, d, raw));
}

static void tell_lost(pass *p, uint32_t line) {
    const document *t = p->c.t;
    p->out->lost++;
    FIND(p->c.found, .code = ROS_person_lost,
         .place = {.input = INPUT_TEMPLATE, .entry = t->box.entry_label, .line = line + 1u,
                   .byte_offset = NO_OFFSET},
         .args = {{"name", person_value(p, t, VALUE_NAME, p->twin.name)},
                  {"id", person_value(p, t, VALUE_ID, p->twin.id)}});
}

static void tell_added(pass *p) {
    const document *d = p->c.d;
    p->out->added++;
    FIND(p->c.found, .code = ROS_person_added, .place = place_of(&p->c, &p->view, -1),
         .args = {{"name", person_value(p, d, VALUE_NAME, p->view.name)},
                  {"id", person_value(p, d, VALUE_ID, p->view.id)}});
}

/* ---- What a person is known by, other than the ID. Empty: by nothing. Lies in the text or on `a`. */
typedef span known_by(arena *a, const document *d, const layout *order, const line_view *v);

/* Every field but ID and wage, as UTF-8, in the template's order. */
static span by_rest(arena *a, const document *d, const layout *order, const line_view *v) {
    buf b = buf_new(a);
    for (uint32_t i = 0; i < order->count; i++) {
        int at = column_now(&d->layout, order, i);
        if ((int)i == order->id || (int)i == order->wage)
            continue;
        buf_add(&b, at < 0 ? (span){0} : span_trim(view_text(a, d, view_field(v, at))));
        buf_byte(&b, 0);
    }
    return buf_span(&b);
}

static span by_personal(arena *a, const document *d, const layout *order, const line_view *v) {
    (void)order;
    return view_text(a, d, span_trim(v->personal));
}

/* The name and the digits that survive a spreadsheet's rounding. */
static span by_name_and_digits(arena *a, const document *d, const layout *order, const line_view *v) {
    buf b = buf_new(a);
    (void)order;
    if (v->person.len != 18 || v->name.len == 0)
        return (span){0};
    buf_add(&b, span_trim(view_text(a, d, v->name)));
    buf_add(&b, span_cut(person_id_key(&v->person), 0, 14));
    return buf_span(&b);
}

static span by_name(arena *a, const document *d, const layout *order, const line_view *v) {
    (void)order;
    return view_text(a, d, span_trim(v->name));
}

/* ---- Pairing. */
/* Somebody of the template: the line, and the upper half of the hash of what the person is known by. The
 * lowest bit of `mark` says that others are known by the same. */
typedef struct stranger {
    uint32_t line, mark; /* line NOBODY: an empty place */
} stranger;
enum { NOBODY = UINT32_MAX };

/* Template people not yet seen: open addressing with linear probing, at most half full. Where marks are alike
 * the line is read anew: to keep what a million people are known by would take more than their text does. */
typedef struct unseen {
    const pass *p;
    known_by *by;
    stranger *slots;
    size_t mask;
    line_view view;
} unseen;

/* What is said of a line of the template. */
static span known_at(unseen *u, uint32_t line) {
    const document *t = u->p->c.t;
    arena *scratch = u->p->c.scratch;
    line_view_read(scratch, t, line, &u->view);
    return u->view.kind == LINE_PERSON ? u->by(scratch, t, &t->layout, &u->view) : (span){0};
}

/* The place of whoever is known by `key`, or the empty one for such a person, then marked. */
static stranger *place_in(unseen *u, span key) {
    uint64_t hash = hash_bytes(key, u->p->c.job->hash_seed);
    uint32_t mark = (uint32_t)(hash >> 32) & ~1u;
    for (size_t at = (size_t)hash & u->mask;; at = (at + 1) & u->mask) {
        stranger *s = &u->slots[at];
        if (s->line == NOBODY)
            s->mark = mark;
        if (s->line == NOBODY || ((s->mark & ~1u) == mark && span_eq(known_at(u, s->line), key)))
            return s;
    }
}

static unseen *unseen_people(const pass *p, arena *a, known_by *by) {
    unseen *u = ARENA_NEW(a, unseen);
    size_t all = p->c.t->text.line_count, count = 0, room = 16;
    for (size_t i = 0; i < all; i++)
        count += p->seen_at[i] == 0;
    while (room / 2 < count)
        room *= 2;
    *u = (unseen){.p = p, .by = by, .mask = room - 1, .slots = arena_grow(a, NULL, room * sizeof *u->slots)};
    memset(u->slots, 0xFF, room * sizeof *u->slots);
    for (uint32_t i = 0; i < all; i++) {
        span key = p->seen_at[i] ? (span){0} : known_at(u, i);
        stranger *s = key.len ? place_in(u, key) : NULL;
        if (s && s->line == NOBODY)
            s->line = i;
        else if (s)
            s->mark |= 1;
        arena_reset(p->c.scratch);
    }
    return u;
}

/* The template's line of the only person known by `key` and not yet seen, or NOBODY. */
static uint32_t only_one(unseen *u, span key) {
    const stranger *s = key.len ? place_in(u, key) : NULL;
    bool free = s && s->line != NOBODY && !(s->mark & 1) && u->p->seen_at[s->line] == 0;
    return free ? s->line : NOBODY;
}

/* The same person under another ID: the rules that waited run now, with the template's line beside. */
static void pair(pass *p, uint32_t line) {
    checked_line l = {.view = &p->view, .twin = &p->twin, .first_line = UINT32_MAX};
    p->seen_at[line] = p->view.index + 1;
    line_view_read(p->c.scratch, p->c.t, line, &p->twin);
    p->out->altered++;
    pass_tally(p, &l);
    run_line_rules(&p->c, &l, PHASE_PAIRED);
}

/* Pairs whom it can; the others stay unmatched. */
static void pair_by(pass *p, known_by *by) {
    arena *a = arena_child(p->on);
    unseen *people = unseen_people(p, a, by);
    size_t left = 0;
    for (size_t i = 0; i < p->unmatched.count; i++) {
        line_view_read(p->c.scratch, p->c.d, p->unmatched.items[i], &p->view);
        uint32_t line = only_one(people, by(p->c.scratch, p->c.d, &p->c.t->layout, &p->view));
        if (line != NOBODY)
            pair(p, line);
        else
            p->unmatched.items[left++] = p->unmatched.items[i];
        arena_reset(p->c.scratch);
    }
    p->unmatched.count = left;
    arena_reset(a);
}

static void pair_unmatched(pass *p) {
    static known_by *const ways[] = {by_rest, by_personal, by_name_and_digits, by_name};
    for (size_t i = 0; i < sizeof ways / sizeof *ways && p->unmatched.count; i++)
        pair_by(p, ways[i]);
}

/* ---- Who is left over on either side. */
static void added_people(pass *p) {
    for (size_t i = 0; i < p->unmatched.count; i++) {
        line_view_read(p->c.scratch, p->c.d, p->unmatched.items[i], &p->view);
        checked_line l = {.view = &p->view, .first_line = UINT32_MAX};
        tally_id(&p->sums, &p->view);
        run_line_rules(&p->c, &l, PHASE_PAIRED);
        tell_added(p);
        arena_reset(p->c.scratch);
    }
}

static void lost_people(pass *p) {
    const document *t = p->c.t;
    for (uint32_t i = 0; i < t->text.line_count; i++) {
        if (p->seen_at[i])
            continue;
        line_view_read(p->c.scratch, t, i, &p->twin);
        if (p->twin.kind == LINE_PERSON)
            tell_lost(p, i);
        arena_reset(p->c.scratch);
    }
}

void pass_roster(pass *p) {
    pair_unmatched(p);
    added_people(p);
    lost_people(p);
    p->sums.lost = p->out->lost;
    p->sums.added = p->out->added;
    p->sums.templ_people = p->sums.twins + p->out->lost;
    if (!p->in_order && p->out->lost == 0 && p->out->added == 0)
        FIND(p->c.found, .code = ROW_line_order, .place = place_whole(p->c.d->input));
}

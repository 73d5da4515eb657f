#include "fill/people.h"

#include <string.h>

#include "base/hash.h"
#include "base/words.h"

enum { PART_LINES = 1 << 14, BATCH = 32 };

/* Where a line may be found: slots from `mark`'s own on, the first empty one ends the search. */
typedef struct slot {
    uint32_t mark; /* the key's hash, 0 = empty */
    uint32_t line;
} slot;

struct people {
    const document *d;
    role by;
    uint64_t seed;
    slot *slots; /* at most three quarters full */
    size_t mask;
    size_t count;
};

/* ---- Keys. */
bool plain_id(span s) { return s.len == 18 && id_formed(s.ptr); }

/* A line's key as the rules read it: empty where it is no person, or one without a key. */
static span read_key(const people *p, arena *scratch, uint32_t i, line_view *v) {
    line_view_read(scratch, p->d, i, v);
    if (v->kind != LINE_PERSON)
        return (span){0};
    return p->by == ROLE_PERSONAL_NUMBER ? span_trim(v->personal) : view_key(scratch, p->d, v);
}

bool plain_line(const document *d, uint32_t i, fields *f) {
    const layout *l = &d->layout;
    if (l->id < 0 || (l->header && i == l->header_line))
        return false;
    line_split(l, d->text.body_encoding, text_line(&d->text, i), f);
    return (uint32_t)l->id < f->count && plain_id(f->at[l->id]);
}

/* The same key where it stands there plainly, without judging anything else: nearly every line. */
static bool plain_key(const people *p, uint32_t i, fields *f, span *key) {
    bool plain = p->by == ROLE_ID && plain_line(p->d, i, f);
    if (plain)
        *key = f->at[p->d->layout.id];
    return plain;
}

static uint32_t mark_of(const people *p, span key) {
    uint64_t h = hash_bytes(key, p->seed);
    return (uint32_t)(h ^ h >> 32) | 1;
}

/* Spread over all slots: marks are odd, so their lowest bit tells nothing. */
static size_t home_of(const people *p, uint32_t mark) { return (mark >> 1) & p->mask; }

static bool same_key(const people *p, arena *scratch, uint32_t line, span key) {
    fields f = {.count = 0};
    line_view v;
    span other;
    if (plain_key(p, line, &f, &other))
        return span_eq(other, key);
    return span_eq(read_key(p, scratch, line, &v), key);
}

/* ---- Making it. First every line's mark, each hand its own lines; then the slots, each hand its own
 * stretch of them. What runs over a stretch's end waits until all are done. */
struct making {
    people *p;
    unsigned parts;
    uint32_t *marks; /* by line, 0 = no key */
    size_t *counts;  /* by part */
    VEC(uint32_t) *over; /* by part: lines left */
};

static size_t share(size_t all, unsigned part, unsigned parts) { return (size_t)((uint64_t)all * part / parts); }

static void mark_lines(arena *own, void *argument, unsigned part) {
    struct making *m = argument;
    const people *p = m->p;
    size_t lines = p->d->text.line_count, count = 0;
    arena *scratch = arena_child(own);
    fields f = {.count = 0};
    line_view v;
    span key;
    for (size_t i = share(lines, part, m->parts); i < share(lines, part + 1, m->parts); i++) {
        bool plain = plain_key(p, (uint32_t)i, &f, &key);
        if (!plain)
            key = read_key(p, scratch, (uint32_t)i, &v);
        count += plain || v.kind == LINE_PERSON;
        m->marks[i] = key.len ? mark_of(p, key) : 0;
        arena_reset(scratch);
    }
    m->counts[part] = count;
}

/* Puts line i where it belongs, unless its key is there already; false where `end` comes first. */
static bool put(people *p, arena *scratch, uint32_t mark, uint32_t i, size_t end) {
    span key = {0};
    fields f; /* not zeroed: that would cost more than the rest */
    line_view v;
    for (size_t at = home_of(p, mark);; at = (at + 1) & p->mask) {
        slot *s = &p->slots[at];
        if (s->mark == 0) {
            *s = (slot){mark, i};
            return true;
        }
        if (s->mark == mark) {
            if (key.len == 0 && !plain_key(p, i, &f, &key))
                key = read_key(p, scratch, i, &v);
            if (same_key(p, scratch, s->line, key))
                return true;
        }
        if (at + 1 == end)
            return false;
    }
}

/* Of BATCH lines from `at` on those whose slots begin in the stretch; asks for the slots. Without a branch, since
 * none could be foretold. */
static unsigned lines_of_stretch(const struct making *m, size_t at, size_t from, size_t end, uint32_t lines[static BATCH]) {
    const people *p = m->p;
    size_t all = p->d->text.line_count, to = all - at < BATCH ? all : at + BATCH;
    unsigned count = 0;
    for (; at < to; at++) {
        lines[count] = (uint32_t)at;
        count += (m->marks[at] != 0) & (home_of(p, m->marks[at]) - from < end - from);
    }
    for (unsigned i = 0; i < count; i++)
        ask_for(&p->slots[home_of(p, m->marks[lines[i]])]);
    return count;
}

static void fill_slots(arena *own, void *argument, unsigned part) {
    struct making *m = argument;
    people *p = m->p;
    arena *scratch = arena_child(own);
    size_t lines = p->d->text.line_count;
    size_t from = share(p->mask + 1, part, m->parts), end = share(p->mask + 1, part + 1, m->parts);
    memset(p->slots + from, 0, (end - from) * sizeof *p->slots);
    for (size_t at = 0; at < lines; at += BATCH) {
        uint32_t mine[BATCH];
        unsigned count = lines_of_stretch(m, at, from, end, mine);
        for (unsigned i = 0; i < count; i++) {
            if (!put(p, scratch, m->marks[mine[i]], mine[i], end))
                VEC_PUSH(own, &m->over[part], mine[i]);
            arena_reset(scratch);
        }
    }
}

people *people_new(arena *a, const crew *c, const document *d, role by, uint64_t seed) {
    size_t lines = d->text.line_count, size = 16;
    while (size - size / 4 < lines)
        size *= 2;
    people *p = ARENA_NEW(a, people);
    *p = (people){.d = d, .by = by, .seed = seed, .mask = size - 1};
    p->slots = arena_grow(a, NULL, size * sizeof *p->slots);
    arena *passing = arena_child(a);
    struct making m = {.p = p, .parts = crew_parts(c, lines, PART_LINES)};
    m.marks = arena_grow(passing, NULL, (lines + 1) * sizeof *m.marks);
    m.counts = ARENA_ARRAY(passing, size_t, m.parts);
    m.over = arena_take(passing, m.parts, sizeof *m.over);
    crew_run(c, passing, mark_lines, &m, m.parts);
    crew_run(c, passing, fill_slots, &m, m.parts);
    for (unsigned i = 0; i < m.parts; i++) {
        p->count += m.counts[i];
        for (size_t k = 0; k < m.over[i].count; k++)
            (void)put(p, passing, m.marks[m.over[i].items[k]], m.over[i].items[k], SIZE_MAX);
    }
    arena_reset(passing);
    return p;
}

size_t people_count(const people *p) { return p->count; }

/* ---- Asking. */
uint32_t people_mark(const people *p, span key) { return mark_of(p, key); }

void people_ask(const people *p, uint32_t mark) { ask_for(&p->slots[home_of(p, mark)]); }

uint32_t people_guess(const people *p, uint32_t mark) {
    for (size_t at = home_of(p, mark); p->slots[at].mark; at = (at + 1) & p->mask)
        if (p->slots[at].mark == mark) {
            ask_for(&p->d->text.line_start[p->slots[at].line]);
            return p->slots[at].line;
        }
    return KEY_ABSENT;
}

void people_fetch(const people *p, uint32_t guess) {
    enum { CACHE_LINE = 64 };
    const uint8_t *at = p->d->text.body.ptr + p->d->text.line_start[guess];
    ask_for(at);
    ask_for(at + CACHE_LINE);
}

bool people_is(const people *p, uint32_t line, span key, fields *f) {
    span other;
    return plain_key(p, line, f, &other) && span_eq(other, key);
}

uint32_t people_find(const people *p, arena *scratch, span key) {
    uint32_t mark = mark_of(p, key);
    for (size_t at = home_of(p, mark); p->slots[at].mark; at = (at + 1) & p->mask)
        if (p->slots[at].mark == mark && same_key(p, scratch, p->slots[at].line, key))
            return p->slots[at].line;
    return KEY_ABSENT;
}

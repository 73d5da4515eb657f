#include "rules/twice.h"

#include <string.h>

#include "base/hash.h"
#include "rules/pass.h"

enum {
    SHEAVES_MAX = 512,        /* more would scatter the walk's own writes */
    SHEAF_PEOPLE = 1 << 14,   /* people of one sheaf, about */
    BLOCK = 500,              /* sightings taken from the arena at once */
    PART_LEAST = 1 << 15,     /* people worth another hand */
    ID_LENGTH = 18
};

/* Where somebody was seen: the ID's offset in the body, and 31 bits of the key's hash. The lowest bit of
 * `mark` says that the ID stands there as it is, in 18 bytes; else its line must be read anew. */
typedef struct sighting {
    uint32_t at, mark;
} sighting;

typedef struct block {
    struct block *next;
    uint32_t count, room;
    sighting items[];
} block;

/* Those whose hashes begin alike, in the order of the lines. */
typedef struct sheaf {
    block *first, *last;
    size_t count;
} sheaf;

struct sightings {
    arena *on;
    size_t count;    /* of sheaves, a power of two */
    unsigned shift;  /* hash >> shift is a sheaf's number */
    uint32_t room;   /* of a block */
    sheaf sheaves[];
};

sightings *sightings_new(arena *on, size_t people) {
    unsigned bits = 0;
    while ((size_t)1 << bits < SHEAVES_MAX && people >> bits > SHEAF_PEOPLE)
        bits++;
    size_t count = (size_t)1 << bits;
    sightings *s = arena_take(on, 1, sizeof *s + count * sizeof *s->sheaves);
    s->on = on;
    s->count = count;
    s->shift = 63 - bits; /* one bit to spare, so that a single sheaf is no shift by 64 */
    s->room = people < BLOCK ? (uint32_t)people + 1 : BLOCK;
    return s;
}

static void add(sightings *s, uint64_t hash, sighting one) {
    sheaf *h = &s->sheaves[hash >> 1 >> s->shift];
    block *b = h->last;
    if (b == NULL || b->count == b->room) {
        block *fresh = arena_take(s->on, 1, sizeof *fresh + s->room * sizeof *fresh->items);
        fresh->room = s->room;
        if (b)
            b->next = fresh;
        else
            h->first = fresh;
        h->last = b = fresh;
    }
    b->items[b->count++] = one;
    h->count++;
}

/* ---- A line's person. */
/* Many people share what a spreadsheet leaves of their IDs: such a key is nobody's. */
static bool key_tells(const line_view *v) {
    return v->person.kind != ID_IN_SCIENTIFIC && v->person.kind != ID_MALFORMED;
}

/* What the person of the view is known by; empty where it tells nobody from anybody. */
static span key_of(const pass *p) {
    const layout *l = &p->c.d->layout;
    bool tells = p->view.kind == LINE_PERSON && l->id >= 0 && key_tells(&p->view);
    return tells ? view_key(p->c.scratch, p->c.d, &p->view) : (span){0};
}

static uint32_t offset_in(const pass *p, span s) {
    const text *t = &p->c.d->text;
    span line = text_line(t, p->view.index);
    bool within = s.ptr >= line.ptr && s.ptr + s.len <= line.ptr + line.len;
    return (uint32_t)((within ? s.ptr : line.ptr) - t->body.ptr);
}

static bool stands_there(const pass *p, span key) {
    return key.len == ID_LENGTH && p->c.d->text.body.ptr + offset_in(p, key) == key.ptr;
}

void sighting_note(pass *p) {
    span key = key_of(p);
    if (key.len == 0)
        return;
    uint64_t hash = hash_bytes(key, p->c.job->hash_seed);
    bool bare = stands_there(p, key);
    add(p->seen, hash, (sighting){offset_in(p, bare ? key : p->view.id), (uint32_t)hash << 1 | bare});
}

void sighting_note_plain(sightings *s, span id, uint32_t at, uint64_t seed) {
    uint64_t hash = hash_bytes(id, seed);
    add(s, hash, (sighting){at, (uint32_t)hash << 1 | 1});
}

/* ---- A line read anew. */
/* A pass over one line that keeps the person who was seen at `at`. */
typedef struct reader {
    pass p; /* first: what p->person is given is this */
    uint32_t at;
    person_id found;
} reader;

static void keep_person(pass *p) {
    reader *r = (reader *)(void *)p;
    span key = key_of(p);
    if (key.len && offset_in(p, stands_there(p, key) ? key : p->view.id) == r->at)
        r->found = p->view.person;
}

static void reader_begin(const pass *p, arena *own, reader *r) {
    *r = (reader){.p = {.c = p->c, .on = own}};
    r->p.c.scratch = arena_child(own);
    r->p.c.found = NULL;
}

/* Hands everybody who stands in the line of the sighting to `person`, in the line's order. */
static void read_again(reader *r, sighting s, void (*person)(pass *p)) {
    uint32_t line = (uint32_t)text_line_of(&r->p.c.d->text, s.at);
    r->at = s.at;
    r->p.person = person;
    pass_read(&r->p, &line);
    arena_reset(r->p.c.scratch);
}

static person_id person_at(reader *r, sighting s) {
    read_again(r, s, keep_person);
    return r->found;
}

static bool same_person(reader *r, sighting a, sighting b) {
    const uint8_t *body = r->p.c.d->text.body.ptr;
    if (a.mark & b.mark & 1)
        return memcmp(body + a.at, body + b.at, ID_LENGTH) == 0;
    const person_id one = person_at(r, a), other = person_at(r, b);
    return span_eq(person_id_key(&one), person_id_key(&other));
}

/* ---- Comparing the people of one sheaf. */
typedef struct repeat {
    sighting again;
    uint32_t first; /* where the person was seen first */
} repeat;
typedef VEC(repeat) repeats;

/* Open addressing with linear probing, at most half full; `at` UINT32_MAX: empty. */
typedef struct meeting {
    arena *on;
    sighting *slots;
    size_t mask, used;
} meeting;

static void make_room(meeting *m, size_t count) {
    m->slots = arena_grow(m->on, NULL, count * sizeof *m->slots);
    memset(m->slots, 0xFF, count * sizeof *m->slots);
    m->mask = count - 1;
}

static void make_more_room(meeting *m) {
    sighting *old = m->slots;
    size_t count = m->mask + 1;
    make_room(m, count * 2);
    for (size_t i = 0; i < count; i++) {
        if (old[i].at == UINT32_MAX)
            continue;
        size_t at = old[i].mark >> 1 & m->mask;
        while (m->slots[at].at != UINT32_MAX)
            at = (at + 1) & m->mask;
        m->slots[at] = old[i];
    }
    arena_drop(m->on, old);
}

static void meet(meeting *m, reader *r, sighting s, repeats *out) {
    size_t at = s.mark >> 1 & m->mask;
    for (; m->slots[at].at != UINT32_MAX; at = (at + 1) & m->mask)
        if (m->slots[at].mark >> 1 == s.mark >> 1 && same_person(r, m->slots[at], s)) {
            VEC_PUSH(m->on, out, ((repeat){s, m->slots[at].at}));
            return;
        }
    m->slots[at] = s;
    if (++m->used > m->mask / 2)
        make_more_room(m);
}

typedef struct search {
    const pass *p;
    sightings *const *parts;
    unsigned part_count, hands;
    repeats *found;         /* by hand: those of its sheaves, one sheaf after the other */
    const repeat *sorted;   /* all, by place */
    size_t sorted_count;
    findings **told;        /* by hand */
} search;

static void search_sheaf(const search *s, size_t which, meeting *m, reader *r, repeats *out) {
    memset(m->slots, 0xFF, (m->mask + 1) * sizeof *m->slots);
    m->used = 0;
    for (unsigned part = 0; part < s->part_count; part++)
        for (const block *b = s->parts[part]->sheaves[which].first; b; b = b->next)
            for (uint32_t i = 0; i < b->count; i++)
                meet(m, r, b->items[i], out);
}

static void search_sheaves(arena *own, void *argument, unsigned index) {
    search *s = argument;
    size_t count = s->parts[0]->count, from = count * index / s->hands, to = count * (index + 1) / s->hands;
    meeting m = {.on = own};
    reader *r = ARENA_NEW(own, reader);
    make_room(&m, 16);
    reader_begin(s->p, own, r);
    for (size_t i = from; i < to; i++)
        search_sheaf(s, i, &m, r, &s->found[index]);
    arena_drop(own, m.slots);
}

/* ---- Telling. */
/* By place, in three rounds of eleven bits. */
static void sort_by_place(arena *a, repeat **items, size_t count) {
    enum { BITS = 11, DIGITS = 1 << BITS };
    if (count < 2)
        return;
    repeat *from = *items, *to = arena_grow(a, NULL, (count + 1) * sizeof *to);
    for (unsigned shift = 0; shift < 32; shift += BITS) {
        size_t slot[DIGITS + 1] = {0};
        for (size_t i = 0; i < count; i++)
            slot[(from[i].again.at >> shift & (DIGITS - 1)) + 1]++;
        for (size_t d = 1; d < DIGITS; d++)
            slot[d] += slot[d - 1];
        for (size_t i = 0; i < count; i++)
            to[slot[from[i].again.at >> shift & (DIGITS - 1)]++] = from[i];
        repeat *other = from;
        from = to;
        to = other;
    }
    *items = from;
    arena_drop(a, to);
}

/* All repeats in the order of the lines. */
static void gather(arena *a, search *s) {
    for (unsigned i = 0; i < s->hands; i++)
        s->sorted_count += s->found[i].count;
    repeat *all = arena_grow(a, NULL, (s->sorted_count + 1) * sizeof *all);
    size_t n = 0;
    for (unsigned i = 0; i < s->hands; i++) {
        if (s->found[i].count)
            memcpy(all + n, s->found[i].items, s->found[i].count * sizeof *all);
        n += s->found[i].count;
    }
    sort_by_place(a, &all, s->sorted_count);
    s->sorted = all;
}

typedef struct teller {
    reader r;
    uint32_t first; /* line, from 0 */
    findings *found;
} teller;

static void tell_person(pass *p) {
    teller *t = (teller *)(void *)p;
    span key = key_of(p);
    if (key.len == 0 || offset_in(p, stands_there(p, key) ? key : p->view.id) != t->r.at)
        return;
    check c = p->c;
    c.found = t->found;
    rule_id_duplicate(&c, &(checked_line){.view = &p->view, .first_line = t->first});
}

static void tell_repeats(arena *own, void *argument, unsigned index) {
    search *s = argument;
    teller *t = ARENA_NEW(own, teller);
    size_t from = s->sorted_count * index / s->hands, to = s->sorted_count * (index + 1) / s->hands;
    reader_begin(s->p, own, &t->r);
    t->found = s->told[index] = findings_like(own, s->p->c.found);
    for (size_t i = from; i < to; i++) {
        t->first = (uint32_t)text_line_of(&s->p->c.d->text, s->sorted[i].first);
        read_again(&t->r, s->sorted[i].again, tell_person);
    }
}

void people_twice(pass *p, sightings *const *parts, unsigned count) {
    arena *a = arena_child(p->on);
    search s = {.p = p, .parts = parts, .part_count = count};
    s.hands = crew_parts(p->c.job->crew, p->c.d->text.line_count, PART_LEAST);
    s.found = ARENA_ARRAY(a, repeats, s.hands);
    s.told = ARENA_ARRAY(a, findings *, s.hands);
    crew_run(p->c.job->crew, a, search_sheaves, &s, s.hands);
    gather(a, &s);
    if (s.sorted_count) {
        crew_run(p->c.job->crew, a, tell_repeats, &s, s.hands);
        for (unsigned i = 0; i < s.hands; i++)
            findings_merge(p->c.found, s.told[i]);
    }
    arena_reset(a);
}

/* The proof of deflate_long.c. What closes a piece, an empty stored block, is looked for; each piece is then
 * closed by an empty last block instead [RFC 1951, 3.2.4 and 3.2.6] and inflated by a library that knows
 * nothing of it. A piece that inflates by itself, to its end, refers to nothing before it and leaves
 * nothing over, so that all of them together inflate to all of the text. */
#include <string.h>

#include "container/deflate.h"
#include "container/deflate_long.h"

static const uint8_t EMPTY_LAST[] = {0x03, 0x00};

/* Behind the next 00 00 FF FF from `at` on; 0 where there is none. */
static size_t next_joint(span s, size_t at) {
    for (size_t i = at + 2; i + 1 < s.len; i++) {
        const uint8_t *p = memchr(s.ptr + i, 0xFF, s.len - 1 - i);
        if (p == NULL)
            return 0;
        i = (size_t)(p - s.ptr);
        if (p[1] == 0xFF && p[-1] == 0 && p[-2] == 0)
            return i + 2;
    }
    return 0;
}

struct proof {
    span packed, text;
    size_t pieces;
    size_t *begins; /* of each piece, and the end of the last */
    unsigned parts;
    bool *good;     /* by part */
};

static bool find_joints(struct proof *p) {
    for (size_t i = 1; i < p->pieces; i++)
        if ((p->begins[i] = next_joint(p->packed, p->begins[i - 1])) == 0)
            return false;
    p->begins[p->pieces] = p->packed.len;
    return true;
}

static bool piece_good(const struct proof *p, inflater *with, size_t i, buf *closed, uint8_t *room) {
    span packed = span_cut(p->packed, p->begins[i], p->begins[i + 1] - p->begins[i]);
    span text = span_cut(p->text, i * DEFLATE_PIECE, DEFLATE_PIECE);
    closed->len = 0;
    if (i + 1 < p->pieces) {
        buf_add(closed, packed);
        buf_add(closed, span_of(EMPTY_LAST, sizeof EMPTY_LAST));
        packed = buf_span(closed);
    }
    return inflater_fills(with, packed, room, text.len) && memcmp(room, text.ptr, text.len) == 0;
}

static void prove_part(arena *own, void *argument, unsigned part) {
    struct proof *p = argument;
    size_t from = p->pieces * part / p->parts, end = p->pieces * (part + 1) / p->parts;
    inflater *with = inflater_new(own);
    uint8_t *room = arena_grow(own, NULL, DEFLATE_PIECE);
    buf closed = buf_new(own);
    bool good = true;
    for (size_t i = from; good && i < end; i++)
        good = piece_good(p, with, i, &closed, room);
    p->good[part] = good;
}

bool deflate_long_proved(arena *a, const crew *c, span packed, span text) {
    arena *passing = arena_child(a);
    struct proof p = {packed, text, (text.len + DEFLATE_PIECE - 1) / DEFLATE_PIECE, NULL, 0, NULL};
    p.parts = crew_parts(c, p.pieces, 1);
    p.begins = ARENA_ARRAY(passing, size_t, p.pieces + 2);
    p.good = ARENA_ARRAY(passing, bool, p.parts);
    bool good = text.len > 0 && find_joints(&p);
    if (good)
        crew_run(c, passing, prove_part, &p, p.parts);
    for (unsigned i = 0; i < p.parts; i++)
        good = good && p.good[i];
    arena_reset(passing);
    return good;
}

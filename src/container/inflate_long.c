#include "container/inflate_long.h"

#include "container/inflate_stream.h"

enum { LIKELY_RATIO = 32, GROWTH = 4, STEP = 1 << 22 }; /* STEP: bytes between two times that something is given back */

typedef struct unpacking {
    arena *a;
    inflate_stream *from;
    uint8_t *out;
    size_t len, room, most; /* bytes there, that there is room for, that there may be */
} unpacking;

static size_t least(uint64_t a, uint64_t b) {
    uint64_t l = a < b ? a : b;
    return l < SIZE_MAX / 2 ? (size_t)l : SIZE_MAX / 2;
}

static void make_room(unpacking *u, size_t room) {
    u->room = room;
    u->out = arena_grow(u->a, u->out, room + 1 + INFLATE_BEYOND);
}

/* One byte beyond what there is room for shows that more comes, or that nothing does. */
static inflate_state step(unpacking *u) {
    size_t upto = u->room - u->len < STEP ? u->room + 1 : u->len + STEP;
    inflate_state now = inflate_on(u->from, u->out, &u->len, upto);
    if (now == INFLATE_GOES_ON && u->len > u->room && u->len <= u->most)
        make_room(u, least((uint64_t)u->len * GROWTH, u->most));
    return now;
}

inflated inflate_long(arena *a, span packed, uint64_t expected, uint64_t most,
                      void (*spent)(void *context, const void *bytes, size_t len), void *context) {
    unpacking u = {.a = a, .from = inflate_stream_bare(a, packed), .most = least(most, most)};
    const uint8_t *given = packed.ptr;
    inflate_state now = INFLATE_GOES_ON;
    make_room(&u, least(least(expected, (uint64_t)packed.len * LIKELY_RATIO), u.most));
    while (now == INFLATE_GOES_ON && u.len <= u.most) {
        now = step(&u);
        spent(context, given, (size_t)(inflate_taken(u.from) - given));
        given = inflate_taken(u.from);
    }
    size_t used = (size_t)(given - packed.ptr);
    arena_drop(a, u.from);
    if (now == INFLATE_AT_END && u.len <= u.most)
        return (inflated){INFLATE_WHOLE, span_of(arena_grow(a, u.out, u.len + 1), u.len), used};
    arena_drop(a, u.out);
    return (inflated){.result = u.len <= u.most ? INFLATE_BROKEN : INFLATE_TOO_FAR};
}

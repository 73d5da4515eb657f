#include "container/inflate_stream.h"

#include <string.h>

#include "base/eight.h"
#include "container/inflate_tables.h"

enum {
    WINDOW = 1 << 15,
    LITLENS = 288, DISTANCES = 32, LENGTH_CODES = 19,
    LITLEN_BITS = 11, DISTANCE_BITS = 8, HEAD_BITS = 7,
    LITLEN_ROOM = 2400, DISTANCE_ROOM = 512, /* more than any complete code needs: 2,342 and 402 (zlib's enough) */
    DISTANCE_MOST = BITS_MAX + 13, /* bits */
    AHEAD = 32 /* packed bytes with which three refills need not ask */
};

/* ---- Bits. */
typedef struct reader {
    const uint8_t *in, *end;
    uint64_t bits;  /* the next ones; those above `count` are the next bytes' already, or 0 */
    unsigned count;
    unsigned over;  /* bytes taken that were not there */
} reader;

/* At least 56 bits are there afterwards; eight bytes must be. */
static inline void refill_quickly(reader *r) {
    r->bits |= eight_bytes(r->in) << r->count;
    r->in += (63 - r->count) / 8;
    r->count |= 56;
}

/* The same, made up where the data ends. */
static inline void refill(reader *r) {
    if (r->end - r->in >= 8) {
        refill_quickly(r);
        return;
    }
    for (; r->count < 56; r->count += 8) {
        if (r->in < r->end)
            r->bits |= (uint64_t)*r->in++ << r->count;
        else
            r->over++;
    }
}

/* Were bits used that are made up? */
static inline bool overdrawn(const reader *r) { return r->over * 8 > r->count; }

static inline unsigned take(reader *r, unsigned n) {
    unsigned v = (unsigned)(r->bits & ((UINT64_C(1) << n) - 1));
    r->bits >>= n;
    r->count -= n;
    return v;
}

/* What the next code means; it is not taken yet, but for the bits of a link. */
static inline entry direct(const reader *r, const entry *table_at, unsigned first) {
    return table_at[r->bits & ((1u << first) - 1)];
}
static inline entry linked(reader *r, entry e, const entry *table_at, unsigned first) {
    if (entry_kind(e) != LINK)
        return e;
    (void)take(r, first);
    return table_at[entry_value(e) + (r->bits & ((1u << entry_all(e)) - 1))];
}
static inline entry look_up(reader *r, const entry *table_at, unsigned first) {
    return linked(r, direct(r, table_at, first), table_at, first);
}
static inline void drop(reader *r, entry e) {
    r->bits >>= entry_all(e);
    r->count -= entry_all(e);
}

/* Takes the code and what follows it: a length, a distance, a symbol. */
static inline unsigned take_value(reader *r, entry e) {
    unsigned all = take(r, entry_all(e));
    return entry_value(e) + (all >> entry_bits(e));
}

/* ---- The stream. */
typedef enum block { BETWEEN, STORED, CODED } block;

struct inflate_stream {
    reader from;
    block in_block;
    bool last;          /* this block is the last one */
    size_t stored;      /* bytes left of a stored block */
    size_t history;     /* bytes of output before this piece, at most WINDOW */
    uint8_t *to;        /* the last piece's end */
    entry litlens[LITLEN_ROOM], distances[DISTANCE_ROOM];
    uint8_t out[]; /* for pieces only: WINDOW + INFLATE_PIECE + INFLATE_BEYOND */
};

static inflate_stream *stream_new(arena *a, span packed, size_t room) {
    inflate_stream *s = arena_grow(a, NULL, sizeof *s + room);
    memset(s, 0, offsetof(inflate_stream, litlens));
    s->from = (reader){.in = packed.ptr, .end = packed.ptr + packed.len};
    return s;
}

inflate_stream *inflate_stream_new(arena *a, span packed) {
    inflate_stream *s = stream_new(a, packed, WINDOW + INFLATE_PIECE + INFLATE_BEYOND);
    s->to = s->out + WINDOW;
    return s;
}

inflate_stream *inflate_stream_bare(arena *a, span packed) { return stream_new(a, packed, 0); }

/* ---- A block's beginning. */
static table litlen_table(inflate_stream *s) { return (table){s->litlens, LITLEN_BITS, 0, LITLEN_ROOM}; }
static table distance_table(inflate_stream *s) { return (table){s->distances, DISTANCE_BITS, 0, DISTANCE_ROOM}; }

static bool fixed_tables(inflate_stream *s) {
    uint8_t lengths[LITLENS];
    memset(lengths, 8, 144);
    memset(lengths + 144, 9, 112);
    memset(lengths + 256, 7, 24);
    memset(lengths + 280, 8, 8);
    if (!make_table(litlen_table(s), lengths, LITLENS, litlen_meaning, false))
        return false;
    memset(lengths, 5, DISTANCES);
    return make_table(distance_table(s), lengths, DISTANCES, distance_meaning, false);
}

/* The lengths of both codes, as one list. */
static bool read_lengths(reader *r, const entry *head, uint8_t *lengths, unsigned total) {
    for (unsigned i = 0; i < total;) {
        refill(r);
        entry e = look_up(r, head, HEAD_BITS);
        unsigned symbol = take_value(r, e);
        if (entry_kind(e) == WRONG || overdrawn(r))
            return false;
        if (symbol < 16) {
            lengths[i++] = (uint8_t)symbol;
            continue;
        }
        unsigned times = symbol == 16 ? 3 + take(r, 2) : symbol == 17 ? 3 + take(r, 3) : 11 + take(r, 7);
        if (overdrawn(r) || i + times > total || (symbol == 16 && i == 0))
            return false;
        memset(lengths + i, symbol == 16 ? lengths[i - 1] : 0, times);
        i += times;
    }
    return true;
}

static bool dynamic_tables(inflate_stream *s) {
    static const uint8_t ORDER[LENGTH_CODES] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    uint8_t lengths[LITLENS + DISTANCES] = {0}, head_lengths[LENGTH_CODES] = {0};
    entry head[1 << HEAD_BITS];
    reader *r = &s->from;
    refill(r);
    unsigned litlens = 257 + take(r, 5), distances = 1 + take(r, 5), shown = 4 + take(r, 4);
    if (litlens > 286 || distances > 30)
        return false;
    for (unsigned i = 0; i < shown; i++) {
        refill(r);
        head_lengths[ORDER[i]] = (uint8_t)take(r, 3);
    }
    table t = {head, HEAD_BITS, 0, 1 << HEAD_BITS};
    return !overdrawn(r) && make_table(t, head_lengths, LENGTH_CODES, plain_meaning, false) &&
           read_lengths(r, head, lengths, litlens + distances) && lengths[END_OF_BLOCK] != 0 &&
           make_table(litlen_table(s), lengths, litlens, litlen_meaning, true) &&
           make_table(distance_table(s), lengths + litlens, distances, distance_meaning, true);
}

/* What was read ahead goes back: a stored block begins on a byte. */
static bool stored_length(inflate_stream *s) {
    reader *r = &s->from;
    (void)take(r, r->count % 8);
    refill(r);
    unsigned length = take(r, 16), check = take(r, 16);
    if (overdrawn(r) || length != (check ^ 0xFFFF))
        return false;
    r->in = inflate_taken(s);
    r->bits = r->count = r->over = 0;
    s->stored = length;
    return true;
}

static bool begin_block(inflate_stream *s) {
    refill(&s->from);
    s->last = take(&s->from, 1);
    unsigned type = take(&s->from, 2);
    if (overdrawn(&s->from) || type == 3)
        return false;
    s->in_block = type == 0 ? STORED : CODED;
    return type == 0 ? stored_length(s) : type == 1 ? fixed_tables(s) : dynamic_tables(s);
}

/* ---- A block's body. Each goes up to the block's end, or `stop`; false where the data is damaged. */
static bool copy_stored(inflate_stream *s, const uint8_t *stop) {
    reader *r = &s->from;
    size_t n = (size_t)(r->end - r->in), room = (size_t)(stop - s->to);
    n = n < s->stored ? n : s->stored;
    n = n < room ? n : room;
    if (n)
        memcpy(s->to, r->in, n);
    r->in += n;
    s->to += n;
    s->stored -= n;
    if (s->stored == 0)
        s->in_block = BETWEEN;
    return s->stored == 0 || s->to == stop;
}

/* May write up to 16 bytes behind. */
static inline void repeat(uint8_t *to, size_t distance, size_t length) {
    const uint8_t *from = to - distance, *end = to + length;
    if (distance >= 8) {
        memcpy(to, from, 8);
        memcpy(to + 8, from + 8, 8);
        for (to += 16, from += 16; to < end; to += 8, from += 8)
            memcpy(to, from, 8);
    } else if (distance == 1) {
        memset(to, *from, length);
    } else {
        while (to < end)
            *to++ = *from++;
    }
}

/* A code at a time, with every doubt; LITERAL also for a length and its distance. */
static enum kind decode_one(inflate_stream *s, const uint8_t *begin) {
    reader *r = &s->from;
    refill(r);
    entry e = look_up(r, s->litlens, LITLEN_BITS);
    enum kind what = entry_kind(e);
    unsigned value = take_value(r, e);
    if (overdrawn(r))
        return WRONG;
    if (what == LITERAL)
        *s->to++ = (uint8_t)value;
    if (what != BASE)
        return what;
    refill(r);
    e = look_up(r, s->distances, DISTANCE_BITS);
    size_t distance = take_value(r, e);
    if (entry_kind(e) != BASE || overdrawn(r) || distance > (size_t)(s->to - begin))
        return WRONG;
    repeat(s->to, distance, value);
    s->to += value;
    return LITERAL;
}

/* Takes a literal; returns what comes next. */
static inline entry put_literal(reader *r, entry e, uint8_t **to, const entry *litlens) {
    *(*to)++ = (uint8_t)entry_value(e);
    drop(r, e);
    return direct(r, litlens, LITLEN_BITS);
}

/* The same while neither data nor room is short, so that what is there need not be asked for each code. What comes
 * next is looked up before a repeat is copied, since it does not depend on that. */
static enum kind decode_many(inflate_stream *s, const uint8_t *begin, const uint8_t *stop) {
    reader r = s->from; /* in registers while it lasts */
    uint8_t *to = s->to;
    enum kind what = LITERAL;
    if (r.end - r.in < AHEAD)
        return LITERAL;
    refill_quickly(&r);
    entry e = direct(&r, s->litlens, LITLEN_BITS);
    while (to < stop && r.end - r.in >= AHEAD) {
        if (entry_literal(e)) /* three codes of 15 bits, and a length's five, fit in 56 */
            e = put_literal(&r, e, &to, s->litlens);
        if (entry_literal(e))
            e = put_literal(&r, e, &to, s->litlens);
        e = linked(&r, e, s->litlens, LITLEN_BITS);
        if (entry_literal(e)) {
            *to++ = (uint8_t)entry_value(e);
            drop(&r, e);
            refill_quickly(&r);
            e = direct(&r, s->litlens, LITLEN_BITS);
            continue;
        }
        what = entry_kind(e);
        unsigned length = take_value(&r, e);
        if (what != BASE)
            break;
        if (r.count < DISTANCE_MOST)
            refill_quickly(&r);
        e = look_up(&r, s->distances, DISTANCE_BITS);
        size_t distance = take_value(&r, e);
        what = entry_kind(e) != BASE || distance > (size_t)(to - begin) ? WRONG : LITERAL;
        if (what == WRONG)
            break;
        refill_quickly(&r);
        e = direct(&r, s->litlens, LITLEN_BITS);
        repeat(to, distance, length);
        to += length;
    }
    s->from = r;
    s->to = to;
    return what;
}

static bool decode(inflate_stream *s, const uint8_t *begin, const uint8_t *stop) {
    enum kind what = LITERAL;
    while (what == LITERAL && s->to < stop) {
        what = decode_many(s, begin, stop);
        if (what == LITERAL && s->to < stop)
            what = decode_one(s, begin);
    }
    if (what != LITERAL)
        s->in_block = BETWEEN;
    return what == LITERAL || what == STOP;
}

/* Goes on to `stop` or the end; repeats may reach back to `begin`. */
static inflate_state unpack_to(inflate_stream *s, const uint8_t *begin, const uint8_t *stop) {
    bool good = true;
    while (good && s->to < stop && !(s->in_block == BETWEEN && s->last)) {
        if (s->in_block == BETWEEN)
            good = begin_block(s);
        else
            good = s->in_block == STORED ? copy_stored(s, stop) : decode(s, begin, stop);
    }
    return !good ? INFLATE_DAMAGED : s->in_block == BETWEEN && s->last ? INFLATE_AT_END : INFLATE_GOES_ON;
}

inflate_state inflate_next(inflate_stream *s, span *piece) {
    uint8_t *begin = s->out + WINDOW;
    memmove(begin - s->history, s->to - s->history, s->history);
    s->to = begin;
    inflate_state now = unpack_to(s, begin - s->history, begin + INFLATE_PIECE);
    *piece = span_of(begin, (size_t)(s->to - begin));
    s->history = s->history + piece->len < WINDOW ? s->history + piece->len : WINDOW;
    return now;
}

inflate_state inflate_on(inflate_stream *s, uint8_t *out, size_t *len, size_t upto) {
    s->to = out + *len;
    inflate_state now = unpack_to(s, out, out + upto);
    *len = (size_t)(s->to - out);
    return now;
}

const uint8_t *inflate_taken(const inflate_stream *s) {
    const reader *r = &s->from;
    return overdrawn(r) ? r->end : r->in - (r->count / 8 - r->over);
}

#include "container/inflate_stream.h"

#include <string.h>

#include "base/eight.h"

enum {
    WINDOW = 1 << 15, LENGTH_MAX = 258, SLACK = 16, /* copied eight bytes at a time */
    LITLENS = 288, DISTANCES = 32, LENGTH_CODES = 19, BITS_MAX = 15,
    LITLEN_BITS = 11, DISTANCE_BITS = 8, HEAD_BITS = 7,
    END_OF_BLOCK = 256,
    LITLEN_ROOM = 2400, DISTANCE_ROOM = 512 /* more than any complete code needs: 2,342 and 402 (zlib's enough) */
};

/* ---- Tables: what the next bits mean. An entry is a number: how many bits the code has, how many bits
 * follow it, what it is, and its value. */
typedef uint32_t entry;
/* BASE is that of a length or a distance; of a LINK the value is where more bits are looked up. */
enum kind { LITERAL, BASE, STOP, LINK, WRONG };

static inline entry entry_of(unsigned bits, unsigned extra, enum kind kind, unsigned value) {
    return bits | extra << 4 | (uint32_t)kind << 8 | value << 16;
}
static inline unsigned entry_bits(entry e) { return e & 15; }
static inline unsigned entry_extra(entry e) { return e >> 4 & 15; }
static inline enum kind entry_kind(entry e) { return (enum kind)(e >> 8 & 7); }
static inline unsigned entry_value(entry e) { return e >> 16; }

static entry litlen_meaning(unsigned symbol) {
    static const uint16_t BASES[29] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                       31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    static const uint8_t EXTRAS[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    if (symbol < END_OF_BLOCK)
        return entry_of(0, 0, LITERAL, symbol);
    if (symbol == END_OF_BLOCK)
        return entry_of(0, 0, STOP, 0);
    unsigned i = symbol - END_OF_BLOCK - 1;
    return i < 29 ? entry_of(0, EXTRAS[i], BASE, BASES[i]) : entry_of(0, 0, WRONG, 0);
}

static entry distance_meaning(unsigned symbol) {
    if (symbol >= 30)
        return entry_of(0, 0, WRONG, 0);
    unsigned extra = symbol < 4 ? 0 : symbol / 2 - 1;
    return entry_of(0, extra, BASE, symbol < 4 ? symbol + 1 : ((2 + symbol % 2) << extra) + 1);
}

static entry plain_meaning(unsigned symbol) { return entry_of(0, 0, LITERAL, symbol); }

static unsigned mirrored(unsigned code, unsigned bits) {
    unsigned m = 0;
    for (; bits; bits--, code >>= 1)
        m = m << 1 | (code & 1);
    return m;
}

/* A set of lengths that makes no code: too many codes, or too few where not just one is used. `lone`: that one
 * code of one bit may stand alone, or none at all. */
static bool makes_code(const unsigned counts[static BITS_MAX + 1], bool lone) {
    unsigned left = 1, longest = 0;
    for (unsigned n = 1; n <= BITS_MAX; n++) {
        left *= 2;
        if (counts[n] > left)
            return false;
        left -= counts[n];
        longest = counts[n] ? n : longest;
    }
    return left == 0 || (lone && longest <= 1);
}

/* How many bits are looked up after the first ones, where the next code is `length` long: so many that all
 * codes that begin like it fit. `counts`: codes still to come. */
static unsigned link_bits(const unsigned counts[static BITS_MAX + 1], unsigned length, unsigned first) {
    unsigned bits = length - first, room = 1u << bits, longest = BITS_MAX;
    while (longest > length && counts[longest] == 0)
        longest--;
    while (bits + first < longest && counts[bits + first] < room) {
        room = (room - counts[bits + first]) << 1;
        bits++;
    }
    return bits;
}

/* A table while it is filled. */
typedef struct table {
    entry *at;
    unsigned first, used, room;
} table;

static bool add_link(table *t, entry *from, unsigned more) {
    if (t->used + (1u << more) > t->room)
        return false;
    *from = entry_of(t->first, more, LINK, t->used);
    for (unsigned i = 0; i < 1u << more; i++)
        t->at[t->used++] = entry_of(1, 0, WRONG, 0);
    return true;
}

/* Every place whose low bits are the code's: directly, or behind a link. */
static bool add_code(table *t, const unsigned *counts, unsigned code, unsigned bits, entry what) {
    unsigned low = code & ((1u << t->first) - 1);
    if (bits <= t->first) {
        for (unsigned i = low; i < 1u << t->first; i += 1u << bits)
            t->at[i] = what | bits;
        return true;
    }
    entry *link = t->at + low;
    if (entry_kind(*link) != LINK && !add_link(t, link, link_bits(counts, bits, t->first)))
        return false;
    for (unsigned i = code >> t->first; i < 1u << entry_extra(*link); i += 1u << (bits - t->first))
        t->at[entry_value(*link) + i] = what | (bits - t->first);
    return true;
}

/* Fills t->at, looked up by the next t->first bits, from the lengths of the symbols' codes. */
static bool make_table(table t, const uint8_t *lengths, unsigned symbols, entry (*meaning)(unsigned), bool lone) {
    unsigned counts[BITS_MAX + 1] = {0}, next[BITS_MAX + 2] = {0};
    for (unsigned i = 0; i < symbols; i++)
        counts[lengths[i]]++;
    counts[0] = 0;
    if (!makes_code(counts, lone))
        return false;
    for (t.used = 0; t.used < 1u << t.first; t.used++)
        t.at[t.used] = entry_of(1, 0, WRONG, 0);
    for (unsigned n = 1; n <= BITS_MAX; n++)
        next[n + 1] = (next[n] + counts[n]) << 1;
    for (unsigned n = 1; n <= BITS_MAX; n++)
        for (unsigned i = 0; i < symbols && counts[n]; i++) {
            if (lengths[i] != n)
                continue;
            if (!add_code(&t, counts, mirrored(next[n]++, n), n, meaning(i)))
                return false;
            counts[n]--;
        }
    return true;
}

/* ---- Bits. */
typedef struct reader {
    const uint8_t *in, *end;
    uint64_t bits;  /* the next ones; those above `count` are the next bytes' already, or 0 */
    unsigned count;
    unsigned over;  /* bytes taken that were not there */
} reader;

/* At least 56 bits are there afterwards, made up where the data ends. */
static inline void refill(reader *r) {
    if (r->end - r->in >= 8) {
        r->bits |= eight_bytes(r->in) << r->count;
        r->in += (63 - r->count) / 8;
        r->count |= 56;
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

static inline entry look_up(reader *r, const entry *table_at, unsigned first) {
    entry e = table_at[r->bits & ((1u << first) - 1)];
    if (entry_kind(e) == LINK) {
        (void)take(r, first);
        e = table_at[entry_value(e) + (r->bits & ((1u << entry_extra(e)) - 1))];
    }
    (void)take(r, entry_bits(e));
    return e;
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
    uint8_t out[WINDOW + INFLATE_PIECE + LENGTH_MAX + SLACK];
};

inflate_stream *inflate_stream_new(arena *a, span packed) {
    inflate_stream *s = arena_grow(a, NULL, sizeof *s);
    memset(s, 0, offsetof(inflate_stream, litlens));
    s->from = (reader){.in = packed.ptr, .end = packed.ptr + packed.len};
    s->to = s->out + WINDOW;
    return s;
}

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
        unsigned symbol = entry_value(e);
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
    r->in -= r->count / 8 - r->over;
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

/* May write up to SLACK bytes behind. */
static inline void repeat(uint8_t *to, size_t distance, size_t length) {
    const uint8_t *from = to - distance, *end = to + length;
    if (distance >= 8) {
        do {
            memcpy(to, from, 8);
            to += 8, from += 8;
        } while (to < end);
    } else if (distance == 1) {
        memset(to, *from, length);
    } else {
        while (to < end)
            *to++ = *from++;
    }
}

static bool decode(inflate_stream *s, const uint8_t *begin, const uint8_t *stop) {
    reader r = s->from; /* in registers while it lasts */
    uint8_t *to = s->to;
    bool good = true, open = true;
    while (open && to < stop) {
        refill(&r);
        entry e = look_up(&r, s->litlens, LITLEN_BITS);
        for (int i = 0; i < 2 && entry_kind(e) == LITERAL && !overdrawn(&r); i++) {
            *to++ = (uint8_t)entry_value(e);
            e = look_up(&r, s->litlens, LITLEN_BITS);
        }
        if (entry_kind(e) == LITERAL && !overdrawn(&r)) {
            *to++ = (uint8_t)entry_value(e);
            continue;
        }
        open = entry_kind(e) == BASE && !overdrawn(&r);
        good = open || (entry_kind(e) == STOP && !overdrawn(&r));
        if (!open)
            break;
        refill(&r);
        unsigned length = entry_value(e) + take(&r, entry_extra(e));
        e = look_up(&r, s->distances, DISTANCE_BITS);
        size_t distance = entry_value(e) + take(&r, entry_extra(e));
        good = open = entry_kind(e) == BASE && !overdrawn(&r) && distance <= (size_t)(to - begin);
        if (!open)
            break;
        repeat(to, distance, length);
        to += length;
    }
    if (!open)
        s->in_block = BETWEEN;
    s->from = r;
    s->to = to;
    return good;
}

inflate_state inflate_next(inflate_stream *s, span *piece) {
    uint8_t *begin = s->out + WINDOW;
    const uint8_t *stop = begin + INFLATE_PIECE;
    bool good = true;
    memmove(begin - s->history, s->to - s->history, s->history);
    s->to = begin;
    while (good && s->to < stop && !(s->in_block == BETWEEN && s->last)) {
        if (s->in_block == BETWEEN)
            good = begin_block(s);
        else
            good = s->in_block == STORED ? copy_stored(s, stop) : decode(s, begin - s->history, stop);
    }
    *piece = span_of(begin, (size_t)(s->to - begin));
    s->history = s->history + piece->len < WINDOW ? s->history + piece->len : WINDOW;
    return !good ? INFLATE_DAMAGED : s->in_block == BETWEEN && s->last ? INFLATE_AT_END : INFLATE_GOES_ON;
}

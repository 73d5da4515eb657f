#include "container/deflate_long.h"

#include <string.h>

#include "base/buf.h"
#include "base/words.h"
#include "container/huffman.h"

enum {
    BLOCK = 1 << 16,      /* bytes of text that share a code */
    WINDOW = 1 << 15,     /* how far back deflate may refer */
    LENGTH_MIN = 3, LENGTH_MAX = 258,
    CODE_BITS = 12,       /* at most: four of them and what is left of a byte fit in 64 bits */
    END_OF_BLOCK = 256, LENGTH_CODES = 257, LITLEN_COUNT = 286, DISTANCE_COUNT = 30,
    HASH_BITS = 13,
    COLUMNS = 32          /* beyond it all count as one */
};

/* ---- What repeats. */
/* `plain` bytes of text as they are, then a repetition of `length` bytes from `distance` back; length 0
 * at a block's end. */
typedef struct step {
    uint32_t plain;
    uint16_t length, distance;
} step;

/* A piece's writer. */
typedef struct writer {
    const uint8_t *text; /* of the piece */
    size_t at;           /* where the next block begins */
    uint32_t seen[1 << HASH_BITS]; /* by hash: where a field began, plus 1 */
    uint32_t line;
    int credit[COLUMNS]; /* by column: what looking back has saved there lately */
    step steps[BLOCK / LENGTH_MIN + 1];
    size_t step_count;
    uint32_t litlen_occurs[LITLEN_COUNT], distance_occurs[DISTANCE_COUNT];
    uint32_t litlen[LITLEN_COUNT], distance[DISTANCE_COUNT]; /* codes, as huffman.h gives them */
} writer;

/* Behind which bytes does a field begin? No digit, point or character's tail is among them, but for | and ^. */
enum { BELOW = '-' };
static inline bool ends_field(uint8_t c) { return c < BELOW || c == ';' || c == '|' || c == '^'; }

static size_t field_end(const uint8_t *t, size_t i, size_t end) {
    for (; i + 8 <= end; i += 8) {
        uint64_t w = eight_bytes(t + i);
        uint64_t hit = bytes_below(w, BELOW) | bytes_that_are(w, ';') | bytes_that_are(w, '|') | bytes_that_are(w, '^');
        if (hit)
            return i + first_marked(hit);
    }
    while (i < end && !ends_field(t[i]))
        i++;
    return i;
}

static uint32_t four_bytes(const uint8_t *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* How many bytes the two have in common, at most `most`, up to where both may be read. */
static size_t common(const uint8_t *a, const uint8_t *b, size_t most) {
    size_t n = 0;
    for (; n + 8 <= most; n += 8) {
        uint64_t differ = eight_bytes(a + n) ^ eight_bytes(b + n);
        if (differ)
            return n + lowest_bit(differ) / 8;
    }
    while (n < most && a[n] == b[n])
        n++;
    return n;
}

/* What referring back saves, in bytes as digits take them; those of hanzi take twice that. */
static int saving(const uint8_t *p, size_t length, size_t distance) {
    int cost = distance < 1 << 9 ? 4 : distance < 1 << 13 ? 5 : 6;
    return (int)length + (p[0] >= 0x80 ? (int)length / 2 : 0) - cost;
}

static void add_step(writer *w, size_t plain, size_t length, size_t distance) {
    w->steps[w->step_count++] = (step){(uint32_t)plain, (uint16_t)length, (uint16_t)distance};
}

/* Looks back from a field's beginning at i. `done`: bytes that steps were made of. Returns how many are
 * then, and adds to *saved what that saves. */
static size_t look_back(writer *w, size_t i, size_t done, size_t end, int *saved) {
    const uint8_t *t = w->text;
    uint32_t *seen = &w->seen[four_bytes(t + i) * 0x9E3779B1u >> (32 - HASH_BITS)];
    size_t before = *seen, most = end - i < LENGTH_MAX ? end - i : LENGTH_MAX;
    *seen = (uint32_t)i + 1;
    if (before == 0 || i - (before - 1) >= WINDOW)
        return done;
    size_t distance = i - (before - 1), length = common(t + i, t + before - 1, most), from = i;
    if (length < LENGTH_MIN)
        return done;
    while (from > done && from > distance && t[from - 1] == t[from - 1 - distance] && length < LENGTH_MAX)
        from--, length++;
    int saves = saving(t + i, length, distance);
    if (saves <= 0)
        return done;
    add_step(w, from - done, length, distance);
    *saved += saves;
    return from + length;
}

/* The steps from w->at to `end`. A column in which looking back has not paid is looked at now and then only. */
static void find_steps(writer *w, size_t end) {
    enum { NOW_AND_THEN = 16, MOST_CREDIT = 64 };
    const uint8_t *t = w->text;
    size_t done = w->at, i = w->at;
    unsigned column = 0;
    w->step_count = 0;
    while (i + 4 <= end) {
        int *credit = &w->credit[column];
        if (*credit > 0 || w->line % NOW_AND_THEN == 0) {
            *credit -= *credit > 0;
            for (size_t at = i; at + 4 <= end && (done = look_back(w, at, done, end, credit)) > at; at = done)
                ; /* where one repetition ends within the field another may begin */
            *credit = *credit < MOST_CREDIT ? *credit : MOST_CREDIT;
        }
        i = field_end(t, done > i ? done : i, end);
        for (column += column + 1 < COLUMNS; i < end && ends_field(t[i]); i++)
            if (t[i] == '\n') {
                column = 0;
                w->line++;
            }
    }
    add_step(w, end - done, 0, 0);
}

/* ---- Symbols of lengths and distances [3.2.5]. */
typedef struct symbol {
    uint16_t number;
    uint8_t extra; /* bits behind it */
    uint16_t base; /* what it means with these all 0 */
} symbol;

static inline symbol length_symbol(unsigned length) {
    unsigned n = length - LENGTH_MIN;
    if (length == LENGTH_MAX)
        return (symbol){LENGTH_CODES + 28, 0, LENGTH_MAX};
    if (n < 8)
        return (symbol){(uint16_t)(LENGTH_CODES + n), 0, (uint16_t)length};
    unsigned extra = top_bit(n) - 2, step4 = n >> extra;
    return (symbol){(uint16_t)(LENGTH_CODES + 4 * extra + step4), (uint8_t)extra,
                    (uint16_t)((step4 << extra) + LENGTH_MIN)};
}

static inline symbol distance_symbol(unsigned distance) {
    unsigned n = distance - 1;
    if (n < 4)
        return (symbol){(uint16_t)n, 0, (uint16_t)distance};
    unsigned extra = top_bit(n) - 1, step2 = n >> extra;
    return (symbol){(uint16_t)(2 * extra + step2), (uint8_t)extra, (uint16_t)((step2 << extra) + 1)};
}

/* Four counts side by side, so that a byte need not wait for its like just before it. */
static void count_bytes(const uint8_t *p, size_t n, uint32_t counts[static 4][256]) {
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        counts[0][p[i]]++;
        counts[1][p[i + 1]]++;
        counts[2][p[i + 2]]++;
        counts[3][p[i + 3]]++;
    }
    for (; i < n; i++)
        counts[0][p[i]]++;
}

static void count_symbols(writer *w) {
    uint32_t counts[4][256] = {{0}};
    const uint8_t *p = w->text + w->at;
    memset(w->litlen_occurs, 0, sizeof w->litlen_occurs);
    memset(w->distance_occurs, 0, sizeof w->distance_occurs);
    w->litlen_occurs[END_OF_BLOCK] = 1;
    for (size_t i = 0; i < w->step_count; i++) {
        const step *s = &w->steps[i];
        count_bytes(p, s->plain, counts);
        p += s->plain + s->length;
        if (s->length) {
            w->litlen_occurs[length_symbol(s->length).number]++;
            w->distance_occurs[distance_symbol(s->distance).number]++;
        }
    }
    for (int c = 0; c < 256; c++)
        w->litlen_occurs[c] = counts[0][c] + counts[1][c] + counts[2][c] + counts[3][c];
}

/* ---- Bits, the lowest first. Passed by value, so that they stay in registers. */
typedef struct bits {
    uint64_t held;  /* not written yet, fewer than 8 after a flush */
    unsigned count;
    uint8_t *to;
} bits;

/* All eight; what counts of them is moved past. */
static inline bits flush(bits b) {
    uint64_t w = b.held;
    uint8_t *to = b.to;
    to[0] = (uint8_t)w, to[1] = (uint8_t)(w >> 8), to[2] = (uint8_t)(w >> 16), to[3] = (uint8_t)(w >> 24);
    to[4] = (uint8_t)(w >> 32), to[5] = (uint8_t)(w >> 40), to[6] = (uint8_t)(w >> 48), to[7] = (uint8_t)(w >> 56);
    return (bits){w >> (b.count & 56), b.count & 7, to + b.count / 8};
}

/* At most 56 bits between two flushes. */
static inline bits hold(bits b, uint64_t more, unsigned count) {
    return (bits){b.held | more << b.count, b.count + count, b.to};
}

static inline bits hold_code(bits b, uint32_t code) { return hold(b, code & 0xFFFF, code >> 16); }

static bits put_bits(bits b, uint64_t more, unsigned count) { return flush(hold(b, more, count)); }

/* ---- A block's head: how long each symbol's code is, written by a code of its own [3.2.7]. */
enum { LENGTH_OF_CODES = 19, LENGTH_OF_CODES_BITS = 7, ALL = LITLEN_COUNT + DISTANCE_COUNT };
enum { REPEAT_LAST = 16, FEW_ZEROS = 17, MANY_ZEROS = 18 };

typedef struct head {
    uint8_t symbol[ALL], extra[ALL]; /* a length, or a repetition and how often beyond the least */
    unsigned count;
    unsigned litlens, distances;
} head;

static unsigned used(const uint32_t *code, unsigned count, unsigned least) {
    while (count > least && code[count - 1] == 0)
        count--;
    return count;
}

static void add_head(head *h, unsigned what, unsigned extra) {
    h->symbol[h->count] = (uint8_t)what;
    h->extra[h->count++] = (uint8_t)extra;
}

static void describe(const writer *w, head *h) {
    uint8_t all[ALL];
    *h = (head){.litlens = used(w->litlen, LITLEN_COUNT, LENGTH_CODES), .distances = used(w->distance, DISTANCE_COUNT, 1)};
    unsigned total = h->litlens + h->distances;
    for (unsigned i = 0; i < total; i++)
        all[i] = (uint8_t)((i < h->litlens ? w->litlen[i] : w->distance[i - h->litlens]) >> 16);
    for (unsigned i = 0; i < total;) {
        unsigned run = 1, most = all[i] ? 7 : 138;
        while (run < most && i + run < total && all[i + run] == all[i])
            run++;
        if (all[i] == 0 && run > 10)
            add_head(h, MANY_ZEROS, run - 11);
        else if (all[i] == 0 && run > 2)
            add_head(h, FEW_ZEROS, run - 3);
        else {
            add_head(h, all[i], 0);
            if (all[i] && run > 3)
                add_head(h, REPEAT_LAST, run - 4);
            else
                run = 1;
        }
        i += run;
    }
}

static bits write_head(const writer *w, bool last, bits b) {
    static const uint8_t ORDER[LENGTH_OF_CODES] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    uint32_t occurs[LENGTH_OF_CODES] = {0};
    uint32_t code[LENGTH_OF_CODES];
    unsigned shown = LENGTH_OF_CODES;
    head h;
    describe(w, &h);
    for (unsigned i = 0; i < h.count; i++)
        occurs[h.symbol[i]]++;
    huffman_codes(occurs, LENGTH_OF_CODES, LENGTH_OF_CODES_BITS, code);
    while (shown > 4 && code[ORDER[shown - 1]] == 0)
        shown--;
    b = put_bits(b, (uint64_t)last | 2 << 1 | (h.litlens - LENGTH_CODES) << 3 | (h.distances - 1) << 8 | (shown - 4) << 13, 17);
    for (unsigned i = 0; i < shown; i++)
        b = put_bits(b, code[ORDER[i]] >> 16, 3);
    for (unsigned i = 0; i < h.count; i++) {
        unsigned s = h.symbol[i];
        b = hold_code(b, code[s]);
        b = put_bits(b, h.extra[i], s == REPEAT_LAST ? 2 : s == FEW_ZEROS ? 3 : s == MANY_ZEROS ? 7 : 0);
    }
    return b;
}

/* ---- A block's body. */
static inline bits write_plain(const uint32_t *code, const uint8_t *p, size_t n, bits b) {
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        b = hold_code(hold_code(b, code[p[i]]), code[p[i + 1]]);
        b = flush(hold_code(hold_code(b, code[p[i + 2]]), code[p[i + 3]]));
    }
    for (; i < n; i++)
        b = hold_code(b, code[p[i]]);
    return flush(b);
}

static inline bits write_repetition(const writer *w, const step *s, bits b) {
    symbol l = length_symbol(s->length), d = distance_symbol(s->distance);
    b = hold(hold_code(b, w->litlen[l.number]), s->length - l.base, l.extra);
    return flush(hold(hold_code(b, w->distance[d.number]), s->distance - d.base, d.extra));
}

static bits write_block(writer *w, size_t end, bool last, bits b) {
    const uint8_t *p = w->text + w->at;
    find_steps(w, end);
    count_symbols(w);
    huffman_codes(w->litlen_occurs, LITLEN_COUNT, CODE_BITS, w->litlen);
    huffman_codes(w->distance_occurs, DISTANCE_COUNT, CODE_BITS, w->distance);
    b = write_head(w, last, b);
    for (size_t i = 0; i < w->step_count; i++) {
        b = write_plain(w->litlen, p, w->steps[i].plain, b);
        p += w->steps[i].plain + w->steps[i].length;
        if (w->steps[i].length)
            b = write_repetition(w, &w->steps[i], b);
    }
    w->at = end;
    return put_bits(b, w->litlen[END_OF_BLOCK] & 0xFFFF, w->litlen[END_OF_BLOCK] >> 16);
}

/* ---- Pieces. */
/* An empty stored block ends on a byte [3.2.4]; the last block of all is filled up. */
static bits close_piece(bits b, bool last) {
    if (!last)
        b = put_bits(b, 0, 3);
    if (b.count)
        b = put_bits(b, 0, 8 - b.count);
    return last ? b : put_bits(b, 0xFFFF0000u, 32);
}

static void write_piece(writer *w, span piece, bool last, buf *out) {
    enum { HEAD_MOST = 512 };
    bits b = {0};
    memset(w->seen, 0, sizeof w->seen);
    memset(w->credit, 0, sizeof w->credit);
    w->line = 0;
    w->text = piece.ptr;
    for (w->at = 0; w->at < piece.len;) {
        size_t end = piece.len - w->at < BLOCK ? piece.len : w->at + BLOCK;
        buf_reserve(out, 2 * (end - w->at) + HEAD_MOST);
        b.to = out->ptr + out->len;
        b = write_block(w, end, last && end == piece.len, b);
        if (end == piece.len)
            b = close_piece(b, last);
        out->len = (size_t)(b.to - out->ptr);
    }
}

struct sharing {
    span text;
    size_t pieces;
    unsigned parts;
    buf *out;    /* by part */
    uint8_t *to; /* where the first part goes, the others behind it */
};

static void write_part(arena *own, void *argument, unsigned part) {
    struct sharing *s = argument;
    buf *out = &s->out[part];
    writer *w = arena_grow(own, NULL, sizeof *w);
    size_t from = s->pieces * part / s->parts, end = s->pieces * (part + 1) / s->parts;
    *out = buf_new(own);
    buf_reserve(out, (end - from) * DEFLATE_PIECE / 2);
    for (size_t i = from; i < end; i++)
        write_piece(w, span_cut(s->text, i * DEFLATE_PIECE, DEFLATE_PIECE), i + 1 == s->pieces, out);
    arena_drop(own, w);
}

/* To its place, and away with it. */
static void place_part(arena *own, void *argument, unsigned part) {
    struct sharing *s = argument;
    uint8_t *to = s->to;
    (void)own;
    for (unsigned i = 0; i < part; i++)
        to += s->out[i].len;
    memcpy(to, s->out[part].ptr, s->out[part].len);
    arena_drop(s->out[part].on, s->out[part].ptr);
}

/* More parts than hands, so that what is appended goes away part by part. */
void deflate_long(const crew *c, span text, buf *out) {
    enum { PART_PIECES = 4 };
    size_t pieces = (text.len + DEFLATE_PIECE - 1) / DEFLATE_PIECE, len = 0;
    arena *passing = arena_child(out->on);
    struct sharing s = {text, pieces, (unsigned)((pieces + PART_PIECES - 1) / PART_PIECES), NULL, NULL};
    s.out = ARENA_ARRAY(passing, buf, s.parts);
    crew_run(c, passing, write_part, &s, s.parts);
    for (unsigned i = 0; i < s.parts; i++)
        len += s.out[i].len;
    buf_reserve(out, len);
    s.to = out->ptr + out->len;
    crew_run(c, passing, place_part, &s, s.parts);
    out->len += len;
    arena_reset(passing);
}

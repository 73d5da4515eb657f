#include "container/inflate_tables.h"

/* ---- What the symbols mean. */
entry litlen_meaning(unsigned symbol) {
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

entry distance_meaning(unsigned symbol) {
    if (symbol >= 30)
        return entry_of(0, 0, WRONG, 0);
    unsigned extra = symbol < 4 ? 0 : symbol / 2 - 1;
    return entry_of(0, extra, BASE, symbol < 4 ? symbol + 1 : ((2 + symbol % 2) << extra) + 1);
}

entry plain_meaning(unsigned symbol) { return entry_of(0, 0, LITERAL, symbol); }

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

static bool add_link(table *t, entry *from, unsigned more) {
    if (t->used + (1u << more) > t->room)
        return false;
    *from = entry_of(0, more, LINK, t->used);
    for (unsigned i = 0; i < 1u << more; i++)
        t->at[t->used++] = entry_of(1, 0, WRONG, 0);
    return true;
}

/* Every place whose low bits are the code's: directly, or behind a link. */
static bool add_code(table *t, const unsigned *counts, unsigned code, unsigned bits, entry what) {
    unsigned low = code & ((1u << t->first) - 1);
    if (bits <= t->first) {
        for (unsigned i = low; i < 1u << t->first; i += 1u << bits)
            t->at[i] = entry_coded(what, bits);
        return true;
    }
    entry *link = t->at + low;
    if (entry_kind(*link) != LINK && !add_link(t, link, link_bits(counts, bits, t->first)))
        return false;
    for (unsigned i = code >> t->first; i < 1u << entry_all(*link); i += 1u << (bits - t->first))
        t->at[entry_value(*link) + i] = entry_coded(what, bits - t->first);
    return true;
}

bool make_table(table t, const uint8_t *lengths, unsigned symbols, entry (*meaning)(unsigned), bool lone) {
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

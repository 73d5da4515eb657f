#ifndef CONTAINER_INFLATE_TABLES_H
#define CONTAINER_INFLATE_TABLES_H
/* Private to inflate_stream.c: the tables by which deflate data's codes are looked up [RFC 1951]. */
#include <stdbool.h>
#include <stdint.h>

enum { END_OF_BLOCK = 256, BITS_MAX = 15 };

/* What the next bits mean, as a number: how many bits are taken, all in all and by the code alone, what it is, and
 * its value. */
typedef uint32_t entry;
/* BASE is that of a length or a distance; of a LINK the value is where more bits are looked up. */
enum kind { BASE, STOP, LINK, WRONG, LITERAL };

/* A code's bits are added where it stands in a table; `extra` bits follow them. Of a link it is how many are looked
 * up instead. */
static inline entry entry_of(unsigned bits, unsigned extra, enum kind kind, unsigned value) {
    return (bits + extra) | bits << 6 | (uint32_t)kind << 10 | value << 16;
}
static inline entry entry_coded(entry e, unsigned bits) { return e + bits + (bits << 6); }
static inline unsigned entry_all(entry e) { return e & 63; }
static inline unsigned entry_bits(entry e) { return e >> 6 & 15; }
static inline enum kind entry_kind(entry e) { return (enum kind)(e >> 10 & 7); }
static inline bool entry_literal(entry e) { return e & (uint32_t)LITERAL << 10; }
static inline unsigned entry_value(entry e) { return e >> 16; }

/* A table while it is filled. */
typedef struct table {
    entry *at;
    unsigned first, used, room;
} table;

/* Fills t.at, looked up by the next t.first bits, from the lengths of the symbols' codes; a link stands for t.first
 * bits. False where they make no code: `lone`: one code of one bit may stand alone, or none at all. */
bool make_table(table t, const uint8_t *lengths, unsigned symbols, entry (*meaning)(unsigned symbol), bool lone);
entry litlen_meaning(unsigned symbol);
entry distance_meaning(unsigned symbol);
entry plain_meaning(unsigned symbol); /* itself */

#endif

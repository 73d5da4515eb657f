/* A long text's CRC-32 in parts, which are then joined: behind n bytes more a CRC is what it was times x to the
 * power of 8 n, modulo the CRC's polynomial; all are written with the lowest power in the highest bit. */
#include "container/deflate.h"

enum { PART_LEAST = 1 << 20 }; /* bytes worth another hand */
#define POLYNOMIAL UINT32_C(0xEDB88320)
#define ONE (UINT32_C(1) << 31)

static uint32_t times(uint32_t a, uint32_t b) {
    uint32_t product = 0;
    for (uint32_t power = ONE; power; power >>= 1) {
        if (a & power)
            product ^= b;
        b = b & 1 ? b >> 1 ^ POLYNOMIAL : b >> 1;
    }
    return product;
}

static uint32_t behind(uint32_t crc, size_t bytes) {
    uint32_t square = ONE >> 8; /* x to the power of 8, 16, 32 ... */
    for (; bytes; bytes >>= 1, square = times(square, square))
        if (bytes & 1)
            crc = times(crc, square);
    return crc;
}

struct sum {
    span all;
    unsigned parts;
    uint32_t *crc; /* by part */
};

static span part_of(const struct sum *s, unsigned part) {
    size_t from = (size_t)((uint64_t)s->all.len * part / s->parts), to = (size_t)((uint64_t)s->all.len * (part + 1) / s->parts);
    return span_cut(s->all, from, to - from);
}

static void sum_part(arena *own, void *argument, unsigned part) {
    struct sum *s = argument;
    (void)own;
    s->crc[part] = crc32_of(part_of(s, part));
}

uint32_t crc32_by(arena *a, const crew *c, span s) {
    struct sum all = {s, crew_parts(c, s.len, PART_LEAST), NULL};
    if (all.parts == 1)
        return crc32_of(s);
    arena *passing = arena_child(a);
    all.crc = ARENA_ARRAY(passing, uint32_t, all.parts);
    crew_run(c, passing, sum_part, &all, all.parts);
    uint32_t crc = all.crc[0];
    for (unsigned i = 1; i < all.parts; i++)
        crc = behind(crc, part_of(&all, i).len) ^ all.crc[i];
    arena_reset(passing);
    return crc;
}

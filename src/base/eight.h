#ifndef BASE_EIGHT_H
#define BASE_EIGHT_H
/* Eight bytes at a time, as one number with the first byte lowest: the same on every machine. Compilers
 * make one load of it where the machine is so. */
#include "base/span.h"

#define EIGHT(byte) ((uint64_t)(byte) * 0x0101010101010101u) /* the same byte eight times */

static inline uint64_t four_bytes(const uint8_t *p) {
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
}

static inline uint64_t eight_bytes(const uint8_t *p) { return four_bytes(p) | four_bytes(p + 4) << 32; }

/* The first `n` of at most eight bytes, the rest 0; nothing beyond them is touched. */
static inline uint64_t first_bytes(const uint8_t *p, size_t n) {
    if (n >= 8)
        return eight_bytes(p);
    if (n >= 4)
        return four_bytes(p) | four_bytes(p + n - 4) << (n - 4) * 8;
    return n ? (uint64_t)p[0] | (uint64_t)p[n / 2] << n / 2 * 8 | (uint64_t)p[n - 1] << (n - 1) * 8 : 0;
}

/* The top bit of each byte that equals `byte`, which is below 80; all other bits 0. */
static inline uint64_t eight_equal(uint64_t w, uint8_t byte) {
    uint64_t x = w ^ EIGHT(byte);
    return ~(((x & EIGHT(0x7F)) + EIGHT(0x7F)) | x | EIGHT(0x7F));
}

/* Are all eight of them 0 to 9 (the numbers, not the characters)? */
static inline bool eight_digits(uint64_t w) { return ((w | (w + EIGHT(0x76))) & EIGHT(0x80)) == 0; }

/* Eight such digits as a number, the first one the highest. */
static inline uint32_t eight_number(uint64_t w) {
    w = w * 10 + (w >> 8); /* pairs, in every other byte */
    return (uint32_t)(((w & 0x000000FF000000FFu) * 0x000F424000000064u +
                       (w >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >> 32);
}

/* Is every byte ASCII? */
static inline bool span_ascii(span s) {
    uint64_t seen = 0;
    for (; s.len >= 8; s = span_from(s, 8))
        seen |= eight_bytes(s.ptr);
    return ((seen | first_bytes(s.ptr, s.len)) & EIGHT(0x80)) == 0;
}

#endif

#ifndef BASE_WORDS_H
#define BASE_WORDS_H
/* Eight bytes at a step, for going over many bytes quickly; and asking for memory early. Portable: where
 * a compiler or machine has nothing better, the same in plain steps. */
#include <stdint.h>

/* The first byte is the lowest; compilers make one load of it where the machine is so. */
static inline uint64_t eight_bytes(const uint8_t *p) {
    uint64_t low = (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
    uint64_t high = (uint64_t)p[4] | (uint64_t)p[5] << 8 | (uint64_t)p[6] << 16 | (uint64_t)p[7] << 24;
    return low | high << 32;
}

/* The high bit of the first byte that is `c`, and maybe of some behind it; 0 where none is. */
static inline uint64_t bytes_that_are(uint64_t eight, uint8_t c) {
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t x = eight ^ c * ones;
    return (x - ones) & ~x & highs;
}

/* The same of bytes below `c`, at most 80. */
static inline uint64_t bytes_below(uint64_t eight, uint8_t c) {
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    return (eight - c * ones) & ~eight & highs;
}

/* The lowest bit set. Not for 0. */
static inline unsigned lowest_bit(uint64_t n) {
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(n);
#else
    unsigned bit = 0;
    for (; !(n & 1); n >>= 1)
        bit++;
    return bit;
#endif
}

/* Which byte the lowest of these high bits marks. Not for 0. */
static inline unsigned first_marked(uint64_t highs) { return lowest_bit(highs) / 8; }

/* The highest bit set. Not for 0. */
static inline unsigned top_bit(uint32_t n) {
#if defined(__GNUC__)
    return 31 - (unsigned)__builtin_clz(n);
#else
    unsigned bit = 0;
    while (n >>= 1)
        bit++;
    return bit;
#endif
}

/* Eight ASCII digits? */
static inline int eight_digits(uint64_t eight) {
    const uint64_t high = 0xF0F0F0F0F0F0F0F0u, six = 0x0606060606060606u, zeros = 0x3030303030303030u;
    return (eight & high) == zeros && ((eight + six) & high) == zeros;
}

/* Asks for the memory there, which will be read soon. */
static inline void ask_for(const void *p) {
#if defined(__GNUC__)
    __builtin_prefetch(p);
#else
    (void)p;
#endif
}

#endif

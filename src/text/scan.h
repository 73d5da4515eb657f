#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H
/* Going over many bytes quickly; private to this room. */
#include <string.h>

#include "base/eight.h"
#include "text/text.h"

void bytes_tally(span s, byte_tally *out);

/* Index of the first byte of 80 or more from `i` on, or s.len. Eight bytes at a step. */
static inline size_t next_high(span s, size_t i) {
    for (; i + 8 <= s.len; i += 8) {
        uint64_t high = eight_bytes(s.ptr + i) & 0x8080808080808080u;
        if (high)
            return i + (size_t)__builtin_ctzll(high) / 8;
    }
    while (i < s.len && s.ptr[i] < 0x80)
        i++;
    return i;
}

/* How many bytes from the start are ASCII in units of UTF-16; 0 in any other encoding. */
static inline size_t ascii_units(encoding e, span s) {
    if (e != ENCODING_UTF16LE && e != ENCODING_UTF16BE)
        return 0;
    size_t low = e == ENCODING_UTF16BE, i = 0;
    while (i + 2 <= s.len && s.ptr[i + low] < 0x80 && s.ptr[i + 1 - low] == 0)
        i += 2;
    return i;
}

#endif

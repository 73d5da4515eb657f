#include "text/scan.h"

/* A block's counts fit in a byte and its length is fixed, so that compilers make vectors of it. */
enum { BLOCK = 128 };

typedef struct block_tally {
    uint8_t high, nul, controls, lf, cr, questions;
} block_tally;

static block_tally tally_block(const uint8_t *restrict p) {
    uint8_t high = 0, nul = 0, low = 0, del = 0, tab = 0, lf = 0, cr = 0, questions = 0;
    for (int i = 0; i < BLOCK; i++) {
        uint8_t b = p[i];
        high = (uint8_t)(high + (b >= 0x80));
        nul = (uint8_t)(nul + (b == 0));
        low = (uint8_t)(low + (b < 0x20));
        del = (uint8_t)(del + (b == 0x7F));
        tab = (uint8_t)(tab + (b == '\t'));
        lf = (uint8_t)(lf + (b == '\n'));
        cr = (uint8_t)(cr + (b == '\r'));
        questions = (uint8_t)(questions + (b == '?'));
    }
    return (block_tally){high, nul, (uint8_t)(low + del - tab - lf - cr), lf, cr, questions};
}

static void add_block(byte_tally *out, const uint8_t *p) {
    block_tally b = tally_block(p);
    out->high += b.high;
    out->nul += b.nul;
    out->controls += b.controls;
    out->lf += b.lf;
    out->cr += b.cr;
    out->questions += b.questions;
}

void bytes_tally(span s, byte_tally *out) {
    *out = (byte_tally){0};
    size_t i = 0;
    for (; i + BLOCK <= s.len; i += BLOCK)
        add_block(out, s.ptr + i);
    if (i == s.len)
        return;
    uint8_t rest[BLOCK]; /* filled up with a byte that nothing counts */
    memset(rest, ' ', sizeof rest);
    memcpy(rest, s.ptr + i, s.len - i);
    add_block(out, rest);
}

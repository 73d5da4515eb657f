#include "container/huffman.h"

#include <stdlib.h>

enum { BITS_MAX = 15 };

typedef struct leaf {
    uint32_t occurs;
    uint16_t symbol;
} leaf;

/* Rarest first, so that the order is the same everywhere. */
static int by_rarity(const void *a, const void *b) {
    const leaf *x = a, *y = b;
    if (x->occurs != y->occurs)
        return x->occurs < y->occurs ? -1 : 1;
    return x->symbol < y->symbol ? -1 : x->symbol > y->symbol;
}

static unsigned gather(const uint32_t *occurs, unsigned count, leaf *leaves) {
    unsigned n = 0;
    for (unsigned i = 0; i < count; i++)
        if (occurs[i])
            leaves[n++] = (leaf){occurs[i], (uint16_t)i};
    for (unsigned i = 0; n < 2; i++)
        if (occurs[i] == 0)
            leaves[n++] = (leaf){0, (uint16_t)i};
    qsort(leaves, n, sizeof *leaves, by_rarity);
    return n;
}

/* How many leaves lie how deep in the tree that joins the two rarest again and again. Leaves and
 * joined nodes both come in rising order, so that the rarest is always at the head of one of two rows. */
static void depths(const leaf *leaves, unsigned n, unsigned *at_depth, unsigned deepest) {
    uint64_t weight[HUFFMAN_SYMBOLS];
    uint16_t parent[2 * HUFFMAN_SYMBOLS], depth[2 * HUFFMAN_SYMBOLS];
    unsigned leaf_at = 0, node_at = 0;
    for (unsigned made = 0; made + 1 < n; made++) {
        weight[made] = 0;
        for (int k = 0; k < 2; k++) {
            int take_leaf = node_at == made || (leaf_at < n && leaves[leaf_at].occurs <= weight[node_at]);
            unsigned which = take_leaf ? leaf_at++ : n + node_at++;
            weight[made] += take_leaf ? leaves[which].occurs : weight[which - n];
            parent[which] = (uint16_t)(n + made);
        }
    }
    unsigned root = 2 * n - 2;
    depth[root] = 0;
    for (unsigned i = root; i-- > 0;) {
        depth[i] = (uint16_t)(depth[parent[i]] + 1);
        if (i < n)
            at_depth[depth[i] < deepest ? depth[i] : deepest]++;
    }
}

/* Where leaves were lifted to the deepest level allowed there are too many: each time one of them
 * becomes the brother of a leaf higher up, which goes one down. */
static void make_room(unsigned *at_depth, unsigned deepest) {
    uint32_t taken = 0;
    for (unsigned d = 1; d <= deepest; d++)
        taken += at_depth[d] << (deepest - d);
    for (; taken > 1u << deepest; taken--) {
        unsigned d = deepest - 1;
        while (at_depth[d] == 0)
            d--;
        at_depth[deepest]--;
        at_depth[d]--;
        at_depth[d + 1] += 2;
    }
}

static uint32_t mirrored(uint32_t code, unsigned bits) {
    uint32_t m = 0;
    for (unsigned i = 0; i < bits; i++, code >>= 1)
        m = m << 1 | (code & 1);
    return m;
}

/* Codes of one length follow on each other in the symbols' order. */
static void number_codes(const unsigned *at_depth, unsigned count, unsigned most, const uint8_t *bits, uint32_t *code) {
    uint32_t next[BITS_MAX + 2] = {0};
    for (unsigned d = 1; d <= most; d++)
        next[d + 1] = (next[d] + at_depth[d]) << 1;
    for (unsigned i = 0; i < count; i++)
        code[i] = bits[i] ? mirrored(next[bits[i]]++, bits[i]) | (uint32_t)bits[i] << 16 : 0;
}

void huffman_codes(const uint32_t *occurs, unsigned count, unsigned most, uint32_t *code) {
    uint8_t bits[HUFFMAN_SYMBOLS] = {0};
    leaf leaves[HUFFMAN_SYMBOLS];
    unsigned at_depth[BITS_MAX + 1] = {0};
    unsigned n = gather(occurs, count, leaves), at = 0;
    depths(leaves, n, at_depth, most);
    make_room(at_depth, most);
    for (unsigned d = most; d > 0; d--)
        for (unsigned k = 0; k < at_depth[d]; k++)
            bits[leaves[at++].symbol] = (uint8_t)d;
    number_codes(at_depth, count, most, bits, code);
}

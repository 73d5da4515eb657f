#ifndef CONTAINER_HUFFMAN_H
#define CONTAINER_HUFFMAN_H
/* Private to the room: codes of limited length for symbols that occur so and so often [RFC 1951, 3.2.2]. */
#include <stdint.h>

enum { HUFFMAN_SYMBOLS = 288 };

/* Sets the code of each of `count` symbols: as deflate writes it, lowest bit first, and its length in
 * bits << 16; 0 for what never occurs. No length is beyond `most`, at most 15, with which there must be room
 * for all. The code is always complete: at least two symbols get one, occur they or not. */
void huffman_codes(const uint32_t *occurs, unsigned count, unsigned most, uint32_t *code);

#endif

#ifndef CONTAINER_DEFLATE_H
#define CONTAINER_DEFLATE_H
/* Private to the room: deflate data and checksums (deflate.c, the only user of libdeflate). */
#include "base/arena.h"
#include "base/crew.h"
#include "base/span.h"

typedef enum inflate_result { INFLATE_WHOLE, INFLATE_BROKEN, INFLATE_TOO_FAR } inflate_result;
typedef struct inflated {
    inflate_result result;
    span bytes; /* a block of arena_grow's, when whole; its ptr is never NULL then */
    size_t used; /* packed bytes that were read, when whole: what is left is foreign */
} inflated;
/* Unpacks raw deflate data. `expected` bytes are hoped for, which is only a hint for the first
 * allocation; more than `most` is INFLATE_TOO_FAR. Nothing is kept unless whole. */
inflated inflate_whole(arena *a, span packed, uint64_t expected, uint64_t most);
/* For many short pieces: is `packed`, to its last byte, deflate data of exactly `len` bytes? They are then at `out`. */
typedef struct inflater inflater;
inflater *inflater_new(arena *a);
bool inflater_fills(inflater *with, span packed, uint8_t *out, size_t len);
/* Raw deflate data, a block of arena_grow's. `level` 1 to 12. */
span deflate_whole(arena *a, span text, int level);
uint32_t crc32_of(span s);
/* That of what `crc` is of, and `s` behind it. */
uint32_t crc32_more(uint32_t crc, span s);
/* crc32_of a long text by many hands (crc.c). */
uint32_t crc32_by(arena *a, const crew *c, span s);

#endif

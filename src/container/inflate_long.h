#ifndef CONTAINER_INFLATE_LONG_H
#define CONTAINER_INFLATE_LONG_H
/* Private to the room: long deflate data unpacked whole, its packed bytes given back on the way, so that not all of
 * both is there at once. */
#include "container/deflate.h"

enum { INFLATE_LONG = 1 << 20 }; /* packed bytes for which it pays */

/* As inflate_whole, its twin. `spent` is called with pieces of `packed` that are not read any more. */
inflated inflate_long(arena *a, span packed, uint64_t expected, uint64_t most,
                      void (*spent)(void *context, const void *bytes, size_t len), void *context);

#endif

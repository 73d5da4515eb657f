#ifndef CONTAINER_INFLATE_STREAM_H
#define CONTAINER_INFLATE_STREAM_H
/* Private to the room: deflate data unpacked piece by piece, quickly, for what is too large to be unpacked
 * whole. What is deflate data and what is not is judged as zlib judges it [RFC 1951]. */
#include "base/arena.h"
#include "base/span.h"

typedef struct inflate_stream inflate_stream;

typedef enum inflate_state { INFLATE_GOES_ON, INFLATE_AT_END, INFLATE_DAMAGED } inflate_state;

/* `packed` is borrowed. */
inflate_stream *inflate_stream_new(arena *a, span packed);
/* Unpacks the next piece: INFLATE_PIECE bytes and a few more, or what is left. The piece lives until the
 * next call. Where the data is damaged, it is what came before the damage. */
enum { INFLATE_PIECE = 1 << 20 };
inflate_state inflate_next(inflate_stream *s, span *piece);

#endif

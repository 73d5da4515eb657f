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

/* The same into a room of the caller's, who keeps all of it there (it may be moved between two calls): goes on behind
 * the *len bytes at `out`, until there are `upto` or a few more, INFLATE_BEYOND at most, for which there must be room. */
inflate_stream *inflate_stream_bare(arena *a, span packed);
enum { INFLATE_BEYOND = 258 + 16 };
inflate_state inflate_on(inflate_stream *s, uint8_t *out, size_t *len, size_t upto);
/* How far the packed data was read: the end, once it has come to that. */
const uint8_t *inflate_taken(const inflate_stream *s);

#endif

#include "container/deflate.h"

#include <libdeflate.h>

/* What a first allocation believes: text rarely packs better than this. */
enum { LIKELY_RATIO = 32, SLACK = 1 << 16, STEP = 4 };

static void free_decompressor(void *d) { libdeflate_free_decompressor(d); }
static void free_compressor(void *c) { libdeflate_free_compressor(c); }

static size_t least(uint64_t a, uint64_t b) {
    uint64_t l = a < b ? a : b;
    return l < SIZE_MAX / 2 ? (size_t)l : SIZE_MAX / 2;
}

/* libdeflate unpacks only whole, so where the room proves too small it begins again. */
inflated inflate_whole(arena *a, span packed, uint64_t expected, uint64_t most) {
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    if (d == NULL)
        arena_fail(a, STATUS_NO_MEMORY);
    arena_defer(a, free_decompressor, d);
    uint64_t likely = (uint64_t)packed.len * LIKELY_RATIO + SLACK;
    size_t top = least(most, most), room = least(least(expected, likely), top), used = 0, len = 0;
    for (uint8_t *out = NULL;; room = least((uint64_t)room * STEP + SLACK, top)) {
        arena_drop(a, out);
        out = arena_grow(a, NULL, room + 1);
        enum libdeflate_result r =
            libdeflate_deflate_decompress_ex(d, packed.ptr, packed.len, out, room, &used, &len);
        if (r == LIBDEFLATE_SUCCESS)
            return (inflated){INFLATE_WHOLE, span_of(arena_grow(a, out, len + 1), len), used};
        if (r != LIBDEFLATE_INSUFFICIENT_SPACE || room == top) {
            arena_drop(a, out);
            return (inflated){.result = r == LIBDEFLATE_INSUFFICIENT_SPACE ? INFLATE_TOO_FAR
                                                                          : INFLATE_BROKEN};
        }
    }
}

struct inflater {
    struct libdeflate_decompressor *d;
};

inflater *inflater_new(arena *a) {
    inflater *with = ARENA_NEW(a, inflater);
    with->d = libdeflate_alloc_decompressor();
    if (with->d == NULL)
        arena_fail(a, STATUS_NO_MEMORY);
    arena_defer(a, free_decompressor, with->d);
    return with;
}

bool inflater_fills(inflater *with, span packed, uint8_t *out, size_t len) {
    size_t used = 0, made = 0;
    return libdeflate_deflate_decompress_ex(with->d, packed.ptr, packed.len, out, len, &used, &made) == LIBDEFLATE_SUCCESS &&
           used == packed.len && made == len;
}

span deflate_whole(arena *a, span text, int level) {
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);
    if (c == NULL)
        arena_fail(a, STATUS_NO_MEMORY);
    arena_defer(a, free_compressor, c);
    size_t room = libdeflate_deflate_compress_bound(c, text.len);
    uint8_t *out = arena_grow(a, NULL, room);
    size_t len = libdeflate_deflate_compress(c, text.ptr, text.len, out, room);
    if (len == 0)
        arena_fail(a, STATUS_BUG);
    return span_of(arena_grow(a, out, len), len);
}

uint32_t crc32_more(uint32_t crc, span s) { return s.len ? libdeflate_crc32(crc, s.ptr, s.len) : crc; }

uint32_t crc32_of(span s) { return crc32_more(0, s); }

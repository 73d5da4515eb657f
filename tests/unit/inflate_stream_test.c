/* Deflate data unpacked piece by piece is what libdeflate unpacks whole, and damage is told. */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "container/deflate.h"
#include "container/deflate_long.h"
#include "container/inflate_long.h"
#include "container/inflate_stream.h"

static arena a;
static uint32_t state;

static void setup(void) {
    arena_init(&a, NULL);
    state = 18991230;
}

static void teardown(void) { arena_free(&a); }

static uint32_t dice(uint32_t sides) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % sides;
}

/* Markup, digits, noise: what packs well, ill and not at all. */
static span any_text(size_t len) {
    buf b = buf_new(&a);
    unsigned kind = dice(4);
    while (b.len < len)
        if (kind == 0 || (kind == 3 && dice(2)))
            buf_format(&b, "<c r=\"B%zu\" s=\"%u\"><v>%u</v></c>", b.len, dice(3), dice(100000));
        else if (kind == 1)
            buf_byte(&b, (uint8_t)dice(256));
        else
            buf_repeat(&b, (uint8_t)('0' + dice(10)), 1 + dice(dice(9) ? 4 : 700));
    return span_cut(buf_span(&b), 0, len);
}

/* All pieces together; false where the data is damaged. */
static bool in_pieces(span packed, buf *out) {
    inflate_stream *s = inflate_stream_new(&a, packed);
    inflate_state now;
    do {
        span piece;
        now = inflate_next(s, &piece);
        buf_add(out, piece);
    } while (now == INFLATE_GOES_ON);
    return now == INFLATE_AT_END;
}

/* What is given back may not be read again: it is gone. */
static void forget(void *context, const void *bytes, size_t len) {
    uint8_t *own = context;
    memset(own + ((const uint8_t *)bytes - own), 0xEE, len);
}

/* The same at once, with the packed bytes given back on the way. `most`: bytes at which it is too much. */
static void ck_long(span packed, bool whole, uint64_t expected, uint64_t most) {
    uint8_t *own = arena_grow(&a, NULL, packed.len + 1);
    memcpy(own, packed.ptr, packed.len);
    inflated all = inflate_whole(&a, packed, expected, most);
    inflated got = inflate_long(&a, span_of(own, packed.len), expected, most, forget, own);
    ck_assert(got.result == all.result || (got.result == INFLATE_BROKEN && !whole)); /* the stricter */
    if (got.result == INFLATE_WHOLE) {
        ck_assert(span_eq(got.bytes, all.bytes) && got.used == all.used);
        size_t gone = 0;
        while (gone < got.used && own[gone] == 0xEE)
            gone++;
        ck_assert_uint_eq(gone, got.used);
    }
    arena_drop(&a, own);
}

/* libdeflate is the more lenient of the two: what it refuses must be refused. */
static void ck_same(span packed, bool sound) {
    uint8_t *exact = arena_grow(&a, NULL, packed.len + 1); /* so that reading beyond it is caught */
    memcpy(exact, packed.ptr, packed.len);
    buf out = buf_new(&a);
    bool whole = in_pieces(span_of(exact, packed.len), &out);
    inflated all = inflate_whole(&a, packed, 1 << 16, 64 << 20);
    ck_assert(whole || !sound);
    ck_assert(!whole || (all.result == INFLATE_WHOLE && span_eq(buf_span(&out), all.bytes)));
    arena_drop(&a, exact);
    ck_long(packed, whole, all.bytes.len, 64 << 20);
    ck_long(packed, whole, all.bytes.len / 3, 64 << 20);
    ck_long(packed, whole, all.bytes.len, all.bytes.len + 1);
    ck_long(packed, whole, all.bytes.len, all.bytes.len);
    if (sound && all.bytes.len)
        ck_long(packed, whole, all.bytes.len, all.bytes.len - 1 - dice(300) % all.bytes.len);
}

START_TEST(pieces_are_the_whole) {
    state += (uint32_t)_i;
    span text = any_text(_i % 5 ? dice(40000) + 1 : (_i ? 3u : 9u) * INFLATE_PIECE + dice(1000));
    ck_same(deflate_whole(&a, text, 1 + _i % 12), true);
    buf packed = buf_new(&a);
    deflate_long(NULL, text, &packed);
    ck_same(buf_span(&packed), true);
    buf stored = buf_new(&a); /* two stored blocks, the last one empty */
    size_t n = text.len < 60000 ? text.len : 60000;
    const uint8_t head[] = {0, (uint8_t)n, (uint8_t)(n >> 8), (uint8_t)~n, (uint8_t)(~n >> 8)};
    buf_add(&stored, span_of(head, 5));
    buf_add(&stored, span_cut(text, 0, n));
    buf_add(&stored, SPAN("\1\0\0\xFF\xFF"));
    ck_same(buf_span(&stored), true);
}
END_TEST

START_TEST(damage_is_told) {
    state += (uint32_t)_i;
    span packed = deflate_whole(&a, any_text(1 + dice(5000)), 1 + _i % 12);
    for (unsigned i = 0; i < 60; i++) {
        uint8_t *bytes = arena_grow(&a, NULL, packed.len + 1);
        memcpy(bytes, packed.ptr, packed.len);
        bytes[dice((uint32_t)(dice(2) && packed.len > 60 ? 60 : packed.len))] ^= (uint8_t)(1 << dice(8));
        ck_same(span_of(bytes, dice(4) ? packed.len : dice((uint32_t)packed.len)), false);
        arena_drop(&a, bytes);
    }
}
END_TEST

Suite *inflate_stream_suite(void) {
    Suite *s = suite_create("inflate_stream");
    TCase *t = tcase_create("inflate_stream");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, pieces_are_the_whole, 0, 40);
    tcase_add_loop_test(t, damage_is_told, 0, 60);
    suite_add_tcase(s, t);
    return s;
}

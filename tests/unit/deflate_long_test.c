/* Long texts as deflate data: inflating gives the text back, whatever it is and whoever helped. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "container/deflate.h"
#include "container/deflate_long.h"
#include "container/huffman.h"

static arena a;
static uint32_t state;

static void setup(void) {
    arena_init(&a, NULL);
    state = 20260101;
}

static void teardown(void) { arena_free(&a); }

static uint32_t dice(uint32_t sides) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % sides;
}

static void backwards(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    (void)context;
    while (parts--)
        part(argument, parts);
}

static void ck_round(span text) {
    const crew three = {.hands = 3, .side_by_side = backwards};
    span packed = deflate_long(&a, NULL, text);
    inflated back = inflate_whole(&a, packed, text.len, text.len);
    ck_assert_int_eq(back.result, INFLATE_WHOLE);
    ck_assert(span_eq(back.bytes, text));
    ck_assert_uint_eq(back.used, packed.len);
    ck_assert_msg(span_eq(deflate_long(&a, &three, text), packed), "the bytes depend on the crew");
}

/* Every kind of text, at every kind of length: about a block's, about a piece's, of many pieces. */
enum { WAGES, NOISE, ZEROS, UNITS, FEW, KINDS };
static const size_t LENGTHS[] = {1, 2, 3, 4, 5, 255, 65535, 65536, 65537, DEFLATE_PIECE - 1, DEFLATE_PIECE, DEFLATE_PIECE + 1,
                                 3 * DEFLATE_PIECE + 12345};
enum { LENGTH_COUNT = sizeof LENGTHS / sizeof *LENGTHS };

static void add(buf *b, int kind) {
    static const char *const NAMES[] = {"某某市第一人民医院", "某某县中医院", "某某区社区卫生服务中心"};
    switch (kind) {
    case WAGES: buf_format(b, "%08u\t2399%02u19%02u0101%04u\t%u.%02u\r\n", 10000000 + (unsigned)b->len / 40, dice(30), dice(100), dice(10000), dice(100000), dice(100)); break;
    case NOISE: buf_byte(b, (uint8_t)dice(256)); break;
    case ZEROS: buf_byte(b, 0); break;
    case UNITS: buf_format(b, "%s|%s,%u;", NAMES[dice(3)], NAMES[dice(3)], dice(7)); break;
    default: buf_byte(b, dice(1000) ? '7' : '\n'); break;
    }
}

START_TEST(any_text_comes_back) {
    buf b = buf_new(&a);
    size_t length = LENGTHS[_i % LENGTH_COUNT];
    while (b.len < length)
        add(&b, _i / LENGTH_COUNT);
    ck_round(span_cut(buf_span(&b), 0, length));
}
END_TEST

/* What repeats where fields begin is found, and digits cost no more than digits must. */
START_TEST(it_is_short) {
    buf units = buf_new(&a), wages = buf_new(&a);
    while (units.len < 1 << 20)
        add(&units, UNITS);
    while (wages.len < 1 << 20)
        add(&wages, WAGES);
    ck_assert_uint_lt(deflate_long(&a, NULL, buf_span(&units)).len, units.len / 8);
    size_t usual = deflate_whole(&a, buf_span(&wages), 6).len;
    ck_assert_uint_lt(deflate_long(&a, NULL, buf_span(&wages)).len, usual + usual / 10);
}
END_TEST

/* Rare symbols would want long codes: lengths stay within the limit, and the code complete. */
START_TEST(codes_are_limited_and_complete) {
    uint32_t occurs[HUFFMAN_SYMBOLS] = {0}, code[HUFFMAN_SYMBOLS];
    unsigned count = (unsigned)_i + 1, most = count > 128 ? 9 : 8, room = 0;
    for (unsigned i = 0, a1 = 1, b1 = 1; i < count; i++) { /* as the Fibonacci numbers: the deepest tree there is */
        occurs[i] = i % 7 == 3 ? 0 : a1;
        unsigned next = a1 + b1 < 1u << 30 ? a1 + b1 : 1;
        a1 = b1, b1 = next;
    }
    huffman_codes(occurs, count < 2 ? 2 : count, most, code);
    for (unsigned i = 0; i < (count < 2 ? 2 : count); i++) {
        unsigned bits = code[i] >> 16;
        ck_assert_uint_le(bits, most);
        ck_assert(bits > 0 || occurs[i] == 0);
        room += bits ? 1u << (most - bits) : 0;
    }
    ck_assert_uint_eq(room, 1u << most);
}
END_TEST

Suite *deflate_long_suite(void) {
    Suite *s = suite_create("deflate_long");
    TCase *t = tcase_create("deflate_long");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, any_text_comes_back, 0, KINDS * LENGTH_COUNT);
    tcase_add_test(t, it_is_short);
    tcase_add_loop_test(t, codes_are_limited_and_complete, 0, 286);
    suite_add_tcase(s, t);
    return s;
}

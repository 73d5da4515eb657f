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

static span packed_by(const crew *c, span text) {
    buf out = buf_new(&a);
    deflate_long(c, text, &out);
    return buf_span(&out);
}

/* `may_fail`: the proof may. */
static void ck_round(span text, bool may_fail) {
    const crew three = {.hands = 3, .side_by_side = backwards};
    span packed = packed_by(NULL, text);
    inflated back = inflate_whole(&a, packed, text.len, text.len);
    ck_assert_int_eq(back.result, INFLATE_WHOLE);
    ck_assert(span_eq(back.bytes, text));
    ck_assert_uint_eq(back.used, packed.len);
    ck_assert_msg(span_eq(packed_by(&three, text), packed), "the bytes depend on the crew");
    bool proved = deflate_long_proved(&a, NULL, packed, text);
    ck_assert(proved || may_fail);
    ck_assert(deflate_long_proved(&a, &three, packed, text) == proved);
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
    ck_round(span_cut(buf_span(&b), 0, length), _i / LENGTH_COUNT == FEW && length > DEFLATE_PIECE);
}
END_TEST

/* Whatever is changed, cut or added, the proof holds only where inflating gives the text all the same. */
static void ck_proof(span packed, span text) {
    inflated back = inflate_whole(&a, packed, text.len, text.len);
    bool same = back.result == INFLATE_WHOLE && back.used == packed.len && span_eq(back.bytes, text);
    ck_assert_msg(same || !deflate_long_proved(&a, NULL, packed, text), "a proof of what is not so");
    arena_drop(&a, (void *)(uintptr_t)back.bytes.ptr);
}

START_TEST(only_the_truth_is_proved) {
    buf text = buf_new(&a);
    while (text.len < 2 * DEFLATE_PIECE + 4321)
        add(&text, _i);
    span packed = packed_by(NULL, buf_span(&text));
    uint8_t *bytes = (uint8_t *)(uintptr_t)packed.ptr;
    for (int i = 0; i < 12; i++) {
        uint8_t *at = bytes + dice((uint32_t)packed.len), was = *at;
        *at = (uint8_t)(was ^ 1u << dice(8));
        ck_proof(packed, buf_span(&text));
        *at = was;
        at = text.ptr + dice((uint32_t)text.len);
        ++*at;
        ck_assert(!deflate_long_proved(&a, NULL, packed, buf_span(&text)));
        --*at;
    }
    ck_assert(!deflate_long_proved(&a, NULL, packed, span_cut(buf_span(&text), 0, text.len - 1)));
    ck_assert(!deflate_long_proved(&a, NULL, packed, span_cut(buf_span(&text), 0, DEFLATE_PIECE)));
    ck_assert(!deflate_long_proved(&a, NULL, span_cut(packed, 0, packed.len - 1), buf_span(&text)));
    ck_assert(!deflate_long_proved(&a, NULL, (span){0}, buf_span(&text)));
    ck_assert(!deflate_long_proved(&a, NULL, packed, (span){0}));
    ck_assert(_i == FEW || deflate_long_proved(&a, NULL, packed, buf_span(&text)));
}
END_TEST

/* What repeats where fields begin is found, and digits cost no more than digits must. */
/* zlib's check value, and any text cut in any way. */
START_TEST(sums_of_parts_are_the_sum_of_all) {
    state += (uint32_t)_i;
    const crew some = {.hands = 1 + dice(9), .side_by_side = backwards, .least = 1};
    ck_assert_uint_eq(crc32_by(&a, &some, SPAN("123456789")), 0xCBF43926u);
    for (size_t len = 0; len < 300; len += 1 + dice(7)) {
        buf b = buf_new(&a);
        for (size_t i = 0; i < len; i++)
            buf_byte(&b, (uint8_t)dice(_i % 2 ? 256 : 2));
        ck_assert_uint_eq(crc32_by(&a, &some, buf_span(&b)), crc32_of(buf_span(&b)));
    }
}
END_TEST

START_TEST(it_is_short) {
    buf units = buf_new(&a), wages = buf_new(&a);
    while (units.len < 1 << 20)
        add(&units, UNITS);
    while (wages.len < 1 << 20)
        add(&wages, WAGES);
    ck_assert_uint_lt(packed_by(NULL, buf_span(&units)).len, units.len / 8);
    size_t usual = deflate_whole(&a, buf_span(&wages), 6).len;
    ck_assert_uint_lt(packed_by(NULL, buf_span(&wages)).len, usual + usual / 10);
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
    tcase_add_loop_test(t, only_the_truth_is_proved, 0, KINDS);
    tcase_add_loop_test(t, sums_of_parts_are_the_sum_of_all, 0, 20);
    tcase_add_test(t, it_is_short);
    tcase_add_loop_test(t, codes_are_limited_and_complete, 0, 286);
    suite_add_tcase(s, t);
    return s;
}

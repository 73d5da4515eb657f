/* The generated tables against this machine's iconv, code by code; the listed exceptions are the
 * only ones. */
#include <check.h>
#include <iconv.h>
#include <string.h>

#include "base/utf8.h"
#include "text/text.h"

static arena a;
static void setup(void) { arena_init(&a, NULL); }
static void teardown(void) { arena_free(&a); }

/* The one character that iconv makes of all of `bytes`, or CODE_BAD. */
static uint32_t asked(iconv_t c, span bytes) {
    char in[4], out[64];
    memcpy(in, bytes.ptr, bytes.len);
    char *from = in, *to = out;
    size_t left = bytes.len, room = sizeof out;
    iconv(c, NULL, NULL, NULL, NULL);
    if (iconv(c, &from, &left, &to, &room) == (size_t)-1 || left)
        return CODE_BAD;
    iconv(c, NULL, NULL, &to, &room);
    return sizeof out - room == 4 ? le32((uint8_t *)out) : CODE_BAD;
}

/* The one character that we make of all of `bytes`, or CODE_BAD. */
static uint32_t ours(encoding e, span bytes) {
    uint32_t c = decode_next(e, &bytes);
    return bytes.len ? CODE_BAD : c;
}

/* What we say although glibc's GBK says otherwise, as Java does: see generate.c. */
static uint32_t gbk_exception(unsigned two) {
    unsigned lead = two >> 8, trail = two & 0xFF;
    if (two == 0xA2E3)
        return 0x20AC;
    if (lead >= 0xAA && lead <= 0xAF && trail >= 0xA1)
        return 0xE000 + (lead - 0xAA) * 94 + trail - 0xA1;
    if (lead >= 0xF8 && trail >= 0xA1)
        return 0xE234 + (lead - 0xF8) * 94 + trail - 0xA1;
    if (lead >= 0xA1 && lead <= 0xA7 && trail < 0xA1)
        return 0xE4C6 + (lead - 0xA1) * 96 + trail - (trail > 0x7F ? 0x41 : 0x40);
    return CODE_BAD;
}

static void walk_two(encoding e, const char *name, unsigned *excepted) {
    iconv_t c = iconv_open("UTF-32LE", name);
    uint32_t next_private = 0xE766; /* GBK: what is unassigned outside the user-defined areas */
    for (unsigned two = 0x8000; two <= 0xFFFF; two++) {
        uint8_t b[] = {(uint8_t)(two >> 8), (uint8_t)two};
        span s = span_of(b, 2);
        uint32_t theirs = asked(c, s), mine = ours(e, s);
        bool shaped = b[0] > 0x80 && b[0] < 0xFF && b[1] >= 0x40 && b[1] != 0x7F && b[1] != 0xFF;
        if (e == ENCODING_GBK && theirs == CODE_BAD && shaped) {
            (*excepted)++;
            theirs = gbk_exception(two);
            next_private += theirs == CODE_BAD || two == 0xA2E3;
            if (theirs == CODE_BAD)
                theirs = next_private - 1;
        }
        ck_assert_msg(theirs == mine, "%s %04X: %X, iconv %X", name, two, mine, theirs);
    }
    iconv_close(c);
}

START_TEST(every_two_byte_code) {
    unsigned excepted = 0;
    walk_two(ENCODING_GBK, "GBK", &excepted);
    ck_assert_uint_eq(excepted, 2149);
    walk_two(ENCODING_GB18030, "GB18030", &excepted);
    walk_two(ENCODING_BIG5, "BIG5", &excepted);
    ck_assert_uint_eq(excepted, 2149);
}
END_TEST

START_TEST(every_single_byte) {
    static const struct {
        encoding e;
        const char *name;
    } NAMES[] = {{ENCODING_GBK, "GBK"}, {ENCODING_GB18030, "GB18030"}, {ENCODING_LATIN1, "CP1252"}};
    for (size_t n = 0; n < 3; n++) {
        iconv_t c = iconv_open("UTF-32LE", NAMES[n].name);
        for (unsigned i = 0; i < 256; i++) {
            span s = span_of(&(uint8_t){(uint8_t)i}, 1);
            ck_assert_msg(asked(c, s) == ours(NAMES[n].e, s), "%s %02X", NAMES[n].name, i);
        }
        iconv_close(c);
    }
    ck_assert_uint_eq(ours(ENCODING_GBK, SPAN("\x80")), 0x20AC);
    ck_assert_uint_eq(ours(ENCODING_BIG5, SPAN("\x80")), CODE_BAD); /* glibc: U+0080 */
}
END_TEST

static span four(uint8_t b[4], uint32_t n) {
    b[0] = (uint8_t)(0x81 + n / 12600), b[1] = (uint8_t)(0x30 + n / 1260 % 10);
    b[2] = (uint8_t)(0x81 + n / 10 % 126), b[3] = (uint8_t)(0x30 + n % 10);
    return span_of(b, 4);
}

/* All of the BMP part, and of what follows every 97th code and both ends. */
START_TEST(four_byte_codes) {
    iconv_t c = iconv_open("UTF-32LE", "GB18030");
    uint8_t b[4];
    for (uint32_t n = 0; n < 126 * 12600; n += n < 40000 || (n > 188990 && n < 189010) ? 1 : 97) {
        span s = four(b, n);
        uint32_t theirs = n >= 39420 && n < 189000 ? CODE_BAD : asked(c, s);
        ck_assert_msg(theirs == ours(ENCODING_GB18030, s), "%u: iconv %X, %X", n, theirs, ours(ENCODING_GB18030, s));
    }
    ck_assert_uint_eq(ours(ENCODING_GB18030, SPAN("\xE3\x32\x9A\x35")), 0x10FFFF);
    ck_assert_uint_eq(ours(ENCODING_GB18030, SPAN("\xE3\x32\x9A\x36")), CODE_BAD);
    ck_assert_uint_eq(ours(ENCODING_GB18030, SPAN("\x90\x30\x81\x30")), 0x10000);
    iconv_close(c);
}
END_TEST

/* What iconv writes for a character; empty where it cannot. */
static span written(iconv_t c, uint32_t u, char out[8]) {
    uint8_t unit[4] = {(uint8_t)u, (uint8_t)(u >> 8), (uint8_t)(u >> 16), 0};
    char *from = (char *)unit, *to = out;
    size_t left = 4, room = 8;
    iconv(c, NULL, NULL, NULL, NULL);
    if (iconv(c, &from, &left, &to, &room) == (size_t)-1)
        return span_of(out, 0);
    return span_of(out, 8 - room);
}

static void walk_back(encoding e, const char *name) {
    iconv_t c = iconv_open(name, "UTF-32LE");
    buf utf8 = buf_new(&a), bytes = buf_new(&a);
    for (uint32_t u = 0x80; u < 0x30000; u++) {
        char out[8];
        if (u >= 0xD800 && u <= 0xDFFF)
            continue;
        utf8.len = bytes.len = 0;
        utf8_add(&utf8, u);
        bool can = encode_all(e, buf_span(&utf8), &bytes);
        span theirs = written(c, u, out);
        bool own = e == ENCODING_GBK && u >= 0xE000 && u <= 0xF8FF; /* Java's private use */
        if (own || (e == ENCODING_BIG5 && u == 0x80)) {
            ck_assert(!can || ours(e, buf_span(&bytes)) == u);
            continue;
        }
        ck_assert_msg(can == (theirs.len > 0), "%s U+%04X: %d", name, u, can);
        ck_assert_msg(!can || span_eq(theirs, buf_span(&bytes)), "%s U+%04X", name, u);
    }
    iconv_close(c);
}

START_TEST(every_character_back) {
    walk_back(ENCODING_GBK, "GBK");
    walk_back(ENCODING_GB18030, "GB18030");
    walk_back(ENCODING_BIG5, "BIG5");
    walk_back(ENCODING_LATIN1, "CP1252");
}
END_TEST

START_TEST(gbk_goes_round) {
    buf utf8 = buf_new(&a), back = buf_new(&a);
    for (unsigned two = 0x8140; two <= 0xFEFE; two++) {
        uint8_t b[] = {(uint8_t)(two >> 8), (uint8_t)two};
        if (b[1] < 0x40 || b[1] == 0x7F || b[1] == 0xFF || two == 0xA2E3 || b[0] == 0xFF)
            continue; /* A2E3 is written as 80 */
        utf8.len = back.len = 0;
        ck_assert_uint_eq(decode_all(ENCODING_GBK, span_of(b, 2), &utf8), 0);
        ck_assert(encode_all(ENCODING_GBK, buf_span(&utf8), &back));
        ck_assert_msg(span_eq(buf_span(&back), span_of(b, 2)), "%04X", two);
    }
}
END_TEST

START_TEST(common_hanzi_are_level_one) {
    size_t n = 0;
    for (uint32_t u = 0; u < 0x20000; u++)
        n += common_hanzi(u);
    ck_assert_uint_eq(n, 3755);
    ck_assert(common_hanzi(0x5F20) && !common_hanzi(0x73A5));
}
END_TEST

Suite *text_tables_suite(void) {
    Suite *s = suite_create("text_tables");
    TCase *t = tcase_create("text_tables");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, every_two_byte_code);
    tcase_add_test(t, every_single_byte);
    tcase_add_test(t, four_byte_codes);
    tcase_add_test(t, every_character_back);
    tcase_add_test(t, gbk_goes_round);
    tcase_add_test(t, common_hanzi_are_level_one);
    suite_add_tcase(s, t);
    return s;
}

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/money.h"
#include "base/utf8.h"

/* Where it lies nothing stands behind it, so that the sanitizer tells of reading on. */
static money read(const char *s) {
    size_t len = strlen(s);
    char *exact = malloc(len + !len);
    memcpy(exact, s, len);
    money m = money_read(span_of(exact, len));
    free(exact);
    return m;
}

START_TEST(money_reads_plain_numbers) {
    ck_assert_int_eq(read("4610757.52").value, 461075752);
    ck_assert_uint_eq(read("4610757.52").oddities, 0);
    ck_assert_int_eq(read("5000").value, 500000);
    ck_assert_int_eq(read("5000.5").value, 500050);
    ck_assert_uint_eq(read("5000.5").decimals, 1);
    ck_assert_uint_eq(read("5000.000").oddities, 0);
    ck_assert_int_eq(read("007").value, 700);
}
END_TEST

START_TEST(money_tells_below_one_before_rounding) {
    ck_assert(read("0.999").below_one);
    ck_assert_int_eq(read("0.999").value, 100);
    ck_assert(!read("1").below_one);
    ck_assert(read("0").below_one);
    ck_assert(read("-5").below_one);
    ck_assert(!read("1.00").below_one);
}
END_TEST

static const struct {
    const char *text;
    unsigned oddities;
    fen value;
} ODD[] = {
    {"", MONEY_BLANK, 0},
    {"  ", MONEY_BLANK, 0},
    {"5,000.00", MONEY_THOUSANDS, 500000},
    {"1,234,567", MONEY_THOUSANDS, 123456700},
    {"5,00", MONEY_NO_NUMBER, 0},
    {"¥5000", MONEY_UNIT, 500000},
    {"5000元", MONEY_UNIT, 500000},
    {" 5000", MONEY_BLANKS, 500000},
    {"\u00A05000\u3000", MONEY_BLANKS, 500000},
    {"５０００", MONEY_FULL_WIDTH, 500000},
    {"5e3", MONEY_EXPONENT, 500000},
    {"5.5E+03", MONEY_EXPONENT, 550000},
    {"5e", MONEY_NO_NUMBER, 0},
    {"e5", MONEY_NO_NUMBER, 0},
    {"元", MONEY_NO_NUMBER, 0},
    {"0.5万", MONEY_UNIT | MONEY_WAN, 500000},
    {"1.005", MONEY_DECIMALS, 101},
    {"1.004999", MONEY_DECIMALS, 100},
    {"-3.5", MONEY_NEGATIVE, -350},
    {"+3", MONEY_SIGN, 300},
    {"'5000", MONEY_APOSTROPHE, 500000},
    {"’5000.5", MONEY_APOSTROPHE, 500050},
    {"'-5000", MONEY_APOSTROPHE | MONEY_NEGATIVE, -500000},
    {"5000'", MONEY_APOSTROPHE, 500000},
    {"1'234'567.5", MONEY_THOUSANDS, 123456750},
    {"'", MONEY_BLANK, 0},
    {"5000\n", MONEY_BLANKS, 500000},
    {"\r\n¥ 5000.00\r\n", MONEY_BLANKS | MONEY_UNIT, 500000},
    {"5000\n元", MONEY_BLANKS | MONEY_UNIT, 500000},
    {"50\n00", MONEY_NO_NUMBER, 0},
    {"abc", MONEY_NO_NUMBER, 0},
    {"$5000", MONEY_NO_NUMBER, 0},
    {"#N/A", MONEY_NO_NUMBER, 0},
    {"1.2.3", MONEY_NO_NUMBER, 0},
    {"12345678901", MONEY_TOO_LONG, 0},
    {"9999999999.99", 0, 999999999999},
    {"9999999999.995", MONEY_DECIMALS | MONEY_TOO_LONG, 0},
    {"99999999999999999999999999999999999999999999999999", MONEY_TOO_LONG, 0},
    {"1e999", MONEY_EXPONENT | MONEY_TOO_LONG, 0},
    {"1e-999", MONEY_EXPONENT | MONEY_DECIMALS, 0},
};

START_TEST(money_names_oddities) {
    money m = read(ODD[_i].text);
    ck_assert_msg(m.oddities == ODD[_i].oddities, "'%s': %x", ODD[_i].text, m.oddities);
    ck_assert_int_eq(m.value, ODD[_i].value);
}
END_TEST

START_TEST(money_from_workbook_numbers) {
    fen v;
    bool changed;
    ck_assert(money_from_double(5012.3299999999999, &v, &changed) && v == 501233 && !changed);
    ck_assert(money_from_double(1.005, &v, &changed) && v == 101 && changed);
    ck_assert(money_from_double(0.1 + 0.2, &v, &changed) && v == 30 && changed);
    ck_assert(!money_from_double(INFINITY, &v, &changed));
    ck_assert(!money_from_double(1e20, &v, &changed));
}
END_TEST

static void writes(fen value, unsigned decimals, const char *want) {
    arena a;
    arena_init(&a, NULL);
    buf b = buf_new(&a);
    money_write(&b, value, decimals);
    ck_assert(span_eq(buf_span(&b), span_cstr(want)));
    arena_free(&a);
}

START_TEST(money_writes_and_shows) {
    arena a;
    arena_init(&a, NULL);
    writes(500000, 2, "5000.00");
    writes(500050, 1, "5000.5");
    writes(500000, 0, "5000");
    writes(-5, 2, "-0.05");
    buf b = buf_new(&a);
    money_show(&b, 461075752);
    buf_byte(&b, ' ');
    number_write(&b, 230103199001011234.0);
    buf_byte(&b, ' ');
    number_write(&b, 0.0001);
    buf_byte(&b, ' ');
    number_write(&b, 1e-7);
    ck_assert(span_eq(buf_span(&b), SPAN("4,610,757.52 230103199001011230 0.0001 0.0000001")));
    fen sum = INT64_MAX;
    ck_assert(!money_add(&sum, 1));
    ck_assert(sum == INT64_MAX);
    arena_free(&a);
}
END_TEST

/* Few decimals are written a quick way: it must give what printing 15 digits gives. */
START_TEST(numbers_are_written_as_their_shortest_decimal) {
    arena a;
    arena_init(&a, NULL);
    buf b = buf_new(&a);
    for (int64_t i = 1, whole = 7; i < 20000; i++, whole = whole * 31 % 99999999999977) {
        double number = (double)(i % 2 ? whole : -whole) / (i % 3 ? 100 : i % 5 ? 10000 : 100000);
        char want[40];
        (void)snprintf(want, sizeof want, "%.15g", number);
        b.len = 0;
        number_write(&b, number);
        buf_byte(&b, 0);
        ck_assert_msg(strchr(want, 'e') || strcmp((char *)b.ptr, want) == 0, "%s for %s", (char *)b.ptr, want);
    }
    arena_free(&a);
}
END_TEST

START_TEST(utf8_reads_only_what_is_valid) {
    ck_assert(utf8_valid(SPAN("张三𠀀")));
    ck_assert(!utf8_valid(SPAN("\xC0\x80")));
    ck_assert(!utf8_valid(SPAN("\xED\xA0\x80")));
    ck_assert(!utf8_valid(SPAN("\xE4\xB8")));
    ck_assert(!utf8_valid(SPAN("\xF4\x90\x80\x80")));
    ck_assert_uint_eq(utf8_width(SPAN("张三ab")), 6);
}
END_TEST

/* An allocator that says no from the nth time on. */
static void *runs_out(void *left, void *old, size_t size) {
    size_t *n = left;
    if (size && (*n)-- == 0) {
        *n = 0;
        return NULL;
    }
    if (size)
        return realloc(old, size);
    free(old);
    return NULL;
}

static void fill_index(arena *a, void *closed) {
    (void)closed;
    key_index *k = key_index_new(a, 0, 7);
    for (uint32_t i = 0; i < 1000; i++) {
        buf b = buf_new(a);
        buf_int(&b, i);
        ck_assert_uint_eq(key_index_put(k, buf_span(&b), i), KEY_ABSENT);
        ck_assert_uint_eq(key_index_put(k, buf_span(&b), i + 1), i);
    }
    ck_assert_uint_eq(key_index_find(k, SPAN("999")), 999);
    ck_assert_uint_eq(key_index_find(k, SPAN("1000")), KEY_ABSENT);
}

START_TEST(arena_survives_every_failing_allocation) {
    bool done = false;
    for (size_t n = 0; !done; n += 37) {
        size_t left = n;
        arena a;
        arena_init(&a, &(allocator){runs_out, &left});
        status s = arena_run(&a, fill_index, NULL);
        ck_assert(s == STATUS_OK || s == STATUS_NO_MEMORY);
        done = s == STATUS_OK;
        arena_free(&a);
    }
}
END_TEST

Suite *base_suite(void) {
    Suite *s = suite_create("base");
    TCase *t = tcase_create("base");
    tcase_add_test(t, money_reads_plain_numbers);
    tcase_add_test(t, money_tells_below_one_before_rounding);
    tcase_add_loop_test(t, money_names_oddities, 0, sizeof ODD / sizeof *ODD);
    tcase_add_test(t, money_from_workbook_numbers);
    tcase_add_test(t, money_writes_and_shows);
    tcase_add_test(t, numbers_are_written_as_their_shortest_decimal);
    tcase_add_test(t, utf8_reads_only_what_is_valid);
    tcase_add_test(t, arena_survives_every_failing_allocation);
    suite_add_tcase(s, t);
    return s;
}

#include <check.h>
#include <stdlib.h>

#include "table/csv_scan.h"
#include "table_maker.h"

/* Text and what is told of it. */
static const struct {
    const char *csv, *want;
} PLAIN[] = {
    {"a,b\n1,2\n", "[0 ]\n1: A1 text \"a\" @0, B1 text \"b\" @2\n2: A2 text \"1\" @4, B2 text \"2\" @6\n"},
    {"a;b\r\n1;5,00\r\n", "[0 ]\n1: A1 text \"a\" @0, B1 text \"b\" @2\n2: A2 text \"1\" @5, B2 text \"5,00\" @7\n"},
    {"a\tb\r1\t2", "[0 ]\n1: A1 text \"a\" @0, B1 text \"b\" @2\n2: A2 text \"1\" @4, B2 text \"2\" @6\n"},
    {"a|b\n1|2\n", "[0 ]\n1: A1 text \"a\" @0, B1 text \"b\" @2\n2: A2 text \"1\" @4, B2 text \"2\" @6\n"},
    /* blanks are the user's; an empty field is blank, an empty record still counts */
    {" a , b \n\n,2\n", "[0 ]\n1: A1 text \" a \" @0, B1 text \" b \" @4\n3: B3 text \"2\" @10\n"},
    /* quotes: doubled, around separators and newlines, which move the line but not the number */
    {"\"a\"\"b\",\"c,d\"\n\"e\r\nf\",g\nh,i\n",
     "[0 ]\n1: A1 text \"a\"b\" @0, B1 text \"c,d\" @7\n2: A2 text \"e\r\nf\" @13, B2 text \"g\" @20\n"
     "3/4: A3 text \"h\" @22, B3 text \"i\" @24\n"},
    /* blanks behind a closing quote are nobody's; quotes within a plain field are text */
    {"\"a\" ,b\nc\"d,e\n", "[0 ]\n1: A1 text \"a\" @0, B1 text \"b\" @5\n2: A2 text \"c\"d\" @7, B2 text \"e\" @11\n"},
    /* what keeps an ID from being rounded, bare and in quotes; empty, or another formula */
    {"=\"239901\",\"=\"\"5,0\"\"\"\n=\"\",=\"a\"&\"b\"\n",
     "[0 ]\n1: A1 text \"239901\" @0, B1 text \"5,0\" @10\n2: B2 text \"=\"a\"&\"b\"\" @25\n"},
    /* Excel's own line */
    {"sep=;\r\na,1;b\r\n", "[0 ]\n1/2: A1 text \"a,1\" @7, B1 text \"b\" @11\n"},
    /* the apostrophe stays; a lone CR ends a record like any newline */
    {"'1,2\r'3,4\r", "[0 ]\n1: A1 text \"'1\" @0, B1 text \"2\" @3\n2: A2 text \"'3\" @5, B2 text \"4\" @8\n"},
    /* one column; amounts with thousands are none of its separators */
    {"name 5,000.00\nname 6,500.00\n", "[0 ]\n1: A1 text \"name 5,000.00\" @0\n2: A2 text \"name 6,500.00\" @14\n"},
    /* an ID guarded by a TAB does not make TAB the separator */
    {"id,wage\n239901\t,5\n239902\t,6\n",
     "[0 ]\n1: A1 text \"id\" @0, B1 text \"wage\" @3\n2: A2 text \"239901\t\" @8, B2 text \"5\" @16\n"
     "3: A3 text \"239902\t\" @18, B3 text \"6\" @26\n"},
    {"a\tb\n1,234.00\t2,345.00\n", "[0 ]\n1: A1 text \"a\" @0, B1 text \"b\" @2\n"
                                  "2: A2 text \"1,234.00\" @4, B2 text \"2,345.00\" @13\n"},
    {"\xEF\xBB\xBF" "a,b\n1,2\n", "[0 ]\n1: A1 text \"a\" @3, B1 text \"b\" @5\n2: A2 text \"1\" @7, B2 text \"2\" @9\n"},
    {"a,b\n1,2\n\x1A", "[0 ]\n1: A1 text \"a\" @0, B1 text \"b\" @2\n2: A2 text \"1\" @4, B2 text \"2\" @6\n"},
};

START_TEST(dialects) { ck_listing(span_cstr(PLAIN[_i].csv), PLAIN[_i].want); }
END_TEST

START_TEST(gbk_offsets_are_the_files) {
    ck_listing(SPAN("\xD0\xD5\xC3\xFB,\xB9\xA4\xD7\xCA\n\xB0\xD7\xC2\xB6,\"5\xD4\xAA\"\n"),
               "[0 ]\n1: A1 text \"姓名\" @0, B1 text \"工资\" @5\n2: A2 text \"白露\" @10, B2 text \"5元\" @15\n");
}
END_TEST

START_TEST(utf16_offsets_are_the_files) {
    ck_listing(SPAN("\xFF\xFE" "a\0,\0\x2D\x4E\n\0" "1\0,\0" "2\0\n\0"),
               "[0 ]\n1: A1 text \"a\" @2, B1 text \"中\" @6\n2: A2 text \"1\" @10, B2 text \"2\" @14\n");
    ck_listing(SPAN("\0a\0,\0b\0\n\0" "1\0,\0" "2\0\n"),
               "[0 ]\n1: A1 text \"a\" @0, B1 text \"b\" @4\n2: A2 text \"1\" @8, B2 text \"2\" @12\n");
}
END_TEST

static void broken(const char *csv, const char *want, uint64_t line, int64_t offset) {
    listing l;
    listing_start(&l);
    l.no_offsets = true;
    span is = listing_of(&l, span_cstr(csv), ENCODING_UNKNOWN);
    ck_assert_msg(span_eq(is, span_cstr(want)), "told:\n%.*s", (int)is.len, (const char *)is.ptr);
    ck_assert_uint_eq(findings_count(l.found, SRC_quotes_broken), 1);
    ck_assert_uint_eq(findings_at(l.found, 0)->place.line, line);
    ck_assert_int_eq(findings_at(l.found, 0)->place.byte_offset, offset);
    listing_end(&l);
}

START_TEST(a_broken_quote_keeps_the_rest) {
    broken("a,b\n1,\"2\n3,4\n", "[0 ]\n1: A1 text \"a\", B1 text \"b\"\n2: A2 text \"1\", B2 text \"\"2\"\n"
                                "3: A3 text \"3\", B3 text \"4\"\n", 2, 4);
    broken("a,b\n1,\"say \"hi\" there\"\n3,4\n",
           "[0 ]\n1: A1 text \"a\", B1 text \"b\"\n2: A2 text \"1\", B2 text \"\"say \"hi\" there\"\"\n"
           "3: A3 text \"3\", B3 text \"4\"\n", 2, 4);
}
END_TEST

/* A quote that swallows more than any record may hold is none; nor must finding that out take long. */
START_TEST(a_quote_does_not_swallow_a_large_file) {
    listing l;
    arena a;
    arena_init(&a, NULL);
    buf b = buf_new(&a);
    buf_text(&b, "a,b\n1,\"2\n");
    for (int i = 0; i < 900000; i++)
        buf_text(&b, "3,\xD6\xD0\n");
    listing_start(&l);
    l.stop_at = 3;
    l.no_offsets = true;
    span is = listing_of(&l, buf_span(&b), ENCODING_UNKNOWN);
    ck_assert(span_ends(is, SPAN("2: A2 text \"1\", B2 text \"\"2\"\n3: A3 text \"3\", B3 text \"中\"\n")));
    ck_assert_uint_eq(findings_count(l.found, SRC_quotes_broken), 1);
    listing_end(&l);
    arena_free(&a);
}
END_TEST

START_TEST(too_many_fields_are_told) {
    listing l;
    listing_start(&l);
    l.limits.max_cells_row = 2;
    l.no_offsets = true;
    span is = listing_of(&l, SPAN("a,b,c\n1,2,3\n"), ENCODING_UNKNOWN);
    ck_assert(span_eq(is, SPAN("[0 ]\n1: A1 text \"a\", B1 text \"b\"\n2: A2 text \"1\", B2 text \"2\"\n")));
    ck_assert_uint_eq(findings_count(l.found, SYS_limit_exceeded), 1);
    listing_end(&l);
}
END_TEST

START_TEST(a_line_has_an_end) {
    listing l;
    arena a;
    arena_init(&a, NULL);
    buf b = buf_new(&a);
    buf_text(&b, "a,b\n");
    buf_repeat(&b, ',', 5 << 20);
    listing_start(&l);
    l.no_offsets = true;
    span is = listing_of(&l, buf_span(&b), ENCODING_UNKNOWN);
    ck_assert(span_eq(is, SPAN("[0 ]\n1: A1 text \"a\", B1 text \"b\"\n")));
    ck_assert_uint_eq(findings_count(l.found, SYS_limit_exceeded), 1);
    listing_end(&l);
    arena_free(&a);
}
END_TEST

START_TEST(an_encoding_can_be_forced) {
    listing l;
    listing_start(&l);
    l.no_offsets = true;
    span is = listing_of(&l, SPAN("a,b\n\xA4\xA4,2\n"), ENCODING_BIG5);
    ck_assert(span_eq(is, SPAN("[0 ]\n1: A1 text \"a\", B1 text \"b\"\n2: A2 text \"中\", B2 text \"2\"\n")));
    listing_end(&l);
}
END_TEST

static uint32_t dice(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

/* Whatever the bytes and wherever the window's pieces end: offsets point at what the cell holds. */
START_TEST(offsets_hold_for_any_text) {
    static const char *const BITS[] = {"a", ",", "\"", "\n", "\r", "\xD6\xD0", "1", "\"\"", " ", "\xB0\xD7"};
    uint32_t state = (uint32_t)_i * 77 + 1;
    arena a;
    arena_init(&a, NULL);
    buf b = buf_new(&a);
    buf_text(&b, "\xD6\xD0,b\n");
    size_t target = _i == 0 ? 300000 : 400;
    while (b.len < target)
        buf_text(&b, BITS[dice(&state) % (sizeof BITS / sizeof *BITS)]);
    listing l, again;
    listing_start(&l);
    span is = listing_of(&l, buf_span(&b), ENCODING_GBK);
    span copy = span_keep(&a, is);
    listing_start(&again);
    ck_assert(span_eq(listing_of(&again, buf_span(&b), ENCODING_GBK), copy));
    for (size_t i = 0; i + 1 < copy.len; i++) {
        uint64_t at;
        span digits = span_from(copy, i + 1);
        digits.len = span_find(digits, ',') < span_find(digits, '\n') ? span_find(digits, ',') : span_find(digits, '\n');
        if (copy.ptr[i] != '@' || !span_to_u64(digits, UINT32_MAX, &at))
            continue;
        ck_assert_uint_lt(at, b.len);
        uint8_t before = at ? b.ptr[at - 1] : ',';
        ck_assert_msg(before == ',' || before == '\n' || before == '\r', "offset %u", (unsigned)at);
    }
    listing_end(&again);
    listing_end(&l);
    arena_free(&a);
}
END_TEST

Suite *csv_suite(void) {
    Suite *s = suite_create("csv");
    TCase *t = tcase_create("csv");
    tcase_add_loop_test(t, dialects, 0, sizeof PLAIN / sizeof *PLAIN);
    tcase_add_test(t, gbk_offsets_are_the_files);
    tcase_add_test(t, utf16_offsets_are_the_files);
    tcase_add_test(t, a_broken_quote_keeps_the_rest);
    tcase_add_test(t, a_quote_does_not_swallow_a_large_file);
    tcase_add_test(t, too_many_fields_are_told);
    tcase_add_test(t, a_line_has_an_end);
    tcase_add_test(t, an_encoding_can_be_forced);
    tcase_add_loop_test(t, offsets_hold_for_any_text, 0, 40);
    suite_add_tcase(s, t);
    return s;
}

#include <check.h>
#include <string.h>

#include "base/utf8.h"
#include "text/text.h"

static arena a;
static void setup(void) { arena_init(&a, NULL); }
static void teardown(void) { arena_free(&a); }

static span in(encoding e, const char *utf8) {
    buf b = buf_new(&a);
    ck_assert_msg(encode_all(e, span_cstr(utf8), &b), "%s in %s", utf8, encoding_name(e));
    return buf_span(&b);
}

static encoding told(span bytes, encoding hint) {
    encoding_evidence e;
    encoding_detect(bytes, hint, &e);
    return e.best;
}

/* `times` copies of `part`, after `first`. */
static span repeated(span first, span part, size_t times) {
    buf b = buf_new(&a);
    buf_add(&b, first);
    for (size_t i = 0; i < times; i++)
        buf_add(&b, part);
    return buf_span(&b);
}

/* ---- Encodings. */
static const char PEOPLE[] = "0001\t239901199001010017\t张三丰\t5000.00\r\n"
                             "0002\t239901199001010025\t李四光\t6123.50\r\n"
                             "0003\t239901199001010033\t欧阳修\t7000\r\n";

/* The fourteen surnames that are valid UTF-8 too, as GBK bytes (domain.md, section 3). */
static const char *const TWOFOLD[] = {"郑", "谢", "袁", "卢", "魏", "薛", "叶",
                                      "石", "姚", "谭", "陆", "毛", "史", "钱"};

START_TEST(surnames_are_told_from_utf8) {
    span gbk = in(ENCODING_GBK, TWOFOLD[_i]);
    span utf8 = span_cstr(TWOFOLD[_i]);
    ck_assert(utf8_valid(gbk));
    ck_assert_int_eq(told(gbk, ENCODING_UNKNOWN), ENCODING_GBK);
    ck_assert_int_eq(told(gbk, ENCODING_GBK), ENCODING_GBK);
    ck_assert_int_eq(told(gbk, ENCODING_UTF8), ENCODING_UTF8); /* one pair: the hint decides */
    ck_assert_int_eq(told(utf8, ENCODING_UNKNOWN), ENCODING_UTF8);
    ck_assert_int_eq(told(utf8, ENCODING_GBK), ENCODING_UTF8);
}
END_TEST

START_TEST(twofold_surnames_together) {
    buf b = buf_new(&a);
    for (size_t i = 0; i < sizeof TWOFOLD / sizeof *TWOFOLD; i++) {
        buf_add(&b, in(ENCODING_GBK, TWOFOLD[i]));
        buf_byte(&b, '\n');
    }
    ck_assert_int_eq(told(buf_span(&b), ENCODING_UTF8), ENCODING_GBK);
}
END_TEST

START_TEST(every_encoding_is_told) {
    static const encoding ALL[] = {ENCODING_UTF8,    ENCODING_GBK,     ENCODING_UTF16LE,
                                   ENCODING_UTF16BE, ENCODING_UTF32LE, ENCODING_UTF32BE};
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) {
        span bytes = in(ALL[i], PEOPLE);
        for (int hint = 0; hint <= ENCODING_UTF8; hint++)
            ck_assert_int_eq(told(bytes, (encoding)hint), ALL[i]);
        span marked = repeated(in(ALL[i], ALL[i] == ENCODING_GBK ? "" : "\uFEFF"), bytes, 1);
        encoding_evidence e;
        encoding_detect(marked, ENCODING_UNKNOWN, &e);
        ck_assert_int_eq(e.best, ALL[i]);
        ck_assert_int_eq(e.bom, ALL[i] == ENCODING_GBK ? ENCODING_UNKNOWN : ALL[i]);
        ck_assert(e.certain);
    }
    ck_assert_int_eq(told(SPAN("1\t2\r\n"), ENCODING_GBK), ENCODING_ASCII);
    ck_assert_int_eq(told(SPAN(""), ENCODING_GBK), ENCODING_ASCII);
}
END_TEST

START_TEST(big5_and_gb18030_are_told) {
    span big5 = in(ENCODING_BIG5, "姓名\t身分證號碼\t薪資\r\n陳大文\tA123\t5000\r\n林美麗\tB234\t6000\r\n");
    ck_assert_int_eq(told(big5, ENCODING_UNKNOWN), ENCODING_BIG5);
    ck_assert_int_eq(told(big5, ENCODING_GBK), ENCODING_BIG5);
    span four = in(ENCODING_GB18030, "张三\t5000\r\n李\U00020164\t6000\r\n");
    ck_assert_int_eq(told(four, ENCODING_UNKNOWN), ENCODING_GB18030);
    ck_assert_int_eq(told(four, ENCODING_GBK), ENCODING_GB18030);
    ck_assert_int_eq(told(in(ENCODING_GBK, PEOPLE), ENCODING_GB18030), ENCODING_GB18030);
}
END_TEST

START_TEST(a_few_bad_bytes_change_nothing) {
    static const encoding BOTH[] = {ENCODING_GBK, ENCODING_UTF8};
    for (size_t i = 0; i < 2; i++) {
        span good = in(BOTH[i], PEOPLE);
        span bytes = repeated(repeated(good, SPAN("0004\t\xFF\xFF\t1\r\n"), 1), good, 3);
        encoding_evidence e;
        encoding_detect(bytes, ENCODING_UNKNOWN, &e);
        ck_assert_int_eq(e.best, BOTH[i]);
        ck_assert_uint_eq(e.scores[BOTH[i]].bad, 2);
        ck_assert_uint_eq(e.scores[BOTH[i]].first_bad, good.len + 5);
        ck_assert(!e.certain);
    }
    ck_assert_int_eq(told(SPAN("\xFF\xFF\xFF\xFF"), ENCODING_UNKNOWN), ENCODING_UNKNOWN);
}
END_TEST

/* The beginning never decides: readings left early are taken up again. */
START_TEST(all_bytes_are_judged) {
    span gbk = in(ENCODING_GBK, PEOPLE), utf8 = span_cstr(PEOPLE);
    size_t many = 600000 / gbk.len;
    span ascii = repeated(SPAN(""), SPAN("0001\t1\r\n"), 100000);
    ck_assert_int_eq(told(repeated(ascii, gbk, 1), ENCODING_UTF8), ENCODING_GBK);
    span mostly_utf8 = repeated(repeated(SPAN(""), gbk, many), utf8, many * 20);
    ck_assert_int_eq(told(mostly_utf8, ENCODING_UNKNOWN), ENCODING_UTF8);
    span mostly_gbk = repeated(repeated(SPAN(""), utf8, many), gbk, many * 20);
    ck_assert_int_eq(told(mostly_gbk, ENCODING_UNKNOWN), ENCODING_GBK);
    span noise = repeated(SPAN(""), SPAN("\xFF\xFF\xFF\t"), 200000);
    ck_assert_int_eq(told(noise, ENCODING_UNKNOWN), ENCODING_UNKNOWN);
}
END_TEST

START_TEST(names_of_encodings) {
    ck_assert_int_eq(encoding_of_name(SPAN("GB2312")), ENCODING_GBK);
    ck_assert_int_eq(encoding_of_name(SPAN("x-gbk")), ENCODING_GBK);
    ck_assert_int_eq(encoding_of_name(SPAN("UTF_8")), ENCODING_UTF8);
    ck_assert_int_eq(encoding_of_name(SPAN("iso-8859-1")), ENCODING_LATIN1);
    ck_assert_int_eq(encoding_of_name(SPAN("klingon")), ENCODING_UNKNOWN);
    ck_assert_int_eq(encoding_of_name(SPAN("a-very-long-name-of-nothing")), ENCODING_UNKNOWN);
    for (int e = ENCODING_ASCII; e < ENCODING_COUNT; e++)
        ck_assert_int_eq(encoding_of_name(span_cstr(encoding_name((encoding)e))), e);
}
END_TEST

/* ---- Characters. */
START_TEST(trail_bytes_that_look_like_separators) {
    static const struct {
        encoding e;
        const char *bytes;
        size_t len;
    } CHARACTERS[] = {
        {ENCODING_GBK, "\x84\x7C|", 2},  /* a trail byte | */
        {ENCODING_GBK, "\x8F\x5C\\", 2}, /* a trail byte \ */
        {ENCODING_GBK, "\xD5\xC5|", 2},
        {ENCODING_GBK, "\xD5\t", 1}, /* a lead byte before a TAB takes nothing */
        {ENCODING_GBK, "\x81\x30\x81\x30", 1},
        {ENCODING_GB18030, "\x81\x30\x81\x30", 4},
        {ENCODING_GB18030, "\x81\x30\x81", 1},
        {ENCODING_BIG5, "\xA5\x5C|", 2}, /* 功 */
        {ENCODING_UTF8, "\xE5\xBC\xA0|", 3},
        {ENCODING_UTF8, "\xE5\xBC|", 1},
        {ENCODING_UTF16LE, "\x3D\xD8\x00\xDE", 4},
        {ENCODING_UTF16LE, "\x3D\xD8", 2},
        {ENCODING_UTF16LE, "\x3D", 1},
        {ENCODING_GBK, "", 0},
    };
    for (size_t i = 0; i < sizeof CHARACTERS / sizeof *CHARACTERS; i++) {
        size_t len = CHARACTERS[i].len ? strlen(CHARACTERS[i].bytes) : 0;
        if (i == 10)
            len = 4; /* holds a NUL */
        ck_assert_msg(char_len(CHARACTERS[i].e, span_of(CHARACTERS[i].bytes, len)) == CHARACTERS[i].len, "%zu", i);
    }
    ck_assert(may_trail(ENCODING_GBK, '|') && may_trail(ENCODING_BIG5, '\\'));
    ck_assert(!may_trail(ENCODING_GBK, '\t') && !may_trail(ENCODING_GBK, ',') && !may_trail(ENCODING_GBK, '0'));
    ck_assert(may_trail(ENCODING_GB18030, '7') && !may_trail(ENCODING_UTF8, '|'));
}
END_TEST

START_TEST(decoding_marks_what_is_bad) {
    buf b = buf_new(&a);
    ck_assert_uint_eq(decode_all(ENCODING_GBK, SPAN("a\xD5\xC5\xFF|\xC8\xFD"), &b), 1);
    ck_assert(span_eq(buf_span(&b), SPAN("a张\uFFFD|三")));
    span plain = SPAN("plain");
    ck_assert_ptr_eq(decode_span(&a, ENCODING_GBK, plain).ptr, plain.ptr);
    span utf8 = SPAN("张");
    ck_assert_ptr_eq(decode_span(&a, ENCODING_UTF8, utf8).ptr, utf8.ptr);
    ck_assert(span_eq(decode_span(&a, ENCODING_UTF8, SPAN("\xFF")), SPAN("\uFFFD")));
    buf none = buf_new(&a);
    ck_assert(!encode_all(ENCODING_GBK, SPAN("李\U00020164"), &none));
    ck_assert(!encode_all(ENCODING_GBK, SPAN("阿\u2022"), &none)); /* GBK has only U+00B7 */
}
END_TEST

/* ---- Lines. */
static text text_of(span bytes, encoding hint) {
    text t;
    text_read(&a, NULL, bytes, hint, &t);
    return t;
}

START_TEST(lines_of_every_ending) {
    text t = text_of(SPAN("a\r\nb\nc\rd\r\r\n\n\re"), ENCODING_UNKNOWN);
    static const char *const LINES[] = {"a", "b", "c", "d", "", "", "", "e"};
    static const char *const ENDS[] = {"\r\n", "\n", "\r", "\r", "\r\n", "\n", "\r", ""};
    ck_assert_uint_eq(t.line_count, 8);
    for (size_t i = 0; i < 8; i++) {
        ck_assert_msg(span_eq(text_line(&t, i), span_cstr(LINES[i])), "line %zu", i);
        ck_assert_msg(span_eq(text_line_end(&t, i), span_cstr(ENDS[i])), "end %zu", i);
    }
    ck_assert_uint_eq(t.newlines.crlf, 2);
    ck_assert_uint_eq(t.newlines.lf, 2);
    ck_assert_uint_eq(t.newlines.cr, 3);
    ck_assert(!t.newlines.final);
    ck_assert_int_eq(newline_term(&t.newlines), TERM_mixed);
}
END_TEST

START_TEST(few_lines) {
    ck_assert_uint_eq(text_of(SPAN(""), ENCODING_UNKNOWN).line_count, 0);
    ck_assert_uint_eq(text_of(SPAN("\xEF\xBB\xBF"), ENCODING_UNKNOWN).line_count, 0);
    text one = text_of(SPAN("x"), ENCODING_UNKNOWN);
    ck_assert_uint_eq(one.line_count, 1);
    ck_assert_int_eq(newline_term(&one.newlines), TERM_none);
    text ended = text_of(SPAN("x\n"), ENCODING_UNKNOWN);
    ck_assert_uint_eq(ended.line_count, 1);
    ck_assert(ended.newlines.final);
    ck_assert_int_eq(newline_term(&ended.newlines), TERM_lf);
    text people = text_of(in(ENCODING_GBK, PEOPLE), ENCODING_UNKNOWN);
    ck_assert_int_eq(newline_term(&people.newlines), TERM_crlf);
    ck_assert_uint_eq(people.line_count, 3);
}
END_TEST

/* ---- Offsets, on random texts. */
static uint32_t seed = 20260101;
static uint32_t dice(uint32_t sides) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % sides;
}

static void random_char(encoding e, buf *out) {
    static const char *const SOME[] = {"1", "2", "3", "4", "\t", "张", "三", "é", "\r\n", "\n", "\r", "5", "\U00020164", "7"};
    const char *c = SOME[dice(sizeof SOME / sizeof *SOME)];
    if (!encode_all(e, span_cstr(c), out))
        (void)encode_all(e, SPAN("8"), out);
}

/* A fault: bytes that are no character, of whole units where units are wide. */
static void random_fault(encoding e, buf *out) {
    if (e == ENCODING_UTF16LE)
        buf_add(out, SPAN("\x05\xD8"));
    else if (e == ENCODING_UTF16BE)
        buf_add(out, SPAN("\xDC\x05"));
    else if (e == ENCODING_UTF32LE)
        buf_add(out, SPAN("\x05\xD8\0\0"));
    else if (!encoding_wide(e))
        buf_byte(out, 0xFF);
}

/* Every character of every line lies in the original where text_offset says. */
static void offsets_hold(const text *t, encoding e) {
    for (size_t i = 0; i < t->line_count; i++) {
        span line = text_line(t, i), rest = line;
        while (rest.len) {
            uint64_t offset = text_offset(t, i, rest.ptr);
            uint32_t c = decode_next(t->body_encoding, &rest);
            span there = span_from(t->original, offset);
            uint32_t original = decode_next(e, &there);
            ck_assert(c == original || (c == 0xFFFD && original == CODE_BAD));
        }
        uint64_t end = text_offset(t, i, line.ptr + line.len);
        uint8_t newline = text_line_end(t, i).len ? text_line_end(t, i).ptr[0] : 0;
        span there = span_from(t->original, end);
        ck_assert(newline ? decode_next(e, &there) == newline : there.len == 0);
    }
}

START_TEST(offsets_point_into_the_original) {
    static const encoding ALL[] = {ENCODING_GBK,     ENCODING_GB18030, ENCODING_UTF8,   ENCODING_UTF16LE,
                                   ENCODING_UTF16BE, ENCODING_UTF32LE, ENCODING_UTF32BE};
    for (unsigned round = 0; round < 300; round++) {
        encoding e = ALL[dice(sizeof ALL / sizeof *ALL)];
        buf b = buf_new(&a);
        if (e != ENCODING_GBK && dice(2))
            ck_assert(encode_all(e, SPAN("\uFEFF"), &b));
        ck_assert(encode_all(e, SPAN("张三丰李四光王五 12345678901234567890\r\n"), &b));
        for (uint32_t n = dice(80); n; n--)
            random_char(e, &b);
        if (dice(2))
            random_fault(e, &b);
        for (uint32_t n = dice(40); n; n--)
            random_char(e, &b);
        if (encoding_wide(e) && dice(3) == 0)
            buf_byte(&b, 0x31); /* cut off within a unit */
        text t = text_of(buf_span(&b), e);
        encoding read = t.encoding == ENCODING_GBK && e == ENCODING_GB18030 ? ENCODING_GBK : e;
        ck_assert_msg(t.encoding == read, "round %u: %s as %s", round, encoding_name(e), encoding_name(t.encoding));
        offsets_hold(&t, e);
        if (t.origin)
            ck_assert_uint_eq(t.origin[t.line_count], t.original.len);
    }
}
END_TEST

/* Tables are taken for UTF-8 in one pass where telling the encoding found no fault: utf8_valid is the twin. */
START_TEST(telling_finds_what_is_no_utf8) {
    unsigned good = 0, bad = 0;
    for (unsigned round = 0; round < 3000; round++) {
        buf b = buf_new(&a);
        for (uint32_t n = 1 + dice(60); n; n--)
            random_char(ENCODING_UTF8, &b);
        for (uint32_t n = dice(3); n && b.len; n--)
            b.ptr[dice((uint32_t)b.len)] = (uint8_t)(dice(2) ? 0x80 + dice(128) : dice(256));
        if (dice(3) == 0 && b.len)
            b.len -= 1 + dice(b.len < 3 ? 1 : 2);
        encoding_evidence e;
        encoding_detect(buf_span(&b), ENCODING_UTF8, &e);
        const encoding_score *s = &e.scores[ENCODING_UTF8];
        if (s->characters == 0 || s->left)
            continue;
        bool valid = utf8_valid(span_from(buf_span(&b), e.bom_len));
        ck_assert_msg((s->bad == 0) == valid, "round %u: %llu bad, %s", round, (unsigned long long)s->bad, valid ? "valid" : "not valid");
        good += valid;
        bad += !valid;
    }
    ck_assert(good > 500 && bad > 500);
}
END_TEST

Suite *text_suite(void) {
    Suite *s = suite_create("text");
    TCase *t = tcase_create("text");
    tcase_set_timeout(t, 30);
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, surnames_are_told_from_utf8, 0, sizeof TWOFOLD / sizeof *TWOFOLD);
    tcase_add_test(t, twofold_surnames_together);
    tcase_add_test(t, every_encoding_is_told);
    tcase_add_test(t, big5_and_gb18030_are_told);
    tcase_add_test(t, a_few_bad_bytes_change_nothing);
    tcase_add_test(t, all_bytes_are_judged);
    tcase_add_test(t, names_of_encodings);
    tcase_add_test(t, trail_bytes_that_look_like_separators);
    tcase_add_test(t, decoding_marks_what_is_bad);
    tcase_add_test(t, lines_of_every_ending);
    tcase_add_test(t, few_lines);
    tcase_add_test(t, offsets_point_into_the_original);
    tcase_add_test(t, telling_finds_what_is_no_utf8);
    suite_add_tcase(s, t);
    return s;
}

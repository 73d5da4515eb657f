#include <check.h>

#include "base/utf8.h"
#include "text/text.h"

static arena a;
static findings *f;

static void setup(void) {
    arena_init(&a, NULL);
    f = findings_new(&a, 0);
}
static void teardown(void) { arena_free(&a); }

static span in(encoding e, const char *utf8) {
    buf b = buf_new(&a);
    ck_assert_msg(encode_all(e, span_cstr(utf8), &b), "%s in %s", utf8, encoding_name(e));
    return buf_span(&b);
}

static span joined(span x, span y) {
    buf b = buf_new(&a);
    buf_add(&b, x);
    buf_add(&b, y);
    return buf_span(&b);
}

/* Checks `bytes` as an upload, against a template where there is one; findings in f. */
static void check_upload(span bytes, const span *templ) {
    text t, was;
    text_expected expected = {.bom = -1};
    f = findings_new(&a, 0);
    if (templ) {
        text_read(&a, NULL, *templ, ENCODING_UNKNOWN, &was);
        expected.templ = &was;
    }
    text_read(&a, NULL, bytes, templ ? was.encoding : ENCODING_UNKNOWN, &t);
    text_check(&a, &t, SPAN("wages.txt"), INPUT_UPLOAD, &expected, f);
    if (templ)
        text_compare(&t, &was, SPAN("wages.txt"), f);
    findings_settle(f);
}

/* Exactly these codes were found, CODE_NONE-terminated; at most three. */
static void only(const char *what, code one, code two, code three) {
    const code want[] = {one, two, three};
    size_t n = 0;
    for (size_t i = 0; i < 3 && want[i] != CODE_NONE; i++, n++)
        ck_assert_msg(findings_reported(f, want[i]) == 1, "%s: no %s", what, catalogue_get(want[i])->id);
    for (size_t i = 0; i < findings_shown(f); i++) {
        code c = findings_at(f, i)->code;
        ck_assert_msg(c == one || c == two || c == three, "%s: also %s", what, catalogue_get(c)->id);
    }
    ck_assert_uint_eq(findings_total(f), n);
}

static const finding *found(code c) {
    for (size_t i = 0; i < findings_shown(f); i++)
        if (findings_at(f, i)->code == c)
            return findings_at(f, i);
    ck_abort_msg("no %s", catalogue_get(c)->id);
    return NULL;
}

static span message(code c) {
    buf b = buf_new(&a);
    finding_message(&b, found(c), LANG_EN, (reveal){0});
    return buf_span(&b);
}

static void says(code c, const char *part) {
    span m = message(c);
    ck_assert_msg(span_search(m, span_cstr(part)) < m.len, "%.*s", (int)m.len, (const char *)m.ptr);
}

#define GOOD "0001\t张三丰\t5000.00\r\n0002\t李四光\t6123.50\r\n0003\t王小明\t7000\r\n"

START_TEST(clean_texts_say_nothing) {
    static const encoding ALL[] = {ENCODING_GBK, ENCODING_UTF8, ENCODING_GB18030};
    for (size_t i = 0; i < 3; i++) {
        span good = in(ALL[i], GOOD);
        check_upload(good, NULL);
        only("alone", CODE_NONE, CODE_NONE, CODE_NONE);
        check_upload(good, &good);
        only("as the template", CODE_NONE, CODE_NONE, CODE_NONE);
    }
    span ascii = SPAN("1\t2\r\n"), gbk = in(ENCODING_GBK, GOOD);
    check_upload(ascii, &gbk);
    only("ASCII for GBK", CODE_NONE, CODE_NONE, CODE_NONE);
    check_upload(gbk, &ascii);
    only("GBK for ASCII", CODE_NONE, CODE_NONE, CODE_NONE);
}
END_TEST

START_TEST(changed_encodings_are_one_finding) {
    span gbk = in(ENCODING_GBK, GOOD), utf8 = span_cstr(GOOD);
    check_upload(utf8, &gbk);
    only("UTF-8", ENC_encoding_changed, CODE_NONE, CODE_NONE);
    says(ENC_encoding_changed, "was GBK (Notepad calls it ANSI) and is now UTF-8");
    check_upload(joined(SPAN("\uFEFF"), utf8), &gbk);
    only("UTF-8 with BOM", ENC_encoding_changed, ENC_bom_added, CODE_NONE);
    check_upload(in(ENCODING_UTF16LE, "\uFEFF" GOOD), &gbk);
    only("UTF-16", ENC_encoding_changed, CODE_NONE, CODE_NONE);
    check_upload(in(ENCODING_UTF16LE, "\uFEFF" GOOD), NULL);
    only("UTF-16 alone", ENC_wide_encoding, CODE_NONE, CODE_NONE);
    check_upload(in(ENCODING_GB18030, GOOD "0004\t李\U00020164\t1\r\n"), &gbk);
    only("four-byte codes", ENC_encoding_changed, CODE_NONE, CODE_NONE);
    check_upload(gbk, &utf8);
    only("GBK", ENC_encoding_changed, CODE_NONE, CODE_NONE);
}
END_TEST

START_TEST(byte_order_marks) {
    span utf8 = span_cstr(GOOD), marked = joined(SPAN("\uFEFF"), utf8);
    check_upload(marked, NULL);
    only("alone", ENC_bom_added, CODE_NONE, CODE_NONE);
    check_upload(marked, &utf8);
    only("added", ENC_bom_added, CODE_NONE, CODE_NONE);
    check_upload(utf8, &marked);
    only("lost", ENC_bom_lost, CODE_NONE, CODE_NONE);
    check_upload(marked, &marked);
    only("kept", CODE_NONE, CODE_NONE, CODE_NONE);
    text t;
    text_read(&a, NULL, marked, ENCODING_UNKNOWN, &t);
    f = findings_new(&a, 0);
    text_check(&a, &t, SPAN(""), INPUT_UPLOAD, &(text_expected){.encoding = ENCODING_UTF8, .bom = 1}, f);
    text_check(&a, &t, SPAN(""), INPUT_TEMPLATE, NULL, f);
    ck_assert_uint_eq(findings_count(f, ENC_bom_added), 0);
    text_check(&a, &t, SPAN(""), INPUT_UPLOAD, &(text_expected){.encoding = ENCODING_GBK, .bom = 0}, f);
    ck_assert_uint_eq(findings_count(f, ENC_encoding_changed), 1);
    ck_assert_uint_eq(findings_count(f, ENC_bom_added), 1);
}
END_TEST

START_TEST(bad_bytes_have_line_offset_and_hex) {
    span good = in(ENCODING_GBK, GOOD);
    span bytes = joined(joined(good, SPAN("0004\t\xFF\xFF\t1\r\n")), joined(good, SPAN("0005\t\xFF\t\xFF\t1")));
    check_upload(bytes, NULL);
    only("bad", ENC_bad_bytes, CODE_NONE, CODE_NONE);
    const finding *bad = found(ENC_bad_bytes);
    ck_assert_uint_eq(bad->count, 3);
    ck_assert_uint_eq(bad->place.line, 4);
    ck_assert_int_eq(bad->place.byte_offset, (int64_t)good.len + 5);
    ck_assert(span_eq(bad->value.text, SPAN("FF FF")));
    ck_assert_uint_eq(bad->example_count, 2);
    ck_assert_uint_eq(bad->examples[1], 8);
    span wide = joined(in(ENCODING_UTF16LE, "\uFEFF" GOOD), SPAN("\x05\xD8" "1\0\r\0\n\0"));
    check_upload(wide, NULL);
    only("UTF-16", ENC_wide_encoding, ENC_bad_bytes, CODE_NONE);
    ck_assert(span_eq(found(ENC_bad_bytes)->value.text, SPAN("05 D8")));
    ck_assert_int_eq(found(ENC_bad_bytes)->place.byte_offset, (int64_t)wide.len - 8);
}
END_TEST

START_TEST(lines_in_another_encoding) {
    span gbk = in(ENCODING_GBK, GOOD), utf8 = span_cstr(GOOD);
    check_upload(joined(joined(gbk, gbk), SPAN("0007\t赵子龙\t1\r\n")), &gbk);
    only("UTF-8 among GBK", ENC_mixed_encodings, CODE_NONE, CODE_NONE);
    ck_assert_uint_eq(found(ENC_mixed_encodings)->place.line, 7);
    says(ENC_mixed_encodings, "lines in UTF-8: 1; the rest is GBK");
    check_upload(joined(joined(utf8, utf8), in(ENCODING_GBK, "0007\t赵子龙\t1\r\n")), &utf8);
    only("GBK among UTF-8", ENC_mixed_encodings, CODE_NONE, CODE_NONE);
    check_upload(joined(joined(gbk, gbk), SPAN("0007\t赵子龙\t1\r\n")), &utf8);
    only("mostly changed", ENC_mixed_encodings, CODE_NONE, CODE_NONE);
}
END_TEST

/* What GBK bytes become in a program that takes them for something else. */
static span mistaken(encoding from, encoding as) {
    buf b = buf_new(&a);
    (void)decode_all(as, in(from, GOOD), &b);
    return buf_span(&b);
}

START_TEST(destroyed_text) {
    span gbk = in(ENCODING_GBK, GOOD);
    check_upload(mistaken(ENCODING_GBK, ENCODING_UTF8), NULL);
    only("U+FFFD", ENC_destroyed_text, CODE_NONE, CODE_NONE);
    says(ENC_destroyed_text, "cannot be undone");
    check_upload(joined(gbk, in(ENCODING_GBK, "0004\t锟斤拷锟斤拷\t1\r\n")), &gbk);
    only("U+FFFD as GBK", ENC_destroyed_text, CODE_NONE, CODE_NONE);
    ck_assert_uint_eq(found(ENC_destroyed_text)->place.line, 4);
    check_upload(joined(gbk, in(ENCODING_GBK, "0004\t烫烫烫\t1\r\n")), NULL);
    only("filler", ENC_destroyed_text, CODE_NONE, CODE_NONE);
    check_upload(mistaken(ENCODING_UTF8, ENCODING_LATIN1), NULL);
    only("UTF-8 as Latin-1", ENC_destroyed_text, CODE_NONE, CODE_NONE);
    says(ENC_destroyed_text, "UTF-8 read as Western text");
    check_upload(mistaken(ENCODING_GBK, ENCODING_LATIN1), NULL);
    only("GBK as Latin-1", ENC_destroyed_text, CODE_NONE, CODE_NONE);
    says(ENC_destroyed_text, "GBK read as Western text): it can be undone");
    check_upload(mistaken(ENCODING_UTF8, ENCODING_GBK), NULL);
    only("UTF-8 as GBK", ENC_destroyed_text, CODE_NONE, CODE_NONE);
    says(ENC_destroyed_text, "UTF-8 read as GBK");
}
END_TEST

START_TEST(question_marks) {
    span gbk = in(ENCODING_GBK, GOOD);
    check_upload(SPAN("0001\t???\t5000.00\r\n0002\t???\t6123.50\r\n"), NULL);
    only("alone", ENC_question_marks, CODE_NONE, CODE_NONE);
    check_upload(SPAN("0001\t???\t5000.00\r\n0002\t???\t6123.50\r\n"), &gbk);
    only("against the template", ENC_destroyed_text, CODE_NONE, CODE_NONE);
    says(ENC_destroyed_text, "question marks");
    span asks = in(ENCODING_GBK, GOOD "0004\t李?\t1\r\n0005\t王□\t1\r\n");
    check_upload(asks, &asks);
    only("the template's own", CODE_NONE, CODE_NONE, CODE_NONE);
    check_upload(asks, NULL);
    ck_assert_uint_eq(found(ENC_question_marks)->count, 2);
}
END_TEST

START_TEST(private_use) {
    span own = joined(in(ENCODING_GBK, GOOD), SPAN("0004\t\xD5\xC5\xFE\x9F\t1\r\n"));
    span more = joined(own, SPAN("0005\t\xAA\xA1\xD5\xC5\t1\r\n"));
    check_upload(own, NULL);
    only("alone", ENC_private_use_same, CODE_NONE, CODE_NONE);
    says(ENC_private_use_same, "FE 9F");
    check_upload(own, &own);
    only("own", ENC_private_use_same, CODE_NONE, CODE_NONE);
    check_upload(more, &own);
    only("new", ENC_private_use_same, ENC_private_use_new, CODE_NONE);
    ck_assert_uint_eq(found(ENC_private_use_new)->place.line, 5);
    says(ENC_private_use_new, "AA A1");
}
END_TEST

START_TEST(blanks_and_controls) {
    check_upload(in(ENCODING_GBK, GOOD "0004\t张\u3000三\t1\r\n"), NULL);
    only("U+3000", ENC_odd_spaces, CODE_NONE, CODE_NONE);
    says(ENC_odd_spaces, "U+3000");
    check_upload(in(ENCODING_UTF8, GOOD "0004\t张三\t5000\u00A0\r\n"), NULL);
    only("beside a number", CODE_NONE, CODE_NONE, CODE_NONE); /* PAY's and ID's business */
    check_upload(in(ENCODING_GBK, GOOD "\r\n" GOOD "   \r\n\r\n"), NULL);
    only("empty", ENC_empty_lines, CODE_NONE, CODE_NONE);
    ck_assert_uint_eq(found(ENC_empty_lines)->count, 3);
    ck_assert_uint_eq(found(ENC_empty_lines)->place.line, 4);
    check_upload(joined(in(ENCODING_GBK, GOOD), SPAN("0004\t\0\0\x0B\x1A")), NULL);
    only("controls", ENC_control_characters, CODE_NONE, CODE_NONE);
    says(ENC_control_characters, "(NUL, 0x0B, Ctrl-Z)");
}
END_TEST

START_TEST(newlines) {
    span crlf = SPAN("1\t2\r\n3\t4\r\n"), lf = SPAN("1\t2\n3\t4\n"), cut = SPAN("1\t2\r\n3\t4");
    span mixed = SPAN("1\t2\r\n3\t4\n");
    check_upload(lf, &crlf);
    only("LF", ENC_newline_changed, CODE_NONE, CODE_NONE);
    check_upload(mixed, &crlf);
    only("mixed", ENC_newline_changed, CODE_NONE, CODE_NONE);
    says(ENC_newline_changed, "now end in mixed");
    check_upload(mixed, NULL);
    only("mixed alone", ENC_newline_mixed, CODE_NONE, CODE_NONE);
    check_upload(cut, &crlf);
    only("last one lost", ENC_final_newline_changed, CODE_NONE, CODE_NONE);
    span one = SPAN("1\t2\r\n");
    check_upload(SPAN("1\t2"), &one);
    only("one line", ENC_final_newline_changed, CODE_NONE, CODE_NONE);
}
END_TEST

Suite *text_check_suite(void) {
    Suite *s = suite_create("text_check");
    TCase *t = tcase_create("text_check");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, clean_texts_say_nothing);
    tcase_add_test(t, changed_encodings_are_one_finding);
    tcase_add_test(t, byte_order_marks);
    tcase_add_test(t, bad_bytes_have_line_offset_and_hex);
    tcase_add_test(t, lines_in_another_encoding);
    tcase_add_test(t, destroyed_text);
    tcase_add_test(t, question_marks);
    tcase_add_test(t, private_use);
    tcase_add_test(t, blanks_and_controls);
    tcase_add_test(t, newlines);
    suite_add_tcase(s, t);
    return s;
}

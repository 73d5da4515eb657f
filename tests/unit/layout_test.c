/* Layouts made out of texts that the tests build: separators, headers, encodings, damage. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "layout_maker.h"

/* ---- Every layout is made out. */
START_TEST(every_layout_is_learned) {
    const spec *s = &SPECS[_i];
    layout l = spec_learn(spec_build(s, 24));
    spec_check(s, &l);
    ck_assert_int_eq(l.separator_basis, BASIS_TEMPLATE);
    if (s->header && !s->header_names)
        ck_assert(span_eq(l.columns[l.wage].name, SPAN("现工资")));
}
END_TEST

/* Every person's fields come out whole, GBK trail bytes or not. */
START_TEST(every_line_is_split) {
    const spec *s = &SPECS[_i];
    text t = spec_text(spec_build(s, 24));
    layout l;
    fields f;
    layout_learn(&spec_arena, &t, NULL, spec_words, &l);
    for (size_t i = l.header; i < t.line_count; i++) {
        int row = (int)i - l.header;
        line_split(&l, t.body_encoding, text_line(&t, i), &f);
        ck_assert_msg(f.count == l.count, "%s line %zu: %u fields", s->label, i, f.count);
        ck_assert(span_eq(span_trim(f.at[l.id]), spec_id(row)));
        ck_assert(span_eq(span_trim(decode_span(&spec_arena, t.body_encoding, f.at[l.name])), span_cstr(NAMES[row % 12])));
        ck_assert_int_eq(f.closed, s->trailing);
    }
}
END_TEST

/* One line in six broken in different ways changes nothing. */
START_TEST(broken_lines_change_nothing) {
    const spec *s = &SPECS[_i];
    span whole = spec_build(s, 48);
    text t = spec_text(whole);
    buf b = buf_new(&spec_arena);
    for (size_t i = 0; i < t.line_count; i++) {
        span line = text_line(&t, i);
        bool broken = i % 6 == 5;
        buf_add(&b, broken ? span_cut(line, 0, line.len / (2 + i % 3)) : line);
        buf_text(&b, broken && i % 4 == 1 ? "\n\n" : s->crlf ? "\r\n" : "\n");
    }
    layout l = spec_learn(buf_span(&b));
    spec_check(s, &l);
}
END_TEST

START_TEST(one_person_is_enough) {
    layout l = spec_learn(spec_build(spec_of("tab header"), 1));
    spec_check(spec_of("tab header"), &l);
    layout bare = spec_learn(spec_build(spec_of("pipe bare GBK"), 1));
    ck_assert(bare.known && !bare.header);
    ck_assert_int_eq(bare.id, 0);
}
END_TEST

START_TEST(a_spread_sample_sees_a_long_text) {
    const spec *s = spec_of("pipe header GBK");
    layout l = spec_learn(spec_build(s, 5000));
    spec_check(s, &l);
}
END_TEST

START_TEST(nothing_is_made_of_nothing) {
    ck_assert(!spec_infer("").known);
    ck_assert(!spec_infer("\n\n \n").known);
    ck_assert(!spec_infer("abc\ndef\n").known);
}
END_TEST

/* ---- Fixed width. */
START_TEST(fixed_width_knows_positions) {
    layout l = spec_learn(spec_build(spec_of("fixed right header"), 24));
    ck_assert_uint_eq(l.columns[ID].start, 12);
    ck_assert_uint_eq(l.columns[WAGE].start + l.columns[WAGE].width, 84);
    ck_assert_uint_eq(l.columns[WAGE].start, 70);
    ck_assert_int_eq(l.columns[WAGE].align, ALIGN_RIGHT);
    layout zeros = spec_learn(spec_build(spec_of("fixed zeros bare"), 24));
    ck_assert_int_eq(zeros.columns[zeros.wage].align, ALIGN_RIGHT_ZERO);
    ck_assert_uint_eq(zeros.columns[zeros.wage].width, 14);
    layout left = spec_learn(spec_build(spec_of("fixed left header"), 24));
    ck_assert_int_eq(left.columns[WAGE].align, ALIGN_LEFT);
    ck_assert_uint_eq(left.columns[WAGE].start, 70);
}
END_TEST

/* Amounts of one length fill their column alike on both sides: the header or the blanks tell. */
START_TEST(fixed_width_tells_equal_amounts) {
    static const struct {
        bool right;
        const char *head;
    } FILES[] = {{false, "ID                XM    OLD         NEW         \n"},
                 {true, "ID                XM           OLD         NEW\n"},
                 {true, "ID                XM    OLD         NEW\n"},
                 {false, ""},
                 {true, ""}};
    for (size_t how = 0; how < sizeof FILES / sizeof *FILES; how++) {
        buf b = buf_new(&spec_arena);
        bool right = FILES[how].right;
        buf_text(&b, FILES[how].head);
        for (int i = 0; i < 10; i++) {
            buf_add(&b, spec_id(i));
            buf_format(&b, right ? "WANG%c     6%04d.%02d    7%04d.%02d\n" : "WANG%c 6%04d.%02d    7%04d.%02d    \n", 'A' + i, i * 7, i,
                       i * 9, i);
        }
        layout l = spec_learn(buf_span(&b));
        ck_assert(l.known && l.separator.kind == SEPARATOR_FIXED);
        ck_assert_int_eq(l.count, 4);
        ck_assert_msg(l.columns[2].align == (right ? ALIGN_RIGHT : ALIGN_LEFT), "%zu: old wage", how);
        ck_assert_msg(l.columns[3].align == l.columns[2].align, "%zu: wage", how);
    }
}
END_TEST

START_TEST(fixed_width_needs_no_blanks) {
    buf b = buf_new(&spec_arena);
    for (int i = 0; i < 20; i++) {
        buf_format(&b, "%08d", 1000 + i * 3);
        buf_add(&b, spec_id(i));
        buf_format(&b, "ZHANG%c%c%09d.%02d%09d.%02d\n", 'A' + i % 26, 'A' + i % 7, 4000 + i, i, 5000 + i, i);
    }
    layout l = spec_learn(buf_span(&b));
    ck_assert(l.known && l.separator.kind == SEPARATOR_FIXED);
    ck_assert_int_eq(l.id, 1);
    ck_assert_uint_eq(l.columns[1].start, 8);
    ck_assert_uint_eq(l.columns[l.wage].width, 12);
    ck_assert_int_eq(l.columns[l.wage].align, ALIGN_RIGHT_ZERO);
}
END_TEST

/* Two people whose values are as long: only the blanks, as many everywhere, tell it from fixed width. */
START_TEST(even_blanks_are_a_separator) {
    layout l = spec_infer("个人编号   姓名   身份证号   参保状态   原工资   现工资\n"
                     "00000012   白露白   23990119900101001X   正常参保   60000.00   \n"
                     "00000034   白露红   239901199001010028   正常参保   61000.00   \n"
                     "00000056   白露青   239901199001010036   正常参保   62000.00   \n");
    ck_assert(l.known && l.separator.kind == SEPARATOR_SPACES);
    ck_assert_uint_eq(l.count, 6);
    ck_assert_int_eq(l.wage, 5);
}
END_TEST

/* ---- Line ends. */
START_TEST(blank_wages_have_a_header) {
    layout l = spec_learn(spec_build(spec_of("tab header"), 5));
    ck_assert(!l.trailing && !l.ambiguous);
    ck_assert_int_eq(l.wage, 4);
}
END_TEST

START_TEST(bare_trailing_is_ambiguous_until_told) {
    spec s = *spec_of("tab bare");
    s.trailing = true;
    text t = spec_text(spec_build(&s, 12));
    layout l;
    layout_learn(&spec_arena, &t, NULL, spec_words, &l);
    ck_assert(l.ambiguous && l.trailing);
    ck_assert_uint_eq(l.count, 5);
    layout closed = l, open = l;
    ck_assert(layout_choose_wage(&spec_arena, &t, &closed, 5));
    ck_assert(!closed.ambiguous && closed.trailing && closed.wage == 4 && closed.old_wage == 3);
    ck_assert(layout_choose_wage(&spec_arena, &t, &open, 6));
    ck_assert(!open.ambiguous && !open.trailing && open.count == 6 && open.wage == 5 && open.old_wage == 4);
    ck_assert(!layout_choose_wage(&spec_arena, &t, &l, 7) && !layout_choose_wage(&spec_arena, &t, &l, 0));
    ck_assert(l.ambiguous);
}
END_TEST

START_TEST(serial_numbers_are_no_wages) {
    layout l = spec_infer("序号\t姓名\t身份证号\t现工资\n1\t王小明\t239901199001011234\t\n2\t李小红\t239901199001011242\t\n");
    ck_assert_int_eq(l.old_wage, -1);
    ck_assert_int_eq(l.wage, 3);
    ck_assert_uint_eq(l.style.decimals, 2);
    layout bare = spec_infer("1\t王小明\t239901199001011234\t5000\n2\t李小红\t239901199001011242\t6000\n");
    ck_assert_int_eq(bare.old_wage, -1);
    ck_assert_int_eq(bare.wage, 3);
}
END_TEST

/* ---- Splitting. */
static fields split(layout l, encoding e, const char *line) {
    fields f;
    line_split(&l, e, span_cstr(line), &f);
    return f;
}

START_TEST(splitting_never_trims_or_loses) {
    layout pipe = {.separator = {SEPARATOR_BYTE, '|'}};
    fields f = split(pipe, ENCODING_GBK, "a| b ||\x81|\x81\x81|c");
    ck_assert_uint_eq(f.count, 5);
    ck_assert(span_eq(f.at[1], SPAN(" b ")));
    ck_assert_uint_eq(f.at[2].len, 0);
    ck_assert_uint_eq(f.at[3].len, 4);
    ck_assert_uint_eq(split(pipe, ENCODING_GBK, "").count, 1);
    ck_assert_uint_eq(split(pipe, ENCODING_UTF8, "東|東").count, 2);
    layout quoted = {.separator = {SEPARATOR_BYTE, ','}, .quoted = true};
    f = split(quoted, ENCODING_UTF8, "\"a,\"\"b\",c\"d,\"open");
    ck_assert_uint_eq(f.count, 3);
    ck_assert(span_eq(f.at[0], SPAN("a,\"\"b")));
    ck_assert(span_eq(f.at[1], SPAN("c\"d")));
    ck_assert(span_eq(f.at[2], SPAN("\"open")));
    f = split((layout){.separator = {SEPARATOR_SPACES, 0}}, ENCODING_GBK, "  a   b ");
    ck_assert_uint_eq(f.count, 3);
    ck_assert_uint_eq(f.at[2].len, 0);
}
END_TEST

START_TEST(splitting_counts_beyond_what_it_keeps) {
    char line[400];
    memset(line, ',', sizeof line - 1);
    line[sizeof line - 1] = 0;
    ck_assert_uint_eq(split((layout){.separator = {SEPARATOR_BYTE, ','}}, ENCODING_UTF8, line).count, 400);
    ck_assert_uint_eq(split((layout){.separator = {SEPARATOR_BYTE, ','}, .trailing = true}, ENCODING_UTF8, line).count, 400);
}
END_TEST

/* ---- Words and contents. */
START_TEST(header_words_are_known) {
    bool sure;
    ck_assert_int_eq(header_role(spec_words, SPAN(" 身份证号（必填）"), &sure), ROLE_ID);
    ck_assert(sure);
    ck_assert_int_eq(header_role(spec_words, SPAN("ＩＤ　Number"), &sure), ROLE_ID);
    ck_assert(sure);
    ck_assert_int_eq(header_role(spec_words, SPAN("*姓  名"), &sure), ROLE_NAME);
    ck_assert(sure);
    ck_assert_int_eq(header_role(spec_words, SPAN("应发合计(元)"), &sure), ROLE_WAGE);
    ck_assert(!sure);
    ck_assert_int_eq(header_role(spec_words, SPAN("2026年现工资"), &sure), ROLE_WAGE);
    ck_assert(!sure);
    ck_assert_int_eq(header_role(spec_words, SPAN("备注"), &sure), ROLE_OTHER);
    ck_assert_int_eq(header_role(spec_words, SPAN("239901199001011234"), &sure), ROLE_OTHER);
    ck_assert_int_eq(header_role(spec_words, SPAN("\xff\xfe("), &sure), ROLE_OTHER);
}
END_TEST

START_TEST(contents_are_recognised) {
    ck_assert(looks_like_id(SPAN("23990119900101123X")));
    ck_assert(looks_like_id(SPAN("239901900101123")));
    ck_assert(!looks_like_id(SPAN("239901999901123")));
    ck_assert(looks_like_id(SPAN("ABC123456789012")));
    ck_assert(!looks_like_id(SPAN("2399011990010112")));
    ck_assert(looks_like_amount(SPAN("5000.00")) && !looks_like_amount(SPAN("5,000")) && !looks_like_amount(SPAN("")));
    ck_assert(looks_like_name(ENCODING_UTF8, SPAN("阿依古丽·买买提")));
    ck_assert(looks_like_name(ENCODING_GBK, SPAN("\xc0\xee\xd0\xc2")));
    ck_assert(!looks_like_name(ENCODING_UTF8, SPAN("王")) && !looks_like_name(ENCODING_UTF8, SPAN("A座")));
}
END_TEST

Suite *layout_suite(void) {
    Suite *s = suite_create("layout");
    TCase *t = tcase_create("layout");
    tcase_add_checked_fixture(t, spec_setup, spec_teardown);
    tcase_add_loop_test(t, every_layout_is_learned, 0, SPEC_COUNT);
    tcase_add_loop_test(t, every_line_is_split, 0, SPEC_COUNT);
    tcase_add_loop_test(t, broken_lines_change_nothing, 0, SPEC_COUNT);
    tcase_add_test(t, one_person_is_enough);
    tcase_add_test(t, a_spread_sample_sees_a_long_text);
    tcase_add_test(t, nothing_is_made_of_nothing);
    tcase_add_test(t, fixed_width_knows_positions);
    tcase_add_test(t, fixed_width_tells_equal_amounts);
    tcase_add_test(t, fixed_width_needs_no_blanks);
    tcase_add_test(t, even_blanks_are_a_separator);
    tcase_add_test(t, blank_wages_have_a_header);
    tcase_add_test(t, bare_trailing_is_ambiguous_until_told);
    tcase_add_test(t, serial_numbers_are_no_wages);
    tcase_add_test(t, splitting_never_trims_or_loses);
    tcase_add_test(t, splitting_counts_beyond_what_it_keeps);
    tcase_add_test(t, header_words_are_known);
    tcase_add_test(t, contents_are_recognised);
    suite_add_tcase(s, t);
    return s;
}

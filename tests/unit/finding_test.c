#include <check.h>

#include "finding/finding.h"

static arena a;
static findings *f;

static void setup(void) {
    arena_init(&a, NULL);
    f = findings_new(&a, 3);
}

static void teardown(void) { arena_free(&a); }

static place at(uint64_t line) { return (place){.line = line, .byte_offset = NO_OFFSET}; }

static span message(const finding *one, lang l, reveal r) {
    buf b = buf_new(&a);
    finding_message(&b, one, l, r);
    return buf_span(&b);
}

START_TEST(each_is_capped_but_counted) {
    for (uint64_t i = 1; i <= 10; i++)
        FIND(f, .code = PAY_blank, .place = at(i));
    findings_settle(f);
    ck_assert_uint_eq(findings_shown(f), 3);
    ck_assert_uint_eq(findings_total(f), 10);
    ck_assert_uint_eq(findings_reported(f, PAY_blank), 10);
    ck_assert_uint_eq(findings_at(f, 2)->place.line, 3);
}
END_TEST

START_TEST(groups_count_and_keep_examples) {
    for (uint64_t i = 2; i <= 73; i++)
        FIND(f, .code = ID_scientific, .place = at(i));
    findings_settle(f);
    ck_assert_uint_eq(findings_shown(f), 1);
    ck_assert_uint_eq(findings_at(f, 0)->count, 72);
    ck_assert_uint_eq(findings_at(f, 0)->example_count, EXAMPLES_MAX);
    ck_assert_uint_eq(findings_at(f, 0)->examples[1], 3);
    ck_assert(span_eq(message(findings_at(f, 0), LANG_EN, (reveal){0}),
                      SPAN("the IDs of 72 people are in scientific notation")));
}
END_TEST

START_TEST(folding_moves_followers_under_their_cause) {
    FIND(f, .code = ROW_separator_changed, .place = at(0));
    for (uint64_t i = 1; i <= 5; i++)
        FIND(f, .code = ID_missing, .place = at(i));
    FIND(f, .code = PAY_blank, .place = at(9));
    findings_fold(f, INPUT_UPLOAD, ROW_separator_changed, ID_missing);
    findings_fold(f, INPUT_UPLOAD, ENC_encoding_changed, PAY_blank); /* no such cause */
    findings_settle(f);
    ck_assert_uint_eq(findings_total(f), 2);
    ck_assert_uint_eq(findings_folded(f), 5);
    ck_assert_int_eq(findings_at(f, 0)->code, ROW_separator_changed);
    ck_assert_int_eq(findings_at(f, 0)->folded.items[0].code, ID_missing);
    ck_assert_uint_eq(findings_at(f, 0)->folded.items[0].count, 5);
}
END_TEST

START_TEST(overrides_change_severity_or_silence) {
    findings_override(f, PAY_blank, SEVERITY_WARNING);
    findings_override(f, ID_missing, SEVERITY_OFF);
    FIND(f, .code = PAY_blank, .place = at(1));
    FIND(f, .code = ID_missing, .place = at(1));
    findings_settle(f);
    ck_assert_int_eq(findings_gravest(f), SEVERITY_WARNING);
    ck_assert_uint_eq(findings_total(f), 1);
    ck_assert_int_eq(findings_consequence(f), CONSEQUENCE_NONE);
}
END_TEST

START_TEST(messages_mask_people) {
    finding one = {.code = ROS_person_lost,
                   .place = {.line = 7, .byte_offset = NO_OFFSET},
                   .args = {{"name", value_of(VALUE_NAME, SPAN("张三丰"))},
                            {"id", value_of(VALUE_ID, SPAN("239901199001010017"))}}};
    span masked = message(&one, LANG_ZH, (reveal){0});
    ck_assert(span_search(masked, SPAN("张**")) < masked.len);
    ck_assert(span_search(masked, SPAN("239***********0017")) < masked.len);
    ck_assert(span_search(masked, SPAN("三丰")) == masked.len);
    span shown = message(&one, LANG_ZH, (reveal){.id = true, .name = true});
    ck_assert(span_search(shown, SPAN("张三丰 239901199001010017")) < shown.len);
    finding wage = {.code = PAY_below_one, .value = value_of(VALUE_WAGE, SPAN("0.50"))};
    span own = message(&wage, LANG_EN, (reveal){0});
    ck_assert(span_search(own, SPAN("0.50")) < own.len);
}
END_TEST

static void shows(value_kind kind, const char *is, const char *as) {
    buf b = buf_new(&a);
    value v = value_of(kind, span_cstr(is));
    value_show(&b, &v, LANG_ZH, (reveal){0}, true);
    ck_assert_msg(span_eq(buf_span(&b), span_cstr(as)), "%s is shown as %.*s", is, (int)b.len, (const char *)b.ptr);
}

START_TEST(what_is_no_wage_is_not_shown_as_one) {
    static const char *const wages[] = {"5,000", "¥5000", "￥5000", "5e3", "5000元", "RMB 5000",
                                        "-", "7900.3000000000002", "7900.2999999999997", "5000.1234", "#N/A", "５０００", "待定", " 无 "};
    static const char *const others[] = {"张三丰", "Zhang", "13800000000", "138-0000-0000",
                                         "2.39901199001010E+17", "张三丰5000", "#张三丰", "Li", "01204030", "5000.00239901199001010017",
                                         "5000.0001204030", "5000.00 01204030"};
    for (size_t i = 0; i < sizeof wages / sizeof *wages; i++)
        shows(VALUE_WAGE, wages[i], wages[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        shows(VALUE_WAGE, others[i], "***");
    shows(VALUE_WAGE, "239901199001010017", "239***********0017");
    shows(VALUE_WAGE, "23990119900101001X", "239***********001X");
    shows(VALUE_ID, "张三丰239901199001010017", "*****************0017");
    shows(VALUE_ID, "Wang239901199001010017", "******************0017");
    shows(VALUE_ID, "2.39901199001010E+17", "2.3*************E+17");
}
END_TEST

START_TEST(merging_parts_keeps_totals) {
    findings *part = findings_new(&a, 3);
    for (uint64_t i = 1; i <= 8; i++) {
        FIND(part, .code = PAY_blank, .place = at(i));
        FIND(part, .code = ID_scientific, .place = at(i));
    }
    FIND(f, .code = PAY_blank, .place = at(100));
    FIND(f, .code = ID_scientific, .place = at(100));
    findings_merge(f, part);
    findings_settle(f);
    ck_assert_uint_eq(findings_reported(f, PAY_blank), 9);
    ck_assert_uint_eq(findings_count(f, ID_scientific), 9);
    ck_assert_uint_eq(findings_reported(f, ID_scientific), 1);
}
END_TEST

START_TEST(cells_are_named_as_spreadsheets_do) {
    buf b = buf_new(&a);
    place_cell(&b, 17, 2);
    buf_byte(&b, ' ');
    place_cell(&b, 1, 28);
    buf_byte(&b, ' ');
    place_cell(&b, 1048576, 16384);
    ck_assert(span_eq(buf_span(&b), SPAN("B17 AB1 XFD1048576")));
}
END_TEST

Suite *finding_suite(void) {
    Suite *s = suite_create("finding");
    TCase *t = tcase_create("finding");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, each_is_capped_but_counted);
    tcase_add_test(t, groups_count_and_keep_examples);
    tcase_add_test(t, folding_moves_followers_under_their_cause);
    tcase_add_test(t, overrides_change_severity_or_silence);
    tcase_add_test(t, messages_mask_people);
    tcase_add_test(t, what_is_no_wage_is_not_shown_as_one);
    tcase_add_test(t, merging_parts_keeps_totals);
    tcase_add_test(t, cells_are_named_as_spreadsheets_do);
    suite_add_tcase(s, t);
    return s;
}

/* Rules over documents made in memory, without a container. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "rules/person_id.h"
#include "rules/person_name.h"
#include "rules/rules.h"

static arena a;
static findings *found;
static figures figs;

static void setup(void) {
    arena_init(&a, NULL);
    found = findings_new(&a, 0);
}

static void teardown(void) { arena_free(&a); }

static const header_words *words(void) { return header_words_builtin(); }

static document document_of(const char *utf8, input_role input) {
    document d = {.input = input, .usable = true};
    text_read(&a, NULL, span_cstr(utf8), ENCODING_UTF8, &d.text);
    layout_learn(&a, &d.text, NULL, words(), &d.layout);
    ck_assert(d.layout.known);
    return d;
}

static void against(const char *upload, const char *templ) {
    document t = document_of(templ, INPUT_TEMPLATE), d = document_of(upload, INPUT_UPLOAD);
    layout_observe(&a, &d.text, &t.layout, words(), &d.layout);
    rules_job job = {.upload = &d, .templ = &t, .expected = &t.layout};
    rules_run(&a, &job, found, &figs);
    findings_settle(found);
}

static void alone(const char *upload) {
    document d = document_of(upload, INPUT_UPLOAD);
    rules_job job = {.upload = &d, .expected = &d.layout};
    rules_run(&a, &job, found, &figs);
    findings_settle(found);
}

/* Exactly these codes, each as often as it is listed; CODE_NONE ends the list. */
static void gives(const code *wanted) {
    uint64_t total = 0;
    for (; wanted[total] != CODE_NONE; total++)
        ck_assert_msg(findings_reported(found, wanted[total]) > 0, "%s is missing", catalogue_get(wanted[total])->id);
    for (size_t i = 0; i < findings_shown(found); i++)
        if (findings_total(found) != total)
            fprintf(stderr, "  gives %s\n", catalogue_get(findings_at(found, i)->code)->id);
    ck_assert_uint_eq(findings_total(found), total);
}
#define GIVES(...) gives((const code[]){__VA_ARGS__, CODE_NONE})
#define NOTHING() gives((const code[]){CODE_NONE})

#define HEAD "姓名\t身份证号\t原工资\t现工资\n"

static char ids[3][19];

/* The sample IDs with right check characters. */
static void id_of(const char *seventeen, char *out) {
    memcpy(out, seventeen, 17);
    out[17] = person_id_check(seventeen);
    out[18] = 0;
}

static char buffer[2][2048];

/* "{0}" … "{2}" become the sample IDs. */
static const char *with_ids(int slot, const char *shape) {
    char *out = buffer[slot];
    size_t n = 0;
    id_of("23990119900101001", ids[0]);
    id_of("23990119850202002", ids[1]);
    id_of("23990119780303003", ids[2]);
    for (const char *p = shape; *p; p++)
        if (p[0] == '{' && p[2] == '}') {
            memcpy(out + n, ids[p[1] - '0'], 18);
            n += 18;
            p += 2;
        } else {
            out[n++] = *p;
        }
    out[n] = 0;
    return out;
}

#define TEMPLATE HEAD "张三丰\t{0}\t60000.00\t\n李四海\t{1}\t61000.00\t\n王五湖\t{2}\t62000.00\t\n"
#define LINE_0 "张三丰\t{0}\t60000.00\t63000.00\n"
#define LINE_1 "李四海\t{1}\t61000.00\t64000.00\n"
#define LINE_2 "王五湖\t{2}\t62000.00\t65000.00\n"

static void filled(const char *upload) { against(with_ids(0, upload), with_ids(1, TEMPLATE)); }

START_TEST(a_filled_template_gives_nothing) {
    filled(HEAD LINE_0 LINE_1 LINE_2);
    NOTHING();
    ck_assert(figs.only_wages_changed);
    ck_assert_uint_eq(figs.insured, 3);
    ck_assert_uint_eq(figs.entered, 3);
    ck_assert_uint_eq(figs.wages_changed, 3);
    ck_assert_int_eq(figs.old_total, 18300000);
    ck_assert_int_eq(figs.new_total, 19200000);
}
END_TEST

START_TEST(blank_and_small_wages_are_not_declared) {
    filled(HEAD LINE_0 "李四海\t{1}\t61000.00\t\n" "王五湖\t{2}\t62000.00\t0.99\n");
    GIVES(PAY_blank, PAY_below_one);
    ck_assert_uint_eq(figs.not_entered, 2);
    ck_assert_uint_eq(figs.listed[1].line, 4);
    ck_assert(figs.only_wages_changed);
}
END_TEST

START_TEST(a_lost_and_an_added_person_are_told) {
    filled(HEAD LINE_0 LINE_1);
    GIVES(ROS_person_lost);
    ck_assert_int_eq(findings_at(found, 0)->place.input, INPUT_TEMPLATE);
    ck_assert_uint_eq(findings_at(found, 0)->place.line, 4);
}
END_TEST

START_TEST(an_altered_field_is_told_with_its_column) {
    filled(HEAD LINE_0 "李四海\t{1}\t61000.01\t64000.00\n" LINE_2);
    GIVES(ROW_field_altered);
    ck_assert_uint_eq(findings_at(found, 0)->place.column, 3);
    ck_assert_uint_eq(findings_at(found, 0)->place.line, 3);
    ck_assert(!figs.only_wages_changed);
}
END_TEST

START_TEST(an_altered_id_is_one_finding_not_two_people) {
    char other[19];
    id_of("23990119850202004", other);
    char upload[1024];
    snprintf(upload, sizeof upload, HEAD LINE_0 "李四海\t%s\t61000.00\t64000.00\n" LINE_2, other);
    filled(upload);
    GIVES(ID_altered);
    ck_assert_uint_eq(figs.altered, 1);
}
END_TEST

START_TEST(scientific_ids_do_not_lose_people) {
    filled(HEAD LINE_0 "李四海\t2.39901E+17\t61000.00\t64000.00\n" "王五湖\t2.39901E+17\t62000.00\t65000.00\n");
    GIVES(ID_scientific);
    ck_assert_uint_eq(findings_at(found, 0)->count, 2);
}
END_TEST

START_TEST(an_id_and_another_field_altered_are_still_one_person) {
    char other[19];
    id_of("23990119850202004", other);
    char upload[1024];
    snprintf(upload, sizeof upload, HEAD LINE_0 "李四海\t%s\t61500.00\t64000.00\n" LINE_2, other);
    filled(upload);
    GIVES(ID_altered, ROW_field_altered);
    ck_assert_uint_eq(figs.altered, 1);
    ck_assert_uint_eq(figs.lost, 0);
}
END_TEST

START_TEST(a_rounded_id_is_told_with_the_templates_as_evidence) {
    char upload[1024];
    snprintf(upload, sizeof upload, HEAD LINE_0 "李四海\t%.15s000\t61000.00\t64000.00\n" LINE_2, "239901198502020021");
    filled(upload);
    GIVES(ID_rounded);
    const finding *f = findings_at(found, 0);
    ck_assert_str_eq(f->args[0].key, "was");
    ck_assert(span_eq(f->args[0].value.text, span_cstr(ids[1])));
}
END_TEST

START_TEST(a_broken_line_keeps_its_person) {
    filled(HEAD LINE_0 "李四海\t{1}\t610\n00.00\t64000.00\n" LINE_2);
    GIVES(ROW_line_broken);
    ck_assert_uint_eq(figs.insured, 3);
    ck_assert_uint_eq(figs.entered, 3);
}
END_TEST

START_TEST(nobody_filled_in_is_told_of_the_whole) {
    filled(HEAD "张三丰\t{0}\t60000.00\t\n李四海\t{1}\t61000.00\t0.00\n王五湖\t{2}\t62000.00\t\n");
    ck_assert_uint_eq(findings_count(found, PAY_not_filled), 3);
    found = findings_new(&a, 0);
    filled(HEAD "张三丰\t{0}\t60000.00\t\n李四海\t{1}\t61000.00\t64000.00\n王五湖\t{2}\t62000.00\t\n");
    ck_assert_uint_eq(findings_count(found, PAY_not_filled), 0);
}
END_TEST

START_TEST(another_order_is_a_warning) {
    filled(HEAD LINE_1 LINE_0 LINE_2);
    GIVES(ROW_line_order);
    ck_assert_int_eq(findings_gravest(found), SEVERITY_WARNING);
}
END_TEST

START_TEST(the_same_person_twice_is_told) {
    alone(with_ids(0, HEAD LINE_0 LINE_1 LINE_0));
    GIVES(ID_duplicate);
    ck_assert_uint_eq(findings_at(found, 0)->place.line, 4);
}
END_TEST

START_TEST(totals_are_no_people) {
    filled(HEAD LINE_0 LINE_1 LINE_2 "合计\t\t183000.00\t192000.00\n");
    GIVES(ROW_not_a_person);
    ck_assert_uint_eq(figs.insured, 3);
}
END_TEST

START_TEST(a_byte_that_no_rule_names_is_told_all_the_same) {
    const char *templ = "张三  {0}  600.00  0.00\n欧阳四海  {1}  61000.00  0.00\n王五  {2}  7.00  0.00\n";
    const char *upload = "张三  {0}  600.00  610.00\n欧阳四海  {1} 61000.00  62000.00\n王五  {2}  7.00  7.10\n";
    against(with_ids(0, upload), with_ids(1, templ));
    GIVES(ROW_bytes_differ);
}
END_TEST

static const struct {
    const char *wage;
    code code;
} WAGES[] = {
    {"abc", PAY_not_a_number},    {"5,000.00", PAY_decorated}, {"¥5000", PAY_decorated},
    {" 5000", PAY_decorated},     {"-5", PAY_negative},        {"5e3", PAY_exponent},
    {"５０００", PAY_full_width}, {"5000.123", PAY_too_many_decimals},
    {"123456789012", PAY_too_long}, {"0", PAY_below_one},      {"", PAY_blank},
};

START_TEST(wages_are_judged) {
    char upload[1024];
    snprintf(upload, sizeof upload, HEAD LINE_0 "李四海\t{1}\t61000.00\t%s\n" LINE_2, WAGES[_i].wage);
    filled(upload);
    GIVES(WAGES[_i].code);
    ck_assert_uint_eq(findings_at(found, 0)->place.line, 3);
}
END_TEST

static const struct {
    const char *text;
    id_kind kind;
    bool check_ok;
} IDS[] = {
    {"11010519491231002X", ID_RESIDENT, true}, /* the example of GB 11643 */
    {"11010519491231002x", ID_RESIDENT, true},
    {"110105194912310021", ID_RESIDENT, false},
    {"110105491231002", ID_RESIDENT_15, true},
    {" 110105 19491231 002X", ID_RESIDENT, true},
    {"１１０１０５１９４９１２３１００２Ｘ", ID_RESIDENT, true},
    {"'11010519491231002X", ID_RESIDENT, true},
    {"", ID_BLANK, true},
    {"1.10105E+17", ID_IN_SCIENTIFIC, true},
    {"1101051949123100", ID_MALFORMED, true},
    {"11010519491231002XX", ID_MALFORMED, true},
    {"ABC123456789012", ID_FOREIGNER, true},
};

START_TEST(ids_are_told_apart) {
    person_id id = person_id_read(span_cstr(IDS[_i].text));
    ck_assert_msg(id.kind == IDS[_i].kind, "%s: %d", IDS[_i].text, (int)id.kind);
    ck_assert(id.check_ok == IDS[_i].check_ok);
    if (id.kind == ID_RESIDENT && id.check_ok)
        ck_assert(span_eq(person_id_key(&id), SPAN("11010519491231002X")));
}
END_TEST

START_TEST(names_are_compared_forgivingly) {
    ck_assert(span_eq(name_folded(&a, SPAN("阿 依·古丽")), name_folded(&a, SPAN("阿依•古丽"))));
    ck_assert(!span_eq(name_folded(&a, SPAN("张三")), name_folded(&a, SPAN("张四"))));
}
END_TEST

Suite *rules_suite(void) {
    Suite *s = suite_create("rules");
    TCase *t = tcase_create("rules");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, a_filled_template_gives_nothing);
    tcase_add_test(t, blank_and_small_wages_are_not_declared);
    tcase_add_test(t, a_lost_and_an_added_person_are_told);
    tcase_add_test(t, an_altered_field_is_told_with_its_column);
    tcase_add_test(t, an_altered_id_is_one_finding_not_two_people);
    tcase_add_test(t, scientific_ids_do_not_lose_people);
    tcase_add_test(t, an_id_and_another_field_altered_are_still_one_person);
    tcase_add_test(t, a_rounded_id_is_told_with_the_templates_as_evidence);
    tcase_add_test(t, a_broken_line_keeps_its_person);
    tcase_add_test(t, nobody_filled_in_is_told_of_the_whole);
    tcase_add_test(t, another_order_is_a_warning);
    tcase_add_test(t, the_same_person_twice_is_told);
    tcase_add_test(t, totals_are_no_people);
    tcase_add_test(t, a_byte_that_no_rule_names_is_told_all_the_same);
    tcase_add_loop_test(t, wages_are_judged, 0, sizeof WAGES / sizeof *WAGES);
    tcase_add_loop_test(t, ids_are_told_apart, 0, sizeof IDS / sizeof *IDS);
    tcase_add_test(t, names_are_compared_forgivingly);
    suite_add_tcase(s, t);
    return s;
}

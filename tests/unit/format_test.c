/* Format files: what they say, and every mistake in them with its place. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "layout/layout.h"

static arena a;
static findings *found;

static void setup(void) {
    arena_init(&a, NULL);
    found = findings_new(&a, 0);
}

static void teardown(void) { arena_free(&a); }

static format *read_format(const char *yaml) { return format_read(&a, span_cstr(yaml), SPAN("test.yaml"), found); }

static span said(void) {
    buf b = buf_new(&a);
    finding_message(&b, findings_at(found, 0), LANG_EN, (reveal){0});
    buf_byte(&b, 0);
    return buf_span(&b);
}

#define HEAD "name: x\ntitle: t\nsource: s\n"
#define WAGE "columns:\n  - role: wage\n"

static const struct {
    const char *label, *yaml;
    code code;
    uint64_t line;
    uint32_t column;
    const char *says; /* part of the message in English */
} MISTAKES[] = {
    {"broken", "name: [x\n", FMT_syntax, 2, 1, "line 2"},
    {"tab", HEAD "text:\n\tbom: none\n", FMT_syntax, 5, 1, ""},
    {"bytes", "name: \xff\n", FMT_syntax, 1, 7, ""},
    {"empty", "# nothing\n", FMT_syntax, 1, 1, "nothing"},
    {"alias", HEAD "since: &a auto\ncolumns: *a\n", FMT_syntax, 5, 10, "references"},
    {"twice", HEAD "name: y\n" WAGE, FMT_syntax, 4, 1, "twice"},
    {"two documents", HEAD WAGE "---\nname: y\n", FMT_syntax, 6, 1, "one document"},
    {"deep", HEAD "columns: [[[[[[[[[[1]]]]]]]]]]\n", FMT_syntax, 4, 17, "deeply"},
    {"list as key", "? [a]\n: b\n", FMT_syntax, 1, 3, ""},
    {"no mapping", "- a\n", FMT_bad_value, 1, 1, "key: value"},
    {"unknown", HEAD "text:\n  seperator: tab\n" WAGE, FMT_unknown_key, 5, 3, "there are: separator,"},
    {"unknown at the top", HEAD WAGE "rule:\n  PAY-001: off\n", FMT_unknown_key, 6, 1, "there are: rules"},
    {"missing", "name: x\ntitle: t\n" WAGE, FMT_missing_key, 1, 1, "source"},
    {"role missing", HEAD "columns:\n  - type: id\n", FMT_missing_key, 5, 5, "role"},
    {"no wage", HEAD "columns-listed: all\ncolumns:\n  - role: id\n", FMT_missing_key, 1, 1, "role: wage"},
    {"encoding", HEAD "text:\n  encoding: GKB\n" WAGE, FMT_bad_value, 5, 13, "it should be GBK"},
    {"bom", HEAD "text:\n  bom: yes\n" WAGE, FMT_bad_value, 5, 8, "none"},
    {"separator", HEAD "text:\n  separator: ','\n" WAGE, FMT_bad_value, 5, 14, "comma"},
    {"header", HEAD "text:\n  header: maybe\n" WAGE, FMT_bad_value, 5, 11, "yes or no"},
    {"date", HEAD "since: 2027-13-01\n" WAGE, FMT_bad_value, 4, 8, "date"},
    {"blank", "name: ''\ntitle: t\nsource: s\n" WAGE, FMT_bad_value, 1, 7, "text"},
    {"decimals", HEAD "numbers:\n  decimals: 3\n" WAGE, FMT_bad_value, 5, 13, "2"},
    {"role", HEAD "columns:\n  - role: salary\n", FMT_bad_value, 5, 11, "wage"},
    {"two wages", HEAD WAGE "  - role: wage\n", FMT_bad_value, 6, 11, "single column"},
    {"list", HEAD WAGE "    headers: 现工资\n", FMT_bad_value, 6, 14, "list"},
    {"pattern", HEAD WAGE "    pattern: '工资(\\d+'\n", FMT_bad_pattern, 6, 14, "character 7"},
    {"lengths", HEAD WAGE "    max-length: 3\n    min-length: 5\n", FMT_bad_value, 6, 17, "lower limit"},
    {"number", HEAD WAGE "    max-length: -3\n", FMT_bad_value, 6, 17, "whole number"},
    {"cap", HEAD WAGE "    floor: 100\n    cap: 99.99\n", FMT_bad_value, 7, 10, "lower limit"},
    {"amount", HEAD WAGE "    floor: 1,000\n", FMT_bad_value, 6, 12, "amount"},
    {"floor elsewhere", HEAD "columns:\n  - role: id\n    floor: 1\n", FMT_bad_value, 6, 12, "role: wage"},
    {"code", HEAD WAGE "rules:\n  PAY-999: off\n", FMT_bad_value, 7, 3, "code"},
    {"severity", HEAD WAGE "rules:\n  PAY-001: warning until 2027, then error\n", FMT_bad_value, 7, 12, "until"},
    {"example", HEAD WAGE "    bad: ['0.5']\n", FMT_bad_value, 6, 11, "->"},
    {"example's code", HEAD WAGE "    bad: ['0.5 -> PAY-02']\n", FMT_bad_value, 6, 11, "code"},
    {"widths", HEAD "text: {separator: fixed-width}\ncolumns:\n  - {role: id, start: 1, width: 18}\n  - {role: wage, start: 5, width: 9}\n",
     FMT_bad_value, 7, 5, "overlap"},
    {"no width", HEAD "text: {separator: fixed-width}\ncolumns:\n  - {role: wage}\n", FMT_bad_value, 6, 5, "width"},
    {"entry", HEAD "container: {entry-name: '𠮷\U0001F600.txt'}\n" WAGE, FMT_bad_value, 4, 25, "encoding"},
};
enum { MISTAKE_COUNT = sizeof MISTAKES / sizeof *MISTAKES };

START_TEST(every_mistake_has_its_place) {
    ck_assert_msg(read_format(MISTAKES[_i].yaml) == NULL, "%s was accepted", MISTAKES[_i].label);
    findings_settle(found);
    ck_assert_msg(findings_total(found) == 1, "%s: %d findings", MISTAKES[_i].label, (int)findings_total(found));
    const finding *f = findings_at(found, 0);
    ck_assert_msg(f->code == MISTAKES[_i].code, "%s gave %s", MISTAKES[_i].label, catalogue_get(f->code)->id);
    ck_assert_int_eq(f->place.input, INPUT_FORMAT);
    ck_assert(span_eq(f->place.entry, SPAN("test.yaml")));
    ck_assert_msg(f->place.line == MISTAKES[_i].line && f->place.column == MISTAKES[_i].column, "%s at %d:%d",
                  MISTAKES[_i].label, (int)f->place.line, (int)f->place.column);
    ck_assert_msg(strstr((const char *)said().ptr, MISTAKES[_i].says) != NULL, "%s says: %s", MISTAKES[_i].label,
                  (const char *)said().ptr);
}
END_TEST

START_TEST(all_mistakes_are_told_at_once) {
    ck_assert_ptr_null(read_format("name: x\ncontainer: {kind: rar}\ncolumns: [{role: pay}, {rol: id}]\nfoo: 1\n"));
    ck_assert_uint_eq(findings_count(found, FMT_missing_key), 3);
    ck_assert_uint_eq(findings_count(found, FMT_bad_value), 2);
    ck_assert_uint_eq(findings_count(found, FMT_unknown_key), 2);
}
END_TEST

START_TEST(too_much_is_refused) {
    buf b = buf_new(&a);
    buf_text(&b, HEAD "columns:\n");
    for (int i = 0; i < COLUMNS_MAX + 1; i++)
        buf_text(&b, "  - role: other\n");
    ck_assert_ptr_null(format_read(&a, buf_span(&b), SPAN("x"), found));
    ck_assert_uint_eq(findings_count(found, FMT_bad_value), 1);
    for (int i = 0; i < 20000; i++)
        buf_text(&b, "  - role: other\n");
    ck_assert_ptr_null(format_read(&a, buf_span(&b), SPAN("x"), found));
    ck_assert_uint_eq(findings_count(found, FMT_syntax), 1);
}
END_TEST

START_TEST(a_full_format_is_read) {
    format *f = read_format("# c\n" HEAD "since: 2026-03\n"
                            "container:\n  kind: zip\n  files: 1\n  entry-name: 工资.txt\n  entry-name-encoding: GBK\n"
                            "text: {encoding: gbk, bom: none, newline: CRLF, separator: fixed-width, header: no}\n"
                            "numbers: {decimals: 2, pad: yes}\ncolumns-listed: all\n"
                            "columns:\n"
                            "  - {role: id, name: 证件, width: 18, type: id, required: yes, headers: ['身份证号（必填）']}\n"
                            "  - {role: personal-number, width: 10, pattern: '0\\d{9}', min-length: 10, max-length: 10}\n"
                            "  - role: wage\n    cap: 99999.5\n    floor: 1\n    width: rest\n    align: right\n"
                            "    ok: ['007', '5 -> 6']\n    bad: [' -> PAY-001', 'a -> b -> pay-004']\n"
                            "rules:\n  PAY-002: warning until 2027-01-01, then error\n  ID-005: off\n");
    ck_assert_uint_eq(findings_total(found), 0);
    ck_assert_ptr_nonnull(f);
    ck_assert(f->must_zip && f->one_entry && !f->entry_utf8 && span_eq(f->entry_name, SPAN("\xb9\xa4\xd7\xca.txt")));
    ck_assert(f->encoding == ENCODING_GBK && f->bom == 0 && f->header == 0 && f->trailing == -1);
    ck_assert(span_eq(f->newline, SPAN("\r\n")) && f->separator.kind == SEPARATOR_FIXED && f->columns_pinned);
    ck_assert(f->count == 3 && f->wage == 2 && f->columns[2].start == 28 && f->columns[2].align == ALIGN_RIGHT);
    ck_assert(f->columns[0].required && span_eq(f->columns[0].headers[0], SPAN("身份证号")));
    ck_assert(f->columns[2].editable && !f->columns[1].editable);
    ck_assert(f->has_cap && f->cap == 9999950 && f->has_floor && f->floor == 100);
    ck_assert(pattern_matches(f->columns[1].pattern, SPAN("0123456789")));
    ck_assert(!pattern_matches(f->columns[1].pattern, SPAN("01234567890")));
}
END_TEST

START_TEST(examples_keep_their_bytes) {
    format *f = read_format(HEAD WAGE "    ok: ['007', '5 -> 6']\n    bad:\n      - ' -> PAY-001'\n      - 'a  -> b -> pay-004'\n      - '-> PAY-001'\n");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(f->examples.count, 5);
    const format_example *e = f->examples.items;
    ck_assert(e[0].code == CODE_NONE && span_eq(e[0].value, SPAN("007")));
    ck_assert(e[1].code == CODE_NONE && span_eq(e[1].value, SPAN("5 -> 6")));
    ck_assert(e[2].code == PAY_blank && e[2].value.len == 0 && e[2].line == 8);
    ck_assert(e[3].code == PAY_not_a_number && span_eq(e[3].value, SPAN("a  -> b")));
    ck_assert(e[4].code == PAY_blank && e[4].value.len == 0);
}
END_TEST

START_TEST(severities_turn_on_their_day) {
    format *f = read_format(HEAD WAGE "rules:\n  PAY-002: warning until 2027-01-01, then error\n  ID-005: off\n");
    ck_assert_ptr_nonnull(f);
    static const struct { uint32_t today; severity severity; } DAYS[] = {
        {20261231, SEVERITY_WARNING}, {20270101, SEVERITY_ERROR}, {20270102, SEVERITY_ERROR}};
    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++) {
        findings *fs = findings_new(&a, 0);
        format_severities(f, DAYS[i].today, fs);
        FIND(fs, .code = PAY_below_one, .place = place_whole(INPUT_UPLOAD));
        FIND(fs, .code = ID_check_character, .place = place_whole(INPUT_UPLOAD));
        ck_assert_int_eq(findings_gravest(fs), DAYS[i].severity);
        ck_assert_uint_eq(findings_total(fs), 1);
    }
}
END_TEST

START_TEST(shipped_formats_are_sound) {
    size_t n = 0;
    const char *const *names = format_builtin_names(&n);
    ck_assert_uint_ge(n, 1);
    for (size_t i = 0; i < n; i++) {
        format *f = format_builtin(&a, span_cstr(names[i]), found);
        ck_assert_msg(f != NULL, "%s", names[i]);
        ck_assert(span_eq(f->name, span_cstr(names[i])));
        ck_assert(format_builtin_yaml(span_cstr(names[i])).len > 0);
    }
    ck_assert_uint_eq(findings_total(found), 0);
    ck_assert_ptr_null(format_builtin(&a, SPAN("headers"), found));
    ck_assert_ptr_null(format_builtin(&a, SPAN("nowhere"), found));
    format *hlj = format_builtin(&a, SPAN("hlj-shengzhi-gongzi"), found);
    ck_assert(hlj->must_zip && hlj->one_entry && hlj->wage_last && !hlj->columns_pinned && !hlj->separator_pinned);
    ck_assert(hlj->encoding == ENCODING_UNKNOWN && hlj->header == -1 && hlj->examples.count > 5);
}
END_TEST

START_TEST(header_words_tell_their_mistakes) {
    (void)header_words_read(&a, SPAN("id:\n  sure: [a, '']\nnam: {sure: [b]}\n"), SPAN("h"), found);
    ck_assert_uint_eq(findings_count(found, FMT_bad_value), 1);
    ck_assert_uint_eq(findings_count(found, FMT_unknown_key), 1);
    ck_assert_uint_eq(findings_count(found, FMT_missing_key), 5);
}
END_TEST

/* ---- Patterns. */
static bool matches(const char *expression, const char *subject) {
    span why;
    size_t at;
    const pattern *p = pattern_new(&a, span_cstr(expression), &why, &at);
    ck_assert_ptr_nonnull(p);
    return pattern_matches(p, span_cstr(subject));
}

START_TEST(patterns_take_the_whole_field) {
    ck_assert(matches("\\d+", "123") && !matches("\\d+", "123a") && !matches("\\d+", "a123") && !matches("\\d+", "123\n"));
    ck_assert(matches("a|ab", "ab") && matches("", "") && !matches("", "x"));
    ck_assert(matches("[\\x{4e00}-\\x{9fff}·]{2,4}", "王小明") && matches(".", "東") && !matches("..", "東"));
    ck_assert(matches("(.)\\1", "东东") && !matches(".*", "\xff"));
}
END_TEST

START_TEST(patterns_are_bounded) {
    buf b = buf_new(&a);
    buf_repeat(&b, 'a', 5000);
    buf_byte(&b, '!');
    span why;
    size_t at;
    const pattern *p = pattern_new(&a, SPAN("(a+)+"), &why, &at);
    ck_assert(!pattern_matches(p, buf_span(&b)));
    const pattern *deep = pattern_new(&a, SPAN("(?<x>a(?&x)?b?)*c"), &why, &at);
    ck_assert(!pattern_matches(deep, buf_span(&b)));
    buf_repeat(&b, '(', 5000);
    ck_assert_ptr_null(pattern_new(&a, buf_span(&b), &why, &at));
    ck_assert_uint_gt(why.len, 0);
    ck_assert_ptr_null(pattern_new(&a, SPAN("工资\\C"), &why, &at));
    ck_assert_uint_eq(at, 4);
}
END_TEST

Suite *format_suite(void) {
    Suite *s = suite_create("format");
    TCase *t = tcase_create("format");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, every_mistake_has_its_place, 0, MISTAKE_COUNT);
    tcase_add_test(t, all_mistakes_are_told_at_once);
    tcase_add_test(t, too_much_is_refused);
    tcase_add_test(t, a_full_format_is_read);
    tcase_add_test(t, examples_keep_their_bytes);
    tcase_add_test(t, severities_turn_on_their_day);
    tcase_add_test(t, shipped_formats_are_sound);
    tcase_add_test(t, header_words_tell_their_mistakes);
    tcase_add_test(t, patterns_take_the_whole_field);
    tcase_add_test(t, patterns_are_bounded);
    suite_add_tcase(s, t);
    return s;
}

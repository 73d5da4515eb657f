/* What became of a layout in an editor's hands, and format files that pin one. */
#include <check.h>
#include <string.h>

#include "layout_maker.h"

/* ---- What became of a file. */
static layout observe(span bytes, const layout *expected) {
    text t = spec_text(bytes);
    layout l;
    layout_observe(&spec_arena, &t, expected, spec_words, &l);
    return l;
}

START_TEST(an_untouched_file_is_seen_as_it_is) {
    const spec *s = &SPECS[_i];
    span bytes = spec_build(s, 24);
    layout expected = spec_learn(bytes), l = observe(bytes, &expected);
    spec_check(s, &l);
    ck_assert(!l.quoted);
}
END_TEST

START_TEST(another_separator_keeps_the_roles) {
    layout expected = spec_learn(spec_build(spec_of("tab header"), 24));
    spec s = *spec_of("tab header");
    s.separator = ',';
    s.filled = true;
    layout l = observe(spec_build(&s, 24), &expected);
    spec_check(&s, &l);
    ck_assert_int_eq(l.columns[WAGE].reason, expected.columns[WAGE].reason);
}
END_TEST

START_TEST(header_lost_or_added_is_seen) {
    layout with = spec_learn(spec_build(spec_of("tab header"), 24)), without = spec_learn(spec_build(spec_of("tab bare"), 24));
    layout lost = observe(spec_build(spec_of("tab bare"), 24), &with);
    ck_assert(!lost.header && lost.wage == 4 && lost.id == 1);
    layout added = observe(spec_build(spec_of("tab header"), 24), &without);
    ck_assert(added.header && added.wage == 4 && added.id == 1);
}
END_TEST

START_TEST(excel_csv_is_seen) {
    layout expected = spec_learn(spec_build(spec_of("tab header"), 4));
    layout l = observe(SPAN("个人编号,身份证号,姓名,原工资,现工资\n"
                            "31415926,2.39901E+17,王小明,\"45,670.00\",\"5,012.30\"\n"
                            "31415963,2.39902E+17,李東,\"45,793.00\",\"5,135.30\"\n"),
                       &expected);
    ck_assert(l.quoted && l.separator.byte == ',');
    ck_assert_int_eq(l.id, 1);
    ck_assert_int_eq(l.wage, 4);
    fields f;
    line_split(&l, ENCODING_UTF8, SPAN("1,2.39901E+17,王,\"45,670.00\",\"5,012.30\""), &f);
    ck_assert_uint_eq(f.count, 5);
    ck_assert(f.quoted && span_eq(f.at[4], SPAN("5,012.30")));
}
END_TEST

START_TEST(moved_and_inserted_columns_are_bound_anew) {
    layout expected = spec_learn(spec_build(spec_of("tab header"), 4));
    layout l = observe(SPAN("姓名\t身份证号\t个人编号\t原工资\t现工资\n王小明\t239901199001011234\t0031415926\t1.00\t2.00\n"), &expected);
    ck_assert_int_eq(l.name, 0);
    ck_assert_int_eq(l.personal, 2);
    l = observe(SPAN("个人编号\t身份证号\t姓名\t部门\t原工资\t现工资\t备注\n"
                     "0031415926\t239901199001011234\t王小明\t一部\t1.00\t2.00\t\n"), &expected);
    ck_assert_int_eq(l.old_wage, 4);
    ck_assert_int_eq(l.wage, 5);
    layout bare = spec_learn(spec_build(spec_of("comma bare"), 12));
    l = observe(SPAN("王小明,239901199001011234,4000,5000\n李小红,239901199001011242,4100,5100\n"), &bare);
    ck_assert_int_eq(l.id, 1);
    ck_assert_int_eq(l.name, 0);
}
END_TEST

START_TEST(added_trailing_separators_are_no_columns) {
    layout expected = spec_learn(spec_build(spec_of("comma header"), 12));
    spec s = *spec_of("comma header");
    s.trailing = s.filled = true;
    layout l = observe(spec_build(&s, 12), &expected);
    ck_assert(l.trailing);
    ck_assert_uint_eq(l.count, 5);
    ck_assert_int_eq(l.wage, 4);
}
END_TEST

START_TEST(lines_before_the_header_are_skipped) {
    layout expected = spec_learn(spec_build(spec_of("tab header"), 4));
    layout l = observe(SPAN("某单位工资表\t\t\t\t\n个人编号\t身份证号\t姓名\t原工资\t现工资\n"
                            "0031415926\t239901199001011234\t王小明\t1.00\t2.00\n"), &expected);
    ck_assert(l.header);
    ck_assert_uint_eq(l.header_line, 1);
}
END_TEST

/* ---- Learned format files. */
static void check_same_column(const spec *s, const column *x, const column *y) {
    ck_assert_msg(span_eq(x->name, y->name), "%s: name", s->label);
    ck_assert_msg(x->role == y->role, "%s: role %s", s->label, role_word(y->role));
    ck_assert_msg(x->start == y->start && x->width == y->width && x->align == y->align, "%s: place", s->label);
    ck_assert_int_eq(x->editable, y->editable);
}

static void check_same(const spec *s, const layout *x, const layout *y) {
    ck_assert_msg(x->known == y->known && separator_same(x->separator, y->separator), "%s: separator", s->label);
    ck_assert(x->header == y->header && x->trailing == y->trailing && x->ambiguous == y->ambiguous);
    ck_assert_msg(x->count == y->count, "%s: %u columns", s->label, y->count);
    ck_assert(x->id == y->id && x->name == y->name && x->personal == y->personal && x->old_wage == y->old_wage && x->wage == y->wage);
    ck_assert(x->style.decimals == y->style.decimals && x->style.pad == y->style.pad);
    for (uint32_t i = 0; i < x->count; i++)
        check_same_column(s, &x->columns[i], &y->columns[i]);
}

START_TEST(a_learned_format_gives_the_layout_back) {
    const spec *s = &SPECS[_i];
    text t = spec_text(spec_build(s, 24));
    layout learned, inferred, again;
    layout_learn(&spec_arena, &t, NULL, spec_words, &learned);
    span yaml = layout_to_yaml(&spec_arena, &learned, &t, SPAN("\xb9\xa4\xd7\xca.txt"), false, SPAN("it's 工资"));
    format *f = format_read(&spec_arena, yaml, SPAN("learned"), findings_new(&spec_arena, 0));
    ck_assert_msg(f != NULL, "%s: %.*s", s->label, (int)yaml.len, (const char *)yaml.ptr);
    ck_assert(f->columns_pinned && f->encoding == t.encoding && span_eq(f->entry_name, SPAN("\xb9\xa4\xd7\xca.txt")));
    layout_infer(&spec_arena, &t, f, spec_words, &inferred);
    check_same(s, &learned, &inferred);
    ck_assert(inferred.separator_basis == BASIS_FORMAT && inferred.columns_basis == BASIS_FORMAT);
    layout_learn(&spec_arena, &t, f, spec_words, &again);
    check_same(s, &learned, &again);
}
END_TEST

START_TEST(a_learned_format_names_nobody) {
    text t = spec_text(spec_build(spec_of("tab header"), 24));
    layout l;
    layout_learn(&spec_arena, &t, NULL, spec_words, &l);
    span yaml = layout_to_yaml(&spec_arena, &l, &t, (span){0}, false, SPAN("x"));
    for (int i = 0; i < 12; i++)
        ck_assert(span_search(yaml, span_cstr(NAMES[i])) == yaml.len && span_search(yaml, spec_id(i)) == yaml.len);
}
END_TEST

START_TEST(a_format_settles_what_is_ambiguous) {
    spec s = *spec_of("tab bare");
    s.trailing = true;
    text t = spec_text(spec_build(&s, 12));
    layout l;
    format *f = format_read(&spec_arena, SPAN("name: x\ntitle: x\nsource: x\ntext: {closing-separator: yes}\n"
                                     "columns: [{role: wage, position: last}]\n"), SPAN("f"), findings_new(&spec_arena, 0));
    layout_learn(&spec_arena, &t, f, spec_words, &l);
    ck_assert(l.trailing && !l.ambiguous && l.count == 5 && l.wage == 4);
    f->trailing = 0;
    layout_learn(&spec_arena, &t, f, spec_words, &l);
    ck_assert(!l.trailing && !l.ambiguous && l.count == 6 && l.wage == 5 && l.old_wage == 4);
}
END_TEST

START_TEST(the_template_beats_the_format) {
    text t = spec_text(spec_build(spec_of("tab header"), 12));
    layout l;
    format *f = format_read(&spec_arena, SPAN("name: x\ntitle: x\nsource: x\ntext: {separator: comma, header: no}\nnumbers: {decimals: 0}\n"
                                     "columns: [{role: id, pattern: '\\d+'}, {role: wage, position: last}]\n"), SPAN("f"), findings_new(&spec_arena, 0));
    layout_learn(&spec_arena, &t, f, spec_words, &l);
    spec_check(spec_of("tab header"), &l);
    ck_assert_ptr_nonnull(l.columns[ID].pattern);
}
END_TEST

Suite *layout_observe_suite(void) {
    Suite *s = suite_create("layout_observe");
    TCase *t = tcase_create("layout_observe");
    tcase_add_checked_fixture(t, spec_setup, spec_teardown);
    tcase_add_loop_test(t, an_untouched_file_is_seen_as_it_is, 0, SPEC_COUNT);
    tcase_add_test(t, another_separator_keeps_the_roles);
    tcase_add_test(t, header_lost_or_added_is_seen);
    tcase_add_test(t, excel_csv_is_seen);
    tcase_add_test(t, moved_and_inserted_columns_are_bound_anew);
    tcase_add_test(t, added_trailing_separators_are_no_columns);
    tcase_add_test(t, lines_before_the_header_are_skipped);
    tcase_add_loop_test(t, a_learned_format_gives_the_layout_back, 0, SPEC_COUNT);
    tcase_add_test(t, a_learned_format_names_nobody);
    tcase_add_test(t, a_format_settles_what_is_ambiguous);
    tcase_add_test(t, the_template_beats_the_format);
    suite_add_tcase(s, t);
    return s;
}

/* Layouts made out of texts that the tests build: separators, headers, encodings, damage. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "layout/layout.h"

enum { SPACES = 's', FIXED_LEFT = 'l', FIXED_RIGHT = 'r', FIXED_ZERO = 'z' };
enum { PERSONAL, ID, NAME, OLD, WAGE, CELLS };

static arena a;
static findings *found;
static const header_words *words;

static void setup(void) {
    arena_init(&a, NULL);
    found = findings_new(&a, 0);
    words = header_words_builtin();
    ck_assert_uint_eq(findings_total(found), 0);
}

static void teardown(void) { arena_free(&a); }

/* ---- Building texts. */
typedef struct spec {
    const char *label;
    char separator;
    bool header;
    encoding encoding;
    bool trailing;   /* each line ends in one more separator */
    bool filled;     /* the wage column is filled in */
    bool personal;   /* there is a personal number before the ID */
    int decimals;    /* of the old wage */
    bool crlf;
    const char *header_names; /* else HEADER */
} spec;

static const spec SPECS[] = {
    {"tab header", '\t', true, ENCODING_GBK, false, false, true, 2, true, NULL},
    {"tab bare", '\t', false, ENCODING_GBK, false, true, true, 2, true, NULL},
    {"comma header", ',', true, ENCODING_UTF8, false, false, true, 2, false, NULL},
    {"comma bare", ',', false, ENCODING_UTF8, false, true, false, 0, false, NULL},
    {"pipe header GBK", '|', true, ENCODING_GBK, false, false, true, 2, true, NULL},
    {"pipe bare GBK", '|', false, ENCODING_GBK, false, true, false, 1, true, NULL},
    {"caret header GBK", '^', true, ENCODING_GBK, false, true, true, 2, true, NULL},
    {"semicolon header", ';', true, ENCODING_GB18030, false, false, false, 2, false, NULL},
    {"spaces header", SPACES, true, ENCODING_GBK, false, true, true, 2, true, NULL},
    {"spaces bare", SPACES, false, ENCODING_UTF8, false, true, false, 2, true, NULL},
    {"fixed left header", FIXED_LEFT, true, ENCODING_GBK, false, false, true, 2, true, NULL},
    {"fixed left bare", FIXED_LEFT, false, ENCODING_GBK, false, true, true, 2, true, NULL},
    {"fixed right header", FIXED_RIGHT, true, ENCODING_GBK, false, false, true, 2, true, NULL},
    {"fixed right bare", FIXED_RIGHT, false, ENCODING_GBK, false, true, true, 2, false, NULL},
    {"fixed zeros bare", FIXED_ZERO, false, ENCODING_GBK, false, true, false, 2, true, NULL},
    {"tab trailing header", '\t', true, ENCODING_GBK, true, false, true, 2, true, NULL},
    {"pipe trailing header", '|', true, ENCODING_GBK, true, true, true, 2, true, NULL},
    {"tab unknown header", '\t', true, ENCODING_GBK, false, true, true, 2, true, "甲\t乙\t丙\t丁\t戊"},
};
enum { SPEC_COUNT = sizeof SPECS / sizeof *SPECS };

/* 東珅億 end in | as GBK, 乗孿籠 in a backslash, 奮恀 in ^. */
static const char *const NAMES[] = {"王小明", "李東", "赵乗", "周奮", "孙珅", "吴孿", "郑籠", "陈億", "刘恀波", "欧阳文静", "张伟", "阿依古丽·买买提"};
static const char *const HEADER[CELLS] = {"个人编号", "身份证号", "姓名", "原工资", "现工资"};
static const uint32_t WIDTHS[CELLS] = {12, 20, 24, 14, 14};

static span id_of(int i) {
    static const int WEIGHTS[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    buf b = buf_new(&a);
    int sum = 0;
    buf_format(&b, "2399%02d19%02d%02d%02d%03d", 1 + i % 9, 60 + i % 40, 1 + i % 12, 1 + i % 28, (i * 7 + 1) % 1000);
    for (int k = 0; k < 17; k++)
        sum += (b.ptr[k] - '0') * WEIGHTS[k];
    buf_byte(&b, (uint8_t) "10X98765432"[sum % 11]);
    return buf_span(&b);
}

static span cell(const spec *s, int row, int c) {
    buf b = buf_new(&a);
    if (c == NAME)
        buf_text(&b, NAMES[row % 12]);
    else if (c == ID)
        buf_add(&b, id_of(row));
    else if (c == PERSONAL)
        buf_format(&b, "00%08d", 31415926 + row * 37);
    else if (c == OLD || s->filled)
        money_write(&b, (c == OLD ? 4567000 : 5012300) + row % 100 * (row % 3 ? 12300 : 712300), (unsigned)s->decimals);
    return buf_span(&b);
}

static void pad_into(buf *b, span raw, uint32_t width, char how, bool number) {
    bool right = number && how != FIXED_LEFT;
    if (right)
        buf_repeat(b, how == FIXED_ZERO && raw.len ? '0' : ' ', width - raw.len);
    buf_add(b, raw);
    if (!right)
        buf_repeat(b, ' ', width - raw.len);
}

static bool is_fixed(const spec *s) { return strchr("lrz", s->separator) != NULL; }

static void add_cell(buf *b, const spec *s, int c, bool first, span utf8, bool number) {
    buf raw = buf_new(&a);
    ck_assert(encode_all(s->encoding, utf8, &raw));
    if (is_fixed(s)) {
        pad_into(b, buf_span(&raw), WIDTHS[c], s->separator, number);
        return;
    }
    if (!first)
        buf_repeat(b, s->separator == SPACES ? ' ' : (uint8_t)s->separator, 1);
    buf_add(b, buf_span(&raw));
}

static void add_line(buf *b, const spec *s, int row) {
    int from = s->personal ? PERSONAL : ID;
    for (int c = from; c < CELLS; c++)
        add_cell(b, s, c, c == from, row < 0 ? span_cstr(HEADER[c]) : cell(s, row, c), c >= OLD);
    if (s->trailing)
        buf_byte(b, (uint8_t)s->separator);
    buf_text(b, s->crlf ? "\r\n" : "\n");
}

static span build(const spec *s, int people) {
    buf b = buf_new(&a);
    if (s->header && s->header_names) {
        ck_assert(encode_all(s->encoding, span_cstr(s->header_names), &b));
        buf_text(&b, s->crlf ? "\r\n" : "\n");
    } else if (s->header) {
        add_line(&b, s, -1);
    }
    for (int i = 0; i < people; i++)
        add_line(&b, s, i);
    return buf_span(&b);
}

static text read_text(span bytes) {
    text t;
    text_read(&a, NULL, bytes, ENCODING_UNKNOWN, &t);
    return t;
}

static layout learn(span bytes) {
    text t = read_text(bytes);
    layout l;
    layout_learn(&a, &t, NULL, words, &l);
    return l;
}

static layout infer(const char *bytes) {
    text t = read_text(span_cstr(bytes));
    layout l;
    layout_infer(&a, &t, NULL, words, &l);
    return l;
}

static const spec *spec_of(const char *label) {
    for (int i = 0; i < SPEC_COUNT; i++)
        if (strcmp(SPECS[i].label, label) == 0)
            return &SPECS[i];
    ck_abort_msg("no spec %s", label);
    return NULL;
}

/* ---- Every layout is made out. */
static void check_separator(const spec *s, const layout *l) {
    if (is_fixed(s))
        ck_assert_msg(l->separator.kind == SEPARATOR_FIXED, "%s", s->label);
    else if (s->separator == SPACES)
        ck_assert_msg(l->separator.kind == SEPARATOR_SPACES, "%s", s->label);
    else
        ck_assert_msg(l->separator.kind == SEPARATOR_BYTE && l->separator.byte == s->separator, "%s", s->label);
}

static void check_layout(const spec *s, const layout *l) {
    int skip = s->personal ? 0 : 1;
    ck_assert_msg(l->known, "%s is unknown", s->label);
    check_separator(s, l);
    ck_assert_msg(l->header == s->header, "%s: header %d", s->label, l->header);
    ck_assert_msg(l->count == (uint32_t)(CELLS - skip), "%s: %u columns", s->label, l->count);
    ck_assert_msg(l->trailing == s->trailing && !l->ambiguous, "%s: trailing", s->label);
    ck_assert_msg(l->personal == (s->personal ? 0 : -1), "%s: personal number %d", s->label, l->personal);
    ck_assert_msg(l->id == ID - skip, "%s: ID %d", s->label, l->id);
    ck_assert_msg(l->name == NAME - skip, "%s: name %d", s->label, l->name);
    ck_assert_msg(l->old_wage == OLD - skip, "%s: old wage %d", s->label, l->old_wage);
    ck_assert_msg(l->wage == WAGE - skip, "%s: wage %d", s->label, l->wage);
    ck_assert_msg(l->style.decimals == s->decimals, "%s: %u decimals", s->label, l->style.decimals);
    ck_assert_msg(l->style.pad == is_fixed(s), "%s: pad", s->label);
    ck_assert(l->columns[l->wage].editable && !l->columns[l->id].editable);
}

START_TEST(every_layout_is_learned) {
    const spec *s = &SPECS[_i];
    layout l = learn(build(s, 24));
    check_layout(s, &l);
    ck_assert_int_eq(l.separator_basis, BASIS_TEMPLATE);
    if (s->header && !s->header_names)
        ck_assert(span_eq(l.columns[l.wage].name, SPAN("现工资")));
}
END_TEST

/* Every person's fields come out whole, GBK trail bytes or not. */
START_TEST(every_line_is_split) {
    const spec *s = &SPECS[_i];
    text t = read_text(build(s, 24));
    layout l;
    fields f;
    layout_learn(&a, &t, NULL, words, &l);
    for (size_t i = l.header; i < t.line_count; i++) {
        int row = (int)i - l.header;
        line_split(&l, t.body_encoding, text_line(&t, i), &f);
        ck_assert_msg(f.count == l.count, "%s line %zu: %u fields", s->label, i, f.count);
        ck_assert(span_eq(span_trim(f.at[l.id]), id_of(row)));
        ck_assert(span_eq(span_trim(decode_span(&a, t.body_encoding, f.at[l.name])), span_cstr(NAMES[row % 12])));
        ck_assert_int_eq(f.closed, s->trailing);
    }
}
END_TEST

/* One line in six broken in different ways changes nothing. */
START_TEST(broken_lines_change_nothing) {
    const spec *s = &SPECS[_i];
    span whole = build(s, 48);
    text t = read_text(whole);
    buf b = buf_new(&a);
    for (size_t i = 0; i < t.line_count; i++) {
        span line = text_line(&t, i);
        bool broken = i % 6 == 5;
        buf_add(&b, broken ? span_cut(line, 0, line.len / (2 + i % 3)) : line);
        buf_text(&b, broken && i % 4 == 1 ? "\n\n" : s->crlf ? "\r\n" : "\n");
    }
    layout l = learn(buf_span(&b));
    check_layout(s, &l);
}
END_TEST

START_TEST(one_person_is_enough) {
    layout l = learn(build(spec_of("tab header"), 1));
    check_layout(spec_of("tab header"), &l);
    layout bare = learn(build(spec_of("pipe bare GBK"), 1));
    ck_assert(bare.known && !bare.header);
    ck_assert_int_eq(bare.id, 0);
}
END_TEST

START_TEST(a_spread_sample_sees_a_long_text) {
    const spec *s = spec_of("pipe header GBK");
    layout l = learn(build(s, 5000));
    check_layout(s, &l);
}
END_TEST

START_TEST(nothing_is_made_of_nothing) {
    ck_assert(!infer("").known);
    ck_assert(!infer("\n\n \n").known);
    ck_assert(!infer("abc\ndef\n").known);
}
END_TEST

/* ---- Fixed width. */
START_TEST(fixed_width_knows_positions) {
    layout l = learn(build(spec_of("fixed right header"), 24));
    ck_assert_uint_eq(l.columns[ID].start, 12);
    ck_assert_uint_eq(l.columns[WAGE].start + l.columns[WAGE].width, 84);
    ck_assert_uint_eq(l.columns[WAGE].start, 70);
    ck_assert_int_eq(l.columns[WAGE].align, ALIGN_RIGHT);
    layout zeros = learn(build(spec_of("fixed zeros bare"), 24));
    ck_assert_int_eq(zeros.columns[zeros.wage].align, ALIGN_RIGHT_ZERO);
    ck_assert_uint_eq(zeros.columns[zeros.wage].width, 14);
    layout left = learn(build(spec_of("fixed left header"), 24));
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
        buf b = buf_new(&a);
        bool right = FILES[how].right;
        buf_text(&b, FILES[how].head);
        for (int i = 0; i < 10; i++) {
            buf_add(&b, id_of(i));
            buf_format(&b, right ? "WANG%c     6%04d.%02d    7%04d.%02d\n" : "WANG%c 6%04d.%02d    7%04d.%02d    \n", 'A' + i, i * 7, i,
                       i * 9, i);
        }
        layout l = learn(buf_span(&b));
        ck_assert(l.known && l.separator.kind == SEPARATOR_FIXED);
        ck_assert_int_eq(l.count, 4);
        ck_assert_msg(l.columns[2].align == (right ? ALIGN_RIGHT : ALIGN_LEFT), "%zu: old wage", how);
        ck_assert_msg(l.columns[3].align == l.columns[2].align, "%zu: wage", how);
    }
}
END_TEST

START_TEST(fixed_width_needs_no_blanks) {
    buf b = buf_new(&a);
    for (int i = 0; i < 20; i++) {
        buf_format(&b, "%08d", 1000 + i * 3);
        buf_add(&b, id_of(i));
        buf_format(&b, "ZHANG%c%c%09d.%02d%09d.%02d\n", 'A' + i % 26, 'A' + i % 7, 4000 + i, i, 5000 + i, i);
    }
    layout l = learn(buf_span(&b));
    ck_assert(l.known && l.separator.kind == SEPARATOR_FIXED);
    ck_assert_int_eq(l.id, 1);
    ck_assert_uint_eq(l.columns[1].start, 8);
    ck_assert_uint_eq(l.columns[l.wage].width, 12);
    ck_assert_int_eq(l.columns[l.wage].align, ALIGN_RIGHT_ZERO);
}
END_TEST

/* Two people whose values are as long: only the blanks, as many everywhere, tell it from fixed width. */
START_TEST(even_blanks_are_a_separator) {
    layout l = infer("个人编号   姓名   身份证号   参保状态   原工资   现工资\n"
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
    layout l = learn(build(spec_of("tab header"), 5));
    ck_assert(!l.trailing && !l.ambiguous);
    ck_assert_int_eq(l.wage, 4);
}
END_TEST

START_TEST(bare_trailing_is_ambiguous_until_told) {
    spec s = *spec_of("tab bare");
    s.trailing = true;
    text t = read_text(build(&s, 12));
    layout l;
    layout_learn(&a, &t, NULL, words, &l);
    ck_assert(l.ambiguous && l.trailing);
    ck_assert_uint_eq(l.count, 5);
    layout closed = l, open = l;
    ck_assert(layout_choose_wage(&a, &t, &closed, 5));
    ck_assert(!closed.ambiguous && closed.trailing && closed.wage == 4 && closed.old_wage == 3);
    ck_assert(layout_choose_wage(&a, &t, &open, 6));
    ck_assert(!open.ambiguous && !open.trailing && open.count == 6 && open.wage == 5 && open.old_wage == 4);
    ck_assert(!layout_choose_wage(&a, &t, &l, 7) && !layout_choose_wage(&a, &t, &l, 0));
    ck_assert(l.ambiguous);
}
END_TEST

START_TEST(serial_numbers_are_no_wages) {
    layout l = infer("序号\t姓名\t身份证号\t现工资\n1\t王小明\t239901199001011234\t\n2\t李小红\t239901199001011242\t\n");
    ck_assert_int_eq(l.old_wage, -1);
    ck_assert_int_eq(l.wage, 3);
    ck_assert_uint_eq(l.style.decimals, 2);
    layout bare = infer("1\t王小明\t239901199001011234\t5000\n2\t李小红\t239901199001011242\t6000\n");
    ck_assert_int_eq(bare.old_wage, -1);
    ck_assert_int_eq(bare.wage, 3);
}
END_TEST

/* ---- What became of a file. */
static layout observe(span bytes, const layout *expected) {
    text t = read_text(bytes);
    layout l;
    layout_observe(&a, &t, expected, words, &l);
    return l;
}

START_TEST(an_untouched_file_is_seen_as_it_is) {
    const spec *s = &SPECS[_i];
    span bytes = build(s, 24);
    layout expected = learn(bytes), l = observe(bytes, &expected);
    check_layout(s, &l);
    ck_assert(!l.quoted);
}
END_TEST

START_TEST(another_separator_keeps_the_roles) {
    layout expected = learn(build(spec_of("tab header"), 24));
    spec s = *spec_of("tab header");
    s.separator = ',';
    s.filled = true;
    layout l = observe(build(&s, 24), &expected);
    check_layout(&s, &l);
    ck_assert_int_eq(l.columns[WAGE].reason, expected.columns[WAGE].reason);
}
END_TEST

START_TEST(header_lost_or_added_is_seen) {
    layout with = learn(build(spec_of("tab header"), 24)), without = learn(build(spec_of("tab bare"), 24));
    layout lost = observe(build(spec_of("tab bare"), 24), &with);
    ck_assert(!lost.header && lost.wage == 4 && lost.id == 1);
    layout added = observe(build(spec_of("tab header"), 24), &without);
    ck_assert(added.header && added.wage == 4 && added.id == 1);
}
END_TEST

START_TEST(excel_csv_is_seen) {
    layout expected = learn(build(spec_of("tab header"), 4));
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
    layout expected = learn(build(spec_of("tab header"), 4));
    layout l = observe(SPAN("姓名\t身份证号\t个人编号\t原工资\t现工资\n王小明\t239901199001011234\t0031415926\t1.00\t2.00\n"), &expected);
    ck_assert_int_eq(l.name, 0);
    ck_assert_int_eq(l.personal, 2);
    l = observe(SPAN("个人编号\t身份证号\t姓名\t部门\t原工资\t现工资\t备注\n"
                     "0031415926\t239901199001011234\t王小明\t一部\t1.00\t2.00\t\n"), &expected);
    ck_assert_int_eq(l.old_wage, 4);
    ck_assert_int_eq(l.wage, 5);
    layout bare = learn(build(spec_of("comma bare"), 12));
    l = observe(SPAN("王小明,239901199001011234,4000,5000\n李小红,239901199001011242,4100,5100\n"), &bare);
    ck_assert_int_eq(l.id, 1);
    ck_assert_int_eq(l.name, 0);
}
END_TEST

START_TEST(added_trailing_separators_are_no_columns) {
    layout expected = learn(build(spec_of("comma header"), 12));
    spec s = *spec_of("comma header");
    s.trailing = s.filled = true;
    layout l = observe(build(&s, 12), &expected);
    ck_assert(l.trailing);
    ck_assert_uint_eq(l.count, 5);
    ck_assert_int_eq(l.wage, 4);
}
END_TEST

START_TEST(lines_before_the_header_are_skipped) {
    layout expected = learn(build(spec_of("tab header"), 4));
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
    text t = read_text(build(s, 24));
    layout learned, inferred, again;
    layout_learn(&a, &t, NULL, words, &learned);
    span yaml = layout_to_yaml(&a, &learned, &t, SPAN("\xb9\xa4\xd7\xca.txt"), false, SPAN("it's 工资"));
    format *f = format_read(&a, yaml, SPAN("learned"), found);
    ck_assert_msg(f != NULL, "%s: %.*s", s->label, (int)yaml.len, (const char *)yaml.ptr);
    ck_assert(f->columns_pinned && f->encoding == t.encoding && span_eq(f->entry_name, SPAN("\xb9\xa4\xd7\xca.txt")));
    layout_infer(&a, &t, f, words, &inferred);
    check_same(s, &learned, &inferred);
    ck_assert(inferred.separator_basis == BASIS_FORMAT && inferred.columns_basis == BASIS_FORMAT);
    layout_learn(&a, &t, f, words, &again);
    check_same(s, &learned, &again);
}
END_TEST

START_TEST(a_learned_format_names_nobody) {
    text t = read_text(build(spec_of("tab header"), 24));
    layout l;
    layout_learn(&a, &t, NULL, words, &l);
    span yaml = layout_to_yaml(&a, &l, &t, (span){0}, false, SPAN("x"));
    for (int i = 0; i < 12; i++)
        ck_assert(span_search(yaml, span_cstr(NAMES[i])) == yaml.len && span_search(yaml, id_of(i)) == yaml.len);
}
END_TEST

START_TEST(a_format_settles_what_is_ambiguous) {
    spec s = *spec_of("tab bare");
    s.trailing = true;
    text t = read_text(build(&s, 12));
    layout l;
    format *f = format_read(&a, SPAN("name: x\ntitle: x\nsource: x\ntext: {closing-separator: yes}\n"
                                     "columns: [{role: wage, position: last}]\n"), SPAN("f"), found);
    layout_learn(&a, &t, f, words, &l);
    ck_assert(l.trailing && !l.ambiguous && l.count == 5 && l.wage == 4);
    f->trailing = 0;
    layout_learn(&a, &t, f, words, &l);
    ck_assert(!l.trailing && !l.ambiguous && l.count == 6 && l.wage == 5 && l.old_wage == 4);
}
END_TEST

START_TEST(the_template_beats_the_format) {
    text t = read_text(build(spec_of("tab header"), 12));
    layout l;
    format *f = format_read(&a, SPAN("name: x\ntitle: x\nsource: x\ntext: {separator: comma, header: no}\nnumbers: {decimals: 0}\n"
                                     "columns: [{role: id, pattern: '\\d+'}, {role: wage, position: last}]\n"), SPAN("f"), found);
    layout_learn(&a, &t, f, words, &l);
    check_layout(spec_of("tab header"), &l);
    ck_assert_ptr_nonnull(l.columns[ID].pattern);
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
    ck_assert_int_eq(header_role(words, SPAN(" 身份证号（必填）"), &sure), ROLE_ID);
    ck_assert(sure);
    ck_assert_int_eq(header_role(words, SPAN("ＩＤ　Number"), &sure), ROLE_ID);
    ck_assert(sure);
    ck_assert_int_eq(header_role(words, SPAN("*姓  名"), &sure), ROLE_NAME);
    ck_assert(sure);
    ck_assert_int_eq(header_role(words, SPAN("应发合计(元)"), &sure), ROLE_WAGE);
    ck_assert(!sure);
    ck_assert_int_eq(header_role(words, SPAN("2026年现工资"), &sure), ROLE_WAGE);
    ck_assert(!sure);
    ck_assert_int_eq(header_role(words, SPAN("备注"), &sure), ROLE_OTHER);
    ck_assert_int_eq(header_role(words, SPAN("239901199001011234"), &sure), ROLE_OTHER);
    ck_assert_int_eq(header_role(words, SPAN("\xff\xfe("), &sure), ROLE_OTHER);
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
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, every_layout_is_learned, 0, SPEC_COUNT);
    tcase_add_loop_test(t, every_line_is_split, 0, SPEC_COUNT);
    tcase_add_loop_test(t, broken_lines_change_nothing, 0, SPEC_COUNT);
    tcase_add_loop_test(t, an_untouched_file_is_seen_as_it_is, 0, SPEC_COUNT);
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
    tcase_add_test(t, splitting_never_trims_or_loses);
    tcase_add_test(t, splitting_counts_beyond_what_it_keeps);
    tcase_add_test(t, header_words_are_known);
    tcase_add_test(t, contents_are_recognised);
    suite_add_tcase(s, t);
    return s;
}

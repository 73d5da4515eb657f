#include <check.h>
#include <string.h>

#include "layout_maker.h"

arena spec_arena;
const header_words *spec_words;

void spec_setup(void) {
    arena_init(&spec_arena, NULL);
    spec_words = header_words_builtin();
}

void spec_teardown(void) { arena_free(&spec_arena); }

const spec SPECS[] = {
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
_Static_assert(sizeof SPECS / sizeof *SPECS == SPEC_COUNT, "as the header says");

/* 東珅億 end in | as GBK, 乗孿籠 in a backslash, 奮恀 in ^. */
const char *const NAMES[] = {"王小明", "李東", "赵乗", "周奮", "孙珅", "吴孿", "郑籠", "陈億", "刘恀波", "欧阳文静", "张伟", "阿依古丽·买买提"};
const char *const HEADER[CELLS] = {"个人编号", "身份证号", "姓名", "原工资", "现工资"};
const uint32_t WIDTHS[CELLS] = {12, 20, 24, 14, 14};

span spec_id(int i) {
    static const int WEIGHTS[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    buf b = buf_new(&spec_arena);
    int sum = 0;
    buf_format(&b, "2399%02d19%02d%02d%02d%03d", 1 + i % 9, 60 + i % 40, 1 + i % 12, 1 + i % 28, (i * 7 + 1) % 1000);
    for (int k = 0; k < 17; k++)
        sum += (b.ptr[k] - '0') * WEIGHTS[k];
    buf_byte(&b, (uint8_t) "10X98765432"[sum % 11]);
    return buf_span(&b);
}

static span cell(const spec *s, int row, int c) {
    buf b = buf_new(&spec_arena);
    if (c == NAME)
        buf_text(&b, NAMES[row % 12]);
    else if (c == ID)
        buf_add(&b, spec_id(row));
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

bool spec_fixed(const spec *s) { return strchr("lrz", s->separator) != NULL; }

static void add_cell(buf *b, const spec *s, int c, bool first, span utf8, bool number) {
    buf raw = buf_new(&spec_arena);
    ck_assert(encode_all(s->encoding, utf8, &raw));
    if (spec_fixed(s)) {
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

span spec_build(const spec *s, int people) {
    buf b = buf_new(&spec_arena);
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

text spec_text(span bytes) {
    text t;
    text_read(&spec_arena, NULL, bytes, ENCODING_UNKNOWN, &t);
    return t;
}

layout spec_learn(span bytes) {
    text t = spec_text(bytes);
    layout l;
    layout_learn(&spec_arena, &t, NULL, spec_words, &l);
    return l;
}

layout spec_infer(const char *bytes) {
    text t = spec_text(span_cstr(bytes));
    layout l;
    layout_infer(&spec_arena, &t, NULL, spec_words, &l);
    return l;
}

const spec *spec_of(const char *label) {
    for (int i = 0; i < SPEC_COUNT; i++)
        if (strcmp(SPECS[i].label, label) == 0)
            return &SPECS[i];
    ck_abort_msg("no spec %s", label);
    return NULL;
}

static void check_separator(const spec *s, const layout *l) {
    if (spec_fixed(s))
        ck_assert_msg(l->separator.kind == SEPARATOR_FIXED, "%s", s->label);
    else if (s->separator == SPACES)
        ck_assert_msg(l->separator.kind == SEPARATOR_SPACES, "%s", s->label);
    else
        ck_assert_msg(l->separator.kind == SEPARATOR_BYTE && l->separator.byte == s->separator, "%s", s->label);
}

void spec_check(const spec *s, const layout *l) {
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
    ck_assert_msg(l->style.pad == spec_fixed(s), "%s: pad", s->label);
    ck_assert(l->columns[l->wage].editable && !l->columns[l->id].editable);
}

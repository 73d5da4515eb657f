/* Words that name a role in headers, as formats/headers.yaml lists them. */
#include <string.h>

#include "base/utf8.h"
#include "layout/headers.h"
#include "layout/yaml.h"

/* ---- The normalised form of a cell. */
static bool is_dropped(uint32_t c) {
    return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == '*' ||
           c == ':' || c == '\'' || c == '"' || c == '_' || c == UTF8_BAD;
}

static bool opens(uint32_t c) { return c == '(' || c == '[' || c == 0x3010 || c == 0x3014; }
static bool closes(uint32_t c) { return c == ')' || c == ']' || c == 0x3011 || c == 0x3015; }

/* Traditional characters of headers, such as 身份證號碼, and the simplified ones; ascending. */
static const struct pair {
    uint16_t from, to;
} SIMPLIFIED[] = {
    {u'個', u'个'}, {u'備', u'备'}, {u'務', u'务'}, {u'勞', u'劳'}, {u'參', u'参'}, {u'員', u'员'},
    {u'單', u'单'}, {u'實', u'实'}, {u'屬', u'属'}, {u'後', u'后'}, {u'應', u'应'}, {u'戶', u'户'},
    {u'據', u'据'}, {u'數', u'数'}, {u'歲', u'岁'}, {u'準', u'准'}, {u'獎', u'奖'}, {u'現', u'现'},
    {u'發', u'发'}, {u'碼', u'码'}, {u'稅', u'税'}, {u'級', u'级'}, {u'編', u'编'}, {u'總', u'总'},
    {u'繳', u'缴'}, {u'聯', u'联'}, {u'職', u'职'}, {u'號', u'号'}, {u'補', u'补'}, {u'計', u'计'},
    {u'註', u'注'}, {u'話', u'话'}, {u'調', u'调'}, {u'證', u'证'}, {u'費', u'费'}, {u'貼', u'贴'},
    {u'資', u'资'}, {u'賬', u'账'}, {u'險', u'险'}, {u'電', u'电'}, {u'額', u'额'}, {u'類', u'类'},
    {u'齡', u'龄'},
};

static uint32_t simplified(uint32_t c) {
    size_t low = 0, high = sizeof SIMPLIFIED / sizeof *SIMPLIFIED;
    if (c < SIMPLIFIED[0].from || c > SIMPLIFIED[high - 1].from)
        return c;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (SIMPLIFIED[middle].from == c)
            return SIMPLIFIED[middle].to;
        if (SIMPLIFIED[middle].from < c)
            low = middle + 1;
        else
            high = middle;
    }
    return c;
}

static uint32_t fold(uint32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFF01 - 0x21;
    c = simplified(c);
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* As long as what it stands for: all of them take three bytes. */
static void write_hanzi(uint8_t *out, uint32_t c) {
    out[0] = (uint8_t)(0xE0 | c >> 12);
    out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    out[2] = (uint8_t)(0x80 | (c & 0x3F));
}

/* 现工资*必填: of forms, not of the name. */
static span without_duty(span s) {
    static const char *const WORDS[] = {"必填项", "必填", "选填", "必录"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (span_ends(s, span_cstr(WORDS[i])) && s.len > span_cstr(WORDS[i]).len)
            return span_cut(s, 0, s.len - span_cstr(WORDS[i]).len);
    return s;
}

/* Blanks, marks and what stands in brackets go; full-width forms, capitals and traditional characters become plain. */
span header_normal(span utf8, uint8_t out[static HEADER_CELL_MAX]) {
    size_t len = 0, depth = 0;
    while (utf8.len) {
        span rest = utf8;
        uint32_t raw = utf8_next(&rest), c = fold(raw);
        size_t size = c < 0x80 ? 1 : utf8.len - rest.len;
        depth += opens(c);
        if (depth == 0 && !is_dropped(c)) {
            if (len + size > HEADER_CELL_MAX)
                return span_of(out, 0);
            if (c < 0x80)
                out[len] = (uint8_t)c;
            else if (c == raw)
                memcpy(out + len, utf8.ptr, size);
            else
                write_hanzi(out + len, c);
            len += size;
        }
        depth -= depth && closes(c);
        utf8 = rest;
    }
    return without_duty(span_of(out, len));
}

/* ---- Reading the list. */
static void add_words(reader *r, const node *list, bool sure, bool mark) {
    if (!expect_kind(r, list, NODE_LIST))
        return;
    for (const node *n = list->first; n; n = n->next) {
        uint8_t normal[HEADER_CELL_MAX];
        span as_written;
        header_word w = {.role = r->column->role, .sure = sure, .mark = mark};
        if (!read_text(r, n, &as_written))
            continue;
        w.normal = span_keep(r->a, header_normal(as_written, normal));
        if (w.normal.len == 0)
            bad_value(r, n, value_term(TERM_want_text));
        else
            VEC_PUSH(r->a, r->words, w);
    }
}

static void read_sure(reader *r, const node *n) { add_words(r, n, true, false); }
static void read_hint(reader *r, const node *n) { add_words(r, n, false, false); }
static void read_mark(reader *r, const node *n) { add_words(r, n, false, true); }

static void read_role_words(reader *r, const node *n, role which) {
    static const key_spec KEYS[] = {{"sure", true, read_sure}, {"hint", false, read_hint}, {"mark", false, read_mark}};
    column c = {.role = which};
    r->column = &c;
    read_keys(r, n, KEYS, sizeof KEYS / sizeof *KEYS);
    r->column = NULL;
}

static void read_id(reader *r, const node *n) { read_role_words(r, n, ROLE_ID); }
static void read_name(reader *r, const node *n) { read_role_words(r, n, ROLE_NAME); }
static void read_personal(reader *r, const node *n) { read_role_words(r, n, ROLE_PERSONAL_NUMBER); }
static void read_unit(reader *r, const node *n) { read_role_words(r, n, ROLE_UNIT); }
static void read_old_wage(reader *r, const node *n) { read_role_words(r, n, ROLE_OLD_WAGE); }
static void read_wage(reader *r, const node *n) { read_role_words(r, n, ROLE_WAGE); }
static void read_other(reader *r, const node *n) { read_role_words(r, n, ROLE_OTHER); }

const header_words *header_words_read(arena *a, span yaml, span label, findings *found) {
    static const key_spec KEYS[] = {
        {"id", true, read_id},           {"name", true, read_name},         {"personal-number", true, read_personal},
        {"unit", true, read_unit},       {"old-wage", true, read_old_wage}, {"wage", true, read_wage},
        {"other", false, read_other},
    };
    header_words *w = ARENA_NEW(a, header_words);
    struct header_word_list list = {0};
    reader r = {.a = a, .label = label, .found = found, .words = &list};
    const node *root = yaml_read(a, yaml, label, found);
    if (root)
        read_keys(&r, root, KEYS, sizeof KEYS / sizeof *KEYS);
    *w = (header_words){list.items, list.count};
    return w;
}

/* ---- Looking a cell up. */
enum { PART_MIN = 6 };

/* The kind of column that a mark in the words stands for; a single character is one at their beginning, or for what is no
 * wage anywhere. */
static bool marked(const header_words *w, span words, role *as) {
    for (size_t i = 0; i < w->count; i++) {
        const header_word *one = &w->items[i];
        size_t at = one->mark ? span_search(words, one->normal) : words.len;
        if (at < words.len && (at == 0 || one->normal.len >= PART_MIN || one->role == ROLE_OTHER)) {
            *as = one->role;
            return true;
        }
    }
    return false;
}

/* What stands in the cell's first brackets. */
static span in_brackets(span utf8) {
    span from = {0};
    while (utf8.len) {
        span here = utf8;
        uint32_t c = fold(utf8_next(&utf8));
        if (from.ptr && closes(c))
            return span_of(from.ptr, (size_t)(here.ptr - from.ptr));
        if (from.ptr == NULL && opens(c))
            from = utf8;
    }
    return (span){0};
}

/* 2025: of several wages one. */
static bool names_year(span words) {
    for (size_t i = 0; i + 4 <= words.len; i++)
        if (span_digits(span_cut(words, i, 4)) && (words.ptr[i] == '1' || words.ptr[i] == '2'))
            return true;
    return false;
}

/* 扣款前应发 and 含加班工资 are whole wages. */
static bool taken_back(span words) {
    static const char *const WORDS[] = {"前", "未", "含"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (span_search(words, span_cstr(WORDS[i])) < words.len)
            return true;
    return false;
}

static role role_of_words(const header_words *w, span cell, bool *sure) {
    const header_word *part = NULL;
    role as;
    for (size_t i = 0; i < w->count; i++) {
        const header_word *one = &w->items[i];
        if (one->mark)
            continue;
        if (span_eq(one->normal, cell)) {
            *sure = one->sure;
            return one->role;
        }
        /* A longer cell that holds a word only hints: 2026年现工资, 职工姓名全称. The longest word wins. */
        if (one->normal.len >= PART_MIN && (part == NULL || one->normal.len > part->normal.len) &&
            span_search(cell, one->normal) < cell.len)
            part = one;
    }
    if (part && part->role == ROLE_WAGE && marked(w, cell, &as) && !(as == ROLE_OTHER && taken_back(cell)))
        return as; /* not surely: beside another that only hints a person is asked */
    return part ? part->role : ROLE_OTHER;
}

role header_role(const header_words *w, span utf8, bool *sure) {
    uint8_t normal[HEADER_CELL_MAX], within[HEADER_CELL_MAX];
    span cell = header_normal(utf8, normal);
    *sure = false;
    role found = cell.len ? role_of_words(w, cell, sure) : ROLE_OTHER, as;
    if (found != ROLE_WAGE)
        return found;
    span inside = header_normal(in_brackets(utf8), within);
    if (inside.len && marked(w, inside, &as) && as == ROLE_OLD_WAGE) { /* （含加班） is part of it */
        *sure = false;
        return as;
    }
    *sure = *sure && !names_year(inside); /* 现工资（2025） */
    return found;
}

#include "layout/layout.h"
#include "layout/yaml.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* ---- Provenance. */
static void read_name(reader *r, const node *n) { read_text(r, n, &r->f->name); }
static void read_title(reader *r, const node *n) { read_text(r, n, &r->f->title); }
static void read_source(reader *r, const node *n) { read_text(r, n, &r->f->source); }

/* "2027-01-01" as 20270101; a year alone or with a month is enough where `part` says so. */
static bool date_of(span s, bool part, uint32_t *date) {
    static const struct { size_t at; uint64_t max; } PARTS[] = {{0, 9999}, {5, 12}, {8, 31}};
    uint64_t all = 0;
    for (size_t i = 0; i < COUNT(PARTS); i++) {
        uint64_t number = 0;
        bool there = s.len > PARTS[i].at;
        if (!there && !(part && i > 0 && s.len + 1 == PARTS[i].at))
            return false;
        if (!there)
            return true;
        if (i > 0 && s.ptr[PARTS[i].at - 1] != '-')
            return false;
        if (!span_to_u64(span_cut(s, PARTS[i].at, i ? 2 : 4), PARTS[i].max, &number) || number == 0)
            return false;
        all = all * 100 + number;
    }
    *date = (uint32_t)all;
    return s.len == 10;
}

static void read_since(reader *r, const node *n) {
    uint32_t date;
    if (!read_text(r, n, &r->f->since) || is_auto(n))
        return;
    if (!date_of(n->text, true, &date))
        bad_value(r, n, value_term(TERM_want_date));
}

/* ---- The container. */
static void read_kind(reader *r, const node *n) {
    static const word_value WORDS[] = {{"auto", 0}, {"zip", 1}};
    int kind = 0;
    if (read_word(r, n, WORDS, COUNT(WORDS), &kind))
        r->f->must_zip = kind == 1;
}

static void read_files(reader *r, const node *n) {
    static const word_value WORDS[] = {{"auto", 0}, {"1", 1}};
    int files = 0;
    if (read_word(r, n, WORDS, COUNT(WORDS), &files))
        r->f->one_entry = files == 1;
}

static void read_entry_name(reader *r, const node *n) {
    if (!is_auto(n))
        read_text(r, n, &r->f->entry_name);
}

static void read_entry_encoding(reader *r, const node *n) {
    static const word_value WORDS[] = {{"GBK", 0}, {"UTF-8", 1}};
    int utf8 = 0;
    if (read_word(r, n, WORDS, COUNT(WORDS), &utf8))
        r->f->entry_utf8 = utf8 == 1;
}

static void read_container(reader *r, const node *n) {
    static const key_spec CONTAINER[] = {
        {"kind", false, read_kind},
        {"files", false, read_files},
        {"entry-name", false, read_entry_name},
        {"entry-name-encoding", false, read_entry_encoding},
    };
    read_keys(r, n, CONTAINER, COUNT(CONTAINER));
    if (r->f->entry_name.len == 0 || r->f->entry_utf8)
        return;
    buf raw = buf_new(r->a);
    if (encode_all(ENCODING_GBK, r->f->entry_name, &raw))
        r->f->entry_name = buf_span(&raw);
    else
        bad_value(r, node_child(n, "entry-name"), value_term(TERM_want_encodable));
}

/* ---- The text. */
static void read_encoding(reader *r, const node *n) {
    static const word_value WORDS[] = {
        {"auto", ENCODING_UNKNOWN},     {"GBK", ENCODING_GBK},           {"UTF-8", ENCODING_UTF8},
        {"GB18030", ENCODING_GB18030},  {"Big5", ENCODING_BIG5},         {"ASCII", ENCODING_ASCII},
        {"UTF-16LE", ENCODING_UTF16LE}, {"UTF-16BE", ENCODING_UTF16BE},
    };
    int e = ENCODING_UNKNOWN;
    if (read_word(r, n, WORDS, COUNT(WORDS), &e))
        r->f->encoding = (encoding)e;
}

static void read_bom(reader *r, const node *n) {
    static const word_value WORDS[] = {{"auto", -1}, {"none", 0}, {"present", 1}};
    (void)read_word(r, n, WORDS, COUNT(WORDS), &r->f->bom);
}

static void read_newline(reader *r, const node *n) {
    static const word_value WORDS[] = {{"auto", 0}, {"CRLF", 1}, {"LF", 2}, {"CR", 3}};
    static const char *const BYTES[] = {"", "\r\n", "\n", "\r"};
    int which = 0;
    if (read_word(r, n, WORDS, COUNT(WORDS), &which))
        r->f->newline = span_cstr(BYTES[which]);
}

static void read_separator(reader *r, const node *n) {
    enum { AUTO = -1, SPACES = 256, FIXED = 257 };
    static const word_value WORDS[] = {
        {"auto", AUTO},     {"tab", '\t'},  {"comma", ','},     {"pipe", '|'},
        {"semicolon", ';'}, {"caret", '^'}, {"spaces", SPACES}, {"fixed-width", FIXED},
    };
    int s = AUTO;
    if (!read_word(r, n, WORDS, COUNT(WORDS), &s))
        return;
    r->f->separator_pinned = s != AUTO;
    r->f->separator.kind = s == SPACES ? SEPARATOR_SPACES : s == FIXED ? SEPARATOR_FIXED : SEPARATOR_BYTE;
    r->f->separator.byte = s > 0 && s < SPACES ? (uint8_t)s : 0;
}

static void read_tristate(reader *r, const node *n, int *state) {
    bool yes = false;
    if (is_auto(n))
        *state = -1;
    else if (read_yes_no(r, n, &yes))
        *state = yes;
}

static void read_header(reader *r, const node *n) { read_tristate(r, n, &r->f->header); }
static void read_trailing(reader *r, const node *n) { read_tristate(r, n, &r->f->trailing); }

static void read_text_rules(reader *r, const node *n) {
    static const key_spec TEXT[] = {
        {"encoding", false, read_encoding},   {"bom", false, read_bom},
        {"newline", false, read_newline},     {"separator", false, read_separator},
        {"header", false, read_header},       {"closing-separator", false, read_trailing},
    };
    read_keys(r, n, TEXT, COUNT(TEXT));
}

/* ---- How wages are written. */
static void read_decimals(reader *r, const node *n) {
    static const word_value WORDS[] = {{"auto", -1}, {"0", 0}, {"1", 1}, {"2", 2}};
    int decimals = -1;
    if (!read_word(r, n, WORDS, COUNT(WORDS), &decimals))
        return;
    r->f->style_pinned = decimals >= 0;
    r->f->style.decimals = decimals >= 0 ? (uint8_t)decimals : 0;
}

static void read_pad(reader *r, const node *n) { (void)read_yes_no(r, n, &r->f->style.pad); }

static void read_numbers(reader *r, const node *n) {
    static const key_spec NUMBERS[] = {{"decimals", true, read_decimals}, {"pad", false, read_pad}};
    read_keys(r, n, NUMBERS, COUNT(NUMBERS));
}

/* ---- Rules switched off, downgraded or dated. */
static bool take(span *s, span word) {
    if (!span_starts(*s, word))
        return false;
    *s = span_from(*s, word.len);
    return true;
}

/* "warning", or "warning until 2027-01-01, then error". */
static bool severity_of(span s, dated_severity *d) {
    size_t first = span_find(s, ' ');
    if (!severity_of_word(span_cut(s, 0, first), &d->severity))
        return false;
    d->later = d->severity;
    s = span_from(s, first);
    if (s.len == 0)
        return true;
    if (!take(&s, SPAN(" until ")) || !date_of(span_cut(s, 0, 10), false, &d->until))
        return false;
    s = span_from(s, 10);
    return take(&s, SPAN(", then ")) && severity_of_word(s, &d->later);
}

static void read_rule(reader *r, const node *n) {
    dated_severity d = {.code = catalogue_find(n->key)};
    if (d.code == CODE_NONE) {
        r->failed = true;
        FIND(r->found, .code = FMT_bad_value, .place = format_place(r, n->key_line, n->key_column),
             .args = {{"line", value_number(n->key_line)},
                      {"name", value_text(SPAN("rules"))},
                      {"is", value_text(n->key)},
                      {"what", value_term(TERM_want_code)}});
        return;
    }
    if (n->kind != NODE_TEXT || !severity_of(n->text, &d))
        bad_value(r, n, value_term(TERM_want_severity));
    else
        VEC_PUSH(r->a, &r->f->severities, d);
}

static void read_rules(reader *r, const node *n) {
    if (is_auto(n) || !expect_kind(r, n, NODE_MAPPING))
        return;
    for (const node *rule = n->first; rule; rule = rule->next)
        read_rule(r, rule);
}

/* ---- The whole. */
static void read_listed(reader *r, const node *n) {
    static const word_value WORDS[] = {{"all", 1}, {"some", 0}};
    int all = 0;
    if (read_word(r, n, WORDS, COUNT(WORDS), &all))
        r->f->columns_pinned = all == 1;
}

static const key_spec KEYS[] = {
    {"name", true, read_name},           {"title", true, read_title},
    {"source", true, read_source},       {"since", false, read_since},
    {"container", false, read_container}, {"text", false, read_text_rules},
    {"numbers", false, read_numbers},    {"columns-listed", false, read_listed},
    {"columns", true, read_columns},     {"rules", false, read_rules},
};

format *format_read(arena *a, span yaml, span label, findings *found) {
    const node *root = yaml_read(a, yaml, label, found);
    if (root == NULL)
        return NULL;
    format *f = ARENA_NEW(a, format);
    *f = (format){.bom = -1, .header = -1, .trailing = -1, .wage = -1};
    reader r = {.a = a, .label = label, .found = found, .f = f};
    read_keys(&r, root, KEYS, COUNT(KEYS));
    if (f->columns_pinned && f->wage < 0)
        missing_key(&r, root, "role: wage");
    return r.failed ? NULL : f;
}

void format_severities(const format *f, uint32_t today, findings *found) {
    for (size_t i = 0; i < f->severities.count; i++) {
        const dated_severity *d = &f->severities.items[i];
        findings_override(found, d->code, d->until && today >= d->until ? d->later : d->severity);
    }
}

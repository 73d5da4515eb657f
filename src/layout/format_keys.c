/* Reading keys and values with mistakes told where they stand. */
#include <string.h>

#include "base/utf8.h"
#include "layout/layout.h"
#include "layout/yaml.h"

enum { LIST_MAX = 32, WORD_MAX = 40, SUGGESTIONS = 8 };

place format_place(const reader *r, uint32_t line, uint32_t character) {
    place at = place_whole(INPUT_FORMAT);
    at.entry = r->label;
    at.line = line;
    at.column = character;
    return at;
}

void bad_value(reader *r, const node *n, value expected) {
    r->failed = true;
    FIND(r->found, .code = FMT_bad_value, .place = format_place(r, n->line, n->column),
         .args = {{"line", value_number(n->line)},
                  {"name", value_text(n->key.len ? n->key : SPAN("-"))},
                  {"is", value_text(n->kind == NODE_TEXT ? n->text : SPAN("…"))},
                  {"what", expected}});
}

bool expect_kind(reader *r, const node *n, node_kind kind) {
    static const term WANTED[] = {TERM_want_word, TERM_want_list, TERM_want_mapping};
    if (n->kind == kind)
        return true;
    bad_value(r, n, value_term(WANTED[kind]));
    return false;
}

/* How many characters must be typed, taken away or replaced: bytes do, since our words are ASCII. */
static size_t distance(span a, span b) {
    size_t row[WORD_MAX + 1];
    b = span_cut(b, 0, WORD_MAX);
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 0; i < a.len && i < WORD_MAX; i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.len; j++) {
            size_t least = corner + (a.ptr[i] != b.ptr[j]);
            corner = row[j + 1];
            least = least < corner + 1 ? least : corner + 1;
            row[j + 1] = least < row[j] + 1 ? least : row[j] + 1;
        }
    }
    return row[b.len];
}

/* The words nearest to what was written, nearest first, as "a, b, c". */
static span nearest(arena *a, span written, const char *const *words, size_t count) {
    size_t far[LIST_MAX], order[LIST_MAX];
    buf list = buf_new(a);
    for (size_t i = 0; i < count && i < LIST_MAX; i++) {
        size_t at = i;
        far[i] = distance(written, span_cstr(words[i]));
        for (; at > 0 && far[order[at - 1]] > far[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    for (size_t i = 0; i < count && i < SUGGESTIONS; i++) {
        buf_text(&list, i ? ", " : "");
        buf_text(&list, words[order[i]]);
    }
    return buf_span(&list);
}

static void unknown_key(reader *r, const node *n, const key_spec *keys, size_t count) {
    const char *words[LIST_MAX];
    for (size_t i = 0; i < count && i < LIST_MAX; i++)
        words[i] = keys[i].name;
    r->failed = true;
    FIND(r->found, .code = FMT_unknown_key, .place = format_place(r, n->key_line, n->key_column),
         .args = {{"line", value_number(n->key_line)},
                  {"is", value_text(n->key)},
                  {"what", value_text(nearest(r->a, n->key, words, count))}});
}

void missing_key(reader *r, const node *in, const char *key) {
    r->failed = true;
    FIND(r->found, .code = FMT_missing_key, .place = format_place(r, in->line, in->column),
         .args = {{"is", value_cstr(key)}, {"line", value_number(in->line)}});
}

static bool is_key(const key_spec *keys, size_t count, span name) {
    for (size_t i = 0; i < count; i++)
        if (span_eq(name, span_cstr(keys[i].name)))
            return true;
    return false;
}

const node *node_child(const node *n, const char *key) {
    for (const node *child = n->first; child; child = child->next)
        if (span_eq(child->key, span_cstr(key)))
            return child;
    return NULL;
}

/* In the table's order, so that a key may rely on one that its writer put further down. */
void read_keys(reader *r, const node *n, const key_spec *keys, size_t count) {
    if (!expect_kind(r, n, NODE_MAPPING))
        return;
    for (size_t i = 0; i < count; i++) {
        const node *child = node_child(n, keys[i].name);
        if (child)
            keys[i].take(r, child);
        else if (keys[i].required)
            missing_key(r, n, keys[i].name);
    }
    for (const node *child = n->first; child; child = child->next)
        if (!is_key(keys, count, child->key))
            unknown_key(r, child, keys, count);
}

bool is_auto(const node *n) { return n->kind == NODE_TEXT && span_eq(n->text, SPAN("auto")); }

bool read_word(reader *r, const node *n, const word_value *words, size_t count, int *which) {
    const char *known[LIST_MAX];
    if (!expect_kind(r, n, NODE_TEXT))
        return false;
    for (size_t i = 0; i < count; i++) {
        known[i] = words[i].word;
        if (span_eq_nocase(n->text, span_cstr(words[i].word))) {
            *which = words[i].value;
            return true;
        }
    }
    bad_value(r, n, value_text(nearest(r->a, n->text, known, count)));
    return false;
}

bool read_text(reader *r, const node *n, span *words) {
    if (!expect_kind(r, n, NODE_TEXT))
        return false;
    if (span_trim(n->text).len == 0) {
        bad_value(r, n, value_term(TERM_want_text));
        return false;
    }
    *words = n->text;
    return true;
}

bool read_yes_no(reader *r, const node *n, bool *yes) {
    static const word_value WORDS[] = {{"yes", 1}, {"no", 0}, {"true", 1}, {"false", 0}, {"是", 1}, {"否", 0}};
    if (!expect_kind(r, n, NODE_TEXT))
        return false;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (span_eq_nocase(n->text, span_cstr(WORDS[i].word))) {
            *yes = WORDS[i].value;
            return true;
        }
    bad_value(r, n, value_term(TERM_want_yes_no));
    return false;
}

bool read_number(reader *r, const node *n, uint32_t max, uint32_t *number) {
    uint64_t wide = 0;
    if (!expect_kind(r, n, NODE_TEXT))
        return false;
    if (!span_to_u64(n->text, max, &wide)) {
        bad_value(r, n, value_term(TERM_want_number));
        return false;
    }
    *number = (uint32_t)wide;
    return true;
}

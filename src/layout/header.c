/* Is there a header, and on which line? */
#include "layout/infer.h"

enum { HEADER_LINES = 5, MOST = 500 };

/* What a line has of a header, and what speaks against it. */
struct signs {
    uint32_t fields, sure, hints, ids, amounts, digits, filled;
};

static bool has_digit(span s) {
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
            return true;
    return false;
}

static struct signs look(const sample *s, const header_words *w, const layout *l, size_t line) {
    struct signs n = {0};
    fields f;
    line_split(l, s->encoding, s->lines[line], &f);
    n.fields = f.count;
    for (uint32_t i = 0; i < f.count && i <= COLUMNS_MAX; i++) {
        span field = span_trim(f.at[i]);
        bool sure = false;
        bool word = header_role(w, decode_span(s->a, s->encoding, span_cut(field, 0, HEADER_CELL_MAX)), &sure) != ROLE_OTHER;
        n.sure += sure;
        n.hints += word && !sure;
        n.ids += looks_like_id(field);
        n.amounts += looks_like_amount(field);
        n.digits += has_digit(field);
        n.filled += field.len > 0;
    }
    return n;
}

static bool says_header(struct signs n) { return (n.sure >= 1 || n.hints >= 2) && n.ids == 0 && n.amounts == 0; }

/* Without a word that we know: no digit in it, where most lines below hold IDs or amounts. */
static bool stands_apart(const sample *s, const layout *l, struct signs first) {
    size_t numeric = 0;
    fields f;
    if (first.digits || first.filled < 2 || s->count < 2)
        return false;
    for (size_t i = 1; i < s->count; i++) {
        bool found = false;
        line_split(l, s->encoding, s->lines[i], &f);
        for (uint32_t k = 0; k < f.count && k <= COLUMNS_MAX && !found; k++)
            found = looks_like_id(span_trim(f.at[k])) || looks_like_amount(span_trim(f.at[k]));
        numeric += found;
    }
    return share(numeric, s->count - 1) >= MOST;
}

static void set_header(sample *s, layout *l, size_t at) {
    l->header = true;
    l->header_line = s->index[at];
    s->first = at + 1;
}

void find_header(sample *s, const header_words *w, layout *l) {
    l->header = false;
    l->header_line = 0;
    s->first = 0;
    for (size_t i = 0; i < s->count && i < HEADER_LINES; i++) {
        struct signs n = look(s, w, l, i);
        if (n.ids)
            break;
        if (n.fields >= 2 && says_header(n)) {
            set_header(s, l, i);
            return;
        }
    }
    if (s->count && stands_apart(s, l, look(s, w, l, 0)))
        set_header(s, l, 0);
}

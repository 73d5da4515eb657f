/* A damaged file, seen with the knowledge of what it should be. */
#include "layout/infer.h"

enum { SCORE_LEAST = 250, SCORE_PLAIN = 900, MARGIN = 150, SOME = 300, MOST = 500, FEW = 200 };

/* Is a fixed-width file still cut where it should be: are the IDs, or else the names, in place? */
static bool fixed_fits(const sample *s, const layout *expected) {
    column_facts f;
    int at = expected->id >= 0 ? expected->id : expected->name;
    if (at < 0)
        return true;
    column_look(s, expected, (uint32_t)at, &f);
    return f.ids + f.wrecked_ids + f.names >= SOME;
}

/* Finds separator and quotes. Without a clearly better one, the expected. */
static bool see_separator(const sample *s, const layout *expected, const header_words *w, layout *out) {
    layout found = {0};
    division was = {0}, is;
    if (expected->separator.kind == SEPARATOR_FIXED) {
        if (fixed_fits(s, expected))
            return false;
    } else {
        find_quotes(s, out);
        divide(s, out, &was);
        if (was.score >= SCORE_PLAIN && was.columns == expected->count)
            return false;
    }
    if (!find_separator(s, w, &found, &is) || separator_same(found.separator, expected->separator) ||
        (was.score >= SCORE_LEAST && is.score < was.score + MARGIN))
        return false;
    out->separator = found.separator;
    out->quoted = found.quoted;
    for (uint32_t i = 0; found.separator.kind == SEPARATOR_FIXED && i < found.count; i++)
        out->columns[i] = found.columns[i];
    out->separator_basis = BASIS_INFERRED;
    return true;
}

/* ---- The names of the expected columns. */
static span normal_name(arena *a, span name) {
    uint8_t bytes[HEADER_CELL_MAX];
    return span_keep(a, header_normal(name, bytes));
}

/* The expected column of this name, which must be its alone; -1 where there is none. */
static int named_column(arena *a, const layout *expected, span name) {
    span wanted = normal_name(a, name);
    int found = -1;
    for (uint32_t i = 0; i < expected->count && wanted.len; i++)
        if (span_eq(normal_name(a, expected->columns[i].name), wanted)) {
            if (found >= 0)
                return -1;
            found = (int)i;
        }
    return found;
}

/* What the expected columns are called says more than any word: as a format file that describes them. */
static const format *described(arena *a, const layout *expected) {
    format *f = ARENA_NEW(a, format);
    for (uint32_t i = 0; i < expected->count; i++) {
        span *name = ARENA_NEW(a, span);
        if (named_column(a, expected, expected->columns[i].name) != (int)i)
            continue;
        *name = normal_name(a, expected->columns[i].name);
        f->columns[f->count++] = (column){.role = expected->columns[i].role, .headers = name, .header_count = 1};
    }
    return f;
}

/* May another column be the wage as well, by its name or by a name that says nothing? */
static bool others_hint(const layout *is, const header_words *w) {
    bool sure = false;
    for (int i = 0; i < (int)is->count; i++) {
        role named = i == is->wage ? ROLE_UNIT : header_role(w, is->columns[i].name, &sure);
        if (named == ROLE_WAGE || (named == ROLE_OTHER && !sure))
            return true;
    }
    return false;
}

bool layout_names_wage(arena *a, const layout *is, const layout *expected, const header_words *w) {
    bool sure = false;
    if (!is->header || is->wage < 0)
        return false;
    span name = is->columns[is->wage].name;
    int same = named_column(a, expected, name);
    bool word = header_role(w, name, &sure) == ROLE_WAGE;
    return (same >= 0 && same == expected->wage) || (word && (sure || !others_hint(is, w)));
}

/* ---- Are the columns where they should be? */
/* Does this cell of the header name another column than the expected one in its place? */
static bool misplaced(const sample *s, const layout *expected, const header_words *w, uint32_t i, span cell) {
    bool sure = false;
    if (i < expected->count && span_eq(cell, expected->columns[i].name))
        return false;
    int named = named_column(s->a, expected, cell);
    if (named >= 0)
        return (uint32_t)named != i;
    role r = header_role(w, cell, &sure);
    return sure && r != ROLE_OTHER && (i >= expected->count || expected->columns[i].role != r);
}

static bool moved_by_header(const sample *s, const layout *expected, const header_words *w, const layout *out) {
    fields f;
    line_split(out, s->encoding, s->lines[s->first - 1], &f);
    for (uint32_t i = 0; i < f.count && i <= COLUMNS_MAX; i++)
        if (misplaced(s, expected, w, i, span_trim(decode_span(s->a, s->encoding, f.at[i]))))
            return true;
    return false;
}

static bool moved_by_content(const sample *s, const layout *expected, const layout *out) {
    column_facts f;
    if (expected->id < 0)
        return false;
    column_look(s, out, (uint32_t)expected->id, &f);
    if (f.ids + f.wrecked_ids >= FEW)
        return false;
    for (uint32_t i = 0; i < out->count; i++) {
        column_look(s, out, i, &f);
        if (f.ids >= MOST)
            return true;
    }
    return false;
}

/* Bound anew, but with what is known of each role's column. */
static void rebind(const sample *s, const layout *expected, const header_words *w, layout *out) {
    for (uint32_t i = 0; i < out->count; i++)
        out->columns[i] = (column){.start = out->columns[i].start,
                                   .width = out->columns[i].width,
                                   .align = out->columns[i].align};
    bind_roles(s, w, described(s->a, expected), out);
    for (uint32_t i = 0; i < out->count; i++)
        if (out->columns[i].reason == REASON_FORMAT)
            out->columns[i].reason = REASON_HEADER;
    lend_columns(expected->columns, expected->count, out);
    out->columns_basis = BASIS_INFERRED;
}

/* As many columns as expected: also with separators added at the lines' ends, or with the last,
 * blank wage gone together with its separator, unless the header has lost a column as well. */
static void see_columns(const sample *s, const layout *expected, const header_words *w, layout *out) {
    division d;
    out->trailing = false;
    divide(s, out, &d);
    out->count = expected->count;
    out->trailing = d.columns > expected->count && empty_from(s, out, expected->count) >= MOST;
    bool moved = out->header ? moved_by_header(s, expected, w, out) : moved_by_content(s, expected, out);
    bool lost = out->header && moved && header_fields(s, out) == d.columns;
    bool agree = d.columns == expected->count || (d.columns + 1 == expected->count && !lost) || out->trailing;
    if (!agree) {
        out->trailing = d.columns > 2 && empty_from(s, out, d.columns - 1) >= MOST && expected->trailing;
        out->count = d.columns - out->trailing;
        if (out->count > COLUMNS_MAX)
            out->count = COLUMNS_MAX;
    }
    if (!agree || moved)
        rebind(s, expected, w, out);
}

static void see_fixed(const sample *s, const layout *expected, const header_words *w, layout *out) {
    layout found = *out;
    if (!find_fixed_columns(s, w, &found))
        return;
    for (uint32_t i = 0; i < found.count; i++)
        out->columns[i] = found.columns[i];
    out->count = found.count;
    rebind(s, expected, w, out);
}

void layout_observe(arena *a, const text *t, const layout *expected, const header_words *w, layout *out) {
    sample s;
    if (!expected->known) {
        layout_infer(a, t, NULL, w, out);
        return;
    }
    *out = *expected;
    sample_take(a, t, &s);
    if (s.count == 0)
        return;
    bool other = see_separator(&s, expected, w, out);
    find_header(&s, w, out);
    if (s.first == s.count)
        return;
    if (out->separator.kind != SEPARATOR_FIXED)
        see_columns(&s, expected, w, out);
    else if (other)
        see_fixed(&s, expected, w, out);
}

/* How the upload is divided, against how it should be. */
#include "rules/check.h"

static place first_line(const check *c) {
    return (place){.input = c->d->input, .entry = c->d->box.entry_label, .line = 1, .byte_offset = NO_OFFSET};
}

static fields header_fields(const document *d) {
    fields f;
    line_split(&d->layout, d->text.body_encoding, text_line(&d->text, d->layout.header_line), &f);
    return f;
}

static span header_field(const check *c, const document *d, const fields *f, uint32_t i) {
    return i < f->count && i < COLUMNS_MAX ? view_text(c->scratch, d, f->at[i]) : (span){0};
}

/* The headings in which two header lines differ, as "was → is". */
static span header_difference(const check *c) {
    fields now = header_fields(c->d), was = header_fields(c->t);
    buf b = buf_new(c->scratch);
    for (uint32_t i = 0; i < was.count || i < now.count; i++) {
        span old = header_field(c, c->t, &was, i), new = header_field(c, c->d, &now, i);
        if (span_eq(old, new))
            continue;
        if (b.len)
            buf_text(&b, "; ");
        buf_add(&b, old.len ? old : SPAN("-"));
        buf_text(&b, " → ");
        buf_add(&b, new.len ? new : SPAN("-"));
    }
    return buf_span(&b);
}

/* The same columns in another order, by name or else by role: told once, as "was → is". */
static bool reordered(const layout *is, const layout *was) {
    bool taken[COLUMNS_MAX] = {false}, moved = false;
    if (is->count != was->count)
        return false;
    for (uint32_t i = 0; i < was->count; i++) {
        int now = column_now(is, was, i);
        if (now < 0 || taken[now])
            return false;
        taken[now] = true;
        moved = moved || now != (int)i;
    }
    return moved;
}

/* "姓名 2 → 3; 身份证号 3 → 2": where each moved column was, and is. */
static span moves(const check *c, const layout *is, const layout *was) {
    buf b = buf_new(c->scratch);
    for (uint32_t i = 0; i < was->count; i++) {
        int now = column_now(is, was, i);
        if (now == (int)i)
            continue;
        if (b.len)
            buf_text(&b, "; ");
        buf_add(&b, was->columns[i].name);
        buf_format(&b, "%s%d → %d", was->columns[i].name.len ? " " : "", (int)i + 1, now + 1);
    }
    return buf_span(&b);
}

static void header_rule(const check *c, const layout *is, const layout *was) {
    if (was->header && !is->header) {
        FIND(c->found, .code = ROW_header_lost, .place = first_line(c));
    } else if (!was->header && is->header) {
        FIND(c->found, .code = ROW_header_added, .place = first_line(c));
    } else if (was->header && is->header) {
        span what = c->t ? header_difference(c) : (span){0};
        if (what.len && !reordered(is, was))
            FIND(c->found, .code = ROW_header_altered, .place = first_line(c),
                 .args = {{"what", value_text(what)}});
    }
}

void layout_rules(const check *c) {
    const layout *is = &c->d->layout, *was = c->job->expected;
    if (!separator_same(is->separator, was->separator))
        FIND(c->found, .code = ROW_separator_changed, .place = first_line(c),
             .args = {{"was", value_term(separator_term(was->separator))},
                      {"is", value_term(separator_term(is->separator))}});
    if (reordered(is, was))
        FIND(c->found, .code = ROW_column_order, .place = first_line(c),
             .args = {{"what", value_text(moves(c, is, was))}});
    header_rule(c, is, was);
}

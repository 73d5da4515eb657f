/* How the upload is divided, against how it should be. */
#include "rules/check.h"

static bool same_separator(const layout *a, const layout *b) {
    return a->separator.kind == b->separator.kind &&
           (a->separator.kind != SEPARATOR_BYTE || a->separator.byte == b->separator.byte);
}

static place first_line(const check *c) {
    return (place){.input = c->d->input, .entry = c->d->box.entry_label, .line = 1, .byte_offset = NO_OFFSET};
}

/* Names of the columns in which two headers differ, as "was → is". */
static span header_difference(const check *c, const layout *is, const layout *was) {
    buf b = buf_new(c->scratch);
    for (uint32_t i = 0; i < was->count || i < is->count; i++) {
        span old = i < was->count ? was->columns[i].name : (span){0};
        span now = i < is->count ? is->columns[i].name : (span){0};
        if (span_eq(old, now))
            continue;
        if (b.len)
            buf_text(&b, "; ");
        buf_add(&b, old.len ? old : SPAN("-"));
        buf_text(&b, " → ");
        buf_add(&b, now.len ? now : SPAN("-"));
    }
    return buf_span(&b);
}

static void header_rule(const check *c, const layout *is, const layout *was) {
    if (was->header && !is->header) {
        FIND(c->found, .code = ROW_header_lost, .place = first_line(c));
    } else if (!was->header && is->header) {
        FIND(c->found, .code = ROW_header_added, .place = first_line(c));
    } else if (was->header && is->header) {
        span what = header_difference(c, is, was);
        if (what.len)
            FIND(c->found, .code = ROW_header_altered, .place = first_line(c),
                 .args = {{"what", value_text(what)}});
    }
}

void layout_rules(const check *c) {
    const layout *is = &c->d->layout, *was = c->job->expected;
    if (!same_separator(is, was))
        FIND(c->found, .code = ROW_separator_changed, .place = first_line(c),
             .args = {{"was", value_term(separator_term(was->separator))},
                      {"is", value_term(separator_term(is->separator))}});
    header_rule(c, is, was);
}

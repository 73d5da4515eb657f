/* Lines and their columns. */
#include "base/utf8.h"
#include "rules/check.h"

void rule_line_length(const check *c, const checked_line *l) {
    uint32_t limit = c->job->max_line;
    if (limit && l->view->line.len > limit)
        FIND(c->found, .code = ROW_line_too_long, .place = place_of(c, l->view, -1),
             .args = {{"is", value_number(l->view->line.len)}, {"limit", value_number(limit)}});
}

void rule_empty_or_total(const check *c, const checked_line *l) {
    if (l->view->kind == LINE_TOTAL)
        FIND(c->found, .code = ROW_not_a_person, .place = place_of(c, l->view, -1),
             .args = {{"is", value_text(l->view->total_word)}});
}

/* Separators at the line's end beyond what the layout has. */
static uint32_t surplus_empty(const line_view *v, uint32_t want) {
    uint32_t n = 0;
    while (v->fields.count - n > want && v->fields.count - n <= COLUMNS_MAX &&
           v->fields.at[v->fields.count - n - 1].len == 0)
        n++;
    return n;
}

void rule_column_count(const check *c, const checked_line *l) {
    const line_view *v = l->view;
    uint32_t want = c->job->expected->count;
    if (v->kind == LINE_EMPTY || v->kind == LINE_TOTAL || v->fields.count == want)
        return;
    if (v->fields.count > want && surplus_empty(v, want) == v->fields.count - want)
        return; /* rule_trailing tells it */
    FIND(c->found, .code = ROW_column_count, .place = place_of(c, v, -1),
         .value = value_field(c, VALUE_RECORD, v->line),
         .args = {{"was", value_number(want)}, {"is", value_number(v->fields.count)}});
}

void rule_trailing(const check *c, const checked_line *l) {
    const line_view *v = l->view;
    uint32_t want = c->job->expected->count;
    bool closed = v->fields.closed && !c->job->expected->trailing;
    bool surplus = v->fields.count > want && surplus_empty(v, want) == v->fields.count - want;
    if (v->kind != LINE_EMPTY && (closed || surplus))
        FIND(c->found, .code = ROW_trailing_separators, .place = place_of(c, v, -1));
}

void rule_quotes(const check *c, const checked_line *l) {
    if (l->view->fields.quoted)
        FIND(c->found, .code = ROW_quotes_added, .place = place_of(c, l->view, -1));
}

/* Raw bytes may be compared where both texts are in the same encoding; else as characters. */
bool same_text(const check *c, span is, span was) {
    if (c->d->text.body_encoding == c->t->text.body_encoding || span_eq(is, was))
        return span_eq(is, was);
    return span_eq(view_text(c->scratch, c->d, is), view_text(c->scratch, c->t, was));
}

/* A field without what fixed-width columns are filled up with. */
static span unpadded(span raw) {
    raw = span_trim(raw);
    while (raw.len > 1 && raw.ptr[0] == '0' && raw.ptr[1] != '.')
        raw = span_from(raw, 1);
    return raw;
}

static bool zeros_lost(span is, span was) {
    return is.len && is.len < was.len && was.ptr[0] == '0' && span_digits(was) && span_eq(unpadded(was), unpadded(is));
}

/* What happened to a field that is not the template's. */
static code alteration(const check *c, role r, span is, span was) {
    if (r == ROLE_PERSONAL_NUMBER && zeros_lost(span_trim(is), span_trim(was)))
        return ID_zeros_lost;
    bool fixed = c->t->layout.separator.kind == SEPARATOR_FIXED && c->d->layout.separator.kind == SEPARATOR_FIXED;
    return fixed && same_text(c, unpadded(is), unpadded(was)) ? ROW_padding_changed : ROW_field_altered;
}

static void compare_field(const check *c, const checked_line *l, uint32_t at) {
    const column *was = &c->t->layout.columns[at];
    int now = column_now(&c->d->layout, &c->t->layout, at);
    if (now < 0)
        return;
    span is = view_field(l->view, now), old = view_field(l->twin, (int)at);
    if (same_text(c, is, old))
        return;
    FIND(c->found, .code = alteration(c, was->role, is, old), .place = place_of(c, l->view, now),
         .value = value_field(c, kind_of_role(was->role), is),
         .args = {{"was", value_of(kind_of_role(was->role), view_text(c->scratch, c->t, old))}});
}

void rule_field_altered(const check *c, const checked_line *l) {
    const layout *is = &c->d->layout, *was = &c->t->layout;
    if (l->same_bytes || is->count != was->count || l->view->fields.count != l->twin->fields.count)
        return;
    for (uint32_t i = 0; i < was->count; i++)
        if ((int)i != was->wage && (int)i != was->id) /* the ID's own rules tell what happened to it */
            compare_field(c, l, i);
}

/* Does a field keep what the format file says of its column? */
static bool fits_format(const column *col, span shown) {
    size_t length = utf8_count(shown);
    if (shown.len == 0)
        return !col->required;
    if (col->pattern && !pattern_matches(col->pattern, shown))
        return false;
    if (col->type == FIELD_DIGITS && !span_digits(shown))
        return false;
    return length >= col->min_length && (col->max_length == 0 || length <= col->max_length);
}

/* Has the field's own rule told already what is wrong with it? */
static bool told_already(const line_view *v, role r) {
    const person_id *id = &v->person;
    if (r == ROLE_ID)
        return id->kind == ID_BLANK || id->kind == ID_MALFORMED || id->kind == ID_IN_SCIENTIFIC || !id->check_ok;
    return r == ROLE_WAGE && (v->wage_money.oddities || v->wage_money.below_one);
}

void rule_format(const check *c, const checked_line *l) {
    const layout *want = c->job->expected;
    if (c->job->format == NULL || l->view->fields.count != want->count)
        return;
    for (uint32_t i = 0; i < want->count; i++) {
        span shown = view_text(c->scratch, c->d, l->view->fields.at[i]);
        if (!told_already(l->view, want->columns[i].role) && !fits_format(&want->columns[i], shown))
            FIND(c->found, .code = ROW_format, .place = place_of(c, l->view, (int)i),
                 .value = value_of(kind_of_role(want->columns[i].role), shown));
    }
}

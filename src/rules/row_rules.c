/* Lines and their columns. */
#include "base/utf8.h"
#include "rules/check.h"

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
static bool same_text(const check *c, span is, span was) {
    if (c->d->text.body_encoding == c->t->text.body_encoding || span_eq(is, was))
        return span_eq(is, was);
    return span_eq(view_text(c->scratch, c->d, is), view_text(c->scratch, c->t, was));
}

void rule_field_altered(const check *c, const checked_line *l) {
    const layout *is = &c->d->layout, *was = &c->t->layout;
    if (l->same_bytes || is->count != was->count || l->view->fields.count != l->twin->fields.count)
        return;
    for (uint32_t i = 0; i < was->count; i++) {
        if ((int)i == was->wage || (int)i == was->id)
            continue; /* the ID's own rules tell what happened to it */
        span now = l->view->fields.at[i], old = l->twin->fields.at[i];
        if (same_text(c, now, old))
            continue;
        FIND(c->found, .code = ROW_field_altered, .place = place_of(c, l->view, (int)i),
             .value = value_field(c, kind_of_role(was->columns[i].role), now),
             .args = {{"was", (value){kind_of_role(was->columns[i].role),
                                      view_text(c->scratch, c->t, old), 0}}});
    }
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

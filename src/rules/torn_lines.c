/* A line broken in two, and two lines run together: each is told once, then read as the people that
 * it was, so that nobody is called lost for it. */
#include "rules/pass.h"

/* Fields of a line; 0 where it says itself that it is no person. */
static uint32_t person_fields(pass *p, uint32_t i, line_view *v) {
    if (i >= p->c.d->text.line_count)
        return 0;
    line_view_read(p->c.scratch, p->c.d, i, v);
    bool torn = v->kind == LINE_PERSON || v->kind == LINE_OTHER;
    return torn ? v->fields.count : 0;
}

static void tell(pass *p, const line_view *v, code what) {
    FIND(p->c.found, .code = what, .place = place_of(&p->c, v, -1));
    p->same_frame = false;
}

/* The line and the next one, without the newline between. */
static span joined(pass *p, uint32_t i) {
    buf b = buf_new(p->c.scratch);
    buf_add(&b, text_line(&p->c.d->text, i));
    buf_add(&b, text_line(&p->c.d->text, i + 1));
    return buf_span(&b);
}

/* Both halves lack columns, together they have them all, and an ID where it belongs. */
static bool broken(pass *p, uint32_t i) {
    const layout *l = &p->c.d->layout;
    line_view next, whole;
    uint32_t first = p->view.fields.count, second = person_fields(p, i + 1, &next);
    if (second == 0 || second >= l->count || first + second != l->count + 1)
        return false;
    line_view_of(p->c.scratch, p->c.d, i, joined(p, i), &whole);
    bool person = whole.kind == LINE_PERSON && whole.fields.count == l->count;
    if (!person || (l->id >= 0 && whole.person.kind >= ID_IN_SCIENTIFIC))
        return false;
    tell(p, &p->view, ROW_line_broken);
    p->view = whole;
    return true;
}

/* Where the first of two people ends, in bytes of the line: before the separator that stands for the
 * newline, or within the wage that the next line's first field is glued to. 0: cannot be told. */
static size_t first_end(const layout *l, const line_view *v, size_t *next) {
    span last = v->fields.at[l->count - 1];
    size_t from = (size_t)(last.ptr - v->line.ptr), point = span_find(last, '.');
    if (v->fields.count == 2 * l->count) {
        *next = from + last.len + 1;
        return l->trailing ? *next : from + last.len;
    }
    if (point == last.len || last.len < point + 1 + l->style.decimals)
        return 0;
    *next = from + point + 1 + l->style.decimals;
    return *next;
}

/* Twice the columns, or one less where the newline alone is gone; and both halves with an ID. */
static bool run_together(pass *p, uint32_t i) {
    const layout *l = &p->c.d->layout;
    const line_view both = p->view;
    size_t next = 0, end;
    line_view one, two;
    if ((both.fields.count != 2 * l->count && both.fields.count != 2 * l->count - 1) || l->count < 2 ||
        both.fields.count > COLUMNS_MAX || (end = first_end(l, &both, &next)) == 0)
        return false;
    line_view_of(p->c.scratch, p->c.d, i, span_cut(both.line, 0, end), &one);
    line_view_of(p->c.scratch, p->c.d, i, span_from(both.line, next), &two);
    bool people = one.fields.count == l->count && two.fields.count == l->count && one.kind == LINE_PERSON &&
                  two.kind == LINE_PERSON && one.person.kind < ID_IN_SCIENTIFIC && two.person.kind < ID_IN_SCIENTIFIC;
    if (!people || l->id < 0 || one.person.kind == ID_BLANK || two.person.kind == ID_BLANK)
        return false;
    tell(p, &both, ROW_lines_joined);
    p->view = one;
    p->person(p);
    p->view = two;
    return true;
}

bool pass_torn(pass *p, uint32_t *i) {
    const layout *l = &p->c.d->layout;
    bool line = p->view.kind == LINE_PERSON || p->view.kind == LINE_OTHER;
    bool too_short = p->view.fields.count < l->count;
    if (!line || l->separator.kind != SEPARATOR_BYTE || p->view.fields.count == l->count)
        return false;
    if (too_short ? !broken(p, *i) : !run_together(p, *i))
        return false;
    p->person(p);
    *i += too_short; /* the second half is read already */
    return true;
}

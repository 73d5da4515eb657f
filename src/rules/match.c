/* Which line of the template belongs to a line of the upload. */
#include "base/hash.h"
#include "rules/pass.h"

/* Bytes of the line before the wage field: what must be the template's to the byte. */
static span before_wage(const line_view *v, const layout *l) {
    span wage = view_field(v, l->wage);
    return span_of(v->line.ptr, (size_t)(wage.ptr - v->line.ptr));
}

static span after_wage(const line_view *v, const layout *l) {
    span wage = view_field(v, l->wage);
    return span_from(v->line, (size_t)(wage.ptr + wage.len - v->line.ptr));
}

/* Does line i of the upload equal line i of the template but for the wage? */
static void check_frame(pass *p, const checked_line *l, uint32_t i) {
    const document *d = p->c.d, *t = p->c.t;
    p->same_frame = p->same_frame && l->same_bytes && l->twin->index == i &&
                    span_eq(after_wage(l->view, &d->layout), after_wage(l->twin, &t->layout)) &&
                    span_eq(text_line_end(&d->text, i), text_line_end(&t->text, i));
}

static bool twin_at(pass *p, const checked_line *l, uint32_t line) {
    const document *t = p->c.t;
    if (line >= t->text.line_count)
        return false;
    line_view_read(p->c.scratch, t, line, &p->twin);
    return p->twin.kind == LINE_PERSON &&
           span_eq(view_key(p->c.scratch, t, &p->twin), view_key(p->c.scratch, p->c.d, l->view));
}

static bool look_up(pass *p, const checked_line *l) {
    if (p->people == NULL)
        p->people = roster_new(p->on, p->c.t, ROLE_ID, p->c.job->hash_seed);
    span key = view_key(p->c.scratch, p->c.d, l->view);
    uint32_t line = key.len ? roster_find(p->people, key) : KEY_ABSENT;
    if (line == KEY_ABSENT)
        return false;
    line_view_read(p->c.scratch, p->c.t, line, &p->twin);
    return true;
}

static bool match_template(pass *p, checked_line *l) {
    bool next = twin_at(p, l, p->cursor);
    uint32_t i = l->view->index;
    if (!next && !look_up(p, l)) {
        VEC_PUSH(p->on, &p->unmatched, i);
        p->same_frame = false;
        p->cursor++; /* most likely its ID was altered: the next line is the next person */
        return false;
    }
    l->twin = &p->twin;
    l->same_bytes = span_eq(before_wage(l->view, &p->c.d->layout), before_wage(l->twin, &p->c.t->layout));
    uint32_t *seen = &p->seen_at[p->twin.index];
    if (*seen) {
        l->first_line = *seen - 1;
        p->same_frame = false;
        return true;
    }
    *seen = i + 1;
    p->in_order = p->in_order && next;
    p->cursor = p->twin.index + 1;
    check_frame(p, l, i);
    return true;
}

/* Many people share what a spreadsheet leaves of their IDs: such a key is nobody's. */
static bool key_tells(const line_view *v) {
    return v->person.kind != ID_IN_SCIENTIFIC && v->person.kind != ID_MALFORMED;
}

bool pass_match(pass *p, checked_line *l) {
    l->first_line = UINT32_MAX;
    if (p->c.t)
        return match_template(p, l);
    span key = view_key(p->c.scratch, p->c.d, l->view);
    if (key.len == 0 || p->c.d->layout.id < 0 || !key_tells(l->view))
        return true;
    if (!l->view->person.plain)
        key = span_keep(p->on, key);
    l->first_line = key_index_put(p->seen_keys, key, l->view->index);
    return true;
}

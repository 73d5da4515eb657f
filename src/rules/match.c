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

/* The same field of another line that begins alike. */
static span shifted(span field, span from, span to) { return span_of(to.ptr + (field.ptr - from.ptr), field.len); }

/* Are both divided alike, with the wage last, so that a line may be told from the other's at a glance? */
bool layouts_alike(const document *d, const document *t) {
    const layout *is = &d->layout, *was = &t->layout;
    return is->separator.kind == SEPARATOR_BYTE && separator_same(is->separator, was->separator) &&
           !may_trail(t->text.body_encoding, is->separator.byte) && !is->quoted && !was->quoted && !is->trailing &&
           !was->trailing && is->count == was->count && is->id == was->id && is->personal == was->personal &&
           is->name == was->name && is->old_wage == was->old_wage && is->wage == was->wage &&
           is->wage == (int)is->count - 1;
}

/* Nearly every line is the template's next one but for the last field, its wage: then all else is known
 * without reading the template's again. False where it is not, or where that cannot be told at a glance. */
static bool twin_alike(pass *p, const line_view *v, uint32_t line) {
    const document *t = p->c.t;
    const layout *is = &p->c.d->layout, *was = &t->layout;
    bool told = p->alike && v->fields.count == is->count && v->person.kind != ID_BLANK &&
                v->person.kind < ID_IN_SCIENTIFIC && !(was->header && line == was->header_line);
    if (!told)
        return false;
    span other = text_line(&t->text, line), head = before_wage(v, is), tail = span_from(other, head.len);
    if (!span_starts(other, head) || span_has(tail, is->separator.byte))
        return false;
    line_view *twin = &p->twin;
    twin->index = line;
    twin->line = other;
    twin->kind = LINE_PERSON;
    twin->person = v->person;
    twin->old_money = v->old_money;
    twin->total_word = (span){0};
    twin->fields.count = v->fields.count;
    twin->fields.closed = twin->fields.quoted = false;
    for (uint32_t i = 0; i + 1 < is->count; i++)
        twin->fields.at[i] = shifted(v->fields.at[i], v->line, other);
    twin->wage = twin->fields.at[is->wage] = tail;
    twin->id = view_field(twin, was->id);
    twin->personal = view_field(twin, was->personal);
    twin->name = view_field(twin, was->name);
    twin->old = view_field(twin, was->old_wage);
    twin->wage_money = money_read(view_text(p->c.scratch, t, tail));
    return true;
}

static bool twin_at(pass *p, const checked_line *l, uint32_t line) {
    const document *t = p->c.t;
    if (line >= t->text.line_count)
        return false;
    if (twin_alike(p, l->view, line))
        return true;
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
    p->lost = p->lost || (p->in_step && !next);
    if (p->lost)
        return true;
    if (!next && !look_up(p, l)) {
        VEC_PUSH(p->on, &p->unmatched, i);
        p->same_frame = false;
        p->cursor++; /* most likely its ID was altered: the next line is the next person */
        return false;
    }
    l->twin = &p->twin;
    l->same_bytes = span_eq(before_wage(l->view, &p->c.d->layout), before_wage(l->twin, &p->c.t->layout));
    p->lost = p->in_step && !l->same_bytes;
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

bool pass_match(pass *p, checked_line *l) {
    l->first_line = UINT32_MAX;
    if (p->c.t)
        return match_template(p, l);
    sighting_note(p);
    return true;
}

/* The roster as a whole against the template's: who is gone, who came, whose ID was altered. */
#include "base/hash.h"
#include "rules/pass.h"

/* A person without ID and wage: every other field, as UTF-8. Two lines that agree in it are the
 * same person with another ID. */
static span rest_of_line(arena *a, const document *d, const line_view *v) {
    buf b = buf_new(a);
    for (uint32_t i = 0; i < v->fields.count && i < COLUMNS_MAX; i++) {
        if ((int)i == d->layout.id || (int)i == d->layout.wage)
            continue;
        buf_add(&b, span_trim(view_text(a, d, v->fields.at[i])));
        buf_byte(&b, 0);
    }
    return buf_span(&b);
}

static value person_value(const pass *p, const document *d, value_kind kind, span raw) {
    return value_of(kind, view_text(p->c.scratch, d, raw));
}

static void tell_lost(pass *p, uint32_t line) {
    const document *t = p->c.t;
    p->out->lost++;
    FIND(p->c.found, .code = ROS_person_lost,
         .place = {.input = INPUT_TEMPLATE, .entry = t->box.entry_label, .line = line + 1u,
                   .byte_offset = NO_OFFSET},
         .args = {{"name", person_value(p, t, VALUE_NAME, p->twin.name)},
                  {"id", person_value(p, t, VALUE_ID, p->twin.id)}});
}

static void tell_added(pass *p) {
    const document *d = p->c.d;
    p->out->added++;
    FIND(p->c.found, .code = ROS_person_added, .place = place_of(&p->c, &p->view, -1),
         .args = {{"name", person_value(p, d, VALUE_NAME, p->view.name)},
                  {"id", person_value(p, d, VALUE_ID, p->view.id)}});
}

/* The same person under another ID: told by the ID's own codes where they see it. */
static void tell_altered(pass *p, uint32_t template_line) {
    const document *t = p->c.t;
    const person_id *id = &p->view.person;
    bool told = id->kind == ID_BLANK || id->kind == ID_MALFORMED || id->kind == ID_IN_SCIENTIFIC ||
                !id->check_ok;
    line_view_read(p->c.scratch, t, template_line, &p->twin);
    p->out->altered++;
    if (!told)
        FIND(p->c.found, .code = ID_altered, .place = place_of(&p->c, &p->view, p->c.d->layout.id),
             .value = value_field(&p->c, VALUE_ID, p->view.id),
             .args = {{"was", person_value(p, t, VALUE_ID, p->twin.id)}});
}

/* Template people not yet seen, by the rest of their line. */
static key_index *unseen_people(pass *p, arena *a) {
    const document *t = p->c.t;
    key_index *rest = key_index_new(a, p->unmatched.count, p->c.job->hash_seed);
    for (uint32_t i = 0; i < t->text.line_count; i++) {
        if (p->seen_at[i])
            continue;
        line_view_read(p->c.scratch, t, i, &p->twin);
        if (p->twin.kind == LINE_PERSON)
            (void)key_index_put(rest, rest_of_line(a, t, &p->twin), i);
        arena_reset(p->c.scratch);
    }
    return rest;
}

static void pair_unmatched(pass *p) {
    arena *a = arena_child(p->on);
    key_index *rest = unseen_people(p, a);
    for (size_t i = 0; i < p->unmatched.count; i++) {
        line_view_read(p->c.scratch, p->c.d, p->unmatched.items[i], &p->view);
        uint32_t line = key_index_find(rest, rest_of_line(a, p->c.d, &p->view));
        if (line != KEY_ABSENT && p->seen_at[line] == 0) {
            p->seen_at[line] = p->unmatched.items[i] + 1;
            tell_altered(p, line);
        } else {
            tell_added(p);
        }
        arena_reset(p->c.scratch);
    }
    arena_reset(a);
}

static void lost_people(pass *p) {
    const document *t = p->c.t;
    for (uint32_t i = 0; i < t->text.line_count; i++) {
        if (p->seen_at[i])
            continue;
        line_view_read(p->c.scratch, t, i, &p->twin);
        if (p->twin.kind == LINE_PERSON)
            tell_lost(p, i);
        arena_reset(p->c.scratch);
    }
}

void pass_roster(pass *p) {
    if (p->unmatched.count)
        pair_unmatched(p);
    lost_people(p);
    if (!p->in_order && p->out->lost == 0 && p->out->added == 0)
        FIND(p->c.found, .code = ROW_line_order, .place = place_whole(p->c.d->input));
}

/* Two uploads of one unit, for two insurances: the same people at the same wages? */
#include "base/hash.h"
#include "rules/line_view.h"

typedef struct comparing {
    arena *scratch;
    const document *d, *other;
    span other_path;
    const roster *people; /* of the other */
    findings *found;
    role by; /* what people are known by in both */
    line_view view, twin;
} comparing;

/* IDs, where both have them; else personal numbers; names only where neither has anything else. */
static role common_key(const layout *a, const layout *b) {
    if (a->id >= 0 && b->id >= 0)
        return ROLE_ID;
    if (a->personal >= 0 && b->personal >= 0)
        return ROLE_PERSONAL_NUMBER;
    bool names_only = a->id < 0 && b->id < 0 && a->personal < 0 && b->personal < 0 && a->name >= 0 && b->name >= 0;
    return names_only ? ROLE_NAME : ROLE_OTHER;
}

static void tell(const comparing *c, code what, int at, value own) {
    const document *d = c->d;
    span field = at >= 0 ? view_field(&c->view, at) : c->view.line;
    FIND(c->found, .code = what, .value = own,
         .place = {.input = d->input, .entry = d->box.entry_label, .line = c->view.index + 1u,
                   .column = (uint32_t)(at + 1), .field = at >= 0 ? d->layout.columns[at].name : (span){0},
                   .byte_offset = (int64_t)text_offset(&d->text, c->view.index, field.ptr)},
         .args = {{"name", value_of(VALUE_NAME, view_text(c->scratch, d, c->view.name))},
                  {"id", value_of(VALUE_ID, view_text(c->scratch, d, d->layout.id >= 0 ? c->view.id : c->view.personal))},
                  {"other", value_text(c->other_path)},
                  {"at", value_number(c->twin.index + 1u)}});
}

/* Wages as numbers: 5000 and 5000.00 are the same. */
static bool same_wage(const comparing *c) {
    const money *a = &c->view.wage_money, *b = &c->twin.wage_money;
    const unsigned unread = MONEY_BLANK | MONEY_NO_NUMBER | MONEY_TOO_LONG;
    return a->value == b->value && (a->oddities & unread) == (b->oddities & unread);
}

static void compare_line(comparing *c, uint32_t i) {
    line_view_read(c->scratch, c->d, i, &c->view);
    if (c->view.kind != LINE_PERSON)
        return;
    span key = c->by == ROLE_PERSONAL_NUMBER ? span_trim(c->view.personal) : view_key(c->scratch, c->d, &c->view);
    uint32_t line = key.len ? roster_find(c->people, key) : KEY_ABSENT;
    if (line == KEY_ABSENT) {
        tell(c, ROS_missing_elsewhere, -1, (value){.kind = VALUE_NONE});
        return;
    }
    line_view_read(c->scratch, c->other, line, &c->twin);
    if (c->d->layout.wage >= 0 && c->other->layout.wage >= 0 && !same_wage(c))
        tell(c, ROS_wage_differs, c->d->layout.wage, value_of(VALUE_WAGE, view_text(c->scratch, c->d, c->view.wage)));
}

bool same_people(arena *a, const document *d, const document *other, span other_path, uint64_t seed, findings *found) {
    role by = common_key(&d->layout, &other->layout);
    if (by == ROLE_OTHER)
        return false;
    comparing c = {.scratch = arena_child(a), .d = d, .other = other, .other_path = other_path, .by = by,
                   .people = roster_new(a, other, by, seed), .found = found};
    for (uint32_t i = 0; i < d->text.line_count; i++) {
        compare_line(&c, i);
        arena_reset(c.scratch);
    }
    return true;
}

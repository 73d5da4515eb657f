/* People's identifiers. */
#include "rules/check.h"

static void tell(const check *c, const line_view *v, code what) {
    FIND(c->found, .code = what, .place = place_of(c, v, c->d->layout.id),
         .value = value_field(c, VALUE_ID, v->id));
}

/* The template's own ID, to the byte, is the portal's affair: it gave it out. */
static bool as_given(const checked_line *l) { return l->twin && span_eq(l->view->id, l->twin->id); }

void rule_id_shape(const check *c, const checked_line *l) {
    if (as_given(l))
        return;
    switch (l->view->person.kind) {
    case ID_BLANK: tell(c, l->view, ID_missing); break;
    case ID_IN_SCIENTIFIC: tell(c, l->view, ID_scientific); break;
    case ID_MALFORMED: tell(c, l->view, ID_malformed); break;
    default: break;
    }
}

void rule_id_check(const check *c, const checked_line *l) {
    if (!l->view->person.check_ok && !as_given(l))
        tell(c, l->view, ID_check_character);
}

void rule_id_duplicate(const check *c, const checked_line *l) {
    if (l->first_line != UINT32_MAX)
        FIND(c->found, .code = ID_duplicate, .place = place_of(c, l->view, c->d->layout.id),
             .value = value_field(c, VALUE_ID, l->view->id),
             .args = {{"first", value_number(l->first_line + 1u)}});
}

/* People's identifiers. What is wrong with an ID is one finding, the one that explains it best; how it
 * is written, and whose it may be, are told only of an ID that is sound. */
#include "rules/check.h"

static value raw_id(const check *c, const document *d, span raw) {
    return value_of(VALUE_ID, view_text(c->scratch, d, raw));
}

static void tell(const check *c, const checked_line *l, code what) {
    finding f = {.code = what, .place = place_of(c, l->view, c->d->layout.id),
                 .value = value_field(c, VALUE_ID, l->view->id)};
    if (l->twin)
        f.args[0] = (arg){"was", raw_id(c, c->t, l->twin->id)};
    findings_add(c->found, &f);
}

/* Written in another way than the template's at most. */
static bool same_key(const checked_line *l) {
    const person_id *id = &l->view->person;
    return l->twin && id->kind != ID_IN_SCIENTIFIC && span_eq(person_id_key(id), person_id_key(&l->twin->person));
}

/* The template's own ID, to the byte, is the portal's affair: it gave it out. */
static bool as_given(const checked_line *l) { return l->twin && span_eq(l->view->id, l->twin->id); }

/* 18 digits that end in 000 and do not fit their check character: the mark of fifteen digits kept. One
 * without a template is told so; an exact double is no evidence until the whole column shows it. */
static bool looks_rounded(const person_id *id) {
    span key = person_id_key(id);
    return id->kind == ID_RESIDENT && !id->check_ok && span_ends(key, SPAN("000"));
}

static bool born_later(const person_id *id, uint32_t today) {
    return today && id->birth > today;
}

/* What is wrong with the ID, or CODE_NONE. */
static code fault_of(const check *c, const checked_line *l) {
    const person_id *id = &l->view->person;
    switch (id->kind) {
    case ID_BLANK: return ID_missing;
    case ID_IN_SCIENTIFIC: return ID_scientific;
    case ID_MALFORMED: return ID_malformed;
    default: break;
    }
    if (l->twin ? person_id_rounded(person_id_key(id), person_id_key(&l->twin->person)) : looks_rounded(id))
        return ID_rounded;
    if (!id->birth_ok || born_later(id, c->job->today))
        return ID_birth_date;
    if (!id->check_ok)
        return ID_check_character;
    return l->twin ? ID_altered : CODE_NONE;
}

/* Blanks round an ID belong to it where columns are of fixed width or parted by blanks. */
static person_id without_padding(const check *c, const line_view *v) {
    bool padded = c->d->layout.separator.kind != SEPARATOR_BYTE;
    return padded ? person_id_read(view_text(c->scratch, c->d, span_trim(v->id))) : v->person;
}

static void tell_notation(const check *c, const checked_line *l) {
    const person_id id = without_padding(c, l->view);
    if (id.kind == ID_RESIDENT_15)
        tell(c, l, ID_fifteen_digits);
    else if (id.decorated || id.full_width)
        tell(c, l, ID_decorated);
    else if (id.lower_x)
        tell(c, l, ID_lower_x);
}

static void tell_origin(const check *c, const checked_line *l) {
    const person_id *id = &l->view->person;
    if (id->kind == ID_FOREIGNER || id->kind == ID_PERMIT)
        tell(c, l, ID_foreigner);
    else if (!person_id_province(person_id_key(id)))
        tell(c, l, ID_province);
}

void rule_id(const check *c, const checked_line *l) {
    if (as_given(l))
        return;
    code fault = same_key(l) ? CODE_NONE : fault_of(c, l);
    if (fault) {
        tell(c, l, fault);
        return;
    }
    tell_notation(c, l);
    if (l->twin == NULL)
        tell_origin(c, l);
}

void rule_id_duplicate(const check *c, const checked_line *l) {
    if (l->first_line == UINT32_MAX)
        return;
    bool same = c->t && span_eq(l->view->line, text_line(&c->d->text, l->first_line));
    FIND(c->found, .code = same ? ROS_twice : ID_duplicate,
         .place = place_of(c, l->view, c->d->layout.id), .value = value_field(c, VALUE_ID, l->view->id),
         .args = {{"first", value_number(l->first_line + 1u)}});
}

/* Sound lines, told at a glance: nearly all lines of nearly all files. The rules in rules.c are the twin:
 * they say what is wrong with a line, this only that nothing is, and may say so of fewer lines than they
 * would. Whoever changes a rule changes this; the tests run both over everything they have. */
#include "rules/check.h"

/* Characters of two bytes that no rule of names minds: hanzi and private use, by their lead byte; A1 to A9
 * hold blanks, digits, letters and signs. */
static bool usual_gbk(span name) {
    for (size_t i = 0; i < name.len; i += 2) {
        uint8_t lead = name.ptr[i], trail = i + 1 < name.len ? name.ptr[i + 1] : 0;
        if (lead < 0x81 || (lead >= 0xA1 && lead <= 0xA9) || trail < 0x40 || trail == 0x7F || trail == 0xFF)
            return false;
    }
    return name.len > 0;
}

/* The same in UTF-8: three bytes from U+4000 to U+9FFF. */
static bool usual_utf8(span name) {
    for (size_t i = 0; i < name.len; i += 3)
        if (i + 3 > name.len || name.ptr[i] < 0xE4 || name.ptr[i] > 0xE9 || (name.ptr[i + 1] & 0xC0) != 0x80 ||
            (name.ptr[i + 2] & 0xC0) != 0x80)
            return false;
    return name.len > 0;
}

bool usual_name(encoding e, span name) {
    if (e == ENCODING_GBK || e == ENCODING_GB18030)
        return usual_gbk(name);
    return e == ENCODING_UTF8 && usual_utf8(name);
}

/* An ID that nothing vouches for but itself. */
static bool sound_id(const check *c, const person_id *id) {
    return id->kind == ID_RESIDENT && id->plain && id->check_ok && id->birth_ok &&
           (c->job->today == 0 || id->birth <= c->job->today) && person_id_province(person_id_key(id));
}

static bool sound_person(const check *c, const checked_line *l) {
    const line_view *v = l->view;
    if (l->twin)
        return l->same_bytes && span_eq(v->id, l->twin->id);
    bool padded = c->d->layout.separator.kind != SEPARATOR_BYTE;
    return sound_id(c, &v->person) &&
           (c->d->layout.name < 0 || usual_name(c->d->text.body_encoding, padded ? span_trim(v->name) : v->name));
}

static bool sound_wage(const check *c, const line_view *v) {
    const unsigned harmless = blanks_belong(c) ? MONEY_BLANKS : 0u;
    const money m = v->wage_money;
    return (m.oddities & ~harmless) == 0 && !m.below_one && !(c->d->layout.old_wage >= 0 && wage_out_of_line(c, v));
}

bool line_sound(const check *c, const checked_line *l) {
    const line_view *v = l->view;
    const layout *is = &c->d->layout, *want = c->job->expected;
    bool shaped = v->kind == LINE_PERSON && v->fields.count == is->count && is->count == want->count &&
                  !v->fields.closed && !v->fields.quoted && (c->job->max_line == 0 || v->line.len <= c->job->max_line);
    return shaped && c->job->format == NULL && is->id >= 0 && is->wage >= 0 && l->first_line == UINT32_MAX &&
           sound_wage(c, v) && sound_person(c, l);
}

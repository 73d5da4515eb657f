/* The examples in a format file are run like any field, so that a format file proves itself. */
#include "rules/check.h"

/* A document of one line that holds nothing but the example, which may be empty. */
static void document_of(arena *a, const format *f, span field, document *d) {
    buf line = buf_new(a);
    buf_add(&line, field);
    buf_byte(&line, '\n');
    *d = (document){.input = INPUT_FORMAT, .usable = true};
    text_read(a, NULL, buf_span(&line), ENCODING_UTF8, &d->text);
    d->layout = (layout){.known = true, .count = f->count, .id = -1, .name = -1, .personal = -1,
                         .old_wage = -1, .wage = -1};
    for (uint32_t i = 0; i < f->count; i++)
        d->layout.columns[i] = f->columns[i];
}

/* The view of a line in which only the example's column holds anything. */
static void view_of(arena *a, document *d, uint32_t at, span field, line_view *v) {
    role r = d->layout.columns[at].role;
    *v = (line_view){.line = field, .kind = LINE_PERSON};
    v->fields.count = d->layout.count;
    v->fields.at[at] = field;
    if (r == ROLE_ID) {
        d->layout.id = (int)at;
        v->id = field;
        v->person = person_id_read(view_text(a, d, field));
    } else if (r == ROLE_WAGE) {
        d->layout.wage = (int)at;
        v->wage = field;
        v->wage_money = money_read(view_text(a, d, field));
    }
}

static void tell(const format_example *e, code got, arena *a, findings *found) {
    buf was = buf_new(a), is = buf_new(a);
    buf_text(&was, e->code ? catalogue_get(e->code)->id : "ok");
    buf_text(&is, got ? catalogue_get(got)->id : "ok");
    FIND(found, .code = FMT_example_fails,
         .place = {.input = INPUT_FORMAT, .line = e->line, .byte_offset = NO_OFFSET},
         .args = {{"is", value_text(e->value)}, {"was", value_text(buf_span(&was))},
                  {"what", value_text(buf_span(&is))}});
}

/* The first code that the example gives, or the wanted one if it is among them. */
static code code_of(arena *a, const format *f, const format_example *e) {
    document d;
    line_view v;
    findings *got = findings_new(a, 0);
    document_of(a, f, e->value, &d);
    view_of(a, &d, e->column, text_line(&d.text, 0), &v);
    rules_job job = {.upload = &d, .expected = &d.layout, .format = f};
    check c = {.job = &job, .scratch = a, .found = got, .d = &d};
    checked_line l = {.view = &v, .first_line = UINT32_MAX};
    run_line_rules(&c, &l, PHASE_KNOWN);
    if (e->code && findings_count(got, e->code))
        return e->code;
    findings_settle(got);
    bool told = findings_gravest(got) > SEVERITY_NOTE; /* a note does not make an example bad */
    return told ? findings_at(got, 0)->code : CODE_NONE;
}

void format_examples_check(arena *a, const format *f, findings *found) {
    for (size_t i = 0; i < f->examples.count; i++) {
        const format_example *e = &f->examples.items[i];
        if (e->column >= f->count)
            continue;
        code got = code_of(a, f, e);
        if (got != e->code)
            tell(e, got, a, found);
    }
}

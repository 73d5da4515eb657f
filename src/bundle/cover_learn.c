/* Whose values there are: what no invented one may be. */
#include "bundle/cover.h"
#include "rules/person_name.h"

static bool digit_byte(uint8_t b) { return b >= '0' && b <= '9'; }

static void learn_number(cover *c, span digits) {
    while (digits.len && digits.ptr[0] == '0')
        digits = span_from(digits, 1);
    if (digits.len)
        (void)key_index_put(c->numbers, digits, 0);
}

/* With the commas taken out that part thousands. */
static void learn_thousands(cover *c, span line, size_t from, size_t to) {
    buf b = buf_new(c->on);
    for (size_t i = from; i < to; i++)
        if (line.ptr[i] != ',')
            buf_byte(&b, line.ptr[i]);
    learn_number(c, buf_span(&b));
}

static bool thousands_follow(span line, size_t at) {
    bool three = at + 3 < line.len && line.ptr[at] == ',';
    return three && digit_byte(line.ptr[at + 1]) && digit_byte(line.ptr[at + 2]) && digit_byte(line.ptr[at + 3]);
}

static void learn_numbers(cover *c, span line) {
    for (size_t i = 0; i < line.len; i++) {
        size_t from = i, whole = 0;
        while (i < line.len && (digit_byte(line.ptr[i]) || (i > from && thousands_follow(line, i))))
            whole = line.ptr[i++] == ',' ? i : whole;
        if (whole)
            learn_thousands(c, line, from, i);
        for (size_t n; from < i; from += n + 1) {
            n = span_find(span_cut(line, from, i - from), ',');
            learn_number(c, span_cut(line, from, n));
        }
    }
}

static void learn_person(cover *c, const document *d, const line_view *v) {
    bool of_template = d->input == INPUT_TEMPLATE;
    span name = name_folded(c->scratch, view_text(c->scratch, d, v->name));
    learn_id(c, &v->person, of_template);
    if (of_template)
        learn_wage(c, view_text(c->scratch, d, span_trim(v->old)));
    if (name.len == 0 || key_index_find(c->names, name) != KEY_ABSENT)
        return;
    name = span_keep(c->on, name);
    (void)key_index_put(c->names, name, v->index);
    if (of_template)
        VEC_PUSH(c->on, &c->templ_names, name);
}

void cover_learn(cover *c, const document *d) {
    enum { MOST_LINES = 200000 }; /* beyond it every number is somebody's */
    line_view v;
    if (d->text.line_count > MOST_LINES)
        c->numbers = NULL;
    for (uint32_t i = 0; i < d->text.line_count; i++) {
        if (c->numbers)
            learn_numbers(c, text_line(&d->text, i));
        if (!d->usable)
            continue;
        line_view_read(c->scratch, d, i, &v);
        if (v.kind == LINE_PERSON)
            learn_person(c, d, &v);
        arena_reset(c->scratch);
    }
}

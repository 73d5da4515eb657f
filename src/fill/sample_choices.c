/* Columns and sheets as answers, with data to choose by. */
#include "fill/sample.h"

static void show_cells(const sampled_sheet *s, uint32_t at, choice *c) {
    for (size_t i = 0; i < s->rows && c->shown_count < CHOICE_SHOWN; i++)
        for (size_t k = 0; k < s->row[i].count && c->shown_count < CHOICE_SHOWN; k++) {
            const cell *one = &s->row[i].cells[k];
            if (one->column == at && one->kind != CELL_BLANK && s->row[i].number >= s->data_from)
                c->shown[c->shown_count++] = value_of(VALUE_RECORD, one->value);
        }
}

/* A column by its letter, since headers may be alike. */
static void column_choice(arena *a, const sampled_sheet *s, const char *option, uint32_t at, choices *out) {
    buf letter = buf_new(a);
    choice c = {.option = option, .label = sample_label(a, s, at)};
    place_column(&letter, at);
    c.value = buf_span(&letter);
    show_cells(s, at, &c);
    if (c.label.len || c.shown_count)
        VEC_PUSH(a, out, c);
}

void sample_choices(arena *a, const sampled_sheet *s, const char *option, const uint32_t *which, uint32_t count, choices *out) {
    for (uint32_t i = 0; i < (which ? count : s->columns); i++)
        column_choice(a, s, option, which ? which[i] : i + 1, out);
}

void sample_sheet_choice(arena *a, const sampled_sheet *s, choices *out) {
    choice c = {.option = "sheet", .value = s->name, .label = s->name, .shown_count = 1};
    c.shown[0] = value_text(sample_headers(a, s));
    VEC_PUSH(a, out, c);
}

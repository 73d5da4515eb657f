/* Wages become bytes: the template's own bytes with the wage fields replaced. */
#include "fill/fill.h"
#include "rules/line_view.h"

/* As many decimals as the template writes, but never fewer than the wage needs. */
static unsigned decimals_for(const layout *l, fen wage) {
    unsigned need = wage % 10 ? 2u : wage % 100 ? 1u : 0u;
    return need > l->style.decimals ? need : l->style.decimals;
}

static void pad(buf *b, span digits, uint32_t width, align how) {
    size_t blanks = width > digits.len ? width - digits.len : 0;
    if (how != ALIGN_LEFT)
        buf_repeat(b, how == ALIGN_RIGHT_ZERO ? '0' : ' ', blanks);
    buf_add(b, digits);
    if (how == ALIGN_LEFT)
        buf_repeat(b, ' ', blanks);
}

/* The field's new text; false where a fixed-width field is too narrow for it. */
static bool wage_text(const document *t, fen wage, span field, buf *out) {
    const layout *l = &t->layout;
    const column *col = &l->columns[l->wage];
    buf digits = buf_new(out->on);
    money_write(&digits, wage, decimals_for(l, wage));
    if (l->separator.kind != SEPARATOR_FIXED) {
        buf_add(out, buf_span(&digits));
        return true;
    }
    uint32_t width = col->width ? col->width : (uint32_t)field.len;
    pad(out, buf_span(&digits), width, col->align);
    return col->width == 0 || digits.len <= width;
}

static void tell_too_long(const document *t, uint32_t line, fen wage, arena *scratch, findings *found) {
    buf digits = buf_new(scratch);
    money_write(&digits, wage, 2);
    FIND(found, .code = PAY_too_long,
         .place = {.input = INPUT_TEMPLATE, .entry = t->box.entry_label, .line = line + 1u,
                   .byte_offset = NO_OFFSET},
         .value = value_of(VALUE_WAGE, buf_span(&digits)));
}

static void edit_line(arena *a, const document *t, const line_view *v, span wage, edits *out) {
    span field = view_field(v, t->layout.wage);
    edit e = {.from = (uint32_t)text_offset(&t->text, v->index, field.ptr),
              .to = (uint32_t)text_offset(&t->text, v->index, field.ptr + field.len),
              .at = (uint32_t)out->bytes.len};
    (void)encode_all(t->text.encoding, wage, &out->bytes);
    e.len = (uint32_t)out->bytes.len - e.at;
    VEC_PUSH(a, &out->list, e);
}

void wage_edits(arena *a, const document *t, const joined *wages, findings *found, edits *out) {
    arena *scratch = arena_child(a);
    line_view v;
    *out = (edits){.bytes = buf_new(a)};
    for (uint32_t i = 0; i < t->text.line_count; i++) {
        if (wages->state[i] != WAGE_GIVEN)
            continue;
        line_view_read(scratch, t, i, &v);
        buf wage = buf_new(scratch);
        if (wage_text(t, wages->wage[i], v.wage, &wage))
            edit_line(a, t, &v, buf_span(&wage), out);
        else
            tell_too_long(t, i, wages->wage[i], scratch, found);
        arena_reset(scratch);
    }
}

span edits_apply(arena *a, span original, const edits *list) {
    buf out = buf_new(a);
    size_t at = 0;
    buf_reserve(&out, original.len + list->bytes.len);
    for (size_t i = 0; i < list->list.count; i++) {
        const edit *e = &list->list.items[i];
        buf_add(&out, span_cut(original, at, e->from - at));
        buf_add(&out, span_cut(buf_span(&list->bytes), e->at, e->len));
        at = e->to;
    }
    buf_add(&out, span_from(original, at));
    return buf_span(&out);
}

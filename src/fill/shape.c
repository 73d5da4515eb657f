/* How a text is to be written: as a template is, or as a format file pins it. */
#include "fill/fill.h"

static span head_of(arena *a, const document *t) {
    const text *x = &t->text;
    span last = text_line(x, t->layout.header_line);
    span raw = span_of(x->body.ptr, (size_t)(last.ptr + last.len - x->body.ptr));
    return decode_span(a, x->body_encoding, raw);
}

void text_shape_of_template(arena *a, const document *templ, text_shape *out) {
    const text *t = &templ->text;
    *out = (text_shape){.layout = templ->layout, .encoding = t->encoding, .bom = t->bom_len > 0,
                        .newline = text_line_end(t, 0), .final = t->newlines.final};
    if (templ->layout.header)
        out->head = head_of(a, templ);
}

/* The column of a role, -1 where there is none. */
static int column_of(const layout *l, role r) {
    for (uint32_t i = 0; i < l->count; i++)
        if (l->columns[i].role == r)
            return (int)i;
    return -1;
}

bool text_shape_of_format(const format *f, text_shape *out) {
    layout *l = &out->layout;
    bool pinned = f->separator_pinned && f->columns_pinned && f->header >= 0 && f->wage >= 0;
    *out = (text_shape){.encoding = f->encoding, .bom = f->bom == 1, .newline = f->newline, .final = true};
    if (!pinned || f->encoding == ENCODING_UNKNOWN || f->newline.len == 0)
        return false;
    *l = (layout){.separator = f->separator, .header = f->header == 1, .trailing = f->trailing == 1,
                  .count = f->count, .known = true, .separator_basis = BASIS_FORMAT,
                  .header_basis = BASIS_FORMAT, .columns_basis = BASIS_FORMAT};
    for (uint32_t i = 0; i < f->count; i++)
        l->columns[i] = f->columns[i];
    l->id = column_of(l, ROLE_ID);
    l->name = column_of(l, ROLE_NAME);
    l->personal = column_of(l, ROLE_PERSONAL_NUMBER);
    l->old_wage = column_of(l, ROLE_OLD_WAGE);
    l->wage = f->wage;
    l->style = f->style_pinned ? f->style
                               : (number_style){.decimals = 2, .pad = f->separator.kind == SEPARATOR_FIXED};
    return true;
}

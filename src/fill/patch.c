/* Wages become bytes: the template's own bytes with the wage fields replaced. Lines are shared out
 * between hands; each makes the edits of its own lines, then the bytes of its own stretch. */
#include <string.h>

#include "fill/fill.h"
#include "fill/people.h"

enum { PART_LINES = 1 << 13 };

static size_t share(size_t all, unsigned part, unsigned parts) { return (size_t)((uint64_t)all * part / parts); }

/* ---- One wage. */
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

/* A hand at work on its lines. */
typedef struct editor {
    arena *on;
    const document *t;
    const joined *wages;
    edits *out;
    buf digits, field;      /* of the wage at hand */
    VEC(uint32_t) too_long; /* lines whose field is too narrow */
} editor;

/* The field's new text; false where a fixed-width field is too narrow for it. */
static bool wage_text(editor *e, fen wage, span field) {
    const layout *l = &e->t->layout;
    const column *col = &l->columns[l->wage];
    e->digits.len = e->field.len = 0;
    if (l->separator.kind != SEPARATOR_FIXED) {
        money_write(&e->field, wage, decimals_for(l, wage));
        return true;
    }
    money_write(&e->digits, wage, decimals_for(l, wage));
    uint32_t width = col->width ? col->width : (uint32_t)field.len;
    pad(&e->field, buf_span(&e->digits), width, col->align);
    return col->width == 0 || e->digits.len <= width;
}

static void edit_line(editor *e, uint32_t i, span field) {
    const text *t = &e->t->text;
    edits *out = e->out;
    edit made = {.from = (uint32_t)text_offset(t, i, field.ptr),
                 .to = (uint32_t)text_offset(t, i, field.ptr + field.len),
                 .at = (uint32_t)out->bytes.len};
    if (encoding_wide(t->encoding))
        (void)encode_all(t->encoding, buf_span(&e->field), &out->bytes);
    else
        buf_add(&out->bytes, buf_span(&e->field)); /* digits, a point, blanks: ASCII */
    made.len = (uint32_t)out->bytes.len - made.at;
    out->replaced += made.to - made.from;
    VEC_PUSH(e->on, &out->list, made);
}

/* ---- All of them. */
struct editing {
    const document *t;
    const joined *wages;
    unsigned parts;
    editor *editors; /* by part */
};

span line_wage(const document *t, span line, const fields *f) {
    uint32_t at = (uint32_t)t->layout.wage;
    return at < f->count ? f->at[at] : span_from(line, line.len);
}

static span wage_field(const document *t, uint32_t i, fields *f) {
    span line = text_line(&t->text, i);
    line_split(&t->layout, t->text.body_encoding, line, f);
    return line_wage(t, line, f);
}

static void edit_part(arena *own, void *argument, unsigned part) {
    struct editing *all = argument;
    editor *e = &all->editors[part];
    size_t lines = all->t->text.line_count;
    fields f = {.count = 0};
    e->on = own;
    e->digits = buf_new(own);
    e->field = buf_new(own);
    e->out->bytes = buf_new(own);
    for (size_t i = share(lines, part, all->parts); i < share(lines, part + 1, all->parts); i++) {
        if (all->wages->of[i].state != WAGE_GIVEN)
            continue;
        span field = wage_field(all->t, (uint32_t)i, &f);
        if (wage_text(e, all->wages->of[i].wage, field))
            edit_line(e, (uint32_t)i, field);
        else
            VEC_PUSH(own, &e->too_long, (uint32_t)i);
    }
}

static void tell_too_long(const document *t, uint32_t line, fen wage, buf *digits, findings *found) {
    digits->len = 0;
    money_write(digits, wage, 2);
    FIND(found, .code = PAY_too_long,
         .place = {.input = INPUT_TEMPLATE, .entry = t->box.entry_label, .line = line + 1u,
                   .byte_offset = NO_OFFSET},
         .value = value_of(VALUE_WAGE, buf_span(digits)));
}

void wage_edits(arena *a, const crew *c, const document *t, const joined *wages, findings *found, patch *out) {
    struct editing all = {t, wages, crew_parts(c, t->text.line_count, PART_LINES), NULL};
    all.editors = ARENA_ARRAY(a, editor, all.parts);
    *out = (patch){ARENA_ARRAY(a, edits, all.parts), all.parts, 0};
    for (unsigned i = 0; i < all.parts; i++)
        all.editors[i] = (editor){.t = t, .wages = wages, .out = &out->parts[i]};
    crew_run(c, a, edit_part, &all, all.parts);
    for (unsigned i = 0; i < all.parts; i++) {
        editor *e = &all.editors[i];
        out->edits += e->out->list.count;
        for (size_t k = 0; k < e->too_long.count; k++)
            tell_too_long(t, e->too_long.items[k], wages->of[e->too_long.items[k]].wage, &e->digits, found);
    }
}

/* ---- Applying: pure. A part's stretch of the original begins with its first edit, the first one's with
 * the text. */
struct applying {
    span original;
    const patch *all;
    uint8_t *out;
};

static size_t stretch_begin(const struct applying *p, unsigned part) {
    if (part == 0)
        return 0;
    for (; part < p->all->count; part++)
        if (p->all->parts[part].list.count)
            return p->all->parts[part].list.items[0].from;
    return p->original.len;
}

static size_t made_len(const struct applying *p, unsigned part) {
    const edits *e = &p->all->parts[part];
    return stretch_begin(p, part + 1) - stretch_begin(p, part) - e->replaced + e->bytes.len;
}

static uint8_t *put(uint8_t *to, span s) {
    if (s.len)
        memcpy(to, s.ptr, s.len);
    return to + s.len;
}

static void apply_part(arena *own, void *argument, unsigned part) {
    const struct applying *p = argument;
    const edits *list = &p->all->parts[part];
    size_t at = stretch_begin(p, part), end = stretch_begin(p, part + 1);
    uint8_t *to = p->out;
    (void)own;
    for (unsigned i = 0; i < part; i++)
        to += made_len(p, i);
    for (size_t i = 0; i < list->list.count; i++) {
        const edit *e = &list->list.items[i];
        to = put(to, span_cut(p->original, at, e->from - at));
        to = put(to, span_cut(buf_span(&list->bytes), e->at, e->len));
        at = e->to;
    }
    put(to, span_cut(p->original, at, end - at));
}

span edits_apply(arena *a, const crew *c, span original, const patch *all) {
    struct applying p = {original, all, NULL};
    size_t len = 0;
    for (unsigned i = 0; i < all->count; i++)
        len += made_len(&p, i);
    p.out = arena_grow(a, NULL, len + 1);
    crew_run(c, a, apply_part, &p, all->count);
    return span_of(p.out, len);
}

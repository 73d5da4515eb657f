/* Wages become bytes: the template's own bytes with the wage fields replaced. Lines are shared out between
 * hands. Each makes the edits of some lines and applies them while they are still in the processor's cache, into
 * room that is enough whatever the wages; then the stretches are moved up to each other. */
#include <string.h>

#include "fill/fill.h"
#include "fill/people.h"

enum { PART_LINES = 1 << 13, AT_ONCE = 1 << 10, DIGITS_MOST = 24 };

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

/* ---- Edits as data. */
typedef struct edit {
    uint32_t from, to; /* byte range of the original that is replaced; edits are in order, disjoint */
    uint32_t at;       /* where the new bytes begin in edits.bytes */
    uint32_t len;
} edit;
typedef struct edits {
    VEC(edit) list;
    buf bytes;
} edits;

static uint8_t *put(uint8_t *to, span s) {
    if (s.len)
        memcpy(to, s.ptr, s.len);
    return to + s.len;
}

/* The original's bytes from `at` to `end` with these edits applied, to `to`; returns where they end. Pure. */
static uint8_t *apply(span original, size_t at, size_t end, const edits *these, uint8_t *to) {
    for (size_t i = 0; i < these->list.count; i++) {
        const edit *e = &these->list.items[i];
        to = put(to, span_cut(original, at, e->from - at));
        to = put(to, span_cut(buf_span(&these->bytes), e->at, e->len));
        at = e->to;
    }
    return put(to, span_cut(original, at, end - at));
}

/* ---- A hand at work on its lines. */
typedef struct editor {
    arena *on;
    const document *t;
    const joined *wages;
    size_t from, end;       /* lines */
    edits these;
    buf digits, field;      /* of the wage at hand */
    VEC(uint32_t) too_long; /* lines whose field is too narrow */
    uint8_t *begin;         /* where its stretch goes */
    size_t len;
    uint64_t made;
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
    edits *out = &e->these;
    edit made = {.from = (uint32_t)text_offset(t, i, field.ptr),
                 .to = (uint32_t)text_offset(t, i, field.ptr + field.len),
                 .at = (uint32_t)out->bytes.len};
    if (encoding_wide(t->encoding))
        (void)encode_all(t->encoding, buf_span(&e->field), &out->bytes);
    else
        buf_add(&out->bytes, buf_span(&e->field)); /* digits, a point, blanks: ASCII */
    made.len = (uint32_t)out->bytes.len - made.at;
    VEC_PUSH(e->on, &out->list, made);
}

span line_wage(const document *t, span line, const fields *f) {
    uint32_t at = (uint32_t)t->layout.wage;
    return at < f->count ? f->at[at] : span_from(line, line.len);
}

static span wage_field(const document *t, uint32_t i, fields *f) {
    span line = text_line(&t->text, i);
    line_split(&t->layout, t->text.body_encoding, line, f);
    return line_wage(t, line, f);
}

static void edit_lines(editor *e, size_t from, size_t end) {
    fields f;
    e->these.list.count = e->these.bytes.len = 0;
    for (size_t i = from; i < end; i++) {
        if (e->wages->of[i].state != WAGE_GIVEN)
            continue;
        span field = wage_field(e->t, (uint32_t)i, &f);
        if (wage_text(e, e->wages->of[i].wage, field))
            edit_line(e, (uint32_t)i, field);
        else
            VEC_PUSH(e->on, &e->too_long, (uint32_t)i);
    }
    e->made += e->these.list.count;
}

/* Where line i begins in the original, all that is before the first one belonging to it. */
static size_t original_at(const text *t, size_t i) {
    if (i == 0 || i >= t->line_count)
        return i ? t->original.len : 0;
    return (size_t)text_offset(t, i, t->body.ptr + t->line_start[i]);
}

static void write_part(arena *own, void *argument, unsigned part) {
    editor *e = &((editor *)argument)[part];
    const text *t = &e->t->text;
    uint8_t *to = e->begin;
    e->on = own;
    e->digits = buf_new(own);
    e->field = buf_new(own);
    e->these.bytes = buf_new(own);
    for (size_t i = e->from, next; i < e->end; i = next) {
        next = e->end - i < AT_ONCE ? e->end : i + AT_ONCE;
        edit_lines(e, i, next);
        to = apply(t->original, original_at(t, i), original_at(t, next), &e->these, to);
    }
    e->len = (size_t)(to - e->begin);
}

/* ---- All of them. */
/* The bytes that a part's lines are at most once they are filled. */
static size_t room_for(const document *t, size_t from, size_t end) {
    enum { UNIT_MOST = 4 };
    uint32_t width = t->layout.columns[t->layout.wage].width;
    size_t wage = (width > DIGITS_MOST ? width : DIGITS_MOST) * (encoding_wide(t->text.encoding) ? UNIT_MOST : 1u);
    return original_at(&t->text, end) - original_at(&t->text, from) + (end - from) * wage;
}

/* Where each part may write. */
static uint8_t *lay_out_parts(arena *a, const document *t, const joined *wages, editor *editors, unsigned parts) {
    size_t lines = t->text.line_count, room = 0;
    for (unsigned i = 0; i < parts; i++) {
        editors[i] = (editor){.t = t, .wages = wages, .from = share(lines, i, parts), .end = share(lines, i + 1, parts)};
        room += room_for(t, editors[i].from, editors[i].end);
    }
    uint8_t *all = arena_grow(a, NULL, room + 1), *at = all;
    for (unsigned i = 0; i < parts; i++) {
        editors[i].begin = at;
        at += room_for(t, editors[i].from, editors[i].end);
    }
    return all;
}

static void tell_too_long(const document *t, uint32_t line, fen wage, buf *digits, findings *found) {
    digits->len = 0;
    money_write(digits, wage, 2);
    FIND(found, .code = PAY_too_long,
         .place = {.input = INPUT_TEMPLATE, .entry = t->box.entry_label, .line = line + 1u,
                   .byte_offset = NO_OFFSET},
         .value = value_of(VALUE_WAGE, buf_span(digits)));
}

static void tell_all_too_long(const document *t, const joined *wages, editor *e, findings *found) {
    for (size_t k = 0; k < e->too_long.count; k++)
        tell_too_long(t, e->too_long.items[k], wages->of[e->too_long.items[k]].wage, &e->digits, found);
}

span wages_write(arena *a, const crew *c, const document *t, const joined *wages, findings *found, uint64_t *written) {
    arena *passing = arena_child(a);
    unsigned parts = crew_parts(c, t->text.line_count, PART_LINES);
    editor *editors = ARENA_ARRAY(passing, editor, parts);
    uint8_t *all = lay_out_parts(a, t, wages, editors, parts);
    size_t len = 0;
    crew_run(c, passing, write_part, editors, parts);
    *written = 0;
    for (unsigned i = 0; i < parts; i++) {
        editor *e = &editors[i];
        if (len + all != e->begin)
            memmove(all + len, e->begin, e->len);
        len += e->len;
        *written += e->made;
        tell_all_too_long(t, wages, e, found);
    }
    arena_reset(passing);
    return span_of(arena_grow(a, all, len + 1), len);
}

/* A payroll table's rows become lines of a pinned layout. */
#include <stdlib.h>
#include <string.h>

#include "fill/nobody.h"
#include "fill/sample.h"
#include "fill/unit.h"
#include "rules/line_view.h"

typedef struct laying {
    arena *passing; /* emptied after each row */
    const text_shape *shape;
    const payroll_plan *plan;
    findings *found;
    uint32_t from[COLUMNS_MAX]; /* by column of the layout: the table's, from 1 */
    const row *row;
    buf out;
    uint64_t lines;
    moved_header moved; /* and is it the last header? */
    bool astray;
    bool failed;
} laying;

/* ---- Which column of the table each column of the layout is. */
static uint32_t same_header(const sampled_sheet *s, span name) {
    uint8_t wanted[HEADER_CELL_MAX], is[HEADER_CELL_MAX];
    span normal = header_normal(name, wanted);
    for (uint32_t i = 1; i <= s->columns && normal.len; i++)
        if (span_eq(header_normal(s->header[i], is), normal))
            return i;
    return 0;
}

static uint32_t same_role(const sampled_sheet *s, role r) {
    uint32_t found = 0;
    for (uint32_t i = 1; i <= s->columns && r != ROLE_OTHER; i++)
        if (s->roles[i] == r) {
            if (found)
                return 0;
            found = i;
        }
    return found;
}

static uint32_t source_of(const sampled_sheet *s, const payroll_plan *plan, const column *c) {
    uint32_t at = c->role == ROLE_WAGE ? plan->wage : c->role == plan->key ? plan->id : 0;
    if (at == 0)
        at = same_header(s, c->name);
    for (uint32_t i = 0; i < c->header_count && at == 0; i++)
        at = same_header(s, c->headers[i]);
    return at ? at : same_role(s, c->role);
}

static bool bind(laying *w, const sampled_sheet *s, arena *a) {
    const layout *l = &w->shape->layout;
    bool all = true;
    for (uint32_t i = 0; i < l->count; i++) {
        const column *c = &l->columns[i];
        w->from[i] = source_of(s, w->plan, c);
        if (w->from[i])
            continue;
        span name = c->name.len ? c->name : span_cstr(term_text(role_term(c->role), LANG_ZH));
        FIND(w->found, .code = SRC_column_missing,
             .place = {.input = INPUT_TABLE, .sheet = s->name, .line = s->header_row, .field = name,
                       .byte_offset = NO_OFFSET},
             .args = {{"what", value_text(name)}, {"is", value_text(sample_headers(a, s))}});
        all = false;
    }
    return all;
}

/* ---- One field. */
static value_kind kind_of(role r) {
    switch (r) {
    case ROLE_ID:
    case ROLE_PERSONAL_NUMBER: return VALUE_ID;
    case ROLE_NAME: return VALUE_NAME;
    case ROLE_WAGE: return VALUE_WAGE;
    default: return VALUE_RECORD;
    }
}

static void refuse(laying *w, uint32_t i, const cell *c, code why, term what) {
    const column *to = &w->shape->layout.columns[i];
    FIND(w->found, .code = why,
         .place = {.input = INPUT_TABLE, .sheet = w->plan->sheet_name, .cell_row = w->row->number,
                   .cell_column = w->from[i], .line = w->row->line, .column = w->from[i],
                   .byte_offset = c ? c->offset : NO_OFFSET},
         .value = value_of(kind_of(to->role), c ? c->value : (span){0}),
         .args = {{"what", value_term(what)}});
    w->failed = true;
}

/* A workbook's number as an amount is written in this layout; other cells as they are. */
static span field_text(const laying *w, const column *to, const cell *c) {
    char digits[64];
    fen amount;
    bool changed, amounts = to->role == ROLE_WAGE || to->role == ROLE_OLD_WAGE;
    span s = c ? span_trim(c->value) : (span){0};
    if (!amounts || c == NULL || c->kind != CELL_NUMBER || s.len >= sizeof digits)
        return s;
    memcpy(digits, s.ptr, s.len);
    digits[s.len] = 0;
    if (!money_from_double(strtod(digits, NULL), &amount, &changed))
        return s;
    unsigned need = amount % 10 ? 2u : amount % 100 ? 1u : 0u, usual = w->shape->layout.style.decimals;
    buf b = buf_new(w->passing);
    money_write(&b, amount, need > usual ? need : usual);
    return buf_span(&b);
}

static bool divides(const separator *s, span encoded) {
    for (size_t i = 0; i < encoded.len; i++)
        if (encoded.ptr[i] == '\n' || encoded.ptr[i] == '\r')
            return true;
    return s->kind == SEPARATOR_SPACES && (encoded.len == 0 || span_has(encoded, ' '));
}

/* Enough of them and the portal's file would count as no text any more. */
static bool holds_control(span encoded) {
    for (size_t i = 0; i < encoded.len; i++)
        if ((encoded.ptr[i] < ' ' && encoded.ptr[i] != '\t') || encoded.ptr[i] == 0x7F)
            return true;
    return false;
}

/* Why this text cannot stand in the field; TERM_NONE where it can. `encoded` is set with that. */
static term obstacle(laying *w, const column *to, span s, span *encoded) {
    const separator *sep = &w->shape->layout.separator;
    encoding e = encoding_wide(w->shape->encoding) ? ENCODING_UTF8 : w->shape->encoding;
    buf b = buf_new(w->passing);
    if (!encode_all(e, s, &b))
        return TERM_not_encodable;
    *encoded = buf_span(&b);
    if (divides(sep, *encoded) || (sep->kind == SEPARATOR_BYTE && span_has(s, sep->byte)))
        return TERM_holds_separator;
    if (holds_control(*encoded))
        return TERM_holds_control;
    return sep->kind == SEPARATOR_FIXED && to->width && encoded->len > to->width ? TERM_too_wide : TERM_NONE;
}

static void pad(laying *w, const column *to, span encoded) {
    size_t blanks = to->width > encoded.len ? to->width - encoded.len : 0;
    if (to->align != ALIGN_LEFT)
        buf_repeat(&w->out, to->align == ALIGN_RIGHT_ZERO ? '0' : ' ', blanks);
    buf_add(&w->out, encoded);
    if (to->align == ALIGN_LEFT)
        buf_repeat(&w->out, ' ', blanks);
}

static void add_field(laying *w, uint32_t i, span s, const cell *c) {
    const layout *l = &w->shape->layout;
    span encoded = {0};
    term why = obstacle(w, &l->columns[i], s, &encoded);
    if (why != TERM_NONE) {
        refuse(w, i, c, SRC_not_writable, why);
        return;
    }
    if (l->separator.kind == SEPARATOR_FIXED) {
        pad(w, &l->columns[i], encoded);
        return;
    }
    if (i)
        buf_byte(&w->out, l->separator.kind == SEPARATOR_SPACES ? ' ' : l->separator.byte);
    buf_add(&w->out, encoded);
    if (l->trailing && i + 1 == l->count)
        buf_byte(&w->out, l->separator.byte);
}

/* ---- Lines. */
static void new_line(laying *w) {
    if (w->lines++)
        buf_add(&w->out, w->shape->newline);
}

static void add_head(laying *w) {
    const layout *l = &w->shape->layout;
    static const row none = {0};
    encoding e = encoding_wide(w->shape->encoding) ? ENCODING_UTF8 : w->shape->encoding;
    w->row = &none;
    if (!l->header)
        return;
    new_line(w);
    if (w->shape->head.len) {
        (void)encode_all(e, w->shape->head, &w->out); /* it came from there */
        return;
    }
    for (uint32_t i = 0; i < l->count; i++)
        add_field(w, i, l->columns[i].name, NULL);
}

static void tell_row(laying *w, const row *r) {
    FIND(w->found, .code = SRC_row_skipped,
         .place = {.input = INPUT_TABLE, .sheet = w->plan->sheet_name, .line = r->line, .byte_offset = NO_OFFSET});
}

static void tell_moved(laying *w) {
    FIND(w->found, .code = SRC_columns_moved,
         .place = {.input = INPUT_TABLE, .sheet = w->plan->sheet_name, .line = w->moved.at.line, .byte_offset = NO_OFFSET},
         .args = {{"is", value_text(w->moved.words)}, {"was", value_text(sample_headers(w->passing, w->plan->seen))}});
    w->moved.waits = false;
    w->failed = true;
}

static void tell_other_unit(laying *w) {
    unit_word unit = row_unit(w->row, w->plan->wage);
    FIND(w->found, .code = SRC_other_unit,
         .place = {.input = INPUT_TABLE, .sheet = w->plan->sheet_name, .line = w->row->line, .byte_offset = NO_OFFSET},
         .args = {{"is", value_text(unit.said)}, {"what", value_text(unit.unit)}});
    w->failed = true;
}

/* As join.c passes headers. */
static void pass_header(laying *w, bool moved) {
    if (w->moved.waits)
        tell_row(w, &w->moved.at);
    w->astray = moved;
    w->moved = moved ? moved_header_of(w->out.on, w->row) : (moved_header){0};
    if (!moved)
        tell_row(w, w->row);
}

static bool no_person(laying *w) {
    const payroll_plan *p = w->plan;
    const cell *key = row_cell(w->row, p->id);
    row_sort sort = row_sort_of(p, w->row, key, row_cell(w->row, p->wage), w->from, w->shape->layout.count);
    if (sort == ROW_HEADING || sort == ROW_MOVED) {
        pass_header(w, sort == ROW_MOVED);
        return true;
    }
    if (sort == ROW_OTHER_UNIT) {
        tell_other_unit(w);
        return true;
    }
    if (w->moved.waits && row_holds_somebody(w->row, sort))
        tell_moved(w);
    bool person = sort == ROW_PERSON || (sort == ROW_SUM && key && p->key != ROLE_ID);
    if (!person && sort != ROW_BLANK)
        tell_row(w, w->row);
    return !person || w->astray;
}

static void add_row(laying *w) {
    const layout *l = &w->shape->layout;
    new_line(w);
    for (uint32_t i = 0; i < l->count; i++) {
        const cell *c = row_cell(w->row, w->from[i]);
        if (c && c->kind == CELL_ERROR && l->columns[i].role == ROLE_WAGE)
            refuse(w, i, c, SRC_error_value, TERM_NONE);
        else if (c && c->kind == CELL_FORMULA_EMPTY)
            refuse(w, i, c, SRC_not_calculated, TERM_NONE);
        else
            add_field(w, i, field_text(w, &l->columns[i], c), c);
    }
}

static bool on_sheet(void *context, const sheet *s) { return s->index == ((laying *)context)->plan->sheet; }

static bool on_row(void *context, const sheet *s, const row *r) {
    laying *w = context;
    (void)s;
    w->row = r;
    if (r->number >= w->plan->data_from && !no_person(w))
        add_row(w);
    arena_reset(w->passing);
    return true;
}

/* The lines as bytes of the shape's encoding, with BOM and last newline. */
static span finished(arena *a, laying *w) {
    buf whole = buf_new(a);
    if (w->shape->final && w->lines)
        buf_add(&w->out, w->shape->newline);
    if (!w->shape->bom && !encoding_wide(w->shape->encoding))
        return buf_span(&w->out);
    if (w->shape->bom)
        (void)encode_all(w->shape->encoding, SPAN("\xEF\xBB\xBF"), &whole);
    if (encoding_wide(w->shape->encoding))
        (void)encode_all(w->shape->encoding, buf_span(&w->out), &whole);
    else
        buf_add(&whole, buf_span(&w->out));
    return buf_span(&whole);
}

static const sampled_sheet *sheet_of(const sample *all, size_t index) {
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i]->index == index)
            return all->items[i];
    return NULL;
}

span lay_out(arena *a, const table_source *table, const fill_options *options, const text_shape *shape,
             const header_words *words, findings *found) {
    payroll_plan plan;
    sample all = {0};
    fill_options own = *options;
    own.no_template = true;
    payroll_plan_make(a, table, &own, words, found, &plan);
    if (!plan.usable || !sample_read(a, table, words, found, &all))
        return (span){0};
    laying w = {.passing = arena_child(a), .shape = shape, .plan = &plan, .found = found, .out = buf_new(a)};
    const sampled_sheet *s = sheet_of(&all, plan.sheet);
    table_sink sink = {.context = &w, .sheet = on_sheet, .row = on_row};
    if (s == NULL || !bind(&w, s, a))
        return (span){0};
    add_head(&w);
    (void)table_read(a, table, &TABLE_LIMITS, &sink, found);
    if (w.moved.waits)
        tell_row(&w, &w.moved.at);
    return w.failed || findings_gravest(found) >= SEVERITY_ERROR ? (span){0} : finished(a, &w);
}

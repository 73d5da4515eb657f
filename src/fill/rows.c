/* Rows for the join: of a payroll table, or of a document whose lines are taken for rows. */
#include "fill/rows.h"

#include "fill/fill.h"
#include "fill/unit.h"

typedef struct lines_as_rows {
    const document *d;
    bool wage_last;
    arena *scratch;
    const table_sink *into;
    cell cells[COLUMNS_MAX];
    line_view view;
} lines_as_rows;

/* Quotes on one line, where the file has none. */
static span unquoted(span s) {
    return s.len > 2 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"' ? span_cut(s, 1, s.len - 2) : s;
}

static void add_cell(lines_as_rows *l, row *r, int at, span raw) {
    span shown = unquoted(span_trim(view_text(l->scratch, l->d, raw)));
    if (at < 0 || shown.len == 0)
        return;
    l->cells[r->count++] = (cell){.column = (uint32_t)at + 1, .kind = CELL_TEXT, .value = shown,
                                  .offset = (int64_t)text_offset(&l->d->text, l->view.index, raw.ptr)};
}

bool line_whole(const document *d, const line_view *v) {
    const fields *f = &v->fields;
    for (uint32_t i = d->layout.count; i < f->count && i <= COLUMNS_MAX; i++)
        if (span_trim(f->at[i]).len)
            return false;
    return f->count >= d->layout.count && f->count <= COLUMNS_MAX + 1;
}

static bool is_number(arena *scratch, const document *d, span raw) {
    return !(money_read(span_trim(view_text(scratch, d, raw))).oddities & (MONEY_BLANK | MONEY_NO_NUMBER));
}

int surplus_wage(arena *scratch, const document *d, const line_view *v) {
    const fields *f = &v->fields;
    int own = d->layout.wage, last = (int)f->count - 1;
    if (f->count <= d->layout.count || f->count > COLUMNS_MAX || own < 0)
        return -1;
    for (int i = last; i >= own; i--)
        if (is_number(scratch, d, f->at[i]))
            return i == own ? own : last;
    return last;
}

/* 444 or 333.44: what stands behind a thousands separator. */
static bool three_digits(span s) {
    size_t point = span_find(s, '.');
    return span_digits(span_cut(s, 0, 3)) && s.len >= 3 && point >= 3 &&
           (s.len == 3 || (point == 3 && span_digits(span_from(s, 4))));
}

bool cut_apart(span first, span second) { return first.len <= 3 && span_digits(first) && three_digits(second); }

bool cut_by_comma(arena *scratch, const document *d, uint32_t line, uint32_t want, uint64_t wage_at) {
    line_view v;
    if (d->layout.separator.kind != SEPARATOR_BYTE || d->layout.separator.byte != ',')
        return false;
    line_view_read(scratch, d, line, &v);
    for (uint32_t i = 0; v.fields.count > want && i < v.fields.count && i < COLUMNS_MAX; i++) {
        if (text_offset(&d->text, line, v.fields.at[i].ptr) != wage_at)
            continue;
        span wage = span_trim(v.fields.at[i]);
        span before = i ? span_trim(v.fields.at[i - 1]) : (span){0};
        span behind = i + 1 < v.fields.count && i + 1 < COLUMNS_MAX ? span_trim(v.fields.at[i + 1]) : (span){0};
        return cut_apart(wage, behind) || cut_apart(before, wage);
    }
    return false;
}

static bool says_old(arena *scratch, const document *d, span raw, const line_view *twin) {
    return is_number(scratch, d, raw) && money_read(span_trim(view_text(scratch, d, raw))).value == twin->old_money.value;
}

/* 87625 on one line and .50 on the next: the end of a line that a newline tore. */
static bool torn_off(const document *d, uint32_t next) {
    span s = next < d->text.line_count ? span_trim(text_line(&d->text, next)) : (span){0};
    for (size_t i = 0; i < s.len; i++)
        if (!(s.ptr[i] >= '0' && s.ptr[i] <= '9') && s.ptr[i] != '.' && s.ptr[i] != ',')
            return false;
    return s.len > 0;
}

/* The file ends within its last line, as the template does not, and people are missing or the amount is far too small. */
static bool cut_off(const document *d, uint32_t line, const document *t, const line_view *twin, fen wage) {
    bool ends = line + 1 == d->text.line_count && !d->text.newlines.final && t->text.newlines.final;
    bool small = !(twin->old_money.oddities & (MONEY_BLANK | MONEY_NO_NUMBER)) && wage * 2 < twin->old_money.value;
    return ends && (small || d->text.line_count + !d->layout.header < t->text.line_count + !t->layout.header);
}

term unsure_number(const document *d, uint32_t line, const document *t, const line_view *twin, fen wage) {
    uint64_t number;
    if (torn_off(d, line + 1))
        return TERM_torn_off;
    if (cut_off(d, line, t, twin, wage))
        return TERM_ends_here;
    if (span_to_u64(span_trim(twin->personal), INT64_MAX / 100, &number) && wage == (fen)(number * 100))
        return TERM_own_number;
    return TERM_NONE;
}

/* Does the template's line say this number too, in another column than the wage's? Each of its fields explains one. */
static bool explained(arena *scratch, const document *t, const line_view *twin, fen number, uint64_t *used) {
    for (uint32_t k = 0; k < twin->fields.count && k < 64; k++) {
        if ((int)k == t->layout.wage || (*used >> k & 1) || !is_number(scratch, t, twin->fields.at[k]) ||
            money_read(span_trim(view_text(scratch, t, twin->fields.at[k]))).value != number)
            continue;
        *used |= UINT64_C(1) << k;
        return true;
    }
    return false;
}

bool several_wages(arena *scratch, const document *d, uint32_t line, const line_counts *n, const document *t,
                   const line_view *twin) {
    line_view v;
    uint64_t used = 0;
    int candidates = 0, from = t->layout.old_wage >= 0 ? t->layout.old_wage : t->layout.wage;
    line_view_read(scratch, d, line, &v);
    for (int i = from; v.fields.count > n->wanted && v.fields.count != n->named && i < (int)v.fields.count; i++) {
        if (i < 0 || i >= COLUMNS_MAX || !is_number(scratch, d, v.fields.at[i]) || v.fields.at[i].ptr == v.id.ptr)
            continue;
        fen number = money_read(span_trim(view_text(scratch, d, v.fields.at[i]))).value;
        candidates += !explained(scratch, t, twin, number, &used) && i >= t->layout.wage;
    }
    return candidates > 1;
}

uint32_t usual_fields(arena *scratch, const document *d) {
    uint32_t lines[COLUMNS_MAX + 2] = {0}, usual = d->layout.count;
    line_view v;
    for (uint32_t i = 0; i < d->text.line_count; i++) {
        line_view_read(scratch, d, i, &v);
        if (v.kind == LINE_PERSON && v.fields.count < COLUMNS_MAX + 2)
            lines[v.fields.count]++;
        arena_reset(scratch);
    }
    for (uint32_t i = 0; i < COLUMNS_MAX + 2; i++)
        if (lines[i] > lines[usual])
            usual = i;
    return usual;
}

bool may_be_old(arena *scratch, const document *d, uint32_t line, const line_counts *n, const line_view *twin, fen wage,
                code *asked) {
    line_view v;
    int own = d->layout.old_wage;
    bool nowhere = own < 0 && d->layout.header; /* a header says which column is the wage, and that there is none of old ones */
    if (nowhere || (twin->old_money.oddities & (MONEY_BLANK | MONEY_NO_NUMBER)) || wage != twin->old_money.value)
        return false;
    line_view_read(scratch, d, line, &v);
    bool in_place = own >= 0 && (uint32_t)own < v.fields.count && says_old(scratch, d, v.fields.at[own], twin);
    bool surplus = v.fields.count > n->wanted && v.fields.count != n->named && (v.fields.count != n->usual || !in_place);
    *asked = !surplus ? ROW_field_altered : in_place ? ROW_column_count : CODE_NONE;
    return surplus || !in_place;
}

/* A line with fields too many or too few: only an ID that is plainly one is taken, and of fields too many one for its
 * wage where the user has said so. */
static void odd_line(lines_as_rows *l, row *r) {
    const layout *y = &l->d->layout;
    int wage = l->wage_last ? surplus_wage(l->scratch, l->d, &l->view) : -1;
    if (y->id < y->wage)
        add_cell(l, r, y->id, l->view.id);
    if (wage >= 0)
        add_cell(l, r, y->wage, l->view.fields.at[wage]);
    if (y->id > y->wage)
        add_cell(l, r, y->id, l->view.id);
}

static bool tell_line(lines_as_rows *l, const sheet *s, uint32_t i) {
    row r = {.number = i + 1, .line = i + 1u, .cells = l->cells};
    line_view_read(l->scratch, l->d, i, &l->view);
    if (l->view.kind == LINE_HEADER || l->view.kind == LINE_EMPTY)
        return true;
    if (line_whole(l->d, &l->view) || l->view.kind != LINE_PERSON)
        for (uint32_t k = 0; k < l->view.fields.count && k < l->d->layout.count; k++)
            add_cell(l, &r, (int)k, l->view.fields.at[k]);
    else
        odd_line(l, &r);
    return l->into->row(l->into->context, s, &r);
}

static void document_rows(arena *a, const row_source *from, const table_sink *into) {
    lines_as_rows *l = ARENA_NEW(a, lines_as_rows);
    sheet s = {0};
    *l = (lines_as_rows){.d = from->document, .wage_last = from->wage_last, .scratch = arena_child(a), .into = into};
    if (!into->sheet(into->context, &s))
        return;
    for (uint32_t i = 0; i < l->d->text.line_count && tell_line(l, &s, i); i++)
        arena_reset(l->scratch);
}

bool rows_read(arena *a, const row_source *from, const table_sink *into, findings *found) {
    if (from->table)
        return table_read(a, from->table, &TABLE_LIMITS, into, found) != TABLE_UNREADABLE;
    document_rows(a, from, into);
    return true;
}

void document_plan_make(const document *d, bool match_by_name, payroll_plan *plan) {
    const layout *l = &d->layout;
    bool by_number = l->id < 0 && l->personal >= 0;
    *plan = (payroll_plan){.data_from = 1, .key = by_number ? ROLE_PERSONAL_NUMBER : ROLE_ID};
    plan->id = (uint32_t)((by_number ? l->personal : l->id) + 1);
    plan->name = (uint32_t)(l->name + 1);
    plan->wage = (uint32_t)(l->wage + 1);
    plan->personal = by_number ? 0 : (uint32_t)(l->personal + 1);
    plan->usable = d->usable && plan->wage && (plan->id || (match_by_name && plan->name));
}

bool document_in_yuan(arena *a, const document *d, findings *found) {
    const layout *l = &d->layout;
    unit_word w = {0};
    uint32_t line = 0;
    line_view head = {0};
    if (l->header)
        line_view_read(a, d, l->header_line, &head);
    bool other = l->header && header_in_other_unit(span_trim(view_text(a, d, view_field(&head, l->wage))), &w);
    if (other)
        line = l->header_line;
    for (uint32_t i = 0; l->header && !other && i < l->header_line; i++) {
        other = title_in_other_unit(span_trim(decode_span(a, d->text.body_encoding, text_line(&d->text, i))), &w);
        line = i;
    }
    if (other)
        FIND(found, .code = SRC_other_unit, .place = {.input = INPUT_TABLE, .line = line + 1u, .byte_offset = NO_OFFSET},
             .args = {{"is", value_text(w.said)}, {"what", value_text(w.unit)}});
    return !other;
}

#include "table/row_maker.h"

enum { ROW_TEXT_MOST = 64 << 20 }; /* bytes */

row_maker row_maker_new(arena *a, const table_limits *limits, const table_sink *into) {
    return (row_maker){.on = a, .into = into, .most = limits->max_cells_row, .text = buf_new(a)};
}

void row_sheet_begin(row_maker *m, const sheet *of) {
    m->of = of;
    m->cells.count = 0;
    m->opened = m->go_on = !m->into->sheet || m->into->sheet(m->into->context, of);
}

void row_sheet_end(row_maker *m) {
    if (m->opened && m->into->end)
        m->into->end(m->into->context, m->of);
    m->opened = m->go_on = false;
}

void row_begin(row_maker *m, uint32_t number, bool hidden) {
    m->number = number;
    m->hidden = hidden;
    m->cells.count = 0;
    m->text.len = 0;
}

void row_add(row_maker *m, const cell *c) {
    if (c->kind == CELL_BLANK || !m->go_on)
        return;
    if (m->cells.count >= m->most || c->column > m->most) {
        m->cut = true;
        return;
    }
    if (m->text.len + c->value.len > ROW_TEXT_MOST) {
        m->too_long = true;
        return;
    }
    cell *kept = VEC_ADD(m->on, &m->cells);
    *kept = *c;
    kept->hidden |= m->hidden;
    kept->offset = NO_OFFSET;
    buf_add(&m->text, c->value);
}

void row_tell(row_maker *m) { row_tell_as(m, m->number); }

void row_tell_as(row_maker *m, uint32_t number) {
    if (m->cells.count == 0 || !m->go_on || !m->into->row)
        return;
    const uint8_t *at = m->text.ptr;
    for (size_t i = 0; i < m->cells.count; i++) {
        m->cells.items[i].value.ptr = at;
        at = m->cells.items[i].value.len ? at + m->cells.items[i].value.len : at;
    }
    row told = {.number = number, .line = number, .hidden = m->hidden, .cells = m->cells.items, .count = m->cells.count};
    m->go_on = m->into->row(m->into->context, m->of, &told);
}

void row_maker_complain(const row_maker *m, findings *found) {
    if (m->cut)
        table_limit(found, TERM_cells_in_row, m->most);
    if (m->too_long)
        table_limit(found, TERM_row_text, ROW_TEXT_MOST);
}

static size_t digits(span s, size_t i) {
    while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
        i++;
    return i;
}

static bool one_of(span s, size_t i, uint8_t a, uint8_t b) {
    return i < s.len && (s.ptr[i] == a || s.ptr[i] == b);
}

bool number_plain(span s) {
    size_t from = one_of(s, 0, '+', '-'), i = digits(s, from);
    size_t count = i - from;
    if (one_of(s, i, '.', '.')) {
        size_t end = digits(s, i + 1);
        count += end - i - 1;
        i = end;
    }
    if (count && one_of(s, i, 'e', 'E')) {
        size_t power = i + 1 + one_of(s, i + 1, '+', '-');
        i = digits(s, power);
        count = i > power ? count : 0;
    }
    return count && i == s.len;
}

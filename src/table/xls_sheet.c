/* One sheet of a BIFF workbook. Its records are walked over once, to note where each cell lies,
 * what is hidden and what is merged; then the cells are told row by row. Writers keep cells in
 * order, but nothing obliges them: notes out of order are sorted, and of a cell written twice the
 * later one counts. */
#include "table/readers.h"
#include "table/xls_book.h"

enum {
    ROWS = 1 << 16, /* that 16 bits can name */
    COLUMNS = 1 << 8 /* that any program of these formats has */
};

struct survey {
    xls_book *book;
    arena *on;
    uint8_t hidden_rows[ROWS / 8], hidden_columns[COLUMNS / 8];
    VEC(xls_spot) spots;
    VEC(merged_range) merged;
    bool sorted, broken;
    sheet sheet;
};

static void hide(uint8_t *bits, size_t i) { bits[i / 8] |= (uint8_t)(1 << i % 8); }

static bool is_hidden(const uint8_t *bits, size_t i, size_t count) { return i < count && bits[i / 8] >> i % 8 & 1; }

static void note_row(struct survey *s, const biff_record *r) {
    const uint8_t *p = r->body.ptr;
    enum { ZERO_HEIGHT = 0x20 }; /* hidden by hand or by a filter */
    bool hidden = r->kind == BIFF_ROW ? r->body.len >= 14 && p[12] & ZERO_HEIGHT
                                      : r->body.len >= 8 && le16(p + 6) == 0;
    if (hidden)
        hide(s->hidden_rows, le16(p));
}

static void note_columns(struct survey *s, const biff_record *r) {
    const uint8_t *p = r->body.ptr;
    size_t first = COLUMNS, last = 0; /* none */
    if (r->kind == BIFF_COLINFO && r->body.len >= 10 && (p[8] & 1 || le16(p + 4) == 0)) {
        first = le16(p);
        last = le16(p + 2);
    } else if (r->kind == BIFF2_COLWIDTH && r->body.len >= 4 && le16(p + 2) == 0) {
        first = p[0];
        last = p[1];
    }
    for (size_t i = first; i <= last && i < COLUMNS; i++)
        hide(s->hidden_columns, i);
}

static void note_merged(struct survey *s, const biff_record *r) {
    enum { RANGE = 8 };
    if (r->body.len < 2)
        return;
    size_t there = (r->body.len - 2) / RANGE, said = le16(r->body.ptr);
    size_t count = said < there ? said : there;
    s->sheet.merged += (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *p = r->body.ptr + 2 + i * RANGE;
        VEC_PUSH(s->on, &s->merged, ((merged_range){le16(p) + 1u, le16(p + 2) + 1u, le16(p + 4) + 1u, le16(p + 6) + 1u}));
    }
}

static void note_cells(struct survey *s, const biff_record *r, size_t at) {
    uint32_t key = 0;
    size_t count = xls_cells_in(s->book, r, &key, &s->broken);
    if (count && s->spots.count && key <= s->spots.items[s->spots.count - 1].key)
        s->sorted = false;
    for (size_t i = 0; i < count; i++)
        VEC_PUSH(s->on, &s->spots, ((xls_spot){key + (uint32_t)i, (uint32_t)at, (uint16_t)i}));
}

static void note_record(struct survey *s, const biff_record *r, size_t at) {
    switch (r->kind) {
    case BIFF2_ROW:
    case BIFF_ROW: note_row(s, r); break;
    case BIFF2_COLWIDTH:
    case BIFF_COLINFO: note_columns(s, r); break;
    case BIFF_MERGEDCELLS: note_merged(s, r); break;
    case BIFF_BOUNDSHEET:
    case BIFF4_SHEETHDR: break; /* belong to no sheet */
    default:
        note_cells(s, r, at);
        xls_book_record(s->book, r); /* old versions keep styles within the sheet */
    }
}

/* Walks from the record behind the sheet's BOF to its EOF, past charts nested in it. False where
 * the sheet breaks off. A sheet whose EOF is missing at the end of a whole stream is complete. */
static bool survey_records(struct survey *s, size_t at) {
    xls_book *b = s->book;
    biff_record r;
    biff_begin begin;
    for (size_t depth = 0; biff_at(b->stream, at, &r); at = r.next) {
        if (r.next - at > b->budget || b->encrypted)
            return false;
        b->budget -= r.next - at;
        if (biff_begins(&r, &begin))
            depth++;
        else if (r.kind == BIFF_EOF && depth-- == 0)
            return true;
        else if (depth == 0)
            note_record(s, &r, at);
    }
    return b->whole && at == b->stream.len;
}

/* Merges neighbouring runs of `run` spots from `from` into `to`; stable. */
static void merge_runs(const xls_spot *from, xls_spot *to, size_t count, size_t run) {
    for (size_t start = 0; start < count; start += 2 * run) {
        size_t i = start, middle = start + run < count ? start + run : count;
        size_t j = middle, end = middle + run < count ? middle + run : count;
        for (size_t k = start; k < end; k++)
            to[k] = j >= end || (i < middle && from[i].key <= from[j].key) ? from[i++] : from[j++];
    }
}

/* Sorts the spots by key and keeps the last of equal ones. */
static void sort_spots(struct survey *s) {
    size_t count = s->spots.count, kept = 0;
    xls_spot *from = s->spots.items, *to = ARENA_ARRAY(s->on, xls_spot, count);
    for (size_t run = 1; run < count; run *= 2) {
        merge_runs(from, to, count, run);
        xls_spot *swap = from;
        from = to;
        to = swap;
    }
    for (size_t i = 0; i < count; i++)
        if (i + 1 == count || from[i].key != from[i + 1].key)
            from[kept++] = from[i];
    s->spots.items = from;
    s->spots.count = kept;
}

/* The cells of one row while they are gathered. */
struct gathered {
    VEC(cell) cells;
    VEC(size_t) ends; /* of each cell's value within text; 0 for values that lie elsewhere */
    buf text;
};

static void gather_cell(struct survey *s, struct gathered *g, const xls_spot *spot) {
    cell c = {.column = (spot->key & 0xFFFF) + 1, .offset = NO_OFFSET};
    size_t before = g->text.len;
    bool in_text;
    if (!xls_cell_read(s->book, spot, &g->text, &c, &in_text))
        return;
    c.hidden = is_hidden(s->hidden_rows, spot->key >> 16, ROWS) ||
               is_hidden(s->hidden_columns, spot->key & 0xFFFF, COLUMNS);
    if (in_text)
        c.value.len = g->text.len - before;
    VEC_PUSH(s->on, &g->cells, c);
    VEC_PUSH(s->on, &g->ends, in_text ? g->text.len : 0);
}

/* The text no longer moves: values may point into it. */
static void settle_values(struct gathered *g) {
    for (size_t i = 0; i < g->cells.count; i++)
        if (g->ends.items[i])
            g->cells.items[i].value.ptr = g->text.ptr + g->ends.items[i] - g->cells.items[i].value.len;
}

static void tell_rows(struct survey *s, const table_sink *into) {
    size_t most = s->book->limits->max_cells_row;
    struct gathered g = {.text = buf_new(s->on)};
    bool go_on = into->row != NULL, cut = false;
    for (size_t i = 0; go_on && i < s->spots.count;) {
        uint32_t number = s->spots.items[i].key >> 16;
        g.cells.count = g.ends.count = g.text.len = 0;
        for (; i < s->spots.count && s->spots.items[i].key >> 16 == number; i++) {
            if (g.cells.count < most)
                gather_cell(s, &g, &s->spots.items[i]);
            else
                cut = true;
        }
        settle_values(&g);
        row told = {number + 1, number + 1, is_hidden(s->hidden_rows, number, ROWS), g.cells.items, g.cells.count, 0};
        if (told.count)
            go_on = into->row(into->context, &s->sheet, &told);
    }
    if (cut)
        table_limit(s->book->found, TERM_cells_in_row, most);
}

void xls_sheet_read(xls_book *b, const xls_tab *tab, size_t index, const table_sink *into) {
    biff_record r;
    biff_begin begin;
    if (!biff_at(b->stream, tab->at, &r) || !biff_begins(&r, &begin)) {
        table_refuse_part(b->found, b->whole ? TERM_damaged_inside : TERM_cut_off, tab->name);
        return;
    }
    if (begin.content != BIFF_SHEET)
        return;
    if (tab->alone)
        b->xf.count = b->formats = 0;
    arena *on = b->sheet_on;
    struct survey *s = ARENA_NEW(on, struct survey);
    *s = (struct survey){.book = b, .on = on, .sorted = true,
                         .sheet = {.index = index, .name = tab->name, .hidden = tab->hidden}};
    bool whole = survey_records(s, r.next);
    if (!b->encrypted && (!into->sheet || into->sheet(into->context, &s->sheet))) {
        if (!s->sorted)
            sort_spots(s);
        tell_rows(s, into);
        for (size_t i = 0; i < s->merged.count; i++)
            table_merged(into, &s->merged.items[i]);
        if (into->end)
            into->end(into->context, &s->sheet);
    }
    if (!b->encrypted && (!whole || s->broken))
        table_refuse_part(b->found, whole ? TERM_damaged_inside : TERM_cut_off, tab->name);
    arena_reset(on);
}

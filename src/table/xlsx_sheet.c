/* One worksheet of an .xlsx as a stream of rows [ECMA-376 part 1, 18.3.1]. References may be
 * missing, wrong or out of order: then position counts. What a cell holds is kept until its row is
 * complete, and nothing beyond it. */
#include <stdlib.h>
#include <string.h>

#include "table/xlsx_plain.h"

enum { ROW_MAX = 1 << 30, ROW_TEXT_MAX = 64 << 20, COLUMNS = XLSX_COLUMNS };

/* A cell of the row being read; its text lies in `text` and is pointed to once that has settled. */
typedef struct gathered {
    cell cell;
    size_t text_end; /* 0: the value lies elsewhere */
    uint32_t order;  /* as written */
} gathered;

/* What kind the t attribute promises [18.18.11]. */
typedef enum stored { STORED_NUMBER, STORED_SHARED, STORED_STRING, STORED_INLINE, STORED_BOOLEAN,
                      STORED_ERROR, STORED_DATE } stored;

typedef struct reading {
    xlsx_book *book;
    const table_sink *into;
    sheet sheet;
    uint8_t hidden_columns[COLUMNS / 8];
    /* the row */
    uint32_t row_number, last_column;
    bool in_data; /* within sheetData */
    bool in_row, row_numbered, row_hidden, unsorted;
    bool cut;  /* cells were left out */
    bool any;  /* a row was told */
    plain_rows plain;
    VEC(gathered) cells;
    VEC(cell) told;
    VEC(row) together; /* plain rows, to be told at once */
    buf text;
    /* the cell */
    bool in_cell, is_date, formula, has_value, has_inline;
    bool in_value, in_inline; /* within v; within a t of is */
    uint32_t column, phonetic;
    stored stored;
    size_t value_start;
} reading;

/* ---- Columns and references. */
static void hide_columns(reading *r, const xml_attributes *with) {
    uint64_t first = xml_number(with, "min", COLUMNS, 0), last = xml_number(with, "max", UINT32_MAX, 0);
    bool none = span_eq(xml_attribute(with, "width"), SPAN("0"));
    if (first == 0 || !(xml_flag(with, "hidden", false) || none))
        return;
    for (uint64_t i = first; i <= last && i <= COLUMNS; i++)
        r->hidden_columns[(i - 1) / 8] |= (uint8_t)(1 << (i - 1) % 8);
}

static bool column_hidden(const reading *r, uint32_t column) {
    return column <= COLUMNS && (r->hidden_columns[(column - 1) / 8] >> (column - 1) % 8 & 1);
}

/* The column of "B17", 0 where it says none. $B$17 counts, as does a bare "B". */
static uint32_t column_of(span ref) {
    uint32_t column = 0;
    for (size_t i = 0; i < ref.len && column < UINT32_MAX / 64; i++) {
        uint8_t c = ref.ptr[i] | 0x20;
        if (c >= 'a' && c <= 'z')
            column = column * 26 + (uint32_t)(c - 'a' + 1);
        else if (ref.ptr[i] != '$')
            break;
    }
    return column;
}

/* The row of "B17", for rows that do not say their number; 0 where it says none. */
static uint32_t row_of(span ref) {
    size_t digits = ref.len;
    uint64_t number;
    while (digits && ref.ptr[digits - 1] >= '0' && ref.ptr[digits - 1] <= '9')
        digits--;
    return span_to_u64(span_from(ref, digits), ROW_MAX, &number) ? (uint32_t)number : 0;
}

/* B2:C5 */
static void note_merged(reading *r, span ref) {
    span first = span_cut(ref, 0, span_find(ref, ':')), last = span_from(ref, first.len + 1);
    r->sheet.merged++;
    table_merged(r->into, &(merged_range){row_of(first), row_of(last), column_of(first), column_of(last)});
}

/* ---- A row. */
static void row_begin(reading *r, const xml_attributes *with) {
    uint64_t number = xml_number(with, "r", ROW_MAX, 0);
    r->row_number = number ? (uint32_t)number : r->row_number + 1;
    r->row_numbered = number != 0;
    r->row_hidden = xml_flag(with, "hidden", false) || span_eq(xml_attribute(with, "ht"), SPAN("0"));
    r->last_column = 0;
    r->in_row = true;
    r->unsorted = false;
    r->cells.count = r->text.len = 0;
}

static int by_column(const void *a, const void *b) {
    const gathered *x = a, *y = b;
    if (x->cell.column != y->cell.column)
        return x->cell.column < y->cell.column ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* In order, with values pointing into the text, which no longer moves; of two in one place the
 * later counts. */
static void settle_cells(reading *r) {
    if (r->unsorted)
        qsort(r->cells.items, r->cells.count, sizeof *r->cells.items, by_column);
    r->told.count = 0;
    for (size_t i = 0; i < r->cells.count; i++) {
        gathered *g = &r->cells.items[i];
        if (g->text_end)
            g->cell.value.ptr = r->text.ptr + g->text_end - g->cell.value.len;
        if (i + 1 == r->cells.count || g[1].cell.column != g->cell.column)
            VEC_PUSH(r->book->on, &r->told, g->cell);
    }
}

static bool row_end(reading *r) {
    r->in_row = false;
    if (r->cells.count == 0 || r->into->row == NULL)
        return true;
    settle_cells(r);
    r->any = true;
    row told = {r->row_number, r->row_number, r->row_hidden, r->told.items, r->told.count, 0};
    return r->into->row(r->into->context, &r->sheet, &told);
}

/* ---- A cell. */
static stored stored_of(span t) {
    static const struct {
        span word;
        stored as;
    } WORDS[] = {{SPAN("s"), STORED_SHARED},     {SPAN("str"), STORED_STRING}, {SPAN("inlineStr"), STORED_INLINE},
                 {SPAN("b"), STORED_BOOLEAN},    {SPAN("e"), STORED_ERROR},    {SPAN("d"), STORED_DATE}};
    for (size_t i = 0; t.len && i < sizeof WORDS / sizeof *WORDS; i++)
        if (span_eq(t, WORDS[i].word))
            return WORDS[i].as;
    return STORED_NUMBER;
}

static void cell_begin(reading *r, const xml_attributes *with) {
    span ref = xml_attribute(with, "r");
    uint32_t column = column_of(ref), number = r->row_numbered ? 0 : row_of(ref);
    if (number) {
        r->row_number = number;
        r->row_numbered = true;
    }
    r->column = column ? column : r->last_column + 1;
    r->stored = stored_of(xml_attribute(with, "t"));
    uint64_t style = xml_number(with, "s", UINT32_MAX, UINT32_MAX);
    r->is_date = style < r->book->dates.count && r->book->dates.items[style];
    r->formula = r->has_value = r->has_inline = r->in_value = r->in_inline = false;
    r->phonetic = 0;
    r->value_start = r->text.len;
    r->in_cell = true;
}

/* The value as text: 0x20 and line ends round numbers are the XML's, not the value's. */
static span stored_text(const reading *r) {
    span s = span_from(buf_span(&r->text), r->value_start);
    while (s.len && s.ptr[0] <= ' ')
        s = span_from(s, 1);
    while (s.len && s.ptr[s.len - 1] <= ' ')
        s.len--;
    return s;
}

/* Keeps only `s`, a part of the cell's text, at the end of the row's. */
static void keep_only(reading *r, span s) {
    if (s.len)
        memmove(r->text.ptr + r->value_start, s.ptr, s.len);
    r->text.len = r->value_start + s.len;
}

static void shared_value(reading *r, cell *c) {
    uint64_t number;
    if (!span_to_u64(stored_text(r), UINT32_MAX, &number) || !xlsx_string(r->book, number, &c->value))
        r->book->strings_lost = true;
    r->text.len = r->value_start;
    c->kind = CELL_TEXT;
}

static void plain_value(reading *r, cell *c) {
    static const cell_kind KINDS[] = {[STORED_NUMBER] = CELL_NUMBER, [STORED_BOOLEAN] = CELL_BOOLEAN,
                                      [STORED_ERROR] = CELL_ERROR, [STORED_DATE] = CELL_DATE};
    span s = stored_text(r);
    c->kind = r->stored == STORED_NUMBER && r->is_date ? CELL_DATE : KINDS[r->stored];
    if (c->kind == CELL_BOOLEAN && span_eq_nocase(s, SPAN("true")))
        s = SPAN("1");
    if (c->kind == CELL_BOOLEAN && span_eq_nocase(s, SPAN("false")))
        s = SPAN("0");
    keep_only(r, s);
}

static void text_value(reading *r, cell *c) {
    size_t len = r->text.len - r->value_start;
    if (len)
        r->text.len = r->value_start + xlsx_unescape(r->text.ptr + r->value_start, len);
    c->kind = CELL_TEXT;
}

/* False where the cell is blank. A formula that gives an empty text is not. */
static bool take_value(reading *r, cell *c) {
    if (r->stored == STORED_SHARED && r->has_value) {
        shared_value(r, c);
        return c->value.len > 0;
    }
    bool texts = r->stored == STORED_STRING || r->stored == STORED_INLINE || r->has_inline;
    if (texts)
        text_value(r, c);
    else
        plain_value(r, c);
    c->value.len = r->text.len - r->value_start;
    return c->value.len > 0 || (texts && r->formula && r->has_value);
}

static void cell_end(reading *r) {
    cell c = {.column = r->column, .formula = r->formula, .offset = NO_OFFSET,
              .hidden = r->row_hidden || column_hidden(r, r->column)};
    if (!take_value(r, &c)) {
        if (!r->formula)
            return;
        c.kind = CELL_FORMULA_EMPTY;
        c.formula = false;
    }
    bool in_text = r->text.len > r->value_start;
    gathered g = {c, in_text ? r->text.len : 0, (uint32_t)r->cells.count};
    VEC_PUSH(r->book->on, &r->cells, g);
}

/* Takes the cell if the row has room for it. */
static void cell_close(reading *r) {
    uint32_t most = r->book->limits->max_cells_row;
    r->in_cell = false;
    r->unsorted |= r->column <= r->last_column;
    r->last_column = r->column;
    if (r->column > most || r->cells.count >= most) {
        r->cut = true;
        r->text.len = r->value_start;
        return;
    }
    cell_end(r);
}

/* ---- The stream. */
static void start_in_cell(reading *r, span name) {
    if (span_eq(name, SPAN("v"))) {
        r->in_value = !r->has_inline;
        r->has_value = true;
    } else if (span_eq(name, SPAN("f"))) {
        r->formula = true;
    } else if (span_eq(name, SPAN("is"))) {
        r->has_inline = true;
        r->text.len = r->value_start;
    } else if (span_eq(name, SPAN("rPh"))) {
        r->phonetic++;
    } else if (span_eq(name, SPAN("t"))) {
        r->in_inline = r->has_inline && r->phonetic == 0;
    }
}

static bool on_start(void *context, span name, const xml_attributes *with) {
    reading *r = context;
    if (r->in_cell) {
        start_in_cell(r, name);
    } else if (r->in_row && span_eq(name, SPAN("c"))) {
        cell_begin(r, with);
    } else if (span_eq(name, SPAN("row"))) {
        row_begin(r, with);
    } else if (span_eq(name, SPAN("sheetData"))) {
        r->in_data = true;
    } else if (span_eq(name, SPAN("col"))) {
        hide_columns(r, with);
    } else if (span_eq(name, SPAN("mergeCell"))) {
        note_merged(r, xml_attribute(with, "ref"));
    }
    return true;
}

static bool on_end(void *context, span name) {
    reading *r = context;
    r->in_value = r->in_inline = false;
    if (!r->in_cell && !r->in_row && span_eq(name, SPAN("sheetData")))
        r->in_data = false;
    if (!r->in_cell)
        return !r->in_row || !span_eq(name, SPAN("row")) || row_end(r);
    if (span_eq(name, SPAN("c")))
        cell_close(r);
    else if (span_eq(name, SPAN("rPh")) && r->phonetic)
        r->phonetic--;
    return true;
}

static bool on_text(void *context, span piece) {
    reading *r = context;
    if (!r->in_value && !r->in_inline)
        return true;
    if (r->text.len + piece.len > ROW_TEXT_MAX) {
        table_limit(r->book->found, TERM_row_text, ROW_TEXT_MAX);
        return false;
    }
    buf_add(&r->text, piece);
    return true;
}

/* ---- Past expat: rows that are plain. */
static bool between_rows(void *context) {
    const reading *r = context;
    return r->in_data && !r->in_row && !r->in_cell;
}

static size_t scan_rows(arena *own, void *context, span ahead) {
    reading *r = context;
    r->plain = (plain_rows){0};
    return plain_rows_read(own, r->book, r->hidden_columns, ahead, &r->plain);
}

static bool tell_row(const reading *r, const row *told) {
    return r->into->row == NULL || r->into->row(r->into->context, &r->sheet, told);
}

static bool tell_rows(void *context) {
    reading *r = context;
    const plain_rows *p = &r->plain;
    const table_sink *into = r->into;
    size_t from = 0;
    r->together.count = 0;
    for (size_t i = 0; i < p->rows.count; i++) {
        const plain_row_told *t = &p->rows.items[i];
        size_t count = t->cells_end - from;
        r->row_number = t->number;
        if (count == 0)
            continue;
        row told = {t->number, t->number, t->hidden, p->cells.items + from, count, 0};
        from = t->cells_end;
        r->any |= into->row != NULL;
        if (into->rows)
            VEC_PUSH(r->book->on, &r->together, told);
        else if (!tell_row(r, &told))
            return false;
    }
    return r->together.count == 0 || into->rows(into->context, &r->sheet, r->together.items, r->together.count);
}

bool xlsx_sheet_read(xlsx_book *b, const xlsx_tab *tab, size_t index, const table_sink *into) {
    reading *r = ARENA_NEW(b->on, reading);
    *r = (reading){.book = b, .into = into, .text = buf_new(b->on),
                   .sheet = {.index = index, .name = tab->name, .hidden = tab->hidden}};
    if (into->sheet && !into->sheet(into->context, &r->sheet))
        return true;
    xlsx_strings_read(b);
    xml_handler handler = {r, on_start, on_end, on_text};
    plain_way plain = {r, SPAN("<row"), SPAN("</row>"), between_rows, scan_rows, tell_rows};
    bool whole = xlsx_part_read(b, tab->part, b->limits->max_unpacked, &handler, b->limits->all_expat ? NULL : &plain, tab->name);
    if (r->cut)
        table_limit(b->found, TERM_cells_in_row, b->limits->max_cells_row);
    if (into->end)
        into->end(into->context, &r->sheet);
    arena_drop(b->on, r->text.ptr);
    arena_drop(b->on, r->cells.items);
    arena_drop(b->on, r->told.items);
    arena_drop(b->on, r->together.items);
    return whole || r->any;
}

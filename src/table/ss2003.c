/* XML Spreadsheet 2003, what Excel 2002 and 2003 wrote as XML and many payroll systems still write
 * under the name .xls. Elements stand in one another as Workbook, Worksheet, Table, Row, Cell, Data,
 * so that a level tells where the reader is; whatever else stands there is passed over with all it
 * holds. Indices count from 1 and, as Excel demands, only forward. */
#include "table/declared.h"
#include "table/row_maker.h"
#include "table/xml.h"

enum { ROWS_MOST = 1 << 30, COLUMNS_MOST = 16384 };

typedef enum level {
    LEVEL_NONE, LEVEL_WORKBOOK, LEVEL_WORKSHEET, LEVEL_TABLE, LEVEL_ROW, LEVEL_CELL, LEVEL_DATA
} level;
/* The element that leads down from each level. */
static const char *const BELOW[] = {"Workbook", "Worksheet", "Table", "Row", "Cell", "Data", NULL};

typedef struct ss_reader {
    arena *on;
    row_maker rows;
    sheet sheet;
    size_t sheets;
    VEC(bool) hidden_sheets;  /* from the first walk, where one was needed */
    bool survey;              /* this is that walk */

    level level;
    size_t passing;           /* open elements that are passed over */
    size_t inside;            /* open elements within Data: fonts and the like */
    uint32_t row, column;     /* the last one's number */
    uint32_t next_row, next_column;
    uint32_t last_column;     /* the last Column element told of */
    uint8_t hidden[COLUMNS_MOST / 8 + 1];
    bool seeing;              /* within Visible, of the first walk */

    cell cell;
    bool has_data, formula;
    buf data, serial;
} ss_reader;

/* ---- What opens. */
static void open_sheet(ss_reader *r, const xml_attributes *with) {
    size_t i = r->sheets++;
    for (size_t c = 0; c < sizeof r->hidden; c++)
        r->hidden[c] = 0;
    r->next_row = 1;
    r->last_column = 0;
    if (r->survey) {
        VEC_PUSH(r->on, &r->hidden_sheets, false);
        return;
    }
    bool hidden = i < r->hidden_sheets.count && r->hidden_sheets.items[i];
    r->sheet = (sheet){.index = i, .name = span_keep(r->on, xml_attribute(with, "Name")), .hidden = hidden};
    row_sheet_begin(&r->rows, &r->sheet);
}

/* An element's own number: what its Index says, but never back. */
static uint32_t numbered(const xml_attributes *with, uint32_t next, uint32_t most) {
    uint64_t index = xml_number(with, "Index", most, 0);
    return index > next ? (uint32_t)index : next;
}

static uint32_t after(uint32_t at, const xml_attributes *with, const char *how_many) {
    uint64_t beyond = at + 1 + xml_number(with, how_many, ROWS_MOST, 0);
    return beyond > ROWS_MOST ? ROWS_MOST + 1 : (uint32_t)beyond;
}

static void note_column(ss_reader *r, const xml_attributes *with) {
    uint32_t first = numbered(with, r->last_column + 1, COLUMNS_MOST);
    uint32_t next = after(first, with, "Span");
    for (uint32_t c = first; c < next && c <= COLUMNS_MOST && xml_flag(with, "Hidden", false); c++)
        r->hidden[c / 8] |= (uint8_t)(1 << c % 8);
    r->last_column = next - 1;
}

static void open_row(ss_reader *r, const xml_attributes *with) {
    r->row = numbered(with, r->next_row, ROWS_MOST);
    r->next_row = after(r->row, with, "Span");
    r->next_column = 1;
    row_begin(&r->rows, r->row, xml_flag(with, "Hidden", false));
}

static bool column_hidden(const ss_reader *r, uint32_t column) {
    return column <= COLUMNS_MOST && r->hidden[column / 8] >> column % 8 & 1;
}

static void open_cell(ss_reader *r, const xml_attributes *with) {
    r->column = numbered(with, r->next_column, COLUMNS_MOST);
    r->next_column = after(r->column, with, "MergeAcross");
    merged_range m = {r->row, after(r->row, with, "MergeDown") - 1, r->column, r->next_column - 1};
    r->sheet.merged += m.last_column > m.first_column || m.last_row > m.first_row;
    if (r->rows.opened)
        table_merged(r->rows.into, &m);
    r->formula = xml_attribute(with, "Formula").len > 0;
    r->cell = (cell){.column = r->column, .formula = r->formula, .hidden = column_hidden(r, r->column)};
    r->has_data = false;
    r->data.len = 0;
}

static cell_kind kind_of(span type) {
    static const struct {
        const char *type;
        cell_kind kind;
    } KINDS[] = {{"Number", CELL_NUMBER}, {"DateTime", CELL_DATE},
                 {"Boolean", CELL_BOOLEAN}, {"Error", CELL_ERROR}};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (span_eq_nocase(type, span_cstr(KINDS[i].type)))
            return KINDS[i].kind;
    return CELL_TEXT;
}

static void open_data(ss_reader *r, const xml_attributes *with) {
    r->has_data = true;
    r->inside = 0;
    r->cell.kind = kind_of(xml_attribute(with, "Type"));
}

static void open_level(ss_reader *r, const xml_attributes *with) {
    switch (++r->level) {
    case LEVEL_WORKSHEET: open_sheet(r, with); break;
    case LEVEL_ROW: open_row(r, with); break;
    case LEVEL_CELL: open_cell(r, with); break;
    case LEVEL_DATA: open_data(r, with); break;
    default: break;
    }
}

/* ---- What closes. */
/* The value as its type has it; text where it is none of that type. */
static void judge(ss_reader *r) {
    cell *c = &r->cell;
    span shown = span_trim(buf_span(&r->data));
    if (c->kind != CELL_TEXT)
        c->value = shown;
    if (c->kind == CELL_DATE) {
        r->serial.len = 0;
        c->kind = serial_of_iso(shown, true, &r->serial) ? CELL_DATE : CELL_TEXT;
        c->value = buf_span(&r->serial);
    }
    if (c->kind == CELL_BOOLEAN)
        c->value = span_eq(shown, SPAN("1")) || span_eq_nocase(shown, SPAN("true")) ? SPAN("1") : SPAN("0");
    if (c->kind == CELL_NUMBER && !number_plain(c->value))
        c->kind = CELL_TEXT;
    if (c->kind == CELL_TEXT)
        c->value = buf_span(&r->data);
}

static void close_cell(ss_reader *r) {
    if (r->has_data)
        judge(r);
    else
        r->cell.kind = r->formula ? CELL_FORMULA_EMPTY : CELL_BLANK;
    if (r->cell.value.len == 0 && !r->formula)
        r->cell.kind = CELL_BLANK;
    row_add(&r->rows, &r->cell);
}

static void close_row(ss_reader *r) {
    if (r->row <= ROWS_MOST)
        row_tell(&r->rows);
}

static void close_level(ss_reader *r) {
    switch (r->level--) {
    case LEVEL_WORKSHEET: row_sheet_end(&r->rows); break;
    case LEVEL_ROW: close_row(r); break;
    case LEVEL_CELL: close_cell(r); break;
    default: break;
    }
}

/* ---- What expat tells. */
static bool on_start(void *context, span name, const xml_attributes *with) {
    ss_reader *r = context;
    if (r->level == LEVEL_DATA) {
        r->inside++;
    } else if (r->passing || !span_eq(name, span_cstr(BELOW[r->level])) ||
               (r->level == LEVEL_CELL && r->has_data) || (r->level == LEVEL_TABLE && !r->rows.go_on)) {
        if (!r->passing && r->level == LEVEL_TABLE && span_eq(name, SPAN("Column")))
            note_column(r, with);
        r->passing++;
        r->seeing = r->level == LEVEL_WORKSHEET && span_eq(name, SPAN("Visible"));
        r->data.len = r->seeing ? 0 : r->data.len;
    } else {
        open_level(r, with);
    }
    return true;
}

/* <Visible>SheetHidden</Visible> or SheetVeryHidden, in the options that follow the table. */
static void note_visible(ss_reader *r) {
    if (r->survey && span_ends(span_trim(buf_span(&r->data)), SPAN("Hidden")))
        r->hidden_sheets.items[r->hidden_sheets.count - 1] = true;
    r->seeing = false;
}

static bool on_end(void *context, span name) {
    ss_reader *r = context;
    (void)name;
    if (r->seeing)
        note_visible(r);
    if (r->passing)
        r->passing--;
    else if (r->level == LEVEL_DATA && r->inside)
        r->inside--;
    else
        close_level(r);
    return true;
}

static bool on_text(void *context, span piece) {
    ss_reader *r = context;
    if ((r->level == LEVEL_DATA && !r->passing) || r->seeing)
        buf_add(&r->data, piece);
    return true;
}

/* ---- The file. */
/* Decoded in pieces, each ending before a <, which in none of the encodings is part of a character. */
static xml_result feed_decoded(arena *a, xml *x, encoding e, span bytes) {
    enum { PIECE = 1 << 16 };
    buf utf8 = buf_new(a);
    xml_result result = XML_GOOD;
    while (bytes.len && result == XML_GOOD) {
        size_t len = bytes.len;
        if (!encoding_wide(e) && len > PIECE)
            len = PIECE + span_find(span_from(bytes, PIECE), '<');
        utf8.len = 0;
        (void)decode_all(e, span_cut(bytes, 0, len), &utf8);
        result = xml_feed(x, buf_span(&utf8));
        bytes = span_from(bytes, len);
    }
    return result;
}

static xml_result walk(ss_reader *r, span bytes) {
    size_t bom_len;
    encoding e = declared_encoding(bytes, declared_in_xml(bytes), &bom_len);
    bytes = span_from(bytes, bom_len);
    xml_handler handler = {r, on_start, on_end, on_text};
    xml *x = xml_new(r->on, &handler, &XML_BOUNDS, true);
    r->level = LEVEL_NONE;
    r->passing = r->sheets = 0;
    xml_result result = e == ENCODING_UTF8 || e == ENCODING_ASCII ? xml_feed(x, bytes)
                                                                  : feed_decoded(r->on, x, e, bytes);
    return result == XML_GOOD ? xml_finish(x) : result;
}

/* Whether a sheet is hidden is said behind it, so that it takes a walk of its own to know. */
static bool may_hide_sheets(span bytes) {
    const span visible = SPAN("Visible>");
    bool wide = bytes.len > 1 && (bytes.ptr[0] == 0 || bytes.ptr[0] >= 0xFE || bytes.ptr[1] == 0);
    return wide || span_search(bytes, visible) < bytes.len;
}

static term fault_of(xml_result result) {
    switch (result) {
    case XML_DOCTYPE: return TERM_xml_doctype;
    case XML_TOO_MUCH: return TERM_xml_too_much;
    default: return TERM_xml_malformed;
    }
}

bool ss2003_read(arena *a, span bytes, const table_limits *limits, const table_sink *into, findings *found) {
    ss_reader *r = ARENA_NEW(a, ss_reader);
    *r = (ss_reader){.on = arena_child(a), .data = buf_new(a), .serial = buf_new(a)};
    r->rows = row_maker_new(a, limits, into);
    if (may_hide_sheets(bytes)) {
        r->survey = true;
        (void)walk(r, bytes);
        r->survey = false;
    }
    xml_result result = walk(r, bytes);
    row_sheet_end(&r->rows); /* of a sheet cut short */
    if (result != XML_GOOD)
        table_refuse(found, fault_of(result));
    else if (r->sheets == 0)
        table_refuse(found, TERM_no_worksheet);
    row_maker_complain(&r->rows, found);
    arena_reset(r->on);
    return r->sheets > 0;
}

/* OpenDocument spreadsheets: content.xml within a zip. Rows and cells come in the order of the sheet,
 * many alike as one with a count; groups and header rows around them mean nothing here. What else has
 * tables or text of its own (notes, drawings, changes, links) is passed over with all it holds. */
#include "table/ods.h"

#include "table/readers.h"
#include "table/row_maker.h"

enum {
    ROWS_MOST = 1 << 30, /* rows or columns from there on do not count */
    TRACKED = 16384,     /* columns whose hiding is followed */
    COPIES_MOST = 1 << 22 /* cells told because one of them or their row is said to repeat: a few
                             bytes can ask for any number */
};

typedef struct ods_reader {
    arena *on;
    const table_limits *limits;
    findings *found;
    row_maker rows;
    sheet sheet;
    size_t sheets;
    VEC(span) hidden_styles; /* names of table styles that hide a sheet */
    span style;              /* the style being read */

    bool in_body, in_table, in_row, in_cell;
    size_t passing;          /* open elements that are passed over */
    uint32_t next_row, row_repeat, next_column;
    uint32_t next_told;      /* the next column that a table-column is about */
    uint8_t hidden[TRACKED / 8 + 1];
    uint64_t copies;
    bool too_many;

    cell cell;
    uint32_t cell_repeat;
    bool covered, has_type;
    buf value; /* what the attributes say, as it will be told */
    bool has_value;
    ods_text text;
} ods_reader;

/* ---- Sheets and columns. */
static bool style_hides(const ods_reader *r, span name) {
    for (size_t i = 0; i < r->hidden_styles.count; i++)
        if (span_eq(r->hidden_styles.items[i], name))
            return true;
    return false;
}

static void note_style(ods_reader *r, span name, const xml_attributes *with) {
    if (span_eq(name, SPAN("style"))) {
        bool of_table = span_eq(xml_attribute(with, "family"), SPAN("table"));
        r->style = of_table ? span_keep(r->on, xml_attribute(with, "name")) : (span){0};
    } else if (span_eq(name, SPAN("table-properties")) && !xml_flag(with, "display", true) && r->style.len) {
        VEC_PUSH(r->on, &r->hidden_styles, r->style);
    }
}

static void open_table(ods_reader *r, const xml_attributes *with) {
    r->sheet = (sheet){.index = r->sheets++, .name = span_keep(r->on, xml_attribute(with, "name")),
                       .hidden = style_hides(r, xml_attribute(with, "style-name"))};
    r->in_table = true;
    r->next_row = r->next_told = 1;
    for (size_t c = 0; c < sizeof r->hidden; c++)
        r->hidden[c] = 0;
    row_sheet_begin(&r->rows, &r->sheet);
}

static bool collapsed(const xml_attributes *with) {
    span v = xml_attribute(with, "visibility");
    return span_eq(v, SPAN("collapse")) || span_eq(v, SPAN("filter"));
}

static uint32_t repeated(const xml_attributes *with, const char *name) {
    uint64_t n = xml_number(with, name, ROWS_MOST, 1);
    return n ? (uint32_t)n : 1;
}

/* at + count, but never beyond what is counted. */
static uint32_t forward(uint32_t at, uint32_t count) {
    return count > ROWS_MOST - at ? ROWS_MOST : at + count;
}

static void note_columns(ods_reader *r, const xml_attributes *with) {
    uint32_t first = r->next_told;
    r->next_told = forward(first, repeated(with, "number-columns-repeated"));
    for (uint32_t c = first; c < r->next_told && c <= TRACKED && collapsed(with); c++)
        r->hidden[c / 8] |= (uint8_t)(1 << c % 8);
}

static bool column_hidden(const ods_reader *r, uint32_t column) {
    return column <= TRACKED && r->hidden[column / 8] >> column % 8 & 1;
}

/* ---- Rows. */
static void open_row(ods_reader *r, const xml_attributes *with) {
    r->in_row = true;
    r->row_repeat = repeated(with, "number-rows-repeated");
    r->next_column = 1;
    row_begin(&r->rows, r->next_row, collapsed(with));
}

/* One more copy of `cells` cells may be told. */
static bool may_copy(ods_reader *r, size_t cells) {
    r->copies += cells;
    r->too_many |= r->copies > COPIES_MOST;
    return !r->too_many;
}

static void close_row(ods_reader *r) {
    size_t cells = r->rows.cells.count;
    uint32_t next = forward(r->next_row, r->row_repeat);
    for (uint32_t n = r->next_row; n < next && cells && r->rows.go_on; n++) {
        if (n > r->next_row && !may_copy(r, cells))
            break;
        row_tell_as(&r->rows, n);
    }
    r->next_row = next;
    r->in_row = false;
}

/* ---- Cells. */
static void read_date(ods_reader *r, span iso, bool duration) {
    r->has_value = duration ? serial_of_duration(iso, &r->value) : serial_of_iso(iso, false, &r->value);
    r->cell.kind = r->has_value ? CELL_DATE : CELL_TEXT;
}

static void keep_value(ods_reader *r, span stored, cell_kind kind) {
    r->has_value = stored.ptr != NULL;
    r->cell.kind = r->has_value ? kind : CELL_TEXT;
    buf_add(&r->value, stored);
}

static bool is_number(span type) {
    return span_eq(type, SPAN("float")) || span_eq(type, SPAN("percentage")) || span_eq(type, SPAN("currency"));
}

/* By the cell's type, the attribute that holds its value. */
static void read_value(ods_reader *r, const xml_attributes *with) {
    span type = xml_attribute(with, "office:value-type");
    if (type.ptr == NULL)
        type = xml_attribute(with, "value-type");
    r->has_type = type.len > 0;
    r->cell.kind = CELL_TEXT;
    if (span_eq(xml_attribute(with, "calcext:value-type"), SPAN("error"))) {
        r->cell.kind = CELL_ERROR;
    } else if (is_number(type)) {
        span v = span_trim(xml_attribute(with, "value"));
        keep_value(r, number_plain(v) ? v : (span){0}, CELL_NUMBER);
    } else if (span_eq(type, SPAN("boolean"))) {
        keep_value(r, xml_flag(with, "boolean-value", false) ? SPAN("1") : SPAN("0"), CELL_BOOLEAN);
    } else if (span_eq(type, SPAN("date"))) {
        read_date(r, xml_attribute(with, "date-value"), false);
    } else if (span_eq(type, SPAN("time"))) {
        read_date(r, xml_attribute(with, "time-value"), true);
    } else {
        span v = xml_attribute(with, "string-value");
        keep_value(r, v.len ? v : (span){0}, CELL_TEXT);
    }
}

static void note_merged(ods_reader *r, uint32_t columns, uint32_t rows) {
    r->sheet.merged += columns > 1 || rows > 1;
    if (r->rows.opened)
        table_merged(r->rows.into, &(merged_range){r->next_row, forward(r->next_row, rows - 1), r->next_column,
                                                   forward(r->next_column, columns - 1)});
}

static void open_cell(ods_reader *r, span name, const xml_attributes *with) {
    r->in_cell = true;
    r->covered = span_eq(name, SPAN("covered-table-cell"));
    r->cell_repeat = repeated(with, "number-columns-repeated");
    note_merged(r, repeated(with, "number-columns-spanned"), repeated(with, "number-rows-spanned"));
    r->cell = (cell){.column = r->next_column, .formula = xml_attribute(with, "formula").len > 0};
    r->value.len = 0;
    r->has_value = false;
    ods_text_clear(&r->text);
    read_value(r, with);
}

static void judge(ods_reader *r) {
    cell *c = &r->cell;
    c->value = buf_span(r->has_value ? &r->value : &r->text.out);
    if (r->covered)
        c->kind = CELL_BLANK; /* what lies under a merged cell is not seen */
    else if (c->value.len == 0 && !r->has_type)
        c->kind = c->formula ? CELL_FORMULA_EMPTY : CELL_BLANK;
    else if (c->value.len == 0 && !c->formula)
        c->kind = CELL_BLANK;
}

static void close_cell(ods_reader *r) {
    judge(r);
    bool blank = r->cell.kind == CELL_BLANK;
    for (uint32_t i = 0; i < r->cell_repeat && !blank && r->rows.go_on; i++) {
        r->cell.column = forward(r->next_column, i);
        r->cell.hidden = column_hidden(r, r->cell.column);
        row_add(&r->rows, &r->cell);
        if (r->rows.cut || (i && !may_copy(r, 1)))
            break;
    }
    r->next_column = forward(r->next_column, r->cell_repeat);
    r->in_cell = false;
}

/* ---- What expat tells. */
static bool one_of(span name, const char *const *names) {
    for (; *names; names++)
        if (span_eq(name, span_cstr(*names)))
            return true;
    return false;
}

/* Elements with tables or text that are not the sheet's. */
static bool foreign(const ods_reader *r, span name, const xml_attributes *with) {
    static const char *const ANYWHERE[] = {"tracked-changes", "dde-links", "dde-link", "shapes", "forms", NULL};
    static const char *const IN_CELL[] = {"annotation", "note", "frame", "custom-shape", "g", "object", "rect",
                                          "line", "table", "detective", NULL};
    if (span_eq(name, SPAN("table-cell")) || span_eq(name, SPAN("p")) || span_eq(name, SPAN("table-row")))
        return false; /* nearly all there are */
    if (one_of(name, ANYWHERE) || (r->in_cell && one_of(name, IN_CELL)))
        return true;
    bool is_table = span_eq(name, SPAN("table"));
    /* what LibreOffice keeps of another workbook that formulas refer to */
    return is_table && (r->in_table || span_starts(xml_attribute(with, "name"), SPAN("'file:")));
}

static bool is_cell(span name) {
    return span_eq(name, SPAN("table-cell")) || span_eq(name, SPAN("covered-table-cell"));
}

static void open_in_table(ods_reader *r, span name, const xml_attributes *with) {
    if (r->in_cell)
        ods_text_open(&r->text, name, with);
    else if (r->in_row && is_cell(name))
        open_cell(r, name, with);
    else if (!r->in_row && span_eq(name, SPAN("table-row")))
        open_row(r, with);
    else if (!r->in_row && span_eq(name, SPAN("table-column")))
        note_columns(r, with);
}

static bool on_start(void *context, span name, const xml_attributes *with) {
    ods_reader *r = context;
    if (r->passing || (r->in_body && foreign(r, name, with)))
        r->passing++;
    else if (r->in_table)
        open_in_table(r, name, with);
    else if (r->in_body && span_eq(name, SPAN("table")))
        open_table(r, with);
    else if (span_eq(name, SPAN("spreadsheet")))
        r->in_body = true;
    else if (!r->in_body)
        note_style(r, name, with);
    return true;
}

static void close_in_table(ods_reader *r, span name) {
    if (r->in_cell && r->text.inside == 0 && is_cell(name))
        close_cell(r);
    else if (r->in_cell)
        ods_text_close(&r->text);
    else if (r->in_row && span_eq(name, SPAN("table-row")))
        close_row(r);
    else if (!r->in_row && span_eq(name, SPAN("table"))) {
        row_sheet_end(&r->rows);
        r->in_table = false;
    }
}

static bool on_end(void *context, span name) {
    ods_reader *r = context;
    if (r->passing)
        r->passing--;
    else if (r->in_table)
        close_in_table(r, name);
    else if (span_eq(name, SPAN("spreadsheet")))
        r->in_body = false;
    return !r->too_many;
}

static bool on_text(void *context, span piece) {
    ods_reader *r = context;
    if (r->in_cell && !r->passing)
        ods_text_add(&r->text, piece);
    return true;
}

/* ---- The file. */
typedef struct flow {
    xml *into;
    xml_result result;
    uint64_t bytes;
} flow;

static bool take_piece(void *context, span piece) {
    flow *f = context;
    f->bytes += piece.len;
    f->result = xml_feed(f->into, piece);
    return f->result == XML_GOOD;
}

static term fault_of(xml_result result) {
    switch (result) {
    case XML_DOCTYPE: return TERM_xml_doctype;
    case XML_TOO_MUCH: return TERM_xml_too_much;
    default: return TERM_xml_malformed;
    }
}

static size_t part(const archive *z, span name) {
    for (size_t i = 0; i < archive_count(z); i++)
        if (span_eq_nocase(archive_name(z, i), name))
            return i;
    return SIZE_MAX;
}

static bool notes_encryption(void *context, span name, const xml_attributes *with) {
    (void)with;
    bool *encrypted = context;
    *encrypted |= span_eq(name, SPAN("encryption-data"));
    return !*encrypted;
}

/* The manifest says which parts are encrypted; in a workbook with a password all are. */
static bool has_password(arena *a, archive *z, const table_limits *limits) {
    bool encrypted = false;
    size_t manifest = part(z, SPAN("META-INF/manifest.xml")), content = part(z, SPAN("content.xml"));
    xml_handler handler = {.context = &encrypted, .start = notes_encryption};
    flow f = {.into = xml_new(a, &handler, &XML_BOUNDS, false)};
    if (manifest != SIZE_MAX)
        (void)archive_stream(z, manifest, limits->max_unpacked, take_piece, &f);
    return encrypted || (content != SIZE_MAX && archive_encrypted(z, content));
}

static void read_content(ods_reader *r, archive *z, size_t content) {
    xml_handler handler = {r, on_start, on_end, on_text};
    flow f = {.into = xml_new(r->on, &handler, &XML_BOUNDS, false)};
    bool whole = archive_stream(z, content, r->limits->max_unpacked, take_piece, &f);
    if (whole && f.result == XML_GOOD)
        f.result = xml_finish(f.into);
    row_sheet_end(&r->rows); /* of a sheet cut short */
    if (r->too_many)
        table_limit(r->found, TERM_cells, COPIES_MOST);
    else if (!whole && f.bytes >= r->limits->max_unpacked)
        table_limit(r->found, TERM_workbook_size, r->limits->max_unpacked);
    else if (!whole || f.result != XML_GOOD)
        table_refuse(r->found, fault_of(f.result));
    else if (r->sheets == 0)
        table_refuse(r->found, TERM_no_worksheet);
    row_maker_complain(&r->rows, r->found);
}

static void read_zip(ods_reader *r, span bytes) {
    archive *z = archive_open(r->on, bytes);
    if (z == NULL) {
        table_refuse(r->found, TERM_damaged_directory);
        return;
    }
    if (has_password(r->on, z, r->limits)) {
        FIND(r->found, .code = SRC_encrypted, .place = place_whole(INPUT_TABLE));
        return;
    }
    size_t content = part(z, SPAN("content.xml"));
    if (content == SIZE_MAX)
        table_refuse(r->found, TERM_no_worksheet);
    else
        read_content(r, z, content);
}

bool ods_read(arena *a, span bytes, const table_limits *limits, const table_sink *into, findings *found) {
    ods_reader *r = ARENA_NEW(a, ods_reader);
    arena *on = arena_child(a);
    *r = (ods_reader){.on = on, .limits = limits, .found = found, .value = buf_new(on),
                      .text = {.out = buf_new(on)}};
    r->rows = row_maker_new(on, limits, into);
    read_zip(r, bytes);
    arena_reset(on);
    return r->sheets > 0;
}

/* Tables of a page, which payroll systems like to name .xls. Each table is a sheet (html.h says what
 * of tables within tables); its cells are text, but where Excel or LibreOffice wrote the true value
 * beside the text. The page is walked over twice and nothing of it is kept but one row. */
#include "table/declared.h"
#include "table/html.h"
#include "table/html_text.h"
#include "table/row_maker.h"

/* Columns whose rowspans and hiding are followed: as many as the .xls has that such a page pretends
 * to be. So a row costs little, however many rowspans a hostile page opens. */
enum { TRACKED = 256 };

typedef struct html_reader {
    arena *on;
    span page; /* no wide encoding */
    encoding encoding;
    const html_outline *outline;
    bool alone;            /* there is one sheet only */
    findings *found;
    row_maker rows;
    html_text text;
    buf value; /* of x:str */
    sheet sheet;
    html_lexer lexer;

    /* of the table being read */
    uint32_t next_inner;       /* the next table that may begin within it */
    size_t inline_end;         /* till here its cells' decoration: tags of tables mean nothing */
    uint32_t row_number, column; /* column: the cell's, or the last one's */
    bool in_row, in_cell;
    uint32_t columns, group_from; /* told by col and colgroup so far; before the last colgroup */
    bool in_group;             /* a colgroup is open that has no col yet */
    uint32_t taken[TRACKED];   /* the last row that a rowspan covers there */
    bool hidden[TRACKED];
    html_traits cell;
    span skipping;             /* the name of an element that is not shown, whose end is awaited … */
    size_t depth;              /* … with so many of its name open */
} html_reader;

static bool tracked_hidden(const html_reader *r, uint32_t column) {
    return column >= 1 && column <= TRACKED && r->hidden[column - 1];
}

static bool taken(const html_reader *r, uint32_t column) {
    return column <= TRACKED && r->taken[column - 1] >= r->row_number;
}

/* Dates are numbers in x:num and sdval; where the format is a class, the text shows that it is one. */
static bool reads_like_date(span shown) {
    size_t marks = 0;
    if (number_plain(shown))
        return false;
    for (size_t i = 0; i < shown.len; i++)
        marks += i > 0 && (shown.ptr[i] == '-' || shown.ptr[i] == '/' || shown.ptr[i] == ':');
    return marks >= 2 || span_search(shown, SPAN("年")) < shown.len ||
           span_search(shown, SPAN("月")) < shown.len;
}

static void judge_number(const html_reader *r, cell *c, span shown) {
    span stored = span_trim(r->cell.value.ptr ? r->cell.value : shown);
    if (!number_plain(stored))
        return;
    c->kind = r->cell.boolean ? CELL_BOOLEAN : r->cell.date || reads_like_date(shown) ? CELL_DATE : CELL_NUMBER;
    c->value = stored;
}

/* What the open cell holds: its text, or the true value that its attributes give. */
static cell judge_cell(html_reader *r) {
    const html_traits *t = &r->cell;
    span shown = html_text_span(&r->text);
    cell c = {.column = r->column, .kind = CELL_TEXT, .formula = t->formula, .value = shown,
              .hidden = t->hidden || tracked_hidden(r, r->column)};
    if (t->number) {
        judge_number(r, &c, shown);
    } else if (t->value.ptr) {
        r->value.len = 0;
        html_value(&r->value, r->encoding, t->value);
        c.value = buf_span(&r->value);
        c.kind = t->error ? CELL_ERROR : t->boolean ? CELL_BOOLEAN : CELL_TEXT;
        if (t->boolean)
            c.value = span_eq_nocase(c.value, SPAN("TRUE")) ? SPAN("1") : SPAN("0");
    }
    if (c.value.len == 0)
        c.kind = CELL_BLANK;
    return c;
}

static void note_merged(html_reader *r, uint32_t last_row) {
    r->sheet.merged++;
    if (r->rows.opened)
        table_merged(r->rows.into, &(merged_range){r->row_number, last_row, r->column, r->column + r->cell.colspan - 1});
}

static void end_cell(html_reader *r) {
    if (!r->in_cell)
        return;
    cell c = judge_cell(r);
    row_add(&r->rows, &c);
    uint64_t last = (uint64_t)r->row_number + (r->cell.rowspan ? r->cell.rowspan : UINT32_MAX) - 1;
    last = last < UINT32_MAX ? last : UINT32_MAX;
    for (uint32_t i = 0; i < r->cell.colspan && r->column + i <= TRACKED; i++)
        if (r->cell.rowspan != 1)
            r->taken[r->column + i - 1] = (uint32_t)last;
    if (r->cell.rowspan != 1 || r->cell.colspan != 1)
        note_merged(r, (uint32_t)last);
    r->column += r->cell.colspan - 1;
    r->in_cell = false;
}

static void end_row(html_reader *r) {
    end_cell(r);
    if (r->in_row)
        row_tell(&r->rows);
    r->in_row = false;
}

static void begin_row(html_reader *r, span attributes) {
    end_row(r);
    row_begin(&r->rows, ++r->row_number, html_hidden(attributes));
    r->in_row = true;
    r->column = 0;
}

static void begin_cell(html_reader *r, span attributes) {
    enum { BEYOND = UINT32_MAX / 2 };
    end_cell(r);
    if (!r->in_row)
        begin_row(r, (span){0});
    do
        r->column += r->column < BEYOND;
    while (taken(r, r->column));
    r->cell = html_traits_read(attributes);
    r->in_cell = true;
    html_text_clear(&r->text);
}

/* <thead>, <tbody>, <tfoot>: no rowspan reaches beyond them. */
static void pass_section(html_reader *r) {
    end_row(r);
    for (uint32_t i = 0; i < TRACKED; i++)
        r->taken[i] = 0;
}

/* A colgroup stands for columns of its own only while it holds no col. */
static void note_columns(html_reader *r, html_tag tag, span attributes) {
    if (tag == TAG_COLUMNS)
        r->group_from = r->columns;
    else if (r->in_group)
        r->columns = r->group_from;
    r->in_group = tag == TAG_COLUMNS;
    html_traits t = html_traits_read(attributes);
    for (uint32_t i = 0; i < t.span && r->columns < TRACKED; i++)
        r->hidden[r->columns++] = t.hidden;
}

/* An element within a cell that is not shown, such as a key to sort by. */
static bool unseen(const html_reader *r, const html_token *k) {
    bool may_hold = k->tag == TAG_OTHER || k->tag == TAG_BLOCK || k->tag == TAG_HEADING ||
                    k->tag == TAG_EMPHASIS || k->tag == TAG_NOTE;
    return r->in_cell && k->kind == HTML_OPEN && may_hold &&
           (k->tag == TAG_NOTE || html_hidden(k->attributes));
}

static void skip(html_reader *r, span name) {
    r->skipping = name;
    r->depth = 1;
}

/* A tag while an unseen element is open: true where it is of that element's content. */
static bool skipped(html_reader *r, const html_token *k) {
    if (r->depth == 0)
        return false;
    bool same = span_eq_nocase(k->name, r->skipping);
    bool structure = k->tag == TAG_CELL || k->tag == TAG_ROW || k->tag == TAG_SECTION || k->tag == TAG_TABLE;
    if (structure)
        r->depth = 0;
    else if (same && k->kind == HTML_OPEN)
        r->depth++;
    else if (same)
        r->depth--;
    return !structure;
}

/* The edge of a paragraph, or of a decoration's cell. */
static void note_flow(html_reader *r, const html_token *k) {
    if (!r->in_cell)
        return;
    if (k->tag == TAG_BREAK)
        html_text_break(&r->text);
    else if (k->tag == TAG_BLOCK || k->tag == TAG_HEADING || k->tag == TAG_TABLE || k->tag == TAG_ROW)
        html_text_edge(&r->text);
}

/* A table begins within this one: it is read on its own, unless it only decorates the cell. */
static void pass_table(html_reader *r, const html_token *k) {
    if (r->next_inner >= r->outline->tables.count)
        return;
    const html_table *inner = &r->outline->tables.items[r->next_inner];
    if (html_table_inline(inner)) {
        if (inner->resume > r->inline_end)
            r->inline_end = inner->resume;
        note_flow(r, k);
        r->next_inner++;
        return;
    }
    r->next_inner = inner->after;
    r->lexer.at = inner->resume;
    if (r->in_cell)
        html_text_edge(&r->text);
}

static void open_structure(html_reader *r, const html_token *k) {
    if (k->tag == TAG_ROW)
        begin_row(r, k->attributes);
    else if (k->tag == TAG_CELL)
        begin_cell(r, k->attributes);
    else if (k->tag == TAG_SECTION)
        pass_section(r);
    else if (k->tag == TAG_COLUMN || k->tag == TAG_COLUMNS)
        note_columns(r, k->tag, k->attributes);
}

static void close_structure(html_reader *r, const html_token *k) {
    if (k->tag == TAG_ROW)
        end_row(r);
    else if (k->tag == TAG_CELL)
        end_cell(r);
    else if (k->tag == TAG_SECTION)
        pass_section(r);
    else if (k->tag == TAG_COLUMNS)
        r->in_group = false;
}

static void read_tag(html_reader *r, const html_token *k) {
    if (skipped(r, k))
        return;
    if (k->kind == HTML_OPEN && k->tag == TAG_TABLE) {
        pass_table(r, k);
        return;
    }
    if (unseen(r, k))
        skip(r, k->name);
    else if (k->at < r->inline_end || k->tag == TAG_BREAK || k->tag == TAG_BLOCK || k->tag == TAG_HEADING)
        note_flow(r, k);
    else if (k->kind == HTML_OPEN)
        open_structure(r, k);
    else
        close_structure(r, k);
}

static void read_rows(html_reader *r, const html_table *t) {
    r->lexer = (html_lexer){.page = span_cut(r->page, 0, t->end), .at = t->begin};
    for (html_token k = html_next(&r->lexer); k.kind != HTML_END && r->rows.go_on; k = html_next(&r->lexer)) {
        if (k.kind != HTML_TEXT)
            read_tag(r, &k);
        else if (r->in_cell && r->depth == 0)
            html_text_add(&r->text, k.text);
    }
    end_row(r);
}

/* The table's caption or heading as text. LibreOffice's "Sheet 1: <em>name</em>" is the name alone. */
static span title_text(html_reader *r, span title) {
    html_lexer l = {.page = title};
    html_text_clear(&r->text);
    for (html_token k = html_next(&l); k.kind != HTML_END; k = html_next(&l)) {
        if (k.kind == HTML_TEXT)
            html_text_add(&r->text, k.text);
        else if (k.kind == HTML_OPEN && k.tag == TAG_EMPHASIS)
            html_text_clear(&r->text);
        else if (k.tag == TAG_EMPHASIS)
            break;
    }
    return span_keep(r->on, html_text_span(&r->text));
}

static span sheet_name(html_reader *r, const html_table *t, size_t index) {
    span title = title_text(r, t->title);
    if (title.len || r->alone)
        return title;
    buf number = buf_new(r->on);
    buf_int(&number, (int64_t)index + 1);
    return buf_span(&number);
}

static void read_table(html_reader *r, uint32_t i, size_t index) {
    const html_table *t = &r->outline->tables.items[i];
    r->sheet = (sheet){.index = index, .name = sheet_name(r, t, index)};
    r->next_inner = i + 1;
    r->inline_end = 0;
    r->row_number = r->columns = 0;
    r->in_row = r->in_cell = r->in_group = false;
    r->depth = 0;
    for (uint32_t c = 0; c < TRACKED; c++) {
        r->taken[c] = 0;
        r->hidden[c] = false;
    }
    row_sheet_begin(&r->rows, &r->sheet);
    if (r->rows.go_on)
        read_rows(r, t);
    row_sheet_end(&r->rows);
}

/* What the page says of its own encoding. */
static encoding declared(span page) {
    enum { FAR_ENOUGH = 1 << 16 };
    html_lexer l = {.page = span_cut(page, 0, FAR_ENOUGH)};
    for (html_token k = html_next(&l); k.kind != HTML_END && k.tag != TAG_TABLE; k = html_next(&l)) {
        span charset = k.kind == HTML_OPEN && k.tag == TAG_META ? html_charset(k.attributes) : (span){0};
        if (charset.len)
            return encoding_of_name(charset);
    }
    return ENCODING_UNKNOWN;
}

/* The page in an encoding that can be read byte by byte. */
static span readable(arena *a, span bytes, encoding *e) {
    size_t bom_len;
    *e = declared_encoding(bytes, declared(bytes), &bom_len);
    bytes = span_from(bytes, bom_len);
    if (!encoding_wide(*e))
        return bytes;
    buf utf8 = buf_new(a);
    (void)decode_all(*e, bytes, &utf8);
    *e = ENCODING_UTF8;
    return buf_span(&utf8);
}

static void complain(const html_reader *r) {
    if (r->outline->more)
        table_limit(r->found, TERM_tables, HTML_MOST_TABLES);
    row_maker_complain(&r->rows, r->found);
    if (r->outline->cut)
        table_refuse(r->found, TERM_cut_off);
}

bool html_read(arena *a, span bytes, const table_limits *limits, const table_sink *into, findings *found) {
    html_outline outline;
    html_reader *r = ARENA_NEW(a, html_reader);
    r->on = a;
    r->page = readable(a, bytes, &r->encoding);
    html_outline_read(a, r->page, &outline);
    r->outline = &outline;
    r->found = found;
    r->rows = row_maker_new(a, limits, into);
    r->text = html_text_new(a, r->encoding);
    r->value = buf_new(a);
    if (outline.tables.count == 0) {
        table_refuse(found, outline.cut ? TERM_cut_off : TERM_no_table);
        return false;
    }
    size_t index = 0, sheets = 0;
    for (uint32_t i = 0; i < outline.tables.count; i++)
        sheets += !html_table_inline(&outline.tables.items[i]);
    r->alone = sheets == 1;
    for (uint32_t i = 0; i < outline.tables.count; i++)
        if (!html_table_inline(&outline.tables.items[i]))
            read_table(r, i, index++);
    complain(r);
    return true;
}

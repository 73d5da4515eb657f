/* CSV and other text as a table, through libcsv (its only user). libcsv unquotes and splits; where
 * records and fields begin it does not say, so csv_scan.c finds that out and hands it record by
 * record. That also keeps a quote that never closes from swallowing the rest of a file. Records
 * without a quote are what they look like: their fields are taken as they lie, which is most of
 * the work of most files. */
#include <csv.h>

#include "table/csv_scan.h"
#include "table/csv_window.h"
#include "table/readers.h"

typedef struct reading {
    arena *on;
    struct csv_parser parser;
    csv_window window;
    csv_record record;
    const table_limits *limits;
    findings *found;
    sheet sheet;
    uint8_t separator;
    uint32_t number;
    uint64_t line;
    VEC(cell) cells;
    buf text;      /* of the row's fields */
    size_t field;  /* the next one's number, from 0 */
    bool cut;      /* fields were left out */
} reading;

/* ---- Through libcsv. */
static int no_space(unsigned char c) {
    (void)c;
    return 0; /* blanks round fields are the user's; only told later */
}

/* The next field; an empty one is blank and left out. `content` with ptr NULL lies at the end of the
 * row's text. */
static void add_cell(reading *r, span content) {
    size_t i = r->field++;
    if (content.len == 0 || i >= r->record.starts.count)
        return;
    if (i >= r->limits->max_cells_row) {
        r->cut = true;
        return;
    }
    VEC_PUSH(r->on, &r->cells,
             ((cell){.column = (uint32_t)i + 1, .kind = CELL_TEXT, .value = content,
                     .offset = csv_window_offset(&r->window, r->record.starts.items[i])}));
}

static void on_field(void *content, size_t len, void *context) {
    reading *r = context;
    size_t before = r->cells.count;
    add_cell(r, span_of(NULL, len));
    if (r->cells.count > before)
        buf_add(&r->text, span_of(content, len));
}

static void on_record(int last, void *context) {
    (void)last;
    (void)context;
}

static void feed(reading *r, span bytes) {
    if (csv_parse(&r->parser, bytes.ptr, bytes.len, on_field, on_record, r) != bytes.len)
        arena_fail(r->on, STATUS_NO_MEMORY); /* it is not strict: nothing else can fail */
}

static void unquote_record(reading *r) {
    size_t at = 0;
    for (size_t i = 0; i < r->record.gaps.count; i++) {
        const csv_gap *g = &r->record.gaps.items[i];
        feed(r, span_cut(r->window.view, at, g->from - at));
        at = g->to;
    }
    feed(r, span_cut(r->window.view, at, r->record.len - at));
    feed(r, SPAN("\n"));
}

static void slice_record(reading *r) {
    const csv_record *c = &r->record;
    for (size_t i = 0; i < c->starts.count; i++) {
        size_t start = c->starts.items[i];
        size_t end = i + 1 < c->starts.count ? c->starts.items[i + 1] - 1 : c->len;
        add_cell(r, span_cut(r->window.view, start, end - start));
    }
}

static void free_parser(void *parser) { csv_free(parser); }

static void open_parser(reading *r) {
    enum { GROW_BY = 1 << 12 };
    if (csv_init(&r->parser, CSV_REPALL_NL) != 0)
        arena_fail(r->on, STATUS_NO_MEMORY);
    arena_defer(r->on, free_parser, &r->parser);
    csv_set_blk_size(&r->parser, GROW_BY);
    csv_set_space_func(&r->parser, no_space);
    csv_set_delim(&r->parser, r->separator);
}

/* ---- Records. */
static csv_scan_result scan(reading *r, uint8_t quote) {
    csv_window *w = &r->window;
    csv_scan_result result;
    while ((result = csv_scan(r->on, w->view, w->final, r->separator, quote, &r->record)) == CSV_MORE &&
           w->view.len <= 2 * CSV_RECORD_MAX)
        csv_window_more(w);
    return result;
}

static void tell_broken(reading *r) {
    FIND(r->found, .code = SRC_quotes_broken,
         .place = {.input = INPUT_TABLE, .line = r->line, .byte_offset = csv_window_offset(&r->window, 0)});
}

/* Finds the next record and gives its fields to libcsv: with quotes, or without where they do not
 * come in pairs, so that the damage stays within one line. False where it is too long. */
static bool take_record(reading *r) {
    uint8_t quote = CSV_QUOTE;
    csv_scan_result result = scan(r, quote);
    if (result == CSV_QUOTES_BROKEN) {
        tell_broken(r);
        quote = CSV_NO_QUOTE;
        result = scan(r, quote);
    }
    if (result != CSV_RECORD) {
        table_limit(r->found, TERM_field_size, CSV_RECORD_MAX);
        return false;
    }
    r->cells.count = r->text.len = r->field = 0;
    if (r->record.quoted)
        unquote_record(r);
    else if (r->record.len)
        slice_record(r);
    return true;
}

/* ="239901…": a formula, so that a spreadsheet program takes the digits for text. */
static span formula_text(span v) {
    if (v.len < 3 || v.ptr[0] != '=' || v.ptr[1] != CSV_QUOTE || v.ptr[v.len - 1] != CSV_QUOTE)
        return v;
    span inner = span_cut(v, 2, v.len - 3);
    return span_has(inner, CSV_QUOTE) ? v : inner;
}

/* Gives the cells their texts; one that is empty is left out. */
static void finish_cells(reading *r) {
    const uint8_t *at = r->text.ptr;
    size_t kept = 0;
    for (size_t i = 0; i < r->cells.count; i++) {
        cell *c = &r->cells.items[i];
        if (c->value.ptr == NULL) { /* else a slice of the view */
            c->value.ptr = at;
            at += c->value.len;
        }
        c->value = formula_text(c->value);
        if (kept < i)
            r->cells.items[kept] = *c;
        kept += c->value.len > 0;
    }
    r->cells.count = kept;
}

static bool tell_row(reading *r, const table_sink *into) {
    finish_cells(r);
    row told = {.number = r->number, .line = r->line, .cells = r->cells.items, .count = r->cells.count,
                .fields = r->record.starts.count};
    return told.count == 0 || into->row == NULL || into->row(into->context, &r->sheet, &told);
}

static void read_records(reading *r, const table_sink *into) {
    bool go_on = true;
    while (go_on && (r->window.view.len || !r->window.final)) {
        if (r->window.view.len == 0) {
            csv_window_more(&r->window);
            continue;
        }
        r->number++;
        go_on = take_record(r) && tell_row(r, into);
        csv_window_skip(&r->window, go_on ? r->record.next : 0);
        r->line += r->record.lines;
    }
}

/* Excel hides its own line that names the separator, so that the next one is row 1. */
static void find_separator(reading *r) {
    size_t len;
    r->separator = csv_named_separator(r->window.view, &len);
    if (len == 0)
        r->separator = csv_separator(r->window.view);
    r->line += len > 0;
    csv_window_skip(&r->window, len);
}

bool csv_read(arena *a, span bytes, encoding forced, text_seen *seen, const table_limits *limits,
              const table_sink *into, findings *found) {
    arena *on = arena_child(a);
    reading *r = ARENA_NEW(on, reading);
    *r = (reading){.on = on, .window = csv_window_open(on, limits->crew, bytes, forced, seen), .limits = limits,
                   .found = found, .line = 1, .text = buf_new(on)};
    find_separator(r);
    open_parser(r);
    if (into->sheet == NULL || into->sheet(into->context, &r->sheet)) {
        read_records(r, into);
        if (r->cut)
            table_limit(found, TERM_cells_in_row, limits->max_cells_row);
        if (into->end)
            into->end(into->context, &r->sheet);
    }
    arena_reset(on);
    return true;
}

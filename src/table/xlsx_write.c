/* Editing sheets as workbooks, through libxlsxwriter. It writes to a path only (1.1.4), so the bytes
 * take a way round through the scratch file that the face made: the one place in the core that
 * touches a file. */
#include <stdio.h>
#include <xlsxwriter.h>

#include "base/money.h"
#include "base/utf8.h"
#include "table/table.h"

/* 1980-01-01, so that the same sheet gives the same bytes. */
enum { CREATED = 315532800 };
/* Widths in characters; a cell's text ends where Excel's limit is. */
enum { WIDTH_LEAST = 8, WIDTH_MOST = 60, CELL_MAX = 32767 };
/* From here on rows go to disk at once instead of waiting in memory for the end. */
enum { STREAMED_ROWS = 20000 };

typedef struct writer {
    arena *scratch; /* emptied after each row */
    const edit_sheet *sheet;
    lxw_workbook *book;
    lxw_worksheet *page;
    lxw_format *heading, *text, *amount, *wage;
    size_t *width; /* by column */
} writer;

/* On the way out after a failure; a book that was closed is gone. */
static void drop_book(void *thing) {
    writer *w = thing;
    if (w->book)
        lxw_workbook_free(w->book);
    w->book = NULL;
}

static char *c_string(arena *a, span s) {
    buf b = buf_new(a);
    s = span_cut(s, 0, CELL_MAX);
    while (s.len && (s.ptr[s.len - 1] & 0xC0) == 0x80 && !utf8_valid(s))
        s.len--;
    if (s.len && !utf8_valid(s))
        s.len--;
    for (size_t i = 0; i < s.len; i++)
        buf_byte(&b, s.ptr[i] ? s.ptr[i] : ' ');
    buf_byte(&b, 0);
    return (char *)b.ptr;
}

static lxw_format *format_new(const writer *w, const char *number, bool locked) {
    lxw_format *f = workbook_add_format(w->book);
    if (f == NULL)
        arena_fail(w->scratch, STATUS_NO_MEMORY);
    format_set_num_format(f, number);
    if (!locked) {
        format_set_unlocked(f);
        format_set_bg_color(f, 0xFFF9DB);
        format_set_border(f, LXW_BORDER_THIN);
        format_set_border_color(f, 0xD0C890);
    }
    return f;
}

static void open_book(writer *w, const char *path) {
    lxw_workbook_options how = {.constant_memory = w->sheet->rows > STREAMED_ROWS};
    lxw_doc_properties properties = {.created = CREATED};
    w->book = workbook_new_opt(path, &how);
    w->page = w->book ? workbook_add_worksheet(w->book, "编辑表") : NULL;
    if (w->page == NULL || workbook_set_properties(w->book, &properties) != LXW_NO_ERROR)
        arena_fail(w->scratch, STATUS_NO_MEMORY);
    w->heading = format_new(w, "@", true);
    format_set_bold(w->heading);
    format_set_bg_color(w->heading, 0xE8EDF3);
    format_set_bottom(w->heading, LXW_BORDER_THIN);
    w->text = format_new(w, "@", true);
    w->amount = format_new(w, "0.00", true);
    w->wage = format_new(w, "0.00", false);
}

/* A plain amount as the number it is; anything else stays the text it is. */
static bool amount_of(span s, double *number) {
    money m = money_read(s);
    *number = (double)m.value / 100;
    return money_plain(m);
}

static lxw_error put(const writer *w, lxw_row_t at, uint32_t c, span s) {
    edit_kind kind = w->sheet->columns[c].kind;
    lxw_format *f = kind == EDIT_WAGE ? w->wage : kind == EDIT_AMOUNT ? w->amount : w->text;
    double number;
    if (s.len == 0)
        return worksheet_write_blank(w->page, at, (lxw_col_t)c, f);
    if ((kind == EDIT_WAGE || kind == EDIT_AMOUNT) && amount_of(s, &number))
        return worksheet_write_number(w->page, at, (lxw_col_t)c, number, f);
    return worksheet_write_string(w->page, at, (lxw_col_t)c, c_string(w->scratch, s), f);
}

static void widen(writer *w, uint32_t c, span s) {
    size_t width = utf8_width(s) + 2;
    if (width > w->width[c])
        w->width[c] = width < WIDTH_MOST ? width : WIDTH_MOST;
}

static void write_rows(writer *w) {
    const edit_sheet *s = w->sheet;
    span *cells = ARENA_ARRAY(w->scratch, span, s->count + 1);
    arena *passing = arena_child(w->scratch);
    writer one = *w;
    one.scratch = passing;
    for (uint32_t c = 0; c < s->count; c++) {
        widen(w, c, s->columns[c].header);
        if (worksheet_write_string(w->page, 0, (lxw_col_t)c, c_string(passing, s->columns[c].header), w->heading))
            arena_fail(w->scratch, STATUS_NO_SCRATCH);
    }
    for (size_t i = 0; i < s->rows; i++) {
        s->row(s->context, i, cells);
        for (uint32_t c = 0; c < s->count; c++) {
            widen(w, c, cells[c]);
            if (put(&one, (lxw_row_t)(i + 1), c, cells[c]) != LXW_NO_ERROR)
                arena_fail(w->scratch, STATUS_NO_SCRATCH);
        }
        arena_reset(passing);
    }
}

/* What a wage must be: a number, at least 1, two decimals. */
static void validate(const writer *w, uint32_t c) {
    char first[LXW_MAX_CELL_NAME_LENGTH], formula[128];
    lxw_rowcol_to_cell(first, 1, (lxw_col_t)c);
    (void)snprintf(formula, sizeof formula, "=AND(ISNUMBER(%s),%s>=1,ROUND(%s,2)=%s)", first, first, first, first);
    lxw_data_validation rule = {
        .validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
        .value_formula = formula,
        .ignore_blank = LXW_VALIDATION_ON,
        .show_error = LXW_VALIDATION_ON,
        .error_title = "这个工资不能用",
        .error_message = "请填不小于 1 的数字，最多两位小数，不要写“元”。少于 1 元，此人本次不会被申报。",
    };
    if (worksheet_data_validation_range(w->page, 1, (lxw_col_t)c, (lxw_row_t)w->sheet->rows, (lxw_col_t)c, &rule))
        arena_fail(w->scratch, STATUS_BUG);
}

/* IDs are text on purpose; no green corners that offer to make numbers of them. */
static void calm_corners(const writer *w) {
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    lxw_rowcol_to_range(range, 1, 0, (lxw_row_t)w->sheet->rows, (lxw_col_t)(w->sheet->count - 1));
    (void)worksheet_ignore_errors(w->page, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
}

static void dress(const writer *w) {
    lxw_protection allowed = {.format_columns = 1, .format_rows = 1};
    for (uint32_t c = 0; c < w->sheet->count; c++) {
        (void)worksheet_set_column(w->page, (lxw_col_t)c, (lxw_col_t)c, (double)w->width[c], NULL);
        if (w->sheet->columns[c].kind == EDIT_WAGE && w->sheet->rows)
            validate(w, c);
    }
    if (w->sheet->rows)
        calm_corners(w);
    worksheet_freeze_panes(w->page, 1, 0);
    worksheet_protect(w->page, NULL, &allowed);
}

static void close_book(writer *w) {
    lxw_workbook *book = w->book;
    w->book = NULL;
    if (workbook_close(book) != LXW_NO_ERROR)
        arena_fail(w->scratch, STATUS_NO_SCRATCH);
}

static void close_file(void *file) { (void)fclose(file); }

static span read_back(arena *a, const char *path) {
    buf b = buf_new(a);
    arena *passing = arena_child(a);
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        arena_fail(a, STATUS_NO_SCRATCH);
    arena_defer(passing, close_file, in);
    for (size_t n = 1; n;) {
        buf_reserve(&b, 1 << 16);
        n = fread(b.ptr + b.len, 1, 1 << 16, in);
        b.len += n;
    }
    bool broken = ferror(in) || b.len == 0;
    arena_reset(passing);
    if (broken)
        arena_fail(a, STATUS_NO_SCRATCH);
    return buf_span(&b);
}

span edit_xlsx(arena *a, const edit_sheet *s, const char *scratch) {
    writer *w = ARENA_NEW(a, writer);
    if (scratch == NULL || s->count == 0 || s->count > LXW_COL_MAX || s->rows > EDIT_ROWS_MAX)
        arena_fail(a, STATUS_BAD_ARGUMENT);
    *w = (writer){.scratch = arena_child(a), .sheet = s, .width = ARENA_ARRAY(a, size_t, s->count)};
    for (uint32_t c = 0; c < s->count; c++)
        w->width[c] = WIDTH_LEAST;
    arena_defer(a, drop_book, w);
    open_book(w, scratch);
    write_rows(w);
    dress(w);
    close_book(w);
    return read_back(a, scratch);
}

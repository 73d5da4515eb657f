/* Any payroll file as rows: the content tells what it is, a table of readers does the rest. */
#include "table/table.h"

#include "table/readers.h"

/* A full sheet of a million rows and 8 columns unpacks to 300 MB and 10 to 20 times its size; a bomb,
 * to 1,000 times. */
const table_limits TABLE_LIMITS = {.max_unpacked = (uint64_t)2 << 30, .max_packed = 512 << 20, .max_ratio = 100,
                                   .max_strings = 512 << 20, .max_cells_row = 1 << 14};

static const struct {
    file_kind kind;
    table_form form;
    table_reader *reader;
} READERS[] = {
    {KIND_XLSX, TABLE_XLSX, xlsx_read},
    {KIND_OLE, TABLE_XLS, xls_read},
    {KIND_BIFF, TABLE_XLS, xls_read},
    {KIND_HTML, TABLE_HTML, html_read},
    {KIND_SS2003, TABLE_SS2003, ss2003_read},
    {KIND_ODS, TABLE_ODS, ods_read},
};

void table_merged(const table_sink *into, const merged_range *m) {
    if (into->merged && m->last_row > m->first_row)
        into->merged(into->context, m);
}

/* ---- What is wrong. */
void table_refuse_part(findings *found, term why, span sheet_name) {
    FIND(found, .code = SRC_unreadable,
         .place = {.input = INPUT_TABLE, .sheet = sheet_name, .byte_offset = NO_OFFSET},
         .args = {{"what", value_term(why)}});
}

void table_refuse(findings *found, term why) { table_refuse_part(found, why, (span){0}); }

void table_limit(findings *found, term what, uint64_t limit) {
    FIND(found, .code = SYS_limit_exceeded, .place = place_whole(INPUT_TABLE),
         .args = {{"what", value_term(what)}, {"limit", value_number(limit)}});
}

/* ---- What it is. */
/* Beside an open workbook Excel keeps a small file with the user's name, in ANSI and in UTF-16, each
 * after its length and padded with blanks (seen in 2007 to 365: 165 bytes). */
static bool is_lock_file(span s) {
    enum { SIZE = 165, WIDE_AT = 55 };
    return s.len == SIZE && s.ptr[0] > 0 && s.ptr[0] < WIDE_AT && s.ptr[0] == s.ptr[WIDE_AT] &&
           s.ptr[WIDE_AT - 1] == ' ' && s.ptr[WIDE_AT + 1] == 0;
}

static table_form dispatch(arena *a, span bytes, file_kind kind, const table_source *from,
                           const table_limits *limits, const table_sink *into, findings *found) {
    if (is_lock_file(bytes)) {
        table_refuse(found, TERM_lock_file);
        return TABLE_UNREADABLE;
    }
    if (kind == KIND_TEXT)
        return csv_read(a, bytes, from->encoding, from->seen, limits, into, found) ? TABLE_CSV : TABLE_UNREADABLE;
    for (size_t i = 0; i < sizeof READERS / sizeof *READERS; i++)
        if (READERS[i].kind == kind)
            return READERS[i].reader(a, bytes, limits, into, found) ? READERS[i].form : TABLE_UNREADABLE;
    table_refuse(found, file_kind_term(kind));
    return TABLE_UNREADABLE;
}

/* What a file of that size may unpack to. */
static table_limits within_ratio(const table_limits *limits, size_t file_size) {
    const uint64_t never_judged = 64 << 20;
    table_limits l = *limits;
    uint64_t most = (uint64_t)file_size * l.max_ratio;
    most = most > never_judged ? most : never_judged;
    l.max_unpacked = l.max_unpacked < most ? l.max_unpacked : most;
    l.max_packed = l.max_packed < most ? l.max_packed : most;
    return l;
}

table_form table_read(arena *a, const table_source *from, const table_limits *limits,
                      const table_sink *into, findings *found) {
    span bytes = from->bytes;
    file_kind kind = file_sniff(bytes);
    table_limits given = *limits;
    given.crew = from->crew ? from->crew : limits->crew;
    given.seen = from->seen;
    table_limits within = within_ratio(&given, bytes.len);
    if (kind == KIND_ZIP) {
        if (!zip_single(a, bytes, &within, found, &bytes))
            return TABLE_UNREADABLE;
        kind = file_sniff(bytes);
        within = within_ratio(&given, bytes.len);
    }
    return dispatch(a, bytes, kind, from, &within, into, found);
}

/* ---- Words. */
const char *table_form_word(table_form f) {
    static const char *const WORDS[] = {
        [TABLE_UNREADABLE] = "unreadable", [TABLE_CSV] = "CSV",   [TABLE_XLSX] = "xlsx",
        [TABLE_XLS] = "xls",               [TABLE_ODS] = "ods",   [TABLE_HTML] = "HTML",
        [TABLE_SS2003] = "XML Spreadsheet 2003",
    };
    return WORDS[f];
}

const char *cell_kind_word(cell_kind kind, bool formula) {
    static const char *const WORDS[] = {
        [CELL_BLANK] = "blank",     [CELL_TEXT] = "text",   [CELL_NUMBER] = "number",
        [CELL_DATE] = "date",       [CELL_BOOLEAN] = "boolean", [CELL_ERROR] = "error",
        [CELL_FORMULA_EMPTY] = "formula",
    };
    return formula ? "formula" : WORDS[kind];
}

const cell *row_cell(const row *r, uint32_t at) {
    for (size_t i = 0; i < r->count && at; i++)
        if (r->cells[i].column == at)
            return r->cells[i].kind == CELL_BLANK ? NULL : &r->cells[i];
    return NULL;
}

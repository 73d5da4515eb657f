/* Every reader of tables: columns in order, values in UTF-8, and never silence. Workbooks
 * that are zips are also made of parts, lest every mutation only break a checksum. */
#include "base/utf8.h"
#include "fuzz.h"
#include "table/readers.h"
#include "tests/unit/zip_maker.h"

static bool on_sheet(void *context, const sheet *s) {
    (void)context;
    promise(utf8_valid(s->name));
    return true;
}

static bool on_row(void *context, const sheet *s, const row *r) {
    uint32_t column = 0;
    (void)context;
    (void)s;
    promise(r->number > 0 && r->count > 0); /* a workbook may state its rows in any order, even twice */
    for (size_t i = 0; i < r->count; i++) {
        promise(r->cells[i].column > column && utf8_valid(r->cells[i].value));
        column = r->cells[i].column;
    }
    return true;
}

static table_limits small_limits(void) {
    table_limits l = TABLE_LIMITS;
    l.max_unpacked = l.max_strings = 1 << 24;
    l.max_cells_row = 1000;
    return l;
}

static void read_with(table_reader *reader, arena *a, span input) {
    const table_limits limits = small_limits();
    const table_sink sink = {.sheet = on_sheet, .row = on_row};
    findings *found = findings_new(a, 10);
    bool told = reader(a, input, &limits, &sink, found);
    findings_settle(found);
    promise(told || findings_total(found) > 0);
}

void fuzz_xls(arena *a, span input) { read_with(xls_read, a, input); }
void fuzz_html(arena *a, span input) { read_with(html_read, a, input); }
void fuzz_ss2003(arena *a, span input) { read_with(ss2003_read, a, input); }

static bool csv_any(arena *a, span bytes, const table_limits *limits, const table_sink *into, findings *found) {
    bool told = csv_read(a, bytes, ENCODING_UNKNOWN, NULL, limits, into, found);
    return told || bytes.len == 0 || findings_count(found, CODE_NONE) == 0;
}
void fuzz_csv(arena *a, span input) { read_with(csv_any, a, input); }

/* The input's parts, divided by a form feed, one after the other under these names. */
static void read_parts(table_reader *reader, arena *a, span input, const char *const *names, size_t count) {
    zip z;
    zip_start(&z);
    for (size_t i = 0; i < count; i++) {
        span part = span_cut(input, 0, i + 1 < count ? span_find(input, '\f') : input.len);
        input = span_from(input, part.len + 1);
        zip_add(&z, &(made){.name = names[i], .text = part, .stored = true});
    }
    read_with(reader, a, zip_end(&z));
    arena_free(&z.a);
}

void fuzz_xlsx(arena *a, span input) {
    static const char *const names[] = {
        "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
    };
    if (span_starts(input, SPAN("PK")))
        read_with(xlsx_read, a, input);
    else
        read_parts(xlsx_read, a, input, names, sizeof names / sizeof *names);
}

void fuzz_ods(arena *a, span input) {
    static const char *const names[] = {"content.xml", "META-INF/manifest.xml", "mimetype"};
    if (span_starts(input, SPAN("PK")))
        read_with(ods_read, a, input);
    else
        read_parts(ods_read, a, input, names, sizeof names / sizeof *names);
}

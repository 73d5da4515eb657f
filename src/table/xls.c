/* .xls and .et workbooks: BIFF records, in a compound file or bare. */
#include "table/ole.h"
#include "table/readers.h"
#include "table/xls_book.h"

/* What a compound file without a workbook is, by a stream that only such files have. */
static const struct {
    const char *stream;
    term what;
} OTHERS[] = {
    {"WordDocument", TERM_word_document},
    {"PowerPoint Document", TERM_powerpoint},
};

static void refuse_other(const ole *o, findings *found) {
    if (ole_has(o, "EncryptedPackage")) { /* Office keeps an .xlsx with a password so */
        FIND(found, .code = SRC_encrypted, .place = place_whole(INPUT_TABLE));
        return;
    }
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (ole_has(o, OTHERS[i].stream)) {
            table_refuse(found, OTHERS[i].what);
            return;
        }
    table_refuse(found, TERM_no_workbook);
}

/* The stream of records; false, with a finding, where the file holds none. */
static bool find_stream(arena *a, span bytes, findings *found, span *stream, bool *whole) {
    static const char *const NAMES[] = {"Workbook", "Book"}; /* BIFF8; BIFF5 and BIFF7 */
    *stream = bytes;
    *whole = false; /* without a directory only an EOF record tells that all is there */
    if (!ole_is(bytes))
        return true;
    const ole *o = ole_open(a, bytes);
    if (o == NULL) {
        table_refuse(found, TERM_damaged_directory);
        return false;
    }
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (ole_has(o, NAMES[i])) {
            *stream = ole_stream(a, o, NAMES[i], whole);
            return true;
        }
    refuse_other(o, found);
    return false;
}

static bool read_sheets(xls_book *b, const table_sink *into) {
    bool any = false;
    b->budget = b->stream.len;
    for (size_t i = 0; i < b->tabs.count && !b->encrypted; i++) {
        if (!b->tabs.items[i].worksheet)
            continue;
        any = true;
        xls_sheet_read(b, &b->tabs.items[i], i, into);
    }
    return any;
}

bool xls_read(arena *a, span bytes, const table_limits *limits, const table_sink *into, findings *found) {
    xls_book *b = ARENA_NEW(a, xls_book);
    *b = (xls_book){.on = a, .limits = limits, .found = found};
    if (!find_stream(a, bytes, found, &b->stream, &b->whole))
        return false;
    b->stream = span_cut(b->stream, 0, UINT32_MAX); /* records name each other in 32 bits */
    xls_book_read(b);
    bool any = !b->encrypted && read_sheets(b, into);
    if (b->encrypted)
        FIND(found, .code = SRC_encrypted, .place = place_whole(INPUT_TABLE));
    else if (!any)
        table_refuse(found, b->version ? TERM_no_worksheet : TERM_damaged_inside);
    else if (b->lost_text)
        table_refuse(found, TERM_lost_strings);
    else if (b->odd_text)
        table_refuse(found, TERM_odd_code_page);
    return any && !b->encrypted;
}

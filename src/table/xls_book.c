/* The globals of a BIFF workbook: code page, sheets, formats, styles, shared strings. */
#include "table/code_page.h"
#include "table/number_format.h"
#include "table/readers.h"
#include "table/xls_book.h"

void xls_text(xls_book *b, span bytes, buf *utf8) {
    if (!code_page_decode(b->code_page, bytes, utf8))
        b->odd_text = true;
}

bool xls_date_format(const xls_book *b, unsigned format) {
    uint8_t is = b->format_is[format % FORMATS];
    return is ? is == 2 : number_format_builtin_date(format);
}

bool xls_date_style(const xls_book *b, unsigned xf) {
    return xf < b->xf.count && xls_date_format(b, b->xf.items[xf]);
}

static void add_format(xls_book *b, const biff_record *r) {
    span body = r->body;
    size_t number = b->formats++;
    b->scratch.len = 0;
    if (r->kind == BIFF_FORMAT) {
        if (body.len < 3)
            return;
        if (b->version >= 5)
            number = le16(body.ptr);
        body = span_from(body, 2);
    }
    if (b->version == 8) {
        biff_reader reader = biff_reader_of(b->stream, r, 2);
        (void)biff_string(&reader, 2, &b->scratch);
    } else if (body.len) {
        (void)code_page_decode(b->code_page, span_cut(body, 1, body.ptr[0]), &b->scratch);
    }
    if (number < FORMATS)
        b->format_is[number] = number_format_date(buf_span(&b->scratch)) ? 2 : 1;
}

static void add_xf(xls_book *b, const biff_record *r) {
    unsigned format = 0;
    if (r->kind == BIFF5_XF && r->body.len >= 4)
        format = le16(r->body.ptr + 2);
    else if (r->body.len >= 2)
        format = r->body.ptr[1];
    VEC_PUSH(b->on, &b->xf, (uint16_t)format);
}

/* Formulas and links number sheets in 16 bits, so no program can have made more. */
static void push_tab(xls_book *b, xls_tab tab) {
    enum { TABS_MAX = 1 << 16 };
    if (b->tabs.count < TABS_MAX)
        VEC_PUSH(b->on, &b->tabs, tab);
}

static void add_tab(xls_book *b, const biff_record *r) {
    enum { WORKSHEET = 0 };
    if (r->body.len < 7)
        return;
    buf name = buf_new(b->on);
    if (b->version == 8) {
        biff_reader reader = biff_reader_of(b->stream, r, 6);
        (void)biff_string(&reader, 1, &name);
    } else {
        xls_text(b, span_cut(r->body, 7, r->body.ptr[6]), &name);
    }
    bool hidden = (r->body.ptr[4] & 3) != 0; /* 2: only a macro can show it again */
    push_tab(b, (xls_tab){le32(r->body.ptr), buf_span(&name), hidden, r->body.ptr[5] == WORKSHEET, false});
}

/* A sheet within a BIFF4 workspace follows its header. */
static void add_bound_sheet(xls_book *b, const biff_record *r) {
    buf name = buf_new(b->on);
    if (r->body.len > 4)
        xls_text(b, span_cut(r->body, 5, r->body.ptr[4]), &name);
    push_tab(b, (xls_tab){r->next, buf_span(&name), false, true, true});
}

static void add_strings(xls_book *b, const biff_record *r) {
    bool too_long;
    uint64_t most = b->limits->max_strings;
    b->lost_text = !biff_strings_read(b->on, b->stream, r, most, &b->strings, &too_long);
    if (too_long)
        table_limit(b->found, TERM_shared_strings, most);
}

void xls_book_record(xls_book *b, const biff_record *r) {
    switch (r->kind) {
    case BIFF_CODEPAGE:
        if (r->body.len >= 2)
            b->code_page = le16(r->body.ptr);
        break;
    case BIFF_FILEPASS: b->encrypted = true; break;
    case BIFF_BOUNDSHEET: add_tab(b, r); break;
    case BIFF4_SHEETHDR: add_bound_sheet(b, r); break;
    case BIFF2_FORMAT:
    case BIFF_FORMAT: add_format(b, r); break;
    case BIFF3_XF:
    case BIFF4_XF:
    case BIFF5_XF: add_xf(b, r); break;
    case BIFF_SST: add_strings(b, r); break;
    default: break;
    }
}

/* The globals end with their EOF; what a BIFF4 workspace nests in them is passed over. */
static void read_globals(xls_book *b, size_t at) {
    biff_record r;
    biff_begin begin;
    for (size_t depth = 0; !b->encrypted && biff_at(b->stream, at, &r); at = r.next) {
        if (biff_begins(&r, &begin))
            depth++;
        else if (r.kind == BIFF_EOF && depth-- == 0)
            return;
        else if (depth == 0)
            xls_book_record(b, &r);
    }
}

void xls_book_read(xls_book *b) {
    biff_record first;
    biff_begin begin;
    b->format_is = ARENA_ARRAY(b->on, uint8_t, FORMATS);
    b->strings.text = buf_new(b->on);
    b->scratch = buf_new(b->on);
    b->sheet_on = arena_child(b->on);
    if (!biff_at(b->stream, 0, &first) || !biff_begins(&first, &begin))
        return;
    b->version = begin.version;
    if (begin.content == BIFF_GLOBALS || begin.content == BIFF_WORKSPACE)
        read_globals(b, first.next);
    else if (begin.content == BIFF_SHEET)
        push_tab(b, (xls_tab){.worksheet = true});
}

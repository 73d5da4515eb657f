/* Cells of BIFF sheets: where records hold them, and what they hold. */
#include <math.h>

#include "table/xls_book.h"

/* A cell's record begins with row, column and style; BIFF2 has three bytes of attributes. */
enum { HEAD = 6, HEAD2 = 7 };

static bool old_head(const xls_book *b, unsigned kind) {
    return (kind >= BIFF2_INTEGER && kind <= BIFF2_BOOLERR) || (kind == BIFF_FORMULA && b->version == 2);
}

/* The least length of a record that holds one cell; 0 for other records. */
static size_t least_length(unsigned kind) {
    switch (kind) {
    case BIFF2_INTEGER: return HEAD2 + 2;
    case BIFF2_NUMBER: return HEAD2 + 8;
    case BIFF2_LABEL: return HEAD2 + 1;
    case BIFF2_BOOLERR: return HEAD2 + 2;
    case BIFF_NUMBER:
    case BIFF_FORMULA:
    case BIFF3_FORMULA:
    case BIFF4_FORMULA: return HEAD + 8;
    case BIFF_LABEL:
    case BIFF_RSTRING:
    case BIFF_BOOLERR: return HEAD + 2;
    case BIFF_LABELSST:
    case BIFF2_RK:
    case BIFF_RK: return HEAD + 4;
    default: return 0;
    }
}

size_t xls_cells_in(const xls_book *b, const biff_record *r, uint32_t *key, bool *broken) {
    enum { PART = 6, ENDS = 6 }; /* MULRK: row and first column, parts of style and number, last column */
    size_t least = r->kind == BIFF_MULRK ? ENDS + PART : least_length(r->kind);
    if (least == 0)
        return 0;
    least += r->kind == BIFF_FORMULA && old_head(b, r->kind);
    if (r->body.len < least) {
        *broken = true;
        return 0;
    }
    size_t column = le16(r->body.ptr + 2);
    *key = (uint32_t)le16(r->body.ptr) << 16 | (uint32_t)column;
    size_t count = r->kind == BIFF_MULRK ? (r->body.len - ENDS) / PART : 1;
    return column + count <= 1 << 16 ? count : ((size_t)1 << 16) - column;
}

static bool is_date(const xls_book *b, const biff_record *r, size_t style_at) {
    if (old_head(b, r->kind))
        return xls_date_format(b, r->body.ptr[5] & 0x3F);
    return xls_date_style(b, le16(r->body.ptr + style_at));
}

static bool tell_number(double number, bool date, buf *utf8, cell *out) {
    if (!isfinite(number)) {
        out->kind = CELL_ERROR;
        out->value = span_cstr("#NUM!");
        return false;
    }
    out->kind = date ? CELL_DATE : CELL_NUMBER;
    number_write(utf8, number);
    return true;
}

static void tell_text(cell *out, const char *words) {
    out->kind = CELL_TEXT;
    out->value = span_cstr(words);
}

static void tell_bool_or_error(uint8_t byte, bool error, cell *out) {
    out->kind = error ? CELL_ERROR : CELL_BOOLEAN;
    out->value = span_cstr(error ? biff_error(byte) : byte ? "1" : "0");
}

/* A text within the record: its length in one byte or two, then bytes; BIFF8 has characters. */
static void tell_label(xls_book *b, const biff_record *r, buf *utf8, cell *out) {
    bool old = r->kind == BIFF2_LABEL;
    out->kind = CELL_TEXT;
    if (b->version == 8 && !old) {
        biff_reader reader = biff_reader_of(b->stream, r, HEAD);
        (void)biff_string(&reader, 2, utf8);
        return;
    }
    size_t len = old ? r->body.ptr[HEAD2] : le16(r->body.ptr + HEAD);
    xls_text(b, span_cut(r->body, old ? HEAD2 + 1 : HEAD + 2, len), utf8);
}

/* Between a formula and the text it gave, records may tell that formula more closely. */
static bool between(unsigned kind) {
    switch (kind) {
    case BIFF_CONTINUE:
    case BIFF_SHRFMLA:
    case BIFF_SHRFMLA5:
    case BIFF_ARRAY:
    case BIFF2_ARRAY:
    case BIFF_TABLE:
    case BIFF2_TABLE:
    case BIFF2_TABLE2: return true;
    default: return false;
    }
}

static bool formula_text(xls_book *b, size_t at, buf *utf8) {
    biff_record r;
    while (biff_at(b->stream, at, &r) && between(r.kind))
        at = r.next;
    if (!biff_at(b->stream, at, &r) || (r.kind != BIFF_STRING && r.kind != BIFF2_STRING))
        return false;
    size_t width = r.kind == BIFF2_STRING ? 1 : 2;
    if (b->version == 8) {
        biff_reader reader = biff_reader_of(b->stream, &r, 0);
        return biff_string(&reader, (unsigned)width, utf8);
    }
    if (r.body.len < width)
        return false;
    xls_text(b, span_cut(r.body, width, width == 1 ? r.body.ptr[0] : le16(r.body.ptr)), utf8);
    return true;
}

/* Programs that write formulas and do not calculate leave 0 and the wish to be calculated on
 * opening; Excel itself, having calculated, does not. */
static bool never_calculated(const xls_book *b, const biff_record *r, size_t head) {
    enum { ON_OPENING = 2 };
    return b->version >= 5 && le64(r->body.ptr + head) == 0 && r->body.len >= head + 10 &&
           le16(r->body.ptr + head + 8) & ON_OPENING;
}

/* The cached value: a number, or 0xFFFF behind a byte that says what else; true when in `utf8`. */
static bool tell_formula(xls_book *b, const biff_record *r, buf *utf8, cell *out) {
    enum { IS_TEXT, IS_BOOLEAN, IS_ERROR, IS_EMPTY_TEXT };
    size_t head = old_head(b, r->kind) ? HEAD2 : HEAD;
    const uint8_t *v = r->body.ptr + head;
    out->formula = true;
    if (never_calculated(b, r, head))
        out->kind = CELL_FORMULA_EMPTY;
    else if (le16(v + 6) != 0xFFFF)
        return tell_number(biff_double(v), is_date(b, r, 4), utf8, out);
    else if (v[0] == IS_BOOLEAN || v[0] == IS_ERROR)
        tell_bool_or_error(v[2], v[0] == IS_ERROR, out);
    else if (v[0] == IS_EMPTY_TEXT)
        tell_text(out, "");
    else {
        out->kind = CELL_TEXT;
        if (formula_text(b, r->next, utf8))
            return true;
        out->kind = CELL_FORMULA_EMPTY;
    }
    return false;
}

static bool tell_shared(xls_book *b, const biff_record *r, cell *out) {
    out->kind = CELL_TEXT;
    if (biff_strings_get(&b->strings, le32(r->body.ptr + HEAD), &out->value))
        return true;
    b->lost_text = true;
    return false;
}

bool xls_cell_read(xls_book *b, const xls_spot *spot, buf *utf8, cell *out, bool *in_text) {
    biff_record r;
    *in_text = true;
    if (!biff_at(b->stream, spot->at, &r))
        return false;
    size_t part = (size_t)4 + 6 * spot->part; /* of MULRK: style and number */
    const uint8_t *p = r.body.ptr;
    switch (r.kind) {
    case BIFF2_INTEGER: *in_text = tell_number(le16(p + HEAD2), is_date(b, &r, 0), utf8, out); break;
    case BIFF2_NUMBER: *in_text = tell_number(biff_double(p + HEAD2), is_date(b, &r, 0), utf8, out); break;
    case BIFF_NUMBER: *in_text = tell_number(biff_double(p + HEAD), is_date(b, &r, 4), utf8, out); break;
    case BIFF2_RK:
    case BIFF_RK:
    case BIFF_MULRK:
        *in_text = tell_number(biff_rk(le32(p + part + 2)), is_date(b, &r, part), utf8, out);
        break;
    case BIFF2_LABEL:
    case BIFF_LABEL:
    case BIFF_RSTRING: tell_label(b, &r, utf8, out); break;
    case BIFF2_BOOLERR:
    case BIFF_BOOLERR:
        p += r.kind == BIFF2_BOOLERR ? HEAD2 : HEAD;
        tell_bool_or_error(p[0], p[1] != 0, out);
        *in_text = false;
        break;
    case BIFF_LABELSST: *in_text = false; return tell_shared(b, &r, out);
    default: *in_text = tell_formula(b, &r, utf8, out); break;
    }
    return true;
}

/* Workbooks of our own making, record by record, and those that real programs wrote. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "table/biff.h"
#include "table/code_page.h"
#include "table/number_format.h"
#include "table/ole.h"
#include "table/readers.h"

/* ---- Making records, of parts that know their width. */
static void put_le(buf *b, uint64_t v, int bytes) {
    for (; bytes; bytes--, v >>= 8)
        buf_byte(b, (uint8_t)v);
}

#define REC(b, kind, ...) rec((b), (kind), (const uint64_t[]){__VA_ARGS__}, sizeof((const uint64_t[]){__VA_ARGS__}) / 8)
/* Parts of a record: the value with its width in bytes above bit 56. */
#define B1(v) ((uint64_t)(uint8_t)(v) | (uint64_t)1 << 56)
#define B2(v) ((uint64_t)(uint16_t)(v) | (uint64_t)2 << 56)
#define B4(v) ((uint64_t)(uint32_t)(v) | (uint64_t)4 << 56)
#define NOTHING 0

static void rec(buf *b, unsigned kind, const uint64_t *parts, size_t count) {
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        len += parts[i] >> 56;
    put_le(b, kind, 2);
    put_le(b, len, 2);
    for (size_t i = 0; i < count; i++)
        put_le(b, parts[i] & 0xFFFFFFFFFFFFFF, (int)(parts[i] >> 56));
}

/* A record that ends in bytes. */
static void rec_bytes(buf *b, unsigned kind, const uint64_t *parts, size_t count, span tail) {
    size_t at = b->len;
    rec(b, kind, parts, count);
    buf_add(b, tail);
    size_t len = b->len - at - 4;
    b->ptr[at + 2] = (uint8_t)len;
    b->ptr[at + 3] = (uint8_t)(len >> 8);
}
#define REC_BYTES(b, kind, tail, ...) \
    rec_bytes((b), (kind), (const uint64_t[]){__VA_ARGS__}, sizeof((const uint64_t[]){__VA_ARGS__}) / 8, (tail))

static span double_bytes(double v, uint8_t to[static 8]) {
    memcpy(to, &v, 8); /* the machines we test on are little-endian */
    return span_of(to, 8);
}
static void number(buf *b, unsigned line, unsigned column, unsigned xf, double v) {
    uint8_t bytes[8];
    REC_BYTES(b, BIFF_NUMBER, double_bytes(v, bytes), B2(line), B2(column), B2(xf));
}
static void label(buf *b, unsigned line, unsigned column, const char *bytes) {
    REC_BYTES(b, BIFF_LABEL, span_cstr(bytes), B2(line), B2(column), B2(0), B2(strlen(bytes)));
}
static void bof(buf *b, unsigned version, unsigned content) { REC(b, BIFF5_BOF, B2(version), B2(content), B4(0)); }
static void eof(buf *b) { rec(b, BIFF_EOF, NULL, 0); }

/* ---- Telling what a reader told, as text. */
struct told {
    buf out;
    findings *found;
    bool result;
    table_limits limits;
    uint32_t stop_at; /* a row to answer false to; 0 = none */
    bool skip_sheets;
};

static bool on_sheet(void *context, const sheet *s) {
    struct told *t = context;
    buf_format(&t->out, "%s%zu ", s->hidden ? "!" : "", s->index);
    buf_add(&t->out, s->name);
    buf_byte(&t->out, '\n');
    return !t->skip_sheets;
}
static bool on_row(void *context, const sheet *s, const row *r) {
    struct told *t = context;
    (void)s;
    ck_assert_uint_eq(r->line, r->number);
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        place_cell(&t->out, r->number, c->column);
        buf_byte(&t->out, c->hidden ? '!' : ' ');
        buf_byte(&t->out, (uint8_t)"_tndbef"[c->kind]);
        buf_text(&t->out, c->formula ? "= " : " ");
        buf_add(&t->out, c->value);
        buf_byte(&t->out, '\n');
    }
    return r->number != t->stop_at;
}
static void on_end(void *context, const sheet *s) {
    struct told *t = context;
    if (s->merged)
        buf_format(&t->out, "merged %u\n", s->merged);
}

static void read_into(arena *a, span bytes, struct told *t) {
    const table_sink sink = {t, on_sheet, on_row, on_end};
    t->out = buf_new(a);
    t->found = findings_new(a, 0);
    if (t->limits.max_cells_row == 0)
        t->limits = (table_limits){1 << 24, 1 << 24, 1000};
    t->result = xls_read(a, bytes, &t->limits, &sink, t->found);
}
static struct told read_all(arena *a, span bytes) {
    struct told t = {0};
    read_into(a, bytes, &t);
    return t;
}
static void ck_text(span is, const char *want) {
    ck_assert_msg(span_eq(is, span_cstr(want)), "told:\n%.*s\nwanted:\n%s", (int)is.len, (const char *)is.ptr, want);
}
/* Told exactly this, and nothing wrong with it. */
static void ck_told(arena *a, const buf *stream, const char *want) {
    struct told t = read_all(a, buf_span(stream));
    ck_text(buf_span(&t.out), want);
    ck_assert_uint_eq(findings_total(t.found), 0);
    ck_assert(t.result);
}
static uint64_t bad(const struct told *t) { return findings_count(t->found, SRC_unreadable); }

static arena on;
static buf w; /* the stream being made */
static void setup(void) {
    arena_init(&on, NULL);
    w = buf_new(&on);
}
static void teardown(void) { arena_free(&on); }
static void finish(const char *want) {
    eof(&w);
    ck_told(&on, &w, want);
}

/* ---- Numbers, texts, formulas. */
START_TEST(numbers_of_every_record) {
    bof(&w, 0x0500, BIFF_SHEET);
    REC(&w, BIFF_RK, B2(0), B2(0), B2(0), B4(123456 << 2 | 3)); /* an integer in hundredths */
    REC(&w, BIFF_RK, B2(0), B2(1), B2(0), B4((uint32_t)-5 << 2 | 2));
    REC(&w, BIFF_RK, B2(0), B2(2), B2(0), B4(0x3FF80000)); /* the upper half of 1.5 */
    REC(&w, BIFF_MULRK, B2(1), B2(3), B2(0), B4(7 << 2 | 2), B2(0), B4(8 << 2 | 2), B2(4));
    REC(&w, 0x0201, B2(1), B2(5), B2(0));
    number(&w, 2, 0, 0, 0.1);
    number(&w, 2, 1, 0, 239906199101248283.0);
    number(&w, 2, 2, 0, -4610757.52);
    REC(&w, BIFF_BOOLERR, B2(3), B2(0), B2(0), B1(1), B1(0));
    REC(&w, BIFF_BOOLERR, B2(3), B2(1), B2(0), B1(0x2A), B1(1));
    REC_BYTES(&w, BIFF_NUMBER, SPAN("\0\0\0\0\0\0\xF0\x7F"), B2(4), B2(0), B2(0));
    finish("0 \nA1 n 1234.56\nB1 n -5\nC1 n 1.5\nD2 n 7\nE2 n 8\nA3 n 0.1\nB3 n 239906199101248300\n"
           "C3 n -4610757.52\nA4 b 1\nB4 e #N/A\nA5 e #NUM!\n");
}
END_TEST

/* A formula with its cached value, 8 bytes. */
static void formula(unsigned column, unsigned flags, span gave) {
    size_t at = w.len;
    REC_BYTES(&w, BIFF_FORMULA, gave, B2(0), B2(column), B2(0));
    put_le(&w, flags, 2);
    put_le(&w, 0, 6);
    w.ptr[at + 2] = (uint8_t)(w.len - at - 4);
}
#define OTHER(kind, v) SPAN(kind "\0" v "\0\0\0\xFF\xFF")

START_TEST(formulas_with_what_they_gave) {
    uint8_t bytes[8];
    bof(&w, 0x0500, BIFF_SHEET);
    formula(0, 0, double_bytes(61333.44, bytes));
    formula(1, 8, OTHER("\0", "\0")); /* a text, behind the formula it shares */
    REC(&w, BIFF_SHRFMLA, B4(0), B4(0));
    REC_BYTES(&w, BIFF_STRING, SPAN("\xD5\xC5\xC8\xFD"), B2(4));
    formula(2, 0, OTHER("\1", "\1"));
    formula(3, 0, OTHER("\2", "\7"));
    formula(4, 0, OTHER("\3", "\0"));
    formula(5, 0, double_bytes(0, bytes));
    formula(6, 2, double_bytes(0, bytes)); /* to be calculated on opening */
    formula(7, 2, double_bytes(9, bytes));
    formula(8, 0, OTHER("\0", "\0")); /* its text is missing */
    finish("0 \nA1 n= 61333.44\nB1 t= 张三\nC1 b= 1\nD1 e= #DIV/0!\nE1 t= \nF1 n= 0\nG1 f= \nH1 n= 9\nI1 f= \n");
}
END_TEST

START_TEST(old_records_in_any_mixture) {
    uint8_t bytes[8];
    REC(&w, BIFF2_BOF, B2(2), B2(BIFF_SHEET));
    REC_BYTES(&w, BIFF2_FORMAT, SPAN("General"), B1(7));
    REC_BYTES(&w, BIFF2_FORMAT, SPAN("yy-mm-dd"), B1(8));
    REC_BYTES(&w, BIFF2_LABEL, SPAN("\xD0\xD5\xC3\xFB"), B2(0), B2(0), B1(0), B2(0), B1(4)); /* no code page */
    REC(&w, BIFF2_INTEGER, B2(0), B2(1), B1(0), B2(0), B2(65535));
    REC_BYTES(&w, BIFF2_NUMBER, double_bytes(2.5, bytes), B2(0), B2(2), B1(0), B2(0));
    REC_BYTES(&w, BIFF2_NUMBER, double_bytes(43647, bytes), B2(0), B2(3), B1(0), B2(1));
    REC(&w, BIFF2_BOOLERR, B2(0), B2(4), B1(0), B2(0), B1(0), B1(0));
    REC_BYTES(&w, BIFF_FORMULA, OTHER("\0", "\0"), B2(0), B2(5), B1(0), B2(0));
    REC_BYTES(&w, BIFF2_STRING, SPAN("ab"), B1(2));
    label(&w, 1, 0, "newer");
    finish("0 \nA1 t 姓名\nB1 n 65535\nC1 n 2.5\nD1 d 43647\nE1 b 0\nF1 t= ab\nA2 t newer\n");
}
END_TEST

START_TEST(exporters_that_claim_no_version) {
    REC(&w, BIFF5_BOF, B2(0), B2(BIFF_SHEET), B2(0));
    label(&w, 0, 0, "\xB9\xA4\xD7\xCA");
    number(&w, 0, 1, 0, 5000);
    finish("0 \nA1 t 工资\nB1 n 5000\n");
}
END_TEST

START_TEST(a_biff4_workspace_holds_sheets) {
    REC(&w, BIFF4_BOF, B2(4), B2(BIFF_WORKSPACE), B2(0));
    REC(&w, BIFF_CODEPAGE, B2(936));
    for (unsigned i = 0; i < 2; i++) {
        REC_BYTES(&w, BIFF4_SHEETHDR, i ? SPAN("\xB6\xFE") : SPAN("\xD2\xBB"), B4(0), B1(2));
        REC(&w, BIFF4_BOF, B2(4), B2(BIFF_SHEET), B2(0));
        REC(&w, BIFF4_XF, B1(0), B1(i ? 0 : 14), B4(0), B4(0), B2(0));
        number(&w, 0, 0, 0, 10 + i);
        eof(&w);
    }
    finish("0 一\nA1 d 10\n1 二\nA1 n 11\n");
}
END_TEST

/* ---- BIFF8: strings. */
enum { BOF_SIZE = 12, TAB_SIZE = 13 }; /* of the records that globals8 makes */
static void globals8(unsigned sheets) {
    bof(&w, 0x0600, BIFF_GLOBALS);
    for (unsigned i = 0; i < sheets; i++)
        REC(&w, BIFF_BOUNDSHEET, B4(0), B1(0), B1(0), B1(1), B1(0), B1('a' + i));
}
/* The sheets' offsets are known when they begin. */
static void sheet8(unsigned index, unsigned content) {
    size_t from = 0;
    biff_record r;
    for (unsigned i = 0; biff_at(buf_span(&w), from, &r); from = r.next)
        if (r.kind == BIFF_BOUNDSHEET && i++ == index)
            for (int k = 0; k < 4; k++)
                w.ptr[from + 4 + (size_t)k] = (uint8_t)(w.len >> 8 * k);
    bof(&w, 0x0600, content);
}

START_TEST(shared_strings_go_on_in_continue) {
    globals8(1);
    REC_BYTES(&w, BIFF_SST, SPAN("ab"), B4(6), B4(6), B2(4), B1(0));        /* abcd, breaks in the middle */
    REC_BYTES(&w, BIFF_CONTINUE, SPAN("c\0d\0"), B1(1));                      /* and goes on in two bytes */
    REC_BYTES(&w, BIFF_CONTINUE, SPAN("\x20\x5F\x09\x4E"), B2(2), B1(9), B2(1)); /* rich: 张… as 2 wide */
    REC(&w, BIFF_CONTINUE, NOTHING);
    REC_BYTES(&w, BIFF_CONTINUE, SPAN("x"), B4(0), B2(1), B1(4), B4(5)); /* runs of the last; phonetic */
    REC_BYTES(&w, BIFF_CONTINUE, SPAN("12345"), NOTHING);
    REC(&w, BIFF_CONTINUE, B2(3), B1(1), B2('p'), B2(0xD840)); /* a pair broken in two */
    REC(&w, BIFF_CONTINUE, B1(1), B2(0xDC00), B2(0), B1(0));
    REC(&w, BIFF_CONTINUE, B2(1), B1(0)); /* header, then the character in the next */
    REC(&w, BIFF_CONTINUE, B1(0), B1(0xE9));
    eof(&w);
    sheet8(0, BIFF_SHEET);
    for (unsigned i = 0; i < 6; i++)
        REC(&w, BIFF_LABELSST, B2(0), B2(i), B2(0), B4(i));
    finish("0 a\nA1 t abcd\nB1 t 张三\nC1 t x\nD1 t p𠀀\nE1 t \nF1 t é\n");
}
END_TEST

START_TEST(labels_of_biff8) {
    globals8(1);
    eof(&w);
    sheet8(0, BIFF_SHEET);
    REC(&w, BIFF_LABEL, B2(0), B2(0), B2(0), B2(2), B1(1), B2(0x5F20), B2(0x4E09));
    REC(&w, BIFF_RSTRING, B2(0), B2(1), B2(0), B2(1), B1(0), B1('r'), B2(0));
    formula(2, 0, OTHER("\0", "\0"));
    REC(&w, BIFF_STRING, B2(3), B1(0), B1('l'));
    REC(&w, BIFF_CONTINUE, B1(1), B2(0x957F), B2(0x6587));
    finish("0 a\nA1 t 张三\nB1 t r\nC1 t= l长文\n");
}
END_TEST

START_TEST(strings_that_are_not_there_are_told) {
    globals8(1);
    REC_BYTES(&w, BIFF_SST, SPAN("ab"), B4(0xFFFFFFFF), B4(0xFFFFFFFF), B2(2), B1(0));
    REC_BYTES(&w, BIFF_CONTINUE, SPAN("xy"), B2(0xFFFF), B1(0));
    eof(&w);
    sheet8(0, BIFF_SHEET);
    REC(&w, BIFF_LABELSST, B2(0), B2(0), B2(0), B4(0));
    REC(&w, BIFF_LABELSST, B2(0), B2(1), B2(0), B4(1));
    eof(&w);
    struct told t = read_all(&on, buf_span(&w));
    ck_text(buf_span(&t.out), "0 a\nA1 t ab\n");
    ck_assert_uint_eq(bad(&t), 1);
    ck_assert(t.result);
}
END_TEST

/* ---- Sheets. */
START_TEST(cells_out_of_order_are_sorted_and_the_later_twin_counts) {
    bof(&w, 0x0500, BIFF_SHEET);
    number(&w, 2, 1, 0, 1);
    number(&w, 0, 5, 0, 2);
    REC(&w, BIFF_MULRK, B2(2), B2(0), B2(0), B4(3 << 2 | 2), B2(0), B4(4 << 2 | 2), B2(1));
    number(&w, 0, 5, 0, 5);
    number(&w, 0, 2, 0, 6);
    finish("0 \nC1 n 6\nF1 n 5\nA3 n 3\nB3 n 4\n");
}
END_TEST

START_TEST(hidden_rows_columns_sheets_and_merged_ranges) {
    globals8(3);
    w.ptr[BOF_SIZE + 4 + 4] = 1; /* the first sheet is hidden, the second a chart */
    w.ptr[BOF_SIZE + TAB_SIZE + 4 + 5] = 2;
    eof(&w);
    sheet8(0, BIFF_SHEET);
    REC(&w, BIFF_COLINFO, B2(1), B2(2), B2(2048), B2(0), B2(1), B2(0));
    REC(&w, BIFF_ROW, B2(1), B4(0), B2(0), B4(0), B2(0x20), B2(0));
    bof(&w, 0x0600, 0x20); /* a chart within the sheet */
    number(&w, 0, 0, 0, 99);
    eof(&w);
    number(&w, 0, 0, 0, 1);
    number(&w, 0, 2, 0, 2);
    number(&w, 1, 0, 0, 3);
    REC(&w, BIFF_MERGEDCELLS, B2(9), B4(0), B4(0), B4(0), B4(0));
    eof(&w);
    sheet8(1, 0x20);
    number(&w, 0, 0, 0, 98);
    eof(&w);
    sheet8(2, BIFF_SHEET);
    finish("!0 a\nA1 n 1\nC1!n 2\nA2!n 3\nmerged 2\n2 c\n");
}
END_TEST

START_TEST(dates_by_built_in_and_custom_formats) {
    bof(&w, 0x0500, BIFF_GLOBALS);
    REC_BYTES(&w, BIFF_FORMAT, SPAN("yyyy\"year\""), B2(170), B1(10));
    REC_BYTES(&w, BIFF_FORMAT, SPAN("0.00"), B2(14), B1(4));
    REC(&w, BIFF5_XF, B2(0), B2(170), B4(0));
    REC(&w, BIFF5_XF, B2(0), B2(14), B4(0));
    REC(&w, BIFF5_XF, B2(0), B2(22), B4(0));
    REC_BYTES(&w, BIFF_BOUNDSHEET, SPAN("s"), B4(0), B1(0), B1(0), B1(1));
    eof(&w);
    sheet8(0, BIFF_SHEET);
    for (unsigned i = 0; i < 4; i++)
        number(&w, 0, i, i, 43647);
    finish("0 s\nA1 d 43647\nB1 n 43647\nC1 d 43647\nD1 n 43647\n");
}
END_TEST

static const struct {
    const char *code;
    bool date;
} CODES[] = {
    {"General", false}, {"0.00", false}, {"#,##0.00_ ;[Red]-#,##0.00", false}, {"yyyy-mm-dd", true},
    {"yyyy\"年\"m\"月\"d\"日\"", true}, {"[h]:mm:ss", true}, {"[$-804]h\\:mm", true}, {"[$-409]0", false},
    {"0\" days\"", false}, {"\\d0", false}, {"0.00E+00", false}, {"[Blue]General", false}, {"@", false},
    {"mm:ss.0", true}, {"[<100]0;yyyy", false}, {"\"", false}, {"[h", true}, {"", false}, {"_d#", false},
};

START_TEST(number_formats_that_show_dates) {
    ck_assert_msg(number_format_date(span_cstr(CODES[_i].code)) == CODES[_i].date, "%s", CODES[_i].code);
}
END_TEST

START_TEST(code_pages_of_old_files) {
    static const struct {
        unsigned page;
        const char *bytes, *want;
    } PAGES[] = {
        {936, "\xD5\xC5\x80", "张€"}, {950, "\xB1\x69", "張"},    {1252, "\xE9\x80", "é€"}, {1251, "\xC0\x98", "А\uFFFD"},
        {10029, "\x8E", "é"},         {1253, "\xC1", "Α"},        {0, "\xD5\xC5", "张"},    {0, "\xE9", "é"},
        {32768, "\x80", "Ä"},         {54936, "\x81\x30\x81\x30", "\xC2\x80"}, {936, "a", "a"}, {65001, "é", "é"},
    };
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        w.len = 0;
        ck_assert(code_page_decode(PAGES[i].page, span_cstr(PAGES[i].bytes), &w));
        ck_text(buf_span(&w), PAGES[i].want);
    }
    w.len = 0;
    ck_assert(code_page_decode(949, SPAN("plain"), &w));
    ck_assert(!code_page_decode(949, SPAN("\xB0\xA1"), &w));
    ck_text(buf_span(&w), "plain\uFFFD\uFFFD");
}
END_TEST

START_TEST(a_code_page_nobody_knows_is_told) {
    bof(&w, 0x0500, BIFF_SHEET);
    REC(&w, BIFF_CODEPAGE, B2(949));
    label(&w, 0, 0, "\xB0");
    number(&w, 0, 1, 0, 5000);
    eof(&w);
    struct told t = read_all(&on, buf_span(&w));
    ck_text(buf_span(&t.out), "0 \nA1 t \uFFFD\nB1 n 5000\n");
    ck_assert_uint_eq(bad(&t), 1);
}
END_TEST

/* ---- Damage. */
START_TEST(passwords_are_named_as_such) {
    bof(&w, 0x0600, BIFF_GLOBALS);
    REC(&w, BIFF_FILEPASS, B2(1), B4(0));
    struct told t = read_all(&on, buf_span(&w));
    ck_assert_uint_eq(findings_count(t.found, SRC_encrypted), 1);
    ck_assert_uint_eq(findings_total(t.found), 1);
    ck_assert(!t.result);
    w.len = 0; /* within a sheet without globals */
    bof(&w, 0x0500, BIFF_SHEET);
    number(&w, 0, 0, 0, 1);
    REC(&w, BIFF_FILEPASS, B2(0), B4(0));
    t = read_all(&on, buf_span(&w));
    ck_assert_uint_eq(findings_count(t.found, SRC_encrypted), 1);
    ck_assert_uint_eq(t.out.len, 0);
}
END_TEST

START_TEST(what_is_cut_off_keeps_its_rows_and_is_told) {
    bof(&w, 0x0500, BIFF_SHEET);
    number(&w, 0, 0, 0, 1);
    number(&w, 1, 0, 0, 2);
    struct told t = read_all(&on, span_cut(buf_span(&w), 0, w.len - 3));
    ck_text(buf_span(&t.out), "0 \nA1 n 1\n");
    ck_assert_uint_eq(bad(&t), 1);
    REC(&w, BIFF_NUMBER, B2(2), B2(0)); /* a record too short for its kind */
    eof(&w);
    t = read_all(&on, buf_span(&w));
    ck_text(buf_span(&t.out), "0 \nA1 n 1\nA2 n 2\n");
    ck_assert_uint_eq(bad(&t), 1);
}
END_TEST

START_TEST(sheets_that_are_not_where_they_should_be) {
    globals8(2);
    eof(&w);
    sheet8(0, BIFF_SHEET);
    number(&w, 0, 0, 0, 1);
    eof(&w);
    struct told t = read_all(&on, buf_span(&w)); /* the second begins with the globals */
    ck_text(buf_span(&t.out), "0 a\nA1 n 1\n");
    ck_assert(t.result);
    w.ptr[BOF_SIZE + TAB_SIZE + 4 + 3] = 0x7F; /* and now beyond the end */
    t = read_all(&on, buf_span(&w));
    ck_assert_uint_eq(bad(&t), 1);
    t = read_all(&on, SPAN("BM no workbook at all"));
    ck_assert(!t.result && bad(&t) == 1);
    t = read_all(&on, (span){0});
    ck_assert(!t.result && bad(&t) == 1);
}
END_TEST

START_TEST(overlapping_sheets_are_walked_once) {
    enum { SHEETS = 200 };
    bof(&w, 0x0600, BIFF_GLOBALS);
    for (unsigned i = 0; i < SHEETS; i++)
        REC(&w, BIFF_BOUNDSHEET, B4(0), B1(0), B1(0), B1(0), B1(0));
    eof(&w);
    for (unsigned i = 0; i < SHEETS; i++)
        sheet8(i, BIFF_SHEET); /* nested in each other */
    for (unsigned i = 0; i < 1000; i++)
        number(&w, i, 0, 0, i);
    struct told t = read_all(&on, buf_span(&w));
    ck_assert(bad(&t) > 0);
    ck_assert_uint_lt(t.out.len, 20000);
}
END_TEST

START_TEST(limits_are_told) {
    globals8(1);
    REC_BYTES(&w, BIFF_SST, SPAN("abcdefgh"), B4(1), B4(1), B2(8), B1(0));
    eof(&w);
    sheet8(0, BIFF_SHEET);
    for (unsigned i = 0; i < 5; i++)
        number(&w, 0, i, 0, i);
    eof(&w);
    struct told t = {.limits = {1 << 20, 4, 3}};
    read_into(&on, buf_span(&w), &t);
    ck_text(buf_span(&t.out), "0 a\nA1 n 0\nB1 n 1\nC1 n 2\n");
    ck_assert_uint_eq(findings_count(t.found, SYS_limit_exceeded), 2);
}
END_TEST

START_TEST(a_sink_may_say_no) {
    globals8(2);
    eof(&w);
    for (unsigned i = 0; i < 2; i++) {
        sheet8(i, BIFF_SHEET);
        number(&w, 0, 0, 0, 1);
        number(&w, 1, 0, 0, 2);
        REC(&w, BIFF_MERGEDCELLS, B2(1), B4(0), B4(0));
        eof(&w);
    }
    struct told t = {.stop_at = 1};
    read_into(&on, buf_span(&w), &t);
    ck_text(buf_span(&t.out), "0 a\nA1 n 1\nmerged 1\n1 b\nA1 n 1\nmerged 1\n");
    t = (struct told){.skip_sheets = true};
    read_into(&on, buf_span(&w), &t);
    ck_text(buf_span(&t.out), "0 a\n1 b\n");
    const table_sink silent = {0};
    ck_assert(xls_read(&on, buf_span(&w), &t.limits, &silent, t.found));
}
END_TEST

/* ---- Compound files. */
/* One stream, in sectors 2 and up, in order or reversed; sector 0 is the FAT, 1 the directory. */
static span compound(const char *name, span stream, bool reversed) {
    uint32_t sectors = (uint32_t)((stream.len + 511) / 512), last = sectors + 1;
    buf b = buf_new(&on);
    buf_repeat(&b, 0, 512 * (size_t)(sectors + 3));
    uint8_t *p = b.ptr;
    memcpy(p, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    p[30] = 9, p[32] = 6, p[48] = 1;                 /* sector sizes; the directory's sector */
    memset(p + 60, 0xFF, 4), memset(p + 68, 0xFF, 4); /* no mini FAT, no further FAT */
    memset(p + 80, 0xFF, 432);
    memset(p + 512, 0xFF, 512);
    for (uint32_t i = 0; i < sectors; i++) {
        uint32_t at = reversed ? last - i : i + 2, next = i + 1 == sectors ? 0xFFFFFFFE : reversed ? at - 1 : at + 1;
        for (unsigned k = 0; k < 4; k++)
            p[512 + at * 4 + k] = (uint8_t)(next >> 8 * k);
        span part = span_cut(stream, (size_t)i * 512, 512);
        memcpy(p + 512 * (size_t)(at + 1), part.ptr, part.len);
    }
    uint8_t *entry = p + 1024 + 128;
    p[1024 + 66] = 5, p[1024 + 76] = 1; /* the root, its child */
    memset(p + 1024 + 116, 0xFE, 1);
    for (size_t i = 0; name[i]; i++)
        entry[i * 2] = (uint8_t)name[i], entry[64] = (uint8_t)(i * 2 + 4);
    entry[66] = 2, entry[116] = (uint8_t)(reversed ? last : 2);
    memset(entry + 68, 0xFF, 8);
    for (unsigned k = 0; k < 4; k++)
        entry[120 + k] = (uint8_t)(stream.len >> 8 * k);
    return buf_span(&b);
}

START_TEST(streams_in_any_order_of_sectors) {
    bof(&w, 0x0500, BIFF_SHEET);
    for (unsigned i = 0; i < 300; i++)
        number(&w, i, 0, 0, i);
    for (int reversed = 0; reversed < 2; reversed++) { /* no EOF, but all the directory promises */
        struct told t = read_all(&on, compound("bOOK", buf_span(&w), reversed));
        ck_assert(t.result && findings_total(t.found) == 0);
        ck_assert(span_search(buf_span(&t.out), SPAN("A300 n 299\n")) < t.out.len);
    }
    span whole = compound("Workbook", buf_span(&w), true);
    struct told t = read_all(&on, span_cut(whole, 0, whole.len - 1000));
    ck_assert_uint_ge(findings_total(t.found), 1);
}
END_TEST

START_TEST(compound_files_of_other_programs) {
    static const struct {
        const char *stream;
        code want;
        term what;
    } OTHERS[] = {{"EncryptedPackage", SRC_encrypted, TERM_NONE},
                  {"WordDocument", SRC_unreadable, TERM_word_document},
                  {"Contents", SRC_unreadable, TERM_no_workbook}};
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        struct told t = read_all(&on, compound(OTHERS[i].stream, SPAN("x"), false));
        findings_settle(t.found);
        ck_assert(!t.result);
        ck_assert_uint_eq(findings_total(t.found), 1);
        ck_assert_int_eq(findings_at(t.found, 0)->code, OTHERS[i].want);
        if (OTHERS[i].what)
            ck_assert_int_eq(findings_at(t.found, 0)->args[0].value.number, OTHERS[i].what);
    }
}
END_TEST

START_TEST(loops_of_sectors_end) {
    uint8_t *p;
    bool whole;
    span file = compound("Book", SPAN("a stream"), false);
    p = (uint8_t *)(uintptr_t)file.ptr;
    memset(p + 512 + 8, 0, 4), p[512 + 8] = 2; /* the stream's sector follows itself */
    memset(p + 1024 + 128 + 120, 0x7F, 4);     /* and promises 2 GB */
    const ole *o = ole_open(&on, file);
    ck_assert_ptr_nonnull(o);
    ck_assert_uint_le(ole_stream(&on, o, "book", &whole).len, file.len);
    ck_assert(!whole);
    memset(p + 512 + 4, 0, 4), p[512 + 4] = 1;     /* so does the directory */
    memset(p + 68, 0, 4), p[68] = 2;               /* and the list of the FAT's sectors */
    p[1024 + 128 + 68] = 1, memset(p + 1024 + 128 + 69, 0, 3); /* and the tree of entries */
    o = ole_open(&on, file);
    ck_assert(o && ole_has(o, "BOOK") && !ole_has(o, "Boo") && !ole_has(o, "Booka"));
    p[30] = 60; /* a sector of 2^60 bytes */
    ck_assert_ptr_null(ole_open(&on, file));
    ck_assert_ptr_null(ole_open(&on, span_cut(file, 0, 100)));
}
END_TEST

/* ---- What real programs wrote. */
static span fixture(const char *name) {
    const char *dir = getenv("BAOPAN_FIXTURES");
    char path[512];
    (void)snprintf(path, sizeof path, "%s/table/%s", dir ? dir : "fixtures", name);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    buf b = buf_new(&on);
    for (int c; (c = getc(f)) != EOF;)
        buf_byte(&b, (uint8_t)c);
    (void)fclose(f);
    return buf_span(&b);
}

static const char *const WRITTEN[] = {"gnumeric-biff8.xls", "gnumeric-cp936.xls", "gnumeric-both.xls", "office-biff8.xls"};
enum { WRITTEN_COUNT = sizeof WRITTEN / sizeof *WRITTEN };

START_TEST(workbooks_of_real_programs) {
    bool gnumeric = WRITTEN[_i][0] == 'g'; /* hands on to the other that the second sheet is shown */
    struct told t = read_all(&on, fixture(WRITTEN[_i]));
    buf want = buf_new(&on);
    buf_format(&want,
               "0 工资表\nA1 t 2026 年度工资表\n"
               "A2 t 姓名\nB2 t 身份证号\nC2 t 入职\nD2 t 基本工资\nE2!t 奖金\nF2 t 现工资\n"
               "A3 t 郑沐禾\nB3 t 239906199101248283\nC3 d 43647\nD3 n 60333.44\nE3!n 1000\nF3 n= 61333.44\n"
               "A4!t 谢知洲\nB4!n 239907198510202000\nC4!d 43906\nD4!n 69442\nE4!n -0.1\nF4!e= #DIV/0!\n"
               "A5 t 阿依·古丽\nB5 t= 239910198601233707\nD5 n 81499.38\nE5!b= 1\nF5 n 87856.33\n"
               "merged 1\n%s1 旧表\nA1 t 作废\n",
               gnumeric ? "!" : "");
    buf_byte(&want, 0);
    ck_text(buf_span(&t.out), (const char *)want.ptr);
    ck_assert_uint_eq(findings_total(t.found), 0);
}
END_TEST

/* Cut anywhere, or with any byte changed, a file is read or complained about; the sanitizers see to
 * the rest. */
START_TEST(damaged_workbooks_do_no_harm) {
    span file = fixture(WRITTEN[_i]);
    uint8_t *copy = arena_grow(&on, NULL, file.len);
    for (size_t at = 0; at < file.len; at += 13) {
        arena a;
        arena_init(&a, NULL);
        memcpy(copy, file.ptr, file.len);
        struct told t = read_all(&a, span_of(copy, at));
        ck_assert(t.result || findings_total(t.found));
        copy[at] = (uint8_t)(copy[at] ^ (1 << at % 8));
        t = read_all(&a, span_of(copy, file.len));
        ck_assert(t.result || findings_total(t.found));
        arena_free(&a);
    }
}
END_TEST

static void *runs_out(void *left, void *old, size_t size) {
    size_t *n = left;
    if (size && *n == 0)
        return NULL;
    *n -= size != 0;
    if (size)
        return realloc(old, size);
    free(old);
    return NULL;
}

static void read_body(arena *a, void *file) { (void)read_all(a, *(span *)file); }

START_TEST(memory_may_run_out_anywhere) {
    span file = fixture("gnumeric-biff8.xls");
    status s = STATUS_NO_MEMORY;
    for (size_t n = 0; s != STATUS_OK; n++) {
        size_t left = n;
        arena a;
        arena_init(&a, &(allocator){runs_out, &left});
        s = arena_run(&a, read_body, &file);
        ck_assert(s == STATUS_OK || s == STATUS_NO_MEMORY);
        arena_free(&a);
    }
}
END_TEST

Suite *xls_suite(void) {
    Suite *s = suite_create("xls");
    TCase *t = tcase_create("xls");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, numbers_of_every_record);
    tcase_add_test(t, formulas_with_what_they_gave);
    tcase_add_test(t, old_records_in_any_mixture);
    tcase_add_test(t, exporters_that_claim_no_version);
    tcase_add_test(t, a_biff4_workspace_holds_sheets);
    tcase_add_test(t, shared_strings_go_on_in_continue);
    tcase_add_test(t, labels_of_biff8);
    tcase_add_test(t, strings_that_are_not_there_are_told);
    tcase_add_test(t, cells_out_of_order_are_sorted_and_the_later_twin_counts);
    tcase_add_test(t, hidden_rows_columns_sheets_and_merged_ranges);
    tcase_add_test(t, dates_by_built_in_and_custom_formats);
    tcase_add_loop_test(t, number_formats_that_show_dates, 0, sizeof CODES / sizeof *CODES);
    tcase_add_test(t, code_pages_of_old_files);
    tcase_add_test(t, a_code_page_nobody_knows_is_told);
    tcase_add_test(t, passwords_are_named_as_such);
    tcase_add_test(t, what_is_cut_off_keeps_its_rows_and_is_told);
    tcase_add_test(t, sheets_that_are_not_where_they_should_be);
    tcase_add_test(t, overlapping_sheets_are_walked_once);
    tcase_add_test(t, limits_are_told);
    tcase_add_test(t, a_sink_may_say_no);
    tcase_add_test(t, streams_in_any_order_of_sectors);
    tcase_add_test(t, compound_files_of_other_programs);
    tcase_add_test(t, loops_of_sectors_end);
    tcase_add_loop_test(t, workbooks_of_real_programs, 0, WRITTEN_COUNT);
    tcase_add_loop_test(t, damaged_workbooks_do_no_harm, 0, WRITTEN_COUNT);
    tcase_add_test(t, memory_may_run_out_anywhere);
    suite_add_tcase(s, t);
    return s;
}

/* Workbooks of our own making, record by record. */
#include <string.h>

#include "table/code_page.h"
#include "table/number_format.h"
#include "xls_maker.h"

static arena on;
static buf w; /* the stream being made */
static void setup(void) {
    arena_init(&on, NULL);
    w = buf_new(&on);
}
static void teardown(void) { arena_free(&on); }
/* Told exactly this, and nothing wrong with it. */
static void ck_told(arena *a, const buf *stream, const char *want) {
    struct told t = read_all(a, buf_span(stream));
    ck_text(buf_span(&t.out), want);
    ck_assert_uint_eq(findings_total(t.found), 0);
    ck_assert(t.result);
}
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
START_TEST(shared_strings_go_on_in_continue) {
    globals8(&w, 1);
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
    sheet8(&w, 0, BIFF_SHEET);
    for (unsigned i = 0; i < 6; i++)
        REC(&w, BIFF_LABELSST, B2(0), B2(i), B2(0), B4(i));
    finish("0 a\nA1 t abcd\nB1 t 张三\nC1 t x\nD1 t p𠀀\nE1 t \nF1 t é\n");
}
END_TEST

START_TEST(labels_of_biff8) {
    globals8(&w, 1);
    eof(&w);
    sheet8(&w, 0, BIFF_SHEET);
    REC(&w, BIFF_LABEL, B2(0), B2(0), B2(0), B2(2), B1(1), B2(0x5F20), B2(0x4E09));
    REC(&w, BIFF_RSTRING, B2(0), B2(1), B2(0), B2(1), B1(0), B1('r'), B2(0));
    formula(2, 0, OTHER("\0", "\0"));
    REC(&w, BIFF_STRING, B2(3), B1(0), B1('l'));
    REC(&w, BIFF_CONTINUE, B1(1), B2(0x957F), B2(0x6587));
    finish("0 a\nA1 t 张三\nB1 t r\nC1 t= l长文\n");
}
END_TEST

START_TEST(strings_that_are_not_there_are_told) {
    globals8(&w, 1);
    REC_BYTES(&w, BIFF_SST, SPAN("ab"), B4(0xFFFFFFFF), B4(0xFFFFFFFF), B2(2), B1(0));
    REC_BYTES(&w, BIFF_CONTINUE, SPAN("xy"), B2(0xFFFF), B1(0));
    eof(&w);
    sheet8(&w, 0, BIFF_SHEET);
    REC(&w, BIFF_LABELSST, B2(0), B2(0), B2(0), B4(0));
    REC(&w, BIFF_LABELSST, B2(0), B2(1), B2(0), B4(1));
    eof(&w);
    struct told t = read_all(&on, buf_span(&w));
    ck_text(buf_span(&t.out), "0 a\nA1 t ab\n");
    ck_assert_uint_eq(complaints(&t), 1);
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
    globals8(&w, 4);
    w.ptr[BOF_SIZE + 4 + 4] = 1; /* the first sheet is hidden, the next two are charts, one undeclared */
    w.ptr[BOF_SIZE + TAB_SIZE + 4 + 5] = 2;
    eof(&w);
    sheet8(&w, 0, BIFF_SHEET);
    REC(&w, BIFF_COLINFO, B2(1), B2(2), B2(2048), B2(0), B2(1), B2(0));
    REC(&w, BIFF_ROW, B2(1), B4(0), B2(0), B4(0), B2(0x20), B2(0));
    bof(&w, 0x0600, 0x20); /* a chart within the sheet */
    number(&w, 0, 0, 0, 99);
    eof(&w);
    number(&w, 0, 0, 0, 1);
    number(&w, 0, 2, 0, 2);
    number(&w, 1, 0, 0, 3);
    REC(&w, BIFF_MERGEDCELLS, B2(9), B4(0), B4(0), B4(0), B4(0)); /* 2, whatever it says */
    REC(&w, BIFF_MERGEDCELLS, B2(1), B2(4), B2(6), B2(1), B2(2), B4(0), B4(0));
    eof(&w);
    sheet8(&w, 1, BIFF_SHEET);
    number(&w, 0, 0, 0, 98);
    eof(&w);
    sheet8(&w, 2, 0x20);
    number(&w, 0, 0, 0, 97);
    eof(&w);
    sheet8(&w, 3, BIFF_SHEET);
    finish("!0 a\nA1 n 1\nC1!n 2\nA2!n 3\ndown B5:C7\nmerged 3\n3 d\n");
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
    sheet8(&w, 0, BIFF_SHEET);
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
    {"mm:ss.0", true}, {"[<100]0;yyyy", false}, {"\"", false}, {"[h", true}, {"", false}, {"_d#", false}, {"#d", false},
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
    ck_assert_uint_eq(complaints(&t), 1);
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
    suite_add_tcase(s, t);
    return s;
}

/* XML Spreadsheet 2003, OpenDocument, and what real programs made of all marked-up tables. */
#include <stdio.h>
#include <string.h>

#include "markup_maker.h"
#include "table/declared.h"
#include "table/row_maker.h"
#include "zip_maker.h"

static arena on;
static void setup(void) { arena_init(&on, NULL); }
static void teardown(void) { arena_free(&on); }

/* ---- XML Spreadsheet 2003. */
#define BOOK(rows)                                                                                  \
    "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"                             \
    "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "                             \
    "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"                                    \
    "<Worksheet ss:Name=\"s\"><Table>" rows "</Table></Worksheet></Workbook>"
#define ROW(cells) "<Row>" cells "</Row>"
#define CELL(type, v) "<Cell><Data ss:Type=\"" type "\">" v "</Data></Cell>"

static void ck_book(const char *book, const char *want) { ck_told(&on, ss2003_read, span_cstr(book), want); }

START_TEST(ss2003_types) {
    ck_book(BOOK(ROW(CELL("Number", " 1.50 ") CELL("String", " a\nb&#10;c ") CELL("Boolean", "1")
                     CELL("Error", "#N/A") CELL("DateTime", "2024-01-31T12:00:00.000")
                     CELL("DateTime", "1899-12-31T09:30:00.000") CELL("DateTime", "soon") CELL("Number", "x")
                     CELL("String", "") "<Cell/>"
                     "<Cell><ss:Data ss:Type='String'><B>b<I>c</I></B>d</ss:Data>"
                     "<Comment><ss:Data>no</ss:Data></Comment><NamedCell/></Cell>")),
            "0 s\nA1 n 1.50\nB1 t  a\nb\nc \nC1 b 1\nD1 e #N/A\nE1 d 45322.5\nF1 d 0.395833333\n"
            "G1 t soon\nH1 t x\nK1 t bcd\n");
    ck_book(BOOK(ROW("<Cell ss:Formula='=1'><Data ss:Type='Number'>1</Data></Cell><Cell ss:Formula='=1'/>"
                     "<Cell ss:Formula='=x'><Data ss:Type='String'></Data></Cell>")),
            "0 s\nA1 n= 1\nB1 f= \nC1 t= \n");
}
END_TEST

START_TEST(ss2003_one_value_a_cell) {
    ck_book(BOOK(ROW("<Cell><Data ss:Type='String'>a</Data><Data ss:Type='Number'>2</Data></Cell>")), "0 s\nA1 t a\n");
}
END_TEST

START_TEST(ss2003_places) {
    ck_book(BOOK("<Column/><Column ss:Index='3' ss:Span='1' ss:Hidden='1'/><Column ss:Hidden='1'/>"
                 "<Row ss:Index='3'>" CELL("Number", "1")
                 "<Cell ss:Index='3' ss:MergeAcross='1' ss:MergeDown='1'><Data ss:Type='Number'>2</Data></Cell>"
                 CELL("Number", "3") CELL("Number", "4") "</Row>"
                 "<Row ss:Hidden='1' ss:Span='2'>" CELL("Number", "5")
                 "<Cell ss:Index='1'><Data ss:Type='Number'>6</Data></Cell></Row>"
                 "<Row ss:Index='2'>" CELL("Number", "7") "</Row>"),
            "0 s\ndown C3:D4\nA3 n 1\nC3!n 2\nE3!n 3\nF3 n 4\nA4!n 5\nB4!n 6\nA7 n 7\nmerged 1\n");
}
END_TEST

START_TEST(ss2003_sheets_and_prefixes) {
    ck_book("<x:Workbook xmlns:x='urn:schemas-microsoft-com:office:spreadsheet'>"
            "<x:Worksheet x:Name='a &amp; b'><x:Table><x:Row><x:Cell><x:Data x:Type='Number'>1</x:Data></x:Cell>"
            "</x:Row></x:Table></x:Worksheet>"
            "<x:Worksheet x:Name='c'><x:Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>"
            "</x:WorksheetOptions></x:Worksheet><x:Worksheet x:Name='d'/></x:Workbook>",
            "0 a & b\nA1 n 1\n!1 c\n2 d\n");
}
END_TEST

START_TEST(ss2003_encodings) {
    const char *want = "0 s\nA1 t 张三 王昞坤\n";
    const char *book = BOOK(ROW(CELL("String", "张三 王昞坤")));
    ck_book(book, want);
    buf gbk = buf_new(&on);
    buf_text(&gbk, "<?xml version=\"1.0\" encoding='GB2312'?>");
    buf_add(&gbk, encoded(&on, ENCODING_GBK, book + sizeof "<?xml version=\"1.0\"?>" - 1));
    ck_told(&on, ss2003_read, buf_span(&gbk), want);
    ck_told(&on, ss2003_read, encoded(&on, ENCODING_UTF16LE, book), want);
    /* it declares nothing, which means UTF-8, and is GBK */
    ck_told(&on, ss2003_read, encoded(&on, ENCODING_GBK, BOOK(ROW(CELL("String", "李四")))), "0 s\nA1 t 李四\n");
    size_t bom; /* UTF-8 is refuted, though it is not certain what it is instead */
    ck_assert_int_ne((int)declared_encoding(encoded(&on, ENCODING_BIG5, "許功蓋"), ENCODING_UTF8, &bom), ENCODING_UTF8);
    gbk.len = 0; /* it says gb2312 and is UTF-8 */
    buf_text(&gbk, "<?xml version=\"1.0\" encoding=\"gb2312\"?>");
    buf_text(&gbk, book + sizeof "<?xml version=\"1.0\"?>" - 1);
    ck_told(&on, ss2003_read, buf_span(&gbk), want);
}
END_TEST

START_TEST(ss2003_refused) {
    ck_refused(&on, ss2003_read, SPAN("<!DOCTYPE a [<!ENTITY b \"c\">]><Workbook/>"), TERM_xml_doctype);
    ck_refused(&on, ss2003_read, SPAN("<Workbook></Workbook>"), TERM_no_worksheet);
    ck_refused(&on, ss2003_read, SPAN("<html/>"), TERM_no_worksheet);
    ck_refused(&on, ss2003_read, SPAN("<Workbook><Worksheet"), TERM_xml_malformed);
    ck_refused(&on, ss2003_read, repeat(&on, "<a>", 300, ""), TERM_xml_too_much);
    struct told t = tell(&on, ss2003_read, SPAN("<Workbook><Worksheet Name='s'><Table><Row><Cell><Data Type='Number'>1</Data></Cell>"
                                           "</Row><Row><Cell><Da"));
    ck_text(buf_span(&t.out), "0 s\nA1 n 1\n");
    ck_assert(t.result);
    ck_assert_uint_eq(complaints(&t), 1);
}
END_TEST

/* ---- OpenDocument. */
#define CONTENT(styles, tables) \
    "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s' xmlns:calcext='c' " \
    "xmlns:draw='d'><office:automatic-styles>" styles "</office:automatic-styles><office:body>" \
    "<office:spreadsheet>" tables "</office:spreadsheet></office:body></office:document-content>"
#define SHEET(rows) CONTENT("", "<table:table table:name='s'>" rows "</table:table>")
#define CELLS(cells) SHEET("<table:table-row>" cells "</table:table-row>")
#define P(text) "<text:p>" text "</text:p>"
#define PLAIN(text) "<table:table-cell>" text "</table:table-cell>"
#define TYPED(type, more, text) "<table:table-cell office:value-type='" type "' " more ">" P(text) "</table:table-cell>"

static span zipped(const char *content) {
    return container_pack(&on, NULL, SPAN("content.xml"), false, span_cstr(content), 1);
}

static void ck_ods(const char *content, const char *want) { ck_told(&on, ods_read, zipped(content), want); }

START_TEST(ods_types) {
    ck_ods(CELLS(TYPED("float", "office:value='1.5'", "1.50")
                 TYPED("percentage", "office:value='.5'", "50%")
                 TYPED("currency", "office:value='2'", "￥2")
                 TYPED("date", "office:date-value='2024-01-31T12:00:00'", "x")
                 TYPED("time", "office:time-value='PT36H30M00.0S'", "x")
                 TYPED("boolean", "office:boolean-value='true'", "TRUE")
                 TYPED("string", "", "a</text:p><text:p>b")
                 TYPED("string", "office:string-value='c'", "d")
                 TYPED("string", "office:string-value='' calcext:value-type='error'", "#DIV/0!")
                 "<table:table-cell/>"),
           "0 s\nA1 n 1.5\nB1 n .5\nC1 n 2\nD1 d 45322.5\nE1 d 1.520833333\nF1 b 1\nG1 t a\nb\nH1 t c\n"
           "I1 e #DIV/0!\n");
    ck_ods(CELLS(TYPED("float", "table:formula='of:=1' office:value='1'", "1")
                 "<table:table-cell table:formula='of:=1'/>"
                 "<table:table-cell table:formula='x' office:value-type='string'/>"),
           "0 s\nA1 n= 1\nB1 f= \nC1 t= \n");
}
END_TEST

START_TEST(ods_text_of_cells) {
    ck_ods(CELLS(PLAIN("\n" P(" a  b<text:s/><text:s text:c='2'/>c<text:tab/>d<text:line-break/>e") "\n" P("")
                       P("<text:span>f<text:a>g</text:a></text:span>"))
                 PLAIN("<office:annotation>" P("note") "</office:annotation>" P("h<text:note>" P("i") "</text:note>"))
                 PLAIN("<draw:frame>" P("j") "</draw:frame>")),
           "0 s\nA1 t a b   c\td\ne\n\nfg\nB1 t h\n");
}
END_TEST

START_TEST(ods_repeats) {
    ck_ods(SHEET("<table:table-row table:number-rows-repeated='2'>"
                 "<table:table-cell table:number-columns-repeated='3'/>"
                 TYPED("float", "office:value='7' table:number-columns-repeated='2'", "")
                 "<table:table-cell table:number-columns-repeated='16379'/></table:table-row>"
                 "<table:table-row table:number-rows-repeated='1000000000'><table:table-cell/></table:table-row>"),
           "0 s\nD1 n 7\nE1 n 7\nD2 n 7\nE2 n 7\n");
}
END_TEST

static bool count_cells(void *context, const sheet *s, const row *r) {
    (void)s;
    *(size_t *)context += r->count;
    return true;
}

START_TEST(ods_repeats_without_end) {
    const table_limits limits = {.max_unpacked = 1 << 24, .max_cells_row = 1 << 14};
    size_t cells = 0;
    const table_sink sink = {.context = &cells, .row = count_cells};
    findings *found = findings_new(&on, 0);
    span book = zipped(SHEET("<table:table-row table:number-rows-repeated='1000000000'>"
                             TYPED("float", "office:value='7' table:number-columns-repeated='9999'", "")
                             "</table:table-row>"));
    ck_assert(ods_read(&on, book, &limits, &sink, found));
    ck_assert_uint_gt(cells, 4000000);
    ck_assert_uint_lt(cells, 5000000);
    ck_assert_uint_eq(findings_count(found, SYS_limit_exceeded), 1);
}
END_TEST

START_TEST(ods_hidden_and_merged) {
    ck_ods(CONTENT("<style:style style:name='h' style:family='table'><style:table-properties table:display='false'/>"
                   "</style:style>",
                   "<table:table table:name='a' table:style-name='h'/>"
                   "<table:table table:name='s'><table:table-column/>"
                   "<table:table-column table:number-columns-repeated='2' table:visibility='collapse'/>"
                   "<table:table-header-rows><table:table-row>"
                   "<table:table-cell table:number-columns-spanned='2'>" P("b") "</table:table-cell>"
                   "<table:covered-table-cell>" P("x") "</table:covered-table-cell>" PLAIN(P("c")) PLAIN(P("d"))
                   "</table:table-row></table:table-header-rows>"
                   "<table:table-row-group><table:table-row table:visibility='filter'>" PLAIN(P("e"))
                   "</table:table-row></table:table-row-group></table:table>"),
           "!0 a\n1 s\nA1 t b\nC1!t c\nD1 t d\nA2!t e\nmerged 1\n");
}
END_TEST

#define OTHER(name) \
    "<table:table table:name=\"" name "\"><table:table-row>" PLAIN(P("x")) "</table:table-row></table:table>"

START_TEST(ods_foreign_tables) {
    ck_ods(CONTENT("", "<table:tracked-changes>" OTHER("x") "</table:tracked-changes>"
                       "<table:table table:name='s'><table:shapes>" P("x") "</table:shapes>"
                       "<table:table-row>" PLAIN(OTHER("x") P("a")) "</table:table-row></table:table>"
                       OTHER("'file:///b.ods'#$s")),
           "0 s\nA1 t a\n");
}
END_TEST

START_TEST(ods_refused) {
    zip z;
    zip_start(&z);
    zip_add(&z, &(made){.name = "content.xml", .text = SPAN("\x12\x34")});
    zip_add(&z, &(made){.name = "META-INF/manifest.xml",
                        .text = SPAN("<m:manifest xmlns:m='m'><m:file-entry m:full-path='content.xml'>"
                                     "<m:encryption-data/></m:file-entry></m:manifest>")});
    struct told t = tell(&on, ods_read, zip_end(&z));
    ck_assert(!t.result);
    ck_assert_uint_eq(findings_count(t.found, SRC_encrypted), 1);
    ck_assert_uint_eq(findings_total(t.found), 1);
    arena_free(&z.a);
    ck_refused(&on, ods_read, SPAN("no zip"), TERM_damaged_directory);
    ck_refused(&on, ods_read, container_pack(&on, NULL, SPAN("x"), false, SPAN("y"), 1), TERM_no_worksheet);
    ck_refused(&on, ods_read, zipped("<a/>"), TERM_no_worksheet);
    ck_refused(&on, ods_read, zipped("<!DOCTYPE a><a/>"), TERM_xml_doctype);
    ck_refused(&on, ods_read, zipped("<a"), TERM_xml_malformed);
}
END_TEST

/* ---- What the three share. */
START_TEST(numbers_as_programs_store_them) {
    static const char *const PLAIN[] = {"0", "-1.5", "+.5", "5.", "1e5", "2.39907198510202E+017"};
    static const char *const OTHER[] = {"",      "-",  ".",   "e5",  "1e",    "1e+",
                                        "1,000", " 1", "0x1", "inf", "1.5.2", "１"};
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
        ck_assert_msg(number_plain(span_cstr(PLAIN[i])), "%s", PLAIN[i]);
    for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++)
        ck_assert_msg(!number_plain(span_cstr(OTHER[i])), "%s", OTHER[i]);
}
END_TEST

START_TEST(dates_as_serial_numbers) {
    static const struct {
        const char *iso, *excel, *other; /* "" = none */
    } DATES[] = {{"2024-02-29", "45351", "45351"},
                 {"1900-03-01", "61", "61"},
                 {"1900-02-28", "59", "60"},
                 {"1899-12-31T12:00:00", "0.5", "1.5"},
                 {"1899-12-30", "", "0"},
                 {"1899-12-29", "", ""},
                 {"12:00", "0.5", "0.5"},
                 {"2024-01-31T23:59:59.99999999999", "45323", "45323"},
                 {"2023-02-29", "", ""},
                 {"2024-13-01", "", ""},
                 {"2024-1-1", "", ""},
                 {"2024-01-01T25:00:00", "", ""},
                 {"9999-12-31", "2958465", "2958465"},
                 {"2024-01-01x", "", ""}};
    for (size_t i = 0; i < sizeof DATES / sizeof *DATES; i++)
        for (int excel = 0; excel < 2; excel++) {
            buf b = buf_new(&on);
            const char *want = excel ? DATES[i].excel : DATES[i].other;
            ck_assert_msg(serial_of_iso(span_cstr(DATES[i].iso), excel, &b) == (*want != 0), "%s",
                          DATES[i].iso);
            ck_text(buf_span(&b), want);
        }
    buf b = buf_new(&on);
    ck_assert(!serial_of_duration(SPAN("PT"), &b) && !serial_of_duration(SPAN("P1D"), &b) &&
              !serial_of_duration(SPAN("PT5"), &b));
}
END_TEST

/* ---- What real programs wrote (fixtures/table/make-markup). */
/* The sheet that all of them show; %s where they differ: wages, the rounded ID, the error, what is hidden. */
static void ck_payroll(table_reader *by, const char *name, const char *wages, const char *id,
                       const char *error, const char *hidden) {
    buf want = buf_new(&on);
    char shown[4][24] = {"60333.44", "61333.44", "81499.38", "87856.33"};
    for (size_t i = 0; i < 4 && *wages; i++)
        (void)snprintf(shown[i], sizeof shown[i], "%.*s", (int)strcspn(wages, " "), wages),
            wages += strcspn(wages, " ") + 1;
    buf_format(&want,
               "0 工资表\nA1 t 2026 年度工资表\nA2 t 姓名\nB2 t 身份证号\nC2 t 入职\nD2 t 基本工资\nE2!t "
               "奖金\nF2 t 现工资\n"
               "A3 t 郑沐禾\nB3 t 239906199101248283\nC3 d 43647\nD3 n %s\nE3!n 1000\nF3 n= %s\n"
               "A4!t 谢知洲\nB4!n %s\nC4!d 43906\nD4!n 69442\nE4!n -0.1%s\nF4!%s= #DIV/0!\n"
               "A5 t 阿依·古丽\nB5 t= 239910198601233707\nD5 n %s\nE5!b= 1\nF5 n %s\nmerged 1\n%s1 旧表\nA1 "
               "t 作废\n",
               shown[0], shown[1], id, strlen(shown[0]) > 8 ? "00000000000000000001" : "", error, shown[2],
               shown[3], hidden);
    buf_byte(&want, 0);
    ck_told(&on, by, written(&on, name), (const char *)want.ptr);
}

START_TEST(workbooks_of_real_programs) {
    ck_payroll(ods_read, "office.ods", "", "2.39907198510202E+017", "e", "!");
    ck_payroll(ss2003_read, "office-2003.xls", "", "2.39907198510202E+017", "t", "");
    /* gnumeric writes the binary numbers to their last digit */
    ck_payroll(ods_read, "gnumeric.ods",
               "60333.4400000000000013 61333.4400000000000013 81499.3800000000000026 87856.3299999999999983 ",
               "239907198510202000", "t", "!");
    struct told t = tell(&on, ods_read, written(&on, "office-password.ods"));
    ck_assert(!t.result);
    ck_assert_uint_eq(findings_count(t.found, SRC_encrypted), 1);
}
END_TEST

/* Cut anywhere, or with any byte changed, a file is read or complained about; the sanitizers see to
 * the rest. */
static const struct {
    const char *name;
    table_reader *by;
} WRITTEN[] = {{"office.ods", ods_read}, {"office-2003.xls", ss2003_read}, {"gnumeric-html.xls", html_read}};

START_TEST(damaged_files_do_no_harm) {
    span file = written(&on, WRITTEN[_i].name);
    uint8_t *copy = arena_grow(&on, NULL, file.len);
    for (size_t at = 0; at < file.len; at += 23) {
        arena a;
        struct told t = {.by = WRITTEN[_i].by};
        arena_init(&a, NULL);
        memcpy(copy, file.ptr, file.len);
        read_into(&a, span_of(copy, at), &t);
        ck_assert(t.result || findings_total(t.found));
        copy[at] = (uint8_t)(copy[at] ^ (1 << at % 8));
        read_into(&a, span_of(copy, file.len), &t);
        ck_assert(t.result || findings_total(t.found));
        arena_free(&a);
    }
}
END_TEST

START_TEST(a_sink_may_stop) {
    struct told t = {.by = html_read, .stop_at = 1};
    read_into(&on, SPAN("<table><tr><td>a<tr><td>b</table><table><td>c<tr><td>d</table>"), &t);
    ck_text(buf_span(&t.out), "0 1\nA1 t a\n1 2\nA1 t c\n");
    t = (struct told){.by = ods_read, .skip_sheets = true};
    read_into(&on, zipped(CONTENT("", OTHER("s") OTHER("t"))), &t);
    ck_text(buf_span(&t.out), "0 s\n1 t\n");
    t = (struct told){.by = ss2003_read, .stop_at = 1};
    read_into(&on, SPAN(BOOK(ROW(CELL("Number", "1")) ROW(CELL("Number", "2")))), &t);
    ck_text(buf_span(&t.out), "0 s\nA1 n 1\n");
}
END_TEST

Suite *markup_suite(void);
Suite *markup_suite(void) {
    Suite *s = suite_create("markup");
    TCase *t = tcase_create("markup");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, ss2003_types);
    tcase_add_test(t, ss2003_one_value_a_cell);
    tcase_add_test(t, ss2003_places);
    tcase_add_test(t, ss2003_sheets_and_prefixes);
    tcase_add_test(t, ss2003_encodings);
    tcase_add_test(t, ss2003_refused);
    tcase_add_test(t, ods_types);
    tcase_add_test(t, ods_text_of_cells);
    tcase_add_test(t, ods_repeats);
    tcase_add_test(t, ods_repeats_without_end);
    tcase_add_test(t, ods_hidden_and_merged);
    tcase_add_test(t, ods_foreign_tables);
    tcase_add_test(t, ods_refused);
    tcase_add_test(t, numbers_as_programs_store_them);
    tcase_add_test(t, dates_as_serial_numbers);
    tcase_add_test(t, workbooks_of_real_programs);
    tcase_add_loop_test(t, damaged_files_do_no_harm, 0, sizeof WRITTEN / sizeof *WRITTEN);
    tcase_add_test(t, a_sink_may_stop);
    suite_add_tcase(s, t);
    return s;
}

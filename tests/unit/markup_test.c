/* Tables that are marked-up text: pages, XML Spreadsheet 2003, OpenDocument. */
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "table/html_text.h"
#include "table/row_maker.h"
#include "xls_maker.h"
#include "zip_maker.h"

static arena on;
static void setup(void) { arena_init(&on, NULL); }
static void teardown(void) { arena_free(&on); }

static struct told tell(table_reader *by, span bytes) {
    struct told t = {.by = by};
    read_into(&on, bytes, &t);
    return t;
}

/* Told exactly this, and nothing wrong with it. */
static void ck_told(table_reader *by, span bytes, const char *want) {
    struct told t = tell(by, bytes);
    ck_text(buf_span(&t.out), want);
    ck_assert(t.result);
    ck_assert_uint_eq(findings_total(t.found), 0);
}

/* Nothing told but one finding of SRC-001 that names the reason. */
static void ck_refused(table_reader *by, span bytes, term why) {
    struct told t = tell(by, bytes);
    ck_assert(!t.result);
    ck_assert_uint_eq(t.out.len, 0);
    findings_settle(t.found);
    ck_assert_uint_eq(findings_total(t.found), 1);
    ck_assert_int_eq(findings_at(t.found, 0)->code, SRC_unreadable);
    ck_assert_int_eq((int)findings_at(t.found, 0)->args[0].value.number, (int)why);
}

/* A literal in another encoding. */
static span in(encoding e, const char *utf8) {
    buf out = buf_new(&on);
    ck_assert(encode_all(e, span_cstr(utf8), &out));
    return buf_span(&out);
}

static void ck_page(const char *page, const char *want) { ck_told(html_read, span_cstr(page), want); }

/* ---- Pages: text. */
START_TEST(html_text_as_it_is_seen) {
    ck_page("<table><tr><td> a \n  b<br>c<br><br>d<br></td><td><p>e</p><p>f</p>g</td>"
            "<td>&nbsp;</td><td>&nbsp;h&nbsp;i &nbsp;</td><td><br></td><td>1<2 & 3</td></tr></table>",
            "0 \nA1 t a b\nc\n\nd\nB1 t e\nf\ng\nD1 t h\xC2\xA0i\nF1 t 1<2 & 3\n");
    ck_page("<TABLE><TR><TD>a<!-- <td>x --><script>'<td>'</script><style>td{}</style><!-->b<![if x]>c<![endif]>"
            "<?x <td?>d<![CDATA[<td>]]></TD></TR></TABLE>",
            "0 \nA1 t abcd<td>\n");
}
END_TEST

START_TEST(html_entities) {
    ck_page("<table><td>&lt;&gt;&amp;&quot;&apos;&yen;&middot;&ldquo;&rdquo;&times;&NewLine;&lt&amp;lt;</table>",
            "0 \nA1 t <>&\"'¥·“”× <&lt;\n");
    ck_page("<table><td>&#24352;&#x4E09;&#X20000;&#128;&#0;&#xD800;&#1114112;&#99999999999;&#65</table>",
            "0 \nA1 t 张三𠀀€\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
            "A\n");
    ck_page("<table><td>&nosuch; &; &#; &#x; &thetasym; R&D</table>", "0 \nA1 t &nosuch; &; &#; &#x; &thetasym; R&D\n");
}
END_TEST

START_TEST(every_entity_is_found) { /* the table is in the order that the search needs */
    static const char *const SOME[] = {"&AElig;", "&NewLine;", "&yuml;", "&zwnj;", "&lsqb;", "&thinsp;", "&Yuml;"};
    for (size_t i = 0; i < sizeof SOME / sizeof *SOME; i++) {
        span s = span_cstr(SOME[i]);
        ck_assert_uint_ne(html_entity(&s), '&');
        ck_assert_uint_eq(s.len, 0);
    }
}
END_TEST

START_TEST(html_encodings) {
    const char *page = "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'><table><td>张三 王昞坤</table>";
    const char *want = "0 \nA1 t 张三 王昞坤\n";
    ck_told(html_read, in(ENCODING_GBK, page), want);
    ck_told(html_read, span_cstr(page), want); /* it says gb2312 and is UTF-8 */
    ck_told(html_read, in(ENCODING_UTF16LE, page), want);
    ck_told(html_read, in(ENCODING_UTF16BE, page), want);
    ck_page("\xEF\xBB\xBF<table><td>郑</table>", "0 \nA1 t 郑\n");
    ck_told(html_read, in(ENCODING_GBK, "<table><td>身份证号</td><td>现工资</td></table>"), "0 \nA1 t 身份证号\nB1 t 现工资\n");
    ck_told(html_read, in(ENCODING_BIG5, "<meta charset=big5><table><td>許功蓋</table>"), "0 \nA1 t 許功蓋\n");
}
END_TEST

/* ---- Pages: structure. */
START_TEST(html_spans) {
    ck_page("<table><tr><td colspan=2>a<td rowspan='3'>b<td>c<tr><td>d<td>e<td>f<tr><td colspan=2 rowspan=2>g<td>h"
            "<tr><td>i</table>",
            "0 \nA1 t a\nC1 t b\nD1 t c\nA2 t d\nB2 t e\nD2 t f\nA3 t g\nD3 t h\nC4 t i\nmerged 3\n");
    ck_page("<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d</table>",
            "0 \nA1 t a\nB1 t b\nB2 t c\nA3 t d\nmerged 1\n");
    ck_page("<table><tr><td colspan=0>a<td colspan=x>b<td colspan=-1>c</table>", "0 \nA1 t a\nB1 t b\nC1 t c\n");
}
END_TEST

START_TEST(html_left_unclosed) {
    ck_page("<table><th>a<th>b<tr><td>1<td>2<tr><tr><td>3</table>", "0 \nA1 t a\nB1 t b\nA2 t 1\nB2 t 2\nA4 t 3\n");
    ck_page("<table><tr><td>a</td></tr><table><tr><td>b</td></tr></table>", "0 1\nA1 t a\n1 2\nA1 t b\n");
    ck_page("</table></td><table><tr></td><td>a</tr></table></table>", "0 \nA1 t a\n");
}
END_TEST

START_TEST(html_hidden) {
    ck_page("<table><col><colgroup><col span=2 style='display: none'></colgroup><colgroup span=1></colgroup>"
            "<tr style='height:0;display:none'><td>a<td>b<tr hidden><td>c<tr><td>d<td>e<td>f<td>g<td style='DISPLAY:NONE'>h"
            "<tr style='visibility:collapse'><td>i</table>",
            "0 \nA1!t a\nB1!t b\nA2!t c\nA3 t d\nB3!t e\nC3!t f\nD3 t g\nE3!t h\nA4!t i\n");
    ck_page("<table><td>a<span style='display:none'>x<span>y</span>z</span>b<td><div hidden>c<td>d"
            "<td>e<comment>note</comment>f</table>",
            "0 \nA1 t ab\nC1 t d\nD1 t ef\n");
}
END_TEST

START_TEST(html_tables_within_tables) {
    ck_page("<table><tr><td>title<tr><td>before<table><tr><td>1<td>2</table>after<tr><td>end</table><table><td>last</table>",
            "0 1\nA1 t title\nA2 t before\nafter\nA3 t end\n1 2\nA1 t 1\nB1 t 2\n2 3\nA1 t last\n");
    ck_page("<table><tr><td><table><tr><td>a</td></tr></table></td><td>b<table><td>c<table><td>d</table></table>e</table>",
            "0 \nA1 t a\nB1 t b\nc\nd\ne\n");
    ck_page("<table><td>x<td><table><td><table><td>1<td>2</table>y</table>z</table>",
            "0 1\nA1 t x\nB1 t y\nz\n1 2\nA1 t 1\nB1 t 2\n");
}
END_TEST

START_TEST(html_names_of_sheets) {
    ck_page("<h1>Overview</h1><h1>Sheet 1: <em>工资</em></h1><table><td>a</table><table><caption> 二 &amp; 三 </caption><td>b"
            "</table><table><td>c</table>",
            "0 工资\nA1 t a\n1 二 & 三\nA1 t b\n2 3\nA1 t c\n");
}
END_TEST

START_TEST(html_true_values) {
    ck_page("<table x:str><tr><td x:num=\"9240.505\">9,240.51<td x:num>12<td x:num>1,200<td x:num='1e3' x:fmla='=A1'>1000"
            "<td x:str='a&amp;b '>a<td x:str>b<td x:bool='TRUE'>TRUE<td x:err='#N/A'>#N/A<td x:num='45322'>2024-01-31"
            "<td x:num='x'>c</table>",
            "0 \nA1 n 9240.505\nB1 n 12\nC1 t 1,200\nD1 n= 1e3\nE1 t a&b \nF1 t b\nG1 b 1\nH1 e #N/A\nI1 d 45322\nJ1 t c\n");
    ck_page("<table><td sdval='9240.505' sdnum='1033;0;#,##0.00'>9,240.51<td sdval='45322' sdnum='2052;0;YYYY-MM-DD'>"
            "2024-01-31<td sdval='1' sdnum='2052;0;BOOLEAN'>TRUE<td sdnum='2052;0;@'>0012</table>",
            "0 \nA1 n 9240.505\nB1 d 45322\nC1 b 1\nD1 t 0012\n");
    ck_page("<table><td x:num='1' style='mso-number-format:\"yyyy\\\\-m\";color:red'>x<td x:num='2' "
            "style=\"mso-number-format:&quot;Short Date&quot;\">x<td x:num='3' style='mso-number-format:Standard'>x"
            "<td style='mso-number-format:\"\\@\";display:none'>4</table>",
            "0 \nA1 d 1\nB1 d 2\nC1 n 3\nD1!t 4\n");
}
END_TEST

START_TEST(html_without_tables) {
    ck_refused(html_read, SPAN("<html><body>登录超时</body></html>"), TERM_no_table);
    ck_refused(html_read, SPAN("<table<>"), TERM_no_table);
    ck_refused(html_read, SPAN(""), TERM_no_table);
}
END_TEST

START_TEST(html_cut_off) {
    static const char *const PAGES[] = {"<table><tr><td>a</td><td cl", "<table><tr><td>a</td><td", "<table><tr><td>a<!-- x"};
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        struct told t = tell(html_read, span_cstr(PAGES[i]));
        ck_text(buf_span(&t.out), "0 \nA1 t a\n");
        ck_assert(t.result);
        ck_assert_uint_eq(complaints(&t), 1);
    }
    ck_page("<table><td>a</td></table></html", "0 \nA1 t a\n");
}
END_TEST

static span repeat(const char *what, size_t times, const char *end) {
    buf b = buf_new(&on);
    for (size_t i = 0; i < times; i++)
        buf_text(&b, what);
    buf_text(&b, end);
    return buf_span(&b);
}

START_TEST(html_deep_and_wide) {
    struct told t = tell(html_read, repeat("<table><td>", 9000, "x"));
    ck_text(buf_span(&t.out), "0 \nA1 t x\n"); /* each decorates the cell of the one before */
    t = tell(html_read, repeat("<table><td>a<td>", 10001, ""));
    ck_assert_uint_eq(findings_count(t.found, SYS_limit_exceeded), 1);
    t = tell(html_read, repeat("<td>a", 1001, "</table>"));
    ck_assert(!t.result);
    buf page = buf_new(&on);
    buf_text(&page, "<table>");
    buf_add(&page, repeat("<td colspan=1000 rowspan=65534>a", 30, ""));
    buf_add(&page, repeat("<tr><td>b", 2000, "</table>"));
    t = tell(html_read, buf_span(&page));
    ck_assert(t.result);
    ck_assert_uint_eq(findings_count(t.found, SYS_limit_exceeded), 1);
}
END_TEST

/* ---- XML Spreadsheet 2003. */
#define BOOK(rows)                                                                                  \
    "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"                             \
    "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "                             \
    "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"                                    \
    "<Worksheet ss:Name=\"s\"><Table>" rows "</Table></Worksheet></Workbook>"
#define ROW(cells) "<Row>" cells "</Row>"
#define CELL(type, v) "<Cell><Data ss:Type=\"" type "\">" v "</Data></Cell>"

static void ck_book(const char *book, const char *want) { ck_told(ss2003_read, span_cstr(book), want); }

START_TEST(ss2003_types) {
    ck_book(BOOK(ROW(CELL("Number", " 1.50 ") CELL("String", " a\nb&#10;c ") CELL("Boolean", "1") CELL("Error", "#N/A")
                     CELL("DateTime", "2024-01-31T12:00:00.000") CELL("DateTime", "1899-12-31T09:30:00.000")
                     CELL("DateTime", "soon") CELL("Number", "x") CELL("String", "") "<Cell/>"
                     "<Cell><ss:Data ss:Type=\"String\"><B>b<I>c</I></B>d</ss:Data><Comment><ss:Data>no</ss:Data>"
                     "</Comment><NamedCell/></Cell>")),
            "0 s\nA1 n 1.50\nB1 t  a\nb\nc \nC1 b 1\nD1 e #N/A\nE1 d 45322.5\nF1 d 0.395833333\nG1 t soon\nH1 t x\nK1 t bcd\n");
    ck_book(BOOK(ROW("<Cell ss:Formula=\"=1\"><Data ss:Type=\"Number\">1</Data></Cell><Cell ss:Formula=\"=1\"/>"
                     "<Cell ss:Formula=\"=x\"><Data ss:Type=\"String\"></Data></Cell>")),
            "0 s\nA1 n= 1\nB1 f= \nC1 t= \n");
}
END_TEST

START_TEST(ss2003_places) {
    ck_book(BOOK("<Column/><Column ss:Index=\"3\" ss:Span=\"1\" ss:Hidden=\"1\"/><Column ss:Hidden=\"1\"/>"
                 "<Row ss:Index=\"3\">" CELL("Number", "1")
                 "<Cell ss:Index=\"3\" ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"Number\">2</Data></Cell>"
                 CELL("Number", "3") CELL("Number", "4") "</Row>"
                 "<Row ss:Hidden=\"1\" ss:Span=\"2\">" CELL("Number", "5")
                 "<Cell ss:Index=\"1\"><Data ss:Type=\"Number\">6</Data></Cell></Row><Row ss:Index=\"2\">" CELL("Number", "7") "</Row>"),
            "0 s\nA3 n 1\nC3!n 2\nE3!n 3\nF3 n 4\nA4!n 5\nB4!n 6\nA7 n 7\nmerged 1\n");
}
END_TEST

START_TEST(ss2003_sheets_and_prefixes) {
    ck_book("<x:Workbook xmlns:x=\"urn:schemas-microsoft-com:office:spreadsheet\"><x:Worksheet x:Name=\"a &amp; b\"><x:Table>"
            "<x:Row><x:Cell><x:Data x:Type=\"Number\">1</x:Data></x:Cell></x:Row></x:Table></x:Worksheet>"
            "<x:Worksheet x:Name=\"c\"><x:Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
            "</x:Worksheet><x:Worksheet x:Name=\"d\"/></x:Workbook>",
            "0 a & b\nA1 n 1\n!1 c\n2 d\n");
}
END_TEST

START_TEST(ss2003_encodings) {
    const char *want = "0 s\nA1 t 张三 王昞坤\n";
    const char *book = BOOK(ROW(CELL("String", "张三 王昞坤")));
    ck_book(book, want);
    buf gbk = buf_new(&on);
    buf_text(&gbk, "<?xml version=\"1.0\" encoding='GB2312'?>");
    buf_add(&gbk, in(ENCODING_GBK, book + sizeof "<?xml version=\"1.0\"?>" - 1));
    ck_told(ss2003_read, buf_span(&gbk), want);
    ck_told(ss2003_read, in(ENCODING_UTF16LE, book), want);
    gbk.len = 0; /* it says gb2312 and is UTF-8 */
    buf_text(&gbk, "<?xml version=\"1.0\" encoding=\"gb2312\"?>");
    buf_text(&gbk, book + sizeof "<?xml version=\"1.0\"?>" - 1);
    ck_told(ss2003_read, buf_span(&gbk), want);
}
END_TEST

START_TEST(ss2003_refused) {
    ck_refused(ss2003_read, SPAN("<!DOCTYPE a [<!ENTITY b \"c\">]><Workbook/>"), TERM_xml_doctype);
    ck_refused(ss2003_read, SPAN("<Workbook></Workbook>"), TERM_no_worksheet);
    ck_refused(ss2003_read, SPAN("<html/>"), TERM_no_worksheet);
    ck_refused(ss2003_read, SPAN("<Workbook><Worksheet"), TERM_xml_malformed);
    ck_refused(ss2003_read, repeat("<a>", 300, ""), TERM_xml_too_much);
    struct told t = tell(ss2003_read, SPAN("<Workbook><Worksheet Name='s'><Table><Row><Cell><Data Type='Number'>1</Data></Cell>"
                                           "</Row><Row><Cell><Da"));
    ck_text(buf_span(&t.out), "0 s\nA1 n 1\n");
    ck_assert(t.result);
    ck_assert_uint_eq(complaints(&t), 1);
}
END_TEST

/* ---- OpenDocument. */
#define CONTENT(styles, tables)                                                                     \
    "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" " \
    "xmlns:calcext=\"c\"><office:automatic-styles>" styles "</office:automatic-styles><office:body>" \
    "<office:spreadsheet>" tables "</office:spreadsheet></office:body></office:document-content>"
#define TABLE(rows) "<table:table table:name=\"s\">" rows "</table:table>"
#define TR(cells) "<table:table-row>" cells "</table:table-row>"
#define TD(attributes, text) "<table:table-cell " attributes ">" text "</table:table-cell>"
#define P(text) "<text:p>" text "</text:p>"

static span zipped(const char *content) {
    return container_pack(&on, SPAN("content.xml"), false, span_cstr(content), 1);
}

static void ck_ods(const char *content, const char *want) { ck_told(ods_read, zipped(content), want); }

START_TEST(ods_types) {
    ck_ods(CONTENT("", TABLE(TR(
               TD("office:value-type=\"float\" office:value=\"1.5\"", P("1.50")) TD("office:value-type=\"percentage\" office:value=\".5\"", P("50%"))
               TD("office:value-type=\"currency\" office:value=\"2\"", P("￥2")) TD("office:value-type=\"date\" office:date-value=\"2024-01-31T12:00:00\"", P("x"))
               TD("office:value-type=\"time\" office:time-value=\"PT36H30M00.0S\"", P("x")) TD("office:value-type=\"boolean\" office:boolean-value=\"true\"", P("TRUE"))
               TD("office:value-type=\"string\"", P("a") P("b")) TD("office:value-type=\"string\" office:string-value=\"c\"", P("d"))
               TD("office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"", P("#DIV/0!")) TD("", "")))),
           "0 s\nA1 n 1.5\nB1 n .5\nC1 n 2\nD1 d 45322.5\nE1 d 1.520833333\nF1 b 1\nG1 t a\nb\nH1 t c\nI1 e #DIV/0!\n");
    ck_ods(CONTENT("", TABLE(TR(TD("table:formula=\"of:=1\" office:value-type=\"float\" office:value=\"1\"", P("1"))
                                TD("table:formula=\"of:=1\"", "") TD("table:formula=\"x\" office:value-type=\"string\"", "")))),
           "0 s\nA1 n= 1\nB1 f= \nC1 t= \n");
}
END_TEST

START_TEST(ods_text_of_cells) {
    ck_ods(CONTENT("", TABLE(TR(TD("", "\n" P(" a  b<text:s/><text:s text:c=\"2\"/>c<text:tab/>d<text:line-break/>e") "\n" P("") P("<text:span>f<text:a>g</text:a></text:span>"))
                                TD("", "<office:annotation>" P("note") "</office:annotation>" P("h<text:note>" P("i") "</text:note>"))
                                TD("", "<draw:frame xmlns:draw=\"d\">" P("j") "</draw:frame>")))),
           "0 s\nA1 t a b   c\td\ne\n\nfg\nB1 t h\n");
}
END_TEST

START_TEST(ods_repeats) {
    ck_ods(CONTENT("", TABLE("<table:table-row table:number-rows-repeated=\"2\">" TD("table:number-columns-repeated=\"3\"", "")
                             TD("table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"", "")
                             TD("table:number-columns-repeated=\"16379\"", "") "</table:table-row>"
                             "<table:table-row table:number-rows-repeated=\"1000000000\">" TD("", "") "</table:table-row>")),
           "0 s\nD1 n 7\nE1 n 7\nD2 n 7\nE2 n 7\n");
    struct told t = {.by = ods_read, .limits = {.max_unpacked = 1 << 24, .max_cells_row = 1 << 14}};
    read_into(&on, zipped(CONTENT("", TABLE("<table:table-row table:number-rows-repeated=\"1000000000\">"
                                            TD("table:number-columns-repeated=\"9999\" office:value-type=\"float\" office:value=\"7\"", "")
                                            "</table:table-row>"))), &t);
    ck_assert(t.result);
    ck_assert_uint_eq(findings_count(t.found, SYS_limit_exceeded), 1);
}
END_TEST

START_TEST(ods_hidden_and_merged) {
    ck_ods(CONTENT("<style:style style:name=\"h\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>",
                   "<table:table table:name=\"a\" table:style-name=\"h\"/>"
                   TABLE("<table:table-column/><table:table-column table:number-columns-repeated=\"2\" table:visibility=\"collapse\"/>"
                         "<table:table-header-rows>" TR(TD("table:number-columns-spanned=\"2\"", P("b")) "<table:covered-table-cell>" P("x") "</table:covered-table-cell>" TD("", P("c")) TD("", P("d")))
                         "</table:table-header-rows><table:table-row-group><table:table-row table:visibility=\"filter\">" TD("", P("e")) "</table:table-row></table:table-row-group>")),
           "!0 a\n1 s\nA1 t b\nC1!t c\nD1 t d\nA2!t e\nmerged 1\n");
}
END_TEST

START_TEST(ods_foreign_tables) {
    ck_ods(CONTENT("", "<table:tracked-changes>" TABLE(TR(TD("", P("x")))) "</table:tracked-changes>"
                       TABLE("<table:shapes>" P("x") "</table:shapes>" TR(TD("", TABLE(TR(TD("", P("x")))) P("a"))))
                       "<table:table table:name=\"'file:///b.ods'#$s\">" TR(TD("", P("x"))) "</table:table>"),
           "0 s\nA1 t a\n");
}
END_TEST

START_TEST(ods_refused) {
    zip z;
    zip_start(&z);
    zip_add(&z, &(made){.name = "content.xml", .text = SPAN("\x12\x34")});
    zip_add(&z, &(made){.name = "META-INF/manifest.xml", .text = SPAN("<m:manifest xmlns:m=\"m\"><m:file-entry m:full-path=\"content.xml\">"
                                                                      "<m:encryption-data/></m:file-entry></m:manifest>")});
    struct told t = tell(ods_read, zip_end(&z));
    ck_assert(!t.result);
    ck_assert_uint_eq(findings_count(t.found, SRC_encrypted), 1);
    ck_assert_uint_eq(findings_total(t.found), 1);
    arena_free(&z.a);
    ck_refused(ods_read, SPAN("no zip"), TERM_damaged_directory);
    ck_refused(ods_read, container_pack(&on, SPAN("x"), false, SPAN("y"), 1), TERM_no_worksheet);
    ck_refused(ods_read, zipped("<a/>"), TERM_no_worksheet);
    ck_refused(ods_read, zipped("<!DOCTYPE a><a/>"), TERM_xml_doctype);
    ck_refused(ods_read, zipped("<a"), TERM_xml_malformed);
}
END_TEST

/* ---- What the three share. */
START_TEST(numbers_as_programs_store_them) {
    static const char *const PLAIN[] = {"0", "-1.5", "+.5", "5.", "1e5", "2.39907198510202E+017"};
    static const char *const OTHER[] = {"", "-", ".", "e5", "1e", "1e+", "1,000", " 1", "0x1", "inf", "1.5.2", "１"};
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
        ck_assert_msg(number_plain(span_cstr(PLAIN[i])), "%s", PLAIN[i]);
    for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++)
        ck_assert_msg(!number_plain(span_cstr(OTHER[i])), "%s", OTHER[i]);
}
END_TEST

START_TEST(dates_as_serial_numbers) {
    static const struct {
        const char *iso, *excel, *other; /* "" = none */
    } DATES[] = {{"2024-02-29", "45351", "45351"},   {"1900-03-01", "61", "61"},       {"1900-02-28", "59", "60"},
                 {"1899-12-31T12:00:00", "0.5", "1.5"}, {"1899-12-30", "", "0"},       {"1899-12-29", "", ""},
                 {"12:00", "0.5", "0.5"},            {"2024-01-31T23:59:59.99999999999", "45323", "45323"},
                 {"2023-02-29", "", ""},             {"2024-13-01", "", ""},           {"2024-1-1", "", ""},
                 {"2024-01-01T25:00:00", "", ""},    {"9999-12-31", "2958465", "2958465"}, {"2024-01-01x", "", ""}};
    for (size_t i = 0; i < sizeof DATES / sizeof *DATES; i++)
        for (int excel = 0; excel < 2; excel++) {
            buf b = buf_new(&on);
            const char *want = excel ? DATES[i].excel : DATES[i].other;
            ck_assert_msg(serial_of_iso(span_cstr(DATES[i].iso), excel, &b) == (*want != 0), "%s", DATES[i].iso);
            ck_text(buf_span(&b), want);
        }
    buf b = buf_new(&on);
    ck_assert(!serial_of_duration(SPAN("PT"), &b) && !serial_of_duration(SPAN("P1D"), &b) && !serial_of_duration(SPAN("PT5"), &b));
}
END_TEST

/* ---- What real programs wrote (fixtures/table/make-markup). */
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

/* The sheet that all of them show; %s where they differ: wages, the rounded ID, the error, what is hidden. */
static void ck_payroll(table_reader *by, const char *name, const char *wages, const char *id, const char *error, const char *hidden) {
    buf want = buf_new(&on);
    char shown[4][24] = {"60333.44", "61333.44", "81499.38", "87856.33"};
    for (size_t i = 0; i < 4 && *wages; i++)
        (void)snprintf(shown[i], sizeof shown[i], "%.*s", (int)strcspn(wages, " "), wages), wages += strcspn(wages, " ") + 1;
    buf_format(&want,
               "0 工资表\nA1 t 2026 年度工资表\nA2 t 姓名\nB2 t 身份证号\nC2 t 入职\nD2 t 基本工资\nE2!t 奖金\nF2 t 现工资\n"
               "A3 t 郑沐禾\nB3 t 239906199101248283\nC3 d 43647\nD3 n %s\nE3!n 1000\nF3 n= %s\n"
               "A4!t 谢知洲\nB4!n %s\nC4!d 43906\nD4!n 69442\nE4!n -0.1%s\nF4!%s= #DIV/0!\n"
               "A5 t 阿依·古丽\nB5 t= 239910198601233707\nD5 n %s\nE5!b= 1\nF5 n %s\nmerged 1\n%s1 旧表\nA1 t 作废\n",
               shown[0], shown[1], id, strlen(shown[0]) > 8 ? "00000000000000000001" : "", error, shown[2], shown[3], hidden);
    buf_byte(&want, 0);
    ck_told(by, fixture(name), (const char *)want.ptr);
}

START_TEST(workbooks_of_real_programs) {
    ck_payroll(ods_read, "office.ods", "", "2.39907198510202E+017", "e", "!");
    ck_payroll(ss2003_read, "office-2003.xls", "", "2.39907198510202E+017", "t", "");
    /* gnumeric writes the binary numbers to their last digit */
    ck_payroll(ods_read, "gnumeric.ods",
               "60333.4400000000000013 61333.4400000000000013 81499.3800000000000026 87856.3299999999999983 ",
               "239907198510202000", "t", "!");
    struct told t = tell(ods_read, fixture("office-password.ods"));
    ck_assert(!t.result);
    ck_assert_uint_eq(findings_count(t.found, SRC_encrypted), 1);
}
END_TEST

START_TEST(pages_of_real_programs) {
    ck_told(html_read, fixture("office-html.xls"), /* without what is hidden, numbers in sdval */
            "0 \nA1 t 2026 年度工资表\nA2 t 姓名\nB2 t 身份证号\nC2 t 入职\nD2 t 基本工资\nE2 t 现工资\n"
            "A3 t 郑沐禾\nB3 t 239906199101248283\nC3 d 43647\nD3 n 60333.44\nE3 n 61333.44\n"
            "A4 t 阿依·古丽\nB4 t 239910198601233707\nD4 n 81499.38\nE4 n 87856.33\nmerged 1\n");
    ck_told(html_read, fixture("gnumeric-html.xls"),
            "0 工资表\nA1 t 2026 年度工资表\nA2 t 姓名\nB2 t 身份证号\nC2 t 入职\nD2 t 基本工资\nE2 t 奖金\nF2 t 现工资\n"
            "A3 t 郑沐禾\nB3 t 239906199101248283\nC3 t 2019年7月1日\nD3 t 60333.44\nE3 t 1000\nF3 t 61333.44\n"
            "A4 t 谢知洲\nB4 t 2.3991E+17\nC4 t 2020年3月16日\nD4 t 69442\nE4 t −0.1\nF4 t #DIV/0!\n"
            "A5 t 阿依·古丽\nB5 t 239910198601233707\nD5 t 81499.38\nE5 t TRUE\nF5 t 87856.33\nmerged 2\n"
            "1 旧表\nA1 t 作废\n");
}
END_TEST

/* Cut anywhere, or with any byte changed, a file is read or complained about; the sanitizers see to
 * the rest. */
static const struct {
    const char *name;
    table_reader *by;
} WRITTEN[] = {{"office.ods", ods_read}, {"office-2003.xls", ss2003_read}, {"gnumeric-html.xls", html_read}};

START_TEST(damaged_files_do_no_harm) {
    span file = fixture(WRITTEN[_i].name);
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
    read_into(&on, zipped(CONTENT("", TABLE(TR(TD("", P("a")))) TABLE(""))), &t);
    ck_text(buf_span(&t.out), "0 s\n1 s\n");
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
    tcase_add_test(t, html_text_as_it_is_seen);
    tcase_add_test(t, html_entities);
    tcase_add_test(t, every_entity_is_found);
    tcase_add_test(t, html_encodings);
    tcase_add_test(t, html_spans);
    tcase_add_test(t, html_left_unclosed);
    tcase_add_test(t, html_hidden);
    tcase_add_test(t, html_tables_within_tables);
    tcase_add_test(t, html_names_of_sheets);
    tcase_add_test(t, html_true_values);
    tcase_add_test(t, html_without_tables);
    tcase_add_test(t, html_cut_off);
    tcase_add_test(t, html_deep_and_wide);
    tcase_add_test(t, ss2003_types);
    tcase_add_test(t, ss2003_places);
    tcase_add_test(t, ss2003_sheets_and_prefixes);
    tcase_add_test(t, ss2003_encodings);
    tcase_add_test(t, ss2003_refused);
    tcase_add_test(t, ods_types);
    tcase_add_test(t, ods_text_of_cells);
    tcase_add_test(t, ods_repeats);
    tcase_add_test(t, ods_hidden_and_merged);
    tcase_add_test(t, ods_foreign_tables);
    tcase_add_test(t, ods_refused);
    tcase_add_test(t, numbers_as_programs_store_them);
    tcase_add_test(t, dates_as_serial_numbers);
    tcase_add_test(t, workbooks_of_real_programs);
    tcase_add_test(t, pages_of_real_programs);
    tcase_add_loop_test(t, damaged_files_do_no_harm, 0, sizeof WRITTEN / sizeof *WRITTEN);
    tcase_add_test(t, a_sink_may_stop);
    suite_add_tcase(s, t);
    return s;
}

/* Pages with tables. */
#include "markup_maker.h"
#include "table/html_text.h"

static arena on;
static void setup(void) { arena_init(&on, NULL); }
static void teardown(void) { arena_free(&on); }

static void ck_page(const char *page, const char *want) { ck_told(&on, html_read, span_cstr(page), want); }

/* ---- Pages: text. */
START_TEST(html_text_as_it_is_seen) {
    ck_page("<table><tr><td> a \n  b<br>c<br><br>d<br></td><td><p>e</p><p>f</p>g</td>"
            "<td>&nbsp;</td><td>&nbsp;h&nbsp;i &nbsp;</td><td><br></td><td>1<2 & 3</td></tr></table>",
            "0 \nA1 t a b\nc\n\nd\nB1 t e\nf\ng\nD1 t h\xC2\xA0i\nF1 t 1<2 & 3\n");
    ck_page(
        "<TABLE><TR><TD>a<!-- <td>x --><script>'<td>'</script><style>td{}</style><!-->b<![if x]>c<![endif]>"
        "<?x <td?>d<![CDATA[<td>]]></TD></TR></TABLE>",
        "0 \nA1 t abcd<td>\n");
}
END_TEST

START_TEST(html_entities) {
    ck_page(
        "<table><td>&lt;&gt;&amp;&quot;&apos;&yen;&middot;&ldquo;&rdquo;&times;&NewLine;&lt&amp;lt;</table>",
        "0 \nA1 t <>&\"'¥·“”× <&lt;\n");
    ck_page("<table><td>&#24352;&#x4E09;&#X20000;&#128;&#0;&#xD800;&#1114112;&#99999999999;&#65</table>",
            "0 \nA1 t 张三𠀀€\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
            "A\n");
    ck_page("<table><td>&nosuch; &; &#; &#x; &thetasym; R&D</table>",
            "0 \nA1 t &nosuch; &; &#; &#x; &thetasym; R&D\n");
}
END_TEST

START_TEST(every_entity_is_found) { /* the table is in the order that the search needs */
    static const char *const SOME[] = {"&AElig;", "&NewLine;", "&yuml;", "&zwnj;",
                                       "&lsqb;",  "&thinsp;",  "&Yuml;"};
    for (size_t i = 0; i < sizeof SOME / sizeof *SOME; i++) {
        span s = span_cstr(SOME[i]);
        ck_assert_uint_ne(html_entity(&s), '&');
        ck_assert_uint_eq(s.len, 0);
    }
}
END_TEST

START_TEST(html_encodings) {
    const char *page =
        "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'><table><td>张三 王昞坤</table>";
    const char *want = "0 \nA1 t 张三 王昞坤\n";
    ck_told(&on, html_read, encoded(&on, ENCODING_GBK, page), want);
    ck_told(&on, html_read, span_cstr(page), want); /* it says gb2312 and is UTF-8 */
    ck_told(&on, html_read, encoded(&on, ENCODING_UTF16LE, page), want);
    ck_told(&on, html_read, encoded(&on, ENCODING_UTF16BE, page), want);
    ck_page("\xEF\xBB\xBF<table><td>郑</table>", "0 \nA1 t 郑\n");
    ck_told(&on, html_read, encoded(&on, ENCODING_GBK, "<table><td>身份证号</td><td>现工资</td></table>"),
            "0 \nA1 t 身份证号\nB1 t 现工资\n");
    ck_told(&on, html_read, encoded(&on, ENCODING_GB18030, "<meta charset=gb2312><table><td>石㛃青</table>"),
            "0 \nA1 t 石㛃青\n"); /* the second takes four bytes */
    ck_told(&on, html_read, encoded(&on, ENCODING_BIG5, "<meta charset=big5><table><td>許功蓋</table>"),
            "0 \nA1 t 許功蓋\n");
}
END_TEST

/* ---- Pages: structure. */
START_TEST(html_spans) {
    ck_page("<table><tr><td colspan=2>a<td rowspan='3'>b<td>c<tr><td>d<td>e<td>f<tr><td colspan=2 "
            "rowspan=2>g<td>h"
            "<tr><td>i</table>",
            "0 \ndown C1:C3\nA1 t a\nC1 t b\nD1 t c\nA2 t d\nB2 t e\nD2 t f\ndown A3:B4\nA3 t g\nD3 t h\nC4 t i\nmerged 3\n");
    ck_page("<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d</table>",
            "0 \ndown A1:A4294967295\nA1 t a\nB1 t b\nB2 t c\nA3 t d\nmerged 1\n");
    ck_page("<table><tr><td colspan=0>a<td colspan=x>b<td colspan=-1>c</table>",
            "0 \nA1 t a\nB1 t b\nC1 t c\n");
}
END_TEST

START_TEST(html_left_unclosed) {
    ck_page("<table><th>a<th>b<tr><td>1<td>2<tr><tr><td>3</table>",
            "0 \nA1 t a\nB1 t b\nA2 t 1\nB2 t 2\nA4 t 3\n");
    ck_page("<table><tr><td>a</td></tr><table><tr><td>b</td></tr></table>", "0 1\nA1 t a\n1 2\nA1 t b\n");
    ck_page("</table></td><table><tr></td><td>a</tr></table></table>", "0 \nA1 t a\n");
}
END_TEST

START_TEST(html_hidden) {
    ck_page("<table><col><colgroup><col span=2 style='display: none'></colgroup><colgroup span=1></colgroup>"
            "<tr style='height:0;display:none'><td>a<td>b<tr hidden><td>c<tr><td>d<td>e<td>f<td>g<td "
            "style='DISPLAY:NONE'>h"
            "<tr style='visibility:collapse'><td>i</table>",
            "0 \nA1!t a\nB1!t b\nA2!t c\nA3 t d\nB3!t e\nC3!t f\nD3 t g\nE3!t h\nA4!t i\n");
    ck_page("<table><td>a<span style='display:none'>x<span>y</span>z</span>b<td><div hidden>c<td>d"
            "<td>e<comment>note</comment>f</table>",
            "0 \nA1 t ab\nC1 t d\nD1 t ef\n");
}
END_TEST

START_TEST(html_tables_within_tables) {
    ck_page("<table><tr><td>title<tr><td>before<table><tr><td>1<td>2</table>after<tr><td>end</"
            "table><table><td>last</table>",
            "0 1\nA1 t title\nA2 t before\nafter\nA3 t end\n1 2\nA1 t 1\nB1 t 2\n2 3\nA1 t last\n");
    ck_page("<table><tr><td><table><tr><td>a</td></tr></table></td><td>b<table><td>c<table><td>d</table></"
            "table>e</table>",
            "0 \nA1 t a\nB1 t b\nc\nd\ne\n");
    ck_page("<table><td>x<td><table><td><table><td>1<td>2</table>y</table>z</table>",
            "0 1\nA1 t x\nB1 t y\nz\n1 2\nA1 t 1\nB1 t 2\n");
}
END_TEST

START_TEST(html_after_a_table_within_a_table_within) {
    ck_page("<table><td>x<td><table><td>1<td><table><td>2<td>3</table></table>y<table><td>z</table></table>",
            "0 1\nA1 t x\nB1 t y\nz\n1 2\nA1 t 1\n2 3\nA1 t 2\nB1 t 3\n");
}
END_TEST

START_TEST(html_attributes) {
    ck_page("<table><tr class = \"a>b\" x><td title='>' COLSPAN = 2>a<td title=\"'\"/colspan=2>b<td title=a\"b>c</table>",
            "0 \nA1 t a\nC1 t b\nE1 t c\nmerged 2\n");
}
END_TEST

START_TEST(html_names_of_sheets) {
    ck_page("<h1>Overview</h1><h1>Sheet 1: <em>工资</em></h1><table><td>a</table><table><caption> 二 &amp; "
            "三 </caption><td>b"
            "</table><table><td>c</table>",
            "0 工资\nA1 t a\n1 二 & 三\nA1 t b\n2 3\nA1 t c\n");
}
END_TEST

START_TEST(html_true_values) {
    ck_page("<table x:str><tr><td x:num=\"9240.505\">9,240.51<td x:num>12<td x:num>1,200<td x:num='1e3' "
            "x:fmla='=A1'>1000"
            "<td x:str='a&amp;b '>a<td x:str>b<td x:bool='TRUE'>TRUE<td x:err='#N/A'>#N/A<td "
            "x:num='45322'>2024-01-31"
            "<td x:num='x'>c</table>",
            "0 \nA1 n 9240.505\nB1 n 12\nC1 t 1,200\nD1 n= 1e3\nE1 t a&b \nF1 t b\nG1 b 1\nH1 e #N/A\nI1 d "
            "45322\nJ1 t c\n");
    ck_page("<table><td sdval='9240.505' sdnum='1033;0;#,##0.00'>9,240.51<td sdval='45322' "
            "sdnum='2052;0;YYYY-MM-DD'>"
            "2024-01-31<td sdval='1' sdnum='2052;0;BOOLEAN'>TRUE<td sdnum='2052;0;@'>0012</table>",
            "0 \nA1 n 9240.505\nB1 d 45322\nC1 b 1\nD1 t 0012\n");
    ck_page("<table><td x:num='1' style='mso-number-format:\"yyyy\\\\-m\";color:red'>x<td x:num='2' "
            "style=\"mso-number-format:&quot;Short Date&quot;\">x<td x:num='3' "
            "style='mso-number-format:Standard'>x"
            "<td style='mso-number-format:\"\\@\";display:none'>4</table>",
            "0 \nA1 d 1\nB1 d 2\nC1 n 3\nD1!t 4\n");
}
END_TEST

START_TEST(html_without_tables) {
    ck_refused(&on, html_read, SPAN("<html><body>登录超时</body></html>"), TERM_no_table);
    ck_refused(&on, html_read, SPAN("<table<>"), TERM_no_table);
    ck_refused(&on, html_read, SPAN(""), TERM_no_table);
}
END_TEST

START_TEST(html_cut_off) {
    static const char *const PAGES[] = {"<table><tr><td>a</td><td cl", "<table><tr><td>a</td><td",
                                        "<table><tr><td>a<!-- x"};
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        struct told t = tell(&on, html_read, span_cstr(PAGES[i]));
        ck_text(buf_span(&t.out), "0 \nA1 t a\n");
        ck_assert(t.result);
        ck_assert_uint_eq(complaints(&t), 1);
    }
    ck_page("<table><td>a</td></table></html", "0 \nA1 t a\n");
}
END_TEST

START_TEST(html_deep_and_wide) {
    struct told t = tell(&on, html_read, repeat(&on, "<table><td>", 9000, "x"));
    ck_text(buf_span(&t.out), "0 \nA1 t x\n"); /* each decorates the cell of the one before */
    t = tell(&on, html_read, repeat(&on, "<table><td>a<td>", 10001, ""));
    ck_assert_uint_eq(findings_count(t.found, SYS_limit_exceeded), 1);
    t = tell(&on, html_read, repeat(&on, "<td>a", 1001, "</table>"));
    ck_assert(!t.result);
    buf page = buf_new(&on);
    buf_text(&page, "<table>");
    buf_add(&page, repeat(&on, "<td colspan=1000 rowspan=65534>a", 30, ""));
    buf_add(&page, repeat(&on, "<tr><td>b", 2000, "</table>"));
    t = tell(&on, html_read, buf_span(&page));
    ck_assert(t.result);
    ck_assert_uint_eq(findings_count(t.found, SYS_limit_exceeded), 1);
}
END_TEST

START_TEST(pages_of_real_programs) {
    ck_told(&on, html_read, written(&on, "office-html.xls"), /* without what is hidden, numbers in sdval */
            "0 \nA1 t 2026 年度工资表\nA2 t 姓名\nB2 t 身份证号\nC2 t 入职\nD2 t 基本工资\nE2 t 现工资\n"
            "A3 t 郑沐禾\nB3 t 239906199101248283\nC3 d 43647\nD3 n 60333.44\nE3 n 61333.44\n"
            "A4 t 阿依·古丽\nB4 t 239910198601233707\nD4 n 81499.38\nE4 n 87856.33\nmerged 1\n");
    ck_told(
        &on, html_read, written(&on, "gnumeric-html.xls"),
        "0 工资表\nA1 t 2026 年度工资表\nA2 t 姓名\nB2 t 身份证号\nC2 t 入职\nD2 t 基本工资\nE2 t 奖金\nF2 t "
        "现工资\n"
        "A3 t 郑沐禾\nB3 t 239906199101248283\nC3 t 2019年7月1日\nD3 t 60333.44\nE3 t 1000\nF3 t 61333.44\n"
        "A4 t 谢知洲\nB4 t 2.3991E+17\nC4 t 2020年3月16日\nD4 t 69442\nE4 t −0.1\nF4 t #DIV/0!\n"
        "A5 t 阿依·古丽\nB5 t 239910198601233707\nD5 t 81499.38\nE5 t TRUE\nF5 t 87856.33\nmerged 2\n"
        "1 旧表\nA1 t 作废\n");
}
END_TEST

Suite *html_suite(void);
Suite *html_suite(void) {
    Suite *s = suite_create("html");
    TCase *t = tcase_create("html");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, html_text_as_it_is_seen);
    tcase_add_test(t, html_entities);
    tcase_add_test(t, every_entity_is_found);
    tcase_add_test(t, html_encodings);
    tcase_add_test(t, html_spans);
    tcase_add_test(t, html_left_unclosed);
    tcase_add_test(t, html_hidden);
    tcase_add_test(t, html_tables_within_tables);
    tcase_add_test(t, html_after_a_table_within_a_table_within);
    tcase_add_test(t, html_attributes);
    tcase_add_test(t, html_names_of_sheets);
    tcase_add_test(t, html_true_values);
    tcase_add_test(t, html_without_tables);
    tcase_add_test(t, html_cut_off);
    tcase_add_test(t, html_deep_and_wide);
    tcase_add_test(t, pages_of_real_programs);
    suite_add_tcase(s, t);
    return s;
}

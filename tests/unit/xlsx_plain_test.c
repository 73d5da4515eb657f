/* Workbook XML read past expat is what expat would have told: whatever is done to it. */
#include <check.h>
#include <string.h>

#include "table_maker.h"
#include "zip_maker.h"

static uint32_t state;

static uint32_t dice(uint32_t sides) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % sides;
}

/* ---- A workbook around one sheet and its strings. */
static const char WORKBOOK[] =
    "<workbook xmlns:r=\"http://x\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char RELATIONS[] =
    "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://x/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
static const char ROOT[] = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char STYLES[] = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";

static span workbook(zip *z, span sheet_xml, span strings) {
    zip_start(z);
    const made parts[] = {{.name = "[Content_Types].xml", .text = SPAN("<Types/>")},
                          {.name = "_rels/.rels", .text = span_cstr(ROOT)},
                          {.name = "xl/workbook.xml", .text = span_cstr(WORKBOOK)},
                          {.name = "xl/_rels/workbook.xml.rels", .text = span_cstr(RELATIONS)},
                          {.name = "xl/styles.xml", .text = span_cstr(STYLES)},
                          {.name = "xl/worksheets/sheet1.xml", .text = sheet_xml},
                          {.name = "xl/sharedStrings.xml", .text = strings}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        zip_add(z, &parts[i]);
    return zip_end(z);
}

/* ---- Sheets: rows as programs write them, with every odd thing now and then. */
static void add_cell(buf *b, unsigned column, unsigned number, unsigned odd) {
    static const char *const PLAIN[] = {
        "><v>%u</v></c>", " s=\"1\"><v>4500%u</v></c>", " t=\"s\"><v>%u</v></c>", " s=\"0\" t=\"s\"><v>%u</v></c>", "/>", " s=\"1\"/>",
        " t=\"inlineStr\"><is><t>白露%u</t></is></c>", " t=\"str\"><v>石%u</v></c>", " t=\"b\"><v>1</v></c>", " t=\"e\"><v>#N/A</v></c>",
        "><f>A1+%u</f><v>5000.5</v></c>", "><f>A1</f></c>", "></c>", " t=\"str\"><f>A1</f><v>x%u</v></c>", " t=\"n\"><v>7</v></c>",
        " t=\"inlineStr\"><is><t xml:space=\"preserve\"> %u </t></is></c>",
        " t=\"inlineStr\"><is><t>&#30333;&#38706;%u&#233;</t></is></c>", " t=\"str\"><v>石&#131072;%u</v></c>"};
    static const char *const ODD[] = {
        "><v> %u </v></c>", " t=\"s\"><v>99999</v></c>", " t=\"str\"><v>a&amp;%u</v></c>", " t=\"str\"><v>_x0041_%u</v></c>",
        " t=\"inlineStr\"><is><r><t>a</t></r><r><t>%u</t></r></is></c>", " t=\"inlineStr\"><is><t/></is></c>", "><v/></c>", "><v></v></c>",
        " t=\"d\"><v>2024-01-31</v></c>", " t=\"b\"><v>true</v></c>", " cm=\"1\"><v>%u</v></c>", "><f t=\"shared\" si=\"0\">A1</f><v>%u</v></c>",
        "><v><![CDATA[</row>%u]]></v></c>", "><!-- </row> --><v>%u</v></c>", " t=\"str\"><v>]]></v></c>", " t=\"str\"><v>\xEF\xBF\xBF</v></c>",
        " t=\"str\"><v>\x01</v></c>", " t=\"str\"><v>\xC3</v></c>", "\n><v>\n%u\n</v>\n</c>", " t=\"x\"><v>%u</v></c>", " s=\"1\" s=\"1\"><v>%u</v></c>",
        " t=\"str\"><f>A1</f><v></v></c>", " t='n'><v>%u</v></c>", "><is><t>a</t></is></c>", "><f>\"a&lt;b\"</f><v>%u</v></c>",
        " t=\"str\"><v>&#95;x0041_%u</v></c>", " t=\"str\"><v>&#%u;</v></c>", " t=\"str\"><v>&#55296;</v></c>", " t=\"str\"><v>&#65535;</v></c>",
        " t=\"str\"><v>&#1114112;%u</v></c>", " t=\"str\"><v>&#x767D;%u</v></c>", " t=\"str\"><v>&#128;%u&#30333</v></c>", "><v>&#65301;%u</v></c>"};
    const char *form = odd ? ODD[dice(sizeof ODD / sizeof *ODD)] : PLAIN[dice(sizeof PLAIN / sizeof *PLAIN)];
    buf_text(b, "<c r=\"");
    place_cell(b, number, column);
    buf_byte(b, '"');
    const char *hole = strstr(form, "%u");
    buf_add(b, span_of(form, hole ? (size_t)(hole - form) : strlen(form)));
    if (hole) {
        buf_format(b, "%u", dice(4));
        buf_text(b, hole + 2);
    }
}

static void add_row(buf *b, unsigned number, unsigned oddity) {
    static const char *const PLAIN[] = {"", " spans=\"1:8\"", " ht=\"15\" customHeight=\"1\"", " hidden=\"1\"", " ht=\"0\"", " spans=\"1:8\" x14ac:dyDescent=\"0.25\"",
                                        " s=\"1\" customFormat=\"1\"", " hidden=\"0\""};
    static const char *const ODD[] = {" hidden='1'", " spans=\"1\" spans=\"1\"", " r=\"7\"", " unheard=\"&lt;\"", "  ht=\"15\"", " ph=\"1\""};
    unsigned column = 0;
    if (oddity && dice(oddity) == 0)
        number = dice(2) ? 3 : number + 5;
    buf_format(b, oddity && dice(oddity) == 0 ? "<row>" : "<row r=\"%u\"", number);
    if (b->ptr[b->len - 1] != '>') {
        buf_text(b, oddity && dice(oddity) == 0 ? ODD[dice(6)] : PLAIN[dice(8)]);
        if (dice(20) == 0) {
            buf_text(b, "/>");
            return;
        }
        buf_byte(b, '>');
    }
    for (unsigned cells = dice(7); cells; cells--) {
        column += oddity && dice(oddity) == 0 ? dice(3) : 1;
        add_cell(b, column ? column : 1, number, oddity && dice(oddity) == 0);
    }
    buf_text(b, "</row>");
    if (oddity && dice(oddity) == 0)
        buf_text(b, dice(2) ? "\n" : "<!-- <row r=\"1\"> -->");
}

static void add_sheet(buf *b, unsigned rows, unsigned oddity) {
    buf_text(b, dice(3) ? "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n" : oddity && dice(2) ? "<?xml version=\"1.0\" encoding=\"GBK\"?>" : "");
    buf_text(b, "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>");
    buf_text(b, oddity && dice(6) == 0 ? "<!--<row r=\"1\"><c r=\"A1\"><v>9</v></c></row>--><sheetData>" : "<sheetData>");
    for (unsigned i = 1; i <= rows; i++)
        add_row(b, i, oddity);
    buf_text(b, "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>");
}

static void add_strings(buf *b, unsigned count, unsigned oddity) {
    static const char *const ODD[] = {"<si><r><t>a</t></r></si>", "<si><t>a&amp;b</t></si>", "<si/>", "<si><t/></si>", "<si><t>d</t><phoneticPr fontId=\"1\" type=\"Hiragana\"/></si>", "<si><t>e</t><phoneticPr fontId='1'/></si>", "<si><t>_x0042_</t><rPh><t>b</t></rPh></si>", "<si>\n<t>c</t></si>",
                                      "<si><t>&#38632;&#10;</t></si>"};
    static const char *const PLAIN[] = {"<si><t>米粟%u</t></si>", "<si><t xml:space=\"preserve\"> %u</t></si>",
                                        "<si><t>谷%u</t><phoneticPr fontId=\"1\" type=\"noConversion\"/></si>",
                                        "<si><t>雨%u</t><phoneticPr fontId=\"12\"/></si>",
                                        "<si><t>&#35895;%u&#38632;</t></si>"};
    buf_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><sst count=\"5\">");
    for (unsigned i = 0; i < count; i++)
        if (oddity && dice(oddity) == 0)
            buf_text(b, ODD[dice(sizeof ODD / sizeof *ODD)]);
        else
            buf_format(b, PLAIN[dice(sizeof PLAIN / sizeof *PLAIN)], i);
    buf_text(b, "</sst>");
}

/* Bytes changed, cut out, doubled. */
static void damage(buf *b, unsigned times) {
    static const char MARKS[] = "<>&\"'/ =r0\n\x80\xEF";
    for (; times && b->len > 300; times--) {
        size_t at = 60 + dice((uint32_t)b->len - 200), len = 1 + dice(20);
        if (dice(3) == 0)
            memmove(b->ptr + at, b->ptr + at + len, b->len - at - len), b->len -= len;
        else if (dice(2))
            memcpy(b->ptr + at, b->ptr + at + 40, len);
        else
            b->ptr[at] = (uint8_t)MARKS[dice(sizeof MARKS - 1)];
    }
}

/* ---- Both ways. */
static void backwards(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    (void)context;
    while (parts--)
        part(argument, parts);
}

/* `again`: by a second reading, after one that looked at the first row only. */
static span told(listing *l, span bytes, bool all_expat, bool again, uint32_t stop_at, uint64_t max_strings) {
    text_seen seen = {0};
    listing_start(l);
    static const crew two = {2, backwards, NULL, 0};
    l->limits.all_expat = all_expat;
    l->limits.crew = &two;
    l->limits.max_strings = max_strings;
    if (again) {
        seen.on = arena_child(&l->a);
        l->seen = &seen;
        l->stop_at = 1;
        (void)listing_of(l, bytes, ENCODING_UNKNOWN);
        l->found = findings_new(&l->a, 0);
    }
    l->stop_at = stop_at;
    span rows = listing_of(l, bytes, ENCODING_UNKNOWN);
    buf b = buf_new(&l->a);
    buf_add(&b, rows);
    findings_settle(l->found);
    for (size_t i = 0; i < findings_shown(l->found); i++)
        finding_message(&b, findings_at(l->found, i), LANG_EN, (reveal){true, true, true});
    l->seen = NULL;
    return buf_span(&b);
}

START_TEST(past_expat_is_what_expat_tells) {
    enum { ROUNDS = 12 };
    static const unsigned ODDITIES[] = {0, 0, 3, 20, 200};
    for (unsigned round = 0; round < ROUNDS; round++) {
        state = (uint32_t)_i * ROUNDS + round + 1;
        arena a;
        listing plain, expat;
        zip z;
        arena_init(&a, NULL);
        buf sheet_xml = buf_new(&a), strings = buf_new(&a);
        unsigned oddity = ODDITIES[dice(5)], harm = dice(3) ? 0 : dice(4);
        add_sheet(&sheet_xml, round ? dice(120) : _i % 10 ? 2000 : 20000, oddity);
        add_strings(&strings, dice(6), oddity);
        damage(&sheet_xml, harm);
        damage(&strings, harm);
        span bytes = workbook(&z, buf_span(&sheet_xml), buf_span(&strings));
        uint32_t stop_at = dice(4) ? 0 : dice(100);
        uint64_t most = dice(8) ? TABLE_LIMITS.max_strings : dice(60);
        span is = told(&plain, bytes, false, dice(2), stop_at, most), was = told(&expat, bytes, true, false, stop_at, most);
        ck_assert_msg(span_eq(is, was), "seed %u\n%.*s\n%.*s\n----\n%.*s", (unsigned)_i * ROUNDS + round + 1,
                      sheet_xml.len < 1500 ? (int)sheet_xml.len : 0, (const char *)sheet_xml.ptr,
                      is.len < 700 ? (int)is.len : 0, (const char *)is.ptr, was.len < 700 ? (int)was.len : 0, (const char *)was.ptr);
        listing_end(&plain);
        listing_end(&expat);
        arena_free(&z.a);
        arena_free(&a);
    }
}
END_TEST

Suite *xlsx_plain_suite(void) {
    Suite *s = suite_create("xlsx_plain");
    TCase *t = tcase_create("xlsx_plain");
    tcase_add_loop_test(t, past_expat_is_what_expat_tells, 0, 100);
    suite_add_tcase(s, t);
    return s;
}

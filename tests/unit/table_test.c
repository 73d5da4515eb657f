#include <check.h>
#include <stdlib.h>

#include "table_maker.h"
#include "zip_maker.h"

/* ---- Workbooks in the smallest form that holds. */
#define RELS(inside) "<Relationships>" inside "</Relationships>"
#define REL(id, type, target) "<Relationship Id='" id "' Type='http://x/" type "' Target='" target "'/>"
static const char ROOT[] = RELS(REL("r1", "officeDocument", "xl/workbook.xml"));
static const char ONE_SHEET[] = "<workbook xmlns:r='u'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>";
static const char BOOK_RELS[] = RELS(REL("r1", "worksheet", "worksheets/sheet1.xml") REL("r2", "styles", "styles.xml")
                                         REL("r3", "sharedStrings", "sharedStrings.xml"));

typedef struct made_part {
    const char *name, *xml;
} made_part;

static void book_start(zip *z) {
    zip_start(z);
    zip_add(z, &(made){.name = "[Content_Types].xml", .text = SPAN("<Types/>"), .stored = true});
}

static void add_part(zip *z, const char *name, const char *xml) {
    zip_add(z, &(made){.name = name, .text = span_cstr(xml), .stored = true});
}

/* A workbook of one sheet, with whatever else. */
static span book_of(zip *z, const char *sheet_xml, const made_part *more, size_t count) {
    book_start(z);
    add_part(z, "_rels/.rels", ROOT);
    add_part(z, "xl/workbook.xml", ONE_SHEET);
    add_part(z, "xl/_rels/workbook.xml.rels", BOOK_RELS);
    add_part(z, "xl/worksheets/sheet1.xml", sheet_xml);
    for (size_t i = 0; i < count; i++)
        add_part(z, more[i].name, more[i].xml);
    return zip_end(z);
}

static void ck_sheet(const char *sheet_xml, const char *want, const made_part *more, size_t count) {
    zip z;
    ck_listing(book_of(&z, sheet_xml, more, count), want);
    arena_free(&z.a);
}

#define ROWS(inside) "<worksheet><sheetData>" inside "</sheetData></worksheet>"

/* ---- Cells. */
static const struct {
    const char *rows, *want;
} CELLS[] = {
    {"<row r='2'><c r='B2'><v>5000.50</v></c></row>", "2: B2 number \"5000.50\"\n"},
    {"<row r='1'><c r='A1' t='str'><f>B1</f><v>x</v></c></row>", "1: A1 formula \"x\"\n"},
    {"<row r='1'><c r='A1'><f>B1</f><v>7</v></c><c r='B1'><f>C1</f></c><c r='C1'><f>D1</f><v></v></c></row>",
     "1: A1 formula \"7\", B1 formula \"\", C1 formula \"\"\n"},
    {"<row r='1'><c r='A1' t='b'><v>1</v></c><c r='B1' t='e'><v>#N/A</v></c><c r='C1' t='d'><v>2026-01-02</v></c></row>",
     "1: A1 boolean \"1\", B1 error \"#N/A\", C1 date \"2026-01-02\"\n"},
    {"<row r='1'><c r='A1' t='inlineStr'><is><r><t>a </t></r><r><t xml:space='preserve'>b</t></r><rPh><t>no</t></rPh></is></c></row>",
     "1: A1 text \"a b\"\n"},
    {"<row r='1'><c r='A1' t='inlineStr'><is><t>a_x000D_b_x4E2D__xD83D__xDE00__x005F_x_x1_</t></is></c></row>",
     "1: A1 text \"a\rb中\U0001F600_x_x1_\"\n"},
    /* no references: position counts; of the row too where only its cells say it */
    {"<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c r='B7'><v>4</v></c></row><row><c><v>5</v></c></row>",
     "1: A1 number \"1\", C1 number \"3\"\n7: B7 number \"4\"\n8: A8 number \"5\"\n"},
    /* out of order, and twice: the later counts */
    {"<row r='1'><c r='C1'><v>3</v></c><c r='A1'><v>1</v></c><c r='C1'><v>4</v></c></row>", "1: A1 number \"1\", C1 number \"4\"\n"},
    /* blanks and line ends round a number are the XML's; blank cells and rows are left out */
    {"<row r='1'><c r='A1'><v>\n 5 </v></c><c r='B1' t='inlineStr'><is><t/></is></c></row><row r='2'><c r='A2'/></row>",
     "1: A1 number \"5\"\n"},
    {"<row r='1' hidden='1'><c r='A1'><v>5</v></c></row>", "1: A1 number \"5\" hidden\n"},
    {"<row r='1'><c r='XFD1'><v>5</v></c></row>", "1: XFD1 number \"5\"\n"},
};

START_TEST(cells_of_every_kind) {
    arena a;
    arena_init(&a, NULL);
    buf sheet_xml = buf_new(&a), want = buf_new(&a);
    buf_format(&sheet_xml, "<worksheet><sheetData>%s</sheetData></worksheet>", CELLS[_i].rows);
    buf_byte(&sheet_xml, 0);
    buf_format(&want, "[0 S]\n%s", CELLS[_i].want);
    buf_byte(&want, 0);
    ck_sheet((const char *)sheet_xml.ptr, (const char *)want.ptr, NULL, 0);
    arena_free(&a);
}
END_TEST

START_TEST(shared_strings_and_dates) {
    const made_part more[] = {
        {"xl/SharedStrings.XML", "<sst><si><t>甲</t></si><si><r><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></si><si/></sst>"},
        {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"'/><numFmt numFmtId='165' "
                          "formatCode='0\"d\"'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf "
                          "numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs></styleSheet>"},
    };
    ck_sheet(ROWS("<row r='1'><c r='A1' t='s'><v>1</v></c><c r='B1' t='s'><v>0</v></c><c r='C1' t='s'><v>2</v></c></row>"
                  "<row r='2'><c r='A2' s='0'><v>1</v></c><c r='B2' s='1'><v>2</v></c><c r='C2' s='2'><v>3</v></c>"
                  "<c r='D2' s='3'><v>4</v></c><c r='E2' s='99'><v>5</v></c></row>"),
             "[0 S]\n1: A1 text \"ab\", B1 text \"甲\"\n"
             "2: A2 number \"1\", B2 date \"2\", C2 date \"3\", D2 number \"4\", E2 number \"5\"\n", more, 2);
}
END_TEST

START_TEST(prefixes_columns_and_merges) {
    ck_sheet("<?xml version='1.0'?><x:worksheet xmlns:x='u' xmlns:y='v'><x:dimension ref='Z9'/><x:cols><x:col min='2' max='3' "
             "hidden='1'/></x:cols><x:sheetData><x:row r='1'><x:c r='A1' y:r='Q9'><x:v>1</x:v></x:c><x:c r='B1'><x:v>2</x:v></x:c>"
             "</x:row></x:sheetData><x:mergeCells count='9'><x:mergeCell ref='A1:B1'/><x:mergeCell ref='A2:B2'/>"
             "<x:mergeCell ref='$B$3:C17'/></x:mergeCells>"
             "</x:worksheet>",
             "[0 S]\n1: A1 number \"1\", B1 number \"2\" hidden\n{down 3 to 17, 2 to 3}\n{merged 3}\n", NULL, 0);
}
END_TEST

START_TEST(sheets_in_order_by_any_name) {
    zip z;
    book_start(&z);
    add_part(&z, "_rels/.rels", RELS(REL("a", "core", "docProps/core.xml") REL("b", "officeDocument", "/XL/Book.xml")));
    add_part(&z, "xl\\book.xml", "<workbook xmlns:q='u'><sheets><sheet name='二' sheetId='9' q:id='r2' state='veryHidden'/>"
                                 "<sheet name='图' sheetId='3' q:id='r3'/><sheet name='一_x0026_' sheetId='1' q:id='r1'/></sheets></workbook>");
    add_part(&z, "xl/_rels/book.xml.rels", RELS(REL("r1", "worksheet", "\\xl\\Sheets/a%20b.xml") REL("r2", "worksheet", "../xl/./z.xml")
                                                    REL("r3", "chartsheet", "chart.xml")));
    add_part(&z, "xl/sheets/A b.xml", ROWS("<row r='1'><c r='A1'><v>1</v></c></row>"));
    add_part(&z, "xl/z.xml", ROWS("<row r='1'><c r='A1'><v>2</v></c></row>"));
    ck_listing(zip_end(&z), "[0 二 hidden]\n1: A1 number \"2\"\n[2 一&]\n1: A1 number \"1\"\n");
    arena_free(&z.a);
}
END_TEST

START_TEST(utf16_parts) {
    zip z;
    book_start(&z);
    buf wide = buf_new(&z.a);
    const char *plain = "<?xml version='1.0' encoding='UTF-16'?>" ROWS("<row r='1'><c r='A1'><v>5</v></c></row>");
    buf_add(&wide, SPAN("\xFF\xFE"));
    for (; *plain; plain++) {
        buf_byte(&wide, (uint8_t)*plain);
        buf_byte(&wide, 0);
    }
    add_part(&z, "xl/workbook.xml", ONE_SHEET);
    add_part(&z, "xl/_rels/workbook.xml.rels", BOOK_RELS);
    zip_add(&z, &(made){.name = "xl/worksheets/sheet1.xml", .text = buf_span(&wide)});
    ck_listing(zip_end(&z), "[0 S]\n1: A1 number \"5\"\n");
    arena_free(&z.a);
}
END_TEST

/* ---- What is refused, and told. */
static void ck_refused(span bytes, code why, const char *what, table_form form) {
    listing l;
    listing_start(&l);
    (void)listing_of(&l, bytes, ENCODING_UNKNOWN);
    ck_assert_int_eq(l.form, form);
    ck_assert_msg(findings_count(l.found, why) == 1, "%s was not told", catalogue_get(why)->id);
    buf told = buf_new(&l.a);
    finding_message(&told, findings_at(l.found, 0), LANG_EN, (reveal){0});
    ck_assert_msg(span_search(buf_span(&told), span_cstr(what)) < told.len, "told: %.*s", (int)told.len, (const char *)told.ptr);
    listing_end(&l);
}

static const struct {
    const char *xml, *what;
    table_form form;
} FAULTS[] = {
    {"<!DOCTYPE x [<!ENTITY a 'b'>]>" ROWS("<row r='1'><c r='A1'><v>&a;</v></c></row>"), "DOCTYPE", TABLE_UNREADABLE},
    {"<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row><row", "damaged or cut off", TABLE_XLSX},
    {"", "damaged or cut off", TABLE_UNREADABLE},
    {ROWS("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'><v>1</v></c></row>"), "part of its text", TABLE_XLSX},
};

START_TEST(faults_of_a_sheet) {
    zip z;
    ck_refused(book_of(&z, FAULTS[_i].xml, NULL, 0), SRC_unreadable, FAULTS[_i].what, FAULTS[_i].form);
    arena_free(&z.a);
}
END_TEST

START_TEST(faults_of_a_book) {
    zip z;
    book_start(&z);
    add_part(&z, "_rels/.rels", RELS(REL("r1", "officeDocument", "xl/workbook.bin")));
    add_part(&z, "xl/workbook.bin", "x");
    ck_refused(zip_end(&z), SRC_unreadable, ".xlsb", TABLE_UNREADABLE);
    arena_free(&z.a);
    book_start(&z);
    add_part(&z, "xl/workbook.xml", "<workbook><sheets/></workbook>");
    ck_refused(zip_end(&z), SRC_unreadable, "no worksheet", TABLE_UNREADABLE);
    arena_free(&z.a);
    book_start(&z);
    add_part(&z, "xl/workbook.xml", ONE_SHEET);
    ck_refused(zip_end(&z), SRC_unreadable, "not in the file", TABLE_UNREADABLE);
    arena_free(&z.a);
}
END_TEST

START_TEST(an_encrypted_part) {
    zip z;
    book_start(&z);
    zip_add(&z, &(made){.name = "xl/workbook.xml", .text = SPAN("0123456789abcdef"), .flags = ZIP_FLAG_ENCRYPTED});
    ck_refused(zip_end(&z), SRC_encrypted, "password", TABLE_UNREADABLE);
    arena_free(&z.a);
}
END_TEST

START_TEST(nesting_has_a_bottom) {
    zip z;
    arena a;
    arena_init(&a, NULL);
    buf deep = buf_new(&a);
    for (int i = 0; i < 1000; i++)
        buf_text(&deep, "<a>");
    buf_byte(&deep, 0);
    ck_refused(book_of(&z, (const char *)deep.ptr, NULL, 0), SRC_unreadable, "nested too deeply", TABLE_UNREADABLE);
    arena_free(&z.a);
    arena_free(&a);
}
END_TEST

/* A tag that never ends must not be gathered for ever. */
START_TEST(a_tag_has_an_end) {
    zip z;
    arena a;
    arena_init(&a, NULL);
    buf endless = buf_new(&a);
    buf_text(&endless, "<a b='");
    buf_repeat(&endless, 'x', 20 << 20);
    buf_byte(&endless, 0);
    ck_refused(book_of(&z, (const char *)endless.ptr, NULL, 0), SRC_unreadable, "too long", TABLE_UNREADABLE);
    arena_free(&z.a);
    arena_free(&a);
}
END_TEST

static void ck_limited(table_limits limits, const char *what) {
    zip z;
    listing l;
    const made_part more[] = {{"xl/sharedStrings.xml", "<sst><si><t>0123456789</t></si><si><t>0123456789</t></si></sst>"}};
    listing_start(&l);
    l.limits = limits;
    (void)listing_of(&l, book_of(&z, ROWS("<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>1</v></c><c r='C1'><v>1</v></c></row>"),
                                 more, 1), ENCODING_UNKNOWN);
    ck_assert_uint_eq(findings_count(l.found, SYS_limit_exceeded), 1);
    buf told = buf_new(&l.a);
    finding_message(&told, findings_at(l.found, 0), LANG_EN, (reveal){0});
    ck_assert_msg(span_search(buf_span(&told), span_cstr(what)) < told.len, "told: %.*s", (int)told.len, (const char *)told.ptr);
    arena_free(&z.a);
    listing_end(&l);
}

START_TEST(limits_hold) {
    table_limits l = TABLE_LIMITS;
    l.max_cells_row = 2;
    ck_limited(l, "cells in a row");
    l = TABLE_LIMITS;
    l.max_strings = 16;
    ck_limited(l, "text of the workbook");
    l = TABLE_LIMITS;
    l.max_unpacked = 560; /* what lists the sheets fits, the strings do not */
    ck_limited(l, "unpacked size");
}
END_TEST

/* 70 MiB of nothing in 70 KB. */
START_TEST(a_bomb_is_left_alone) {
    zip z;
    listing l;
    arena a;
    arena_init(&a, NULL);
    buf nothing = buf_new(&a);
    buf_text(&nothing, "<worksheet><sheetData>");
    for (int i = 0; i < 70 << 10; i++)
        buf_repeat(&nothing, i % 16 ? ' ' : '\n', 1 << 10);
    book_start(&z);
    add_part(&z, "xl/workbook.xml", ONE_SHEET);
    add_part(&z, "xl/_rels/workbook.xml.rels", BOOK_RELS);
    zip_add(&z, &(made){.name = "xl/worksheets/sheet1.xml", .text = buf_span(&nothing)});
    listing_start(&l);
    (void)listing_of(&l, zip_end(&z), ENCODING_UNKNOWN);
    ck_assert_uint_eq(findings_count(l.found, SYS_limit_exceeded), 1);
    listing_end(&l);
    arena_free(&z.a);
    arena_free(&a);
}
END_TEST

/* ---- Other dresses. */
START_TEST(the_one_file_in_a_zip) {
    zip z;
    zip_start(&z);
    zip_add(&z, &(made){.name = "__MACOSX/._a.csv", .text = SPAN("x")});
    zip_add(&z, &(made){.name = "a/"});
    zip_add(&z, &(made){.name = "a/a.csv", .text = SPAN("a,b\n1,2\n")});
    ck_listing(zip_end(&z), "[0 ]\n1: A1 text \"a\" @0, B1 text \"b\" @2\n2: A2 text \"1\" @4, B2 text \"2\" @6\n");
    arena_free(&z.a);
    zip_start(&z);
    zip_add(&z, &(made){.name = "a.csv", .text = SPAN("a,b\n1,2\n")});
    zip_add(&z, &(made){.name = "b.csv", .text = SPAN("a,b\n1,2\n")});
    ck_refused(zip_end(&z), SRC_unreadable, "several files", TABLE_UNREADABLE);
    arena_free(&z.a);
}
END_TEST

START_TEST(what_is_no_table) {
    uint8_t lock[165] = {3, 'A', 'n', 'n'};
    for (size_t i = 4; i < sizeof lock; i++)
        lock[i] = i < 55 || i % 2 == 0 ? ' ' : 0;
    lock[54] = ' ';
    lock[55] = 3;
    lock[56] = 0;
    ck_refused(span_of(lock, sizeof lock), SRC_unreadable, "temporary file", TABLE_UNREADABLE);
    ck_refused(SPAN("%PDF-1.7\n"), SRC_unreadable, "PDF", TABLE_UNREADABLE);
    ck_refused(SPAN(""), SRC_unreadable, "empty", TABLE_UNREADABLE);
}
END_TEST

START_TEST(a_sink_may_stop) {
    zip z;
    listing l;
    listing_start(&l);
    l.stop_at = 1;
    span is = listing_of(&l, book_of(&z, ROWS("<row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'><v>2</v></c></row>"), NULL, 0),
                         ENCODING_UNKNOWN);
    ck_assert(span_eq(is, SPAN("[0 S]\n1: A1 number \"1\"\n")));
    ck_assert_uint_eq(findings_total(l.found), 0);
    arena_free(&z.a);
    listing_end(&l);
}
END_TEST

START_TEST(cells_are_listed) {
    arena a;
    arena_init(&a, NULL);
    buf out = buf_new(&a);
    table_source from = {.bytes = SPAN("a\\b,\"c\td\ne\r\"\n,f\n")};
    table_cells(&a, &from, &TABLE_LIMITS, &out, findings_new(&a, 0));
    ck_assert(span_eq(buf_span(&out), SPAN("\tA1\ttext\ta\\\\b\n\tB1\ttext\tc\\td\\ne\\r\n\tB2\ttext\tf\n")));
    arena_free(&a);
}
END_TEST

Suite *table_suite(void) {
    Suite *s = suite_create("table");
    TCase *t = tcase_create("table");
    tcase_set_timeout(t, 30);
    tcase_add_loop_test(t, cells_of_every_kind, 0, sizeof CELLS / sizeof *CELLS);
    tcase_add_test(t, shared_strings_and_dates);
    tcase_add_test(t, prefixes_columns_and_merges);
    tcase_add_test(t, sheets_in_order_by_any_name);
    tcase_add_test(t, utf16_parts);
    tcase_add_loop_test(t, faults_of_a_sheet, 0, sizeof FAULTS / sizeof *FAULTS);
    tcase_add_test(t, faults_of_a_book);
    tcase_add_test(t, an_encrypted_part);
    tcase_add_test(t, nesting_has_a_bottom);
    tcase_add_test(t, a_tag_has_an_end);
    tcase_add_test(t, limits_hold);
    tcase_add_test(t, a_bomb_is_left_alone);
    tcase_add_test(t, the_one_file_in_a_zip);
    tcase_add_test(t, what_is_no_table);
    tcase_add_test(t, a_sink_may_stop);
    tcase_add_test(t, cells_are_listed);
    suite_add_tcase(s, t);
    return s;
}

/* Rows that are taken without being judged do what judging them would have done: the same tables both ways,
 * with any crew. */
#include <check.h>
#include <string.h>

#include "fill/fill.h"
#include "rules/person_id.h"
#include "zip_maker.h"

static arena a;
static uint32_t state;
static findings *found;

static void setup(void) {
    arena_init(&a, NULL);
    found = findings_new(&a, 0);
    state = 19000101;
}

static void teardown(void) { arena_free(&a); }

static uint32_t dice(uint32_t sides) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % sides;
}

static void backwards(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    (void)context;
    while (parts--)
        part(argument, parts);
}

/* ---- People: the same number gives the same person. */
static const char *const NAMES[] = {"白露", "石竹青", "米粟", "阿依古丽·某某", "方块"};

static void add_id(buf *b, unsigned who) {
    char digits[24];
    buf whole = buf_new(&a);
    buf_format(&whole, "2399%02u19%02u%02u%02u%03u", who % 90, 50 + who % 50, 1 + who % 12, 1 + who % 28, who % 1000);
    memcpy(digits, whole.ptr, 17);
    buf_add(b, span_of(digits, 17));
    buf_byte(b, (uint8_t)person_id_check(digits));
}

static document templ_of(unsigned people, encoding e) {
    buf utf8 = buf_new(&a), b = buf_new(&a);
    buf_text(&utf8, "个人编号\t姓名\t身份证号\t原工资\t现工资\r\n");
    for (unsigned i = 0; i < people; i++) {
        buf_format(&utf8, "%08u\t%s\t", i, NAMES[i % 5]);
        add_id(&utf8, i);
        buf_format(&utf8, "\t%u.%02u\t\r\n", 30000 + i, i % 100);
    }
    ck_assert(encode_all(e, buf_span(&utf8), &b));
    document d = {.input = INPUT_TEMPLATE, .usable = true};
    text_read(&a, NULL, buf_span(&b), e, &d.text);
    layout_learn(&a, &d.text, NULL, header_words_builtin(), &d.layout);
    ck_assert(d.layout.known && d.layout.id == 2);
    return d;
}

/* ---- Tables: most rows as they should be, some odd in each way that the join knows. */
static void add_row(buf *b, unsigned people) {
    unsigned who = dice(people + 3), how = dice(40);
    if (how == 0)
        buf_text(b, dice(2) ? "合计,,5000.00\n" : "\n");
    buf_format(b, how == 1 ? "%s甲," : how == 2 ? " %s ," : how == 3 ? "," : "%s,", how == 3 ? "" : NAMES[who % 5]);
    if (how == 4)
        buf_text(b, dice(2) ? "2.39901E+17" : "");
    else if (how == 5)
        buf_byte(b, ' ');
    if (how != 4)
        add_id(b, who);
    if (how == 6 && b->ptr[b->len - 1] == 'X')
        b->ptr[b->len - 1] = 'x';
    if (how == 7)
        b->len -= 3, buf_text(b, "000");
    static const char *const WAGES[] = {",0.5", ",", ",-5000", ",5000.125", ",\xC2\xA5 5000", ",五千", ",12345678901.00", ",5e3"};
    if (how >= 8 && how < 16)
        buf_text(b, WAGES[how - 8]);
    else if (how >= 22 && how < 25) /* as before, beside the same old wage, another, none */
        buf_format(b, dice(2) ? ",%u.%02u" : ",%u.%02u0", 30000 + who, who % 100);
    else
        buf_format(b, ",%u.%02u", 1 + dice(90000), dice(100));
    static const char *const BESIDE[] = {",小计", ",奖金", ",累计补发", ",一车间小计"};
    if (how >= 18 && how < 22)
        buf_text(b, BESIDE[how - 18]);
    if (how == 22)
        buf_format(b, ",,%u.%02u", 30000 + who, who % 100);
    if (how == 23)
        buf_text(b, dice(2) ? ",,在职" : ",,30.00");
    buf_text(b, how == 16 ? ",,,more,fields\r\n" : how == 17 ? "\r" : "\n");
}

/* The header once more, or another, below which the columns stand elsewhere. */
static void add_header(buf *b, bool moved) {
    buf_text(b, moved ? "现工资,姓名,身份证号,项目\n" : dice(2) ? "姓名,身份证号,现工资,项目,原工资\n" : "姓名,身份证号码,现工资（元）\n");
}

static span table_of(unsigned people, unsigned rows) {
    buf b = buf_new(&a);
    buf_text(&b, "姓名,身份证号,现工资,项目,原工资\n");
    unsigned moved = dice(3 * rows), restored = moved + dice(rows);
    for (unsigned i = 0; i < rows; i++) {
        if (i == moved || i == restored || dice(200) == 0)
            add_header(&b, i == moved);
        add_row(&b, people);
    }
    return buf_span(&b);
}

/* ---- What a join gives, as text. */
static span joined_text(const document *t, span table, fill_options o, const crew *c) {
    text_seen seen = {0};
    table_source from = {.bytes = table, .seen = &seen};
    row_source rows = {.table = &from};
    findings *told = findings_new(&a, 0);
    payroll_plan plan;
    joined j;
    buf b = buf_new(&a);
    payroll_plan_make(&a, &from, &o, header_words_builtin(), told, &plan);
    ck_assert(plan.usable);
    payroll_join(&a, c, t, &rows, &plan, &o, told, &j);
    buf_format(&b, "%llu of %llu\n", (unsigned long long)j.given, (unsigned long long)j.people);
    for (size_t i = 0; i < t->text.line_count; i++)
        buf_format(&b, "%zu: %d %lld row %u asked %u\n", i, j.of[i].state, (long long)j.of[i].wage, j.of[i].row, j.of[i].asked);
    findings_settle(told);
    for (size_t i = 0; i < findings_shown(told); i++) {
        const finding *f = findings_at(told, i);
        finding_message(&b, f, LANG_ZH, (reveal){true, true, true});
        buf_format(&b, " row %u line %llu byte %lld count %llu\n", f->place.cell_row, (unsigned long long)f->place.line,
                   (long long)f->place.byte_offset, (unsigned long long)f->count);
    }
    return buf_span(&b);
}

START_TEST(a_row_taken_plainly_is_a_row_judged) {
    static const encoding ENCODINGS[] = {ENCODING_GBK, ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_GB18030};
    const crew three = {.hands = 3, .side_by_side = backwards};
    unsigned people = 5 + dice(200 + (unsigned)_i);
    document t = templ_of(people, ENCODINGS[_i % 4]);
    span table = table_of(people, _i % 10 ? people : 30000);
    fill_options o = {.duplicates = (duplicates)(_i % 3), .allow_undeclared = _i % 7 == 0, .hash_seed = (uint64_t)_i, .judge_all = true};
    span judged = joined_text(&t, table, o, NULL);
    o.judge_all = false;
    span alone = joined_text(&t, table, o, NULL), together = joined_text(&t, table, o, &three);
    ck_assert(span_eq(judged, alone));
    ck_assert(span_eq(alone, together));
}
END_TEST

/* The same rows in quotes are not read line by line, but one after the other, as a workbook's are. */
START_TEST(rows_that_come_one_by_one_are_the_same) {
    document t = templ_of(300, ENCODING_GBK);
    span plain = table_of(300, 300);
    buf quoted = buf_new(&a);
    buf_text(&quoted, "\"姓名\",身份证号,现工资,项目\n");
    buf_add(&quoted, span_from(plain, span_find(plain, '\n') + 1));
    fill_options o = {.judge_all = true};
    span judged = joined_text(&t, buf_span(&quoted), o, NULL);
    o.judge_all = false;
    ck_assert(span_eq(joined_text(&t, buf_span(&quoted), o, NULL), judged));
}
END_TEST

/* ---- The same rows in a workbook: they come many together, and all hands look for their people. */
static void add_cells(buf *b, span line, unsigned number) {
    buf_format(b, "<row r=\"%u\">", number);
    for (unsigned at = 0; line.len; at++) {
        size_t end = span_find(line, ',');
        span field = span_cut(line, 0, end);
        bool amount = at == 2 && number > 1 && looks_like_amount(field) && dice(2);
        if (field.len) {
            buf_format(b, amount ? "<c r=\"%c%u\"><v>" : "<c r=\"%c%u\" t=\"inlineStr\"><is><t>", 'A' + (int)at, number);
            buf_add(b, field);
            buf_text(b, amount ? "</v></c>" : "</t></is></c>");
        }
        line = span_from(line, end < line.len ? end + 1 : end);
    }
    buf_text(b, "</row>");
}

static void add_merged(buf *b, unsigned rows) {
    buf_text(b, "</sheetData><mergeCells>");
    for (unsigned i = 2; i < rows; i += 2 + dice(5))
        buf_format(b, "<mergeCell ref=\"B%u:B%u\"/>", i, i + 1);
    buf_text(b, "</mergeCells></worksheet>");
}

static span workbook_of(span table, zip *z) {
    buf sheet_xml = buf_new(&a);
    unsigned number;
    buf_text(&sheet_xml, "<worksheet><sheetData>");
    for (number = 1; table.len; number++) {
        size_t end = span_find(table, '\n');
        span line = span_trim(span_cut(table, 0, end));
        add_cells(&sheet_xml, line, number);
        table = span_from(table, end < table.len ? end + 1 : end);
    }
    add_merged(&sheet_xml, number);
    const made parts[] = {
        {.name = "[Content_Types].xml", .text = SPAN("<Types/>")},
        {.name = "_rels/.rels", .text = SPAN("<Relationships><Relationship Id=\"r\" Type=\"http://x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")},
        {.name = "xl/workbook.xml", .text = SPAN("<workbook xmlns:r=\"http://x\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>")},
        {.name = "xl/_rels/workbook.xml.rels", .text = SPAN("<Relationships><Relationship Id=\"r\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>")},
        {.name = "xl/worksheets/sheet1.xml", .text = buf_span(&sheet_xml)}};
    zip_start(z);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        zip_add(z, &parts[i]);
    return zip_end(z);
}

START_TEST(rows_that_come_together_are_the_same) {
    const crew three = {.hands = 3, .side_by_side = backwards, .least = _i % 2 ? 5 : 0};
    unsigned people = 5 + dice(200 + (unsigned)_i);
    document t = templ_of(people, ENCODING_GBK);
    zip z;
    span book = workbook_of(table_of(people, _i % 10 ? people : 20000), &z);
    fill_options o = {.duplicates = (duplicates)(_i % 3), .allow_undeclared = _i % 7 == 0, .hash_seed = (uint64_t)_i, .judge_all = true};
    span judged = joined_text(&t, book, o, NULL);
    o.judge_all = false;
    ck_assert(span_eq(judged, joined_text(&t, book, o, NULL)));
    ck_assert(span_eq(judged, joined_text(&t, book, o, &three)));
    arena_free(&z.a);
}
END_TEST

Suite *join_suite(void) {
    Suite *s = suite_create("join");
    TCase *t = tcase_create("join");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, a_row_taken_plainly_is_a_row_judged, 0, 120);
    tcase_add_test(t, rows_that_come_one_by_one_are_the_same);
    tcase_add_loop_test(t, rows_that_come_together_are_the_same, 0, 40);
    suite_add_tcase(s, t);
    return s;
}

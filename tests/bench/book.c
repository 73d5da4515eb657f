/* A payroll workbook as Excel writes it: 序号, 姓名, 身份证号, 部门, 原工资, 现工资. */
#include <stdlib.h>
#include <string.h>

#include "pack.h"
#include "people.h"

int book_make(uint32_t count, const char *path);

enum { DEPARTMENTS = 200, HEADINGS = 6, NAME_SLOTS = 1 << 18 };

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

static void add_part(zip_out *z, const char *name, const char *content) {
    text t = {0};
    text_put(&t, XML);
    text_put(&t, content);
    zip_add(z, name, &t);
    text_free(&t);
}

static void add_small_parts(zip_out *z) {
    add_part(z, "[Content_Types].xml",
             "<Types xmlns=\"" PACKAGE "/content-types\">"
             "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
             "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
             "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE "sheet.main+xml\"/>"
             "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" SHEET_TYPE "worksheet+xml\"/>"
             "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_TYPE "styles+xml\"/>"
             "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" SHEET_TYPE "sharedStrings+xml\"/></Types>");
    add_part(z, "_rels/.rels",
             "<Relationships xmlns=\"" PACKAGE "/relationships\"><Relationship Id=\"rId1\" Type=\"" RELATIONS
             "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    add_part(z, "xl/workbook.xml",
             "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATIONS "\"><sheets><sheet name=\"工资表\" sheetId=\"1\" "
             "r:id=\"rId1\"/></sheets></workbook>");
    add_part(z, "xl/_rels/workbook.xml.rels",
             "<Relationships xmlns=\"" PACKAGE "/relationships\">"
             "<Relationship Id=\"rId1\" Type=\"" RELATIONS "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
             "<Relationship Id=\"rId2\" Type=\"" RELATIONS "/styles\" Target=\"styles.xml\"/>"
             "<Relationship Id=\"rId3\" Type=\"" RELATIONS "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
    add_part(z, "xl/styles.xml",
             "<styleSheet xmlns=\"" MAIN "\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>"
             "<fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border/></borders>"
             "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs count=\"3\">"
             "<xf numFmtId=\"0\" xfId=\"0\"/><xf numFmtId=\"49\" xfId=\"0\" applyNumberFormat=\"1\"/>"
             "<xf numFmtId=\"4\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
}

/* ---- Strings, numbered as they first appear. */
typedef struct strings {
    text xml;
    struct known {
        char name[10];
        uint32_t number;
    } *names;
    uint32_t number_of_department[DEPARTMENTS];
    uint32_t count;
} strings;

static uint32_t add_string(strings *s, const char *what) {
    text_put(&s->xml, "<si><t>");
    text_put(&s->xml, what);
    text_put(&s->xml, "</t><phoneticPr fontId=\"1\" type=\"noConversion\"/></si>");
    return s->count++;
}

/* Of two names that fall into one slot the later one takes it; the other becomes a string anew, which a
 * workbook may hold. */
static uint32_t name_string(strings *s, const char *name) {
    uint64_t key = 0;
    for (const char *c = name; *c; c++)
        key = mixed(key ^ (unsigned char)*c);
    struct known *k = &s->names[key % NAME_SLOTS];
    if (strcmp(k->name, name) != 0) {
        strcpy(k->name, name);
        k->number = add_string(s, name);
    }
    return k->number;
}

static uint32_t department_string(strings *s, uint32_t which) {
    char name[32];
    if (s->number_of_department[which] == 0) {
        (void)snprintf(name, sizeof name, "第%u科室", which + 1);
        s->number_of_department[which] = add_string(s, name);
    }
    return s->number_of_department[which];
}

/* ---- Cells. */
static void begin_cell(text *t, char column, uint32_t row, const char *rest) {
    text_put(t, "<c r=\"");
    text_add(t, &column, 1);
    text_number(t, row);
    text_put(t, rest);
}

static void string_cell(text *t, char column, uint32_t row, uint32_t string) {
    begin_cell(t, column, row, "\" s=\"1\" t=\"s\"><v>");
    text_number(t, string);
    text_put(t, "</v></c>");
}

static void money_cell(text *t, char column, uint32_t row, uint32_t fen) {
    begin_cell(t, column, row, "\" s=\"2\"><v>");
    text_number(t, fen / 100); /* as Excel stores it: 5.1, not 5.10 */
    if (fen % 100) {
        text_put(t, fen % 100 < 10 ? ".0" : ".");
        text_number(t, fen % 10 ? fen % 100 : fen % 100 / 10);
    }
    text_put(t, "</v></c>");
}

static void begin_row(text *t, uint32_t row) {
    text_put(t, "<row r=\"");
    text_number(t, row);
    text_put(t, "\" spans=\"1:6\">");
}

static void person_row(text *t, strings *s, uint32_t index, uint32_t row) {
    person p;
    person_make(index, &p);
    begin_row(t, row);
    begin_cell(t, 'A', row, "\"><v>");
    text_number(t, row - 1);
    text_put(t, "</v></c>");
    string_cell(t, 'B', row, name_string(s, p.name));
    string_cell(t, 'C', row, add_string(s, p.id));
    string_cell(t, 'D', row, department_string(s, (uint32_t)(mixed(index) % DEPARTMENTS)));
    money_cell(t, 'E', row, p.old_fen);
    money_cell(t, 'F', row, p.new_fen);
    text_put(t, "</row>");
}

static void heading_row(text *t, strings *s) {
    static const char *const NAMES[HEADINGS] = {"序号", "姓名", "身份证号", "部门", "原工资", "现工资"};
    begin_row(t, 1);
    for (int i = 0; i < HEADINGS; i++)
        string_cell(t, (char)('A' + i), 1, add_string(s, NAMES[i]));
    text_put(t, "</row>");
}

static void add_strings(zip_out *z, const strings *s, uint32_t uses) {
    text t = {0};
    text_put(&t, XML "<sst xmlns=\"" MAIN "\" count=\"");
    text_number(&t, uses);
    text_put(&t, "\" uniqueCount=\"");
    text_number(&t, s->count);
    text_put(&t, "\">");
    text_add(&t, s->xml.bytes, s->xml.len);
    text_put(&t, "</sst>");
    zip_add(z, "xl/sharedStrings.xml", &t);
    text_free(&t);
}

int book_make(uint32_t count, const char *path) {
    strings s = {.names = calloc(NAME_SLOTS, sizeof *s.names)};
    text sheet = {0};
    zip_out z;
    if (s.names == NULL)
        return 3;
    text_put(&sheet, XML "<worksheet xmlns=\"" MAIN "\"><dimension ref=\"A1:F");
    text_number(&sheet, count + 1);
    text_put(&sheet, "\"/><sheetData>");
    heading_row(&sheet, &s);
    for (uint32_t i = 0; i < count; i++)
        person_row(&sheet, &s, (uint32_t)((uint64_t)i * 7919 % count), i + 2);
    text_put(&sheet, "</sheetData></worksheet>");
    zip_begin(&z, path);
    add_small_parts(&z);
    zip_add(&z, "xl/worksheets/sheet1.xml", &sheet);
    text_free(&sheet);
    add_strings(&z, &s, 3 * count + HEADINGS);
    zip_end(&z);
    text_free(&s.xml);
    free(s.names);
    return 0;
}

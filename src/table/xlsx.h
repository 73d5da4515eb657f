#ifndef TABLE_XLSX_H
#define TABLE_XLSX_H
/* An .xlsx workbook while it is read [ECMA-376 part 1, 18; part 2, 9]. Private to xlsx*.c.
 * A workbook is a zip of XML parts that name each other by relationships. Strict and transitional
 * files differ in namespaces only, which nobody here looks at. */
#include "base/hash.h"
#include "table/readers.h"
#include "table/xml.h"

enum { PART_ABSENT = KEY_ABSENT, XLSX_COLUMNS = 1 << 14 };
struct plain_way;

typedef struct xlsx_tab {
    span name;
    uint32_t part; /* PART_ABSENT where it leads nowhere */
    bool hidden, worksheet;
} xlsx_tab;

/* All shared strings in one piece: string i lies between ends[i - 1] and ends[i]. */
typedef struct xlsx_strings {
    buf bytes; /* its arena is that of the ends, too */
    VEC(uint32_t) ends;
} xlsx_strings;

typedef struct xlsx_book {
    arena *on;      /* the book's */
    arena *scratch; /* a part's, emptied after each */
    span bytes;
    archive *zip;       /* of these bytes */
    const table_limits *limits;
    findings *found;
    key_index *parts; /* by xlsx_part_name */
    uint64_t budget;  /* bytes that may yet be unpacked */
    VEC(xlsx_tab) tabs;
    uint32_t strings_part, styles_part;
    bool encrypted;
    bool strings_read, strings_lost; /* lost: a cell named a string that is not there */
    xlsx_strings strings;
    VEC(uint8_t) dates; /* by cell style: is it a date? */
} xlsx_book;

/* ---- Parts (xlsx_parts.c). */
/* Opens the zip and indexes its parts; false, with a finding, where that cannot be done. */
bool xlsx_open(xlsx_book *b, span bytes);
/* A part's name as it is looked for: lower case, / for \, without leading /, %20 resolved, "." and
 * ".." walked. `folder` is what a relative name stands in, "" for the root. On b->on. */
span xlsx_part_name(xlsx_book *b, span folder, span name);
/* Its number in the zip, or PART_ABSENT. `name` as xlsx_part_name makes it. */
uint32_t xlsx_part_find(const xlsx_book *b, span name);
/* Streams a part through `handler`; at most `max` bytes. True where it came whole or the handler
 * stopped it; else a finding says why not (`tab` names the sheet, may be empty). `plain`: how to read
 * what needs no expat (xlsx_plain.h), or NULL. (xlsx_stream.c) */
bool xlsx_part_read(xlsx_book *b, uint32_t number, uint64_t max, const xml_handler *handler,
                    const struct plain_way *plain, span tab);

/* ---- What the workbook part and its relationships say (xlsx_book.c): fills tabs and the numbers
 * of the other parts. False, with a finding, where there is no workbook in it. */
bool xlsx_book_read(xlsx_book *b);

/* ---- Shared strings and styles (xlsx_strings.c, xlsx_styles.c). */
void xlsx_strings_read(xlsx_book *b);
/* False where there is no such string. */
bool xlsx_string(const xlsx_book *b, uint64_t number, span *out);
void xlsx_styles_read(xlsx_book *b);

/* A text as workbooks write it: _x000D_ and the like resolved in place [22.9.2.19]. Returns the new
 * length. Half a surrogate pair becomes U+FFFD. */
size_t xlsx_unescape(uint8_t *utf8, size_t len);

/* ---- One worksheet (xlsx_sheet.c). True where it could be read, if only in part. */
bool xlsx_sheet_read(xlsx_book *b, const xlsx_tab *tab, size_t index, const table_sink *into);

#endif

#ifndef RULES_LINE_VIEW_H
#define RULES_LINE_VIEW_H
/* A line taken apart, as rules see it. Private to rules/ and fill/. */
#include "base/money.h"
#include "rules/person_id.h"
#include "rules/rules.h"

struct line_view {
    uint32_t index; /* from 0 */
    span line;      /* without its newline */
    fields fields;
    line_kind kind;
    span id, personal, name, old, wage; /* raw bytes; empty where the column is missing */
    person_id person;                   /* of the ID column, or of the only field like an ID */
    money wage_money, old_money;
    span total_word; /* what makes a LINE_TOTAL, UTF-8 */
};

/* Takes line i apart by the document's layout. `scratch` holds what must be decoded. */
void line_view_read(arena *scratch, const document *d, uint32_t i, line_view *out);
/* The same of other bytes than the document's line i: part of it, or it and the next joined. */
void line_view_of(arena *scratch, const document *d, uint32_t i, span line, line_view *out);
/* The word, such as 合计 or 小计, with which a field says that its line sums up others; empty if none. */
span sum_word(span utf8);
/* How sure that is, the surest first: 小计 or 小计（元）; 一车间小计, which a remark may be too; 总计划部, 累计补发差额. */
typedef enum sum_sort { SUM_NONE, SUM_ALONE, SUM_ENDS, SUM_BEGINS } sum_sort;
sum_sort sum_sort_of(span utf8);
/* The word, such as 合计 or 制表人, with which a field says that its line is no person; empty if none. */
span total_word(span utf8);
/* A field of the view as UTF-8. */
span view_text(arena *scratch, const document *d, span raw);
/* What the person of this line is joined on: canonical ID, else personal number, else name;
 * empty when there is none. Points into the text where it can, else into *v or scratch. */
span view_key(arena *scratch, const document *d, const line_view *v);
/* The column of `is` that is column `at` of `was`: in its place where name and role say so, else moved
 * elsewhere; -1 where it is gone. */
int column_now(const layout *is, const layout *was, uint32_t at);
/* The raw field of a column, empty (but placed) where the line has no such column. */
span view_field(const line_view *v, int at);

#endif

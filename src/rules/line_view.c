#include "rules/line_view.h"

#include "base/eight.h"

span view_field(const line_view *v, int at) {
    if (at >= 0 && (uint32_t)at < v->fields.count && at < COLUMNS_MAX)
        return v->fields.at[at];
    return span_from(v->line, v->line.len);
}

span view_text(arena *scratch, const document *d, span raw) {
    return span_ascii(raw) ? raw : decode_span(scratch, d->text.body_encoding, raw);
}

/* Words with which a line that is no person begins or labels itself: sums, then the rest. */
static const char *const TOTAL_WORDS[] = {
    "合计",  "小计",  "总计", "合計", "小計", "總計",   "累计", "累計", "汇总", "共计", "共計",     "合 计", "小 计", "总 计",
    "全年", "Total", "TOTAL", "制表", "填表", "审核", "复核", "负责人", "经办", "单位公章",       "盖章", "签字", "签章", "备注", "说明",
};
/* The first of them may also stand behind what is summed up: 一车间小计. */
enum { BEHIND = 9, SUMS = 17, TOTALS = sizeof TOTAL_WORDS / sizeof *TOTAL_WORDS };

static span word_of(span utf8, size_t from, size_t to) {
    span trimmed = span_trim(utf8);
    for (size_t i = from; i < to; i++) {
        span word = span_cstr(TOTAL_WORDS[i]);
        if (span_starts(trimmed, word) || (i < BEHIND && span_ends(trimmed, word)))
            return word;
    }
    return (span){0};
}

span sum_word(span utf8) { return word_of(utf8, 0, SUMS); }

/* 小计（元）, but not 总计划部. */
static bool word_ends(span rest) {
    static const char *const MARKS[] = {"（", "(", "：", ":", "，", ",", "。", ".", "、", "/", "-", "—", "="};
    bool ends = rest.len == 0;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS && !ends; i++)
        ends = span_starts(rest, span_cstr(MARKS[i]));
    return ends;
}

sum_sort sum_sort_of(span utf8) {
    span trimmed = span_trim(utf8), word = sum_word(utf8);
    if (word.len == 0)
        return SUM_NONE;
    if (!span_starts(trimmed, word))
        return SUM_ENDS;
    return word_ends(span_trim(span_from(trimmed, word.len))) ? SUM_ALONE : SUM_BEGINS;
}

span total_word(span utf8) { return word_of(utf8, 0, TOTALS); }

/* Beside a personal number 审核员 is an office that somebody holds, and 审核部 where they work. */
static void find_total(arena *scratch, const document *d, line_view *v) {
    bool somebody = v->fields.count == d->layout.count && span_digits(span_trim(v->personal));
    for (uint32_t i = 0; i < v->fields.count && i < COLUMNS_MAX && v->total_word.len == 0; i++) {
        span field = view_text(scratch, d, v->fields.at[i]);
        v->total_word = !somebody ? total_word(field) : sum_sort_of(field) != SUM_BEGINS ? sum_word(field) : (span){0};
    }
}

/* The ID where the column count is wrong: the only field that looks like one. */
static span stray_id(const line_view *v) {
    for (uint32_t i = 0; i < v->fields.count && i < COLUMNS_MAX; i++)
        if (looks_like_id(span_trim(v->fields.at[i])))
            return v->fields.at[i];
    return (span){0};
}

static bool has_id(const person_id *p) {
    return p->kind != ID_BLANK && p->kind != ID_MALFORMED;
}

/* Nothing but blanks and control characters: no line of data (its bytes have findings of their own). */
static bool nothing_in(span line) {
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] > ' ')
            return false;
    return true;
}

/* A person is a line with an ID, however damaged, or one that at least has the right shape and
 * no word of a total. */
static line_kind kind_of(arena *scratch, const document *d, line_view *v) {
    if (nothing_in(v->line))
        return LINE_EMPTY;
    if (d->layout.header && v->index == d->layout.header_line)
        return LINE_HEADER;
    if (has_id(&v->person))
        return LINE_PERSON;
    find_total(scratch, d, v);
    if (v->total_word.len)
        return LINE_TOTAL;
    if (v->fields.count == d->layout.count && (v->id.len || v->name.len || v->personal.len))
        return LINE_PERSON;
    return LINE_OTHER;
}

void line_view_read(arena *scratch, const document *d, uint32_t i, line_view *v) {
    line_view_of(scratch, d, i, text_line(&d->text, i), v);
}

static bool same_column(const column *a, const column *b) { return a->role == b->role && span_eq(a->name, b->name); }

int column_now(const layout *is, const layout *was, uint32_t at) {
    const column *wanted = &was->columns[at];
    if (at < is->count && same_column(&is->columns[at], wanted))
        return (int)at;
    for (uint32_t i = 0; i < is->count; i++)
        if ((wanted->name.len || wanted->role != ROLE_OTHER) && same_column(&is->columns[i], wanted))
            return (int)i;
    return at < is->count ? (int)at : -1;
}

void line_view_of(arena *scratch, const document *d, uint32_t i, span line, line_view *v) {
    const layout *l = &d->layout;
    v->index = i; /* member by member: zeroing all of fields.at would cost more than the rest */
    v->line = line;
    v->total_word = (span){0};
    v->wage_money = v->old_money = (money){0};
    line_split(l, d->text.body_encoding, v->line, &v->fields);
    v->id = view_field(v, l->id);
    v->personal = view_field(v, l->personal);
    v->name = view_field(v, l->name);
    v->old = view_field(v, l->old_wage);
    v->wage = view_field(v, l->wage);
    v->person = person_id_read(view_text(scratch, d, v->id));
    if (v->fields.count != l->count && !has_id(&v->person)) {
        v->id = stray_id(v);
        v->person = person_id_read(v->id);
    }
    v->kind = kind_of(scratch, d, v);
    if (v->kind != LINE_PERSON)
        return;
    v->wage_money = money_read(view_text(scratch, d, v->wage));
    v->old_money = money_read(view_text(scratch, d, v->old));
}

static bool within(span inner, span outer) {
    return inner.ptr >= outer.ptr && inner.ptr + inner.len <= outer.ptr + outer.len;
}

span view_key(arena *scratch, const document *d, const line_view *v) {
    if (v->person.kind == ID_IN_SCIENTIFIC)
        return (span){0}; /* many people share what is left of such a number */
    if (d->layout.id >= 0 || v->person.len) {
        if (v->person.plain && within(v->id, v->line))
            return v->id;
        return person_id_key(&v->person);
    }
    return span_trim(v->personal.len ? v->personal : view_text(scratch, d, v->name));
}

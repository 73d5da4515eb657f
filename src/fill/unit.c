#include "fill/unit.h"

#include "base/utf8.h"

/* ---- Words. */
/* Moves *s past blanks and any of the characters in `more`. */
static void skip(span *s, const char *more) {
    while (s->len) {
        span rest = *s, marks = span_cstr(more);
        uint32_t c = utf8_next(&rest);
        bool skipped = c <= ' ' || c == 0xA0 || c == 0x3000;
        while (marks.len && !skipped)
            skipped = utf8_next(&marks) == c;
        if (!skipped)
            return;
        *s = rest;
    }
}

static bool take(span *s, const char *word) {
    span w = span_cstr(word);
    if (!span_starts(*s, w))
        return false;
    *s = span_from(*s, w.len);
    return true;
}

static bool ends_here(span s) {
    span rest = s;
    return s.len == 0 || utf8_next(&rest) < 0x2E80 || span_starts(s, SPAN("）")) || span_starts(s, SPAN("】")) ||
           span_starts(s, SPAN("，")) || span_starts(s, SPAN("；")) || span_starts(s, SPAN("　"));
}

/* A unit that stands here, as a word of its own; *unit is empty where it is 元. */
static bool unit_here(span s, span *unit) {
    static const char *const BEFORE_YUAN[] = {"百万", "千万", "十万", "万", "千", "百", "亿"};
    (void)take(&s, "人民币");
    skip(&s, "");
    span from = s;
    for (size_t i = 0; i < sizeof BEFORE_YUAN / sizeof *BEFORE_YUAN; i++)
        if (take(&s, BEFORE_YUAN[i])) {
            skip(&s, "");
            (void)take(&s, "元");
            *unit = span_cut(from, 0, from.len - s.len);
            return ends_here(s);
        }
    bool yuan = take(&s, "元");
    *unit = span_cut(from, 0, yuan ? 0 : SPAN("分").len);
    return (yuan || take(&s, "分")) && ends_here(s);
}

/* ---- Cells. */
/* Behind the word 单位, or in brackets, or all there is. */
static bool unit_said(span words, bool in_brackets, span *unit) {
    span s = span_trim(words);
    bool begins = in_brackets;
    while (s.len) {
        span rest = s;
        bool behind = take(&rest, "单位");
        bool open = in_brackets && (take(&rest, "（") || take(&rest, "(") || take(&rest, "【") || take(&rest, "["));
        if (behind || open)
            skip(&rest, ":：");
        if ((behind || open || begins) && unit_here(rest, unit))
            return true;
        begins = false;
        (void)utf8_next(&s);
    }
    return false;
}

/* The wage's own header: 年工资万元. */
static bool unit_within(span words, span *unit) {
    static const char *const UNITS[] = {"万元", "千元", "百元", "亿元"};
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        if (span_search(words, span_cstr(UNITS[i])) < words.len) {
            *unit = span_cstr(UNITS[i]);
            return true;
        }
    return unit_said(words, true, unit);
}

/* 6.5万元 is a wage, and told where it stands. */
static bool at_column(const sampled_row *r, uint32_t at, span *unit, span *said) {
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        bool words = c->kind == CELL_TEXT && (money_read(c->value).oddities & MONEY_NO_NUMBER);
        *said = c->value;
        if (c->column == at && words && unit_within(c->value, unit))
            return true;
    }
    return false;
}

/* The wage's own header, what stands over it, and a row of units below it. */
static bool in_header(const sampled_sheet *s, uint32_t wage, span *unit, span *said) {
    for (size_t i = s->rows; i-- > 0;)
        if (s->row[i].number <= s->data_from && at_column(&s->row[i], wage, unit, said))
            return true;
    *said = sample_above(s, wage);
    return unit_within(*said, unit);
}

static bool in_title(const sampled_sheet *s, span *unit, span *said) {
    uint32_t header = s->upper ? s->upper->number : s->header_row;
    for (size_t i = 0; i < s->rows && s->row[i].number < s->data_from; i++)
        for (size_t k = 0; k < s->row[i].count; k++) {
            const cell *c = &s->row[i].cells[k];
            *said = c->value;
            if (c->kind == CELL_TEXT && unit_said(c->value, s->row[i].number < header, unit))
                return true;
        }
    return false;
}

bool unit_other_than_yuan(const sampled_sheet *s, uint32_t wage, span *unit, span *said) {
    *unit = (span){0};
    return s->header_row && (in_header(s, wage, unit, said) || in_title(s, unit, said)) && unit->len;
}

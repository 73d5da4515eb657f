#include "fill/unit.h"

#include "base/utf8.h"

/* How much a unit without 元, such as 万 or 分, may be taken for one: in a title after 单位 alone, else it may be part of
 * a name; where nothing but the wage is spoken of, in brackets too. */
typedef enum bareness { WITH_YUAN, BARE, BARE_LETTERS } bareness;

/* ---- Words. */
static bool among(uint32_t c, const char *marks) {
    span s = span_cstr(marks);
    while (s.len)
        if (utf8_next(&s) == c)
            return true;
    return false;
}

static bool hanzi(uint32_t c) { return c >= 0x3400 && c < 0xA000; }
static bool blank(uint32_t c) { return c <= ' ' || c == 0xA0 || c == 0x3000; }

static void skip(span *s, const char *more) {
    span rest = *s;
    while (rest.len) {
        uint32_t c = utf8_next(&rest);
        if (!blank(c) && !among(c, more))
            return;
        *s = rest;
    }
}

static bool take(span *s, const char *word) {
    if (!span_starts(*s, span_cstr(word)))
        return false;
    *s = span_from(*s, span_cstr(word).len);
    return true;
}

static bool take_any(span *s, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (take(s, words[i]))
            return true;
    return false;
}
#define TAKE_ANY(s, words) take_any(s, words, sizeof(words) / sizeof *(words))

static const char *const TIMES[] = {"百万", "千万", "十万", "拾万", "佰万", "仟万", "百萬", "千萬", "十萬",
                                    "拾萬", "万",   "萬",   "千",   "仟",   "百",   "佰",   "亿",   "億"};
static const char *const YUAN[] = {"元", "圆", "圓"}, *const PARTS[] = {"分", "角"}, *const LETTERS[] = {"k", "K", "w", "W"};

/* Behind 元 anything but more of a word. */
static bool word_ends(span s) {
    uint32_t c = s.len ? utf8_next(&s) : ' ';
    return !hanzi(c) && !(c >= '0' && c <= '9') && !((c | 32) - 'a' < 26u);
}

/* Behind a unit without 元 only what closes it; 单位：分1 and 单位：千·百货 are somebody's names. */
static bool closed(span s) {
    uint32_t c = s.len ? utf8_next(&s) : ')';
    return blank(c) || among(c, ")）]】,，;；、。/");
}

/* A unit that stands here, as a word of its own; *unit is empty where it is 元. */
static bool unit_here(span s, bareness bare, span *unit) {
    (void)take(&s, "人民币");
    skip(&s, "¥￥");
    span from = s;
    bool times = TAKE_ANY(&s, TIMES);
    skip(&s, "");
    bool yuan = TAKE_ANY(&s, YUAN);
    *unit = times ? span_cut(from, 0, from.len - s.len) : (span){0};
    if (yuan)
        return word_ends(s);
    bool part = !times && TAKE_ANY(&s, PARTS), letter = !times && !part && bare == BARE_LETTERS && TAKE_ANY(&s, LETTERS);
    *unit = span_trim(span_cut(from, 0, from.len - s.len));
    return (times || part || letter) && bare != WITH_YUAN && closed(s);
}

/* 以千元计, 以万为单位. */
static bool unit_counted(span s, span *unit) {
    static const char *const BEHIND[] = {"计", "計", "为", "為"};
    span from = s;
    bool times = TAKE_ANY(&s, TIMES), yuan = TAKE_ANY(&s, YUAN), part = !times && !yuan && TAKE_ANY(&s, PARTS);
    *unit = yuan && !times ? (span){0} : span_cut(from, 0, from.len - s.len);
    return (times || yuan || part) && TAKE_ANY(&s, BEHIND);
}

/* ---- Cells. */
/* 金额单位 is one of amounts; 填报单位 is an office, as 单位 behind any other word. */
static bool of_amounts(span before, uint32_t last) {
    static const char *const WORDS[] = {"金额", "金額", "货币", "貨幣", "计量", "計量", "计价", "工资", "工資", "数额"};
    before = span_trim(before);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (span_ends(before, span_cstr(WORDS[i])))
            return true;
    return !hanzi(last);
}

/* Behind the word 单位, or in brackets, or all there is. */
static bool unit_said(span words, bool in_brackets, bareness bare, span *unit) {
    static const char *const UNIT[] = {"单位", "單位"}, *const OPEN[] = {"（", "(", "【", "[", "¥", "￥"};
    span s = span_trim(words);
    uint32_t last = 0;
    bool begins = in_brackets;
    bool of_bonus = span_search(words, SPAN("奖")) < words.len && span_search(words, SPAN("工资")) == words.len;
    while (s.len) {
        span rest = s, before = span_cut(words, 0, (size_t)(s.ptr - words.ptr));
        bool behind = TAKE_ANY(&rest, UNIT) && of_amounts(before, last), open = !behind && in_brackets && TAKE_ANY(&rest, OPEN);
        if (behind)
            skip(&rest, ":：");
        if (behind ? unit_here(rest, bare == WITH_YUAN ? BARE : bare, unit) : (open || begins) && unit_here(rest, bare, unit))
            return true;
        if (!of_bonus && take(&rest, "以") && unit_counted(rest, unit))
            return true;
        begins = false;
        last = utf8_next(&s);
    }
    return false;
}

/* 精确到百元 says how a wage was rounded. */
static bool of_rounding(span words) {
    static const char *const WORDS[] = {"精确", "精確", "取整", "四舍五入", "保留", "进位"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (span_search(words, span_cstr(WORDS[i])) < words.len)
            return true;
    return false;
}

/* 肆万元整 and 10万元 are amounts. */
static bool numeral_before(span words, size_t at) {
    uint32_t last = 0;
    for (span s = span_cut(words, 0, at); s.len;)
        last = utf8_next(&s);
    return (last >= '0' && last <= '9') || among(last, "零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟几数");
}

/* The wage's own header: 年工资万元. */
static bool unit_within(span words, span *unit) {
    static const char *const UNITS[] = {"万元", "萬元", "千元", "仟元", "百元", "佰元", "亿元", "億元"};
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS && !of_rounding(words); i++) {
        size_t at = span_search(words, span_cstr(UNITS[i]));
        if (at == words.len || numeral_before(words, at))
            continue;
        *unit = span_cstr(UNITS[i]);
        return true;
    }
    return unit_said(words, true, BARE_LETTERS, unit);
}

/* 6.5万元 is a wage, and told where it stands. */
static bool at_column(const sampled_row *r, uint32_t at, unit_word *w) {
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        bool words = c->kind == CELL_TEXT && (money_read(c->value).oddities & MONEY_NO_NUMBER);
        w->said = c->value;
        w->row = r->number;
        if (c->column == at && words && unit_within(c->value, &w->unit))
            return true;
    }
    return false;
}

/* The wage's own header, what stands over it, and a row of units below it. */
static bool in_header(const sampled_sheet *s, uint32_t wage, unit_word *w) {
    for (size_t i = s->rows; i-- > 0;)
        if (s->row[i].number <= s->data_from && at_column(&s->row[i], wage, w))
            return true;
    w->said = sample_above(s, wage);
    w->row = s->upper ? s->upper->number : s->header_row;
    return unit_within(w->said, &w->unit);
}

static bool in_title(const sampled_sheet *s, unit_word *w) {
    uint32_t header = s->upper ? s->upper->number : s->header_row;
    for (size_t i = 0; i < s->rows && s->row[i].number < s->data_from; i++)
        for (size_t k = 0; k < s->row[i].count; k++) {
            const cell *c = &s->row[i].cells[k];
            w->said = c->value;
            w->row = s->row[i].number;
            if (c->kind == CELL_TEXT && unit_said(c->value, w->row < header, WITH_YUAN, &w->unit))
                return true;
        }
    return false;
}

bool unit_other_than_yuan(const sampled_sheet *s, uint32_t wage, unit_word *w) {
    *w = (unit_word){0};
    return s->header_row && (in_header(s, wage, w) || in_title(s, w)) && w->unit.len;
}

bool row_in_other_unit(const row *r, uint32_t wage, bool header, unit_word *w) {
    *w = (unit_word){.row = r->number};
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        bool words = c->kind == CELL_TEXT && (money_read(c->value).oddities & MONEY_NO_NUMBER);
        w->said = c->value;
        if (words && c->column == wage && unit_within(c->value, &w->unit) && w->unit.len)
            return true;
        if (words && !header && unit_said(c->value, false, WITH_YUAN, &w->unit) && w->unit.len)
            return true;
    }
    return false;
}

unit_word row_unit(const row *r, uint32_t wage) {
    unit_word w;
    if (!row_in_other_unit(r, wage, true, &w))
        (void)row_in_other_unit(r, wage, false, &w);
    return w;
}

bool header_unqualified(span words) {
    static const char *const OPEN[] = {"（", "(", "【", "["};
    span unit;
    for (size_t i = 0; i < sizeof OPEN / sizeof *OPEN; i++)
        if (span_search(words, span_cstr(OPEN[i])) < words.len)
            return unit_within(words, &unit) && unit.len == 0;
    return true;
}

bool header_in_other_unit(span words, unit_word *w) {
    *w = (unit_word){.said = words};
    return unit_within(words, &w->unit) && w->unit.len;
}

bool title_in_other_unit(span words, unit_word *w) {
    *w = (unit_word){.said = words};
    return unit_said(words, true, WITH_YUAN, &w->unit) && w->unit.len;
}

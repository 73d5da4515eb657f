/* Who stays a secret: what is left of an ID, a name and of what stands in a wage's place. */

#include "base/money.h"
#include "base/utf8.h"
#include "finding/finding.h"

/* Of a shorter number, such as a personal number, seven characters would be nearly all. */
enum { WHOLE_ID = 15 };

static uint32_t half_width(uint32_t c) { return c > 0xFF00 && c < 0xFF5F ? c - 0xFEE0 : c; }
static bool latin(uint32_t c) { return (half_width(c) | 0x20) >= 'a' && (half_width(c) | 0x20) <= 'z'; }

/* What may be left of a number: a name glued to it must not be, in hanzi or letters. One letter alone is X or E. */
static bool of_number(uint32_t before, uint32_t c, span after) {
    uint32_t next = after.len ? utf8_next(&after) : 0;
    return half_width(c) >= 0x20 && half_width(c) < 0x7F && !(latin(c) && (latin(before) || latin(next)));
}

void mask_id(buf *b, span utf8) {
    size_t count = utf8_count(utf8);
    uint32_t before = 0;
    for (size_t i = 0; utf8.len; i++) {
        span from = utf8;
        uint32_t c = utf8_next(&utf8);
        bool shown = count < WHOLE_ID ? count > 7 && i + 2 >= count : i < 3 || i + 4 >= count;
        if (shown && of_number(before, c, utf8))
            buf_add(b, span_cut(from, 0, from.len - utf8.len));
        else
            buf_byte(b, '*');
        before = c;
    }
}

void mask_name(buf *b, span utf8) {
    span rest = utf8;
    if (utf8.len == 0)
        return;
    (void)utf8_next(&rest);
    buf_add(b, span_cut(utf8, 0, utf8.len - rest.len));
    buf_repeat(b, '*', utf8_count(rest));
}

/* A run of letters that amounts are written with. */
static bool letters_of_amounts(span run) {
    static const char *const words[] = {"", "e", "rmb", "cny", "yuan"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_eq(run, span_cstr(words[i])))
            return true;
    return false;
}

/* Punctuation, blanks, the signs of currencies and the words of amounts. */
static bool sign_of_amounts(uint32_t c) {
    bool punctuation = (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3003);
    return c < 0xC0 || punctuation || c == 0x20AC || c == 0x2212 || c == 0xFFE5 || c == 0xFEFF || money_word(c);
}

typedef struct wage_look {
    size_t count, digits, whole, points; /* whole: digits before the first point */
    size_t alike;                        /* decimals from the third on that are all 0 or all 9 */
    uint32_t third;
    bool id_only, letters, foreign;      /* foreign: what no amount is written with */
} wage_look;

static void look_at_digit(wage_look *w, uint32_t digit) {
    w->digits++;
    w->whole += w->points == 0;
    size_t decimal = w->digits - w->whole;
    if (decimal == 3)
        w->third = digit;
    if (decimal >= 3 && (w->third == '0' || w->third == '9') && digit == w->third && w->alike == decimal - 3)
        w->alike++;
}

static wage_look look_at(span utf8) {
    wage_look w = {.id_only = true};
    uint8_t run[8];
    size_t letters = 0;
    for (; utf8.len; w.count++) {
        uint32_t c = half_width(utf8_next(&utf8));
        c |= latin(c) ? 0x20 : 0;
        bool digit = c >= '0' && c <= '9', letter = latin(c);
        if (digit)
            look_at_digit(&w, c);
        w.points += c == '.';
        w.id_only = w.id_only && (digit || c == 'x');
        w.letters = w.letters || letter;
        w.foreign = w.foreign || !sign_of_amounts(c);
        if (letter && letters < sizeof run)
            run[letters++] = (uint8_t)c;
        if (!letter || utf8.len == 0) {
            w.foreign = w.foreign || !letters_of_amounts(span_of(run, letters));
            letters = 0;
        }
    }
    return w;
}

/* What people and spreadsheets write where there is no amount: nobody is called so. */
static bool word_for_nothing(span text) {
    static const char *const words[] = {"无", "空", "没有", "暂无", "未定", "待定", "未知", "不详", "离职", "已离职", "退休", "停薪",
        "未发", "TRUE", "FALSE", "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_eq(text, span_cstr(words[i])))
            return true;
    return false;
}

/* More digits than an amount has? Behind the point they may be a spreadsheet's, as in 7900.3000000000002; any others, and
 * those of a number with an exponent, may be those of an ID. */
static bool too_many_digits(const wage_look *w) {
    enum { YUAN = 7, DECIMALS = 4, ALIKE = 5, OF_DOUBLE = 17 };
    bool plain = w->points == 1 && !w->letters, by_spreadsheet = w->alike >= ALIKE && w->digits <= OF_DOUBLE;
    return (plain ? w->whole : w->digits) > YUAN || (plain && w->digits - w->whole > DECIMALS && !by_spreadsheet);
}

/* Columns get mixed up and cells pasted a column off: an ID, a telephone number or a name is no wage to show. */
void mask_wage(buf *b, span text) {
    wage_look w = look_at(text);
    if (w.id_only && w.count >= WHOLE_ID)
        mask_id(b, text);
    else if ((w.foreign && !word_for_nothing(span_trim(text))) || too_many_digits(&w))
        buf_text(b, "***");
    else
        buf_add(b, text);
}

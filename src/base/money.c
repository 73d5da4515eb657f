#include "base/money.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/eight.h"
#include "base/utf8.h"

enum { MAX_DIGITS = 40 };

/* A number's digits as they are collected, before they become fen. */
struct digits {
    uint8_t digit[MAX_DIGITS];
    int count, point; /* point: digits before the decimal point, -1 while none was seen */
    bool overflow;
};

static void digits_add(struct digits *d, uint8_t digit) {
    if (d->count == 0 && digit == 0 && d->point < 0)
        return; /* leading zeros carry nothing */
    if (d->count < MAX_DIGITS)
        d->digit[d->count++] = digit;
    else if (d->point < 0)
        d->overflow = true;
}

static int digit_at(const struct digits *d, int i) { return i >= 0 && i < d->count ? d->digit[i] : 0; }

/* digits * 10^shift yuan as fen, rounded half up; sets below_one and the oddities of size. */
static void digits_value(const struct digits *d, int shift, money *m) {
    int point = (d->point < 0 ? d->count : d->point) + shift;
    bool lost = false;
    fen value = 0;
    for (int i = 0; i < d->count; i++) {
        if (d->digit[i] == 0)
            continue;
        if (i >= point + 2)
            lost = true;
        if (point - i > MONEY_INTEGER_DIGITS)
            m->oddities |= MONEY_TOO_LONG;
    }
    if (d->overflow)
        m->oddities |= MONEY_TOO_LONG;
    if (m->oddities & MONEY_TOO_LONG)
        return;
    for (int i = 0; i < point + 2; i++)
        value = value * 10 + digit_at(d, i);
    m->below_one = value < 100 || (m->oddities & MONEY_NEGATIVE);
    if (lost)
        m->oddities |= MONEY_DECIMALS;
    if (point + 2 >= 0 && digit_at(d, point + 2) >= 5)
        value++;
    if (value > MONEY_MAX) {
        m->oddities |= MONEY_TOO_LONG;
        return;
    }
    m->value = m->oddities & MONEY_NEGATIVE ? -value : value;
}

/* Of yuan: what a dollar's worth of wage would be is not said. */
static const span UNITS[] = {
    {(const uint8_t *)"¥", sizeof "¥" - 1},     {(const uint8_t *)"￥", sizeof "￥" - 1},
    {(const uint8_t *)"RMB", 3},                {(const uint8_t *)"CNY", 3},
    {(const uint8_t *)"人民币", sizeof "人民币" - 1}, {(const uint8_t *)"元", sizeof "元" - 1},
    {(const uint8_t *)"圆", sizeof "圆" - 1},
};
static const span BLANKS[] = {
    {(const uint8_t *)" ", 1},
    {(const uint8_t *)"\t", 1},
    {(const uint8_t *)"\r", 1},
    {(const uint8_t *)"\n", 1},
    {(const uint8_t *)"\u00A0", sizeof "\u00A0" - 1},
    {(const uint8_t *)"\u3000", sizeof "\u3000" - 1},
    {(const uint8_t *)"\u200B", sizeof "\u200B" - 1},
    {(const uint8_t *)"\uFEFF", sizeof "\uFEFF" - 1},
};

static const span APOSTROPHES[] = {{(const uint8_t *)"'", 1}, {(const uint8_t *)"’", sizeof "’" - 1}};

/* Takes one of `words` off the front of *s. */
static bool take_word(span *s, const span *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (s->len >= words[i].len && span_eq_nocase(span_cut(*s, 0, words[i].len), words[i])) {
            *s = span_from(*s, words[i].len);
            return true;
        }
    return false;
}

/* What stands before or after the digits: blanks, currency marks, units. */
static void take_trimmings(span *s, money *m) {
    for (;;) {
        if (s->len == 0 || (s->ptr[0] > '\'' && s->ptr[0] < 'A'))
            return; /* a digit, a sign, a point: no such word begins so */
        if (take_word(s, BLANKS, sizeof BLANKS / sizeof *BLANKS))
            m->oddities |= MONEY_BLANKS;
        else if (take_word(s, UNITS, sizeof UNITS / sizeof *UNITS))
            m->oddities |= MONEY_UNIT;
        else if (take_word(s, APOSTROPHES, sizeof APOSTROPHES / sizeof *APOSTROPHES))
            m->oddities |= MONEY_APOSTROPHE;
        else
            return;
    }
}

/* One character, full-width forms folded to ASCII and reported. */
static uint32_t next_folded(span *s, money *m) {
    uint32_t c = utf8_next(s);
    if (c >= 0xFF01 && c <= 0xFF5E) {
        m->oddities |= MONEY_FULL_WIDTH;
        c -= 0xFF01 - 0x21;
    }
    return c;
}

static void take_sign(span *s, money *m) {
    span rest = *s;
    unsigned before = m->oddities;
    uint32_t c = rest.len ? next_folded(&rest, m) : 0;
    if (c == '-' || c == 0x2212)
        m->oddities |= MONEY_NEGATIVE;
    else if (c == '+')
        m->oddities |= MONEY_SIGN;
    else {
        m->oddities = before;
        return;
    }
    *s = rest;
}

/* The digits, one point, separators. Stops before the first other character. */
static bool take_digits(span *s, struct digits *d, money *m) {
    bool any = false;
    int since_comma = -1;
    while (s->len) {
        span rest = *s;
        unsigned before = m->oddities;
        uint32_t c = next_folded(&rest, m);
        if (c >= '0' && c <= '9') {
            digits_add(d, (uint8_t)(c - '0'));
            any = true;
            since_comma += since_comma >= 0;
            m->decimals = (uint8_t)(m->decimals + (d->point >= 0 && m->decimals < 255));
        } else if (c == '.' && d->point < 0) {
            d->point = d->count;
            if (since_comma >= 0 && since_comma != 3)
                return false;
            since_comma = -1;
        } else if ((c == ',' || (c == '\'' && rest.len)) && any && d->point < 0 && (since_comma < 0 || since_comma == 3)) {
            m->oddities |= MONEY_THOUSANDS;
            since_comma = 0;
        } else {
            m->oddities = before;
            break;
        }
        *s = rest;
    }
    return any && (since_comma < 0 || since_comma == 3);
}

/* An exponent such as e3 or E+05; false when there is an E that begins none. */
static bool take_exponent(span *s, int *exponent, money *m) {
    span rest = *s;
    unsigned before = m->oddities;
    uint32_t c = rest.len ? next_folded(&rest, m) : 0;
    if (c != 'e' && c != 'E') {
        m->oddities = before;
        return true;
    }
    money sign = {0};
    take_sign(&rest, &sign);
    int digits = 0, value = 0;
    for (; rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '9'; digits++, rest = span_from(rest, 1))
        value = value < 1000 ? value * 10 + (rest.ptr[0] - '0') : value;
    if (digits == 0)
        return false;
    *exponent = sign.oddities & MONEY_NEGATIVE ? -value : value;
    m->oddities |= MONEY_EXPONENT;
    *s = rest;
    return true;
}

/* "64038.25": one to eight digits, a point and two more, read as numbers of eight bytes. False leaves it
 * to read_plain, which says the same more slowly. */
static bool read_usual(span s, money *m) {
    if (s.len < 4 || s.len > 11)
        return false;
    size_t whole = s.len - 3;
    const uint8_t *end = s.ptr + whole;
    uint64_t digits = (first_bytes(s.ptr, whole) ^ EIGHT('0')) << (8 - whole) * 8;
    unsigned tenths = end[1] - '0', hundredths = end[2] - '0';
    if (end[0] != '.' || !eight_digits(digits) || tenths > 9 || hundredths > 9)
        return false;
    fen value = (fen)eight_number(digits) * 100 + tenths * 10 + hundredths;
    *m = (money){.value = value, .below_one = value < 100, .decimals = 2};
    return true;
}

/* "4610757.52", "5000": what nearly every field is. False leaves it to the full reading. */
static bool read_plain(span s, money *m) {
    fen value = 0;
    size_t i = 0, point = s.len;
    for (; i < s.len; i++) {
        uint8_t c = s.ptr[i];
        if (c == '.' && point == s.len)
            point = i;
        else if (c >= '0' && c <= '9')
            value = value * 10 + (c - '0');
        else
            return false;
        if (i > MONEY_INTEGER_DIGITS + 3)
            return false;
    }
    size_t decimals = point == s.len ? 0 : s.len - point - 1;
    if (decimals > 2 || point == 0 || point > MONEY_INTEGER_DIGITS)
        return false;
    value *= decimals == 0 ? 100 : decimals == 1 ? 10 : 1;
    *m = (money){.value = value, .below_one = value < 100, .decimals = (uint8_t)decimals};
    return true;
}

money money_read(span s) {
    money m = {0};
    if (s.len == 0)
        return (money){.oddities = MONEY_BLANK};
    if (read_usual(s, &m) || read_plain(s, &m))
        return m;
    struct digits d = {.point = -1};
    int exponent = 0;
    take_trimmings(&s, &m);
    if (s.len == 0 && !(m.oddities & MONEY_UNIT))
        return (money){.oddities = MONEY_BLANK};
    take_sign(&s, &m);
    take_trimmings(&s, &m);
    bool read = take_digits(&s, &d, &m) && take_exponent(&s, &exponent, &m);
    take_trimmings(&s, &m);
    const span wan = SPAN("万");
    if (read && span_starts(s, wan)) {
        s = span_from(s, wan.len);
        m.oddities |= MONEY_UNIT | MONEY_WAN;
        exponent += 4;
        take_trimmings(&s, &m);
    }
    if (!read || s.len)
        return (money){.oddities = MONEY_NO_NUMBER};
    digits_value(&d, exponent, &m);
    return m;
}

bool money_plain(money m) { return m.oddities == 0; }

void money_write(buf *b, fen value, unsigned decimals) {
    uint8_t text[24];
    size_t at = sizeof text;
    uint64_t v = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t cents = v % 100;
    if (decimals > 1)
        text[--at] = (uint8_t)('0' + cents % 10);
    if (decimals > 0) {
        text[--at] = (uint8_t)('0' + cents / 10);
        text[--at] = '.';
    }
    v /= 100;
    do
        text[--at] = (uint8_t)('0' + v % 10);
    while (v /= 10);
    if (value < 0)
        text[--at] = '-';
    buf_add(b, span_of(text + at, sizeof text - at));
}

void money_show(buf *b, fen value) {
    char digits[32];
    unsigned long long v = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
    int n = snprintf(digits, sizeof digits, "%llu", v / 100);
    if (value < 0)
        buf_byte(b, '-');
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            buf_byte(b, ',');
        buf_byte(b, (uint8_t)digits[i]);
    }
    buf_format(b, ".%02llu", v % 100);
}

bool money_add(fen *sum, fen more) {
    if (more > 0 ? *sum > INT64_MAX - more : *sum < INT64_MIN - more)
        return false;
    *sum += more;
    return true;
}

/* The shortest of %.15g to %.17g that reads back; the C locale is the process's locale,
 * which no face changes for numbers. */
static void shortest(double number, char text[static 40]) {
    for (int precision = 15; precision <= 17; precision++) {
        (void)snprintf(text, 40, "%.*g", precision, number);
        if (strtod(text, NULL) == number)
            return;
    }
}

bool money_from_double(double number, fen *value, bool *changed) {
    char text[40];
    if (!isfinite(number))
        return false;
    shortest(number, text);
    money m = money_read(span_cstr(text));
    if (m.oddities & (MONEY_NO_NUMBER | MONEY_TOO_LONG))
        return false;
    *value = m.value;
    *changed = (m.oddities & MONEY_DECIMALS) != 0;
    return true;
}

/* Nearly all numbers of workbooks have few decimals. Where a whole number of ten-thousandths of at
 * most 15 digits gives the double back (the division rounds as reading a decimal does), no shorter
 * decimal does, and no other of 15 digits. */
static bool write_short(buf *b, double number) {
    enum { SCALE = 10000 };
    double scaled = number * SCALE;
    if (!(scaled > -1e15 && scaled < 1e15))
        return false;
    int64_t whole = (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    if ((double)whole / SCALE != number)
        return false;
    if (whole < 0)
        buf_byte(b, '-');
    uint64_t digits = (uint64_t)(whole < 0 ? -whole : whole);
    buf_int(b, (int64_t)(digits / SCALE));
    unsigned rest = (unsigned)(digits % SCALE);
    if (rest)
        buf_byte(b, '.');
    for (unsigned unit = SCALE / 10; rest; rest %= unit, unit /= 10)
        buf_byte(b, (uint8_t)('0' + rest / unit));
    return true;
}

void number_write(buf *b, double number) {
    char text[40];
    if (write_short(b, number))
        return;
    shortest(number, text);
    const char *e = strpbrk(text, "eE");
    if (e == NULL || !isfinite(number)) {
        buf_text(b, text);
        return;
    }
    char digits[40];
    int count = 0, point = 0, exponent = atoi(e + 1);
    for (const char *p = text; p < e; p++) {
        if (*p == '.')
            point = count;
        else if (*p >= '0' && *p <= '9')
            digits[count++] = *p;
    }
    point = (point ? point : count) + exponent;
    if (text[0] == '-')
        buf_byte(b, '-');
    if (point <= 0) {
        buf_text(b, "0.");
        buf_repeat(b, '0', (size_t)-point);
        buf_add(b, span_of(digits, (size_t)count));
        return;
    }
    for (int i = 0; i < point; i++)
        buf_byte(b, (uint8_t)(i < count ? digits[i] : '0'));
    if (point < count) {
        buf_byte(b, '.');
        buf_add(b, span_of(digits + point, (size_t)(count - point)));
    }
}

bool money_word(uint32_t point) {
    static const uint32_t words[] = {0x5143, 0x4E07, 0x5706, 0x4EBA, 0x6C11, 0x5E01, 0x5343, 0x767E, 0x89D2, 0x5206, 0x6574};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (point == words[i])
            return true;
    return false;
}

/* Wages: every amount becomes another one with as many digits before and behind the point, by a mapping
 * that keeps the order of amounts and, nearly, their ratios. Equal ones stay equal, however they are
 * written; nothing, and what is below 1 yuan, stays so. */
#include <string.h>

#include "base/digest.h"
#include "base/money.h"
#include "bundle/cover.h"

enum { DIGITS_MAX = 17, CELLS = 24 };

/* How unevenly the range is stretched, per mille, by attempt: the later, the truer the ratios. */
static const unsigned UNEVEN[COVER_ATTEMPTS] = {700, 500, 350, 250, 150, 100, 60, 30};

typedef struct amount {
    size_t at[DIGITS_MAX]; /* units that are its digits, leading zeros left out */
    size_t count;          /* of them */
    size_t whole;          /* of those, before the point */
    bool below_one;
} amount;

/* Digits of the mantissa; false where there are none, or too many to be an amount. */
static bool take_apart(const unit *u, size_t count, amount *m) {
    bool past_point = false, seen = false;
    *m = (amount){0};
    for (size_t i = 0; i < count; i++) {
        int digit = digit_value(u[i].code);
        if ((u[i].code | 0x20) == 'e')
            break;
        past_point = past_point || u[i].code == '.' || u[i].code == 0xFF0E;
        if (digit < 0)
            continue;
        seen = seen || digit > 0;
        if (!seen && !past_point)
            continue;
        if (m->count == DIGITS_MAX)
            return false;
        m->whole += !past_point;
        m->at[m->count++] = i;
    }
    m->below_one = m->whole == 0;
    return m->count > 0;
}

/* Zeros at the end of the fraction stay: a value is the same with or without them. */
static void drop_zeros(const unit *u, amount *m) {
    while (m->count > m->whole && digit_value(u[m->at[m->count - 1]].code) == 0)
        m->count--;
}

static uint64_t read_digits(const unit *u, const amount *m) {
    uint64_t n = 0;
    for (size_t i = 0; i < m->count; i++)
        n = n * 10 + (uint64_t)digit_value(u[m->at[i]].code);
    return n;
}

static uint64_t power(size_t digits) {
    uint64_t n = 1;
    while (digits--)
        n *= 10;
    return n;
}

/* The uneven ruler of numbers with so many digits before the point: widths of cells, in thousandths on average. */
static uint64_t width_of(const cover *c, size_t whole, unsigned cell) {
    uint8_t from[2] = {(uint8_t)whole, (uint8_t)cell};
    unsigned uneven = UNEVEN[c->attempt % COVER_ATTEMPTS];
    uint64_t n = keyed_number(c->key, KEY_WAGE, span_of(from, 2));
    return 1000 - uneven + n % (2 * uneven + 1);
}

/* Within [low, 10 × low), order kept, for amounts of that many whole digits. */
static uint64_t stretch(const cover *c, size_t whole, uint64_t low, uint64_t n) {
    uint64_t range = 9 * low, cell_size = range / CELLS, total = 0, before = 0;
    if (cell_size == 0)
        return n;
    uint64_t cell = (n - low) / cell_size, within = (n - low) % cell_size;
    cell = cell < CELLS ? cell : CELLS - 1;
    for (unsigned i = 0; i < CELLS; i++) {
        uint64_t w = width_of(c, whole, i);
        total += w;
        before += i < cell ? w : 0;
    }
    uint64_t own = width_of(c, whole, (unsigned)cell);
    double share = ((double)before + (double)own * ((double)within / (double)cell_size)) / (double)total;
    return low + (uint64_t)(share * (double)range);
}

/* Beyond the ruler, what the value itself decides: small, so that order is all but kept. */
static uint64_t shaken(const cover *c, uint64_t low, uint64_t was, uint64_t n) {
    uint64_t room = n / 500, most = 10 * low - 1;
    if (room == 0)
        return n;
    uint8_t from[8];
    for (size_t i = 0; i < 8; i++)
        from[i] = (uint8_t)(was >> 8 * i);
    n += keyed_number(c->key, KEY_WAGE, span_of(from, 8)) % (room + 1);
    return n > most ? n - room : n;
}

/* Digits whose last is none of the fraction's lost zeros. */
static uint64_t end_like(const cover *c, const amount *m, uint64_t low, uint64_t was, uint64_t n) {
    bool fraction = m->count > m->whole;
    if (n == was)
        n += was % 10 == 9 ? -(uint64_t)1 : 1;
    if (fraction && n % 10 == 0)
        n += 1 + c->key % 9;
    return n < low ? low : n >= 10 * low ? 10 * low - 1 : n;
}

/* Does its part before the point happen to be somebody's real one? */
static bool somebodys(const cover *c, const amount *m, uint64_t n) {
    uint8_t digits[DIGITS_MAX + 1];
    for (size_t i = m->count; i-- > 0; n /= 10)
        digits[i] = (uint8_t)('0' + n % 10);
    return real_number(c, digits, m->whole);
}

/* The next one up or down that nobody really earns. */
static uint64_t nobodys(const cover *c, const amount *m, uint64_t low, uint64_t n) {
    enum { TRIES = 60 };
    uint64_t yuan = power(m->count - m->whole), up = n;
    for (int i = 0; i < TRIES && somebodys(c, m, up); i++)
        up = up + yuan < 10 * low ? up + yuan : up + yuan - 9 * low;
    return somebodys(c, m, up) ? n : up;
}

static void write_digits(unit *u, const amount *m, uint64_t n) {
    for (size_t i = m->count; i-- > 0; n /= 10)
        u[m->at[i]].code = digit_like(u[m->at[i]].code, (int)(n % 10));
}

/* A fraction alone: its zeros stay, every other digit becomes another one that is none. */
static void cover_fraction(cover *c, unit *u, const amount *m) {
    uint8_t was[DIGITS_MAX];
    for (size_t i = 0; i < m->count; i++) {
        was[i] = (uint8_t)('0' + digit_value(u[m->at[i]].code));
        char now = permuted(c, KEY_WAGE, span_of(was, i), "123456789", (char)was[i]);
        u[m->at[i]].code = digit_like(u[m->at[i]].code, now - '0');
    }
}

/* RMB, CNY or one letter, such as an exponent's or one typed for a digit. */
static bool amounts_letters(const unit *u, size_t count) {
    static const char *const words[] = {"rmb", "cny"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t same = 0;
        while (count == 3 && same < 3 && (u[same].code | 0x20) == (uint32_t)words[w][same])
            same++;
        if (same == 3)
            return true;
    }
    return count <= 1;
}

/* May something else than an amount be in the field? Of Latin-1's signs only that of yuan is an amount's. */
static bool holds_more(const unit *u, size_t count) {
    for (size_t i = 0, n = 1; i < count; i += n, n = 1) {
        uint32_t c = u[i].code;
        if ((is_hanzi(c) && !money_word(c)) || is_foreign(c) || (c > 0xA0 && c < 0xC0 && c != 0xA5))
            return true;
        if (!is_letter(c))
            continue;
        while (i + n < count && is_letter(u[i + n].code))
            n++;
        if (!amounts_letters(u + i, n))
            return true;
    }
    return false;
}

/* ---- A program may show wages in whole yuan: those of a template are then its invented ones, rounded. */
/* Whole yuan, rounded half up, and how many digits they have; 0 without a fraction. */
static size_t rounded(const unit *u, const amount *m, uint8_t *digits) {
    uint64_t n = 0;
    for (size_t i = 0; i < m->whole; i++)
        n = n * 10 + (uint64_t)digit_value(u[m->at[i]].code);
    n += m->count > m->whole && digit_value(u[m->at[m->whole]].code) >= 5;
    for (size_t i = m->whole; i-- > 0; n /= 10)
        digits[i] = (uint8_t)('0' + n % 10);
    return m->count > m->whole && n == 0 ? m->whole : 0;
}

void learn_wage(cover *c, span utf8) {
    units u = units_read(c->scratch, ENCODING_UTF8, utf8);
    uint8_t digits[DIGITS_MAX];
    amount m;
    size_t n = 0;
    if (take_apart(u.items, u.count, &m)) {
        drop_zeros(u.items, &m);
        n = rounded(u.items, &m, digits);
    }
    if (n == 0 || key_index_find(c->rounded, span_of(digits, n)) != KEY_ABSENT)
        return;
    (void)key_index_put(c->rounded, span_keep(c->on, span_of(digits, n)), (uint32_t)c->wages.count);
    VEC_PUSH(c->on, &c->wages, span_keep(c->on, utf8));
}

static bool cover_rounded(cover *c, unit *u, const amount *m) {
    uint8_t digits[DIGITS_MAX];
    amount whole;
    for (size_t i = 0; i < m->count; i++)
        digits[i] = (uint8_t)('0' + digit_value(u[m->at[i]].code));
    uint32_t at = m->count == m->whole ? key_index_find(c->rounded, span_of(digits, m->count)) : KEY_ABSENT;
    if (at == KEY_ABSENT)
        return false;
    units own = units_read(c->scratch, ENCODING_UTF8, c->wages.items[at]);
    cover_wage_units(c, own.items, own.count); /* it has a fraction, so that this goes no further */
    (void)take_apart(own.items, own.count, &whole);
    if (rounded(own.items, &whole, digits) != m->count)
        return false;
    for (size_t i = 0; i < m->count; i++)
        u[m->at[i]].code = digit_like(u[m->at[i]].code, digits[i] - '0');
    return true;
}

void cover_wage_units(cover *c, unit *u, size_t count) {
    amount m;
    if (holds_more(u, count) || !take_apart(u, count, &m)) {
        cover_plain(c, u, count);
        return;
    }
    drop_zeros(u, &m);
    if (cover_rounded(c, u, &m))
        return;
    if (m.below_one) {
        cover_fraction(c, u, &m);
        return;
    }
    uint64_t was = read_digits(u, &m), low = power(m.count - 1);
    uint64_t now = shaken(c, low, was, stretch(c, m.whole, low, was));
    now = nobodys(c, &m, low, end_like(c, &m, low, was, now));
    write_digits(u, &m, now);
}

#include "rules/person_id.h"

#include <string.h>

#include "base/eight.h"
#include "base/utf8.h"

char person_id_check(const char digits[static 17]) {
    static const uint8_t weight[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    unsigned sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (unsigned)(digits[i] - '0') * weight[i];
    return "10X98765432"[sum % 11];
}

static bool birth_ok(uint32_t yyyymmdd) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint32_t year = yyyymmdd / 10000, month = yyyymmdd / 100 % 100, day = yyyymmdd % 100;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return year >= 1880 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (uint32_t)(leap && month == 2);
}

/* Sum of eight digits, each times its weight: the even and the odd ones in lanes of 16 bits, so that
 * one multiplication adds up four products in the highest lane. `even` and `odd` are the weights, the
 * first one highest. */
static unsigned weigh(uint64_t digits, uint64_t even, uint64_t odd) {
    const uint64_t lanes = 0x00FF00FF00FF00FFu;
    return (unsigned)(((digits & lanes) * even >> 48) + ((digits >> 8 & lanes) * odd >> 48));
}

/* The check character of 17 digits, as person_id_check gives it, but of numbers and not of characters. */
static char check_of(uint64_t first, uint64_t second, unsigned last) {
    unsigned sum = weigh(first, 0x0007000A00080002u, 0x0009000500040001u) +
                   weigh(second, 0x00060007000A0008u, 0x0003000900050004u) + last * 2;
    return "10X98765432"[sum % 11];
}

static bool all_digits(const char *p, size_t n) { return span_digits(span_of(p, n)); }

/* Upper-case, half-width characters without decoration into id->canonical; returns how many
 * there were, which may be more than fit. */
static size_t fold(span s, person_id *id, char *text, size_t room) {
    size_t count = 0;
    while (s.len) {
        uint32_t c = utf8_next(&s);
        if (c >= 0xFF01 && c <= 0xFF5E) {
            id->full_width = true;
            c -= 0xFF01 - 0x21;
        }
        if (c == ' ' || c == '\t' || c == '\'' || c == '-' || c == 0xA0 || c == 0x3000 ||
            c == 0x200B || c == 0xFEFF || c == 0x2018 || c == 0x2019) {
            id->decorated = true;
            continue;
        }
        if (c == 'x')
            id->lower_x = true;
        if (c >= 'a' && c <= 'z')
            c -= 'a' - 'A';
        if (count < room)
            text[count] = c < 0x80 ? (char)c : '?';
        count++;
    }
    return count;
}

/* "2.30103E+17": digits, a point among them, E and an exponent. */
static bool scientific(const char *text, size_t n) {
    span s = span_of(text, n);
    size_t e = span_find(s, 'E');
    span mantissa = span_cut(s, 0, e), exponent = span_from(s, e + 1);
    if (e == n || mantissa.len == 0)
        return false;
    if (exponent.len && exponent.ptr[0] == '+')
        exponent = span_from(exponent, 1);
    size_t point = span_find(mantissa, '.');
    span fraction = span_from(mantissa, point + 1);
    return span_digits(exponent) && span_digits(span_cut(mantissa, 0, point)) &&
           (point == mantissa.len || fraction.len == 0 || span_digits(fraction));
}

static void set(person_id *id, const char *text, size_t n) {
    memcpy(id->canonical, text, n);
    id->len = (uint8_t)n;
}

/* 17 digits and one more, or an X: as numbers. */
typedef struct eighteen {
    uint64_t first, second;
    unsigned before, last; /* last: more than 9 where it is an X */
} eighteen;

static inline bool split_18(const uint8_t *text, eighteen *n) {
    *n = (eighteen){eight_bytes(text) ^ EIGHT('0'), eight_bytes(text + 8) ^ EIGHT('0'), text[16] - '0', text[17] - '0'};
    return eight_digits(n->first) && eight_digits(n->second) && n->before <= 9 && (n->last <= 9 || text[17] == 'X');
}

static uint64_t number_18(const eighteen *n) {
    return eight_number(n->first) * UINT64_C(10000000000) + eight_number(n->second) * UINT64_C(100) + n->before * 10 + n->last;
}

static uint32_t birth_18(const uint8_t *text) { return eight_number(eight_bytes(text + 6) ^ EIGHT('0')); }

bool id_formed(const uint8_t *text) {
    eighteen n;
    return split_18(text, &n);
}

bool id_sound(const uint8_t *text, uint32_t today, uint64_t *number) {
    eighteen n;
    if (!split_18(text, &n) || !person_id_province(span_of(text, 2)) || text[0] > '7' ||
        check_of(n.first, n.second, n.before) != (char)text[17])
        return false;
    uint32_t birth = birth_18(text);
    *number = n.last <= 9 ? number_18(&n) : 0;
    return birth_ok(birth) && (today == 0 || birth <= today);
}

/* 17 digits and a check character; false of anything else. */
static bool read_18(person_id *id, const uint8_t *text) {
    eighteen n;
    if (!split_18(text, &n))
        return false;
    bool permit = text[0] == '8' && text[1] >= '1' && text[1] <= '3';
    id->kind = text[0] == '9' ? ID_FOREIGNER : permit ? ID_PERMIT : ID_RESIDENT;
    id->check_ok = check_of(n.first, n.second, n.before) == (char)text[17];
    id->birth = birth_18(text);
    id->birth_ok = birth_ok(id->birth);
    id->numeric = n.last <= 9;
    if (id->numeric)
        id->number = number_18(&n);
    set(id, (const char *)text, 18);
    return true;
}

static void read_15(person_id *id, const char *text) {
    char full[18];
    memcpy(full, text, 6);
    memcpy(full + 6, "19", 2);
    memcpy(full + 8, text + 6, 9);
    full[17] = person_id_check(full);
    id->kind = ID_RESIDENT_15;
    id->check_ok = true;
    id->birth = eight_number(eight_bytes((const uint8_t *)full + 6) ^ EIGHT('0'));
    id->birth_ok = birth_ok(id->birth);
    set(id, full, 18);
}

static bool letters(const char *p, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (p[i] < 'A' || p[i] > 'Z')
            return false;
    return true;
}

static void classify(person_id *id, const char *text, size_t n) {
    if (n == 0) {
        id->kind = ID_BLANK;
    } else if (n == 18 && read_18(id, (const uint8_t *)text)) {
        return;
    } else if (n == 15 && all_digits(text, 15)) {
        read_15(id, text);
    } else if (n == 15 && letters(text, 3) && all_digits(text + 3, 12)) {
        id->kind = ID_FOREIGNER;
        id->check_ok = id->birth_ok = true;
        set(id, text, n);
    } else {
        bool power = n <= 24 && scientific(text, n);
        id->kind = power ? ID_IN_SCIENTIFIC : ID_MALFORMED;
        id->check_ok = id->birth_ok = true;
        if (n <= sizeof id->canonical)
            set(id, text, n);
    }
}

/* 18 characters in their plain form: what nearly every field is. False leaves it to the full reading. */
static bool read_plain(span s, person_id *id) {
    return id->plain = s.len == 18 && read_18(id, s.ptr);
}

person_id person_id_read(span utf8) {
    person_id id = {0};
    if (read_plain(utf8, &id))
        return id;
    char text[24];
    size_t n = fold(utf8, &id, text, sizeof text);
    classify(&id, text, n);
    id.plain = id.len == utf8.len && span_eq(person_id_key(&id), utf8);
    if (id.kind == ID_BLANK)
        id.check_ok = id.birth_ok = true;
    return id;
}

span person_id_key(const person_id *id) { return span_of(id->canonical, id->len); }

/* ---- Wrecks: a spreadsheet's number keeps 15 digits, or 53 bits (domain.md, section 5). */
static bool number_of(span key, uint64_t *n) {
    return key.len == 18 && span_to_u64(key, UINT64_C(999999999999999999), n);
}

static uint64_t nearest_double(uint64_t n) { return (uint64_t)(double)n; }

bool person_id_rounded(span is, span was) {
    uint64_t now, before;
    if (!number_of(is, &now) || !number_of(was, &before) || now == before)
        return false;
    return now == before / 1000 * 1000 || now == (before + 500) / 1000 * 1000 || now == nearest_double(before);
}

bool id_exact(uint64_t digits) { return nearest_double(digits) == digits; }

bool person_id_double(const person_id *id) { return id->numeric && id_exact(id->number); }

bool person_id_province(span key) {
    /* by the first digit: which second digits there are, as bits */
    static const uint16_t second[10] = {0, 0x3E, 0x0E, 0xFE, 0x7E, 0x1F, 0x3E, 0x02, 0x0E, 0};
    if (key.len < 2 || !span_digits(span_cut(key, 0, 2)))
        return false;
    return second[key.ptr[0] - '0'] >> (key.ptr[1] - '0') & 1;
}

/* Dates and times as XML has them (ISO 8601), and the serial number that a spreadsheet has for them:
 * days since 1899-12-30. Excel believes in a 1900-02-29, so that its day 0 is 1899-12-31 and its day
 * 61 everybody's. Whole numbers only, so that the digits are the same on every machine. */
#include "table/row_maker.h"

enum { NANOS = 1000000000, DAY_SECONDS = 86400 };

typedef struct clock {
    uint64_t seconds, nanos;
} clock;

/* An unsigned number of at least `least` and at most `most` digits at the front of *s. */
static bool take_number(span *s, size_t least, size_t most, uint64_t *number) {
    size_t n = 0;
    while (n < s->len && n < most && s->ptr[n] >= '0' && s->ptr[n] <= '9')
        n++;
    if (n < least || !span_to_u64(span_cut(*s, 0, n), UINT64_MAX / 16, number))
        return false;
    *s = span_from(*s, n);
    return true;
}

static bool take(span *s, uint8_t c) {
    if (s->len == 0 || s->ptr[0] != c)
        return false;
    *s = span_from(*s, 1);
    return true;
}

/* Decimals of a second, those beyond the ninth dropped. */
static uint64_t take_nanos(span *s) {
    uint64_t nanos = 0, unit = NANOS;
    if (!take(s, '.') && !take(s, ','))
        return 0;
    for (; s->len && s->ptr[0] >= '0' && s->ptr[0] <= '9'; *s = span_from(*s, 1)) {
        unit /= 10;
        nanos += unit * (uint64_t)(s->ptr[0] - '0');
    }
    return nanos;
}

/* Days from 1970-01-01 in the Gregorian calendar, reckoned in years that begin in March. */
static int64_t days_of(int64_t year, int64_t month, int64_t day) {
    int64_t y = month <= 2 ? year - 1 : year, era = y / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static uint64_t month_len(uint64_t year, uint64_t month) {
    static const uint8_t LENGTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return LENGTHS[month - 1] + (month == 2 && leap ? 1u : 0u);
}

/* YYYY-MM-DD at the front of *s as days since 1899-12-30. */
static bool take_date(span *s, uint64_t *days) {
    enum { EPOCH = 25569 }; /* 1970-01-01 */
    uint64_t y, m, d;
    if (!take_number(s, 4, 4, &y) || !take(s, '-') || !take_number(s, 2, 2, &m) || !take(s, '-') ||
        !take_number(s, 2, 2, &d) || y < 1899 || m < 1 || m > 12 || d < 1 || d > month_len(y, m))
        return false;
    int64_t serial = days_of((int64_t)y, (int64_t)m, (int64_t)d) + EPOCH;
    *days = (uint64_t)(serial < 0 ? 0 : serial);
    return serial >= 0;
}

/* HH:MM[:SS[.…]][Z] */
static bool take_clock(span *s, clock *at) {
    uint64_t h, m, sec = 0;
    *at = (clock){0};
    if (!take_number(s, 2, 2, &h) || !take(s, ':') || !take_number(s, 2, 2, &m) || h > 24 || m > 59)
        return false;
    if (take(s, ':')) {
        if (!take_number(s, 2, 2, &sec) || sec > 60)
            return false;
        at->nanos = take_nanos(s);
    }
    (void)take(s, 'Z');
    at->seconds = h * 3600 + m * 60 + sec;
    return true;
}

/* Days and the part of a day to nine decimals (a tenth of a millisecond), zeros at the end left out. */
static void write_serial(buf *out, uint64_t days, clock at) {
    days += at.seconds / DAY_SECONDS;
    uint64_t nanos = at.seconds % DAY_SECONDS * NANOS + at.nanos;
    uint64_t part = (nanos + DAY_SECONDS / 2) / DAY_SECONDS;
    days += part / NANOS;
    part %= NANOS;
    buf_format(out, "%llu", (unsigned long long)days);
    if (part == 0)
        return;
    buf_format(out, ".%09llu", (unsigned long long)part);
    while (out->ptr[out->len - 1] == '0')
        out->len--;
}

bool serial_of_iso(span iso, bool excel, buf *out) {
    enum { MARCH_1900 = 61 };
    span s = iso;
    uint64_t days = 0;
    clock at = {0};
    if (s.len > 2 && s.ptr[2] == ':') {
        if (!take_clock(&s, &at))
            return false;
    } else {
        if (!take_date(&s, &days) || ((take(&s, 'T') || take(&s, ' ')) && !take_clock(&s, &at)))
            return false;
        if (excel && days < MARCH_1900 && days-- == 0)
            return false;
    }
    if (s.len == 0)
        write_serial(out, days, at);
    return s.len == 0;
}

bool serial_of_duration(span iso, buf *out) {
    enum { DIGITS = 9 };
    span s = iso;
    clock at = {0};
    uint64_t n;
    if (!take(&s, 'P') || !take(&s, 'T') || s.len == 0)
        return false;
    while (s.len) {
        if (!take_number(&s, 1, DIGITS, &n))
            return false;
        uint64_t nanos = take_nanos(&s);
        uint64_t unit = take(&s, 'H') ? 3600 : take(&s, 'M') ? 60 : take(&s, 'S') ? 1 : 0;
        if (unit == 0)
            return false;
        at.seconds += n * unit;
        at.nanos += nanos * unit;
        at.seconds += at.nanos / NANOS;
        at.nanos %= NANOS;
    }
    write_serial(out, 0, at);
    return true;
}

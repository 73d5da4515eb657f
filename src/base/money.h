#ifndef BASE_MONEY_H
#define BASE_MONEY_H
/* Wages as exact decimals: whole fen in 64 bits, never floating point. */
#include "base/buf.h"
#include "base/span.h"

typedef int64_t fen; /* 1 yuan = 100 fen */

/* What a wage field's bytes are. More than one oddity may hold at once. */
enum money_oddity {
    MONEY_BLANK = 1 << 0,      /* nothing, or blanks only */
    MONEY_NO_NUMBER = 1 << 1,  /* no reading as a number; `value` is 0 */
    MONEY_NEGATIVE = 1 << 2,
    MONEY_THOUSANDS = 1 << 3,  /* 5,000 */
    MONEY_UNIT = 1 << 4,       /* a currency mark or a unit: ¥ 5000, 5000元 */
    MONEY_BLANKS = 1 << 5,     /* blanks or line breaks round the number */
    MONEY_FULL_WIDTH = 1 << 6, /* ５０００ (UTF-8 only; the caller decodes) */
    MONEY_EXPONENT = 1 << 7,   /* 5e3 */
    MONEY_DECIMALS = 1 << 8,   /* more than two, other than zeros: `value` is rounded half up */
    MONEY_TOO_LONG = 1 << 9,   /* beyond MONEY_MAX; `value` is 0 */
    MONEY_SIGN = 1 << 10,      /* a leading + */
    MONEY_WAN = 1 << 11,       /* 万元: `value` is in yuan all the same */
    MONEY_APOSTROPHE = 1 << 12 /* '5000, by which spreadsheet programs tell text */
};

enum { MONEY_INTEGER_DIGITS = 10 };
#define MONEY_MAX INT64_C(999999999999) /* as many digits, all 9; beyond it MONEY_TOO_LONG */

typedef struct money {
    fen value;
    unsigned oddities;
    bool below_one; /* a number whose exact value, before rounding, is below 1 yuan */
    uint8_t decimals; /* digits after the point, as written, at most 255 */
} money;

/* Reads a wage field; `s` is UTF-8 (plain digits are the same in every encoding we read).
 * With no oddity but MONEY_BLANK or MONEY_DECIMALS the field is plain ASCII digits with at
 * most one point. Oddities are told, and the value read through them where it is clear. */
money money_read(span s);
/* Is it a number the portal can take as it stands: no oddity at all? */
bool money_plain(money m);
/* Appends "1234.50" with `decimals` (0 to 2) places; what two places would lose is the caller's. */
void money_write(buf *b, fen value, unsigned decimals);
/* Appends with thousands separators and two decimals, for people: 4,610,757.52. */
void money_show(buf *b, fen value);
/* a + b; false on overflow, the sum then untouched. */
bool money_add(fen *sum, fen more);
/* The shortest decimal that reads back as this binary double, rounded half up to the fen.
 * A workbook's number. `changed` tells whether rounding changed it. False when not finite
 * or beyond MONEY_MAX. */
bool money_from_double(double number, fen *value, bool *changed);
/* Appends the shortest decimal that reads back as `number`: 0.1, 1E+20 as digits. */
void number_write(buf *b, double number);
/* Hanzi that belong to amounts and to nobody: yuan, ten thousand, RMB. */
bool money_word(uint32_t point);

#endif

#include "fill/wreck.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { ID_LENGTH = 18, LEAST_DIGITS = 3, DOUBLE_DIGITS = 15, TEXT_MAX = 40 };

/* Digits, point, sign and E in plain ASCII, without decoration; 0 where there is anything else. */
static size_t plain_number(span s, char text[static TEXT_MAX]) {
    size_t n = 0;
    while (s.len) {
        uint32_t c = utf8_next(&s);
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFF01 - 0x21;
        if (c == ' ' || c == '\t' || c == '\'' || c == 0xA0 || c == 0x3000)
            continue;
        if (c == 'e')
            c = 'E';
        if (n + 1 == TEXT_MAX || !((c >= '0' && c <= '9') || c == '.' || c == '+' || c == 'E'))
            return 0;
        text[n++] = (char)c;
    }
    text[n] = 0;
    return n;
}

/* The digits of a mantissa, its point dropped; false where they are too many or none. */
static bool take_digits(wreck *w, span mantissa, size_t *whole) {
    *whole = span_find(mantissa, '.');
    for (size_t i = 0; i < mantissa.len; i++) {
        if (i == *whole)
            continue;
        if (mantissa.ptr[i] < '0' || mantissa.ptr[i] > '9' || w->count == sizeof w->digits)
            return false;
        w->digits[w->count++] = (char)mantissa.ptr[i];
    }
    return w->count && w->digits[0] != '0' && *whole > 0;
}

/* Were digits lost at all? Zeros at the end say so, or a value that is exactly a double's. */
static bool lost(const wreck *w, span text, bool binary) {
    uint64_t whole;
    return w->kind == WRECK_SCIENTIFIC || w->count <= DOUBLE_DIGITS || binary ||
           (span_to_u64(text, UINT64_MAX, &whole) && (uint64_t)w->number == whole);
}

wreck wreck_read(span utf8, bool binary) {
    char text[TEXT_MAX];
    const wreck nothing = {0};
    wreck w = {0};
    uint64_t power = 0;
    size_t whole, n = plain_number(utf8, text), e = span_find(span_of(text, n), 'E');
    span exponent = span_from(span_of(text, n), e + 1);
    if (exponent.len && exponent.ptr[0] == '+')
        exponent = span_from(exponent, 1);
    if (n == 0 || !take_digits(&w, span_of(text, e), &whole) ||
        (e < n && !span_to_u64(exponent, ID_LENGTH, &power)) || whole + power != ID_LENGTH)
        return nothing;
    while (w.count && w.digits[w.count - 1] == '0')
        w.count--;
    w.kind = e < n ? WRECK_SCIENTIFIC : WRECK_ROUNDED;
    w.number = strtod(text, NULL);
    return w.count < LEAST_DIGITS || !lost(&w, span_of(text, n), binary) ? nothing : w;
}

/* The first `count` digits, rounded half up by the one that follows. */
static bool rounds_to(const wreck *w, const uint8_t *id) {
    char up[ID_LENGTH];
    size_t i = w->count;
    if (w->count >= ID_LENGTH || id[w->count] < '5' || id[w->count] > '9')
        return false;
    memcpy(up, id, w->count);
    while (i && up[i - 1] == '9')
        up[--i] = '0';
    if (i == 0)
        return false;
    up[i - 1]++;
    return memcmp(up, w->digits, w->count) == 0;
}

/* Do these 18 characters begin with the digits that survived, or are those what they round to? */
static bool shows_as(const wreck *w, const uint8_t *id) {
    return memcmp(id, w->digits, w->count) == 0 || rounds_to(w, id);
}

bool wreck_matches(const wreck *w, span id) {
    uint64_t whole;
    if (w->kind == WRECK_NONE || id.len != ID_LENGTH)
        return false;
    if (w->count <= DOUBLE_DIGITS && shows_as(w, id.ptr))
        return true;
    if (!span_to_u64(id, UINT64_MAX, &whole))
        return false;
    /* Writers of workbooks print the double's sixteen or seventeen digits, not the ID's. */
    char nearest[ID_LENGTH + 3];
    int length = snprintf(nearest, sizeof nearest, "%llu", (unsigned long long)(double)whole);
    return (double)whole == w->number || (length == ID_LENGTH && shows_as(w, (const uint8_t *)nearest));
}

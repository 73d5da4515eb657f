#include "base/span.h"

#include <string.h>

span span_cstr(const char *text) { return span_of(text, text ? strlen(text) : 0); }

bool span_eq(span a, span b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static uint8_t lower(uint8_t c) { return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c; }

bool span_eq_nocase(span a, span b) {
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

bool span_starts(span s, span prefix) {
    return s.len >= prefix.len && span_eq(span_cut(s, 0, prefix.len), prefix);
}

bool span_ends(span s, span suffix) {
    return s.len >= suffix.len && span_eq(span_from(s, s.len - suffix.len), suffix);
}

bool span_ends_nocase(span s, span suffix) {
    return s.len >= suffix.len && span_eq_nocase(span_from(s, s.len - suffix.len), suffix);
}

int span_cmp(span a, span b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static bool blank(uint8_t c) { return c == ' ' || c == '\t'; }

span span_trim(span s) {
    while (s.len && blank(s.ptr[0]))
        s = span_from(s, 1);
    while (s.len && blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

size_t span_find(span s, uint8_t byte) {
    const uint8_t *at = s.len ? memchr(s.ptr, byte, s.len) : NULL;
    return at ? (size_t)(at - s.ptr) : s.len;
}

size_t span_search(span s, span what) {
    if (what.len == 0)
        return 0;
    for (size_t i = 0; i + what.len <= s.len; i++) {
        i += span_find(span_from(s, i), what.ptr[0]);
        if (i + what.len <= s.len && memcmp(s.ptr + i, what.ptr, what.len) == 0)
            return i;
    }
    return s.len;
}

bool span_has(span s, uint8_t byte) { return span_find(s, byte) < s.len; }

bool span_digits(span s) {
    if (s.len == 0)
        return false;
    const uint8_t *at = s.ptr, *end = s.ptr + s.len;
    for (; at < end; at++)
        if ((uint8_t)(*at - '0') > 9)
            return false;
    return true;
}

bool span_to_u64(span s, uint64_t max, uint64_t *value) {
    uint64_t sum = 0;
    if (!span_digits(s))
        return false;
    for (size_t i = 0; i < s.len; i++) {
        uint64_t digit = (uint64_t)(s.ptr[i] - '0');
        if (sum > (max - digit) / 10 || digit > max)
            return false;
        sum = sum * 10 + digit;
    }
    *value = sum;
    return true;
}

uint16_t le16(const uint8_t *p) { return (uint16_t)(p[0] | p[1] << 8); }

uint32_t le32(const uint8_t *p) { return (uint32_t)le16(p) | (uint32_t)le16(p + 2) << 16; }

uint64_t le64(const uint8_t *p) { return (uint64_t)le32(p) | (uint64_t)le32(p + 4) << 32; }

/* From bytes to characters and back, by the generated tables. */
#include "base/utf8.h"
#include "text/scan.h"
#include "text/tables.h"

static uint32_t take(span *s, size_t len, uint32_t c) {
    *s = (span){s->ptr + len, s->len - len};
    return c;
}

static uint32_t next_gbk(span *s, bool gb18030) {
    const uint8_t *p = s->ptr;
    if (s->len > 1 && gbk_lead(p[0]) && gbk_trail(p[1]))
        return take(s, 2, gb18030 ? gb18030_to_char(p[0], p[1]) : gbk_to_char(p[0], p[1]));
    if (!gb18030)
        return take(s, 1, p[0] == 0x80 ? 0x20AC : CODE_BAD);
    uint32_t c = four_shaped(p, s->len) ? four_to_char(p) : 0;
    return c ? take(s, 4, c) : take(s, 1, CODE_BAD);
}

static uint32_t next_big5(span *s) {
    const uint8_t *p = s->ptr;
    uint32_t c = s->len > 1 && big5_lead(p[0]) && big5_trail(p[1]) ? big5_to_char(p[0], p[1]) : 0;
    return c ? take(s, 2, c) : take(s, 1, CODE_BAD);
}

static uint32_t unit16(const uint8_t *p, bool big) {
    return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static uint32_t next_utf16(span *s, bool big) {
    if (s->len < 2)
        return take(s, s->len, CODE_BAD);
    uint32_t first = unit16(s->ptr, big);
    if (first < 0xD800 || first > 0xDFFF)
        return take(s, 2, first);
    uint32_t second = s->len < 4 ? 0 : unit16(s->ptr + 2, big);
    if (first > 0xDBFF || second < 0xDC00 || second > 0xDFFF)
        return take(s, 2, CODE_BAD);
    return take(s, 4, 0x10000 + ((first - 0xD800) << 10 | (second - 0xDC00)));
}

static uint32_t next_utf32(span *s, bool big) {
    if (s->len < 4)
        return take(s, s->len, CODE_BAD);
    uint32_t little = le32(s->ptr);
    uint32_t c = little;
    if (big)
        c = little >> 24 | (little >> 8 & 0xFF00) | (little << 8 & 0xFF0000) | little << 24;
    return take(s, 4, c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? CODE_BAD : c);
}

static uint32_t next_latin1(span *s) {
    uint32_t c = latin1_to_char(s->ptr[0]);
    return take(s, 1, c || s->ptr[0] == 0 ? c : CODE_BAD);
}

uint32_t decode_next(encoding e, span *s) {
    if (s->ptr[0] < 0x80 && !encoding_wide(e))
        return take(s, 1, s->ptr[0]);
    switch (e) {
    case ENCODING_UTF8: return utf8_next(s);
    case ENCODING_GBK: return next_gbk(s, false);
    case ENCODING_GB18030: return next_gbk(s, true);
    case ENCODING_BIG5: return next_big5(s);
    case ENCODING_UTF16LE: return next_utf16(s, false);
    case ENCODING_UTF16BE: return next_utf16(s, true);
    case ENCODING_UTF32LE: return next_utf32(s, false);
    case ENCODING_UTF32BE: return next_utf32(s, true);
    case ENCODING_LATIN1: return next_latin1(s);
    default: return take(s, 1, CODE_BAD);
    }
}

static size_t put_utf8(uint8_t *to, uint32_t c) {
    if (c < 0x80)
        return to[0] = (uint8_t)c, 1;
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const uint8_t mark[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len - 1; i > 0; i--, c >>= 6)
        to[i] = (uint8_t)(0x80 | (c & 0x3F));
    to[0] = (uint8_t)(mark[len] | c);
    return len;
}

/* Copies the ASCII that `s` begins with, and moves past it. */
static void take_ascii(encoding e, span *s, buf *utf8) {
    size_t units = ascii_units(e, *s), plain = encoding_wide(e) ? 0 : next_high(*s, 0);
    buf_add(utf8, span_cut(*s, 0, plain));
    buf_reserve(utf8, units / 2);
    for (size_t i = e == ENCODING_UTF16BE; i < units; i += 2)
        utf8->ptr[utf8->len++] = s->ptr[i];
    *s = span_from(*s, plain + units);
}

static bool starts_ascii(encoding e, span s) {
    return encoding_wide(e) ? ascii_units(e, span_cut(s, 0, 2)) > 0 : s.ptr[0] < 0x80;
}

size_t decode_all(encoding e, span s, buf *utf8) {
    enum { ROOM = 256 };
    size_t bad = 0;
    while (s.len) {
        take_ascii(e, &s, utf8);
        buf_reserve(utf8, ROOM);
        size_t end = utf8->len + ROOM - 4;
        while (s.len && utf8->len < end && !starts_ascii(e, s)) {
            uint32_t c = decode_next(e, &s);
            bad += c == CODE_BAD;
            utf8->len += put_utf8(utf8->ptr + utf8->len, c == CODE_BAD ? 0xFFFD : c);
        }
    }
    return bad;
}

span decode_span(arena *a, encoding e, span s) {
    bool ascii = !encoding_wide(e) && next_high(s, 0) == s.len;
    bool as_it_is = ascii || (e == ENCODING_UTF8 && utf8_valid(s));
    if (as_it_is)
        return s;
    buf utf8 = buf_new(a);
    (void)decode_all(e, s, &utf8);
    return buf_span(&utf8);
}

static bool add_two(buf *out, unsigned two) {
    if (two == 0)
        return false;
    buf_byte(out, (uint8_t)(two >> 8));
    buf_byte(out, (uint8_t)two);
    return true;
}

static bool add_one(buf *out, bool can, uint8_t byte) {
    if (can)
        buf_byte(out, byte);
    return can;
}

static bool add_latin1(buf *out, uint32_t c) {
    uint8_t byte = 0;
    bool can = char_to_latin1(c, &byte);
    return add_one(out, can, byte);
}

static bool add_gb18030(buf *out, uint32_t c) {
    uint8_t four[4];
    if (add_two(out, char_to_gb18030(c)))
        return true;
    if (!char_to_four(c, four))
        return false;
    buf_add(out, span_of(four, 4));
    return true;
}

static void add_unit16(buf *out, uint32_t unit, bool big) {
    buf_byte(out, (uint8_t)(big ? unit >> 8 : unit));
    buf_byte(out, (uint8_t)(big ? unit : unit >> 8));
}

static bool add_utf16(buf *out, uint32_t c, bool big) {
    if (c >= 0x10000) {
        add_unit16(out, 0xD800 + ((c - 0x10000) >> 10), big);
        c = 0xDC00 + ((c - 0x10000) & 0x3FF);
    }
    add_unit16(out, c, big);
    return true;
}

static bool add_utf32(buf *out, uint32_t c, bool big) {
    add_unit16(out, big ? c >> 16 : c & 0xFFFF, big);
    add_unit16(out, big ? c & 0xFFFF : c >> 16, big);
    return true;
}

static bool encode_char(encoding e, uint32_t c, buf *out) {
    if (c < 0x80 && !encoding_wide(e))
        return add_one(out, true, (uint8_t)c);
    switch (e) {
    case ENCODING_UTF8: utf8_add(out, c); return true;
    case ENCODING_GBK: return c == 0x20AC ? add_one(out, true, 0x80) : add_two(out, char_to_gbk(c));
    case ENCODING_GB18030: return add_gb18030(out, c);
    case ENCODING_BIG5: return add_two(out, char_to_big5(c));
    case ENCODING_UTF16LE: return add_utf16(out, c, false);
    case ENCODING_UTF16BE: return add_utf16(out, c, true);
    case ENCODING_UTF32LE: return add_utf32(out, c, false);
    case ENCODING_UTF32BE: return add_utf32(out, c, true);
    case ENCODING_LATIN1: return add_latin1(out, c);
    default: return false;
    }
}

bool encode_all(encoding e, span utf8, buf *out) {
    buf_reserve(out, utf8.len);
    while (utf8.len) {
        uint32_t c = utf8_next(&utf8);
        if (c == UTF8_BAD || !encode_char(e, c, out))
            return false;
    }
    return true;
}

size_t char_len(encoding e, span s) {
    if (s.len == 0)
        return 0;
    if (s.ptr[0] < 0x80 && !encoding_wide(e))
        return 1;
    span rest = s;
    (void)decode_next(e, &rest);
    return s.len - rest.len;
}

bool may_trail(encoding e, uint8_t byte) {
    switch (e) {
    case ENCODING_GBK:
    case ENCODING_BIG5: return byte >= 0x40 && byte <= 0x7E;
    case ENCODING_GB18030: return (byte >= 0x40 && byte <= 0x7E) || (byte >= '0' && byte <= '9');
    default: return encoding_wide(e);
    }
}

#include "base/utf8.h"

static uint32_t continuation(span s, size_t i) {
    return i < s.len && (s.ptr[i] & 0xC0) == 0x80 ? s.ptr[i] & 0x3Fu : UTF8_BAD;
}

/* Length by lead byte, the bits it carries and the least code that needs that length. */
static size_t lead(uint8_t b, uint32_t *bits, uint32_t *least) {
    if (b >= 0xC2 && b <= 0xDF)
        return *bits = b & 0x1Fu, *least = 0x80, 2;
    if (b >= 0xE0 && b <= 0xEF)
        return *bits = b & 0x0Fu, *least = 0x800, 3;
    if (b >= 0xF0 && b <= 0xF4)
        return *bits = b & 0x07u, *least = 0x10000, 4;
    return 0;
}

uint32_t utf8_next(span *s) {
    uint8_t first = s->ptr[0];
    uint32_t code = first, least = 0;
    size_t len = first < 0x80 ? 1 : lead(first, &code, &least);
    for (size_t i = 1; i < len; i++) {
        uint32_t bits = continuation(*s, i);
        if (bits == UTF8_BAD)
            len = 0;
        else
            code = code << 6 | bits;
    }
    if (len == 0 || code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        *s = span_from(*s, 1);
        return UTF8_BAD;
    }
    *s = span_from(*s, len);
    return code;
}

bool utf8_valid(span s) {
    while (s.len)
        if (utf8_next(&s) == UTF8_BAD)
            return false;
    return true;
}

void utf8_add(buf *b, uint32_t c) {
    if (c < 0x80) {
        buf_byte(b, (uint8_t)c);
        return;
    }
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const uint8_t mark[] = {0, 0xC0, 0xE0, 0xF0};
    buf_byte(b, (uint8_t)(mark[more] | c >> (6 * more)));
    for (int i = more - 1; i >= 0; i--)
        buf_byte(b, (uint8_t)(0x80 | (c >> (6 * i) & 0x3F)));
}

bool utf8_commands(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool utf8_unseen(uint32_t c) {
    return (utf8_commands(c) && c != '\t' && c != '\n') || (c >= 0x200B && c <= 0x200F) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE;
}

/* How many bytes at the beginning are plain letters and signs. */
static size_t plain(span s) {
    size_t n = 0;
    while (n < s.len && s.ptr[n] >= 0x20 && s.ptr[n] < 0x7F)
        n++;
    return n;
}

static void show(buf *b, span s, bool line) {
    while (s.len) {
        size_t n = plain(s);
        buf_add(b, span_cut(s, 0, n));
        s = span_from(s, n);
        if (s.len == 0)
            return;
        uint32_t c = utf8_next(&s);
        if (c == UTF8_BAD)
            utf8_add(b, 0xFFFD);
        else if (utf8_unseen(c) || (line && c < 0x20))
            buf_format(b, "[U+%04X]", (unsigned)c);
        else
            utf8_add(b, c);
    }
}

void utf8_show(buf *b, span s) { show(b, s, false); }
void utf8_show_line(buf *b, span s) { show(b, s, true); }

/* East Asian Wide and Fullwidth, in the ranges that names, punctuation and signs use
 * (Unicode, EastAsianWidth.txt); rarer ranges are taken whole. */
static bool wide(uint32_t c) {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) ||
           (c >= 0x3041 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
           (c >= 0xFF01 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
           (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

static bool zero_width(uint32_t c) {
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF;
}

size_t utf8_width(span s) {
    size_t width = 0;
    while (s.len) {
        uint32_t c = utf8_next(&s);
        width += c == UTF8_BAD ? 1 : wide(c) ? 2 : zero_width(c) ? 0 : 1;
    }
    return width;
}

size_t utf8_count(span s) {
    size_t count = 0;
    for (; s.len; count++)
        (void)utf8_next(&s);
    return count;
}

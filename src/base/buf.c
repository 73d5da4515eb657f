#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

buf buf_new(arena *a) { return (buf){.on = a}; }

void buf_reserve(buf *b, size_t more) {
    if (more <= b->cap - b->len)
        return;
    if (more > SIZE_MAX / 2 - b->len)
        arena_fail(b->on, STATUS_NO_MEMORY);
    size_t want = b->len + more;
    size_t cap = b->cap ? b->cap + b->cap / 2 : 256;
    b->cap = cap > want ? cap : want;
    b->ptr = arena_grow(b->on, b->ptr, b->cap);
}

void buf_byte(buf *b, uint8_t byte) {
    buf_reserve(b, 1);
    b->ptr[b->len++] = byte;
}

void buf_add(buf *b, span s) {
    if (s.len == 0)
        return;
    buf_reserve(b, s.len);
    memcpy(b->ptr + b->len, s.ptr, s.len);
    b->len += s.len;
}

void buf_text(buf *b, const char *text) { buf_add(b, span_cstr(text)); }

void buf_repeat(buf *b, uint8_t byte, size_t times) {
    if (times == 0)
        return;
    buf_reserve(b, times);
    memset(b->ptr + b->len, byte, times);
    b->len += times;
}

void buf_int(buf *b, int64_t value) {
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)value);
    buf_add(b, span_of(digits, (size_t)n));
}

void buf_format(buf *b, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        buf_reserve(b, (size_t)n + 1);
        (void)vsnprintf((char *)b->ptr + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

span buf_span(const buf *b) { return span_of(b->ptr, b->len); }

span span_keep(arena *a, span s) {
    uint8_t *copy = arena_take(a, s.len ? s.len : 1, 1);
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return span_of(copy, s.len);
}

#ifndef BASE_BUF_H
#define BASE_BUF_H
/* Bytes being written: an owned, growing buffer on an arena. */
#include "base/arena.h"
#include "base/span.h"

typedef struct buf {
    arena *on;
    uint8_t *ptr;
    size_t len, cap;
} buf;

buf buf_new(arena *a);
/* Room for `more` further bytes without moving. */
void buf_reserve(buf *b, size_t more);
void buf_byte(buf *b, uint8_t byte);
void buf_add(buf *b, span s);
void buf_text(buf *b, const char *text);
void buf_repeat(buf *b, uint8_t byte, size_t times);
void buf_int(buf *b, int64_t value);
/* printf with the C locale's rules: integers and strings only, never floats. */
void buf_format(buf *b, const char *format, ...)
#if defined(__MINGW32__)
    __attribute__((format(gnu_printf, 2, 3))) /* mingw's own printf, not that of Windows */
#elif defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
/* What was written so far; moves with the next write. */
span buf_span(const buf *b);
/* A copy of `s` on the arena. */
span span_keep(arena *a, span s);

#endif

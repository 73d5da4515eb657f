#ifndef BASE_SPAN_H
#define BASE_SPAN_H
/* Borrowed bytes: a pointer and a length, never NUL-terminated, never owned.
 * A span lives as long as what it points into (an input, an arena, a literal). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct span {
    const uint8_t *ptr;
    size_t len; /* bytes */
} span;

/* A string literal as a span, without its NUL. */
#define SPAN(literal) ((span){(const uint8_t *)("" literal), sizeof(literal) - 1})

static inline span span_of(const void *ptr, size_t len) { return (span){ptr, len}; }
/* A C string as a span; NULL gives the empty span. */
span span_cstr(const char *text);
bool span_eq(span a, span b);
/* Equal but for the case of ASCII letters. */
bool span_eq_nocase(span a, span b);
bool span_starts(span s, span prefix);
bool span_ends(span s, span suffix);
bool span_ends_nocase(span s, span suffix);
/* Bytes order, shorter first where one is the other's beginning: <0, 0, >0. */
int span_cmp(span a, span b);
/* The part from `from` on, at most `len` bytes; clipped to what there is. */
static inline span span_cut(span s, size_t from, size_t len) {
    if (from > s.len)
        from = s.len;
    if (len > s.len - from)
        len = s.len - from;
    return (span){from ? s.ptr + from : s.ptr, len};
}
static inline span span_from(span s, size_t from) { return span_cut(s, from, SIZE_MAX); }
/* Without ASCII blanks (space, TAB) at both ends. */
span span_trim(span s);
/* Index of the first `byte`, or s.len. */
size_t span_find(span s, uint8_t byte);
/* Index of the first occurrence of `what`, or s.len; an empty `what` is at 0. */
size_t span_search(span s, span what);
bool span_has(span s, uint8_t byte);
/* Every byte is an ASCII digit, and there is at least one. */
bool span_digits(span s);
/* An unsigned decimal without sign; false when empty, not digits, or beyond `max`. */
bool span_to_u64(span s, uint64_t max, uint64_t *value);
/* Little-endian reads; the caller has checked that the bytes are there. */
uint16_t le16(const uint8_t *p);
uint32_t le32(const uint8_t *p);
uint64_t le64(const uint8_t *p);

#endif

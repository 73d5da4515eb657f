#ifndef BASE_UTF8_H
#define BASE_UTF8_H
/* UTF-8 in and out, and how wide it stands on a terminal. */
#include "base/buf.h"
#include "base/span.h"

enum { UTF8_BAD = 0xFFFFFFFF };

/* The next code point of *s, which is moved past it. UTF8_BAD for a malformed
 * sequence (overlong, surrogate, beyond U+10FFFF, cut off), of which one byte is taken. */
uint32_t utf8_next(span *s);
bool utf8_valid(span s);
void utf8_add(buf *b, uint32_t code);
/* Columns on a terminal: East Asian wide and full-width characters count two. */
size_t utf8_width(span s);
/* Code points, malformed bytes counted singly. */
size_t utf8_count(span s);

#endif

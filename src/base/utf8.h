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
/* Would a terminal or a page obey it, and not show it? Controls, and marks that turn the direction of writing. */
bool utf8_commands(uint32_t code);
/* Would people not see it? The same but for TAB and newline, and other characters without a look. */
bool utf8_unseen(uint32_t code);
/* Text for people in which everything is seen: "[U+001B]"; malformed bytes as U+FFFD. */
void utf8_show(buf *b, span s);
/* The same of what must stay on its line: newlines and TABs are shown as well. */
void utf8_show_line(buf *b, span s);
/* Columns on a terminal: East Asian wide and full-width characters count two. */
size_t utf8_width(span s);
/* Code points, malformed bytes counted singly. */
size_t utf8_count(span s);

#endif

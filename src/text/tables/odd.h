#ifndef TEXT_TABLES_ODD_H
#define TEXT_TABLES_ODD_H
/* Which characters are worth a second look: shared by the generator, which marks their codes, and
 * by the program, which tells them in UTF-8. Everything else is passed over at full speed. */
#include <stdbool.h>
#include <stdint.h>

enum { CLASS_NONE = 0, CLASS_VALID = 1, CLASS_COMMON = 2, CLASS_KIND = 3, CLASS_ODD = 4 };

/* Use left to agreement between people, which no two fonts or readers need share. */
static inline bool private_use(uint32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/* Blanks that trim() leaves and people do not see: NBSP, zero-width, direction marks, U+3000. */
static inline bool odd_space(uint32_t c) {
    return c == 0xA0 || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           c == 0x2060 || c == 0xFEFF || c == 0x3000;
}

/* What broken conversions leave behind: U+FFFD, its bytes read as GBK (begins with U+951F), memory
 * fillers read as GBK (U+70EB, U+5C6F), and the box that stands for a missing glyph. */
static inline bool ruin_mark(uint32_t c) {
    return c == 0xFFFD || c == 0x951F || c == 0x70EB || c == 0x5C6F || c == 0x25A1;
}

static inline bool odd_char(uint32_t c) { return private_use(c) || odd_space(c) || ruin_mark(c); }

#endif

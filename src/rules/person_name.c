#include "rules/person_name.h"

#include "base/buf.h"
#include "base/utf8.h"

/* Blanks, and the quotes and apostrophes that exports leave behind. */
static bool blank(uint32_t c) {
    return c == ' ' || c == '"' || c == '\'' || c == '\t' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200D) ||
           c == 0xFEFF;
}

/* The dots that stand between the parts of a transcribed name; GBK has only U+00B7. */
static bool dot(uint32_t c) {
    return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0x2024 || c == 0xFF0E ||
           c == 0xFF65 || c == 0x22C5 || c == '.';
}

span name_folded(arena *a, span utf8) {
    buf b = buf_new(a);
    for (span rest = utf8; rest.len;) {
        uint32_t c = utf8_next(&rest);
        if (blank(c))
            continue;
        if (dot(c))
            c = 0xB7;
        else if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFF01 - 0x21;
        if (c >= 'a' && c <= 'z')
            c -= 'a' - 'A';
        utf8_add(&b, c == UTF8_BAD ? 0xFFFD : c);
    }
    return buf_span(&b);
}

static bool gap(uint32_t c) {
    return c == '?' || c == 0xFFFD || c == UTF8_BAD || c == 0x25A1 || (c >= 0xE000 && c <= 0xF8FF);
}

bool name_has_gap(span folded) {
    while (folded.len)
        if (gap(utf8_next(&folded)))
            return true;
    return false;
}

bool names_agree(span folded, span other) {
    bool agreed = false;
    while (folded.len && other.len) {
        uint32_t a = utf8_next(&folded), b = utf8_next(&other);
        if (a != b && !gap(a) && !gap(b))
            return false;
        agreed = agreed || (a == b && !gap(a));
    }
    return agreed && folded.len == 0 && other.len == 0;
}

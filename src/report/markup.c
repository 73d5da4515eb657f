#include "report/markup.h"

#include "base/utf8.h"

/* Control and format characters that a reader would not see. */
static bool unseen(uint32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE;
}

void markup_text(buf *b, span s) {
    while (s.len) {
        uint32_t c = utf8_next(&s);
        if (c == UTF8_BAD)
            utf8_add(b, 0xFFFD);
        else if (unseen(c))
            buf_format(b, "[U+%04X]", (unsigned)c);
        else if (c == '<')
            buf_text(b, "&lt;");
        else if (c == '>')
            buf_text(b, "&gt;");
        else if (c == '&')
            buf_text(b, "&amp;");
        else if (c == '"')
            buf_text(b, "&quot;");
        else if (c == '\'')
            buf_text(b, "&#39;");
        else
            utf8_add(b, c);
    }
}

void markup_cstr(buf *b, const char *utf8) { markup_text(b, span_cstr(utf8)); }

#include "report/markup.h"

#include "base/utf8.h"

void markup_text(buf *b, span s) {
    while (s.len) {
        uint32_t c = utf8_next(&s);
        if (c == UTF8_BAD)
            utf8_add(b, 0xFFFD);
        else if (utf8_unseen(c))
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

#include "table/html_text.h"

#include "base/utf8.h"

html_text html_text_new(arena *a, encoding from) {
    return (html_text){.out = buf_new(a), .from = from};
}

void html_text_clear(html_text *t) {
    t->out.len = 0;
    t->breaks = 0;
    t->space = false;
}

static bool blank(uint32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* What separates the next character from what is there. */
static void settle(html_text *t) {
    if (t->out.len && t->breaks)
        buf_repeat(&t->out, '\n', t->breaks);
    else if (t->out.len && t->space)
        buf_byte(&t->out, ' ');
    t->breaks = 0;
    t->space = false;
}

static size_t plain_len(span s) {
    size_t n = 0;
    while (n < s.len && s.ptr[n] != '&' && !blank(s.ptr[n]))
        n++;
    return n;
}

void html_text_add(html_text *t, span raw) {
    while (raw.len) {
        size_t plain = plain_len(raw);
        if (plain) {
            settle(t);
            (void)decode_all(t->from, span_cut(raw, 0, plain), &t->out);
            raw = span_from(raw, plain);
            continue;
        }
        uint32_t c = raw.ptr[0];
        if (c == '&')
            c = html_entity(&raw);
        else
            raw = span_from(raw, 1);
        if (blank(c)) {
            t->space = true;
        } else {
            settle(t);
            utf8_add(&t->out, c);
        }
    }
}

void html_text_break(html_text *t) { t->breaks += t->out.len > 0; }

void html_text_edge(html_text *t) {
    if (t->breaks == 0)
        html_text_break(t);
}

static bool hollow(span s, bool at_end) {
    const span nbsp = SPAN("\xC2\xA0");
    return at_end ? span_ends(s, nbsp) : span_starts(s, nbsp);
}

span html_text_span(const html_text *t) {
    span s = buf_span(&t->out);
    for (bool more = true; more;) {
        size_t before = s.len;
        s = span_from(s, hollow(s, false) ? 2 : 0);
        s.len -= hollow(s, true) ? 2 : 0;
        while (s.len && blank(s.ptr[0]))
            s = span_from(s, 1);
        while (s.len && blank(s.ptr[s.len - 1]))
            s.len--;
        more = s.len < before;
    }
    return s;
}

void html_value(buf *out, encoding from, span raw) {
    while (raw.len) {
        size_t plain = span_find(raw, '&');
        (void)decode_all(from, span_cut(raw, 0, plain), out);
        raw = span_from(raw, plain);
        if (raw.len)
            utf8_add(out, html_entity(&raw));
    }
}

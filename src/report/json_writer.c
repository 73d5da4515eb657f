#include "report/json_writer.h"

#include "base/utf8.h"

static void newline(json *j) {
    if (j->compact)
        return;
    buf_byte(j->to, '\n');
    buf_repeat(j->to, ' ', 2 * (size_t)j->depth);
}

static void quoted(buf *b, span s) {
    buf_byte(b, '"');
    while (s.len) {
        uint32_t c = utf8_next(&s);
        if (c == '"' || c == '\\')
            buf_format(b, "\\%c", (char)c);
        else if (c == '\n')
            buf_text(b, "\\n");
        else if (c == '\t')
            buf_text(b, "\\t");
        else if (c <= 0xFFFF && utf8_unseen(c)) /* U+2028 among them, which ends a line in JavaScript */
            buf_format(b, "\\u%04x", (unsigned)c);
        else
            utf8_add(b, c == UTF8_BAD ? 0xFFFD : c);
    }
    buf_byte(b, '"');
}

/* Comma, line break and key: what stands before any value. */
static void begin(json *j, const char *key) {
    if (!j->first)
        buf_byte(j->to, ',');
    if (j->depth)
        newline(j);
    j->first = false;
    if (key) {
        quoted(j->to, span_cstr(key));
        buf_text(j->to, j->compact ? ":" : ": ");
    }
}

static void begin_nest(json *j, const char *key, char bracket) {
    begin(j, key);
    buf_byte(j->to, (uint8_t)bracket);
    j->depth++;
    j->first = true;
}

void json_object(json *j, const char *key) { begin_nest(j, key, '{'); }
void json_array(json *j, const char *key) { begin_nest(j, key, '['); }

void json_end(json *j, char bracket) {
    j->depth--;
    if (!j->first)
        newline(j);
    buf_byte(j->to, (uint8_t)bracket);
    j->first = false;
}

void json_string(json *j, const char *key, span utf8) {
    begin(j, key);
    quoted(j->to, utf8);
}

void json_text(json *j, const char *key, const char *text) { json_string(j, key, span_cstr(text)); }

void json_number(json *j, const char *key, uint64_t n) {
    begin(j, key);
    buf_format(j->to, "%llu", (unsigned long long)n);
}

void json_bool(json *j, const char *key, bool yes) {
    begin(j, key);
    buf_text(j->to, yes ? "true" : "false");
}

void json_null(json *j, const char *key) {
    begin(j, key);
    buf_text(j->to, "null");
}

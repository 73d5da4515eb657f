/* Text that was read in a wrong encoding and saved so. The mistake is taken back, what it hid is covered,
 * and the mistake is made again: else somebody's name could be read out of the garbled one. */
#include "base/utf8.h"
#include "bundle/cover.h"

/* Does windows-1252 leave this byte undefined, so that it is a control character in any case? */
static bool undefined(uint32_t c) { return c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D; }

static bool has_controls(const text *t) {
    for (span rest = t->body; rest.len;) {
        uint32_t c = utf8_next(&rest);
        if (c >= 0x80 && c <= 0x9F && !undefined(c))
            return true;
    }
    return false;
}

mistake mistake_of(arena *a, const text *t) {
    mistake m = {0};
    m.made = text_mistake(a, t, &m.wrong, &m.right);
    m.latin1 = m.made && m.wrong == ENCODING_LATIN1 && has_controls(t);
    return m;
}

/* The bytes that a character was; false where it is none of the wrong encoding, and was lost. */
static bool take_back(const mistake *m, uint32_t c, span utf8, buf *bytes) {
    if (m->wrong != ENCODING_LATIN1 || c < 0x80 || c > 0x9F)
        return encode_all(m->wrong, utf8, bytes);
    buf_byte(bytes, (uint8_t)c);
    return true;
}

static void garble(const mistake *m, span bytes, buf *out) {
    while (bytes.len) {
        uint8_t first = bytes.ptr[0];
        uint32_t c = decode_next(m->wrong, &bytes);
        bool control = m->wrong == ENCODING_LATIN1 && first >= 0x80 && first <= 0x9F && (m->latin1 || c == CODE_BAD);
        utf8_add(out, control ? first : c == CODE_BAD ? 0xFFFD : c);
    }
}

/* A stretch between characters that were lost. */
static void cover_stretch(cover *c, const mistake *m, const document *d, uint32_t line, buf *bytes, buf *out) {
    arena *a = arena_child(c->on);
    span was = span_keep(a, buf_span(bytes));
    cover_one_line(c, d, m->right, line, was, bytes->ptr);
    garble(m, buf_span(bytes), out);
    bytes->len = 0;
    arena_reset(a);
}

void cover_garbled(cover *c, const mistake *m, const document *d, uint32_t line, buf *out) {
    arena *a = arena_child(c->on);
    buf bytes = buf_new(a);
    for (span rest = text_line(&d->text, line); rest.len;) {
        span one = rest;
        uint32_t point = utf8_next(&rest);
        one = span_cut(one, 0, one.len - rest.len);
        size_t before = bytes.len;
        if (take_back(m, point, one, &bytes))
            continue;
        bytes.len = before;
        cover_stretch(c, m, d, line, &bytes, out);
        buf_add(out, one);
    }
    cover_stretch(c, m, d, line, &bytes, out);
    arena_reset(a);
}

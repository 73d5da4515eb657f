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
    mistake m = {.on = a};
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

/* Has the mistake been made in this line? One that was typed anew says less when it is taken back. */
static bool made_here(const mistake *m, span line) {
    enum { LEFT_OF_LOST = 3 }; /* a character that was lost in part leaves up to two bytes */
    size_t sense = 0, nonsense = 0;
    arena *a = arena_child(m->on);
    buf bytes = buf_new(a);
    while (line.len) {
        span one = line;
        uint32_t point = utf8_next(&line);
        size_t before = bytes.len;
        if (!take_back(m, point, span_cut(one, 0, one.len - line.len), &bytes)) {
            nonsense += is_hanzi(point);
            bytes.len = before;
        }
    }
    for (span rest = buf_span(&bytes); rest.len;) {
        uint32_t c = decode_next(m->right, &rest);
        sense += is_hanzi(c);
        nonsense += c == CODE_BAD;
    }
    arena_reset(a);
    return sense * LEFT_OF_LOST > nonsense;
}

/* Of a header's words so much may be lost that nothing is told by them. */
static bool of_header(const document *d, uint32_t line) {
    bool before = line == 0 || (d->usable && d->layout.header && line <= d->layout.header_line);
    return before && !holds_id(text_line(&d->text, line));
}

/* Up to the next character that was lost; or, where lost ones stand, up to the next that was not. */
static span next_stretch(const mistake *m, span rest, bool lost, buf *bytes) {
    while (rest.len) {
        span one = rest;
        uint32_t point = utf8_next(&rest);
        size_t before = bytes->len;
        span utf8 = span_cut(one, 0, one.len - rest.len);
        bool taken = take_back(m, point, utf8, bytes);
        if (taken == lost || !taken)
            bytes->len = before;
        if (taken == lost)
            return one;
        if (!taken)
            buf_add(bytes, utf8);
    }
    return rest;
}

static span cover_stretch(cover *c, arena *a, const document *d, uint32_t line, encoding e, buf *bytes) {
    span was = span_keep(a, buf_span(bytes));
    cover_one_line(c, d, e, line, was, bytes->ptr);
    return buf_span(bytes);
}

/* What can be taken back is covered as what it was, and garbled again; the rest as it stands. */
void cover_garbled(cover *c, const mistake *m, const document *d, uint32_t line, buf *out) {
    arena *a = arena_child(c->on);
    span rest = text_line(&d->text, line);
    buf typed = buf_new(a);
    if (!of_header(d, line) && !made_here(m, rest)) {
        buf_add(&typed, rest);
        buf_add(out, cover_stretch(c, a, d, line, d->text.body_encoding, &typed));
        rest.len = 0;
    }
    for (bool lost = false; rest.len; lost = !lost) {
        buf bytes = buf_new(a);
        rest = next_stretch(m, rest, lost, &bytes);
        span now = cover_stretch(c, a, d, line, lost ? d->text.body_encoding : m->right, &bytes);
        if (lost)
            buf_add(out, now);
        else
            garble(m, now, out);
    }
    arena_reset(a);
}

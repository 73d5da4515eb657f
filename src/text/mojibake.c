/* Text that was read in a wrong encoding and saved so: every line still reads well when the mistake
 * is taken back. Looked for only where a UTF-8 text has suspiciously few common hanzi. */
#include "base/utf8.h"
#include "text/scan.h"
#include "text/survey.h"

/* What the characters of `utf8` were bytes of, in the encoding they were wrongly read in. */
static bool take_back(encoding wrong, span utf8, buf *bytes) {
    bool whole = true;
    while (utf8.len) {
        span one = utf8;
        uint32_t c = utf8_next(&utf8);
        one.len -= utf8.len;
        if (wrong == ENCODING_LATIN1 && c >= 0x80 && c <= 0x9F)
            buf_byte(bytes, (uint8_t)c); /* ISO-8859-1 keeps what windows-1252 leaves undefined */
        else if (!encode_all(wrong, one, bytes)) {
            buf_byte(bytes, '?');
            whole = false;
        }
    }
    return whole;
}

enum reads { READS_NOT, READS_PARTLY, READS_WELL };

/* Where most characters are common hanzi, the mistake is proved. */
static enum reads reads_as(encoding right, span bytes) {
    size_t common = 0, other = 0, bad = 0;
    while (bytes.len) {
        uint32_t c = decode_next(right, &bytes);
        bad += c == CODE_BAD;
        common += common_hanzi(c);
        other += c >= 0x80 && c != CODE_BAD && !common_hanzi(c);
    }
    if (common == 0 || other > common || bad > common)
        return READS_NOT;
    return bad ? READS_PARTLY : READS_WELL;
}

static const struct {
    encoding wrong, right;
    term kind;
} MISTAKES[] = {
    {ENCODING_LATIN1, ENCODING_UTF8, TERM_ruin_utf8_as_latin1},
    {ENCODING_GBK, ENCODING_UTF8, TERM_ruin_utf8_as_gbk},
    {ENCODING_LATIN1, ENCODING_GBK, TERM_ruin_gbk_as_latin1},
};

/* Tries one mistake on every line; false when it explains less than half of them. */
static bool explains(arena *a, const text *t, size_t mistake, mojibake *out) {
    size_t tried = 0;
    buf bytes = buf_new(a);
    *out = (mojibake){.kind = MISTAKES[mistake].kind, .lossless = true};
    for (size_t i = 0; i < t->line_count; i++) {
        span line = text_line(t, i);
        if (next_high(line, 0) == line.len)
            continue;
        tried++;
        bytes.len = 0;
        bool whole = take_back(MISTAKES[mistake].wrong, line, &bytes);
        enum reads reads = reads_as(MISTAKES[mistake].right, buf_span(&bytes));
        if (reads != READS_NOT)
            spot_add(&out->lines, t, i, span_from(line, next_high(line, 0)));
        out->lossless &= whole && reads == READS_WELL;
    }
    arena_drop(a, bytes.ptr);
    return tried && out->lines.count * 2 > tried;
}

bool text_mistake(arena *a, const text *t, encoding *wrong, encoding *right) {
    mojibake m;
    mojibake_find(a, t, &m);
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++)
        if (m.kind != TERM_NONE && m.kind == MISTAKES[i].kind) {
            *wrong = MISTAKES[i].wrong;
            *right = MISTAKES[i].right;
            return true;
        }
    return false;
}

void mojibake_find(arena *a, const text *t, mojibake *out) {
    const encoding_score *s = &t->evidence.scores[t->encoding];
    *out = (mojibake){.kind = TERM_NONE};
    if (t->body_encoding != ENCODING_UTF8 || (s->characters - s->common) * 4 <= s->characters)
        return;
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++)
        if (explains(a, t, i, out))
            return;
    *out = (mojibake){.kind = TERM_NONE};
}

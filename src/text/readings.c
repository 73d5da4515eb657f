/* What is counted of each reading. ASCII never comes here. Points are half-bytes of the text that a reading
 * explains, so that readings with characters of different lengths compare. */
#include "text/readings.h"

#include "base/utf8.h"
#include "text/scan.h"
#include "text/tables.h"

enum { POINTS_BAD = -8, WESTERN_MIN = 12 };

const worth WORTH_UTF8 = {6, 3, 0, 1}, WORTH_GBK = {4, 2, 0, 0}, WORTH_BIG5 = {4, 1, 0, 0};

/* Bytes that were read as Western text and saved as UTF-8 (C2xx and C3xx throughout, mojibake.c)
 * are common hanzi in GBK too, but no text is made of those few. */
static bool all_western(const reading *r) {
    return r->western >= WESTERN_MIN && r->western * 2 > r->characters && r->bad * 16 < r->characters;
}

int64_t points(const reading *r, worth w) {
    int64_t common = (int64_t)r->common, odd = (int64_t)r->odd, brief = (int64_t)r->shorts;
    int64_t other = (int64_t)r->characters - common - brief;
    if (all_western(r))
        w.brief = w.common;
    odd -= (int64_t)r->replaced;
    return common * w.common + other * w.other + brief * w.brief - odd * (w.other - w.odd) +
           (int64_t)r->bad * POINTS_BAD;
}

void note_bad(reading *r, size_t at) {
    if (r->bad++ == 0)
        r->first_bad = at;
}

static inline void note_class(reading *r, unsigned class) {
    r->characters++;
    r->common += class / CLASS_COMMON & 1;
    r->odd += class / CLASS_ODD & 1;
}

/* U+FFFD is what a UTF-8 editor leaves of characters that it could not read: nothing speaks more
 * surely for UTF-8, though in pairs its bytes are the hanzi 锟斤拷 to GBK. */
static unsigned class_of(uint32_t c) {
    return (common_hanzi(c) || c == 0xFFFD ? CLASS_COMMON : CLASS_VALID) | (odd_char(c) ? CLASS_ODD : 0u);
}

void note_char(reading *r, uint32_t c) { note_class(r, class_of(c)); }

static bool continues(uint8_t b) { return (b & 0xC0) == 0x80; }

/* One character of three bytes, or 0: the usual case, kept apart for speed. */
static uint32_t three(const uint8_t *p, size_t len) {
    if (len < 3 || (p[0] & 0xF0) != 0xE0 || !continues(p[1]) || !continues(p[2]))
        return 0;
    uint32_t c = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
    return c < 0x800 || (c >= 0xD800 && c <= 0xDFFF) ? 0 : c;
}

void read_utf8(span s, reading *r) {
    while (r->at < s.len && s.ptr[r->at] >= 0x80) {
        span rest = {s.ptr + r->at, s.len - r->at};
        uint32_t c = three(rest.ptr, rest.len);
        size_t len = 3;
        if (c == 0) {
            size_t before = rest.len;
            c = utf8_next(&rest);
            len = before - rest.len;
        }
        if (c == UTF8_BAD)
            note_bad(r, r->at);
        else
            note_class(r, class_of(c));
        r->replaced += c == 0xFFFD;
        r->shorts += len == 2;
        r->western += len == 2 && s.ptr[r->at] <= 0xC3;
        r->at += len;
    }
}

/* What is no two-byte code. */
static void read_gb_other(span s, gb_reading *g) {
    reading *r = &g->r;
    const uint8_t *p = s.ptr + r->at;
    uint32_t c = four_shaped(p, s.len - r->at) ? four_to_char(p) : 0;
    if (c) {
        if (g->fours++ == 0)
            g->first_four = r->at;
        r->odd += odd_char(c);
        r->at += 4;
    } else if (*p == 0x80) {
        if (g->euros++ == 0)
            g->first_euro = r->at;
        r->at++;
    } else {
        note_bad(r, r->at++);
    }
}

/* Counts stay in registers: through a pointer each would be stored for every character. */
size_t read_gb(span s, size_t i, gb_reading *g) {
    uint64_t characters = 0, common = 0, odd = 0;
    while (i < s.len && s.ptr[i] >= 0x80) {
        const uint8_t *p = s.ptr + i;
        if (i + 1 < s.len && gbk_lead(p[0]) && gbk_trail(p[1])) {
            unsigned class = GBK_CLASS[gbk_index(p[0], p[1])];
            characters++;
            common += class / CLASS_COMMON & 1;
            odd += class / CLASS_ODD & 1;
            i += 2;
        } else {
            g->r.at = i;
            read_gb_other(s, g);
            i = g->r.at;
        }
    }
    g->r.characters += characters;
    g->r.common += common;
    g->r.odd += odd;
    return g->r.at = i;
}

void read_big5(span s, reading *r) {
    while (r->at < s.len && s.ptr[r->at] >= 0x80) {
        const uint8_t *p = s.ptr + r->at;
        bool pair = r->at + 1 < s.len && big5_lead(p[0]) && big5_trail(p[1]);
        unsigned class = pair ? BIG5_CLASS[big5_index(p[0], p[1])] : CLASS_NONE;
        if (class == CLASS_NONE) {
            note_bad(r, r->at++);
        } else {
            note_class(r, class);
            r->at += 2;
        }
    }
}

uint64_t first_of(uint64_t n, uint64_t at, uint64_t m, uint64_t other) {
    return n && (m == 0 || at < other) ? at : other;
}

reading gb_as(const gb_reading *g, bool gb18030) {
    reading r = g->r;
    uint64_t good = gb18030 ? g->fours : g->euros;
    uint64_t wrong = gb18030 ? g->euros : g->fours * 2; /* both lead bytes of a four-byte code */
    if (wrong)
        r.first_bad = first_of(wrong, gb18030 ? g->first_euro : g->first_four, r.bad, r.first_bad);
    r.characters += good;
    r.bad += wrong;
    r.odd += gb18030 ? 0 : g->euros;
    return r;
}

int64_t gb_points(const gb_reading *g) {
    reading r = gb_as(g, g->fours > 0);
    return points(&r, WORTH_GBK);
}

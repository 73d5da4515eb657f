/* Text or not, judged by samples; markup, judged by its beginning. */
#include "container/sniff_text.h"

enum { WINDOW = 1 << 15, HEAD = 1 << 12 };

/* ---- Text in any encoding has few control characters; UTF-16 and UTF-32 have their NULs in a
 * pattern. */
typedef struct tally {
    uint64_t bytes, bad, nul[4]; /* NULs by offset modulo 4 */
} tally;

/* 7F and FF are no byte of GBK, Big5 or UTF-8 text; of Ctrl-Z and NUL some may be. */
static const bool BAD[256] = {[0] = 1,    [1] = 1,    [2] = 1,    [3] = 1,    [4] = 1,    [5] = 1,    [6] = 1,    [7] = 1,
                              [8] = 1,    [0x0E] = 1, [0x0F] = 1, [0x10] = 1, [0x11] = 1, [0x12] = 1, [0x13] = 1, [0x14] = 1,
                              [0x15] = 1, [0x16] = 1, [0x17] = 1, [0x18] = 1, [0x19] = 1, [0x1C] = 1, [0x1D] = 1, [0x1E] = 1,
                              [0x1F] = 1, [0x7F] = 1, [0xFF] = 1};

static void count_window(span s, size_t from, tally *t) {
    span part = span_cut(s, from / 4 * 4, WINDOW);
    for (size_t i = 0; i < part.len; i++)
        if (BAD[part.ptr[i]]) {
            t->bad++;
            t->nul[i % 4] += part.ptr[i] == 0;
        }
    t->bytes += part.len;
}

static tally count_samples(span s) {
    tally t = {0};
    count_window(s, 0, &t);
    if (s.len > 3 * WINDOW)
        count_window(s, s.len / 2, &t);
    if (s.len > 2 * WINDOW)
        count_window(s, s.len - WINDOW, &t);
    return t;
}

static bool few(uint64_t bad, uint64_t bytes) { return bad < 4 || bad * 20 <= bytes; }

/* UTF-16 text has line ends, digits and separators, so a NUL in every few units, all on one side;
 * what else looks bad in it may be half a hanzi. */
static bool like_utf16(const tally *t) {
    uint64_t even = t->nul[0] + t->nul[2], odd = t->nul[1] + t->nul[3];
    uint64_t more = even > odd ? even : odd, less = even > odd ? odd : even;
    return more * 10 >= t->bytes / 2 && less * 20 <= more && (t->bad - more) * 10 <= t->bytes &&
           more * 100 <= t->bytes * 51;
}

static bool like_utf32(const tally *t) {
    uint64_t quarter = t->bytes / 4;
    bool big = t->nul[0] * 10 >= quarter * 9 && t->nul[1] * 10 >= quarter * 9;
    bool little = t->nul[3] * 10 >= quarter * 9 && t->nul[2] * 10 >= quarter * 9;
    bool told = t->nul[big ? 3 : 0] * 20 <= quarter;
    return quarter && (big || little) && told;
}

static bool has_bom(span s) {
    return span_starts(s, SPAN("\xEF\xBB\xBF")) || span_starts(s, SPAN("\xFF\xFE")) ||
           span_starts(s, SPAN("\xFE\xFF")) || span_starts(s, SPAN("\0\0\xFE\xFF"));
}

static bool is_text(span s) {
    if (has_bom(s))
        return true;
    tally t = count_samples(s);
    return few(t.bad, t.bytes) || like_utf16(&t) || like_utf32(&t);
}

/* ---- Markup. */
static bool blank(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool of_mark(uint8_t c) { return c == 0 || c == 0xEF || c == 0xBB || c == 0xBF || c >= 0xFE; }

/* The beginning as ASCII: NULs, which are half of UTF-16, and a BOM left out. */
static span ascii_head(span s, uint8_t room[HEAD]) {
    size_t len = 0;
    for (size_t i = 0; i < s.len && len < HEAD; i++)
        if (!of_mark(s.ptr[i]))
            room[len++] = s.ptr[i];
    return span_of(room, len);
}

/* Nothing but "<" begins markup. */
static bool may_be_markup(span s) {
    size_t i = 0;
    while (i < s.len && (of_mark(s.ptr[i]) || blank(s.ptr[i])))
        i++;
    return i < s.len && s.ptr[i] == '<';
}

/* Past blanks and comments. */
static span skip_idle(span s) {
    for (;;) {
        while (s.len && blank(s.ptr[0]))
            s = span_from(s, 1);
        if (!span_starts(s, SPAN("<!--")))
            return s;
        s = span_from(s, span_search(s, SPAN("-->")));
        s = span_from(s, 3);
    }
}

static bool starts_nocase(span s, const char *what) {
    span w = span_cstr(what);
    return span_eq_nocase(span_cut(s, 0, w.len), w);
}

static bool html_tag(span s) {
    static const char *const TAGS[] = {"<!doctype html", "<html", "<head", "<body", "<table", "<meta",
                                       "<style", "<script", "<title", "<div", "<center", "<font",
                                       "<form", "<tr", "<thead", "<tbody", "<caption", "<link"};
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
        if (starts_nocase(s, TAGS[i]))
            return true;
    return false;
}

static bool tag_within(span s, const char *what) {
    for (; s.len; s = span_from(s, 1)) {
        s = span_from(s, span_find(s, '<'));
        if (starts_nocase(s, what) && s.len)
            return true;
    }
    return false;
}

static file_kind markup_kind(span head) {
    const span sheet_uri = SPAN("urn:schemas-microsoft-com:office:spreadsheet");
    span s = skip_idle(head);
    if (s.len == 0 || s.ptr[0] != '<')
        return KIND_TEXT;
    bool xml = starts_nocase(s, "<?xml");
    bool sheet = span_search(s, sheet_uri) < s.len;
    if (sheet && (xml || starts_nocase(s, "<workbook") || starts_nocase(s, "<ss:workbook")))
        return KIND_SS2003;
    if (html_tag(s))
        return KIND_HTML;
    if (xml)
        return tag_within(s, "<html") || tag_within(s, "<table") ? KIND_HTML : KIND_XML;
    return KIND_TEXT;
}

file_kind sniff_text(span bytes) {
    uint8_t room[HEAD];
    if (!is_text(bytes))
        return KIND_BINARY;
    return may_be_markup(bytes) ? markup_kind(ascii_head(bytes, room)) : KIND_TEXT;
}

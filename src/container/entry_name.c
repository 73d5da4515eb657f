#include "container/entry_name.h"

#include "base/utf8.h"

enum { LABEL_MAX = 160 }; /* bytes of a label: names may have 65,535 */

static bool ascii(span s) {
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= 0x80)
            return false;
    return true;
}

/* Length of the character at s[0] as GBK sees it; UTF-8 needs no care, its bytes are never ASCII. */
static size_t step(span s, bool utf8) {
    bool lead = !utf8 && s.ptr[0] > 0x80 && s.ptr[0] < 0xFF;
    return lead && s.len > 1 ? 2 : 1;
}

static bool is_slash(uint8_t c) { return c == '/' || c == '\\'; }

/* ---- Folders. */
/* The first component of *rest, which is moved past it and its slash. */
static span next_component(span *rest, bool utf8) {
    size_t i = 0;
    while (i < rest->len && !is_slash(rest->ptr[i]))
        i += step(span_from(*rest, i), utf8);
    span head = span_cut(*rest, 0, i);
    *rest = span_from(*rest, i + 1);
    return head;
}

span name_base(span raw) {
    bool utf8 = utf8_valid(raw);
    span rest = raw, base = {0};
    while (rest.len)
        base = next_component(&rest, utf8);
    return base;
}

bool name_in_folder(span raw) {
    span rest = raw;
    (void)next_component(&rest, utf8_valid(raw));
    return rest.len > 0;
}

/* ---- Junk. */
static const char *const JUNK[] = {".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"};
static const char *const JUNK_ENDINGS[] = {".bak", ".tmp", "~"};

static bool junk_component(span s) {
    if (span_starts(s, SPAN("._")) || span_starts(s, SPAN("~$")))
        return true;
    for (size_t i = 0; i < sizeof JUNK / sizeof *JUNK; i++)
        if (span_eq_nocase(s, span_cstr(JUNK[i])))
            return true;
    for (size_t i = 0; i < sizeof JUNK_ENDINGS / sizeof *JUNK_ENDINGS; i++)
        if (span_ends_nocase(s, span_cstr(JUNK_ENDINGS[i])))
            return true;
    return false;
}

bool name_is_junk(span raw) {
    bool utf8 = utf8_valid(raw);
    for (span rest = raw; rest.len;)
        if (junk_component(next_component(&rest, utf8)))
            return true;
    return false;
}

/* ---- Hostile names. */
static bool letter(uint8_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

term name_hostile(span raw) {
    if (raw.len == 0)
        return TERM_name_empty;
    if (span_has(raw, 0))
        return TERM_name_nul;
    if (is_slash(raw.ptr[0]) || (raw.len > 1 && letter(raw.ptr[0]) && raw.ptr[1] == ':'))
        return TERM_name_absolute;
    bool utf8 = utf8_valid(raw);
    for (span rest = raw; rest.len;)
        if (span_eq(next_component(&rest, utf8), SPAN("..")))
            return TERM_name_upwards;
    return TERM_NONE;
}

/* ---- For people. */
static void add_escaped(buf *b, uint8_t byte) { buf_format(b, "\\x%02X", (unsigned)byte); }

/* Control characters and marks that turn the direction of writing could forge a report. */
static bool treacherous(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

span name_label(arena *a, span raw, const container_options *o) {
    bool utf8 = utf8_valid(raw);
    span rest = !utf8 && o->decode_name ? o->decode_name(a, span_cut(raw, 0, LABEL_MAX)) : raw;
    buf b = buf_new(a);
    while (rest.len && b.len < LABEL_MAX) {
        span before = rest;
        uint32_t c = utf8_next(&rest);
        span bytes = span_cut(before, 0, before.len - rest.len);
        if (c != UTF8_BAD && !treacherous(c))
            buf_add(&b, bytes);
        else
            for (size_t i = 0; i < bytes.len; i++)
                add_escaped(&b, bytes.ptr[i]);
    }
    if (rest.len)
        buf_text(&b, "…");
    return buf_span(&b);
}

/* ---- What readers make of it. */
name_kind name_kind_of(span raw, bool utf8_flag) {
    bool utf8 = utf8_valid(raw);
    if (utf8_flag && !utf8)
        return NAME_FALSE_FLAG;
    if (ascii(raw))
        return NAME_ASCII;
    return !utf8 ? NAME_OTHER : utf8_flag ? NAME_UTF8_FLAGGED : NAME_UTF8;
}

term name_kind_term(name_kind k) {
    static const term TERMS[] = {TERM_name_ascii, TERM_name_utf8_flagged, TERM_name_utf8,
                                 TERM_name_gbk, TERM_name_false_flag};
    return TERMS[k];
}

name_ending name_ending_of(span raw) {
    span base = name_base(raw), name = base;
    while (name.len && name.ptr[name.len - 1] == ' ')
        name.len--;
    if (!span_ends_nocase(name, SPAN(".txt")))
        return ENDING_NONE;
    if (name.len < base.len)
        return ENDING_SPACED;
    if (span_ends_nocase(span_cut(name, 0, name.len - 4), SPAN(".txt")))
        return ENDING_DOUBLE;
    return span_ends(name, SPAN(".txt")) ? ENDING_TXT : ENDING_UPPER;
}

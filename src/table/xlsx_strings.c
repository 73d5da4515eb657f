/* Texts of an .xlsx: the shared strings part, and how it writes odd characters. */
#include <string.h>

#include "base/utf8.h"
#include "table/xlsx_plain.h"

/* ---- _x000D_ */
static int escape_digit(uint8_t c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The unit that _xHHHH_ at `p` stands for, or -1. */
static int32_t escaped(const uint8_t *p, size_t len) {
    enum { LEN = 7 };
    int32_t unit = 0;
    if (len < LEN || p[0] != '_' || p[1] != 'x' || p[LEN - 1] != '_')
        return -1;
    for (int i = 2; i < LEN - 1; i++) {
        int digit = escape_digit(p[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static size_t put_utf8(uint8_t *out, uint32_t c) {
    if (c < 0x80) {
        out[0] = (uint8_t)c;
        return 1;
    }
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const uint8_t LEAD[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len - 1; i > 0; i--, c >>= 6)
        out[i] = (uint8_t)(0x80 | (c & 0x3F));
    out[0] = (uint8_t)(LEAD[len] | c);
    return len;
}

size_t xlsx_unescape(uint8_t *utf8, size_t len) {
    enum { LEN = 7 };
    if (len < LEN || memchr(utf8, '_', len) == NULL)
        return len;
    size_t to = 0;
    for (size_t i = 0; i < len;) {
        int32_t unit = escaped(utf8 + i, len - i);
        if (unit < 0) {
            utf8[to++] = utf8[i++];
            continue;
        }
        i += LEN;
        uint32_t c = (uint32_t)unit;
        int32_t low = (unit & 0xFC00) == 0xD800 ? escaped(utf8 + i, len - i) : -1;
        if (low >= 0 && (low & 0xFC00) == 0xDC00) {
            c = 0x10000 + ((c & 0x3FF) << 10) + ((uint32_t)low & 0x3FF);
            i += LEN;
        }
        to += put_utf8(utf8 + to, (c & 0xFFFFF800) == 0xD800 ? 0xFFFD : c);
    }
    return to;
}

/* ---- The shared strings part [18.4]: si elements, of plain text or of runs, in each a t; rPh
 * holds how to pronounce it. */
struct reading {
    xlsx_book *book;
    bool in_list; /* within sst */
    bool in_item, in_text;
    uint32_t phonetic; /* open rPh */
    uint64_t room;     /* bytes left */
    VEC(span) noted;   /* plain items, not told yet */
};

static bool spend(struct reading *r, size_t bytes) {
    if (bytes > r->room) {
        table_limit(r->book->found, TERM_shared_strings, r->book->limits->max_strings);
        return false;
    }
    r->room -= bytes;
    return true;
}

static bool strings_start(void *context, span name, const xml_attributes *with) {
    struct reading *r = context;
    (void)with;
    if (span_eq(name, SPAN("sst")))
        r->in_list = true;
    if (span_eq(name, SPAN("si")))
        r->in_item = true;
    else if (span_eq(name, SPAN("rPh")))
        r->phonetic++;
    r->in_text = r->in_item && r->phonetic == 0 && span_eq(name, SPAN("t"));
    return true;
}

static bool strings_end(void *context, span name) {
    struct reading *r = context;
    xlsx_strings *s = &r->book->strings;
    r->in_text = false;
    if (span_eq(name, SPAN("rPh")) && r->phonetic)
        r->phonetic--;
    if (!span_eq(name, SPAN("si")) || !r->in_item)
        return true;
    r->in_item = false;
    r->phonetic = 0;
    size_t start = s->ends.count ? s->ends.items[s->ends.count - 1] : 0;
    if (s->bytes.len > start)
        s->bytes.len = start + xlsx_unescape(s->bytes.ptr + start, s->bytes.len - start);
    VEC_PUSH(s->bytes.on, &s->ends, (uint32_t)s->bytes.len);
    return spend(r, sizeof *s->ends.items);
}

static bool strings_text(void *context, span piece) {
    struct reading *r = context;
    if (!r->in_text)
        return true;
    if (!spend(r, piece.len))
        return false;
    buf_add(&r->book->strings.bytes, piece);
    return true;
}

/* ---- Past expat: strings that are plain. */
static bool between_items(void *context) {
    const struct reading *r = context;
    return r->in_list && !r->in_item;
}

/* In which font a pronunciation would be shown, which Chinese and Japanese Excel says of every string: of no
 * interest to anybody here. False where it is said otherwise. */
static bool over_phonetic(const uint8_t **at) {
    uint32_t font;
    if (!PLAIN_TAG(at, "<phoneticPr fontId=\""))
        return true;
    if (!plain_number(at, &font) || !PLAIN_TAG(at, "\""))
        return false;
    (void)PLAIN_TAG(at, " type=\"noConversion\"");
    return PLAIN_TAG(at, "/>");
}

static bool plain_item(arena *a, const uint8_t **at, span *out) {
    return (PLAIN_TAG(at, "<si><t>") || PLAIN_TAG(at, "<si><t xml:space=\"preserve\">")) && plain_words(a, at, out) &&
           PLAIN_TAG(at, "</t>") && over_phonetic(at) && PLAIN_TAG(at, "</si>");
}

static size_t scan_items(arena *own, void *context, span ahead) {
    struct reading *r = context;
    const uint8_t *at = ahead.ptr, *end = ahead.ptr + ahead.len, *done = at;
    span item;
    r->noted.items = NULL;
    r->noted.count = r->noted.cap = 0;
    while (done < end && plain_item(own, &at, &item) && at <= end) {
        done = at;
        VEC_PUSH(own, &r->noted, item);
    }
    return (size_t)(done - ahead.ptr);
}

static bool tell_items(void *context) {
    struct reading *r = context;
    xlsx_strings *s = &r->book->strings;
    for (size_t i = 0; i < r->noted.count; i++) {
        if (!spend(r, r->noted.items[i].len))
            return false;
        buf_add(&s->bytes, r->noted.items[i]);
        VEC_PUSH(s->bytes.on, &s->ends, (uint32_t)s->bytes.len);
        if (!spend(r, sizeof *s->ends.items))
            return false;
    }
    return true;
}

/* Takes what an earlier reading kept; false where there is nothing. */
static bool take_kept(xlsx_book *b) {
    const text_seen *seen = b->limits->seen;
    if (seen == NULL || seen->strings == NULL)
        return false;
    b->strings = *seen->strings;
    b->budget -= seen->strings_size < b->budget ? seen->strings_size : b->budget;
    return true;
}

/* Only what nothing had to be told of: the next reading is to tell the same. */
static void keep_strings(const xlsx_book *b, uint64_t size) {
    text_seen *seen = b->limits->seen;
    seen->strings = ARENA_NEW(seen->on, xlsx_strings);
    *seen->strings = b->strings;
    seen->strings_size = size;
}

void xlsx_strings_read(xlsx_book *b) {
    if (b->strings_read || b->strings_part == PART_ABSENT)
        return;
    b->strings_read = true;
    if (take_kept(b))
        return;
    const text_seen *seen = b->limits->seen;
    bool keeps = seen && seen->on;
    uint64_t told = findings_total(b->found), budget = b->budget;
    b->strings.bytes = buf_new(keeps ? seen->on : b->on);
    uint64_t most = b->limits->max_strings < UINT32_MAX ? b->limits->max_strings : UINT32_MAX;
    struct reading r = {.book = b, .room = most};
    xml_handler handler = {&r, strings_start, strings_end, strings_text};
    plain_way plain = {&r, SPAN("<si>"), SPAN("</si>"), between_items, scan_items, tell_items};
    bool whole = xlsx_part_read(b, b->strings_part, b->limits->max_unpacked, &handler,
                                b->limits->all_expat ? NULL : &plain, (span){0});
    if (keeps && whole && !b->encrypted && findings_total(b->found) == told)
        keep_strings(b, budget - b->budget);
}

bool xlsx_string(const xlsx_book *b, uint64_t number, span *out) {
    const xlsx_strings *s = &b->strings;
    if (number >= s->ends.count)
        return false;
    uint32_t start = number ? s->ends.items[number - 1] : 0;
    *out = span_cut(buf_span(&s->bytes), start, s->ends.items[number] - start);
    return true;
}

/* Strings of BIFF8. A long one goes on in CONTINUE records, each of which says anew, in a byte
 * before its characters, whether they take one byte or two. */
#include "base/utf8.h"
#include "table/biff.h"

enum { WIDE = 1, PHONETIC = 4, RICH = 8 }; /* flags of a string */

biff_reader biff_reader_of(span stream, const biff_record *r, size_t from) {
    return (biff_reader){stream, span_from(r->body, from), r->next};
}

/* Goes on to the CONTINUE behind, past empty ones; false where there is none. */
static bool go_on(biff_reader *r) {
    biff_record next;
    while (r->left.len == 0) {
        if (!biff_at(r->stream, r->next, &next) || next.kind != BIFF_CONTINUE)
            return false;
        r->left = next.body;
        r->next = next.next;
    }
    return true;
}

bool biff_take(biff_reader *r, uint8_t *to, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (r->left.len == 0 && !go_on(r))
            return false;
        to[i] = r->left.ptr[0];
        r->left = span_from(r->left, 1);
    }
    return true;
}

static bool skip(biff_reader *r, uint64_t count) {
    while (count) {
        if (!go_on(r))
            return false;
        size_t part = count < r->left.len ? (size_t)count : r->left.len;
        r->left = span_from(r->left, part);
        count -= part;
    }
    return true;
}

/* One UTF-16 unit; the first half of a pair waits in *high for the second. */
static void add_unit(buf *utf8, uint32_t unit, uint32_t *high) {
    bool low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (*high && low) {
        utf8_add(utf8, 0x10000 + ((*high - 0xD800) << 10 | (unit - 0xDC00)));
        *high = 0;
        return;
    }
    if (*high)
        utf8_add(utf8, 0xFFFD);
    *high = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
    if (*high == 0)
        utf8_add(utf8, low ? 0xFFFD : unit);
}

/* Up to `count` characters of the current record; returns how many there were. */
static size_t add_part(biff_reader *r, size_t count, bool wide, buf *utf8, uint32_t *high) {
    size_t there = wide ? r->left.len / 2 : r->left.len;
    size_t take = count < there ? count : there;
    const uint8_t *p = r->left.ptr;
    buf_reserve(utf8, take);
    if (wide)
        for (size_t i = 0; i < take; i++)
            add_unit(utf8, le16(p + 2 * i), high);
    else
        for (size_t i = 0; i < take; i++)
            utf8_add(utf8, p[i]);
    r->left = span_from(r->left, wide ? take * 2 : take);
    return take;
}

static bool characters(biff_reader *r, size_t count, bool wide, buf *utf8) {
    uint32_t high = 0;
    count -= add_part(r, count, wide, utf8, &high);
    while (count) {
        uint8_t flags;
        r->left.len = 0; /* half a character at a record's end is none */
        if (!biff_take(r, &flags, 1))
            break;
        count -= add_part(r, count, flags & WIDE, utf8, &high);
    }
    if (high)
        utf8_add(utf8, 0xFFFD);
    return count == 0;
}

bool biff_string(biff_reader *r, unsigned length_bytes, buf *utf8) {
    uint8_t length[2] = {0}, flags = 0, runs[2] = {0}, phonetic[4] = {0};
    if (!biff_take(r, length, length_bytes) || !biff_take(r, &flags, 1))
        return false;
    if ((flags & RICH && !biff_take(r, runs, 2)) || (flags & PHONETIC && !biff_take(r, phonetic, 4)))
        return false;
    return characters(r, le16(length), flags & WIDE, utf8) &&
           skip(r, (uint64_t)le16(runs) * 4 + le32(phonetic));
}

bool biff_strings_read(arena *a, span stream, const biff_record *sst, uint64_t max_bytes,
                       biff_strings *out, bool *too_long) {
    biff_reader r = biff_reader_of(stream, sst, 0);
    uint8_t counts[8];
    *too_long = false;
    *out = (biff_strings){.text = buf_new(a)};
    if (!biff_take(&r, counts, sizeof counts))
        return false;
    /* A count that promises more than there is harms nobody, unless a cell asks for it. */
    for (uint32_t left = le32(counts + 4); left && go_on(&r); left--) {
        if (!biff_string(&r, 2, &out->text))
            return false;
        *too_long = out->text.len > max_bytes;
        if (*too_long)
            return false;
        VEC_PUSH(a, &out->ends, out->text.len);
    }
    return true;
}

bool biff_strings_get(const biff_strings *s, uint32_t index, span *utf8) {
    if (index >= s->ends.count)
        return false;
    size_t from = index ? s->ends.items[index - 1] : 0;
    *utf8 = span_cut(buf_span(&s->text), from, s->ends.items[index] - from);
    return true;
}

#include <string.h>

#include "base/eight.h"
#include "layout/layout.h"

static void add(fields *out, const uint8_t *from, const uint8_t *to) {
    if (out->count <= COLUMNS_MAX)
        out->at[out->count] = span_of(from, (size_t)(to - from));
    out->count++;
}

static const uint8_t *next_byte(const uint8_t *at, const uint8_t *end, uint8_t byte) {
    const uint8_t *hit = at < end ? memchr(at, byte, (size_t)(end - at)) : NULL;
    return hit ? hit : end;
}

/* Is the ASCII byte at `hit` the tail of a character? Only then does a lead byte stand right
 * before it, so that nearly every hit is settled without a walk. `walked` is a character's start
 * at or before `hit`; it moves on, so that no byte of a field is walked twice. */
static bool is_trail(encoding e, const uint8_t **walked, const uint8_t *hit, const uint8_t *end) {
    if (hit == *walked || hit[-1] < 0x80)
        return false;
    while (*walked < hit)
        *walked += char_len(e, span_of(*walked, (size_t)(end - *walked)));
    return *walked > hit;
}

static const uint8_t *next_separator(encoding e, bool trails, const uint8_t *at, const uint8_t *end, uint8_t byte) {
    const uint8_t *hit = next_byte(at, end, byte);
    if (!trails)
        return hit;
    for (const uint8_t *walked = at; hit < end && is_trail(e, &walked, hit, end);)
        hit = next_byte(hit + 1, end, byte);
    return hit;
}

/* The separator may be half of a character. */
static void split_walking(uint8_t byte, encoding e, span line, fields *out) {
    const uint8_t *at = line.ptr, *end = line.ptr + line.len;
    for (;;) {
        const uint8_t *hit = next_separator(e, true, at, end, byte);
        add(out, at, hit);
        if (hit == end)
            return;
        at = hit + 1;
    }
}

/* The fields that end at these of eight bytes; returns where the next one begins. */
static inline const uint8_t *add_hits(fields *out, const uint8_t *at, const uint8_t *eight, uint64_t hits) {
    for (; hits; hits &= hits - 1) {
        const uint8_t *hit = eight + (unsigned)__builtin_ctzll(hits) / 8;
        add(out, at, hit);
        at = hit + 1;
    }
    return at;
}

/* It never is: eight bytes at a step. */
static void split_plain(uint8_t byte, span line, fields *out) {
    const uint8_t *at = line.ptr, *end = line.ptr + line.len;
    size_t i = 0;
    for (; i + 8 <= line.len; i += 8)
        at = add_hits(out, at, line.ptr + i, eight_equal(eight_bytes(line.ptr + i), byte));
    at = add_hits(out, at, line.ptr + i, eight_equal(first_bytes(line.ptr + i, line.len - i), byte));
    add(out, at, end);
}

/* The quote that closes a field opened at `at` (just behind its quote): one that stands before a
 * separator or the end. NULL where there is none, so that a stray quote is an ordinary character. */
static const uint8_t *closing_quote(const uint8_t *at, const uint8_t *end, uint8_t byte) {
    for (;; at++) {
        at = next_byte(at, end, '"');
        if (at == end)
            return NULL;
        if (at + 1 == end || at[1] == byte)
            return at;
        if (at[1] == '"')
            at++;
    }
}

static void split_quoted(uint8_t byte, encoding e, span line, fields *out) {
    const uint8_t *at = line.ptr, *end = line.ptr + line.len;
    bool trails = may_trail(e, byte);
    for (;;) {
        const uint8_t *close = at < end && *at == '"' ? closing_quote(at + 1, end, byte) : NULL;
        const uint8_t *hit = close ? close + 1 : next_separator(e, trails, at, end, byte);
        if (close)
            add(out, at + 1, close);
        else
            add(out, at, hit);
        out->quoted |= close != NULL;
        if (hit == end)
            return;
        at = hit + 1;
    }
}

static void split_spaces(span line, fields *out) {
    const uint8_t *at = line.ptr, *end = line.ptr + line.len;
    while (at < end && *at == ' ')
        at++;
    for (;;) {
        const uint8_t *hit = next_byte(at, end, ' ');
        add(out, at, hit);
        if (hit == end)
            return;
        for (at = hit; at < end && *at == ' ';)
            at++;
    }
}

static void split_fixed(const layout *l, span line, fields *out) {
    for (uint32_t i = 0; i < l->count && (i == 0 || l->columns[i].start <= line.len); i++) {
        const column *c = &l->columns[i];
        bool last = i + 1 == l->count;
        out->at[out->count++] = span_cut(line, c->start, last || c->width == 0 ? SIZE_MAX : c->width);
    }
}

static span last_field(const fields *f) { return f->at[f->count - 1]; }

void line_split(const layout *l, encoding e, span line, fields *out) {
    out->count = 0;
    out->closed = out->quoted = false;
    if (l->separator.kind == SEPARATOR_FIXED)
        split_fixed(l, line, out);
    else if (l->separator.kind == SEPARATOR_SPACES)
        split_spaces(line, out);
    else if (l->quoted)
        split_quoted(l->separator.byte, e, line, out);
    else if (may_trail(e, l->separator.byte))
        split_walking(l->separator.byte, e, line, out);
    else
        split_plain(l->separator.byte, line, out);
    if (l->trailing && out->count > 1 && out->count <= COLUMNS_MAX + 1 && last_field(out).len == 0) {
        out->closed = true;
        out->count--;
    }
}

/* A text and its lines. */
#include "base/utf8.h"
#include "text/scan.h"

enum { PART_LEAST = 1 << 20 }; /* bytes worth another hand */

/* ---- Line starts where every line ends in LF or CRLF: at the speed of memchr, in parts. */
typedef struct starts {
    size_t from, to; /* bytes of the body whose newlines these are the lines after */
    uint32_t *at;
    size_t count, room;
    uint64_t crlf, blank;
} starts;

typedef struct indexing {
    const text *t;
    starts *parts;
} indexing;

static bool blank_start(uint8_t first) { return first == '\n' || first == '\r' || first == ' '; }

static void add_start(arena *own, starts *s, size_t at) {
    if (s->count == s->room) {
        s->room += s->room / 4 + 16;
        s->at = arena_grow(own, s->at, s->room * sizeof *s->at);
    }
    s->at[s->count++] = (uint32_t)at;
}

/* The lines that begin behind a newline of the part. */
static void index_part(arena *own, void *argument, unsigned index) {
    const indexing *x = argument;
    const text *t = x->t;
    starts s = x->parts[index]; /* a copy, so that hands do not write side by side */
    const uint8_t *base = t->body.ptr, *end = base + s.to, *lf;
    s.room = (size_t)(t->bytes.lf * (s.to - s.from) / (t->body.len ? t->body.len : 1)) + 16;
    s.at = arena_grow(own, NULL, s.room * sizeof *s.at);
    for (const uint8_t *at = base + s.from; at < end && (lf = memchr(at, '\n', (size_t)(end - at))) != NULL; at = lf + 1) {
        size_t start = (size_t)(lf + 1 - base);
        s.crlf += lf > base && lf[-1] == '\r';
        if (start == t->body.len)
            break;
        s.blank += blank_start(base[start]);
        add_start(own, &s, start);
    }
    x->parts[index] = s;
}

/* Returns how many ends were CRLF; line_start has room for all. */
static uint64_t index_by_lf(arena *a, const crew *c, text *t) {
    arena *passing = arena_child(a);
    unsigned count = crew_parts(c, t->body.len, PART_LEAST);
    indexing x = {t, ARENA_ARRAY(passing, starts, count)};
    uint64_t crlf = 0;
    for (unsigned i = 0; i < count; i++) {
        x.parts[i].from = (size_t)((uint64_t)t->body.len * i / count);
        x.parts[i].to = (size_t)((uint64_t)t->body.len * (i + 1) / count);
    }
    crew_run(c, passing, index_part, &x, count);
    t->line_count = 0;
    t->blank_starts = t->body.len && blank_start(t->body.ptr[0]);
    if (t->body.len)
        t->line_start[t->line_count++] = 0;
    for (unsigned i = 0; i < count; i++) {
        memcpy(t->line_start + t->line_count, x.parts[i].at, x.parts[i].count * sizeof *t->line_start);
        t->line_count += x.parts[i].count;
        t->blank_starts += x.parts[i].blank;
        crlf += x.parts[i].crlf;
    }
    arena_reset(passing);
    return crlf;
}

/* ---- The same where CRs stand alone too. */
static uint64_t index_by_any(text *t) {
    span s = t->body;
    uint64_t crlf = 0;
    size_t n = 0, start = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '\n' && s.ptr[i] != '\r')
            continue;
        t->line_start[n++] = (uint32_t)start;
        if (s.ptr[i] == '\r' && i + 1 < s.len && s.ptr[i + 1] == '\n') {
            crlf++;
            i++;
        }
        start = i + 1;
    }
    if (start < s.len)
        t->line_start[n++] = (uint32_t)start;
    t->line_count = n;
    t->blank_starts = n; /* not counted: any may be */
    return crlf;
}

static void index_lines(arena *a, const crew *c, text *t) {
    size_t room = (size_t)(t->bytes.lf + t->bytes.cr) + 3;
    t->line_start = arena_grow(a, NULL, room * sizeof *t->line_start);
    uint64_t crlf = index_by_lf(a, c, t);
    if (crlf < t->bytes.cr)
        crlf = index_by_any(t);
    t->line_start[t->line_count] = t->line_start[t->line_count + 1] = (uint32_t)t->body.len;
    t->line_start = arena_grow(a, t->line_start, (t->line_count + 2) * sizeof *t->line_start);
    uint8_t last = t->body.len ? t->body.ptr[t->body.len - 1] : 0;
    t->newlines = (newline_facts){.crlf = crlf,
                                  .lf = t->bytes.lf - crlf,
                                  .cr = t->bytes.cr - crlf,
                                  .final = last == '\n' || last == '\r'};
}

/* How many bytes of a UTF-16 or UTF-32 original this part of the body was. A bad unit became U+FFFD
 * and counts as one; only the cut-off last one is shorter, which text_offset and origin clip. */
static size_t wide_len(encoding e, span utf8) {
    size_t len = 0;
    bool four = e == ENCODING_UTF32LE || e == ENCODING_UTF32BE;
    for (size_t i = 0; i < utf8.len; i++)
        if ((utf8.ptr[i] & 0xC0) != 0x80)
            len += four || utf8.ptr[i] >= 0xF0 ? 4 : 2;
    return len;
}

static uint32_t clip(size_t offset, const text *t) {
    return (uint32_t)(offset < t->original.len ? offset : t->original.len);
}

static void trace_origins(arena *a, text *t) {
    size_t at = t->bom_len;
    t->origin = arena_grow(a, NULL, (t->line_count + 1) * sizeof *t->origin);
    for (size_t i = 0; i < t->line_count; i++) {
        t->origin[i] = clip(at, t);
        span whole = span_cut(t->body, t->line_start[i], t->line_start[i + 1] - t->line_start[i]);
        at += wide_len(t->encoding, whole);
    }
    t->origin[t->line_count] = clip(at, t);
}

void text_read(arena *a, const crew *c, span bytes, encoding hint, text *out) {
    *out = (text){.original = bytes};
    if (bytes.len > UINT32_MAX)
        arena_fail(a, STATUS_BAD_ARGUMENT);
    encoding_detect_by(a, c, bytes, hint, &out->evidence);
    out->encoding = out->body_encoding = out->evidence.best;
    out->bom_len = out->evidence.bom_len;
    out->body = span_from(bytes, out->bom_len);
    out->bytes = out->evidence.bytes;
    if (encoding_wide(out->encoding)) {
        buf utf8 = buf_new(a);
        (void)decode_all(out->encoding, out->body, &utf8);
        if (utf8.len > UINT32_MAX)
            arena_fail(a, STATUS_BAD_ARGUMENT);
        out->body = buf_span(&utf8);
        out->body_encoding = ENCODING_UTF8;
        bytes_tally(out->body, &out->bytes);
    }
    index_lines(a, c, out);
    if (encoding_wide(out->encoding))
        trace_origins(a, out);
}

size_t text_line_of(const text *t, size_t offset) {
    size_t low = 0, high = t->line_count; /* the line is in [low, high) */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (t->line_start[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint64_t text_offset(const text *t, size_t i, const uint8_t *at) {
    if (t->origin == NULL)
        return t->bom_len + (uint64_t)(at - t->body.ptr);
    const uint8_t *start = t->body.ptr + t->line_start[i];
    return clip(t->origin[i] + wide_len(t->encoding, span_of(start, (size_t)(at - start))), t);
}

term newline_term(const newline_facts *n) {
    int kinds = (n->crlf > 0) + (n->lf > 0) + (n->cr > 0);
    if (kinds != 1)
        return kinds ? TERM_mixed : TERM_none;
    return n->crlf ? TERM_crlf : n->lf ? TERM_lf : TERM_cr;
}

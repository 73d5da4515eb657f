#include "text/survey.h"

#include "base/utf8.h"
#include "text/scan.h"
#include "text/tables/odd.h"

void spot_add(spots *s, const text *t, size_t i, span at) {
    uint64_t line = i + 1;
    if (s->count++ == 0) {
        s->line = line;
        s->offset = text_offset(t, i, at.ptr);
        s->bytes = at;
    }
    bool known = s->line_count && s->lines[s->line_count - 1] == line;
    if (!known && s->line_count < EXAMPLES_MAX)
        s->lines[s->line_count++] = line;
}

encoding survey_encoding(const text *t) { return t->body_encoding; }

/* ---- Control characters and question marks: ASCII in every encoding of a body. */
static bool control(uint8_t b) {
    return (b < 0x20 && b != '\t' && b != '\n' && b != '\r') || b == 0x7F;
}

static void note_control(survey *v, uint8_t b) {
    for (unsigned i = 0; i < v->control_code_count; i++)
        if (v->control_codes[i] == b)
            return;
    if (v->control_code_count < sizeof v->control_codes)
        v->control_codes[v->control_code_count++] = b;
}

/* Looks at bytes `from` to `to` of the body; *line is the line (from 0) that `from` is in or after. */
static void survey_piece(const text *t, size_t from, size_t to, size_t *line, survey *v) {
    for (size_t i = from; i < to; i++) {
        uint8_t b = t->body.ptr[i];
        if (b != '?' && !control(b))
            continue;
        while (t->line_start[*line + 1] <= i)
            ++*line;
        spot_add(b == '?' ? &v->marks : &v->controls, t, *line, span_cut(t->body, i, 1));
        if (b != '?')
            note_control(v, b);
    }
}

/* Only pieces that hold some are looked at byte by byte. */
static void survey_ascii(const text *t, survey *v) {
    enum { PIECE = 4096 };
    size_t line = 0;
    for (size_t i = 0; i < t->body.len; i += PIECE) {
        span piece = span_cut(t->body, i, PIECE);
        byte_tally tally;
        bytes_tally(piece, &tally);
        if (tally.controls || tally.questions)
            survey_piece(t, i, i + piece.len, &line, v);
    }
}

static void survey_empty(const text *t, survey *v) {
    if (t->blank_starts == 0)
        return;
    for (size_t i = 0; i < t->line_count; i++) {
        size_t start = t->line_start[i];
        uint8_t first = t->body.ptr[start];
        if (first != '\n' && first != '\r' && first != ' ')
            continue;
        span s = text_line(t, i);
        while (s.len && s.ptr[s.len - 1] == ' ')
            s.len--;
        if (s.len == 0)
            spot_add(&v->empty, t, i, span_of(t->body.ptr + start, 0));
    }
}

/* ---- Lines in another encoding than the rest. */
typedef struct line_reading {
    size_t bad, characters, common, hanzi;
} line_reading;

static line_reading read_line(encoding e, span s) {
    line_reading r = {0};
    while (s.len) {
        size_t before = s.len;
        uint32_t c = decode_next(e, &s);
        if (c < 0x80)
            continue;
        r.bad += c == CODE_BAD;
        r.characters++;
        r.common += common_hanzi(c);
        r.hanzi += before - s.len >= 3;
    }
    return r;
}

static encoding other_encoding(encoding e) {
    if (e == ENCODING_GBK || e == ENCODING_GB18030 || e == ENCODING_BIG5)
        return ENCODING_UTF8;
    return e == ENCODING_UTF8 ? ENCODING_GBK : ENCODING_UNKNOWN;
}

/* Does a line with faults read well in the other encoding? UTF-8 proves itself by long sequences,
 * GBK, which takes almost anything, by common hanzi. */
static bool reads_otherwise(encoding other, span line) {
    if (other == ENCODING_UNKNOWN)
        return false;
    line_reading r = read_line(other, line);
    return r.bad == 0 && (other == ENCODING_UTF8 ? r.hanzi > 0 : r.common * 2 >= r.characters);
}

/* ---- Characters beyond ASCII. */
static bool near_digit(span line, span at) {
    const uint8_t *after = at.ptr + at.len, *end = line.ptr + line.len;
    bool before_it = at.ptr > line.ptr && at.ptr[-1] >= '0' && at.ptr[-1] <= '9';
    return before_it || (after < end && *after >= '0' && *after <= '9');
}

static void note_space(survey *v, uint32_t c) {
    for (unsigned i = 0; i < v->space_code_count; i++)
        if (v->space_codes[i] == c)
            return;
    if (v->space_code_count < ODD_SPACES_MAX)
        v->space_codes[v->space_code_count++] = c;
}

static void note_private(arena *a, const text *t, size_t i, span at, uint32_t c,
                         const uint32_t *allowed, survey *v) {
    size_t kind = c >= 0xE000 && c <= 0xF8FF ? c - 0xE000 : PRIVATE_KINDS - 1;
    if (v->private_counts == NULL)
        v->private_counts = ARENA_ARRAY(a, uint32_t, PRIVATE_KINDS);
    uint32_t seen = ++v->private_counts[kind];
    spot_add(allowed && seen <= allowed[kind] ? &v->private_own : &v->private_new, t, i, at);
}

/* Of GBK's own: 80, A2E3 and A892, which Java's GBK and MS936 read differently (domain.md, 4). */
static bool disputed(encoding e, span at) {
    const uint8_t *p = at.ptr;
    return e == ENCODING_GBK && (p[0] == 0x80 || (p[0] == 0xA2 && p[1] == 0xE3) ||
                                 (p[0] == 0xA8 && p[1] == 0x92));
}

typedef struct walk {
    arena *a;
    const text *t;
    const uint32_t *allowed;
    survey *v;
    encoding encoding;
    size_t line;       /* from 0 */
    span whole;        /* the line */
    uint32_t previous; /* the character before, if beyond ASCII */
    bool bad_before;   /* a run of bad bytes is one place */
} walk;

static void note_char(walk *w, span at, uint32_t c) {
    survey *v = w->v;
    if (private_use(c) || disputed(w->encoding, at))
        note_private(w->a, w->t, w->line, at, c, w->allowed, v);
    else if (odd_space(c) && !near_digit(w->whole, at)) {
        spot_add(&v->spaces, w->t, w->line, at);
        note_space(v, c);
    } else if (c == 0x25A1)
        spot_add(&v->marks, w->t, w->line, at);
    else if (c == 0xFFFD || ((c == 0x65A4 || c == 0x62F7) && w->previous == 0x951F))
        spot_add(&v->replaced, w->t, w->line, at);
    else if ((c == 0x70EB || c == 0x5C6F) && w->previous == c)
        spot_add(&v->filler, w->t, w->line, at);
}

/* A bad unit of UTF-16 stands in the body as U+FFFD: the original tells it from a real one. */
static bool bad_unit(const walk *w, span at) {
    if (!encoding_wide(w->t->encoding))
        return false;
    span unit = span_from(w->t->original, (size_t)text_offset(w->t, w->line, at.ptr));
    return unit.len == 0 || decode_next(w->t->encoding, &unit) == CODE_BAD;
}

/* False where the rest of the line needs no look: it is in another encoding. */
static bool note_bad(walk *w, span at) {
    survey *v = w->v;
    if (w->bad_before) {
        if (v->bad.count == 1)
            v->bad.bytes.len += at.len;
        return true;
    }
    if (reads_otherwise(v->other, w->whole)) {
        spot_add(&v->mixed, w->t, w->line, w->whole);
        return false;
    }
    spot_add(&v->bad, w->t, w->line, at);
    return true;
}

static void walk_line(walk *w) {
    span s = w->whole;
    w->previous = 0;
    w->bad_before = false;
    while (s.len) {
        size_t plain = next_high(s, 0);
        if (plain) {
            s = span_from(s, plain);
            w->previous = 0;
            w->bad_before = false;
            continue;
        }
        span before = s;
        uint32_t c = decode_next(w->encoding, &s);
        span at = span_cut(before, 0, before.len - s.len);
        bool bad = c == CODE_BAD || (c == 0xFFFD && bad_unit(w, at));
        if (bad && !note_bad(w, at))
            return;
        if (!bad && (odd_char(c) || w->previous == 0x951F || disputed(w->encoding, at)))
            note_char(w, at, c);
        w->previous = c;
        w->bad_before = bad;
    }
}

void survey_text(arena *a, const text *t, const uint32_t *allowed, survey *out) {
    encoding e = survey_encoding(t);
    const encoding_score *score = &t->evidence.scores[t->encoding];
    *out = (survey){.other = other_encoding(e)};
    survey_empty(t, out);
    if (t->bytes.controls || t->bytes.questions)
        survey_ascii(t, out);
    if (score->bad == 0 && score->odd == 0 && (t->encoding != ENCODING_UNKNOWN || t->bytes.high == 0))
        return;
    walk w = {.a = a, .t = t, .allowed = allowed, .v = out, .encoding = e};
    for (w.line = 0; w.line < t->line_count; w.line++) {
        w.whole = text_line(t, w.line);
        if (next_high(w.whole, 0) < w.whole.len)
            walk_line(&w);
    }
}

/* Telling the encoding from all the bytes. UTF-8, GBK with GB18030, and Big5 are read side by side
 * in one pass: ASCII is skipped eight bytes at a time, and at each byte beyond it every reading goes
 * on from where it stands to its next ASCII character. Points then say which reading makes sense:
 * they are half-bytes of the text that a reading explains, so that readings with characters of
 * different lengths compare. In a long text a reading that has soon fallen far behind is left; should
 * the leader then not explain the rest well, all of it is read once more and none is left. */
#include "text/readings.h"
#include "text/scan.h"

enum {
    POINTS_HINT = 6,         /* about two common characters: decides where little else does */
    POINTS_NOT_BIG5 = 8,     /* the portal is a mainland one: short texts are not guessed to be Big5 */
    POINTS_UTF8_MARK = 1000, /* a UTF-8 byte order mark speaks for itself */
    ROUND = 1 << 18,         /* bytes between two looks at who has fallen behind */
    ROUNDS_MAX = 16,         /* looks, if nobody has */
    PART_LEAST = 1 << 20     /* bytes worth another hand */
};

/* The readings that run against each other. */
typedef struct race {
    reading utf8, big5;
    gb_reading gb;
} race;

static void keep_score(encoding_evidence *out, encoding e, const reading *r) {
    out->scores[e] = (encoding_score){.encoding = e,
                                      .characters = r->characters,
                                      .bad = r->bad,
                                      .first_bad = r->bad ? r->first_bad : UINT64_MAX,
                                      .common = r->common,
                                      .odd = r->odd,
                                      .left = r->left};
}

static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

static int64_t race_best(const race *c) {
    int64_t utf8 = points(&c->utf8, WORTH_UTF8), big5 = points(&c->big5, WORTH_BIG5);
    return larger(gb_points(&c->gb), larger(utf8, big5));
}

/* Leaves the readings that have not three quarters of the leader's points. */
static void leave_behind(race *c) {
    int64_t enough = race_best(c) * 3 / 4;
    if (enough <= 0) /* no reading makes sense so far */
        return;
    c->utf8.left |= points(&c->utf8, WORTH_UTF8) < enough;
    c->big5.left |= points(&c->big5, WORTH_BIG5) < enough;
    c->gb.r.left |= gb_points(&c->gb) < enough;
}

/* Reads on from byte i; returns the first ASCII byte after it, which a reading with ASCII trail
 * bytes may have taken already. */
static size_t read_on(span s, race *c, size_t i) {
    if (!c->utf8.left) {
        c->utf8.at = i;
        read_utf8(s, &c->utf8);
    }
    if (!c->gb.r.left && c->gb.r.at <= i)
        (void)read_gb(s, i, &c->gb);
    if (!c->big5.left && c->big5.at <= i) {
        c->big5.at = i;
        read_big5(s, &c->big5);
    }
    if (!c->utf8.left)
        return c->utf8.at;
    size_t at = c->gb.r.left ? c->big5.at : c->gb.r.at;
    return !c->gb.r.left && !c->big5.left && c->big5.at < at ? c->big5.at : at;
}

/* Reads from byte `from` to the end; both are at the beginning of a line. */
static void run(span s, size_t from, race *c) {
    bool gb_alone = c->utf8.left && c->big5.left && !c->gb.r.left;
    for (size_t i = next_high(s, from); i < s.len; i = next_high(s, i))
        i = gb_alone ? read_gb(s, i, &c->gb) : read_on(s, c, i);
}

/* ---- The race in parts. What is left is left for good after the first rounds, so that no part needs to
 * know how the race stands in another. */
static size_t line_after(span s, size_t at) {
    if (at >= s.len)
        return s.len;
    size_t left = span_find(span_from(s, at), '\n');
    return at + left + (at + left < s.len);
}

static void add_reading(reading *sum, const reading *more) {
    if (more->bad && (sum->bad == 0 || more->first_bad < sum->first_bad))
        sum->first_bad = more->first_bad;
    sum->characters += more->characters;
    sum->bad += more->bad;
    sum->common += more->common;
    sum->odd += more->odd;
    sum->shorts += more->shorts;
    sum->western += more->western;
    sum->replaced += more->replaced;
}

static void add_race(race *sum, const race *more) {
    gb_reading *g = &sum->gb;
    const gb_reading *h = &more->gb;
    add_reading(&sum->utf8, &more->utf8);
    add_reading(&sum->big5, &more->big5);
    add_reading(&g->r, &h->r);
    g->first_four = first_of(h->fours, h->first_four, g->fours, g->first_four);
    g->first_euro = first_of(h->euros, h->first_euro, g->euros, g->first_euro);
    g->fours += h->fours;
    g->euros += h->euros;
}

typedef struct course {
    span s;
    size_t from;
    unsigned parts;
    const race *before; /* tells what is left */
    race *each;
} course;

static void run_part(arena *own, void *argument, unsigned index) {
    course *k = argument;
    size_t len = k->s.len - k->from;
    size_t from = index ? line_after(k->s, k->from + (size_t)((uint64_t)len * index / k->parts)) : k->from;
    size_t to = index + 1 < k->parts ? line_after(k->s, k->from + (size_t)((uint64_t)len * (index + 1) / k->parts)) : k->s.len;
    race c = {.utf8 = {.at = from, .left = k->before->utf8.left}, .big5 = {.at = from, .left = k->before->big5.left},
              .gb.r = {.at = from, .left = k->before->gb.r.left}};
    (void)own;
    if (from < to)
        run(span_cut(k->s, 0, to), from, &c);
    k->each[index] = c;
}

static void run_parts(arena *a, const crew *c, span s, size_t from, race *sum) {
    course k = {.s = s, .from = from, .parts = crew_parts(c, s.len - from, PART_LEAST), .before = sum};
    race alone;
    k.each = k.parts == 1 ? &alone : ARENA_ARRAY(a, race, k.parts);
    if (k.parts == 1)
        run_part(a, &k, 0);
    else
        crew_run(c, a, run_part, &k, k.parts);
    for (unsigned i = 0; i < k.parts; i++)
        add_race(sum, &k.each[i]);
}

/* The first rounds, until some reading is left; returns where the rest begins. */
static size_t run_first(span s, size_t from, race *c) {
    for (int i = 0; i < ROUNDS_MAX && from < s.len && !(c->utf8.left || c->big5.left || c->gb.r.left); i++) {
        size_t to = line_after(s, from + ROUND < s.len ? from + ROUND : s.len);
        run(span_cut(s, 0, to), from, c);
        from = to;
        leave_behind(c);
    }
    return from;
}

/* Where nothing was left, or the leader explains four fifths of the bytes beyond ASCII as common
 * characters would, no reading that was left could have won. */
static bool settled(const race *c, uint64_t high_bytes) {
    bool left = c->utf8.left || c->big5.left || c->gb.r.left;
    return !left || race_best(c) >= (int64_t)(high_bytes / 5 * 8);
}

typedef struct candidate {
    encoding encoding;
    int64_t points;
} candidate;

static bool gb_pair(encoding a, encoding b) {
    return (a == ENCODING_GBK && b == ENCODING_GB18030) ||
           (a == ENCODING_GB18030 && b == ENCODING_GBK);
}

/* The best by points, the earlier of equals; certain where it is free of faults and no other
 * reading that is comes near. */
static void choose(const candidate *c, size_t count, encoding_evidence *out) {
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (c[i].points > c[best].points)
            best = i;
    out->best = c[best].encoding;
    out->certain = out->scores[out->best].bad == 0;
    for (size_t i = 0; i < count; i++) {
        const encoding_score *s = &out->scores[c[i].encoding];
        if (i != best && !gb_pair(c[i].encoding, out->best) && !s->left && s->bad == 0 &&
            c[i].points * 4 > c[best].points * 3)
            out->certain = false;
    }
}

/* Too many faults for any reading to be believed. A hint makes us more patient. */
static bool hopeless(const encoding_score *s, bool hinted) {
    return hinted ? s->bad > s->characters * 2 : s->bad * 2 > s->characters;
}

static void judge(const race *r, encoding hint, encoding_evidence *out) {
    reading gbk = gb_as(&r->gb, false), gb18030 = gb_as(&r->gb, true);
    keep_score(out, ENCODING_UTF8, &r->utf8);
    keep_score(out, ENCODING_GBK, &gbk);
    keep_score(out, ENCODING_GB18030, &gb18030);
    keep_score(out, ENCODING_BIG5, &r->big5);
    candidate c[] = {{ENCODING_UTF8, points(&r->utf8, WORTH_UTF8)},
                     {ENCODING_GBK, points(&gbk, WORTH_GBK)},
                     {ENCODING_GB18030, points(&gb18030, WORTH_GBK)},
                     {ENCODING_BIG5, points(&r->big5, WORTH_BIG5) - POINTS_NOT_BIG5}};
    if (out->bom == ENCODING_UTF8)
        c[0].points += POINTS_UTF8_MARK;
    for (size_t i = 0; i < sizeof c / sizeof *c; i++)
        if (c[i].encoding == hint)
            c[i].points += POINTS_HINT + (hint == ENCODING_BIG5 ? POINTS_NOT_BIG5 : 0);
    choose(c, sizeof c / sizeof *c, out);
    if (hopeless(&out->scores[out->best], out->best == hint || out->bom == out->best)) {
        out->best = ENCODING_UNKNOWN;
        out->certain = false;
    }
}

static void read_beyond_ascii(arena *a, const crew *hands, span s, size_t from, encoding hint, encoding_evidence *out) {
    race c = {.utf8.at = from, .big5.at = from, .gb.r.at = from};
    run_parts(a, hands, s, run_first(s, from, &c), &c);
    if (!settled(&c, out->bytes.high)) {
        c = (race){.utf8.at = from, .big5.at = from, .gb.r.at = from};
        run_parts(a, hands, s, from, &c);
    }
    judge(&c, hint, out);
}

/* ---- UTF-16 and UTF-32. */
static void read_wide(encoding e, span s, size_t from, encoding_evidence *out) {
    reading r = {0};
    span rest = span_from(s, from);
    for (;;) {
        rest = span_from(rest, ascii_units(e, rest));
        if (rest.len == 0)
            break;
        size_t at = s.len - rest.len;
        uint32_t c = decode_next(e, &rest);
        if (c == CODE_BAD)
            note_bad(&r, at);
        else if (c >= 0x80)
            note_char(&r, c);
    }
    keep_score(out, e, &r);
}

/* Where the NULs stand among each four bytes: ASCII in UTF-16LE has them second and fourth. A table
 * of wages is never without digits, so a fifth of all units must show them. */
static encoding wide_by_nuls(span s) {
    uint64_t at[4] = {0};
    for (size_t i = 0; i < s.len; i++)
        at[i % 4] += s.ptr[i] == 0;
    uint64_t quads = s.len / 4, units = s.len / 2;
    if (quads && at[3] >= quads - quads / 100 && at[2] * 2 >= quads && at[0] <= quads / 10)
        return ENCODING_UTF32LE;
    if (quads && at[0] >= quads - quads / 100 && at[1] * 2 >= quads && at[3] <= quads / 10)
        return ENCODING_UTF32BE;
    uint64_t even = at[0] + at[2], odd = at[1] + at[3];
    if (odd * 5 >= units && even * 4 <= odd)
        return ENCODING_UTF16LE;
    if (even * 5 >= units && odd * 4 <= even)
        return ENCODING_UTF16BE;
    return ENCODING_UNKNOWN;
}

/* False when the bytes do not read as that encoding after all. */
static bool accept_wide(encoding e, span s, encoding_evidence *out) {
    if (!encoding_wide(e))
        return false;
    read_wide(e, s, out->bom_len, out);
    uint64_t unit = e == ENCODING_UTF16LE || e == ENCODING_UTF16BE ? 2 : 4;
    if (out->scores[e].bad * 20 > s.len / unit + 20)
        return false;
    out->best = e;
    out->certain = out->scores[e].bad == 0;
    return true;
}

static const struct {
    encoding encoding;
    uint8_t len, bytes[4];
} MARKS[] = {
    {ENCODING_UTF8, 3, {0xEF, 0xBB, 0xBF}},          {ENCODING_UTF32LE, 4, {0xFF, 0xFE, 0, 0}},
    {ENCODING_UTF16LE, 2, {0xFF, 0xFE}},             {ENCODING_UTF16BE, 2, {0xFE, 0xFF}},
    {ENCODING_UTF32BE, 4, {0, 0, 0xFE, 0xFF}},       {ENCODING_GB18030, 4, {0x84, 0x31, 0x95, 0x33}},
};

static void find_mark(span s, encoding_evidence *out) {
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (span_starts(s, span_of(MARKS[i].bytes, MARKS[i].len))) {
            out->bom = MARKS[i].encoding;
            out->bom_len = MARKS[i].len;
            return;
        }
}

/* ---- The tally in parts. */
typedef struct tallying {
    span s;
    unsigned parts;
    byte_tally *each;
} tallying;

static void tally_part(arena *own, void *argument, unsigned index) {
    const tallying *t = argument;
    size_t from = (size_t)((uint64_t)t->s.len * index / t->parts), to = (size_t)((uint64_t)t->s.len * (index + 1) / t->parts);
    byte_tally b;
    (void)own;
    bytes_tally(span_cut(t->s, from, to - from), &b);
    t->each[index] = b;
}

static void tally_all(arena *a, const crew *c, span s, byte_tally *out) {
    tallying t = {.s = s, .parts = crew_parts(c, s.len, PART_LEAST)};
    if (t.parts == 1) {
        bytes_tally(s, out);
        return;
    }
    t.each = ARENA_ARRAY(a, byte_tally, t.parts);
    crew_run(c, a, tally_part, &t, t.parts);
    *out = (byte_tally){0};
    for (unsigned i = 0; i < t.parts; i++) {
        out->high += t.each[i].high;
        out->nul += t.each[i].nul;
        out->controls += t.each[i].controls;
        out->lf += t.each[i].lf;
        out->cr += t.each[i].cr;
        out->questions += t.each[i].questions;
    }
}

/* ---- All of it. */
void encoding_detect(span bytes, encoding hint, encoding_evidence *out) {
    encoding_detect_by(NULL, NULL, bytes, hint, out);
}

void encoding_detect_by(arena *a, const crew *c, span bytes, encoding hint, encoding_evidence *out) {
    *out = (encoding_evidence){.bom = ENCODING_UNKNOWN};
    for (int e = 0; e < ENCODING_COUNT; e++)
        out->scores[e] = (encoding_score){.encoding = (encoding)e, .first_bad = UINT64_MAX};
    find_mark(bytes, out);
    tally_all(a, c, span_from(bytes, out->bom_len), &out->bytes);
    if (accept_wide(out->bom, bytes, out))
        return;
    if (encoding_wide(out->bom)) { /* a mark by chance: its bytes count like all others */
        out->bom = ENCODING_UNKNOWN;
        out->bom_len = 0;
        tally_all(a, c, bytes, &out->bytes);
    }
    if (out->bytes.nul && accept_wide(wide_by_nuls(bytes), bytes, out))
        return;
    if (out->bytes.high)
        read_beyond_ascii(a, c, bytes, out->bom_len, hint, out);
    else {
        out->best = out->bom == ENCODING_UNKNOWN ? ENCODING_ASCII : out->bom;
        out->certain = true;
    }
}

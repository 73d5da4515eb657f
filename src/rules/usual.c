/* Usual lines, done at a glance: of a person with whom nothing is wrong, in nearly all lines of nearly all files. Of such
 * a line only what is counted is read. The twin is pass_line, with all that it calls: whatever is in doubt here is left
 * to it, and whoever changes that changes this. The tests check everything they have both ways. */
#include <string.h>

#include "base/eight.h"
#include "rules/pass.h"

enum { ID_LENGTH = 18, FIELDS_MAX = 16 };

bool lines_usual(const pass *p) {
    const document *d = p->c.d;
    const layout *l = &d->layout;
    return !p->c.job->plainly && p->c.job->format == NULL && l->separator.kind == SEPARATOR_BYTE && !l->quoted &&
           !l->trailing && l->separator.byte < 0x80 && !may_trail(d->text.body_encoding, l->separator.byte) && l->id >= 0 &&
           l->wage >= 0 && l->old_wage >= 0 && l->count <= FIELDS_MAX && l->count == p->c.job->expected->count &&
           (p->c.t == NULL || p->alike);
}

/* ---- A line and its fields. */
typedef struct bare_line {
    span bytes;
    unsigned end; /* bytes of its newline */
} bare_line;

static inline bare_line line_of(const text *t, uint32_t i) {
    const uint8_t *from = t->body.ptr + t->line_start[i], *to = t->body.ptr + t->line_start[i + 1];
    unsigned end = 0;
    if (to > from && to[-1] == '\n')
        end = to - from > 1 && to[-2] == '\r' ? 2 : 1;
    else if (to > from && to[-1] == '\r')
        end = 1;
    return (bare_line){span_of(from, (size_t)(to - from) - end), end};
}

static bool same_end(const bare_line *a, const bare_line *b) {
    return a->end == b->end && (a->end != 1 || a->bytes.ptr[a->bytes.len] == b->bytes.ptr[b->bytes.len]);
}

/* Where the fields begin, and behind the last one's separator, were there one. */
typedef struct glimpse {
    const uint8_t *at[FIELDS_MAX + 1];
} glimpse;

/* As line_split does it, parted by the byte `by`, for exactly so many fields; eight bytes behind the line must be readable. */
static inline bool divide(span line, uint8_t by, uint32_t fields_there, glimpse *g) {
    const uint8_t *end = line.ptr + line.len;
    uint32_t n = 1;
    g->at[0] = line.ptr;
    for (const uint8_t *at = line.ptr; at < end; at += 8)
        for (uint64_t hits = eight_equal(eight_bytes(at), by); hits; hits &= hits - 1) {
            const uint8_t *hit = at + (unsigned)__builtin_ctzll(hits) / 8;
            if (hit >= end)
                break;
            if (n == fields_there)
                return false;
            g->at[n++] = hit + 1;
        }
    g->at[n] = end + 1;
    return n == fields_there;
}

static inline span field(const glimpse *g, int at) { return span_of(g->at[at], (size_t)(g->at[at + 1] - g->at[at]) - 1); }

/* ---- What is told of a line without a template, and with one. */
static bool sound_alone(const pass *p, const glimpse *g, uint64_t *number) {
    const layout *l = &p->c.d->layout;
    return id_sound(g->at[l->id], p->c.job->today, number) &&
           (l->name < 0 || usual_name(p->c.d->text.body_encoding, field(g, l->name)));
}

static void note_alone(pass *p, uint32_t i, const glimpse *g, uint64_t number) {
    const uint8_t *id = g->at[p->c.d->layout.id];
    if (number)
        tally_number(&p->sums, i, number);
    sighting_note_plain(p->seen, span_of(id, ID_LENGTH), (uint32_t)(id - p->c.d->text.body.ptr), p->c.job->hash_seed);
}

/* Is it the template's next line but for the wage, and nobody's whom an earlier line was? */
static bool is_next(const pass *p, const glimpse *g, bare_line *next) {
    const document *t = p->c.t;
    const layout *was = &t->layout;
    if (p->cursor >= t->text.line_count || p->seen_at[p->cursor] || (was->header && p->cursor == was->header_line) ||
        !id_formed(g->at[p->c.d->layout.id]))
        return false;
    *next = line_of(&t->text, p->cursor);
    size_t head = (size_t)(g->at[was->wage] - g->at[0]);
    return next->bytes.len >= head && memcmp(next->bytes.ptr, g->at[0], head) == 0 &&
           !span_has(span_from(next->bytes, head), was->separator.byte);
}

static void note_next(pass *p, uint32_t i, const bare_line *line, const bare_line *next, span wage) {
    span old = span_from(next->bytes, (size_t)(wage.ptr - line->bytes.ptr));
    p->out->wages_changed += !span_eq(wage, old);
    p->same_frame = p->same_frame && p->cursor == i && same_end(line, next);
    p->seen_at[p->cursor++] = i + 1;
    p->sums.twins++;
}

static void count(pass *p, money now, money old) {
    figures *out = p->out;
    out->insured++;
    out->entered++;
    out->old_known = out->old_known && money_add(&out->old_total, old.value);
    out->new_known = out->new_known && money_add(&out->new_total, now.value);
    p->sums.people++;
    tally_wages(&p->sums, now, old);
}

bool glance(pass *p, uint32_t i) {
    const document *d = p->c.d;
    const layout *l = &d->layout;
    const bare_line line = line_of(&d->text, i);
    bare_line next = {0};
    glimpse g;
    uint64_t number = 0;
    bool possible = line.bytes.ptr + line.bytes.len + 8 <= d->text.body.ptr + d->text.body.len &&
                    (p->c.job->max_line == 0 || line.bytes.len <= p->c.job->max_line) &&
                    !(l->header && i == l->header_line) && divide(line.bytes, l->separator.byte, l->count, &g) &&
                    field(&g, l->id).len == ID_LENGTH;
    if (!possible || !(p->c.t ? is_next(p, &g, &next) : sound_alone(p, &g, &number)))
        return false;
    span wage = field(&g, l->wage);
    const money now = money_read(wage), old = money_read(field(&g, l->old_wage));
    if (now.oddities || now.below_one || old.oddities || (!old.below_one && out_of_line(now.value, old.value)))
        return false;
    if (p->c.t)
        note_next(p, i, &line, &next, wage);
    else
        note_alone(p, i, &g, number);
    count(p, now, old);
    return true;
}

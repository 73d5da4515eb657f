/* Which separator divides the lines alike, and into fields that are each one thing. */
#include <string.h>

#include "layout/infer.h"

enum { CLEAN_LINES = 500, QUOTED_SHARE = 100, SCORE_LEAST = 250, SCORE_PLAIN = 900, EVEN_SHARE = 950 };

static bool is_special(uint8_t c) { return c == '\t' || c == ',' || c == ';' || c == '|' || c == '^'; }

/* One thing: no separator of another kind within (behind a high byte | and ^ may be half a hanzi),
 * no run of blanks. An amount with its thousands separated is one thing too. */
static bool is_clean(span field) {
    for (size_t i = 0; i < field.len; i++) {
        bool after_high = i > 0 && field.ptr[i - 1] >= 0x80;
        bool blanks = i > 0 && field.ptr[i] == ' ' && field.ptr[i - 1] == ' ';
        if ((is_special(field.ptr[i]) && !after_high) || blanks)
            return !(money_read(field).oddities & (MONEY_NO_NUMBER | MONEY_BLANK));
    }
    return true;
}

struct tally {
    size_t lines[COLUMNS_MAX + 2]; /* by their number of fields */
    size_t fields, clean;
};

static void tally_clean(struct tally *t, const fields *f) {
    for (uint32_t i = 0; i < f->count; i++) {
        span field = span_trim(f->at[i]);
        t->fields += field.len > 0;
        t->clean += field.len > 0 && is_clean(field);
    }
}

static uint32_t commonest(const struct tally *t) {
    uint32_t best = 0;
    for (uint32_t i = 0; i < COLUMNS_MAX + 2; i++)
        if (t->lines[i] >= t->lines[best])
            best = i;
    return best;
}

void divide(const sample *s, const layout *l, division *d) {
    struct tally t = {0};
    fields f;
    *d = (division){0};
    for (size_t i = s->first; i < s->count; i++) {
        line_split(l, s->encoding, s->lines[i], &f);
        t.lines[f.count <= COLUMNS_MAX + 1 ? f.count : 0]++;
    }
    d->columns = commonest(&t);
    size_t looked = 0;
    for (size_t i = s->first; i < s->count && looked < CLEAN_LINES; i++) {
        line_split(l, s->encoding, s->lines[i], &f);
        if (f.count != d->columns || f.count > COLUMNS_MAX + 1)
            continue;
        tally_clean(&t, &f);
        looked++;
    }
    d->agreeing = share(t.lines[d->columns], s->count - s->first);
    d->clean = share(t.clean, t.fields);
    d->score = d->columns >= 2 ? d->agreeing * d->clean / ALL : 0;
}

void find_quotes(const sample *s, layout *l) {
    size_t quoted = 0;
    fields f;
    l->quoted = l->separator.kind == SEPARATOR_BYTE;
    if (!l->quoted)
        return;
    for (size_t i = 0; i < s->count; i++)
        if (span_has(s->lines[i], '"')) {
            line_split(l, s->encoding, s->lines[i], &f);
            quoted += f.quoted;
        }
    l->quoted = share(quoted, s->count) >= QUOTED_SHARE;
}

static void consider(const sample *s, const layout *candidate, layout *best, division *d) {
    division here;
    divide(s, candidate, &here);
    if (here.score <= d->score)
        return;
    *d = here;
    *best = *candidate;
}

/* Most candidates are settled by not being there. */
static bool is_common(const sample *s, uint8_t byte) {
    size_t lines = 0;
    for (size_t i = 0; i < s->count; i++)
        lines += span_has(s->lines[i], byte);
    return share(lines, s->count) >= SCORE_LEAST;
}

/* The length of the line's runs of blanks where all are as long; else 0. */
static size_t even_gap(span line) {
    size_t gap = 0, run = 0;
    for (size_t i = 0; i <= line.len; i++) {
        if (i < line.len && line.ptr[i] == ' ') {
            run++;
            continue;
        }
        if (run && gap && run != gap)
            return 0;
        gap = run ? run : gap;
        run = 0;
    }
    return gap;
}

/* Blanks that part fields are as many everywhere, the header's too; where columns have a width, they are
 * as many as values are short of it. */
static bool evenly_spaced(const sample *s) {
    size_t gap = even_gap(s->lines[0]), even = 0;
    for (size_t i = 0; i < s->count; i++)
        even += even_gap(s->lines[i]) == gap;
    return gap >= 2 && share(even, s->count) >= EVEN_SHARE;
}

bool find_separator(const sample *s, const header_words *w, layout *l, division *d) {
    static const uint8_t BYTES[] = {'\t', '|', ';', '^', ','};
    layout best = *l;
    *d = (division){0};
    for (size_t i = 0; i < sizeof BYTES; i++) {
        if (!is_common(s, BYTES[i]))
            continue;
        layout candidate = *l;
        candidate.separator = (separator){SEPARATOR_BYTE, BYTES[i]};
        find_quotes(s, &candidate);
        consider(s, &candidate, &best, d);
    }
    if (d->score < SCORE_PLAIN) {
        layout candidate = *l;
        candidate.separator = (separator){.kind = SEPARATOR_FIXED};
        if (!evenly_spaced(s) && find_fixed_columns(s, w, &candidate))
            consider(s, &candidate, &best, d);
        candidate = *l;
        candidate.separator = (separator){.kind = SEPARATOR_SPACES};
        consider(s, &candidate, &best, d);
    }
    if (d->score >= SCORE_LEAST)
        *l = best;
    return d->score >= SCORE_LEAST;
}

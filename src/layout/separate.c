/* Which separator divides the lines alike, and into fields that are each one thing. */
#include <string.h>

#include "layout/infer.h"

enum { CLEAN_LINES = 500, QUOTED_SHARE = 100, SCORE_LEAST = 250, SCORE_PLAIN = 900, EVEN_SHARE = 950 };

/* Separators, and the blank. */
static const bool SPECIAL[256] = {['\t'] = true, [','] = true, [';'] = true, ['|'] = true, ['^'] = true, [' '] = true};

/* One thing: no separator of another kind within (behind a high byte | and ^ may be half a hanzi),
 * no run of blanks. An amount with its thousands separated is one thing too. */
static bool is_clean(span field) {
    for (size_t i = 0; i < field.len; i++) {
        if (!SPECIAL[field.ptr[i]])
            continue;
        bool blank = field.ptr[i] == ' ';
        if (blank ? i > 0 && field.ptr[i - 1] == ' ' : i == 0 || field.ptr[i - 1] < 0x80)
            return !(money_read(field).oddities & (MONEY_NO_NUMBER | MONEY_BLANK));
    }
    return true;
}

/* Lines of one number of fields. */
struct tally {
    size_t lines, fields, clean;
};

static void tally_clean(struct tally *t, const fields *f) {
    for (uint32_t i = 0; i < f->count; i++) {
        span field = span_trim(f->at[i]);
        t->fields += field.len > 0;
        t->clean += field.len > 0 && is_clean(field);
    }
}

/* Too many fields to be kept stand under 0, which is no division. */
static uint32_t commonest(const struct tally t[COLUMNS_MAX + 2]) {
    uint32_t best = 0;
    for (uint32_t i = 0; i < COLUMNS_MAX + 2; i++)
        if (t[i].lines >= t[best].lines)
            best = i;
    return best;
}

void divide(const sample *s, const layout *l, division *d) {
    struct tally t[COLUMNS_MAX + 2] = {0};
    fields f;
    for (size_t i = s->first; i < s->count; i++) {
        line_split(l, s->encoding, s->lines[i], &f);
        struct tally *like = &t[f.count <= COLUMNS_MAX + 1 ? f.count : 0];
        if (++like->lines <= CLEAN_LINES && like > t)
            tally_clean(like, &f);
    }
    *d = (division){.columns = commonest(t)};
    const struct tally *most = &t[d->columns];
    d->agreeing = share(most->lines, s->count - s->first);
    d->clean = share(most->clean, most->fields);
    d->score = d->columns >= 2 ? d->agreeing * d->clean / ALL : 0;
}

uint32_t most_columns(const sample *s, const layout *l) {
    struct tally t[COLUMNS_MAX + 2] = {0};
    fields f;
    for (size_t i = s->first; i < s->count; i++) {
        line_split(l, s->encoding, s->lines[i], &f);
        t[f.count <= COLUMNS_MAX + 1 ? f.count : 0].lines++;
    }
    return commonest(t);
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

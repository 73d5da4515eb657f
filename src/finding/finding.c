#include "finding/finding.h"

#include <stdlib.h>
#include <string.h>

enum { INPUT_COUNT = INPUT_FORMAT + 1, DEFAULT_CAP = 1000 };

/* What is kept of one finding beside what readers see. */
struct kept {
    finding f;
    uint64_t serial; /* order of arrival, to keep sorting stable */
    bool folded;
};

struct tally {
    uint64_t places;   /* everything found */
    uint64_t reported; /* findings that readers are told of, beyond the cap too */
    uint64_t stored;   /* of them, those kept */
    struct kept *last; /* the group that was added to last: most often the next one too */
    VEC(struct kept *) groups; /* of a code that groups: one a column */
};

struct findings {
    arena *on;
    size_t cap;
    VEC(struct kept *) kept;
    VEC(term) skipped;
    severity severities[CODE_COUNT];
    struct tally tallies[CODE_COUNT][INPUT_COUNT];
    uint64_t folded;
    size_t shown; /* set by findings_settle */
};

value value_text(span utf8) { return value_of(VALUE_TEXT, utf8); }
value value_cstr(const char *utf8) { return value_text(span_cstr(utf8)); }
value value_number(uint64_t n) { return (value){.kind = VALUE_NUMBER, .number = (int64_t)n}; }
value value_fen(fen amount) { return (value){.kind = VALUE_FEN, .number = amount}; }
value value_term(term t) { return (value){.kind = VALUE_TERM, .number = t}; }
value value_of(value_kind kind, span utf8) { return (value){.kind = kind, .text = utf8}; }

const char *input_word(input_role input) {
    static const char *const words[] = {"upload", "template", "table", "format"};
    return words[input];
}

place place_whole(input_role input) { return (place){.input = input, .byte_offset = NO_OFFSET}; }

findings *findings_new(arena *a, size_t cap) {
    findings *f = ARENA_NEW(a, findings);
    f->on = a;
    f->cap = cap ? cap : DEFAULT_CAP;
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        f->severities[c] = catalogue_get((code)c)->severity;
    return f;
}

findings *findings_like(arena *a, const findings *f) {
    findings *part = findings_new(a, f->cap);
    memcpy(part->severities, f->severities, sizeof part->severities);
    return part;
}

void findings_override(findings *f, code c, severity s) { f->severities[c] = s; }
bool findings_off(const findings *f, code c) { return f->severities[c] == SEVERITY_OFF; }

/* The group that `one` joins, or NULL: those of a code and an input are told apart by column. */
static struct kept *group_of(const struct tally *t, const finding *one) {
    if (t->last && t->last->f.place.column == one->place.column)
        return t->last;
    for (size_t i = 0; i < t->groups.count; i++)
        if (t->groups.items[i]->f.place.column == one->place.column)
            return t->groups.items[i];
    return NULL;
}

static uint64_t example_line(const place *p) { return p->line ? p->line : p->cell_row; }

static void add_examples(finding *into, const uint64_t *lines, unsigned count) {
    for (unsigned i = 0; i < count && into->example_count < EXAMPLES_MAX; i++)
        into->examples[into->example_count++] = lines[i];
}

static void join_group(finding *group, const finding *one) {
    uint64_t line = example_line(&one->place);
    group->count += one->count ? one->count : 1;
    if (one->example_count)
        add_examples(group, one->examples, one->example_count);
    else if (line)
        add_examples(group, &line, 1);
}

static void keep_choices(arena *a, finding *f) {
    choice *kept = ARENA_ARRAY(a, choice, f->choice_count + 1);
    for (size_t i = 0; i < f->choice_count; i++) {
        kept[i] = f->choices[i];
        kept[i].value = span_keep(a, kept[i].value);
        kept[i].label = span_keep(a, kept[i].label);
        for (unsigned k = 0; k < kept[i].shown_count; k++)
            kept[i].shown[k].text = span_keep(a, kept[i].shown[k].text);
    }
    f->choices = kept;
}

static void keep_texts(arena *a, finding *f) {
    f->place.entry = span_keep(a, f->place.entry);
    f->place.sheet = span_keep(a, f->place.sheet);
    f->place.field = span_keep(a, f->place.field);
    f->value.text = span_keep(a, f->value.text);
    for (int i = 0; i < ARGS_MAX; i++)
        if (f->args[i].value.text.len)
            f->args[i].value.text = span_keep(a, f->args[i].value.text);
    if (f->choice_count)
        keep_choices(a, f);
}

static struct kept *store(findings *f, const finding *one) {
    struct kept *k = ARENA_NEW(f->on, struct kept);
    k->f = *one;
    k->f.severity = f->severities[one->code];
    k->f.count = one->count ? one->count : 1;
    uint64_t line = example_line(&one->place);
    if (k->f.example_count == 0 && line)
        add_examples(&k->f, &line, 1);
    keep_texts(f->on, &k->f);
    k->serial = f->kept.count;
    VEC_PUSH(f->on, &f->kept, k);
    return k;
}

void findings_add(findings *f, const finding *one) {
    if (f == NULL || f->severities[one->code] == SEVERITY_OFF)
        return;
    struct tally *t = &f->tallies[one->code][one->place.input];
    t->places += one->count ? one->count : 1;
    bool grouped = catalogue_get(one->code)->grouping == GROUPING_GROUP;
    struct kept *group = grouped ? group_of(t, one) : NULL;
    if (group) {
        join_group(&group->f, one);
        t->last = group;
        return;
    }
    t->reported++;
    if (t->stored == f->cap)
        return;
    t->last = store(f, one);
    t->stored++;
    if (grouped)
        VEC_PUSH(f->on, &t->groups, t->last);
}

uint64_t findings_count_in(const findings *f, code c, input_role input) {
    return f->tallies[c][input].places;
}

uint64_t findings_count(const findings *f, code c) {
    uint64_t sum = 0;
    for (int i = 0; i < INPUT_COUNT; i++)
        sum += f->tallies[c][i].places;
    return sum;
}

static struct kept *first_of(const findings *f, input_role input, code c) {
    for (size_t i = 0; i < f->kept.count; i++) {
        struct kept *k = f->kept.items[i];
        if (k->f.code == c && k->f.place.input == input && !k->folded)
            return k;
    }
    return NULL;
}

static void fold_in(findings *f, struct kept *cause, code follower, input_role input) {
    struct tally *t = &f->tallies[follower][input];
    if (t->reported == 0)
        return;
    VEC_PUSH(f->on, &cause->f.folded, ((folded){follower, t->places}));
    f->folded += t->places;
    t->reported = 0;
    for (size_t i = 0; i < f->kept.count; i++) {
        struct kept *other = f->kept.items[i];
        if (other->f.code == follower && other->f.place.input == input)
            other->folded = true;
    }
}

void findings_fold(findings *f, input_role input, code cause, code follower) {
    struct kept *k = first_of(f, input, cause);
    if (k == NULL || cause == follower)
        return;
    fold_in(f, k, follower, input);
    if (input == INPUT_UPLOAD && catalogue_get(follower)->layer == LAYER_ROS)
        fold_in(f, k, follower, INPUT_TEMPLATE);
}

void findings_skip(findings *f, term what) {
    for (size_t i = 0; i < f->skipped.count; i++)
        if (f->skipped.items[i] == what)
            return;
    VEC_PUSH(f->on, &f->skipped, what);
}

static bool value_says(const value *v, term t, const char *part) {
    if (t != TERM_NONE)
        return v->kind == VALUE_TERM && v->number == (int64_t)t;
    return v->kind == VALUE_TEXT && span_search(v->text, span_cstr(part)) < v->text.len;
}

bool findings_say(const findings *f, code c, const char *key, term t, const char *part) {
    if (findings_count(f, c) == 0)
        return false;
    for (size_t i = 0; i < f->kept.count; i++) {
        const finding *one = &f->kept.items[i]->f;
        for (int k = 0; one->code == c && k < ARGS_MAX && one->args[k].key; k++)
            if (strcmp(one->args[k].key, key) == 0 && value_says(&one->args[k].value, t, part))
                return true;
    }
    return false;
}

static int by_weight(const void *left, const void *right) {
    const struct kept *a = *(struct kept *const *)left, *b = *(struct kept *const *)right;
    if (a->folded != b->folded)
        return a->folded ? 1 : -1;
    if (a->f.severity != b->f.severity)
        return a->f.severity > b->f.severity ? -1 : 1;
    if (a->f.code != b->f.code)
        return a->f.code < b->f.code ? -1 : 1;
    if (a->f.place.line != b->f.place.line)
        return a->f.place.line < b->f.place.line ? -1 : 1;
    return a->serial < b->serial ? -1 : a->serial > b->serial;
}

void findings_settle(findings *f) {
    f->shown = 0;
    if (f->kept.count)
        qsort(f->kept.items, f->kept.count, sizeof *f->kept.items, by_weight);
    while (f->shown < f->kept.count && !f->kept.items[f->shown]->folded)
        f->shown++;
}

size_t findings_shown(const findings *f) { return f->shown; }
const finding *findings_at(const findings *f, size_t i) { return &f->kept.items[i]->f; }
uint64_t findings_folded(const findings *f) { return f->folded; }

uint64_t findings_reported(const findings *f, code c) {
    uint64_t sum = 0;
    for (int i = 0; i < INPUT_COUNT; i++)
        sum += f->tallies[c][i].reported;
    return sum;
}

uint64_t findings_by_severity(const findings *f, severity s) {
    uint64_t sum = 0;
    for (int c = CODE_NONE + 1; c < CODE_COUNT && f->kept.count; c++)
        if (f->severities[c] == s)
            sum += findings_reported(f, (code)c);
    return sum;
}

uint64_t findings_total(const findings *f) {
    return findings_by_severity(f, SEVERITY_NOTE) + findings_by_severity(f, SEVERITY_WARNING) +
           findings_by_severity(f, SEVERITY_ERROR);
}

severity findings_gravest(const findings *f) {
    for (severity s = SEVERITY_ERROR; s > SEVERITY_OFF; s--)
        if (findings_by_severity(f, s))
            return s;
    return SEVERITY_OFF;
}

consequence findings_consequence(const findings *f) {
    consequence worst = CONSEQUENCE_NONE;
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        if (f->severities[c] == SEVERITY_ERROR && findings_reported(f, (code)c) &&
            catalogue_get((code)c)->consequence > worst)
            worst = catalogue_get((code)c)->consequence;
    return worst;
}

size_t findings_skipped(const findings *f, const term **what) {
    *what = f->skipped.items;
    return f->skipped.count;
}

void findings_merge(findings *f, const findings *part) {
    for (size_t i = 0; i < part->kept.count; i++)
        findings_add(f, &part->kept.items[i]->f);
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        for (int in = 0; in < INPUT_COUNT; in++) {
            const struct tally *t = &part->tallies[c][in];
            uint64_t beyond = t->reported - t->stored; /* counted there, not kept there */
            f->tallies[c][in].reported += beyond;
            f->tallies[c][in].places += beyond;
        }
    for (size_t i = 0; i < part->skipped.count; i++)
        findings_skip(f, part->skipped.items[i]);
}

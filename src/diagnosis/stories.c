/* Stories are rows of stories.def, each a signature of clues; how clues are put together and how
 * stories are weighed against each other is here, what they are is data. */
#include "diagnosis/diagnosis.h"

/* One thing that speaks for a story: a code that was found, perhaps with a certain argument. */
typedef struct clue {
    code code;        /* CODE_NONE ends a list */
    const char *key;  /* NULL: found at all */
    term is;          /* what the argument `key` is … */
    const char *part; /* … or, with TERM_NONE, what occurs in its text */
} clue;

enum { CLUES_MAX = 10 };

static const struct row {
    const char *id;
    undo undo;
    telling told[LANG_COUNT];
    clue all[CLUES_MAX]; /* each must be there */
    clue any[CLUES_MAX]; /* at least one, where there are any */
    clue none[CLUES_MAX];
    clue also[CLUES_MAX]; /* bears it out where it is there */
} STORIES[] = {
#define FOUND(code) {code, NULL, TERM_NONE, NULL}
#define IS(code, key, term) {code, key, term, NULL}
#define SAYS(code, key, part) {code, key, TERM_NONE, part}
#define ZH(title, undo, prevent) {title, undo, prevent}
#define EN(title, undo, prevent) {title, undo, prevent}
#define STORY(id, undo, zh, en, ...) {id, undo, {zh, en}, __VA_ARGS__},
#include "diagnosis/stories.def"
#undef STORY
};
enum { STORY_COUNT = sizeof STORIES / sizeof *STORIES };

static bool holds(const findings *found, const clue *c) {
    return c->key ? findings_say(found, c->code, c->key, c->is, c->part) : findings_count(found, c->code) > 0;
}

static bool has_evidence(const story *s, code c) {
    for (unsigned i = 0; i < s->evidence_count; i++)
        if (s->evidence[i] == c)
            return true;
    return false;
}

static unsigned length(const clue *list) {
    unsigned n = 0;
    while (n < CLUES_MAX && list[n].code != CODE_NONE)
        n++;
    return n;
}

static void note_down(const findings *found, code c, story *s) {
    if (has_evidence(s, c) || s->evidence_count == EVIDENCE_MAX)
        return;
    s->evidence[s->evidence_count++] = c;
    s->places += findings_count(found, c);
    s->grave = s->grave || catalogue_get(c)->severity == SEVERITY_ERROR;
}

/* Notes down which clues of a list hold; returns how many. */
static unsigned gather(const findings *found, const clue *list, story *s) {
    unsigned count = 0;
    for (unsigned i = 0; i < length(list); i++) {
        if (!holds(found, &list[i]))
            continue;
        count++;
        note_down(found, list[i].code, s);
    }
    return count;
}

static bool fits(const findings *found, const struct row *r, story *s) {
    story against = {0};
    *s = (story){.id = r->id, .told = {r->told[LANG_ZH], r->told[LANG_EN]}, .undo = r->undo};
    if (gather(found, r->all, s) < length(r->all) || gather(found, r->none, &against))
        return false;
    if (length(r->any) && gather(found, r->any, s) == 0)
        return false;
    (void)gather(found, r->also, s);
    return true;
}

/* Is everything that `s` rests on explained by an earlier story already? */
static bool explained(const story *told, size_t count, const story *s) {
    for (unsigned e = 0; e < s->evidence_count; e++) {
        bool known = false;
        for (size_t i = 0; i < count && !known; i++)
            known = has_evidence(&told[i], s->evidence[e]);
        if (!known)
            return false;
    }
    return true;
}

/* The grave before the others, then what explains most; the table's order where both are even. */
static bool before(const story *a, const story *b) {
    return a->grave != b->grave ? a->grave : a->places > b->places;
}

/* Insertion keeps the table's order and there are never many. */
static void insert(story *told, size_t count, const story *s) {
    size_t at = count;
    for (; at > 0 && before(s, &told[at - 1]); at--)
        told[at] = told[at - 1];
    told[at] = *s;
}

size_t stories_tell(arena *a, const findings *found, const story **out) {
    story *told = ARENA_ARRAY(a, story, STORY_COUNT);
    size_t count = 0;
    for (size_t i = 0; i < STORY_COUNT; i++) {
        story s;
        if (fits(found, &STORIES[i], &s) && !explained(told, count, &s))
            insert(told, count++, &s);
    }
    *out = told;
    return count;
}

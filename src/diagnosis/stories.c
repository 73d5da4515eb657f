/* Stories are rows of stories.def; one is told when every code of its signature was found. */
#include "diagnosis/diagnosis.h"

#define ALL(...) {__VA_ARGS__, CODE_NONE}
#define ALSO(...) {__VA_ARGS__, CODE_NONE}

static const struct row {
    const char *id;
    bool reversible;
    const char *title[LANG_COUNT], *prevent[LANG_COUNT];
    code all[EVIDENCE_MAX], also[EVIDENCE_MAX];
} STORIES[] = {
#define STORY(id, reversible, zh, en, zh_prevent, en_prevent, all, also)                           \
    {id, reversible, {zh, en}, {zh_prevent, en_prevent}, all, also},
#include "diagnosis/stories.def"
#undef STORY
};
enum { STORY_COUNT = sizeof STORIES / sizeof *STORIES };

static void add_evidence(const findings *found, const code *codes, story *s) {
    for (size_t i = 0; codes[i] != CODE_NONE && s->evidence_count < EVIDENCE_MAX; i++)
        if (findings_count(found, codes[i]))
            s->evidence[s->evidence_count++] = codes[i];
}

static bool fits(const findings *found, const struct row *r, story *s) {
    unsigned wanted = 0;
    while (r->all[wanted] != CODE_NONE)
        wanted++;
    *s = (story){r->id, {r->title[0], r->title[1]}, {r->prevent[0], r->prevent[1]}, {CODE_NONE}, 0, r->reversible};
    add_evidence(found, r->all, s);
    if (s->evidence_count < wanted)
        return false;
    add_evidence(found, r->also, s);
    return true;
}

/* Is everything that `s` rests on explained by an earlier story already? */
static bool explained(const story *told, size_t count, const story *s) {
    for (unsigned e = 0; e < s->evidence_count; e++) {
        bool known = false;
        for (size_t i = 0; i < count; i++)
            for (unsigned k = 0; k < told[i].evidence_count; k++)
                known = known || told[i].evidence[k] == s->evidence[e];
        if (!known)
            return false;
    }
    return true;
}

size_t stories_tell(arena *a, const findings *found, const story **out) {
    story *told = ARENA_ARRAY(a, story, STORY_COUNT);
    size_t count = 0;
    for (size_t i = 0; i < STORY_COUNT; i++) {
        story s;
        if (fits(found, &STORIES[i], &s) && !explained(told, count, &s))
            told[count++] = s;
    }
    *out = told;
    return count;
}

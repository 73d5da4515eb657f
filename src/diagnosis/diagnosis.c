#include "diagnosis/diagnosis.h"

const char *verdict_word(verdict v) {
    static const char *const words[] = {"pass", "warn", "fail", "unreadable"};
    return words[v];
}

/* Causes before what follows from them; a follower is folded under the first cause that is there. */
static const struct {
    code cause, follower;
} FOLDS[] = {
#define FOLD(cause, follower) {cause, follower},
#include "diagnosis/folding.def"
#undef FOLD
};

void fold_followers(findings *found) {
    for (size_t i = 0; i < sizeof FOLDS / sizeof *FOLDS; i++)
        findings_fold(found, INPUT_UPLOAD, FOLDS[i].cause, FOLDS[i].follower);
}

/* What could not be read never passes, whatever its findings were made to weigh. */
static verdict judge(const findings *found, bool readable) {
    severity gravest = findings_gravest(found);
    if (!readable || gravest == SEVERITY_ERROR)
        return VERDICT_FAIL;
    return gravest == SEVERITY_WARNING ? VERDICT_WARN : VERDICT_PASS;
}

void diagnose(arena *a, const rules_job *job, const container *box, const figures *figs, bool readable,
              findings *found, diagnosis *out) {
    const term *skipped;
    *out = (diagnosis){.compared = job->templ != NULL};
    fold_followers(found);
    findings_settle(found);
    out->complete = readable && findings_skipped(found, &skipped) == 0;
    out->verdict = judge(found, readable);
    out->story_count = stories_tell(a, found, &out->stories);
    prediction_make(box, figs, &out->prediction);
}

#ifndef DIAGNOSIS_DIAGNOSIS_H
#define DIAGNOSIS_DIAGNOSIS_H
/* The room of diagnosis: what happened to this file, told as one story; what the portal's two
 * possible readers would do with it; what it all comes to. */
#include "rules/rules.h"

typedef enum verdict { VERDICT_PASS, VERDICT_WARN, VERDICT_FAIL, VERDICT_UNREADABLE } verdict;
const char *verdict_word(verdict v); /* "pass", "warn", "fail", "unreadable" */

/* ---- Prediction (prediction.c): as Java 17 does (domain.md, section 2), not as a promise. */
typedef enum reader_outcome { READER_READS, READER_FINDS_NOTHING, READER_THROWS, READER_DEPENDS } reader_outcome;
typedef struct reader_answer {
    reader_outcome outcome;
    term why; /* TERM_NONE where it reads */
} reader_answer;
typedef struct prediction {
    reader_answer stream; /* java.util.zip.ZipInputStream */
    reader_answer file;   /* java.util.zip.ZipFile */
    bool blank_last;      /* some line's last field is blank: a Java split drops it */
} prediction;
void prediction_make(const container *box, const figures *figs, prediction *out);
/* "reads 1 entry", "throws: …" in a language. */
void reader_answer_write(buf *b, const reader_answer *r, lang l);

/* ---- Stories (stories.c): signatures over what was found; stories.def holds them. */
enum { EVIDENCE_MAX = 8 };
typedef enum undo { UNDO_NO, UNDO_PARTLY, UNDO_YES } undo;
typedef struct telling { /* a story in one language */
    const char *title;   /* what happened */
    const char *undo;    /* why it can be undone, or why not */
    const char *prevent; /* how to avoid it next time */
} telling;
typedef struct story {
    const char *id; /* "excel-csv": stable */
    telling told[LANG_COUNT];
    undo undo;
    code evidence[EVIDENCE_MAX]; /* those of its signature that were found */
    unsigned evidence_count;
    uint64_t places; /* that its evidence was found at */
    bool grave;      /* some of its evidence is an error */
} story;
/* Stories that explain what was found, the one that explains most first. */
size_t stories_tell(arena *a, const findings *found, const story **out);
/* Folds what merely follows from a cause under it (folding.def). */
void fold_followers(findings *found);

typedef struct diagnosis {
    verdict verdict;
    bool compared;    /* with a template */
    bool complete;    /* nothing was left unchecked */
    prediction prediction;
    const story *stories;
    size_t story_count;
} diagnosis;
/* After all findings are in: folds, settles, judges. `readable`: there was a text to look at. */
void diagnose(arena *a, const rules_job *job, const container *box, const figures *figs, bool readable,
              findings *found, diagnosis *out);

#endif

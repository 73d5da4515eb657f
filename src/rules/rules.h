#ifndef RULES_RULES_H
#define RULES_RULES_H
/* The room of rules: a document's lines, one by one, against what a wage file must be and,
 * where there is one, against the template. Rules read and report; they change nothing. */
#include "base/crew.h"
#include "container/container.h"
#include "finding/finding.h"
#include "layout/layout.h"
#include "text/text.h"

/* One input on its way down the stairs. */
typedef struct document {
    input_role input;
    container box;
    text text;
    layout layout; /* how it is really divided */
    bool usable;   /* there are lines and a layout */
} document;

typedef struct rules_job {
    const document *upload;
    const document *templ;     /* NULL: nothing to compare with */
    const layout *expected;    /* what the upload's layout should be: the template's, else its own */
    const format *format;      /* NULL: none */
    uint32_t today;            /* yyyymmdd, for dated severities and births in the future; 0 unknown */
    uint64_t hash_seed;
    uint64_t max_lines;        /* SYS-001 beyond it; 0 = no limit */
    uint32_t max_line;         /* bytes; a longer line is told; 0 = no limit */
    bool plainly;              /* every line is taken apart, for tests: what is told at a glance must be the same */
    const crew *crew;          /* hands to share the lines out to; NULL: none. Findings are the same */
} rules_job;

enum { LISTED_MAX = 1000 };

/* Somebody who is not entered, as the portal's list would show. */
typedef struct not_entered {
    uint64_t line; /* from 1 */
    bool blank;    /* else below 1, or no number */
    span wage;     /* as written, UTF-8, on the arena */
} not_entered;

/* What the portal's screen will show (design.md, section 4). */
typedef struct figures {
    uint64_t insured, entered, not_entered;
    not_entered *listed; /* the first LISTED_MAX of them */
    size_t listed_count;
    bool old_known, new_known; /* sums: every field was a number, and no sum overflowed */
    fen old_total, new_total;
    uint64_t wages_changed;    /* with a template: lines whose wage field differs from it */
    uint64_t lost, added, altered; /* with a template */
    bool only_wages_changed;   /* with a template: every byte outside the wage fields is equal */
} figures;

/* Runs every rule over the upload. Findings are the upload's (ROS lost people: the template's). */
void rules_run(arena *a, const rules_job *job, findings *found, figures *out);

/* People of `d` whom `other`, another insurance's upload shown as `other_path`, lacks, and wages that
 * differ between the two. Findings are d's. Both usable. False where the two know people by different numbers, so that
 * nothing could be compared. */
bool same_people(arena *a, const document *d, const document *other, span other_path, uint64_t seed, findings *found);

/* Runs a format file's examples through the rules; those that do not hold are FMT findings. */
void format_examples_check(arena *a, const format *f, findings *found);

/* ---- People of a document, for rules and for fill (roster.c). */
typedef enum line_kind {
    LINE_PERSON,
    LINE_HEADER,
    LINE_EMPTY,
    LINE_TOTAL, /* 合计, 制表人 …: no person */
    LINE_OTHER  /* neither: a broken line */
} line_kind;

/* One line taken apart. Spans point into the text or into the view. */
typedef struct line_view line_view;

typedef struct roster roster;
/* The people of `d`, found by the canonical form of their key: `by` is ROLE_PERSONAL_NUMBER, or
 * ROLE_ID for the ID, or where there is no such column the personal number, else the name. */
roster *roster_new(arena *a, const document *d, role by, uint64_t seed);
size_t roster_people(const roster *r);
/* The line (from 0) of the person with this canonical key, or KEY_ABSENT. */
uint32_t roster_find(const roster *r, span key);

#endif

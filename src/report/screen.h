#ifndef REPORT_SCREEN_H
#define REPORT_SCREEN_H
/* The terminal's report on its way: what its parts share. Private to report/. The parts stand in the
 * order of voice.md: verdict, what happened, can it be undone, what to do, how to avoid it; then
 * figures; then findings; then what was not checked. */
#include "report/report.h"

enum { EXAMPLES_SHOWN = 3, STEPS_MAX = 3 };

/* Text in the report's language. */
#define SAY(o, zh, en) ((o)->lang == LANG_ZH ? (zh) : (en))

typedef struct screen {
    buf *b;
    const report_file *f;
    const report_options *o;
} screen;

/* Blanks up to `width` columns after what was written; at least one. */
void screen_pad(buf *b, span written, size_t width);
/* Begins a line with a label in its own column, or with that column left blank. */
void screen_label(const screen *s, const char *words);
void screen_under(const screen *s);
/* An escape sequence, where colours are wanted. */
void screen_colour(const screen *s, const char *escape);
/* "第 17、40 行", "lines 17, 40": up to EXAMPLES_SHOWN of `count`, and "…" where `total` is more. */
void screen_lines(const screen *s, const uint64_t *lines, unsigned count, uint64_t total);
/* A finding's sentence, on one line whatever its values hold. */
void screen_message(const screen *s, buf *to, const finding *f);
/* What a code counts: "人", "行", "个文件"; " people", " lines", " files". */
const char *screen_unit(const screen *s, code c);

/* The verdict in one sentence, with its sign. */
void screen_verdict(const screen *s, buf *words);
/* The same for compare: what most likely made the portal refuse it. */
void screen_compared(const screen *s);
/* What a story rests on. One finding's own sentence; of several, or of folded ones, what they are and how many. */
void screen_evidence(const screen *s, code c);

/* What to do now: first for the people left out, then for what each story rests on, then for what no story
 * explains. With the user's own file names, as far as they are known. */
typedef struct next_steps {
    span words[STEPS_MAX];
    span source[STEPS_MAX]; /* what the catalogue says; empty = not of the catalogue */
    unsigned count;
} next_steps;
void screen_next_steps(const screen *s, next_steps *to);
/* "encoding, separator, columns: the template; …"; false where nothing rests on anything. */
bool screen_basis(const screen *s);
/* The two sides of a repair, where it is, and whether it is done. */
void screen_repair_place(const screen *s, const repair *r);
void screen_repair_value(const screen *s, const repair *r, const value *v);
void screen_repair_fix(const screen *s, const repair *r);

void screen_stories(const screen *s);  /* what happened, undoable */
void screen_steps(const screen *s);    /* what to do, how to avoid it */
void screen_portal(const screen *s);   /* figures, people not entered, the readers */
void screen_findings(const screen *s); /* one line a code, what was not checked */
void screen_repairs(const screen *s);  /* fix: every change of a dry run, else how many */
void screen_compare(const screen *s);  /* compare: the differences, layer by layer, all there is to say */
void screen_bundle(const screen *s);   /* bundle: what is in it, all there is to say */

#endif

#ifndef RULES_PASS_H
#define RULES_PASS_H
/* One walk over the upload's lines, with the template's beside it. Private to rules/. */
#include "rules/check.h"
#include "rules/twice.h"

typedef VEC(uint32_t) lines;

typedef struct pass pass;
struct pass {
    check c;
    arena *on;
    void (*person)(pass *p); /* what is done with each line, once taken apart into `view`: pass_line */
    uint32_t from, to;      /* the lines to walk, from 0; `to` is not one of them */
    sightings *seen;        /* without a template: who was seen in these lines */
    roster *people;         /* of the template, made when first needed */
    uint32_t *seen_at;      /* template line → upload line + 1 where its person was seen, 0 not yet */
    uint32_t cursor;        /* the template line expected next */
    bool alike;             /* layouts_alike */
    bool glances;           /* lines_usual */
    uint32_t doubts;        /* lines in a row that a glance did not tell */
    bool in_order;          /* people came in the template's order so far */
    bool same_frame;        /* so far every byte outside the wage fields is the template's */
    bool in_step;           /* a part: the lines before it are taken to be the template's one by one */
    bool lost;              /* a part: they and these are not */
    lines unmatched;        /* upload lines whose person the template does not have */
    figures *out;
    tally sums;
    line_view view, twin;
};

/* Reads line *i and hands it, or the people that it was torn or joined from, to p->person. *i moves on
 * where the next line was the second half. */
void pass_read(pass *p, uint32_t *i);
/* With the same columns, parted alike, and the wage last (match.c). */
bool layouts_alike(const document *d, const document *t);
/* Finds the template's line for the view: sets l->twin, l->same_bytes, l->first_line. False where
 * there is a template but the person must still be looked for in it (pass_roster). */
bool pass_match(pass *p, checked_line *l);
/* Counts what moved, on a line that has a twin (moved.c). */
void pass_tally(pass *p, const checked_line *l);
/* Two halves of a broken line, or two lines in one, are told and then read as the people they are
 * (torn_lines.c). False: the line is neither. */
bool pass_torn(pass *p, uint32_t *i);
/* Can lines of this upload be told at a glance? Then glance does all that pass_line does for line i, false leaving
 * everything to that (usual.c). */
bool lines_usual(const pass *p);
bool glance(pass *p, uint32_t i);
/* A line, taken apart into p->view, goes through matching, figures and rules (walk.c). */
void pass_line(pass *p);
/* All lines, by as many hands as there are (walk.c). */
void pass_walk(pass *p);
/* After the last line: people lost and added, IDs altered, order. */
void pass_roster(pass *p);

#endif

#ifndef RULES_TALLY_H
#define RULES_TALLY_H
/* What the walk counts, so that the rules of the whole need no second walk: counters, never lists.
 * Private to rules/. */
#include "rules/line_view.h"

/* Wages that are off by a factor: new = old × times ÷ parts, but for a raise. */
typedef struct factor {
    int64_t times, parts;
} factor;
enum { FACTOR_COUNT = 8 };
extern const factor FACTORS[FACTOR_COUNT];

/* Resident IDs of 18 digits that no template explains. */
typedef struct id_tally {
    uint64_t numbers, thousands, doubles; /* …000; held exactly by a double */
    uint32_t first;                       /* line, from 0, of the first that looks so */
} id_tally;

/* Steps that count for or against: their sum, and the largest one of any stretch, of one from the first step on, and of one
 * up to the last; 0 where each is below. */
typedef struct stretch {
    int64_t all, most, front, back;
} stretch;

typedef struct wage_tally {
    uint64_t people, unfilled;    /* people with a wage field; where it is blank or zero */
    uint64_t numbers, alike, old_numbers, old_alike; /* alike: as the first one; exact while all are */
    fen first, old_first;
    uint64_t pairs, unchanged;    /* old and new both from 1 yuan up */
    uint64_t loose[FACTOR_COUNT], tight[FACTOR_COUNT]; /* of the pairs: off by that factor */
    uint64_t steps, level, from_above, from_below; /* pairs after pairs: new fits the own old wage, that
                                                      of the person above, or the one's below */
    uint64_t rises, falls, old_rises, old_falls; /* of these steps */
    stretch stray;
    fen last_new, last_old;       /* of the pair before, 0 = none */
    fen head_new, head_old;       /* of the first person, where it is a pair; else 0 */
} wage_tally;

/* A column whose fields differ from the template's: what permutation would explain it? */
typedef struct moved_column {
    uint64_t altered;
    uint64_t sum;                 /* of hashes: is minus was; 0 where the same values are still there */
    int64_t shift;                /* lines by which it seems to be moved, 0 = no guess */
    uint64_t by_shift;            /* of the altered: what stands `shift` lines above in the template */
    uint64_t compared, ascending; /* altered fields after altered ones */
    uint32_t first;               /* line, from 0 */
    uint64_t last;                /* start of the field before, as a number that sorts like its bytes */
    unsigned guesses;
} moved_column;

typedef struct tally {
    id_tally ids;
    wage_tally wages;
    moved_column moved[ROLE_COUNT]; /* name, personal number, old wage; of the ID the order alone */
    uint64_t people;                /* lines that are a person */
    uint64_t twins;                 /* lines whose person the template has */
    uint64_t lost, added, templ_people;
} tally;

/* Do a column's own counts say that it was moved by itself? The same values are all there, at other
 * people; or they slipped by some lines. */
bool column_moved(const moved_column *m);
bool column_shifted(const moved_column *m);

/* Is new about old × times ÷ parts: within 0.6 to 1.7 of it, or `tight` 0.93 to 1.2? Both above 0. */
bool off_by(factor f, fen new_wage, fen old_wage, bool tight);
/* A wage from 1 yuan up that can be read. */
bool countable(money m);

/* A person's wages; once for each person. */
void tally_wages(tally *sums, money now, money old);
/* Adds what was counted of the lines that follow; their columns must not have moved (tally.moved). */
void tally_add(tally *sums, const tally *more);
/* An ID that no template explains. */
void tally_id(tally *sums, const line_view *v);
/* The same of a resident's 18 digits, as a number. */
void tally_number(tally *sums, uint32_t line, uint64_t id);

#endif

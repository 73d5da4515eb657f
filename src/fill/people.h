#ifndef FILL_PEOPLE_H
#define FILL_PEOPLE_H
/* The template's people, found by what a payroll table knows them by. Made once, then asked by many
 * hands. It keeps eight bytes a line and no key: a key is looked up where it stands in the text.
 * Private to fill/. */
#include "base/crew.h"
#include "rules/line_view.h"

typedef struct people people;

/* `by` is ROLE_PERSONAL_NUMBER, or ROLE_ID for the ID, or where there is no such column the personal
 * number, else the name. */
people *people_new(arena *a, const crew *c, const document *d, role by, uint64_t seed);
/* Lines that are a person. */
size_t people_count(const people *p);

/* The line (from 0) of the first person with this key in its canonical form, or KEY_ABSENT. */
uint32_t people_find(const people *p, arena *scratch, span key);

/* The same in steps, for many keys at once: what a step asks for is fetched while others are at it. */
uint32_t people_mark(const people *p, span key); /* never 0 */
void people_ask(const people *p, uint32_t mark); /* asks for the slot; one call after the other, so that a processor's
                                                    next requests need not wait for other work */
uint32_t people_guess(const people *p, uint32_t mark); /* a line that may be it, or KEY_ABSENT; asks for the line's start */
void people_fetch(const people *p, uint32_t guess);    /* asks for the line's text */
/* Is the line's person one whose key stands there plainly, and this one? Leaves the line's fields in *f. */
bool people_is(const people *p, uint32_t line, span key, fields *f);

/* 18 characters in an ID's plain form: 17 digits and a digit or X. */
bool plain_id(span s);
/* Does line i hold such an ID in its column? Then it is a person's, whatever
 * else is in it. Leaves its fields in *f. */
bool plain_line(const document *d, uint32_t i, fields *f);
/* The wage's field of a line with these fields, or the place at the line's end where it is missing (patch.c). */
span line_wage(const document *t, span line, const fields *f);

#endif

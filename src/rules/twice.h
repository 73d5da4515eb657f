#ifndef RULES_TWICE_H
#define RULES_TWICE_H
/* Who stands twice in an upload that has no template. The walk only notes whom it saw, eight bytes a
 * person; then people whose hashes begin alike are compared among themselves, few enough at a time to stay
 * in the processor's cache, and by as many hands as there are. Private to rules/. */
#include "base/arena.h"
#include "base/span.h"

typedef struct sightings sightings;
struct pass;

/* Where those of some lines are noted, of an upload of `people` at most. */
sightings *sightings_new(arena *on, size_t people);
/* The person of p->view, where it is one who can be told from others; `p` NULL is not allowed. */
void sighting_note(struct pass *p);
/* The same of somebody's ID in 18 bytes, plain, that stands at this offset of the body. */
void sighting_note_plain(sightings *s, span id, uint32_t at, uint64_t seed);
/* Tells of everybody whom the parts saw before (ID-007), in the order of the lines. */
void people_twice(struct pass *p, sightings *const *parts, unsigned count);

#endif

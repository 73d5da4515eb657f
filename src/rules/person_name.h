#ifndef RULES_PERSON_NAME_H
#define RULES_PERSON_NAME_H
/* Names as people write them, for telling whether two are the same. */
#include "base/arena.h"
#include "base/span.h"

/* The name without blanks, with one kind of dot (·) and half-width letters in upper case.
 * Borrowed where nothing changes. */
span name_folded(arena *a, span utf8);

#endif

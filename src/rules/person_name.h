#ifndef RULES_PERSON_NAME_H
#define RULES_PERSON_NAME_H
/* Names as people write them, for telling whether two are the same. */
#include "base/arena.h"
#include "base/span.h"

/* The name without blanks, with one kind of dot (·) and half-width letters in upper case.
 * Borrowed where nothing changes. */
span name_folded(arena *a, span utf8);
/* Does a folded name hold a character that stands for any: ?, U+FFFD, or private use, as written
 * where an encoding such as GBK lacks the character? */
bool name_has_gap(span folded);
/* The same name, folded ones given: equal but for such characters, each of which stands for one of
 * the other's; at least one character must really agree. */
bool names_agree(span folded, span other);

#endif

#ifndef BUNDLE_BUNDLE_H
#define BUNDLE_BUNDLE_H
/* The room of support bundles: a damaged file with every person replaced by an invented one, so that it
 * can be handed to somebody who must not know them. Every character becomes one of the same length and
 * kind, so that no byte moves: separators, newlines, blanks, signs, destroyed characters, header words
 * and totals' words stay as they are, everything else is replaced. */
#include "rules/rules.h"

/* Who becomes whom. The same value becomes the same invented one wherever it stands: duplicates stay
 * duplicates, and an upload still belongs to its template. */
typedef struct cover cover;

enum { COVER_ATTEMPTS = 8 };
/* `key` is a number that nobody else knows: without it nothing can be traced back. A later `attempt`
 * (from 0) invents other people, whose wages keep closer to the true ratios. */
cover *cover_new(arena *a, uint64_t key, unsigned attempt, const header_words *words);
/* Makes known whose values there are, so that no invented name is a real one of theirs, and an ID that a
 * spreadsheet wrecked stays the wreck of its own. The template first. */
void cover_learn(cover *c, const document *d);
/* The document's text, as long as it was but where it was read in a wrong encoding and saved so; ptr NULL
 * where it cannot be told what its bytes say. */
span cover_text(cover *c, const document *d);
/* An entry's name of the same length; endings of files and names known to be nobody's stay. */
span cover_name(void *c, arena *a, span raw);
/* A comment of the same length, of which no word stays. */
span cover_comment(void *c, arena *a, span raw);

#endif

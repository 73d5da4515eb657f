#ifndef TEXT_SURVEY_H
#define TEXT_SURVEY_H
/* What oddities a text holds and where, before anybody judges them; private to this room. */
#include "text/text.h"

/* Places of one kind: how many, the first, the first lines. */
typedef struct spots {
    uint64_t count;
    uint64_t line;      /* of the first, from 1 */
    uint64_t offset;    /* of the first, into the original bytes */
    uint64_t lines[EXAMPLES_MAX];
    unsigned line_count;
    span bytes;         /* the first one's bytes, of the body */
} spots;

/* Private-use characters by kind: U+E000 to U+F8FF, and one for all others that readers of GBK
 * disagree about. */
enum { PRIVATE_KINDS = 0xF8FF - 0xE000 + 2, ODD_SPACES_MAX = 4 };

typedef struct survey {
    spots bad, mixed, controls, spaces, replaced, filler, marks, empty;
    spots private_own, private_new; /* own: the template has that character as often */
    encoding other;                 /* of the lines in `mixed` */
    uint32_t space_codes[ODD_SPACES_MAX];
    unsigned space_code_count;
    uint8_t control_codes[8]; /* the first kinds of them */
    unsigned control_code_count;
    uint32_t *private_counts; /* by kind; NULL where there are none */
} survey;

/* `allowed` are a template's private_counts, or NULL. */
void survey_text(arena *a, const text *t, const uint32_t *allowed, survey *out);
/* The encoding in which the bytes of the body are looked at. */
encoding survey_encoding(const text *t);

/* ---- Text that was read in a wrong encoding and saved so (mojibake.c). */
typedef struct mojibake {
    term kind; /* TERM_ruin_…, or TERM_NONE */
    bool lossless;
    spots lines;
} mojibake;
void mojibake_find(arena *a, const text *t, mojibake *out);

/* Adds a place within line i (from 0); `at` points into the line. */
void spot_add(spots *s, const text *t, size_t i, span at);

#endif

#ifndef TEXT_READINGS_H
#define TEXT_READINGS_H
/* A text read as one encoding or another, and what speaks for each reading. Private to detect.c. */
#include "base/span.h"

typedef struct reading {
    size_t at; /* read up to here */
    uint64_t characters, bad, first_bad, common, odd;
    uint64_t shorts; /* UTF-8: of two bytes, so Latin, Cyrillic …, hardly ever in such a file */
    uint64_t western; /* of them, U+0080 to U+00FF */
    uint64_t replaced; /* UTF-8: U+FFFD, odd but speaking for UTF-8 */
    bool left;
} reading;

typedef struct gb_reading {
    reading r; /* what GBK and GB18030 agree on */
    uint64_t fours, first_four; /* four-byte codes: bad in GBK */
    uint64_t euros, first_euro; /* 80: bad in GB18030 */
} gb_reading;

/* Points of a reading: what a common, another, an odd and a short character is worth. */
typedef struct worth {
    int common, other, odd, brief;
} worth;
extern const worth WORTH_UTF8, WORTH_GBK, WORTH_BIG5;
int64_t points(const reading *r, worth w);
int64_t gb_points(const gb_reading *g);

/* The reading that GBK makes of it, or GB18030. */
reading gb_as(const gb_reading *g, bool gb18030);
/* Of two first places, either of which may be of none: n at `at`, and m at `other`. */
uint64_t first_of(uint64_t n, uint64_t at, uint64_t m, uint64_t other);

/* Each reads characters from a byte beyond ASCII on, up to the next ASCII character. */
void read_utf8(span s, reading *r);
size_t read_gb(span s, size_t i, gb_reading *g); /* returns where it stopped */
void read_big5(span s, reading *r);

/* A character, and what is none at byte `at`. */
void note_char(reading *r, uint32_t c);
void note_bad(reading *r, size_t at);

#endif

/* Mistyped words: the candidate that the fewest keystrokes away make of them. */
#include <stdio.h>
#include <string.h>

#include "faces/cli/cli.h"

enum { WORD_MAX = 48 };

static unsigned least(unsigned a, unsigned b, unsigned c) {
    unsigned ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Letters to insert, delete, replace or swap with the next one; words are at most WORD_MAX long. */
static unsigned distance(const char *a, size_t a_len, const char *b, size_t b_len) {
    unsigned rows[3][WORD_MAX + 1];
    unsigned *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b_len; j++)
        last[j] = (unsigned)j;
    for (size_t i = 1; i <= a_len; i++) {
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= b_len; j++) {
            now[j] = least(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
        }
        unsigned *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b_len];
}

/* A third of the word may be wrong, and always one letter. */
suggestion suggestion_for(const char *given, size_t len) {
    return (suggestion){given, len, (unsigned)(len / 3 + 2), ""};
}

void suggestion_try(suggestion *s, const char *candidate) {
    size_t len = strlen(candidate);
    if (len > WORD_MAX || s->len > WORD_MAX || len == 0)
        return;
    unsigned away = distance(s->given, s->len, candidate, len);
    if (away >= s->distance)
        return;
    s->distance = away;
    (void)snprintf(s->best, sizeof s->best, "%s", candidate);
}

void complain_near(const options *o, const char *zh, const char *en, const char *what,
                   const suggestion *near, const char *see) {
    char said_zh[256], said_en[256];
    (void)snprintf(said_zh, sizeof said_zh, near->best[0] ? "%s；是不是 %s？" : "%s；请看 %s", zh,
                   near->best[0] ? near->best : see);
    (void)snprintf(said_en, sizeof said_en, near->best[0] ? "%s; did you mean %s?" : "%s; see %s", en,
                   near->best[0] ? near->best : see);
    complain(o, said_zh, said_en, what);
}

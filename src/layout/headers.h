#ifndef LAYOUT_HEADERS_H
#define LAYOUT_HEADERS_H
/* Private to the room: how header words are kept, as the table that headers/generate.c writes keeps them. */
#include "layout/layout.h"

typedef struct header_word {
    span normal;
    role role;
    bool sure;
    bool mark; /* within a header that else hints at the wage, this decides: 扣 in 应扣工资 */
} header_word;

struct header_word_list { /* while they are read */
    header_word *items;
    size_t count, cap;
};

struct header_words {
    const header_word *items;
    size_t count;
};

#endif

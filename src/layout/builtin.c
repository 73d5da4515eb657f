/* The format files shipped with the program, and the words of headers: build/gen/formats.h is made of
 * formats by embed.awk, build/gen/header_words.h by headers/generate.c. */
#include "layout/headers.h"

typedef struct shipped {
    const char *name;
    const uint8_t *bytes;
    size_t len;
} shipped;

#include "formats.h"
#include "header_words.h"

const char *const *format_builtin_names(size_t *n) {
    *n = sizeof FORMAT_NAMES / sizeof *FORMAT_NAMES;
    return FORMAT_NAMES;
}

static span shipped_yaml(span name) {
    for (size_t i = 0; i < sizeof SHIPPED / sizeof *SHIPPED; i++)
        if (span_eq(name, span_cstr(SHIPPED[i].name)))
            return span_of(SHIPPED[i].bytes, SHIPPED[i].len);
    return (span){0};
}

span format_builtin_yaml(span name) { return span_eq(name, SPAN("headers")) ? (span){0} : shipped_yaml(name); }

format *format_builtin(arena *a, span name, findings *found) {
    span yaml = format_builtin_yaml(name);
    return yaml.len ? format_read(a, yaml, name, found) : NULL;
}

const header_words *header_words_builtin(void) {
    static const header_words BUILTIN = {HEADER_WORDS, sizeof HEADER_WORDS / sizeof *HEADER_WORDS};
    return &BUILTIN;
}

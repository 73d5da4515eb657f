/* Writes header_words.h: the words of formats/headers.yaml as a table, read by the same reader that
 * reads any YAML and normalised by the same rule (headers.c), so that no run has to. Runs on the build
 * host only. Usage: header_words < formats/headers.yaml */
#include <stdio.h>
#include <stdlib.h>

#include "layout/headers.h"

static uint8_t yaml[1 << 16];

static void print_word(const header_word *w) {
    printf("    {{(const uint8_t *)\"");
    for (size_t i = 0; i < w->normal.len; i++)
        printf("\\%03o", w->normal.ptr[i]);
    printf("\", %zu}, (role)%d, %s, %s},\n", w->normal.len, (int)w->role, w->sure ? "true" : "false",
           w->mark ? "true" : "false");
}

static void generate(arena *a, void *context) {
    findings *found = findings_new(a, 10);
    span text = span_of(yaml, fread(yaml, 1, sizeof yaml, stdin));
    const header_words *words = header_words_read(a, text, SPAN("headers"), found);
    (void)context;
    findings_settle(found);
    for (size_t i = 0; i < findings_shown(found); i++)
        fprintf(stderr, "formats/headers.yaml:%llu: %s\n", (unsigned long long)findings_at(found, i)->place.line,
                catalogue_get(findings_at(found, i)->code)->id);
    if (words->count == 0 || findings_total(found))
        exit(EXIT_FAILURE);
    printf("static const header_word HEADER_WORDS[] = {\n");
    for (size_t i = 0; i < words->count; i++)
        print_word(&words->items[i]);
    printf("};\n");
}

int main(void) {
    arena a;
    arena_init(&a, NULL);
    status s = arena_run(&a, generate, NULL);
    arena_free(&a);
    return s == STATUS_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

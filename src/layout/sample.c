#include "layout/infer.h"

uint32_t share(size_t a, size_t b) { return b ? (uint32_t)((uint64_t)a * ALL / b) : 0; }

static bool is_blank(span line) {
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] > ' ')
            return false;
    return true;
}

static void take(const text *t, size_t i, sample *s) {
    span line = span_cut(text_line(t, i), 0, SAMPLE_LINE_MAX);
    if (is_blank(line))
        return;
    s->index[s->count] = (uint32_t)i;
    s->lines[s->count++] = line;
}

void sample_take(arena *a, const text *t, sample *s) {
    size_t most = t->line_count < SAMPLE_HEAD + SAMPLE_SPREAD ? t->line_count : SAMPLE_HEAD + SAMPLE_SPREAD;
    *s = (sample){.a = a, .encoding = t->body_encoding};
    s->lines = ARENA_ARRAY(a, span, most + 1);
    s->index = ARENA_ARRAY(a, uint32_t, most + 1);
    size_t i = 0;
    for (; i < t->line_count && s->count < SAMPLE_HEAD; i++)
        take(t, i, s);
    size_t left = t->line_count - i, steps = left < SAMPLE_SPREAD ? left : SAMPLE_SPREAD;
    for (size_t k = 0; k < steps; k++)
        take(t, i + (size_t)((uint64_t)left * k / steps), s);
}

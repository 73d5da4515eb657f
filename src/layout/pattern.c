/* The only user of PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdalign.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "layout/layout.h"

enum { PATTERN_MAX = 2000, MATCH_LIMIT = 100000, DEPTH_LIMIT = 1000, HEAP_LIMIT_KIB = 1024 };

struct pattern {
    pcre2_code *code;
    pcre2_match_context *bounds;
};

static void close_pattern(void *thing) {
    struct pattern *p = thing;
    pcre2_code_free(p->code);
    pcre2_match_context_free(p->bounds);
}

static void explain(arena *a, span expression, int error, PCRE2_SIZE at, span *why, size_t *offset) {
    PCRE2_UCHAR message[200];
    int len = pcre2_get_error_message(error, message, sizeof message);
    *why = span_keep(a, span_of(message, len > 0 ? (size_t)len : 0));
    *offset = utf8_count(span_cut(expression, 0, at));
}

static pcre2_code *compile(arena *a, span expression, span *why, size_t *offset) {
    int error = 0;
    PCRE2_SIZE at = 0;
    uint32_t options = PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_NEVER_BACKSLASH_C;
    pcre2_compile_context *limits = pcre2_compile_context_create(NULL);
    if (limits == NULL)
        arena_fail(a, STATUS_NO_MEMORY);
    pcre2_set_max_pattern_length(limits, PATTERN_MAX);
    PCRE2_SPTR bytes = expression.ptr ? expression.ptr : (PCRE2_SPTR) "";
    pcre2_code *made = pcre2_compile(bytes, expression.len, options, &error, &at, limits);
    pcre2_compile_context_free(limits);
    if (made == NULL)
        explain(a, expression, error, at, why, offset);
    return made;
}

const pattern *pattern_new(arena *a, span expression, span *why, size_t *offset) {
    struct pattern *p = ARENA_NEW(a, struct pattern);
    p->code = compile(a, expression, why, offset);
    if (p->code == NULL)
        return NULL;
    arena_defer(a, close_pattern, p);
    p->bounds = pcre2_match_context_create(NULL);
    if (p->bounds == NULL)
        arena_fail(a, STATUS_NO_MEMORY);
    pcre2_set_match_limit(p->bounds, MATCH_LIMIT);
    pcre2_set_depth_limit(p->bounds, DEPTH_LIMIT);
    pcre2_set_heap_limit(p->bounds, HEAP_LIMIT_KIB);
    /* Where there is no JIT (wasm), or not for this pattern, the interpreter does the same. */
    (void)pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
    return p;
}

/* A field's match data lives on the stack: many fields, several threads, no malloc a field. */
struct scratch {
    alignas(max_align_t) uint8_t bytes[1024];
    size_t used;
};

static void *scratch_take(PCRE2_SIZE size, void *context) {
    struct scratch *s = context;
    size_t need = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    if (need > sizeof s->bytes - s->used)
        return malloc(size);
    s->used += need;
    return s->bytes + (s->used - need);
}

static void scratch_give(void *block, void *context) {
    struct scratch *s = context;
    uintptr_t at = (uintptr_t)block, from = (uintptr_t)s->bytes;
    if (at < from || at >= from + sizeof s->bytes)
        free(block);
}

bool pattern_matches(const pattern *p, span utf8) {
    struct scratch here;
    here.used = 0;
    pcre2_general_context *memory = pcre2_general_context_create(scratch_take, scratch_give, &here);
    pcre2_match_data *m = memory ? pcre2_match_data_create(1, memory) : NULL;
    int found = PCRE2_ERROR_NOMEMORY;
    if (m)
        found = pcre2_match(p->code, utf8.ptr ? utf8.ptr : (PCRE2_SPTR) "", utf8.len, 0, 0, m, p->bounds);
    pcre2_match_data_free(m);
    pcre2_general_context_free(memory);
    return found >= 0;
}

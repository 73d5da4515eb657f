#include "base/hash.h"
#include "rules/line_view.h"

struct roster {
    key_index *by_key;
    size_t people;
};

static bool borrowed(const document *d, span key) {
    span body = d->text.body;
    return key.ptr >= body.ptr && key.ptr < body.ptr + body.len;
}

roster *roster_new(arena *a, const document *d, role by, uint64_t seed) {
    roster *r = ARENA_NEW(a, roster);
    arena *scratch = arena_child(a);
    line_view v;
    r->by_key = key_index_new(a, d->text.line_count, seed);
    for (uint32_t i = 0; i < d->text.line_count; i++) {
        line_view_read(scratch, d, i, &v);
        span key = v.kind != LINE_PERSON           ? (span){0}
                   : by == ROLE_PERSONAL_NUMBER ? span_trim(v.personal)
                                                : view_key(scratch, d, &v);
        if (v.kind == LINE_PERSON)
            r->people++;
        if (key.len)
            (void)key_index_put(r->by_key, borrowed(d, key) ? key : span_keep(a, key), i);
        arena_reset(scratch);
    }
    return r;
}

size_t roster_people(const roster *r) { return r->people; }

uint32_t roster_find(const roster *r, span key) { return key_index_find(r->by_key, key); }

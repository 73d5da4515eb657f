#include "container/zip_extent.h"

#include <stdlib.h>

typedef struct extent {
    uint64_t from, to;
} extent;

static int by_place(const void *left, const void *right) {
    const extent *l = left, *r = right;
    if (l->from != r->from)
        return l->from < r->from ? -1 : 1;
    return (l->to > r->to) - (l->to < r->to);
}

/* Header, data and descriptor; of an entry whose data is nowhere, the header alone. */
static extent extent_of(span bytes, const zip_entry *e) {
    const zip_header *h = &e->local;
    const uint8_t *end = h->extra.ptr + h->extra.len;
    if (e->data_found)
        end = e->data.ptr + e->data.len + e->descriptor.len;
    return (extent){h->offset, (uint64_t)(end - bytes.ptr)};
}

static void add_gap(zip_facts *f, uint64_t from, uint64_t to) {
    if (f->gaps == 0)
        f->gap_offset = from;
    f->gaps += to - from;
}

static size_t collect(span bytes, const zip_facts *f, extent *all) {
    size_t count = 0;
    for (size_t i = 0; i < f->entries.count; i++)
        if (f->entries.items[i].local.found)
            all[count++] = extent_of(bytes, &f->entries.items[i]);
    return count;
}

/* Gaps and overlaps between `from` and where `next` begins. */
static void measure(zip_facts *f, uint64_t from, uint64_t next, bool *overlap) {
    if (next < from)
        *overlap = true;
    else if (next > from)
        add_gap(f, from, next);
}

void zip_extents(arena *a, span bytes, uint64_t start, uint64_t reached, uint64_t stop,
                 zip_facts *facts) {
    extent *all = ARENA_ARRAY(a, extent, facts->entries.count + 1);
    size_t count = collect(bytes, facts, all);
    qsort(all, count, sizeof *all, by_place);
    uint64_t end = count && all[0].from < start ? all[0].from : start;
    facts->prefix = end;
    for (size_t i = 0; i < count; i++) {
        measure(facts, end, all[i].from, &facts->overlap);
        end = all[i].to > end ? all[i].to : end;
    }
    measure(facts, end, start, &facts->into_directory);
    measure(facts, reached, stop, &facts->into_directory);
    if (count < facts->entries.count) { /* what was not found may fill any of the holes */
        facts->prefix = facts->shift;
        facts->gaps = 0;
    }
}

#include "base/hash.h"

#include <string.h>

#include "base/eight.h"

static uint64_t mix(uint64_t h, uint64_t word) {
    h = (h ^ word) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

uint64_t hash_bytes(span s, uint64_t seed) {
    uint64_t h = seed ^ (s.len * 0x9E3779B97F4A7C15u);
    for (; s.len > 8; s = span_from(s, 8))
        h = mix(h, eight_bytes(s.ptr));
    h = mix(h, first_bytes(s.ptr, s.len)) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

/* Open addressing with linear probing, at most half full. */
struct slot {
    span key;
    uint32_t number, mark; /* mark: the hash's upper half, 0 = empty */
};

struct key_index {
    arena *on;
    struct slot *slots;
    size_t mask, used;
    uint64_t seed;
};

static struct slot *slots_new(arena *a, size_t count) {
    struct slot *slots = arena_grow(a, NULL, count * sizeof *slots);
    memset(slots, 0, count * sizeof *slots);
    return slots;
}

key_index *key_index_new(arena *a, size_t expected, uint64_t seed) {
    key_index *k = ARENA_NEW(a, key_index);
    size_t count = 16;
    while (count / 2 < expected && count < SIZE_MAX / 4 / sizeof(struct slot))
        count *= 2;
    *k = (key_index){a, slots_new(a, count), count - 1, 0, seed};
    return k;
}

static uint32_t mark_of(uint64_t h) { return (uint32_t)(h >> 32) | 1; }

/* The slot that holds `key`, or the empty one where it belongs. */
static struct slot *slot_of(const key_index *k, span key) {
    uint64_t h = hash_bytes(key, k->seed);
    for (size_t at = (size_t)h & k->mask;; at = (at + 1) & k->mask) {
        struct slot *s = &k->slots[at];
        if (s->mark == 0 || (s->mark == mark_of(h) && span_eq(s->key, key)))
            return s;
    }
}

uint32_t key_index_find(const key_index *k, span key) {
    const struct slot *s = slot_of(k, key);
    return s->mark ? s->number : KEY_ABSENT;
}

static void grow(key_index *k) {
    struct slot *old = k->slots;
    size_t count = k->mask + 1;
    k->slots = slots_new(k->on, count * 2);
    k->mask = count * 2 - 1;
    for (size_t i = 0; i < count; i++)
        if (old[i].mark)
            *slot_of(k, old[i].key) = old[i];
    arena_drop(k->on, old);
}

uint32_t key_index_put(key_index *k, span key, uint32_t number) {
    struct slot *s = slot_of(k, key);
    if (s->mark)
        return s->number;
    *s = (struct slot){key, number, mark_of(hash_bytes(key, k->seed))};
    if (++k->used > k->mask / 2)
        grow(k);
    return KEY_ABSENT;
}

#ifndef BASE_HASH_H
#define BASE_HASH_H
/* A seeded hash and a set of borrowed keys, for finding people by ID.
 * The seed keeps chosen IDs from colliding (the job gives it; 0 in tests). */
#include "base/arena.h"
#include "base/span.h"

uint64_t hash_bytes(span s, uint64_t seed);

/* Maps keys to numbers. Keys are borrowed: they must outlive the index. */
typedef struct key_index key_index;

enum { KEY_ABSENT = UINT32_MAX };

/* `expected` keys at least fit without growing. */
key_index *key_index_new(arena *a, size_t expected, uint64_t seed);
/* The number kept for `key`, or KEY_ABSENT. */
uint32_t key_index_find(const key_index *k, span key);
/* Keeps `number` for `key`, unless the key is there already: then returns the number
 * kept earlier, else KEY_ABSENT. */
uint32_t key_index_put(key_index *k, span key, uint32_t number);

#endif

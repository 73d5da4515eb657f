#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
/* SHA-256 of bytes, through libmd. */
#include "base/span.h"

/* 64 lower-case hex digits and a NUL. */
void sha256_hex(span bytes, char hex[static 65]);

/* A number that nobody can know beforehand or trace back who does not know `key`: the first 8 bytes of SHA-256
 * over key, kind and data. `kind` keeps uses apart. */
uint64_t keyed_number(uint64_t key, uint8_t kind, span data);

#endif

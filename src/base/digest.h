#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
/* SHA-256 of bytes, through libmd. */
#include "base/span.h"

/* 64 lower-case hex digits and a NUL. */
void sha256_hex(span bytes, char hex[static 65]);

#endif

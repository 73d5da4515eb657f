#include "base/digest.h"

#include <sha2.h>

void sha256_hex(span bytes, char hex[static 65]) {
    SHA2_CTX state;
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256Init(&state);
    SHA256Update(&state, bytes.ptr, bytes.len);
    SHA256Final(digest, &state);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    hex[64] = 0;
}

uint64_t keyed_number(uint64_t key, uint8_t kind, span data) {
    SHA2_CTX state;
    uint8_t digest[SHA256_DIGEST_LENGTH], head[9];
    for (size_t i = 0; i < 8; i++)
        head[i] = (uint8_t)(key >> 8 * i);
    head[8] = kind;
    SHA256Init(&state);
    SHA256Update(&state, head, sizeof head);
    SHA256Update(&state, data.ptr, data.len);
    SHA256Final(digest, &state);
    return le64(digest);
}

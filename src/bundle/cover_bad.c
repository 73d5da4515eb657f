/* What is left of characters that were cut apart or written in another encoding. */
#include "base/digest.h"
#include "bundle/cover.h"

enum { TRIES = 40, WINDOW = 3, CHARACTER_MAX = 4 };

/* Still the same pieces round the byte that unit `at` is, good and bad alike? */
static bool same_shape(encoding e, const units *was, size_t at, span now) {
    size_t first = at > WINDOW ? at - WINDOW : 0, end = was->items[at].at + CHARACTER_MAX;
    span rest = span_from(now, was->items[first].at);
    for (size_t i = first; i < was->count && was->items[i].at <= end; i++) {
        size_t before = rest.len;
        bool bad = decode_next(e, &rest) == CODE_BAD;
        if (bad != (was->items[i].code == CODE_BAD) || before - rest.len != was->items[i].len)
            return false;
    }
    return true;
}

/* Of the same kind: what begins a character in UTF-8, or goes on with one; never a control character. */
static uint8_t byte_like(uint8_t was, uint64_t random) {
    uint8_t is = (uint8_t)((was & 0xC0) | (random & 0x3F));
    return is < 0xA1 ? (uint8_t)(is + 0x20) : is == 0xFF ? (uint8_t)(is - 1) : is;
}

void cover_bad(const cover *c, encoding e, const units *was, size_t len, uint8_t *out) {
    for (size_t i = 0; i < was->count; i++) {
        const unit *u = &was->items[i];
        if (u->code != CODE_BAD || u->len != 1 || out[u->at] < 0x80)
            continue;
        uint8_t byte = out[u->at], before = u->at ? out[u->at - 1] : 0;
        bool found = false;
        for (uint8_t round = 0; round < TRIES && !found; round++) {
            const uint8_t from[3] = {byte, before, round};
            out[u->at] = byte_like(byte, keyed_number(c->key, KEY_LETTER, span_of(from, sizeof from)));
            found = out[u->at] != byte && same_shape(e, was, i, span_of(out, len));
        }
        if (!found)
            out[u->at] = byte;
    }
}

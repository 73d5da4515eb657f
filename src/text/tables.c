#include "text/tables.h"

#include "text/text.h"

/* A two-byte code that means another character in GB18030 than in GBK. */
typedef struct moved_code {
    uint32_t character;
    uint16_t two;
} moved_code;

/* Characters and four-byte codes that run in step; `number` counts four-byte codes from 81308130. */
typedef struct four_range {
    uint32_t character, number, length;
} four_range;

#include "text_tables.h"

enum { MOVED = sizeof MOVED_BY_CODE / sizeof *MOVED_BY_CODE };
enum { RANGES = sizeof FOUR_BY_NUMBER / sizeof *FOUR_BY_NUMBER };

bool common_hanzi(uint32_t c) {
    return c >= 0x4E00 && c < 0xA000 && (LEVEL_ONE[(c - 0x4E00) / 32] >> (c - 0x4E00) % 32 & 1);
}

static uint32_t moved_by_code(unsigned two) {
    size_t low = 0, high = MOVED;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (MOVED_BY_CODE[middle].two < two)
            low = middle + 1;
        else
            high = middle;
    }
    return low < MOVED && MOVED_BY_CODE[low].two == two ? MOVED_BY_CODE[low].character : 0;
}

static unsigned moved_by_character(uint32_t c) {
    size_t low = 0, high = MOVED;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (MOVED_BY_CHARACTER[middle].character < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < MOVED && MOVED_BY_CHARACTER[low].character == c ? MOVED_BY_CHARACTER[low].two : 0;
}

uint32_t gbk_to_char(uint8_t lead, uint8_t trail) { return GBK[gbk_index(lead, trail)]; }

uint32_t gb18030_to_char(uint8_t lead, uint8_t trail) {
    uint32_t c = gbk_to_char(lead, trail);
    uint32_t moved = private_use(c) ? moved_by_code((unsigned)lead << 8 | trail) : 0;
    return moved ? moved : c;
}

uint32_t big5_to_char(uint8_t lead, uint8_t trail) { return BIG5[big5_index(lead, trail)]; }

uint32_t latin1_to_char(uint8_t b) { return b < 0x80 ? b : LATIN1[b - 0x80]; }

uint32_t four_to_char(const uint8_t p[4]) {
    uint32_t upper = (p[0] - 0x81u) * 10 + (p[1] - 0x30u);
    uint32_t number = upper * 1260 + (p[2] - 0x81u) * 10 + (p[3] - 0x30u);
    size_t low = 0, high = RANGES; /* the last range that begins at or before it */
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (FOUR_BY_NUMBER[middle].number <= number)
            low = middle;
        else
            high = middle;
    }
    const four_range *r = &FOUR_BY_NUMBER[low];
    bool within = number >= r->number && number - r->number < r->length;
    return within ? r->character + (number - r->number) : 0;
}

unsigned char_to_gbk(uint32_t c) {
    return c < 0x10000 ? GBK_BACK[GBK_BACK_PAGES[c >> 8] * 256u + (c & 0xFF)] : 0;
}

unsigned char_to_gb18030(uint32_t c) {
    unsigned moved = moved_by_character(c);
    unsigned two = moved ? moved : char_to_gbk(c);
    return moved || !private_use(c) || !moved_by_code(two) ? two : 0;
}

unsigned char_to_big5(uint32_t c) {
    return c < 0x10000 ? BIG5_BACK[BIG5_BACK_PAGES[c >> 8] * 256u + (c & 0xFF)] : 0;
}

bool char_to_four(uint32_t c, uint8_t p[4]) {
    size_t low = 0, high = RANGES;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (FOUR_BY_CHARACTER[middle].character <= c)
            low = middle;
        else
            high = middle;
    }
    const four_range *r = &FOUR_BY_CHARACTER[low];
    if (c < r->character || c - r->character >= r->length)
        return false;
    uint32_t number = r->number + (c - r->character);
    p[3] = (uint8_t)(0x30 + number % 10);
    p[2] = (uint8_t)(0x81 + number / 10 % 126);
    p[1] = (uint8_t)(0x30 + number / 1260 % 10);
    p[0] = (uint8_t)(0x81 + number / 12600);
    return true;
}

bool char_to_latin1(uint32_t c, uint8_t *b) {
    for (unsigned i = 0; c >= 0x80 && i < 128; i++)
        if (LATIN1[i] == c) {
            *b = (uint8_t)(0x80 + i);
            return true;
        }
    *b = (uint8_t)c;
    return c < 0x80;
}

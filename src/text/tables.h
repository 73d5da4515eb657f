#ifndef TEXT_TABLES_H
#define TEXT_TABLES_H
/* Looking characters up in the generated tables; private to this room. Unless told otherwise a
 * character of 0 means that there is none. */
#include <stdint.h>

#include "base/span.h"
#include "text/tables/odd.h"

enum {
    GBK_TRAILS = 190, /* 40 to FE but 7F */
    GBK_CODES = 126 * GBK_TRAILS,
    BIG5_TRAILS = 157, /* 40 to 7E, A1 to FE */
    BIG5_CODES = 89 * BIG5_TRAILS
};

/* CLASS_… of each two-byte code, by gbk_index and big5_index. */
extern const uint8_t GBK_CLASS[GBK_CODES];
extern const uint8_t BIG5_CLASS[BIG5_CODES];

static inline bool gbk_lead(uint8_t b) { return b >= 0x81 && b <= 0xFE; }
static inline bool gbk_trail(uint8_t b) { return b >= 0x40 && b != 0x7F && b != 0xFF; }
static inline size_t gbk_index(uint8_t lead, uint8_t trail) {
    return (size_t)(lead - 0x81) * GBK_TRAILS + (size_t)(trail - 0x40 - (trail > 0x7F));
}
static inline bool big5_lead(uint8_t b) { return b >= 0xA1 && b <= 0xF9; }
static inline bool big5_trail(uint8_t b) {
    return (b >= 0x40 && b <= 0x7E) || (b >= 0xA1 && b <= 0xFE);
}
static inline size_t big5_index(uint8_t lead, uint8_t trail) {
    return (size_t)(lead - 0xA1) * BIG5_TRAILS + (size_t)(trail - (trail < 0x7F ? 0x40 : 0x62));
}
/* Do four bytes have the shape of a GB18030 four-byte code? It may still be unassigned. */
static inline bool four_shaped(const uint8_t *p, size_t len) {
    return len >= 4 && gbk_lead(p[0]) && p[1] >= '0' && p[1] <= '9' && gbk_lead(p[2]) &&
           p[3] >= '0' && p[3] <= '9';
}

uint32_t gbk_to_char(uint8_t lead, uint8_t trail);
uint32_t gb18030_to_char(uint8_t lead, uint8_t trail);
uint32_t big5_to_char(uint8_t lead, uint8_t trail);
uint32_t four_to_char(const uint8_t p[4]);
uint32_t latin1_to_char(uint8_t b);

/* Two-byte codes, lead byte high; 0 where there is none. */
unsigned char_to_gbk(uint32_t c); /* the euro sign as A2E3 */
unsigned char_to_gb18030(uint32_t c);
unsigned char_to_big5(uint32_t c);
bool char_to_four(uint32_t c, uint8_t p[4]);
bool char_to_latin1(uint32_t c, uint8_t *b);

#endif

#include "table/code_page.h"

#include "base/utf8.h"
#include "table/code_page.def"
#include "text/text.h"

/* Numbers after the CODEPAGE record's description in [MS-XLS] and OpenOffice's. */
static const struct {
    unsigned page;
    encoding encoding;
    const uint16_t *table; /* of bytes from 0x80 on, in place of an encoding */
} PAGES[] = {
    {936, ENCODING_GBK, NULL},        {10008, ENCODING_GBK, NULL},  {20936, ENCODING_GBK, NULL},
    {54936, ENCODING_GB18030, NULL},  {950, ENCODING_BIG5, NULL},   {10002, ENCODING_BIG5, NULL},
    {65001, ENCODING_UTF8, NULL},     {1252, ENCODING_LATIN1, NULL}, {32769, ENCODING_LATIN1, NULL},
    {1250, ENCODING_UNKNOWN, PAGE_1250}, {1251, ENCODING_UNKNOWN, PAGE_1251},
    {1253, ENCODING_UNKNOWN, PAGE_1253}, {1254, ENCODING_UNKNOWN, PAGE_1254},
    {10000, ENCODING_UNKNOWN, PAGE_10000}, {32768, ENCODING_UNKNOWN, PAGE_10000},
    {10029, ENCODING_UNKNOWN, PAGE_10029},
};

static bool plain(span s) {
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= 0x80)
            return false;
    return true;
}

static void by_table(const uint16_t *table, span s, buf *utf8) {
    for (size_t i = 0; i < s.len; i++) {
        uint8_t byte = s.ptr[i];
        uint32_t c = byte < 0x80 ? byte : table ? table[byte - 0x80] : 0;
        utf8_add(utf8, c || byte == 0 ? c : 0xFFFD);
    }
}

static void guess(span s, buf *utf8) {
    size_t before = utf8->len;
    if (decode_all(ENCODING_GBK, s, utf8) == 0)
        return;
    utf8->len = before;
    (void)decode_all(ENCODING_LATIN1, s, utf8);
}

bool code_page_decode(unsigned page, span s, buf *utf8) {
    if (plain(s)) {
        buf_add(utf8, s);
        return true;
    }
    if (page == 0 || page == 1200) { /* 1200, UTF-16, cannot be meant where bytes are read */
        guess(s, utf8);
        return true;
    }
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        if (PAGES[i].page != page)
            continue;
        if (PAGES[i].table)
            by_table(PAGES[i].table, s, utf8);
        else
            (void)decode_all(PAGES[i].encoding, s, utf8);
        return true;
    }
    by_table(NULL, s, utf8);
    return false;
}

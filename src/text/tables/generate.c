/* Writes text_tables.h: GBK, GB18030, Big5 and windows-1252 in both directions, asked of the build
 * host's iconv once so that every face converts alike (domain.md, section 4). Runs at build time only.
 *
 * Where the authorities disagree, this is what was chosen (compared on glibc 2.36 and JDK 17):
 *   GBK 80       the euro sign, as in CP936 and Java's MS936; Java's GBK rejects it.
 *   GBK A2E3     the euro sign, as in Java's GBK and in GB18030; an error in glibc, private use in MS936.
 *   GBK A892     U+2295, as in glibc and MS936; Java's GBK says U+2641.
 *   GBK, 2,148 more pairs that glibc rejects   private use, as in Java: the three user-defined areas
 *                from U+E000, U+E234 and U+E4C6 on, what else is unassigned from U+E766 on in code
 *                order. musl takes them too, with other meanings.
 *   GB18030      glibc's: FE9F is U+4DAE (U+E863 in GBK), FE51 and five like it lie beyond the BMP
 *                (private use in Java); 80 is no character.
 *   Big5         glibc's, which is windows-950 but for user-defined codes: those are no characters. */
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/tables/odd.h"

enum {
    GBK_TRAILS = 190,
    GBK_CODES = 126 * GBK_TRAILS,
    GBK_UNKNOWN_TO_ICONV = 2149,
    BIG5_TRAILS = 157,
    BIG5_CODES = 89 * BIG5_TRAILS,
    FOURS = 126 * 10 * 126 * 10, /* four-byte codes by their linear number */
    BMP = 0x10000
};

static uint32_t gbk[GBK_CODES], gb18030[GBK_CODES], big5[BIG5_CODES];

static void fail(const char *why) {
    fprintf(stderr, "text tables: %s\n", why);
    exit(EXIT_FAILURE);
}

static iconv_t open_iconv(const char *to, const char *from) {
    iconv_t c = iconv_open(to, from);
    if (c == (iconv_t)-1)
        fail("this machine's iconv lacks an encoding");
    return c;
}

/* The one character that these bytes are, or 0. */
static uint32_t ask(iconv_t c, const uint8_t *bytes, size_t len) {
    uint8_t in[4], out[32];
    for (size_t i = 0; i < len; i++)
        in[i] = bytes[i];
    char *from = (char *)in, *to = (char *)out;
    size_t left = len, room = sizeof out;
    iconv(c, NULL, NULL, NULL, NULL);
    if (iconv(c, &from, &left, &to, &room) == (size_t)-1 || left)
        return 0;
    iconv(c, NULL, NULL, &to, &room);
    if (sizeof out - room != 4)
        return 0;
    return (uint32_t)out[0] | (uint32_t)out[1] << 8 | (uint32_t)out[2] << 16;
}

static unsigned gbk_code(int i) {
    unsigned t = (unsigned)i % GBK_TRAILS + 0x40;
    return ((unsigned)i / GBK_TRAILS + 0x81) << 8 | (t + (t >= 0x7F));
}

static unsigned big5_code(int i) {
    unsigned t = (unsigned)i % BIG5_TRAILS;
    return ((unsigned)i / BIG5_TRAILS + 0xA1) << 8 | (t < 63 ? t + 0x40 : t + 0x62);
}

static uint32_t ask_two(iconv_t c, unsigned code) {
    return ask(c, (uint8_t[]){(uint8_t)(code >> 8), (uint8_t)code}, 2);
}

/* The three user-defined areas; 0 outside them. */
static uint32_t user_defined(unsigned code) {
    unsigned lead = code >> 8, trail = code & 0xFF;
    if (lead >= 0xAA && lead <= 0xAF && trail >= 0xA1)
        return 0xE000 + (lead - 0xAA) * 94 + trail - 0xA1;
    if (lead >= 0xF8 && trail >= 0xA1)
        return 0xE234 + (lead - 0xF8) * 94 + trail - 0xA1;
    if (lead >= 0xA1 && lead <= 0xA7 && trail <= 0xA0)
        return 0xE4C6 + (lead - 0xA1) * 96 + trail - 0x40 - (trail > 0x7F);
    return 0;
}

static void fill_gbk(void) {
    iconv_t c = open_iconv("UTF-32LE", "GBK");
    uint32_t next = 0xE766;
    int unknown = 0;
    for (int i = 0; i < GBK_CODES; i++) {
        unsigned code = gbk_code(i);
        gbk[i] = ask_two(c, code);
        unknown += gbk[i] == 0;
        if (gbk[i] == 0 && (gbk[i] = user_defined(code)) == 0)
            gbk[i] = next++;
        if (code == 0xA2E3)
            gbk[i] = 0x20AC;
    }
    if (unknown != GBK_UNKNOWN_TO_ICONV)
        fail("this machine's iconv has another GBK than glibc's");
    iconv_close(c);
}

static void fill_two(uint32_t *table, int count, const char *name, unsigned (*code)(int)) {
    iconv_t c = open_iconv("UTF-32LE", name);
    for (int i = 0; i < count; i++)
        table[i] = ask_two(c, code(i));
    iconv_close(c);
}

/* ---- What is written. */
static void emit(const char *type, const char *name, const uint32_t *values, int count) {
    printf("%s %s[%d] = {", type, name, count);
    for (int i = 0; i < count; i++)
        printf("%s%u,", i % 16 ? "" : "\n", values[i]);
    printf("\n};\n");
}

static void emit_classes(const char *name, const uint32_t *table, int count, unsigned (*code)(int),
                         unsigned common_from, unsigned common_to) {
    static uint32_t classes[GBK_CODES];
    for (int i = 0; i < count; i++) {
        unsigned c = code(i);
        bool common = c >= common_from && c <= common_to && (common_to < 0xD000 || (c & 0xFF) > 0xA0);
        classes[i] = table[i] == 0 ? CLASS_NONE : common ? CLASS_COMMON : CLASS_VALID;
        if (table[i] && (odd_char(table[i]) || (table == gbk && (c == 0xA2E3 || c == 0xA892))))
            classes[i] |= CLASS_ODD;
    }
    emit("const uint8_t", name, classes, count);
}

/* Two stages: 256 pages of 256 codes, page 0 standing for all that hold none. Where two codes mean
 * one character, iconv says which is written. */
static void emit_inverse(const char *name, const uint32_t *table, int count, unsigned (*code)(int)) {
    static uint32_t back[BMP], pages[256], kept[BMP + 256];
    iconv_t c = open_iconv(table == big5 ? "BIG5" : "GBK", "UTF-32LE");
    int used = 1;
    for (int i = 0; i < BMP; i++)
        back[i] = 0;
    for (int i = 0; i < count; i++) {
        uint32_t u = table[i];
        uint8_t unit[4] = {(uint8_t)u, (uint8_t)(u >> 8)}, out[4];
        char *from = (char *)unit, *to = (char *)out;
        size_t left = 4, room = 4;
        bool again = u && back[u];
        if (again && iconv(c, &from, &left, &to, &room) == 0 && room == 2)
            back[u] = (uint32_t)out[0] << 8 | out[1];
        else if (u && !again)
            back[u] = code(i);
    }
    iconv_close(c);
    for (int p = 0; p < 256; p++) {
        bool any = false;
        for (int i = 0; i < 256; i++)
            any |= (kept[used * 256 + i] = back[p * 256 + i]) != 0;
        pages[p] = any ? (uint32_t)used++ : 0;
    }
    char pages_name[64];
    (void)snprintf(pages_name, sizeof pages_name, "%s_PAGES", name);
    emit("static const uint8_t", pages_name, pages, 256);
    emit("static const uint16_t", name, kept, used * 256);
}

static int by_character(const void *a, const void *b) {
    const uint32_t *x = a, *y = b;
    return (x[0] > y[0]) - (x[0] < y[0]);
}

/* Two-byte codes that mean something else in GB18030, by code and by character. */
static void emit_moved(void) {
    static uint32_t moved[GBK_CODES][2];
    size_t n = 0;
    printf("static const moved_code MOVED_BY_CODE[] = {");
    for (int i = 0; i < GBK_CODES; i++) {
        if (gb18030[i] == gbk[i])
            continue;
        if (!private_use(gbk[i]))
            fail("GB18030 differs from GBK outside of private use");
        moved[n][0] = gb18030[i];
        moved[n++][1] = gbk_code(i);
        printf("\n{%u, %u},", moved[n - 1][0], moved[n - 1][1]);
    }
    qsort(moved, n, sizeof *moved, by_character);
    printf("\n};\nstatic const moved_code MOVED_BY_CHARACTER[] = {");
    for (size_t i = 0; i < n; i++)
        printf("\n{%u, %u},", moved[i][0], moved[i][1]);
    printf("\n};\n");
}

static uint32_t four(iconv_t c, int linear) {
    uint8_t bytes[4] = {(uint8_t)(0x81 + linear / 12600), (uint8_t)(0x30 + linear / 1260 % 10),
                        (uint8_t)(0x81 + linear / 10 % 126), (uint8_t)(0x30 + linear % 10)};
    return ask(c, bytes, 4);
}

/* Four-byte codes as ranges: character, linear number, length; by number and by character. */
static void emit_ranges(void) {
    static uint32_t ranges[4096][3];
    size_t n = 0;
    iconv_t c = open_iconv("UTF-32LE", "GB18030");
    for (int i = 0; i < FOURS; i++) {
        uint32_t u = i >= 39420 && i < 189000 ? 0 : four(c, i); /* the gap that GB 18030 leaves */
        if (u == 0)
            continue;
        uint32_t *last = n ? ranges[n - 1] : NULL;
        if (last && last[0] + last[2] == u && last[1] + last[2] == (uint32_t)i) {
            last[2]++;
            continue;
        }
        if (n == 4096)
            fail("this machine's GB18030 falls to pieces");
        ranges[n][0] = u, ranges[n][1] = (uint32_t)i, ranges[n++][2] = 1;
    }
    iconv_close(c);
    printf("static const four_range FOUR_BY_NUMBER[] = {");
    for (size_t i = 0; i < n; i++)
        printf("\n{%u, %u, %u},", ranges[i][0], ranges[i][1], ranges[i][2]);
    qsort(ranges, n, sizeof *ranges, by_character);
    printf("\n};\nstatic const four_range FOUR_BY_CHARACTER[] = {");
    for (size_t i = 0; i < n; i++)
        printf("\n{%u, %u, %u},", ranges[i][0], ranges[i][1], ranges[i][2]);
    printf("\n};\n");
}

/* GB 2312 level 1, B0A1 to D7F9: 3,755 hanzi in order of pronunciation, the commonest. */
static void emit_level_one(void) {
    uint32_t bits[(0xA000 - 0x4E00) / 32] = {0};
    for (int i = 0; i < GBK_CODES; i++) {
        unsigned code = gbk_code(i);
        if (code >= 0xB0A1 && code <= 0xD7F9 && (code & 0xFF) > 0xA0)
            bits[(gbk[i] - 0x4E00) / 32] |= 1u << (gbk[i] - 0x4E00) % 32;
    }
    emit("static const uint32_t", "LEVEL_ONE", bits, (int)(sizeof bits / sizeof *bits));
}

static void emit_latin1(void) {
    uint32_t high[128];
    iconv_t c = open_iconv("UTF-32LE", "CP1252");
    for (int i = 0; i < 128; i++)
        high[i] = ask(c, (uint8_t[]){(uint8_t)(i + 128)}, 1);
    emit("static const uint16_t", "LATIN1", high, 128);
    iconv_close(c);
}

int main(void) {
    fill_gbk();
    fill_two(gb18030, GBK_CODES, "GB18030", gbk_code);
    fill_two(big5, BIG5_CODES, "BIG5", big5_code);
    emit("static const uint16_t", "GBK", gbk, GBK_CODES);
    emit("static const uint16_t", "BIG5", big5, BIG5_CODES);
    emit_classes("GBK_CLASS", gbk, GBK_CODES, gbk_code, 0xB0A1, 0xD7F9);
    emit_classes("BIG5_CLASS", big5, BIG5_CODES, big5_code, 0xA440, 0xC67E);
    emit_inverse("GBK_BACK", gbk, GBK_CODES, gbk_code);
    emit_inverse("BIG5_BACK", big5, BIG5_CODES, big5_code);
    emit_moved();
    emit_ranges();
    emit_level_one();
    emit_latin1();
    return fflush(stdout) || ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}

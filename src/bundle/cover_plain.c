/* Names, words and numbers: hanzi become other hanzi, digits other digits, letters other letters. */
#include <string.h>

#include "base/digest.h"
#include "base/utf8.h"
#include "bundle/cover.h"
#include "rules/person_name.h"

enum { NAME_TRIES = 50, HANZI_TRIES = 400, WORD_MAX = 12, NUMBER_LEAST = 3, NUMBER_TRIES = 20, DIGITS_MAX = 40 };

bool is_hanzi(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* What is left where text was destroyed (锟斤拷, 烫烫, 屯屯): evidence, and nobody's name. */
static bool is_ruin(uint32_t c) { return c == 0x951F || c == 0x62F7 || c == 0x70EB || c == 0x5C6F; }

/* 斤 alone may be a name's. */
static bool ruined(const unit *u, size_t count, size_t i) {
    bool beside = (i && is_ruin(u[i - 1].code)) || (i + 1 < count && is_ruin(u[i + 1].code));
    return is_ruin(u[i].code) || (u[i].code == 0x65A4 && beside);
}

static bool is_blank(uint32_t c) { return c == ' ' || c == 0xA0 || c == 0x3000; }

int digit_value(uint32_t c) {
    return c >= '0' && c <= '9' ? (int)(c - '0') : c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

uint32_t digit_like(uint32_t c, int digit) { return (c >= 0xFF10 ? 0xFF10u : (uint32_t)'0') + (uint32_t)digit; }

char permuted(const cover *c, uint8_t kind, span before, const char *set, char digit) {
    char order[16];
    size_t n = strlen(set), at = 0;
    uint64_t random = keyed_number(c->key, kind, before);
    memcpy(order, set, n);
    for (size_t i = n; i > 1; i--) {
        size_t k = random % i;
        char other = order[k];
        random /= i;
        order[k] = order[i - 1];
        order[i - 1] = other;
    }
    while (at < n && set[at] != digit)
        at++;
    return at < n ? order[at] : digit;
}

bool real_number(const cover *c, const uint8_t *digits, size_t count) {
    while (count && *digits == '0') {
        digits++;
        count--;
    }
    return c->numbers && count >= NUMBER_LEAST && key_index_find(c->numbers, span_of(digits, count)) != KEY_ABSENT;
}

/* ---- Numbers: leading zeros stay, since their loss is a finding. */
static void invent_digits(const cover *c, uint8_t round, const uint8_t *was, size_t count, uint8_t *is) {
    uint8_t before[DIGITS_MAX + 1] = {round};
    for (size_t i = 0; i < count; i++) {
        const char *set = i ? "0123456789" : "123456789";
        is[i] = (uint8_t)permuted(c, KEY_NUMBER, span_of(before, i + 1), set, (char)was[i]);
        before[i + 1] = was[i];
    }
}

static void cover_some_digits(const cover *c, unit *u, size_t count) {
    uint8_t was[DIGITS_MAX], is[DIGITS_MAX];
    size_t zeros = 0, n = 0;
    while (zeros < count && digit_value(u[zeros].code) == 0)
        zeros++;
    for (; zeros + n < count; n++)
        was[n] = (uint8_t)('0' + digit_value(u[zeros + n].code));
    for (uint8_t round = 0; round == 0 || (round < NUMBER_TRIES && real_number(c, is, n)); round++)
        invent_digits(c, round, was, n, is);
    for (size_t i = 0; i < n; i++)
        u[zeros + i].code = digit_like(u[zeros + i].code, is[i] - '0');
}

void cover_digits(cover *c, unit *u, size_t count) {
    for (size_t n; count; u += n, count -= n) {
        n = count < DIGITS_MAX ? count : DIGITS_MAX;
        cover_some_digits(c, u, n);
    }
}

/* ---- Hanzi. */
static uint32_t decoded(encoding e, uint8_t lead, uint8_t trail) {
    uint8_t two[2] = {lead, trail};
    span s = span_of(two, 2);
    uint32_t c = decode_next(e, &s);
    return s.len ? CODE_BAD : c;
}

/* Its two bytes in an encoding; 0 where it has not just two. */
static unsigned two_bytes(arena *a, encoding e, uint32_t c) {
    buf utf8 = buf_new(a), out = buf_new(a);
    utf8_add(&utf8, c);
    if (!encode_all(e, buf_span(&utf8), &out) || out.len != 2)
        return 0;
    return (unsigned)out.ptr[0] << 8 | out.ptr[1];
}

/* Common hanzi that every encoding of an upload can write without a byte below 80. */
static bool fit_for_pool(arena *a, uint32_t c) {
    unsigned big5 = two_bytes(a, ENCODING_BIG5, c);
    return common_hanzi(c) && !is_ruin(c) && c != 0x65A4 && (big5 & 0xFF) >= 0xA1;
}

static void make_pool(cover *c) {
    enum { FIRST = 0xB0, LAST = 0xD7, CELLS = 94 };
    c->pool = ARENA_ARRAY(c->on, uint32_t, (LAST - FIRST + 1) * CELLS);
    for (unsigned lead = FIRST; lead <= LAST; lead++)
        for (unsigned trail = 0xA1; trail <= 0xFE; trail++) {
            uint32_t point = decoded(ENCODING_GBK, (uint8_t)lead, (uint8_t)trail);
            if (point != CODE_BAD && fit_for_pool(c->scratch, point))
                c->pool[c->pool_count++] = point;
            arena_reset(c->scratch);
        }
}

/* A rare character for a rare one, with the like second byte: |, \ or ^ among them are evidence. */
static uint32_t rare_like(cover *c, uint32_t was, span from) {
    unsigned gbk = two_bytes(c->scratch, ENCODING_GBK, was), big5 = two_bytes(c->scratch, ENCODING_BIG5, was);
    buf b = buf_new(c->scratch);
    buf_add(&b, from);
    for (int i = 0; i < HANZI_TRIES; i++) {
        buf_byte(&b, (uint8_t)i);
        uint64_t n = keyed_number(c->key, KEY_HANZI, buf_span(&b));
        bool low = (gbk & 0xFF) < 0xA1;
        uint8_t lead = (uint8_t)(0x81 + n % 0x7E), trail = low ? (uint8_t)(gbk & 0xFF) : (uint8_t)(0xA1 + (n >> 8) % 94);
        uint32_t point = decoded(ENCODING_GBK, lead, trail);
        if (!is_hanzi(point) || point < 0x4E00 || point == was || common_hanzi(point) || is_ruin(point))
            continue;
        if (big5 == 0 || two_bytes(c->scratch, ENCODING_BIG5, point))
            return point;
    }
    return c->pool[from.len % c->pool_count];
}

/* One character's stand-in; `from` is what decides it. */
static uint32_t hanzi_like(cover *c, uint32_t was, span from) {
    uint64_t n = keyed_number(c->key, KEY_HANZI, from);
    if (common_hanzi(was) || was == 0x3007 || c->pool_count == 0)
        return c->pool[n % c->pool_count];
    if (was >= 0x20000)
        return 0x20000 + (uint32_t)(n % 0xA000);
    if (two_bytes(c->scratch, ENCODING_GBK, was))
        return rare_like(c, was, from);
    return was >= 0xF900 ? was : 0x3400 + (uint32_t)(n % 0x1900); /* four bytes in GB18030 */
}

/* The hanzi of a name, blanks within left out. */
static span hanzi_of(cover *c, const unit *u, size_t count) {
    buf b = buf_new(c->scratch);
    for (size_t i = 0; i < count; i++)
        if (is_hanzi(u[i].code))
            utf8_add(&b, u[i].code);
    return buf_span(&b);
}

static bool good_name(const cover *c, span invented) {
    return key_index_find(c->names, invented) == KEY_ABSENT && total_word(invented).len == 0;
}

static void invent_name(cover *c, unit *u, size_t count, span was) {
    unit *now = ARENA_ARRAY(c->scratch, unit, count);
    const uint64_t whose = keyed_number(c->key, KEY_HANZI, was); /* names may be as long as a file */
    for (uint8_t round = 0; round < NAME_TRIES; round++) {
        memcpy(now, u, count * sizeof *u);
        for (size_t i = 0, k = 0; i < count; i++) {
            if (!is_hanzi(u[i].code) || ruined(u, count, i))
                continue;
            const uint64_t from[3] = {whose, round, k++};
            now[i].code = hanzi_like(c, u[i].code, span_of(from, sizeof from));
        }
        if (good_name(c, hanzi_of(c, now, count)))
            break;
    }
    memcpy(u, now, count * sizeof *u);
}

/* ---- A name with a gap where a character was destroyed belongs to the template's name that it fits. */
static bool is_gap(uint32_t c) { return c == '?' || c == 0xFFFD || c == 0x25A1 || c == CODE_BAD; }

static span name_with_gaps(cover *c, const unit *u, size_t count) {
    buf b = buf_new(c->scratch);
    for (size_t i = 0; i < count; i++)
        if (!is_blank(u[i].code))
            utf8_add(&b, is_gap(u[i].code) ? 0xFFFD : u[i].code);
    return name_folded(c->scratch, buf_span(&b));
}

static bool cover_gaps(cover *c, unit *u, size_t count) {
    span is = name_with_gaps(c, u, count), whole = {0};
    for (size_t i = 0; i < c->templ_names.count && whole.len == 0; i++)
        if (names_agree(is, c->templ_names.items[i]))
            whole = c->templ_names.items[i];
    if (whole.len == 0)
        return false;
    units full = units_read(c->scratch, ENCODING_UTF8, whole);
    cover_plain(c, full.items, full.count);
    for (size_t i = 0, k = 0; i < count && k < full.count; i++) {
        if (is_blank(u[i].code))
            continue;
        if (!is_gap(u[i].code))
            u[i].code = full.items[k].code;
        k++;
    }
    return true;
}

/* ---- Words that are nobody's: the header's, and the units'. */
static span word_at(cover *c, const unit *u, size_t len) {
    buf b = buf_new(c->scratch);
    for (size_t i = 0; i < len; i++)
        utf8_add(&b, u[i].code);
    return buf_span(&b);
}

static bool names_role(const cover *c, span word, bool *sure) { return header_role(c->words, word, sure) != ROLE_OTHER; }

/* A word that hints at a column, and none that merely holds one: without its first or last character it hints no more. */
static bool just_a_hint(cover *c, const unit *u, size_t len) {
    bool sure;
    return names_role(c, word_at(c, u, len), &sure) && !names_role(c, word_at(c, u + 1, len - 1), &sure) &&
           !names_role(c, word_at(c, u, len - 1), &sure);
}

/* The length of the word that begins here: one that surely names a column, the longest; else a total's or a hint. */
static size_t word_length(cover *c, const unit *u, size_t most) {
    for (size_t len = most; len >= 2; len--) {
        span word = word_at(c, u, len);
        bool sure = false;
        if ((names_role(c, word, &sure) && sure) || (total_word(word).len == word.len))
            return len;
    }
    for (size_t len = 2; len <= most; len++)
        if (just_a_hint(c, u, len))
            return len;
    return 0;
}

void keep_words(cover *c, const unit *u, size_t count, bool *keep) {
    for (size_t i = 0; i < count; i++) {
        size_t most = 0;
        while (most < WORD_MAX && i + most < count && is_hanzi(u[i + most].code))
            most++;
        size_t len = word_length(c, u + i, most);
        memset(keep + i, 1, len);
        i += len ? len - 1 : 0;
    }
}

/* ---- Anything. */
static uint32_t letter_like(const cover *c, uint32_t was, size_t at) {
    static const char letters[] = "abcdfghjklmnopqrstuvwyz"; /* no e, which makes numbers, and no x, which makes IDs */
    uint8_t from[3] = {(uint8_t)(was & 0xFF), (uint8_t)at, (uint8_t)(at >> 8)};
    uint64_t n = keyed_number(c->key, KEY_LETTER, span_of(from, sizeof from));
    uint32_t small = (uint32_t)letters[n % (sizeof letters - 1)];
    bool wide = was >= 0xFF21, upper = (wide ? was - 0xFEE0 : was) <= 'Z';
    return small - (upper ? 32u : 0u) + (wide ? 0xFEE0u : 0u);
}

bool is_letter(uint32_t c) {
    uint32_t plain = c >= 0xFF21 && c <= 0xFF5A ? c - 0xFEE0 : c;
    return (plain | 0x20) >= 'a' && (plain | 0x20) <= 'z';
}

bool is_foreign(uint32_t c) {
    bool sign = (c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3041) || (c >= 0xFE30 && (c < 0xFF66 || c > 0xFF9D));
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && c != CODE_BAD && !sign && !is_hanzi(c) && !is_letter(c);
}

bool is_garbled(const unit *u, size_t count, size_t at) {
    uint32_t before = at ? u[at - 1].code : 0, c = u[at].code, after = at + 1 < count ? u[at + 1].code : 0;
    bool beside = (before > 0xA0 && before <= 0xFF && before != c) || (after > 0xA0 && after <= 0xFF && after != c);
    return c > 0xA0 && c < 0xC0 && beside;
}

/* One of two bytes in UTF-8 may be what is left of GBK, and then still reads as both. */
static uint32_t foreign_like(const cover *c, const unit *u, size_t at) {
    uint32_t was = u[at].code;
    uint8_t from[3] = {(uint8_t)was, (uint8_t)(was >> 8), (uint8_t)at};
    uint64_t n = keyed_number(c->key, KEY_LETTER, span_of(from, sizeof from));
    if (u[at].len == 2 && was >= 0x100 && was < 0x800)
        return (uint32_t)(4 + n % 20) << 6 | (uint32_t)(0x21 + (n >> 8) % 31);
    if (was < 0xC0)
        return 0xA1 + (uint32_t)(n % 31);
    uint32_t free = was >= 0xFF00 ? 0x0F : 0x3F, is = (was & ~free) | (uint32_t)(n & free);
    is += is == 0xD7 || is == 0xF7;
    return is == was ? is ^ 1 : is;
}

static size_t stretch(const unit *u, size_t count, bool (*in)(uint32_t)) {
    size_t n = 0;
    while (n < count && in(u[n].code))
        n++;
    return n;
}

static bool is_digit(uint32_t c) { return digit_value(c) >= 0; }

/* Hanzi with single blanks within, as some write names. */
static size_t name_length(const unit *u, size_t count) {
    size_t n = stretch(u, count, is_hanzi);
    while (n + 1 < count && is_blank(u[n].code) && is_hanzi(u[n + 1].code))
        n += 1 + stretch(u + n + 1, count - n - 1, is_hanzi);
    return n;
}

void cover_plain(cover *c, unit *u, size_t count) {
    bool gaps = false;
    for (size_t i = 0; i < count; i++)
        gaps = gaps || is_gap(u[i].code);
    if (gaps && cover_gaps(c, u, count))
        return;
    for (size_t i = 0; i < count;) {
        size_t n = 1;
        if (is_hanzi(u[i].code)) {
            n = name_length(u + i, count - i);
            invent_name(c, u + i, n, hanzi_of(c, u + i, n));
        } else if (is_digit(u[i].code)) {
            n = stretch(u + i, count - i, is_digit);
            cover_digits(c, u + i, n);
        } else if (is_letter(u[i].code)) {
            u[i].code = letter_like(c, u[i].code, i);
        } else if (is_foreign(u[i].code) || is_garbled(u, count, i)) {
            u[i].code = foreign_like(c, u, i);
        }
        i += n;
    }
}

/* ---- Beginning. */
cover *cover_new(arena *a, uint64_t key, unsigned attempt, const header_words *words) {
    cover *c = ARENA_NEW(a, cover);
    uint8_t number = (uint8_t)attempt;
    *c = (cover){.on = a, .scratch = arena_child(a), .attempt = attempt, .words = words};
    c->key = keyed_number(key, KEY_PRINT, span_of(&number, 1));
    c->ids = key_index_new(a, 0, c->key);
    c->taken = key_index_new(a, 0, c->key);
    c->wrecks = key_index_new(a, 0, c->key);
    c->rounded = key_index_new(a, 0, c->key);
    c->names = key_index_new(a, 0, c->key);
    c->numbers = key_index_new(a, 0, c->key);
    make_pool(c);
    return c;
}

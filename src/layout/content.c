#include "layout/layout.h"

static bool digits_at(span s, size_t from, size_t len) { return span_digits(span_cut(s, from, len)); }

static bool letters_at(span s, size_t from, size_t len) {
    for (size_t i = from; i < from + len; i++)
        if ((s.ptr[i] | 0x20) < 'a' || (s.ptr[i] | 0x20) > 'z')
            return false;
    return true;
}

static unsigned two_digits(span s, size_t at) { return (unsigned)(s.ptr[at] - '0') * 10u + (unsigned)(s.ptr[at + 1] - '0'); }

/* Fifteen digits may be any number; only with a month and a day in place are they an old ID. */
static bool is_old_id(span s) {
    unsigned month = two_digits(s, 8), day = two_digits(s, 10);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* GB 11643, and foreigners' former three letters and twelve digits (domain.md, section 6). */
bool looks_like_id(span s) {
    if (s.len == 18)
        return digits_at(s, 0, 17) && (digits_at(s, 17, 1) || (s.ptr[17] | 0x20) == 'x');
    if (s.len != 15 || !digits_at(s, 3, 12))
        return false;
    return digits_at(s, 0, 3) ? is_old_id(s) : letters_at(s, 0, 3);
}

/* Whatever is no digit and no point makes an amount odd, so that most fields are told at a glance. */
bool looks_like_amount(span field) {
    for (size_t i = 0; i < field.len; i++)
        if ((field.ptr[i] < '0' || field.ptr[i] > '9') && field.ptr[i] != '.')
            return false;
    return field.len > 0 && money_plain(money_read(field));
}

/* Private use included: GBK's rare-name characters land there (domain.md, section 4). */
static bool is_hanzi(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           (c >= 0xE000 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_name_joint(uint32_t c) {
    return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0xFF0E || c == '.' || c == ' ' || c == 0x3000;
}

bool looks_like_name(encoding e, span field) {
    size_t hanzi = 0;
    bool joint = false;
    field = span_trim(field);
    bool ascii = field.len && field.ptr[0] < 0x80 && !encoding_wide(e); /* no name begins so: most fields are told by that */
    if (field.len > 80 || ascii)
        return false;
    while (field.len) {
        uint32_t c = decode_next(e, &field);
        joint = is_name_joint(c);
        if (joint ? hanzi == 0 : !is_hanzi(c))
            return false;
        hanzi += !joint;
    }
    return hanzi >= 2 && hanzi <= 20;
}

/* A run of 18 ID characters, whatever stands round it. */
bool holds_id(span line) {
    size_t run = 0;
    for (size_t i = 0; i < line.len; i++) {
        bool digit = line.ptr[i] >= '0' && line.ptr[i] <= '9';
        if (run == 17 && (digit || (line.ptr[i] | 0x20) == 'x'))
            return true;
        run = digit ? run + 1 : 0;
    }
    return false;
}

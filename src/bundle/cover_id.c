/* IDs: region 2399xx, an invented birth date and number; what is wrong with an ID stays wrong. A beginning
 * stays a beginning: numbers that share their first digits still do, as what is left of a wrecked ID shares
 * them with the whole one. */
#include <string.h>

#include "base/digest.h"
#include "base/utf8.h"
#include "bundle/cover.h"

enum { LAST_DIGITS = 1000, LEAST_OF_ID = 12, MOST_OF_ID = 32, FIFTEEN = 15 };

static bool among(const char *set, char d) { return d && strchr(set, d) != NULL; }

/* Digits among which a birth date's digit may go without changing whether it is a date: months of one
 * length, leap years among themselves. NULL: it stays. */
static const char *date_digits(const char *was, int i) {
    static const char *const leap[] = {"048", "26"}, *const other[] = {"1235679", "01345789"};
    int odd = (was[8] - '0') & 1;
    switch (i) {
    case 8: return was[6] != '1' ? NULL : among("468", was[8]) ? "468" : among("579", was[8]) ? "579" : NULL;
    case 9:
        if ((was[6] == '2' && was[8] > '1') || (was[6] == '1' && was[8] == '0'))
            return NULL;
        return among(leap[odd], was[9]) ? leap[odd] : other[odd];
    case 11:
        if (was[10] == '0')
            return among("13578", was[11]) ? "13578" : among("469", was[11]) ? "469" : NULL;
        return was[10] == '1' && among("02", was[11]) ? "02" : NULL;
    case 13: return was[12] == '0' ? "123456789" : was[12] == '1' ? "0123456789" : was[12] == '2' ? "12345678" : NULL;
    default: return NULL;
    }
}

/* Province, district, birth date: digit by digit, each decided by those before it. */
static void cover_front(const cover *c, const char *was, size_t len, char *is) {
    bool province = len >= 2 && person_id_province(span_of(was, len));
    bool permit = was[0] == '8' || was[0] == '9';
    for (size_t i = 0; i < len; i++) {
        span before = span_of(was, i);
        if (i < 4 && province && !permit)
            is[i] = "2399"[i];
        else if (i < 2)
            is[i] = was[i];
        else if (i < 6)
            is[i] = permuted(c, KEY_DIGIT, before, "0123456789", was[i]);
        else {
            const char *set = date_digits(was, (int)i);
            is[i] = set ? permuted(c, KEY_DIGIT, before, set, was[i]) : was[i];
        }
    }
}

static bool check_fits(const char *id) { return person_id_check(id) == id[17]; }

/* With its last three digits lost, does the number still fit its check character? */
static bool fits_as_thousands(const char *first_15) {
    char id[18];
    memcpy(id, first_15, 15);
    memcpy(id + 15, "000", 3);
    return check_fits(id);
}

/* The fifteenth digit, so chosen that this does not change; false where there is no such choice number `round`. */
static bool cover_fifteenth(const cover *c, const char *was, unsigned round, char *is) {
    bool wanted = fits_as_thousands(was);
    uint64_t from = keyed_number(c->key, KEY_DIGIT, span_of(was, 15));
    for (uint64_t k = 0; k < 10; k++) {
        is[14] = (char)('0' + (from + k) % 10);
        if (fits_as_thousands(is) == wanted && round-- == 0)
            return true;
    }
    return false;
}

/* ---- Wrecks. */
enum wreck { WRECK_CUT, WRECK_ROUNDED, WRECK_DOUBLE, WRECKS };

static void wreck_of(const char *id, enum wreck how, char *out) {
    uint64_t n = 0;
    (void)span_to_u64(span_of(id, 18), UINT64_MAX / 16, &n);
    n = how == WRECK_CUT ? n / 1000 * 1000 : how == WRECK_ROUNDED ? (n + 500) / 1000 * 1000 : (uint64_t)(double)n;
    for (int i = 17; i >= 0; i--, n /= 10)
        out[i] = (char)('0' + n % 10);
}

static bool digits_only(const char *id) { return span_digits(span_of(id, 18)); }

/* What must stay as it is, whatever a spreadsheet may have made of an ID. */
typedef struct traits {
    bool digits, is_double, x, fits[WRECKS]; /* fits: do its wrecks fit their check characters? */
} traits;

static bool is_double(const char *id) {
    const person_id read = person_id_read(span_of(id, 18));
    return person_id_double(&read);
}

static traits traits_of(const char *id) {
    traits t = {.digits = digits_only(id), .is_double = is_double(id), .x = person_id_check(id) == 'X'};
    char made[18];
    for (enum wreck how = WRECK_CUT; t.digits && how < WRECKS; how++) {
        wreck_of(id, how, made);
        t.fits[how] = check_fits(made);
    }
    return t;
}

/* What is quickly told first: most ends are not alike. */
static bool wrecks_alike(const traits *was, const char *is) {
    char made[18];
    if (digits_only(is) != was->digits)
        return false;
    for (enum wreck how = WRECK_CUT; was->digits && how < WRECKS; how++) {
        wreck_of(is, how, made);
        if (check_fits(made) != was->fits[how])
            return false;
    }
    return true;
}

/* ---- The end of the number. */
static int check_index(char c) { return (int)(strchr("10X98765432", c) - "10X98765432"); }

/* Wrong by as much as it was. */
static char check_like(const char *was, const char *is) {
    int off = check_index(was[17]) - check_index(person_id_check(was));
    return "10X98765432"[(check_index(person_id_check(is)) + off + 11) % 11];
}

/* A sound ID: its last digits so chosen that whatever a spreadsheet may have made of it still shows. */
static bool end_sound(const traits *was, const char *is) {
    bool alike = (person_id_check(is) == 'X') == was->x && memcmp(is + 15, "00", 2) != 0;
    return alike && wrecks_alike(was, is) && is_double(is) == was->is_double;
}

/* A wreck by itself: as exact as it was. */
static bool end_wrecked(const traits *was, bool fits, const char *is) {
    return check_fits(is) == fits && is_double(is) == was->is_double;
}

/* False where no end is quite like the old one; it is then one that is not taken, where there is any. */
static bool choose_end(cover *c, const char *was, char *is, bool wrecked) {
    span known = span_of(was, wrecked ? 18 : 17);
    uint64_t from = keyed_number(c->key, KEY_ID_END, known);
    uint64_t step = wrecked ? 1 : 10; /* a sound ID's last one follows from the others */
    const traits like = traits_of(was);
    bool fits = check_fits(was);
    char fallback[18] = {0};
    for (uint64_t k = 0; k < LAST_DIGITS / step; k++) {
        uint64_t n = (from + k) * step % LAST_DIGITS;
        is[15] = (char)('0' + n / 100);
        is[16] = (char)('0' + n / 10 % 10);
        is[17] = wrecked ? (char)('0' + n % 10) : check_like(was, is);
        if (key_index_find(c->taken, span_of(is, 17)) != KEY_ABSENT)
            continue;
        if (fallback[0] == 0)
            memcpy(fallback, is, 18);
        if (wrecked ? end_wrecked(&like, fits, is) : end_sound(&like, is))
            return true;
    }
    if (fallback[0])
        memcpy(is, fallback, 18);
    return false;
}

static void cover_18(cover *c, const char *was, char *is);

/* What the spreadsheet made of the template's ID, made of the invented one. */
static bool as_wreck(cover *c, const char *was, char *is) {
    uint32_t at = c->wrecks ? key_index_find(c->wrecks, span_of(was, 18)) : KEY_ABSENT;
    char own[18], made[18];
    if (at == KEY_ABSENT)
        return false;
    const char *whole = c->whole.items[at].was;
    cover_18(c, whole, own);
    for (enum wreck how = WRECK_CUT; how < WRECKS; how++) {
        wreck_of(whole, how, made);
        if (memcmp(made, was, 18) == 0) {
            wreck_of(own, how, is);
            return true;
        }
    }
    return false;
}

static void invent(cover *c, const char *was, char *is) {
    bool thousands = memcmp(was + 15, "000", 3) == 0;
    bool wrecked = digits_only(was) && !check_fits(was) && is_double(was);
    bool chosen = false;
    cover_front(c, was, 14, is);
    for (unsigned round = 0; !chosen; round++) {
        bool last = !cover_fifteenth(c, was, round, is);
        if (last && round) /* no end is quite like it: the one chosen before will do */
            return;
        if (thousands)
            memcpy(is + 15, "000", 3);
        chosen = thousands || choose_end(c, was, is, wrecked) || last;
    }
}

/* 17 digits and a check character, right or wrong. */
static void cover_18(cover *c, const char *was, char *is) {
    span key = span_of(was, 18);
    uint32_t at = key_index_find(c->ids, key);
    if (at != KEY_ABSENT) {
        memcpy(is, c->known.items[at].is, 18);
        return;
    }
    bool whole = c->wrecks && key_index_find(c->wrecks, key) != KEY_ABSENT;
    if (!whole || !as_wreck(c, was, is))
        invent(c, was, is);
    known_id *k = VEC_ADD(c->on, &c->known);
    memcpy(k->was, was, 18);
    memcpy(k->is, is, 18);
    (void)key_index_put(c->ids, span_keep(c->on, key), (uint32_t)c->known.count - 1);
    (void)key_index_put(c->taken, span_keep(c->on, span_of(is, 17)), 0);
}

/* Fifteen digits as a spreadsheet rounds them, "E" before them and no zeros at the end: what a number in
 * scientific notation is known by. */
static size_t rounded_15(const char *id, char *out) {
    uint64_t n = 0;
    (void)span_to_u64(span_of(id, 18), UINT64_MAX / 16, &n);
    size_t len = FIFTEEN;
    n = (n + 500) / 1000;
    out[0] = 'E';
    for (size_t i = FIFTEEN; i > 0; i--, n /= 10)
        out[i] = (char)('0' + n % 10);
    while (len && out[len] == '0')
        len--;
    return len + 1;
}

/* A template's sound ID: its wrecks are known by it. One that is its own wreck is no wreck. */
void learn_id(cover *c, const person_id *id, bool of_template) {
    char made[18], is[18];
    if (id->len != 18 || (id->kind != ID_RESIDENT && id->kind != ID_RESIDENT_15 && id->kind != ID_PERMIT))
        return;
    cover_18(c, id->canonical, is);
    if (!of_template || !digits_only(id->canonical))
        return;
    known_id *k = VEC_ADD(c->on, &c->whole);
    memcpy(k->was, id->canonical, 18);
    for (enum wreck how = WRECK_CUT; how < WRECKS; how++) {
        wreck_of(id->canonical, how, made);
        if (key_index_find(c->ids, span_of(made, 18)) == KEY_ABSENT)
            (void)key_index_put(c->wrecks, span_keep(c->on, span_of(made, 18)), (uint32_t)c->whole.count - 1);
    }
    char rest[FIFTEEN + 1];
    size_t len = rounded_15(id->canonical, rest);
    (void)key_index_put(c->wrecks, span_keep(c->on, span_of(rest, len)), (uint32_t)c->whole.count - 1);
}

/* ---- In place. */
static bool belongs(uint32_t c) {
    uint32_t plain = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + 0x21 : c;
    return (plain >= '0' && plain <= '9') || plain == 'X' || plain == 'x';
}

static void put_char(unit *u, char now) {
    bool wide = u->code >= 0xFF01 && u->code <= 0xFF5E;
    uint32_t was = wide ? u->code - 0xFF01 + 0x21 : u->code;
    uint32_t to = now == 'X' && was == 'x' ? (uint32_t)'x' : (uint32_t)(uint8_t)now;
    u->code = wide ? to - 0x21 + 0xFF01 : to;
}

static void put_all(unit *u, size_t count, const char *is, size_t len) {
    size_t k = 0;
    for (size_t i = 0; i < count && k < len; i++)
        if (belongs(u[i].code))
            put_char(&u[i], is[k++]);
}

/* The digits of a number cut off, mistyped or in scientific notation, as a beginning. */
static void put_front(const cover *c, unit *u, size_t stop) {
    char was[MOST_OF_ID] = {0}, is[MOST_OF_ID];
    size_t n = 0, at[MOST_OF_ID];
    for (size_t i = 0; i < stop && n < sizeof was; i++)
        if (digit_value(u[i].code) >= 0) {
            at[n] = i;
            was[n++] = (char)('0' + digit_value(u[i].code));
        }
    cover_front(c, was, n < 14 ? n : 14, is);
    for (size_t i = 0; i < n; i++) {
        char now = i < 14 ? is[i] : permuted(c, KEY_DIGIT, span_of(was, i), "0123456789", was[i]);
        u[at[i]].code = digit_like(u[at[i]].code, now - '0');
    }
}

/* What is left of a template's ID is made of the invented one in the same way. */
static bool put_known_rest(cover *c, unit *u, size_t stop) {
    char was[MOST_OF_ID], own[18], is[FIFTEEN + 1];
    size_t n = 1, k = 1;
    was[0] = 'E';
    for (size_t i = 0; i < stop && n < sizeof was; i++)
        if (digit_value(u[i].code) >= 0)
            was[n++] = (char)('0' + digit_value(u[i].code));
    while (n > 1 && was[n - 1] == '0')
        n--;
    uint32_t at = key_index_find(c->wrecks, span_of(was, n));
    if (at == KEY_ABSENT)
        return false;
    cover_18(c, c->whole.items[at].was, own);
    (void)rounded_15(own, is);
    for (size_t i = 0; i < stop && k <= FIFTEEN; i++)
        if (digit_value(u[i].code) >= 0)
            u[i].code = digit_like(u[i].code, is[k++] - '0');
    return true;
}

static bool put_scientific(cover *c, unit *u, size_t count) {
    size_t stop = 0;
    while (stop < count && (u[stop].code | 0x20) != 'e')
        stop++;
    if (!put_known_rest(c, u, stop))
        put_front(c, u, stop);
    return true;
}

/* A name glued to it: hanzi, two letters together, or what wrong encodings make of hanzi. */
static bool holds_name(const unit *u, size_t count) {
    bool letter = false;
    for (size_t i = 0; i < count; i++) {
        bool before = letter;
        letter = is_letter(u[i].code);
        if ((letter && before) || is_hanzi(u[i].code) || is_foreign(u[i].code) || is_garbled(u, count, i))
            return true;
    }
    return false;
}

/* Mistyped or cut off: what is left of it is still a beginning. */
static bool put_malformed(const cover *c, unit *u, size_t count) {
    size_t digits = 0;
    for (size_t i = 0; i < count; i++)
        digits += digit_value(u[i].code) >= 0;
    if (holds_name(u, count))
        return false;
    if (digits < LEAST_OF_ID || digits > MOST_OF_ID)
        return false;
    put_front(c, u, count);
    return true;
}

/* 15 characters: of the old number, or of a foreigner's old permit. */
static void put_15(cover *c, unit *u, size_t count, const person_id *id) {
    char is[18], old[15];
    cover_18(c, id->canonical, is);
    memcpy(old, is, 6);
    memcpy(old + 6, is + 8, 9);
    put_all(u, count, old, 15);
}

bool cover_id_units(cover *c, unit *u, size_t count) {
    buf b = buf_new(c->scratch);
    for (size_t i = 0; i < count; i++)
        utf8_add(&b, u[i].code == CODE_BAD ? 0xFFFD : u[i].code);
    person_id id = person_id_read(buf_span(&b));
    char is[18];
    switch (id.kind) {
    case ID_RESIDENT:
    case ID_PERMIT: break;
    case ID_FOREIGNER:
        if (id.len == 18)
            break;
        return false;
    case ID_RESIDENT_15: put_15(c, u, count, &id); return true;
    case ID_IN_SCIENTIFIC: return put_scientific(c, u, count);
    case ID_MALFORMED: return put_malformed(c, u, count);
    default: return false;
    }
    cover_18(c, id.canonical, is);
    put_all(u, count, is, 18);
    return true;
}

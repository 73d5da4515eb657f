#ifndef BUNDLE_COVER_H
#define BUNDLE_COVER_H
/* Private to the room. */
#include "base/hash.h"
#include "bundle/bundle.h"
#include "rules/line_view.h"

typedef struct known_id {
    char was[18], is[18];
} known_id;

struct cover {
    arena *on, *scratch;
    uint64_t key;
    unsigned attempt;
    const header_words *words;
    uint32_t *pool;        /* hanzi to make names of */
    size_t pool_count;
    key_index *ids;        /* what was → index into known */
    key_index *taken;      /* invented IDs that are somebody's */
    VEC(known_id) known;
    key_index *wrecks;     /* what a spreadsheet makes of a template's ID → index into `whole` */
    VEC(known_id) whole;   /* those IDs; only `was` is set */
    key_index *rounded;    /* a template's wage in whole yuan → index into `wages` */
    VEC(span) wages;       /* as the template writes them */
    key_index *names;      /* real names, which no invented one may be */
    key_index *numbers;    /* real numbers likewise, their digits without leading zeros; NULL: too many to avoid */
    VEC(span) templ_names; /* of the template, UTF-8, for names with gaps */
};

/* Kinds of keyed numbers. */
enum { KEY_DIGIT = 1, KEY_ID_END, KEY_NUMBER, KEY_HANZI, KEY_LETTER, KEY_WAGE, KEY_PRINT };

/* ---- A field taken apart into characters, changed, and put back in place. */
typedef struct unit {
    uint32_t code; /* CODE_BAD: a byte that is no character */
    uint32_t at, len;
} unit;
typedef struct units {
    unit *items;
    size_t count;
} units;
units units_read(arena *a, encoding e, span bytes);
units units_copy(arena *a, const units *u);
/* Writes characters that changed over their old bytes; one that has another length there becomes x's. */
void units_write(const units *u, encoding e, arena *a, uint8_t *bytes, const units *was);

/* Bytes that are no character, in the field of `len` bytes that `was` was read from, become others that are
 * none: they may be what is left of a name (cover_bad.c). */
void cover_bad(const cover *c, encoding e, const units *was, size_t len, uint8_t *out);

/* What a stretch of characters holds decides how it is replaced. */
void cover_plain(cover *c, unit *u, size_t count);       /* anything: names, numbers, words (cover_plain.c) */
bool cover_id_units(cover *c, unit *u, size_t count);    /* false where it is no ID (cover_id.c) */
void cover_wage_units(cover *c, unit *u, size_t count);  /* cover_wage.c */
/* A garbled line (cover_mistake.c): what it stands for is covered, and garbled again. */
typedef struct mistake {
    arena *on;
    bool made;
    encoding wrong, right;
    bool latin1; /* windows-1252's own signs at 80 to 9F are control characters, as ISO-8859-1 has them */
} mistake;
mistake mistake_of(arena *a, const text *t);
void cover_garbled(cover *c, const mistake *m, const document *d, uint32_t line, buf *out);
/* A line as cover_text does it, in place. */
void cover_one_line(cover *c, const document *d, encoding e, uint32_t i, span line, uint8_t *out);

void cover_digits(cover *c, unit *u, size_t count);      /* a run of digits (cover_plain.c) */

/* A permutation of `set`, decided by what stands before: where `digit` goes. One that is not in it stays. */
char permuted(const cover *c, uint8_t kind, span before, const char *set, char digit);
bool is_hanzi(uint32_t code);
bool is_letter(uint32_t code); /* Latin, full-width too */
/* Neither a letter that we know nor a sign: other scripts' characters, those of private use, as which rare names
 * come, and what wrong encodings make of hanzi. */
bool is_foreign(uint32_t code);
/* A sign of Latin-1 beside another character of it: hanzi whose bytes were read one by one. */
bool is_garbled(const unit *u, size_t count, size_t at);
/* Is it a number of somebody's in the file? Leading zeros do not count. */
bool real_number(const cover *c, const uint8_t *digits, size_t count);
/* A digit's value, ASCII or full-width; -1 for others. */
int digit_value(uint32_t code);
/* The same digit form with another value. */
uint32_t digit_like(uint32_t code, int value);
/* Header words and the like are nobody's and stay. */
void keep_words(cover *c, const unit *u, size_t count, bool *keep);

/* Makes an ID, or a template's wage, known (cover_id.c, cover_wage.c). */
void learn_id(cover *c, const person_id *id, bool of_template);
void learn_wage(cover *c, span utf8);

#endif

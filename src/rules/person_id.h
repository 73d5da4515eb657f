#ifndef RULES_PERSON_ID_H
#define RULES_PERSON_ID_H
/* An identifier of a person as a field holds it (GB 11643; domain.md, section 6). */
#include "base/span.h"

typedef enum id_kind {
    ID_BLANK,
    ID_RESIDENT,      /* 17 digits and a check character */
    ID_RESIDENT_15,   /* the old number; canonical is its 18-character form */
    ID_FOREIGNER,     /* 18 digits beginning with 9, or 3 letters and 12 digits */
    ID_PERMIT,        /* 81, 82, 83: residence permit of Hong Kong, Macao, Taiwan residents */
    ID_IN_SCIENTIFIC, /* 2.30103E+17; canonical holds the surviving digits */
    ID_MALFORMED
} id_kind;

typedef struct person_id {
    id_kind kind;
    char canonical[18]; /* what people are joined on: trimmed, half-width, upper-case X, 15 made 18 */
    uint8_t len;        /* of canonical; 0 where there is nothing to join on */
    bool plain;         /* the field's bytes are the canonical form already */
    uint32_t birth;     /* digits 7 to 14 of 18 as a number, yyyymmdd; 0 where there are none */
    uint64_t number;    /* where `numeric`: the 18 digits as a number */
    bool numeric;       /* 18 digits, none of them X */
    bool check_ok;      /* true for kinds without a check character */
    bool birth_ok;      /* digits 7 to 14 are a date from 1880 on */
    bool lower_x, decorated, full_width;
} person_id;

/* `utf8` is the field decoded; ASCII needs no decoding. */
person_id person_id_read(span utf8);
/* The check character that belongs to 17 digits. */
char person_id_check(const char digits[static 17]);
/* What a spreadsheet's binary number makes of 18 digits: does `is` stand for `was` with its last three
 * digits zero (cut off or rounded), or for the nearest double? Both are canonical. */
bool person_id_rounded(span is, span was);
/* 18 digits that a double holds exactly, as one real ID in thirty to sixty does. */
bool person_id_double(const person_id *id);
bool id_exact(uint64_t digits);
/* 18 bytes at a glance: do they have the form of an ID, plain, or of a resident's that nothing is wrong with (`today` as
 * yyyymmdd, 0 = unknown)? Then *number is set where all of them are digits, else 0. */
bool id_formed(const uint8_t *text);
bool id_sound(const uint8_t *text, uint32_t today, uint64_t *number);
/* First two digits that some province has or had; GB/T 2260 of all years. */
bool person_id_province(span key);
/* canonical as a span; lives as long as *id. */
span person_id_key(const person_id *id);

#endif

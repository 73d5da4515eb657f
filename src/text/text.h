#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H
/* The room of characters: which encoding, which newlines, where the lines lie; conversion by
 * tables that are generated at build time and the same on every face (domain.md, section 4). */
#include "base/arena.h"
#include "base/buf.h"
#include "base/crew.h"
#include "base/span.h"
#include "finding/finding.h"

typedef enum encoding {
    ENCODING_UNKNOWN,
    ENCODING_ASCII,
    ENCODING_UTF8,
    ENCODING_GBK,     /* two-byte codes 8140-FEFE and 80 as the euro sign, as CP936 */
    ENCODING_GB18030, /* GBK and four-byte codes */
    ENCODING_BIG5,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_UTF32LE,
    ENCODING_UTF32BE,
    ENCODING_LATIN1, /* windows-1252, for old tables only; never guessed for an upload */
    ENCODING_COUNT
} encoding;
const char *encoding_name(encoding e); /* "GBK", "UTF-16LE" */
term encoding_term(encoding e);
/* By a name as charset= or --encoding give it: "gb2312", "cp936", "utf-8", "big5"… */
encoding encoding_of_name(span name);
/* UTF-16 and UTF-32: units of two or four bytes, which no byte-wise split can read. */
bool encoding_wide(encoding e);

/* ---- Telling the encoding (detect.c): judged by all the bytes. */
typedef struct encoding_score {
    encoding encoding;
    uint64_t characters; /* beyond ASCII, when read so */
    uint64_t bad;        /* sequences that are no character of it */
    uint64_t first_bad;  /* byte offset of the first, UINT64_MAX if none */
    uint64_t common;     /* of the characters: among the commonest hanzi */
    uint64_t odd;        /* of the characters: private use, odd blanks, marks of ruin (text_check
                            looks for them only where there are some) */
    bool left;           /* a long text: this reading fell behind and was left early, so that the
                            counts are those of the beginning */
} encoding_score;
/* How often bytes that matter occur, in all bytes after the BOM. */
typedef struct byte_tally {
    uint64_t high; /* 80 and above */
    uint64_t nul, controls; /* controls: below 20 but TAB, LF, CR; and 7F; NUL is one of them */
    uint64_t lf, cr, questions;
} byte_tally;
typedef struct encoding_evidence {
    encoding best;
    encoding bom;     /* what a byte order mark says, else ENCODING_UNKNOWN */
    size_t bom_len;
    bool certain;     /* BOM, or only one reading is free of errors and plausible */
    byte_tally bytes;
    encoding_score scores[ENCODING_COUNT]; /* by encoding; 0 characters where not tried */
} encoding_evidence;
/* `hint` is an encoding to prefer where several read equally well (the template's), or UNKNOWN. */
void encoding_detect(span bytes, encoding hint, encoding_evidence *out);
/* The same by several hands; `a` is for passing things. */
void encoding_detect_by(arena *a, const crew *c, span bytes, encoding hint, encoding_evidence *out);

/* ---- Conversion (convert.c). */
enum { CODE_BAD = 0xFFFFFFFF };
/* The next character of *s in encoding e; *s moves past it. CODE_BAD (one byte taken, or one unit
 * of UTF-16/32) where the bytes are none. GBK private-use codes decode to U+E000…. */
uint32_t decode_next(encoding e, span *s);
/* Appends `s` as UTF-8; each bad sequence becomes U+FFFD. Returns how many were bad. */
size_t decode_all(encoding e, span s, buf *utf8);
/* Decoded onto the arena; borrowed unchanged where it is ASCII or valid UTF-8 already. */
span decode_span(arena *a, encoding e, span s);
/* Appends UTF-8 text in encoding e; false at the first character that e cannot write. */
bool encode_all(encoding e, span utf8, buf *out);
/* Length in bytes of the character at s[0]: 1 to 4, never beyond s. For walking without decoding. */
size_t char_len(encoding e, span s);
/* May this ASCII byte be the second, third or fourth byte of a character in e? */
bool may_trail(encoding e, uint8_t byte);
/* Is the code point one of the commonest hanzi (GB 2312 level 1)? */
bool common_hanzi(uint32_t code);

/* ---- A text and its lines (text.c). */
typedef struct newline_facts {
    uint64_t crlf, lf, cr;
    bool final; /* the last line ends in a newline */
} newline_facts;

typedef struct text {
    span original;        /* the entry's bytes */
    encoding encoding;    /* of the original */
    encoding_evidence evidence;
    size_t bom_len;
    span body;            /* what is split into lines: the original without BOM; UTF-8 where the
                             original is UTF-16 or UTF-32, which no byte-wise split can read */
    encoding body_encoding;
    byte_tally bytes;     /* of the body */
    newline_facts newlines;
    uint32_t *line_start; /* offsets into body, line_count + 2 of them: line 0 of an empty text is empty */
    uint32_t *origin;     /* the same lines' offsets into original; NULL where body is part of it */
    uint64_t blank_starts; /* lines that begin with a blank or their newline, or at least as many */
    size_t line_count;    /* an unterminated last line counts, an empty rest after a newline does not */
} text;

/* `bytes` up to 4 GiB - 1. `hint` as in encoding_detect. `c` NULL: nobody helps. No findings: facts only. */
void text_read(arena *a, const crew *c, span bytes, encoding hint, text *out);
/* The line (from 0) that holds this offset into the body. */
size_t text_line_of(const text *t, size_t offset);
/* The newline's bytes behind line i (from 0): CRLF, LF, CR, or empty for an unterminated last line. */
static inline span text_line_end(const text *t, size_t i) {
    size_t start = t->line_start[i], end = t->line_start[i + 1], len = 0;
    const uint8_t *p = t->body.ptr;
    if (end > start && p[end - 1] == '\n')
        len = end - start > 1 && p[end - 2] == '\r' ? 2 : 1;
    else if (end > start && p[end - 1] == '\r')
        len = 1;
    return span_of(p + end - len, len);
}
/* Line i without its newline. */
static inline span text_line(const text *t, size_t i) {
    size_t start = t->line_start[i];
    return span_of(t->body.ptr + start, t->line_start[i + 1] - start - text_line_end(t, i).len);
}
/* Offset into the original bytes of a position within line i (`at` points into text_line(t, i)). */
uint64_t text_offset(const text *t, size_t i, const uint8_t *at);
term newline_term(const newline_facts *n); /* crlf, lf, cr, mixed, none */

/* ---- Findings about characters (text_check.c). */
/* What is known beforehand of how a text should be. */
typedef struct text_expected {
    encoding encoding; /* the format file's, or ENCODING_UNKNOWN */
    int bom;           /* the format file's: -1 not said (a BOM is then an error), 0 none, 1 present */
    const text *templ; /* the untouched template's text, or NULL. Encoding and BOM are then left to
                          text_compare, and what the template itself has as often is not blamed */
} text_expected;
/* What `t` does wrong in itself: BOM, UTF-16, bad bytes, lines in another encoding, destroyed text,
 * control characters, odd blanks, private use, empty lines, mixed newlines. Of a template only real
 * damage is told, since it is the authority. `expected` NULL: nothing is known. One finding a code,
 * with count, example lines, and the place of the first. */
void text_check(arena *a, const text *t, span entry, input_role input, const text_expected *expected,
                findings *found);
/* What changed in an upload against the template's text: encoding, BOM, newline, final newline.
 * Call after text_check: lines in mixed encodings are not told once more as a change. */
void text_compare(const text *t, const text *templ, span entry, findings *found);
/* Was the text read in a wrong encoding and saved so, as UTF-8, by mistake for most of its lines? */
bool text_mistake(arena *a, const text *t, encoding *wrong, encoding *right);
/* Can a text in `is` stand for one in `was`: the same, plain ASCII, GB18030 without four-byte codes? */
bool encoding_compatible(encoding was, encoding is);

#endif

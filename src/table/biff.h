#ifndef TABLE_BIFF_H
#define TABLE_BIFF_H
/* BIFF, the records of which .xls files consist: 16 bits of kind, 16 bits of length, the body.
 * Kinds and layouts after [MS-XLS] and OpenOffice's description of Excel's file format (public). */
#include "base/buf.h"
#include "base/span.h"

/* Kinds of records. Those of cells were renumbered with BIFF3, and writers mix the numbers
 * whatever version they claim, which Excel takes; so the number decides about the layout. */
enum biff_kind {
    BIFF2_INTEGER = 0x0002,
    BIFF2_NUMBER = 0x0003,
    BIFF2_LABEL = 0x0004,
    BIFF2_BOOLERR = 0x0005,
    BIFF_FORMULA = 0x0006, /* of BIFF2 and again from BIFF5 on, with different layouts */
    BIFF2_STRING = 0x0007,
    BIFF2_ROW = 0x0008,
    BIFF2_BOF = 0x0009,
    BIFF_EOF = 0x000A,
    BIFF2_FORMAT = 0x001E, /* of BIFF2 and BIFF3, numbered as they come */
    BIFF2_ARRAY = 0x0021,
    BIFF2_COLWIDTH = 0x0024,
    BIFF_FILEPASS = 0x002F,
    BIFF2_TABLE = 0x0036,
    BIFF2_TABLE2 = 0x0037,
    BIFF_CONTINUE = 0x003C,
    BIFF_CODEPAGE = 0x0042,
    BIFF2_RK = 0x007E,
    BIFF_COLINFO = 0x007D,
    BIFF_BOUNDSHEET = 0x0085,
    BIFF4_SHEETHDR = 0x008F, /* a sheet of a BIFF4 workspace follows */
    BIFF_SHRFMLA5 = 0x00BC,
    BIFF_MULRK = 0x00BD,
    BIFF_RSTRING = 0x00D6,
    BIFF5_XF = 0x00E0,
    BIFF_MERGEDCELLS = 0x00E5,
    BIFF_SST = 0x00FC,
    BIFF_LABELSST = 0x00FD,
    BIFF_NUMBER = 0x0203,
    BIFF_LABEL = 0x0204,
    BIFF_BOOLERR = 0x0205,
    BIFF3_FORMULA = 0x0206,
    BIFF_STRING = 0x0207,
    BIFF_ROW = 0x0208,
    BIFF3_BOF = 0x0209,
    BIFF_ARRAY = 0x0221,
    BIFF_TABLE = 0x0236,
    BIFF3_XF = 0x0243,
    BIFF_RK = 0x027E,
    BIFF4_FORMULA = 0x0406,
    BIFF4_BOF = 0x0409,
    BIFF_FORMAT = 0x041E,
    BIFF4_XF = 0x0443,
    BIFF_SHRFMLA = 0x04BC,
    BIFF5_BOF = 0x0809
};

typedef struct biff_record {
    uint16_t kind;
    span body;
    size_t next; /* offset of the record behind it */
} biff_record;

/* The record at an offset; false where none lies wholly within the stream. */
bool biff_at(span stream, size_t at, biff_record *r);

/* What a BOF record begins. */
enum biff_content { BIFF_GLOBALS = 0x0005, BIFF_SHEET = 0x0010, BIFF_WORKSPACE = 0x0100 };
typedef struct biff_begin {
    unsigned version; /* 2, 3, 4, 5 (7 is the same) or 8 */
    unsigned content; /* enum biff_content, or a chart, a macro sheet … */
} biff_begin;
/* False when the record is no BOF. */
bool biff_begins(const biff_record *r, biff_begin *b);

/* 8 bytes as a little-endian IEEE double. */
double biff_double(const uint8_t *p);
/* A number squeezed into 32 bits: 30 bits of double or integer, and whether in hundredths. */
double biff_rk(uint32_t rk);
/* "#N/A" and so on; "#ERR!" for codes that stand for none. */
const char *biff_error(uint8_t code);

/* ---- Strings of BIFF8 (biff_strings.c). */
/* Bytes of a record and of the CONTINUE records behind it. */
typedef struct biff_reader {
    span stream, left; /* left of the current record */
    size_t next;       /* the record behind it */
} biff_reader;
/* Reads record r from its byte `from` on. */
biff_reader biff_reader_of(span stream, const biff_record *r, size_t from);
/* The next `count` bytes, at most 8; false where they end before. */
bool biff_take(biff_reader *r, uint8_t *to, size_t count);
/* A string with its header, the length in `length_bytes` (1 or 2) bytes, appended as UTF-8 without
 * its formatting and phonetic runs. False where the data ends before the string does. */
bool biff_string(biff_reader *r, unsigned length_bytes, buf *utf8);

/* The shared strings of a workbook: one buffer and where each ends. */
typedef struct biff_strings {
    buf text;
    VEC(size_t) ends;
} biff_strings;
/* Reads an SST record; false where it ends within a string, or its text exceeds `max_bytes`
 * (*too_long then true). Strings read so far are kept. */
bool biff_strings_read(arena *a, span stream, const biff_record *sst, uint64_t max_bytes,
                       biff_strings *out, bool *too_long);
bool biff_strings_get(const biff_strings *s, uint32_t index, span *utf8);

#endif

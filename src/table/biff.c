/* Records of BIFF and the values in them. */
#include "table/biff.h"

#include <string.h>

bool biff_at(span stream, size_t at, biff_record *r) {
    if (at > stream.len || stream.len - at < 4)
        return false;
    size_t len = le16(stream.ptr + at + 2);
    if (stream.len - at - 4 < len)
        return false;
    *r = (biff_record){le16(stream.ptr + at), span_cut(stream, at + 4, len), at + 4 + len};
    return true;
}

static unsigned version_of(unsigned kind, unsigned claimed) {
    if (kind != BIFF5_BOF)
        return kind == BIFF2_BOF ? 2 : kind == BIFF3_BOF ? 3 : 4;
    switch (claimed) {
    case 0x0600: return 8;
    case 0x0400: return 4;
    case 0x0300: return 3;
    case 0x0200: return 2;
    default: return 5; /* simple exporters write 0 and then records of BIFF5 */
    }
}

bool biff_begins(const biff_record *r, biff_begin *b) {
    if ((r->kind != BIFF2_BOF && r->kind != BIFF3_BOF && r->kind != BIFF4_BOF && r->kind != BIFF5_BOF) ||
        r->body.len < 4)
        return false;
    *b = (biff_begin){version_of(r->kind, le16(r->body.ptr)), le16(r->body.ptr + 2)};
    return true;
}

double biff_double(const uint8_t *p) {
    uint64_t bits = le64(p);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double biff_rk(uint32_t rk) {
    double value;
    if (rk & 2) {
        int64_t whole = rk >> 2;
        value = (double)(rk & 0x80000000u ? whole - ((int64_t)1 << 30) : whole);
    } else {
        uint64_t bits = (uint64_t)(rk & 0xFFFFFFFCu) << 32;
        memcpy(&value, &bits, sizeof value);
    }
    return rk & 1 ? value / 100 : value;
}

const char *biff_error(uint8_t code) {
    switch (code) {
    case 0x00: return "#NULL!";
    case 0x07: return "#DIV/0!";
    case 0x0F: return "#VALUE!";
    case 0x17: return "#REF!";
    case 0x1D: return "#NAME?";
    case 0x24: return "#NUM!";
    case 0x2A: return "#N/A";
    case 0x2B: return "#GETTING_DATA";
    default: return "#ERR!";
    }
}

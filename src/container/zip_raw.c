/* One central or local header. */
#include "container/zip_raw.h"

enum { EXTRA_ZIP64 = 1, FULL16 = 0xFFFF };
#define FULL32 0xFFFFFFFFu

bool zip_within(span bytes, uint64_t at, uint64_t len) {
    return at <= bytes.len && len <= bytes.len - at;
}

bool zip_signature(span bytes, uint64_t at, uint8_t third, uint8_t fourth) {
    if (!zip_within(bytes, at, 4))
        return false;
    const uint8_t *p = bytes.ptr + at;
    return p[0] == 'P' && p[1] == 'K' && p[2] == third && p[3] == fourth;
}

bool zip_local_at(span bytes, uint64_t at) { return zip_signature(bytes, at, 3, 4); }

/* The zip64 field among the extra fields. False where the fields do not add up; up to three zero
 * bytes at the end are padding, as Android's zipalign writes. */
static bool find_zip64(span extra, span *zip64) {
    *zip64 = (span){0};
    while (extra.len >= 4) {
        uint16_t id = le16(extra.ptr), len = le16(extra.ptr + 2);
        if (len > extra.len - 4)
            return false;
        if (id == EXTRA_ZIP64 && zip64->ptr)
            return false;
        if (id == EXTRA_ZIP64)
            *zip64 = span_cut(extra, 4, len);
        extra = span_from(extra, 4u + len);
    }
    for (size_t i = 0; i < extra.len; i++)
        if (extra.ptr[i])
            return false;
    return true;
}

/* Takes the next 8 bytes of the zip64 field for a value that did not fit its 32 bits. */
static bool widen(span *zip64, uint64_t *stated) {
    if (*stated != FULL32)
        return true;
    if (zip64->len < 8)
        return false;
    *stated = le64(zip64->ptr);
    *zip64 = span_from(*zip64, 8);
    return true;
}

/* Sizes, then for a central header the offset, in the order that APPNOTE 4.5.3 fixes. */
static void read_extra(zip_header *h, uint64_t *offset) {
    span zip64;
    h->extra_damaged = !find_zip64(h->extra, &zip64);
    h->zip64 = zip64.ptr != NULL;
    if (!h->zip64)
        return;
    bool whole = widen(&zip64, &h->size) && widen(&zip64, &h->packed);
    if (offset)
        whole = whole && widen(&zip64, offset);
    h->extra_damaged |= !whole;
}

/* The block that both headers share, from "flags" to "unpacked size". */
static void read_common(const uint8_t *p, zip_header *h) {
    h->flags = le16(p);
    h->method = le16(p + 2);
    h->time = le16(p + 4);
    h->date = le16(p + 6);
    h->crc = le32(p + 8);
    h->packed = le32(p + 12);
    h->size = le32(p + 16);
}

bool zip_central_read(span bytes, uint64_t at, uint64_t limit, zip_entry *e, uint64_t *next) {
    span file = span_cut(bytes, 0, limit < bytes.len ? (size_t)limit : bytes.len);
    if (!zip_within(file, at, ZIP_CENTRAL_LEN) || !zip_signature(file, at, 1, 2))
        return false;
    const uint8_t *p = file.ptr + at;
    size_t name = le16(p + 28), extra = le16(p + 30), comment = le16(p + 32);
    if (!zip_within(file, at, ZIP_CENTRAL_LEN + name + extra + comment))
        return false;
    zip_header *h = &e->central;
    *h = (zip_header){.found = true, .offset = at, .made_by = le16(p + 4), .needs = le16(p + 6)};
    read_common(p + 8, h);
    h->name = span_of(p + ZIP_CENTRAL_LEN, name);
    h->extra = span_of(p + ZIP_CENTRAL_LEN + name, extra);
    h->comment = span_of(p + ZIP_CENTRAL_LEN + name + extra, comment);
    e->disk = le16(p + 34);
    e->external = le32(p + 38);
    e->local_offset = le32(p + 42);
    read_extra(h, &e->local_offset);
    if (h->zip64 && e->disk == FULL16)
        e->disk = 0; /* its number is in the zip64 field; no such zip of several disks is read */
    *next = at + ZIP_CENTRAL_LEN + name + extra + comment;
    return true;
}

bool zip_local_read(span bytes, uint64_t at, zip_header *h, uint64_t *data) {
    *h = (zip_header){.offset = at};
    if (!zip_within(bytes, at, ZIP_LOCAL_LEN) || !zip_local_at(bytes, at))
        return false;
    const uint8_t *p = bytes.ptr + at;
    size_t name = le16(p + 26), extra = le16(p + 28);
    if (!zip_within(bytes, at, ZIP_LOCAL_LEN + name + extra))
        return false;
    h->found = true;
    h->needs = le16(p + 4);
    read_common(p + 6, h);
    h->name = span_of(p + ZIP_LOCAL_LEN, name);
    h->extra = span_of(p + ZIP_LOCAL_LEN + name, extra);
    read_extra(h, NULL);
    *data = at + ZIP_LOCAL_LEN + name + extra;
    return true;
}

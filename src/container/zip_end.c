/* Finding the end of a zip, and by it the directory. The last record that looks like an end is
 * not always it: a comment or junk behind the zip may hold the same four bytes. */
#include "container/zip_raw.h"

enum { LOCATOR_LEN = 20, END64_LEN = 56, CANDIDATES = 64 };
#define FULL32 0xFFFFFFFFu

static void read_end(span bytes, uint64_t at, zip_end *e) {
    const uint8_t *p = bytes.ptr + at;
    size_t comment = le16(p + 20), left = bytes.len - (size_t)at - ZIP_END_LEN;
    *e = (zip_end){.offset = at,
                   .stop = at,
                   .disk = le16(p + 4),
                   .directory_disk = le16(p + 6),
                   .entries = le16(p + 10),
                   .directory_size = le32(p + 12),
                   .directory_offset = le32(p + 16),
                   .comment_overruns = comment > left};
    e->comment = span_cut(bytes, (size_t)at + ZIP_END_LEN, comment);
}

/* A value of the end record that is "full" is the zip64 record's; any other must agree with it. */
static void take64(zip_end *e, uint64_t *stated, uint64_t full, uint64_t value64) {
    if (*stated == full)
        *stated = value64;
    else if (*stated != value64)
        e->contradicts = true;
}

static void take_disk(zip_end *e, uint32_t *stated, uint32_t value64) {
    uint64_t wide = *stated;
    take64(e, &wide, 0xFFFF, value64);
    *stated = (uint32_t)wide;
}

/* Where the zip64 record is: where its locator says, or, with junk in front, just before the
 * locator; SIZE_MAX when there is none, the four bytes then being somebody's name or comment. */
static uint64_t find_end64(span bytes, uint64_t locator) {
    uint64_t at = le64(bytes.ptr + locator + 8);
    if (at > locator || !zip_signature(bytes, at, 6, 6))
        at = locator < END64_LEN ? locator : locator - END64_LEN;
    return zip_signature(bytes, at, 6, 6) && zip_within(bytes, at, END64_LEN) ? at : SIZE_MAX;
}

static void read_end64(span bytes, zip_end *e) {
    if (e->offset < LOCATOR_LEN || !zip_signature(bytes, e->offset - LOCATOR_LEN, 6, 7))
        return;
    uint64_t locator = e->offset - LOCATOR_LEN, at = find_end64(bytes, locator);
    if (at == SIZE_MAX)
        return;
    const uint8_t *p = bytes.ptr + at;
    e->zip64 = true;
    take_disk(e, &e->disk, le32(p + 16));
    take_disk(e, &e->directory_disk, le32(p + 20));
    take64(e, &e->entries, 0xFFFF, le64(p + 32));
    take64(e, &e->directory_size, FULL32, le64(p + 40));
    take64(e, &e->directory_offset, FULL32, le64(p + 48));
    e->contradicts |= le64(p + 4) != locator - at - 12; /* its stated length, less its first 12 bytes */
    e->stop = at;
}

/* 0: no directory there; 1: a central header; 2: and a local one where it points. */
static int likeness(span bytes, uint64_t at, uint64_t shift, uint64_t stop) {
    zip_entry entry = {0};
    uint64_t next;
    if (!zip_central_read(bytes, at, stop, &entry, &next))
        return 0;
    bool fits = entry.local_offset <= bytes.len && zip_local_at(bytes, entry.local_offset + shift);
    return fits ? 2 : 1;
}

/* The directory begins where the record states, or, with junk in front, so far before the end as
 * it is long. If entries lie where they are stated all the same, nothing was put in front, and the
 * stated place is plainly wrong. */
static void place_directory(span bytes, zip_end *e) {
    uint64_t at = e->directory_offset, room = e->stop;
    bool fits = e->directory_size <= room && at <= room - e->directory_size;
    uint64_t shift = fits ? room - e->directory_size - at : 0;
    if (e->entries == 0 && e->directory_size == 0) {
        e->start_found = true;
        e->start = e->stop;
        e->shift = shift;
        return;
    }
    int stated = at < room ? likeness(bytes, at, 0, room) : 0;
    int shifted = shift ? likeness(bytes, at + shift, shift, room) : 0;
    bool behind = shifted > stated;
    e->start_found = shifted || stated;
    e->start = behind ? at + shift : at;
    e->misplaced = behind && likeness(bytes, at + shift, 0, room) == 2;
    e->shift = behind && !e->misplaced ? shift : 0;
}

static int rank(span bytes, const zip_end *e) {
    bool exact = !e->comment_overruns && e->offset + ZIP_END_LEN + e->comment.len == bytes.len;
    return (e->start_found ? 2 : 0) + (exact ? 1 : 0);
}

bool zip_end_find(span bytes, size_t window, zip_end *end) {
    int best = -1, seen = 0;
    size_t least = bytes.len > window ? bytes.len - window : 0;
    if (bytes.len < ZIP_END_LEN || !span_has(span_from(bytes, least), 5)) /* of its signature; no text has it */
        return false;
    for (size_t i = bytes.len - ZIP_END_LEN + 1; i-- > least && best < 3 && seen < CANDIDATES;) {
        zip_end e;
        if (bytes.ptr[i] != 'P' || !zip_signature(bytes, i, 5, 6))
            continue;
        seen++;
        read_end(bytes, i, &e);
        read_end64(bytes, &e);
        place_directory(bytes, &e);
        if (rank(bytes, &e) > best) {
            best = rank(bytes, &e);
            *end = e;
        }
    }
    return best >= 0;
}

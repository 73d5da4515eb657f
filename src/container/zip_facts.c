/* All headers of a zip, put together: the directory's, each entry's local one, its data and its
 * descriptor. Where the directory is missing the local headers are walked as they lie, which is
 * how a streaming reader sees the file. */
#include "container/zip_extent.h"
#include "container/zip_raw.h"

enum { HOST_UNIX = 3, HOST_MAC = 19, UNIX_TYPE = 0170000, UNIX_LINK = 0120000, DOS_FOLDER = 0x10 };

static bool descriptor_agrees(const zip_descriptor *d, const zip_entry *e) {
    return d->crc == e->crc && d->packed == e->packed && d->size == e->size;
}

/* One of the four forms a descriptor may have: with or without a signature, sizes of 4 or 8 bytes. */
static bool read_descriptor(span bytes, uint64_t at, bool sign, bool wide, zip_descriptor *d) {
    uint32_t head = sign ? 4 : 0, len = head + (wide ? 20 : 12);
    if (!zip_within(bytes, at, len) || (sign && !zip_signature(bytes, at, 7, 8)))
        return false;
    const uint8_t *p = bytes.ptr + at + head;
    *d = (zip_descriptor){.found = true, .wide = wide, .crc = le32(p), .len = len};
    d->packed = wide ? le64(p + 4) : le32(p + 4);
    d->size = wide ? le64(p + 12) : le32(p + 8);
    return true;
}

/* The form that says what the directory says. */
static void find_descriptor(span bytes, uint64_t at, zip_entry *e) {
    for (int form = 0; form < 4; form++) {
        zip_descriptor d;
        if (read_descriptor(bytes, at, form < 2, form % 2, &d) && descriptor_agrees(&d, e)) {
            e->descriptor = d;
            return;
        }
    }
}

static void place_data(span bytes, uint64_t at, zip_entry *e) {
    e->data_found = zip_within(bytes, at, e->packed);
    if (!e->data_found)
        return;
    e->data = span_of(bytes.ptr + at, (size_t)e->packed);
    if (e->has_descriptor)
        find_descriptor(bytes, at + e->packed, e);
}

static void judge_kind(zip_entry *e, const zip_header *h) {
    unsigned host = h->made_by >> 8;
    uint8_t last = h->name.len ? h->name.ptr[h->name.len - 1] : 0;
    e->is_folder = last == '/' || (host == 0 && e->external & DOS_FOLDER && e->size == 0);
    e->is_symlink = (host == HOST_UNIX || host == HOST_MAC) &&
                    (e->external >> 16 & UNIX_TYPE) == UNIX_LINK;
}

static void complete_entry(span bytes, uint64_t shift, zip_entry *e) {
    const zip_header *h = &e->central;
    e->crc = h->crc;
    e->packed = h->packed;
    e->size = h->size;
    judge_kind(e, h);
    uint64_t data;
    bool sane = e->local_offset <= bytes.len;
    if (!sane || !zip_local_read(bytes, e->local_offset + shift, &e->local, &data))
        return;
    e->has_descriptor = e->local.flags & ZIP_FLAG_DESCRIPTOR;
    place_data(bytes, data, e);
}

static void take_end(zip_facts *f, const zip_end *e) {
    f->end_found = true;
    f->end_offset = e->offset;
    f->comment = e->comment;
    f->comment_overruns = e->comment_overruns;
    f->disk = e->disk;
    f->directory_disk = e->directory_disk;
    f->entries_stated = e->entries;
    f->directory_offset = e->directory_offset;
    f->directory_size = e->directory_size;
    f->zip64 = e->zip64;
    f->shift = e->shift;
}

/* A "digital signature" record may close the directory (APPNOTE 4.3.13). */
static uint64_t skip_signature(span bytes, uint64_t at) {
    if (!zip_signature(bytes, at, 5, 5) || !zip_within(bytes, at, 6))
        return at;
    return at + 6 + le16(bytes.ptr + at + 4);
}

static zip_fault directory_fault(const zip_facts *f, const zip_end *e, uint64_t reached) {
    uint64_t count = f->entries.count;
    if (f->more_entries)
        return ZIP_SOUND;
    if (e->misplaced)
        return ZIP_FAULT_PLACE;
    if (reached < e->stop && count < e->entries)
        return ZIP_FAULT_HEADER;
    if (count != e->entries)
        return ZIP_FAULT_COUNT;
    if (reached - e->start != e->directory_size)
        return ZIP_FAULT_SIZE;
    return e->contradicts ? ZIP_FAULT_ZIP64 : ZIP_SOUND;
}

/* Returns where the directory ended. */
static uint64_t walk_directory(arena *a, span bytes, const zip_end *end, size_t max, zip_facts *f) {
    uint64_t at = end->start;
    for (;;) {
        zip_entry e = {0};
        if (!zip_central_read(bytes, at, end->stop, &e, &at))
            break;
        if (f->entries.count == max) {
            f->more_entries = true;
            break;
        }
        complete_entry(bytes, end->shift, &e);
        VEC_PUSH(a, &f->entries, e);
    }
    at = skip_signature(bytes, at);
    f->fault = directory_fault(f, end, at);
    return at;
}

/* The end of data whose length only a descriptor behind it tells: the first one that fits. */
static bool scan_descriptor(span bytes, uint64_t data, zip_entry *e) {
    span rest = span_from(bytes, (size_t)data);
    for (size_t at = 0; at < rest.len; at++) {
        at += span_search(span_from(rest, at), SPAN("PK\x07\x08"));
        for (int wide = 0; wide < 2; wide++) {
            zip_descriptor *d = &e->descriptor;
            if (at < rest.len && read_descriptor(rest, at, true, wide, d) && d->packed == at)
                return true;
        }
    }
    e->descriptor = (zip_descriptor){0};
    return false;
}

static void complete_local(span bytes, uint64_t data, zip_entry *e) {
    const zip_header *h = &e->local;
    e->has_descriptor = h->flags & ZIP_FLAG_DESCRIPTOR;
    bool told = !e->has_descriptor || scan_descriptor(bytes, data, e);
    e->crc = e->has_descriptor ? e->descriptor.crc : h->crc;
    e->packed = e->has_descriptor ? e->descriptor.packed : h->packed;
    e->size = e->has_descriptor ? e->descriptor.size : h->size;
    judge_kind(e, h);
    e->data_found = told && zip_within(bytes, data, e->packed);
    if (e->data_found)
        e->data = span_of(bytes.ptr + data, (size_t)e->packed);
}

static void walk_locals(arena *a, span bytes, size_t max, zip_facts *f) {
    uint64_t at = f->split_marker ? 4 : 0, data;
    f->entries.count = 0;
    for (bool more = true; more && f->entries.count < max;) {
        zip_entry e = {.local_offset = at};
        if (!zip_local_read(bytes, at, &e.local, &data))
            return;
        complete_local(bytes, data, &e);
        at = data + e.packed + e.descriptor.len;
        more = e.data_found;
        VEC_PUSH(a, &f->entries, e);
    }
}

static bool has_split_marker(span bytes) {
    return zip_local_at(bytes, 4) &&
           (zip_signature(bytes, 0, 7, 8) || zip_signature(bytes, 0, '0', '0'));
}

void zip_facts_read(arena *a, span bytes, size_t max_entries, zip_facts *facts) {
    zip_end end;
    *facts = (zip_facts){.split_marker = has_split_marker(bytes)};
    if (!zip_end_find(bytes, SIZE_MAX, &end)) {
        walk_locals(a, bytes, max_entries, facts);
        return;
    }
    take_end(facts, &end);
    uint64_t after = end.offset + ZIP_END_LEN + end.comment.len;
    facts->suffix = bytes.len - after;
    uint64_t reached = end.stop;
    if (end.start_found)
        reached = walk_directory(a, bytes, &end, max_entries, facts);
    else
        facts->fault = ZIP_FAULT_PLACE;
    if (facts->entries.count == 0 && facts->fault != ZIP_SOUND)
        walk_locals(a, bytes, max_entries, facts);
    else
        zip_extents(a, bytes, end.start, reached, end.stop, facts);
}

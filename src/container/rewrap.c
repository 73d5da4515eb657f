/* A zip once more with other content: every header stays, oddities and all, where it stands relative to
 * the data; sizes, checksums and offsets follow what changed, and stay wrong by as much as they were.
 * Begun from nothing: bytes that belong to no record are not taken over. */
#include <string.h>

#include "container/deflate.h"
#include "container/filler.h"
#include "container/zip_raw.h"

enum { LEVEL = 9, LOCATOR_LEN = 20, END64_LEN = 56 };
enum { EXTRA_ZIP64 = 1, EXTRA_AES = 0x9901, EXTRA_NAME = 0x7075, EXTRA_COMMENT = 0x6375 };
enum { RATIO = 1000, FREE_SIZE = 1 << 20 }; /* what inflates beyond it is left out */
enum { AES_LEN = 7 }; /* version, vendor, strength, method */
#define FULL32 0xFFFFFFFFu

/* By how much an entry's numbers change. */
typedef struct change {
    uint32_t crc; /* exclusive or */
    uint64_t packed, size;
} change;

typedef struct piece { /* data that changed, length included */
    uint64_t at, len;
    span bytes;
} piece;

typedef struct rewrapping {
    arena *a;
    span was;
    const zip_facts *f;
    const rewrap *how;
    uint8_t *out; /* as long as `was`: the records in their old places */
    VEC(piece) pieces;
    bool left_out;
} rewrapping;

/* ---- Numbers in records. */
static void put(uint8_t *p, uint64_t n, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        p[i] = (uint8_t)(n >> 8 * i);
}

/* Where a byte of the old file comes to lie. */
static uint64_t moved(const rewrapping *w, uint64_t at) {
    uint64_t now = at;
    for (size_t i = 0; i < w->pieces.count; i++)
        if (w->pieces.items[i].at + w->pieces.items[i].len <= at)
            now += w->pieces.items[i].bytes.len - w->pieces.items[i].len;
    return now;
}

static uint64_t moved_stated(const rewrapping *w, uint64_t stated) {
    uint64_t real = stated + w->f->shift;
    return real <= w->was.len ? moved(w, real) - w->f->shift : stated;
}

/* ---- Records copied. */
static bool copy(rewrapping *w, uint64_t at, uint64_t len) {
    if (!zip_within(w->was, at, len))
        return false;
    memcpy(w->out + at, w->was.ptr + at, (size_t)len);
    return true;
}

typedef span covering(void *context, arena *a, span raw);

static void copy_words(rewrapping *w, span words, covering *instead) {
    span now = instead(w->how->context, w->a, words);
    if (words.len && now.len == words.len)
        memcpy(w->out + (words.ptr - w->was.ptr), now.ptr, words.len);
}

/* A Unicode name or comment: its own words covered, and its checksum as right or wrong as it was. */
static void copy_unicode(rewrapping *w, span field, span of, covering *instead) {
    uint8_t *to = w->out + (field.ptr - w->was.ptr);
    if (field.len < 5)
        return;
    span now_of = instead(w->how->context, w->a, of);
    to[0] = field.ptr[0];
    put(to + 1, le32(field.ptr + 1) ^ crc32_of(of) ^ crc32_of(now_of), 4);
    copy_words(w, span_from(field, 5), instead);
}

/* How many bytes of a zip64 field are numbers: one for each that is full in the header. */
static size_t zip64_len(const uint8_t *header, bool central) {
    const uint8_t *sizes = header + (central ? 20 : 18);
    size_t len = le32(sizes) == FULL32 ? 8 : 0;
    len += le32(sizes + 4) == FULL32 ? 8 : 0;
    len += central && le32(header + 42) == FULL32 ? 8 : 0;
    return len + (central && le16(header + 34) == 0xFFFF ? 4 : 0);
}

/* Of the extra fields numbers and lengths stay, and what says how data lies; the rest is left out. */
static void copy_extra(rewrapping *w, const zip_header *h, bool central) {
    for (span s = h->extra; s.len >= 4;) {
        uint64_t at = (uint64_t)(s.ptr - w->was.ptr);
        uint16_t id = le16(s.ptr), len = le16(s.ptr + 2);
        span field = span_cut(s, 4, len);
        (void)copy(w, at, 4);
        if (id == EXTRA_ZIP64 || id == EXTRA_AES)
            (void)copy(w, at + 4, span_cut(field, 0, id == EXTRA_AES ? AES_LEN : zip64_len(w->was.ptr + h->offset, central)).len);
        else if (id == EXTRA_NAME)
            copy_unicode(w, field, h->name, w->how->name);
        else if (id == EXTRA_COMMENT)
            copy_unicode(w, field, h->comment, w->how->comment);
        s = span_from(s, 4u + len);
    }
}

static void copy_header(rewrapping *w, const zip_header *h, size_t fixed) {
    if (!h->found || !copy(w, h->offset, fixed))
        return;
    copy_words(w, h->name, w->how->name);
    copy_words(w, h->comment, w->how->comment);
    copy_extra(w, h, fixed == ZIP_CENTRAL_LEN);
}

static uint64_t descriptor_at(const rewrapping *w, const zip_entry *e) {
    return (uint64_t)(e->data.ptr - w->was.ptr) + e->data.len;
}

/* Where the zip64 record lies; SIZE_MAX where there is none. */
static uint64_t end64_at(const rewrapping *w) {
    uint64_t locator = w->f->end_offset - LOCATOR_LEN;
    if (!w->f->zip64 || w->f->end_offset < LOCATOR_LEN)
        return SIZE_MAX;
    uint64_t at = le64(w->was.ptr + locator + 8);
    if (!zip_signature(w->was, at, 6, 6))
        at = locator - END64_LEN;
    return zip_signature(w->was, at, 6, 6) && zip_within(w->was, at, END64_LEN) ? at : SIZE_MAX;
}

static void copy_end(rewrapping *w) {
    const zip_facts *f = w->f;
    uint64_t end64 = end64_at(w);
    if (!f->end_found)
        return;
    (void)copy(w, f->end_offset, ZIP_END_LEN);
    copy_words(w, f->comment, w->how->comment);
    if (end64 == SIZE_MAX)
        return;
    (void)copy(w, end64, END64_LEN);
    (void)copy(w, f->end_offset - LOCATOR_LEN, LOCATOR_LEN);
}

static void copy_records(rewrapping *w) {
    const zip_facts *f = w->f;
    if (f->split_marker)
        (void)copy(w, 0, 4);
    else if (f->prefix && span_starts(w->was, SPAN("MZ")))
        (void)copy(w, 0, 2); /* a program that unpacks itself */
    for (size_t i = 0; i < f->entries.count; i++) {
        const zip_entry *e = &f->entries.items[i];
        copy_header(w, &e->central, ZIP_CENTRAL_LEN);
        copy_header(w, &e->local, ZIP_LOCAL_LEN);
        if (e->data_found && e->descriptor.found)
            (void)copy(w, descriptor_at(w, e), e->descriptor.len);
    }
    copy_end(w);
}

/* ---- Data. */
static uint16_t method_of(const zip_entry *e) { return e->central.found ? e->central.method : e->local.method; }

/* What the entry holds; ptr NULL where it does not unpack. */
static span content_of(rewrapping *w, const zip_entry *e, size_t *used) {
    uint16_t method = method_of(e);
    *used = e->data.len;
    if (!e->data_found || (e->central.flags | e->local.flags) & ZIP_FLAG_ENCRYPTED || w->f->overlap)
        return (span){0};
    if (method == ZIP_STORED)
        return e->data;
    if (method != ZIP_DEFLATED)
        return (span){0};
    uint64_t most = e->packed * RATIO > FREE_SIZE ? e->packed * RATIO : FREE_SIZE;
    inflated got = inflate_whole(w->a, e->data, e->size, most < w->how->max_size ? most : w->how->max_size);
    *used = got.used;
    return got.result == INFLATE_WHOLE ? got.bytes : (span){0};
}

static void add_piece(rewrapping *w, const zip_entry *e, size_t used, span packed) {
    uint64_t at = (uint64_t)(e->data.ptr - w->was.ptr);
    VEC_PUSH(w->a, &w->pieces, ((piece){at, used, packed}));
}

static void restate_size(uint8_t *at, size_t wide, uint64_t grown, bool may_be_open) {
    uint64_t stated = wide == 8 ? le64(at) : le32(at);
    bool open = may_be_open && stated == 0, elsewhere = wide == 4 && stated == FULL32;
    if (!open && !elsewhere)
        put(at, stated + grown, wide);
}

/* A checksum, and the two sizes behind it, as right or as wrong as before. */
static void restate(uint8_t *at, size_t wide, const change *by, bool may_be_open) {
    if (!may_be_open || le32(at))
        put(at, le32(at) ^ by->crc, 4);
    restate_size(at + 4, wide, by->packed, may_be_open);
    restate_size(at + 4 + wide, wide, by->size, may_be_open);
}

/* In a zip64 field the unpacked size comes first; each is there where the header's own is full. */
static void restate_zip64(rewrapping *w, const zip_header *h, const uint8_t *sizes, const change *by) {
    bool packed = le32(sizes) == FULL32, size = le32(sizes + 4) == FULL32;
    for (span s = h->extra; h->zip64 && s.len >= 4; s = span_from(s, 4u + le16(s.ptr + 2))) {
        span field = span_cut(s, 4, le16(s.ptr + 2));
        uint8_t *to = w->out + (field.ptr - w->was.ptr);
        if (le16(s.ptr) != EXTRA_ZIP64 || field.len < 8u * ((size_t)size + packed))
            continue;
        if (size)
            put(to, le64(field.ptr) + by->size, 8);
        if (packed)
            put(to + 8 * size, le64(field.ptr + 8 * size) + by->packed, 8);
    }
}

static void restate_entry(rewrapping *w, const zip_entry *e, const change *by) {
    if (e->local.found) {
        restate(w->out + e->local.offset + 14, 4, by, e->has_descriptor);
        restate_zip64(w, &e->local, w->was.ptr + e->local.offset + 18, by);
    }
    if (e->central.found) {
        restate(w->out + e->central.offset + 16, 4, by, false);
        restate_zip64(w, &e->central, w->was.ptr + e->central.offset + 20, by);
    }
    if (!e->descriptor.found)
        return;
    size_t wide = e->descriptor.wide ? 8 : 4;
    restate(w->out + descriptor_at(w, e) + e->descriptor.len - 4 - 2 * wide, wide, by, false);
}

static void rewrap_entry(rewrapping *w, size_t i) {
    const zip_entry *e = &w->f->entries.items[i];
    size_t used;
    span was = content_of(w, e, &used);
    if (was.ptr == NULL) {
        w->left_out = w->left_out || i == w->how->chosen;
        return; /* as many empty bytes */
    }
    bool own = i == w->how->chosen && w->how->text.ptr;
    span now = own ? w->how->text : filler_make(w->a, was), packed = now;
    w->left_out = w->left_out || (i == w->how->chosen && !own);
    if (method_of(e) == ZIP_DEFLATED)
        packed = deflate_whole(w->a, now, LEVEL);
    add_piece(w, e, used, packed);
    const change by = {crc32_of(was) ^ crc32_of(now), packed.len - used, now.len - was.len};
    restate_entry(w, e, &by);
}

/* ---- Put together. */
static void restate_offsets(rewrapping *w) {
    const zip_facts *f = w->f;
    uint64_t end64 = end64_at(w);
    for (size_t i = 0; i < f->entries.count; i++) {
        const zip_entry *e = &f->entries.items[i];
        uint8_t *at = w->out + e->central.offset + 42;
        if (e->central.found && le32(at) != FULL32)
            put(at, moved_stated(w, e->local_offset), 4);
    }
    if (!f->end_found)
        return;
    uint8_t *end = w->out + f->end_offset;
    if (le32(end + 16) != FULL32)
        put(end + 16, moved_stated(w, le32(end + 16)), 4);
    if (end64 == SIZE_MAX)
        return;
    put(w->out + end64 + 48, moved_stated(w, le64(w->out + end64 + 48)), 8);
    uint8_t *locator = w->out + f->end_offset - LOCATOR_LEN + 8;
    put(locator, moved_stated(w, le64(locator)), 8);
}

static void sort_pieces(rewrapping *w) {
    for (size_t i = 1; i < w->pieces.count; i++)
        for (size_t k = i; k && w->pieces.items[k - 1].at > w->pieces.items[k].at; k--) {
            piece p = w->pieces.items[k];
            w->pieces.items[k] = w->pieces.items[k - 1];
            w->pieces.items[k - 1] = p;
        }
}

static span put_together(rewrapping *w) {
    buf b = buf_new(w->a);
    uint64_t at = 0;
    span whole = span_of(w->out, w->was.len);
    for (size_t i = 0; i < w->pieces.count; i++) {
        const piece *p = &w->pieces.items[i];
        if (p->at < at)
            continue; /* two entries of the same bytes */
        buf_add(&b, span_cut(whole, (size_t)at, (size_t)(p->at - at)));
        buf_add(&b, p->bytes);
        at = p->at + p->len;
    }
    buf_add(&b, span_from(whole, (size_t)at));
    return buf_span(&b);
}

static span rewrap_zip(arena *a, span was, const container *box, const rewrap *how, bool *left_out) {
    rewrap own = *how;
    own.chosen = box->chosen;
    rewrapping w = {.a = a, .was = was, .f = &box->facts, .how = &own};
    w.out = ARENA_ARRAY(a, uint8_t, was.len + 1);
    copy_records(&w);
    for (size_t i = 0; i < box->facts.entries.count; i++)
        rewrap_entry(&w, i);
    sort_pieces(&w);
    restate_offsets(&w);
    *left_out = w.left_out || box->chosen == SIZE_MAX;
    return put_together(&w);
}

span container_rewrap(arena *a, span was, const container *box, const rewrap *how, bool *left_out) {
    *left_out = false;
    if (box->zipped)
        return rewrap_zip(a, was, box, how, left_out);
    if (how->text.ptr)
        return how->text;
    *left_out = was.len > 0;
    return filler_make(a, was);
}

/* The only user of libzip: reading zips of many parts, and writing the zip of one. */
#include "container/archive.h"

#include <string.h>
#include <zip.h>

#include "container/container.h"

enum { PIECE = 1 << 16, DOS_EPOCH = 1 << 5 | 1, DOS_ARCHIVE_BIT = 0x20 };

struct archive {
    zip_t *zip;
    zip_file_t *open; /* the part being streamed, so that it is closed on every way out */
    arena *a;
    uint8_t *piece; /* of PIECE bytes, once a part was streamed */
};

static void close_part(archive *z) {
    if (z->open)
        zip_fclose(z->open);
    z->open = NULL;
}

static void close_archive(void *thing) {
    archive *z = thing;
    close_part(z);
    zip_discard(z->zip);
}

archive *archive_open(arena *a, span bytes) {
    archive *z = ARENA_NEW(a, archive);
    z->a = a;
    zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, NULL);
    if (source == NULL)
        arena_fail(a, STATUS_NO_MEMORY);
    z->zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
    if (z->zip == NULL) {
        zip_source_free(source);
        return NULL;
    }
    arena_defer(a, close_archive, z);
    return z;
}

size_t archive_count(const archive *z) {
    zip_int64_t count = zip_get_num_entries(z->zip, 0);
    return count > 0 ? (size_t)count : 0;
}

span archive_name(const archive *z, size_t index) {
    return span_cstr(zip_get_name(z->zip, index, ZIP_FL_ENC_RAW));
}

uint64_t archive_size(const archive *z, size_t index) {
    zip_stat_t s;
    bool known = zip_stat_index(z->zip, index, 0, &s) == 0 && s.valid & ZIP_STAT_SIZE;
    return known ? s.size : 0;
}

bool archive_encrypted(const archive *z, size_t index) {
    zip_stat_t s;
    return zip_stat_index(z->zip, index, 0, &s) == 0 && s.valid & ZIP_STAT_ENCRYPTION_METHOD &&
           s.encryption_method != ZIP_EM_NONE;
}

/* libzip checks CRC and length when it reaches the end, and then fails the read. */
bool archive_stream(archive *z, size_t index, uint64_t max,
                    bool (*each)(void *context, span piece), void *context) {
    uint64_t total = 0;
    bool good = true, more = true;
    close_part(z);
    if (z->piece == NULL)
        z->piece = ARENA_ARRAY(z->a, uint8_t, PIECE);
    z->open = zip_fopen_index(z->zip, index, 0);
    if (z->open == NULL)
        return false;
    while (good && more) {
        zip_int64_t n = zip_fread(z->open, z->piece, PIECE);
        if (n == 0)
            break;
        total += n > 0 ? (uint64_t)n : 0;
        good = n > 0 && total <= max;
        more = good && each(context, span_of(z->piece, (size_t)n));
    }
    close_part(z);
    return good;
}

/* ---- Writing: a source that says of itself that it is deflated, so that libzip takes it as is. */
typedef struct ready_source {
    const ready_entry *entry;
    size_t at;
    zip_error_t error;
} ready_source;

static zip_int64_t ready_read(ready_source *s, void *data, zip_uint64_t len) {
    span left = span_from(s->entry->deflated, s->at);
    size_t n = len < left.len ? (size_t)len : left.len;
    if (n)
        memcpy(data, left.ptr, n);
    s->at += n;
    return (zip_int64_t)n;
}

static zip_int64_t ready_stat(const ready_source *s, void *data) {
    zip_stat_t *st = data;
    zip_stat_init(st);
    st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD |
                ZIP_STAT_ENCRYPTION_METHOD;
    st->size = s->entry->size;
    st->comp_size = s->entry->deflated.len;
    st->crc = s->entry->crc;
    st->comp_method = ZIP_CM_DEFLATE;
    st->encryption_method = ZIP_EM_NONE;
    return sizeof *st;
}

static zip_int64_t ready_answer(void *context, void *data, zip_uint64_t len, zip_source_cmd_t what) {
    ready_source *s = context;
    switch (what) {
    case ZIP_SOURCE_OPEN:
        s->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return ready_read(s, data, len);
    case ZIP_SOURCE_STAT:
        return ready_stat(s, data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&s->error, data, len);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
        zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* False where memory ran out. */
static bool add_ready(zip_t *zip, const char *name, ready_source *ready) {
    zip_source_t *data = zip_source_function(zip, ready_answer, ready);
    if (data == NULL)
        return false;
    zip_int64_t index = zip_file_add(zip, name, data, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(data);
        return false;
    }
    zip_uint64_t i = (zip_uint64_t)index;
    return zip_file_set_dostime(zip, i, 0, DOS_EPOCH, 0) == 0 &&
           zip_file_set_external_attributes(zip, i, 0, ZIP_OPSYS_DOS, DOS_ARCHIVE_BIT) == 0;
}

/* ---- The zip being written: a place in memory. libzip may read data from where it then writes them. */
typedef struct place_target {
    buf *zip;
    size_t at, end; /* written up to here */
    zip_error_t error;
} place_target;

static zip_int64_t target_write(place_target *t, const void *data, zip_uint64_t len) {
    if (len > t->zip->cap - t->at) {
        zip_error_set(&t->error, ZIP_ER_WRITE, 0);
        return -1;
    }
    memcpy(t->zip->ptr + t->at, data, (size_t)len);
    t->at += (size_t)len;
    t->end = t->at > t->end ? t->at : t->end;
    return (zip_int64_t)len;
}

static zip_int64_t target_seek(place_target *t, void *data, zip_uint64_t len) {
    zip_int64_t to = zip_source_seek_compute_offset(t->at, t->end, data, len, &t->error);
    if (to < 0)
        return -1;
    t->at = (size_t)to;
    return 0;
}

static zip_int64_t target_stat(const place_target *t, void *data) {
    zip_stat_t *st = data;
    zip_stat_init(st);
    st->valid = ZIP_STAT_SIZE;
    st->size = t->end;
    return sizeof *st;
}

static zip_int64_t target_answer(void *context, void *data, zip_uint64_t len, zip_source_cmd_t what) {
    place_target *t = context;
    switch (what) {
    case ZIP_SOURCE_BEGIN_WRITE: t->at = t->end = 0; return 0;
    case ZIP_SOURCE_WRITE: return target_write(t, data, len);
    case ZIP_SOURCE_SEEK_WRITE: return target_seek(t, data, len);
    case ZIP_SOURCE_TELL_WRITE: return (zip_int64_t)t->at;
    case ZIP_SOURCE_STAT: return target_stat(t, data);
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&t->error, data, len);
    case ZIP_SOURCE_OPEN:
    case ZIP_SOURCE_READ: /* nothing is there yet */
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
    case ZIP_SOURCE_COMMIT_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE:
    case ZIP_SOURCE_REMOVE: return 0;
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_WRITABLE;
    default:
        zip_error_set(&t->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* False where memory ran out. `zip` is closed, or still to be discarded. */
static bool write_all(zip_t *zip, const named_entry *entries, ready_source *ready, size_t count) {
    bool done = true;
    for (size_t i = 0; done && i < count; i++) {
        ready[i].entry = &entries[i].entry;
        zip_error_init(&ready[i].error);
        done = add_ready(zip, entries[i].name, &ready[i]);
    }
    return done && zip_close(zip) == 0;
}

size_t archive_room(const named_entry *entries, size_t count) {
    enum { HEADERS = 30 + 46, END = 22 };
    size_t room = END;
    for (size_t i = 0; i < count; i++)
        room += HEADERS + 2 * strlen(entries[i].name) + entries[i].entry.deflated.len;
    return room;
}

void archive_write(arena *a, const named_entry *entries, size_t count, buf *zip) {
    ready_source *ready = ARENA_ARRAY(a, ready_source, count);
    place_target *target = ARENA_NEW(a, place_target);
    target->zip = zip;
    zip_error_init(&target->error);
    zip_source_t *to = zip_source_function_create(target_answer, target, NULL);
    if (to == NULL)
        arena_fail(a, STATUS_NO_MEMORY);
    zip_t *made = zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (made == NULL) {
        zip_source_free(to);
        arena_fail(a, STATUS_NO_MEMORY);
    }
    if (!write_all(made, entries, ready, count)) {
        zip_discard(made);
        arena_fail(a, STATUS_NO_MEMORY);
    }
    zip->len = target->end;
}

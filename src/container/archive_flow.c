/* One part of a zip, a piece at a time, at the caller's pace. */
#include "container/container.h"
#include "container/deflate.h"
#include "container/inflate_stream.h"

struct archive_flow {
    inflate_stream *from;
    const zip_entry *entry;
    uint64_t size;
    uint32_t crc;
    inflate_state state;
};

/* Is it plainly what libzip would unpack too: deflated, not encrypted, where the directory says? */
static bool usual(const zip_entry *e) {
    return e->central.found && e->local.found && e->data_found && e->central.method == ZIP_DEFLATED &&
           e->local.method == ZIP_DEFLATED && !((e->central.flags | e->local.flags) & ZIP_FLAG_ENCRYPTED);
}

archive_flow *archive_flow_open(arena *a, const archive *z, span bytes, size_t index) {
    zip_facts *facts = ARENA_NEW(a, zip_facts);
    zip_facts_read(a, bytes, archive_count(z), facts);
    if (facts->fault != ZIP_SOUND || facts->more_entries || facts->entries.count != archive_count(z))
        return NULL;
    const zip_entry *e = &facts->entries.items[index];
    if (!usual(e) || e->size != archive_size(z, index) || !span_eq(e->central.name, archive_name(z, index)))
        return NULL;
    archive_flow *f = ARENA_NEW(a, archive_flow);
    *f = (archive_flow){inflate_stream_new(a, e->data), e, 0, 0, INFLATE_GOES_ON};
    return f;
}

span archive_flow_next(archive_flow *f) {
    span piece = {0};
    if (f->state == INFLATE_GOES_ON)
        f->state = inflate_next(f->from, &piece);
    f->size += piece.len;
    f->crc = crc32_more(f->crc, piece);
    return piece;
}

bool archive_flow_whole(const archive_flow *f) {
    return f->state == INFLATE_AT_END && f->size == f->entry->size && f->crc == f->entry->crc;
}

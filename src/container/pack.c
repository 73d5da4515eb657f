/* The safe zip. libzip lays it out; the name and its flag, which libzip would judge by its own
 * lights (it takes no UTF-8 without the flag, no flag on what is no UTF-8), are set afterwards. */
#include <string.h>

#include "container/archive.h"
#include "container/container.h"
#include "container/deflate.h"
#include "container/deflate_long.h"

enum { LEVEL_USUAL = 6, LEVEL_MOST = 12, NAME_LEN_MAX = 0xFFFF, LONG = 1 << 19 };
enum { LOCAL_FLAGS = 6, LOCAL_NAME = 30, CENTRAL_FLAGS = 8, CENTRAL_NAME = 46 };

/* Bit 11 is the high byte's bit 3. */
static void set_name(uint8_t *flags, uint8_t *at, span name, bool utf8_flag) {
    memcpy(at, name.ptr, name.len);
    flags[1] = utf8_flag ? ZIP_FLAG_UTF8 >> 8 : 0;
}

static bool plain_header(const zip_header *h, size_t name_len) {
    return h->found && h->method == ZIP_DEFLATED && h->name.len == name_len && h->extra.len == 0 &&
           (h->flags & ~ZIP_FLAG_UTF8) == 0;
}

/* Is it what the portal is known to read? */
static bool safe(const zip_facts *f, const ready_entry *made, size_t name_len) {
    if (f->entries.count != 1 || f->fault != ZIP_SOUND || f->prefix || f->suffix || f->gaps)
        return false;
    const zip_entry *e = f->entries.items;
    return !f->zip64 && f->comment.len == 0 && plain_header(&e->local, name_len) &&
           plain_header(&e->central, name_len) && e->local.crc == made->crc &&
           e->local.size == made->size && e->local.packed == made->deflated.len &&
           span_eq(e->data, made->deflated);
}

/* Long texts take the quick way: there the time counts, and the few bytes more do not. */
static void deflate(const crew *c, span text, int level, buf *out) {
    if (level == 0 && text.len >= LONG) {
        deflate_long(c, text, out);
        return;
    }
    span made = deflate_whole(out->on, text, level ? level : LEVEL_USUAL);
    buf_add(out, made);
    arena_drop(out->on, (void *)(uintptr_t)made.ptr);
}

/* Its name is `len` times "x", to be overwritten. */
static named_entry nameless(arena *a, size_t len, const ready_entry *made) {
    char *name = ARENA_ARRAY(a, char, len + 1);
    memset(name, 'x', len);
    return (named_entry){name, *made};
}

span container_pack(arena *a, const crew *c, span name, bool utf8_flag, span text, int level) {
    uint64_t headers = 2 * (uint64_t)name.len + 128;
    if (name.len == 0 || name.len > NAME_LEN_MAX || level < 0 || level > LEVEL_MOST ||
        text.len >= UINT32_MAX)
        arena_fail(a, STATUS_BAD_ARGUMENT);
    size_t before = LOCAL_NAME + name.len;
    buf zip = buf_new(a);
    buf_repeat(&zip, 0, before);
    deflate(c, text, level, &zip);
    if (zip.len + headers >= UINT32_MAX)
        arena_fail(a, STATUS_BAD_ARGUMENT);
    buf_reserve(&zip, (size_t)headers);
    ready_entry made = {span_from(buf_span(&zip), before), text.len, crc32_by(a, c, text)};
    uint32_t packed_crc = crc32_by(a, c, made.deflated);
    named_entry one = nameless(a, name.len, &made);
    archive_write(a, &one, 1, &zip);
    zip_facts facts;
    zip_facts_read(a, buf_span(&zip), 2, &facts);
    if (!safe(&facts, &made, name.len) || crc32_by(a, c, made.deflated) != packed_crc)
        arena_fail(a, STATUS_BUG);
    uint8_t *central = zip.ptr + facts.entries.items[0].central.offset;
    set_name(zip.ptr + LOCAL_FLAGS, zip.ptr + LOCAL_NAME, name, utf8_flag);
    set_name(central + CENTRAL_FLAGS, central + CENTRAL_NAME, name, utf8_flag);
    return buf_span(&zip);
}

span container_pack_files(arena *a, const packed_file *files, size_t count) {
    named_entry *entries = ARENA_ARRAY(a, named_entry, count);
    for (size_t i = 0; i < count; i++)
        entries[i] = (named_entry){files[i].name, {deflate_whole(a, files[i].bytes, LEVEL_USUAL), files[i].bytes.len,
                                                   crc32_of(files[i].bytes)}};
    buf zip = buf_new(a);
    buf_reserve(&zip, archive_room(entries, count));
    archive_write(a, entries, count, &zip);
    return buf_span(&zip);
}

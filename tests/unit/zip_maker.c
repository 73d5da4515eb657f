#include "zip_maker.h"

#include <string.h>

#include "container/deflate.h"

static const char TEXT[] = "230103\xD5\xC5\xC8\xFD\t5000.00\r\n230103\xC0\xEE\xCB\xC4\t6000.00\r\n";
span sample(void) { return span_of(TEXT, sizeof TEXT - 1); }

span long_text(arena *a) {
    buf b = buf_new(a);
    buf_repeat(&b, 'a', 3 << 20);
    return buf_span(&b);
}

static void put(buf *b, uint64_t v, int bytes) {
    for (; bytes--; v >>= 8)
        buf_byte(b, (uint8_t)v);
}

void zip_start(zip *z) {
    memset(z, 0, sizeof *z);
    arena_init(&z->a, NULL);
    z->b = buf_new(&z->a);
    z->directory = buf_new(&z->a);
}

static uint16_t method_of(const made *m) {
    return m->method ? m->method : m->stored ? ZIP_STORED : ZIP_DEFLATED;
}

static void put_common(buf *b, const made *m, uint16_t method, bool bare, uint32_t crc, uint32_t packed, uint32_t size) {
    put(b, m->flags | (m->descriptor ? ZIP_FLAG_DESCRIPTOR : 0), 2);
    put(b, method, 2);
    put(b, 0, 2);
    put(b, 0x21, 2);
    put(b, bare ? 0 : crc, 4);
    put(b, bare ? 0 : packed, 4);
    put(b, bare ? 0 : size, 4);
}

void zip_add(zip *z, const made *m) {
    span data = m->stored ? m->text : deflate_whole(&z->a, m->text, 6);
    uint32_t crc = m->crc ? m->crc : crc32_of(m->text);
    uint32_t packed = m->packed ? m->packed : (uint32_t)data.len;
    uint32_t size = m->size ? m->size : (uint32_t)m->text.len;
    span name = span_cstr(m->name), local = m->local_name ? span_cstr(m->local_name) : name;
    size_t at = z->b.len;
    buf_text(&z->b, "PK\3\4");
    put(&z->b, 20, 2);
    uint16_t method = m->local_method ? m->local_method : method_of(m);
    put_common(&z->b, m, method, m->descriptor, m->local_crc ? m->local_crc : crc, packed, size);
    put(&z->b, local.len, 2);
    put(&z->b, m->extra.len, 2);
    buf_add(&z->b, local);
    buf_add(&z->b, m->extra);
    buf_add(&z->b, data);
    if (m->descriptor) {
        buf_text(&z->b, "PK\7\10");
        put(&z->b, crc, 4);
        put(&z->b, packed, 4);
        put(&z->b, size, 4);
    }
    buf *d = &z->directory;
    buf_text(d, "PK\1\2");
    put(d, m->external ? 0x314 : 20, 2);
    put(d, 20, 2);
    put_common(d, m, method_of(m), false, crc, packed, size);
    put(d, name.len, 2);
    put(d, m->extra.len, 2);
    put(d, 0, 6); /* comment, disk, internal attributes */
    put(d, m->external, 4);
    put(d, at, 4);
    buf_add(d, name);
    buf_add(d, m->extra);
    z->entries++;
}

span zip_end(zip *z) {
    size_t at = z->b.len;
    buf_add(&z->b, buf_span(&z->directory));
    buf_text(&z->b, "PK\5\6");
    put(&z->b, 0, 4);
    put(&z->b, z->entries, 2);
    put(&z->b, z->entries, 2);
    put(&z->b, z->directory.len, 4);
    put(&z->b, at, 4);
    put(&z->b, 0, 2);
    return buf_span(&z->b);
}

span zip_of(zip *z, const made *m) {
    zip_start(z);
    zip_add(z, m);
    return zip_end(z);
}

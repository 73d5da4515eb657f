#include "pack.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void need(int fine, const char *what) {
    if (fine)
        return;
    perror(what);
    exit(3);
}

/* ---- Text. */
void text_add(text *t, const void *bytes, size_t len) {
    if (t->room - t->len < len) {
        t->room = 2 * t->room + len + 4096;
        t->bytes = realloc(t->bytes, t->room);
        need(t->bytes != NULL, "memory");
    }
    memcpy(t->bytes + t->len, bytes, len);
    t->len += len;
}

void text_put(text *t, const char *string) { text_add(t, string, strlen(string)); }

void text_number(text *t, unsigned long number) {
    char digits[24], *at = digits + sizeof digits;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    text_add(t, at, (size_t)(digits + sizeof digits - at));
}

void text_money(text *t, unsigned fen) {
    char cents[3] = {'.', (char)('0' + fen / 10 % 10), (char)('0' + fen % 10)};
    text_number(t, fen / 100);
    text_add(t, cents, sizeof cents);
}

void text_free(text *t) {
    free(t->bytes);
    *t = (text){0};
}

void write_file(const char *path, const text *t) {
    FILE *to = fopen(path, "wb");
    need(to && fwrite(t->bytes, 1, t->len, to) == t->len && fclose(to) == 0, path);
}

/* ---- Zips. */
static void little(text *t, unsigned long value, int bytes) {
    for (; bytes; bytes--, value >>= 8)
        text_add(t, &(char){(char)value}, 1);
}

static text deflated(const text *t) {
    text packed = {0};
    z_stream z = {.next_in = (Bytef *)t->bytes};
    need(deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib");
    packed.room = deflateBound(&z, t->len) + 16;
    packed.bytes = malloc(packed.room);
    need(packed.bytes != NULL, "memory");
    z.avail_in = (uInt)t->len;
    z.next_out = (Bytef *)packed.bytes;
    z.avail_out = (uInt)packed.room;
    need(t->len < UINT32_MAX && deflate(&z, Z_FINISH) == Z_STREAM_END, "zlib");
    packed.len = z.total_out;
    deflateEnd(&z);
    return packed;
}

/* What the local header and the directory both say; the day is 2026-01-01. */
static void entry_facts(text *t, uint32_t crc, size_t packed, size_t plain, size_t name) {
    little(t, 20, 2);
    little(t, 1 << 11, 2); /* the name is UTF-8 */
    little(t, Z_DEFLATED, 2);
    little(t, 0, 2);
    little(t, (2026 - 1980) << 9 | 1 << 5 | 1, 2);
    little(t, crc, 4);
    little(t, packed, 4);
    little(t, plain, 4);
    little(t, name, 2);
    little(t, 0, 2);
}

void zip_begin(zip_out *z, const char *path) {
    *z = (zip_out){.to = fopen(path, "wb")};
    need(z->to != NULL, path);
}

static void zip_write(zip_out *z, const text *t) {
    need(fwrite(t->bytes, 1, t->len, z->to) == t->len, "zip");
    z->at += t->len;
}

void zip_add(zip_out *z, const char *name, const text *t) {
    text packed = deflated(t), head = {0};
    uint32_t crc = (uint32_t)crc32_z(0, (const Bytef *)t->bytes, t->len);
    text_add(&z->directory, "PK\1\2\24\0", 6);
    entry_facts(&z->directory, crc, packed.len, t->len, strlen(name));
    little(&z->directory, 0, 2 + 2 + 2 + 4);
    little(&z->directory, z->at, 4);
    text_put(&z->directory, name);
    text_add(&head, "PK\3\4", 4);
    entry_facts(&head, crc, packed.len, t->len, strlen(name));
    text_put(&head, name);
    zip_write(z, &head);
    zip_write(z, &packed);
    z->count++;
    text_free(&head);
    text_free(&packed);
}

void zip_end(zip_out *z) {
    size_t directory = z->at, len = z->directory.len;
    zip_write(z, &z->directory);
    text_free(&z->directory);
    text_add(&z->directory, "PK\5\6\0\0\0\0", 8);
    little(&z->directory, z->count, 2);
    little(&z->directory, z->count, 2);
    little(&z->directory, len, 4);
    little(&z->directory, directory, 4);
    little(&z->directory, 0, 2);
    zip_write(z, &z->directory);
    text_free(&z->directory);
    need(fclose(z->to) == 0, "zip");
}

void zip_one(const char *path, const char *name, const text *t) {
    zip_out z;
    zip_begin(&z, path);
    zip_add(&z, name, t);
    zip_end(&z);
}

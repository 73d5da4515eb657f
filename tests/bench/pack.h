#ifndef BENCH_PACK_H
#define BENCH_PACK_H
/* Growing text, and zips as zlib makes them at level 6, as Java would. */
#include <stddef.h>
#include <stdio.h>

typedef struct text {
    char *bytes;
    size_t len, room;
} text;

void text_add(text *t, const void *bytes, size_t len);
void text_put(text *t, const char *string);
/* "123.45" of 12345. */
void text_money(text *t, unsigned fen);
void text_number(text *t, unsigned long number);
void text_free(text *t);

typedef struct zip_out {
    FILE *to;
    text directory;
    size_t at;
    unsigned count;
} zip_out;

void write_file(const char *path, const text *t);
void zip_begin(zip_out *z, const char *path);
void zip_add(zip_out *z, const char *name_utf8, const text *t);
void zip_end(zip_out *z);
/* A zip of one entry. */
void zip_one(const char *path, const char *name_utf8, const text *t);

#endif

/* Compound files, after [MS-CFB] (public). */
#include "table/ole.h"

#include <string.h>

#define SECTOR_FREE 0xFFFFFFFFu
#define SECTOR_END 0xFFFFFFFEu

enum {
    HEADER = 512,      /* what is used of the header; it fills a whole sector */
    HEADER_DIFAT = 76, /* the first 109 sectors of the FAT stand in the header */
    HEADER_FATS = 109,
    ENTRY = 128, /* of the directory */
    STREAM = 2   /* an entry's type */
};

struct ole {
    span bytes;
    unsigned shift, mini_shift; /* log2 of the sizes of sectors and mini sectors */
    uint32_t sectors;           /* behind the header; the last may be cut short */
    uint32_t mini_cutoff;       /* streams shorter than this lie in the mini stream */
    VEC(uint32_t) fat;          /* the sectors that hold the FAT, in order */
    span mini_fat, mini, directory;
    VEC(uint32_t) root; /* entries of the root storage */
};

bool ole_is(span bytes) {
    return span_starts(bytes, span_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8));
}

static span sector_at(const ole *o, bool mini, uint32_t n) {
    unsigned shift = mini ? o->mini_shift : o->shift;
    uint64_t from = ((uint64_t)n + (mini ? 0 : 1)) << shift; /* the header stands for a sector */
    span all = mini ? o->mini : o->bytes;
    return from < all.len ? span_cut(all, (size_t)from, (size_t)1 << shift) : (span){0};
}

static uint32_t sector_next(const ole *o, bool mini, uint32_t n) {
    span table = o->mini_fat;
    uint64_t at = (uint64_t)n * 4;
    if (!mini) {
        uint64_t which = at >> o->shift;
        if (which >= o->fat.count)
            return SECTOR_END;
        table = sector_at(o, false, o->fat.items[which]);
        at &= ((uint64_t)1 << o->shift) - 1;
    }
    return at + 4 <= table.len ? le32(table.ptr + at) : SECTOR_END;
}

/* A chain of sectors as it was walked. */
struct chain {
    uint32_t start, count;
    uint64_t len;
    bool straight; /* the sectors lie one behind the other */
};

/* Walks until `want` bytes are there, the chain ends, or it has more sectors than exist. */
static struct chain chain_walk(const ole *o, bool mini, uint32_t start, uint64_t want) {
    struct chain c = {.start = start, .straight = true};
    uint64_t most = mini ? (o->mini.len >> o->mini_shift) + 1 : o->sectors;
    uint32_t n = start;
    while (c.count < most && c.len < want) {
        span s = sector_at(o, mini, n);
        if (s.len == 0)
            break;
        c.straight = c.straight && n == start + c.count;
        c.len += s.len;
        c.count++;
        if (s.len < (size_t)1 << (mini ? o->mini_shift : o->shift))
            break; /* cut off: what would follow does not belong here */
        n = sector_next(o, mini, n);
    }
    return c;
}

static span chain_read(arena *a, const ole *o, bool mini, uint32_t start, uint64_t want) {
    struct chain c = chain_walk(o, mini, start, want);
    size_t len = (size_t)(c.len < want ? c.len : want);
    if (c.straight)
        return span_of(sector_at(o, mini, start).ptr, len);
    uint8_t *copy = arena_grow(a, NULL, (size_t)c.len);
    uint8_t *to = copy;
    for (uint32_t i = 0, n = start; i < c.count; i++, n = sector_next(o, mini, n)) {
        span s = sector_at(o, mini, n);
        memcpy(to, s.ptr, s.len);
        to += s.len;
    }
    return span_of(copy, len);
}

/* More sectors of FAT than can describe the file are of no use, so lists that loop end. */
static void fat_add(arena *a, ole *o, span numbers) {
    size_t most = ((size_t)o->sectors >> (o->shift - 2)) + 1;
    for (size_t i = 0; i + 4 <= numbers.len && o->fat.count < most; i += 4) {
        uint32_t n = le32(numbers.ptr + i);
        if (n != SECTOR_FREE && n != SECTOR_END)
            VEC_PUSH(a, &o->fat, n);
    }
}

static void fat_list(arena *a, ole *o) {
    fat_add(a, o, span_cut(o->bytes, HEADER_DIFAT, HEADER_FATS * 4));
    uint32_t next = le32(o->bytes.ptr + 68);
    for (uint32_t i = 0; i < o->sectors && next < o->sectors; i++) {
        span s = sector_at(o, false, next);
        if (s.len < (size_t)1 << o->shift)
            return;
        fat_add(a, o, span_cut(s, 0, s.len - 4));
        next = le32(s.ptr + s.len - 4);
    }
}

static const uint8_t *entry_at(const ole *o, size_t i) { return o->directory.ptr + i * ENTRY; }

/* The root's entries form a binary tree; whoever stands in it twice is taken once. */
static void root_list(arena *a, ole *o) {
    size_t count = o->directory.len / ENTRY;
    bool *seen = ARENA_ARRAY(a, bool, count);
    VEC(uint32_t) todo = {0};
    VEC_PUSH(a, &todo, le32(entry_at(o, 0) + 76));
    while (todo.count) {
        uint32_t n = todo.items[--todo.count];
        if (n >= count || seen[n])
            continue;
        seen[n] = true;
        VEC_PUSH(a, &o->root, n);
        VEC_PUSH(a, &todo, le32(entry_at(o, n) + 68));
        VEC_PUSH(a, &todo, le32(entry_at(o, n) + 72));
    }
    if (o->root.count == 0) /* no tree: take the list as it stands */
        for (uint32_t i = 0; i < count; i++)
            VEC_PUSH(a, &o->root, i);
}

const ole *ole_open(arena *a, span bytes) {
    if (!ole_is(bytes) || bytes.len < HEADER)
        return NULL;
    const uint8_t *h = bytes.ptr;
    ole *o = ARENA_NEW(a, ole);
    *o = (ole){.bytes = bytes, .shift = le16(h + 30), .mini_shift = le16(h + 32)};
    if (o->shift < 7 || o->shift > 16 || o->mini_shift < 4 || o->mini_shift > o->shift)
        return NULL;
    uint64_t sectors = (bytes.len - 1) >> o->shift;
    o->sectors = sectors < UINT32_MAX ? (uint32_t)sectors : UINT32_MAX;
    o->mini_cutoff = le32(h + 56);
    fat_list(a, o);
    o->directory = chain_read(a, o, false, le32(h + 48), UINT64_MAX);
    if (o->directory.len < ENTRY)
        return NULL;
    o->mini_fat = chain_read(a, o, false, le32(h + 60), UINT64_MAX);
    o->mini = chain_read(a, o, false, le32(entry_at(o, 0) + 116), UINT64_MAX);
    root_list(a, o);
    return o;
}

/* Names are UTF-16 with a closing NUL, their length in bytes counts it. */
static bool entry_named(const uint8_t *e, const char *name) {
    size_t len = strlen(name);
    if (e[66] != STREAM || le16(e + 64) != len * 2 + 2 || len > 31)
        return false;
    for (size_t i = 0; i < len; i++)
        if (e[i * 2 + 1] || !span_eq_nocase(span_of(e + i * 2, 1), span_of(name + i, 1)))
            return false;
    return true;
}

static const uint8_t *entry_find(const ole *o, const char *name) {
    for (size_t i = 0; i < o->root.count; i++)
        if (entry_named(entry_at(o, o->root.items[i]), name))
            return entry_at(o, o->root.items[i]);
    return NULL;
}

bool ole_has(const ole *o, const char *name) { return entry_find(o, name) != NULL; }

span ole_stream(arena *a, const ole *o, const char *name, bool *whole) {
    const uint8_t *e = entry_find(o, name);
    *whole = false;
    if (e == NULL)
        return (span){0};
    /* Files of 512-byte sectors may leave rubbish in the upper half of the size. */
    uint64_t size = o->shift == 9 ? le32(e + 120) : le64(e + 120);
    span found = chain_read(a, o, size < o->mini_cutoff, le32(e + 116), size);
    *whole = found.len == size;
    return found;
}

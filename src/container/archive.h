#ifndef CONTAINER_ARCHIVE_H
#define CONTAINER_ARCHIVE_H
/* Private to the room: writing through libzip. */
#include "base/buf.h"

/* One entry whose data is deflated already. */
typedef struct ready_entry {
    span deflated;
    uint64_t size; /* unpacked */
    uint32_t crc;
} ready_entry;
typedef struct named_entry {
    const char *name; /* ASCII */
    ready_entry entry;
} named_entry;
/* A zip of those entries, on the arena: sizes and CRC in the local header, no descriptor, no extra
 * field, 1980-01-01 00:00, DOS attributes. */
buf archive_write(arena *a, const named_entry *entries, size_t count);

#endif

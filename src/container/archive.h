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
/* A zip of that one entry, on the arena: sizes and CRC in the local header, no descriptor, no extra
 * field, 1980-01-01 00:00, DOS attributes. Its name is `name_len` times "x", for the caller to
 * overwrite. */
buf archive_write_one(arena *a, size_t name_len, const ready_entry *entry);

#endif

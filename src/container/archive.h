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
/* Makes `zip`, which is reserved as large as it will be, a zip of those entries: sizes and CRC in the local header,
 * no descriptor, no extra field, 1980-01-01 00:00, DOS attributes. An entry's data may lie in `zip` already, at the
 * very place that it is to have: it is then read from where it is written, and never there twice. */
void archive_write(arena *a, const named_entry *entries, size_t count, buf *zip);
/* At least as long as that zip: what to reserve. */
size_t archive_room(const named_entry *entries, size_t count);

#endif

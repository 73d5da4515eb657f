#ifndef CONTAINER_ZIP_RAW_H
#define CONTAINER_ZIP_RAW_H
/* Private to the room: single records of a zip, read from raw bytes with every bound checked. */
#include "container/container.h"

enum { ZIP_LOCAL_LEN = 30, ZIP_CENTRAL_LEN = 46, ZIP_END_LEN = 22 };

/* Do `len` bytes at `at` lie within the file? */
bool zip_within(span bytes, uint64_t at, uint64_t len);
/* Is "PK" and these two bytes at `at`? */
bool zip_signature(span bytes, uint64_t at, uint8_t third, uint8_t fourth);
bool zip_local_at(span bytes, uint64_t at);

/* Reads the central header at `at`, which must end by `limit`; sets e->central, local_offset,
 * external, disk and *next, the offset behind it. */
bool zip_central_read(span bytes, uint64_t at, uint64_t limit, zip_entry *e, uint64_t *next);
/* Reads the local header at `at`; *data is the offset behind it. */
bool zip_local_read(span bytes, uint64_t at, zip_header *h, uint64_t *data);

typedef struct zip_end { /* the end record, with its zip64 companion where there is one */
    uint64_t offset;     /* of the end record */
    uint64_t stop;       /* where the directory must end: the first of the end records */
    span comment;        /* clipped to the file */
    bool comment_overruns, zip64, contradicts;
    uint32_t disk, directory_disk;
    uint64_t entries, directory_offset, directory_size; /* as stated */
    uint64_t start, shift; /* where the directory is, and what that adds to stated offsets */
    bool start_found, misplaced;   /* misplaced: not where stated, and not for junk in front */
} zip_end;
/* Finds the most plausible end record within the last `window` bytes. */
bool zip_end_find(span bytes, size_t window, zip_end *end);

#endif

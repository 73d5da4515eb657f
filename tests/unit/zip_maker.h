#ifndef UNIT_ZIP_MAKER_H
#define UNIT_ZIP_MAKER_H
/* Zips made header by header, so that each lie can be told. */
#include "base/buf.h"
#include "container/container.h"

typedef struct made { /* one entry; zeros mean the honest value */
    const char *name;
    span text;
    uint16_t method, flags;
    uint32_t crc, packed, size, external; /* stated in both headers, where not 0 */
    uint32_t local_crc;
    uint16_t local_method;
    const char *local_name;
    span extra;
    bool descriptor, stored;
} made;

typedef struct zip {
    arena a;
    buf b, directory;
    unsigned entries;
} zip;

/* An empty zip on an arena of its own, which the caller frees. */
void zip_start(zip *z);
void zip_add(zip *z, const made *m);
/* Writes the directory and the end; borrowed from the zip. */
span zip_end(zip *z);
/* A zip of one entry. */
span zip_of(zip *z, const made *m);
/* Two lines of GBK. */
span sample(void);
/* Three MiB of one letter. */
span long_text(arena *a);

#endif

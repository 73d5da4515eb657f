#ifndef CONTAINER_ZIP_EXTENT_H
#define CONTAINER_ZIP_EXTENT_H
/* Private to the room: which bytes of a zip belong to what. */
#include "container/container.h"

/* Sets prefix, overlap and gaps of facts whose entries are read. The directory was found to
 * reach from `start` to `reached` and had to reach to `stop`. */
void zip_extents(arena *a, span bytes, uint64_t start, uint64_t reached, uint64_t stop,
                 zip_facts *facts);

#endif

#ifndef CONTAINER_FILLER_H
#define CONTAINER_FILLER_H
/* Private to the room. */
#include "container/container.h"

/* As many bytes as `was`, of the same kind where a beginning can say so, and nothing else of it. */
span filler_make(arena *a, span was);

#endif

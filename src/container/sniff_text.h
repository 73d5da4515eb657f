#ifndef CONTAINER_SNIFF_TEXT_H
#define CONTAINER_SNIFF_TEXT_H
/* Private to the room: text, and what kind of it. */
#include "container/container.h"

/* KIND_TEXT, KIND_HTML, KIND_SS2003, KIND_XML, or KIND_BINARY. `bytes` is not empty. */
file_kind sniff_text(span bytes);

#endif

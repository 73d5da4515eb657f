#ifndef TABLE_DECLARED_H
#define TABLE_DECLARED_H
/* Which encoding a page or an XML file is in, when it declares one. Private to the room. */
#include "text/text.h"

/* What is declared is believed unless the bytes speak clearly against it: exports that declare gb2312
 * and are UTF-8, or the other way round, are common. `said` is ENCODING_UNKNOWN where nothing (or
 * nothing we know) is declared. Never UNKNOWN. *bom_len tells how many bytes to leave out in front. */
encoding declared_encoding(span bytes, encoding said, size_t *bom_len);
/* The encoding in <?xml version="1.0" encoding="…"?>; UTF-8 where it says none, as XML has it;
 * ENCODING_UNKNOWN where it is one that we do not know. */
encoding declared_in_xml(span bytes);

#endif

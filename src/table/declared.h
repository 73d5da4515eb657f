#ifndef TABLE_DECLARED_H
#define TABLE_DECLARED_H
/* Which encoding a page or an XML file is in, when it declares one. Private to the room. */
#include "text/text.h"

/* What is declared is believed unless the bytes speak clearly against it: exports that declare gb2312
 * and are UTF-8, or the other way round, are common. `said` is ENCODING_UNKNOWN where nothing (or
 * nothing we know) is declared. Never UNKNOWN. *bom_len tells how many bytes to leave out in front. */
encoding declared_encoding(span bytes, encoding said, size_t *bom_len);
/* The encoding in <?xml version="1.0" encoding="…"?>, or ENCODING_UNKNOWN. */
encoding declared_in_xml(span bytes);

#endif

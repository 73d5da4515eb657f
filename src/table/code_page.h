#ifndef TABLE_CODE_PAGE_H
#define TABLE_CODE_PAGE_H
/* Text of old workbooks, whose bytes mean what their CODEPAGE record says. */
#include "base/buf.h"
#include "base/span.h"

/* Appends `bytes` as UTF-8. `page` is Windows' number of the code page; 0 where the file names
 * none, which is then GBK where the bytes can be read so, else windows-1252. False where the page
 * is not known and the bytes are more than ASCII: each such byte becomes U+FFFD. */
bool code_page_decode(unsigned page, span bytes, buf *utf8);

#endif

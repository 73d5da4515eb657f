#ifndef REPORT_MARKUP_H
#define REPORT_MARKUP_H
/* Text inside HTML and XML. Private to report/. */
#include "base/buf.h"

/* Escaped for content and for attributes in double quotes. What neither HTML nor XML may hold, and
 * what could turn the direction of the text round it, is shown as its number: [U+202E]. */
void markup_text(buf *b, span utf8);
void markup_cstr(buf *b, const char *utf8);

#endif

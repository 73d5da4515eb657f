#ifndef TABLE_ODS_H
#define TABLE_ODS_H
/* The text of an OpenDocument cell: paragraphs, and the blanks that are elements of their own.
 * Private to the room. */
#include "base/buf.h"
#include "table/xml.h"

typedef struct ods_text {
    buf out;
    uint32_t paragraphs;
    uint32_t inside;    /* open elements from the paragraph on, 0 outside of one */
    bool ignoring;      /* blanks that come now are left out (OpenDocument 1.3, part 3, 6.1.2) */
} ods_text;

void ods_text_clear(ods_text *t);
/* An element opens or closes within a cell. */
void ods_text_open(ods_text *t, span name, const xml_attributes *with);
void ods_text_close(ods_text *t);
void ods_text_add(ods_text *t, span piece);

#endif

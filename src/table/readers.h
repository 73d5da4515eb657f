#ifndef TABLE_READERS_H
#define TABLE_READERS_H
/* The readers behind table_read, one for each form. Private to the room.
 * Each tells every worksheet in order to the sink and what is wrong to `found`; true where it told
 * anything that can be used (then table_read answers with the form), else a finding says why not. */
#include "table/table.h"

typedef bool table_reader(arena *a, span bytes, const table_limits *limits, const table_sink *into,
                          findings *found);
table_reader xlsx_read;   /* a zip with a workbook part */
table_reader xls_read;    /* compound files, and bare BIFF streams */
table_reader html_read;   /* a page with tables */
table_reader ss2003_read; /* XML Spreadsheet 2003 */
table_reader ods_read;    /* a zip whose mimetype says OpenDocument spreadsheet */

/* Of text, with the encoding that the caller forces, or ENCODING_UNKNOWN. */
bool csv_read(arena *a, span bytes, encoding forced, text_seen *seen, const table_limits *limits,
              const table_sink *into, findings *found);

/* The one file in a zip, unpacked onto the arena; false, with a finding, where there is not one. */
bool zip_single(arena *a, span bytes, const table_limits *limits, findings *found, span *out);

/* Tells a merged range to the sink, if it reaches over several rows. */
void table_merged(const table_sink *into, const merged_range *m);
/* SRC-001, the table cannot be read: why. */
void table_refuse(findings *found, term why);
/* The same of a part of it (a sheet's name, a part's), which may be empty. */
void table_refuse_part(findings *found, term why, span sheet_name);
/* SYS-001: what there is too much of, and how much may be. */
void table_limit(findings *found, term what, uint64_t limit);

#endif

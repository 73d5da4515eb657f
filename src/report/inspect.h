#ifndef REPORT_INSPECT_H
#define REPORT_INSPECT_H
/* What the parts of inspect share. Private to report/. */
#include "report/report.h"

#define SAY(o, zh, en) ((o)->lang == LANG_ZH ? (zh) : (en))

typedef struct inspection {
    buf *b;
    const report_file *f;
    const report_options *o;
} inspection;

/* Begins a line with a label in its own column. */
void inspect_label(const inspection *i, const char *words);
/* Bytes as "E5 B7 A5", at most `most` of them, then " …". */
void inspect_hex(buf *b, span bytes, size_t most);

void inspect_container(const inspection *i); /* inspect_zip.c */
void inspect_text(const inspection *i);      /* inspect_text.c */

#endif

#ifndef REPORT_EXPLAIN_H
#define REPORT_EXPLAIN_H
/* What the two forms of the manual share: the catalogue's prose taken apart. Private to report/. */
#include "report/report.h"

const char *explain_severity(severity s, lang l);       /* "错误", "error" */
const char *explain_consequence(consequence c, lang l); /* "上传会被拒绝", "the upload is rejected" */
const char *explain_fix(fix f, lang l);
/* The message with … for what a finding would fill in. */
void explain_message(buf *b, const catalogue_row *row, lang l);

/* Steps come in two kinds: with a command of baopan's, or by hand in Notepad, Excel or WPS. */
typedef enum step_kind { STEP_BAOPAN, STEP_BY_HAND } step_kind;
/* Takes the next step of that kind off *how, without number and without "or by hand"; false after the
 * last. */
bool explain_next_step(span *how, step_kind kind, lang l, span *step);
/* The step as a sentence of its own: with a capital, unless it begins with a command. */
void explain_step(buf *b, span step);

#endif

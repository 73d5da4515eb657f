#ifndef MARKUP_MAKER_H
#define MARKUP_MAKER_H
/* For tests of the readers of marked-up tables: making their input, judging what they tell. */
#include "xls_maker.h"

struct told tell(arena *a, table_reader *by, span bytes);
/* Told exactly this, and nothing wrong with it. */
void ck_told(arena *a, table_reader *by, span bytes, const char *want);
/* Nothing told but one finding of SRC-001 that names the reason. */
void ck_refused(arena *a, table_reader *by, span bytes, term why);
/* A text in another encoding. */
span encoded(arena *a, encoding e, const char *utf8);
span repeat(arena *a, const char *what, size_t times, const char *end);
/* A file of fixtures/table. */
span written(arena *a, const char *name);

#endif

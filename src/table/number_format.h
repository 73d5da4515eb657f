#ifndef TABLE_NUMBER_FORMAT_H
#define TABLE_NUMBER_FORMAT_H
/* Which number formats of workbooks show dates or times. */
#include <stdbool.h>

#include "base/span.h"

/* A format every Excel knows by number, the Chinese dates among them ([ECMA-376] 18.8.30). */
bool number_format_builtin_date(unsigned id);
/* A format's code, such as yyyy"年"m"月"; [h]:mm counts, [Red]0.00 does not. */
bool number_format_date(span code);

#endif

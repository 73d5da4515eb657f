#ifndef TABLE_READERS_H
#define TABLE_READERS_H
#include "table/table.h"
bool xls_read(arena *a, span bytes, const table_limits *limits, const table_sink *into, findings *found);
#endif

#ifndef TABLE_OLE_H
#define TABLE_OLE_H
/* Compound files (MS-CFB): a file system in a file, in which .xls and .et keep their records and
 * Office its encrypted packages. Nothing the headers say is believed: chains of sectors end where
 * the file does, whatever loops they form, and no allocation is larger than the file. */
#include "base/arena.h"
#include "base/span.h"

typedef struct ole ole;

/* Does it begin like a compound file? */
bool ole_is(span bytes);
/* The file's directory, on the arena; `bytes` is borrowed. NULL where none can be read. */
const ole *ole_open(arena *a, span bytes);
/* Is there a stream of this name, ASCII case ignored, in the root storage? What is embedded in
 * storages below it belongs to other documents and is never found. */
bool ole_has(const ole *o, const char *name);
/* The bytes of a stream that ole_has: part of the file where its sectors lie in order, else
 * a copy on the arena. *whole tells whether all the directory promises was there. */
span ole_stream(arena *a, const ole *o, const char *name, bool *whole);

#endif

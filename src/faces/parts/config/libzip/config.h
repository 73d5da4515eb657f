/* What libzip's cmake would have found out of the C library: mingw's, or musl's (wasm). No encryption and no
 * compression but zlib's: the core only lists them. */
#include "zipconf.h"

#define PACKAGE "libzip"
#define VERSION LIBZIP_VERSION
#define HAVE_FILENO
#define HAVE_FSEEKO
#define HAVE_FTELLO
#define HAVE_SNPRINTF
#define HAVE_STRCASECMP
#define HAVE_STRDUP
#define HAVE_STRTOLL
#define HAVE_STRTOULL
#define HAVE_STDBOOL_H
#define HAVE_STRINGS_H
#define HAVE_UNISTD_H
#define SIZEOF_OFF_T __SIZEOF_LONG__
#define SIZEOF_SIZE_T __SIZEOF_SIZE_T__
#ifdef _WIN32
#define HAVE_SETMODE
#define HAVE__CLOSE
#define HAVE__DUP
#define HAVE__FDOPEN
#define HAVE__FILENO
#define HAVE__STRICMP
#define HAVE__STRDUP
#define HAVE__STRTOI64
#define HAVE__STRTOUI64
#define HAVE__UNLINK
#define HAVE__SETMODE
#else
#define HAVE_LOCALTIME_R
#endif

#ifndef FACES_OS_WINDOWS_WIDE_H
#define FACES_OS_WINDOWS_WIDE_H
/* UTF-8 outside, UTF-16 for Windows. What is returned is the caller's to free; NULL = out of memory. */
#include <stdbool.h>
#include <stdio.h>
#include <wchar.h>

wchar_t *wide_text(const char *utf8);
char *narrow_text(const wchar_t *wide);
/* A path that may be longer than 260 characters: then it is made absolute, in the form that allows it. */
wchar_t *wide_path(const char *utf8);
/* Sets errno after Windows' last error, for os_reason; always false. */
bool wide_failed(void);

/* ---- borrowed.c: a file for passing use, gone when it is closed. The arguments are libxlsxwriter's. */
FILE *tmpfileplus(const char *dir, const char *prefix, char **pathname, int keep);

/* ---- console.c */
/* To be called first and last: bytes in and out unchanged, and UTF-8 where it is a console. */
void console_begin(void);
void console_end(void);

#endif

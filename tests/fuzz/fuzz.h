#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H
/* What is fuzzed: a function a target, over any bytes. Besides the sanitizers' faults the targets look for
 * broken promises of the headers. libfuzzer.c drives one of them, replay.c all of them over kept inputs. */
#include "base/arena.h"
#include "base/span.h"

typedef void fuzz_target(arena *a, span input);
fuzz_target fuzz_zip, fuzz_text, fuzz_csv, fuzz_xlsx, fuzz_xls, fuzz_html, fuzz_ss2003, fuzz_ods, fuzz_format;
fuzz_target fuzz_check, fuzz_fill, fuzz_fix, fuzz_convert;
fuzz_target fuzz_inflate, fuzz_deflate, fuzz_lines, fuzz_sheet, fuzz_hands;

/* By name without "fuzz_"; NULL when there is none. */
fuzz_target *fuzz_named(const char *name);
/* Runs a target on an arena of its own. */
void fuzz_run(fuzz_target *target, const void *bytes, size_t len);
/* Ends the process where a promise was not kept. */
void promise(bool kept);

#endif

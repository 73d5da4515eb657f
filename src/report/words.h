#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H
/* What every kind of report for people says in the same words. Private to report/. */
#include "report/report.h"

/* "错误", "error"; "上传会被拒绝", "the upload is rejected"; "可自动修复", "fixable safely". */
const char *severity_name(severity s, lang l);
const char *consequence_name(consequence c, lang l);
const char *fix_name(fix f, lang l);
/* "上传文件", "upload file". */
const char *input_name(input_role input, lang l);

/* The path of an input as the user named it; empty where it was not given as a file. */
span input_path(const report_file *f, input_role input);

/* Findings of one code and severity stand together: the index behind the run that begins at `from`. */
size_t run_end(const findings *found, size_t from);

/* Could this code have been found in this file: is it not switched off, and did the layer that looks for it run? */
bool code_applies(const report_file *f, code c);
/* What was not checked, each in words: what a layer that failed stood in the way of, and codes that were switched off. */
typedef struct not_checked {
    const span *words; /* on the arena */
    size_t count;
} not_checked;
not_checked not_checked_list(arena *a, const report_file *f, lang l);

/* A side of a repair, masked as it must be: an old wage that is put right is one of a list, and no finding about
 * that very wage. */
void repair_value_show(buf *b, const repair *r, const value *v, const report_options *o);

/* (new - old) / old as "+6.3%"; false where it cannot be told. */
bool change_write(buf *b, const figures *p);

#endif

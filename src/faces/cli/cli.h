#ifndef FACES_CLI_H
#define FACES_CLI_H
/* The command line: a thin face that reads files into memory, hands a job to the core, prints
 * what it says and writes what it made. */
#include "baopan.h"

/* Exit status (design.md, section 2). */
enum { EXIT_FINE = 0, EXIT_FOUND = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3, EXIT_OURS = 4 };

enum { REPORTS_MAX = 8, OVERRIDES_MAX = 64 };

typedef struct report_wish {
    baopan_report kind;
    const char *path; /* NULL = stdout, in place of the text */
} report_wish;

typedef struct options {
    const char *output, *templ, *format;
    report_wish reports[REPORTS_MAX];
    size_t report_count;
    baopan_severity fail_on;
    bool force, partial, hash, cells, allow_undeclared, match_by_name, help, version;
    const char *sheet, *id_column, *wage_column;
    uint64_t template_wage_column; /* field number; 0 = not given */
    baopan_duplicates duplicates;
    baopan_lang lang;
    bool colour, colour_asked;
    bool reveal_id, reveal_name, reveal_wage;
    baopan_limits limits;
    baopan_override overrides[OVERRIDES_MAX];
    size_t override_count;
    char **operands;
    int operand_count;
} options;

/* ---- options.c. EXIT_FINE, or EXIT_USAGE after a complaint on stderr. */
int options_read(int argc, char **argv, options *o);

/* ---- files.c. EXIT_FINE, or EXIT_SYSTEM after a message that names the file and what to do. */
typedef struct file {
    baopan_input in;
    void *owned;
} file;
/* A whole file into memory; "-" is stdin. A file beyond BAOPAN_MAX_FILE comes with its length only. */
int file_read(const options *o, const char *path, file *out);
void file_free(file *f);
/* Writes a file so that it appears whole or not at all, and reads it back. "-" is stdout. Without
 * `replace` a file that is there already stays. */
int file_write(const options *o, const char *path, const void *bytes, size_t len, bool replace);
/* A new, empty file beside `path` that only its owner may read, for passing use; *name is to be unlinked
 * and freed by file_unscratch. */
int file_scratch(const options *o, const char *path, char **name);
void file_unscratch(char *name);
/* Is `path` the same file as one of the inputs? */
bool file_same(const char *path, const char *other);
bool file_exists(const char *path);

/* ---- terminal.c */
baopan_lang lang_of_locale(void);
bool terminal_colour(void);
uint32_t clock_today(void);    /* yyyymmdd */
uint64_t random_seed(void);
/* A complaint on stderr in the language of the options: "baopan: …". */
void complain(const options *o, const char *zh, const char *en, const char *what);

/* ---- help.c */
void print_usage(baopan_lang lang);

/* ---- command_*.c: each runs one command over o->operands and returns the exit status. */
typedef int command(const options *o);
command command_check, command_fill, command_convert, command_inspect, command_explain, command_formats;

#endif

#ifndef FACES_CLI_H
#define FACES_CLI_H
/* The command line: a thin face that reads files into memory, hands a job to the core, prints
 * what it says and writes what it made. */
#include <stdio.h>

#include "baopan.h"

/* Exit status (design.md, section 2). */
enum { EXIT_FINE = 0, EXIT_FOUND = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3, EXIT_OURS = 4 };

enum { REPORTS_MAX = 8, OVERRIDES_MAX = 64, JOBS_MAX = 256 };

typedef struct report_wish {
    baopan_report kind;
    const char *path; /* NULL = stdout, in place of the text */
} report_wish;

typedef struct options {
    const char *output, *templ, *format;
    report_wish reports[REPORTS_MAX];
    size_t report_count;
    baopan_severity fail_on;
    bool force, partial, hash, cells, schema, allow_undeclared, match_by_name, dry_run, same_people, help, version;
    const char *sheet, *id_column, *wage_column;
    uint64_t template_wage_column; /* field number; 0 = not given */
    baopan_duplicates duplicates;
    const char *yes[OVERRIDES_MAX];
    size_t yes_count;
    baopan_pairing persons[OVERRIDES_MAX];
    size_t person_count;
    baopan_lang lang;
    bool colour, colour_asked;
    bool reveal_id, reveal_name, reveal_wage;
    baopan_limits limits;
    baopan_override overrides[OVERRIDES_MAX];
    size_t override_count;
    const char *receipt;    /* check reads it, fill writes it */
    bool reads_receipt;
    const char *files_from; /* check: a list of files */
    uint64_t jobs;          /* check: how many files at once */
    uint64_t given; /* which rows of options.def, a bit each */
    char **operands;
    int operand_count;
} options;

typedef int command(const options *o);

/* main.c: the whole command line, as main would; the exit status. Words are UTF-8; some are changed. */
int command_line(int argc, char **argv);

/* ---- tables.c: options.def and commands.def as data. Texts are indexed by baopan_lang. */
enum { /* bits of the commands that take an option */
#define COMMAND(key, name, run, reports, operands_zh, operands_en, zh, en, examples_zh, examples_en) BIT_##key,
#include "faces/cli/commands.def"
#undef COMMAND
    COMMAND_COUNT
};
typedef struct option_row {
    const char *name;
    char letter;       /* 0 = none */
    const char *value; /* NULL = takes none; "a|b" = words; else FILE, N ... */
    unsigned commands; /* 1 << BIT_... of those that take it */
    const char *help[2];
} option_row;
typedef struct command_row {
    const char *name;
    command *run;        /* over o->operands; returns the exit status */
    const char *reports; /* kinds that --report writes, "a|b[=FILE]"; NULL = does not take it */
    const char *operands[2], *summary[2], *examples[2];
} command_row;
size_t option_rows(const option_row **rows);
const option_row *option_row_at(size_t index);
size_t command_rows(const command_row **rows);
/* NULL where there is none. */
const command_row *command_named(const char *name);
/* Does the command take the option? */
bool takes(const command_row *c, const option_row *o);
/* The option's value, as this command takes it. */
const char *value_for(const command_row *c, const option_row *o);
/* "json" */
const char *report_name(baopan_report kind);

/* ---- suggest.c: what a mistyped word was meant to be. */
typedef struct suggestion {
    const char *given;
    size_t len;
    unsigned distance; /* of the best so far */
    char best[64];     /* "" = nothing is near */
} suggestion;
suggestion suggestion_for(const char *given, size_t len);
void suggestion_try(suggestion *s, const char *candidate);
/* Complains about `what`, naming the nearest candidate, else where to look. */
void complain_near(const options *o, const char *zh, const char *en, const char *what,
                   const suggestion *near, const char *see);

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
/* Has the memory of these inputs given back as soon as the job has done with it. `own` are ended by NULL, are read by
 * no other job, and outlive the run. */
void forget_spent(baopan_job *job, const baopan_input **own);
/* Writes a file so that it appears whole or not at all, and reads it back. "-" is stdout. Without
 * `replace` a file that is there already stays. */
int file_write(const options *o, const char *path, const void *bytes, size_t len, bool replace);
/* Its two halves for early.c: a passing name beside `path`, owned by the caller, or NULL; and the bytes under that name,
 * on the disk and read back. */
char *file_name_beside(const char *path);
bool file_write_beside(const char *temporary, const void *bytes, size_t len);
/* And its end: the name itself, or that of the file which a link of this name leads to. */
bool file_put_in_place(const char *temporary, const char *path, bool replace);
/* A device or a pipe: what is written there goes into it, and nothing is there to be lost. */
bool file_is_device(const char *path);
/* A file, or stdout for "-", that grows as results come, in a place beside its own; stream_close gives it its name,
 * or removes it where something could not be written. */
typedef struct stream {
    const char *path;
    FILE *to;        /* NULL = not open */
    char *temporary; /* NULL = stdout, or a device that is written directly */
} stream;
int stream_open(const options *o, const char *path, stream *s);
bool stream_add(stream *s, const void *bytes, size_t len);
int stream_close(const options *o, stream *s);
/* Instead of stream_close: nothing gets the name, and what is there stays. */
void stream_discard(stream *s);
/* A new, empty file beside `path` that only its owner may read, for passing use; *name is to be unlinked
 * and freed by file_unscratch. */
int file_scratch(const options *o, const char *path, char **name);
void file_unscratch(char *name);
/* Is `path` the same file as one of the inputs? */
bool file_same(const char *path, const char *other);
bool file_exists(const char *path);
/* A folder, made where there is none. */
int folder_make(const options *o, const char *path);

/* ---- clash.c: true after a complaint where the paths of a command line get into each other's way. */
bool paths_clash(const options *o);
/* Is a path to write one of the files that are read? Complains. */
bool is_input(const options *o, const char *path);
/* Would these two outputs, each a path or "-", be one file? */
bool same_place(const char *a, const char *b);

/* ---- early.c: a large output is written beside its place while the job still proves it. */
struct os_thread;
typedef struct early {
    const char *path;
    char *temporary; /* NULL: nothing is written */
    const void *bytes;
    size_t len;
    struct os_thread *writing;
    bool whole, placed;
} early;
/* `e` outlives the job's result. */
void early_begin(early *e, const char *path, baopan_job *job);
/* Puts what was written in its place; false where that are not these bytes, or they cannot be put there: file_write then
 * does it, or says why not. `e` NULL: nothing was. */
bool early_put(early *e, const void *bytes, size_t len, bool replace);
/* What is not in its place by then goes away. May be called again, and with NULL. */
void early_end(early *e);

/* ---- hands.c */
/* Lends the job a thread for every processor. A batch takes them back where it checks several files at once. */
void lend_hands(baopan_job *job);

/* ---- terminal.c */
baopan_lang lang_of_locale(void);
bool terminal_colour(void);
/* A complaint on stderr in the language of the options: "baopan: …". */
void complain(const options *o, const char *zh, const char *en, const char *what);

/* A line of progress, on stderr where it is a terminal, in place of the last one; `done` of `total` after `seconds`. */
void progress_show(const options *o, size_t done, size_t total, double seconds);
void progress_clear(void);

/* ---- help.c */
void print_usage(baopan_lang lang);
void print_command_help(const command_row *c, baopan_lang lang);

command command_check, command_fill, command_fix, command_convert, command_inspect, command_explain, command_formats;
command command_bundle, command_compare, command_summary, command_completion, command_manual;

#endif

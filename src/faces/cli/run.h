#ifndef FACES_CLI_RUN_H
#define FACES_CLI_RUN_H
/* What the commands share: files into a job, reports out of results. */
#include "faces/cli/cli.h"

/* The graver of two exit statuses. */
int worse(int a, int b);
/* The exit status for a core's status, after a complaint that names `path`. */
int status_of(const options *o, baopan_status s, const char *path);
/* EXIT_FOUND where the result holds a finding at or above --fail-on. */
int found_status(const options *o, const baopan_result *r);
/* Complains and returns true where there are fewer than `least` or more than `most` operands (-1: any). */
bool wrong_operands(const options *o, int least, int most, const char *zh, const char *en);
/* Complains and returns true where a path to write is an input, is missing, or exists without --force. */
bool bad_output(const options *o);
/* The two halves of it, for outputs that are named otherwise. */
bool no_output(const options *o);
bool bad_output_path(const options *o, const char *path);
/* For commands whose output is text, on stdout without -o. */
bool bad_text_output(const options *o);
/* The same for those that write one for each operand, which no file can hold. */
bool bad_output_of_each(const options *o);

/* Is it a name that BAOPAN_FORMATS_LIST or BAOPAN_EXPLAIN lists? If not, complains and suggests. */
bool name_known(const options *o, baopan_command list, const char *name);

/* The files a job borrows from. */
typedef struct job_files {
    file input, templ, table, format, receipt;
} job_files;
void free_files(job_files *f);
/* The input and, unless NULL, the template of a job, read into `files`. */
int read_both(const options *o, const char *input, const char *templ, job_files *files, baopan_job *job);
/* A job with everything that the options say. */
baopan_job job_new(const options *o, baopan_command what);
/* --wage-column as check and learn take it, the field's number in the file itself; complains and
 * returns false where it is none. */
bool wage_field(const options *o, baopan_job *job);
/* --format: the name of a shipped one, or a file, read into `files`. */
int load_format(const options *o, job_files *files, baopan_job *job);

/* Every --report, and the text on stdout unless a report took its place. `written_to` names the
 * output that was written, or NULL. */
int print_reports(const options *o, const baopan_result *const *results, size_t count,
                  const char *written_to);
/* Writes what the job made, if it made anything, unless that was written already, then says what happened. */
int deliver_result(const options *o, const baopan_result *r, early *written);
/* Runs a job whose output is text, for -o or stdout; `report`: findings are printed too. */
int run_text(const options *o, baopan_job *job, const char *path, bool report);
int text_of_file(const options *o, baopan_command what, const char *path, const char *argument, bool report);

#endif

/* What the commands share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "faces/cli/run.h"
#include "faces/os/os.h"

int worse(int a, int b) { return a > b ? a : b; }

int status_of(const options *o, baopan_status s, const char *path) {
    switch (s) {
    case BAOPAN_OK: return EXIT_FINE;
    case BAOPAN_NO_MEMORY:
        complain(o, "内存不够", "not enough memory", path);
        return EXIT_SYSTEM;
    case BAOPAN_BAD_JOB:
        complain(o, "没有这个格式、代码或列（见 baopan formats list、baopan explain、baopan inspect）",
                 "there is no such format, code or column (see baopan formats list, baopan explain, baopan inspect)", path);
        return EXIT_USAGE;
    case BAOPAN_NO_SCRATCH:
        complain(o, "中间文件写不了（磁盘满了，或不能写这个文件夹），什么也没有写",
                 "a file for passing use cannot be written (is the disk full?); nothing was written", path);
        return EXIT_SYSTEM;
    default:
        complain(o, "程序自己出错了，什么也没有写。请把这个情况告诉我们",
                 "a fault of the program itself; nothing was written. Please tell us", path);
        return EXIT_OURS;
    }
}

bool no_output(const options *o) {
    if (o->output == NULL)
        complain(o, "请用 -o 说明写到哪里：-o 上传.zip", "please say where to write: -o UPLOAD.zip", NULL);
    return o->output == NULL;
}

bool bad_output_path(const options *o, const char *path) {
    if (is_input(o, path))
        return true;
    if (!o->force && file_exists(path) && !file_is_device(path)) {
        complain(o, "这个文件已经有了；换一个名字，或加 --force 替换它",
                 "this file exists; choose another name, or replace it with --force", path);
        return true;
    }
    return false;
}

/* A receipt is an output like the other. */
bool bad_output(const options *o) {
    return no_output(o) || bad_output_path(o, o->output) || (o->receipt && bad_output_path(o, o->receipt));
}

bool bad_text_output(const options *o) { return o->output && bad_output_path(o, o->output); }

/* One after the other they would replace each other. */
static bool several_into_one(const options *o) {
    bool several = o->output && o->operand_count > 1 && strcmp(o->output, "-") != 0;
    if (several)
        complain(o, "几样东西不能写进一个文件；一次给一样，或者不用 -o，用 > 收在一起",
                 "several things do not go into one file; name one at a time, or leave out -o and gather them by >", o->output);
    return several;
}

bool bad_output_of_each(const options *o) { return several_into_one(o) || bad_text_output(o); }

/* ---- Names that the core lists: formats and codes, one a line, the name first. */
bool name_known(const options *o, baopan_command list, const char *name) {
    baopan_job job = job_new(o, list);
    baopan_result *result = NULL;
    suggestion best = suggestion_for(name, strlen(name));
    bool known = baopan_run(&job, &result) != BAOPAN_OK;
    size_t len = 0;
    const char *text = result ? baopan_result_output(result, &len) : NULL;
    for (const char *end = text + len; text && text < end; text++) {
        char word[64];
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        stop = stop ? stop : end;
        size_t word_len = strcspn(text, " \n");
        (void)snprintf(word, sizeof word, "%.*s", (int)word_len, text);
        known = known || strcasecmp(word, name) == 0;
        suggestion_try(&best, word);
        text = stop;
    }
    baopan_result_free(result);
    if (!known && list == BAOPAN_EXPLAIN)
        complain_near(o, "没有这个代码", "there is no such code", name, &best, "baopan explain");
    else if (!known)
        complain_near(o, "没有这个格式", "there is no such format", name, &best, "baopan formats list");
    return known;
}

/* ---- Jobs. */
bool wage_field(const options *o, baopan_job *job) {
    enum { FIELDS = 1000 };
    char *end;
    if (o->wage_column == NULL)
        return true;
    unsigned long field = strtoul(o->wage_column, &end, 10);
    job->template_wage_column = field < FIELDS ? (uint32_t)field : 0;
    if (*end == 0 && job->template_wage_column)
        return true;
    complain(o, "请写现工资是每行的第几项，如 --wage-column 5", "please say by its number which field 现工资 is, such as --wage-column 5",
             o->wage_column);
    return false;
}

void free_files(job_files *f) {
    file_free(&f->input);
    file_free(&f->templ);
    file_free(&f->table);
    file_free(&f->format);
    file_free(&f->receipt);
}

/* A format is a shipped one by its name, or a file. */
static bool is_format_file(const char *format) {
    return strchr(format, '/') || strchr(format, '.') || file_exists(format);
}

baopan_job job_new(const options *o, baopan_command what) {
    baopan_job job = {.command = what,
                      .sheet = o->sheet,
                      .id_column = o->id_column,
                      .wage_column = o->wage_column,
                      .template_wage_column = (uint32_t)o->template_wage_column,
                      .duplicates = o->duplicates,
                      .match_by_name = o->match_by_name,
                      .dry_run = o->dry_run,
                      .yes = o->yes,
                      .yes_count = o->yes_count,
                      .persons = o->persons,
                      .person_count = o->person_count,
                      .partial = o->partial,
                      .allow_undeclared = o->allow_undeclared,
                      .overrides = o->overrides,
                      .override_count = o->override_count,
                      .today = os_today(),
                      .hash_seed = os_random(),
                      .limits = o->limits,
                      .lang = o->lang};
    lend_hands(&job);
    return job;
}

int read_both(const options *o, const char *input, const char *templ, job_files *files, baopan_job *job) {
    int status = file_read(o, input, &files->input);
    if (status == EXIT_FINE && templ)
        status = file_read(o, templ, &files->templ);
    job->input = files->input.in;
    job->templ = files->templ.in;
    return status;
}

int load_format(const options *o, job_files *files, baopan_job *job) {
    if (o->format == NULL)
        return EXIT_FINE;
    if (!is_format_file(o->format)) {
        job->format_name = o->format;
        return name_known(o, BAOPAN_FORMATS_LIST, o->format) ? EXIT_FINE : EXIT_USAGE;
    }
    int status = file_read(o, o->format, &files->format);
    job->format = files->format.in;
    return status;
}

/* ---- Reports. */
static int render_to(const options *o, const baopan_result *const *results, size_t count,
                     baopan_render_options *how, const char *path) {
    baopan_bytes out;
    baopan_status s = baopan_render(results, count, how, &out);
    if (s != BAOPAN_OK)
        return status_of(o, s, path);
    int status = file_write(o, path, out.ptr, out.len, true);
    baopan_bytes_free(&out);
    return status;
}

int print_reports(const options *o, const baopan_result *const *results, size_t count,
                         const char *written_to) {
    baopan_render_options how = {.lang = o->lang, .reveal_id = o->reveal_id, .reveal_name = o->reveal_name,
                                 .reveal_wage = o->reveal_wage, .colour = o->colour, .hash = o->hash,
                                 .wrote_output = written_to != NULL, .output_path = written_to};
    bool text = true;
    int status = EXIT_FINE;
    for (size_t i = 0; i < o->report_count; i++) {
        how.report = o->reports[i].kind;
        const char *path = o->reports[i].path ? o->reports[i].path : "-";
        text = text && strcmp(path, "-") != 0;
        status = worse(status, render_to(o, results, count, &how, path));
    }
    how.report = BAOPAN_TEXT;
    if (text && !(written_to && strcmp(written_to, "-") == 0))
        status = worse(status, render_to(o, results, count, &how, "-"));
    return status;
}

int found_status(const options *o, const baopan_result *r) {
    bool failed = baopan_result_verdict(r) >= BAOPAN_FAIL; /* also where its findings were switched off */
    return o->fail_on != BAOPAN_OFF && (failed || baopan_result_has(r, o->fail_on)) ? EXIT_FOUND : EXIT_FINE;
}

bool wrong_operands(const options *o, int least, int most, const char *zh, const char *en) {
    if (o->operand_count >= least && (most < 0 || o->operand_count <= most))
        return false;
    complain(o, zh, en, NULL);
    return true;
}

static int write_receipt(const options *o, const baopan_result *r) {
    baopan_render_options how = {.report = BAOPAN_RECEIPT, .lang = o->lang};
    baopan_bytes out;
    int status = status_of(o, baopan_render(&r, 1, &how, &out), o->receipt);
    if (out.ptr)
        status = worse(status, file_write(o, o->receipt, out.ptr, out.len, o->force));
    baopan_bytes_free(&out);
    return status;
}

int deliver_result(const options *o, const baopan_result *r, early *written) {
    size_t len;
    const void *made = baopan_result_output(r, &len);
    int status = EXIT_FINE;
    if (made == NULL)
        early_end(written); /* before reports are written: Ctrl-C is held off once at a time */
    if (made && !early_put(written, made, len, o->force))
        status = file_write(o, o->output, made, len, o->force);
    if (made && o->receipt && status == EXIT_FINE)
        status = write_receipt(o, r);
    if (status != EXIT_FINE)
        return status;
    return worse(found_status(o, r), print_reports(o, &r, 1, made ? o->output : NULL));
}

/* ---- Commands whose output is text. */
int run_text(const options *o, baopan_job *job, const char *path, bool report) {
    baopan_result *result = NULL;
    int status = status_of(o, baopan_run(job, &result), path);
    if (result == NULL)
        return status;
    size_t len;
    const void *made = baopan_result_output(result, &len);
    const char *to = o->output ? o->output : "-";
    if (made)
        status = worse(status, file_write(o, to, made, len, o->force));
    if (report && (made == NULL || baopan_result_has(result, BAOPAN_WARNING)))
        status = worse(status, print_reports(o, (const baopan_result *const *)&result, 1, NULL));
    if (report)
        status = worse(status, found_status(o, result));
    baopan_result_free(result);
    return status;
}

int text_of_file(const options *o, baopan_command what, const char *path, const char *argument, bool report) {
    job_files files = {0};
    baopan_job job = job_new(o, what);
    if (what == BAOPAN_FORMATS_LEARN && !wage_field(o, &job))
        return EXIT_USAGE;
    int status = file_read(o, path, &files.input);
    if (status == EXIT_FINE)
        status = load_format(o, &files, &job);
    job.input = files.input.in;
    job.argument = argument;
    if (status == EXIT_FINE)
        status = run_text(o, &job, path, report);
    free_files(&files);
    return status;
}

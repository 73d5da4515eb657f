/* fill: one template into one file, or several into a folder, all from one table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "faces/cli/run.h"
#include "faces/os/os.h"

/* One template on its way to its file. */
typedef struct filling {
    job_files files; /* but for the table and the format, which all share */
    baopan_result *result;
    char *path;      /* to write; owned */
    bool existed, written;
} filling;

static bool several(const options *o) { return o->operand_count > 2; }

static int fill_one(const options *o, const baopan_job *shared, const char *templ, filling *f) {
    baopan_job job = *shared;
    const baopan_input *own[] = {&job.input, several(o) ? NULL : &job.table, NULL};
    int status = file_read(o, templ, &f->files.input);
    job.input = f->files.input.in;
    if (!o->hash && !o->receipt)
        forget_spent(&job, own);
    if (status == EXIT_FINE)
        status = status_of(o, baopan_run(&job, &f->result), templ);
    return f->result ? found_status(o, f->result) : status;
}

/* ---- Several, into a folder. */
static char *path_in(const char *folder, const char *templ) {
    const char *name = os_name_in(templ);
    size_t room = strlen(folder) + strlen(name) + 2;
    char *path = malloc(room);
    if (path)
        (void)snprintf(path, room, "%s/%s", folder, name);
    return path;
}

/* A report is written last and would replace what was filled in. */
static bool is_reported_over(const options *o, const char *path) {
    for (size_t i = 0; i < o->report_count; i++)
        if (o->reports[i].path && same_place(o->reports[i].path, path)) {
            complain(o, "报告会替换填好的文件，请给报告换一个名字",
                     "a report would replace this filled file; please choose another name for the report", path);
            return true;
        }
    return false;
}

/* The outputs' names, before anything is done: none twice, none an input, none there without --force. */
static int name_outputs(const options *o, filling *all, size_t count) {
    for (size_t i = 0; i < count; i++) {
        all[i].path = path_in(o->output, o->operands[i]);
        if (all[i].path == NULL)
            return status_of(o, BAOPAN_NO_MEMORY, o->output);
        for (size_t k = 0; k < i; k++)
            if (strcmp(all[k].path, all[i].path) == 0) {
                complain(o, "两个原模板同名，会互相覆盖，请改名", "two templates have this name and would overwrite each other",
                         all[i].path);
                return EXIT_USAGE;
            }
        if (bad_output_path(o, all[i].path) || is_reported_over(o, all[i].path))
            return EXIT_USAGE;
        all[i].existed = file_exists(all[i].path);
    }
    return EXIT_FINE;
}

/* All or none: where one cannot be written, those that were not there before go again. */
static int write_all_of(const options *o, filling *all, size_t count) {
    int status = folder_make(o, o->output);
    for (size_t i = 0; i < count && status == EXIT_FINE; i++) {
        size_t len;
        const void *made = baopan_result_output(all[i].result, &len);
        status = file_write(o, all[i].path, made, len, o->force);
        all[i].written = status == EXIT_FINE;
    }
    for (size_t i = 0; i < count && status != EXIT_FINE; i++)
        if (all[i].written && !all[i].existed) {
            (void)os_remove(all[i].path);
            all[i].written = false;
        }
    return status;
}

static bool all_made(const filling *all, size_t count) {
    size_t len;
    for (size_t i = 0; i < count; i++)
        if (all[i].result == NULL || baopan_result_output(all[i].result, &len) == NULL)
            return false;
    return true;
}

static int report_all(const options *o, const filling *all, size_t count, bool written) {
    const baopan_result **results = calloc(count, sizeof *results);
    size_t done = 0;
    if (results == NULL)
        return status_of(o, BAOPAN_NO_MEMORY, NULL);
    for (size_t i = 0; i < count; i++)
        if (all[i].result)
            results[done++] = all[i].result;
    int status = done ? print_reports(o, results, done, written ? o->output : NULL) : EXIT_FINE;
    free(results);
    return status;
}

static int fill_all(const options *o, const baopan_job *job, filling *all, size_t count) {
    bool written = false;
    int status = name_outputs(o, all, count);
    if (status != EXIT_FINE)
        return status;
    for (size_t i = 0; i < count; i++)
        status = worse(status, fill_one(o, job, o->operands[i], &all[i]));
    if (all_made(all, count)) {
        int wrote = write_all_of(o, all, count);
        if (wrote != EXIT_FINE)
            return wrote;
        written = true;
    } else {
        for (size_t i = 0; i < count; i++)
            if (all[i].result)
                baopan_result_withhold(all[i].result);
        complain(o, "有的原模板填不了，所以一份也没有写出", "not every template could be filled in, so none was written", o->output);
    }
    return worse(status, report_all(o, all, count, written));
}

static int fill_several(const options *o, const baopan_job *job) {
    size_t count = (size_t)o->operand_count - 1;
    filling *all = calloc(count, sizeof *all);
    int status = all ? fill_all(o, job, all, count) : status_of(o, BAOPAN_NO_MEMORY, NULL);
    for (size_t i = 0; all && i < count; i++) {
        baopan_result_free(all[i].result);
        free_files(&all[i].files);
        free(all[i].path);
    }
    free(all);
    return status;
}

/* ---- One, into a file. */
static int fill_single(const options *o, const baopan_job *job) {
    filling f = {0};
    baopan_job writing = *job;
    early written;
    early_begin(&written, o->output, &writing);
    int status = fill_one(o, &writing, o->operands[0], &f);
    if (f.result)
        status = deliver_result(o, f.result, &written);
    early_end(&written);
    baopan_result_free(f.result);
    free_files(&f.files);
    return status;
}

int command_fill(const options *o) {
    job_files files = {0};
    baopan_job job = job_new(o, BAOPAN_FILL);
    if (several(o) && o->receipt) {
        complain(o, "一次填一个原模板才能写回执，请逐个填", "a receipt is for one template; please fill them one by one", o->receipt);
        return EXIT_USAGE;
    }
    if (wrong_operands(o, 2, -1, "请给出原模板和工资表：baopan fill 原模板.zip 工资表.xlsx -o 上传.zip",
                    "please name the template and the payroll table: baopan fill TEMPLATE.zip WAGES.xlsx -o UPLOAD.zip") ||
        (several(o) ? no_output(o) : bad_output(o)))
        return EXIT_USAGE;
    int status = file_read(o, o->operands[o->operand_count - 1], &files.table);
    if (status == EXIT_FINE)
        status = load_format(o, &files, &job);
    job.table = files.table.in;
    if (status == EXIT_FINE)
        status = several(o) ? fill_several(o, &job) : fill_single(o, &job);
    free_files(&files);
    return status;
}

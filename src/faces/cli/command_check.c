#include <stdlib.h>

#include "faces/cli/batch.h"

/* Template and format are read once, whatever the number of files. */
static int load(const options *o, job_files *files, baopan_job *job) {
    int status = wage_field(o, job) ? EXIT_FINE : EXIT_USAGE;
    if (status == EXIT_FINE && o->templ)
        status = file_read(o, o->templ, &files->templ);
    if (status == EXIT_FINE)
        status = load_format(o, files, job);
    if (status == EXIT_FINE && o->receipt)
        status = file_read(o, o->receipt, &files->receipt);
    job->templ = files->templ.in;
    job->receipt = files->receipt.in;
    return status;
}

/* A report must not replace a file that a folder or a list brought in. */
static bool replaces_input(const options *o, const path_list *paths) {
    for (size_t r = 0; r < o->report_count; r++) {
        const char *path = o->reports[r].path;
        if (path == NULL || !file_exists(path))
            continue;
        for (size_t i = 0; i < paths->count; i++)
            if (file_same(path, paths->items[i])) {
                complain(o, "这个报告会替换要检查的文件，请换一个名字",
                         "this report would replace a file that is checked; please choose another name", path);
                return true;
            }
    }
    return false;
}

static int print_schema(const options *o) {
    baopan_job job = job_new(o, BAOPAN_SCHEMA);
    return run_text(o, &job, NULL, false);
}

/* With --same-people every file is compared with all the others. */
typedef struct others {
    file *files;
    baopan_input *inputs;
    size_t count;
} others;

static int load_others(const options *o, const path_list *paths, others *all, baopan_job *job) {
    int status = EXIT_FINE;
    if (!o->same_people)
        return EXIT_FINE;
    all->files = calloc(paths->count + 1, sizeof *all->files);
    all->inputs = calloc(paths->count + 1, sizeof *all->inputs);
    if (all->files == NULL || all->inputs == NULL)
        return status_of(o, BAOPAN_NO_MEMORY, NULL);
    for (size_t i = 0; i < paths->count && status == EXIT_FINE; i++) {
        status = file_read(o, paths->items[i], &all->files[i]);
        all->inputs[i] = all->files[i].in;
        all->count = i + 1;
    }
    job->others = all->inputs;
    job->other_count = all->count;
    return status;
}

static void free_others(others *all) {
    for (size_t i = 0; i < all->count; i++)
        file_free(&all->files[i]);
    free(all->files);
    free(all->inputs);
}

static int check_paths(const options *o, const path_list *paths, baopan_job *job) {
    others all = {0};
    if (replaces_input(o, paths))
        return EXIT_USAGE;
    int status = load_others(o, paths, &all, job);
    if (status == EXIT_FINE && paths->count)
        status = batch_run(o, job, paths);
    free_others(&all);
    return status;
}

int command_check(const options *o) {
    job_files files = {0};
    path_list paths;
    baopan_job job = job_new(o, BAOPAN_CHECK);
    if (o->schema)
        return print_schema(o);
    if ((o->files_from == NULL &&
         wrong_operands(o, 1, -1, "请给出要检查的文件：baopan check 上传.zip --template 原模板.zip",
                        "please name the file to check: baopan check FILE.zip --template TEMPLATE.zip")))
        return EXIT_USAGE;
    int status = load(o, &files, &job), gathered = EXIT_FINE;
    if (status == EXIT_FINE) {
        gathered = paths_gather(o, &paths);
        status = check_paths(o, &paths, &job);
        paths_free(&paths);
    }
    free_files(&files);
    return worse(status, gathered);
}

#include "faces/cli/batch.h"

/* Template and format are read once, whatever the number of files. */
static int load(const options *o, job_files *files, baopan_job *job) {
    int status = wage_field(o, job) ? EXIT_FINE : EXIT_USAGE;
    if (status == EXIT_FINE && o->templ)
        status = file_read(o, o->templ, &files->templ);
    if (status == EXIT_FINE)
        status = load_format(o, files, job);
    job->templ = files->templ.in;
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

int command_check(const options *o) {
    job_files files = {0};
    path_list paths;
    baopan_job job = job_new(o, BAOPAN_CHECK);
    if (o->schema)
        return print_schema(o);
    if ((o->files_from == NULL &&
         wrong_operands(o, 1, -1, "请给出要检查的文件：baopan check 上传.zip --template 原模板.zip",
                        "please name the file to check: baopan check FILE.zip --template TEMPLATE.zip")) ||
        bad_reports(o))
        return EXIT_USAGE;
    int status = load(o, &files, &job), gathered = EXIT_FINE;
    if (status == EXIT_FINE) {
        gathered = paths_gather(o, &paths);
        if (replaces_input(o, &paths))
            status = EXIT_USAGE;
        else if (paths.count)
            status = batch_run(o, &job, &paths);
        paths_free(&paths);
    }
    free_files(&files);
    return worse(status, gathered);
}

#include <stdlib.h>

#include "faces/cli/run.h"

struct checked {
    job_files files;
    baopan_result *result;
};

static int check_one(const options *o, const char *path, struct checked *c) {
    baopan_job job = job_new(o, BAOPAN_CHECK);
    if (!wage_field(o, &job))
        return EXIT_USAGE;
    int status = file_read(o, path, &c->files.input);
    if (status == EXIT_FINE && o->templ)
        status = file_read(o, o->templ, &c->files.templ);
    if (status == EXIT_FINE)
        status = load_format(o, &c->files, &job);
    if (status != EXIT_FINE)
        return status;
    job.input = c->files.input.in;
    job.templ = c->files.templ.in;
    status = status_of(o, baopan_run(&job, &c->result), path);
    return c->result ? found_status(o, c->result) : status;
}

int command_check(const options *o) {
    if (wrong_operands(o, 1, -1, "请给出要检查的文件：baopan check 上传.zip --template 原模板.zip",
                    "please name the file to check: baopan check FILE.zip --template TEMPLATE.zip") ||
        bad_reports(o))
        return EXIT_USAGE;
    size_t count = (size_t)o->operand_count, done = 0;
    struct checked *all = calloc(count, sizeof *all);
    const baopan_result **results = calloc(count, sizeof *results);
    int status = all && results ? EXIT_FINE : status_of(o, BAOPAN_NO_MEMORY, NULL);
    for (size_t i = 0; all && results && i < count; i++) {
        status = worse(status, check_one(o, o->operands[i], &all[i]));
        if (all[i].result)
            results[done++] = all[i].result;
    }
    if (done)
        status = worse(status, print_reports(o, results, done, NULL));
    for (size_t i = 0; all && i < count; i++) {
        baopan_result_free(all[i].result);
        free_files(&all[i].files);
    }
    free(all);
    free(results);
    return status;
}

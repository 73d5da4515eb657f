#include "faces/cli/run.h"

int command_bundle(const options *o) {
    job_files files = {0};
    baopan_job job = job_new(o, BAOPAN_BUNDLE);
    baopan_result *result = NULL;
    if (wrong_operands(o, 1, 1, "请给出坏文件：baopan bundle 坏文件.zip --template 原模板.zip -o 支持包.zip",
                       "please name the broken file: baopan bundle BROKEN.zip --template TEMPLATE.zip -o BUNDLE.zip") ||
        bad_output(o))
        return EXIT_USAGE;
    int status = read_both(o, o->operands[0], o->templ, &files, &job);
    if (status == EXIT_FINE)
        status = status_of(o, baopan_run(&job, &result), o->operands[0]);
    if (result)
        status = deliver_result(o, result, NULL);
    baopan_result_free(result);
    free_files(&files);
    return status;
}

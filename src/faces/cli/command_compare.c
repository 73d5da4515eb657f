#include "faces/cli/run.h"

/* Two files, the accepted one first. */
int command_compare(const options *o) {
    job_files files = {0};
    baopan_job job = job_new(o, BAOPAN_COMPARE);
    baopan_result *result = NULL;
    if (wrong_operands(o, 2, 2, "请给出两个文件，传上去的在前：baopan compare 传上去的.zip 被拒收的.zip",
                       "please name two files, the accepted one first: baopan compare ACCEPTED.zip REFUSED.zip") ||
        !wage_field(o, &job))
        return EXIT_USAGE;
    int status = read_both(o, o->operands[1], o->operands[0], &files, &job);
    if (status == EXIT_FINE)
        status = load_format(o, &files, &job);
    if (status == EXIT_FINE)
        status = status_of(o, baopan_run(&job, &result), o->operands[1]);
    if (result)
        status = worse(found_status(o, result), print_reports(o, (const baopan_result *const *)&result, 1, NULL));
    baopan_result_free(result);
    free_files(&files);
    return status;
}

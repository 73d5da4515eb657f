#include "faces/cli/run.h"

int command_fill(const options *o) {
    job_files files = {0};
    baopan_job job = job_new(o, BAOPAN_FILL);
    baopan_result *result = NULL;
    if (wrong_operands(o, 2, 2, "请给出原模板和工资表：baopan fill 原模板.zip 工资表.xlsx -o 上传.zip",
                    "please name the template and the payroll table: baopan fill TEMPLATE.zip WAGES.xlsx -o UPLOAD.zip") ||
        bad_output(o) || bad_reports(o))
        return EXIT_USAGE;
    int status = file_read(o, o->operands[0], &files.input);
    if (status == EXIT_FINE)
        status = file_read(o, o->operands[1], &files.table);
    if (status == EXIT_FINE)
        status = load_format(o, &files, &job);
    job.input = files.input.in;
    job.table = files.table.in;
    if (status == EXIT_FINE)
        status = status_of(o, baopan_run(&job, &result), o->operands[0]);
    if (result)
        status = deliver_result(o, result);
    baopan_result_free(result);
    free_files(&files);
    return status;
}

#include <string.h>
#include <strings.h>

#include "faces/cli/run.h"
#include "faces/os/os.h"

/* What the ending of -o asks for; false for another one. */
static bool form_of(const char *path, baopan_form *form) {
    static const char *const endings[] = {".zip", ".txt", ".xlsx", ".csv"};
    size_t len = path ? strlen(path) : 0;
    for (int i = 0; i < 4; i++) {
        size_t n = strlen(endings[i]);
        if (len > n && strcasecmp(path + len - n, endings[i]) == 0) {
            *form = (baopan_form)i;
            return true;
        }
    }
    return false;
}

static bool wrong_words(const options *o, baopan_form *form) {
    if (wrong_operands(o, 1, 1, "请给出一个要转换的文件：baopan convert 原模板.zip -o 编辑表.xlsx",
                       "please name one file to convert: baopan convert TEMPLATE.zip -o SHEET.xlsx") ||
        bad_output(o))
        return true;
    if (form_of(o->output, form))
        return false;
    complain(o, "-o 的结尾决定转换成什么：.zip、.txt、.xlsx 或 .csv",
             "the ending of -o decides what is made: .zip, .txt, .xlsx or .csv", o->output);
    return true;
}

static int load(const options *o, job_files *files, baopan_job *job) {
    int status = read_both(o, o->operands[0], o->templ, files, job);
    return status == EXIT_FINE ? load_format(o, files, job) : status;
}

/* Ctrl-C waits, so that the passing file is not left behind. */
static int run_with_scratch(const options *o, baopan_job *job, baopan_result **result) {
    char *scratch = NULL;
    os_interrupt_hold();
    int status = file_scratch(o, o->output, &scratch);
    job->scratch = scratch;
    if (status == EXIT_FINE)
        status = status_of(o, baopan_run(job, result), o->operands[0]);
    file_unscratch(scratch);
    os_interrupt_release();
    return status;
}

int command_convert(const options *o) {
    job_files files = {0};
    baopan_job job = job_new(o, BAOPAN_CONVERT);
    baopan_result *result = NULL;
    if (wrong_words(o, &job.convert_to))
        return EXIT_USAGE;
    int status = load(o, &files, &job);
    if (status == EXIT_FINE)
        status = job.convert_to == BAOPAN_TO_XLSX ? run_with_scratch(o, &job, &result)
                                                  : status_of(o, baopan_run(&job, &result), o->operands[0]);
    if (result)
        status = deliver_result(o, result, NULL);
    baopan_result_free(result);
    free_files(&files);
    return status;
}

#include "faces/cli/run.h"

/* A dry run writes nothing and so needs no -o. */
static bool wrong_words(const options *o) {
    if (wrong_operands(o, 1, 1, "请给出坏文件：baopan fix 坏文件.zip --template 原模板.zip -o 上传.zip",
                       "please name the broken file: baopan fix BROKEN.zip --template TEMPLATE.zip -o UPLOAD.zip"))
        return true;
    if (o->templ == NULL) {
        complain(o, "请用 --template 给出原模板", "please name the template: --template TEMPLATE.zip", NULL);
        return true;
    }
    return !o->dry_run && bad_output(o);
}

int command_fix(const options *o) {
    job_files files = {0};
    baopan_job job = job_new(o, BAOPAN_FIX);
    baopan_result *result = NULL;
    if (wrong_words(o))
        return EXIT_USAGE;
    int status = read_both(o, o->operands[0], o->templ, &files, &job);
    if (status == EXIT_FINE)
        status = load_format(o, &files, &job);
    if (status == EXIT_FINE)
        status = status_of(o, baopan_run(&job, &result), o->operands[0]);
    if (result)
        status = deliver_result(o, result, NULL);
    baopan_result_free(result);
    free_files(&files);
    return status;
}

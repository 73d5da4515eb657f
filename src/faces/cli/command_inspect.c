#include <stdlib.h>

#include "faces/cli/run.h"

struct looked_at {
    job_files files;
    baopan_result *result;
};

static int look_at(const options *o, const char *path, struct looked_at *l) {
    baopan_job job = job_new(o, BAOPAN_INSPECT);
    int status = file_read(o, path, &l->files.input);
    if (status == EXIT_FINE)
        status = load_format(o, &l->files, &job);
    job.input = l->files.input.in;
    return status == EXIT_FINE ? status_of(o, baopan_run(&job, &l->result), path) : status;
}

static int inspect_all(const options *o) {
    size_t count = (size_t)o->operand_count, done = 0;
    struct looked_at *all = calloc(count, sizeof *all);
    const baopan_result **results = calloc(count, sizeof *results);
    int status = all && results ? EXIT_FINE : status_of(o, BAOPAN_NO_MEMORY, NULL);
    for (size_t i = 0; all && results && i < count; i++) {
        status = worse(status, look_at(o, o->operands[i], &all[i]));
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

/* -o FILE is the text report into that file. */
static int inspect_into(const options *o) {
    options to = *o;
    if (o->output && o->report_count == 0) {
        if (bad_output(o))
            return EXIT_USAGE;
        to.reports[to.report_count++] = (report_wish){BAOPAN_TEXT, o->output};
    }
    return inspect_all(&to);
}

int command_inspect(const options *o) {
    int status = EXIT_FINE;
    if (wrong_operands(o, 1, -1, "请给出要看的文件：baopan inspect 文件", "please name the file: baopan inspect FILE"))
        return EXIT_USAGE;
    if (!o->cells)
        return inspect_into(o);
    if (bad_output_of_each(o))
        return EXIT_USAGE;
    for (int i = 0; i < o->operand_count; i++)
        status = worse(status, text_of_file(o, BAOPAN_CELLS, o->operands[i], NULL, true));
    return status;
}

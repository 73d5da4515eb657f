#include <stdlib.h>

#include "faces/cli/run.h"

/* One kind of report, to its path. */
static int sum_up(const options *o, baopan_job *job, baopan_report kind, const char *path) {
    baopan_result *result = NULL;
    job->json = kind == BAOPAN_JSON;
    int status = status_of(o, baopan_run(job, &result), NULL);
    if (result == NULL)
        return status;
    size_t len;
    const void *made = baopan_result_output(result, &len);
    status = file_write(o, path, made, len, true);
    if (baopan_result_verdict(result) == BAOPAN_UNREADABLE)
        status = worse(status, EXIT_FOUND);
    baopan_result_free(result);
    return status;
}

static int sum_up_all(const options *o, baopan_job *job) {
    bool text = true;
    int status = EXIT_FINE;
    for (size_t i = 0; i < o->report_count; i++) {
        text = text && o->reports[i].path;
        status = worse(status, sum_up(o, job, o->reports[i].kind, o->reports[i].path ? o->reports[i].path : "-"));
    }
    return text ? worse(status, sum_up(o, job, BAOPAN_TEXT, "-")) : status;
}

static int load_shard(const options *o, const char *path, file *shard) {
    int status = file_read(o, path, shard);
    if (status != EXIT_FINE || shard->in.bytes || shard->in.len == 0)
        return status;
    complain(o, "文件太大，请分成几个", "the file is too large; please split it", path);
    return EXIT_SYSTEM;
}

/* A shard that cannot be read would make every figure wrong: then none is printed. */
int command_summary(const options *o) {
    if (wrong_operands(o, 1, -1, "请给出 check --report ndjson 写的文件：baopan summary 结果-*.ndjson",
                       "please name what check --report ndjson wrote: baopan summary RESULTS.ndjson..."))
        return EXIT_USAGE;
    size_t count = (size_t)o->operand_count;
    file *shards = calloc(count, sizeof *shards);
    baopan_input *inputs = calloc(count, sizeof *inputs);
    baopan_job job = job_new(o, BAOPAN_SUMMARY);
    int status = shards && inputs ? EXIT_FINE : status_of(o, BAOPAN_NO_MEMORY, NULL);
    for (size_t i = 0; status == EXIT_FINE && i < count; i++) {
        status = load_shard(o, o->operands[i], &shards[i]);
        inputs[i] = shards[i].in;
    }
    job.others = inputs;
    job.other_count = count;
    if (status == EXIT_FINE)
        status = sum_up_all(o, &job);
    for (size_t i = 0; shards && i < count; i++)
        file_free(&shards[i]);
    free(shards);
    free(inputs);
    return status;
}

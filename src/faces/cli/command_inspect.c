#include "faces/cli/run.h"

int command_inspect(const options *o) {
    int status = EXIT_FINE;
    if (wrong_operands(o, 1, -1, "请给出要看的文件：baopan inspect 文件", "please name the file: baopan inspect FILE"))
        return EXIT_USAGE;
    for (int i = 0; i < o->operand_count; i++)
        status = worse(status, text_of_file(o, o->cells ? BAOPAN_CELLS : BAOPAN_INSPECT, o->operands[i], NULL, o->cells));
    return status;
}

int command_explain(const options *o) {
    baopan_job job = job_new(o, BAOPAN_EXPLAIN);
    int status = EXIT_FINE;
    for (int i = 0; i < o->operand_count; i++) {
        job.argument = o->operands[i];
        bool known = name_known(o, BAOPAN_EXPLAIN, job.argument);
        status = worse(status, known ? run_text(o, &job, o->operands[i], false) : EXIT_USAGE);
    }
    return o->operand_count ? status : run_text(o, &job, NULL, false);
}

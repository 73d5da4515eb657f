#include "faces/cli/run.h"

/* One text goes out, in one kind. */
static bool several_kinds(const options *o) {
    if (o->report_count > 1)
        complain(o, "explain 一次只写一种：baopan explain --report md=手册.md",
                 "explain writes one kind at a time: baopan explain --report md=MANUAL.md", NULL);
    return o->report_count > 1;
}

int command_explain(const options *o) {
    baopan_job job = job_new(o, BAOPAN_EXPLAIN);
    options to = *o;
    int status = EXIT_FINE;
    if (several_kinds(o))
        return EXIT_USAGE;
    if (o->report_count) {
        job.markdown = o->reports[0].kind == BAOPAN_MARKDOWN;
        job.json = o->reports[0].kind == BAOPAN_JSON;
        to.output = o->reports[0].path ? o->reports[0].path : o->output;
        to.force = o->force || o->reports[0].path;
    }
    if (bad_output_of_each(&to))
        return EXIT_USAGE;
    for (int i = 0; i < o->operand_count; i++) {
        job.argument = o->operands[i];
        bool known = name_known(o, BAOPAN_EXPLAIN, job.argument);
        status = worse(status, known ? run_text(&to, &job, o->operands[i], false) : EXIT_USAGE);
    }
    return o->operand_count ? status : run_text(&to, &job, NULL, false);
}

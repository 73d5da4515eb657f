#include "faces/cli/run.h"

/* Text, Markdown or JSON; other kinds would say nothing about a code. */
static bool bad_kind(const options *o) {
    for (size_t i = 0; i < o->report_count; i++)
        if (o->report_count > 1 || (o->reports[i].kind != BAOPAN_TEXT && o->reports[i].kind != BAOPAN_MARKDOWN &&
                                    o->reports[i].kind != BAOPAN_JSON)) {
            complain(o, "explain 只写 text、md 或 json：baopan explain --report md=手册.md",
                     "explain writes text, md or json only: baopan explain --report md=MANUAL.md", NULL);
            return true;
        }
    return false;
}

int command_explain(const options *o) {
    baopan_job job = job_new(o, BAOPAN_EXPLAIN);
    options to = *o;
    int status = EXIT_FINE;
    if (bad_kind(o))
        return EXIT_USAGE;
    if (o->report_count) {
        job.markdown = o->reports[0].kind == BAOPAN_MARKDOWN;
        job.json = o->reports[0].kind == BAOPAN_JSON;
        to.output = o->reports[0].path ? o->reports[0].path : o->output;
        to.force = o->force || o->reports[0].path;
    }
    if (bad_text_output(&to))
        return EXIT_USAGE;
    for (int i = 0; i < o->operand_count; i++) {
        job.argument = o->operands[i];
        bool known = name_known(o, BAOPAN_EXPLAIN, job.argument);
        status = worse(status, known ? run_text(&to, &job, o->operands[i], false) : EXIT_USAGE);
    }
    return o->operand_count ? status : run_text(&to, &job, NULL, false);
}

#include <string.h>

#include "faces/cli/run.h"

int command_formats(const options *o) {
    const char *what = o->operand_count ? o->operands[0] : "list";
    const char *operand = o->operand_count > 1 ? o->operands[1] : NULL;
    baopan_job job = job_new(o, BAOPAN_FORMATS_LIST);
    if (bad_text_output(o))
        return EXIT_USAGE;
    if (strcmp(what, "list") == 0)
        return run_text(o, &job, NULL, false);
    if (operand && strcmp(what, "show") == 0) {
        if (!name_known(o, BAOPAN_FORMATS_LIST, operand))
            return EXIT_USAGE;
        job.command = BAOPAN_FORMATS_SHOW;
        job.argument = operand;
        return run_text(o, &job, operand, false);
    }
    if (operand && strcmp(what, "lint") == 0)
        return text_of_file(o, BAOPAN_FORMATS_LINT, operand, NULL, true);
    if (operand && strcmp(what, "learn") == 0)
        return text_of_file(o, BAOPAN_FORMATS_LEARN, operand, operand, true);
    static const char *const words[] = {"list", "show", "lint", "learn"};
    suggestion best = suggestion_for(what, strlen(what));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        suggestion_try(&best, words[i]);
    if (best.best[0] && strcmp(best.best, what) != 0) {
        complain_near(o, "formats 没有这一项", "formats does no such thing", what, &best, "baopan formats --help");
        return EXIT_USAGE;
    }
    complain(o, "用法：baopan formats [list | show 名字 | lint 文件 | learn 原模板.zip]",
             "usage: baopan formats [list | show NAME | lint FILE | learn TEMPLATE.zip]", NULL);
    return EXIT_USAGE;
}

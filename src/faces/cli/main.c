#include <stdio.h>
#include <string.h>

#include "faces/cli/cli.h"

static const struct {
    const char *name;
    command *run;
} COMMANDS[] = {
    {"check", command_check},     {"fill", command_fill},       {"convert", command_convert},
    {"inspect", command_inspect},
    {"explain", command_explain}, {"formats", command_formats},
};

static command *command_named(const char *name) {
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        if (strcmp(name, COMMANDS[i].name) == 0)
            return COMMANDS[i].run;
    return NULL;
}

int main(int argc, char **argv) {
    options o;
    int status = options_read(argc, argv, &o);
    if (status != EXIT_FINE)
        return status;
    if (o.version) {
        printf("baopan %s\n", baopan_version());
        return EXIT_FINE;
    }
    if (o.help) {
        print_usage(o.lang);
        return EXIT_FINE;
    }
    if (o.operand_count == 0) {
        complain(&o, "请说明要做什么，例如 baopan check 上传.zip；全部用法见 baopan --help",
                 "please say what to do, such as: baopan check FILE.zip; see baopan --help", NULL);
        return EXIT_USAGE;
    }
    command *run = command_named(o.operands[0]);
    if (run == NULL) {
        complain(&o, "没有这个命令", "there is no such command", o.operands[0]);
        return EXIT_USAGE;
    }
    o.operands++;
    o.operand_count--;
    status = run(&o);
    if (fflush(stdout) != 0) {
        complain(&o, "结果没能全部输出", "the results could not be printed in full", NULL);
        return EXIT_SYSTEM;
    }
    return status;
}

/* options.def and commands.def as tables: the one truth about the command line's words. */
#include <string.h>

#include "faces/cli/cli.h"

#define COMMAND(key, name, run, reports, operands_zh, operands_en, zh, en, examples_zh, examples_en)         \
    enum { ON_##key = 1 << BIT_##key };
#include "faces/cli/commands.def"
#undef COMMAND
enum { ON_ALL = (1 << COMMAND_COUNT) - 1 };

static const option_row OPTIONS[] = {
#define OPTION(key, name, letter, value, commands, zh, en) {name, letter, value, commands, {zh, en}},
#include "faces/cli/options.def"
#undef OPTION
};
enum { OPTION_COUNT = sizeof OPTIONS / sizeof *OPTIONS };
_Static_assert(OPTION_COUNT <= 64, "options.given has a bit for each");

static const command_row COMMANDS[] = {
#define COMMAND(key, name, run, reports, operands_zh, operands_en, zh, en, examples_zh, examples_en)         \
    {name, run, reports, {operands_zh, operands_en}, {zh, en}, {examples_zh, examples_en}},
#include "faces/cli/commands.def"
#undef COMMAND
};

size_t option_rows(const option_row **rows) {
    *rows = OPTIONS;
    return OPTION_COUNT;
}

const option_row *option_row_at(size_t index) { return &OPTIONS[index]; }

size_t command_rows(const command_row **rows) {
    *rows = COMMANDS;
    return COMMAND_COUNT;
}

const command_row *command_named(const char *name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(name, COMMANDS[i].name) == 0)
            return &COMMANDS[i];
    return NULL;
}

const char *value_for(const command_row *c, const option_row *o) {
    return strcmp(o->name, "report") == 0 && c->reports ? c->reports : o->value;
}

bool takes(const command_row *c, const option_row *o) { return o->commands >> (c - COMMANDS) & 1; }

/* Which command, and with which of its options. */
#include <stdio.h>
#include <string.h>

#include "faces/cli/run.h"
#include "faces/os/os.h"

static int no_such_command(const options *o, const char *given) {
    const command_row *rows;
    size_t count = command_rows(&rows);
    suggestion best = suggestion_for(given, strlen(given));
    for (size_t i = 0; i < count; i++)
        suggestion_try(&best, rows[i].name);
    complain_near(o, "没有这个命令", "there is no such command", given, &best, "baopan --help");
    return EXIT_USAGE;
}

/* An option that the command does not know would be silently without effect. */
static bool takes_all(const options *o, const command_row *c) {
    const option_row *rows;
    size_t count = option_rows(&rows);
    for (size_t i = 0; i < count; i++) {
        char zh[160], en[160], name[40];
        if (!(o->given >> i & 1) || takes(c, &rows[i]))
            continue;
        (void)snprintf(name, sizeof name, "--%s", rows[i].name);
        (void)snprintf(zh, sizeof zh, "%s 没有这个选项；请看 baopan %s --help", c->name, c->name);
        (void)snprintf(en, sizeof en, "%s does not take this option; see baopan %s --help", c->name, c->name);
        complain(o, zh, en, name);
        return false;
    }
    return true;
}

static bool among(const char *words, const char *word) {
    size_t len = strlen(word);
    for (const char *w = words; *w && *w != '['; w += strcspn(w, "|[") + (w[strcspn(w, "|[")] == '|'))
        if (strcspn(w, "|[") == len && strncmp(w, word, len) == 0)
            return true;
    return false;
}

/* The first command that writes this kind of report. */
static const char *writer_of(const char *kind) {
    const command_row *rows;
    size_t count = command_rows(&rows), i = 0;
    while (i + 1 < count && !(rows[i].reports && among(rows[i].reports, kind)))
        i++;
    return rows[i].name;
}

static bool writes_all(const options *o, const command_row *c) {
    for (size_t i = 0; i < o->report_count; i++) {
        const char *kind = report_name(o->reports[i].kind);
        char zh[160], en[160];
        if (among(c->reports, kind))
            continue;
        (void)snprintf(zh, sizeof zh, "%s 不写这种报告（%s 会写），只写 %s", c->name, writer_of(kind), c->reports);
        (void)snprintf(en, sizeof en, "%s does not write this kind of report (%s does); it writes %s", c->name, writer_of(kind),
                       c->reports);
        complain(o, zh, en, kind);
        return false;
    }
    return true;
}

static bool codes_known(const options *o) {
    bool known = true;
    for (size_t i = 0; i < o->override_count && known; i++)
        known = name_known(o, BAOPAN_EXPLAIN, o->overrides[i].code);
    for (size_t i = 0; i < o->yes_count && known; i++)
        known = name_known(o, BAOPAN_EXPLAIN, o->yes[i]);
    return known;
}

/* "baopan help check" is "baopan check --help". */
static void read_help(options *o) {
    if (o->operand_count == 0 || strcmp(o->operands[0], "help") != 0)
        return;
    o->help = true;
    o->operands++;
    o->operand_count--;
}

static int run_command(options *o) {
    const command_row *c = command_named(o->operands[0]);
    if (c == NULL)
        return no_such_command(o, o->operands[0]);
    if (o->help) {
        print_command_help(c, o->lang);
        return EXIT_FINE;
    }
    if (!takes_all(o, c) || !writes_all(o, c) || !codes_known(o))
        return EXIT_USAGE;
    o->operands++;
    o->operand_count--;
    o->reads_receipt = c->run == command_check;
    return paths_clash(o) ? EXIT_USAGE : c->run(o);
}

/* Without a command there are only --help and --version. */
static int run_none(const options *o) {
    if (o->help) {
        print_usage(o->lang);
        return EXIT_FINE;
    }
    complain(o, "请说明要做什么，例如 baopan check 上传.zip；全部用法见 baopan --help",
             "please say what to do, such as: baopan check FILE.zip; see baopan --help", NULL);
    return EXIT_USAGE;
}

int command_line(int argc, char **argv) {
    options o;
    int status = options_read(argc, argv, &o);
    if (status != EXIT_FINE)
        return status;
    read_help(&o);
    if (o.version)
        printf("baopan %s\n", baopan_version());
    else
        status = o.operand_count ? run_command(&o) : run_none(&o);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (!os_reader_left() && status != EXIT_SYSTEM)
            complain(&o, "结果没能全部输出", "the results could not be printed in full", NULL);
        return EXIT_SYSTEM;
    }
    return status;
}

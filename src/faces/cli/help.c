/* Help, made of the tables: what commands there are, and what one of them takes. */
#include <stdio.h>
#include <string.h>

#include "faces/cli/cli.h"

enum { COMMAND_WIDTH = 12, OPTION_WIDTH = 30, ALL_COMMANDS = (1 << COMMAND_COUNT) - 1 };

static const char *say(baopan_lang lang, const char *zh, const char *en) { return lang == BAOPAN_ZH ? zh : en; }

static void padded(const char *text, size_t width) {
    printf("  %s%*s", text, (int)(strlen(text) < width ? width - strlen(text) : 1), "");
}

static void option_line(const command_row *c, const option_row *row, baopan_lang lang) {
    const char *value = c ? value_for(c, row) : row->value;
    char left[96], letter[5] = "    ";
    if (row->letter)
        (void)snprintf(letter, sizeof letter, "-%c, ", row->letter);
    (void)snprintf(left, sizeof left, "%s--%s%s%s", letter, row->name, value ? " " : "", value ? value : "");
    padded(left, OPTION_WIDTH);
    if (strlen(left) + 1 >= OPTION_WIDTH)
        printf("\n%*s", OPTION_WIDTH + 2, "");
    puts(row->help[lang]);
}

static void option_lines(const command_row *c, baopan_lang lang, bool common) {
    const option_row *rows;
    size_t count = option_rows(&rows);
    for (size_t i = 0; i < count; i++) {
        bool everywhere = rows[i].commands == ALL_COMMANDS;
        if (common ? everywhere : c && !everywhere && takes(c, &rows[i]))
            option_line(c, &rows[i], lang);
    }
}

static void exit_statuses(baopan_lang lang) {
    puts(say(lang, "\n退出状态：0 没有问题  1 有问题  2 用法不对  3 读写不了  4 程序自己的错",
             "\nExit status: 0 fine  1 found something  2 wrong usage  3 cannot read or write  4 our own fault"));
}

void print_usage(baopan_lang lang) {
    const command_row *rows;
    size_t count = command_rows(&rows);
    puts(say(lang, "baopan 报盘：上传之前，检查、填写、修好工资申报文件\n\n用法：baopan 命令 [选项]",
             "baopan: checks, fills in and mends a wage declaration file before it is uploaded\n\n"
             "usage: baopan COMMAND [OPTION]..."));
    for (size_t i = 0; i < count; i++) {
        padded(rows[i].name, COMMAND_WIDTH);
        puts(rows[i].summary[lang]);
    }
    puts("");
    option_lines(NULL, lang, true);
    puts(say(lang, "\n例如：\n  baopan check 上传.zip --template 原模板.zip\n  baopan fill 原模板.zip 工资表.xlsx -o 上传.zip\n"
                   "每个命令的选项和例子：baopan check --help",
             "\nExamples:\n  baopan check UPLOAD.zip --template TEMPLATE.zip\n"
             "  baopan fill TEMPLATE.zip WAGES.xlsx -o UPLOAD.zip\n"
             "A command's options and examples: baopan check --help"));
    exit_statuses(lang);
}

void print_command_help(const command_row *c, baopan_lang lang) {
    printf("baopan %s: %s\n\n%sbaopan %s %s %s\n\n", c->name, c->summary[lang], say(lang, "用法：", "usage: "), c->name,
           say(lang, "[选项]", "[OPTION]..."), c->operands[lang]);
    option_lines(c, lang, false);
    option_lines(c, lang, true);
    puts(say(lang, "\n例如：", "\nExamples:"));
    for (const char *line = c->examples[lang]; *line;) {
        size_t len = strcspn(line, "\n");
        printf("  %.*s\n", (int)len, line);
        line += len + (line[len] == '\n');
    }
    exit_statuses(lang);
}

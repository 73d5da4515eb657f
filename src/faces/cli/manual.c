/* The manual page, made of the tables: roff for man(1). */
#include <stdio.h>
#include <string.h>

#include "faces/cli/cli.h"

static const char *say(baopan_lang lang, const char *zh, const char *en) { return lang == BAOPAN_ZH ? zh : en; }

/* Text in which roff sees no commands: backslashes, hyphens, and a dot or quote at a line's start. */
static void roff(const char *text, size_t len) {
    if (len && strchr(".'", *text))
        printf("\\&");
    for (size_t i = 0; i < len; i++)
        if (text[i] == '\\')
            printf("\\e");
        else if (text[i] == '-')
            printf("\\-");
        else
            putchar(text[i]);
}

static void roff_text(const char *text) { roff(text, strlen(text)); }

static void section(const char *title) { printf(".SH %s\n", title); }

static void option_entry(const command_row *c, const option_row *o, baopan_lang lang) {
    const char *value = value_for(c, o);
    printf(".TP\n");
    if (o->letter)
        printf("\\fB\\-%c\\fR, ", o->letter);
    printf("\\fB\\-\\-");
    roff_text(o->name);
    printf("\\fR");
    if (value) {
        printf(" \\fI");
        roff_text(value);
        printf("\\fR");
    }
    printf("\n");
    roff_text(o->help[lang]);
    printf("\n");
}

static void examples(const command_row *c, baopan_lang lang) {
    printf(".PP\n.nf\n");
    for (const char *line = c->examples[lang]; *line;) {
        size_t len = strcspn(line, "\n");
        printf(".RS\n");
        roff(line, len);
        printf("\n.RE\n");
        line += len + (line[len] == '\n');
    }
    printf(".fi\n");
}

static void commands(baopan_lang lang) {
    const option_row *all;
    const command_row *rows;
    size_t count = command_rows(&rows), option_count = option_rows(&all);
    for (size_t i = 0; i < count; i++) {
        printf(".SS baopan %s ", rows[i].name);
        roff_text(rows[i].operands[lang]);
        printf("\n");
        roff_text(rows[i].summary[lang]);
        printf("\n");
        for (size_t k = 0; k < option_count; k++)
            if (takes(&rows[i], &all[k]) && !takes(command_named("manual"), &all[k]))
                option_entry(&rows[i], &all[k], lang);
        examples(&rows[i], lang);
    }
}

static void common_options(baopan_lang lang) {
    const option_row *all;
    const command_row *itself = command_named("manual");
    size_t count = option_rows(&all);
    for (size_t k = 0; k < count; k++)
        if (takes(itself, &all[k]))
            option_entry(itself, &all[k], lang);
}

static void exit_statuses(baopan_lang lang) {
    static const char *const words[][2] = {
        {"没有达到 --fail-on 的问题", "no finding at or above --fail-on"},
        {"有这样的问题；文件坏了、是空的、不完整也算", "such a finding; a damaged, empty or truncated file is one"},
        {"用法不对", "wrong usage"},
        {"系统不让读或写", "the system would not let an input be read or an output be written"},
        {"程序自己的错", "our own fault"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        printf(".TP\n%zu\n", i);
        roff_text(words[i][lang]);
        printf("\n");
    }
    printf(".PP\n%s\n", say(lang, "有几个文件时取最大的数，每个文件都会查到。",
                            "For several files the highest number counts, and every file is still checked."));
}

int command_manual(const options *o) {
    baopan_lang lang = o->lang;
    printf(".\\\" made by: baopan manual\n.TH BAOPAN 1 \"\" \"baopan %s\"\n", baopan_version());
    section(say(lang, "名称", "NAME"));
    roff_text(say(lang, "baopan - 上传之前，检查、填写、修好工资申报文件",
                  "baopan - checks, fills in and mends a wage declaration file before it is uploaded"));
    printf("\n");
    section(say(lang, "用法", "SYNOPSIS"));
    printf("\\fBbaopan\\fR \\fI%s\\fR\n", say(lang, "命令 [选项]... [文件]...", "COMMAND [OPTION]... [FILE]..."));
    section(say(lang, "说明", "DESCRIPTION"));
    roff_text(say(lang,
                  "离线运行，什么也不会传出去。选项可以放在任何位置；- 是标准输入或标准输出。"
                  "写出的文件要么完整，要么没有；输入的文件从不改动。",
                  "Works offline; nothing leaves the machine. Options may stand anywhere; - is standard input or "
                  "standard output. Outputs appear whole or not at all; inputs are never changed."));
    printf("\n");
    section(say(lang, "命令", "COMMANDS"));
    commands(lang);
    section(say(lang, "各命令都有的选项", "COMMON OPTIONS"));
    common_options(lang);
    section(say(lang, "退出状态", "EXIT STATUS"));
    exit_statuses(lang);
    section(say(lang, "环境变量", "ENVIRONMENT"));
    printf(".TP\nLC_ALL, LC_MESSAGES, LANG\n%s\n", say(lang, "以 zh 开头时说中文，否则说英文。",
                                                       "Chinese where it begins with zh, else English."));
    printf(".TP\nNO_COLOR\n%s\n", say(lang, "设了就不用颜色。", "No colour where it is set."));
    return EXIT_FINE;
}

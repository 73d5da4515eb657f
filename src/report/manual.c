/* baopan explain --report md: the catalogue as a manual in Markdown, for a wiki or for printing. */
#include "report/explain.h"

#define SAY(l, zh, en) ((l) == LANG_ZH ? (zh) : (en))

/* Prose, with what Markdown would take for its own marked as plain. */
static void plain(buf *b, span s) {
    for (size_t i = 0; i < s.len; i++) {
        if (span_has(SPAN("\\`*_<>[]|#"), s.ptr[i]))
            buf_byte(b, '\\');
        buf_byte(b, s.ptr[i]);
    }
}

static void paragraph(buf *b, const char *title, span words) {
    buf_format(b, "**%s** ", title);
    plain(b, words);
    buf_text(b, "\n\n");
}

static void steps(buf *b, const catalogue_row *row, step_kind kind, const char *title, lang l) {
    span how = span_cstr(row->prose[l].how), step;
    unsigned n = 0;
    while (explain_next_step(&how, kind, l, &step)) {
        if (n++ == 0)
            buf_format(b, "**%s**\n\n", title);
        buf_format(b, "%u. ", n);
        buf sentence = buf_new(b->on);
        explain_step(&sentence, step);
        plain(b, buf_span(&sentence));
        buf_byte(b, '\n');
    }
    buf_text(b, n ? "\n" : "");
}

static void example(buf *b, const char *title, const char *lines) {
    buf_format(b, "**%s**\n\n```text\n%s\n```\n\n", title, lines);
}

static void one_code(buf *b, const catalogue_row *row, lang l) {
    buf message = buf_new(b->on);
    explain_message(&message, row, l);
    buf_format(b, "### %s ", row->id);
    plain(b, span_cstr(row->prose[l].title));
    buf_format(b, "\n\n%s · %s%s · %s\n\n", explain_severity(row->severity, l), SAY(l, "在门户：", "at the portal: "),
               explain_consequence(row->consequence, l), explain_fix(row->fix, l));
    paragraph(b, SAY(l, "是什么", "What"), buf_span(&message));
    paragraph(b, SAY(l, "为什么要紧", "Why it matters"), span_cstr(row->prose[l].why));
    steps(b, row, STEP_BAOPAN, SAY(l, "用 baopan", "With baopan"), l);
    steps(b, row, STEP_BY_HAND, SAY(l, "手工（记事本、Excel、WPS）", "By hand (Notepad, Excel, WPS)"), l);
    if (row->before[0]) {
        example(b, SAY(l, "改之前", "Before"), row->before);
        example(b, SAY(l, "改之后", "After"), row->after);
    }
}

static const char *layer_title(layer x, lang l) {
    static const char *const titles[][LANG_COUNT] = {
        [LAYER_ZIP] = {"压缩包", "The zip"},
        [LAYER_ENC] = {"编码和换行", "Encoding and newlines"},
        [LAYER_ROW] = {"分隔符、列和行", "Separators, columns, lines"},
        [LAYER_ID] = {"身份证号", "ID numbers"},
        [LAYER_PAY] = {"工资", "Wages"},
        [LAYER_ROS] = {"人员名单与原模板", "The roster against the template"},
        [LAYER_SRC] = {"工资表", "The payroll table"},
        [LAYER_FMT] = {"格式文件", "Format files"},
        [LAYER_SYS] = {"限度", "Limits"},
    };
    return titles[x][l];
}

static void contents(buf *b, lang l) {
    buf_format(b, "| %s | | %s |\n|---|---|---|\n", SAY(l, "代码", "code"), SAY(l, "在门户", "at the portal"));
    for (int i = CODE_NONE + 1; i < CODE_COUNT; i++) {
        const catalogue_row *row = catalogue_get((code)i);
        buf_format(b, "| %s | ", row->id);
        plain(b, span_cstr(row->prose[l].title));
        buf_format(b, " | %s |\n", explain_consequence(row->consequence, l));
    }
    buf_byte(b, '\n');
}

void report_manual(buf *b, code c, lang l) {
    if (c != CODE_NONE) {
        one_code(b, catalogue_get(c), l);
        return;
    }
    buf_text(b, SAY(l, "# baopan 能发现的问题\n\n", "# What baopan finds\n\n"));
    contents(b, l);
    for (int i = CODE_NONE + 1; i < CODE_COUNT; i++) {
        const catalogue_row *row = catalogue_get((code)i);
        if (i == CODE_NONE + 1 || catalogue_get((code)(i - 1))->layer != row->layer)
            buf_format(b, "## %s %s\n\n", layer_word(row->layer), layer_title(row->layer, l));
        one_code(b, row, l);
    }
}

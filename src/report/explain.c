/* baopan explain: the catalogue read aloud. */
#include "report/report.h"

static const char *const SEVERITY[][LANG_COUNT] = {{"", ""}, {"说明", "note"}, {"提醒", "warning"}, {"错误", "error"}};
static const char *const CONSEQUENCE[][LANG_COUNT] = {
    {"没有影响", "none"},
    {"数据会错", "wrong data"},
    {"有人不会被申报", "somebody is not declared"},
    {"上传会被拒绝", "the upload is rejected"},
};
static const char *const FIX[][LANG_COUNT] = {
    {"无法修复", "not fixable"}, {"需要您确认", "needs a person"}, {"可自动修复", "fixable safely"}};

/* A paragraph, each of its lines set in. */
static void indented(buf *b, const char *words) {
    span s = span_cstr(words);
    while (s.len) {
        size_t end = span_find(s, '\n');
        buf_text(b, "    ");
        buf_add(b, span_cut(s, 0, end));
        buf_byte(b, '\n');
        s = span_from(s, end + 1);
    }
}

static void heading(buf *b, lang l, const char *zh, const char *en) {
    buf_format(b, "\n  %s\n", l == LANG_ZH ? zh : en);
}

static void whole(buf *b, const catalogue_row *row, lang l) {
    const prose *p = &row->prose[l];
    buf_format(b, "%s  %s  (%s)\n", row->id, p->title, row->slug);
    buf_format(b, l == LANG_ZH ? "  %s；后果：%s；%s\n" : "  %s; at the portal: %s; %s\n",
               SEVERITY[row->severity][l], CONSEQUENCE[row->consequence][l], FIX[row->fix][l]);
    heading(b, l, "是什么", "What");
    indented(b, p->message);
    heading(b, l, "为什么要紧", "Why it matters");
    indented(b, p->why);
    heading(b, l, "怎么办", "What to do");
    indented(b, p->how);
    if (row->before[0] == 0)
        return;
    heading(b, l, "改之前", "Before");
    indented(b, row->before);
    heading(b, l, "改之后", "After");
    indented(b, row->after);
}

void report_explain(buf *b, code c, lang l) {
    if (c != CODE_NONE) {
        whole(b, catalogue_get(c), l);
        return;
    }
    for (int i = CODE_NONE + 1; i < CODE_COUNT; i++) {
        const catalogue_row *row = catalogue_get((code)i);
        buf_format(b, "%s  %s  %s\n", row->id, SEVERITY[row->severity][l], row->prose[l].title);
    }
}

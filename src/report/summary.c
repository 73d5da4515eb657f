/* What many results add up to, for people and for programs. */
#include "base/utf8.h"
#include "report/json_writer.h"
#include "report/report.h"

#define SAY(l, zh, en) ((l) == LANG_ZH ? (zh) : (en))

static unsigned long long big(uint64_t n) { return (unsigned long long)n; }

/* ---- Text. */
static void show_total(buf *b, const char *label, const summary_total *t, const report_summary_of *s, lang l) {
    buf_text(b, label);
    if (t->files == 0)
        buf_text(b, SAY(l, "不知道", "unknown"));
    else
        money_show(b, t->sum);
    if (t->files && t->files < s->files)
        buf_format(b, SAY(l, "（%llu 个文件）", " (%llu files)"), big(t->files));
}

static void show_codes(buf *b, const report_summary_of *s, lang l) {
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        if (s->by_code[c].files)
            buf_format(b, SAY(l, "  %s  问题 %llu 个，文件 %llu 个  %s\n", "  %s  findings %llu, files %llu  %s\n"),
                       catalogue_get((code)c)->id, big(s->by_code[c].count), big(s->by_code[c].files),
                       catalogue_get((code)c)->prose[l].title);
}

static void show_lines(buf *b, const summary_lines *lines, lang l, const char *head) {
    if (lines->count == 0)
        return;
    buf_format(b, "%s%llu\n", head, big(lines->count));
    for (size_t i = 0; i < lines->told.count; i++) {
        buf_text(b, "  ");
        utf8_show_line(b, lines->told.items[i].path);
        buf_format(b, SAY(l, "  第 %llu 行\n", "  line %llu\n"), big(lines->told.items[i].line));
    }
    if (lines->count > lines->told.count)
        buf_text(b, "  …\n");
}

static void show_odd_lines(buf *b, const report_summary_of *s, lang l) {
    show_lines(b, &s->damaged, l,
               SAY(l, "✘ 读不懂、没有算进去的行（断了、坏了，或不是这个版本的 check 写的）：",
                   "✘ Lines not counted (cut off, damaged, or not written by this version of check): "));
    show_lines(b, &s->differing, l,
               SAY(l, "！ 同一个文件名又有另一个结果，两个都算了（查过两次的，请只留一个）：",
                   "! Another result of a file of the same name, both counted (checked twice? give one only): "));
    show_lines(b, &s->repeated, l,
               SAY(l, "！ 与前面一模一样、只算一次的行（同一个结果给了两次）：",
                   "! The same lines once more, counted once (the same results given twice): "));
}

void report_summary_text(buf *b, const report_summary_of *s, lang l) {
    buf_format(b, SAY(l, "共 %llu 个文件：没有问题 %llu，有提醒 %llu，有错误 %llu，读不懂 %llu\n",
                      "%llu files: %llu fine, %llu with warnings, %llu with errors, %llu not understood\n"),
               big(s->files), big(s->verdicts[0]), big(s->verdicts[1]), big(s->verdicts[2]), big(s->verdicts[3]));
    if (s->not_opened)
        buf_format(b, SAY(l, "✘ 没有打开、没有算进去的文件：%llu\n", "✘ Files that could not be opened, not counted: %llu\n"),
                   big(s->not_opened));
    buf_format(b, SAY(l, "参保人数 %llu    录入人数 %llu    未录入人数 %llu\n",
                      "Insured %llu    entered %llu    not entered %llu\n"),
               big(s->insured), big(s->entered), big(s->not_entered));
    show_total(b, SAY(l, "原工资合计 ", "Old wages "), &s->old_total, s, l);
    show_total(b, SAY(l, "    新工资合计 ", "    new wages "), &s->new_total, s, l);
    buf_format(b, SAY(l, "\n错误 %llu  提醒 %llu  说明 %llu\n", "\nErrors %llu  warnings %llu  notes %llu\n"),
               big(s->errors), big(s->warnings), big(s->notes));
    show_codes(b, s, l);
    show_odd_lines(b, s, l);
}

/* ---- JSON. */
static void total(json *j, const char *key, const summary_total *t) {
    buf b = buf_new(j->to->on);
    money_write(&b, t->sum, 2);
    json_object(j, key);
    if (t->files)
        json_string(j, "sum", buf_span(&b));
    else
        json_null(j, "sum");
    json_number(j, "files", t->files);
    json_end(j, '}');
}

static void codes(json *j, const report_summary_of *s) {
    json_object(j, "byCode");
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++) {
        if (s->by_code[c].files == 0)
            continue;
        json_object(j, catalogue_get((code)c)->id);
        json_number(j, "count", s->by_code[c].count);
        json_number(j, "files", s->by_code[c].files);
        json_end(j, '}');
    }
    json_end(j, '}');
}

static void odd_lines(json *j, const char *count, const char *list, const summary_lines *lines) {
    json_number(j, count, lines->count);
    json_array(j, list);
    for (size_t i = 0; i < lines->told.count; i++) {
        json_object(j, NULL);
        json_string(j, "path", lines->told.items[i].path);
        json_number(j, "line", lines->told.items[i].line);
        json_end(j, '}');
    }
    json_end(j, ']');
}

void report_summary_json(buf *b, const report_summary_of *s) {
    json j = {.to = b, .first = true};
    json_object(&j, NULL);
    json_number(&j, "files", s->files);
    json_object(&j, "verdicts");
    for (int v = 0; v < SUMMARY_VERDICTS; v++)
        json_number(&j, verdict_word((verdict)v), s->verdicts[v]);
    json_end(&j, '}');
    json_number(&j, "notOpened", s->not_opened);
    json_number(&j, "insured", s->insured);
    json_number(&j, "entered", s->entered);
    json_number(&j, "notEntered", s->not_entered);
    total(&j, "oldTotal", &s->old_total);
    total(&j, "newTotal", &s->new_total);
    json_number(&j, "error", s->errors);
    json_number(&j, "warning", s->warnings);
    json_number(&j, "note", s->notes);
    codes(&j, s);
    odd_lines(&j, "damagedLines", "damaged", &s->damaged);
    odd_lines(&j, "differingLines", "differing", &s->differing);
    odd_lines(&j, "repeatedLines", "repeated", &s->repeated);
    json_end(&j, '}');
    buf_byte(b, '\n');
}

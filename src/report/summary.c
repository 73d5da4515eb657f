/* What many results add up to, for people and for programs. */
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

static void show_damaged(buf *b, const report_summary_of *s, lang l) {
    if (s->damaged == 0)
        return;
    buf_format(b, SAY(l, "✘ 有 %llu 行读不懂（断了、坏了，或不是这个版本的 check 写的），没有算进去：\n",
                      "✘ Lines not counted (cut off, damaged, or not written by this version of check): %llu\n"),
               big(s->damaged));
    for (size_t i = 0; i < s->told.count; i++) {
        buf_text(b, "  ");
        buf_add(b, s->told.items[i].path);
        buf_format(b, SAY(l, "  第 %llu 行\n", "  line %llu\n"), big(s->told.items[i].line));
    }
    if (s->damaged > s->told.count)
        buf_text(b, "  …\n");
}

void report_summary_text(buf *b, const report_summary_of *s, lang l) {
    buf_format(b, SAY(l, "共 %llu 个文件：没有问题 %llu，有提醒 %llu，有错误 %llu，读不懂 %llu\n",
                      "%llu files: %llu fine, %llu with warnings, %llu with errors, %llu not understood\n"),
               big(s->files), big(s->verdicts[0]), big(s->verdicts[1]), big(s->verdicts[2]), big(s->verdicts[3]));
    buf_format(b, SAY(l, "参保人数 %llu    录入人数 %llu    未录入人数 %llu\n",
                      "Insured %llu    entered %llu    not entered %llu\n"),
               big(s->insured), big(s->entered), big(s->not_entered));
    show_total(b, SAY(l, "原工资合计 ", "Old wages "), &s->old_total, s, l);
    show_total(b, SAY(l, "    新工资合计 ", "    new wages "), &s->new_total, s, l);
    buf_format(b, SAY(l, "\n错误 %llu  提醒 %llu  说明 %llu\n", "\nErrors %llu  warnings %llu  notes %llu\n"),
               big(s->errors), big(s->warnings), big(s->notes));
    show_codes(b, s, l);
    show_damaged(b, s, l);
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

static void damaged(json *j, const report_summary_of *s) {
    json_number(j, "damagedLines", s->damaged);
    json_array(j, "damaged");
    for (size_t i = 0; i < s->told.count; i++) {
        json_object(j, NULL);
        json_string(j, "path", s->told.items[i].path);
        json_number(j, "line", s->told.items[i].line);
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
    json_number(&j, "insured", s->insured);
    json_number(&j, "entered", s->entered);
    json_number(&j, "notEntered", s->not_entered);
    total(&j, "oldTotal", &s->old_total);
    total(&j, "newTotal", &s->new_total);
    json_number(&j, "error", s->errors);
    json_number(&j, "warning", s->warnings);
    json_number(&j, "note", s->notes);
    codes(&j, s);
    damaged(&j, s);
    json_end(&j, '}');
    buf_byte(b, '\n');
}

/* What the portal's screen will show, who is left out, and what its two possible readers would do. */
#include "base/utf8.h"
#include "report/screen.h"

/* (new - old) / old in tenths of a percent, rounded half away from zero. */
static void change(const screen *s, const figures *p) {
    if (!p->old_known || !p->new_known || p->old_total <= 0 || p->entered != p->insured)
        return;
    fen difference = p->new_total - p->old_total, magnitude = difference < 0 ? -difference : difference;
    if (magnitude > INT64_MAX / 1000)
        return;
    fen tenths = (magnitude * 1000 + p->old_total / 2) / p->old_total;
    buf_format(s->b, "    %c%lld.%lld%%", difference < 0 ? '-' : '+', (long long)(tenths / 10),
               (long long)(tenths % 10));
}

static void sum(const screen *s, const char *name, bool known, fen total) {
    buf_text(s->b, name);
    buf_byte(s->b, ' ');
    if (known)
        money_show(s->b, total);
    else
        buf_text(s->b, SAY(s->o, "算不出", "not known"));
}

static void value_line(const screen *s, const value *v) {
    buf shown = buf_new(s->b->on);
    value_show(&shown, v, s->o->lang, s->o->reveal, true);
    utf8_show_line(s->b, buf_span(&shown));
}

/* A wage that is a number and still does not count is below 1 yuan, and shown; any other is a list
 * of wages, which is shown only when revealed. */
static void one_not_entered(const screen *s, const not_entered *n) {
    bool below_one = !n->blank && looks_like_amount(n->wage);
    value wage = value_of(VALUE_WAGE, n->wage);
    buf_format(s->b, SAY(s->o, "第 %llu 行（", "line %llu ("), (unsigned long long)n->line);
    if (n->blank)
        buf_text(s->b, SAY(s->o, "空白", "blank"));
    else if (below_one || s->o->reveal.wage)
        value_line(s, &wage);
    else
        buf_text(s->b, SAY(s->o, "不能用", "cannot be used"));
    if (below_one)
        buf_text(s->b, SAY(s->o, " 元，低于 1 元", " yuan, below 1"));
    buf_text(s->b, SAY(s->o, "）", ")"));
}

static void not_entered_people(const screen *s) {
    const figures *p = s->f->figures;
    if (p->not_entered == 0)
        return;
    screen_label(s, SAY(s->o, "未录入的人", "Not entered"));
    for (size_t i = 0; i < p->listed_count && i < EXAMPLES_SHOWN; i++) {
        if (i)
            buf_text(s->b, "   ");
        one_not_entered(s, &p->listed[i]);
    }
    if (p->not_entered > EXAMPLES_SHOWN)
        buf_format(s->b, SAY(s->o, "   …共 %llu 人", "   … %llu people in all"), (unsigned long long)p->not_entered);
    buf_byte(s->b, '\n');
}

/* With a file that the portal refuses, nothing is shown before it is mended. */
static void figures_label(const screen *s) {
    bool hidden = findings_consequence(s->f->found) == CONSEQUENCE_REJECTED && s->f->command == REPORT_CHECK;
    screen_label(s, hidden ? SAY(s->o, "修复后门户", "Once mended,") : SAY(s->o, "门户会显示", "Portal shows"));
}

static void second_label(const screen *s) {
    if (findings_consequence(s->f->found) == CONSEQUENCE_REJECTED && s->f->command == REPORT_CHECK)
        screen_label(s, SAY(s->o, "会显示", "portal shows"));
    else
        screen_under(s);
}

static void portal_figures(const screen *s) {
    const figures *p = s->f->figures;
    if (p->insured == 0)
        return;
    buf_byte(s->b, '\n');
    figures_label(s);
    buf_format(s->b, SAY(s->o, "参保人数 %llu    录入人数 %llu    未录入人数 %llu\n",
                         "insured (参保人数) %llu    entered (录入人数) %llu    not entered (未录入人数) %llu\n"),
               (unsigned long long)p->insured, (unsigned long long)p->entered,
               (unsigned long long)p->not_entered);
    second_label(s);
    sum(s, SAY(s->o, "原工资合计", "old wages"), p->old_known, p->old_total);
    buf_text(s->b, "    ");
    sum(s, SAY(s->o, "新工资合计", "new wages"), p->new_known, p->new_total);
    change(s, p);
    buf_byte(s->b, '\n');
    not_entered_people(s);
}

static void comparison(const screen *s) {
    const figures *p = s->f->figures;
    if (!s->f->diagnosis->compared || (!p->only_wages_changed && p->lost + p->added + p->altered == 0))
        return;
    screen_label(s, SAY(s->o, "与原模板相比", "Template"));
    if (p->only_wages_changed)
        buf_format(s->b, SAY(s->o, "只有“现工资”一列有变化（%llu 处），其余逐字节相同\n",
                             "only 现工资 differs (%llu places); every other byte is the template's\n"),
                   (unsigned long long)p->wages_changed);
    else
        buf_format(s->b, SAY(s->o, "少 %llu 人，多 %llu 人，身份证号变了 %llu 人\n",
                             "%llu people lost, %llu added, %llu with an altered ID\n"),
                   (unsigned long long)p->lost, (unsigned long long)p->added, (unsigned long long)p->altered);
}

bool screen_basis(const screen *s) {
    static const char *const words[][LANG_COUNT] = {
        {"推断", "inference"}, {"格式文件", "the format file"}, {"原模板", "the template"}};
    const layout *l = s->f->expected;
    if (l == NULL || !l->known || s->f->diagnosis->verdict == VERDICT_FAIL)
        return false;
    buf_format(s->b, SAY(s->o, "编码、分隔符、列：%s", "encoding, separator, columns: %s"),
               words[l->columns_basis][s->o->lang]);
    buf_text(s->b, SAY(s->o, "；1 元规则：操作手册", "; the 1 yuan rule: the handbook"));
    return true;
}

static void basis_line(const screen *s) {
    buf words = buf_new(s->b->on);
    const screen into = {&words, s->f, s->o};
    if (!screen_basis(&into))
        return;
    screen_label(s, SAY(s->o, "依据", "Rests on"));
    buf_add(s->b, buf_span(&words));
    buf_byte(s->b, '\n');
}

/* ---- The two ways in which a Java server may read it. Told only where one of them has trouble. */
static void reader(const screen *s, const char *name, const reader_answer *r) {
    buf_text(s->b, name);
    reader_answer_write(s->b, r, s->o->lang);
}

static void container_readers(const screen *s, const prediction *p) {
    if (p->stream.outcome == p->file.outcome && p->stream.why == p->file.why) {
        reader(s, SAY(s->o, "按流、按文件读取都一样：", "as a stream or as a file: "), &p->stream);
        return;
    }
    reader(s, SAY(s->o, "按流读取：", "as a stream: "), &p->stream);
    reader(s, SAY(s->o, "；按文件读取：", "; as a file: "), &p->file);
}

static void readers(const screen *s) {
    const prediction *p = &s->f->diagnosis->prediction;
    bool trouble = p->stream.outcome != READER_READS || p->file.outcome != READER_READS;
    if (s->f->command != REPORT_CHECK || (!trouble && !p->blank_last))
        return;
    screen_label(s, SAY(s->o, "门户怎样读", "How it reads"));
    if (trouble)
        container_readers(s, p);
    buf_text(s->b, trouble && p->blank_last ? SAY(s->o, "；", "; ") : "");
    if (p->blank_last)
        buf_text(s->b, SAY(s->o, "行末空着，Java 拆分时可能少一列",
                           "a blank at a line's end may cost a column when Java splits"));
    buf_text(s->b, SAY(s->o, "（推断）\n", " (inferred)\n"));
}

void screen_portal(const screen *s) {
    portal_figures(s);
    comparison(s);
    readers(s);
    basis_line(s);
}

/* The terminal's report: verdict, what happened, what to do, the portal's figures, then details
 * (voice.md). The first screen must serve somebody reading it out by phone. */
#include "base/utf8.h"
#include "report/report.h"

enum { LABEL_WIDTH = 13, TITLE_WIDTH = 60, EXAMPLES_SHOWN = 3 };

/* Text in the report's language. */
#define SAY(o, zh, en) ((o)->lang == LANG_ZH ? (zh) : (en))

typedef struct screen {
    buf *b;
    const report_file *f;
    const report_options *o;
} screen;

static void pad_to(buf *b, span written, size_t width) {
    size_t w = utf8_width(written);
    buf_repeat(b, ' ', w < width ? width - w : 1);
}

/* Begins a line with a label in its own column. */
static void label(const screen *s, const char *words) {
    buf_text(s->b, "  ");
    buf_text(s->b, words);
    pad_to(s->b, span_cstr(words), LABEL_WIDTH);
}

static void under_label(const screen *s) { buf_repeat(s->b, ' ', LABEL_WIDTH + 2); }

static void colour(const screen *s, const char *escape) {
    if (s->o->colour)
        buf_text(s->b, escape);
}

/* ---- The verdict line. */
/* Verdicts of commands that judge no upload. */
static const char *verdict_other(const screen *s, bool good) {
    switch (s->f->command) {
    case REPORT_LINT:
        return good ? SAY(s->o, "✔ 格式文件没有问题", "✔ The format file is fine")
                    : SAY(s->o, "✘ 格式文件不能用", "✘ The format file cannot be used");
    case REPORT_LEARN:
        return good ? SAY(s->o, "✔ 已从原模板学到格式", "✔ The format was learned from the template")
                    : SAY(s->o, "✘ 从这个原模板学不到格式", "✘ No format can be learned from this template");
    case REPORT_TABLE:
        return good ? SAY(s->o, "✔ 工资表读出来了", "✔ The table was read")
                    : SAY(s->o, "✘ 这个表读不出来，或没有读全", "✘ The table could not be read, or not all of it");
    default: return NULL;
    }
}

static const char *verdict_fail(const screen *s) {
    if (s->f->command == REPORT_FILL)
        return s->f->writable ? SAY(s->o, "！ 填好了，但有问题要先看", "! Filled in, but there is something to look at first")
                              : SAY(s->o, "✘ 没有写出文件", "✘ Nothing was written");
    switch (findings_consequence(s->f->found)) {
    case CONSEQUENCE_REJECTED:
        return SAY(s->o, "✘ 不能上传 —— 门户很可能提示“解析文件失败”",
                   "✘ Do not upload: the portal will probably say 解析文件失败 (the file cannot be parsed)");
    case CONSEQUENCE_NOT_DECLARED:
        return SAY(s->o, "！ 格式没有问题，但有人不会被申报", "! The format is fine, but somebody will not be declared");
    default:
        return SAY(s->o, "✘ 先不要上传 —— 有内容与应有的不一致", "✘ Do not upload yet: some content is wrong");
    }
}

static const char *verdict_pass(const screen *s) {
    if (s->f->command == REPORT_FILL)
        return SAY(s->o, "✔ 填好了，可以上传", "✔ Filled in and ready to upload");
    if (s->f->diagnosis->compared)
        return SAY(s->o, "✔ 可以上传", "✔ Ready to upload");
    return SAY(s->o, "✔ 没有发现问题（没有原模板，未作比较）", "✔ No fault found (no template, so nothing was compared)");
}

static const char *verdict_warn(const screen *s) {
    if (s->f->command == REPORT_FILL && s->f->writable)
        return SAY(s->o, "！ 填好了，有几处请您看一下", "! Filled in; please look at a few things");
    if (s->f->diagnosis->compared)
        return SAY(s->o, "！ 可以上传，但有几处请您看一下", "! Can be uploaded, but please look at a few things");
    return SAY(s->o, "！ 没有发现错误，但有几处请您看一下（没有原模板，未作比较）",
               "! No error found, but please look at a few things (no template, nothing compared)");
}

static void verdict_line(const screen *s) {
    verdict v = s->f->diagnosis->verdict;
    const char *other = verdict_other(s, v == VERDICT_PASS || v == VERDICT_WARN);
    const char *words = other               ? other
                        : v == VERDICT_PASS ? verdict_pass(s) : v == VERDICT_WARN ? verdict_warn(s) : verdict_fail(s);
    colour(s, v == VERDICT_PASS ? "\033[32m" : v == VERDICT_WARN ? "\033[33m" : "\033[31m");
    buf_text(s->b, words);
    colour(s, "\033[0m");
    pad_to(s->b, span_cstr(words), TITLE_WIDTH);
    buf_add(s->b, s->f->path);
    buf_byte(s->b, '\n');
}

/* ---- What happened. */
static void evidence_line(const screen *s, const story *told) {
    under_label(s);
    for (unsigned i = 0; i < told->evidence_count; i++) {
        if (i)
            buf_text(s->b, SAY(s->o, "，", ", "));
        buf_text(s->b, catalogue_get(told->evidence[i])->prose[s->o->lang].title);
        uint64_t places = findings_count(s->f->found, told->evidence[i]);
        if (places > 1)
            buf_format(s->b, SAY(s->o, "（%llu 处）", " (%llu)"), (unsigned long long)places);
    }
    buf_byte(s->b, '\n');
}

static void stories(const screen *s) {
    const diagnosis *d = s->f->diagnosis;
    if (d->story_count == 0)
        return;
    buf_byte(s->b, '\n');
    for (size_t i = 0; i < d->story_count; i++) {
        label(s, i ? "" : SAY(s->o, "发生了什么", "What happened"));
        buf_text(s->b, d->stories[i].title[s->o->lang]);
        buf_byte(s->b, '\n');
        evidence_line(s, &d->stories[i]);
    }
    label(s, SAY(s->o, "能否挽回", "Undoable"));
    buf_text(s->b, d->stories[0].reversible
                       ? SAY(s->o, "能，用原模板可以恢复\n", "yes, from the template\n")
                       : SAY(s->o, "不能，请重新下载模板\n", "no; please download the template again\n"));
}

/* ---- What to do now: the first remedy of each of the gravest codes. */
static void first_step(const screen *s, code c) {
    span how = span_cstr(catalogue_get(c)->prose[s->o->lang].how);
    span step = span_cut(how, 0, span_find(how, '\n'));
    if (span_starts(step, SPAN("1. ")))
        step = span_from(step, 3);
    buf_add(s->b, step);
    buf_byte(s->b, '\n');
}

static void next_steps(const screen *s) {
    const findings *found = s->f->found;
    code told[EXAMPLES_SHOWN];
    unsigned count = 0;
    for (size_t i = 0; i < findings_shown(found) && count < EXAMPLES_SHOWN; i++) {
        const finding *f = findings_at(found, i);
        if (f->severity == SEVERITY_NOTE || (count && told[count - 1] == f->code))
            continue;
        told[count++] = f->code;
        if (count == 1)
            label(s, SAY(s->o, "现在怎么办", "What to do"));
        else
            under_label(s);
        buf_format(s->b, "%u. ", count);
        first_step(s, f->code);
    }
    if (s->f->diagnosis->story_count) {
        label(s, SAY(s->o, "下次避免", "Next time"));
        buf_text(s->b, s->f->diagnosis->stories[0].prevent[s->o->lang]);
        buf_byte(s->b, '\n');
    }
}

/* ---- The portal's figures. */
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

static void not_entered_people(const screen *s) {
    const figures *p = s->f->figures;
    if (p->not_entered == 0)
        return;
    label(s, SAY(s->o, "未录入的人", "Not entered"));
    for (size_t i = 0; i < p->listed_count && i < EXAMPLES_SHOWN; i++) {
        const not_entered *n = &p->listed[i];
        buf_format(s->b, SAY(s->o, "第 %llu 行（", "line %llu ("), (unsigned long long)n->line);
        if (n->blank)
            buf_text(s->b, SAY(s->o, "空白", "blank"));
        else
            buf_add(s->b, n->wage);
        buf_text(s->b, SAY(s->o, "）  ", ")  "));
    }
    if (p->not_entered > EXAMPLES_SHOWN)
        buf_format(s->b, SAY(s->o, "…共 %llu 人", "… %llu people"), (unsigned long long)p->not_entered);
    buf_byte(s->b, '\n');
}

static void portal_figures(const screen *s) {
    const figures *p = s->f->figures;
    if (p->insured == 0)
        return;
    buf_byte(s->b, '\n');
    label(s, SAY(s->o, "门户会显示", "Portal shows"));
    buf_format(s->b, SAY(s->o, "参保人数 %llu    录入人数 %llu    未录入人数 %llu\n",
                         "参保人数 insured %llu    录入人数 entered %llu    未录入人数 not entered %llu\n"),
               (unsigned long long)p->insured, (unsigned long long)p->entered,
               (unsigned long long)p->not_entered);
    under_label(s);
    sum(s, SAY(s->o, "原工资合计", "old wages"), p->old_known, p->old_total);
    buf_text(s->b, "    ");
    sum(s, SAY(s->o, "新工资合计", "new wages"), p->new_known, p->new_total);
    change(s, p);
    buf_byte(s->b, '\n');
    not_entered_people(s);
}

static void comparison(const screen *s) {
    const figures *p = s->f->figures;
    if (!s->f->diagnosis->compared)
        return;
    label(s, SAY(s->o, "与原模板相比", "Against it"));
    if (p->only_wages_changed)
        buf_format(s->b, SAY(s->o, "只有“现工资”一列有变化（%llu 处），其余逐字节相同\n",
                             "only 现工资 differs (%llu places); every other byte is the template's\n"),
                   (unsigned long long)p->wages_changed);
    else
        buf_format(s->b, SAY(s->o, "少 %llu 人，多 %llu 人，身份证号变了 %llu 人\n",
                             "%llu people lost, %llu added, %llu with an altered ID\n"),
                   (unsigned long long)p->lost, (unsigned long long)p->added, (unsigned long long)p->altered);
}

static void basis_line(const screen *s) {
    static const char *const words[][LANG_COUNT] = {
        {"推断", "inference"}, {"格式文件", "the format file"}, {"原模板", "the template"}};
    const layout *l = s->f->expected;
    if (l == NULL || !l->known)
        return;
    label(s, SAY(s->o, "依据", "Rests on"));
    buf_format(s->b, SAY(s->o, "编码、分隔符、列：%s", "encoding, separator, columns: %s"),
               words[l->columns_basis][s->o->lang]);
    buf_text(s->b, SAY(s->o, "；1 元规则：操作手册\n", "; the 1 yuan rule: the handbook\n"));
}

/* ---- The findings, one line a code. */
/* Up to three lines of a run of findings of one code, then how many there are. */
static void places_of(const screen *s, size_t from, size_t to, uint64_t total) {
    const finding *f = findings_at(s->f->found, from);
    uint64_t lines[EXAMPLES_SHOWN];
    unsigned n = 0;
    for (size_t i = from; i < to && n < EXAMPLES_SHOWN; i++) {
        const finding *one = findings_at(s->f->found, i);
        for (unsigned e = 0; e < one->example_count && n < EXAMPLES_SHOWN; e++)
            lines[n++] = one->examples[e];
    }
    if (n == 0)
        return;
    buf_text(s->b, "    ");
    buf_text(s->b, f->place.input == INPUT_TEMPLATE ? SAY(s->o, "原模板", "template ")
                   : f->place.input == INPUT_TABLE  ? SAY(s->o, "工资表", "table ")
                                                    : "");
    buf_text(s->b, SAY(s->o, "第 ", "line "));
    for (unsigned i = 0; i < n; i++)
        buf_format(s->b, i ? SAY(s->o, "、%llu", ", %llu") : "%llu", (unsigned long long)lines[i]);
    buf_text(s->b, SAY(s->o, " 行", ""));
    if (total > n)
        buf_format(s->b, SAY(s->o, "…共 %llu 处", " … %llu in all"), (unsigned long long)total);
}

static void finding_line(const screen *s, size_t from, size_t to) {
    static const char *const words[][LANG_COUNT] = {{"", ""}, {"说明", "note"}, {"提醒", "warning"}, {"错误", "error"}};
    const finding *f = findings_at(s->f->found, from);
    const catalogue_row *row = catalogue_get(f->code);
    uint64_t reported = findings_reported(s->f->found, f->code);
    buf_format(s->b, "  %s  %s  ", row->id, words[f->severity][s->o->lang]);
    if (reported > 1)
        buf_text(s->b, row->prose[s->o->lang].title);
    else
        finding_message(s->b, f, s->o->lang, s->o->reveal);
    places_of(s, from, to, reported > 1 ? reported : f->count);
    buf_byte(s->b, '\n');
}

static void finding_lines(const screen *s) {
    const findings *found = s->f->found;
    size_t shown = findings_shown(found);
    if (shown == 0)
        return;
    buf_format(s->b, SAY(s->o, "\n  错误 %llu  提醒 %llu  说明 %llu", "\n  errors %llu  warnings %llu  notes %llu"),
               (unsigned long long)findings_by_severity(found, SEVERITY_ERROR),
               (unsigned long long)findings_by_severity(found, SEVERITY_WARNING),
               (unsigned long long)findings_by_severity(found, SEVERITY_NOTE));
    if (findings_folded(found))
        buf_format(s->b, SAY(s->o, "  已合并 %llu 条由同一原因引起的问题", "  %llu more follow from the same causes"),
                   (unsigned long long)findings_folded(found));
    buf_byte(s->b, '\n');
    for (size_t i = 0; i < shown;) {
        size_t to = i + 1;
        while (to < shown && findings_at(found, to)->code == findings_at(found, i)->code &&
               findings_at(found, to)->severity == findings_at(found, i)->severity)
            to++;
        finding_line(s, i, to);
        i = to;
    }
}

static void not_run(const screen *s) {
    const term *what;
    size_t count = findings_skipped(s->f->found, &what);
    if (count == 0)
        return;
    label(s, SAY(s->o, "没有检查", "Not checked"));
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_text(s->b, SAY(s->o, "、", ", "));
        buf_text(s->b, term_text(what[i], s->o->lang));
    }
    buf_byte(s->b, '\n');
}

static void where_written(const screen *s) {
    if (s->f->command != REPORT_FILL || !s->o->wrote_output)
        return;
    label(s, SAY(s->o, "写到了", "Written to"));
    buf_add(s->b, s->o->output_path);
    buf_format(s->b, SAY(s->o, "（填了 %llu 人的工资）\n", " (%llu wages filled in)\n"), (unsigned long long)s->f->filled);
}

static void hint(const screen *s) {
    const findings *found = s->f->found;
    if (findings_shown(found) && findings_gravest(found) > SEVERITY_NOTE)
        buf_format(s->b, SAY(s->o, "\n  想知道为什么：baopan explain %s\n", "\n  To know why: baopan explain %s\n"),
                   catalogue_get(findings_at(found, 0)->code)->id);
}

void report_text(buf *b, const report_file *f, const report_options *o) {
    screen s = {b, f, o};
    verdict_line(&s);
    where_written(&s);
    stories(&s);
    next_steps(&s);
    portal_figures(&s);
    comparison(&s);
    basis_line(&s);
    finding_lines(&s);
    not_run(&s);
    hint(&s);
}

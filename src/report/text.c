/* The terminal's report: verdict, what happened, what to do, the portal's figures, then details
 * (voice.md). The first screen must serve somebody reading it out by phone. */
#include "base/utf8.h"
#include "report/screen.h"

enum { LABEL_WIDTH = 13, TITLE_WIDTH = 60 };

void screen_pad(buf *b, span written, size_t width) {
    size_t w = utf8_width(written);
    buf_repeat(b, ' ', w < width ? width - w : 1);
}

void screen_label(const screen *s, const char *words) {
    buf_text(s->b, "  ");
    buf_text(s->b, words);
    screen_pad(s->b, span_cstr(words), LABEL_WIDTH);
}

void screen_under(const screen *s) { buf_repeat(s->b, ' ', LABEL_WIDTH + 2); }

void screen_colour(const screen *s, const char *escape) {
    if (s->o->colour)
        buf_text(s->b, escape);
}

void screen_message(const screen *s, buf *to, const finding *f) {
    buf words = buf_new(to->on);
    finding_message(&words, f, s->o->lang, s->o->reveal);
    utf8_show_line(to, buf_span(&words));
}

void screen_lines(const screen *s, const uint64_t *lines, unsigned count, uint64_t total) {
    buf_text(s->b, SAY(s->o, "第 ", count > 1 ? "lines " : "line "));
    for (unsigned i = 0; i < count && i < EXAMPLES_SHOWN; i++)
        buf_format(s->b, i ? SAY(s->o, "、%llu", ", %llu") : "%llu", (unsigned long long)lines[i]);
    buf_text(s->b, SAY(s->o, " 行", ""));
    if (total > count || count > EXAMPLES_SHOWN)
        buf_text(s->b, SAY(s->o, "…", " …"));
}

const char *screen_unit(const screen *s, code c) {
    switch (catalogue_get(c)->layer) {
    case LAYER_ID:
    case LAYER_PAY:
    case LAYER_ROS: return SAY(s->o, " 人", " people");
    case LAYER_ROW: return SAY(s->o, " 行", " lines");
    case LAYER_ZIP: return SAY(s->o, " 个文件", " files");
    default: return SAY(s->o, " 处", " places");
    }
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

/* Verdicts of a dry run, which writes nothing whatever it finds. */
static const char *verdict_dry(const screen *s) {
    return s->f->diagnosis->verdict == VERDICT_FAIL
               ? SAY(s->o, "！ 只看不写：有人的工资要您来定", "! Dry run: some wages are yours to decide")
               : SAY(s->o, "✔ 只看不写：可以修好", "✔ Dry run: it can be mended");
}

static const char *verdict_fail(const screen *s) {
    if (s->f->withheld)
        return SAY(s->o, "✘ 没有写出：一起填的原模板里有填不了的", "✘ Not written: another of the templates could not be filled in");
    if (s->f->command == REPORT_FILL)
        return s->f->writable ? SAY(s->o, "！ 填好了，但有问题要先看", "! Filled in, but there is something to look at first")
                              : SAY(s->o, "✘ 没有写出文件", "✘ Nothing was written");
    if (s->f->command == REPORT_CONVERT)
        return s->f->writable ? SAY(s->o, "！ 转换好了，但有问题要先看", "! Converted, but there is something to look at first")
                              : SAY(s->o, "✘ 没有写出文件", "✘ Nothing was written");
    switch (findings_consequence(s->f->found)) {
    case CONSEQUENCE_REJECTED:
        return SAY(s->o, "✘ 不能上传 —— 门户很可能提示“解析文件失败”",
                   "✘ Do not upload: the portal will probably say 解析文件失败 (the file cannot be parsed)");
    default:
        return SAY(s->o, "✘ 先不要上传 —— 有内容与应有的不一致", "✘ Do not upload yet: some content is wrong");
    }
}

static const char *verdict_pass(const screen *s) {
    if (s->f->command == REPORT_FILL)
        return SAY(s->o, "✔ 填好了，可以上传", "✔ Filled in and ready to upload");
    if (s->f->command == REPORT_CONVERT)
        return SAY(s->o, "✔ 转换好了", "✔ Converted");
    if (s->f->diagnosis->compared)
        return SAY(s->o, "✔ 可以上传", "✔ Ready to upload");
    return SAY(s->o, "✔ 没有发现问题（没有原模板，未作比较）", "✔ No fault found (no template, so nothing was compared)");
}

static const char *verdict_warn(const screen *s) {
    if (s->f->command == REPORT_FILL && s->f->writable)
        return SAY(s->o, "！ 填好了，有几处请您看一下", "! Filled in; please look at a few things");
    if (s->f->command == REPORT_CONVERT)
        return SAY(s->o, "！ 转换好了，有几处请您看一下", "! Converted; please look at a few things");
    if (s->f->diagnosis->compared)
        return SAY(s->o, "！ 可以上传，但有几处请您看一下", "! Can be uploaded, but please look at a few things");
    return SAY(s->o, "！ 没有发现错误，但有几处请您看一下（没有原模板，未作比较）",
               "! No error found, but please look at a few things (no template, nothing compared)");
}

/* With its number, the one thing that must not be missed. */
static void not_declared(const screen *s, buf *words) {
    uint64_t people = s->f->figures->not_entered + s->f->figures->lost;
    buf_format(words, SAY(s->o, "！ 格式没有问题，但有 %llu 人不会被申报",
                          people == 1 ? "! The format is fine, but %llu person will not be declared"
                                      : "! The format is fine, but %llu people will not be declared"),
               (unsigned long long)people);
}

static bool only_not_declared(const screen *s) {
    return s->f->command == REPORT_CHECK && s->f->diagnosis->verdict == VERDICT_FAIL &&
           findings_consequence(s->f->found) == CONSEQUENCE_NOT_DECLARED &&
           s->f->figures->not_entered + s->f->figures->lost > 0;
}

void screen_verdict(const screen *s, buf *words) {
    verdict v = s->f->diagnosis->verdict;
    const char *other = verdict_other(s, v == VERDICT_PASS || v == VERDICT_WARN);
    const screen into = {words, s->f, s->o};
    if (s->f->command == REPORT_COMPARE)
        screen_compared(&into);
    else if (other)
        buf_text(words, other);
    else if (s->f->dry_run)
        buf_text(words, verdict_dry(s));
    else if (only_not_declared(s))
        not_declared(s, words);
    else
        buf_text(words, v == VERDICT_PASS ? verdict_pass(s) : v == VERDICT_WARN ? verdict_warn(s) : verdict_fail(s));
}

static void verdict_line(const screen *s) {
    verdict v = s->f->diagnosis->verdict;
    buf words = buf_new(s->b->on), seen = buf_new(s->b->on);
    screen_verdict(s, &words);
    utf8_show_line(&seen, buf_span(&words));
    screen_colour(s, v == VERDICT_PASS ? "\033[32m" : v == VERDICT_WARN ? "\033[33m" : "\033[31m");
    buf_add(s->b, buf_span(&seen));
    screen_colour(s, "\033[0m");
    buf_byte(s->b, ' ');
    screen_pad(s->b, buf_span(&seen), TITLE_WIDTH - 1);
    utf8_show_line(s->b, s->f->path);
    buf_byte(s->b, '\n');
}

static void where_written(const screen *s) {
    if (!s->o->wrote_output)
        return;
    screen_label(s, SAY(s->o, "写到了", "Written to"));
    utf8_show_line(s->b, s->o->output_path);
    if (s->f->command != REPORT_FILL)
        buf_byte(s->b, '\n');
    else
        buf_format(s->b, SAY(s->o, "（填了 %llu 人的工资）\n", " (%llu wages filled in)\n"), (unsigned long long)s->f->filled);
}

static void hint(const screen *s) {
    const findings *found = s->f->found;
    if (findings_shown(found) == 0 || findings_gravest(found) <= SEVERITY_NOTE)
        return;
    const diagnosis *d = s->f->diagnosis;
    code cause = d->story_count ? d->stories[0].evidence[0] : findings_at(found, 0)->code;
    buf_format(s->b, SAY(s->o, "\n  想知道为什么：baopan explain %s\n", "\n  To know why: baopan explain %s\n"),
               catalogue_get(cause)->id);
}

static void receipt_line(const screen *s) {
    if (s->f->receipt != RECEIPT_SAME)
        return;
    screen_label(s, SAY(s->o, "回执", "Receipt"));
    buf_text(s->b, SAY(s->o, "就是回执里的那个文件（SHA-256 相同）\n", "this is the very file of the receipt (the same SHA-256)\n"));
}

static void details(const screen *s) {
    where_written(s);
    screen_stories(s);
    screen_steps(s);
    screen_portal(s);
    screen_repairs(s);
    receipt_line(s);
    screen_findings(s);
    hint(s);
}

/* What comes out of files may hold commands for the terminal, but only our own colours are. */
void report_text(buf *b, const report_file *f, const report_options *o) {
    buf below = buf_new(b->on);
    screen first = {b, f, o}, s = {&below, f, o};
    if (f->command == REPORT_INSPECT) {
        report_inspect(&below, f, o);
    } else if (f->command == REPORT_BUNDLE) {
        screen_bundle(&first);
    } else if (f->command == REPORT_COMPARE) {
        screen_compare(&s);
    } else {
        verdict_line(&first);
        details(&s);
    }
    utf8_show(b, buf_span(&below));
}

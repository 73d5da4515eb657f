/* The page: one file that fetches nothing and needs no script, read on a screen or printed on A4, and
 * in the order of voice.md. Whatever comes from the user's files is escaped. */
#include "report/html.h"

#include "report/buttons.h"
#include "report/html_style.h"

void page_heading(const page *p, const char *zh, const char *en) {
    buf_text(p->b, "<h2>");
    markup_cstr(p->b, SAY(p->o, zh, en));
    buf_text(p->b, "</h2>\n");
}

/* ---- What happened, and what to do now. */
static void story_evidence(const page *p, code c) {
    buf words = buf_new(p->b->on);
    const screen s = {&words, p->f, p->o};
    screen_evidence(&s, c);
    markup_text(p->b, buf_span(&words));
}

static void story_lines(const page *p, const story *s) {
    static const char *const undone[][LANG_COUNT] = {{"不能挽回：", "Cannot be undone: "},
                                                     {"只能挽回一部分：", "Can be undone in part: "},
                                                     {"能挽回：", "Can be undone: "}};
    const telling *t = &s->told[p->o->lang];
    buf_text(p->b, "<p><strong>");
    markup_cstr(p->b, t->title);
    buf_text(p->b, "</strong><br>");
    for (unsigned i = 0; i < s->evidence_count; i++) {
        buf_text(p->b, i ? SAY(p->o, "；", "; ") : "");
        story_evidence(p, s->evidence[i]);
    }
    buf_format(p->b, "<br>%s", undone[s->undo][p->o->lang]);
    markup_cstr(p->b, t->undo);
    buf_text(p->b, SAY(p->o, "<br>下次避免：", "<br>Next time: "));
    markup_text(p->b, said_to(p->o, p->b->on, span_cstr(t->prevent)));
    buf_text(p->b, "</p>\n");
}

static void stories(const page *p) {
    const diagnosis *d = p->f->diagnosis;
    if (d->story_count)
        page_heading(p, "发生了什么", "What happened");
    for (size_t i = 0; i < d->story_count; i++)
        story_lines(p, &d->stories[i]);
}

static void steps(const page *p) {
    const screen s = {p->b, p->f, p->o};
    next_steps now;
    unsigned told = 0;
    screen_next_steps(&s, &now);
    for (unsigned i = 0; i < now.count; i++) {
        span step = p->o->buttons && now.source[i].len ? now.source[i] : now.words[i];
        if (step_withheld(p->o, p->b->on, step))
            continue;
        if (told++ == 0)
            page_heading(p, "现在怎么办", "What to do now");
        buf_text(p->b, told == 1 ? "<ol><li>" : "<li>");
        markup_text(p->b, said_to(p->o, p->b->on, step));
        buf_text(p->b, "</li>");
    }
    buf_text(p->b, told ? "</ol>\n" : "");
}

/* ---- Figures. */
static void figure_count(const page *p, const char *name, uint64_t n) {
    buf_format(p->b, "<div><dt>%s</dt><dd>%llu</dd></div>", name, (unsigned long long)n);
}

static void figure_sum(const page *p, const char *name, bool known, fen total) {
    buf_format(p->b, "<div><dt>%s</dt><dd>", name);
    if (known)
        money_show(p->b, total);
    else
        buf_text(p->b, SAY(p->o, "算不出", "not known"));
    buf_text(p->b, "</dd></div>");
}

static void portal(const page *p) {
    const figures *f = p->f->figures;
    buf share = buf_new(p->b->on);
    if (f->insured == 0)
        return;
    bool refused = p->f->command == REPORT_CHECK && findings_consequence(p->f->found) == CONSEQUENCE_REJECTED;
    page_heading(p, refused ? "修复后门户会显示" : "门户会显示",
                 refused ? "Once mended, the portal will show" : "The portal will show");
    buf_text(p->b, "<dl class=figures>");
    figure_count(p, SAY(p->o, "参保人数", "Insured 参保人数"), f->insured);
    figure_count(p, SAY(p->o, "录入人数", "Entered 录入人数"), f->entered);
    figure_count(p, SAY(p->o, "未录入人数", "Not entered 未录入人数"), f->not_entered);
    figure_sum(p, SAY(p->o, "原工资合计", "Old wages"), f->old_known, f->old_total);
    figure_sum(p, SAY(p->o, "新工资合计", "New wages"), f->new_known, f->new_total);
    buf_format(p->b, "<div><dt>%s</dt><dd>", SAY(p->o, "变化", "Change"));
    if (!change_write(&share, f))
        buf_text(&share, "–");
    buf_add(p->b, buf_span(&share));
    buf_text(p->b, "</dd></div></dl>\n");
}

static void comparison(const page *p) {
    const figures *f = p->f->figures;
    if (!p->f->diagnosis->compared)
        return;
    if (f->only_wages_changed)
        buf_format(p->b, SAY(p->o, "<p>与原模板相比：只有“现工资”一列有变化（%llu 处），其余逐字节相同。</p>\n",
                             "<p>Against the template: only 现工资 differs (%llu places); every other byte is the same.</p>\n"),
                   (unsigned long long)f->wages_changed);
    else if (f->lost + f->added + f->altered)
        buf_format(p->b, SAY(p->o, "<p>与原模板相比：少 %llu 人，多 %llu 人，身份证号变了 %llu 人。</p>\n",
                             "<p>Against the template: %llu people lost, %llu added, %llu with an altered ID.</p>\n"),
                   (unsigned long long)f->lost, (unsigned long long)f->added, (unsigned long long)f->altered);
}

static void reader(const page *p, const char *name, const reader_answer *r) {
    buf words = buf_new(p->b->on);
    reader_answer_write(&words, r, p->o->lang);
    buf_format(p->b, "<li>%s", name);
    markup_text(p->b, buf_span(&words));
    buf_text(p->b, "</li>");
}

static void readers(const page *p) {
    const prediction *is = &p->f->diagnosis->prediction;
    if (p->f->command != REPORT_CHECK)
        return;
    page_heading(p, "门户怎样读这个压缩包（推断）", "How the portal would read the zip (inferred)");
    buf_text(p->b, "<ul>");
    reader(p, SAY(p->o, "按流读取：", "as a stream: "), &is->stream);
    reader(p, SAY(p->o, "按文件读取：", "as a file: "), &is->file);
    if (is->blank_last)
        buf_text(p->b, SAY(p->o, "<li>行末空着，Java 拆分时可能少一列</li>",
                           "<li>a blank at a line's end may cost a column when Java splits</li>"));
    buf_text(p->b, "</ul>\n");
}

/* ---- What was not checked; what it rests on. */
static void unchecked(const page *p) {
    not_checked list = not_checked_list(p->scratch, p->f, p->o->lang);
    bool alone = p->f->command == REPORT_CHECK && !p->f->diagnosis->compared;
    if (list.count == 0 && !alone)
        return;
    page_heading(p, "没有检查", "Not checked");
    buf_text(p->b, "<ul>");
    for (size_t i = 0; i < list.count; i++) {
        buf_text(p->b, "<li>");
        markup_text(p->b, list.words[i]);
        buf_text(p->b, "</li>");
    }
    if (alone)
        buf_text(p->b, SAY(p->o, "<li>与原模板的比较：没有原模板可比</li>",
                           "<li>the comparison with the template: there was none to compare with</li>"));
    buf_text(p->b, "</ul>\n");
}

static void rests_on(const page *p) {
    buf words = buf_new(p->b->on);
    const screen s = {&words, p->f, p->o};
    if (!screen_basis(&s))
        return;
    page_heading(p, "依据", "What this rests on");
    buf_text(p->b, "<p>");
    markup_text(p->b, buf_span(&words));
    buf_text(p->b, "</p>\n");
}

static void verdict_heading(const page *p) {
    bool compared = p->f->command == REPORT_COMPARE;
    buf words = buf_new(p->b->on);
    const screen s = {p->b, p->f, p->o};
    screen_verdict(&s, &words);
    buf_text(p->b, "<h1>");
    markup_text(p->b, buf_span(&words));
    buf_text(p->b, "</h1>\n<p class=quiet>");
    if (compared)
        buf_text(p->b, SAY(p->o, "被拒收的：", "refused: "));
    markup_text(p->b, p->f->path);
    if (p->f->templ_path.len) {
        buf_text(p->b, compared ? SAY(p->o, "　传上去的：", ", accepted: ") : SAY(p->o, "　原模板：", ", template: "));
        markup_text(p->b, p->f->templ_path);
    }
    if (p->f->table_path.len) {
        buf_text(p->b, SAY(p->o, "　工资表：", ", payroll table: "));
        markup_text(p->b, p->f->table_path);
    }
    if (p->f->format_name.len) {
        buf_text(p->b, SAY(p->o, "　格式：", ", format: "));
        markup_text(p->b, p->f->format_name);
    }
    buf_text(p->b, "</p>\n");
}

static void about_the_upload(const page *p) {
    portal(p);
    comparison(p);
    page_not_entered(p);
}

static void one_file(const page *p, size_t index) {
    buf_format(p->b, "<section class=\"file %s\" id=f%zu>\n", verdict_word(p->f->diagnosis->verdict), index);
    verdict_heading(p);
    stories(p);
    steps(p);
    if (p->f->command == REPORT_COMPARE)
        page_differences(p);
    else
        about_the_upload(p);
    page_repairs(p);
    page_findings(p);
    readers(p);
    page_statement(p);
    page_wages(p);
    unchecked(p);
    rests_on(p);
    buf_text(p->b, "</section>\n");
}

/* ---- The document. */
static void contents_row(buf *b, const listed_file *f, size_t index, const report_options *o) {
    static const char *const signs[] = {"✔", "!", "✘", "✘"};
    static const char *const words[][LANG_COUNT] = {
        {"通过", "pass"}, {"请看", "look"}, {"不通过", "fail"}, {"读不了", "unreadable"}};
    buf_format(b, "<tr><td class=v>%s %s</td><td><a href=\"#f%zu\">", signs[f->verdict], words[f->verdict][o->lang], index);
    markup_text(b, f->path);
    buf_format(b, "</a></td><td class=n>%llu</td><td class=n>%llu</td><td class=n>%llu / %llu</td></tr>\n",
               (unsigned long long)f->errors, (unsigned long long)f->warnings, (unsigned long long)f->entered,
               (unsigned long long)f->insured);
}

/* Behind the files, which need not be kept for it so; on a screen it stands before them. */
static void contents(buf *b, const listed_file *files, size_t count, const report_options *o) {
    if (count < 2)
        return;
    buf_text(b, SAY(o, "<nav><table><thead><tr><th>结论</th><th>文件</th><th class=n>错误</th><th class=n>提醒</th>"
                       "<th class=n>录入 / 参保</th></tr></thead><tbody>\n",
                    "<nav><table><thead><tr><th>Verdict</th><th>File</th><th class=n>Errors</th><th class=n>Warnings</th>"
                    "<th class=n>Entered / insured</th></tr></thead><tbody>\n"));
    for (size_t i = 0; i < count; i++)
        if (files[i].told)
            contents_row(b, &files[i], i, o);
    buf_text(b, "</tbody></table></nav>\n");
}

static listed_file listed(const report_file *f) {
    return (listed_file){f->path, f->diagnosis->verdict, findings_by_severity(f->found, SEVERITY_ERROR),
                         findings_by_severity(f->found, SEVERITY_WARNING), f->figures->entered, f->figures->insured, true};
}

static void head(buf *b, const report_options *o) {
    buf_format(b, "<!doctype html>\n<html lang=%s>\n<head>\n<meta charset=utf-8>\n"
               "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
               "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
               "<meta name=robots content=noindex>\n<title>%s</title>\n<style>\n",
               SAY(o, "zh-CN", "en"), SAY(o, "报盘检查报告", "baopan report"));
    buf_text(b, STYLE);
    buf_text(b, "</style>\n</head>\n<body>\n");
}

static void foot(buf *b, const report_options *o) {
    char catalogue[17];
    catalogue_version(catalogue);
    buf_format(b, SAY(o, "<footer class=quiet>baopan %s，问题目录 %s", "<footer class=quiet>baopan %s, catalogue %s"),
               o->version, catalogue);
    if (!(o->reveal.id && o->reveal.name && o->reveal.wage))
        buf_text(b, SAY(o, "。个人信息已遮盖，以行号认人。", ". Personal data is masked; line numbers tell who is who."));
    buf_text(b, "</footer>\n</body>\n</html>\n");
}

void report_html(buf *b, const report_file *const *files, size_t count, const report_options *o) {
    listed_file *own = ARENA_ARRAY(b->on, listed_file, count + 1);
    if (!o->continues)
        head(b, o);
    for (size_t i = 0; i < count; i++) {
        page p = {b, files[i], o, arena_child(b->on)};
        one_file(&p, o->index + i);
        own[i] = listed(files[i]);
    }
    if (o->unfinished)
        return;
    contents(b, o->listed_count ? o->listed : own, o->listed_count ? o->listed_count : count, o);
    foot(b, o);
}

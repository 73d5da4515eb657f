/* The findings, code by code: what it is, where, the line itself, what to do. */
#include "report/html.h"

#include "report/buttons.h"

enum { PLACES_MAX = 10, LINES_MAX = 3 };

static void places_lines(const page *p, const finding *f) {
    const document *d = page_document(p, f->place.input);
    for (unsigned i = 0; i < f->example_count && i < LINES_MAX; i++)
        page_line(p, d, f->examples[i], f);
}

static void one_place(const page *p, const finding *f) {
    buf message = buf_new(p->b->on);
    finding_message(&message, f, p->o->lang, p->o->reveal);
    buf_text(p->b, "<li>");
    if (f->place.input != INPUT_UPLOAD) {
        buf_format(p->b, "<span class=tag>%s</span> ", input_name(f->place.input, p->o->lang));
    }
    markup_text(p->b, said_to(p->o, p->b->on, buf_span(&message)));
    places_lines(p, f);
    buf_text(p->b, "</li>\n");
}

static void folded_codes(const page *p, const finding *f) {
    if (f->folded.count == 0)
        return;
    buf_text(p->b, SAY(p->o, "<p class=quiet>由此引起，已合并：", "<p class=quiet>Follows from it, not listed: "));
    for (size_t i = 0; i < f->folded.count; i++)
        buf_format(p->b, "%s%s × %llu", i ? SAY(p->o, "，", ", ") : "", catalogue_get(f->folded.items[i].code)->id,
                   (unsigned long long)f->folded.items[i].count);
    buf_text(p->b, "</p>\n");
}

/* Numbered steps, one a line: "1. …". */
static void steps(const page *p, const char *how) {
    span s = span_cstr(how);
    buf_text(p->b, "<ol class=how>");
    while (s.len) {
        size_t end = span_find(s, '\n'), dot = span_search(s, SPAN(". "));
        span step = span_cut(s, 0, end), bare = dot < 3 ? span_from(step, dot + 2) : step;
        s = span_from(s, end + 1);
        if (step_withheld(p->o, p->b->on, bare))
            continue;
        buf_text(p->b, "<li>");
        markup_text(p->b, said_to(p->o, p->b->on, bare));
        buf_text(p->b, "</li>");
    }
    buf_text(p->b, "</ol>\n");
}

static void group_heading(const page *p, const finding *f, uint64_t reported) {
    static const char *const signs[] = {"", "·", "!", "✘"};
    const catalogue_row *row = catalogue_get(f->code);
    lang l = p->o->lang;
    buf_format(p->b, "<article class=%s><h3><span class=sev>%s %s</span> ", severity_word(f->severity),
               signs[f->severity], severity_name(f->severity, l));
    markup_cstr(p->b, row->prose[l].title);
    buf_format(p->b, " <small>%s", row->id);
    if (reported > 1)
        buf_format(p->b, SAY(p->o, " · %llu 处", " · %llu places"), (unsigned long long)reported);
    buf_text(p->b, "</small></h3>\n");
    if (row->consequence)
        buf_format(p->b, SAY(p->o, "<p class=quiet>%s；%s</p>\n", "<p class=quiet>%s; %s</p>\n"),
                   consequence_name(row->consequence, l), fix_name(row->fix, l));
}

static void group(const page *p, size_t from, size_t to) {
    const findings *found = p->f->found;
    const finding *first = findings_at(found, from);
    const prose *words = &catalogue_get(first->code)->prose[p->o->lang];
    uint64_t reported = findings_reported(found, first->code);
    group_heading(p, first, reported);
    buf_text(p->b, "<ul>");
    for (size_t i = from; i < to && i < from + PLACES_MAX; i++)
        one_place(p, findings_at(found, i));
    buf_text(p->b, "</ul>\n");
    if (reported > PLACES_MAX)
        buf_format(p->b, SAY(p->o, "<p class=quiet>这里列出前 %d 处，共 %llu 处。</p>\n",
                             "<p class=quiet>The first %d of %llu are listed.</p>\n"),
                   PLACES_MAX, (unsigned long long)reported);
    folded_codes(p, first);
    steps(p, words->how);
    buf_text(p->b, SAY(p->o, "<details><summary>为什么</summary><p>", "<details><summary>Why</summary><p>"));
    markup_cstr(p->b, words->why);
    buf_text(p->b, "</p></details></article>\n");
}

void page_findings(const page *p) {
    const findings *found = p->f->found;
    size_t shown = findings_shown(found);
    if (shown == 0)
        return;
    page_heading(p, "问题", "Findings");
    buf_format(p->b, SAY(p->o, "<p>错误 %llu　提醒 %llu　说明 %llu", "<p>Errors %llu, warnings %llu, notes %llu"),
               (unsigned long long)findings_by_severity(found, SEVERITY_ERROR),
               (unsigned long long)findings_by_severity(found, SEVERITY_WARNING),
               (unsigned long long)findings_by_severity(found, SEVERITY_NOTE));
    if (findings_folded(found))
        buf_format(p->b, SAY(p->o, "　已合并 %llu 条由同一原因引起的问题", "; %llu more follow from the same causes"),
                   (unsigned long long)findings_folded(found));
    buf_text(p->b, "</p>\n");
    for (size_t i = 0, to; i < shown; i = to) {
        to = run_end(found, i);
        group(p, i, to);
    }
}

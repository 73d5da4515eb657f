/* The findings, one line a code, and what was not checked. */
#include "report/screen.h"
#include "report/words.h"

enum { MESSAGE_WIDTH = 44 };

/* Does the finding's own sentence name its line already? */
static bool names_its_line(const screen *s, const finding *f) {
    span words = span_cstr(catalogue_get(f->code)->prose[s->o->lang].message);
    return f->count == 1 && span_search(words, SPAN("{line}")) < words.len;
}

/* Up to three lines of a run of findings of one code, then how many there are. */
static void places_of(const screen *s, span said, size_t from, size_t to, uint64_t total) {
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
    screen_pad(s->b, said, MESSAGE_WIDTH);
    buf_text(s->b, "  ");
    buf_text(s->b, f->place.input == INPUT_TEMPLATE ? SAY(s->o, "原模板", "template ")
                   : f->place.input == INPUT_TABLE  ? SAY(s->o, "工资表", "table ")
                                                    : "");
    screen_lines(s, lines, n, total);
    if (total > n)
        buf_format(s->b, SAY(s->o, "共 %llu%s", " %llu%s in all"), (unsigned long long)total, screen_unit(s, f->code));
}

static term what_of(const finding *f) {
    for (int i = 0; i < ARGS_MAX && f->args[i].key; i++)
        if (f->args[i].value.kind == VALUE_TERM && span_eq(span_cstr(f->args[i].key), SPAN("what")))
            return (term)f->args[i].value.number;
    return TERM_NONE;
}

/* What is wrong with all of a run of findings, where that is the same. */
static void add_what(const screen *s, buf *said, size_t from, size_t to) {
    term what = what_of(findings_at(s->f->found, from));
    for (size_t i = from; i < to; i++)
        if (what_of(findings_at(s->f->found, i)) != what)
            return;
    if (what == TERM_NONE)
        return;
    buf_text(said, SAY(s->o, "：", ": "));
    buf_text(said, term_text(what, s->o->lang));
}

/* Several of one line, such as columns that a header lacks: their places tell nothing, each says its own. */
static bool of_one_line(const screen *s, size_t from, size_t to) {
    const finding *first = findings_at(s->f->found, from);
    uint64_t line = first->place.line;
    bool all = findings_reported(s->f->found, first->code) == to - from;
    bool one = line && all && to - from > 1 && to - from <= EXAMPLES_SHOWN;
    for (size_t i = from; one && i < to; i++)
        one = findings_at(s->f->found, i)->place.line == line && findings_at(s->f->found, i)->count == 1;
    return one;
}

static void finding_line(const screen *s, size_t from, size_t to, bool apart) {
    static const char *const words[][LANG_COUNT] = {{"", ""}, {"说明", "note"}, {"提醒", "warning"}, {"错误", "error"}};
    const finding *f = findings_at(s->f->found, from);
    const catalogue_row *row = catalogue_get(f->code);
    uint64_t reported = apart ? 1 : findings_reported(s->f->found, f->code);
    buf_format(s->b, "  %-7s  %s  ", row->id, words[f->severity][s->o->lang]);
    buf said = buf_new(s->b->on);
    if (reported > 1) {
        buf_text(&said, row->prose[s->o->lang].title);
        add_what(s, &said, from, to);
    } else {
        screen_message(s, &said, f);
    }
    buf_add(s->b, buf_span(&said));
    if (reported > 1 || !names_its_line(s, f))
        places_of(s, buf_span(&said), from, to, reported > 1 ? reported : f->count);
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
        bool apart = of_one_line(s, i, to);
        for (; apart && i < to; i++)
            finding_line(s, i, i + 1, true);
        if (!apart)
            finding_line(s, i, to, false);
        i = to;
    }
}

static void not_run(const screen *s) {
    not_checked list = not_checked_list(s->b->on, s->f, s->o->lang);
    if (list.count == 0)
        return;
    screen_label(s, SAY(s->o, "没有检查", "Not checked"));
    for (size_t i = 0; i < list.count; i++) {
        if (i)
            buf_text(s->b, SAY(s->o, "、", ", "));
        buf_add(s->b, list.words[i]);
    }
    buf_byte(s->b, '\n');
}

void screen_findings(const screen *s) {
    finding_lines(s);
    not_run(s);
}

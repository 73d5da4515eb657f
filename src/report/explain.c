/* baopan explain: the catalogue read aloud. */
#include "report/explain.h"

const char *explain_severity(severity s, lang l) {
    static const char *const words[][LANG_COUNT] = {{"", ""}, {"说明", "note"}, {"提醒", "warning"}, {"错误", "error"}};
    return words[s][l];
}

const char *explain_consequence(consequence c, lang l) {
    static const char *const words[][LANG_COUNT] = {
        {"没有影响", "none"},
        {"数据会错", "wrong data"},
        {"有人不会被申报", "somebody is not declared"},
        {"上传会被拒绝", "the upload is rejected"},
    };
    return words[c][l];
}

const char *explain_fix(fix f, lang l) {
    static const char *const words[][LANG_COUNT] = {
        {"无法自动修复", "not fixable"}, {"需要您确认", "needs a person"}, {"可自动修复", "fixable safely"}};
    return words[f][l];
}

void explain_message(buf *b, const catalogue_row *row, lang l) {
    span s = span_cstr(row->prose[l].message);
    while (s.len) {
        size_t open = span_find(s, '{'), close = span_find(s, '}');
        buf_add(b, span_cut(s, 0, open));
        if (open < s.len)
            buf_text(b, "…");
        s = span_from(s, open < close ? close + 1 : open);
    }
}

/* ---- Steps. */
static span without(span s, span lead) { return span_starts(s, lead) ? span_from(s, lead.len) : s; }

/* "2. Or by hand: open …" → "open …" */
static span bare_step(span line, lang l) {
    size_t dot = span_find(line, '.');
    if (dot < line.len && span_digits(span_cut(line, 0, dot)))
        line = span_trim(span_from(line, dot + 1));
    return l == LANG_ZH ? without(line, SPAN("或者手工：")) : without(without(line, SPAN("Or by hand: ")), SPAN("Then "));
}

bool explain_next_step(span *how, step_kind kind, lang l, span *step) {
    while (how->len) {
        size_t end = span_find(*how, '\n');
        span line = span_cut(*how, 0, end);
        *how = span_from(*how, end + 1);
        if ((span_search(line, SPAN("baopan ")) == line.len) != (kind == STEP_BY_HAND))
            continue;
        *step = bare_step(line, l);
        return true;
    }
    return false;
}

void explain_step(buf *b, span step) {
    bool lower = step.len && step.ptr[0] >= 'a' && step.ptr[0] <= 'z' && !span_starts(step, SPAN("baopan"));
    if (lower)
        buf_byte(b, (uint8_t)(step.ptr[0] - 'a' + 'A'));
    buf_add(b, span_from(step, lower));
}

static void steps(buf *b, const catalogue_row *row, step_kind kind, lang l) {
    static const char *const titles[][LANG_COUNT] = {
        {"用 baopan", "With baopan"}, {"手工（记事本、Excel、WPS）", "By hand (Notepad, Excel, WPS)"}};
    span how = span_cstr(row->prose[l].how), step;
    for (unsigned n = 1; explain_next_step(&how, kind, l, &step); n++) {
        if (n == 1)
            buf_format(b, "\n  %s\n", titles[kind][l]);
        buf_format(b, "    %u. ", n);
        explain_step(b, step);
        buf_byte(b, '\n');
    }
}

/* ---- One code, and the list of all. */
static void heading(buf *b, lang l, const char *zh, const char *en) {
    buf_format(b, "\n  %s\n", l == LANG_ZH ? zh : en);
}

/* A paragraph, each of its lines set in. */
static void indented(buf *b, span s) {
    while (s.len) {
        size_t end = span_find(s, '\n');
        buf_text(b, "    ");
        buf_add(b, span_cut(s, 0, end));
        buf_byte(b, '\n');
        s = span_from(s, end + 1);
    }
}

static void whole(buf *b, const catalogue_row *row, lang l) {
    buf message = buf_new(b->on);
    explain_message(&message, row, l);
    buf_format(b, "%s  %s  (%s)\n", row->id, row->prose[l].title, row->slug);
    buf_format(b, l == LANG_ZH ? "  %s；在门户：%s；%s\n" : "  %s; at the portal: %s; %s\n",
               explain_severity(row->severity, l), explain_consequence(row->consequence, l),
               explain_fix(row->fix, l));
    heading(b, l, "是什么", "What");
    indented(b, buf_span(&message));
    heading(b, l, "为什么要紧", "Why it matters");
    indented(b, span_cstr(row->prose[l].why));
    steps(b, row, STEP_BAOPAN, l);
    steps(b, row, STEP_BY_HAND, l);
    if (row->before[0] == 0)
        return;
    heading(b, l, "改之前", "Before");
    indented(b, span_cstr(row->before));
    heading(b, l, "改之后", "After");
    indented(b, span_cstr(row->after));
}

void report_explain(buf *b, code c, lang l) {
    if (c != CODE_NONE) {
        whole(b, catalogue_get(c), l);
        return;
    }
    for (int i = CODE_NONE + 1; i < CODE_COUNT; i++) {
        const catalogue_row *row = catalogue_get((code)i);
        buf_format(b, "%-7s  %s  %s\n", row->id, explain_severity(row->severity, l), row->prose[l].title);
    }
}

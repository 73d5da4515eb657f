#include "report/words.h"

const char *severity_name(severity s, lang l) {
    static const char *const names[][LANG_COUNT] = {{"", ""}, {"说明", "note"}, {"提醒", "warning"}, {"错误", "error"}};
    return names[s][l];
}

const char *consequence_name(consequence c, lang l) {
    static const char *const names[][LANG_COUNT] = {
        {"没有影响", "none"},
        {"数据会错", "wrong data"},
        {"有人不会被申报", "somebody is not declared"},
        {"上传会被拒绝", "the upload is rejected"},
    };
    return names[c][l];
}

const char *fix_name(fix f, lang l) {
    static const char *const names[][LANG_COUNT] = {
        {"无法修复", "not fixable"}, {"需要您确认", "needs a person"}, {"可自动修复", "fixable safely"}};
    return names[f][l];
}

const char *input_name(input_role input, lang l) {
    static const char *const names[][LANG_COUNT] = {
        {"上传文件", "upload file"}, {"原模板", "template"}, {"工资表", "payroll table"}, {"格式文件", "format file"}};
    return names[input][l];
}

span input_path(const report_file *f, input_role input) {
    if (input == INPUT_TABLE && f->table_path.len)
        return f->table_path;
    if (input == INPUT_TEMPLATE && f->templ_path.len)
        return f->templ_path;
    return input == INPUT_FORMAT && f->command != REPORT_LINT ? f->format_name : f->path;
}

size_t run_end(const findings *found, size_t from) {
    const finding *first = findings_at(found, from);
    size_t to = from + 1;
    while (to < findings_shown(found) && findings_at(found, to)->code == first->code &&
           findings_at(found, to)->severity == first->severity)
        to++;
    return to;
}

not_checked not_checked_list(arena *a, const report_file *f, lang l) {
    const term *skipped;
    size_t count = findings_skipped(f->found, &skipped);
    span *words = ARENA_ARRAY(a, span, count + CODE_COUNT);
    for (size_t i = 0; i < count; i++)
        words[i] = span_cstr(term_text(skipped[i], l));
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++) {
        const catalogue_row *row = catalogue_get((code)c);
        buf b = buf_new(a);
        if (!findings_off(f->found, (code)c))
            continue;
        buf_format(&b, l == LANG_ZH ? "%s %s（关掉了）" : "%s %s (switched off)", row->id, row->prose[l].title);
        words[count++] = buf_span(&b);
    }
    return (not_checked){words, count};
}

bool code_applies(const report_file *f, code c) {
    if (findings_off(f->found, c))
        return false;
    if (findings_count(f->found, c))
        return true;
    switch (catalogue_get(c)->layer) {
    case LAYER_ZIP: return f->command != REPORT_LINT;
    case LAYER_ENC: return f->doc->box.usable;
    case LAYER_ROW:
    case LAYER_ID:
    case LAYER_PAY: return f->doc->usable;
    case LAYER_ROS: return f->doc->usable && f->diagnosis->compared;
    case LAYER_SRC: return f->command == REPORT_FILL;
    case LAYER_FMT: return f->command == REPORT_LINT || f->format_name.len > 0;
    default: return true;
    }
}

bool change_write(buf *b, const figures *p) {
    if (!p->old_known || !p->new_known || p->old_total <= 0 || p->entered != p->insured)
        return false;
    fen difference = p->new_total - p->old_total, magnitude = difference < 0 ? -difference : difference;
    if (magnitude > INT64_MAX / 1000 - p->old_total / 2)
        return false;
    fen tenths = (magnitude * 1000 + p->old_total / 2) / p->old_total;
    buf_format(b, "%c%lld.%lld%%", difference < 0 ? '-' : '+', (long long)(tenths / 10), (long long)(tenths % 10));
    return true;
}

void repair_value_show(buf *b, const repair *r, const value *v, const report_options *o) {
    value_show(b, v, o->lang, o->reveal, catalogue_get(r->code)->layer == LAYER_PAY);
}

/* The findings, one by one and counted. */
#include "report/buttons.h"
#include "report/json_parts.h"
#include "report/words.h"

static void optional(json *j, const char *key, span s) {
    if (s.len)
        json_string(j, key, s);
}

static void place_members(json *j, const finding *f) {
    const place *p = &f->place;
    json_text(j, "input", input_word(p->input));
    optional(j, "entry", p->entry);
    optional(j, "sheet", p->sheet);
    if (p->cell_row && p->cell_column) {
        buf cell = buf_new(j->to->on);
        place_cell(&cell, p->cell_row, p->cell_column);
        json_string(j, "cell", buf_span(&cell));
    }
    if (p->line)
        json_number(j, "line", p->line);
    optional(j, "field", p->field);
    if (p->column)
        json_number(j, "column", p->column);
    if (p->byte_offset >= 0)
        json_number(j, "byteOffset", (uint64_t)p->byte_offset);
}

static void folded_members(json *j, const finding *f) {
    if (f->folded.count == 0)
        return;
    json_object(j, "folded");
    for (size_t i = 0; i < f->folded.count; i++)
        json_number(j, catalogue_get(f->folded.items[i].code)->id, f->folded.items[i].count);
    json_end(j, '}');
}

static void shown_value(json *j, const char *key, const value *v, const report_options *o) {
    buf shown = buf_new(j->to->on);
    value_show(&shown, v, o->lang, o->reveal, false);
    json_string(j, key, v->kind == VALUE_TERM ? said_to(o, j->to->on, buf_span(&shown)) : buf_span(&shown));
}

/* What the message may say, apart. */
static void argument_members(json *j, const finding *f, const report_options *o) {
    if (f->args[0].key == NULL)
        return;
    json_object(j, "args");
    for (int i = 0; i < ARGS_MAX && f->args[i].key; i++)
        if (f->args[i].value.kind != VALUE_NONE)
            shown_value(j, f->args[i].key, &f->args[i].value, o);
    json_end(j, '}');
}

/* The answers that would decide it, as options set them. */
static void choice_members(json *j, const finding *f, const report_options *o) {
    if (f->choice_count == 0)
        return;
    json_array(j, "choices");
    for (size_t i = 0; i < f->choice_count; i++) {
        const choice *c = &f->choices[i];
        json_object(j, NULL);
        json_text(j, "option", c->option);
        json_string(j, "value", c->value);
        optional(j, "label", c->label);
        json_array(j, "shown");
        for (unsigned k = 0; k < c->shown_count; k++)
            shown_value(j, NULL, &c->shown[k], o);
        json_end(j, ']');
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void one_finding(json *j, const finding *f, const report_options *o) {
    const catalogue_row *row = catalogue_get(f->code);
    buf shown = buf_new(j->to->on), message = buf_new(j->to->on);
    value_show(&shown, &f->value, LANG_EN, o->reveal, true);
    finding_message(&message, f, o->lang, o->reveal);
    json_object(j, NULL);
    json_text(j, "code", row->id);
    json_text(j, "severity", severity_word(f->severity));
    json_text(j, "consequence", consequence_word(row->consequence));
    json_text(j, "fix", fix_word(row->fix));
    place_members(j, f);
    if (f->value.kind)
        json_string(j, "value", buf_span(&shown));
    json_string(j, "message", said_to(o, j->to->on, buf_span(&message)));
    argument_members(j, f, o);
    json_number(j, "count", f->count);
    json_array(j, "examples");
    for (unsigned i = 0; i < f->example_count; i++)
        json_number(j, NULL, f->examples[i]);
    json_end(j, ']');
    folded_members(j, f);
    choice_members(j, f, o);
    json_end(j, '}');
}

void json_summary(json *j, const findings *found) {
    json_object(j, "summary");
    json_number(j, "error", findings_by_severity(found, SEVERITY_ERROR));
    json_number(j, "warning", findings_by_severity(found, SEVERITY_WARNING));
    json_number(j, "note", findings_by_severity(found, SEVERITY_NOTE));
    json_object(j, "byCode");
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        if (findings_reported(found, (code)c))
            json_number(j, catalogue_get((code)c)->id, findings_reported(found, (code)c));
    json_end(j, '}');
    json_end(j, '}');
}

void json_findings(json *j, const findings *found, const report_options *o) {
    json_array(j, "findings");
    for (size_t i = 0; i < findings_shown(found); i++)
        one_finding(j, findings_at(found, i), o);
    json_end(j, ']');
    json_object(j, "truncated");
    json_number(j, "shown", findings_shown(found));
    json_number(j, "total", findings_total(found));
    json_end(j, '}');
}

/* The story of the rules: the layout as a whole, then every line through the table of rules with
 * the template's line beside it, then the roster as a whole. */
#include "rules/rules.h"

#include "rules/pass.h"

/* ---- The table: a rule is its function and one line here. */
static const struct {
    line_rule *run;
    unsigned needs;
    term skipped; /* how its absence is told where a need is not met */
} LINE_RULES[] = {
    {rule_line_length, 0, TERM_NONE},
    {rule_empty_or_total, 0, TERM_NONE},
    {rule_column_count, 0, TERM_NONE},
    {rule_trailing, 0, TERM_NONE},
    {rule_quotes, 0, TERM_NONE},
    {rule_format, NEEDS_PERSON, TERM_NONE},
    {rule_field_altered, NEEDS_TEMPLATE | NEEDS_TWIN, TERM_NONE},
    {rule_id, NEEDS_ID | NEEDS_PERSON | NEEDS_PAIRING, TERM_skip_ids},
    {rule_id_duplicate, NEEDS_ID | NEEDS_PERSON, TERM_skip_ids},
    {rule_name, NEEDS_NAME | NEEDS_SHAPE | NEEDS_PERSON | NEEDS_PAIRING, TERM_NONE},
    {rule_wage_missing, NEEDS_WAGE | NEEDS_SHAPE | NEEDS_PERSON, TERM_skip_wages},
    {rule_wage_number, NEEDS_WAGE | NEEDS_SHAPE | NEEDS_PERSON, TERM_skip_wages},
    {rule_wage_notation, NEEDS_WAGE | NEEDS_SHAPE | NEEDS_PERSON, TERM_skip_wages},
    {rule_wage_limits, NEEDS_WAGE | NEEDS_SHAPE | NEEDS_PERSON, TERM_skip_wages},
    {rule_wage_out_of_line, NEEDS_WAGE | NEEDS_OLD | NEEDS_SHAPE | NEEDS_PERSON, TERM_NONE},
};
enum { LINE_RULE_COUNT = sizeof LINE_RULES / sizeof *LINE_RULES };

/* ---- The same for rules of the whole, run when the walk is over. */
static const struct {
    whole_rule *run;
    unsigned needs;
    term skipped;
} WHOLE_RULES[] = {
    {rule_column_rounded, NEEDS_ID, TERM_skip_ids},
    {rule_not_filled, NEEDS_WAGE, TERM_skip_wages},
    {rule_all_alike, NEEDS_WAGE, TERM_skip_wages},
    {rule_unchanged, NEEDS_WAGE | NEEDS_OLD, TERM_NONE},
    {rule_file_ratio, NEEDS_WAGE | NEEDS_OLD, TERM_NONE},
    {rule_wages_shifted, NEEDS_WAGE | NEEDS_OLD, TERM_NONE},
    {rule_wages_sorted, NEEDS_WAGE | NEEDS_OLD | NEEDS_TEMPLATE, TERM_NONE},
    {rule_column_moved, NEEDS_TEMPLATE, TERM_NONE},
    {rule_other_template, NEEDS_TEMPLATE, TERM_NONE},
};
enum { WHOLE_RULE_COUNT = sizeof WHOLE_RULES / sizeof *WHOLE_RULES };

/* What this document can be checked for. */
static unsigned provided(const check *c) {
    const layout *l = &c->d->layout;
    return (l->id >= 0 ? NEEDS_ID : 0u) | (l->wage >= 0 ? NEEDS_WAGE : 0u) |
           (l->name >= 0 ? NEEDS_NAME : 0u) | (l->old_wage >= 0 ? NEEDS_OLD : 0u) |
           (c->t ? NEEDS_TEMPLATE : 0u) | NEEDS_PERSON | NEEDS_SHAPE | NEEDS_TWIN | NEEDS_PAIRING;
}

static void list_skipped(const check *c) {
    for (size_t i = 0; i < LINE_RULE_COUNT; i++)
        if ((LINE_RULES[i].needs & ~provided(c)) && LINE_RULES[i].skipped)
            findings_skip(c->found, LINE_RULES[i].skipped);
    for (size_t i = 0; i < WHOLE_RULE_COUNT; i++)
        if ((WHOLE_RULES[i].needs & ~provided(c)) && WHOLE_RULES[i].skipped)
            findings_skip(c->found, WHOLE_RULES[i].skipped);
}

/* Does the rule wait until the person is looked for in the whole template? */
static bool waits(unsigned needs) { return needs & (NEEDS_PAIRING | NEEDS_TWIN); }

void run_line_rules(const check *c, const checked_line *l, phase when) {
    unsigned have = provided(c);
    if (l->view->kind != LINE_PERSON)
        have &= ~(unsigned)NEEDS_PERSON;
    if (l->view->fields.count != c->d->layout.count)
        have &= ~(unsigned)NEEDS_SHAPE;
    if (l->twin == NULL)
        have &= ~(unsigned)NEEDS_TWIN;
    for (size_t i = 0; i < LINE_RULE_COUNT; i++) {
        unsigned needs = LINE_RULES[i].needs;
        bool due = when == PHASE_KNOWN || waits(needs) == (when == PHASE_PAIRED);
        if (due && (needs & ~have) == 0)
            LINE_RULES[i].run(c, l);
    }
}

void run_whole_rules(const check *c) {
    for (size_t i = 0; i < WHOLE_RULE_COUNT; i++)
        if ((WHOLE_RULES[i].needs & ~provided(c)) == 0)
            WHOLE_RULES[i].run(c);
}

/* ---- What rules share. */
place place_of_column(const check *c, int at) {
    place where = {.input = c->d->input, .entry = c->d->box.entry_label, .byte_offset = NO_OFFSET};
    if (at >= 0) {
        where.column = (uint32_t)at + 1;
        where.field = c->d->layout.columns[at].name;
    }
    return where;
}

/* Where a field begins in the text: the line's beginning where two halves were read as one line. */
static const uint8_t *start_of(const document *d, const line_view *v, span field) {
    span line = text_line(&d->text, v->index);
    return field.ptr >= line.ptr && field.ptr <= line.ptr + line.len ? field.ptr : line.ptr;
}

place place_of(const check *c, const line_view *v, int at) {
    const document *d = c->d;
    span field = at >= 0 ? view_field(v, at) : v->line;
    return (place){.input = d->input,
                   .entry = d->box.entry_label,
                   .line = v->index + 1u,
                   .column = at >= 0 ? (uint32_t)at + 1 : 0,
                   .field = at >= 0 ? d->layout.columns[at].name : (span){0},
                   .byte_offset = (int64_t)text_offset(&d->text, v->index, start_of(d, v, field))};
}

value value_field(const check *c, value_kind kind, span raw) {
    return value_of(kind, view_text(c->scratch, c->d, raw));
}

value_kind kind_of_role(role r) {
    switch (r) {
    case ROLE_ID:
    case ROLE_PERSONAL_NUMBER: return VALUE_ID;
    case ROLE_NAME: return VALUE_NAME;
    case ROLE_OLD_WAGE:
    case ROLE_WAGE: return VALUE_WAGE;
    default: return VALUE_RECORD;
    }
}

/* ---- The story. */
static bool same_head(const document *d, const document *t) {
    if (d->text.bom_len != t->text.bom_len || d->text.line_count != t->text.line_count)
        return false;
    uint32_t i = t->layout.header_line;
    return !t->layout.header || (span_eq(text_line(&d->text, i), text_line(&t->text, i)) &&
                                 span_eq(text_line_end(&d->text, i), text_line_end(&t->text, i)));
}

static pass pass_begin(arena *a, const rules_job *job, findings *found, figures *out) {
    const document *d = job->upload, *t = job->templ;
    pass p = {.c = {job, arena_child(a), found, d, t, NULL}, .on = a, .person = pass_line, .in_order = true, .out = out};
    *out = (figures){.old_known = d->layout.old_wage >= 0, .new_known = true};
    p.to = (uint32_t)d->text.line_count;
    p.same_frame = t && same_head(d, t);
    p.cursor = t && t->layout.header ? t->layout.header_line + 1 : 0;
    p.alike = t && layouts_alike(d, t);
    p.glances = lines_usual(&p);
    if (t)
        p.seen_at = ARENA_ARRAY(a, uint32_t, t->text.line_count + 1);
    return p;
}

/* Has any rule told a difference from the template already? */
static bool difference_told(const findings *found) {
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++) {
        layer l = catalogue_get((code)c)->layer;
        bool about_bytes = l == LAYER_ENC || l == LAYER_ROW || l == LAYER_ID || l == LAYER_ROS;
        if (about_bytes && findings_count(found, (code)c))
            return true;
    }
    return false;
}

/* Whatever no rule has a name for must still not pass in silence: the promise is about bytes. */
static void rule_every_byte(const pass *p) {
    p->out->only_wages_changed = p->same_frame;
    if (p->c.t && !p->same_frame && !difference_told(p->c.found))
        FIND(p->c.found, .code = ROW_bytes_differ, .place = place_whole(p->c.d->input));
}

void rules_run(arena *a, const rules_job *job, findings *found, figures *out) {
    pass p = pass_begin(a, job, found, out);
    layout_rules(&p.c);
    list_skipped(&p.c);
    pass_walk(&p);
    if (out->insured == 0)
        FIND(found, .code = ZIP_no_wage_lines, .place = {.input = p.c.d->input,
             .entry = p.c.d->box.entry_label, .byte_offset = NO_OFFSET});
    if (p.c.t)
        pass_roster(&p);
    p.c.sums = &p.sums;
    run_whole_rules(&p.c);
    rule_every_byte(&p);
}

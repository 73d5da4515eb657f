/* May the amount of a row be part of another, or another than the wage? Of a broken file's lines that is asked, and of rows
 * that have more fields than their header. */
#include "fill/join.h"

bool refuse_number(const join *j, const entry *e, term why) {
    FIND(j->found, .code = SRC_wage_unusable, .place = entry_place(j, e, e->wage, j->plan->wage),
         .value = cell_value(VALUE_WAGE, e->wage),
         .args = {{"what", value_term(why)}, {"name", cell_value(VALUE_NAME, e->name)}});
    return true;
}

static span at_column(const row *r, uint32_t at) {
    const cell *c = row_cell(r, at);
    return c ? span_trim(c->value) : (span){0};
}

/* Blank fields at the end are many a program's; with an amount in two that says that the row is one too long. */
bool row_cut_up(const join *j, const row *r) {
    uint32_t wage = j->plan->wage;
    if (j->plan->width == 0 || wage == 0)
        return false;
    span own = at_column(r, wage), behind = at_column(r, wage + 1);
    bool pennies = span_has(behind, '.') || cut_apart(behind, at_column(r, wage + 2)); /* 250 may be days */
    bool cut = own.len <= 3 && cut_apart(own, behind) && pennies;
    for (uint32_t i = wage - 1; r->fields > j->plan->width && i <= wage && !cut; i++)
        cut = i > 0 && cut_apart(at_column(r, i), at_column(r, i + 1));
    return cut;
}

/* 60,333.44 without quotes is two fields of a CSV file, and 60 no wage. */
bool cut_up(const join *j, const entry *e) {
    bool cut = j->broken && e->wage->offset != NO_OFFSET &&
               cut_by_comma(j->scratch, j->broken, (uint32_t)e->row->line - 1, j->t->layout.count, (uint64_t)e->wage->offset);
    return (cut || e->cut || surplus(j, e->row)) && refuse_number(j, e, TERM_cut_up);
}

bool amount_beyond(const join *j, const row *r) {
    fen amount;
    bool fixing = j->options->yes && j->broken == NULL && j->plan->named;
    for (size_t i = r->count; fixing && i > 0 && r->cells[i - 1].column > j->plan->named; i--)
        if (amount_of(&r->cells[i - 1], &amount))
            return true;
    return false;
}

/* 0, - and / stand for a blank. */
static bool says_nothing(const cell *c) {
    fen amount;
    if (amount_of(c, &amount))
        return amount == 0;
    for (size_t i = 0; i < c->value.len; i++)
        if (c->value.ptr[i] != '-' && c->value.ptr[i] != '/' && c->value.ptr[i] != ' ')
            return false;
    return true;
}

/* Of a table, whose old wages are its own affair: the wage is the template's old one, and something else stands in the
 * table's column of old wages. In a broken file that is asked of blank and of missing ones as well. */
static bool old_beside(join *j, const entry *e, uint32_t line, fen wage, code *asked) {
    fen own;
    const bool *yes = j->options->yes;
    bool none = e->old && !yes && says_nothing(e->old);
    bool apart = yes && (j->plan->old || j->plan->named == 0);
    if (e->old)
        apart = !none && (!amount_of(e->old, &own) || own - wage >= 100 || wage - own >= 100);
    if (!apart || (yes && yes[ROW_field_altered]))
        return false;
    line_view_read(j->scratch, j->t, line, &j->twin);
    const money *was = &j->twin.old_money;
    if ((was->oddities & (MONEY_BLANK | MONEY_NO_NUMBER)) || was->value != wage)
        return false;
    *asked = yes ? ROW_field_altered : CODE_NONE;
    return refuse_number(j, e, yes ? TERM_ask_old : TERM_old_beside);
}

/* In a broken file, as far as nobody has said yes to it: may it be another of the line's numbers than the wage? */
bool another_number(join *j, const entry *e, uint32_t line, fen wage, code *asked) {
    code why = CODE_NONE;
    if (e->beyond)
        return refuse_number(j, e, TERM_several_wages);
    if (j->broken == NULL)
        return old_beside(j, e, line, wage, asked);
    if (e->row->line == 0 || e->row->line > j->broken->text.line_count)
        return false;
    line_view_read(j->scratch, j->t, line, &j->twin);
    uint32_t at = (uint32_t)e->row->line - 1;
    term unsure = unsure_number(j->broken, at, j->t, &j->twin, wage);
    if (unsure == TERM_NONE && several_wages(j->scratch, j->broken, at, &j->counts, j->t, &j->twin))
        unsure = TERM_several_wages;
    if (unsure != TERM_NONE)
        return refuse_number(j, e, unsure);
    if (!may_be_old(j->scratch, j->broken, at, &j->counts, &j->twin, wage, &why) ||
        (why && j->options->yes[why]))
        return false;
    *asked = why;
    return refuse_number(j, e, why == CODE_NONE ? TERM_old_pushed : why == ROW_column_count ? TERM_ask_old_surplus
                                                                                            : TERM_ask_old);
}

void count_fields(join *j) {
    const layout *l = &j->broken->layout;
    j->counts = (line_counts){.usual = usual_fields(j->scratch, j->broken), .wanted = j->t->layout.count};
    if (l->header) {
        line_view_read(j->scratch, j->broken, l->header_line, &j->twin);
        j->counts.named = j->twin.fields.count;
    }
}

/* What the payroll table is: its sheet, its header, its columns. Reads the first rows only. */
#include <string.h>

#include "fill/sample.h"
#include "fill/unit.h"

/* ---- Choosing a column. */
struct candidates {
    uint32_t sure[SAMPLE_COLUMNS], hinted[SAMPLE_COLUMNS];
    uint32_t sure_count, hinted_count;
};

static struct candidates columns_of_role(const sampled_sheet *s, role wanted) {
    struct candidates c = {0};
    for (uint32_t i = 1; i <= s->columns; i++) {
        if (s->roles[i] != wanted)
            continue;
        if (s->sure[i])
            c.sure[c.sure_count++] = i;
        else
            c.hinted[c.hinted_count++] = i;
    }
    return c;
}

/* "应发合计 (E3)", or without a header "E1". */
static void name_column(buf *b, const sampled_sheet *s, uint32_t at) {
    buf_add(b, sample_label(b->on, s, at));
    if (s->header[at].len)
        buf_text(b, " (");
    place_cell(b, s->header_row ? s->header_row : 1, at);
    if (s->header[at].len)
        buf_byte(b, ')');
}

static span list_columns(arena *a, const sampled_sheet *s, const uint32_t *which, uint32_t count) {
    buf b = buf_new(a);
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            buf_text(&b, "、");
        name_column(&b, s, which[i]);
    }
    return buf_span(&b);
}

static place sheet_place(const sampled_sheet *s) {
    return (place){.input = INPUT_TABLE, .sheet = s->name, .line = s->header_row,
                   .byte_offset = NO_OFFSET};
}

/* One column of a role: the only sure one, else the only hinted one. 0 and *several where more
 * than one could be meant. */
static uint32_t only_column(const struct candidates *c, bool *several) {
    *several = c->sure_count > 1 || (c->sure_count == 0 && c->hinted_count > 1);
    if (*several)
        return 0;
    return c->sure_count ? c->sure[0] : c->hinted_count ? c->hinted[0] : 0;
}

/* 应发工资/小计, as it is listed. */
static bool is_label(const sampled_sheet *s, uint32_t at, span wanted) {
    span above = sample_above(s, at);
    return above.len && span_starts(wanted, above) && span_starts(span_from(wanted, above.len), SPAN("/")) &&
           span_eq(span_from(wanted, above.len + 1), span_trim(s->header[at]));
}

/* The columns with this header. */
static uint32_t headed(const sampled_sheet *s, span wanted, uint32_t *which) {
    uint32_t count = 0;
    for (uint32_t i = 1; i <= s->columns; i++)
        if (span_eq(span_trim(s->header[i]), wanted) || is_label(s, i, wanted))
            which[count++] = i;
    return count;
}

/* A column as the user names it: its header, else a letter, else a number. 0 = there is none. */
static uint32_t named_column(const sampled_sheet *s, span wanted) {
    uint64_t number = 0;
    uint32_t with_it[SAMPLE_COLUMNS];
    if (headed(s, wanted, with_it))
        return with_it[0];
    if (span_to_u64(wanted, SAMPLE_COLUMNS, &number))
        return (uint32_t)number;
    for (size_t i = 0; i < wanted.len; i++) {
        uint8_t upper = wanted.ptr[i] & 0xDF;
        if (upper < 'A' || upper > 'Z' || number > SAMPLE_COLUMNS)
            return 0;
        number = number * 26 + upper - 'A' + 1;
    }
    return number <= SAMPLE_COLUMNS ? (uint32_t)number : 0;
}

struct wanted {
    role role;
    const char *option; /* that names it */
    span given;         /* what the option says; empty = find out */
    code missing;
    bool names_serve;   /* --match-by-name would do without it */
};

static void tell_several(arena *a, const sampled_sheet *s, const struct wanted *w, const uint32_t *which,
                         uint32_t count, findings *found) {
    choices ask = {0};
    sample_choices(a, s, w->option, which, count, &ask);
    FIND(found, .code = SRC_several_columns, .place = sheet_place(s), .choices = ask.items, .choice_count = ask.count,
         .args = {{"what", value_term(role_term(w->role))}, {"is", value_text(list_columns(a, s, which, count))}});
}

static void tell_missing(arena *a, const sampled_sheet *s, const struct wanted *w, findings *found) {
    choices ask = {0};
    term what = w->names_serve ? TERM_names_only : TERM_NONE;
    sample_choices(a, s, w->option, NULL, 0, &ask);
    FIND(found, .code = w->missing, .place = sheet_place(s), .choices = ask.items, .choice_count = ask.count,
         .args = {{"is", value_text(sample_headers(a, s))}, {"what", value_term(what)}});
}

/* Two columns may have the header that is asked for. */
static bool named_twice(arena *a, const sampled_sheet *s, const struct wanted *w, findings *found) {
    uint32_t with_it[SAMPLE_COLUMNS], count = w->given.len ? headed(s, w->given, with_it) : 0;
    if (count > 1)
        tell_several(a, s, w, with_it, count, found);
    return count > 1;
}

/* 基本工资 only hints at the wage; where another column of amounts stands beside it that no word explains, such as
 * 年收入, that one may be meant. */
static void doubt(const sampled_sheet *s, const struct wanted *w, struct candidates *c) {
    if (w->role != ROLE_WAGE || w->given.len || !s->header_row || c->sure_count || c->hinted_count != 1)
        return;
    for (uint32_t i = 1; i <= s->columns; i++)
        if ((s->roles[i] == ROLE_OTHER || s->roles[i] == ROLE_OLD_WAGE) && !s->sure[i] && s->header[i].len &&
            sample_some_amounts(s, i))
            c->hinted[c->hinted_count++] = i;
}

/* A hidden column is not what a clerk looks at, where another one that is seen may be the wage. */
static void doubt_hidden(const sampled_sheet *s, const struct wanted *w, struct candidates *c) {
    bool hidden = c->sure_count == 1 && sample_hidden(s, c->sure[0]);
    if (w->role != ROLE_WAGE || w->given.len || !hidden || c->hinted_count == 0)
        return;
    c->hinted[c->hinted_count++] = c->sure[0];
    c->sure_count = 0;
}

static uint32_t choose(arena *a, const sampled_sheet *s, const struct wanted *w, findings *found) {
    bool several = false;
    struct candidates c = columns_of_role(s, w->role);
    if (named_twice(a, s, w, found))
        return 0;
    doubt(s, w, &c);
    doubt_hidden(s, w, &c);
    uint32_t chosen = w->given.len ? named_column(s, w->given) : only_column(&c, &several);
    if (several && c.sure_count > 1)
        tell_several(a, s, w, c.sure, c.sure_count, found);
    else if (several)
        tell_several(a, s, w, c.hinted, c.hinted_count, found);
    else if (chosen == 0)
        tell_missing(a, s, w, found);
    return chosen;
}

/* ---- Choosing a sheet. */
static bool fits(const sampled_sheet *s) {
    struct candidates id = columns_of_role(s, ROLE_ID), personal = columns_of_role(s, ROLE_PERSONAL_NUMBER);
    struct candidates wage = columns_of_role(s, ROLE_WAGE);
    return (id.sure_count + id.hinted_count + personal.sure_count) && (wage.sure_count + wage.hinted_count);
}

/* By its name, else by its number: months are names of sheets. */
static const sampled_sheet *named_sheet(const sample *all, span wanted) {
    uint64_t number;
    for (size_t i = 0; i < all->count; i++)
        if (span_eq(all->items[i]->name, wanted))
            return all->items[i];
    for (size_t i = 0; i < all->count; i++)
        if (span_to_u64(wanted, UINT32_MAX, &number) && number == all->items[i]->index + 1)
            return all->items[i];
    return NULL;
}

static choices sheet_choices(arena *a, const sample *all, bool only_fitting) {
    choices ask = {0};
    for (size_t i = 0; i < all->count; i++)
        if (fits(all->items[i]) || (!only_fitting && all->items[i]->rows))
            sample_sheet_choice(a, all->items[i], &ask);
    return ask;
}

static span list_sheets(arena *a, const sample *all, bool only_fitting) {
    buf b = buf_new(a);
    for (size_t i = 0; i < all->count; i++) {
        if (only_fitting && !fits(all->items[i]))
            continue;
        if (b.len)
            buf_text(&b, "、");
        buf_add(&b, all->items[i]->name);
    }
    return buf_span(&b);
}

/* The sheet meant: the named one; else the only visible one that fits; else, none fitting, the
 * first with any rows, whose findings then say what is missing. */
static const sampled_sheet *choose_sheet(arena *a, const sample *all, span wanted, findings *found) {
    const sampled_sheet *first = NULL, *fitting = NULL, *named = wanted.len ? named_sheet(all, wanted) : NULL;
    size_t count = 0;
    if (named)
        return named;
    for (size_t i = 0; i < all->count; i++) {
        const sampled_sheet *s = all->items[i];
        if (!first && s->rows)
            first = s;
        if (!s->hidden && fits(s) && ++count == 1)
            fitting = s;
    }
    if (wanted.len || count > 1) {
        choices ask = sheet_choices(a, all, !wanted.len);
        FIND(found, .code = wanted.len ? SRC_no_such_sheet : SRC_several_sheets,
             .place = place_whole(INPUT_TABLE), .choices = ask.items, .choice_count = ask.count,
             .args = {{"is", value_text(list_sheets(a, all, !wanted.len))}, {"what", value_text(wanted)}});
        return NULL;
    }
    if (first == NULL)
        FIND(found, .code = SRC_no_rows, .place = place_whole(INPUT_TABLE));
    return fitting ? fitting : first;
}

static void tell_sheet(arena *a, const sample *all, const sampled_sheet *s, findings *found) {
    choices ask = sheet_choices(a, all, true);
    if (all->count > 1)
        FIND(found, .code = SRC_sheet_chosen, .place = place_whole(INPUT_TABLE), .choices = ask.items,
             .choice_count = ask.count > 1 ? ask.count : 0,
             .args = {{"n", value_number(all->count)}, {"is", value_text(s->name)}});
}

/* Hidden sheets that hold wages are told, used or not: a clerk does not see them. */
static void tell_hidden(const sample *all, const sampled_sheet *chosen, findings *found) {
    for (size_t i = 0; i < all->count; i++) {
        const sampled_sheet *s = all->items[i];
        if (s->hidden && (s == chosen || fits(s)))
            FIND(found, .code = SRC_hidden, .place = {.input = INPUT_TABLE, .sheet = s->name, .byte_offset = NO_OFFSET},
                 .args = {{"what", value_term(s == chosen ? TERM_hidden_sheet_used : TERM_hidden_sheet_skipped)}});
    }
}

/* ---- The plan. */
/* The column people are joined on: the ID's, or where the table has none, the personal number's. */
static void plan_key(arena *a, const sampled_sheet *s, const fill_options *o, findings *found,
                     payroll_plan *plan) {
    bool several;
    struct candidates id = columns_of_role(s, ROLE_ID), personal = columns_of_role(s, ROLE_PERSONAL_NUMBER);
    uint32_t number = only_column(&personal, &several);
    plan->key = ROLE_ID;
    if (!o->id_column.len && id.sure_count + id.hinted_count == 0 && number)
        plan->id = number;
    else if (o->id_column.len || id.sure_count + id.hinted_count || !o->match_by_name || !plan->name)
        plan->id = choose(a, s, &(struct wanted){ROLE_ID, "id-column", o->id_column, SRC_no_id_column,
                                                 plan->name && !o->id_column.len && !o->no_template}, found);
    bool other = plan->id && s->roles[plan->id] != ROLE_ID && sample_numbers_only(s, plan->id);
    if (plan->id && (s->roles[plan->id] == ROLE_PERSONAL_NUMBER || other))
        plan->key = ROLE_PERSONAL_NUMBER;
}

/* Wages counted in 万元 would be written ten thousand times too small. */
static bool in_yuan(const sampled_sheet *s, uint32_t wage, findings *found) {
    unit_word w;
    if (wage == 0 || !unit_other_than_yuan(s, wage, &w))
        return true;
    place at = sheet_place(s);
    at.line = w.row;
    FIND(found, .code = SRC_other_unit, .place = at, .args = {{"is", value_text(w.said)}, {"what", value_text(w.unit)}});
    return false;
}

/* Whose names they are, the template's people tell (join.c). */
static void several_names(arena *a, const struct candidates *c, payroll_plan *plan) {
    const uint32_t *which = c->sure_count ? c->sure : c->hinted;
    plan->name_count = c->sure_count ? c->sure_count : c->hinted_count;
    uint32_t *kept = ARENA_ARRAY(a, uint32_t, plan->name_count);
    memcpy(kept, which, plan->name_count * sizeof *kept);
    plan->names = kept;
    plan->name = kept[0];
}

static void plan_columns(arena *a, const sampled_sheet *s, const fill_options *o, findings *found,
                         payroll_plan *plan) {
    bool several;
    struct candidates name = columns_of_role(s, ROLE_NAME);
    plan->name = only_column(&name, &several);
    if (several)
        several_names(a, &name, plan);
    plan_key(a, s, o, found, plan);
    plan->wage = choose(a, s, &(struct wanted){ROLE_WAGE, "wage-column", o->wage_column, SRC_no_wage_column, false}, found);
    struct candidates old = columns_of_role(s, ROLE_OLD_WAGE);
    struct candidates personal = columns_of_role(s, ROLE_PERSONAL_NUMBER);
    plan->personal = plan->key == ROLE_ID && plan->id && personal.sure_count == 1 ? personal.sure[0] : 0;
    plan->old = old.sure_count == 1 && old.sure[0] != plan->wage ? old.sure[0] : 0;
    bool known = plan->id || (o->match_by_name && plan->name && !o->id_column.len);
    plan->usable = in_yuan(s, plan->wage, found) && known && plan->wage;
}

/* The last column with a header. */
static uint32_t header_width(const sampled_sheet *s) {
    uint32_t at = s->columns;
    while (at && span_trim(s->header[at]).len == 0)
        at--;
    return at;
}

void payroll_plan_make(arena *a, const table_source *table, const fill_options *options,
                       const header_words *words, findings *found, payroll_plan *plan) {
    sample all = {0};
    *plan = (payroll_plan){0};
    if (!sample_read(a, table, words, found, &all))
        return;
    const sampled_sheet *s = choose_sheet(a, &all, options->sheet, found);
    if (s == NULL)
        return;
    if (!s->header_row && !fits(s) && !options->wage_column.len) {
        choices ask = {0};
        sample_choices(a, s, "wage-column", NULL, 0, &ask);
        FIND(found, .code = SRC_no_header, .place = sheet_place(s), .choices = ask.items, .choice_count = ask.count);
        return;
    }
    *plan = (payroll_plan){.sheet = s->index, .sheet_name = s->name, .data_from = s->data_from, .seen = s, .words = words};
    bool delimited = file_sniff(table->bytes) == KIND_TEXT;
    plan->named = s->header_row ? header_width(s) : 0;
    plan->width = delimited ? plan->named : 0;
    tell_sheet(a, &all, s, found);
    tell_hidden(&all, s, found);
    plan_columns(a, s, options, found, plan);
}

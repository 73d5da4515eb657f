/* The list of what fix changes. It decides nothing: the join has decided, this shows it. */
#include "fill/fill.h"
#include "fill/rows.h"

/* ---- The file as a whole and its lines, as check has found them. */
static bool about_fields(code c) {
    layer l = catalogue_get(c)->layer;
    return l == LAYER_ID || l == LAYER_PAY || l == LAYER_SRC || l == LAYER_FMT || c == ROW_field_altered;
}

static value argument(arena *a, const finding *f, const char *key) {
    for (int i = 0; i < ARGS_MAX && f->args[i].key; i++)
        if (span_eq(span_cstr(f->args[i].key), span_cstr(key))) {
            value v = f->args[i].value;
            v.text = span_keep(a, v.text);
            return v;
        }
    return (value){.kind = VALUE_NONE};
}

/* Fields too few leave nothing to say yes to, unless every line has as many and a last one. */
static fix columns_fix(arena *a, const finding *f, const layout *l) {
    int64_t is = argument(a, f, "is").number, was = argument(a, f, "was").number;
    return is > was || (is == (int64_t)l->count && l->wage >= 0) ? FIX_CONFIRM : FIX_NONE;
}

void file_repairs(arena *a, const findings *found, bool columns_known, const layout *broken, repairs *out) {
    for (size_t i = 0; i < findings_shown(found); i++) {
        const finding *f = findings_at(found, i);
        if (about_fields(f->code) || f->severity == SEVERITY_NOTE)
            continue;
        bool template_line = f->place.input == INPUT_TEMPLATE; /* a person lost has no line in it */
        bool asks = f->code == ROW_column_count && !columns_known;
        VEC_PUSH(a, out, ((repair){template_line ? 0 : f->place.line, f->code, argument(a, f, "is"),
                                   argument(a, f, "was"), asks ? columns_fix(a, f, broken) : FIX_SAFE}));
    }
}

/* ---- Fields. */
typedef struct walk {
    arena *on, *scratch;
    const document *t, *d;
    const joined *wages;
    repairs *out;
    line_view was, is; /* the template's line and the broken one's */
} walk;

static value kept(walk *w, value_kind kind, span utf8) { return value_of(kind, span_keep(w->on, utf8)); }

static code id_code(const person_id *id) {
    if (id->kind == ID_IN_SCIENTIFIC)
        return ID_scientific;
    if (id->kind == ID_BLANK)
        return ID_missing;
    return id->kind == ID_MALFORMED ? ID_malformed : ID_altered;
}

static void compare(walk *w, code c, value_kind kind, span is, span was) {
    span from = span_trim(view_text(w->scratch, w->d, is)), to = span_trim(view_text(w->scratch, w->t, was));
    if (!span_eq(from, to))
        VEC_PUSH(w->on, w->out, ((repair){w->is.index + 1u, c, kept(w, kind, from), kept(w, kind, to), FIX_SAFE}));
}

static void compare_roles(walk *w) {
    const layout *d = &w->d->layout, *t = &w->t->layout;
    if (d->id >= 0 && t->id >= 0)
        compare(w, id_code(&w->is.person), VALUE_ID, w->is.id, w->was.id);
    if (d->personal >= 0 && t->personal >= 0)
        compare(w, ROW_field_altered, VALUE_ID, w->is.personal, w->was.personal);
    if (d->name >= 0 && t->name >= 0)
        compare(w, ROW_field_altered, VALUE_NAME, w->is.name, w->was.name);
    if (d->old_wage >= 0 && t->old_wage >= 0)
        compare(w, ROW_field_altered, VALUE_WAGE, w->is.old, w->was.old);
}

static code wage_code(const money *m) {
    if (m->oddities & MONEY_EXPONENT)
        return PAY_exponent;
    if (m->oddities & MONEY_FULL_WIDTH)
        return PAY_full_width;
    if (m->oddities & MONEY_DECIMALS)
        return PAY_too_many_decimals;
    return m->oddities & MONEY_NEGATIVE ? PAY_negative : PAY_decorated;
}

static void tell_columns(walk *w, fix how) {
    VEC_PUSH(w->on, w->out, ((repair){w->is.index + 1u, ROW_column_count, value_number(w->is.fields.count),
                                      value_number(w->t->layout.count), how}));
}

/* `raw` is what was taken for the wage. */
static void compare_wage(walk *w, uint32_t line, span raw) {
    span from = span_trim(view_text(w->scratch, w->d, raw));
    money is = money_read(from);
    buf to = buf_new(w->scratch);
    const joined_wage *wage = &w->wages->of[line];
    code asked = (code)wage->asked;
    if (wage->state == WAGE_REFUSED) {
        bool amount = !(is.oddities & (MONEY_BLANK | MONEY_NO_NUMBER)); /* then one that may be another */
        if (asked == ROW_column_count || (asked == CODE_NONE && amount && w->is.fields.count > w->t->layout.count))
            tell_columns(w, asked ? FIX_CONFIRM : FIX_NONE);
        else
            VEC_PUSH(w->on, w->out, ((repair){w->is.index + 1u, asked ? asked : amount ? SRC_wage_unusable : PAY_not_a_number,
                                              kept(w, VALUE_WAGE, from), {.kind = VALUE_NONE}, asked ? FIX_CONFIRM : FIX_NONE}));
        return;
    }
    if (wage->state != WAGE_GIVEN || (is.oddities == 0 && is.value == wage->wage))
        return;
    money_write(&to, wage->wage, 2);
    VEC_PUSH(w->on, w->out, ((repair){w->is.index + 1u, wage_code(&is), kept(w, VALUE_WAGE, from),
                                      kept(w, VALUE_WAGE, buf_span(&to)), FIX_SAFE}));
}

/* A line with fields too many or too few; where most have as many, nobody was asked about it yet. */
static void odd_line(walk *w, uint32_t line) {
    int wage = surplus_wage(w->scratch, w->d, &w->is);
    bool all_differ = w->d->layout.count != w->t->layout.count;
    if (w->wages->of[line].state != WAGE_NONE && wage >= 0)
        compare_wage(w, line, w->is.fields.at[wage]);
    else if (w->wages->of[line].state == WAGE_NONE && all_differ)
        tell_columns(w, wage >= 0 ? FIX_CONFIRM : FIX_NONE);
}

void field_repairs(arena *a, const document *templ, const document *broken, const joined *wages, repairs *out) {
    walk w = {.on = a, .scratch = arena_child(a), .t = templ, .d = broken, .wages = wages, .out = out};
    for (uint32_t i = 0; i < templ->text.line_count; i++) {
        uint32_t at = wages->of[i].row;
        if (at == 0 || at > broken->text.line_count)
            continue;
        line_view_read(w.scratch, templ, i, &w.was);
        line_view_read(w.scratch, broken, at - 1, &w.is);
        if (line_whole(broken, &w.is)) {
            compare_roles(&w);
            compare_wage(&w, i, w.is.wage);
        } else {
            odd_line(&w, i);
        }
        arena_reset(w.scratch);
    }
}

#include "fill/nobody.h"

#include "fill/sample.h"
#include "fill/unit.h"
#include "rules/line_view.h"

static bool is_amount(const cell *c) {
    return c && (c->kind == CELL_NUMBER || !(money_read(c->value).oddities & (MONEY_BLANK | MONEY_NO_NUMBER)));
}

/* ---- A header that comes again. */
static bool same_cells(const sampled_row *above, const row *r) {
    bool same = above->count == r->count;
    for (size_t i = 0; same && i < r->count; i++)
        same = above->cells[i].column == r->cells[i].column &&
               span_eq(span_trim(above->cells[i].value), span_trim(r->cells[i].value));
    return same;
}

/* A row above the people, such as a page's title, or half of a header in two rows. */
static bool stood_above(const sampled_sheet *s, const row *r) {
    for (size_t i = 0; i < s->rows && s->row[i].number < s->data_from; i++)
        if (same_cells(&s->row[i], r))
            return true;
    return false;
}

/* （元） below 现工资. */
static bool only_unit(const row *r, uint32_t wage) {
    uint8_t normal[HEADER_CELL_MAX];
    bool only = r->count > 0;
    for (size_t i = 0; i < r->count && only; i++)
        only = r->cells[i].kind == CELL_TEXT && header_normal(r->cells[i].value, normal).len == 0;
    return only && row_cell(r, wage);
}

/* As a header is found: two points for each kind of column that is surely named, one for a hint, no person in it. */
static bool names_columns(const header_words *words, const row *r) {
    unsigned best[ROLE_COUNT] = {0}, score = 0;
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        bool sure = false;
        if (looks_like_id(c->value))
            return false;
        role named = header_role(words, c->value, &sure);
        if (named != ROLE_OTHER && best[named] < 1u + sure)
            best[named] = 1u + sure;
    }
    for (int i = 0; i < ROLE_COUNT; i++)
        score += best[i];
    return score > HEADER_SCORE;
}

/* Of a header in two rows the upper one may be blank there. */
static bool blank_above(const sampled_sheet *s, uint32_t at) {
    for (size_t i = 0; s->upper && i < s->upper->count; i++)
        if (s->upper->cells[i].column == at && s->upper->cells[i].kind != CELL_BLANK)
            return false;
    return s->upper != NULL;
}

/* Does this cell name the column as the first header does? */
static bool same_column(const payroll_plan *p, const row *r, uint32_t at) {
    uint8_t was[HEADER_CELL_MAX], is[HEADER_CELL_MAX];
    const sampled_sheet *s = p->seen;
    const cell *c = row_cell(r, at);
    bool sure = false;
    if (c == NULL)
        return blank_above(s, at);
    if (at > s->columns)
        return false;
    span first = header_normal(s->header[at], was);
    role named = header_role(p->words, c->value, &sure);
    bool another_word = sure && at != p->wage; /* of wages there are several, and each has a word of its own */
    if (at == p->wage && !span_eq(span_trim(s->header[at]), span_trim(c->value)) &&
        !(header_unqualified(s->header[at]) && header_unqualified(c->value)))
        return false; /* 应发工资（月）, 应发工资（年） */
    return span_eq(first, header_normal(c->value, is)) || (named == s->roles[at] && (another_word || first.len == 0));
}

static bool same_columns(const payroll_plan *p, const row *r, const uint32_t *columns, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (columns[i] && !same_column(p, r, columns[i]))
            return false;
    return true;
}

/* An amount is a person's, but 2026 may be the name of a column. */
static bool may_name_columns(const payroll_plan *p, const cell *key, const cell *wage) {
    bool sure = false;
    return !is_amount(wage) || (key && header_role(p->words, key->value, &sure) != ROLE_OTHER && sure);
}

/* The lower row of a header in two, in which 应发 and 实发 may have changed places. */
static bool names_wage(const payroll_plan *p, const row *r) {
    const cell *c = row_cell(r, p->wage);
    bool sure = false;
    bool two = p->seen->upper && row_cell(r, p->id) == NULL && row_cell(r, p->name) == NULL;
    return two && c && c->kind == CELL_TEXT && sum_word(c->value).len == 0 && header_role(p->words, c->value, &sure) == ROLE_WAGE;
}

static row_sort heading_sort(const payroll_plan *p, const row *r, const uint32_t *columns, size_t count) {
    unit_word other;
    bool header = names_columns(p->words, r);
    if (stood_above(p->seen, r))
        return ROW_HEADING;
    if (row_sums_up(p, r) == SUM_NONE && row_in_other_unit(r, p->wage, header, &other))
        return ROW_OTHER_UNIT;
    if (only_unit(r, p->wage))
        return ROW_HEADING;
    if (!header && names_wage(p, r))
        return same_column(p, r, p->wage) ? ROW_HEADING : ROW_MOVED;
    if (!header)
        return ROW_PERSON;
    return same_columns(p, r, columns, count) ? ROW_HEADING : ROW_MOVED;
}

/* ---- Totals and signatures. */
static bool says(const row *r, span (*word)(span)) {
    for (size_t i = 0; i < r->count; i++)
        if (word(r->cells[i].value).len)
            return true;
    return false;
}

sum_sort row_sums_up(const payroll_plan *p, const row *r) {
    sum_sort surest = SUM_NONE;
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        sum_sort is = c->column != p->id && c->column != p->wage && c->kind == CELL_TEXT ? sum_sort_of(c->value) : SUM_NONE;
        if (is != SUM_NONE && (surest == SUM_NONE || is < surest))
            surest = is;
    }
    return surest;
}

/* A number of some kind, however damaged, but no date: then the row is somebody's, whatever office they hold. */
static bool numbered(const cell *key) {
    size_t digits = 0, dashes = 0;
    if (key == NULL || key->kind == CELL_DATE)
        return false;
    for (size_t i = 0; i < key->value.len; i++) {
        uint8_t c = key->value.ptr[i];
        digits += c >= '0' && c <= '9';
        dashes += c == '-';
        if (c >= 0x80 || c == '.' || c == '/' || c == ':')
            return key->kind == CELL_NUMBER;
    }
    return digits && (dashes < 2 || digits > 8);
}

static bool has_id(const payroll_plan *p, const cell *key) {
    if (p->key != ROLE_ID || key == NULL)
        return false;
    person_id id = person_id_read(key->value);
    return id.kind != ID_BLANK && id.kind != ID_MALFORMED;
}

row_sort row_sort_of(const payroll_plan *p, const row *r, const cell *key, const cell *wage, const uint32_t *columns,
                     size_t count) {
    if (has_id(p, key))
        return ROW_PERSON;
    row_sort heading = p->seen && may_name_columns(p, key, wage) ? heading_sort(p, r, columns, count) : ROW_PERSON;
    if (heading != ROW_PERSON)
        return heading;
    sum_sort sums = row_sums_up(p, r);
    const cell *name = row_cell(r, p->name);
    bool somebody = numbered(key) || (name && sum_word(name->value).len == 0); /* 总计划部 is where they work */
    if (sums == SUM_ALONE || sums == SUM_ENDS || (!somebody && says(r, sum_word)))
        return ROW_SUM;
    if (!numbered(key) && !is_amount(wage) && says(r, total_word))
        return ROW_SIGNATURE;
    return key == NULL && wage == NULL ? ROW_BLANK : ROW_PERSON;
}

span row_words(arena *a, const row *r) {
    buf b = buf_new(a);
    for (size_t i = 0; i < r->count; i++) {
        buf_text(&b, b.len ? "、" : "");
        buf_add(&b, span_trim(r->cells[i].value));
    }
    return buf_span(&b);
}

bool row_holds_somebody(const row *r, row_sort sort) {
    bool id = false, amount = false;
    for (size_t i = 0; i < r->count; i++) {
        id = id || looks_like_id(r->cells[i].value);
        amount = amount || is_amount(&r->cells[i]);
    }
    return id || (amount && r->count > 1 && (sort == ROW_PERSON || sort == ROW_BLANK));
}

moved_header moved_header_of(arena *a, const row *r) {
    moved_header m = {true, *r, row_words(a, r)};
    m.at.cells = NULL;
    m.at.count = 0;
    return m;
}

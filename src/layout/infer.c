#include "layout/infer.h"

enum { MOST = 500, NEARLY_ALL = 900 };

uint32_t empty_from(const sample *s, const layout *l, uint32_t at) {
    size_t have = 0, empty = 0;
    fields f;
    for (size_t i = s->first; i < s->count; i++) {
        line_split(l, s->encoding, s->lines[i], &f);
        if (f.count <= at || f.count > COLUMNS_MAX + 1)
            continue;
        bool blank = true;
        for (uint32_t k = at; k < f.count; k++)
            blank &= span_trim(f.at[k]).len == 0;
        have++;
        empty += blank;
    }
    return share(empty, have);
}

/* ---- How many columns, and whether the lines' last separator only closes them. */
struct last { /* what the ends of the lines show */
    uint32_t columns, head;  /* fields of most lines; of the header, an empty last one left out */
    uint32_t empty;          /* share of lines whose last field is empty */
};

static void close_lines(layout *l, uint32_t count) {
    l->trailing = true;
    l->count = count;
}

uint32_t header_fields(const sample *s, const layout *l) {
    fields f;
    if (!l->header)
        return 0;
    line_split(l, s->encoding, s->lines[s->first - 1], &f);
    if (f.count > COLUMNS_MAX)
        return 0;
    return f.count - (f.count > 1 && span_trim(f.at[f.count - 1]).len == 0);
}

static void count_by_header(const struct last *e, layout *l) {
    if (e->columns == e->head + 1 && e->empty >= MOST)
        close_lines(l, e->head);
    else if (e->columns + 1 == e->head)
        l->count = e->head; /* blank wages without their separator */
}

static void count_by_format(const struct last *e, const format *f, layout *l) {
    if (e->columns == f->count + 1 && e->empty >= MOST)
        close_lines(l, f->count);
    else if (e->columns + 1 == f->count)
        l->count = f->count;
}

static void count_columns(const sample *s, uint32_t columns, const format *f, layout *l) {
    struct last e = {.columns = columns, .head = header_fields(s, l)};
    e.empty = empty_from(s, l, e.columns - 1);
    l->count = e.columns;
    if (f && f->columns_pinned && f->count + 1 >= e.columns)
        count_by_format(&e, f, l);
    else if (f && f->trailing >= 0)
        l->trailing = f->trailing == 1 && e.empty >= MOST;
    else if (l->header)
        count_by_header(&e, l);
    else
        l->ambiguous = l->trailing = e.empty >= NEARLY_ALL;
    if (l->trailing && l->count == e.columns)
        l->count--;
    if (l->count > COLUMNS_MAX)
        l->count = COLUMNS_MAX;
}

/* ---- The steps. */
static bool pinned_fixed(const format *f) {
    return f && f->separator_pinned && f->separator.kind == SEPARATOR_FIXED && f->columns_pinned;
}

static void take_columns(const format *f, layout *l) {
    l->count = f->count;
    for (uint32_t i = 0; i < f->count; i++)
        l->columns[i] = f->columns[i];
}

static bool take_separator(const sample *s, const format *f, const header_words *w, layout *l, division *d) {
    if (f == NULL || !f->separator_pinned)
        return find_separator(s, w, l, d);
    l->separator = f->separator;
    l->separator_basis = BASIS_FORMAT;
    if (pinned_fixed(f))
        take_columns(f, l);
    else if (f->separator.kind == SEPARATOR_FIXED && !find_fixed_columns(s, w, l))
        return false;
    find_quotes(s, l);
    divide(s, l, d);
    return d->columns >= 2;
}

static void take_header(sample *s, const format *f, const header_words *w, layout *l) {
    if (f == NULL || f->header != 0)
        find_header(s, w, l);
    if (f && f->header == 1 && !l->header) {
        l->header = true;
        l->header_line = s->index[0];
        s->first = 1;
    }
    if (f && f->header >= 0)
        l->header_basis = BASIS_FORMAT;
}

static void take_roles(const sample *s, const format *f, const header_words *w, layout *l) {
    if (f == NULL || !f->columns_pinned || f->count != l->count) {
        bind_roles(s, w, f, l);
        return;
    }
    take_columns(f, l);
    l->columns_basis = BASIS_FORMAT;
    if (l->header)
        take_names(s, l);
    index_roles(l);
    find_style(s, l);
}

static void take_style(const format *f, layout *l) {
    if (f && f->style_pinned)
        l->style = f->style;
}

static void infer_from(sample *s, const format *f, const header_words *w, layout *out) {
    division d;
    *out = (layout){.id = -1, .name = -1, .personal = -1, .old_wage = -1, .wage = -1};
    if (s->count == 0 || !take_separator(s, f, w, out, &d))
        return;
    take_header(s, f, w, out);
    if (s->first < s->count)
        d.columns = most_columns(s, out);
    if (out->separator.kind != SEPARATOR_FIXED && d.columns >= 2)
        count_columns(s, d.columns, f, out);
    out->known = out->count >= 2;
    if (!out->known)
        return;
    take_roles(s, f, w, out);
    take_style(f, out);
}

void layout_infer(arena *a, const text *t, const format *f, const header_words *w, layout *out) {
    sample s;
    sample_take(a, t, &s);
    infer_from(&s, f, w, out);
}

/* ---- A person's choice. */
/* The empty last field becomes the wage; what stood for it is the old wage. */
static void add_last_column(layout *l) {
    column *last = &l->columns[l->count - 1];
    if (l->old_wage >= 0)
        set_role(l, l->old_wage, ROLE_OTHER, REASON_NONE);
    if (l->wage >= 0) {
        set_role(l, l->wage, ROLE_OLD_WAGE, REASON_CONTENT);
        l->columns[l->wage].editable = false;
    }
    l->columns[l->count++] = (column){.start = last->start + last->width, .width = last->width, .align = last->align};
    l->trailing = false;
}

bool layout_choose_wage(arena *a, const text *t, layout *l, uint32_t number) {
    sample s;
    bool beyond = l->ambiguous && number == l->count + 1 && l->count < COLUMNS_MAX;
    if (number == 0 || (number > l->count && !beyond))
        return false;
    if (beyond)
        add_last_column(l);
    else if (l->wage >= 0) {
        set_role(l, l->wage, ROLE_OTHER, REASON_NONE);
        l->columns[l->wage].editable = false;
    }
    set_role(l, (int)number - 1, ROLE_WAGE, REASON_OPTION);
    index_roles(l);
    l->ambiguous = false;
    sample_take(a, t, &s);
    find_style(&s, l);
    return true;
}

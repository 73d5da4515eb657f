/* What each column is: by its header, then by what it holds. */
#include <string.h>

#include "base/hash.h"
#include "layout/infer.h"

enum { MANY = 500, SOME = 300, FEW = 20, MARKS = 2048 };

void set_role(layout *l, int at, role r, role_reason why) {
    l->columns[at].role = r;
    l->columns[at].reason = why;
    l->columns[at].editable |= r == ROLE_WAGE;
}

static int find_role(const layout *l, role r) {
    for (uint32_t i = 0; i < l->count; i++)
        if (l->columns[i].role == r)
            return (int)i;
    return -1;
}

void index_roles(layout *l) {
    l->id = find_role(l, ROLE_ID);
    l->name = find_role(l, ROLE_NAME);
    l->personal = find_role(l, ROLE_PERSONAL_NUMBER);
    l->old_wage = find_role(l, ROLE_OLD_WAGE);
    l->wage = find_role(l, ROLE_WAGE);
}

/* ---- What a column holds. */
struct counts {
    size_t lines, filled, ids, wrecked, amounts, digits, names, points, bytes, zero_led;
    size_t decimals[3];
    uint8_t marks[MARKS / 8]; /* of the values' hashes: how many differ, roughly */
};

/* What a spreadsheet makes of an ID: 2.39901E+17, or digits that lost their last. */
static bool looks_wrecked(span field) {
    if (field.len > 6 && span_ends(field, SPAN("+17")))
        return field.ptr[1] == '.' && (field.ptr[field.len - 4] | 0x20) == 'e';
    bool rounded = field.len >= 14 && field.len <= 20 && (field.ptr[field.len - 1] | 0x20) != 'e';
    return rounded && span_digits(span_cut(field, 0, field.len - 1));
}

static bool may_be_amount(span field) {
    bool digit = false;
    for (size_t i = 0; i < field.len && !digit; i++)
        digit = field.ptr[i] >= '0' && field.ptr[i] <= '9';
    return digit;
}

static void count_amount(struct counts *n, span field) {
    if (!may_be_amount(field))
        return;
    money m = money_read(field);
    if (m.oddities & (MONEY_BLANK | MONEY_NO_NUMBER | MONEY_TOO_LONG | MONEY_EXPONENT))
        return;
    n->amounts++;
    n->points += span_has(field, '.');
    n->decimals[m.decimals < 2 ? m.decimals : 2]++;
    n->zero_led += field.len > 1 && field.ptr[0] == '0' && field.ptr[1] != '.';
}

static void count_field(struct counts *n, encoding e, span field) {
    field = span_trim(field);
    n->lines++;
    if (field.len == 0)
        return;
    uint64_t h = hash_bytes(field, 0) % MARKS;
    n->filled++;
    n->bytes += field.len;
    n->marks[h / 8] |= (uint8_t)(1u << h % 8);
    n->wrecked += looks_wrecked(field);
    n->digits += span_digits(field);
    n->names += looks_like_name(e, field);
    if (looks_like_id(field))
        n->ids++;
    else
        count_amount(n, field);
}

static uint32_t marked(const struct counts *n) {
    uint32_t sum = 0;
    for (size_t i = 0; i < sizeof n->marks; i++)
        for (uint8_t left = n->marks[i]; left; left &= (uint8_t)(left - 1))
            sum++;
    return sum;
}

static uint32_t most_decimals(const struct counts *n) {
    const size_t *d = n->decimals;
    return d[2] >= d[0] && d[2] >= d[1] ? 2 : d[1] > d[0];
}

static void conclude(const struct counts *n, column_facts *f) {
    *f = (column_facts){.filled = share(n->filled, n->lines),
                        .ids = share(n->ids, n->filled),
                        .wrecked_ids = share(n->wrecked, n->filled),
                        .amounts = share(n->amounts, n->filled),
                        .digits = share(n->digits, n->filled),
                        .names = share(n->names, n->filled),
                        .points = share(n->points, n->filled),
                        .distinct = share(marked(n), n->filled),
                        .mean_length = n->filled ? (uint32_t)(n->bytes / n->filled) : 0,
                        .decimals = most_decimals(n),
                        .zero_led = share(n->zero_led, n->filled)};
}

/* Columns [from, to), in one walk over the lines. */
static void look(const sample *s, const layout *l, uint32_t from, uint32_t to, column_facts *facts) {
    struct counts *n = ARENA_ARRAY(s->a, struct counts, to - from);
    fields f;
    for (size_t i = s->first; i < s->count; i++) {
        line_split(l, s->encoding, s->lines[i], &f);
        for (uint32_t k = from; k < to && k < f.count; k++)
            count_field(&n[k - from], s->encoding, f.at[k]);
    }
    for (uint32_t k = from; k < to; k++)
        conclude(&n[k - from], &facts[k - from]);
}

void column_look(const sample *s, const layout *l, uint32_t at, column_facts *f) { look(s, l, at, at + 1, f); }

/* ---- By header. */
static role format_role(const format *f, span name) {
    uint8_t bytes[HEADER_CELL_MAX];
    span normal = header_normal(name, bytes);
    for (uint32_t i = 0; f && i < f->count; i++)
        for (uint32_t k = 0; k < f->columns[i].header_count; k++)
            if (normal.len && span_eq(f->columns[i].headers[k], normal))
                return f->columns[i].role;
    return ROLE_OTHER;
}

void take_names(const sample *s, layout *l) {
    fields f;
    line_split(l, s->encoding, s->lines[s->first - 1], &f);
    for (uint32_t i = 0; i < l->count && i < f.count; i++)
        l->columns[i].name = span_trim(decode_span(s->a, s->encoding, f.at[i]));
}

/* Of two columns that say the same the first is meant, but for the wage, which is the last. */
static void bind_name(layout *l, uint32_t i, role r, role_reason why) {
    int before = find_role(l, r);
    if (r == ROLE_OTHER || (before >= 0 && r != ROLE_WAGE))
        return;
    if (before >= 0)
        l->columns[before] = (column){.name = l->columns[before].name,
                                      .start = l->columns[before].start,
                                      .width = l->columns[before].width,
                                      .align = l->columns[before].align};
    set_role(l, (int)i, r, why);
}

static void bind_names(const header_words *w, const format *f, layout *l, role hints[COLUMNS_MAX]) {
    for (uint32_t i = 0; i < l->count; i++) {
        bool sure = false;
        role by_format = format_role(f, l->columns[i].name);
        role by_word = header_role(w, l->columns[i].name, &sure);
        if (by_format != ROLE_OTHER)
            bind_name(l, i, by_format, REASON_FORMAT);
        else if (sure)
            bind_name(l, i, by_word, REASON_HEADER);
        else
            hints[i] = by_word;
    }
}

/* ---- By content. */
struct view {
    const sample *s;
    layout *l;
    column_facts facts[COLUMNS_MAX];
    role hints[COLUMNS_MAX];
};

static bool is_free(const struct view *v, uint32_t i) { return v->l->columns[i].role == ROLE_OTHER; }

static uint32_t id_weight(const struct view *v, uint32_t i) {
    const column_facts *f = &v->facts[i];
    return f->ids * 2 + f->wrecked_ids;
}

/* Names differ from line to line and are short; the unit's name does neither, a kind of employment
 * is one of a few. */
static uint32_t name_weight(const struct view *v, uint32_t i) {
    const column_facts *f = &v->facts[i];
    size_t lines = v->s->count - v->s->first;
    bool same = lines > 3 && (f->distinct < FEW || f->distinct * lines <= ALL);
    return same ? 0 : f->names * (ALL + f->distinct) / ALL / (f->mean_length > 15 ? 4 : 1);
}

/* A number of one length throughout, different in every line, that is neither ID nor amount. */
static uint32_t personal_weight(const struct view *v, uint32_t i) {
    const column_facts *f = &v->facts[i];
    bool many = f->digits >= MANY && f->distinct >= MANY && f->ids < SOME;
    return many && f->mean_length >= 5 && f->mean_length <= 14 ? f->digits : 0;
}

static void bind_best(struct view *v, role r, uint32_t (*weight)(const struct view *, uint32_t), uint32_t least) {
    int best = -1;
    uint32_t most = least;
    if (find_role(v->l, r) >= 0)
        return;
    for (uint32_t i = 0; i < v->l->count; i++) {
        uint32_t here = is_free(v, i) ? weight(v, i) + (v->hints[i] == r ? MANY : 0) : 0;
        if (here > most) {
            most = here;
            best = (int)i;
        }
    }
    if (best >= 0)
        set_role(v->l, best, r, v->hints[best] == r ? REASON_HEADER : REASON_CONTENT);
}

/* Only the header can say so. */
static uint32_t no_weight(const struct view *v, uint32_t i) {
    (void)v;
    (void)i;
    return 0;
}

static bool may_be_wage(const struct view *v, uint32_t i) {
    const column_facts *f = &v->facts[i];
    bool text_column = f->filled >= MANY && f->amounts < SOME;
    return is_free(v, i) && f->ids < MANY && f->names < MANY && !text_column;
}

/* The handbook: the last column. Only where that plainly holds something else is another taken. */
static void bind_wage(struct view *v, const format *f) {
    layout *l = v->l;
    int sure = find_role(l, ROLE_WAGE), last = (int)l->count - 1;
    if (sure >= 0 && !(f && f->wage_last))
        return;
    if (sure >= 0 && sure != last)
        set_role(l, sure, ROLE_OTHER, REASON_NONE);
    if (sure != last && (may_be_wage(v, l->count - 1) || (f && f->wage_last)))
        set_role(l, last, ROLE_WAGE, REASON_LAST);
    for (int i = last - 1; i >= 0 && find_role(l, ROLE_WAGE) < 0; i--)
        if (is_free(v, (uint32_t)i) && (v->hints[i] == ROLE_WAGE || v->facts[i].amounts >= MANY))
            set_role(l, i, ROLE_WAGE, v->hints[i] == ROLE_WAGE ? REASON_HEADER : REASON_CONTENT);
}

/* The amounts before the wage: right of the people's columns, or with decimals, and no long or
 * zero-led number, so that serial and personal numbers are not taken for wages. */
static void bind_old_wage(struct view *v) {
    layout *l = v->l;
    int wage = find_role(l, ROLE_WAGE), id = find_role(l, ROLE_ID);
    bool fixed = l->separator.kind == SEPARATOR_FIXED;
    for (int i = wage - 1; i >= 0 && find_role(l, ROLE_OLD_WAGE) < 0; i--) {
        const column_facts *f = &v->facts[i];
        bool number = f->points < SOME && (f->mean_length >= 9 || (f->zero_led >= SOME && !fixed));
        if (is_free(v, (uint32_t)i) && f->amounts >= MANY && !number && (i > id || f->points >= MANY))
            set_role(l, i, ROLE_OLD_WAGE, v->hints[i] == ROLE_OLD_WAGE ? REASON_HEADER : REASON_CONTENT);
    }
}

/* Described columns lend the column of their role what they say about it. */
void lend_columns(const column *columns, uint32_t count, layout *l) {
    for (uint32_t i = 0; i < count; i++) {
        const column *from = &columns[i];
        int to = from->role == ROLE_OTHER ? -1 : find_role(l, from->role);
        if (to < 0)
            continue;
        column *c = &l->columns[to];
        c->pattern = from->pattern;
        c->type = from->type;
        c->min_length = from->min_length;
        c->max_length = from->max_length;
        c->required = from->required;
        c->editable = from->editable;
    }
}

/* A personal number's zeros are its own, no padding. */
static void forget_zeros(layout *l) {
    for (uint32_t i = 0; i < l->count; i++) {
        column *c = &l->columns[i];
        if (c->align == ALIGN_RIGHT_ZERO && c->role != ROLE_WAGE && c->role != ROLE_OLD_WAGE)
            c->align = ALIGN_LEFT;
    }
}

/* Wages are written as the old ones are; NULL: there are none. */
static void style_by(layout *l, const column_facts *old) {
    l->style = (number_style){.decimals = 2, .pad = l->separator.kind == SEPARATOR_FIXED};
    if (old && old->amounts)
        l->style.decimals = (uint8_t)old->decimals;
    if (old && l->wage >= 0 && l->style.pad)
        l->columns[l->wage].align = l->columns[l->old_wage].align;
}

void bind_roles(const sample *s, const header_words *w, const format *f, layout *l) {
    struct view *v = ARENA_NEW(s->a, struct view);
    v->s = s;
    v->l = l;
    look(s, l, 0, l->count, v->facts);
    if (l->header) {
        take_names(s, l);
        bind_names(w, f, l, v->hints);
    }
    bind_best(v, ROLE_ID, id_weight, SOME);
    bind_best(v, ROLE_NAME, name_weight, SOME);
    bind_wage(v, f);
    bind_best(v, ROLE_OLD_WAGE, no_weight, SOME);
    bind_old_wage(v);
    bind_best(v, ROLE_PERSONAL_NUMBER, personal_weight, MANY - 1);
    bind_best(v, ROLE_UNIT, no_weight, SOME);
    if (f)
        lend_columns(f->columns, f->count, l);
    forget_zeros(l);
    index_roles(l);
    style_by(l, l->old_wage >= 0 ? &v->facts[l->old_wage] : NULL);
}

void find_style(const sample *s, layout *l) {
    column_facts f;
    if (l->old_wage >= 0)
        column_look(s, l, (uint32_t)l->old_wage, &f);
    style_by(l, l->old_wage >= 0 ? &f : NULL);
}

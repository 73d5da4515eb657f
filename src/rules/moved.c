/* Columns that were moved by themselves, against the template: counted line by line, so that a shift
 * or a sort can be named at the end. */
#include "base/hash.h"
#include "rules/pass.h"

enum { GUESS_REACH = 50, GUESSES_MAX = 5 };

static int at_role(const layout *l, role r) {
    return r == ROLE_NAME ? l->name : r == ROLE_PERSONAL_NUMBER ? l->personal : l->old_wage;
}

/* The field of a template line, as text; empty where there is no such line. */
static span templ_field(pass *p, role r, int64_t line) {
    const document *t = p->c.t;
    fields f;
    if (line < 0 || (uint64_t)line >= t->text.line_count)
        return (span){0};
    line_split(&t->layout, t->text.body_encoding, text_line(&t->text, (size_t)line), &f);
    int at = at_role(&t->layout, r);
    return (uint32_t)at < f.count ? span_trim(view_text(p->c.scratch, t, f.at[at])) : (span){0};
}

/* From how far above in the template does this field come? 0 where it is not near. */
static int64_t guess_shift(pass *p, role r, span is, uint32_t line) {
    for (int64_t k = 1; k <= GUESS_REACH; k++) {
        if (span_eq(templ_field(p, r, (int64_t)line - k), is))
            return k;
        if (span_eq(templ_field(p, r, (int64_t)line + k), is))
            return -k;
    }
    return 0;
}

static void count_shift(pass *p, moved_column *m, role r, span is, uint32_t line) {
    bool fits = m->shift && span_eq(templ_field(p, r, (int64_t)line - m->shift), is);
    if (!fits && m->guesses < GUESSES_MAX && m->by_shift < 3) {
        m->guesses++;
        m->shift = guess_shift(p, r, is, line);
        m->by_shift = 0;
        fits = m->shift != 0;
    }
    m->by_shift += fits;
}

/* Eight bytes that sort as the field does: in GBK that is nearly as names sort by sound. */
static uint64_t sort_number(span raw, bool number, const money *amount) {
    uint64_t n = 0;
    if (number)
        return (uint64_t)amount->value;
    for (size_t i = 0; i < 8; i++)
        n = n << 8 | (i < raw.len ? raw.ptr[i] : 0u);
    return n;
}

static void count_order(moved_column *m, uint64_t now) {
    if (m->altered > 1) {
        m->compared++;
        m->ascending += now >= m->last;
    }
    m->last = now;
}

/* Old wages that are the same, perhaps as a spreadsheet shows them: rounded to the yuan. */
static bool same_wage(fen is, fen was) {
    fen apart = is > was ? is - was : was - is;
    return apart < 100;
}

static void count_column(pass *p, const checked_line *l, role r) {
    const document *d = p->c.d, *t = p->c.t;
    int now = at_role(&d->layout, r), old = at_role(&t->layout, r);
    if (now < 0 || old < 0)
        return;
    span raw = span_trim(view_field(l->view, now));
    span is = view_text(p->c.scratch, d, raw);
    span was = span_trim(view_text(p->c.scratch, t, view_field(l->twin, old)));
    bool wage = r == ROLE_OLD_WAGE;
    if (span_eq(is, was) || (wage && same_wage(l->view->old_money.value, l->twin->old_money.value)))
        return;
    moved_column *m = &p->sums.moved[r];
    if (m->altered++ == 0)
        m->first = l->view->index;
    m->sum += hash_bytes(is, p->c.job->hash_seed) - hash_bytes(was, p->c.job->hash_seed);
    count_shift(p, m, r, is, l->twin->index);
    count_order(m, sort_number(raw, wage, &l->view->old_money));
}

/* IDs are what the other columns are compared by: of them only the order can be seen. */
static void count_ids(pass *p, const checked_line *l) {
    uint64_t first_17;
    if (!span_to_u64(span_cut(person_id_key(&l->view->person), 0, 17), UINT64_MAX / 16, &first_17))
        return;
    p->sums.moved[ROLE_ID].altered++;
    count_order(&p->sums.moved[ROLE_ID], first_17);
}

void pass_tally(pass *p, const checked_line *l) {
    p->sums.twins++;
    if (l->same_bytes || l->view->fields.count != p->c.d->layout.count)
        return;
    count_ids(p, l);
    count_column(p, l, ROLE_NAME);
    count_column(p, l, ROLE_PERSONAL_NUMBER);
    count_column(p, l, ROLE_OLD_WAGE);
}

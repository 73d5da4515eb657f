/* A document's people as an editing sheet. */
#include "fill/fill.h"
#include "rules/line_view.h"

typedef struct editing {
    arena *passing; /* emptied with each row */
    const document *d;
    uint32_t *lines; /* of the people */
} editing;

static edit_kind kind_for(role r) {
    switch (r) {
    case ROLE_ID:
    case ROLE_PERSONAL_NUMBER:
    case ROLE_UNIT: return EDIT_NUMBERED;
    case ROLE_OLD_WAGE: return EDIT_AMOUNT;
    case ROLE_WAGE: return EDIT_WAGE;
    default: return EDIT_TEXT;
    }
}

static span usual_name(arena *a, role r, uint32_t at) {
    if (r != ROLE_OTHER)
        return span_cstr(term_text(role_term(r), LANG_ZH));
    buf b = buf_new(a);
    buf_format(&b, "第 %u 列", at + 1);
    return buf_span(&b);
}

/* The column's own name, unless a plan would read it as something else. */
static span header_for(arena *a, const header_words *words, const column *c, uint32_t at) {
    bool sure = false;
    role said = header_role(words, c->name, &sure);
    bool agrees = c->role == ROLE_OTHER ? said != ROLE_WAGE && said != ROLE_ID : said == c->role && sure;
    return c->name.len && agrees ? c->name : usual_name(a, c->role, at);
}

static void take_row(void *context, size_t i, span *cells) {
    editing *e = context;
    line_view v;
    arena_reset(e->passing);
    line_view_read(e->passing, e->d, e->lines[i], &v);
    for (uint32_t c = 0; c < e->d->layout.count; c++)
        cells[c] = span_trim(view_text(e->passing, e->d, view_field(&v, (int)c)));
}

static size_t find_people(arena *a, editing *e) {
    size_t count = 0;
    line_view v;
    e->lines = ARENA_ARRAY(a, uint32_t, e->d->text.line_count + 1);
    for (uint32_t i = 0; i < e->d->text.line_count; i++) {
        line_view_read(e->passing, e->d, i, &v);
        if (v.kind == LINE_PERSON)
            e->lines[count++] = i;
        arena_reset(e->passing);
    }
    return count;
}

void editing_sheet(arena *a, const document *d, const header_words *words, edit_sheet *out) {
    const layout *l = &d->layout;
    editing *e = ARENA_NEW(a, editing);
    edit_column *columns = ARENA_ARRAY(a, edit_column, l->count + 1);
    *e = (editing){.passing = arena_child(a), .d = d};
    for (uint32_t i = 0; i < l->count; i++)
        columns[i] = (edit_column){header_for(a, words, &l->columns[i], i), kind_for(l->columns[i].role)};
    *out = (edit_sheet){.columns = columns, .count = l->count, .rows = find_people(a, e),
                        .context = e, .row = take_row};
}

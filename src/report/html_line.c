/* One line of the file as the page shows it: fields apart, damage marked, people masked. */
#include "base/utf8.h"
#include "report/html.h"

const document *page_document(const page *p, input_role input) {
    if (p->f->doc->input == input && p->f->doc->text.line_count)
        return p->f->doc;
    return p->f->templ && p->f->templ->input == input && p->f->templ->text.line_count ? p->f->templ : NULL;
}

/* Where the line has not the shape of the others, a column's role says nothing about its field. */
static value_kind kind_of_field(const document *d, const line_view *v, uint32_t i) {
    static const value_kind kinds[ROLE_COUNT] = {
        [ROLE_OTHER] = VALUE_RECORD, [ROLE_ID] = VALUE_ID, [ROLE_NAME] = VALUE_NAME, [ROLE_PERSONAL_NUMBER] = VALUE_ID,
        [ROLE_UNIT] = VALUE_RECORD, [ROLE_OLD_WAGE] = VALUE_WAGE, [ROLE_WAGE] = VALUE_WAGE};
    if (v->kind == LINE_HEADER)
        return VALUE_TEXT;
    if (v->fields.count == d->layout.count && v->kind == LINE_PERSON)
        return kinds[d->layout.columns[i].role];
    return looks_like_id(span_trim(v->fields.at[i])) ? VALUE_ID : VALUE_RECORD;
}

/* Of a group only the first place's wage is what the finding is about; the others would be a list. */
static void field(const page *p, const document *d, const line_view *v, uint32_t i, const finding *marked) {
    bool here = marked && marked->place.column == i + 1;
    bool own = here && catalogue_get(marked->code)->layer == LAYER_PAY && marked->place.line == v->index + 1u;
    buf shown = buf_new(p->scratch);
    value is = value_of(kind_of_field(d, v, i), view_text(p->scratch, d, v->fields.at[i]));
    value_show(&shown, &is, p->o->lang, p->o->reveal, own);
    buf_text(p->b, here ? "<mark>" : "");
    if (here && span_trim(buf_span(&shown)).len == 0)
        buf_text(p->b, SAY(p->o, "（空白）", "(blank)"));
    else
        markup_text(p->b, buf_span(&shown));
    buf_text(p->b, here ? "</mark>" : "");
}

static void separator_sign(const page *p, const layout *l) {
    buf_text(p->b, "<i>");
    if (l->separator.kind == SEPARATOR_BYTE && l->separator.byte != '\t')
        markup_text(p->b, span_of(&l->separator.byte, 1));
    else
        buf_text(p->b, l->separator.kind == SEPARATOR_BYTE ? "⇥" : "·");
    buf_text(p->b, "</i>");
}

void page_line(const page *p, const document *d, uint64_t line, const finding *marked) {
    line_view v;
    if (d == NULL || line == 0 || line > d->text.line_count || !d->layout.known)
        return;
    line_view_read(p->scratch, d, (uint32_t)(line - 1), &v);
    buf_format(p->b, "<div class=line><b>%llu</b><code>", (unsigned long long)line);
    bool whole = marked && marked->place.column == 0;
    buf_text(p->b, whole ? "<mark>" : "");
    for (uint32_t i = 0; i < v.fields.count && i < COLUMNS_MAX; i++) {
        if (i)
            separator_sign(p, &d->layout);
        field(p, d, &v, i, marked);
    }
    buf_text(p->b, whole ? "</mark>" : "");
    buf_text(p->b, "</code></div>\n");
    arena_reset(p->scratch);
}

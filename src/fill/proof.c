/* The proof that of a template's text nothing but wages was changed: line by line, by the template's own
 * columns, whatever rules and edits make of it. */
#include "fill/fill.h"
#include "fill/people.h"

enum { PART_LINES = 1 << 13 };

static size_t share(size_t all, unsigned part, unsigned parts) { return (size_t)((uint64_t)all * part / parts); }

struct proving {
    const document *templ;
    const text *filled;
    unsigned parts;
    bool *same; /* by part */
};

/* Equal but for the wage field: what is before and behind it, without sharing a byte. */
static bool same_around(span was, span wage, span is) {
    size_t before = (size_t)(wage.ptr - was.ptr), behind = was.len - before - wage.len;
    return is.len >= before + behind && span_eq(span_cut(is, 0, before), span_cut(was, 0, before)) &&
           span_eq(span_from(is, is.len - behind), span_from(was, was.len - behind));
}

static bool is_person(arena *scratch, const document *d, uint32_t i) {
    line_view v;
    line_view_read(scratch, d, i, &v);
    arena_reset(scratch);
    return v.kind == LINE_PERSON;
}

static bool same_line(arena *scratch, const document *templ, const text *filled, uint32_t i, fields *f) {
    const text *t = &templ->text;
    span was = text_line(t, i), is = text_line(filled, i);
    if (!span_eq(text_line_end(t, i), text_line_end(filled, i)))
        return false;
    if (plain_line(templ, i, f)) /* a person's, and in *f are its fields */
        return same_around(was, line_wage(templ, was, f), is);
    if (span_eq(was, is))
        return true;
    line_split(&templ->layout, t->body_encoding, was, f);
    return is_person(scratch, templ, i) && same_around(was, line_wage(templ, was, f), is);
}

static void prove_part(arena *own, void *argument, unsigned part) {
    const struct proving *p = argument;
    arena *scratch = arena_child(own);
    size_t lines = p->templ->text.line_count;
    fields f = {.count = 0};
    bool same = true;
    for (size_t i = share(lines, part, p->parts); same && i < share(lines, part + 1, p->parts); i++)
        same = same_line(scratch, p->templ, p->filled, (uint32_t)i, &f);
    p->same[part] = same;
}

bool only_wages_differ(arena *a, const crew *c, const document *templ, const text *filled) {
    const text *t = &templ->text;
    bool wide = encoding_wide(t->encoding), same_kind = wide ? t->encoding == filled->encoding : !encoding_wide(filled->encoding);
    bool same = same_kind && t->line_count == filled->line_count && t->bom_len == filled->bom_len;
    struct proving p = {templ, filled, crew_parts(c, t->line_count, PART_LINES), NULL};
    if (!same)
        return false;
    p.same = ARENA_ARRAY(a, bool, p.parts);
    crew_run(c, a, prove_part, &p, p.parts);
    for (unsigned i = 0; i < p.parts; i++)
        same = same && p.same[i];
    return same;
}

#include "layout/infer.h"

/* The format file with all that the template itself shows put over it. */
static format under_template(const format *f, const layout *shown) {
    format under = *f;
    under.separator_pinned = true;
    under.separator = shown->separator;
    under.header = shown->header;
    under.trailing = shown->trailing;
    under.columns_pinned = f->columns_pinned && f->count == shown->count;
    under.style_pinned = false;
    return under;
}

static bool pins_nothing(const format *f) {
    return !f->separator_pinned && f->header < 0 && f->trailing < 0 && !f->columns_pinned && !f->style_pinned;
}

void layout_learn(arena *a, const text *templ, const format *f, const header_words *w, layout *out) {
    bool free = f && pins_nothing(f);
    layout_infer(a, templ, free ? f : NULL, w, out);
    if (f && !free && (!out->known || out->ambiguous)) {
        layout_infer(a, templ, f, w, out);
    } else if (f && !free) {
        format under = under_template(f, out);
        layout_infer(a, templ, &under, w, out);
    }
    if (out->known)
        out->separator_basis = out->header_basis = out->columns_basis = BASIS_TEMPLATE;
}

/* Findings about characters: what a text does wrong in itself, and against its template. */
#include <string.h>

#include "text/survey.h"

typedef struct checking {
    arena *a;
    const text *t;
    span entry;
    input_role input;
    encoding expected;
    int bom;
    const text *templ;
    survey own, was; /* of the text and of its template; `was` is empty without */
    mojibake ruin;   /* explains odd characters: they are then no findings of their own */
    findings *found;
} checking;

/* One finding for all places of a kind. */
static void tell(const checking *c, code what, const spots *s, value v, const arg *first,
                 const arg *second) {
    finding f = {.code = what,
                 .place = {.input = c->input,
                           .entry = c->entry,
                           .line = s->line,
                           .byte_offset = (int64_t)s->offset},
                 .value = v,
                 .count = s->count,
                 .example_count = s->line_count};
    memcpy(f.examples, s->lines, sizeof f.examples);
    if (first)
        f.args[0] = *first;
    if (second)
        f.args[1] = *second;
    findings_add(c->found, &f);
}

static void tell_whole(const checking *c, code what, term was, term is) {
    FIND(c->found, .code = what,
         .place = {.input = c->input, .entry = c->entry, .byte_offset = NO_OFFSET},
         .args = {{"was", value_term(was)}, {"is", value_term(is)}});
}

/* ---- The encoding as a whole. */
bool encoding_compatible(encoding was, encoding is) {
    if (was == is || was == ENCODING_UNKNOWN || is == ENCODING_UNKNOWN)
        return true;
    if (was == ENCODING_ASCII || is == ENCODING_ASCII)
        return !encoding_wide(was) && !encoding_wide(is);
    return was == ENCODING_GB18030 && is == ENCODING_GBK;
}

static void check_encoding(const checking *c) {
    const text *t = c->t;
    if (c->input == INPUT_TEMPLATE || c->templ)
        return;
    if (c->own.mixed.count == 0 && !encoding_compatible(c->expected, t->encoding))
        tell_whole(c, ENC_encoding_changed, encoding_term(c->expected), encoding_term(t->encoding));
    else if (encoding_wide(t->encoding) && c->expected == ENCODING_UNKNOWN)
        tell_whole(c, ENC_wide_encoding, TERM_none, encoding_term(t->encoding));
    if (t->bom_len && c->bom != 1 && !encoding_wide(t->encoding))
        tell_whole(c, ENC_bom_added, TERM_none, encoding_term(t->evidence.bom));
    if (t->bom_len == 0 && c->bom == 1)
        tell_whole(c, ENC_bom_lost, encoding_term(c->expected ? c->expected : t->encoding), TERM_none);
}

/* ---- Bytes and characters. */
static span hex(arena *a, span bytes) {
    enum { SHOWN = 8 };
    buf b = buf_new(a);
    for (size_t i = 0; i < bytes.len && i < SHOWN; i++)
        buf_format(&b, i ? " %02X" : "%02X", bytes.ptr[i]);
    if (bytes.len > SHOWN)
        buf_text(&b, " …");
    return buf_span(&b);
}

/* The first place's bytes as they stand in the original. */
static span original_hex(const checking *c, const spots *s) {
    if (!encoding_wide(c->t->encoding))
        return hex(c->a, s->bytes);
    span unit = span_from(c->t->original, (size_t)s->offset), rest = unit;
    if (rest.len)
        (void)decode_next(c->t->encoding, &rest);
    return hex(c->a, span_cut(unit, 0, unit.len - rest.len));
}

static void check_bytes(const checking *c) {
    const survey *v = &c->own;
    encoding e = c->t->encoding == ENCODING_UNKNOWN ? c->expected : c->t->encoding;
    arg is = {"is", value_term(encoding_term(e))};
    if (v->mixed.count) {
        arg other = {"other", value_term(encoding_term(v->other))};
        tell(c, ENC_mixed_encodings, &v->mixed, (value){0}, &is, &other);
    }
    if (v->bad.count)
        tell(c, ENC_bad_bytes, &v->bad, value_text(original_hex(c, &v->bad)), &is, NULL);
}

static span control_names(arena *a, const survey *v) {
    buf b = buf_new(a);
    for (unsigned i = 0; i < v->control_code_count; i++) {
        uint8_t code_point = v->control_codes[i];
        buf_text(&b, i ? ", " : "");
        if (code_point == 0)
            buf_text(&b, "NUL");
        else if (code_point == 0x1A)
            buf_text(&b, "Ctrl-Z");
        else
            buf_format(&b, "0x%02X", code_point);
    }
    return buf_span(&b);
}

static span space_names(arena *a, const survey *v) {
    buf b = buf_new(a);
    for (unsigned i = 0; i < v->space_code_count; i++)
        buf_format(&b, i ? ", U+%04X" : "U+%04X", (unsigned)v->space_codes[i]);
    return buf_span(&b);
}

static void check_blanks(const checking *c) {
    const survey *v = &c->own, *was = &c->was;
    if (v->controls.count > was->controls.count)
        tell(c, ENC_control_characters, &v->controls, value_text(control_names(c->a, v)), NULL, NULL);
    if (v->spaces.count > was->spaces.count && c->ruin.kind == TERM_NONE)
        tell(c, ENC_odd_spaces, &v->spaces, value_text(space_names(c->a, v)), NULL, NULL);
    if (v->empty.count > was->empty.count)
        tell(c, ENC_empty_lines, &v->empty, (value){0}, NULL, NULL);
}

/* Without a template nobody can say whose they are: then it is a note. */
static void check_private(const checking *c) {
    const survey *v = &c->own;
    const spots *fresh = &v->private_new;
    if (c->ruin.kind != TERM_NONE)
        return;
    if (v->private_own.count)
        tell(c, ENC_private_use_same, &v->private_own,
             value_text(original_hex(c, &v->private_own)), NULL, NULL);
    if (fresh->count)
        tell(c, c->templ ? ENC_private_use_new : ENC_private_use_same, fresh,
             value_text(original_hex(c, fresh)), NULL, NULL);
}

/* ---- Destroyed text. */
static void tell_ruin(const checking *c, const spots *s, term what, term undo) {
    arg kind = {"what", value_term(what)}, way_out = {"undo", value_term(undo)};
    tell(c, ENC_destroyed_text, s, (value){0}, &kind, &way_out);
}

static uint64_t characters(const text *t) { return t->evidence.scores[t->encoding].characters; }

static void check_marks(const checking *c) {
    const spots *marks = &c->own.marks;
    if (marks->count <= c->was.marks.count || c->input == INPUT_TEMPLATE)
        return;
    if (c->templ && characters(c->t) < characters(c->templ))
        tell_ruin(c, marks, TERM_ruin_questions, TERM_undo_no);
    else
        tell(c, ENC_question_marks, marks, (value){0}, NULL, NULL);
}

static void check_ruins(const checking *c) {
    const mojibake *m = &c->ruin;
    if (m->kind != TERM_NONE) {
        tell_ruin(c, &m->lines, m->kind, m->lossless ? TERM_undo_yes : TERM_undo_partly);
        return; /* what was lost on the way shows as ? and U+FFFD: no cause of its own */
    }
    if (c->own.replaced.count > c->was.replaced.count)
        tell_ruin(c, &c->own.replaced, TERM_ruin_replaced, TERM_undo_no);
    if (c->own.filler.count > c->was.filler.count)
        tell_ruin(c, &c->own.filler, TERM_ruin_filler, TERM_undo_no);
    check_marks(c);
}

static void check_newlines(const checking *c) {
    if (c->templ == NULL && newline_term(&c->t->newlines) == TERM_mixed)
        tell_whole(c, ENC_newline_mixed, TERM_none, TERM_mixed);
}

void text_check(arena *a, const text *t, span entry, input_role input, const text_expected *expected,
                findings *found) {
    const text_expected none = {.bom = -1};
    const text_expected *known = expected ? expected : &none;
    checking c = {.a = a, .t = t, .entry = entry, .input = input, .found = found,
                  .expected = known->encoding, .bom = known->bom, .templ = known->templ};
    if (c.templ) {
        survey_text(a, c.templ, NULL, &c.was);
        c.expected = c.templ->encoding;
    }
    survey_text(a, t, c.was.private_counts, &c.own);
    mojibake_find(a, t, &c.ruin);
    check_encoding(&c);
    check_bytes(&c);
    check_ruins(&c);
    if (input == INPUT_TEMPLATE)
        return;
    check_blanks(&c);
    check_private(&c);
    check_newlines(&c);
}

/* ---- Against the template. */
static void compare_bom(const checking *c) {
    const text *t = c->t;
    bool part_of_it = encoding_wide(t->encoding) != encoding_wide(c->templ->encoding);
    if (part_of_it) /* UTF-16 and its mark come and go together: the change of encoding says it */
        return;
    if (t->bom_len && c->templ->bom_len == 0)
        tell_whole(c, ENC_bom_added, TERM_none, encoding_term(t->evidence.bom));
    else if (t->bom_len == 0 && c->templ->bom_len)
        tell_whole(c, ENC_bom_lost, encoding_term(c->templ->evidence.bom), TERM_none);
}

static void compare_newlines(const checking *c) {
    const text *t = c->t, *templ = c->templ;
    if (t->line_count == 0 || templ->line_count == 0)
        return;
    term was = newline_term(&templ->newlines), is = newline_term(&t->newlines);
    bool single = t->line_count == 1 || templ->line_count == 1;
    if (was != is && !(single && (was == TERM_none || is == TERM_none)))
        tell_whole(c, ENC_newline_changed, was, is);
    if (templ->newlines.final != t->newlines.final)
        tell_whole(c, ENC_final_newline_changed, templ->newlines.final ? TERM_present : TERM_absent,
                   t->newlines.final ? TERM_present : TERM_absent);
}

void text_compare(const text *t, const text *templ, span entry, findings *found) {
    checking c = {.t = t, .templ = templ, .entry = entry, .input = INPUT_UPLOAD, .found = found};
    bool mixed = findings_count_in(found, ENC_mixed_encodings, INPUT_UPLOAD) > 0;
    if (!mixed && !encoding_compatible(templ->encoding, t->encoding))
        tell_whole(&c, ENC_encoding_changed, encoding_term(templ->encoding),
                   encoding_term(t->encoding));
    compare_bom(&c);
    compare_newlines(&c);
}

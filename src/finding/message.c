/* From a finding to a sentence: placeholders filled, personal data masked. */

#include "base/utf8.h"
#include "finding/finding.h"

static const char *const TERMS[TERM_COUNT][LANG_COUNT] = {
#define TERM(name, zh, en) [TERM_##name] = {zh, en},
#include "finding/terms.def"
#undef TERM
};

const char *term_text(term t, lang l) { return TERMS[t][l] ? TERMS[t][l] : ""; }

void place_column(buf *b, uint32_t column) {
    uint8_t letters[8];
    size_t n = 0;
    for (; column; column = (column - 1) / 26)
        letters[n++] = (uint8_t)('A' + (column - 1) % 26);
    while (n)
        buf_byte(b, letters[--n]);
}

void place_cell(buf *b, uint32_t row, uint32_t column) {
    place_column(b, column);
    buf_int(b, row);
}

static void show_or(buf *b, span text, bool shown, void (*mask)(buf *, span)) {
    if (shown)
        buf_add(b, text);
    else
        mask(b, text);
}

static void mask_all(buf *b, span utf8) { buf_repeat(b, '*', utf8.len ? 3 : 0); }

void value_show(buf *b, const value *v, lang l, reveal r, bool own) {
    switch (v->kind) {
    case VALUE_NONE: break;
    case VALUE_TEXT: buf_add(b, v->text); break;
    case VALUE_ID: show_or(b, v->text, r.id, mask_id); break;
    case VALUE_NAME: show_or(b, v->text, r.name, mask_name); break;
    case VALUE_WAGE: show_or(b, v->text, r.wage && r.id && r.name, r.wage || own ? mask_wage : mask_all); break;
    case VALUE_RECORD: show_or(b, v->text, r.id && r.name && r.wage, mask_all); break;
    case VALUE_NUMBER: buf_int(b, v->number); break;
    case VALUE_FEN: money_show(b, v->number); break;
    case VALUE_TERM: buf_text(b, term_text((term)v->number, l)); break;
    }
}

static void show_cell(buf *b, const place *p) {
    if (p->sheet.len) {
        buf_add(b, p->sheet);
        buf_byte(b, '!');
    }
    if (p->cell_row)
        place_cell(b, p->cell_row, p->cell_column);
}

static const value *argument(const finding *f, span key) {
    for (int i = 0; i < ARGS_MAX && f->args[i].key; i++)
        if (span_eq(key, span_cstr(f->args[i].key)))
            return &f->args[i].value;
    return NULL;
}

/* A placeholder: an argument, or what the finding knows of itself. */
static void show_key(buf *b, const finding *f, span key, lang l, reveal r) {
    const value *v = argument(f, key);
    if (v)
        value_show(b, v, l, r, true);
    else if (span_eq(key, SPAN("n")))
        buf_int(b, (int64_t)f->count);
    else if (span_eq(key, SPAN("line")))
        buf_int(b, (int64_t)f->place.line);
    else if (span_eq(key, SPAN("column")))
        buf_int(b, f->place.column);
    else if (span_eq(key, SPAN("cell")))
        show_cell(b, &f->place);
    else if (span_eq(key, SPAN("name")))
        buf_add(b, f->place.field.len ? f->place.field : f->place.entry);
    else
        value_show(b, &f->value, l, r, true); /* {id}, {wage}, {is}: the value itself */
}

void finding_message(buf *b, const finding *f, lang l, reveal r) {
    span s = span_cstr(catalogue_get(f->code)->prose[l].message);
    while (s.len) {
        size_t open = span_find(s, '{');
        buf_add(b, span_cut(s, 0, open));
        s = span_from(s, open);
        size_t close = span_find(s, '}');
        if (close == s.len) {
            buf_add(b, s);
            return;
        }
        show_key(b, f, span_cut(s, 1, close - 1), l, r);
        s = span_from(s, close + 1);
    }
}

#include "table/xlsx_plain.h"

#include <string.h>

#include "base/utf8.h"

/* ---- Text and tags. */
/* What a byte is within text: itself, part of a longer character, a tag's beginning, or not for us: controls, an
 * entity, and > and _, which may belong to ]]> and _x000D_. */
enum { ITSELF, LONGER, TAG, ODD };
#define FOUR(f, c) f(c), f((c) + 1), f((c) + 2), f((c) + 3)
#define SIXTEEN(f, c) FOUR(f, c), FOUR(f, (c) + 4), FOUR(f, (c) + 8), FOUR(f, (c) + 12)
#define CLASS(c) ((c) == '<' ? TAG : (c) < ' ' || (c) == '&' || (c) == '>' || (c) == '_' ? ODD : (c) >= 0x80 ? LONGER : ITSELF)
static const uint8_t CLASSES[256] = {
    SIXTEEN(CLASS, 0x00), SIXTEEN(CLASS, 0x10), SIXTEEN(CLASS, 0x20), SIXTEEN(CLASS, 0x30),
    SIXTEEN(CLASS, 0x40), SIXTEEN(CLASS, 0x50), SIXTEEN(CLASS, 0x60), SIXTEEN(CLASS, 0x70),
    SIXTEEN(CLASS, 0x80), SIXTEEN(CLASS, 0x90), SIXTEEN(CLASS, 0xA0), SIXTEEN(CLASS, 0xB0),
    SIXTEEN(CLASS, 0xC0), SIXTEEN(CLASS, 0xD0), SIXTEEN(CLASS, 0xE0), SIXTEEN(CLASS, 0xF0),
};

/* U+FFFE and U+FFFF are UTF-8, but nothing that XML may hold. */
static bool xml_utf8(span s) {
    return utf8_valid(s) && span_search(s, SPAN("\xEF\xBF\xBE")) == s.len && span_search(s, SPAN("\xEF\xBF\xBF")) == s.len;
}

/* Up to whatever is not itself. */
static bool stretch(const uint8_t **at, span *out) {
    const uint8_t *p = *at;
    unsigned seen = 0;
    while (CLASSES[*p] < TAG)
        seen |= CLASSES[*p++];
    *out = span_of(*at, (size_t)(p - *at));
    *at = p;
    return seen == 0 || xml_utf8(*out);
}

bool plain_text(const uint8_t **at, span *out) { return stretch(at, out) && **at == '<'; }

/* &#21608; for 周. What has a form of its own in ASCII is left to expat: _ may belong to _x000D_. */
static bool spelled_character(const uint8_t **at, uint32_t *c) {
    return PLAIN_TAG(at, "&#") && plain_number(at, c) && PLAIN_TAG(at, ";") && *c >= 0x80 && *c <= 0x10FFFF &&
           (*c < 0xD800 || *c > 0xDFFF) && *c != 0xFFFE && *c != 0xFFFF;
}

bool plain_words(arena *a, const uint8_t **at, span *out) {
    uint32_t c = 0;
    span more;
    if (!stretch(at, out))
        return false;
    if (**at == '<')
        return true;
    buf words = buf_new(a);
    buf_add(&words, *out);
    while (**at == '&') {
        if (!spelled_character(at, &c) || !stretch(at, &more))
            return false;
        utf8_add(&words, c);
        buf_add(&words, more);
    }
    *out = buf_span(&words);
    return **at == '<';
}

bool plain_literal(const uint8_t **at, span literal) {
    bool there = memcmp(*at, literal.ptr, literal.len) == 0;
    *at += there ? literal.len : 0;
    return there;
}

/* ---- Attributes. */
/* Up to the closing quote, past which *at moves. ASCII only. */
static bool attribute_value(const uint8_t **at, span *out) {
    const uint8_t *p = *at;
    while (*p != '"' && *p >= ' ' && *p < 0x7F && *p != '<' && *p != '&')
        p++;
    *out = span_of(*at, (size_t)(p - *at));
    *at = p + 1;
    return *p == '"';
}

bool plain_number(const uint8_t **at, uint32_t *number) {
    enum { DIGITS = 8 };
    const uint8_t *p = *at;
    uint32_t n = 0;
    while (*p >= '0' && *p <= '9' && p - *at < DIGITS)
        n = n * 10 + (uint32_t)(*p++ - '0');
    bool any = p > *at;
    *at = p;
    *number = n;
    return any;
}

/* What else a row may say of itself: nothing that anybody here looks at. */
static const span ROW_WORDS[] = {
    SPAN(" spans=\""), SPAN(" x14ac:dyDescent=\""), SPAN(" customHeight=\""), SPAN(" customFormat=\""), SPAN(" s=\""),
    SPAN(" outlineLevel=\""), SPAN(" collapsed=\""), SPAN(" thickTop=\""), SPAN(" thickBot=\""),
};
enum { ROW_WORD_COUNT = sizeof ROW_WORDS / sizeof *ROW_WORDS, SAID_HIDDEN = 1 << ROW_WORD_COUNT,
       SAID_HEIGHT = 2 << ROW_WORD_COUNT };

/* One attribute; `said` keeps that none comes twice, which XML forbids. */
static bool row_attribute(const uint8_t **at, unsigned *said, bool *hidden) {
    span v;
    unsigned which = 0;
    bool hides = PLAIN_TAG(at, " hidden=\""), height = !hides && PLAIN_TAG(at, " ht=\"");
    if (hides || height)
        which = hides ? SAID_HIDDEN : SAID_HEIGHT;
    for (unsigned i = 0; which == 0 && i < ROW_WORD_COUNT; i++)
        if (plain_literal(at, ROW_WORDS[i]))
            which = 1u << i;
    if (which == 0 || *said & which || !attribute_value(at, &v))
        return false;
    *said |= which;
    if (hides)
        *hidden |= span_eq(v, SPAN("1")) || span_eq(v, SPAN("true")) || span_eq(v, SPAN("on"));
    if (height)
        *hidden |= span_eq(v, SPAN("0"));
    return true;
}

static bool row_tag(const uint8_t **at, plain_row_told *r, bool *empty) {
    unsigned said = 0;
    r->hidden = false;
    if (!PLAIN_TAG(at, "<row r=\"") || !plain_number(at, &r->number) || r->number == 0 || !PLAIN_TAG(at, "\""))
        return false;
    while (**at == ' ')
        if (!row_attribute(at, &said, &r->hidden))
            return false;
    *empty = **at == '/';
    return *empty ? PLAIN_TAG(at, "/>") : PLAIN_TAG(at, ">");
}

/* ---- A cell. */
enum { STYLE_NONE = UINT32_MAX };
typedef struct cell_tag {
    uint32_t column, style;
    cell_kind kind; /* as the t attribute has it */
    bool shared, text, inlined;
    bool empty;     /* closed at once */
} cell_tag;

/* "B17": the letters count. */
static bool reference(const uint8_t **at, uint32_t *column) {
    enum { LETTERS = 3 };
    const uint8_t *p = *at;
    uint32_t n = 0;
    while (*p >= 'A' && *p <= 'Z' && p - *at < LETTERS)
        n = n * 26 + (uint32_t)(*p++ - 'A' + 1);
    *at = p;
    *column = n;
    return n && plain_number(at, &n);
}

static bool type(const uint8_t **at, cell_tag *t) {
    t->shared = PLAIN_TAG(at, "s\"");
    t->inlined = !t->shared && PLAIN_TAG(at, "inlineStr\"");
    t->text = t->shared || t->inlined || PLAIN_TAG(at, "str\"");
    if (t->text)
        t->kind = CELL_TEXT;
    else if (PLAIN_TAG(at, "b\""))
        t->kind = CELL_BOOLEAN;
    else if (PLAIN_TAG(at, "e\""))
        t->kind = CELL_ERROR;
    else
        return PLAIN_TAG(at, "n\"");
    return true;
}

static bool cell_tag_read(const uint8_t **at, cell_tag *t) {
    *t = (cell_tag){.style = STYLE_NONE, .kind = CELL_NUMBER};
    if (!PLAIN_TAG(at, "<c r=\"") || !reference(at, &t->column) || !PLAIN_TAG(at, "\""))
        return false;
    if (PLAIN_TAG(at, " s=\"") && !(plain_number(at, &t->style) && PLAIN_TAG(at, "\"")))
        return false;
    if (PLAIN_TAG(at, " t=\"") && !type(at, t))
        return false;
    t->empty = **at == '/';
    return t->empty ? PLAIN_TAG(at, "/>") : PLAIN_TAG(at, ">");
}

/* Everything up to the cell's end. `formula`, and `held` with ptr NULL where there is none. */
static bool content(arena *a, const uint8_t **at, const cell_tag *t, bool *formula, span *held) {
    span ignored;
    *held = (span){0};
    *formula = PLAIN_TAG(at, "<f>");
    if (*formula && !(plain_text(at, &ignored) && PLAIN_TAG(at, "</f>")))
        return false;
    if (PLAIN_TAG(at, "</c>"))
        return true;
    if (t->inlined)
        return !*formula && (PLAIN_TAG(at, "<is><t>") || PLAIN_TAG(at, "<is><t xml:space=\"preserve\">")) &&
               plain_words(a, at, held) && PLAIN_TAG(at, "</t></is></c>");
    return PLAIN_TAG(at, "<v>") && plain_words(a, at, held) && PLAIN_TAG(at, "</v></c>");
}

/* A number, a word: with blanks round it, it is not for us. */
static bool bare(span s) { return s.ptr[0] != ' ' && s.ptr[s.len - 1] != ' '; }

/* What the cell holds; false where that is not for us. */
static bool value_of_cell(const xlsx_book *b, const cell_tag *t, span s, cell *c) {
    uint64_t number;
    c->value = s;
    c->kind = t->kind;
    if (s.len == 0 || (!(t->text && !t->shared) && !bare(s)))
        return false;
    if (t->shared)
        return span_to_u64(s, UINT32_MAX, &number) && xlsx_string(b, number, &c->value);
    if (t->kind == CELL_NUMBER && t->style < b->dates.count && b->dates.items[t->style])
        c->kind = CELL_DATE;
    return t->kind != CELL_BOOLEAN || span_eq(s, SPAN("0")) || span_eq(s, SPAN("1"));
}

struct sheet_view {
    arena *on;
    const xlsx_book *book;
    const uint8_t *hidden_columns;
    plain_rows *out;
};

static bool read_cell(const struct sheet_view *v, const uint8_t **at, bool row_hidden, uint32_t *last_column) {
    cell_tag t;
    bool formula = false;
    span held = {0};
    if (!cell_tag_read(at, &t) || t.column <= *last_column || t.column > v->book->limits->max_cells_row ||
        t.column > XLSX_COLUMNS ||
        !(t.empty || content(v->on, at, &t, &formula, &held)))
        return false;
    *last_column = t.column;
    bool hides = v->hidden_columns[(t.column - 1) / 8] >> (t.column - 1) % 8 & 1;
    cell c = {.column = t.column, .formula = formula, .offset = NO_OFFSET, .hidden = row_hidden || hides};
    if (held.ptr && !value_of_cell(v->book, &t, held, &c))
        return false;
    if (held.ptr == NULL && formula) {
        c.kind = CELL_FORMULA_EMPTY;
        c.formula = false;
    }
    if (c.value.len || c.kind == CELL_FORMULA_EMPTY)
        VEC_PUSH(v->on, &v->out->cells, c);
    return true;
}

static bool read_row(const struct sheet_view *v, const uint8_t **at) {
    plain_row_told r;
    bool empty;
    uint32_t last_column = 0;
    if (!row_tag(at, &r, &empty))
        return false;
    while (!empty && !PLAIN_TAG(at, "</row>"))
        if (!read_cell(v, at, r.hidden, &last_column))
            return false;
    r.cells_end = v->out->cells.count;
    VEC_PUSH(v->on, &v->out->rows, r);
    return true;
}

size_t plain_rows_read(arena *a, const xlsx_book *b, const uint8_t *hidden_columns, span bytes, plain_rows *out) {
    const struct sheet_view v = {a, b, hidden_columns, out};
    const uint8_t *at = bytes.ptr, *end = bytes.ptr + bytes.len, *done = at;
    size_t rows = out->rows.count, cells = out->cells.count;
    while (done < end && read_row(&v, &at) && at <= end) {
        done = at;
        rows = out->rows.count;
        cells = out->cells.count;
    }
    out->rows.count = rows;
    out->cells.count = cells;
    return (size_t)(done - bytes.ptr);
}

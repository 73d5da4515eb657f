/* The columns of a format file, and the examples each carries. */
#include "layout/layout.h"
#include "layout/yaml.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { LINE_MAX_BYTES = 1 << 20 };

static void read_role(reader *r, const node *n) {
    static const word_value WORDS[] = {
        {"id", ROLE_ID},     {"name", ROLE_NAME},         {"personal-number", ROLE_PERSONAL_NUMBER},
        {"unit", ROLE_UNIT}, {"old-wage", ROLE_OLD_WAGE}, {"wage", ROLE_WAGE},
        {"other", ROLE_OTHER},
    };
    int which = ROLE_OTHER;
    if (!read_word(r, n, WORDS, COUNT(WORDS), &which))
        return;
    r->column->role = (role)which;
    r->column->reason = REASON_FORMAT;
    if (which != ROLE_WAGE)
        return;
    if (r->f->wage >= 0)
        bad_value(r, n, value_term(TERM_want_one_wage));
    r->f->wage = (int)r->f->count - 1;
    r->column->editable = true;
}

static void read_name(reader *r, const node *n) {
    if (expect_kind(r, n, NODE_TEXT))
        r->column->name = n->text;
}

static size_t children(const node *n) {
    size_t count = 0;
    for (const node *c = n->first; c; c = c->next)
        count++;
    return count;
}

static void read_headers(reader *r, const node *n) {
    if (!expect_kind(r, n, NODE_LIST))
        return;
    span *names = ARENA_ARRAY(r->a, span, children(n) + 1);
    r->column->headers = names;
    for (const node *c = n->first; c; c = c->next) {
        uint8_t normal[HEADER_CELL_MAX];
        span words;
        if (read_text(r, c, &words))
            names[r->column->header_count++] = span_keep(r->a, header_normal(words, normal));
    }
}

static void read_type(reader *r, const node *n) {
    static const word_value WORDS[] = {{"any", FIELD_ANY},
                                       {"text", FIELD_TEXT},
                                       {"id", FIELD_ID},
                                       {"digits", FIELD_DIGITS},
                                       {"amount", FIELD_AMOUNT}};
    int type = FIELD_ANY;
    if (read_word(r, n, WORDS, COUNT(WORDS), &type))
        r->column->type = (field_type)type;
}

static void read_pattern(reader *r, const node *n) {
    span expression, why = {0};
    size_t at = 0;
    if (!read_text(r, n, &expression))
        return;
    r->column->pattern = pattern_new(r->a, expression, &why, &at);
    if (r->column->pattern)
        return;
    r->failed = true;
    FIND(r->found, .code = FMT_bad_pattern, .place = format_place(r, n->line, n->column),
         .args = {{"line", value_number(n->line)}, {"column", value_number(at + 1)}, {"what", value_text(why)}});
}

static void read_min_length(reader *r, const node *n) {
    (void)read_number(r, n, LINE_MAX_BYTES, &r->column->min_length);
}

static void read_max_length(reader *r, const node *n) {
    if (!read_number(r, n, LINE_MAX_BYTES, &r->column->max_length))
        return;
    if (r->column->max_length < r->column->min_length)
        bad_value(r, n, value_term(TERM_want_larger));
}

static bool read_amount(reader *r, const node *n, fen *amount) {
    if (is_auto(n) || !expect_kind(r, n, NODE_TEXT))
        return false;
    money m = money_read(n->text);
    if (!money_plain(m)) {
        bad_value(r, n, value_term(TERM_want_amount));
        return false;
    }
    if (r->column->role != ROLE_WAGE) {
        bad_value(r, n, value_term(TERM_want_in_wage));
        return false;
    }
    *amount = m.value;
    return true;
}

static void read_floor(reader *r, const node *n) { r->f->has_floor = read_amount(r, n, &r->f->floor); }

static void read_cap(reader *r, const node *n) {
    r->f->has_cap = read_amount(r, n, &r->f->cap);
    if (r->f->has_cap && r->f->has_floor && r->f->cap < r->f->floor)
        bad_value(r, n, value_term(TERM_want_larger));
}

static void read_editable(reader *r, const node *n) { (void)read_yes_no(r, n, &r->column->editable); }
static void read_required(reader *r, const node *n) { (void)read_yes_no(r, n, &r->column->required); }

static void read_position(reader *r, const node *n) {
    static const word_value WORDS[] = {{"any", 0}, {"last", 1}};
    int last = 0;
    if (!read_word(r, n, WORDS, COUNT(WORDS), &last))
        return;
    if (last && r->column->role != ROLE_WAGE)
        bad_value(r, n, value_term(TERM_want_in_wage));
    r->f->wage_last |= last == 1;
}

/* People count bytes from 1. */
static void read_start(reader *r, const node *n) {
    uint32_t start = 0;
    if (!read_number(r, n, LINE_MAX_BYTES, &start))
        return;
    if (start == 0)
        bad_value(r, n, value_term(TERM_want_number));
    else
        r->column->start = start - 1;
}

static void read_width(reader *r, const node *n) {
    if (n->kind == NODE_TEXT && span_eq(n->text, SPAN("rest")))
        r->column->width = 0;
    else if (read_number(r, n, LINE_MAX_BYTES, &r->column->width) && r->column->width == 0)
        bad_value(r, n, value_term(TERM_want_number));
}

static void read_align(reader *r, const node *n) {
    static const word_value WORDS[] = {{"left", ALIGN_LEFT}, {"right", ALIGN_RIGHT}, {"right-zeros", ALIGN_RIGHT_ZERO}};
    int align_as = ALIGN_LEFT;
    if (read_word(r, n, WORDS, COUNT(WORDS), &align_as))
        r->column->align = (align)align_as;
}

/* ---- Examples. */
static void add_example(reader *r, const node *n, span example, code c) {
    format_example e = {.column = r->f->count - 1, .value = example, .code = c, .line = n->line};
    VEC_PUSH(r->a, &r->f->examples, e);
}

static void read_ok(reader *r, const node *n) {
    if (!expect_kind(r, n, NODE_LIST))
        return;
    for (const node *c = n->first; c; c = c->next)
        if (expect_kind(r, c, NODE_TEXT))
            add_example(r, c, c->text, CODE_NONE);
}

/* "value -> CODE": the last arrow counts; one blank before it belongs to it, others to the value. */
static void read_bad_example(reader *r, const node *n) {
    size_t arrow = SIZE_MAX;
    if (!expect_kind(r, n, NODE_TEXT))
        return;
    for (size_t i = 0; i + 1 < n->text.len; i++)
        if (n->text.ptr[i] == '-' && n->text.ptr[i + 1] == '>')
            arrow = i;
    code c = arrow == SIZE_MAX ? CODE_NONE : catalogue_find(span_trim(span_from(n->text, arrow + 2)));
    if (c == CODE_NONE) {
        bad_value(r, n, value_term(arrow == SIZE_MAX ? TERM_want_example : TERM_want_code));
        return;
    }
    bool blank = arrow > 0 && n->text.ptr[arrow - 1] == ' ';
    add_example(r, n, span_cut(n->text, 0, arrow - blank), c);
}

static void read_bad(reader *r, const node *n) {
    if (!expect_kind(r, n, NODE_LIST))
        return;
    for (const node *c = n->first; c; c = c->next)
        read_bad_example(r, c);
}

static const key_spec KEYS[] = {
    {"role", true, read_role},
    {"name", false, read_name},
    {"headers", false, read_headers},
    {"type", false, read_type},
    {"pattern", false, read_pattern},
    {"min-length", false, read_min_length},
    {"max-length", false, read_max_length},
    {"floor", false, read_floor},
    {"cap", false, read_cap},
    {"editable", false, read_editable},
    {"required", false, read_required},
    {"position", false, read_position},
    {"start", false, read_start},
    {"width", false, read_width},
    {"align", false, read_align},
    {"ok", false, read_ok},
    {"bad", false, read_bad},
};

/* ---- The list. */
/* Where `start` is left out, a column begins where the one before ends. */
static void read_column(reader *r, const node *n) {
    format *f = r->f;
    const column *before = f->count ? &f->columns[f->count - 1] : NULL;
    uint32_t from = before ? before->start + before->width : 0;
    r->column = &f->columns[f->count++];
    *r->column = (column){.start = from, .width = 0};
    read_keys(r, n, KEYS, COUNT(KEYS));
    bool fixed = f->separator_pinned && f->separator.kind == SEPARATOR_FIXED;
    if (fixed && (r->column->start < from || (before && before->width == 0)))
        bad_value(r, n, value_term(TERM_want_ascending));
    if (fixed && n->kind == NODE_MAPPING && !node_child(n, "width"))
        bad_value(r, n, value_term(TERM_want_width));
}

void read_columns(reader *r, const node *n) {
    if (is_auto(n) || !expect_kind(r, n, NODE_LIST))
        return;
    for (const node *c = n->first; c; c = c->next) {
        if (r->f->count == COLUMNS_MAX) {
            bad_value(r, c, value_term(TERM_want_fewer));
            return;
        }
        read_column(r, c);
    }
}

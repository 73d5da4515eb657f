#include "fill/sample.h"

#include "rules/person_id.h"

struct sampler {
    arena *on;
    sample *into;
};

static bool on_sheet(void *context, const sheet *sh) {
    struct sampler *s = context;
    sampled_sheet *kept = ARENA_NEW(s->on, sampled_sheet);
    kept->index = sh->index;
    kept->name = span_keep(s->on, sh->name);
    kept->hidden = sh->hidden;
    VEC_PUSH(s->on, s->into, kept);
    return true;
}

static bool on_row(void *context, const sheet *sh, const row *r) {
    struct sampler *s = context;
    sampled_sheet *kept = s->into->items[s->into->count - 1];
    (void)sh;
    if (r->count == 0)
        return true;
    sampled_row *copy = &kept->row[kept->rows++];
    *copy = (sampled_row){r->number, ARENA_ARRAY(s->on, cell, r->count), 0};
    for (size_t i = 0; i < r->count && r->cells[i].column <= SAMPLE_COLUMNS; i++) {
        copy->cells[copy->count] = r->cells[i];
        copy->cells[copy->count++].value = span_keep(s->on, r->cells[i].value);
        if (r->cells[i].column > kept->columns)
            kept->columns = r->cells[i].column;
    }
    return kept->rows < SAMPLE_ROWS;
}

/* ---- Finding the header. */
struct header_guess {
    role roles[SAMPLE_COLUMNS + 1];
    bool sure[SAMPLE_COLUMNS + 1];
    span text[SAMPLE_COLUMNS + 1];
    unsigned score;
};

/* 3 and 2026 may be the names of a month and a year. */
static bool may_name_period(span number) {
    uint64_t n;
    return span_to_u64(number, 2100, &n) && ((n >= 1 && n <= 12) || n >= 1990);
}

/* Does the row name two kinds of columns surely? */
static bool names_two(const header_words *words, const sampled_row *r) {
    role first = ROLE_OTHER;
    for (size_t i = 0; i < r->count; i++) {
        bool sure = false;
        role named = r->cells[i].kind == CELL_TEXT ? header_role(words, r->cells[i].value, &sure) : ROLE_OTHER;
        if (!sure || named == ROLE_OTHER || named == first)
            continue;
        if (first != ROLE_OTHER)
            return true;
        first = named;
    }
    return false;
}

/* IDs do not stand in headers; numbers only as months and years. */
static bool is_data(const header_words *words, const sampled_row *r) {
    bool numbers = false;
    for (size_t i = 0; i < r->count; i++) {
        person_id id = person_id_read(r->cells[i].value);
        bool number = r->cells[i].kind == CELL_NUMBER;
        if (id.kind == ID_RESIDENT || id.kind == ID_RESIDENT_15 || (number && !may_name_period(r->cells[i].value)))
            return true;
        numbers = numbers || number;
    }
    return numbers && !names_two(words, r);
}

/* Lays a row's words over the guess. A lower row of a two-row header wins where it names a role, and where
 * the upper one only hinted at one: 序号 below 2026年工资表 is no wage. */
static void read_header(const header_words *words, const sampled_row *r, struct header_guess *g) {
    for (size_t i = 0; i < r->count; i++) {
        bool sure = false;
        uint32_t at = r->cells[i].column;
        uint8_t room[HEADER_CELL_MAX];
        role found = r->cells[i].kind == CELL_TEXT ? header_role(words, r->cells[i].value, &sure) : ROLE_OTHER;
        if (g->text[at].len && header_normal(r->cells[i].value, room).len == 0)
            continue; /* （元） below its word */
        if (!g->sure[at] || found != ROLE_OTHER) {
            g->text[at] = r->cells[i].value;
            g->roles[at] = found;
            g->sure[at] = sure;
        }
    }
}

/* Two points for each kind of role that is surely there, one where a word only hints. */
static void score(struct header_guess *g, uint32_t columns) {
    unsigned best[ROLE_COUNT] = {0};
    for (uint32_t i = 1; i <= columns; i++)
        if (g->roles[i] != ROLE_OTHER && best[g->roles[i]] < 1u + g->sure[i])
            best[g->roles[i]] = 1u + g->sure[i];
    g->score = 0;
    for (int i = 0; i < ROLE_COUNT; i++)
        g->score += best[i];
}

/* A title hints at best; the upper row of a header names some column surely. */
static bool names_surely(const struct header_guess *g, uint32_t columns) {
    for (uint32_t i = 1; i <= columns; i++)
        if (g->sure[i])
            return true;
    return false;
}

static void two_rows(sampled_sheet *s, const sampled_row *upper, const sampled_row *lower) {
    s->upper = upper;
    s->lower = lower;
    s->header_row = lower->number;
    s->data_from = lower->number + 1;
}

static void take_header(sampled_sheet *s, const struct header_guess *g, size_t first, size_t more) {
    two_rows(s, more ? &s->row[first] : NULL, &s->row[first + more]);
    for (uint32_t i = 1; i <= s->columns; i++) {
        s->header[i] = g->text[i];
        s->roles[i] = g->roles[i];
        s->sure[i] = g->sure[i];
    }
}

/* The best row, or pair of rows, among the first HEADER_ROWS; at least two roles must be named. */
static void find_header(arena *a, const header_words *words, sampled_sheet *s) {
    unsigned best = HEADER_SCORE;
    struct header_guess *g = ARENA_NEW(a, struct header_guess);
    for (size_t i = 0; i < s->rows && s->row[i].number <= HEADER_ROWS; i++) {
        if (is_data(words, &s->row[i]) && s->header_row)
            break; /* a header below people is that of another part */
        if (is_data(words, &s->row[i]))
            continue;
        *g = (struct header_guess){0};
        for (size_t rows = 0; rows < 2 && i + rows < s->rows && !is_data(words, &s->row[i + rows]); rows++) {
            read_header(words, &s->row[i + rows], g);
            score(g, s->columns);
            if (g->score > best) {
                best = g->score;
                take_header(s, g, i, rows);
            }
            if (!names_surely(g, s->columns))
                break;
        }
    }
}

/* A row of words that none of ours are, right above the first row of data, where it stands over several of its cells. */
static void take_unknown_header(const header_words *words, sampled_sheet *s) {
    size_t data = 0;
    unsigned over = 0;
    while (data < s->rows && !is_data(words, &s->row[data]))
        data++;
    if (data == 0 || data == s->rows || s->row[data - 1].number + 1 != s->row[data].number)
        return;
    const sampled_row *above = &s->row[data - 1];
    for (size_t i = 0; i < above->count; i++)
        for (size_t k = 0; k < s->row[data].count; k++)
            over += above->cells[i].column == s->row[data].cells[k].column && above->cells[i].kind == CELL_TEXT;
    if (over < 2)
        return;
    struct header_guess g = {0};
    read_header(words, above, &g);
    take_header(s, &g, data - 1, 0);
}

static span text_at(const sampled_row *r, uint32_t at) {
    for (size_t i = 0; i < r->count; i++)
        if (r->cells[i].column == at && r->cells[i].kind == CELL_TEXT)
            return span_trim(r->cells[i].value);
    return (span){0};
}

/* The row below the header, where it may belong to it. */
static const sampled_row *row_below(const header_words *words, const sampled_sheet *s) {
    const sampled_row *below = s->lower + 1;
    return below < s->row + s->rows && below->number == s->header_row + 1 && !is_data(words, below) ? below : NULL;
}

span sample_above(const sampled_sheet *s, uint32_t at) {
    span above = {0};
    for (; s->upper && at && above.len == 0 && text_at(s->lower, at).len; at--)
        above = text_at(s->upper, at);
    return above;
}

span sample_label(arena *a, const sampled_sheet *s, uint32_t at) {
    span above = sample_above(s, at), name = span_trim(s->header[at]);
    buf b = buf_new(a);
    if (above.len && !span_eq(above, name)) {
        buf_add(&b, above);
        buf_byte(&b, '/');
    }
    buf_add(&b, name);
    return buf_span(&b);
}

/* 现工资 stands over 固定部分, 浮动部分 and 小计: each of them may be meant, the first no more than the others. `above` is
 * the row that it stands in. */
static bool spread(const header_words *words, sampled_sheet *s, const sampled_row *above, const sampled_row *below, uint32_t at) {
    bool over = at < s->columns && text_at(above, at).len && text_at(above, at + 1).len == 0 && text_at(below, at).len &&
                text_at(below, at + 1).len;
    for (uint32_t i = at; over && i <= s->columns && (i == at || text_at(above, i).len == 0) && text_at(below, i).len; i++) {
        bool sure = false;
        role own = header_role(words, text_at(below, i), &sure);
        s->header[i] = text_at(below, i);
        s->roles[i] = own == ROLE_OTHER && !sure ? ROLE_WAGE : own;
        s->sure[i] = sure;
    }
    return over;
}

static void spread_wages(const header_words *words, sampled_sheet *s) {
    const sampled_row *below = s->header_row ? row_below(words, s) : NULL;
    bool any = false;
    for (uint32_t i = 1; s->upper && i <= s->columns; i++)
        if (s->roles[i] == ROLE_WAGE && span_eq(s->header[i], text_at(s->upper, i)))
            (void)spread(words, s, s->upper, s->lower, i);
    for (uint32_t i = 1; below && i <= s->columns; i++)
        if (s->roles[i] == ROLE_WAGE && spread(words, s, s->lower, below, i))
            any = true;
    if (any)
        two_rows(s, s->lower, below);
}

/* ---- Without a header, or beside it: by content. */
struct column_look {
    unsigned ids, names, amounts, formulas, hidden, filled;
};

/* 60,333.44 and 60333.44元 may be meant as much as 60333.44. A number that begins with zeros is a personal number
 * or another's, never a wage. */
static bool may_be_wage(const cell *c) {
    bool zeros = c->value.len > 1 && c->value.ptr[0] == '0' && c->value.ptr[1] != '.';
    return c->kind == CELL_NUMBER ||
           (!zeros && !(money_read(c->value).oddities & (MONEY_BLANK | MONEY_NO_NUMBER | MONEY_TOO_LONG)));
}

static void look(const sampled_sheet *s, uint32_t at, struct column_look *out) {
    for (size_t i = 0; i < s->rows; i++)
        for (size_t k = 0; k < s->row[i].count; k++) {
            const cell *c = &s->row[i].cells[k];
            if (c->column != at || s->row[i].number < s->data_from)
                continue;
            out->filled++;
            out->ids += looks_like_id(c->value);
            out->names += looks_like_name(ENCODING_UTF8, c->value);
            out->amounts += may_be_wage(c);
            out->formulas += c->kind == CELL_FORMULA_EMPTY || c->kind == CELL_ERROR;
            out->hidden += c->hidden;
        }
}

static bool mostly(unsigned part, unsigned whole) { return whole && part * 10 >= whole * 8; }

bool sample_amounts(const sampled_sheet *s, uint32_t at) {
    struct column_look l = {0};
    look(s, at, &l);
    return mostly(l.amounts, l.filled) && !mostly(l.ids, l.filled);
}

bool sample_some_amounts(const sampled_sheet *s, uint32_t at) {
    struct column_look l = {0};
    look(s, at, &l);
    return (l.amounts + l.formulas) * 10 >= l.filled * 3 && l.filled && !mostly(l.ids, l.filled);
}

bool sample_hidden(const sampled_sheet *s, uint32_t at) {
    struct column_look l = {0};
    look(s, at, &l);
    return l.filled && l.hidden == l.filled;
}

bool sample_numbers_only(const sampled_sheet *s, uint32_t at) {
    unsigned filled = 0, ids = 0;
    for (size_t i = 0; i < s->rows; i++)
        for (size_t k = 0; k < s->row[i].count; k++) {
            const cell *c = &s->row[i].cells[k];
            if (c->column != at || s->row[i].number < s->data_from)
                continue;
            person_id id = person_id_read(c->value);
            filled++;
            ids += id.kind != ID_MALFORMED || c->value.len >= sizeof id.canonical;
        }
    return filled && ids * 2 < filled;
}

static bool role_taken(const sampled_sheet *s, role r) {
    for (uint32_t i = 1; i <= s->columns; i++)
        if (s->roles[i] == r)
            return true;
    return false;
}

/* Content names the ID and the name where words did not; amounts only where there is no header
 * at all, and then merely as hints, since nothing says which amount is meant. */
static void roles_by_content(sampled_sheet *s) {
    bool id = role_taken(s, ROLE_ID), name = role_taken(s, ROLE_NAME);
    for (uint32_t i = 1; i <= s->columns; i++) {
        struct column_look l = {0};
        look(s, i, &l);
        if (s->roles[i] != ROLE_OTHER)
            continue;
        if (!id && mostly(l.ids, l.filled))
            s->roles[i] = ROLE_ID;
        else if (!name && mostly(l.names, l.filled) && l.filled > 1)
            s->roles[i] = ROLE_NAME;
        else if (!s->header_row && mostly(l.amounts, l.filled) && !mostly(l.ids, l.filled))
            s->roles[i] = ROLE_WAGE;
    }
}

bool sample_read(arena *a, const table_source *table, const header_words *words, findings *found, sample *out) {
    struct sampler context = {a, out};
    table_sink sink = {.context = &context, .sheet = on_sheet, .row = on_row};
    findings *early = findings_new(a, 0); /* the full reading tells them again, if there is one */
    if (table_read(a, table, &TABLE_LIMITS, &sink, early) == TABLE_UNREADABLE) {
        findings_merge(found, early);
        return false;
    }
    for (size_t i = 0; i < out->count; i++) {
        find_header(a, words, out->items[i]);
        if (out->items[i]->header_row == 0)
            take_unknown_header(words, out->items[i]);
        spread_wages(words, out->items[i]);
        roles_by_content(out->items[i]);
    }
    return true;
}

span sample_headers(arena *a, const sampled_sheet *s) {
    buf b = buf_new(a);
    for (uint32_t i = 1; i <= s->columns; i++) {
        if (s->header[i].len == 0)
            continue;
        if (b.len)
            buf_text(&b, "、");
        buf_add(&b, s->header[i]);
    }
    return buf_span(&b);
}

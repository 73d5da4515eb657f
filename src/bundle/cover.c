/* A document's text, line by line and field by field. */
#include <string.h>

#include "base/utf8.h"
#include "bundle/cover.h"

enum { HEADER_LINES = 6 };

/* ---- Fields taken apart and put back. */
units units_read(arena *a, encoding e, span bytes) {
    units u = {.items = ARENA_ARRAY(a, unit, bytes.len + 1)};
    for (span rest = bytes; rest.len;) {
        size_t at = bytes.len - rest.len;
        uint32_t c = decode_next(e, &rest);
        u.items[u.count++] = (unit){c, (uint32_t)at, (uint32_t)(bytes.len - rest.len - at)};
    }
    return u;
}

units units_copy(arena *a, const units *u) {
    units copy = {ARENA_ARRAY(a, unit, u->count + 1), u->count};
    memcpy(copy.items, u->items, u->count * sizeof *u->items);
    return copy;
}

void units_write(const units *u, encoding e, arena *a, uint8_t *bytes, const units *was) {
    for (size_t i = 0; i < u->count; i++) {
        const unit *now = &u->items[i];
        if (now->code == was->items[i].code)
            continue;
        buf utf8 = buf_new(a), out = buf_new(a);
        utf8_add(&utf8, now->code);
        if (encode_all(e, buf_span(&utf8), &out) && out.len == now->len)
            memcpy(bytes + now->at, out.ptr, out.len);
        else
            memset(bytes + now->at, 'x', now->len);
    }
}

/* ---- One line. */
typedef struct covering {
    cover *c;
    const document *d;
    encoding encoding; /* of this line's bytes */
    span line;         /* as it was */
    uint8_t *out;      /* the same bytes, being changed */
} covering;

static void strip(unit **u, size_t *count, bool (*idle)(uint32_t)) {
    while (*count && idle((*u)[0].code)) {
        ++*u;
        --*count;
    }
    while (*count && idle((*u)[*count - 1].code))
        --*count;
}

static bool idle(uint32_t c) { return c == '"' || c == ' ' || c == '\t' || c == '\'' || c == '='; }

static bool wage_like(const unit *u, size_t count) {
    bool point = false, digit = false;
    for (size_t i = 0; i < count; i++) {
        bool number = digit_value(u[i].code) >= 0, sign = u[i].code == ',' || u[i].code == '.';
        point = point || sign;
        digit = digit || number;
        if (!number && !sign)
            return false;
    }
    return point && digit;
}

static void cover_units(cover *c, role r, unit *u, size_t count) {
    strip(&u, &count, idle);
    if (r == ROLE_WAGE || r == ROLE_OLD_WAGE || wage_like(u, count))
        cover_wage_units(c, u, count);
    else if (r == ROLE_NAME || !cover_id_units(c, u, count))
        cover_plain(c, u, count);
}

static void cover_field(const covering *v, role r, span field) {
    arena *a = arena_child(v->c->on);
    uint8_t *out = v->out + (field.ptr - v->line.ptr);
    units was = units_read(a, v->encoding, field), now = units_copy(a, &was);
    cover_units(v->c, r, now.items, now.count);
    units_write(&now, v->encoding, a, out, &was);
    cover_bad(v->c, v->encoding, &was, field.len, out);
    arena_reset(a);
    arena_reset(v->c->scratch);
}

/* Words of headers and totals stay, whatever else stands in the field does not. */
static void cover_words(const covering *v, span field) {
    arena *a = arena_child(v->c->on);
    units was = units_read(a, v->encoding, field), now = units_copy(a, &was);
    bool *keep = ARENA_ARRAY(a, bool, now.count + 1);
    keep_words(v->c, now.items, now.count, keep);
    for (size_t i = 0; i < now.count;) {
        size_t n = 0;
        while (i + n < now.count && !keep[i + n])
            n++;
        if (n)
            cover_units(v->c, ROLE_OTHER, now.items + i, n);
        i += n + 1;
    }
    units_write(&now, v->encoding, a, v->out + (field.ptr - v->line.ptr), &was);
    arena_reset(a);
    arena_reset(v->c->scratch);
}

static bool parts(uint8_t b) { return b == '\t' || b == ',' || b == '|' || b == ';' || b == '^' || b == ' '; }

/* A line of which nothing is known: whatever stands between separators. */
static void cover_loose(const covering *v, bool words) {
    span rest = v->line;
    while (rest.len) {
        size_t n = 0;
        while (n < rest.len && !parts(rest.ptr[n])) {
            size_t step = char_len(v->encoding, span_from(rest, n));
            n += step ? step : 1;
        }
        if (words)
            cover_words(v, span_cut(rest, 0, n));
        else
            cover_field(v, ROLE_OTHER, span_cut(rest, 0, n));
        rest = span_from(rest, n + 1);
    }
}

static role role_at(const layout *l, uint32_t at) { return at < l->count ? l->columns[at].role : ROLE_OTHER; }

static void cover_fields(const covering *v, const line_view *view, bool words) {
    const layout *l = &v->d->layout;
    if (view->fields.count > COLUMNS_MAX) {
        cover_loose(v, words);
        return;
    }
    for (uint32_t i = 0; i < view->fields.count; i++)
        if (words)
            cover_words(v, view->fields.at[i]);
        else if (view->fields.at[i].ptr == view->id.ptr)
            cover_field(v, ROLE_ID, view->fields.at[i]);
        else
            cover_field(v, role_at(l, i), view->fields.at[i]);
}

static void cover_line(const covering *v, uint32_t i) {
    line_view view;
    if (!v->d->usable) {
        cover_loose(v, i < HEADER_LINES && !holds_id(v->line));
        return;
    }
    line_view_of(v->c->scratch, v->d, i, v->line, &view);
    if (view.kind != LINE_EMPTY)
        cover_fields(v, &view, view.kind == LINE_HEADER || view.kind == LINE_TOTAL ||
                                   (view.kind == LINE_OTHER && i < v->d->layout.header_line));
    arena_reset(v->c->scratch);
}

/* ---- Lines in another encoding than the rest. */
static bool sound_in(encoding e, span line) {
    while (line.len)
        if (decode_next(e, &line) == CODE_BAD)
            return false;
    return true;
}

static encoding encoding_of_line(const text *t, span line) {
    encoding e = t->body_encoding;
    if (span_search(line, SPAN("\xEF\xBF\xBD")) < line.len)
        return ENCODING_UTF8; /* characters that an editor destroyed */
    if (sound_in(e, line))
        return e;
    encoding other = e == ENCODING_UTF8 ? ENCODING_GBK : ENCODING_UTF8;
    return sound_in(other, line) ? other : e;
}

/* ---- Lines that were torn: two halves of one, or two in one. */
/* Is the line one half of a person, and the next one the other? */
static bool halves(const covering *v, uint32_t i, span both) {
    const layout *l = &v->d->layout;
    line_view first, whole;
    if (!v->d->usable || i + 1 >= v->d->text.line_count || l->separator.kind != SEPARATOR_BYTE)
        return false;
    line_view_read(v->c->scratch, v->d, i, &first);
    bool part = (first.kind == LINE_OTHER || first.kind == LINE_PERSON) && first.fields.count < l->count;
    if (!part)
        return false;
    line_view_of(v->c->scratch, v->d, i, both, &whole);
    return whole.kind == LINE_PERSON && whole.fields.count == l->count && (l->id < 0 || whole.person.kind < ID_IN_SCIENTIFIC);
}

static span join(arena *a, span one, span two) {
    buf b = buf_new(a);
    buf_add(&b, one);
    buf_add(&b, two);
    return buf_span(&b);
}

/* Both halves as the one line they were; false where they are none. */
static bool cover_halves(const covering *v, uint32_t i, uint8_t *out) {
    const text *t = &v->d->text;
    if (i + 1 >= t->line_count)
        return false;
    span one = text_line(t, i), two = text_line(t, i + 1);
    arena *a = arena_child(v->c->on);
    span both = join(a, one, two);
    bool torn = halves(v, i, both);
    arena_reset(v->c->scratch);
    if (torn) {
        buf now = buf_new(a);
        buf_add(&now, both);
        covering whole = {v->c, v->d, t->body_encoding, both, now.ptr};
        cover_line(&whole, i);
        memcpy(out + (one.ptr - t->body.ptr), now.ptr, one.len);
        memcpy(out + (two.ptr - t->body.ptr), now.ptr + one.len, two.len);
    }
    arena_reset(a);
    return torn;
}

/* Where the second of two people in one line begins: behind the wage's decimals, to which its first field
 * is glued, or behind the separator that took the newline's place. 0: they are not two. */
static size_t second_person(const covering *v, uint32_t i) {
    const layout *l = &v->d->layout;
    line_view view;
    if (!v->d->usable || l->separator.kind != SEPARATOR_BYTE || l->count < 2)
        return 0;
    line_view_of(v->c->scratch, v->d, i, v->line, &view);
    uint32_t n = view.fields.count;
    if ((n != 2 * l->count && n != 2 * l->count - 1) || n > COLUMNS_MAX)
        return 0;
    span last = view.fields.at[l->count - 1];
    size_t from = (size_t)(last.ptr - v->line.ptr), point = span_find(last, '.');
    if (n == 2 * l->count)
        return from + last.len + 1;
    size_t end = point + 1 + l->style.decimals;
    return end <= last.len ? from + end : 0;
}

static void cover_one_or_two(const covering *v, uint32_t i) {
    size_t next = second_person(v, i);
    arena_reset(v->c->scratch);
    covering one = *v, two = *v;
    if (next) {
        one.line = span_cut(v->line, 0, next);
        two.line = span_from(v->line, next);
        two.out = v->out + next;
        cover_line(&one, i);
        cover_line(&two, i);
    } else {
        cover_line(v, i);
    }
}

void cover_one_line(cover *c, const document *d, encoding e, uint32_t i, span line, uint8_t *out) {
    cover_line(&(covering){c, d, e, line, out}, i);
}

static void cover_body(cover *c, const document *d, uint8_t *out) {
    const text *t = &d->text;
    for (uint32_t i = 0; i < t->line_count; i++) {
        span line = text_line(t, i);
        covering v = {c, d, encoding_of_line(t, line), line, out + (line.ptr - t->body.ptr)};
        if (cover_halves(&v, i, out))
            i++;
        else
            cover_one_or_two(&v, i);
    }
}

/* ---- The text as a whole. */
static span cover_garbled_text(cover *c, const document *d, const mistake *m) {
    const text *t = &d->text;
    buf b = buf_new(c->on);
    buf_add(&b, span_cut(t->original, 0, t->bom_len));
    for (uint32_t i = 0; i < t->line_count; i++) {
        cover_garbled(c, m, d, i, &b);
        buf_add(&b, text_line_end(t, i));
    }
    return buf_span(&b);
}

/* What was changed in UTF-8, back in units of two or four bytes. */
static span as_wide(cover *c, const text *t, span body) {
    buf b = buf_new(c->on);
    buf_add(&b, span_cut(t->original, 0, t->bom_len));
    bool whole = encode_all(t->encoding, body, &b);
    return whole && b.len == t->original.len ? buf_span(&b) : (span){0};
}

/* More than this share of bytes that say nothing, and nobody knows what they are. */
static bool unreadable(const text *t) {
    enum { LEAST = 8 };
    const encoding_score *s = &t->evidence.scores[t->encoding];
    return t->encoding == ENCODING_UNKNOWN || (s->bad > LEAST && s->bad * 4 > s->characters);
}

span cover_text(cover *c, const document *d) {
    const text *t = &d->text;
    mistake m = mistake_of(c->on, t);
    if (unreadable(t))
        return (span){0};
    if (m.made)
        return cover_garbled_text(c, d, &m);
    buf body = buf_new(c->on);
    buf_add(&body, t->body);
    cover_body(c, d, body.ptr);
    if (encoding_wide(t->encoding))
        return as_wide(c, t, buf_span(&body));
    buf whole = buf_new(c->on);
    buf_add(&whole, span_cut(t->original, 0, t->bom_len));
    buf_add(&whole, buf_span(&body));
    return buf_span(&whole);
}

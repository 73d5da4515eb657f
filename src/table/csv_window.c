#include "table/csv_window.h"

#include <string.h>

#include "base/utf8.h"

enum { PIECE = 1 << 16 };

static span without_ctrl_z(span s) {
    return s.len && s.ptr[s.len - 1] == 0x1A ? span_cut(s, 0, s.len - 1) : s;
}

/* Were all bytes from `from` on read as UTF-8 when the encoding was told, and all of them good? */
static bool seen_valid(const encoding_evidence *e, size_t from) {
    const encoding_score *s = &e->scores[ENCODING_UTF8];
    return s->characters && s->bad == 0 && !s->left && e->bom_len == from;
}

static void look_at(arena *a, const crew *c, span bytes, encoding forced, text_seen *s) {
    encoding_evidence e;
    arena *passing = arena_child(a);
    encoding_detect_by(passing, c, bytes, forced, &e);
    arena_reset(passing);
    s->known = true;
    s->encoding = forced == ENCODING_UNKNOWN ? e.best : forced;
    s->bom_len = e.bom == s->encoding ? e.bom_len : 0;
    if (s->encoding == ENCODING_UNKNOWN)
        s->encoding = ENCODING_UTF8;
    bool ascii = e.bytes.high == 0 && !encoding_wide(s->encoding);
    s->is_utf8 = ascii || (s->encoding == ENCODING_UTF8 &&
                           (seen_valid(&e, s->bom_len) || utf8_valid(span_from(bytes, s->bom_len))));
}

void table_look(arena *a, const table_source *from) {
    if (from->seen && !from->seen->known && file_sniff(from->bytes) == KIND_TEXT)
        look_at(a, from->crew, from->bytes, from->encoding, from->seen);
}

csv_window csv_window_open(arena *a, const crew *c, span bytes, encoding forced, text_seen *seen) {
    text_seen own = {0}, *s = seen ? seen : &own;
    if (!s->known)
        look_at(a, c, bytes, forced, s);
    csv_window w = {.original = bytes, .encoding = s->encoding, .decoded = buf_new(a), .piece = PIECE};
    span body = span_from(bytes, s->bom_len);
    if (!encoding_wide(w.encoding))
        body = without_ctrl_z(body);
    if (s->is_utf8) {
        w.direct = w.final = true;
        w.view = body;
    } else {
        w.rest = w.trace = body;
        csv_window_more(&w);
    }
    return w;
}

/* A run of ASCII is copied as it is. */
static size_t ascii_run(span s, size_t most) {
    size_t n = 0;
    while (n < s.len && n < most && s.ptr[n] < 0x80)
        n++;
    return n;
}

static void decode_piece(csv_window *w) {
    bool wide = encoding_wide(w->encoding);
    size_t stop = w->rest.len > w->piece ? w->rest.len - w->piece : 0; /* what is to be left */
    while (w->rest.len > stop) {
        size_t run = wide ? 0 : ascii_run(w->rest, w->rest.len - stop);
        if (run) {
            buf_add(&w->decoded, span_cut(w->rest, 0, run));
            w->rest = span_from(w->rest, run);
        } else {
            uint32_t c = decode_next(w->encoding, &w->rest);
            utf8_add(&w->decoded, c == CODE_BAD ? 0xFFFD : c);
        }
    }
}

/* Moves the way back on to the view's beginning, so that what lies before it can be dropped. */
void csv_window_more(csv_window *w) {
    (void)csv_window_offset(w, 0);
    if (w->used)
        memmove(w->decoded.ptr, w->decoded.ptr + w->used, w->decoded.len - w->used);
    w->decoded.len -= w->used;
    w->traced -= w->used;
    w->used = 0;
    decode_piece(w);
    w->piece *= 2;
    w->final = w->rest.len == 0;
    w->view = buf_span(&w->decoded);
}

void csv_window_skip(csv_window *w, size_t len) {
    w->view = span_from(w->view, len);
    if (w->direct)
        return;
    w->used += len;
    w->piece = PIECE;
}

static size_t utf8_len(uint8_t lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

int64_t csv_window_offset(csv_window *w, size_t at) {
    if (w->direct)
        return (int64_t)(w->view.ptr + at - w->original.ptr);
    bool wide = encoding_wide(w->encoding);
    while (w->traced < w->used + at) {
        size_t run = wide ? 0 : ascii_run(w->trace, w->used + at - w->traced);
        if (run) {
            w->trace = span_from(w->trace, run);
            w->traced += run;
        } else {
            (void)decode_next(w->encoding, &w->trace);
            w->traced += utf8_len(w->decoded.ptr[w->traced]);
        }
    }
    return (int64_t)(w->trace.ptr - w->original.ptr);
}

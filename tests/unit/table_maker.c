#include "table_maker.h"

#include <check.h>

static bool on_sheet(void *context, const sheet *s) {
    listing *l = context;
    buf_format(&l->out, "[%zu ", s->index);
    buf_add(&l->out, s->name);
    buf_text(&l->out, s->hidden ? " hidden]\n" : "]\n");
    return l->only_sheet == 0 || l->only_sheet == s->index + 1;
}

static bool on_row(void *context, const sheet *s, const row *r) {
    listing *l = context;
    (void)s;
    buf_format(&l->out, "%u", r->number);
    if (r->line != r->number)
        buf_format(&l->out, "/%llu", (unsigned long long)r->line);
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        buf_text(&l->out, i ? ", " : ": ");
        place_cell(&l->out, r->number, c->column);
        buf_format(&l->out, " %s \"", cell_kind_word(c->kind, c->formula));
        buf_add(&l->out, c->value);
        buf_text(&l->out, c->hidden ? "\" hidden" : "\"");
        if (c->offset != NO_OFFSET && !l->no_offsets)
            buf_format(&l->out, " @%lld", (long long)c->offset);
    }
    buf_byte(&l->out, '\n');
    return r->number != l->stop_at;
}

static void on_merged(void *context, const merged_range *m) {
    listing *l = context;
    buf_format(&l->out, "{down %u to %u, %u to %u}\n", m->first_row, m->last_row, m->first_column, m->last_column);
}

static void on_end(void *context, const sheet *s) {
    listing *l = context;
    if (s->merged)
        buf_format(&l->out, "{merged %u}\n", s->merged);
}

void listing_start(listing *l) {
    *l = (listing){.limits = TABLE_LIMITS};
    arena_init(&l->a, NULL);
    l->found = findings_new(&l->a, 0);
}

struct reading {
    listing *into;
    table_source from;
};

static void run(arena *a, void *context) {
    struct reading *r = context;
    const table_sink sink = {.context = r->into, .sheet = on_sheet, .row = on_row, .end = on_end, .merged = on_merged};
    r->into->out = buf_new(a);
    r->into->form = table_read(a, &r->from, &r->into->limits, &sink, r->into->found);
}

span listing_of(listing *l, span bytes, encoding forced) {
    struct reading r = {l, {.bytes = bytes, .encoding = forced, .seen = l->seen}};
    ck_assert_int_eq(arena_run(&l->a, run, &r), STATUS_OK);
    return buf_span(&l->out);
}

void listing_end(listing *l) { arena_free(&l->a); }

void ck_listing(span bytes, const char *want) {
    listing l;
    listing_start(&l);
    span is = listing_of(&l, bytes, ENCODING_UNKNOWN);
    ck_assert_msg(span_eq(is, span_cstr(want)), "told:\n%.*s\nwanted:\n%s", (int)is.len, (const char *)is.ptr, want);
    ck_assert_uint_eq(findings_total(l.found), 0);
    listing_end(&l);
}

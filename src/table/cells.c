/* Every cell as the tool reads it, for `inspect --cells`. */
#include "table/table.h"

#include "base/utf8.h"

static void add_escaped(buf *b, span s) {
    while (s.len) {
        uint32_t c = utf8_next(&s);
        switch (c) {
        case '\\': buf_text(b, "\\\\"); break;
        case '\t': buf_text(b, "\\t"); break;
        case '\n': buf_text(b, "\\n"); break;
        case '\r': buf_text(b, "\\r"); break;
        case UTF8_BAD: utf8_add(b, 0xFFFD); break;
        default:
            if (utf8_commands(c))
                buf_format(b, "\\u%04X", (unsigned)c);
            else
                utf8_add(b, c);
        }
    }
}

static bool list_row(void *context, const sheet *of, const row *r) {
    buf *b = context;
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        add_escaped(b, of->name);
        buf_byte(b, '\t');
        place_cell(b, r->number, c->column);
        buf_byte(b, '\t');
        buf_text(b, cell_kind_word(c->kind, c->formula));
        buf_byte(b, '\t');
        add_escaped(b, c->value);
        buf_byte(b, '\n');
    }
    return true;
}

void table_cells(arena *a, const table_source *from, const table_limits *limits, buf *out, findings *found) {
    table_sink sink = {.context = out, .row = list_row};
    (void)table_read(a, from, limits, &sink, found);
}

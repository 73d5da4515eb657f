/* Editing sheets as CSV. Nothing in CSV says that a field is text; see table.h for what is done. */
#include "table/table.h"

/* What spreadsheet programs would take for the beginning of a formula. */
static bool formula(span s) {
    return s.len && (s.ptr[0] == '=' || s.ptr[0] == '+' || s.ptr[0] == '-' || s.ptr[0] == '@' ||
                     s.ptr[0] == '\t' || s.ptr[0] == '\r');
}

static void add_field(buf *b, edit_kind kind, span s) {
    buf_byte(b, '"');
    if (kind == EDIT_NUMBERED && s.len)
        buf_byte(b, '\t');
    else if (kind == EDIT_TEXT && formula(s))
        buf_byte(b, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            buf_byte(b, '"');
        buf_byte(b, s.ptr[i]);
    }
    buf_byte(b, '"');
}

span edit_csv(arena *a, const edit_sheet *s) {
    buf b = buf_new(a);
    span *cells = ARENA_ARRAY(a, span, s->count + 1);
    buf_text(&b, "\xEF\xBB\xBF");
    for (uint32_t c = 0; c < s->count; c++) {
        if (c)
            buf_byte(&b, ',');
        add_field(&b, EDIT_TEXT, s->columns[c].header);
    }
    buf_text(&b, "\r\n");
    for (size_t i = 0; i < s->rows; i++) {
        s->row(s->context, i, cells);
        for (uint32_t c = 0; c < s->count; c++) {
            if (c)
                buf_byte(&b, ',');
            add_field(&b, s->columns[c].kind, cells[c]);
        }
        buf_text(&b, "\r\n");
    }
    return buf_span(&b);
}

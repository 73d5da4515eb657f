#include "table/ods.h"

void ods_text_clear(ods_text *t) {
    t->out.len = 0;
    t->paragraphs = t->inside = 0;
    t->ignoring = true;
}

static void begin_paragraph(ods_text *t) {
    if (t->paragraphs++)
        buf_byte(&t->out, '\n');
    t->inside = 1;
    t->ignoring = true;
}

/* <text:s text:c="3"/>: bounded, as a few bytes can ask for any number. */
static void add_spaces(ods_text *t, const xml_attributes *with) {
    enum { SPACES_MOST = 1024 };
    buf_repeat(&t->out, ' ', (size_t)xml_number(with, "c", SPACES_MOST, 1));
    t->ignoring = false;
}

void ods_text_open(ods_text *t, span name, const xml_attributes *with) {
    if (t->inside == 0) {
        if (span_eq(name, SPAN("p")) || span_eq(name, SPAN("h")))
            begin_paragraph(t);
        return;
    }
    t->inside++;
    if (span_eq(name, SPAN("s")))
        add_spaces(t, with);
    else if (span_eq(name, SPAN("tab")))
        buf_byte(&t->out, '\t');
    else if (span_eq(name, SPAN("line-break")))
        buf_byte(&t->out, '\n');
}

void ods_text_close(ods_text *t) { t->inside -= t->inside > 0; }

void ods_text_add(ods_text *t, span piece) {
    if (t->inside == 0)
        return;
    for (size_t i = 0; i < piece.len; i++) {
        uint8_t c = piece.ptr[i];
        bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!is_blank || !t->ignoring)
            buf_byte(&t->out, is_blank ? ' ' : c);
        t->ignoring = is_blank;
    }
}

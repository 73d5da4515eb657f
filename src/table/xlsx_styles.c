/* Which cell styles of an .xlsx show dates [18.8.10, 18.8.30]. */
#include "table/number_format.h"
#include "table/xlsx.h"

enum { FORMATS = 1 << 16, STYLES_MAX = 1 << 20 };
enum own_format { FORMAT_UNSEEN, FORMAT_PLAIN, FORMAT_DATE };

struct styles {
    xlsx_book *book;
    uint8_t *own;       /* by format number: what the file itself says of it */
    VEC(uint32_t) used; /* format number by cell style */
    bool in_cell_styles;
};

static bool styles_start(void *context, span name, const xml_attributes *with) {
    struct styles *s = context;
    if (span_eq(name, SPAN("cellXfs")))
        s->in_cell_styles = true;
    uint32_t format = (uint32_t)xml_number(with, "numFmtId", FORMATS - 1, FORMATS);
    if (span_eq(name, SPAN("numFmt")) && format < FORMATS)
        s->own[format] = number_format_date(xml_attribute(with, "formatCode")) ? FORMAT_DATE : FORMAT_PLAIN;
    else if (s->in_cell_styles && span_eq(name, SPAN("xf")) && s->used.count < STYLES_MAX)
        VEC_PUSH(s->book->on, &s->used, format);
    return true;
}

static bool styles_end(void *context, span name) {
    struct styles *s = context;
    if (span_eq(name, SPAN("cellXfs")))
        s->in_cell_styles = false;
    return true;
}

static bool is_date(const struct styles *s, uint32_t format) {
    if (format >= FORMATS)
        return false;
    return s->own[format] ? s->own[format] == FORMAT_DATE : number_format_builtin_date(format);
}

/* Without styles, or with damaged ones, no number is a date: the numbers themselves are sound. */
void xlsx_styles_read(xlsx_book *b) {
    if (b->styles_part == PART_ABSENT)
        return;
    struct styles s = {.book = b, .own = ARENA_ARRAY(b->on, uint8_t, FORMATS)};
    xml_handler handler = {.context = &s, .start = styles_start, .end = styles_end};
    (void)xlsx_part_read(b, b->styles_part, b->limits->max_unpacked, &handler, NULL, (span){0});
    for (size_t i = 0; i < s.used.count; i++)
        VEC_PUSH(b->on, &b->dates, is_date(&s, s.used.items[i]));
}

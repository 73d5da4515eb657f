/* Names of files and folders within a zip. */
#include "base/utf8.h"
#include "bundle/cover.h"

/* Those of systems and programs are nobody's, and findings rest on them. */
static bool nobodys(span part) {
    static const char *const names[] = {"__macosx", ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "..", ".",
                                        "[content_types].xml", "mimetype", "content.xml", "xl", "worksheets", "word",
                                        "ppt", "workbook.xml", "meta-inf"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_eq_nocase(part, span_cstr(names[i])))
            return true;
    return false;
}

/* Where the endings begin: ".txt", ".txt.bak" of the last part, blanks behind it too. */
static size_t endings_at(span part) {
    enum { LONGEST = 5 };
    size_t at = part.len, run = 0;
    for (size_t i = part.len; i-- > 0;) {
        uint8_t b = part.ptr[i];
        bool letter = (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
        if (b == '.') {
            at = i;
            run = 0;
        } else if ((!letter && b != ' ' && b != '~') || ++run > LONGEST)
            break;
    }
    return at;
}

static void cover_part(cover *c, arena *a, encoding e, span part, uint8_t *out) {
    if (nobodys(part))
        return;
    size_t from = span_starts(part, SPAN("._")) || span_starts(part, SPAN("~$")) ? 2 : 0, to = endings_at(part);
    if (to <= from)
        return;
    span middle = span_cut(part, from, to - from);
    units was = units_read(a, e, middle), now = units_copy(a, &was);
    cover_plain(c, now.items, now.count);
    units_write(&now, e, a, out + from, &was);
    arena_reset(c->scratch);
}

span cover_name(void *context, arena *a, span raw) {
    cover *c = context;
    encoding e = utf8_valid(raw) ? ENCODING_UTF8 : ENCODING_GB18030;
    buf out = buf_new(a);
    buf_add(&out, raw);
    for (size_t from = 0, n = 0; from < raw.len; from += n + 1) {
        for (n = 0; from + n < raw.len && raw.ptr[from + n] != '/' && raw.ptr[from + n] != '\\';) {
            size_t step = char_len(e, span_from(raw, from + n));
            n += step ? step : 1;
        }
        cover_part(c, a, e, span_cut(raw, from, n), out.ptr + from);
    }
    return buf_span(&out);
}

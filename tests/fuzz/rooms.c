/* Container, text with its layout, and format files: a room each, by its own door. */
#include "base/utf8.h"
#include "container/container.h"
#include "fuzz.h"
#include "rules/rules.h"

void fuzz_zip(arena *a, span input) {
    container_options limits = CONTAINER_DEFAULTS;
    container box;
    findings *found = findings_new(a, 10);
    limits.max_size = 1 << 24;
    container_open(a, input, false, INPUT_UPLOAD, &limits, found, &box);
    container_compare(&box, NULL, found);
    findings_settle(found);
    promise(box.usable || findings_total(found) > 0);
    promise(utf8_valid(box.entry_label));
    if (box.usable && box.text.len < 1 << 16)
        (void)container_pack(a, NULL, SPAN("x.txt"), false, box.text, 1);
}

/* Lines tile the body, and every one can be divided. */
static void walk(const text *t, const layout *l) {
    const uint8_t *at = t->body.ptr;
    fields f;
    for (size_t i = 0; i < t->line_count; i++) {
        span line = text_line(t, i), end = text_line_end(t, i);
        promise(line.ptr == at && end.ptr == line.ptr + line.len);
        promise(text_offset(t, i, line.ptr) <= t->original.len);
        at = end.ptr + end.len;
        if (!l->known)
            continue;
        line_split(l, t->body_encoding, line, &f);
        for (uint32_t k = 0; k < f.count && k <= COLUMNS_MAX; k++)
            promise(f.at[k].len <= line.len);
    }
    promise(at == t->body.ptr + t->body.len);
}

void fuzz_text(arena *a, span input) {
    findings *found = findings_new(a, 10);
    const header_words *words = header_words_builtin();
    text t;
    layout l, seen;
    buf utf8 = buf_new(a);
    text_read(a, NULL, input, ENCODING_UNKNOWN, &t);
    text_check(a, &t, SPAN("x"), INPUT_UPLOAD, NULL, found);
    layout_infer(a, &t, NULL, words, &l);
    if (t.line_count)
        walk(&t, &l);
    if (l.known)
        layout_observe(a, &t, &l, words, &seen);
    (void)decode_all(t.encoding, input, &utf8);
    promise(utf8_valid(buf_span(&utf8)));
}

void fuzz_format(arena *a, span input) {
    findings *found = findings_new(a, 10);
    const format *f = format_read(a, input, SPAN("x.yaml"), found);
    (void)header_words_read(a, input, SPAN("headers.yaml"), findings_new(a, 10));
    if (f)
        format_examples_check(a, f, found);
    else
        promise(findings_total(found) > 0);
}

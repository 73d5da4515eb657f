#include "table/declared.h"

encoding declared_encoding(span bytes, encoding said, size_t *bom_len) {
    encoding_evidence seen;
    encoding_detect(bytes, said, &seen);
    *bom_len = seen.bom_len;
    bool refuted = seen.scores[said].bad && !seen.scores[seen.best].bad;
    bool believed = said != ENCODING_UNKNOWN && !encoding_wide(said) && !seen.certain && !refuted;
    encoding e = believed ? said : seen.best;
    return e == ENCODING_UNKNOWN ? ENCODING_UTF8 : e;
}

/* Where the next quotation mark is. */
static size_t mark(span s) {
    size_t one = span_find(s, '"'), other = span_find(s, '\'');
    return one < other ? one : other;
}

encoding declared_in_xml(span bytes) {
    enum { FAR_ENOUGH = 256 };
    span head = span_cut(bytes, 0, FAR_ENOUGH);
    head = span_cut(head, 0, span_search(head, SPAN("?>")));
    head = span_from(head, span_search(head, SPAN("encoding")));
    if (head.len == 0)
        return ENCODING_UTF8;
    head = span_from(head, mark(head) + 1);
    return encoding_of_name(span_cut(head, 0, mark(head)));
}

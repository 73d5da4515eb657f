#include "markup_maker.h"

#include <stdio.h>
#include <stdlib.h>

struct told tell(arena *a, table_reader *by, span bytes) {
    struct told t = {.by = by};
    read_into(a, bytes, &t);
    return t;
}

void ck_told(arena *a, table_reader *by, span bytes, const char *want) {
    struct told t = tell(a, by, bytes);
    ck_text(buf_span(&t.out), want);
    ck_assert(t.result);
    ck_assert_uint_eq(findings_total(t.found), 0);
}

void ck_refused(arena *a, table_reader *by, span bytes, term why) {
    struct told t = tell(a, by, bytes);
    ck_assert(!t.result);
    ck_assert_uint_eq(t.out.len, 0);
    findings_settle(t.found);
    ck_assert_uint_eq(findings_total(t.found), 1);
    ck_assert_int_eq(findings_at(t.found, 0)->code, SRC_unreadable);
    ck_assert_int_eq((int)findings_at(t.found, 0)->args[0].value.number, (int)why);
}

span encoded(arena *a, encoding e, const char *utf8) {
    buf out = buf_new(a);
    ck_assert(encode_all(e, span_cstr(utf8), &out));
    return buf_span(&out);
}

span repeat(arena *a, const char *what, size_t times, const char *end) {
    buf b = buf_new(a);
    for (size_t i = 0; i < times; i++)
        buf_text(&b, what);
    buf_text(&b, end);
    return buf_span(&b);
}

span written(arena *a, const char *name) {
    const char *dir = getenv("BAOPAN_FIXTURES");
    char path[512];
    (void)snprintf(path, sizeof path, "%s/table/%s", dir ? dir : "fixtures", name);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    buf b = buf_new(a);
    for (int c; (c = getc(f)) != EOF;)
        buf_byte(&b, (uint8_t)c);
    (void)fclose(f);
    return buf_span(&b);
}

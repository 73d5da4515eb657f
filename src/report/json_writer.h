#ifndef REPORT_JSON_WRITER_H
#define REPORT_JSON_WRITER_H
/* JSON in stable order, two blanks a level, or on one line. Private to report/. */
#include "base/buf.h"

typedef struct json {
    buf *to;
    unsigned depth;
    bool first;   /* nothing in this object or array yet */
    bool compact; /* one line */
} json;

/* `key` NULL within arrays and at the top. */
void json_object(json *j, const char *key);
void json_array(json *j, const char *key);
void json_end(json *j, char bracket); /* '}' or ']' */
void json_string(json *j, const char *key, span utf8); /* invalid UTF-8 becomes U+FFFD */
void json_text(json *j, const char *key, const char *text);
void json_number(json *j, const char *key, uint64_t n);
void json_bool(json *j, const char *key, bool yes);
void json_null(json *j, const char *key);

#endif

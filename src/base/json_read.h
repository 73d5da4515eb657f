#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H
/* Reading JSON that we wrote ourselves (receipts, NDJSON), through jsmn. Strict, and without recursion. */
#include "base/arena.h"
#include "base/span.h"

struct json_tokens;

/* A parsed text; borrows it. */
typedef struct json_document {
    span text;
    const struct json_tokens *tokens;
} json_document;

/* A value in it; `at` NONE where there is none, and every reading of it then fails. */
enum { JSON_NONE = -1 };
typedef struct json_node {
    const json_document *in;
    int at;
} json_node;

/* False where `text` is no one JSON value, or is 1 GiB or more. */
bool json_parse(arena *a, span text, json_document *out);
json_node json_root(const json_document *d);
/* The first member of that name of an object. */
json_node json_get(json_node object, const char *key);
/* Walks an object's members: *cursor begins with 0. False at the end. */
bool json_next(json_node object, int *cursor, span *key, json_node *value);
/* A string without its quotes, escapes left as they are; empty where it is none. */
span json_raw_string(json_node n);
/* null, true, false or a number, as written; empty where it is none of them. */
span json_primitive(json_node n);
bool json_is(json_node string, const char *text);
/* A whole number from 0. */
bool json_to_u64(json_node n, uint64_t *out);

#endif

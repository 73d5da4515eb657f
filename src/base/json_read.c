#include "base/json_read.h"

#define JSMN_STATIC
#define JSMN_STRICT
#define JSMN_PARENT_LINKS
#include <jsmn.h>

static const size_t MAX_TEXT = (size_t)1 << 30; /* jsmn counts in int */

struct json_tokens {
    int count;
    jsmntok_t *items; /* in order: a value's parts follow it */
};

bool json_parse(arena *a, span text, json_document *out) {
    jsmn_parser parser;
    struct json_tokens *t = ARENA_NEW(a, struct json_tokens);
    *out = (json_document){text, t};
    if (text.len == 0 || text.len >= MAX_TEXT)
        return false;
    jsmn_init(&parser);
    int count = jsmn_parse(&parser, (const char *)text.ptr, text.len, NULL, 0);
    if (count <= 0)
        return false;
    t->items = ARENA_ARRAY(a, jsmntok_t, (size_t)count);
    jsmn_init(&parser);
    t->count = jsmn_parse(&parser, (const char *)text.ptr, text.len, t->items, (unsigned)count);
    if (t->count != count)
        return false;
    for (int i = 1; i < count; i++)
        if (t->items[i].parent < 0)
            return false; /* a second value */
    return true;
}

json_node json_root(const json_document *d) { return (json_node){d, d->tokens->count > 0 ? 0 : JSON_NONE}; }

static const jsmntok_t *token(json_node n) { return n.at == JSON_NONE ? NULL : &n.in->tokens->items[n.at]; }

static span bytes_of_token(json_node n) {
    const jsmntok_t *t = token(n);
    return t && t->end > t->start ? span_cut(n.in->text, (size_t)t->start, (size_t)(t->end - t->start)) : (span){0};
}

/* The token after everything within this one. */
static int after(json_node n) {
    const struct json_tokens *all = n.in->tokens;
    int end = all->items[n.at].end, i = n.at + 1;
    while (i < all->count && all->items[i].start < end)
        i++;
    return i;
}

bool json_next(json_node object, int *cursor, span *key, json_node *value) {
    const jsmntok_t *t = token(object);
    const struct json_tokens *all = object.in->tokens;
    if (t == NULL || t->type != JSMN_OBJECT)
        return false;
    int at = *cursor ? *cursor : object.at + 1;
    if (at + 1 >= all->count || all->items[at].start >= t->end || all->items[at].type != JSMN_STRING ||
        all->items[at].size != 1)
        return false;
    *key = bytes_of_token((json_node){object.in, at});
    *value = (json_node){object.in, at + 1};
    *cursor = after(*value);
    return true;
}

json_node json_get(json_node object, const char *key) {
    int cursor = 0;
    span name;
    json_node value;
    while (json_next(object, &cursor, &name, &value))
        if (span_eq(name, span_cstr(key)))
            return value;
    return (json_node){object.in, JSON_NONE};
}

span json_raw_string(json_node n) {
    const jsmntok_t *t = token(n);
    return t && t->type == JSMN_STRING ? bytes_of_token(n) : (span){0};
}

span json_primitive(json_node n) {
    const jsmntok_t *t = token(n);
    return t && t->type == JSMN_PRIMITIVE ? bytes_of_token(n) : (span){0};
}

bool json_is(json_node string, const char *text) {
    const jsmntok_t *t = token(string);
    return t && t->type == JSMN_STRING && span_eq(bytes_of_token(string), span_cstr(text));
}

bool json_to_u64(json_node n, uint64_t *out) {
    const jsmntok_t *t = token(n);
    return t && t->type == JSMN_PRIMITIVE && span_to_u64(bytes_of_token(n), UINT64_MAX, out);
}

/* The only user of libyaml. Its events, not its documents: they carry line and column, take
 * single-quoted patterns literally, and type nothing, so that leading zeros live. */
#include <string.h>
#include <yaml.h>

#include "layout/yaml.h"

enum { DEPTH_MAX = 8, NODES_MAX = 10000 };

struct builder {
    arena *a;
    span label, yaml;
    findings *found;
    yaml_parser_t parser;
    yaml_event_t event;
    node *open[DEPTH_MAX]; /* lists and mappings being read, outermost first */
    size_t depth, nodes, documents;
    bool has_key;          /* a mapping's key was read and waits for its value */
    span key;
    uint32_t key_line, key_column;
    node *root;
    bool failed;
};

static void close_builder(void *thing) {
    struct builder *b = thing;
    yaml_event_delete(&b->event);
    yaml_parser_delete(&b->parser);
}

static void refuse(struct builder *b, uint64_t line, uint64_t column, value what) {
    b->failed = true;
    place at = place_whole(INPUT_FORMAT);
    at.entry = b->label;
    at.line = line;
    at.column = (uint32_t)column;
    FIND(b->found, .code = FMT_syntax, .place = at, .args = {{"line", value_number(line)}, {"what", what}});
}

static void refuse_event(struct builder *b, term why) {
    refuse(b, b->event.start_mark.line + 1, b->event.start_mark.column + 1, value_term(why));
}

/* libyaml gives bytes that are no characters an offset only. */
static void refuse_bytes(struct builder *b) {
    uint64_t line = 1, column = 1;
    for (size_t i = 0; i < b->parser.problem_offset && i < b->yaml.len; i++) {
        column = b->yaml.ptr[i] == '\n' ? 1 : column + 1;
        line += b->yaml.ptr[i] == '\n';
    }
    refuse(b, line, column, value_cstr(b->parser.problem));
}

static void refuse_problem(struct builder *b) {
    const yaml_parser_t *p = &b->parser;
    if (p->error == YAML_MEMORY_ERROR)
        arena_fail(b->a, STATUS_NO_MEMORY);
    if (p->error == YAML_READER_ERROR)
        refuse_bytes(b);
    else
        refuse(b, p->problem_mark.line + 1, p->problem_mark.column + 1, value_cstr(p->problem));
}

static bool key_there(const node *mapping, span key) {
    for (const node *n = mapping->first; n; n = n->next)
        if (span_eq(n->key, key))
            return true;
    return false;
}

static void take_key(struct builder *b) {
    const yaml_event_t *e = &b->event;
    b->key = span_keep(b->a, span_of(e->data.scalar.value, e->data.scalar.length));
    b->key_line = (uint32_t)e->start_mark.line + 1;
    b->key_column = (uint32_t)e->start_mark.column + 1;
    b->has_key = true;
    if (key_there(b->open[b->depth - 1], b->key))
        refuse_event(b, TERM_yaml_twice);
}

static void attach(struct builder *b, node *n) {
    if (b->depth == 0) {
        b->root = n;
        return;
    }
    node *in = b->open[b->depth - 1];
    if (in->last)
        in->last->next = n;
    else
        in->first = n;
    in->last = n;
}

static node *add_node(struct builder *b, node_kind kind) {
    if (++b->nodes > NODES_MAX) {
        refuse_event(b, TERM_yaml_long);
        return NULL;
    }
    node *n = ARENA_NEW(b->a, node);
    n->kind = kind;
    n->line = (uint32_t)b->event.start_mark.line + 1;
    n->column = (uint32_t)b->event.start_mark.column + 1;
    if (b->has_key) {
        n->key = b->key;
        n->key_line = b->key_line;
        n->key_column = b->key_column;
        b->has_key = false;
    }
    attach(b, n);
    return n;
}

static bool wants_key(const struct builder *b) {
    return b->depth && b->open[b->depth - 1]->kind == NODE_MAPPING && !b->has_key;
}

static void take_scalar(struct builder *b) {
    if (wants_key(b)) {
        take_key(b);
        return;
    }
    node *n = add_node(b, NODE_TEXT);
    if (n)
        n->text = span_keep(b->a, span_of(b->event.data.scalar.value, b->event.data.scalar.length));
}

static void open_node(struct builder *b, node_kind kind) {
    if (b->depth == DEPTH_MAX || wants_key(b)) {
        refuse_event(b, TERM_yaml_deep);
        return;
    }
    node *n = add_node(b, kind);
    if (n)
        b->open[b->depth++] = n;
}

static void take_event(struct builder *b) {
    switch (b->event.type) {
    case YAML_DOCUMENT_START_EVENT:
        if (++b->documents > 1)
            refuse_event(b, TERM_yaml_several);
        break;
    case YAML_ALIAS_EVENT: refuse_event(b, TERM_yaml_alias); break;
    case YAML_SCALAR_EVENT: take_scalar(b); break;
    case YAML_SEQUENCE_START_EVENT: open_node(b, NODE_LIST); break;
    case YAML_MAPPING_START_EVENT: open_node(b, NODE_MAPPING); break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: b->depth--; break;
    default: break;
    }
}

const node *yaml_read(arena *a, span yaml, span label, findings *found) {
    struct builder *b = ARENA_NEW(a, struct builder);
    b->a = a;
    b->label = label;
    b->yaml = yaml;
    b->found = found;
    if (!yaml_parser_initialize(&b->parser))
        arena_fail(a, STATUS_NO_MEMORY);
    arena_defer(a, close_builder, b);
    yaml_parser_set_input_string(&b->parser, yaml.ptr ? yaml.ptr : (const uint8_t *)"", yaml.len);
    for (bool end = false; !end && !b->failed;) {
        yaml_event_delete(&b->event);
        if (!yaml_parser_parse(&b->parser, &b->event))
            refuse_problem(b);
        else
            take_event(b);
        end = b->event.type == YAML_STREAM_END_EVENT;
    }
    if (!b->failed && b->root == NULL)
        refuse(b, 1, 1, value_term(TERM_yaml_empty));
    return b->failed ? NULL : b->root;
}

#ifndef LAYOUT_YAML_H
#define LAYOUT_YAML_H
/* Private to the room: YAML as a small tree that remembers where everything stands. */
#include "base/arena.h"
#include "base/span.h"
#include "finding/finding.h"

typedef enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAPPING } node_kind;

typedef struct node {
    node_kind kind;
    span key;               /* where it stands in a mapping */
    span text;              /* NODE_TEXT: as written, never typed */
    uint32_t line, column;  /* from 1; of the value, column in characters */
    uint32_t key_line, key_column;
    struct node *first, *last; /* children */
    struct node *next;
} node;

/* The document's root, or NULL where it is no YAML that we take: then FMT-001 says where and why. */
const node *yaml_read(arena *a, span yaml, span label, findings *found);

/* ---- What the readers of format files and of header words share (format_keys.c). */
typedef struct format format;
typedef struct reader {
    arena *a;
    span label;
    findings *found;
    bool failed;           /* something was wrong: said by findings */
    format *f;             /* what is being read */
    struct column *column; /* the column being read */
    struct header_word_list *words;
} reader;

typedef struct key_spec {
    const char *name;
    bool required;
    void (*take)(reader *r, const node *n);
} key_spec;
/* The value of a mapping's key, or NULL. */
const node *node_child(const node *n, const char *key);
void missing_key(reader *r, const node *in, const char *key);
/* Calls the reader of each key of mapping `n`; unknown and missing keys are findings. */
void read_keys(reader *r, const node *n, const key_spec *keys, size_t count);

typedef struct word_value {
    const char *word;
    int value;
} word_value;
/* The value of the word that `n` is; a finding and false where it is none of them. */
bool read_word(reader *r, const node *n, const word_value *words, size_t count, int *which);
bool read_text(reader *r, const node *n, span *words);   /* not blank */
bool read_yes_no(reader *r, const node *n, bool *yes);
bool read_number(reader *r, const node *n, uint32_t max, uint32_t *number);
bool is_auto(const node *n);
/* Says that `n` should be what `expected` names. */
void bad_value(reader *r, const node *n, value expected);
bool expect_kind(reader *r, const node *n, node_kind kind);
/* A place in the format file. */
place format_place(const reader *r, uint32_t line, uint32_t character);

/* The columns of a format file (format_columns.c): `n` is the list. */
void read_columns(reader *r, const node *n);

#endif

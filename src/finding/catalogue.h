#ifndef FINDING_CATALOGUE_H
#define FINDING_CATALOGUE_H
/* The one list of codes: what each is called, how grave, what it does at the portal,
 * and its prose in both languages. catalogue.def holds the rows; all else is made of them. */
#include "base/span.h"

typedef enum layer { LAYER_ZIP, LAYER_ENC, LAYER_ROW, LAYER_ID, LAYER_PAY, LAYER_ROS, LAYER_SRC, LAYER_FMT, LAYER_SYS } layer;
typedef enum severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } severity;
typedef enum consequence { CONSEQUENCE_NONE, CONSEQUENCE_WRONG_DATA, CONSEQUENCE_NOT_DECLARED, CONSEQUENCE_REJECTED } consequence;
/* safe: fix and fill mend it and lose nothing; confirm: a person decides; none. */
typedef enum fix { FIX_NONE, FIX_CONFIRM, FIX_SAFE } fix;
/* each: one finding a place; group: one finding a file and column, with a count and examples. */
typedef enum grouping { GROUPING_EACH, GROUPING_GROUP } grouping;
typedef enum lang { LANG_ZH, LANG_EN } lang;
enum { LANG_COUNT = 2 };

typedef enum code {
    CODE_NONE,
#define CODE(layer, number, slug, ...) layer##_##slug,
#include "finding/catalogue.def"
#undef CODE
    CODE_COUNT
} code;

typedef struct prose {
    const char *title;   /* what it is, in a few words, no placeholders */
    const char *message; /* one sentence with {key} placeholders, filled from the finding's arguments */
    const char *why;     /* why the portal minds */
    const char *how;     /* what to do: in baopan and by hand, one step a line */
} prose;

typedef struct catalogue_row {
    const char *id;   /* "ROW-001" */
    const char *slug; /* "separator_changed" */
    layer layer;
    severity severity;
    consequence consequence;
    fix fix;
    grouping grouping;
    prose prose[LANG_COUNT];
    const char *before, *after; /* an example line, the same in both languages; "" where none helps */
} catalogue_row;

/* The row of a code other than CODE_NONE. */
const catalogue_row *catalogue_get(code c);
/* By "ROW-001", case ignored; CODE_NONE when there is none. */
code catalogue_find(span id);
/* "error", "rejected", "safe", "ROW": the words of the JSON contract. */
const char *severity_word(severity s);
const char *consequence_word(consequence c);
const char *fix_word(fix f);
const char *layer_word(layer l);
/* False when the word is none of them. "off" is one. */
bool severity_of_word(span word, severity *s);
/* A digest of the whole catalogue, for reports: 16 hex digits and a NUL. */
void catalogue_version(char text[static 17]);

#endif

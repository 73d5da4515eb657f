#ifndef TABLE_HTML_TOKENS_H
#define TABLE_HTML_TOKENS_H
/* A page as text and tags, after the tokenizer of the HTML standard but for what no table needs.
 * Works on the page's own bytes: in UTF-8, GBK, GB18030, Big5 and Latin-1 no byte of a longer
 * character is < > & " ' = or a blank. Never fails: what is no tag is text. Private to the room. */
#include "base/span.h"

typedef enum html_kind { HTML_END, HTML_TEXT, HTML_OPEN, HTML_CLOSE } html_kind;

/* The elements that mean something to a reader of tables. */
typedef enum html_tag {
    TAG_OTHER, /* within a line: font, span, b, o:p … */
    TAG_TABLE,
    TAG_SECTION, /* thead, tbody, tfoot */
    TAG_ROW,
    TAG_CELL, /* td, th */
    TAG_CAPTION,
    TAG_COLUMN, /* col */
    TAG_COLUMNS, /* colgroup */
    TAG_BREAK,  /* br */
    TAG_BLOCK,  /* div, p, li …: begins and ends a line */
    TAG_HEADING,
    TAG_EMPHASIS,
    TAG_NOTE, /* LibreOffice's comment: never shown */
    TAG_META,
    TAG_EMPTY, /* img, input …: has no end tag */
    TAG_RAW    /* script, style …: no text and no tags of the page within; skipped */
} html_tag;

typedef struct html_token {
    html_kind kind;
    html_tag tag;    /* of HTML_OPEN and HTML_CLOSE */
    span name;       /* the tag's name as written */
    span attributes; /* HTML_OPEN: what stands after the name */
    span text;       /* HTML_TEXT: entities not yet resolved */
    size_t at, end;  /* the bytes it takes up in the page */
} html_token;

typedef struct html_lexer {
    span page;
    size_t at;
    bool cut; /* the page ended within a tag, a comment or a script */
} html_lexer;

/* The next token; comments, declarations, scripts and styles are passed over. Every call moves on,
 * so that the whole page takes linear time. */
html_token html_next(html_lexer *l);
/* The next of a token's attributes: *rest moves past it. The value is empty where none is given;
 * its entities are not resolved. False at the end. */
bool html_next_attribute(span *rest, span *name, span *value);

#endif

#ifndef TABLE_HTML_TEXT_H
#define TABLE_HTML_TEXT_H
/* The text of a page as a person sees it: entities resolved, runs of blanks as one space, <br> and
 * the edges of paragraphs as newlines, none of these at either end. As UTF-8. Private to the room. */
#include "base/buf.h"
#include "text/text.h"

typedef struct html_text {
    buf out;
    encoding from;   /* of the page; no wide one */
    uint32_t breaks; /* newlines to come before the next character */
    bool space;      /* a space to come */
} html_text;

html_text html_text_new(arena *a, encoding from);
void html_text_clear(html_text *t);
/* Appends a piece of the page. */
void html_text_add(html_text *t, span raw);
/* <br>. */
void html_text_break(html_text *t);
/* The edge of a paragraph: at least one newline, should text follow. */
void html_text_edge(html_text *t);
/* What is there; blanks and no-break spaces at its ends, with which pages fill empty cells, are
 * left out. Lives until the next change. */
span html_text_span(const html_text *t);

/* The character that s, beginning with &, stands for; *s moves past it. Where it is no entity that we
 * know, that is the & alone. */
uint32_t html_entity(span *s);
/* Appends an attribute's value, its entities resolved, as UTF-8. */
void html_value(buf *out, encoding from, span raw);

#endif

#ifndef TABLE_XML_H
#define TABLE_XML_H
/* XML in pieces, for the workbooks made of it. A thin wrapper, the only user of expat. Names come
 * without their namespace prefixes, since programs choose these as they like. Refuses what no
 * workbook needs and attackers do: a DOCTYPE (hence entities), bottomless nesting, endless text.
 * Handlers may leave through arena_fail. Private to the room. */
#include "base/arena.h"
#include "base/span.h"

typedef enum xml_result {
    XML_GOOD,      /* so far; after xml_finish: the whole document */
    XML_STOPPED,   /* a handler returned false */
    XML_MALFORMED, /* not well-formed, cut off, or in an encoding we do not know */
    XML_DOCTYPE,
    XML_TOO_MUCH   /* beyond the bounds */
} xml_result;

typedef struct xml_attributes xml_attributes;

/* Spans are UTF-8 and live during the call. False stops the reading. Any may be NULL. */
typedef struct xml_handler {
    void *context;
    bool (*start)(void *context, span name, const xml_attributes *with);
    bool (*end)(void *context, span name);
    /* A piece of text between two tags; one text may come in many pieces. Includes the blanks
     * between elements; entities and line ends are resolved. */
    bool (*text)(void *context, span piece);
} xml_handler;

typedef struct xml_bounds {
    uint32_t depth; /* open elements */
    size_t text;    /* bytes between two tags, and of one tag with its attributes */
} xml_bounds;
extern const xml_bounds XML_BOUNDS; /* 256; 16 MiB */

typedef struct xml xml;
/* `is_utf8`: the bytes were decoded already, whatever their declaration says. Otherwise the BOM or
 * declaration tells; beside expat's own UTF-8, UTF-16, Latin-1 and ASCII it knows GBK, GB 2312 and
 * Big5 (GB18030 without four-byte codes). `handler` is copied. Closed with the arena. */
xml *xml_new(arena *a, const xml_handler *handler, const xml_bounds *bounds, bool is_utf8);
/* The next bytes. Once the answer is not XML_GOOD it stays so, and nothing is called any more. */
xml_result xml_feed(xml *x, span piece);
/* No more will come. */
xml_result xml_finish(xml *x);
/* Stops it, as a handler that returns false does. */
void xml_stop(xml *x);
/* Was everything that came whole, so that what comes next is not part of a tag or a comment? */
bool xml_settled(const xml *x);
/* The line being read, from 1. */
uint64_t xml_line(const xml *x);

/* An attribute's value by its name without prefix; where `r` and `x:r` both stand there, it is that
 * of `r`. With ptr NULL where there is none. */
span xml_attribute(const xml_attributes *with, const char *name);
/* True for "1", "true", "on"; `fallback` where it is absent. */
bool xml_flag(const xml_attributes *with, const char *name, bool fallback);
/* A whole number; `fallback` where it is absent, no number or beyond `max`. */
uint64_t xml_number(const xml_attributes *with, const char *name, uint64_t max, uint64_t fallback);

#endif

/* The only user of expat. */
#include "table/xml.h"

#include <expat.h>
#include <string.h>

#include "text/text.h"

enum { FEED_MAX = 1 << 16 };

const xml_bounds XML_BOUNDS = {.depth = 256, .text = 16 << 20};

struct xml {
    XML_Parser parser;
    xml_handler handler;
    xml_bounds bounds;
    xml_result result;
    arena *on;
    uint32_t depth;
    size_t text;  /* bytes since the last tag */
    size_t quiet; /* bytes given to expat since it last told anything */
    uint64_t given; /* bytes given to expat */
};

/* expat's own array: name, value, name, value, …, NULL. */
struct xml_attributes {
    const char *list[1];
};

static const char *local_name(const char *name) {
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

/* expat may call once or twice more after XML_StopParser; every handler asks result first. */
static void stop(xml *x, xml_result why) {
    if (x->result != XML_GOOD)
        return;
    x->result = why;
    (void)XML_StopParser(x->parser, XML_FALSE);
}

/* ---- What expat calls. */
static void XMLCALL on_start(void *user, const char *name, const char **attributes) {
    xml *x = user;
    x->text = x->quiet = 0;
    if (x->result != XML_GOOD)
        return;
    if (++x->depth > x->bounds.depth)
        stop(x, XML_TOO_MUCH);
    else if (x->handler.start && !x->handler.start(x->handler.context, span_cstr(local_name(name)),
                                                   (const xml_attributes *)attributes))
        stop(x, XML_STOPPED);
}

static void XMLCALL on_end(void *user, const char *name) {
    xml *x = user;
    x->text = x->quiet = 0;
    if (x->result != XML_GOOD)
        return;
    x->depth--;
    if (x->handler.end && !x->handler.end(x->handler.context, span_cstr(local_name(name))))
        stop(x, XML_STOPPED);
}

static void XMLCALL on_text(void *user, const char *piece, int len) {
    xml *x = user;
    if (x->result != XML_GOOD)
        return;
    x->quiet = 0;
    x->text += (size_t)len;
    if (x->text > x->bounds.text)
        stop(x, XML_TOO_MUCH);
    else if (x->handler.text && !x->handler.text(x->handler.context, span_of(piece, (size_t)len)))
        stop(x, XML_STOPPED);
}

static void XMLCALL on_doctype(void *user, const char *name, const char *system, const char *public_id,
                               int internal) {
    (void)name, (void)system, (void)public_id, (void)internal;
    stop(user, XML_DOCTYPE);
}

/* ---- Encodings that expat does not know. */
static int two_bytes(encoding e, const char *bytes) {
    span s = span_of(bytes, 2);
    uint32_t c = decode_next(e, &s);
    return c == CODE_BAD || s.len || c > 0xFFFF ? -1 : (int)c;
}

static int XMLCALL from_gbk(void *data, const char *bytes) {
    (void)data;
    return two_bytes(ENCODING_GBK, bytes);
}

static int XMLCALL from_big5(void *data, const char *bytes) {
    (void)data;
    return two_bytes(ENCODING_BIG5, bytes);
}

static int XMLCALL on_encoding(void *data, const char *name, XML_Encoding *info) {
    (void)data;
    encoding e = encoding_of_name(span_cstr(name));
    if (e == ENCODING_GB18030)
        e = ENCODING_GBK; /* expat wants a character's length by its first byte alone */
    if (e != ENCODING_GBK && e != ENCODING_BIG5 && e != ENCODING_LATIN1)
        return XML_STATUS_ERROR;
    info->data = NULL;
    info->release = NULL;
    info->convert = e == ENCODING_GBK ? from_gbk : e == ENCODING_BIG5 ? from_big5 : NULL;
    for (int i = 0; i < 256; i++) {
        uint8_t byte = (uint8_t)i;
        span s = span_of(&byte, 1);
        uint32_t c = decode_next(e, &s);
        info->map[i] = c != CODE_BAD ? (int)c : e == ENCODING_LATIN1 ? -1 : -2;
    }
    return XML_STATUS_OK;
}

/* ---- Feeding. */
static void close_parser(void *parser) { XML_ParserFree(parser); }

xml *xml_new(arena *a, const xml_handler *handler, const xml_bounds *bounds, bool is_utf8) {
    xml *x = ARENA_NEW(a, xml);
    *x = (xml){.handler = *handler, .bounds = *bounds, .on = a};
    x->parser = XML_ParserCreate(is_utf8 ? "UTF-8" : NULL);
    if (x->parser == NULL)
        arena_fail(a, STATUS_NO_MEMORY);
    arena_defer(a, close_parser, x->parser);
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    XML_SetUnknownEncodingHandler(x->parser, on_encoding, NULL);
    return x;
}

static void parse(xml *x, span piece, bool last) {
    x->given += piece.len;
    if (XML_Parse(x->parser, (const char *)piece.ptr, (int)piece.len, last) == XML_STATUS_OK)
        return;
    if (XML_GetErrorCode(x->parser) == XML_ERROR_NO_MEMORY)
        arena_fail(x->on, STATUS_NO_MEMORY);
    if (x->result == XML_GOOD)
        x->result = XML_MALFORMED;
}

xml_result xml_feed(xml *x, span piece) {
    while (piece.len && x->result == XML_GOOD) {
        span part = span_cut(piece, 0, FEED_MAX);
        piece = span_from(piece, part.len);
        parse(x, part, false);
        /* expat keeps a tag until its end has come: one that never ends must not grow for ever */
        x->quiet += part.len;
        if (x->result == XML_GOOD && x->quiet > x->bounds.text)
            x->result = XML_TOO_MUCH;
    }
    return x->result;
}

xml_result xml_finish(xml *x) {
    if (x->result == XML_GOOD)
        parse(x, (span){(const uint8_t *)"", 0}, true);
    return x->result;
}

void xml_stop(xml *x) { stop(x, XML_STOPPED); }

/* What is not whole yet, a tag or a comment, expat keeps back, and stays where it begins. */
bool xml_settled(const xml *x) {
    return x->result == XML_GOOD && (uint64_t)XML_GetCurrentByteIndex(x->parser) == x->given;
}

uint64_t xml_line(const xml *x) { return XML_GetCurrentLineNumber(x->parser); }

/* ---- Attributes. */
span xml_attribute(const xml_attributes *with, const char *name) {
    span other = {0};
    for (const char *const *at = with->list; *at; at += 2) {
        if (strcmp(at[0], name) == 0)
            return span_cstr(at[1]);
        if (other.ptr == NULL && strcmp(local_name(at[0]), name) == 0)
            other = span_cstr(at[1]);
    }
    return other;
}

bool xml_flag(const xml_attributes *with, const char *name, bool fallback) {
    span v = xml_attribute(with, name);
    if (v.ptr == NULL)
        return fallback;
    return span_eq(v, SPAN("1")) || span_eq(v, SPAN("true")) || span_eq(v, SPAN("on"));
}

uint64_t xml_number(const xml_attributes *with, const char *name, uint64_t max, uint64_t fallback) {
    uint64_t number;
    return span_to_u64(span_trim(xml_attribute(with, name)), max, &number) ? number : fallback;
}

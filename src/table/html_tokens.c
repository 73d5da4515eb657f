#include "table/html_tokens.h"

static const struct {
    const char *name;
    html_tag tag;
} TAGS[] = {
    {"td", TAG_CELL},         {"tr", TAG_ROW},           {"th", TAG_CELL},
    {"br", TAG_BREAK},        {"p", TAG_BLOCK},          {"div", TAG_BLOCK},
    {"col", TAG_COLUMN},      {"table", TAG_TABLE},      {"tbody", TAG_SECTION},
    {"thead", TAG_SECTION},   {"tfoot", TAG_SECTION},    {"colgroup", TAG_COLUMNS},
    {"caption", TAG_CAPTION}, {"comment", TAG_NOTE},     {"em", TAG_EMPHASIS},
    {"li", TAG_BLOCK},        {"ul", TAG_BLOCK},         {"ol", TAG_BLOCK},
    {"dl", TAG_BLOCK},        {"dt", TAG_BLOCK},         {"dd", TAG_BLOCK},
    {"pre", TAG_BLOCK},       {"center", TAG_BLOCK},     {"hr", TAG_EMPTY},
    {"img", TAG_EMPTY},       {"input", TAG_EMPTY},      {"link", TAG_EMPTY},
    {"wbr", TAG_EMPTY},       {"base", TAG_EMPTY},       {"meta", TAG_META},
    {"h1", TAG_HEADING},      {"h2", TAG_HEADING},       {"h3", TAG_HEADING},
    {"h4", TAG_HEADING},      {"h5", TAG_HEADING},       {"h6", TAG_HEADING},
    {"script", TAG_RAW},      {"style", TAG_RAW},        {"title", TAG_RAW},
    {"iframe", TAG_RAW},      {"noframes", TAG_RAW},     {"noembed", TAG_RAW},
};

static html_tag tag_of(span name) {
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
        if (span_eq_nocase(name, span_cstr(TAGS[i].name)))
            return TAGS[i].tag;
    return TAG_OTHER;
}

static bool blank(uint8_t c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool letter(uint8_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* The byte `ahead` of where the lexer stands, 0 beyond the page. */
static uint8_t peek(const html_lexer *l, size_t ahead) {
    return ahead < l->page.len - l->at ? l->page.ptr[l->at + ahead] : 0;
}

/* Moves past the next `what`; to the end of the page where there is none. */
static void pass(html_lexer *l, size_t from, span what) {
    span rest = span_from(l->page, from);
    size_t found = span_search(rest, what);
    l->cut |= found == rest.len;
    l->at = found == rest.len ? l->page.len : from + found + what.len;
}

/* <!-- … -->, <!DOCTYPE …>, <![if …]>, <?xml …?>. A comment may be as short as <!-->. */
static void pass_declaration(html_lexer *l) {
    if (peek(l, 1) == '!' && peek(l, 2) == '-' && peek(l, 3) == '-')
        pass(l, l->at + 2, SPAN("-->"));
    else
        pass(l, l->at + 2, SPAN(">"));
}

/* Where the tag's attributes end: at the first > that stands in no quoted value. */
static size_t attributes_end(span page, size_t i) {
    while (i < page.len && page.ptr[i] != '>') {
        if (page.ptr[i++] != '=')
            continue;
        while (i < page.len && blank(page.ptr[i]))
            i++;
        if (i < page.len && (page.ptr[i] == '"' || page.ptr[i] == '\'')) {
            i++;
            i += span_find(span_from(page, i), page.ptr[i - 1]);
            i += i < page.len;
        }
    }
    return i;
}

/* After <script>: to its end tag, which is then read like any other. */
static void pass_raw(html_lexer *l, span name) {
    while (l->at < l->page.len) {
        l->at += span_find(span_from(l->page, l->at), '<');
        if (peek(l, 1) == '/' && span_eq_nocase(span_cut(l->page, l->at + 2, name.len), name))
            return;
        l->at += l->at < l->page.len;
    }
    l->cut = true;
}

/* A tag whose name begins at `from`. Cut off by the page's end it is none, and nothing follows. */
static html_token tag(html_lexer *l, html_kind kind, size_t from) {
    html_token t = {.kind = kind, .at = l->at};
    size_t i = from;
    while (i < l->page.len && !blank(l->page.ptr[i]) && l->page.ptr[i] != '>' && l->page.ptr[i] != '/')
        i++;
    t.name = span_cut(l->page, from, i - from);
    t.tag = tag_of(t.name);
    size_t end = attributes_end(l->page, i);
    t.attributes = span_cut(l->page, i, end - i);
    if (end == l->page.len) {
        l->cut = true;
        l->at = end;
        return (html_token){.kind = HTML_END, .at = end, .end = end};
    }
    l->at = t.end = end + 1;
    if (kind == HTML_OPEN && t.tag == TAG_RAW && !span_ends(t.attributes, SPAN("/")))
        pass_raw(l, t.name);
    return t;
}

static html_token text(html_lexer *l, size_t len) {
    html_token t = {.kind = HTML_TEXT, .at = l->at, .text = span_cut(l->page, l->at, len)};
    l->at += t.text.len;
    t.end = l->at;
    return t;
}

static bool cdata(const html_lexer *l) {
    return peek(l, 2) == '[' && span_starts(span_from(l->page, l->at), SPAN("<![CDATA["));
}

html_token html_next(html_lexer *l) {
    while (l->at < l->page.len) {
        size_t plain = span_find(span_from(l->page, l->at), '<');
        if (plain)
            return text(l, plain);
        uint8_t next = peek(l, 1);
        if (letter(next))
            return tag(l, HTML_OPEN, l->at + 1);
        if (next == '/' && letter(peek(l, 2)))
            return tag(l, HTML_CLOSE, l->at + 2);
        if (next == '!' && cdata(l)) { /* XHTML: its content is text like any other */
            l->at += sizeof "<![CDATA[" - 1;
            html_token t = text(l, span_search(span_from(l->page, l->at), SPAN("]]>")));
            l->at += l->at < l->page.len ? 3 : 0;
            return t;
        }
        if (next != '!' && next != '?' && next != '/')
            return text(l, 1); /* a bare < */
        pass_declaration(l);
    }
    return (html_token){.kind = HTML_END, .at = l->page.len, .end = l->page.len};
}

static size_t skip_blanks(span s, size_t i) {
    while (i < s.len && (blank(s.ptr[i]) || s.ptr[i] == '/'))
        i++;
    return i;
}

/* The value that begins at *i, which moves past it. */
static span attribute_value(span s, size_t *i) {
    uint8_t quote = *i < s.len ? s.ptr[*i] : 0;
    size_t from = *i;
    if (quote == '"' || quote == '\'') {
        from++;
        *i = from + span_find(span_from(s, from), quote);
        span value = span_cut(s, from, *i - from);
        *i += *i < s.len;
        return value;
    }
    while (*i < s.len && !blank(s.ptr[*i]))
        (*i)++;
    return span_cut(s, from, *i - from);
}

bool html_next_attribute(span *rest, span *name, span *value) {
    span s = *rest;
    size_t i = skip_blanks(s, 0), from = i;
    if (i == s.len)
        return false;
    i += s.ptr[i] == '='; /* as the standard has it: a name may begin with = */
    while (i < s.len && !blank(s.ptr[i]) && s.ptr[i] != '=' && s.ptr[i] != '/')
        i++;
    *name = span_cut(s, from, i - from);
    while (i < s.len && blank(s.ptr[i]))
        i++;
    *value = (span){0};
    if (i < s.len && s.ptr[i] == '=') {
        i++;
        while (i < s.len && blank(s.ptr[i]))
            i++;
        *value = attribute_value(s, &i);
    }
    *rest = span_from(s, i);
    return true;
}

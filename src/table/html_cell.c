#include "table/html.h"
#include "table/number_format.h"
#include "table/row_maker.h"

/* The standard's bounds: what lies beyond means the bound. */
enum { MOST_COLUMNS = 1000, MOST_ROWS = 65534 };

/* A whole number at the front of the value, as browsers take it. */
static uint32_t count(span given, uint32_t least, uint32_t most) {
    uint64_t n = 0;
    size_t len = 0;
    given = span_trim(given);
    while (len < given.len && given.ptr[len] >= '0' && given.ptr[len] <= '9')
        len++;
    if (len == 0)
        return 1;
    if (!span_to_u64(span_cut(given, 0, len), most, &n))
        n = most;
    return n < least ? least : (uint32_t)n;
}

/* The length of a quotation mark at s: one byte, or &quot; since styles stand in an attribute. */
static size_t quote_len(span s) {
    const span entity = SPAN("&quot;");
    if (span_starts(s, entity))
        return entity.len;
    return s.len && (s.ptr[0] == '"' || s.ptr[0] == '\'');
}

/* The next declaration of a style: a ; within quotes does not end it. */
static bool next_declaration(span *rest, span *name, span *given) {
    size_t i = 0, step;
    bool quoted = false;
    if (rest->len == 0)
        return false;
    for (; i < rest->len && (quoted || rest->ptr[i] != ';'); i += step) {
        step = quote_len(span_from(*rest, i));
        quoted ^= step > 0;
        step += step == 0;
    }
    span one = span_cut(*rest, 0, i);
    size_t colon = span_find(one, ':');
    *name = span_trim(span_cut(one, 0, colon));
    *given = span_trim(span_from(one, colon + 1));
    *rest = span_from(*rest, i + 1);
    return true;
}

static span unquoted(span s) {
    size_t len = 0;
    s = span_from(s, quote_len(s));
    while (len < s.len && quote_len(span_from(s, len)) == 0)
        len++;
    return span_cut(s, 0, len);
}

/* Excel's own names of formats have letters that would pass for dates. */
static bool shows_date(span format) {
    static const char *const PLAIN[] = {"General", "Fixed",   "Standard", "Percent",    "Scientific",
                                        "Currency", "Yes/No", "On/Off",   "True/False", "BOOLEAN"};
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
        if (span_eq_nocase(format, span_cstr(PLAIN[i])))
            return false;
    return number_format_date(format);
}

static bool invisible(span name, span given) {
    return (span_eq_nocase(name, SPAN("display")) && span_eq_nocase(given, SPAN("none"))) ||
           (span_eq_nocase(name, SPAN("visibility")) &&
            (span_eq_nocase(given, SPAN("hidden")) || span_eq_nocase(given, SPAN("collapse"))));
}

static void read_style(span style, html_traits *t) {
    span name, given;
    while (next_declaration(&style, &name, &given)) {
        t->hidden |= invisible(name, given);
        if (span_eq_nocase(name, SPAN("mso-number-format"))) {
            span format = unquoted(given);
            t->date |= shows_date(format);
            t->text |= span_eq(format, SPAN("\\@")) || span_eq(format, SPAN("@"));
        }
    }
}

/* LibreOffice: sdnum="2052;0;YYYY-MM-DD" is the language and the format of the number in sdval. */
static void read_sdnum(span given, html_traits *t) {
    for (int i = 0; i < 2; i++)
        given = span_from(given, span_find(given, ';') + 1);
    t->boolean |= span_eq(given, SPAN("BOOLEAN"));
    t->date |= shows_date(given);
}

/* Excel's attributes, by their names after "x:". Their values are the true ones. */
static void read_excel(span name, span given, html_traits *t) {
    bool *const kind = span_eq_nocase(name, SPAN("num"))    ? &t->number
                       : span_eq_nocase(name, SPAN("str"))  ? &t->text
                       : span_eq_nocase(name, SPAN("bool")) ? &t->boolean
                       : span_eq_nocase(name, SPAN("err"))  ? &t->error
                                                            : NULL;
    t->formula |= span_eq_nocase(name, SPAN("fmla")) || span_eq_nocase(name, SPAN("arrayrange"));
    if (!kind)
        return;
    *kind = true;
    if (given.len)
        t->value = given;
}

static void read_attribute(span name, span given, html_traits *t) {
    if (span_eq_nocase(name, SPAN("colspan"))) {
        t->colspan = count(given, 1, MOST_COLUMNS);
    } else if (span_eq_nocase(name, SPAN("rowspan"))) {
        t->rowspan = count(given, 0, MOST_ROWS);
    } else if (span_eq_nocase(name, SPAN("span"))) {
        t->span = count(given, 1, MOST_COLUMNS);
    } else if (span_eq_nocase(name, SPAN("style"))) {
        read_style(given, t);
    } else if (span_eq_nocase(name, SPAN("hidden"))) {
        t->hidden = true;
    } else if (span_eq_nocase(name, SPAN("sdval")) && number_plain(given)) {
        t->number = true;
        t->value = given;
    } else if (span_eq_nocase(name, SPAN("sdnum"))) {
        read_sdnum(given, t);
    } else if (span_starts(name, SPAN("x:"))) {
        read_excel(span_from(name, 2), given, t);
    }
}

html_traits html_traits_read(span attributes) {
    html_traits t = {.colspan = 1, .rowspan = 1, .span = 1};
    span name, given;
    while (html_next_attribute(&attributes, &name, &given))
        read_attribute(name, given, &t);
    return t;
}

bool html_hidden(span attributes) { return html_traits_read(attributes).hidden; }

span html_charset(span attributes) {
    const span key = SPAN("charset=");
    span name, given, found = {0};
    while (html_next_attribute(&attributes, &name, &given)) {
        if (span_eq_nocase(name, SPAN("charset")))
            found = given;
        for (size_t i = 0; i + key.len < given.len && !found.len; i++)
            if (span_eq_nocase(name, SPAN("content")) && span_eq_nocase(span_cut(given, i, key.len), key))
                found = span_from(given, i + key.len);
    }
    size_t len = 0;
    while (len < found.len && found.ptr[len] != ';' && found.ptr[len] != ' ' && found.ptr[len] != '"' &&
           found.ptr[len] != '\'')
        len++;
    return span_cut(found, 0, len);
}

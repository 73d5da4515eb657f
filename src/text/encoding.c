/* What encodings are called: by us, by people, and by what payroll exports declare. */
#include "text/text.h"

static const struct {
    const char *name;
    term term;
} ENCODINGS[ENCODING_COUNT] = {
    [ENCODING_UNKNOWN] = {"unknown", TERM_encoding_unknown},
    [ENCODING_ASCII] = {"ASCII", TERM_encoding_ascii},
    [ENCODING_UTF8] = {"UTF-8", TERM_encoding_utf8},
    [ENCODING_GBK] = {"GBK", TERM_encoding_gbk},
    [ENCODING_GB18030] = {"GB18030", TERM_encoding_gb18030},
    [ENCODING_BIG5] = {"Big5", TERM_encoding_big5},
    [ENCODING_UTF16LE] = {"UTF-16LE", TERM_encoding_utf16le},
    [ENCODING_UTF16BE] = {"UTF-16BE", TERM_encoding_utf16be},
    [ENCODING_UTF32LE] = {"UTF-32LE", TERM_encoding_utf32le},
    [ENCODING_UTF32BE] = {"UTF-32BE", TERM_encoding_utf32be},
    [ENCODING_LATIN1] = {"windows-1252", TERM_encoding_latin1},
};

/* Names as charset= gives them (WHATWG's labels and Windows code pages), without - _ and blanks. */
static const struct {
    const char *name;
    encoding encoding;
} ALIASES[] = {
    {"ascii", ENCODING_ASCII},        {"usascii", ENCODING_ASCII},
    {"utf8", ENCODING_UTF8},          {"cp65001", ENCODING_UTF8},
    {"utf8bom", ENCODING_UTF8},       {"utf8sig", ENCODING_UTF8},
    {"gbk", ENCODING_GBK},            {"gb2312", ENCODING_GBK},
    {"cp936", ENCODING_GBK},          {"ms936", ENCODING_GBK},
    {"windows936", ENCODING_GBK},     {"936", ENCODING_GBK},
    {"euccn", ENCODING_GBK},          {"gb231280", ENCODING_GBK},
    {"xgbk", ENCODING_GBK},           {"chinese", ENCODING_GBK},
    {"ansi", ENCODING_GBK},           {"gb18030", ENCODING_GB18030},
    {"cp54936", ENCODING_GB18030},    {"54936", ENCODING_GB18030},
    {"big5", ENCODING_BIG5},          {"cp950", ENCODING_BIG5},
    {"950", ENCODING_BIG5},           {"windows950", ENCODING_BIG5},
    {"xxbig5", ENCODING_BIG5},        {"cnbig5", ENCODING_BIG5},
    {"utf16", ENCODING_UTF16LE},      {"utf16le", ENCODING_UTF16LE},
    {"unicode", ENCODING_UTF16LE},    {"cp1200", ENCODING_UTF16LE},
    {"utf16be", ENCODING_UTF16BE},    {"cp1201", ENCODING_UTF16BE},
    {"utf32", ENCODING_UTF32LE},      {"utf32le", ENCODING_UTF32LE},
    {"utf32be", ENCODING_UTF32BE},    {"windows1252", ENCODING_LATIN1},
    {"cp1252", ENCODING_LATIN1},      {"1252", ENCODING_LATIN1},
    {"iso88591", ENCODING_LATIN1},    {"latin1", ENCODING_LATIN1},
};

const char *encoding_name(encoding e) { return ENCODINGS[e].name; }

term encoding_term(encoding e) { return ENCODINGS[e].term; }

bool encoding_wide(encoding e) { return e >= ENCODING_UTF16LE && e <= ENCODING_UTF32BE; }

encoding encoding_of_name(span name) {
    uint8_t plain[16];
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        uint8_t c = name.ptr[i];
        if (c == '-' || c == '_' || c == ' ')
            continue;
        if (len == sizeof plain)
            return ENCODING_UNKNOWN;
        plain[len++] = c;
    }
    for (size_t i = 0; i < sizeof ALIASES / sizeof *ALIASES; i++)
        if (span_eq_nocase(span_of(plain, len), span_cstr(ALIASES[i].name)))
            return ALIASES[i].encoding;
    return ENCODING_UNKNOWN;
}

/* Entities: the names that programs write, out of the HTML standard's two thousand, and numbers. */
#include "table/html_text.h"

/* In the order of their bytes. */
static const struct {
    char name[8];
    uint16_t code;
} ENTITIES[] = {
    {"AElig", 0x00C6}, {"Aacute", 0x00C1}, {"Acirc", 0x00C2}, {"Agrave", 0x00C0},
    {"Aring", 0x00C5}, {"Atilde", 0x00C3}, {"Auml", 0x00C4}, {"Ccedil", 0x00C7},
    {"Dagger", 0x2021}, {"ETH", 0x00D0}, {"Eacute", 0x00C9}, {"Ecirc", 0x00CA},
    {"Egrave", 0x00C8}, {"Euml", 0x00CB}, {"Iacute", 0x00CD}, {"Icirc", 0x00CE},
    {"Igrave", 0x00CC}, {"Iuml", 0x00CF}, {"NewLine", 0x000A}, {"Ntilde", 0x00D1},
    {"OElig", 0x0152}, {"Oacute", 0x00D3}, {"Ocirc", 0x00D4}, {"Ograve", 0x00D2},
    {"Omega", 0x03A9}, {"Oslash", 0x00D8}, {"Otilde", 0x00D5}, {"Ouml", 0x00D6},
    {"Prime", 0x2033}, {"Scaron", 0x0160}, {"THORN", 0x00DE}, {"Tab", 0x0009}, {"Uacute", 0x00DA},
    {"Ucirc", 0x00DB}, {"Ugrave", 0x00D9}, {"Uuml", 0x00DC}, {"Yacute", 0x00DD}, {"Yuml", 0x0178},
    {"aacute", 0x00E1}, {"acirc", 0x00E2}, {"acute", 0x00B4}, {"aelig", 0x00E6},
    {"agrave", 0x00E0}, {"alpha", 0x03B1}, {"amp", 0x0026}, {"apos", 0x0027}, {"aring", 0x00E5},
    {"ast", 0x002A}, {"asymp", 0x2248}, {"atilde", 0x00E3}, {"auml", 0x00E4}, {"bdquo", 0x201E},
    {"beta", 0x03B2}, {"brvbar", 0x00A6}, {"bsol", 0x005C}, {"bull", 0x2022}, {"ccedil", 0x00E7},
    {"cedil", 0x00B8}, {"cent", 0x00A2}, {"circ", 0x02C6}, {"colon", 0x003A}, {"comma", 0x002C},
    {"commat", 0x0040}, {"copy", 0x00A9}, {"curren", 0x00A4}, {"dagger", 0x2020},
    {"darr", 0x2193}, {"dash", 0x2010}, {"deg", 0x00B0}, {"delta", 0x03B4}, {"divide", 0x00F7},
    {"dollar", 0x0024}, {"eacute", 0x00E9}, {"ecirc", 0x00EA}, {"egrave", 0x00E8},
    {"emsp", 0x2003}, {"ensp", 0x2002}, {"equals", 0x003D}, {"equiv", 0x2261}, {"eth", 0x00F0},
    {"euml", 0x00EB}, {"euro", 0x20AC}, {"excl", 0x0021}, {"fnof", 0x0192}, {"frac12", 0x00BD},
    {"frac14", 0x00BC}, {"frac34", 0x00BE}, {"gamma", 0x03B3}, {"ge", 0x2265}, {"gt", 0x003E},
    {"half", 0x00BD}, {"harr", 0x2194}, {"hellip", 0x2026}, {"hyphen", 0x2010},
    {"iacute", 0x00ED}, {"icirc", 0x00EE}, {"iexcl", 0x00A1}, {"igrave", 0x00EC},
    {"infin", 0x221E}, {"iquest", 0x00BF}, {"iuml", 0x00EF}, {"lambda", 0x03BB},
    {"laquo", 0x00AB}, {"larr", 0x2190}, {"lbrack", 0x005B}, {"lcub", 0x007B}, {"ldquo", 0x201C},
    {"le", 0x2264}, {"lowast", 0x2217}, {"lowbar", 0x005F}, {"lpar", 0x0028}, {"lrm", 0x200E},
    {"lsaquo", 0x2039}, {"lsqb", 0x005B}, {"lsquo", 0x2018}, {"lt", 0x003C}, {"macr", 0x00AF},
    {"mdash", 0x2014}, {"micro", 0x00B5}, {"middot", 0x00B7}, {"minus", 0x2212}, {"mu", 0x03BC},
    {"nbsp", 0x00A0}, {"ndash", 0x2013}, {"ne", 0x2260}, {"not", 0x00AC}, {"ntilde", 0x00F1},
    {"num", 0x0023}, {"numsp", 0x2007}, {"oacute", 0x00F3}, {"ocirc", 0x00F4}, {"oelig", 0x0153},
    {"ograve", 0x00F2}, {"oline", 0x203E}, {"omega", 0x03C9}, {"ordf", 0x00AA}, {"ordm", 0x00BA},
    {"oslash", 0x00F8}, {"otilde", 0x00F5}, {"ouml", 0x00F6}, {"para", 0x00B6}, {"part", 0x2202},
    {"percnt", 0x0025}, {"period", 0x002E}, {"permil", 0x2030}, {"pi", 0x03C0}, {"plus", 0x002B},
    {"plusmn", 0x00B1}, {"pound", 0x00A3}, {"prime", 0x2032}, {"prod", 0x220F}, {"quest", 0x003F},
    {"quot", 0x0022}, {"radic", 0x221A}, {"raquo", 0x00BB}, {"rarr", 0x2192}, {"rbrack", 0x005D},
    {"rcub", 0x007D}, {"rdquo", 0x201D}, {"reg", 0x00AE}, {"rlm", 0x200F}, {"rpar", 0x0029},
    {"rsaquo", 0x203A}, {"rsqb", 0x005D}, {"rsquo", 0x2019}, {"sbquo", 0x201A},
    {"scaron", 0x0161}, {"sect", 0x00A7}, {"semi", 0x003B}, {"shy", 0x00AD}, {"sigma", 0x03C3},
    {"sol", 0x002F}, {"sum", 0x2211}, {"sup1", 0x00B9}, {"sup2", 0x00B2}, {"sup3", 0x00B3},
    {"szlig", 0x00DF}, {"thinsp", 0x2009}, {"thorn", 0x00FE}, {"tilde", 0x02DC},
    {"times", 0x00D7}, {"trade", 0x2122}, {"uacute", 0x00FA}, {"uarr", 0x2191}, {"ucirc", 0x00FB},
    {"ugrave", 0x00F9}, {"uml", 0x00A8}, {"uuml", 0x00FC}, {"verbar", 0x007C}, {"vert", 0x007C},
    {"yacute", 0x00FD}, {"yen", 0x00A5}, {"yuml", 0x00FF}, {"zwj", 0x200D}, {"zwnj", 0x200C},
};

/* What numbers 80 to 9F mean in a page: windows-1252, 0 where that has none (HTML standard). */
static const uint16_t WINDOWS[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

enum { REPLACEMENT = 0xFFFD, HIGHEST = 0x10FFFF };

static bool alphanumeric(uint8_t c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static int digit_of(uint8_t c, unsigned base) {
    int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
    return d < (int)base ? d : -1;
}

static uint32_t meant(uint32_t point) {
    if (point >= 0x80 && point < 0xA0 && WINDOWS[point - 0x80])
        return WINDOWS[point - 0x80];
    return point == 0 || point > HIGHEST || (point >= 0xD800 && point <= 0xDFFF) ? REPLACEMENT : point;
}

/* &#…; after the #. False where no digit follows. */
static bool numeric(span *s, uint32_t *point) {
    span rest = *s;
    bool hex = rest.len && (rest.ptr[0] | 32) == 'x';
    uint32_t sum = 0;
    rest = span_from(rest, hex);
    size_t digits = 0;
    for (int d; digits < rest.len && (d = digit_of(rest.ptr[digits], hex ? 16 : 10)) >= 0; digits++)
        sum = sum > HIGHEST ? sum : sum * (hex ? 16 : 10) + (uint32_t)d;
    if (digits == 0)
        return false;
    rest = span_from(rest, digits);
    *s = span_from(rest, rest.len && rest.ptr[0] == ';');
    *point = meant(sum);
    return true;
}

static uint32_t named(span name) {
    size_t low = 0, high = sizeof ENTITIES / sizeof *ENTITIES;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = span_cmp(name, span_cstr(ENTITIES[middle].name));
        if (order == 0)
            return ENTITIES[middle].code;
        *(order < 0 ? &high : &low) = order < 0 ? middle : middle + 1;
    }
    return 0;
}

uint32_t html_entity(span *s) {
    span rest = span_from(*s, 1);
    uint32_t point = 0;
    if (rest.len && rest.ptr[0] == '#') {
        rest = span_from(rest, 1);
        if (!numeric(&rest, &point))
            point = 0;
    } else {
        size_t len = 0;
        while (len < rest.len && len <= sizeof ENTITIES->name && alphanumeric(rest.ptr[len]))
            len++;
        point = named(span_cut(rest, 0, len));
        rest = span_from(rest, len);
        rest = span_from(rest, rest.len && rest.ptr[0] == ';');
    }
    *s = point ? rest : span_from(*s, 1);
    return point ? point : '&';
}

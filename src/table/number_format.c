#include "table/number_format.h"

#include "base/span.h"

bool number_format_builtin_date(unsigned id) {
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

/* Only [h], [mm], [s] … in brackets are time; the others are colours, conditions, countries. */
static bool bracket_is_time(span inside) {
    if (inside.len == 0)
        return false;
    uint8_t first = inside.ptr[0] | 0x20;
    for (size_t i = 0; i < inside.len; i++)
        if ((inside.ptr[i] | 0x20) != first)
            return false;
    return first == 'h' || first == 'm' || first == 's';
}

/* Takes a quoted text, a bracket, or an escaped character off the front; *time tells [h]. */
static size_t literal_len(span s, bool *time) {
    uint8_t c = s.ptr[0];
    if (c == '"')
        return span_find(span_from(s, 1), '"') + 2;
    if (c == '[') {
        size_t len = span_find(span_from(s, 1), ']');
        *time |= bracket_is_time(span_cut(s, 1, len));
        return len + 2;
    }
    return c == '\\' || c == '_' || c == '*' ? 2 : 0;
}

bool number_format_date(span code) {
    bool time = false;
    size_t skip;
    span general = SPAN("General");
    for (span s = code; s.len && s.ptr[0] != ';'; s = span_from(s, skip)) {
        skip = literal_len(s, &time);
        if (skip)
            continue;
        skip = 1;
        uint8_t c = s.ptr[0] | 0x20;
        if (span_eq_nocase(span_cut(s, 0, general.len), general))
            skip = general.len;
        else if (c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 's')
            time = true;
        else if (s.ptr[0] == '#' || s.ptr[0] == '?')
            return false; /* digits that no date has */
    }
    return time;
}

/* Names. With a template, another name than its own is ROW-015's to tell; these look at names that
 * nothing else vouches for. */
#include "base/utf8.h"
#include "rules/check.h"

static bool blank(uint32_t c) { return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000 || c == 0x200B || c == 0xFEFF; }

static bool only_blanks(span utf8) {
    while (utf8.len)
        if (!blank(utf8_next(&utf8)))
            return false;
    return true;
}

static bool digit(uint32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }

/* ASCII signs that no name has; dots, hyphens, apostrophes and brackets do occur, and question marks are
 * destroyed characters (ENC-007). */
static bool sign(uint32_t c) {
    return c < 0x80 && c != 0 && span_has(SPAN("!\"#$%&*+,/:;<=>@[\\]^_`{|}~"), (uint8_t)c);
}

static bool latin(uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x250); }

/* What does not belong in a name. Blanks part the words of a Latin name only, and odd ones are the
 * text's affair (ENC-013). */
static term oddity(span utf8) {
    bool has_blank = false, has_latin = false;
    while (utf8.len) {
        uint32_t c = utf8_next(&utf8);
        if (digit(c))
            return TERM_name_digits;
        if (sign(c))
            return TERM_name_signs;
        has_blank = has_blank || c == ' ';
        has_latin = has_latin || latin(c);
    }
    return has_blank && !has_latin ? TERM_blanks : TERM_NONE;
}

void rule_name(const check *c, const checked_line *l) {
    const layout *is = &c->d->layout;
    if (l->twin || l->view->fields.count != is->count)
        return;
    bool padded = is->separator.kind != SEPARATOR_BYTE;
    span name = view_text(c->scratch, c->d, padded ? span_trim(l->view->name) : l->view->name);
    term odd = oddity(name);
    if (only_blanks(name))
        FIND(c->found, .code = ID_name_missing, .place = place_of(c, l->view, is->name));
    else if (odd)
        FIND(c->found, .code = ID_name_odd, .place = place_of(c, l->view, is->name),
             .value = value_of(VALUE_NAME, name), .args = {{"is", value_term(odd)}});
}

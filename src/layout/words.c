/* What roles, separators and reasons are called. */
#include "layout/layout.h"

static const char *const ROLE_WORDS[ROLE_COUNT] = {
    [ROLE_OTHER] = "other", [ROLE_ID] = "id",     [ROLE_NAME] = "name", [ROLE_PERSONAL_NUMBER] = "personal-number",
    [ROLE_UNIT] = "unit",   [ROLE_OLD_WAGE] = "old-wage", [ROLE_WAGE] = "wage",
};

const char *role_word(role r) { return ROLE_WORDS[r]; }

bool role_of_word(span word, role *r) {
    for (int i = 0; i < ROLE_COUNT; i++)
        if (span_eq(word, span_cstr(ROLE_WORDS[i]))) {
            *r = (role)i;
            return true;
        }
    return false;
}

term role_term(role r) {
    static const term TERMS[ROLE_COUNT] = {
        [ROLE_OTHER] = TERM_role_other,         [ROLE_ID] = TERM_role_id,
        [ROLE_NAME] = TERM_role_name,           [ROLE_PERSONAL_NUMBER] = TERM_role_personal_number,
        [ROLE_UNIT] = TERM_role_unit,           [ROLE_OLD_WAGE] = TERM_role_old_wage,
        [ROLE_WAGE] = TERM_role_wage,
    };
    return TERMS[r];
}

term basis_term(basis b) {
    static const term TERMS[] = {
        [BASIS_INFERRED] = TERM_basis_inferred,
        [BASIS_FORMAT] = TERM_basis_format,
        [BASIS_TEMPLATE] = TERM_basis_template,
    };
    return TERMS[b];
}

term role_reason_term(role_reason r) {
    static const term TERMS[] = {
        [REASON_NONE] = TERM_reason_none,       [REASON_HEADER] = TERM_reason_header,
        [REASON_CONTENT] = TERM_reason_content, [REASON_LAST] = TERM_reason_last,
        [REASON_FORMAT] = TERM_reason_format,   [REASON_OPTION] = TERM_reason_option,
    };
    return TERMS[r];
}

term separator_term(separator s) {
    if (s.kind == SEPARATOR_SPACES)
        return TERM_spaces;
    if (s.kind == SEPARATOR_FIXED)
        return TERM_fixed_width;
    switch (s.byte) {
    case '\t': return TERM_tab;
    case ',': return TERM_comma;
    case '|': return TERM_pipe;
    case ';': return TERM_semicolon;
    case '^': return TERM_caret;
    default: return TERM_none;
    }
}

bool separator_same(separator a, separator b) {
    return a.kind == b.kind && (a.kind != SEPARATOR_BYTE || a.byte == b.byte);
}

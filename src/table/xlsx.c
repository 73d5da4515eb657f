/* .xlsx workbooks, from bytes to rows. */
#include "table/xlsx.h"

/* Every worksheet in order; true where at least one could be read. */
static bool read_tabs(xlsx_book *b, const table_sink *into) {
    bool any = false;
    for (size_t i = 0; i < b->tabs.count && !b->encrypted; i++) {
        const xlsx_tab *tab = &b->tabs.items[i];
        if (tab->worksheet && tab->part == PART_ABSENT)
            table_refuse_part(b->found, TERM_part_absent, tab->name);
        else if (tab->worksheet)
            any |= xlsx_sheet_read(b, tab, i, into);
    }
    return any;
}

static bool has_worksheet(const xlsx_book *b) {
    for (size_t i = 0; i < b->tabs.count; i++)
        if (b->tabs.items[i].worksheet)
            return true;
    return false;
}

static bool read_book(xlsx_book *b, span bytes, const table_sink *into) {
    if (!xlsx_open(b, bytes) || !xlsx_book_read(b))
        return false;
    if (!has_worksheet(b)) {
        table_refuse(b->found, TERM_no_worksheet);
        return false;
    }
    xlsx_styles_read(b);
    return read_tabs(b, into);
}

bool xlsx_read(arena *a, span bytes, const table_limits *limits, const table_sink *into, findings *found) {
    xlsx_book *b = ARENA_NEW(a, xlsx_book);
    *b = (xlsx_book){.on = arena_child(a), .scratch = arena_child(a), .limits = limits, .found = found,
                     .budget = limits->max_unpacked, .strings_part = PART_ABSENT, .styles_part = PART_ABSENT};
    bool any = read_book(b, bytes, into);
    if (b->strings_lost)
        table_refuse(found, TERM_lost_strings);
    if (b->encrypted)
        FIND(found, .code = SRC_encrypted, .place = place_whole(INPUT_TABLE));
    arena_reset(b->on);
    return any && !b->encrypted;
}

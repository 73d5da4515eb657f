/* From the root of an .xlsx to its sheets: relationships, and the workbook part. */
#include "table/xlsx.h"

enum { SMALL_PART = 32 << 20 }; /* bytes; what lists sheets is kept in memory */

typedef struct relation {
    span id;
    span type; /* the last step of its address, the same in strict files */
    span target;
} relation;

typedef struct relations {
    arena *on;
    VEC(relation) items;
    key_index *by_id;
} relations;

static span last_step(span path) {
    size_t from = path.len;
    while (from && path.ptr[from - 1] != '/')
        from--;
    return span_from(path, from);
}

static span folder_of(span path) { return span_cut(path, 0, path.len - last_step(path).len); }

static bool on_relation(void *context, span name, const xml_attributes *with) {
    relations *r = context;
    bool external = span_eq_nocase(xml_attribute(with, "TargetMode"), SPAN("External"));
    if (!span_eq(name, SPAN("Relationship")) || external)
        return true;
    relation one = {span_keep(r->on, xml_attribute(with, "Id")),
                    span_keep(r->on, last_step(xml_attribute(with, "Type"))),
                    span_keep(r->on, xml_attribute(with, "Target"))};
    (void)key_index_put(r->by_id, one.id, (uint32_t)r->items.count);
    VEC_PUSH(r->on, &r->items, one);
    return true;
}

/* The relationships of a part, "" for the whole file; none where they are missing or broken. */
static void read_relations(xlsx_book *b, span part, relations *out) {
    buf name = buf_new(b->on);
    *out = (relations){.on = b->on, .by_id = key_index_new(b->on, 16, 0)};
    buf_add(&name, folder_of(part));
    buf_text(&name, "_rels/");
    buf_add(&name, last_step(part));
    buf_text(&name, ".rels");
    uint32_t number = xlsx_part_find(b, buf_span(&name));
    xml_handler handler = {.context = out, .start = on_relation};
    if (number != PART_ABSENT)
        (void)xlsx_part_read(b, number, SMALL_PART, &handler, NULL, (span){0});
}

/* Where a relationship leads. Some writers take the root for the folder. */
static uint32_t follow(xlsx_book *b, span folder, span target) {
    uint32_t number = xlsx_part_find(b, xlsx_part_name(b, folder, target));
    return number != PART_ABSENT ? number : xlsx_part_find(b, xlsx_part_name(b, (span){0}, target));
}

static const relation *of_type(const relations *r, span type) {
    for (size_t i = 0; i < r->items.count; i++)
        if (span_eq(r->items.items[i].type, type))
            return &r->items.items[i];
    return NULL;
}

/* ---- The workbook part. */
struct listing {
    xlsx_book *book;
    relations *relations;
    span folder;
};

static bool on_sheet(void *context, span name, const xml_attributes *with) {
    struct listing *l = context;
    if (!span_eq(name, SPAN("sheet")))
        return true;
    span title = span_keep(l->book->on, xml_attribute(with, "name"));
    title.len = xlsx_unescape((uint8_t *)title.ptr, title.len);
    span state = xml_attribute(with, "state");
    uint32_t at = key_index_find(l->relations->by_id, xml_attribute(with, "id"));
    xlsx_tab tab = {.name = title, .part = PART_ABSENT, .worksheet = true,
                    .hidden = state.len && !span_eq(state, SPAN("visible"))};
    if (at != KEY_ABSENT) {
        const relation *r = &l->relations->items.items[at];
        tab.part = follow(l->book, l->folder, r->target);
        tab.worksheet = span_eq(r->type, SPAN("worksheet"));
    }
    VEC_PUSH(l->book->on, &l->book->tabs, tab);
    return true;
}

/* The workbook part's name, from the file's relationships or where it usually lies. */
static span find_workbook(xlsx_book *b) {
    relations root;
    read_relations(b, (span){0}, &root);
    const relation *r = of_type(&root, SPAN("officeDocument"));
    span name = r ? xlsx_part_name(b, (span){0}, r->target) : SPAN("xl/workbook.xml");
    return xlsx_part_find(b, name) == PART_ABSENT ? SPAN("xl/workbook.xml") : name;
}

static uint32_t other_part(xlsx_book *b, const relations *r, span folder, span type) {
    const relation *one = of_type(r, type);
    return one ? follow(b, folder, one->target) : PART_ABSENT;
}

bool xlsx_book_read(xlsx_book *b) {
    span name = find_workbook(b);
    uint32_t number = xlsx_part_find(b, name);
    if (number == PART_ABSENT || span_ends(name, SPAN(".bin"))) {
        if (!b->encrypted)
            table_refuse(b->found, number == PART_ABSENT && xlsx_part_find(b, SPAN("xl/workbook.bin")) ==
                                                                PART_ABSENT ? TERM_no_workbook : TERM_xlsb);
        return false;
    }
    relations own;
    read_relations(b, name, &own);
    struct listing l = {b, &own, folder_of(name)};
    xml_handler handler = {.context = &l, .start = on_sheet};
    if (!xlsx_part_read(b, number, SMALL_PART, &handler, NULL, (span){0}))
        return false;
    b->strings_part = other_part(b, &own, l.folder, SPAN("sharedStrings"));
    b->styles_part = other_part(b, &own, l.folder, SPAN("styles"));
    return true;
}

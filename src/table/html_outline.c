#include "table/html.h"

/* The first walk, with the rules of the HTML standard for what is left unclosed: a table that
 * begins while no cell is open closes the one before it. */
typedef struct walk {
    arena *on;
    html_outline *out;
    uint32_t open; /* the innermost open table */
    span heading;  /* the last one since a table began */
    size_t title_from; /* after the tag of the heading or caption that is open; 0 if none */
} walk;

static html_table *innermost(walk *w) {
    return w->open == HTML_NO_TABLE ? NULL : &w->out->tables.items[w->open];
}

static void close_table(walk *w, size_t end, size_t resume) {
    html_table *t = innermost(w);
    if (!t)
        return;
    t->end = end;
    t->resume = resume;
    t->after = (uint32_t)w->out->tables.count;
    w->open = t->parent;
}

static void open_table(walk *w, const html_token *k) {
    html_table *outer = innermost(w);
    if (outer && !outer->in_cell)
        close_table(w, k->at, k->at);
    VEC_PUSH(w->on, &w->out->tables,
             ((html_table){.open = k->at, .begin = k->end, .parent = w->open, .title = w->heading}));
    w->open = (uint32_t)w->out->tables.count - 1;
    w->heading = (span){0};
    w->title_from = 0;
}

static void open_tag(walk *w, const html_token *k) {
    html_table *t = innermost(w);
    if (k->tag == TAG_TABLE)
        open_table(w, k);
    else if (k->tag == TAG_HEADING || k->tag == TAG_CAPTION)
        w->title_from = k->end;
    if (!t)
        return;
    if (k->tag == TAG_CELL)
        t->cells += t->cells < UINT32_MAX;
    if (k->tag == TAG_CELL || k->tag == TAG_CAPTION)
        t->in_cell = true;
    else if (k->tag == TAG_ROW || k->tag == TAG_SECTION)
        t->in_cell = false;
}

static void close_title(walk *w, const html_token *k, span page) {
    span title = span_cut(page, w->title_from, k->at - w->title_from);
    html_table *t = innermost(w);
    if (w->title_from && k->tag == TAG_HEADING)
        w->heading = title;
    else if (w->title_from && t)
        t->title = title;
    w->title_from = 0;
}

static void close_tag(walk *w, const html_token *k, span page) {
    if (k->tag == TAG_HEADING || k->tag == TAG_CAPTION)
        close_title(w, k, page);
    html_table *t = innermost(w);
    if (k->tag == TAG_TABLE)
        close_table(w, k->at, k->end);
    else if (t && (k->tag == TAG_CELL || k->tag == TAG_ROW || k->tag == TAG_SECTION || k->tag == TAG_CAPTION))
        t->in_cell = false;
}

void html_outline_read(arena *a, span page, html_outline *out) {
    walk w = {.on = a, .out = out, .open = HTML_NO_TABLE};
    html_lexer l = {.page = page};
    *out = (html_outline){0};
    html_token k = html_next(&l);
    for (; k.kind != HTML_END; k = html_next(&l)) {
        if (k.kind == HTML_OPEN && k.tag == TAG_TABLE && out->tables.count == HTML_MOST_TABLES) {
            out->more = true;
            break;
        }
        if (k.kind == HTML_OPEN)
            open_tag(&w, &k);
        else if (k.kind == HTML_CLOSE)
            close_tag(&w, &k, page);
    }
    out->cut = !out->more && w.open != HTML_NO_TABLE && (l.cut || innermost(&w)->in_cell);
    while (w.open != HTML_NO_TABLE)
        close_table(&w, k.at, k.at);
}

bool html_table_inline(const html_table *t) { return t->parent != HTML_NO_TABLE && t->cells <= 1; }
